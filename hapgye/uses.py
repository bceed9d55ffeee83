"""Every number that was read from a source, with what it is used for or why it is set aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import normalize
from hapgye.verified import claimed
from schemas import Audit, Paragraph, Place, Quantity, RawTable, Reason, Table

Use = Literal["cells", "claims"] | Reason


class Read(NamedTuple):
    """A number that was read, where, and what it is used for or why it is set aside."""

    text: str
    place: Place
    use: Use


def read_numbers(raws: Sequence[RawTable], paragraphs: Sequence[Paragraph], audit: Audit) -> Iterator[Read]:
    """The numbers of all tables and paragraphs. `raws` are the audit's tables as read, in the same order."""
    for raw, checked in zip(raws, audit.tables, strict=True):
        yield from _in_table(raw, checked.table)
    yield from _in_prose(paragraphs, audit, claimed(audit.findings))


def _in_table(raw: RawTable, table: Table) -> Iterator[Read]:
    """The numbers of a table's cells: of its header and bands, its labels, its body, and rows without columns."""
    top = raw.rows - len(table.rows)
    labels = {column.index for column in table.columns if column.label}
    body = {(cell.row, cell.column) for cell in table.cells}
    for head in raw.cells:
        if (head.row - top, head.column) not in body:
            yield from _labelling(head.text, head.place)
    for cell in table.cells:
        if cell.column in labels:
            yield from _labelling(cell.text, cell.place, table.rows[cell.row].quantities)
        else:
            yield from _reading(cell.text, cell.place, cell.quantities, "cells")
    for cell in table.loose:
        yield from (
            Read(cell.text[start:end], cell.place, "row without columns") for start, end in normalize.numbers_in(cell.text)
        )


def _labelling(text: str, place: Place, counts: Sequence[Quantity] = ()) -> Iterator[Read]:
    """The numbers of a header or label: times, `counts` that it states, or only part of its words."""
    if not any(char.isdigit() for char in text):
        return
    line = " ".join(text.split())
    stated = [(at, at + len(count.text)) for count in counts if (at := line.find(count.text)) >= 0]
    for (start, end), why in normalize.reasons(line):
        counted = any(a <= start < b for a, b in stated)
        use: Use = "cells" if counted else "date or period" if why == "date or period" else "header or label"
        yield Read(line[start:end], place, use)


def _reading(text: str, place: Place, quantities: Sequence[Quantity], use: Use) -> Iterator[Read]:
    """The numbers of a text; those in its quantities have the use given."""
    for (start, end), why in normalize.reasons(text, quantities):
        yield Read(text[start:end], place, use if isinstance(why, Quantity) else why)


def _in_prose(paragraphs: Sequence[Paragraph], audit: Audit, claims: set[tuple[int, int]]) -> Iterator[Read]:
    """The numbers of the paragraphs: in claims, in other figures, or in none."""
    stated = {id(statement.paragraph): statement.quantities for statement in audit.statements}
    for paragraph in paragraphs:
        text, place = paragraph.text, paragraph.place
        for (start, end), why in normalize.reasons(text, stated.get(id(paragraph), ())):
            if isinstance(why, Quantity):
                use: Use = "claims" if (place.line or 0, why.start) in claims else "plain prose figure"
            else:
                use = why
            yield Read(text[start:end], place, use)
