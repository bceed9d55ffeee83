"""Incomplete rows of a dump that no total can place: where their figures fill just one group of the header.

Under `2020 (plan, result, rate) | 2021 (plan, rate)` a row of three figures stands under 2020, its blanks under 2021.
"""

from __future__ import annotations

from itertools import groupby

from check.placing import Placement, is_rate, kinds_fit, loose_cells, sums, total_columns
from check.view import View
from schemas import Table


def place_in_groups(table: Table) -> dict[int, Placement]:
    """For each row of `table.loose` that only one header group can hold, the columns of its figures in order.

    Rows in a sum are left out: where the totals do not place them, nothing else may.
    """
    view = View(table)
    if not view.open_rows or total_columns(view):
        return {}
    summed = {row for target, parts in sums(view) for row in (target, *parts)}
    placed = {row: _only_group(view, row) for row in sorted(view.open_rows - summed)}
    return {row: group for row, group in placed.items() if group is not None}


def _only_group(view: View, row: int) -> Placement | None:
    """The run of whole header groups that a row's figures fill, if it is the only one and most of the table's columns."""
    cells = loose_cells(view, row)
    groups = _groups(view)
    columns = sum(map(len, groups))
    if len(groups) < 2 or 2 * len(cells) <= columns:
        return None
    runs = [sum(groups[a:b], ()) for a in range(len(groups)) for b in range(a + 1, len(groups) + 1)]
    filled = [run for run in runs if len(run) == len(cells)]
    rates = {column for group in groups for column in group if is_rate(view, column)}
    return filled[0] if len(filled) == 1 and kinds_fit(cells, filled[0], rates) else None


def _groups(view: View) -> list[Placement]:
    """The columns of figures by the outermost text of their header; none where no text stands over two columns."""
    measures = [view.table.columns[at] for at in view.measures]
    groups = [
        tuple(c.index for c in run) for _, run in groupby(measures, key=lambda c: c.path[:1] if len(c.path) > 1 else c.index)
    ]
    return groups if any(len(group) > 1 for group in groups) else []
