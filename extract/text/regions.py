"""Where the tables of a text dump lie: runs of lines that end in figures, and the header lines above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from extract.context import is_caption, unit_caption
from extract.text.cells import cell_table
from extract.text.header import fits, groups_over, leaf_count
from extract.text.lines import DataLine, Line, breaks_table, data_line, is_furniture, is_marker, is_value, tokens
from extract.text.words import LABEL, REMARK, folded, starts_header
from schemas import RawTable

_MOST_FRAGMENTS = 9
_MOST_HEADER = 60
_MOST_NAME = 10
_MOST_UPPER = 3
_MOST_REMARKED = 160
_MOST_WORDS = 3
_LONE_FIGURES = 3
_ROWS_WITHOUT_HEADER = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of figures with the lines of words that stand between it and the row before."""

    row: DataLine
    above: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """A table's lines: `first` and `last` are indexes into the lines of the dump, header included.

    A table printed one cell a line is read as it is found, and has no entries. `between` are the lines among the rows that
    are none of them: page numbers, or what looks like one.
    """

    first: int
    last: int
    header: tuple[Line, ...]
    entries: tuple[Entry, ...] = field(default_factory=tuple)
    table: RawTable | None = None
    between: tuple[Line, ...] = ()


def find_regions(lines: Sequence[Line]) -> list[Region]:
    """All tables of a dump in order."""
    rows = [data_line(line) for line in lines]
    regions: list[Region] = []
    at = free = 0
    while at < len(lines):
        cells = cell_table(lines, at)
        if cells is not None:
            regions.append(Region(at, cells.last, (), (), cells.table))
            at = free = cells.last + 1
            continue
        if not _opens(rows, at):
            at += 1
            continue
        region, seen = _region(lines, rows, at, free)
        if region is not None:
            regions.append(region)
            free = seen
        at = seen
    return regions


def _opens(rows: Sequence[DataLine | None], at: int) -> bool:
    row = rows[at]
    if row is None or row.tail:
        return False
    return len(row.values) > 1 or bool(row.label)


def _region(lines: Sequence[Line], rows: Sequence[DataLine | None], at: int, free: int) -> tuple[Region | None, int]:
    """The table whose first row of figures is line `at`, with its header from line `free` on, and the line to go on from.

    There is no table where nothing names its columns: one row without a header, or rows of single figures.
    """
    first, named = _header_start(lines, rows, at, free)
    header = tuple(lines[first:at])
    entries, last = _entries(lines, rows, at, {folded(line.text) for line in header})
    figures = [len(entry.row.values) for entry in entries]
    alone = len(entries) == 1 and not (header and (figures[0] >= _LONE_FIGURES or named))
    unnamed = not header and len(entries) < _ROWS_WITHOUT_HEADER
    if alone or unnamed:
        return None, at + 1
    if max(figures) < 2 and not named:
        return None, last + 1
    if not named:
        first += _foreign(lines[:first], header, figures[0])
        header = tuple(lines[first:at])
    between = tuple(line for line in lines[at : last + 1] if is_furniture(line.text))
    return Region(first, last, header, entries, between=between), last + 1


def _entries(lines: Sequence[Line], rows: Sequence[DataLine | None], at: int, header: set[str]) -> tuple[tuple[Entry, ...], int]:
    """The rows of figures from line `at` on, and the index of the last line that belongs to them."""
    entries: list[Entry] = []
    above: list[Line] = []
    fragments = 0
    last = at
    for index in range(at, len(lines)):
        line = lines[index]
        if header and index > at and folded(line.text) in header:
            continue
        row = _worded_row(lines, rows, index, entries, header) or rows[index]
        row = row or _blank_row(line, entries) or _remarked_row(line, entries)
        if row is not None:
            entries.append(Entry(row, tuple(above)))
            above, fragments, last = [], 0, index
            continue
        fragments += 1
        if is_furniture(line.text):
            continue
        if breaks_table(line.text) or starts_header(line.text) or fragments > _MOST_FRAGMENTS:
            break
        above.append(line)
    return tuple(entries), last


def _blank_row(line: Line, entries: Sequence[Entry]) -> DataLine | None:
    """A line inside a table that ends in as many markers (-) as the row before has figures: a row without any."""
    count = len(entries[-1].row.values) if entries else 0
    words = tokens(line.text) if count > 1 else []
    label, values = words[:-count], words[-count:]
    if not label or not all(is_marker(word) for word in values) or is_marker(label[-1]) or not any(map(str.isalpha, line.text)):
        return None
    return DataLine(line, tuple(label), tuple(values))


def _worded_row(
    lines: Sequence[Line], rows: Sequence[DataLine | None], index: int, entries: Sequence[Entry], header: set[str]
) -> DataLine | None:
    """A line inside a table with words in the place of its last figure, the same as on the line above or below it."""
    row = rows[index]
    if not entries or (row is not None and not row.tail) or any(name in text for name in REMARK for text in header):
        return None
    found = _with_words(lines[index], len(entries[-1].row.values))
    near = [other for other in (index - 1, index + 1) if 0 <= other < len(lines)]
    others = (_with_words(lines[other], len(found.values)) for other in near if found)
    return found if found and any(other and other.values[-1] == found.values[-1] for other in others) else None


def _with_words(line: Line, count: int) -> DataLine | None:
    """A line that ends in `count` cells, the last of which are words; None where it does not, or has no label."""
    words = tokens(line.text) if count > 1 and len(line.text) <= _MOST_REMARKED else []
    tail = list(takewhile(lambda word: not is_value(word) and not is_marker(word), reversed(words)))[::-1]
    start = len(words) - len(tail) - (count - 1)
    label, values = words[: max(start, 0)], words[max(start, 0) : len(words) - len(tail)]
    if start < 1 or not 0 < len(tail) <= _MOST_WORDS or not all(is_value(word) or is_marker(word) for word in values):
        return None
    if is_value(label[-1]) or is_marker(label[-1]) or not any(map(is_value, values)):
        return None
    return DataLine(line, tuple(label), (*values, " ".join(tail)))


def _remarked_row(line: Line, entries: Sequence[Entry]) -> DataLine | None:
    """A line inside a table with a label, as many figures as the row before, and a long remark without any."""
    count = len(entries[-1].row.values) if entries else 0
    if count < _LONE_FIGURES or len(line.text) > _MOST_REMARKED:
        return None
    words = tokens(line.text)
    at = next((at for at, word in enumerate(words) if is_value(word)), 0)
    values, tail = words[at : at + count], words[at + count :]
    if not at or len(values) < count or not all(is_value(word) or is_marker(word) for word in values) or any(map(is_value, tail)):
        return None
    return DataLine(line, tuple(words[:at]), tuple(values), tuple(tail))


def _header_start(lines: Sequence[Line], rows: Sequence[DataLine | None], at: int, free: int) -> tuple[int, bool]:
    """The index of the first header line above row `at`, and whether it names its label column."""
    start = at
    for index in range(at - 1, max(free, at - _MOST_HEADER) - 1, -1):
        text = lines[index].text
        if starts_header(text):
            return _names_above(lines, rows, index, at, free), True
        row = rows[index]
        prose = row is not None and (len(row.values) > 1 or (bool(row.label) and index < at - 1))
        if prose or is_caption(text) or _stands_above(text):
            break
        start = index
    return start, False


def _names_above(lines: Sequence[Line], rows: Sequence[DataLine | None], named: int, at: int, free: int) -> int:
    """The first of the few lines above the one that names the label column which are an upper row of names.

    They stand right under a caption, or are as many names as the names from line `named` to the figures at `at` fall into
    groups, or as the figures themselves where nothing but the label column is named below.
    """
    figures = rows[at]
    if figures and named == at - 1 > free and folded(lines[named].text) in LABEL and rows[named - 1] is None:
        above = lines[named - 1]
        if leaf_count([above]) == len(figures.values) and not (breaks_table(above.text) or is_furniture(above.text)):
            return named - 1
    for index in range(named - 1, max(free, named - _MOST_UPPER) - 1, -1):
        text = lines[index].text
        captioned = index > free and (is_caption(lines[index - 1].text) or unit_caption(lines[index - 1].text))
        lone = len(text.split()) < 2 and (not captioned or is_furniture(text))
        if rows[index] is not None or is_caption(text) or breaks_table(text) or lone:
            break
        if captioned or groups_over(lines[index:named], lines[named:at]):
            return index
    return named


def _foreign(before: Sequence[Line], header: Sequence[Line], figures: int) -> int:
    """How many lines at the head of a header are none of it: single ones without which its names are as many as its figures.

    Under a caption every line belongs to the header.
    """
    if before and (is_caption(before[-1].text) or unit_caption(before[-1].text)):
        return 0
    starts = [at for at, line in enumerate(header) if line.blanks or not at]
    alone = [at for count, at in enumerate(starts[:_MOST_UPPER]) if count == at]
    return next((at for at in alone if fits(header[at:], figures)), 0)


def _stands_above(text: str) -> bool:
    """Whether a line cannot be in a header; a unit behind a short name (사업비 (단위: 백만원)) can."""
    unit = unit_caption(text)
    if unit is None:
        return breaks_table(text)
    return not 1 < len(text.replace(unit, "").strip()) <= _MOST_NAME
