"""Figures that agree with a table by accident are not told; those that a name, a row or their digits tie to it are."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.test_check_tabled import GOALS, findings, told

DENSE = "사업명 | 목표(개) | 예산(백만원)\n" + "\n".join(
    f"새롬{'가나다라마바사아자차'[at % 10]}{at} 지원 | {100 + 7 * at} | {1000 + 210 * at:,}" for at in range(60)
)
SPARSE = """
구분     | 2020년  | 2021년
등록업체 | 221,305 | 214,638
퇴직자   | 27,613  | 27,672
가온예산 | 41.7조원 | 73.9조원
"""


@pytest.mark.parametrize(
    "text",
    [
        "○ 상담소 방문 312개 업체",
        "○ 사업비 40억원 투입",
        "○ 가온 연구에 1~2천만원 지원",
        "○ 매출 3,310백만원 이상인 곳을 고름",
        "○ 최근 들어 2,000개를 새로 마련",
    ],
)
def test_what_agrees_with_a_dense_table_by_accident_is_not_told(text: str) -> None:
    assert told(findings(text, "○ 예산 1,000백만원", tables=(DENSE,)), "HG401") == []


def test_a_figure_of_many_digits_is_known_by_its_value() -> None:
    assert told(findings("○ 지난해 214,638개가 등록", tables=(SPARSE,)), "HG401") == [("exact", Decimal(214638))]
    assert told(findings("○ 지난해 304,818개가 등록", tables=(SPARSE,)), "HG401") == []


def test_the_label_of_its_row_ties_a_round_figure_to_a_dense_table() -> None:
    table = DENSE + "\n햇살마을 돌봄 일손 | 500 | 8,000"
    found = findings("○ 햇살마을 돌봄 일손 (500개, 80억원)", tables=(table,))
    assert told(found, "HG401") == [("exact", Decimal(500)), ("exact", Decimal(80))]
    assert told(findings("○ 햇살마을 돌봄 일손 (500개, 90억원)", tables=(table,)), "HG401") == [("exact", Decimal(500))]


def test_letters_shared_with_the_label_of_its_row_are_enough_for_a_telling_figure() -> None:
    table = DENSE + "\n햇살마을 돌봄 일손 사업 | 5,050 | 8,000"
    assert told(findings("○ 햇살마을 돌봄 및 나눔 (5,050개)", tables=(table,)), "HG401") == [("exact", Decimal(5050))]


def test_what_is_called_approximate_is_rounded_and_not_cut_off() -> None:
    lines = ("○ 등록업체는 214,638개", "○ 쓰인 돈은 모두 {}조원")
    near = [text.format("약 73.9") for text in lines]
    cut = [text.format("약 73") for text in lines]
    assert ("exact", Decimal("73.9")) in told(findings(*near, tables=(SPARSE,)), "HG401")
    assert [stated for _, stated in told(findings(*cut, tables=(SPARSE,)), "HG401")] == [Decimal(214638)]


@pytest.mark.parametrize("limit", ["7,117개 이상", "최대 7,117개", "7,117~9,000개"])
def test_a_limit_restates_nothing(limit: str) -> None:
    assert told(findings(f"○ 직접 일자리 목표는 {limit}", tables=(GOALS,)), "HG401") == []
    assert told(findings("○ 직접 일자리 목표는 7,117개", tables=(GOALS,)), "HG401") == [("exact", Decimal(7117))]


def test_a_row_is_spoken_of_wherever_its_table_prints_the_figure_again() -> None:
    halves = "구분 | 상반기(개) | 하반기(개)\n직접 | 7,117 | 833"
    found = findings("○ 직접 7,117개", "○ 뒤이어 833개", tables=(GOALS, halves))
    assert ("exact", Decimal(833)) in told(found, "HG401")
    assert ("exact", Decimal(834)) not in told(findings("○ 직접 7,117개", "○ 뒤이어 834개", tables=(GOALS, halves)), "HG401")
