"""Differences, ratios, growth rates and shares: what a header or label claims, and each claim where it is wrong."""

from __future__ import annotations

import pytest

from tests.builders import checked, failed, parts, verdicts

GOALS = """
구분 | 2021년 목표(A)(개) | 2020년 목표(B)(개) | 증감(A-B)
총계 | 68 | 55 | 13
직접 | 40 | 42 | △2
간접 | 28 | 13 | 15
"""
RESULTS = """
구분 | 목표(개) | 실적(개) | 달성률
총계 | 70 | 56 | 80.0%
직접 | 40 | 33 | 82.5%
간접 | 30 | 23 | 76.7%
"""
SPENDING = """
구분 | 예산 | < | <
^ | 예산액(억원) | 집행액(억원) | 집행률
총계 | 5,200 | 4,810 | 92.5%
직접 | 3,100 | 2,760 | 89.0%
간접 | 2,100 | 2,050 | 97.6%
"""
LETTERS = """
구분 | 구직(A)(명) | 취업(B)(명) | 취업률(B/A)
총계 | 70 | 56 | 80.0%
직접 | 40 | 33 | 82.5%
간접 | 30 | 23 | 76.7%
"""
GROWTH = """
구분 | 2020년(명) | 2021년(명) | 증감률
총계 | 47,480 | 49,130 | 3.48%
남   | 24,000 | 24,000 | 0.00%
여   | 23,480 | 25,130 | 7.03%
"""
RATE_ROW = """
구분 | 2019년 | 2020년 | 2021년
채용률 (채용건수/면접건수) | 33.5% | 26.0% | 31.5%
면접건수 | 2,011 | 2,503 | 2,604
채용건수 | 674 | 651 | 820
"""
SHARES = """
구분 | 가온구(명) | 나루구(명)
합계 | 25,310 (100%) | 1,000 (100%)
남성 | 12,148 (48%) | 400 (40%)
여성 | 13,162 (52%) | 600 (60%)
"""


def test_a_difference_named_by_letters_holds_row_by_row() -> None:
    findings = checked(GOALS)
    assert verdicts(findings, "HG201") == {"0,3": "exact", "1,3": "exact", "2,3": "exact"}
    assert parts(findings, "HG201", "0,3") == {"0,1", "0,2"}
    assert not failed(findings)


@pytest.mark.parametrize(("wrong", "place"), [("| 14", "0,3"), ("| 2\n", "1,3")], ids=["a digit", "a lost triangle"])
def test_a_wrong_difference_is_an_error(wrong: str, place: str) -> None:
    right = {"0,3": "| 13\n직", "1,3": "| △2\n"}[place]
    findings = checked(GOALS.replace(right, wrong + ("\n직" if place == "0,3" else "")))
    assert f"HG201 {place}" in failed(findings)
    assert verdicts(findings, "HG201")["2,3"] == "exact"


def test_a_change_between_two_years_without_letters() -> None:
    text = "구분 | 2020년(건) | 2021년(건) | 증감\n면접 | 3,100 | 3,180 | 80\n채용 | 940 | 1,260 | 320\n알선 | 30 | 20 | △10"
    assert set(verdicts(checked(text), "HG201").values()) == {"exact"}
    assert failed(checked(text.replace("320", "321"))) == ["HG201 1,3"]


def test_a_change_that_no_pair_of_columns_bears_out_is_left_alone() -> None:
    assert not checked("구분 | 2020년(건) | 2021년(건) | 증감\n면접 | 3,100 | 3,180 | 5\n채용 | 940 | 1,260 | 6")


@pytest.mark.parametrize(("text", "rate"), [(RESULTS, "82.5%"), (SPENDING, "89.0%"), (LETTERS, "82.5%")])
def test_ratios_hold_and_a_wrong_one_only_warns(text: str, rate: str) -> None:
    findings = checked(text)
    assert list(verdicts(findings, "HG202")) == ["0,3", "1,3", "2,3"]
    assert not failed(findings)
    wrong = checked(text.replace(rate, "81.9%"))
    assert failed(wrong) == ["HG202 1,3"]
    assert {f.severity for f in wrong if f.verdict == "inconsistent"} == {"warning"}


def test_a_ratio_is_numerator_then_denominator() -> None:
    (claim,) = [f.relation for f in checked(RESULTS) if str(f.target) == "t01!1,3" and f.rule == "HG202"]
    assert claim is not None
    assert [str(term.ref) for term in claim.terms] == ["t01!1,2", "t01!1,1"]


def test_a_rate_is_rounded_whatever_its_digits() -> None:
    findings = checked(RESULTS.replace("82.5%", "83%").replace("76.7%", "76%"))
    assert verdicts(findings, "HG202") == {"0,3": "exact", "1,3": "rounding", "2,3": "truncation"}


def test_a_rate_over_nothing_is_not_decided() -> None:
    findings = checked(RESULTS.replace("간접 | 30 | 23", "간접 | 0 | 23"))
    assert verdicts(findings, "HG202").get("2,3") in {None, "undecidable"}


def test_growth_from_the_old_figure() -> None:
    findings = checked(GROWTH)
    assert verdicts(findings, "HG203") == {"0,3": "rounding", "1,3": "exact", "2,3": "rounding"}
    (claim,) = [f.relation for f in findings if str(f.target) == "t01!0,3" and f.rule == "HG203"]
    assert claim is not None
    assert [str(term.ref) for term in claim.terms] == ["t01!0,2", "t01!0,1"]
    assert failed(checked(GROWTH.replace("7.03%", "7.30%"))) == ["HG203 2,3"]


def test_a_row_that_names_the_quotient_of_two_others() -> None:
    findings = checked(RATE_ROW)
    assert verdicts(findings, "HG202") == {"0,1": "rounding", "0,2": "rounding", "0,3": "rounding"}
    assert parts(findings, "HG202", "0,3") == {"1,3", "2,3"}
    assert failed(checked(RATE_ROW.replace("31.5%", "35.1%"))) == ["HG202 0,3"]


def test_shares_in_parentheses_are_of_their_column() -> None:
    findings = checked(SHARES)
    shares = verdicts(findings, "HG204")
    assert shares["1,1,1"] == "rounding"
    assert shares["2,2,1"] == "exact"
    assert parts(findings, "HG204", "1,1,1") == {"1,1", "0,1"}
    assert failed(checked(SHARES.replace("(48%)", "(84%)"))) == ["HG204 1,1,1"]


def test_shares_without_a_total_are_left_alone() -> None:
    assert not verdicts(checked("구분 | 가온구(명)\n남성 | 12,148 (48%)\n여성 | 13,162 (52%)\n기타 | 3 (1%)"), "HG204")
