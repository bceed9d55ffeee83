"""Lines of a text dump: words, figures and markers, and what cannot stand in a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text.header import leaf_count
from extract.text.lines import Line, breaks_table, data_line, is_furniture, is_marker, is_value, split_lines, tokens
from extract.text.words import starts_header


@pytest.mark.parametrize(
    "word",
    [
        "7",
        "1,234",
        "35.6%",
        "△3.4",
        "-0.80%",
        "(100%)",
        ".5",
        "13,600개",
        "1,204명",
        "58,808(2.1%)",
        "92,134백만원",
        "▽7",
        "(△2)",
    ],
)
def test_figures(word: str) -> None:
    assert is_value(word)


@pytest.mark.parametrize("word", ["가온구", "2021년", "1인당", "5-9인", "A4", "-", "", "3월", "1.2.3", "제3차", "()"])
def test_words_that_are_no_figures(word: str) -> None:
    assert not is_value(word)


@pytest.mark.parametrize("word", ["-", "–", "…", "비예산", "해당없음", "미정"])
def test_markers(word: str) -> None:
    assert is_marker(word)
    assert not is_marker(f"{word}가")


def test_words_of_a_line() -> None:
    assert tokens("합계 △ 7 (명/건) 8") == ["합계", "△7", "(명/건)", "8"]
    assert tokens("취업률 58,808(취업 건수) 9") == ["취업률", "58,808(취업 건수)", "9"]
    assert tokens("△ 가") == ["△", "가"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("수지 4,918△10,409", ["수지", "4,918", "△10,409"]),
        ("수지 12.3%45.6%", ["수지", "12.3%", "45.6%"]),
        ("수지 1,234,5677,890 5", ["수지", "1,234,567", "7,890", "5"]),
        ("수지 △12,03 6 725", ["수지", "△12,036", "725"]),
        ("수지 12,03 6", ["수지", "12,036"]),
        ("수지 12,3 45", ["수지", "12,345"]),
        ("5 - 49인", ["5 - 49인"]),
    ],
)
def test_figures_without_a_blank_between_them_are_cut_and_a_broken_one_is_joined(text: str, words: list[str]) -> None:
    assert tokens(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "가 1,23412,345",
        "가 1,2345,6789,012",
        "가 12,345 6",
        "가 4,918△나",
        "가 1,23 45",
        "가 2,03 6,789",
        "가 1,2 34",
        "가 11,12 5",
        "가 3,4 5 6",
        "가 1,2 345",
    ],
)
def test_figures_that_may_be_cut_or_joined_in_several_ways_stay(text: str) -> None:
    assert tokens(text) == text.split()


def test_lines_are_numbered_from_one_and_know_the_blank_lines_before_them() -> None:
    lines = split_lines("\n 가 \n\n\n　나\u200b\n\t\n다")
    assert [(line.number, line.text, line.blanks) for line in lines] == [(2, "가", 1), (5, "나", 2), (7, "다", 1)]
    assert {line.page for line in lines} == {None}


def test_form_feeds_count_pages() -> None:
    assert [(line.text, line.page) for line in split_lines("가\n\f나\n다\n\f\f라")] == [
        ("가", 1),
        ("나", 2),
        ("다", 2),
        ("라", 4),
    ]


@pytest.mark.parametrize("text", ["- 3 -", "12", "― 12 ―".replace("―", "–"), "-iv-", "- 1234 -"])
def test_page_numbers_are_furniture(text: str) -> None:
    assert is_furniture(text)
    assert data_line(Line(1, text)) is None


@pytest.mark.parametrize("text", ["합계 3", "12,345", "- 3 개 -", "iv"])
def test_other_lines_are_no_furniture(text: str) -> None:
    assert not is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "○ 인구는 늘었음",
        "< 시장 현황 >",
        "(단위 : 개)",
        "Ⅱ. 여건",
        "1. 인구",
        "※ 자료 : 통계",
        "사업을 마침.",
        "가" * 161,
        "① 청년",
    ],
)
def test_lines_that_end_a_table(text: str) -> None:
    assert breaks_table(text)


@pytest.mark.parametrize("text", ["가온 일자리센터", "창업 및 사회적경제", "성", "취업률", "알선 취업자 수", "국비"])
def test_lines_that_can_stand_in_a_table(text: str) -> None:
    assert not breaks_table(text)


@pytest.mark.parametrize(
    ("text", "label", "values", "tail"),
    [
        ("합계 1,291 41", ("합계",), ("1,291", "41"), ()),
        ("어르신 일 자리 7 -", ("어르신", "일", "자리"), ("7", "-"), ()),
        ("15 - 29세 4,180 9", ("15 - 29세",), ("4,180", "9"), ()),
        ("나루 10 11 새로 생김", ("나루",), ("10", "11"), ("새로", "생김")),
        ("1,291 41", (), ("1,291", "41"), ()),
        ("나루 - 66", ("나루",), ("-", "66"), ()),
        ("나루 △ 5 -", ("나루",), ("△5", "-"), ()),
    ],
)
def test_rows_of_figures(text: str, label: tuple[str, ...], values: tuple[str, ...], tail: tuple[str, ...]) -> None:
    row = data_line(Line(1, text))
    assert row is not None
    assert (row.label, row.values, row.tail) == (label, values, tail)


@pytest.mark.parametrize(
    "text",
    [
        "인구는 20,900명이다",
        "합계",
        "- -",
        "목표 : 1,200",
        "○ 목표 1,200",
        "(단위 : 7)",
        "여성은 40명, 남성은",
        "가 나 다 라 마 바 사 아 자 차 카 7 8",
        "시장 3 군데 열고 닫음",
        "시장을 열어, 7",
    ],
)
def test_lines_that_are_no_rows(text: str) -> None:
    assert data_line(Line(1, text)) is None


@pytest.mark.parametrize(
    ("text", "expected"), [("구 분 남 여", True), ("사업명", True), ("구분 : 남", False), ("남 여 구분", False)]
)
def test_lines_that_open_a_header(text: str, expected: bool) -> None:
    assert starts_header(text) is expected


@pytest.mark.parametrize(
    ("text", "count"), [("합계 국비 시비", 3), ("목표(명) 실 적(명)", 2), ("점포 수(개) 매출(억원)", 2), ("합 계", 1), ("", 0)]
)
def test_columns_that_a_header_line_names(text: str, count: int) -> None:
    assert leaf_count([Line(1, text)]) == count


@given(st.text(max_size=300))
def test_every_line_is_kept_once(text: str) -> None:
    lines = split_lines(text)
    kept = "".join("".join(line.text.split()) for line in lines)
    whole = "".join(text.replace("\u200b", "").replace("\ufeff", "").split())
    assert kept.replace("\u200b", "").replace("\ufeff", "") == whole
    spots = [(line.page or 0, line.number) for line in lines]
    assert spots == sorted(set(spots))


@given(st.text(alphabet="가나 0123456789,.()-△%:/○\t구분합계", max_size=120))
def test_a_row_of_figures_is_all_of_its_line(text: str) -> None:
    row = data_line(Line(1, text.strip()))
    if row is not None:
        assert [*row.label, *row.values, *row.tail] == tokens(text.strip())
        assert any(is_value(word) for word in row.values)
        assert all(is_value(word) or is_marker(word) for word in row.values)


@pytest.mark.parametrize(
    "word",
    [
        "2031.3.1",
        "2031-03-01",
        "02-123-4567",
        "123-45-67890",
        "10~20",
        "10%~20%",
        "1,250-1,300",
        "v1.2.3",
        "1,2341",
        "1234,567",
        "1,234(48%)2,345(52%)",
        "5.2%▲",
        "2031년",
        "1,234,567",
    ],
)
def test_what_may_be_one_word_is_not_cut(word: str) -> None:
    assert tokens(f"수지 {word} 5") == ["수지", word, "5"]
