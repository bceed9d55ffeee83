"""Counts in labels: `고용서비스 (4개 사업)` over four rows, and a total's count over those of its groups."""

from __future__ import annotations

from collections.abc import Sequence

from check.confront import confront
from check.view import View
from schemas import HOLDS, Finding, Relation, Term
from schemas.words import is_total


def counts(view: View) -> list[Finding]:
    """Every count that stands in the label of a row with other rows under it."""
    findings: list[Finding] = []
    for row in view.table.rows:
        if not row.quantities:
            continue
        whole = bool(row.path) and is_total(row.path[-1])
        below = [r for r in view.leaves if r != row.index] if whole else [r for r in view.leaves if _under(view, r, row.index)]
        if below:
            findings.append(_counted(view, row.index, below))
        groups = [r for r in view.children(None) if view.table.rows[r].quantities] if whole else []
        if len(groups) > 1:
            findings.append(confront(_relation(view, "HG302", row.index, groups, "the sum of its groups' counts"), view))
    return findings


def _counted(view: View, row: int, below: Sequence[int]) -> Finding:
    """The count against the rows below; where a report counts an entry over several rows once, against the entries."""
    by_rows = confront(_relation(view, "HG301", row, below, f"the number of its {len(below)} rows"), view)
    if by_rows.verdict in HOLDS:
        return by_rows
    firsts = {_entry(view, r): r for r in reversed(below)}
    entries = sorted(firsts.values())
    by_entries = confront(_relation(view, "HG301", row, entries, f"the number of its {len(entries)} entries"), view)
    return by_entries if by_entries.verdict in HOLDS else by_rows


def _entry(view: View, row: int) -> tuple[str, ...]:
    """The label path of the entry that a row belongs to: one label below its group's."""
    above = view.parents[row]
    depth = len(view.table.rows[above].path) if above is not None else 0
    return view.table.rows[row].path[: depth + 1]


def _under(view: View, row: int, head: int) -> bool:
    above = view.parents[row]
    while above is not None and above != head:
        above = view.parents[above]
    return above == head


def _relation(view: View, rule: str, row: int, terms: Sequence[int], why: str) -> Relation:
    return Relation(rule, "count", "label", view.ref(row), tuple(Term(view.ref(r)) for r in terms), why)
