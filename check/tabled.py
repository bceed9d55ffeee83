"""What the tables of a report state, looked up from its prose: figures by value, rows by name, columns by year."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import regex

from check.labels import Labels, folded
from check.sentences import COUNTED
from check.view import View
from check.weigh import base
from schemas import CellRef, Quantity

_GRAM = 4
YEAR = regex.compile(r"(?<!\d)(?:(?P<long>(?:19|20)[0-9]{2})(?!\d)|['’‘`´](?P<short>[0-9]{2})(?!\d))")
_MOST_ROWS = 200
_MOST_SERIES = 2_000
_SUBJECT = 3


@dataclass(frozen=True, slots=True)
class Tabled:
    """One figure of a table and the place it stands at."""

    view: View
    row: int
    column: int
    quantity: Quantity
    part: int = 0

    @property
    def ref(self) -> CellRef:
        return self.view.ref(self.row, self.column, self.part)


@dataclass(frozen=True, slots=True)
class Named:
    """A row by its own label, without blanks and signs."""

    name: str
    view: View
    row: int


_ByValue = dict[str | None, tuple[list[Decimal], list[Tabled]]]
_Span = tuple[list[Tabled], int, int]


class Tables:
    """The tables of one report, read only."""

    def __init__(self, views: Sequence[View]) -> None:
        self.views = views
        self._labels: dict[View, Labels] = {}
        self.order = {view.table.name: at for at, view in enumerate(views)}

    @cached_property
    def figures(self) -> list[Tabled]:
        """Every number of every table, in reading order, percentages behind figures included."""
        return [figure for view in self.views for row in range(len(view.table.rows)) for figure in row_figures(view, row)]

    @cached_property
    def _by_value(self) -> _ByValue:
        return _by_value(self.figures)

    @cached_property
    def _of_view(self) -> dict[View, _ByValue]:
        """The figures of each table by unit and value."""
        parts: dict[View, list[Tabled]] = defaultdict(list)
        for figure in self.figures:
            parts[figure.view].append(figure)
        return {view: _by_value(figures) for view, figures in parts.items()}

    def near(self, quantity: Quantity, reach: Decimal, view: View | None = None) -> Iterator[Tabled]:
        """The figures in the same unit, or in none, whose value lies within `reach` (in the base unit), in order of value.

        Those of one table where one is given.
        """
        value = base(quantity)
        for figures, first, last in self._spans(quantity, value - reach, value + reach, view):
            yield from (figures[at] for at in range(first, last))

    def crowd(self, quantity: Quantity, view: View | None = None) -> int:
        """How many figures in the same unit, or in none, are between half and twice a value: in all tables, or in one."""
        low, high = sorted((base(quantity) / 2, base(quantity) * 2))
        return sum(last - first for _, first, last in self._spans(quantity, low, high, view))

    def _spans(self, quantity: Quantity, low: Decimal, high: Decimal, view: View | None) -> Iterator[_Span]:
        kinds = self._by_value if view is None else self._of_view.get(view, {})
        for unit in _units(quantity):
            values, figures = kinds.get(unit, ([], []))
            yield figures, bisect_left(values, low), bisect_right(values, high)

    def labels(self, view: View) -> Labels:
        """The labels of a table."""
        if view not in self._labels:
            self._labels[view] = Labels(view)
        return self._labels[view]

    @cached_property
    def names(self) -> list[Named]:
        """The rows with a name of four letters or more, totals left out."""
        rows = ((view, row) for view in self.views for row in range(len(view.table.rows)) if not view.sums_up(row))
        named = (Named(folded(view.table.rows[row].path[-1]), view, row) for view, row in rows if view.table.rows[row].path)
        return [row for row in named if len(row.name) >= _GRAM]

    @cached_property
    def _grams(self) -> dict[str, list[Named]]:
        """The named rows by every four letters in their names."""
        out: dict[str, list[Named]] = defaultdict(list)
        for row in self.names:
            for gram in {row.name[at : at + _GRAM] for at in range(len(row.name) - _GRAM + 1)}:
                out[gram].append(row)
        return out

    @cached_property
    def _heads(self) -> dict[str, list[Named]]:
        """The named rows by the first four letters of their names."""
        out: dict[str, list[Named]] = defaultdict(list)
        for row in self.names:
            out[row.name[:_GRAM]].append(row)
        return out

    def containing(self, name: str) -> list[Named]:
        """The rows in whose names a name of four letters or more stands."""
        return [row for row in self._grams.get(name[:_GRAM], ())[:_MOST_ROWS] if name in row.name] if len(name) >= _GRAM else []

    def within(self, text: str) -> list[Named]:
        """The rows whose names stand in a text."""
        grams = {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}
        return [row for gram in sorted(grams) for row in self._heads.get(gram, ())[:_MOST_ROWS] if row.name in text]

    def named(self, text: str) -> list[Named]:
        """The rows with a series of years whose labels of three letters or more stand in a text."""
        return [row for row in self._series if row.name in text]

    @cached_property
    def _series(self) -> list[Named]:
        rows = []
        for view in self.views:
            years = {year_of(view.table.columns[column].path)[0] for column in view.measures}
            if len(years - {None}) > 1:
                rows += [Named(folded(row.path[-1]), view, row.index) for row in view.table.rows if row.path]
        return [row for row in rows if len(row.name) >= _SUBJECT][:_MOST_SERIES]


def _by_value(figures: Sequence[Tabled]) -> _ByValue:
    """Figures by their base unit, in order of value, and the values beside them."""
    kinds: dict[str | None, list[Tabled]] = defaultdict(list)
    for figure in figures:
        kinds[figure.quantity.base_unit].append(figure)
    ordered = {unit: sorted(entries, key=lambda f: base(f.quantity)) for unit, entries in kinds.items()}
    return {unit: ([base(f.quantity) for f in entries], entries) for unit, entries in ordered.items()}


def row_figures(view: View, row: int) -> Iterator[Tabled]:
    """The numbers of one row, each cell's first and the percentage behind it."""
    for column in view.measures:
        first = view.number(row, column)
        if first is None:
            continue
        yield Tabled(view, row, column, first)
        second = view.quantity(view.ref(row, column, 1))
        if second is not None and second.value is not None and second.unit == "%":
            yield Tabled(view, row, column, second, 1)


def fitting(a: Quantity, b: Quantity) -> bool:
    """Whether a figure of the prose and one of a table can be the same: in one base unit, both pieces or heads, or unknown."""
    return b.base_unit in _units(a)


def _units(quantity: Quantity) -> tuple[str | None, ...]:
    own = quantity.base_unit
    if own is None or own in {"%", "%p"}:
        return (own,)
    units: list[str | None] = [own, None]
    if own in COUNTED:
        units += sorted({"개", "명", "건", "명/건", "건/명", "개소"} - {own})
    return tuple(units)


def year_of(path: Sequence[str]) -> tuple[int | None, tuple[str, ...]]:
    """The year that a path of labels names, and the other labels: it parts a series of years from its neighbours."""
    for label in path:
        found = YEAR.search(label)
        if found:
            year = int(found["long"]) if found["long"] else 2000 + int(found["short"])
            return year, tuple(YEAR.sub("", text) for text in path)
    return None, tuple(path)


def last_year(figure: Tabled) -> Tabled | None:
    """The figure of the year before in the same row, or, where the years run down, in the same column."""
    table, view = figure.view.table, figure.view
    year, others = year_of(table.columns[figure.column].path)
    if year is not None:
        for column in view.measures:
            if year_of(table.columns[column].path) == (year - 1, others):
                return _at(figure, figure.row, column)
        return None
    year, others = year_of(table.rows[figure.row].path)
    if year is None:
        return None
    row = next((row.index for row in table.rows if year_of(row.path) == (year - 1, others)), None)
    return _at(figure, row, figure.column) if row is not None else None


def _at(figure: Tabled, row: int, column: int) -> Tabled | None:
    quantity = figure.view.number(row, column)
    return Tabled(figure.view, row, column, quantity) if quantity is not None else None
