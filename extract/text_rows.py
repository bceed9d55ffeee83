"""The rows of a dump's table: label columns put together from words before, above and between the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extract.text_header import Header, build_header, leaf_count
from extract.text_lines import DataLine, Line, is_marker
from extract.text_regions import Entry, Region
from extract.text_words import INDEX, TOTAL, folded, starts_header
from schemas import Place, RawCell, RawTable

_PERIOD = regex.compile(r"(?<!\S)(?:[’‘'`]?\d{2}|\d{4})\.\s?\d{1,2}\.?\s?\d{0,2}\.?\s?[~∼～-]\s?\S+")
_GROUP = regex.compile(r"\p{L}{1,4}별")
_FORMULA = regex.compile(r"\((\p{L}{2,12})\s?[/÷]\s?(\p{L}{2,12})\)")
_YEAR = regex.compile(r"(?:19|20)\d\d")
_FEWEST_YEARS = 3
_FEWEST_IN_TWO = 2
_MOST_CATEGORIES = 3  # rows per category, at least, for a repeated last word to be a column of its own


@dataclass(frozen=True, slots=True)
class _Row:
    """A row being put together: group label, own label, category, figures; `joined` rows share the label above."""

    line: Line
    values: tuple[str, ...]
    tail: tuple[str, ...]
    group: str = ""
    name: str = ""
    category: str = ""
    joined: bool = False


def build_table(region: Region) -> RawTable:
    """One raw table from a region of a dump; rows with fewer figures than columns go to `loose`.

    A table printed in bands one below the other, each with its own names, is one table again with the bands side by side.
    """
    if region.table is not None:
        return region.table
    bands = _bands(region)
    if len(bands) == 1:
        return _build(*_split_header(region))
    return _side_by_side([_build(header, entries) for header, entries in bands])


def _bands(region: Region) -> list[tuple[tuple[Line, ...], tuple[Entry, ...]]]:
    """The bands of a table without labels: each begins with a line of as many names as its rows have figures."""
    whole = [(region.header, region.entries)]
    if any(entry.row.label for entry in region.entries) or not region.header:
        return whole
    starts = [at for at, entry in enumerate(region.entries) if at and entry.above and _names_columns(entry)]
    ends = [*starts, len(region.entries)]
    if len({end - begin for begin, end in zip([0, *starts], ends, strict=True)}) != 1 or any(
        entry.above for at, entry in enumerate(region.entries) if at and at not in starts
    ):
        return whole
    parts = [region.entries[begin:end] for begin, end in zip([0, *starts], ends, strict=True)]
    return [(region.header, parts[0]), *((part[0].above, (replace(part[0], above=()), *part[1:])) for part in parts[1:])]


def _names_columns(entry: Entry) -> bool:
    return leaf_count(entry.above[-1:]) == len(entry.row.values) and len(entry.above) == 1


def _side_by_side(bands: Sequence[RawTable]) -> RawTable:
    cells: list[RawCell] = []
    loose: list[RawCell] = []
    width = 0
    for band in bands:
        cells += [replace(cell, column=cell.column + width) for cell in band.cells]
        loose += band.loose
        width += band.columns
    return replace(bands[0], cells=tuple(sorted(cells, key=lambda c: (c.row, c.column))), columns=width, loose=tuple(loose))


def _build(header: Sequence[Line], entries: Sequence[Entry]) -> RawTable:
    """The table of a header and rows; a column of running numbers (순번) in front is taken apart, and put back."""
    opening = next((line for line in header if line.text.split()[0].casefold() in INDEX), None)
    numbers = [_number(entry) for entry in entries]
    if opening is None or 2 * sum(map(bool, numbers)) <= len(entries):
        return _without_index(header, entries)
    name, rest = opening.text.split(maxsplit=1) if " " in opening.text else (opening.text, "")
    lines = [replace(line, text=rest) if line is opening else line for line in header]
    bare = [_unnumbered(entry) if number else entry for entry, number in zip(entries, numbers, strict=True)]
    return with_index(_without_index([line for line in lines if line.text], bare), name, bare, numbers)


def _without_index(header: Sequence[Line], entries: Sequence[Entry]) -> RawTable:
    entries = _with_years(entries)
    entries = [part for entry in entries for row in _with_periods(entry) for part in _in_two(row)]
    rows = [_row(entry) for entry in entries]
    rows, columns = _columns(rows, leaf_count(header))
    categories = _categories(rows)
    rows = _paired(_unglued(_labelled(entries, rows, categories)))
    labels = _label_columns(rows)
    head = build_header(header, labels, columns)
    width = labels + columns + head.remarks
    cells = [*head.cells, *_label_cells(rows, head.rows, labels)]
    loose: list[RawCell] = []
    for at, row in enumerate(rows, start=head.rows):
        figures, unplaced = _figures(row, at, labels, columns, head)
        cells += figures
        loose += unplaced
    first = rows[0].line
    return RawTable(
        tuple(sorted(cells, key=lambda c: (c.row, c.column))),
        rows=head.rows + len(rows),
        columns=width,
        reader="text",
        place=Place(first.page, header[0].number if header else first.number),
        header_rows=head.rows,
        loose=tuple(loose),
    )


def _number(entry: Entry) -> str:
    """The running number in front of a row's label."""
    label = entry.row.label
    return label[0] if len(label) > 1 and label[0].isdecimal() else ""


def _unnumbered(entry: Entry) -> Entry:
    return replace(entry, row=replace(entry.row, label=entry.row.label[1:]))


def with_index(table: RawTable, name: str, entries: Sequence[Entry], numbers: Sequence[str]) -> RawTable:
    """The table with a column in front that holds the rows' running numbers; labels of rows without one stand over it."""
    number_at = {entry.row.line.number: number for entry, number in zip(entries, numbers, strict=True) if number}
    top = table.header_rows or 0
    cells: list[RawCell] = [RawCell(0, 0, name, max(1, top), place=table.place, header=True)] if top else []
    for cell in table.cells:
        number = number_at.get(cell.place.line or 0, "")
        if cell.row >= top and not cell.column and number:
            cells.append(RawCell(cell.row, 0, number, cell.rowspan, place=cell.place))
        wide = cell.row >= top and not cell.column and not number
        cells.append(replace(cell, colspan=cell.colspan + 1) if wide else replace(cell, column=cell.column + 1))
    return replace(table, cells=tuple(sorted(cells, key=lambda c: (c.row, c.column))), columns=table.columns + 1)


def _split_header(region: Region) -> tuple[tuple[Line, ...], tuple[Entry, ...]]:
    """The header's lines, and the entries; lines of words that are the first row's label go from the one to the other."""
    lines, entries = region.header, region.entries
    first = entries[0]
    taken = 0
    if len(lines) > 1 and starts_header(lines[0].text) and _whole(lines, max(len(entry.row.values) for entry in entries)):
        taken = len(lines) - 1
    elif len(lines) > 1 and _label_above(first, entries):
        taken = next((at for at, line in enumerate(reversed(lines), start=1) if line.blanks), 0)
        taken = 0 if taken == len(lines) else taken
    if not taken:
        return lines, entries
    above = (*lines[-taken:], *first.above)
    return lines[:-taken], (replace(first, above=above), *entries[1:])


def _with_periods(entry: Entry) -> list[Entry]:
    """The entry, and before it the rows of periods (기간 ’20. 2.23∼6.30. …) that stand among the lines above it."""
    rows: list[Entry] = []
    above: list[Line] = []
    for line in entry.above:
        starts = [found.start() for found in _PERIOD.finditer(line.text)]
        if len(starts) == len(entry.row.values) and starts[0] > 0:
            parts = [line.text[a:b].strip() for a, b in zip(starts, [*starts[1:], None], strict=True)]
            label = tuple(line.text[: starts[0]].split())
            rows.append(Entry(DataLine(line, label, tuple(parts)), tuple(above)))
            above = []
        else:
            above.append(line)
    return [*rows, replace(entry, above=tuple(above))]


def _in_two(entry: Entry) -> list[Entry]:
    """The entry, or two where its line holds a row of figures and behind it as many in parentheses, which stood below."""
    values = entry.row.values
    half = len(values) // 2
    if half < _FEWEST_IN_TWO or len(values) != 2 * half or any(value.startswith("(") for value in values[:half]):
        return [entry]
    if not all(value.startswith("(") or is_marker(value) for value in values[half:]) or is_marker(values[half]):
        return [entry]
    first = replace(entry, row=replace(entry.row, values=values[:half]))
    return [first, Entry(DataLine(entry.row.line, (), values[half:], entry.row.tail))]


def _with_years(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entries with the years in front of their figures as labels, where every row without a label begins with one."""
    bare = [entry for entry in entries if not entry.row.label and not entry.above]
    if len(bare) < _FEWEST_YEARS or 2 * len(bare) <= len(entries) or not all(_YEAR.fullmatch(e.row.values[0]) for e in bare):
        return entries
    if any(len(entry.row.values) < 2 for entry in bare):
        return entries
    return [
        replace(e, row=replace(e.row, label=e.row.values[:1], values=e.row.values[1:]))
        if not e.row.label and _YEAR.fullmatch(e.row.values[0])
        else e
        for e in entries
    ]


def _whole(lines: Sequence[Line], figures: int) -> bool:
    """Whether the first header line alone names all columns, and what follows is no wrapped name or unit."""
    if any(line.text.startswith("(") for line in lines[1:]) or leaf_count(lines[-1:]) == figures:
        return False
    return leaf_count(lines[:1]) > figures


def _label_above(first: Entry, entries: Sequence[Entry]) -> bool:
    """Whether the first row's label begins on a line above it, as the labels of the other rows do."""
    label = " ".join(first.row.label)
    if label:
        return label.startswith("(") and first.row.line.blanks == 0
    return any(entry.above and not entry.row.label for entry in entries[1:])


def _row(entry: Entry) -> _Row:
    row = entry.row
    return _Row(row.line, row.values, row.tail, name=" ".join(row.label))


def _columns(rows: Sequence[_Row], leaf: int) -> tuple[list[_Row], int]:
    """How many columns of figures there are; a share in parentheses joins the figure before it where that fits better."""
    usual = Counter(len(row.values) for row in rows if not row.tail)
    full = usual.most_common(1)[0][0] if usual else 0
    apart = [_with_tail(row, full) for row in rows]
    joined = [replace(row, values=_join_shares(row.values)) for row in apart]
    for candidate in (joined, apart):
        if leaf in {len(row.values) for row in candidate}:
            return list(candidate), max(len(row.values) for row in candidate)
    return joined, max(len(row.values) for row in joined)


def _with_tail(row: _Row, full: int) -> _Row:
    """Words behind the figures are the last cells where that fills the row."""
    if row.tail and len(row.values) + len(row.tail) == full:
        return replace(row, values=(*row.values, *row.tail), tail=())
    return row


def _join_shares(values: tuple[str, ...]) -> tuple[str, ...]:
    out: list[str] = []
    for value in values:
        if out and value.startswith("(") and not out[-1].startswith("(") and " " not in out[-1]:
            out[-1] += f" {value}"
        else:
            out.append(value)
    return tuple(out)


def _categories(rows: Sequence[_Row]) -> frozenset[str]:
    """Last label words that repeat so much that they are a column of their own (유형); empty if there are none."""
    ends = Counter(row.name.split()[-1] for row in rows if row.name and not row.name.endswith(")"))
    repeated = {word for word, times in ends.items() if times > 1}
    carried = sum(ends[word] for word in repeated)
    with_name = sum(1 for row in rows if len(row.name.split()) > 1 and row.name.split()[-1] in repeated)
    few = len(repeated) * _MOST_CATEGORIES <= carried
    return frozenset(ends) if few and with_name * 2 > len(rows) and carried >= 0.6 * len(rows) else frozenset()


def _labelled(entries: Sequence[Entry], rows: Sequence[_Row], categories: frozenset[str]) -> list[_Row]:
    """Give each row its group, name and category from its own words and the lines above it."""
    out: list[_Row] = []
    group = ""
    for entry, row in zip(entries, rows, strict=True):
        above = list(entry.above)
        if out:
            out[-1] = _with_rest(out[-1], above, row.line)
        found = _take_group(above)
        group = found or ("" if folded(row.name) in TOTAL else group)
        name, category = _split_category(row.name, categories, bool(above))
        name = " ".join(part for part in (_text(above), name) if part)
        joined = bool(out) and not name and (bool(category) or not row.name)
        if joined:
            name = out[-1].name
        out.append(replace(row, group=group, name=name, category=category, joined=joined))
    return out


def _with_rest(row: _Row, below: list[Line], following: Line) -> _Row:
    """The row with the lines right below it that a blank line parts from the next: they go on with its remark or label.

    Takes those lines out of `below`.
    """
    gaps = [*(line.blanks for line in below), following.blanks]
    taken = next((at for at, gap in enumerate(gaps) if gap), 0)
    rest = _text(below[:taken])
    del below[:taken]
    if not rest:
        return row
    return replace(row, tail=(*row.tail, rest)) if row.tail else replace(row, name=f"{row.name} {rest}".strip())


def _paired(rows: list[_Row]) -> list[_Row]:
    """Rows of figures each with a row in parentheses below it have one label, printed before, between or on both lines.

    A table whose rows of either kind all have labels of their own has none such.
    """
    named = [replace(row, name="" if row.joined else row.name, joined=False) for row in rows]
    pairs = list(zip(named[::2], named[1::2], strict=False))
    if len(rows) % 2 or all(first.name and second.name for first, second in pairs):
        return rows
    if any(_bracketed(first.values) or not _bracketed(second.values) for first, second in pairs):
        return rows
    out: list[_Row] = []
    for first, second in pairs:
        name = " ".join(part for part in (first.name, second.name) if part)
        out += [replace(first, name=name), replace(second, group=first.group, name=name, joined=True)]
    return out


def _bracketed(values: Sequence[str]) -> bool:
    return all(value.startswith("(") and value.endswith(")") or is_marker(value) for value in values)


def _unglued(rows: Sequence[_Row]) -> list[_Row]:
    """Rows whose label ends in the name of a formula's term (`건수` of 비율 (건수/인원)) keep that name.

    What is glued before it is a remark of the row above. Only where no row bears the name alone.
    """
    names = {row.name for row in rows}
    terms = {term for name in names for found in _FORMULA.finditer(name) for term in found.groups()} - names
    out: list[_Row] = []
    for row in rows:
        term = next((term for term in terms if row.name.endswith(term) and row.name != term), "")
        if term and out and not row.name.endswith(f" {term}"):
            out[-1] = replace(out[-1], tail=(*out[-1].tail, row.name.removesuffix(term).strip()))
            row = replace(row, name=term)  # noqa: PLW2901
        out.append(row)
    return out


def _take_group(above: list[Line]) -> str:
    """Take a group label (성별, also printed one syllable a line) out of the lines above a row."""
    for end in range(len(above), 0, -1):
        text = folded("".join(line.text for line in above[:end]))
        if _GROUP.fullmatch(text):
            del above[:end]
            return text
    return ""


def _split_category(name: str, categories: frozenset[str], named_above: bool) -> tuple[str, str]:
    words = name.split()
    if not words or words[-1] not in categories:
        return name, ""
    if len(words) == 1 and not named_above and folded(name) in TOTAL:
        return name, ""
    return " ".join(words[:-1]), words[-1]


def _text(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


def _label_columns(rows: Sequence[_Row]) -> int:
    named = any(row.name for row in rows)
    return int(named) + any(row.category for row in rows) + any(row.group for row in rows)


def _label_cells(rows: Sequence[_Row], top: int, labels: int) -> list[RawCell]:
    """The label cells below the header: group, name and category, each over the rows that share it."""
    if not labels:
        return []
    cells: list[RawCell] = []
    grouped = any(row.group for row in rows)
    sorted_by_category = any(row.category for row in rows)
    groups = _runs([at == 0 or row.group != rows[at - 1].group for at, row in enumerate(rows)])
    names = _runs([not row.joined for row in rows])
    for at, row in enumerate(rows):
        place = Place(row.line.page, row.line.number)
        column = int(grouped and bool(row.group))
        if column and at in groups:
            cells.append(RawCell(top + at, 0, row.group, groups[at], place=place))
        if at in names:
            width = labels - column - int(sorted_by_category and bool(row.category))
            cells.append(RawCell(top + at, column, row.name, names[at], max(1, width), place))
        if row.category:
            cells.append(RawCell(top + at, labels - 1, row.category, place=place))
    return cells


def _runs(starts: Sequence[bool]) -> dict[int, int]:
    """The length of the run that begins at each start."""
    at = [index for index, start in enumerate(starts) if start]
    return {begin: end - begin for begin, end in zip(at, [*at[1:], len(starts)], strict=True)}


def _figures(row: _Row, at: int, labels: int, columns: int, head: Header) -> tuple[list[RawCell], list[RawCell]]:
    """The cells of a row's figures, placed where the row is full and loose where it is not."""
    place = Place(row.line.page, row.line.number)
    if len(row.values) == columns:
        cells = [RawCell(at, labels + order, text, place=place) for order, text in enumerate(row.values)]
        if row.tail and head.remarks:
            cells.append(RawCell(at, labels + columns, " ".join(row.tail), place=place))
        return cells, []
    return [], [RawCell(at, order, text, place=place) for order, text in enumerate(row.values)]
