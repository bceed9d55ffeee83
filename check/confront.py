"""Confronting one relation with the figures: stated against computed, and the verdict by intervals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from check.intervals import Interval, Mode, can_round, interval, total, verdict
from check.view import View
from schemas import RULES, Finding, Quantity, Relation, Verdict


@dataclass(frozen=True, slots=True)
class _Figures:
    """What is set against each other, in the target's written unit."""

    stated: Decimal | None = None
    computed: Decimal | None = None
    tolerance: Decimal | None = None

    @property
    def gap(self) -> Decimal | None:
        return self.stated - self.computed if self.stated is not None and self.computed is not None else None


_NOTHING = _Figures()
_MODES: tuple[Mode, Mode] = ("rounding", "truncation")
_DIGITS = 80


def confront(relation: Relation, view: View) -> Finding:
    """What comes of one relation; `undecidable` where a figure it needs is missing or its unit does not fit."""
    if relation.kind == "count":
        return _confront_count(relation, view)
    stated = view.quantity(relation.target)
    terms = [(term.sign, view.quantity(term.ref)) for term in relation.terms]
    if stated is None or stated.value is None:
        return _nil(relation, view, terms)
    numbers = [(sign, q) for sign, q in terms if q is not None and q.value is not None]
    words = any(q is None and view.cell(t.ref.row, t.ref.column or 0) for t, (_, q) in zip(relation.terms, terms, strict=True))
    scale = _scale(stated, [q for _, q in numbers]) if relation.kind in {"sum", "difference"} else Fraction(1)
    if not numbers or scale is None:
        return _finding(relation, view, "undecidable", _Figures(stated.value))
    if relation.kind in {"sum", "difference"}:
        return _confront_sum(relation, view, stated, numbers, words)
    return _confront_quotient(relation, view, stated, terms)


def _confront_sum(relation: Relation, view: View, stated: Quantity, numbers: list[tuple[int, Quantity]], words: bool) -> Finding:
    factors = [_factor(q, stated) for _, q in numbers]
    parts = [Fraction(q.value or 0) * f * sign for (sign, q), f in zip(numbers, factors, strict=True)]
    computed = sum(parts, Fraction(0))
    claims: dict[Mode, tuple[Interval, Interval | None]] = {}
    for mode in _MODES:
        ranges = [interval(q, mode, f) for (_, q), f in zip(numbers, factors, strict=True)]
        signed = [span if sign > 0 else -span for span, (sign, _) in zip(ranges, numbers, strict=True)]
        claims[mode] = (interval(stated, mode), total(signed))
    found = verdict(Fraction(stated.value or 0), computed, claims)
    if found == "inconsistent" and words:
        found = "undecidable"
    widths = [Fraction(q.quantum or 0) * f for (_, q), f in zip(numbers, factors, strict=True) if can_round(q)]
    tolerance = (sum(widths, Fraction(0)) + (Fraction(stated.quantum or 0) if can_round(stated) else 0)) / 2
    return _finding(relation, view, found, _Figures(stated.value, _decimal(computed), _decimal(tolerance)))


def _confront_quotient(relation: Relation, view: View, stated: Quantity, terms: list[tuple[int, Quantity | None]]) -> Finding:
    """Ratio and share: first term over the second in percent; growth: (first - second) over the second."""
    top, bottom = terms[0][1], terms[1][1]
    if top is None or bottom is None or top.value is None or not bottom.value:
        return _finding(relation, view, "undecidable", _Figures(stated.value))
    factor = _factor(top, bottom)
    scale = Fraction(100) if (stated.unit or "%").startswith("%") else Fraction(1)
    less = Fraction(1) if relation.kind == "growth" else Fraction(0)
    computed = (Fraction(top.value) * factor / Fraction(bottom.value) - less) * scale
    claims: dict[Mode, tuple[Interval, Interval | None]] = {}
    for mode in _MODES:
        quotient = interval(top, mode, factor).over(interval(bottom, mode))
        moved = quotient and (quotient + Interval(-less, -less)).scaled(scale)
        claims[mode] = (_as_rate(stated, mode), moved)
    found = verdict(Fraction(stated.value or 0), computed, claims)
    width = claims["rounding"][1]
    spread = (width.high - width.low) / 2 if width else Fraction(0)
    tolerance = spread + Fraction(stated.quantum or 0) / 2
    quantum = (stated.quantum or Decimal(1)) / 1000
    return _finding(relation, view, found, _Figures(stated.value, _decimal(computed, quantum), _decimal(tolerance, quantum)))


def _as_rate(stated: Quantity, mode: Mode) -> Interval:
    """A rate is always rounded, whatever its unit."""
    value, unit = Fraction(stated.value or 0), Fraction(stated.quantum or 0)
    if mode == "rounding":
        return Interval(value - unit / 2, value + unit / 2)
    return Interval(value, value + unit, high_open=True) if value >= 0 else Interval(value - unit, value, low_open=True)


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
    return _finding(relation, view, found, _Figures(stated.value, computed, Decimal(0)))


def _nil(relation: Relation, view: View, terms: list[tuple[int, Quantity | None]]) -> Finding:
    """A total printed as a marker (`-`) holds where none of its parts is a number."""
    stated = view.quantity(relation.target)
    empty = all(q is None or q.value is None for _, q in terms)
    return _finding(relation, view, "exact" if stated is not None and empty else "undecidable")


def _scale(stated: Quantity, numbers: list[Quantity]) -> Fraction | None:
    """1 where all units fit the target's; None where one does not."""
    fits = all(q.unit is None or stated.unit is None or q.unit == stated.unit or q.base_unit == stated.base_unit for q in numbers)
    return Fraction(1) if fits else None


def _factor(quantity: Quantity, other: Quantity) -> Fraction:
    """What one written unit of `quantity` is in written units of `other`."""
    if quantity.unit == other.unit or not (quantity.value and quantity.base_value and other.value and other.base_value):
        return Fraction(1)
    if quantity.base_unit != other.base_unit:
        return Fraction(1)
    mine = Fraction(quantity.base_value) / Fraction(quantity.value)
    return mine / (Fraction(other.base_value) / Fraction(other.value))


def _decimal(value: Fraction, quantum: Decimal | None = None) -> Decimal:
    """A fraction as a plain decimal, rounded to `quantum` where one is given."""
    with localcontext(prec=_DIGITS):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        fits = quantum is not None and exact.adjusted() - quantum.adjusted() < _DIGITS - 1
        return exact.quantize(quantum) if quantum is not None and fits else exact


def _finding(relation: Relation, view: View, found: Verdict, figures: _Figures = _NOTHING) -> Finding:
    rule = RULES[relation.rule]
    row = view.table.rows[relation.target.row]
    cell = view.cell(relation.target.row, relation.target.column) if relation.target.column is not None else None
    return Finding(
        relation.rule,
        f"{_where(relation, view)}: {relation.why}: {_outcome(found, figures)}",
        rule.severity if found == "inconsistent" else "note",
        found,
        relation,
        relation.target,
        view.table.name,
        cell.place if cell else row.place,
        figures.stated,
        figures.computed,
        figures.gap,
        figures.tolerance,
    )


def _where(relation: Relation, view: View) -> str:
    """The labels of the figure that states the claim: its row's, and its column's where it has one."""
    row = view.table.rows[relation.target.row]
    label = " > ".join(row.path) or f"row {row.index}"
    if relation.target.column is None:
        return label
    return f"{label} × {' > '.join(view.table.columns[relation.target.column].path) or f'column {relation.target.column}'}"


def _outcome(found: Verdict, figures: _Figures) -> str:
    if found == "undecidable":
        return "cannot be decided, a figure is missing or no number"
    if figures.stated is None or figures.computed is None or figures.gap is None:
        return "no figure and no parts"
    if found == "exact":
        return f"holds, {figures.stated:,f}"
    text = f"stated {figures.stated:,f}, computed {figures.computed:,f}, gap {figures.gap:+,f}"
    return text if found == "inconsistent" else f"{text} ({found})"
