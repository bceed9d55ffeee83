"""What printed figures stand for, as exact intervals, and the verdict on a claim made of them.

A figure printed to a quantum u stands for [v - u/2, v + u/2] where a report rounds, and for [v, v + u) (mirrored below
zero, (-u, u) at zero) where it cuts digits off: XBRL Calculations 1.1, section "Consistency of calculations".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from schemas import Quantity, Verdict

Mode = Literal["rounding", "truncation"]
_WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Interval:
    """All values between two ends; an open end does not belong to it."""

    low: Fraction
    high: Fraction
    low_open: bool = False
    high_open: bool = False

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            self.low + other.low, self.high + other.high, self.low_open or other.low_open, self.high_open or other.high_open
        )

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low, self.high_open, self.low_open)

    def scaled(self, factor: Fraction) -> Interval:
        """The interval times a positive factor."""
        return Interval(self.low * factor, self.high * factor, self.low_open, self.high_open)

    def over(self, other: Interval) -> Interval | None:
        """The quotient of two intervals; None where the divisor may be zero."""
        if other.low <= 0 <= other.high:
            return None
        ends = [(a / b, ao or bo) for a, ao in self._ends() for b, bo in other._ends()]
        low, high = min(ends), max(ends)
        return Interval(low[0], high[0], low[1], high[1])

    def meets(self, other: Interval) -> bool:
        """Whether the two have a value in common."""
        low, low_open = max((self.low, self.low_open), (other.low, other.low_open))
        high, high_open = min((self.high, not self.high_open), (other.high, not other.high_open))
        return low < high or (low == high and not low_open and high_open)

    def _ends(self) -> tuple[tuple[Fraction, bool], tuple[Fraction, bool]]:
        return (self.low, self.low_open), (self.high, self.high_open)


def can_round(quantity: Quantity) -> bool:
    """Whether the printed digits can be rounded: scaled units, fractions, ratios, unknown units; never heads or single won."""
    value, unit, base = quantity.value, quantity.unit, quantity.base_value
    if value is None or quantity.quantum is None:
        return False
    if unit is None or quantity.quantum != _WHOLE or unit.startswith("%"):
        return True
    return base is not value and base != value if value else quantity.base_unit != unit


def interval(quantity: Quantity, mode: Mode, factor: Fraction = Fraction(1)) -> Interval:
    """What a figure stands for, times `factor`."""
    value = Fraction(quantity.value or 0) * factor
    if not can_round(quantity):
        return Interval(value, value)
    unit = Fraction(quantity.quantum or 0) * factor
    if mode == "rounding":
        return Interval(value - unit / 2, value + unit / 2)
    if value > 0:
        return Interval(value, value + unit, high_open=True)
    if value < 0:
        return Interval(value - unit, value, low_open=True)
    return Interval(-unit, unit, low_open=True, high_open=True)


def total(intervals: Sequence[Interval]) -> Interval:
    """The sum of intervals; nothing adds up to zero."""
    whole = Interval(Fraction(0), Fraction(0))
    for part in intervals:
        whole = whole + part
    return whole


def verdict(stated: Fraction, computed: Fraction, claims: dict[Mode, tuple[Interval, Interval | None]]) -> Verdict:
    """The verdict on a claim: exact where the figures are equal, else the first mode in which the intervals meet."""
    if stated == computed:
        return "exact"
    for mode, (target, parts) in claims.items():
        if parts is not None and target.meets(parts):
            return mode
    return "inconsistent"
