"""What HWP and HWPX both hold, as their readers hand it on: paragraphs of text with tables, frames and notes in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

MAX_INFLATED = 64 * 1024 * 1024
"""Bytes that one part of a document may unpack to; honest sections reach 10 MB."""

MAX_DOCUMENT = 128 * 1024 * 1024
"""Bytes that all parts read of a document may unpack to."""

MAX_RECORDS = 1_000_000
"""Records of a document, honest ones reach 212,442."""

MAX_PARAS = 300_000
"""Paragraphs of a document, those in cells included."""

MAX_CELLS = 300_000
"""Cells of a document; honest tables reach 52,694."""

MAX_DEPTH = 24
"""How deep tables, boxes and notes may stand inside each other."""

FrameKind = Literal["box", "furniture"]
HeadKind = Literal["outline", "number", "bullet"]


@dataclass(frozen=True, slots=True)
class Head:
    """The number or bullet that the program prints before a paragraph: of which list (its id), at which level from 0."""

    kind: HeadKind
    ident: int
    level: int


class Para(NamedTuple):
    """A paragraph: its texts and what is anchored between them, in order.

    Paragraphs and cells are tuples because documents have so many of them.
    """

    parts: tuple[Part, ...]
    head: Head | None = None


class Cell(NamedTuple):
    """A cell as stored; rows and columns count from 0."""

    row: int
    column: int
    rowspan: int
    colspan: int
    header: bool
    paras: tuple[Para, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as stored, whatever it serves; nothing says yet that its cells tile `rows` x `columns`."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    caption: tuple[Para, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """A text box, or page furniture: a header, a footer, a master page."""

    kind: FrameKind
    paras: tuple[Para, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote, at the place of its mark."""

    paras: tuple[Para, ...]


Part = str | Grid | Frame | Note


def flat(paras: tuple[Para, ...]) -> str:
    """The text of paragraphs with that of the tables and boxes in them, one line each, blank lines left out; no notes."""
    lines = (line.strip() for para in paras for line in printed(para.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def printed(parts: tuple[Part, ...]) -> str:
    """The text of a paragraph's parts: tables where they are anchored, boxes behind it, for they float; no notes."""
    if len(parts) == 1 and isinstance(parts[0], str):
        return parts[0]
    flow = (part if isinstance(part, str) else f"\n{inner(part)}\n" for part in parts if isinstance(part, str | Grid))
    boxes = (inner(part) for part in parts if isinstance(part, Frame))
    return "\n".join(("".join(flow), *boxes))


def inner(part: Grid | Frame) -> str:
    """The text inside a table, cell by cell, or inside a box; nothing for page furniture."""
    if isinstance(part, Grid):
        return "\n".join(flat(cell.paras) for cell in part.cells)
    return flat(part.paras) if part.kind == "box" else ""
