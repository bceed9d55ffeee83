"""Every number that a source holds: used in a cell or a claim, set aside for a reason, or lost."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import normalize
from hapgye.matching import Number, matched
from schemas import (
    REASONS,
    RULES,
    Accounting,
    Audit,
    CellRef,
    Finding,
    LineRef,
    LostNumber,
    Paragraph,
    Place,
    Quantity,
    RawTable,
    Reason,
    SeenLine,
    Table,
)

MOST_NAMED = 10
"""Lost numbers that are named; of more, the rest is counted."""

_HOLDS = frozenset({"exact", "rounding", "truncation"})
_AROUND = 60

Use = Literal["cells", "claims"] | Reason
Figure = tuple[str, int, int | None, int]
Spot = tuple[int, int]
Headers = Mapping[str, Sequence[tuple[Spot, Spot]]]


class _Read(NamedTuple):
    """A number that was read, where, and what it is used for or why it is set aside."""

    text: str
    place: Place
    use: Use


def account(seen: Sequence[SeenLine], raws: Sequence[RawTable], paragraphs: Sequence[Paragraph], audit: Audit) -> Accounting:
    """Where the numbers of the lines `seen` went. `raws` are the audit's tables as read, in the same order."""
    claimed = _claimed(audit.findings)
    tables = [checked.table for checked in audit.tables]
    read = [number for raw, table in zip(raws, tables, strict=True) for number in _in_table(raw, table)]
    read += _in_prose(paragraphs, audit, claimed)
    numbers = [(index, *span) for index, line in enumerate(seen) for span in normalize.numbers_in(line.text)]
    uses = _uses(seen, numbers, read, _headers(raws, tables))
    counts = Counter(use for use in uses if use is not None)
    lost = [number for number, use in zip(numbers, uses, strict=True) if use is None]
    return Accounting(
        len(numbers),
        counts["cells"],
        counts["claims"],
        tuple((reason, counts[reason]) for reason in REASONS if counts[reason]),
        len(lost),
        tuple(_named(seen[index], start, end) for index, start, end in lost[:MOST_NAMED]),
        _verified(audit),
        sum(len(statement.quantities) for statement in audit.statements),
        len(claimed),
    )


def lost_finding(accounting: Accounting) -> tuple[Finding, ...]:
    """The warning that numbers of the source are in nothing that was read; none where none is lost."""
    if not accounting.lost:
        return ()
    named = "; ".join(f"{lost.text} in “{lost.around}”{_where(lost.place)}" for lost in accounting.first)
    more = accounting.lost - len(accounting.first)
    message = f"{accounting.lost} of {accounting.seen} numbers of the source were read nowhere: {named}"
    rest = f"; and {more} more" if more else ""
    return (Finding("HG703", message + rest, RULES["HG703"].severity, place=accounting.first[0].place),)


def _where(place: Place) -> str:
    words = (f"{word} {number}" for word, number in (("page", place.page), ("line", place.line)) if number is not None)
    text = ", ".join(words)
    return f" ({text})" if text else ""


def _named(line: SeenLine, start: int, end: int) -> LostNumber:
    left, right = max(0, start - _AROUND // 2), end + _AROUND // 2
    return LostNumber(line.text[start:end], " ".join(line.text[left:right].split()), line.place)


def _uses(
    seen: Sequence[SeenLine], numbers: Sequence[tuple[int, int, int]], read: Sequence[_Read], headers: Headers
) -> list[Use | None]:
    """What came of each number seen (its line's index, start and end); None for a lost one."""
    paged = any(line.place.page is not None for line in seen)
    lined = any(line.place.line is not None for line in seen)

    def number(text: str, place: Place) -> Number:
        return Number(text, place.page if paged else None, place.line if lined else None)

    found = matched(
        [number(seen[index].text[start:end], seen[index].place) for index, start, end in numbers],
        [number(item.text, item.place) for item in read],
    )
    return [
        read[other].use if other is not None else _dropped(seen[index], (start, end), headers)
        for (index, start, end), other in zip(numbers, found, strict=True)
    ]


def _headers(raws: Sequence[RawTable], tables: Sequence[Table]) -> Headers:
    """By each number of a header or band the parts of the document (first and last spot) over which its table goes on."""
    out: defaultdict[str, list[tuple[Spot, Spot]]] = defaultdict(list)
    for raw, table in zip(raws, tables, strict=True):
        spots = [_spot(cell.place) for cell in (*raw.cells, *raw.loose)]
        top = raw.rows - len(table.rows)
        heads = [cell for cell in raw.cells if cell.row < top or cell.colspan == raw.columns]
        for text in {cell.text[start:end] for cell in heads for start, end in normalize.numbers_in(cell.text)}:
            out[text].append((min(spots), max(spots)))
    return out


def _spot(place: Place) -> Spot:
    """A place as documents are read: by its page, else by its line."""
    return place.page or 0, (place.line or 0) if place.page is None else 0


def _dropped(line: SeenLine, span: tuple[int, int], headers: Headers) -> Reason | None:
    """Why a number was rightly left out by its reader; None where there is no reason."""
    if line.furniture:
        return "running head or foot"
    if normalize.is_page_number(line.text):
        return "page number"
    if span in normalize.footnote_marks(line.text):
        return "footnote mark"
    spot = _spot(line.place)
    again = any(first < spot <= last for first, last in headers.get(line.text[slice(*span)], ()))
    return "repeated header" if again else None


def _in_table(raw: RawTable, table: Table) -> Iterator[_Read]:
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
            _Read(cell.text[start:end], cell.place, "row without columns") for start, end in normalize.numbers_in(cell.text)
        )


def _labelling(text: str, place: Place, counts: Sequence[Quantity] = ()) -> Iterator[_Read]:
    """The numbers of a header or label: times, `counts` that it states, or only part of its words."""
    if not any(char.isdigit() for char in text):
        return
    line = " ".join(text.split())
    stated = [(at, at + len(count.text)) for count in counts if (at := line.find(count.text)) >= 0]
    for (start, end), why in normalize.reasons(line):
        counted = any(a <= start < b for a, b in stated)
        use: Use = "cells" if counted else "date or period" if why == "date or period" else "header or label"
        yield _Read(line[start:end], place, use)


def _reading(text: str, place: Place, quantities: Sequence[Quantity], use: Use) -> Iterator[_Read]:
    """The numbers of a text; those in its quantities have the use given."""
    for (start, end), why in normalize.reasons(text, quantities):
        yield _Read(text[start:end], place, use if isinstance(why, Quantity) else why)


def _in_prose(paragraphs: Sequence[Paragraph], audit: Audit, claimed: set[tuple[int, int]]) -> Iterator[_Read]:
    """The numbers of the paragraphs: in claims, in other figures, or in none."""
    stated = {id(statement.paragraph): statement.quantities for statement in audit.statements}
    for paragraph in paragraphs:
        text, place = paragraph.text, paragraph.place
        for (start, end), why in normalize.reasons(text, stated.get(id(paragraph), ())):
            if isinstance(why, Quantity):
                use: Use = "claims" if (place.line or 0, why.start) in claimed else "plain prose figure"
            else:
                use = why
            yield _Read(text[start:end], place, use)


def _claimed(findings: Sequence[Finding]) -> set[tuple[int, int]]:
    """The figures of the prose that claims state or are made of: their lines and offsets."""
    refs = (ref for finding in findings if finding.claim for ref in (finding.claim.target, *finding.claim.terms))
    return {(ref.line, ref.start) for ref in refs if isinstance(ref, LineRef) and ref.start is not None}


def _verified(audit: Audit) -> tuple[int, int, int, int]:
    """How many figures of the tables stand in no, one, two, and three or more relations that hold."""
    times = Counter(figure for finding in audit.findings for figure in _holding(finding))
    counts = [0, 0, 0, 0]
    for checked in audit.tables:
        for figure in _figures(checked.table):
            counts[min(times[figure], 3)] += 1
    none, one, two, more = counts
    return none, one, two, more


def _holding(finding: Finding) -> set[Figure]:
    """The figures of tables that a relation or claim verifies; none where it does not hold."""
    if finding.verdict not in _HOLDS:
        return set()
    refs: list[CellRef] = []
    if finding.relation:
        refs = [finding.relation.target, *(term.ref for term in finding.relation.terms)]
    elif finding.claim:
        refs = [ref for ref in finding.claim.terms if isinstance(ref, CellRef)]
    return {(ref.table, ref.row, ref.column, ref.part) for ref in refs}


def _figures(table: Table) -> Iterator[Figure]:
    """The figures of a table's body, and the counts that its labels state."""
    for cell in table.cells:
        for part, quantity in enumerate(cell.quantities):
            if quantity.value is not None:
                yield table.name, cell.row, cell.column, part
    for row in table.rows:
        yield from ((table.name, row.index, None, part) for part in range(len(row.quantities)))
