"""One figure in two tables: the same labels of row and column and the same unit, where the tables agree in most of these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from check.labels import letters
from check.tabled import YEAR, row_figures
from check.view import View
from check.weigh import base, outcome, weigh_sum
from schemas import CellRef, Finding, Quantity, Relation, Term

_LEAST = 3  # so many different figures have to agree before two tables are taken for one series
_OFTEN = 4  # and so many times as many as differ
_TELLING = 100  # figures of fewer steps agree by chance
_MOST_TABLES = 12

Key = tuple[tuple[str, ...], tuple[str, ...], str | None]
Place = tuple[int, CellRef, Quantity]


def twice_stated(views: Sequence[View]) -> Iterator[Finding]:
    """Every figure that two tables state under the same labels, in the order of the later one.

    A figure that differs is a note: the tables may define it differently.
    """
    pairs: dict[tuple[int, int], list[tuple[Place, Place]]] = defaultdict(list)
    years = [_years(view) for view in views]
    for places in _places(views).values():
        for first, last in combinations(places[:_MOST_TABLES], 2):
            if first[0] != last[0] and _contemporary(years[first[0]], years[last[0]]):
                pairs[first[0], last[0]].append((first, last))
    for tables in sorted(pairs, key=lambda tables: (tables[1], tables[0])):
        yield from _borne_out(pairs[tables], views)


def _years(view: View) -> set[int]:
    """The years that the caption of a table and the heading above it name."""
    labels = (view.table.caption, *view.table.section[-1:])
    return {int(long) if long else 2000 + int(short) for label in labels for long, short in YEAR.findall(label)}


def _contemporary(first: set[int], last: set[int]) -> bool:
    """Whether two tables can be of one year: their years meet, or one of them names none."""
    return not first or not last or not first.isdisjoint(last)


def _places(views: Sequence[View]) -> dict[Key, list[Place]]:
    """The figures of all tables by their labels and unit; labels that occur twice in a table say nothing."""
    out: dict[Key, list[Place]] = defaultdict(list)
    for at, view in enumerate(views):
        own: dict[Key, list[Place]] = defaultdict(list)
        for row in view.table.rows:
            for figure in row_figures(view, row.index) if row.path else ():
                path = view.table.columns[figure.column].path
                if path and not figure.part:
                    key = (tuple(map(letters, row.path)), tuple(map(letters, path)), figure.quantity.base_unit)
                    own[key].append((at, figure.ref, figure.quantity))
        for key, places in own.items():
            if len(places) == 1:
                out[key] += places
    return out


def _borne_out(pairs: Sequence[tuple[Place, Place]], views: Sequence[View]) -> Iterator[Finding]:
    telling = [pair for pair in pairs if _steps(pair[0][2]) >= _TELLING or _steps(pair[1][2]) >= _TELLING]
    same = {base(last[2]) for first, last in telling if base(first[2]) == base(last[2])}
    differ = [pair for pair in telling if base(pair[0][2]) != base(pair[1][2])]
    if len(same) < _LEAST or len(telling) - len(differ) < _OFTEN * len(differ):
        return
    for first, last in telling:
        yield _equal(first, last, views[last[0]])


def _steps(quantity: Quantity) -> int:
    return int(abs(quantity.value or Decimal(0)) / (quantity.quantum or Decimal(1)))


def _equal(first: Place, last: Place, view: View) -> Finding:
    (_, term, restated), (_, target, stated) = first, last
    found, figures = weigh_sum(stated, [(1, restated)])
    row = view.table.rows[target.row]
    cell = view.cell(target.row, target.column or 0)
    return Finding(
        "HG405",
        f"{' > '.join(row.path)}: {term} is labelled the same: {outcome(found, figures)}",
        "note",
        found,
        Relation("HG405", "equal", "label", target, (Term(term),), "labelled the same"),
        target=target,
        table=target.table,
        place=cell.place if cell else row.place,
        stated=figures.stated,
        computed=figures.computed,
        gap=figures.gap,
        tolerance=figures.tolerance,
    )
