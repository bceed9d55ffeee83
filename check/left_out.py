"""Changes left blank: a total of changes cannot be decided where a part is blank although its own figures differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from check.view import View
from schemas import HOLDS, Finding, Relation

_NAMES = 3

Pair = tuple[int, int]


def without_left_out(findings: Sequence[Finding], view: View) -> list[Finding]:
    """The findings, failed sums over a column of changes undecidable where such a part is left out.

    Blanks count as nil elsewhere; here the two figures that a change is taken between tell that it is not.
    """
    changes = _changes(findings)
    if not changes:
        return list(findings)
    parts = _parts(findings)
    return [_settled(finding, view, changes, parts) for finding in findings]


def _changes(findings: Sequence[Finding]) -> dict[int, Pair]:
    """The columns that hold in some row as the difference of two others, with these."""
    out: dict[int, Pair] = {}
    for finding in findings:
        relation = finding.relation
        if relation is None or relation.kind != "difference" or finding.verdict not in HOLDS:
            continue
        columns = [ref.column for ref in (relation.target, *(term.ref for term in relation.terms))]
        rows = {relation.target.row, *(term.ref.row for term in relation.terms)}
        target, new, old = (*columns, None, None)[:3]
        if target is not None and new is not None and old is not None and len(rows) == 1:
            out.setdefault(target, (new, old))
    return out


def _family(relation: Relation) -> tuple[str, int, str]:
    return relation.rule, relation.target.row, relation.why


def _parts(findings: Sequence[Finding]) -> dict[tuple[str, int, str], list[int]]:
    """The rows that a row sums up, as told by all its columns together: a blank is a part of none."""
    out: dict[tuple[str, int, str], dict[int, None]] = {}
    for relation in (finding.relation for finding in findings):
        if relation is not None and relation.kind == "sum":
            out.setdefault(_family(relation), {}).update(dict.fromkeys(term.ref.row for term in relation.terms))
    return {family: sorted(rows) for family, rows in out.items()}


def _settled(finding: Finding, view: View, changes: dict[int, Pair], parts: dict[tuple[str, int, str], list[int]]) -> Finding:
    relation = finding.relation
    if relation is None or relation.kind != "sum" or finding.verdict != "inconsistent":
        return finding
    column = relation.target.column
    if column not in changes or column is None or any(term.ref.column != column for term in relation.terms):
        return finding
    blank = [row for row in parts[_family(relation)] if _is_left_out(view, row, column, changes[column])]
    if not blank:
        return finding
    names = "; ".join(view.row_name(row) for row in blank[:_NAMES]) + (" …" if len(blank) > _NAMES else "")
    where = f"{view.row_name(relation.target.row)} × {view.column_name(column)}"
    message = f"{where}: {relation.why}: cannot be decided, a change that is not nil is left blank ({names})"
    return replace(finding, message=message, severity="note", verdict="undecidable", computed=None, gap=None, tolerance=None)


def _is_left_out(view: View, row: int, column: int, pair: Pair) -> bool:
    """Whether a change is blank although the figures that it is taken between differ; a blank one of these is nil."""
    cell, numbers = view.cell(row, column), [view.number(row, at) for at in pair]
    blank = cell is None or not cell.text.strip()
    new, old = (number.value if number else None for number in numbers)
    return blank and any(numbers) and (new or 0) != (old or 0)
