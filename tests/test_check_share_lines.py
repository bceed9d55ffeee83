"""Columns and rows of shares: of a column's total, of a group's, of a row's; and what is none."""

from __future__ import annotations

import random
import time

import pytest

from check.share_lines import share_lines
from check.view import View
from tests.builders import checked, failed, parts, table, verdicts

COLUMN = """
구분 | 인원(명) | 구성비(%)
합계 | 1,250 | 100.0
가온 | 613 | 49.0
나루 | 402 | 32.2
다솜 | 235 | 18.8
"""
WITHOUT_WHOLE = """
구분 | 인원(명) | (%)
가온 | 613 | 49.0
나루 | 402 | 32.2
다솜 | 235 | 18.8
계 | 1,250 | -
"""
GROUPS = """
구분 | < | 인원(명) | 비중(%)
성별 | 소계 | 130 | 100.0
^ | 남 | 47 | 36.2
^ | 여 | 83 | 63.8
연령 | 소계 | 97 | 100.0
^ | 청년 | 31 | 32.0
^ | 장년 | 66 | 68.0
"""
ACROSS = """
구분 | 총계(명) | 여성(명) | 비율(%)
가온 | 230 | 97 | 42.2
나루 | 151 | 66 | 43.7
다솜 | 88 | 17 | 19.3
"""
ROW = """
구분 | 계 | 가온 | 나루 | 다솜
인원(명) | 1,250 | 613 | 402 | 235
구성비(%) | 100.0 | 49.0 | 32.2 | 18.8
"""
RATES = """
구분 | 인원(명) | 취업률(%)
합계 | 1,250 | 61.3
가온 | 613 | 49.0
나루 | 402 | 71.7
다솜 | 235 | 58.2
"""


def test_a_column_of_shares_is_over_the_total_of_the_figures_beside_it() -> None:
    findings = checked(COLUMN)
    assert verdicts(findings, "HG204") == {"1,2": "rounding", "2,2": "rounding", "3,2": "exact"}
    assert parts(findings, "HG204", "1,2") == {"1,1", "0,1"}
    assert failed(checked(COLUMN.replace("32.2", "23.2"))) == ["HG204 2,2"]


def test_the_total_is_known_by_its_label_too() -> None:
    findings = checked(WITHOUT_WHOLE)
    assert verdicts(findings, "HG204") == {"0,2": "rounding", "1,2": "rounding", "2,2": "exact"}
    assert parts(findings, "HG204", "2,2") == {"2,1", "3,1"}


def test_shares_may_be_over_the_total_of_their_group() -> None:
    findings = checked(GROUPS)
    assert verdicts(findings, "HG204") == dict.fromkeys(["1,3", "2,3", "4,3", "5,3"], "rounding")
    assert parts(findings, "HG204", "4,3") == {"4,2", "3,2"}
    assert failed(checked(GROUPS.replace("68.0", "86.0"))) == ["HG204 5,3"]


def test_shares_may_be_over_the_total_of_their_row() -> None:
    findings = checked(ACROSS)
    assert verdicts(findings, "HG204") == dict.fromkeys(["0,3", "1,3", "2,3"], "rounding")
    assert parts(findings, "HG204", "1,3") == {"1,2", "1,1"}


def test_a_row_of_shares_is_over_the_total_column() -> None:
    findings = checked(ROW)
    assert verdicts(findings, "HG204") == {"1,2": "rounding", "1,3": "rounding", "1,4": "exact"}
    assert parts(findings, "HG204", "1,2") == {"0,2", "0,1"}
    assert failed(checked(ROW.replace("32.2", "23.2"))) == ["HG104 1,1", "HG204 1,3"]


def test_other_rates_are_no_shares() -> None:
    assert not verdicts(checked(RATES), "HG204")
    assert not verdicts(checked("구분 | 인원(명) | 비중(%)\n합계 | 20 | 100\n가온 | 20 | 100"), "HG204")


NESTED = """
구분 | < | 인원(명) | 구성비(%)
합계 | < | 500 | 100.0
가온 | 소계 | 100 | 20.0
^ | 남 | 61 | 61.0
^ | 여 | 39 | 39.0
나루 | < | 131 | 26.2
다솜 | < | 149 | 29.8
라온 | < | 80 | 16.0
마루 | < | 40 | 8.0
"""
PLANS = """
구분 | 계획(건) | 추진(건) | 이행률(%)
가온 | 100 | 95 | 95.0
나루 | 100 | 100 | 100.0
다솜 | 100 | 87 | 87.0
라온 | 100 | 91 | 91.0
마루 | 50 | 45 | 90.0
"""
CHANGED = """
구분 | 계(명) | 여성(명) | 비율(%)
2031년 | 230 | 97 | 42.2
2032년 | 251 | 120 | 47.8
증감 | 21 | 23 | 5.6
"""


def test_shares_of_a_group_may_stand_among_shares_of_the_whole() -> None:
    findings = checked(NESTED)
    assert not failed(findings)
    assert parts(findings, "HG204", "2,3") == {"2,2", "1,2"}
    assert parts(findings, "HG204", "3,3") == {"3,2", "1,2"}
    assert parts(findings, "HG204", "4,3") == {"4,2", "0,2"}
    assert failed(checked(NESTED.replace("39.0", "38.0"))) == ["HG204 3,3"]


def test_rates_of_plans_for_a_hundred_are_no_shares_of_one_that_is_full() -> None:
    assert not verdicts(checked(PLANS), "HG204")
    whole = COLUMN.replace("합계", "온누리")
    assert verdicts(checked(whole), "HG204") == {"1,2": "rounding", "2,2": "rounding", "3,2": "exact"}


def test_changes_of_shares_are_no_shares() -> None:
    assert verdicts(checked(CHANGED), "HG204") == {"0,3": "rounding", "1,3": "rounding"}


def test_shares_may_stand_before_their_figures_and_have_their_unit_by_name() -> None:
    before = "구분 | 구성비(%) | 인원(명)\n합계 | 100.0 | 1,250\n가온 | 49.0 | 613\n나루 | 32.2 | 402\n다솜 | 18.8 | 235"
    assert parts(checked(before), "HG204", "2,1") == {"2,2", "0,2"}
    unnamed = COLUMN.replace("(명)", "").replace("(%)", "")
    assert parts(checked(unnamed, unit="명, %"), "HG204", "2,2") == {"2,1", "0,1"}
    assert not verdicts(checked(unnamed.replace("구성비", "만족도"), unit="명, %"), "HG204")


@pytest.mark.parametrize(
    "rows",
    [
        ["합계 | 4 | 100", "가온 | 1 | 25", "나루 | 2 | 50", "다솜 | 1 | 75"],
        ["합계 | 10 | 87", "가온 | 1 | 10", "나루 | 2 | 20", "다솜 | 6 | 91"],
        ["합계 | 300 | 3", "가온 | 6 | 2", "나루 | 3 | 1", "다솜 | 291 | 4"],
    ],
)
def test_few_rates_of_small_counts_agree_by_accident(rows: list[str]) -> None:
    assert not verdicts(checked("\n".join(["구분 | 건수(건) | 이행률(%)", *rows])), "HG204")


def test_rates_at_random_are_hardly_ever_taken_for_shares() -> None:
    chance = random.Random(11)
    taken = 0
    for _ in range(150):
        figures = [chance.randint(1, 60) for _ in range(3)]
        rows = [f"{name} | {n} | {chance.randint(1, 30)}" for name, n in zip(("가온", "나루", "다솜"), figures, strict=True)]
        taken += bool(verdicts(checked("\n".join(["구분 | 건수(건) | 이행률(%)", f"합계 | {sum(figures)} | -", *rows])), "HG204"))
    assert taken <= 1


@pytest.mark.parametrize("down", [True, False])
def test_rates_that_are_no_shares_are_told_early(down: bool) -> None:
    chance = random.Random(5)
    rates = [[f"{chance.uniform(1, 99):.1f}" for _ in range(10)] for _ in range(600 if down else 300)]
    counts = [[str(chance.randint(10, 999)) for _ in row] for row in rates]
    if down:
        head = " | ".join(f"건{at}(건) | 률{at}(%)" for at in range(10))
        rows = [
            f"가{at} | " + " | ".join(map(" | ".join, zip(*pair, strict=True)))
            for at, pair in enumerate(zip(counts, rates, strict=True))
        ]
        rows.insert(0, "합계 | " + " | ".join(["50,000 | 100.0"] * 10))
    else:
        head = " | ".join(["계", *(f"건{at}" for at in range(9))])
        rows = [
            f"{name}{at} | " + " | ".join(row)
            for at, pair in enumerate(zip(counts, rates, strict=True))
            for name, row in zip(("건수(건)", "비율(%)"), pair, strict=True)
        ][:400]
    view = View(table("\n".join([f"구분 | {head}", *rows])))
    began = time.process_time()
    assert not share_lines(view, [])
    assert time.process_time() - began < 2
