"""Text dumps: tables whose columns and blank cells are gone, and the paragraphs between them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extract.context import attach
from extract.formats import decode
from extract.seen import seen_in_text
from extract.text.layout import layout_tables, uncovered
from extract.text.lines import Line, split_lines
from extract.text.regions import find_regions
from extract.text.rows import build_table
from schemas import Paragraph, Place, RawTable, Report, Source


def read_text(path: Path, source: Source) -> Report:
    """Read a text dump. Lines count from 1; pages are known only where form feeds part them.

    Raises `Unreadable` where the bytes are no text.
    """
    text = decode(path.read_bytes())
    lines = split_lines(text)
    content: list[RawTable | Paragraph] = []
    found = layout_tables(lines)
    aside: list[Paragraph] = []
    for stretch, table in zip(uncovered(found, len(lines)), [*(layout.table for layout in found), None], strict=True):
        bare, between = _bare(lines[stretch.first : stretch.last + 1])
        content += bare
        content += [table] if table is not None else []
        aside += between
    return Report(source, _in_order(attach(content), aside), seen=seen_in_text(text))


def _bare(lines: Sequence[Line]) -> tuple[list[RawTable | Paragraph], list[Paragraph]]:
    """The tables and paragraphs of lines that have lost their columns; and the lines that stand among the rows of tables."""
    content: list[RawTable | Paragraph] = []
    between: list[Paragraph] = []
    at = 0
    for region in find_regions(lines):
        content += _paragraphs(lines[at : region.first])
        content.append(build_table(region))
        between += _paragraphs(region.between)
        at = region.last + 1
    return [*content, *_paragraphs(lines[at:])], between


def _paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    return [Paragraph(line.text, Place(line.page, line.number)) for line in lines]


def _in_order(content: Sequence[RawTable | Paragraph], aside: Sequence[Paragraph]) -> tuple[RawTable | Paragraph, ...]:
    """All items by the lines they begin on; lines from among the rows of a table come behind it, and part it from no caption."""
    return tuple(sorted((*content, *aside), key=lambda item: item.place.line or 0)) if aside else tuple(content)
