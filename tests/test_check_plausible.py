"""When a sum that fails is called wrong, and when its parts are rather not those of the stated figure."""

from __future__ import annotations

import pytest

from tests.builders import checked, failed, verdicts

HEAD = "구분 | 인원(명) | 건수(건)"


@pytest.mark.parametrize(
    ("total", "wrong"),
    [
        ("1,320", True),  # a gap of a tenth at most
        ("1,210", True),
        ("9,230", True),  # one digit off
        ("2,130", True),  # two digits swapped
        ("12,300", True),  # a factor of ten
        ("1,617", False),
        ("987", False),
    ],
)
def test_a_sum_that_no_column_bears_out_is_wrong_only_if_its_gap_is_a_mistake(total: str, wrong: bool) -> None:
    findings = checked(f"구분 | 인원(명)\n합계 | {total}\n동부 | 600\n서부 | 630")
    assert failed(findings) == ["HG101 0,1"] * wrong
    assert verdicts(findings, "HG101") == {"0,1": "inconsistent" if wrong else "undecidable"}


def test_what_cannot_be_decided_is_no_alarm_and_says_why() -> None:
    (finding,) = checked("구분 | 인원(명)\n합계 | 1,617\n동부 | 600\n서부 | 630")
    assert finding.severity == "note"
    assert "cannot be decided, no column bears these parts out" in finding.message
    assert (finding.computed, finding.gap) == (None, None)


ROWS = "동부 | 100 | 15 | 41.7\n서부 | 200 | 25 | 52.3\n남부 | 300 | 35 | 48.8"


def test_a_mean_in_a_total_row_is_not_a_failed_sum() -> None:
    findings = checked(f"{HEAD} | 만족(점)\n합계 | 600 | 75 | 47.6\n{ROWS}")
    assert not failed(findings)
    assert verdicts(findings, "HG101")["0,3"] == "undecidable"


def test_a_sum_with_one_wrong_digit_is_no_mean() -> None:
    findings = checked(f"{HEAD} | 만족(점)\n합계 | 600 | 75 | 42.8\n{ROWS}")
    assert failed(findings) == ["HG101 0,3"]


def test_a_figure_of_another_order_is_not_a_failed_sum() -> None:
    findings = checked("구분 | 가(명) | 나(명) | 다(명)\n합계 | 30 | 70 | 98,765\n동부 | 10 | 40 | 11\n서부 | 20 | 30 | 18")
    assert not failed(findings)


@pytest.mark.parametrize(("marker", "verdict"), [("…", "undecidable"), ("미집계", "undecidable"), ("-", "inconsistent")])
def test_a_part_that_is_not_told_leaves_a_sum_open(marker: str, verdict: str) -> None:
    findings = checked(f"{HEAD}\n합계 | 330 | 75\n동부 | 100 | 15\n서부 | 200 | 25\n남부 | {marker} | 35")
    assert verdicts(findings, "HG101") == {"0,1": verdict, "0,2": "exact"}


def test_running_numbers_are_not_added_up() -> None:
    findings = checked(
        "지점 | 번호 붙임 | 남(명) | 여(명) | 계(명)\n동부 | 1 | 10 | 20 | 30\n서부 | 2 | 15 | 25 | 40\n남부 | 3 | 5 | 9 | 14"
    )
    assert set(verdicts(findings, "HG104").values()) == {"exact"}
    assert all(term.ref.column != 1 for f in findings if f.relation for term in f.relation.terms)


RATES = (
    "구분 | 실적 | 목표 | 증감률\n취업자 | 200명 | 210명 | 5.0%\n구직자 | 400명 | 412명 | 3.0%\n이수자 | 100명 | 104명 | 4.0%\n"
)


def test_growth_of_a_percentage_may_be_printed_in_points() -> None:
    findings = checked(RATES + "취업률 | 50.0% | 51.0% | 1.0%")
    assert not failed(findings)
    assert verdicts(findings, "HG203") == {"0,3": "exact", "1,3": "exact", "2,3": "exact"}
    assert verdicts(findings, "HG201") == {"3,3": "exact"}


@pytest.mark.parametrize(("stated", "wrong"), [("2.0%", []), ("1.4%", ["HG203 3,3"])])
def test_growth_of_a_percentage_that_holds_in_neither_way_warns(stated: str, wrong: list[str]) -> None:
    assert failed(checked(RATES + f"취업률 | 50.0% | 51.0% | {stated}")) == wrong
