"""Whether a report rounds its figures or cuts digits off, told by all its relations; and notes that say sums may be off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

import regex

from check.view import View
from check.weigh import modes_of_quotient, modes_of_sum
from schemas import RULES, CheckedTable, Finding, Relation, Table

Habit = Literal["rounding", "truncation", ""]

_NOTE = regex.compile(
    r"단수\s*(?:조정|처리|차이)|미만(?:은|는)?\s*(?:절사|반올림|버림)"
    r"|(?:반올림|절사|끝수|단수|소수점).{0,40}(?:상이|다를|다르|차이|일치하지|맞지|오차)"
)
_LONGEST = 100
_FEWEST = 3  # relations that hold in one mode only, before a habit is spoken of
_TIMES = 4  # and so many times as many as hold in the other mode only
_INEXACT = frozenset({"rounding", "truncation"})
_DOES = {"rounding": "rounds", "truncation": "cuts digits off"}


def noted(findings: Iterable[Finding], table: Table) -> list[Finding]:
    """The findings of a table; those that do not hold exactly quote a footnote of it that speaks of rounding."""
    note = _note(table.footnotes)
    if not note:
        return list(findings)
    return [
        replace(f, message=f'{f.message}; a footnote says: "{note}"') if f.verdict in _INEXACT | {"inconsistent"} else f
        for f in findings
    ]


def with_habit(findings: Sequence[Finding], tables: Sequence[CheckedTable], texts: Iterable[str]) -> tuple[Finding, ...]:
    """The findings of a report, and its habit as one more (HG106) where its relations or one of its texts tell it.

    Relations that hold only against the habit say so in their messages.
    """
    views = {checked.table.name: View(checked.table) for checked in tables}
    rounds, cuts = _counted(findings, views)
    habit, note = _habit(rounds, cuts), _note(texts)
    if not habit and not note:
        return tuple(findings)
    parts = (
        [f"the report {_DOES[habit]}: {rounds} relations hold only if figures are rounded, {cuts} only if cut off"]
        if habit
        else []
    )
    parts += [f'the report says: "{note}"'] if note else []
    stated = Finding("HG106", "; ".join(parts), RULES["HG106"].severity)
    return (*(_against(finding, habit) for finding in findings), stated)


def _note(texts: Iterable[str]) -> str:
    """The first text that says that sums may be off by rounding, shortened."""
    found = next((text for text in texts if _NOTE.search(text)), "")
    return " ".join(found.split())[:_LONGEST]


def _habit(rounds: int, cuts: int) -> Habit:
    if rounds >= max(_FEWEST, _TIMES * cuts):
        return "rounding"
    return "truncation" if cuts >= max(_FEWEST, _TIMES * rounds) else ""


def _counted(findings: Iterable[Finding], views: dict[str, View]) -> tuple[int, int]:
    """How many relations hold only if figures are rounded, and only if digits are cut off."""
    told = [_modes(finding, views) for finding in findings if finding.verdict in _INEXACT]
    return told.count((True, False)), told.count((False, True))


def _modes(finding: Finding, views: dict[str, View]) -> tuple[bool, bool]:
    """Whether an inexact relation or claim holds in either mode."""
    if finding.verdict == "truncation":
        return False, True
    relation = finding.relation
    if relation is not None and relation.target.table in views:
        return _modes_of(relation, views[relation.target.table])
    restated = finding.claim is not None and finding.claim.kind == "equal" and finding.gap is not None
    return True, not (restated and finding.gap is not None and finding.gap > 0)  # cut off, a figure is never the larger one


def _modes_of(relation: Relation, view: View) -> tuple[bool, bool]:
    stated = view.quantity(relation.target)
    parts = [(term.sign, q) for term in relation.terms if (q := view.quantity(term.ref)) is not None and q.value is not None]
    if stated is None or not parts:
        return True, True
    if relation.kind in {"sum", "difference"}:
        return modes_of_sum(stated, parts)
    if len(parts) < 2 or not parts[1][1].value:
        return True, True
    return modes_of_quotient(stated, parts[0][1], parts[1][1], less=int(relation.kind == "growth"))


def _against(finding: Finding, habit: Habit) -> Finding:
    if habit == "rounding" and finding.verdict == "truncation":
        return replace(finding, message=f"{finding.message}; but elsewhere the report rounds")
    if habit == "truncation" and finding.verdict in _INEXACT:
        return replace(finding, message=f"{finding.message}; the report cuts digits off")
    return finding
