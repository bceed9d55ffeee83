"""Incomplete rows of a dump that no total can place: where their figures fill just one group of the header.

Under `2020 (plan, result, rate) | 2021 (plan, rate)` a row of three figures stands under 2020, its blanks under 2021.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, groupby

from check.placing import is_rate, kinds_fit, sums, total_columns
from check.placing_search import Placement
from check.placing_shared import followers, loose_rows
from check.view import View
from schemas import Table

_FEWEST_GROUPS = 2


def place_in_groups(table: Table) -> dict[int, Placement]:
    """For each row of `table.loose` that only one header group can hold, the columns of its figures in order.

    Rows in a sum are left out: where the totals do not place them, nothing else may.
    """
    view = View(table)
    groups = _groups(view) if view.open_rows else []
    if len(groups) < _FEWEST_GROUPS or total_columns(view):
        return {}
    summed = {row for target, parts in sums(view) for row in (target, *parts)}
    rows = loose_rows(view)
    shared = {row for head, below in followers(rows).items() for row in (head, *below)}
    cells = {row: figures for row, figures in rows.items() if row not in summed | shared}
    filled = {size: _only_run(groups, size) for size in {len(figures) for figures in cells.values()}}
    rates = {column for group in groups for column in group if is_rate(view, column)}
    return {row: run for row, figures in cells.items() if (run := filled[len(figures)]) and kinds_fit(figures, run, rates)}


def _only_run(groups: Sequence[Placement], size: int) -> Placement:
    """The neighbouring whole groups of `size` columns together, if there is just one such run and it is most of the table."""
    ends = list(accumulate(map(len, groups), initial=0))
    starts = {end: at for at, end in enumerate(ends)}
    runs = [(at, starts[end + size]) for at, end in enumerate(ends) if end + size in starts]
    if len(runs) != 1 or 2 * size <= ends[-1]:
        return ()
    first, last = runs[0]
    return tuple(column for group in groups[first:last] for column in group)


def _groups(view: View) -> list[Placement]:
    """The columns of figures by the outermost text of their header; none where no text stands over two columns."""
    measures = [view.table.columns[at] for at in view.measures]
    groups = [
        tuple(c.index for c in run) for _, run in groupby(measures, key=lambda c: c.path[:1] if len(c.path) > 1 else c.index)
    ]
    return groups if any(len(group) > 1 for group in groups) else []
