"""Sums that no label names, found in a table's numbers and confronted as hypotheses."""

from __future__ import annotations

import check
from schemas import Finding
from tests.builders import checked, failed, verdicts

MISPRINTED = """
구분 | 예산 | 국비 | 시비 | 구비 | 기금
가 | 11,432 | 8,517 | 1,864 | 729 | 322
나 | 8,951 | 6,483 | 1,864 | 417 | 187
"""

MANY = """
구분 | 등록(명) | 서울(명) | 부산(명) | 대구(명)
가 | 7,003 | 2,811 | 3,190 | 1,002
나 | 4,415 | 1,207 | 2,007 | 1,201
다 | 9,120 | 4,444 | 3,333 | 1,343
라 | 5,519 | 2,019 | 1,600 | 1,900
마 | 8,808 | 4,108 | 2,300 | 2,400
바 | 6,251 | 3,127 | 1,123 | 2,001
"""


def hypotheses(findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.rule == "HG105"]


def test_a_total_column_with_a_misprinted_header_is_confronted() -> None:
    findings = checked(MISPRINTED)
    assert verdicts(findings, "HG105") == {"0,1": "exact", "1,1": "exact"}
    assert all(f.severity == "note" and f.relation and f.relation.origin == "numbers" for f in hypotheses(findings))


def test_a_line_that_fails_among_many_that_hold_is_a_warning() -> None:
    findings = checked(MANY.replace("9,120", "9,210"))
    assert failed(findings) == ["HG105 2,1"]
    (wrong,) = [f for f in findings if f.verdict == "inconsistent"]
    assert wrong.severity == "warning"
    assert (wrong.stated, wrong.computed) == (9210, 9120)
    assert check.status(findings) == "clean"


def test_a_line_that_fails_among_few_is_not_spoken_of() -> None:
    lines = MANY.strip().splitlines()
    assert failed(checked("\n".join(lines[:4]).replace("9,120", "9,210"))) == []


def test_what_a_label_has_confronted_is_not_said_again() -> None:
    findings = checked(MANY.replace("등록(명)", "합계(명)"))
    assert verdicts(findings, "HG104") != {}
    assert hypotheses(findings) == []


def test_one_line_alone_proves_nothing() -> None:
    assert hypotheses(checked("\n".join(MANY.strip().splitlines()[:2]))) == []


def test_rates_are_not_added() -> None:
    lines = [
        "구분 | 비율 | 남 비율 | 여 비율",
        "가 | 34.0% | 11.0% | 23.0%",
        "나 | 48.0% | 31.0% | 17.0%",
        "다 | 66.0% | 29.0% | 37.0%",
    ]
    text = "\n".join(lines)
    assert hypotheses(checked(text)) == []


def test_unlike_units_are_not_added() -> None:
    text = MANY.replace("서울(명)", "서울(천원)")
    assert hypotheses(checked(text)) == []
