"""Every number that was read from a source, with what it is used for or why it is set aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import regex

from hapgye.verified import claimed
from normalize import dated, numbers_in, page_numbers, reasons
from schemas import Audit, Cell, Paragraph, Place, Quantity, RawTable, Reason, Table

Use = Literal["cells", "claims"] | Reason
Span = tuple[int, int]

_NESTING = frozenset({"hwp", "hwpx"})
"""Readers that give tables inside cells also as tables of their own."""

_BLANK = regex.compile(r"\s")


class Read(NamedTuple):
    """A number that was read, where, and what it is used for or why it is set aside."""

    text: str
    place: Place
    use: Use


def read_numbers(raws: Sequence[RawTable], paragraphs: Sequence[Paragraph], audit: Audit) -> Iterator[Read]:
    """The numbers of all tables and paragraphs. `raws` are the audit's tables as read, in the same order."""
    inner = _inner_texts(raws)
    for at, (raw, checked) in enumerate(zip(raws, audit.tables, strict=True)):
        yield from _in_table(raw, checked.table, inner[at])
    yield from _in_prose(paragraphs, audit, claimed(audit.findings))


def _inner_texts(raws: Sequence[RawTable]) -> list[tuple[str, ...]]:
    """For each table the texts of those that stand in its cells: they follow it as tables of their own, in HWP and HWPX."""
    found: list[list[str]] = [[] for _ in raws]
    outer, cells = 0, [""]
    for at, raw in enumerate(raws):
        text = "\n".join(cell.text for cell in raw.cells if cell.text) if raw.reader in _NESTING else ""
        if text and any(text in cell for cell in cells):
            found[outer].append(text)
        else:
            outer, cells = at, [cell.text for cell in raw.cells if "\n" in cell.text] if text else []
    return [tuple(texts) for texts in found]


def _in_table(raw: RawTable, table: Table, inner: Sequence[str]) -> Iterator[Read]:
    """The numbers of a table's cells: of its header and bands, its labels, its body, and rows without columns.

    `inner` are the texts of tables inside its cells, whose numbers are their own.
    """
    top = raw.rows - len(table.rows)
    labels = {column.index for column in table.columns if column.label}
    body = {(cell.row, cell.column) for cell in table.cells}
    for head in raw.cells:
        if (head.row - top, head.column) not in body:
            yield from _labelling(head.text, head.place, (), inner)
    for cell in table.cells:
        if cell.column in labels:
            yield from _labelling(cell.text, cell.place, table.rows[cell.row].quantities, inner)
        else:
            yield from _reading(cell, inner)
    for cell in table.loose:
        yield from (Read(cell.text[start:end], cell.place, "row without columns") for start, end in numbers_in(cell.text))


def _labelling(text: str, place: Place, counts: Sequence[Quantity], inner: Sequence[str]) -> Iterator[Read]:
    """The numbers of a header or label: times, `counts` that it states, or only part of its words."""
    known = dated(text) if any(char.isdecimal() for char in text) else ()
    if not known:
        return
    line = _BLANK.sub(" ", text)
    stated = [(at, at + len(count.text)) for count in counts if (at := line.find(count.text)) >= 0]
    apart = _areas(text, inner)
    for span, timed in known:
        use: Use = "cells" if _lies_in(span, stated) else "date or period" if timed else "header or label"
        if not _lies_in(span, apart):
            yield Read(text[slice(*span)], place, use)


def _reading(cell: Cell, inner: Sequence[str]) -> Iterator[Read]:
    """The numbers of a cell of the body."""
    apart = _areas(cell.text, inner)
    for span, why in reasons(cell.text, cell.quantities):
        if not _lies_in(span, apart):
            yield Read(cell.text[slice(*span)], cell.place, "cells" if isinstance(why, Quantity) else why)


def _areas(text: str, inner: Sequence[str]) -> list[Span]:
    """Where the texts of inner tables stand in a text."""
    return [(at, at + len(part)) for part in inner if (at := text.find(part)) >= 0]


def _lies_in(span: Span, areas: Sequence[Span]) -> bool:
    return any(start <= span[0] < end for start, end in areas)


def _in_prose(paragraphs: Sequence[Paragraph], audit: Audit, claims: set[tuple[int, int]]) -> Iterator[Read]:
    """The numbers of the paragraphs: in claims, in other figures, or in none."""
    stated = {id(statement.paragraph): statement.quantities for statement in audit.statements}
    pages = page_numbers((paragraph.text, paragraph.place) for paragraph in paragraphs)
    for paragraph in paragraphs:
        text, place = paragraph.text, paragraph.place
        if (text, place) in pages:
            yield from (Read(text[start:end], place, "page number") for start, end in numbers_in(text))
            continue
        for (start, end), why in reasons(text, stated.get(id(paragraph), ())):
            if isinstance(why, Quantity):
                use: Use = "claims" if (place.line or 0, why.start) in claims else "plain prose figure"
            else:
                use = why
            yield Read(text[start:end], place, use)
