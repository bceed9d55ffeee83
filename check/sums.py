"""Sums by label: total and subtotal rows, group rows, total columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from check.evidence import accepted, best_readings, tally, tried
from check.members import member_readings, settled, sign_of
from check.plausible import without_strangers
from check.view import View
from schemas import Finding, Relation
from schemas.words import UNKNOWN, is_subtotal, is_total, may_be_total

_MOST_ALIKE = 24  # of more totals of one name none is the sum of all entries
_NOT_ADDITIVE = regex.compile(r"율|률|비율|비중|구성비|단가|평균|순위|지수|배수|점수|연도|년도|%")


def row_sums(view: View) -> list[Finding]:
    """Every total, subtotal and group row against its parts, column by column."""
    findings: list[Finding] = []
    groups: list[list[list[Finding]]] = []
    for row in view.table.rows:
        parts = view.children(row.index)
        if view.sums_up(row.index) or (row.path and not parts and may_be_total(row.path[-1])):
            families = [tried(_over_columns(view, row.index, *reading), view) for reading in total_readings(view, row.index)]
            findings += best_readings([family for family in families if family], view.sums_up(row.index), view)
        else:
            readings = [
                tried(_over_columns(view, row.index, "HG102", *reading), view) for reading in member_readings(view, row.index)
            ]
            groups.append([settled(family, view, row.index) for family in readings if family])
    sums = findings + _group_sums([readings for readings in groups if readings], view)
    return without_strangers(_without_rates(sums), view)


def _without_rates(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without columns whose figures never add up while other columns' do: rates that no header names."""
    columns: dict[int | None, list[Finding]] = {}
    for finding in findings:
        if finding.relation is not None:
            columns.setdefault(finding.relation.target.column, []).append(finding)
    adding = any(holds > fails for holds, fails in map(tally, columns.values()))
    rates = {column for column, found in columns.items() if adding and not tally(found)[0] and _failing_rows(found) > 1}
    return [finding for finding in findings if finding.relation is not None and finding.relation.target.column not in rates]


def _failing_rows(findings: Sequence[Finding]) -> int:
    """In how many rows a sum fails; one figure may fail in several breakdowns."""
    return len({f.relation.target.row for f in findings if f.relation is not None and f.verdict == "inconsistent"})


def _group_sums(groups: Sequence[Sequence[list[Finding]]], view: View) -> list[Finding]:
    """The groups of a table that add up, and, where half of them do or there is only one, those that fail.

    Each group is given by the readings of what it sums up.
    """
    borne_out = sum(any(map(accepted, readings)) for readings in groups)
    plain = len(groups) == 1 or 2 * borne_out >= len(groups)
    return [finding for readings in groups for finding in best_readings(readings, plain, view)]


def column_sums(view: View) -> list[Finding]:
    """Every total column against the columns beside it, row by row."""
    findings: list[Finding] = []
    for column in additive_columns(view):
        path = view.table.columns[column].path
        plain = leaf_is_total(view, column)
        if plain or (path and may_be_total(path[-1])):
            families = [tried(over_rows(view, column, parts), view) for parts in column_parts(view, column)]
            findings += best_readings(families, plain, view)
            if plain and not families:
                findings += _only_part(view, column)
    return without_strangers(findings, view)


def _only_part(view: View, target: int) -> list[Finding]:
    """A total column of which one part alone has figures and all others are nil (`-`), where each total is that part."""
    depth = len(view.table.columns[target].path) - 1
    head = view.table.columns[target].path[:depth]
    beside = [c.index for c in view.table.columns if c.index != target and not c.label and head and c.path[:depth] == head]
    parts = [column for column in beside if column not in view.measures]
    if len(beside) != len(parts) + 1 or not parts or not all(_is_nil(view, column) for column in parts):
        return []
    found = tried(over_rows(view, target, [column for column in beside if column not in parts]), view)
    return found if all(finding.verdict == "exact" for finding in found) else []


def _is_nil(view: View, column: int) -> bool:
    """Whether a column has nothing but markers for nil."""
    cells = [view.cell(row.index, column) for row in view.table.rows]
    return all(c is not None and c.quantities and c.quantities[0].marker not in {None, *UNKNOWN} for c in cells)


def additive_columns(view: View) -> list[int]:
    """The columns whose figures can be added up: no rates, unit prices, ranks, running numbers."""
    return [column for column in view.measures if not _is_rate(view, column)]


def _is_rate(view: View, column: int) -> bool:
    head = view.table.columns[column]
    if head.unit and head.unit.startswith("%"):
        return True
    if head.path and _NOT_ADDITIVE.search(head.path[-1].replace(" ", "")):
        return True
    return column in view.percentages or column in view.running


def total_readings(view: View, target: int) -> list[tuple[str, str, list[int]]]:
    """What a total row can sum up: (rule, reason, rows), the most natural reading first."""
    path = view.table.rows[target].path
    others = [row for row in view.table.rows if row.index != target and row.path]
    within = [row.index for row in others if row.path[: len(path) - 1] == path[:-1]]
    peers = [row for row in within if not view.sums_up(row)]
    known = set(peers)
    top = [row for row in peers if view.parents[row] is None or view.parents[row] not in known]
    readings = [("HG101", "the sum of the rows below", rows) for rows in _blocks(view, target, top)]
    subtotals = [row for row in within if view.subtotals[row]]
    if is_total(path[-1]) and len(subtotals) > 1:
        readings.insert(0, ("HG101", "the sum of the subtotals", subtotals))
    lesser = [row for row in within if view.totals[row] and view.names[row] != view.names[target]]
    if len(lesser) > 1:
        readings.insert(0, ("HG101", "the sum of the totals", lesser))
    readings += [("HG101", f"the sum by {name}", rows) for name, rows in _breakdowns(view, peers)]
    known = set(within)
    leaves = [row for row in view.leaves if row in known]
    alike = sum(view.names[row] == view.names[target] for row in within)
    if len(leaves) > 1 and alike <= _MOST_ALIKE:
        readings.append(("HG103", f"the sum of all {len(leaves)} entries", leaves))
    return [reading for reading in readings if reading[2]]


def _blocks(view: View, target: int, rows: Sequence[int]) -> list[list[int]]:
    """The rows between a total and the next total of its kind, below it or above it."""
    same = view.names[target]
    others = [row.index for row in view.table.rows if row.index != target and row.path and view.names[row.index] == same]
    after = min((row for row in others if row > target), default=len(view.table.rows))
    before = max((row for row in others if row < target), default=-1)
    below = [row for row in rows if target < row < after]
    above = [row for row in rows if before < row < target]
    return [below, above] if len(below) >= len(above) else [above, below]


def _breakdowns(view: View, rows: Sequence[int]) -> list[tuple[str, list[int]]]:
    """Rows by the merged label that they share (성별, 연령별): each may break the same total down."""
    groups: dict[str, list[int]] = {}
    for row in rows:
        path = view.table.rows[row].path
        if len(path) > 1 and view.parents[row] is None:
            groups.setdefault(path[0], []).append(row)
    return list(groups.items()) if len(groups) > 1 else []


def _over_columns(view: View, target: int, rule: str, why: str, parts: Sequence[int]) -> Iterable[Relation]:
    if view.open_rows & {target, *parts}:
        return
    for column in additive_columns(view):
        cell = view.cell(target, column)
        if cell is None or not cell.quantities:
            continue
        terms = tuple(view.term(row, column, sign_of(view, row, column)) for row in parts if _counts(view, row, column))
        if terms:
            yield Relation(rule, "sum", "label", view.ref(target, column), terms, why)


def _counts(view: View, row: int, column: int) -> bool:
    """Whether a row has something of its own in a column: a cell merged from a row above counts there only."""
    return view.cell(row, column) is not None


def leaf_is_total(view: View, column: int) -> bool:
    path = view.table.columns[column].path
    return bool(path) and (is_total(path[-1]) or is_subtotal(path[-1]))


def column_parts(view: View, target: int) -> list[list[int]]:
    """What a total column can sum up: the columns under the same header beside it, groups by their own totals."""
    head = view.table.columns[target]
    prefix = head.path[:-1]
    alike = [
        column
        for column in additive_columns(view)
        if column != target
        and view.table.columns[column].path[: len(prefix)] == prefix
        and _same_unit(view.table.columns[column].unit, head.unit)
        and view.table.columns[column].path != head.path
    ]
    stops = [c for c in view.measures if c != target and view.table.columns[c].path == head.path]
    after = [c for c in alike if target < c < min((s for s in stops if s > target), default=len(view.table.columns))]
    before = [c for c in alike if max((s for s in stops if s < target), default=-1) < c < target]
    sides = [_by_groups(view, side, len(prefix)) for side in (after, before, sorted({*after, *before}))]
    sides += _column_breakdowns(view, alike, len(prefix))
    return [side for side in sides if len(side) > 1]


def _column_breakdowns(view: View, columns: Sequence[int], depth: int) -> list[list[int]]:
    """Columns by the header that they share (성별, 연령별): each group may break the same total down."""
    groups: dict[str, list[int]] = {}
    for column in columns:
        path = view.table.columns[column].path
        if len(path) > depth + 1 and not leaf_is_total(view, column):
            groups.setdefault(path[depth], []).append(column)
    return list(groups.values()) if len(groups) > 1 else []


def _same_unit(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b


def _by_groups(view: View, columns: Sequence[int], depth: int) -> list[int]:
    """Columns with each deeper group stood for by its own total column where it has one."""
    groups: dict[str, list[int]] = {}
    for column in columns:
        path = view.table.columns[column].path
        groups.setdefault(path[depth] if len(path) > depth else "", []).append(column)
    out: list[int] = []
    for members in groups.values():
        totals = [c for c in members if len(view.table.columns[c].path) > depth + 1 and leaf_is_total(view, c)]
        out += totals[:1] or members
    return out


def over_rows(view: View, target: int, parts: Sequence[int]) -> Iterable[Relation]:
    names = ", ".join(" > ".join(view.table.columns[c].path) or str(c) for c in parts[:4]) + (" …" if len(parts) > 4 else "")
    for row in view.table.rows:
        if row.index in view.open_rows or view.number(row.index, target) is None:
            continue
        terms = tuple(view.term(row.index, column) for column in parts if view.cell(row.index, column))
        if terms:
            yield Relation("HG104", "sum", "header", view.ref(row.index, target), terms, f"the sum of {names}")
