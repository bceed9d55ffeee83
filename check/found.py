"""Sums found in a table by its numbers alone, where no label relation has confronted them: hypotheses, told as such."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from check.confront import confront
from check.evidence import HOLDS
from check.sums import additive_columns
from check.view import View
from schemas import CellRef, Finding, Relation, Term

if TYPE_CHECKING:
    from check.finder import FoundSum

_FEWEST_FIGURES = 6
_MOST_FIGURES = 200_000
_FEWEST_LINES = 2  # a sum has to hold in so many lines with figures of their own
_SURE_LINES = 4  # and in so many, and so many times as often as it fails, before a line that fails is spoken of
_SURE_TIMES = 4
_BITS = 12.0
_SURE_BITS = 30.0

Cells = frozenset[CellRef]


def found_sums(view: View, known: Sequence[Finding]) -> list[Finding]:
    """Sums that hold in several parallel lines of a table and that no relation of `known` speaks of.

    A line in which such a sum fails is a finding, too (inconsistent, a warning), where it holds in far more lines.
    """
    columns = additive_columns(view)
    rows = [row.index for row in view.table.rows if row.index not in view.open_rows]
    places = {(row, column) for row in rows for column in columns if view.number(row, column) is not None}
    if not _FEWEST_FIGURES <= len(places) <= _MOST_FIGURES or (len(columns) < 3 and len(rows) < 3):
        return []
    spoken_of = _Known(known)
    if all(view.ref(*place) in cells for place in places for cells in spoken_of.reach.values()):
        return []
    findings: list[Finding] = []
    for found in _searched(view, places):
        findings += _confronted(view, found, spoken_of)
    return findings


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


def _searched(view: View, places: set[tuple[int, int]]) -> list[FoundSum]:
    from check.finder import find_sums
    from check.finder_grid import grid_of

    figures = {}
    for row, column in places:
        quantity = view.number(row, column)
        if quantity is not None and quantity.value is not None:
            exponent = (quantity.quantum or quantity.value).as_tuple().exponent
            figures[row, column] = (quantity.value, -exponent if isinstance(exponent, int) else 0)
    grid = grid_of(figures, len(view.table.rows), len(view.table.columns))
    return [found for found in find_sums(grid, thorough=False) if found.bits >= _BITS]


def _confronted(view: View, found: FoundSum, spoken_of: _Known) -> list[Finding]:
    """The lines of one found sum, if it holds in several of them and is news in most."""
    why = _why(view, found)
    lines = (*found.lines, *found.fails)
    relations = [relation for line in lines if (relation := _relation(view, found, line, why)) is not None]
    news = [relation for relation in relations if not spoken_of.has(relation)]
    if 2 * len(news) <= len(relations):
        return []
    findings = [confront(relation, view) for relation in news]
    telling = {finding.stated for finding in findings if finding.verdict in HOLDS and _tells(view, finding)}
    fails = sum(finding.verdict == "inconsistent" for finding in findings)
    if len(telling) < _FEWEST_LINES:
        return []
    sure = len(telling) >= max(_SURE_LINES, _SURE_TIMES * fails) and found.bits >= _SURE_BITS
    return [finding for finding in findings if finding.verdict in HOLDS or (sure and finding.verdict == "inconsistent")]


def _relation(view: View, found: FoundSum, line: int, why: str) -> Relation | None:
    """The claim in one line; None where fewer than two parts have figures there, or their units differ."""
    places = [(line, at) if found.axis == "row" else (at, line) for at in (found.total, *found.members)]
    numbers = [(place, q) for place in places if (q := view.number(*place)) is not None]
    if len(numbers) < 3 or numbers[0][0] != places[0] or len({q.unit for _, q in numbers}) > 1:
        return None
    target, *parts = [view.ref(row, column) for (row, column), _ in numbers]
    return Relation("HG105", "sum", "numbers", target, tuple(Term(ref) for ref in parts), why)


def _why(view: View, found: FoundSum) -> str:
    if found.axis == "row":
        paths = [view.table.columns[member].path for member in found.members]
    else:
        paths = [view.table.rows[member].path for member in found.members]
    names = [" > ".join(path) or str(member) for path, member in zip(paths, found.members, strict=True)]
    listed = ", ".join(names[:4]) + (" …" if len(names) > 4 else "")
    lines = "rows" if found.axis == "row" else "columns"
    return f"in the numbers of {len(found.lines)} {lines} the sum of {listed}"


def _tells(view: View, finding: Finding) -> bool:
    """Whether a sum that holds says something: of two or more parts that are not zero."""
    quantities = [view.quantity(term.ref) for term in finding.relation.terms] if finding.relation else []
    return sum(bool(q is not None and q.value) for q in quantities) > 1
