"""Differences, ratios, growth rates and shares that a header names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations

import regex

from check.confront import confront
from check.evidence import accepted, tally, tried
from check.view import View
from schemas import HOLDS, Finding, Relation, Term
from schemas.relation import Kind
from schemas.words import bare, is_total

LETTER = regex.compile(r"\(\s*([A-Za-zⓐ-ⓩ①-⑳㉠-㉭])\s*\)")
_DIFFERENCE = regex.compile(r"[(=]\s*([A-Za-zⓐ-ⓩ①-⑳㉠-㉭])\s*[-–−－]\s*([A-Za-zⓐ-ⓩ①-⑳㉠-㉭])\s*\)?")
_RELATIVE = regex.compile(r"\(\s*([A-Za-z])\s*[-–−－]\s*([A-Za-z])\s*\)\s*[/÷]\s*\2(?![A-Za-z])")
_QUOTIENT = regex.compile(r"[(=]\s*([A-Za-zⓐ-ⓩ①-⑳㉠-㉭])\s*[/÷]\s*([A-Za-zⓐ-ⓩ①-⑳㉠-㉭])\s*(?:[×xX*]\s*100)?\s*\)?")
CHANGE = regex.compile(r"증△?감액?|증·?감|차이|증감\(률\)|증가액")
GROWTH = regex.compile(r"(?:증감|증가|신장|성장|변동|상승|감소)[률율]|전년대비|전년비|대비증감")
_RATIOS = (
    (regex.compile(r"달성[률율]|진도[률율]|이행[률율]"), regex.compile(r"실적|성과|결과|달성"), regex.compile(r"목표|계획")),
    (regex.compile(r"집행[률율]|지출[률율]"), regex.compile(r"집행|지출|결산"), regex.compile(r"예산|현액|계획|배정")),
)
FORMULAS: tuple[tuple[regex.Pattern[str], str, Kind], ...] = (
    (_RELATIVE, "HG203", "growth"),
    (_DIFFERENCE, "HG201", "difference"),
    (_QUOTIENT, "HG202", "ratio"),
)
_MOST_PAIRS = 12


def quotients(view: View) -> list[Finding]:
    """All relations of this kind that headers, labels and the figures themselves bear out."""
    findings: list[Finding] = []
    for column in view.measures:
        findings += _of_column(view, column)
    return findings + _shares_in_parentheses(view)


def _of_column(view: View, column: int) -> list[Finding]:
    head = view.table.columns[column].path
    if not head:
        return []
    for rule, kind, pairs, stated in _readings(view, column):
        families = [_in_points(tried(_down(view, column, rule, kind, pair), view), view) for pair in pairs]
        if stated and families:
            return families[0]
        found = most_borne_out(families)
        if found:
            return found
    return []


def _in_points(findings: Sequence[Finding], view: View) -> list[Finding]:
    """The findings; growth of one percentage from another that fails is their difference where that holds.

    증감률 of rates is often printed in percentage points, whatever its header or unit says.
    """
    return [_as_difference(finding, view) or finding for finding in findings]


def _as_difference(finding: Finding, view: View) -> Finding | None:
    relation = finding.relation
    if relation is None or relation.kind != "growth" or finding.verdict != "inconsistent":
        return None
    new, old = (term.ref for term in relation.terms)
    figures = [view.quantity(ref) for ref in (relation.target, new, old)]
    if not all(figure is not None and (figure.unit or "").startswith("%") for figure in figures):
        return None
    why = relation.why.replace("the growth to", "the change in percentage points to")
    points = Relation("HG201", "difference", relation.origin, relation.target, (Term(new), Term(old, -1)), why)
    found = confront(points, view)
    return found if found.verdict in HOLDS else None


def _readings(view: View, column: int) -> Iterable[tuple[str, Kind, list[tuple[int, int]], bool]]:
    """What a column's header can claim: rule, kind, pairs of columns, and whether a formula states the pair."""
    path = view.table.columns[column].path
    leaf, name = path[-1], bare(path[-1])
    letters = _letters(view, column)
    for pattern, rule, kind in FORMULAS:
        found = pattern.search(leaf)
        if found and found[1] in letters and found[2] in letters:
            yield rule, kind, [(letters[found[1]], letters[found[2]])], True
            return
    for rate, top, bottom in _RATIOS:
        if rate.search(leaf.replace(" ", "")):
            yield "HG202", "ratio", _by_words(view, column, top, bottom), False
    if GROWTH.search(leaf.replace(" ", "")):
        yield "HG203", "growth", _pairs(view, column), False
    elif CHANGE.fullmatch(name):
        yield "HG201", "difference", _pairs(view, column), False


def _letters(view: View, column: int) -> dict[str, int]:
    """Columns by the letter that their header gives them: 예산액(A)."""
    out: dict[str, int] = {}
    for other in view.measures:
        path = view.table.columns[other].path
        found = LETTER.search(path[-1]) if path and other != column else None
        if found:
            out.setdefault(found[1], other)
    return out


def _by_words(view: View, column: int, top: regex.Pattern[str], bottom: regex.Pattern[str]) -> list[tuple[int, int]]:
    """Pairs of columns whose headers carry the words of numerator and denominator, the nearest under the same header first."""
    near = sorted(_siblings(view, column), key=lambda other: abs(other - column))
    tops = [other for other in near if top.search(view.table.columns[other].path[-1])]
    bottoms = [other for other in near if bottom.search(view.table.columns[other].path[-1]) and other not in tops[:1]]
    return [(a, b) for a in tops[:2] for b in bottoms[:2] if a != b]


def _pairs(view: View, column: int) -> list[tuple[int, int]]:
    """Ordered pairs of columns near a change column, the two right before it first."""
    before = [other for other in _siblings(view, column) if other < column][-4:]
    return sorted(permutations(before, 2), key=lambda pair: abs(pair[0] - column) + abs(pair[1] - column))[:_MOST_PAIRS]


def _siblings(view: View, column: int) -> list[int]:
    """The measure columns under the same outer header, or all where there is none; rates left out."""
    path = view.table.columns[column].path
    others = [c for c in view.measures if c != column and view.table.columns[c].path]
    rates = {c for c in others if (view.table.columns[c].unit or "").startswith("%") and not _is_all_rates(view)}
    others = [c for c in others if c not in rates]
    same = [c for c in others if view.table.columns[c].path[: len(path) - 1] == path[:-1]]
    return same if len(same) > 1 else others


def _is_all_rates(view: View) -> bool:
    return all((view.table.columns[c].unit or "").startswith("%") for c in view.measures)


def _down(view: View, column: int, rule: str, kind: Kind, pair: tuple[int, int]) -> Iterable[Relation]:
    names = [" > ".join(view.table.columns[c].path) for c in pair]
    why = {"difference": "{} less {}", "ratio": "{} over {}", "growth": "the growth to {} from {}"}[kind].format(*names)
    for row in view.table.rows:
        if row.index in view.open_rows or view.number(row.index, column) is None:
            continue
        terms = [Term(view.ref(row.index, pair[0])), Term(view.ref(row.index, pair[1]), -1 if kind == "difference" else 1)]
        if all(view.number(row.index, c) for c in pair):
            yield Relation(rule, kind, "header", view.ref(row.index, column), tuple(terms), why)


def most_borne_out(families: Sequence[list[Finding]]) -> list[Finding]:
    """The family that holds most often, if it holds in the only row, or in two and far more often than it fails."""
    good = [family for family in families if accepted(family) and _convinces(*tally(family))]
    return max(good, key=lambda family: tally(family)[0] - tally(family)[1], default=[])


def _convinces(holds: int, fails: int) -> bool:
    return holds >= 2 * fails and (holds > 1 or not fails)


def _shares_in_parentheses(view: View) -> list[Finding]:
    """A percentage behind a figure, `145,694 (48%)`: the figure's share of its column's total, or of its row's."""
    findings: list[Finding] = []
    total_rows = [row.index for row in view.table.rows if row.path and is_total(row.path[0].removesuffix("인구"))]
    shares = _shares(view)
    for column in view.measures:
        cells = shares.get(column, [])
        whole = [row for row in cells if _is_whole(view, row, column)]
        for total in [*whole[:1], *(row for row in total_rows if row not in whole[:1])]:
            relations = [_share(view, row, column, total, column) for row in cells if view.number(total, column)]
            family = tried(relations, view)
            if len(cells) > 2 and accepted(family):
                findings += family
                break
    return findings


def _shares(view: View) -> dict[int, list[int]]:
    """The rows of the cells with a percentage behind a figure, by their columns."""
    out: dict[int, list[int]] = {}
    cells = [at for at, cell in view.grid.items() if len(cell.quantities) == 2 and cell.quantities[1].unit == "%"]
    for row, column in sorted(cells):
        out.setdefault(column, []).append(row)
    return out


def _is_whole(view: View, row: int, column: int) -> bool:
    share = view.quantity(view.ref(row, column, 1))
    return share is not None and share.value == 100


def _share(view: View, row: int, column: int, total_row: int, total_column: int) -> Relation:
    terms = (Term(view.ref(row, column)), Term(view.ref(total_row, total_column)))
    return Relation("HG204", "share", "label", view.ref(row, column, 1), terms, "the share of the total")
