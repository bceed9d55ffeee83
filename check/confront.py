"""Confronting one relation with the figures: stated against computed, and the verdict by intervals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import repeat

from check.many import many
from check.view import View
from check.weigh import Figures, comparable, outcome, weigh_quotient, weigh_sum
from schemas import RULES, Cell, Finding, Quantity, Relation, Verdict
from schemas.words import UNKNOWN

_NOTHING = Figures()
_NIL = Decimal(0)


def confront(relation: Relation, view: View) -> Finding:
    """What comes of one relation; `undecidable` where a figure it needs is missing or its unit does not fit."""
    if relation.kind == "count":
        return _confront_count(relation, view)
    stated = view.quantity(relation.target)
    terms = [(term.sign, view.quantity(term.ref)) for term in relation.terms]
    if stated is None or stated.value is None:
        return _nil(relation, view, terms)
    numbers = [(sign, q) for sign, q in terms if q is not None and q.value is not None]
    untold = any(_is_untold(q, view.cell(t.ref.row, t.ref.column or 0)) for t, (_, q) in zip(relation.terms, terms, strict=True))
    unknown = Figures(stated.value)
    if relation.kind in {"sum", "difference"}:
        if not numbers or not comparable(stated, [q for _, q in numbers]):
            return _finding(relation, view, "undecidable", unknown)
        found, figures = weigh_sum(stated, numbers)
        return _finding(relation, view, "undecidable" if found == "inconsistent" and untold else found, figures)
    top, bottom = terms[0][1], terms[1][1]
    if top is None or bottom is None or top.value is None or not bottom.value:
        return _finding(relation, view, "undecidable", unknown)
    return _finding(relation, view, *weigh_quotient(stated, top, bottom, less=int(relation.kind == "growth")))


def _is_untold(quantity: Quantity | None, cell: Cell | None) -> bool:
    """Whether words or a marker for a figure that is not told (`…`, 미집계) stand where a part should; `-` is nil."""
    return cell is not None if quantity is None else quantity.marker in UNKNOWN


def _confront_count(relation: Relation, view: View) -> Finding:
    """A count in a label: against the counts of the rows named, or against their number."""
    stated = view.quantity(relation.target)
    if stated is None or stated.value is None:
        return _finding(relation, view, "undecidable")
    computed = Decimal(len(relation.terms))
    if relation.rule == "HG302":
        counts = [view.quantity(term.ref) for term in relation.terms]
        computed = sum((q.value or Decimal(0) for q in counts if q is not None), Decimal(0))
    found: Verdict = "exact" if stated.value == computed else "inconsistent"
    return _finding(relation, view, found, Figures(stated.value, computed, Decimal(0)))


def _nil(relation: Relation, view: View, terms: list[tuple[int, Quantity | None]]) -> Finding:
    """A total printed as a marker (`-`) holds where none of its parts is a number."""
    stated = view.quantity(relation.target)
    empty = all(q is None or q.value is None for _, q in terms)
    return _finding(relation, view, "exact" if stated is not None and empty else "undecidable")


def confront_numbers(relation: Relation, view: View, stated: Quantity, parts: Sequence[tuple[int, Quantity]]) -> Finding:
    """What comes of a sum whose figures are at hand, all of them numbers."""
    return _finding(relation, view, *weigh_sum(stated, parts))


def told_exact(relations: Sequence[Relation], view: View, stated: Sequence[Quantity], slacks: Sequence[int]) -> list[Finding]:
    """The findings of sums of whole figures that are known to be exact, all under one rule.

    Per sum its stated figure, and its slack: the sum of the quanta that may be rounded.
    """
    targets, values = [relation.target for relation in relations], [quantity.value or _NIL for quantity in stated]
    places = [view.place_name(target.row, target.column or 0) for target in targets]
    halves = {slack: Decimal(slack) / 2 if slack else _NIL for slack in set(slacks)}
    columns: dict[str, Iterable[object]] = {
        "rule": [relation.rule for relation in relations],
        "message": [f"{where}: {r.why}: holds, {v:,f}" for r, v, where in zip(relations, values, places, strict=True)],
        "severity": repeat("note"),
        "verdict": repeat("exact"),
        "relation": relations,
        "target": targets,
        "table": repeat(view.table.name),
        "place": [view.grid[target.row, target.column or 0].place for target in targets],
        "stated": values,
        "computed": values,
        "gap": repeat(_NIL),
        "tolerance": [halves[slack] for slack in slacks],
    }
    return many(Finding, len(relations), columns)


def _finding(relation: Relation, view: View, found: Verdict, figures: Figures = _NOTHING) -> Finding:
    target = relation.target
    cell = view.cell(target.row, target.column) if target.column is not None else None
    return Finding(
        relation.rule,
        f"{_where(relation, view)}: {relation.why}: {outcome(found, figures)}",
        RULES[relation.rule].severity if found == "inconsistent" else "note",
        found,
        relation,
        target,
        view.table.name,
        cell.place if cell else view.table.rows[target.row].place,
        figures.stated,
        figures.computed,
        figures.gap,
        figures.tolerance,
    )


def _where(relation: Relation, view: View) -> str:
    """The labels of the figure that states the claim: its row's, and its column's where it has one."""
    row, column = relation.target.row, relation.target.column
    return view.row_name(row) if column is None else view.place_name(row, column)
