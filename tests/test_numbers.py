"""Cells as reports print them, by origin; what must not be read; and the laws that hold for every text."""

from __future__ import annotations

import csv
import subprocess
import sys
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.markers import read_marker
from normalize.numbers import read_quantities
from normalize.periods import is_period, read_periods
from normalize.units import spellings

CASES = Path(__file__).parent / "notation"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        cases = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [{**case, "text": case["text"].replace("\\n", "\n")} for case in cases]


def shown(text: str, unit: str | None = None) -> str:
    """The quantities of a text as the case tables write them: value, unit or -, quantum."""
    return ";".join(f"{q.value} {q.unit or '-'} {q.quantum}" for q in read_quantities(text, unit))


@pytest.mark.parametrize("case", rows("quantities.tsv"), ids=lambda case: f"{case['origin']}: {case['text']}")
def test_quantities(case: dict[str, str]) -> None:
    read = [(q.value, q.unit or "-", q.quantum) for q in read_quantities(case["text"], case["unit"] or None)]
    wanted = [part.split(" ") for part in case["quantities"].split(";")]
    assert read == [(Decimal(value), unit, Decimal(quantum)) for value, unit, quantum in wanted]


@pytest.mark.parametrize("case", rows("not_quantities.tsv"), ids=lambda case: f"{case['origin']}: {case['text'][:30]}")
def test_not_quantities(case: dict[str, str]) -> None:
    assert shown(case["text"]) == ""


NOT_YET = (
    "관계기관 의견 청취(9.24)",
    "2 0 2 2",
    "가짜 3.3 관행 해소",
    "격차 해소(국정 93, 94)",
    "2022 주요 재정통계",
    "추진계획 수립 → 16.3 전국서비스",
    "지역정책연구, 31(1): 1-21",
    "101,102, 107동",
    "우편번호 37763",
)


@pytest.mark.xfail(strict=True, reason="needs to know more than the notation")
@pytest.mark.parametrize("text", NOT_YET)
def test_not_quantities_either(text: str) -> None:
    assert shown(text) == ""


@pytest.mark.parametrize("case", rows("markers.tsv"), ids=lambda case: case["text"])
def test_markers(case: dict[str, str]) -> None:
    (quantity,) = read_quantities(case["text"], "백만원")
    assert (quantity.marker, quantity.value) == (case["marker"], None)


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\n"])
def test_blank(text: str) -> None:
    assert read_quantities(text, "원") == ()


def test_base() -> None:
    (quantity,) = read_quantities("263,417", "백만원")
    assert (quantity.base_value, quantity.base_unit) == (Decimal(263417000000), "원")


def test_marker_beside_figure() -> None:
    parts = read_quantities("- (48%)", "명")
    assert [(q.marker, q.value, q.start) for q in parts] == [("-", None, 0), (None, Decimal(48), 3)]


def test_markers_only_as_whole_text() -> None:
    assert read_marker("미정 사업") is None
    assert shown("미정 사업 3개") == "3 개 1"


def test_most_digits() -> None:
    assert shown("9" * 40) == f"{'9' * 40} - 1"
    assert shown("9" * 41) == ""
    (quantity,) = read_quantities("9" * 40 + "조원")
    assert quantity.base_value == Decimal("9" * 40 + "0" * 12)


UNITS = sorted({unit.name: unit for unit in spellings().values() if unit.name not in ("년", "월", "a")}.items())
VALUES = st.decimals(0, 10**15, allow_nan=False, allow_infinity=False, places=2) | st.integers(0, 10**18).map(Decimal)


def printed(value: Decimal, unit: str) -> str:
    return f"{value:,f}{unit}"


@given(VALUES, st.sampled_from(UNITS), st.sampled_from(["", "-", "△"]))
def test_format_then_read(value: Decimal, named: tuple[str, object], sign: str) -> None:
    name, unit = named
    if value < unit.least:  # type: ignore[attr-defined]
        return
    (quantity,) = read_quantities(sign + printed(value, name))
    assert quantity.value == (-value if sign else value)
    assert quantity.unit == name


@given(st.integers(1, 10**16 - 1), st.sampled_from(["원", "명", "개"]))
def test_mixed_format_then_read(value: int, unit: str) -> None:
    parts = [(value // 10**12, "조"), (value // 10**8 % 10**4, "억"), (value // 10**4 % 10**4, "만"), (value % 10**4, "")]
    text = " ".join(f"{part:,}{word}" for part, word in parts if part) + unit
    (quantity,) = read_quantities(text)
    assert (quantity.base_value, quantity.base_unit) == (value, unit)


@given(
    VALUES, st.sampled_from(["", "%", "명", "백만원", "원", "㎡"]), st.sampled_from(["", "-", "△"]), st.none() | st.just("천원")
)
def test_quick_way_is_the_long_way(value: Decimal, unit: str, sign: str, given: str | None) -> None:
    """A plain cell is read as it is in a sentence that the quick way does not take."""
    text = sign + printed(value, unit)
    (alone,), (among, _) = read_quantities(text, given), read_quantities(f"합계 {text}, 기타 3", given)
    assert (alone.value, alone.unit, alone.base_value, alone.base_unit, alone.quantum) == (
        (among.value, among.unit, among.base_value, among.base_unit, among.quantum)
    )
    assert (alone.text, alone.start, alone.end) == (text, 0, len(text))


@given(VALUES, st.sampled_from(["명", "원"]), st.integers(0, 99), st.none() | st.just("건"))
def test_quick_pair_is_the_long_way(value: Decimal, unit: str, share: int, given: str | None) -> None:
    quick = read_quantities(f"{printed(value, unit)} ({share}%)", given)
    long = read_quantities(f"{printed(value, unit)} (약 {share}%)", given)
    assert [(q.value, q.unit, q.quantum) for q in quick] == [(q.value, q.unit, q.quantum) for q in long]
    assert [(q.text, q.start) for q in quick] == [(printed(value, unit), 0), (f"{share}%", len(printed(value, unit)) + 2)]


@given(VALUES, st.sampled_from(["명", "억원", "%"]), st.sampled_from(["감소", "감축", "하락", "감액"]))
def test_words_of_decrease(value: Decimal, unit: str, word: str) -> None:
    text = f"{printed(value, unit)} {word}"
    assert [q.value for q in read_quantities(text)] == [-value]
    assert [q.value for q in read_quantities(f"△{text}")] == [-value]
    assert [q.value for q in read_quantities(text.replace(word, "증가"))] == [value]


WIDE = {code: code + 0xFEE0 for code in map(ord, "0123456789,.%-()")}


@given(VALUES, st.sampled_from(["명", "백만원", "%", "㎡"]), st.sampled_from(["", " ", "\u3000"]))
def test_variants_read_the_same(value: Decimal, unit: str, blank: str) -> None:
    plain, wide = printed(value, unit), printed(value, blank + unit).translate(WIDE)
    assert [(q.value, q.unit, q.quantum) for q in read_quantities(wide)] == [
        (q.value, q.unit, q.quantum) for q in read_quantities(plain)
    ]


NOTATION = st.text(st.sampled_from("0123456789,.%()-~△▲ \n원만억조천백개명년월일제차p/:'’→약여호동㎡A$-·"), max_size=40)


@given(st.text(max_size=60) | NOTATION, st.none() | st.sampled_from(["백만원", "명", "%", "가나다"]))
def test_offsets_and_order(text: str, unit: str | None) -> None:
    quantities = read_quantities(text, unit)
    assert all(text[q.start : q.end] == q.text and q.text for q in quantities)
    assert all(a.end <= b.start for a, b in pairwise(quantities))
    assert all(p.text == text[p.at : p.to] for p in read_periods(text))
    is_period(text)


def test_digits_of_rare_scripts() -> None:
    """Those of mathematical alphabets are read; those that Python has no value for are no figures."""
    assert [q.value for q in read_quantities("𝟏𝟐명")] == [Decimal(12)]
    assert [q.value for q in read_quantities("\U00011de0\U00011de1명") if q.value is not None] == []


LONG = """
from normalize.numbers import read_quantities
for piece in ("12", "1,", "1.1.", "1,111", "(", " "):
    read_quantities((piece * 1_000_000)[:1_000_000])
for piece in ("가로1", "제1", "A-", "a", "1 ", "1조", "'2", "1~", "1만 ", "1 원", "길1 ", "1(", "△1%~"):
    read_quantities((piece * 60_000)[:60_000])
"""


def test_long_texts_end() -> None:
    """Megabytes of digits and separators end in good time; a quadratic reader would take hours."""
    subprocess.run([sys.executable, "-c", LONG], check=True, timeout=240, cwd=Path(__file__).parent.parent)
