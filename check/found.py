"""Sums found in a table by its numbers alone, where no label relation has confronted them: hypotheses, told as such."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from check.confront import confront_numbers, told_exact
from check.sums import additive_columns
from check.view import View
from schemas import HOLDS, CellRef, Finding, Quantity, Relation

if TYPE_CHECKING:
    from check.finder import FoundSum
    from check.found_lines import Board, Claim

_FEWEST_FIGURES = 6
_MOST_FIGURES = 200_000
_FEWEST_LINES = 2  # a sum has to hold in so many lines with figures of their own
_SURE_LINES = 4  # and in so many, and so many times as often as it fails, before a line that fails is spoken of
_SURE_TIMES = 4
_SURE_BITS = 30.0

Cells = frozenset[CellRef]


def found_sums(view: View, known: Sequence[Finding]) -> list[Finding]:
    """Sums that hold in several parallel lines of a table and that no relation of `known` speaks of.

    A line in which such a sum fails is a finding, too (inconsistent, a warning), where it holds in far more lines.
    """
    columns = set(additive_columns(view))
    figures = _additive(view, columns)
    rows = {row for row, _ in figures}
    if not _FEWEST_FIGURES <= len(figures) <= _MOST_FIGURES or (len(columns) < 3 and len(rows) < 3):
        return []
    spoken_of = _Known(known)
    if all(view.ref(*place) in cells for place in figures for cells in spoken_of.reach.values()):
        return []
    from check.found_lines import Board

    findings: list[Finding] = []
    board = Board(view, figures)
    for found in board.sums():
        findings += _confronted(view, board, found, spoken_of)
    return findings


def _additive(view: View, columns: set[int]) -> Mapping[tuple[int, int], Quantity]:
    """The numbers of some columns by their places, without those of rows whose figures have no columns."""
    if not view.open_rows and columns.issuperset(view.by_column):
        return view.numbers
    return {at: q for at, q in view.numbers.items() if at[1] in columns and at[0] not in view.open_rows}


class _Known:
    """What the relations of a table speak of: their targets by the way they run, and the cells that they tie together."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        relations = [f.relation for f in findings if f.relation is not None and f.relation.kind in {"sum", "difference"}]
        self.targets = {(_runs(relation), relation.target) for relation in relations}
        self.cells = {_cells(relation) for relation in relations}
        self.reach: dict[str, set[CellRef]] = {"row": set(), "column": set()}
        for relation in relations:
            self.reach[_runs(relation)] |= _cells(relation)

    def has(self, relation: Relation) -> bool:
        return (_runs(relation), relation.target) in self.targets or _cells(relation) in self.cells


def _cells(relation: Relation) -> Cells:
    return frozenset({relation.target, *(term.ref for term in relation.terms)})


def _runs(relation: Relation) -> str:
    return "row" if all(term.ref.row == relation.target.row for term in relation.terms) else "column"


def _confronted(view: View, board: Board, found: FoundSum, spoken_of: _Known) -> list[Finding]:
    """The lines of one found sum, if it holds in several of them and is news in most."""
    lines = list(board.claims(found, _why(view, found)))
    news = [claim for claim in lines if not spoken_of.has(claim.relation)] if spoken_of.cells else lines
    if 2 * len(news) <= len(lines):
        return []
    findings = _findings(view, news)
    telling = {f.stated for f, claim in zip(findings, news, strict=True) if claim.tells and f.verdict in HOLDS}
    fails = sum(finding.verdict == "inconsistent" for finding in findings)
    if len(telling) < _FEWEST_LINES:
        return []
    sure = len(telling) >= max(_SURE_LINES, _SURE_TIMES * fails) and found.bits >= _SURE_BITS
    return [finding for finding in findings if finding.verdict in HOLDS or (sure and finding.verdict == "inconsistent")]


def _findings(view: View, claims: Sequence[Claim]) -> list[Finding]:
    """What comes of claims, in their order; those known to be exact are told all at once."""
    known = [claim for claim in claims if claim.slack is not None]
    slacks = [claim.slack or 0 for claim in known]
    exact = iter(told_exact([claim.relation for claim in known], view, [claim.stated for claim in known], slacks))
    return [
        confront_numbers(claim.relation, view, claim.stated, claim.parts) if claim.slack is None else next(exact)
        for claim in claims
    ]


def _why(view: View, found: FoundSum) -> str:
    if found.axis == "row":
        paths = [view.table.columns[member].path for member in found.members]
    else:
        paths = [view.table.rows[member].path for member in found.members]
    names = [" > ".join(path) or str(member) for path, member in zip(paths, found.members, strict=True)]
    listed = ", ".join(names[:4]) + (" …" if len(names) > 4 else "")
    lines = "rows" if found.axis == "row" else "columns"
    return f"in the numbers of {len(found.lines)} {lines} the sum of {listed}"
