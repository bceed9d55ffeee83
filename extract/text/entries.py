"""The lines of a dump's rows before they are put together: rows that a line holds two of, or that lack their label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extract.text.lines import DataLine, Line, is_marker
from extract.text.regions import Entry

_PERIOD = regex.compile(r"(?<!\S)(?:[’‘'`]?\d{2}|\d{4})\.\s?\d{1,2}\.?\s?\d{0,2}\.?\s?[~∼～-]\s?\S+")
_YEAR = regex.compile(r"(?:19|20)\d\d")
_FEWEST_YEARS = 3
_FEWEST_IN_TWO = 2


def with_periods(entry: Entry) -> list[Entry]:
    """The entry, and before it the rows of periods (기간 ’24. 3.5∼7.20. …) that stand among the lines above it."""
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


def in_two(entry: Entry) -> list[Entry]:
    """The entry, or two where its line holds a row of figures and behind it as many in parentheses, which stood below."""
    values = entry.row.values
    half = len(values) // 2
    if half < _FEWEST_IN_TWO or len(values) != 2 * half or any(value.startswith("(") for value in values[:half]):
        return [entry]
    if not all(value.startswith("(") or is_marker(value) for value in values[half:]) or is_marker(values[half]):
        return [entry]
    first = replace(entry, row=replace(entry.row, values=values[:half]))
    return [first, Entry(DataLine(entry.row.line, (), values[half:], entry.row.tail))]


def with_years(entries: Sequence[Entry]) -> Sequence[Entry]:
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


def running_number(entry: Entry) -> str:
    """The running number in front of a row's label."""
    label = entry.row.label
    return label[0] if len(label) > 1 and label[0].isdecimal() else ""


def unnumbered(entry: Entry) -> Entry:
    """The entry without the running number in front of its label."""
    return replace(entry, row=replace(entry.row, label=entry.row.label[1:]))
