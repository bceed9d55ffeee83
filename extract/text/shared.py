"""Entries over several rows of a dump whose name and shared figures are printed on a line between those rows.

    돌봄             31        the first row: its category and its own figures
    가람 배움터   1,150        the entry: its name, and the figures that all its rows share
    나눔             44        the last row

A dump does not say which columns a line fills: that is left to the totals of the table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from extract.text.labels import LabelledRow
from extract.text.regions import Entry

_FEWEST = 2
_MOST_HALF = 12


@dataclass(frozen=True, slots=True)
class _Group:
    """The rows from `first` on that belong to the entry on line `middle`: `half` above it and as many below."""

    middle: int
    half: int

    @property
    def first(self) -> int:
        return self.middle - self.half

    @property
    def last(self) -> int:
        return self.middle + self.half


def with_shared(entries: Sequence[Entry], rows: Sequence[LabelledRow], columns: int) -> tuple[list[Entry], list[LabelledRow]]:
    """Entries and rows, the lines between the rows of an entry taken apart: its first row has its name and shared figures.

    Such a line and the rows around it have `columns` figures together, and there are as many rows above it as below.
    """
    names = _categories(rows, columns)
    part = [len(row.values) < columns and not row.tail and (not row.name or row.name in names) for row in rows]
    groups = list(_groups(entries, rows, part, columns))
    if not any(len(rows[group.middle].values) < columns for group in groups):
        return list(entries), list(rows)
    kept_entries, kept_rows = list(entries), list(rows)
    for group in groups:
        _name(kept_rows, group, columns, names, _end_of_name(kept_entries, group))
    gone = {group.middle for group in groups if len(rows[group.middle].values) < columns}
    return [e for at, e in enumerate(kept_entries) if at not in gone], [r for at, r in enumerate(kept_rows) if at not in gone]


def _categories(rows: Sequence[LabelledRow], columns: int) -> frozenset[str]:
    """Words that are the category of a row: alone before too few figures, or last before all, and that more than once."""
    full = (row.name.split()[-1] for row in rows if len(row.values) == columns and " " in row.name)
    short = (row.name for row in rows if len(row.values) < columns and row.name and " " not in row.name)
    return frozenset(word for word, times in Counter((*full, *short)).items() if times >= _FEWEST)


def _groups(entries: Sequence[Entry], rows: Sequence[LabelledRow], part: Sequence[bool], columns: int) -> list[_Group]:
    """The lines that stand in the middle of rows without a name: all such rows above that are free, and as many below."""
    found: list[_Group] = []
    free = 0
    for at, row in enumerate(rows):
        half = sum(1 for _ in takewhile(bool, reversed(part[max(free, at - _MOST_HALF) : at])))
        if part[at] or not row.name or row.tail or not half:
            continue
        around = [*range(at - half, at), *range(at + 1, min(at + half + 1, len(rows)))]
        alike = {len(rows[other].values) for other in around}
        own = columns - len(row.values)
        together = any(entries[other].above for other in range(at - half + 1, min(at + half + 1, len(rows))))
        if len(around) == 2 * half and all(part[o] for o in around) and not together and len(alike) == 1 and own in {0, *alike}:
            found.append(_Group(at, half))
            free = at + half + 1
    return found


def _name(rows: list[LabelledRow], group: _Group, columns: int, names: frozenset[str], wrapped: str) -> None:
    """Give the first row of a group the name of its entry, which ends in `wrapped`, and the figures that its rows share."""
    middle, first = rows[group.middle], rows[group.first]
    if len(middle.values) < columns:
        rows[group.first] = replace(first, name=_joined(middle.name, wrapped, first.name), shared=middle, span=2 * group.half)
        return
    words = middle.name.split()
    category = words[-1] if len(words) > 1 and words[-1] in names else ""
    rows[group.first] = replace(first, name=_joined(middle.name.removesuffix(category), wrapped, first.name))
    rows[group.middle] = replace(middle, name=category)


def _joined(*parts: str) -> str:
    return " ".join(part.strip() for part in parts if part.strip())


def _end_of_name(entries: list[Entry], group: _Group) -> str:
    """The end of a name that begins on lines above its first row: as many lines below the last row, taken from there."""
    after = group.last + 1
    count = len(entries[group.first].above)
    if after >= len(entries) or len(entries[after].above) < count:
        return ""
    below = entries[after].above
    entries[after] = replace(entries[after], above=below[count:])
    return " ".join(line.text for line in below[:count])
