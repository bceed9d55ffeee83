"""Sums in one unit are decided by their digits; that must tell what the intervals tell. Whole tables are decided at once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from check import found_lines
from check.weigh import Figures, weigh_intervals, weigh_sum
from schemas import Finding, Quantity, Verdict
from tests.builders import checked

UNITS = [("명", "명", 1), ("백만원", "원", 1_000_000), ("천원", "원", 1_000), ("원", "원", 1), ("%", "%", 1), (None, None, 1)]


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    """A figure in some unit, printed to hundredths, tenths, ones or hundreds; small, so that sums often meet."""
    unit, base, size = draw(st.sampled_from(UNITS))
    quantum = Decimal(draw(st.sampled_from(["0.01", "0.1", "1", "100"])))
    value = draw(st.integers(-30, 30)) * quantum
    return Quantity(str(value), value, unit, value * size, base, quantum)


def in_unit(quantity: Quantity, other: Quantity) -> Quantity:
    """The figure in the unit of another."""
    value = quantity.value or Decimal(0)
    size = next(size for unit, _, size in UNITS if unit == other.unit)
    return replace(quantity, unit=other.unit, base_unit=other.base_unit, base_value=value * size)


def shown(weighed: tuple[Verdict, Figures]) -> tuple[Any, ...]:
    """Everything that a finding takes from a weighing, as it is written."""
    found, figures = weighed
    return found, *(str(figure) for figure in (figures.stated, figures.computed, figures.gap, figures.tolerance))


@given(
    quantities(), st.lists(st.tuples(st.sampled_from([1, -1]), quantities()), min_size=1, max_size=6), st.booleans(), st.data()
)
def test_digits_tell_what_the_intervals_tell(
    stated: Quantity, parts: list[tuple[int, Quantity]], alike: bool, data: st.DataObject
) -> None:
    if alike:
        parts = [(sign, in_unit(part, stated)) for sign, part in parts]
        whole = sum((sign * (part.value or Decimal(0)) for sign, part in parts), Decimal(0))
        off = data.draw(st.integers(-8, 8)) * (stated.quantum or Decimal(1)) / 2
        stated = in_unit(replace(stated, value=whole + off), stated)
    assert shown(weigh_sum(stated, parts)) == shown(weigh_intervals(stated, parts))


@pytest.mark.parametrize(
    "size",
    ["1E+90", "123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890.5"],
    ids=["a wide gap between digits", "more digits than fit"],
)
def test_figures_of_absurd_size_are_weighed_all_the_same(size: str) -> None:
    huge = Quantity(size, Decimal(size), "명", Decimal(size), "명", Decimal("0.1"))
    one = Quantity("0.1", Decimal("0.1"), "명", Decimal("0.1"), "명", Decimal("0.1"))
    assert shown(weigh_sum(huge, [(1, huge), (1, one)])) == shown(weigh_intervals(huge, [(1, huge), (1, one)]))


def test_a_gap_of_forty_digits_is_exact() -> None:
    huge, one = (Quantity(str(size), Decimal(size), "명", Decimal(size), "명", Decimal(1)) for size in (10**40, 1))
    assert weigh_sum(one, [(1, huge)])[1].gap == 1 - 10**40


COLUMNS = st.lists(st.lists(st.integers(0, 9_999), min_size=3, max_size=3), min_size=4, max_size=9)


@given(COLUMNS, st.integers(0, 3), st.sampled_from(["명", "백만원", "원"]))
def test_whole_tables_decided_at_once_are_told_as_one_by_one(rows: list[list[int]], off: int, unit: str) -> None:
    lines = [
        f"줄{at} | {sum(row) + (off if at == 1 else 0):,} | " + " | ".join(f"{v:,}" for v in row) for at, row in enumerate(rows)
    ]
    text = "\n".join([f"구분 | 가({unit}) | 나({unit}) | 다({unit}) | 라({unit})", *lines])
    at_once = found_in(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(found_lines._Wholes, "exact", lambda *given: ([-1] * len(given[3]), [False] * len(given[3])))
        assert found_in(text) == at_once


def found_in(text: str) -> list[Finding]:
    return [finding for finding in checked(text) if finding.rule == "HG105"]


def test_such_tables_have_sums_to_be_found() -> None:
    text = "구분 | 가(명) | 나(명) | 다(명)\n가 | 1,234 | 1,000 | 234\n나 | 4,321 | 4,000 | 321\n다 | 777 | 456 | 321"
    assert [str(finding.target) for finding in found_in(text)] == ["t01!0,1", "t01!1,1", "t01!2,1"]
