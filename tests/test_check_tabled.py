"""The prose against tables, and tables against each other."""

from __future__ import annotations

import sys
from dataclasses import replace
from decimal import Decimal
from types import FrameType

import pytest

import check
from normalize import statements
from schemas import Finding, Paragraph, Place
from tests.builders import table

PEOPLE = """
구분   | 2020년  | 2021년  | 시 전체
인구   | 21,400  | 20,900  | 650,000
면접자 | 3,820   | 3,830   | 98,400
채용률 | 36.0%   | 41.4%   | 42.0%
"""
SHARES = """
구분        | 가온구
전체        | 20,900 (100%)
여성        | 10,868 (52%)
15 - 39세   | 7,106 (34%)
"""
ROWS = """
사업명                  | 목표(개) | 예산(백만원)
새싹일자리              | 2,400    | 51,310
새싹일자리 (민간 맞춤)  | 1,200    | 22,900
골목상점 동행 지원      | 350      | 4,049
"""
GOALS = """
구분   | 목표(개) | 예산(백만원)
직접   | 7,117    | 43,019
간접   | 320      | 4,170
지원   | 783      | 21,390
계     | 8,220    | 68,579
"""


def findings(*lines: str, tables: tuple[str, ...]) -> list[Finding]:
    paragraphs = [Paragraph(text, Place(line=1 + 2 * at), "item") for at, text in enumerate(lines)]
    named = [replace(table(text), name=f"t{at:02d}") for at, text in enumerate(tables, start=1)]
    return list(check.check_prose(statements(paragraphs), named))


def told(found: list[Finding], rule: str) -> list[tuple[str, Decimal]]:
    return [(str(f.verdict), f.stated) for f in found if f.rule == rule and f.stated is not None]


@pytest.mark.parametrize(
    ("text", "rule", "right", "wrong"),
    [
        ("○ 사는 사람은 인구 20,900명 (전년대비 2.3% 감소)", "HG403", "2.3%", "3.2%"),
        ("○ 인구는 20,900명으로 전년대비 500명 감소", "HG403", "500", "5,000"),
        ("○ 면접자는 전년대비 0.26% 증가", "HG403", "0.26%", "2.26%"),
        ("○ 채용률은 전년대비 5.4%가 증가", "HG403", "5.4%", "6.4%"),
        ("○ 인구 20,900명은 시 전체의 3.2%에 해당", "HG404", "3.2%", "2.3%"),
    ],
)
def test_what_only_a_table_has_the_figures_for(text: str, rule: str, right: str, wrong: str) -> None:
    [(verdict, stated)] = told(findings(text, tables=(PEOPLE,)), rule)
    assert verdict in {"exact", "rounding"}
    assert abs(stated) == Decimal(right.strip("%").replace(",", ""))
    assert told(findings(text.replace(right, wrong), tables=(PEOPLE,)), rule) == []


def test_a_percentage_is_restated_behind_its_label() -> None:
    found = findings("○ 여성(52%), 나이로는 젊은이(15-39세) 34%", tables=(SHARES,))
    assert told(found, "HG401") == [("exact", Decimal(52)), ("exact", Decimal(34))]
    assert told(findings("○ 남성(52%)", tables=(SHARES,)), "HG401") == []


def test_the_rows_of_one_name_are_summed() -> None:
    found = findings("▸ 새싹일자리 (3,600개, 742억원)", tables=(ROWS,))
    assert told(found, "HG402") == [("exact", Decimal(3600)), ("rounding", Decimal(742))]


def test_a_figure_that_is_not_the_sum_of_the_same_rows_is_a_note() -> None:
    found = [f for f in findings("▸ 새싹일자리 (3,600개, 752억원)", tables=(ROWS,)) if f.rule == "HG402"]
    assert [(f.verdict, f.severity, f.failed) for f in found] == [("exact", "note", False), ("inconsistent", "note", False)]
    assert [str(ref) for f in found if f.claim for ref in f.claim.terms] == ["t01!0,1", "t01!1,1", "t01!0,2", "t01!1,2"]


def test_without_one_that_agrees_nothing_is_said_of_rows_of_one_name() -> None:
    assert told(findings("▸ 새싹일자리 (3,700개, 752억원)", tables=(ROWS,)), "HG402") == []


def test_a_small_figure_is_known_by_the_row_of_its_neighbour() -> None:
    found = findings("○ 목표 : 320개", "○ 예산 : 4,170백만원", tables=(GOALS,))
    assert told(found, "HG401") == [("exact", Decimal(320)), ("exact", Decimal(4170))]
    assert told(findings("○ 목표 : 330개", "○ 예산 : 4,170백만원", tables=(GOALS,)), "HG401") == [("exact", Decimal(4170))]


def test_a_figure_rounded_to_a_coarser_unit_is_known() -> None:
    assert told(findings("○ 예산은 모두 685.8억원", tables=(GOALS,)), "HG401") == [("rounding", Decimal("685.8"))]
    assert told(findings("○ 예산은 모두 684.8억원", tables=(GOALS,)), "HG401") == []


def test_an_approximate_figure_is_known_in_the_table_it_speaks_of() -> None:
    found = findings("○ 약 8,200개, 그중 직접 7,117개", tables=(GOALS,))
    assert told(found, "HG401") == [("exact", Decimal(7117)), ("rounding", Decimal(8200))]


def test_two_tables_of_the_same_labels_are_compared() -> None:
    found = [f for f in findings(tables=(GOALS, GOALS)) if f.rule == "HG405"]
    assert [str(f.verdict) for f in found] == ["exact"] * 8
    assert all(f.relation and f.table == "t02" for f in found)


def test_a_figure_that_differs_between_two_tables_is_a_note() -> None:
    other = GOALS.replace("21,390", "21,930")
    found = [f for f in findings(tables=(GOALS, other)) if f.rule == "HG405" and f.verdict == "inconsistent"]
    assert [(str(f.target), f.stated, f.computed, f.severity) for f in found] == [
        ("t02!2,2", Decimal(21930), Decimal(21390), "note")
    ]


def test_tables_that_mostly_differ_are_not_compared() -> None:
    other = GOALS.replace("7,117", "8,117").replace("43,019", "44,019").replace("68,579", "69,579")
    assert [f for f in findings(tables=(GOALS, other)) if f.rule == "HG405"] == []


@pytest.mark.parametrize(("captions", "compared"), [(("2020년 목표", "2021년 목표"), 0), (("2020년 목표", "목표"), 8)])
def test_tables_of_different_years_are_not_compared(captions: tuple[str, str], compared: int) -> None:
    tables = [replace(table(GOALS), name=f"t{at}", caption=caption) for at, caption in enumerate(captions, start=1)]
    assert len([f for f in check.check_prose((), tables) if f.rule == "HG405"]) == compared


def _work(sentences: int, rows: int) -> int:
    """How many functions are called for so many sentences over a table of so many rows."""
    lines = [
        f"○ 새싹일자리 {at} : {1000 + at * 7:,}명 ({at}억원, {at}%) 전년 대비 {at}명 증가, 전체의 {at}%"
        for at in (100 + place % 50 for place in range(sentences))
    ]
    body = "\n".join(f"새싹일자리 {at}호 | {1000 + at * 11:,} | {at * 13:,}" for at in range(rows))
    paragraphs = [Paragraph(text, Place(line=1 + 2 * at), "item") for at, text in enumerate(lines)]
    read, tables = statements(paragraphs), [table("사업명 | 2020년 목표(명) | 2021년 목표(명)\n" + body)]
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        check.check_prose(read, tables)
    finally:
        sys.setprofile(None)
    return calls


def test_the_work_grows_with_the_sentences_and_not_with_sentences_times_rows() -> None:
    least = _work(60, 40)
    assert _work(240, 40) < 5 * least
    assert _work(60, 160) < 2 * least


def test_a_header_with_digits_that_have_no_value_names_no_year() -> None:
    odd = PEOPLE.replace("2020년", "20\U00011de0\U00011de0년")
    assert told(findings("○ 사는 사람은 인구 20,900명 (전년대비 2.3% 감소)", tables=(odd,)), "HG403") == []
