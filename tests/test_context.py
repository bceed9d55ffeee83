"""What stands around a table: captions, unit captions, sections, footnotes."""

from __future__ import annotations

import pytest

from extract.context import attach, heading_level, is_caption, is_item, unit_caption
from schemas import Paragraph, RawTable
from tests.builders import grid

TABLE = grid("구분 | 예산\n가 | 10")


def around(above: list[str], below: list[str] | None = None) -> RawTable:
    """A table with lines above and below it, after its context is attached."""
    lines: list[RawTable | Paragraph] = [*map(Paragraph, above), TABLE, *map(Paragraph, below or [])]
    return next(item for item in attach(lines) if isinstance(item, RawTable))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(단위 : 백만원)", "(단위 : 백만원)"),
        ("( 단 위: 천원, 명 )", "( 단 위: 천원, 명 )"),
        ("[단위：개소]", "[단위：개소]"),
        ("(단위 : 명(건))", "(단위 : 명(건))"),
        ("< 시장 현황 > (단위 : 개)", "(단위 : 개)"),
        ("단위 : 억원", "단위 : 억원"),
        ("단위사업", None),
        ("(기준 : 2021년)", None),
    ],
)
def test_unit_captions(text: str, expected: str | None) -> None:
    assert unit_caption(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "< 시장 현황 >",
        "【시장 현황】",
        "《 목표 》",
        "[표 3] 시장 현황",
        "<표 2-1> 시장 현황",
        "표 4. 시장 현황",
        "참고 2 시장 현황",
    ],
)
def test_captions(text: str) -> None:
    assert is_caption(text)


@pytest.mark.parametrize("text", ["시장 현황", "합계 10 20", "○ 시장이 늘었음", "(단위 : 개)", "<>"])
def test_lines_that_are_no_captions(text: str) -> None:
    assert not is_caption(text)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Ⅱ. 일자리 여건", 0),
        ("제3장 추진 계획", 0),
        ("2. 인구", 1),
        ("가. 예산", 2),
        ("1) 국비", 3),
        ("① 청년", 3),
        ("□ 인구 규모", 4),
        ("▢ 인구 규모", 4),
        ("2021년 말", None),
        ("3 개 사업", None),
        ("○ 사는 사람은 214,638명임", None),
        ("1. 목표를 정하고 12월에 셈함.", None),
        ("□ 인구 : 214,638명", None),
        ("가" * 61, None),
        ("1.", None),
    ],
)
def test_heading_levels(text: str, level: int | None) -> None:
    assert heading_level(text) == level


@pytest.mark.parametrize(
    ("text", "expected"), [("○ 인구", True), ("- 인구", True), ("※ 자료", True), ("-3.4%", False), ("인구", False)]
)
def test_list_items(text: str, expected: bool) -> None:
    assert is_item(text) is expected


def test_a_caption_with_its_unit_on_the_next_line() -> None:
    found = around(["○ 시장이 늘었음", "< 시장 현황 >", "(단위 : 개)"])
    assert (found.caption, found.unit) == ("< 시장 현황 >", "(단위 : 개)")


def test_a_caption_with_its_unit_on_the_same_line() -> None:
    found = around(["< 시장 현황 > (단위 : 개)"])
    assert (found.caption, found.unit) == ("< 시장 현황 >", "(단위 : 개)")


def test_a_heading_stands_in_for_a_caption() -> None:
    found = around(["2. 시장", "(단위 : 개)"])
    assert (found.caption, found.unit, found.section) == ("2. 시장", "(단위 : 개)", ("2. 시장",))


def test_prose_is_no_caption() -> None:
    found = around(["시장이 지난해보다 늘었다."])
    assert (found.caption, found.unit) == ("", "")


def test_a_caption_of_another_table_is_not_taken() -> None:
    lines: list[RawTable | Paragraph] = [Paragraph("< 하나 >"), Paragraph("(단위 : 개)"), TABLE, TABLE]
    first, second = (item for item in attach(lines) if isinstance(item, RawTable))
    assert (first.caption, first.unit) == ("< 하나 >", "(단위 : 개)")
    assert (second.caption, second.unit) == ("", "")


def test_sections_are_the_open_headings_outermost_first() -> None:
    assert around(["Ⅰ. 처음", "1. 하나", "가. 둘", "Ⅱ. 여건", "1. 인구", "□ 규모", "□ 흐름"]).section == (
        "Ⅱ. 여건",
        "1. 인구",
        "흐름",
    )


def test_footnotes_right_below() -> None:
    notes = ["※ 자료 : 고용행정통계", "* 잠정", "주) 12월 말", "○ 다음 항목", "※ 나중"]
    assert around([], notes).footnotes == ("※ 자료 : 고용행정통계", "* 잠정", "주) 12월 말")


def test_units_in_brackets_right_above_are_a_unit_caption() -> None:
    assert around(["< 현황 >", "(건, 천원)"]).unit == "(건, 천원)"
    assert around(["< 현황 >", "[백만원]"]).unit == "[백만원]"
    assert around(["< 현황 >", "(잠정)"]).unit == around(["(원주민)"]).unit == ""


def test_what_a_reader_knows_is_kept() -> None:
    known = grid("구분 | 예산\n가 | 10", unit="(단위 : 천원)", caption="< 안 >")
    (found,) = (item for item in attach([Paragraph("< 밖 > (단위 : 개)"), known]) if isinstance(item, RawTable))
    assert (found.caption, found.unit) == ("< 안 >", "(단위 : 천원)")


def test_paragraphs_get_their_kinds() -> None:
    lines = [Paragraph(text) for text in ("Ⅰ. 처음", "○ 하나", "말이 있다.", "< 표 > (단위 : 개)")]
    assert [item.kind for item in attach(lines) if isinstance(item, Paragraph)] == ["heading", "item", "prose", "prose"]
