"""Figures in parentheses behind a name against the rows of a table that bear it: one row, or the sum of several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from check.claims import Weighed, claim, convincing, explained
from check.labels import folded
from check.sentences import Figure, Sentence
from check.tabled import Named, Tables
from check.view import View
from check.weigh import weigh_sum
from schemas import CellRef, Finding, Quantity

_BRACKETED = regex.compile(r"(?P<name>[^()\[\],;:]{4,60})[(](?P<inside>[^()]{2,60})[)]")
_OPEN_LIST = regex.compile(r"\s등(?:\s|$)|등\s?\S{0,2}$")
_GRAM = 4
_LEAST = 20
_MOST = 60

Rows = list[int]
Sum = tuple[Weighed, list[CellRef]]


def group_claims(sentence: Sentence, tables: Tables) -> Iterator[Finding]:
    """Figures that are the sums of all rows of one name.

    Where one figure of the parentheses is, the others speak of the same rows: one that is not their sum is reported as a
    note, for the report may count them differently.
    """
    for found in _BRACKETED.finditer(sentence.text):
        start, end = found.span("inside")
        figures = [f for f in sentence.figures if start <= f.start and f.end <= end and not f.is_rate]
        name = folded(found["name"])
        if figures and len(name) >= _GRAM and not _OPEN_LIST.search(found["name"]):
            yield from _first_borne_out(sentence, figures, name, tables)


def _first_borne_out(sentence: Sentence, figures: Sequence[Figure], name: str, tables: Tables) -> Iterator[Finding]:
    for view, rows in _groups(name, tables):
        sums = {figure: list(_sums(sentence.meant(figure), view, rows)) for figure in figures}
        borne_out = [f for f in figures if any(convincing(weighed) for weighed, _ in sums[f]) and _weighty(f)]
        if borne_out:
            yield from (_claim(figure, sums[figure], len(rows)) for figure in figures if _plain(sums[figure]))
            return


def _weighty(figure: Figure) -> bool:
    return abs(figure.quantity.value or Decimal(0)) >= _LEAST * (figure.quantity.quantum or Decimal(1))


def _plain(sums: Sequence[Sum]) -> bool:
    """Whether it is clear which column a figure restates: one that bears it out, or the only one in its unit."""
    return len(sums) == 1 or any(convincing(weighed) for weighed, _ in sums)


def _claim(figure: Figure, sums: Sequence[Sum], size: int) -> Finding:
    weighed, refs = next((s for s in sums if convincing(s[0])), sums[0])
    shown = ", ".join(map(str, refs[:3]))
    return explained(claim("HG402", "sum", figure, refs, weighed), f"sum of {size} rows of that name ({shown} …)")


def _groups(name: str, tables: Tables) -> Iterator[tuple[View, Rows]]:
    """Sets of two rows or more that a name may stand for: those it stands in, those that share its beginning, its own parts."""
    yield from _by_view(tables.containing(name))
    begun = tables.containing(name[:_GRAM])
    size = next((size for size in range(len(name) - 1, _GRAM - 1, -1) if sum(name[:size] in row.name for row in begun) > 1), 0)
    if size:
        yield from _by_view([row for row in begun if name[:size] in row.name])
    yield from _by_view(tables.within(name))


def _by_view(rows: Sequence[Named]) -> Iterator[tuple[View, Rows]]:
    """The rows of each table, heads of groups left out; only where there are several."""
    views: dict[View, list[int]] = defaultdict(list)
    for row in rows:
        views[row.view].append(row.row)
    for view, found in views.items():
        leaves = sorted(set(found) & set(view.leaves))
        if 1 < len(leaves) <= _MOST:
            yield view, leaves


def _sums(stated: Quantity, view: View, rows: Rows) -> Iterator[Sum]:
    """The columns in a figure's unit, summed over the rows."""
    for column in view.measures:
        cells = [(row, quantity) for row in rows if (quantity := view.number(row, column)) is not None]
        units = {quantity.base_unit for _, quantity in cells}
        if len(cells) > 1 and len(units) == 1 and _same_unit(stated, cells[0][1]):
            yield weigh_sum(stated, [(1, quantity) for _, quantity in cells]), [view.ref(row, column) for row, _ in cells]


def _same_unit(a: Quantity, b: Quantity) -> bool:
    return a.base_unit is not None and a.base_unit == b.base_unit
