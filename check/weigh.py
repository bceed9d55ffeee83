"""Setting a stated figure against those it should follow from: computed value, tolerance and verdict, by exact intervals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, DecimalException, Inexact, InvalidOperation, Overflow, localcontext
from fractions import Fraction
from functools import lru_cache

from check.intervals import Interval, Mode, can_round, interval, total, verdict
from schemas import Quantity, Verdict

_MODES: tuple[Mode, Mode] = ("rounding", "truncation")
_DIGITS = 80

Claims = dict[Mode, tuple[Interval, Interval | None]]

_EXACT = Context(prec=_DIGITS, traps=[Inexact, Overflow, InvalidOperation])
_NIL, _WHOLE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Figures:
    """What is set against each other, in the target's written unit."""

    stated: Decimal | None = None
    computed: Decimal | None = None
    tolerance: Decimal | None = None

    @property
    def gap(self) -> Decimal | None:
        if self.stated is None or self.computed is None:
            return None
        with localcontext(prec=_DIGITS):
            return self.stated - self.computed


def weigh_sum(stated: Quantity, parts: Sequence[tuple[int, Quantity]]) -> tuple[Verdict, Figures]:
    """A stated sum against its signed parts; parts in another unit of the same dimension are converted."""
    return _by_digits(stated, parts) or weigh_intervals(stated, parts)


def _by_digits(stated: Quantity, parts: Sequence[tuple[int, Quantity]]) -> tuple[Verdict, Figures] | None:
    """The same without intervals, where all figures are printed in one unit; None where only intervals can tell.

    The closed intervals of rounded figures meet exactly if twice the gap is no larger than all quanta together; cut off
    figures are off by less than all quanta together.
    """
    unit, quantum = stated.unit, stated.quantum
    if stated.value is None or any(q.unit != unit for _, q in parts):
        return None
    try:
        computed = _signed(parts)
        gap = abs(_EXACT.subtract(stated.value, computed))
        slack = quantum if quantum and can_round(stated) else _NIL
        for _, part in parts:
            if part.quantum and can_round(part):
                slack = _EXACT.add(slack, part.quantum)
        figures = Figures(stated.value, computed, _half(slack))
        rounds = _EXACT.multiply(gap, 2) <= slack
    except DecimalException:
        return None
    if not gap:
        return "exact", figures
    if rounds:
        return "rounding", figures
    return None if gap <= slack else ("inconsistent", figures)


@lru_cache(maxsize=1024)
def _half(slack: Decimal) -> Decimal:
    return plain(Fraction(slack) / 2)


def _signed(parts: Iterable[tuple[int, Quantity]]) -> Decimal:
    whole = _added(parts)
    return whole if whole.same_quantum(_WHOLE) else plain(Fraction(whole))


def _added(parts: Iterable[tuple[int, Quantity]]) -> Decimal:
    whole = _NIL
    for sign, part in parts:
        if part.value is not None:
            whole = _EXACT.add(whole, part.value) if sign > 0 else _EXACT.subtract(whole, part.value)
    return whole


def come_to(parts: Sequence[tuple[int, Quantity]], whole: Decimal) -> bool:
    """Whether signed figures as printed, whatever their units, add up to a number exactly."""
    try:
        return _added(parts) == whole
    except DecimalException:
        return sum((Fraction(part.value or 0) * sign for sign, part in parts), Fraction(0)) == Fraction(whole)


def weigh_intervals(stated: Quantity, parts: Sequence[tuple[int, Quantity]]) -> tuple[Verdict, Figures]:
    """What `weigh_sum` tells, by exact intervals throughout."""
    factors = [factor(q, stated) for _, q in parts]
    computed = sum((Fraction(q.value or 0) * f * sign for (sign, q), f in zip(parts, factors, strict=True)), Fraction(0))
    widths = [Fraction(q.quantum or 0) * f for (_, q), f in zip(parts, factors, strict=True) if can_round(q)]
    tolerance = (sum(widths, Fraction(0)) + (Fraction(stated.quantum or 0) if can_round(stated) else 0)) / 2
    found = verdict(Fraction(stated.value or 0), computed, _sum_claims(stated, parts, factors))
    return found, Figures(stated.value, plain(computed), plain(tolerance))


def modes_of_sum(stated: Quantity, parts: Sequence[tuple[int, Quantity]]) -> tuple[bool, bool]:
    """Whether a sum holds if all figures are rounded, and if all are cut off."""
    return _modes(_sum_claims(stated, parts, [factor(q, stated) for _, q in parts]))


def _sum_claims(stated: Quantity, parts: Sequence[tuple[int, Quantity]], factors: Sequence[Fraction]) -> Claims:
    claims: Claims = {}
    for mode in _MODES:
        ranges = [interval(q, mode, f) for (_, q), f in zip(parts, factors, strict=True)]
        signed = [span if sign > 0 else -span for span, (sign, _) in zip(ranges, parts, strict=True)]
        claims[mode] = (interval(stated, mode), total(signed))
    return claims


def _modes(claims: Claims) -> tuple[bool, bool]:
    rounded, cut = (parts is not None and target.meets(parts) for target, parts in (claims[mode] for mode in _MODES))
    return rounded, cut


def weigh_quotient(stated: Quantity, top: Quantity, bottom: Quantity, less: int = 0) -> tuple[Verdict, Figures]:
    """A stated rate against `top / bottom - less`; less is 1 for growth. The divisor is not 0.

    Growth is in percent; a ratio is, unless it is stated in a unit of its own (원 a head, 배).
    """
    scale = _scale(stated, less)
    computed = (Fraction(top.value or 0) * factor(top, bottom) / Fraction(bottom.value or 1) - less) * scale
    claims = _quotient_claims(stated, top, bottom, less)
    found = verdict(Fraction(stated.value or 0), computed, claims)
    width = claims["rounding"][1]
    spread = (width.high - width.low) / 2 if width else Fraction(0)
    quantum = (stated.quantum or Decimal(1)) / 1000
    tolerance = plain(spread + Fraction(stated.quantum or 0) / 2, quantum)
    return found, Figures(stated.value, plain(computed, quantum), tolerance)


def modes_of_quotient(stated: Quantity, top: Quantity, bottom: Quantity, less: int = 0) -> tuple[bool, bool]:
    """Whether a rate holds if all figures are rounded, and if all are cut off."""
    return _modes(_quotient_claims(stated, top, bottom, less))


def _scale(stated: Quantity, less: int) -> Fraction:
    return Fraction(100) if less or (stated.unit or "%").startswith("%") else Fraction(1)


def _quotient_claims(stated: Quantity, top: Quantity, bottom: Quantity, less: int) -> Claims:
    ratio, scale = factor(top, bottom), _scale(stated, less)
    claims: Claims = {}
    for mode in _MODES:
        quotient = interval(top, mode, ratio).over(interval(bottom, mode))
        moved = quotient and (quotient + Interval(Fraction(-less), Fraction(-less))).scaled(scale)
        claims[mode] = (_as_rate(stated, mode), moved)
    return claims


def comparable(stated: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether all units fit the stated figure's."""
    return all(q.unit is None or stated.unit is None or q.unit == stated.unit or q.base_unit == stated.base_unit for q in others)


def outcome(found: Verdict, figures: Figures) -> str:
    """The end of a finding's sentence: what is stated and computed, or why nothing can be said."""
    if found == "undecidable":
        return "cannot be decided, a figure is missing or no number"
    if figures.stated is None or figures.computed is None or figures.gap is None:
        return "no figure and no parts"
    if found == "exact":
        return f"holds, {figures.stated:,f}"
    text = f"stated {figures.stated:,f}, computed {figures.computed:,f}, gap {figures.gap:+,f}"
    return text if found == "inconsistent" else f"{text} ({found})"


def _as_rate(stated: Quantity, mode: Mode) -> Interval:
    """A rate is always rounded, whatever its unit."""
    value, unit = Fraction(stated.value or 0), Fraction(stated.quantum or 0)
    if mode == "rounding":
        return Interval(value - unit / 2, value + unit / 2)
    return Interval(value, value + unit, high_open=True) if value >= 0 else Interval(value - unit, value, low_open=True)


def base(quantity: Quantity) -> Decimal:
    """The value in the base unit where there is one; 0 for a marker."""
    return (quantity.value if quantity.base_value is None else quantity.base_value) or _NIL


def factor(quantity: Quantity, other: Quantity) -> Fraction:
    """What one written unit of `quantity` is in written units of `other`."""
    if quantity.unit == other.unit or not (quantity.value and quantity.base_value and other.value and other.base_value):
        return Fraction(1)
    if quantity.base_unit != other.base_unit:
        return Fraction(1)
    mine = Fraction(quantity.base_value) / Fraction(quantity.value)
    return mine / (Fraction(other.base_value) / Fraction(other.value))


def plain(value: Fraction, quantum: Decimal | None = None) -> Decimal:
    """A fraction as a plain decimal, rounded to `quantum` where one is given."""
    with localcontext(prec=_DIGITS):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        fits = quantum is not None and exact.adjusted() - quantum.adjusted() < _DIGITS - 1
        return exact.quantize(quantum) if quantum is not None and fits else exact
