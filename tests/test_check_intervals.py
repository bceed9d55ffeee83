"""What printed figures stand for, and the verdicts on sums of them (XBRL Calculations 1.1, consistency of calculations)."""

from __future__ import annotations

import json
import os
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from check.intervals import Interval, Mode, can_round, interval, total, verdict
from schemas import Quantity, Verdict

SHARED = os.environ.get("HAPGYE_SHARED")

fractions = st.fractions(min_value=-1000, max_value=1000, max_denominator=12)
hundredths = st.integers(-10_000_000, 10_000_000).map(lambda n: Decimal(n) / 100)
amounts = st.lists(hundredths.filter(lambda value: abs(value) >= 1), min_size=1, max_size=12)


def money(text: str, quantum: str | None = None) -> Quantity:
    """An amount in 백만원, printed to `quantum` or to its last digit."""
    value = Decimal(text)
    step = Decimal(quantum) if quantum else Decimal(1).scaleb(min(0, int(value.as_tuple().exponent)))
    return Quantity(text, value, "백만원", value * 1_000_000, "원", step)


def heads(value: int) -> Quantity:
    return Quantity(str(value), Decimal(value), "명", Decimal(value), "명", Decimal(1))


def judged(stated: Quantity, parts: list[Quantity]) -> Verdict:
    """The verdict on a plain sum of figures in one unit."""
    computed = sum((Fraction(part.value or 0) for part in parts), Fraction(0))
    modes: tuple[Mode, Mode] = ("rounding", "truncation")
    claims: dict[Mode, tuple[Interval, Interval | None]] = {
        mode: (interval(stated, mode), total([interval(part, mode) for part in parts])) for mode in modes
    }
    return verdict(Fraction(stated.value or 0), computed, claims)


@pytest.mark.parametrize(
    ("text", "mode", "expected"),
    [
        ("12.3", "rounding", Interval(Fraction("12.25"), Fraction("12.35"))),
        ("-12.3", "rounding", Interval(Fraction("-12.35"), Fraction("-12.25"))),
        ("0.0", "rounding", Interval(Fraction("-0.05"), Fraction("0.05"))),
        ("12.3", "truncation", Interval(Fraction("12.3"), Fraction("12.4"), high_open=True)),
        ("-12.3", "truncation", Interval(Fraction("-12.4"), Fraction("-12.3"), low_open=True)),
        ("0.0", "truncation", Interval(Fraction("-0.1"), Fraction("0.1"), low_open=True, high_open=True)),
    ],
)
def test_a_figure_stands_for_an_interval(text: str, mode: Mode, expected: Interval) -> None:
    assert interval(money(text), mode) == expected


def test_a_factor_scales_value_and_quantum() -> None:
    assert interval(money("12"), "rounding", Fraction(1, 100)) == Interval(Fraction("0.115"), Fraction("0.125"))
    assert interval(money("2295800", "100"), "rounding") == Interval(Fraction(2295750), Fraction(2295850))


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (heads(47318), False),
        (Quantity("500원", Decimal(500), "원", Decimal(500), "원", Decimal(1)), False),
        (Quantity("2억원", Decimal(200000000), "원", Decimal(200000000), "원", Decimal(100000000)), True),
        (money("43019"), True),
        (Quantity("57.3%", Decimal("57.3"), "%", Decimal("57.3"), "%", Decimal("0.1")), True),
        (Quantity("57%", Decimal(57), "%", Decimal(57), "%", Decimal(1)), True),
        (Quantity("12.5명", Decimal("12.5"), "명", Decimal("12.5"), "명", Decimal("0.1")), True),
        (Quantity("7", Decimal(7), quantum=Decimal(1)), True),
        (Quantity("-", marker="-"), False),
    ],
    ids=["heads", "single won", "won in 억", "scaled money", "rate", "whole rate", "fraction", "unknown unit", "marker"],
)
def test_only_scaled_fractional_and_unknown_figures_can_be_rounded(quantity: Quantity, expected: bool) -> None:
    assert can_round(quantity) is expected


def test_heads_stand_for_themselves() -> None:
    assert interval(heads(7), "rounding") == interval(heads(7), "truncation") == Interval(Fraction(7), Fraction(7))
    assert judged(heads(10), [heads(4), heads(5)]) == "inconsistent"
    assert judged(heads(9), [heads(4), heads(5)]) == "exact"


@pytest.mark.parametrize(
    ("stated", "parts", "expected"),
    [
        ("30", ["10", "20"], "exact"),
        ("31", ["10", "20"], "rounding"),
        ("31.5", ["10.0", "20.0"], "inconsistent"),
        ("43019", ["8478", "12469", "21890", "182"], "exact"),
        ("43020", ["8478", "12469", "21890", "182"], "rounding"),
        ("43021", ["8478", "12469", "21890", "182"], "rounding"),
        ("43022", ["8478", "12469", "21890", "182"], "truncation"),
        ("43023", ["8478", "12469", "21890", "182"], "inconsistent"),
        ("43016", ["8478", "12469", "21890", "182"], "inconsistent"),
        ("-31", ["-10", "-20"], "rounding"),
        ("0", ["1", "-1"], "exact"),
        ("2", ["0"], "inconsistent"),
    ],
)
def test_verdict_on_a_sum_of_scaled_money(stated: str, parts: list[str], expected: Verdict) -> None:
    assert judged(money(stated), [money(part) for part in parts]) == expected


def test_closed_ends_meet_and_open_ones_do_not() -> None:
    low, high = Interval(Fraction(0), Fraction(1)), Interval(Fraction(1), Fraction(2))
    assert low.meets(high)
    assert high.meets(low)
    assert not Interval(Fraction(0), Fraction(1), high_open=True).meets(high)
    assert not low.meets(Interval(Fraction(1), Fraction(2), low_open=True))
    assert not Interval(Fraction(1), Fraction(1)).meets(Interval(Fraction(1), Fraction(2), low_open=True))
    assert Interval(Fraction(1), Fraction(1)).meets(Interval(Fraction(1), Fraction(1)))


def test_a_sum_is_open_where_a_part_is_and_a_minus_swaps_the_ends() -> None:
    half = Interval(Fraction(1), Fraction(2), high_open=True)
    assert half + Interval(Fraction(3), Fraction(4)) == Interval(Fraction(4), Fraction(6), high_open=True)
    assert -half == Interval(Fraction(-2), Fraction(-1), low_open=True)
    assert total([]) == Interval(Fraction(0), Fraction(0))


def test_a_quotient_needs_a_divisor_away_from_zero() -> None:
    ten = Interval(Fraction(10), Fraction(20))
    assert ten.over(Interval(Fraction(-1), Fraction(1))) is None
    assert ten.over(Interval(Fraction(0), Fraction(1))) is None
    assert ten.over(Interval(Fraction(2), Fraction(4))) == Interval(Fraction(5, 2), Fraction(10))
    assert (-ten).over(Interval(Fraction(2), Fraction(4))) == Interval(Fraction(-10), Fraction(-5, 2))


@given(fractions, fractions, fractions, fractions)
def test_quotient_holds_every_quotient_of_its_ends(a: Fraction, b: Fraction, c: Fraction, d: Fraction) -> None:
    top, bottom = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d))
    found = top.over(bottom)
    if found is None:
        assert bottom.low <= 0 <= bottom.high
        return
    for x in (a, b, (a + b) / 2):
        for y in (c, d, (c + d) / 2):
            assert found.low <= x / y <= found.high


@given(st.lists(st.integers(-(10**12), 10**12).map(lambda n: Decimal(n) / 10), min_size=1, max_size=20))
def test_equal_figures_are_exact(values: list[Decimal]) -> None:
    parts = [money(f"{value:f}", "0.1") for value in values]
    assert judged(money(f"{sum(values, Decimal(0)):f}", "0.1"), parts) == "exact"


@given(amounts)
def test_rounded_parts_of_a_rounded_total_are_consistent(true: list[Decimal]) -> None:
    printed = [money(f"{value.quantize(Decimal(1), ROUND_HALF_UP):f}") for value in true]
    stated = money(f"{sum(true, Decimal(0)).quantize(Decimal(1), ROUND_HALF_UP):f}")
    assume(stated.value)
    assert judged(stated, printed) in {"exact", "rounding"}


@given(amounts)
def test_truncated_parts_of_a_truncated_total_are_consistent(true: list[Decimal]) -> None:
    printed = [money(f"{value.quantize(Decimal(1), ROUND_DOWN):f}") for value in true]
    stated = money(f"{sum(true, Decimal(0)).quantize(Decimal(1), ROUND_DOWN):f}")
    assume(stated.value)
    assert judged(stated, printed) != "inconsistent"


@pytest.mark.parametrize(("stated", "parts"), [("1", ["0", "0"]), ("0", ["1"]), ("-1", ["0", "-0"])])
def test_a_scaled_zero_can_be_rounded_or_cut_off(stated: str, parts: list[str]) -> None:
    """0.01 and 0.99 are 0 and 0 cut off, and 1 in all; 0.4 and 0.4 are 0 and 0 rounded, and 1 in all."""
    assert judged(money(stated), [money(part) for part in parts]) in {"rounding", "truncation"}


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=12), st.integers(1, 10**6), st.sampled_from([1, -1]))
def test_a_gap_beyond_every_tolerance_is_inconsistent(values: list[int], extra: int, sign: int) -> None:
    """Rounding allows (n + 1) / 2 units, cutting off less than n + 1."""
    gap = sign * (len(values) + 1 + extra)
    assert judged(money(str(sum(values) + gap)), [money(str(value)) for value in values]) == "inconsistent"


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=12), st.integers(1, 10**6), st.sampled_from([1, -1]))
def test_heads_that_do_not_add_up_are_inconsistent(values: list[int], gap: int, sign: int) -> None:
    assert judged(heads(sum(values) + sign * gap), [heads(value) for value in values]) == "inconsistent"


def _as_printed(value: str, decimals: int | None) -> Quantity:
    """A figure of the published cases: printed to 10^-decimals; without decimals it is exact."""
    if decimals is None:
        return Quantity(value, Decimal(value))
    return money(value, f"{Decimal(1).scaleb(-decimals):f}")


def _decided(case: dict[str, Any], mode: Mode) -> str:
    parts = []
    for item in case["items"]:
        span = interval(_as_printed(item["value"], item["decimals"]), mode)
        weight = Fraction(str(item["weight"]))
        parts.append(span.scaled(weight) if weight > 0 else -span.scaled(-weight))
    stated = interval(_as_printed(case["total"]["value"], case["total"]["decimals"]), mode)
    return "consistent" if stated.meets(total(parts)) else "inconsistent"


def _has_zero(case: dict[str, Any]) -> bool:
    return any(Decimal(figure["value"]) == 0 and figure["decimals"] is not None for figure in [case["total"], *case["items"]])


@pytest.mark.corpus
@pytest.mark.skipif(not SHARED, reason="HAPGYE_SHARED is not set")
@pytest.mark.parametrize("zeros", [False, True])
def test_published_cases_are_decided_as_published(zeros: bool) -> None:
    cases = json.loads(Path(SHARED or "", "bench", "xbrl-calc", "cases.json").read_text(encoding="utf-8"))["cases"]
    chosen = [case for case in cases if _has_zero(case) is zeros]
    assert len(chosen) > (10 if zeros else 200)
    modes: tuple[tuple[Mode, str], ...] = (("rounding", "ref_round"), ("truncation", "ref_trunc"))
    assert not [(case["id"], mode) for case in chosen for mode, key in modes if _decided(case, mode) != case[key]]
