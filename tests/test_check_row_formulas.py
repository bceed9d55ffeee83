"""Differences, ratios and growth in rows, and totals of changes of which one is left blank."""

from __future__ import annotations

from tests.builders import checked, failed, parts, verdicts

LETTERS = """
구분 | 2019 | 2020 | 2021
필요액(a) | 54.3 | 55.4 | 57.6
배정액(b) | 50.5 | 50.9 | 50.8
부족액(a-b) | 3.8 | 4.5 | 6.8
충족률(b/a) | 93.0% | 91.9% | 88.2%
"""
YEARS = """
구분 | 상담(건) | 알선(건) | 취업(건)
지난해 | 3,120 | 2,040 | 911
올해 | 3,300 | 1,990 | 1,001
증감 | 180 | △50 | 90
증감률 | 5.8% | △2.5% | 9.9%
"""
CHANGES = """
과목 | 올해(원) | 지난해(원) | 증감(원)
합계 | 1,300,000 | 1,000,000 | 300,000
등록금 | 700,000 | 600,000 | 100,000
기부금 | 400,000 | 350,000 | 50,000
이자 | 200,000 | 50,000 | 150,000
"""


def test_a_formula_in_letters_of_rows_holds_column_by_column() -> None:
    findings = checked(LETTERS, unit="(단위 : 조원)")
    assert verdicts(findings, "HG201") == {"2,1": "exact", "2,2": "exact", "2,3": "exact"}
    assert parts(findings, "HG201", "2,1") == {"0,1", "1,1"}
    assert set(verdicts(findings, "HG202")) == {"3,1", "3,2", "3,3"}
    assert not failed(findings)


def test_a_row_of_differences_with_one_wrong_figure_is_an_error() -> None:
    assert failed(checked(LETTERS.replace("| 4.5", "| 5.4"), unit="(단위 : 조원)")) == ["HG201 2,2"]


def test_rows_of_changes_between_the_rows_above() -> None:
    findings = checked(YEARS)
    assert set(verdicts(findings, "HG201")) == {"2,1", "2,2", "2,3"}
    assert set(verdicts(findings, "HG203")) == {"3,1", "3,2", "3,3"}
    assert not failed(findings)
    assert failed(checked(YEARS.replace("| △50", "| 50"))) == ["HG201 2,2"]


def test_a_row_of_changes_that_no_rows_bear_out_is_left_alone() -> None:
    assert not checked("구분 | 상담(건) | 알선(건)\n갑 | 3,120 | 2,040\n을 | 3,300 | 1,990\n증감 | 77 | 12")


def test_a_total_of_changes_holds_and_fails() -> None:
    assert not failed(checked(CHANGES))
    assert "HG101 0,3" in failed(checked(CHANGES.replace("| 300,000", "| 330,000")))


def test_a_total_of_changes_is_undecidable_where_a_change_that_is_not_nil_is_left_blank() -> None:
    findings = checked(CHANGES.replace("| 50,000\n", "|\n"))
    assert verdicts(findings, "HG101")["0,3"] == "undecidable"
    assert not failed(findings)
    (total,) = [f for f in findings if f.rule == "HG101" and f.verdict == "undecidable"]
    assert "기부금" in total.message


def test_a_blank_change_of_figures_that_are_equal_is_nil() -> None:
    text = CHANGES.replace("400,000 | 350,000 | 50,000", "350,000 | 350,000 |").replace(
        "1,300,000 | 1,000,000 | 300,000", "1,250,000 | 1,000,000 | 255,000"
    )
    assert "HG101 0,3" in failed(checked(text))


PERIODS = """
구분 | 2021년 | 2022년 | 2023년 | 2024년 | 2025년 1분기
투자액 | 656.3 | 582.0 | 769.0 | 816.5 | 150.9
증감률 | 20.1 | △11.3 | 32.1 | 6.2 | △14.6
"""


def test_growth_from_period_to_period_under_like_headers() -> None:
    findings = checked(PERIODS, unit="(단위 : 억원, %)")
    assert set(verdicts(findings, "HG203")) == {"1,2", "1,3", "1,4"}
    assert parts(findings, "HG203", "1,3") == {"0,3", "0,2"}
    assert not verdicts(checked(PERIODS.replace("32.1", "23.1").replace("6.2", "2.6"), unit="(단위 : 억원, %)"), "HG203")
