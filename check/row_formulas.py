"""Differences, ratios and growth rates that a row's label names: the figures of other rows in the same column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

import regex

from check.evidence import accepted, tried
from check.quotients import CHANGE, FORMULAS, GROWTH, LETTER, most_borne_out
from check.view import View
from schemas import HOLDS, Finding, Relation, Term
from schemas.relation import Kind
from schemas.words import bare

_NAMED_QUOTIENT = regex.compile(r"\(\s*([^()/÷]{2,20})\s*[/÷]\s*([^()/÷]{2,20}?)\s*(?:[×xX*]\s*100)?\s*\)")
_NEAR = 4  # so many rows above a row of changes may be those compared
_MOST_ROWS = 400  # in longer tables a label of a change is a heading of its own

_LAGS = (1, 4, 12)  # the period before, or a year before in quarters or months
_FEWEST = 3
_DIGITS = regex.compile(r"\d+")

Pair = tuple[int, int]
_GROWS: tuple[str, Kind] = ("HG203", "growth")
_DIFFERS: tuple[str, Kind] = ("HG201", "difference")
_WHY: dict[Kind, str] = {"difference": "{} less {}", "ratio": "{} over {}", "growth": "the growth to {} from {}"}


def row_formulas(view: View) -> list[Finding]:
    """All relations of this kind: those that a formula states, and those that names and figures bear out."""
    letters: dict[str, list[int]] = {}
    for row in view.table.rows:
        found = LETTER.search(row.path[-1]) if row.path else None
        if found:
            letters.setdefault(found[1], []).append(row.index)
    findings: list[Finding] = []
    for row in view.table.rows if len(view.table.rows) <= _MOST_ROWS else ():
        if row.path and row.index not in view.open_rows:
            stated = _by_letters(view, row.index, letters) or _by_names(view, row.index) or _of_changes(view, row.index)
            findings += stated or _of_periods(view, row.index)
    return findings


def _by_letters(view: View, row: int, letters: dict[str, list[int]]) -> list[Finding]:
    """A formula in letters, 미충족분(a-b), over the nearest rows that carry them."""
    for pattern, rule, kind in FORMULAS:
        found = pattern.search(view.table.rows[row].path[-1])
        if found and found[1] != found[2]:
            rows = [
                min((r for r in letters.get(name, ()) if r != row), key=lambda r: abs(r - row), default=None)
                for name in found.groups()[:2]
            ]
            if rows[0] is not None and rows[1] is not None:
                family = _across(view, row, rule, kind, (rows[0], rows[1]))
                return family if accepted(family) else []
    return []


def _by_names(view: View, row: int) -> list[Finding]:
    """A quotient of two other rows by their names: 채용률 (채용건수/면접건수)."""
    found = _NAMED_QUOTIENT.search(view.table.rows[row].path[-1])
    if found is None:
        return []
    rows = {bare(other.path[-1]): other.index for other in view.table.rows if other.path and other.index != row}
    top, bottom = rows.get(bare(found[1])), rows.get(bare(found[2]))
    if top is None or bottom is None:
        return []
    family = _across(view, row, "HG202", "ratio", (top, bottom))
    return family if accepted(family) else []


def _of_changes(view: View, row: int) -> list[Finding]:
    """A row of changes, 증감 or 증감률, between two of the rows right above it in its group."""
    path = view.table.rows[row].path
    change, growth = CHANGE.fullmatch(bare(path[-1])), GROWTH.search(path[-1].replace(" ", ""))
    if not change and not growth:
        return []
    before = [other.index for other in view.table.rows[max(0, row - _NEAR) : row] if other.path[:-1] == path[:-1]]
    pairs = sorted(permutations(before, 2), key=lambda pair: 2 * row - sum(pair))
    rule, kind = _GROWS if growth else _DIFFERS
    return most_borne_out([family for pair in pairs if (family := _across(view, row, rule, kind, pair))])


def _of_periods(view: View, row: int) -> list[Finding]:
    """A row of growth rates, 증감률, under the figures of periods that follow each other, or of the same quarter or month."""
    path = view.table.rows[row].path
    above = view.table.rows[row - 1].path if row else ()
    if not GROWTH.search(path[-1].replace(" ", "")) or not above or GROWTH.search(above[-1].replace(" ", "")):
        return []
    families = [tried(_since(view, row, lag), view) for lag in _LAGS]
    return [finding for finding in most_borne_out([f for f in families if len(f) >= _FEWEST]) if finding.verdict in HOLDS]


def _since(view: View, row: int, lag: int) -> Iterator[Relation]:
    """Growth of the figure above a rate from that some columns before, under headers that differ in their digits only."""
    for old, new in zip(view.measures, view.measures[lag:], strict=False):
        shapes = {tuple(_DIGITS.sub("0", text) for text in view.table.columns[column].path) for column in (old, new)}
        if len(shapes) == 1 and all(view.number(*at) for at in ((row, new), (row - 1, new), (row - 1, old))):
            terms = (Term(view.ref(row - 1, new)), Term(view.ref(row - 1, old)))
            why = f"the growth of {_name(view, row - 1)} to {view.column_name(new)} from {view.column_name(old)}"
            yield Relation("HG203", "growth", "label", view.ref(row, new), terms, why)


def _across(view: View, row: int, rule: str, kind: Kind, pair: Pair) -> list[Finding]:
    """The relation in every column in which all three rows have numbers."""
    if view.open_rows & set(pair):
        return []
    why = _WHY[kind].format(*(_name(view, at) for at in pair))
    signs: Sequence[int] = (1, -1) if kind == "difference" else (1, 1)
    relations = [
        Relation(
            rule,
            kind,
            "formula",
            view.ref(row, column),
            tuple(Term(view.ref(at, column), sign) for at, sign in zip(pair, signs, strict=True)),
            why,
        )
        for column in view.measures
        if all(view.number(at, column) for at in (row, *pair))
    ]
    return tried(relations, view)


def _name(view: View, row: int) -> str:
    return " ".join(view.table.rows[row].path[-1:])
