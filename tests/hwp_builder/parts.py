"""Documents as a test describes them: paragraphs, and the parts that stand in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A cell: its anchor, its paragraphs, its spans, whether it is flagged as header."""

    row: int
    column: int
    content: Sequence[Para] | str = ""
    rowspan: int = 1
    colspan: int = 1
    header: bool = False


@dataclass(frozen=True)
class Table:
    """A table; its size is what its cells need unless given."""

    cells: Sequence[Cell]
    caption: Sequence[Para] = ()
    rows: int | None = None
    columns: int | None = None

    def size(self) -> tuple[int, int]:
        down = max((cell.row + cell.rowspan for cell in self.cells), default=0)
        across = max((cell.column + cell.colspan for cell in self.cells), default=0)
        return self.rows if self.rows is not None else down, self.columns if self.columns is not None else across


@dataclass(frozen=True)
class Holder:
    """What holds paragraphs: `box` (text box), `header`, `footer`, `note`, `memo`, `remark` (hidden)."""

    kind: str
    content: Sequence[Para]


@dataclass(frozen=True)
class Guide:
    """A click-here field: its guide text and what was filled in."""

    guide: str
    text: str


@dataclass(frozen=True)
class Auto:
    """An automatic number, printed as digits with `)` behind it."""

    number: int


@dataclass(frozen=True)
class Equation:
    """An equation by its script."""

    script: str


@dataclass(frozen=True)
class Deleted:
    """Text that a tracked change deleted."""

    text: str


@dataclass(frozen=True)
class Overprint:
    """Overprinted characters (글자 겹침)."""

    text: str


@dataclass(frozen=True)
class Styled:
    """A paragraph with a paragraph shape: an index into `SHAPES`."""

    shape: int
    parts: Sequence[Part]


Part = str | Table | Holder | Guide | Auto | Equation | Deleted | Overprint
Para = str | Sequence[Part] | Styled
SHAPES = (("NONE", 0, 0), ("NUMBER", 1, 0), ("NUMBER", 1, 1), ("BULLET", 1, 0), ("OUTLINE", 1, 0))
"""Paragraph shapes: kind of head, id of its list, level. List 1 counts `1.` and `가.`; bullet 1 is `□`."""


def grid(text: str, **more: object) -> Table:
    """A table from a pipe grid: `<` belongs to the cell on the left, `^` to the one above."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    cells = [
        Cell(r, c, cell, 1 + _run(rows[at][c] for at in range(r + 1, len(rows))), 1 + _run(iter(row[c + 1 :]), "<"))
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
        if cell not in {"<", "^"}
    ]
    return Table(cells, **more)  # type: ignore[arg-type]


def _run(marks: Iterable[str], mark: str = "^") -> int:
    count = 0
    for found in marks:
        if found != mark:
            break
        count += 1
    return count


def parts_of(para: Para) -> tuple[int, Sequence[Part]]:
    if isinstance(para, Styled):
        return para.shape, para.parts
    return 0, [para] if isinstance(para, str) else para
