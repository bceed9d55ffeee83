"""Units: spellings, bases, and what headers and captions name."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.units import dimension, find, read_units, spellings, to_base

HEADERS = {
    "(단위 : 백만원)": ("백만원",),
    "(단위:명, %)": ("명", "%"),
    "(단위: %, %p)": ("%", "%p"),
    "(단위 : 개, 백만원)": ("개", "백만원"),
    "［단위：천 원］": ("천원",),
    "(단위 백만원)": ("백만원",),
    "단위: 억원": ("억원",),
    "(단위 : 꾸러미)": ("꾸러미",),
    "예산(백만원)": ("백만원",),
    "예 산\n(백만 원)": ("백만원",),
    "일자리 수(개)": ("개",),
    "비율(%)": ("%",),
    "(명/건)": ("명/건",),
    "(건/명)": ("건/명",),
    "(천㎡)": ("천㎡",),
    "(백만불)": ("백만달러",),
    "(US$)": ("달러",),
    "지급액(천원/월)": ("천원/월",),
    "원": ("원",),
    "증감(A-B)": (),
    "(달성률)": (),
    "(B/A)": (),
    "(단위형)": (),
    "창업(기업)": (),
    "팀장": (),
    "지급액(월)": (),
    "삼성(주)": (),
    "07.13.(월)": (),
    "": (),
}


@pytest.mark.parametrize(("text", "units"), HEADERS.items())
def test_read_units(text: str, units: tuple[str, ...]) -> None:
    assert read_units(text) == units


@pytest.mark.parametrize(
    ("value", "unit", "result", "base"),
    [
        ("263417", "백만원", "263417000000", "원"),
        ("0.3", "억원", "30000000", "원"),
        ("4893", "천명", "4893000", "명"),
        ("50", "인", "50", "명"),
        ("1", "ha", "10000", "㎡"),
        ("25", "bp", "0.25", "%p"),
        ("3", "개", "3", "개"),
        ("3", "개소", "3", "개소"),
        ("3", "%", "3", "%"),
        ("3", "달러", "3", "달러"),
    ],
)
def test_to_base(value: str, unit: str, result: str, base: str) -> None:
    assert to_base(Decimal(value), unit) == (Decimal(result), base)


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("백만원", "money"),
        ("천명", "people"),
        ("개", "items"),
        ("%", "percent"),
        ("%p", "percentage points"),
        ("㎡", "area"),
        ("개월", "time"),
        ("톤", "mass"),
    ],
)
def test_dimension(unit: str, name: str) -> None:
    assert dimension(unit) == name


def test_unknown_unit_is_its_own_base() -> None:
    assert dimension("꾸러미") is None
    assert to_base(Decimal(3), "꾸러미") == (3, "꾸러미")
    assert to_base(Decimal(3), "천원/월") == (3000, "원/월")


def test_names_are_their_own_spelling() -> None:
    for unit in spellings().values():
        known = find(unit.name)
        assert known is not None
        assert known.name == unit.name
        base = find(unit.base)
        assert base is not None
        assert (base.base, base.factor, base.dimension) == (base.name, 1, unit.dimension)


@given(st.decimals(-(10**12), 10**12, places=3), st.sampled_from(sorted(spellings())))
def test_to_base_is_exact(value: Decimal, unit: str) -> None:
    known = find(unit)
    assert known is not None
    base, name = to_base(value, unit)
    assert (Fraction(base), name) == (Fraction(value) * Fraction(known.factor), known.base)


@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    assert all(read_units(text))
    find(text)
