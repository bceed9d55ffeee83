"""Counts in labels against the rows that they count."""

from __future__ import annotations

from tests.builders import checked, failed, parts, verdicts

PROJECTS = """
사업명               | 예산(천원)
총계 (5개 사업)      | 150
고용서비스 (2개 사업) | 30
가                   | 10
나                   | 20
창업 (3개 사업)      | 120
다                   | 30
라                   | 40
마                   | 50
"""


def test_counts_hold() -> None:
    findings = checked(PROJECTS)
    assert verdicts(findings, "HG301") == {"0": "exact", "1": "exact", "4": "exact"}
    assert verdicts(findings, "HG302") == {"0": "exact"}
    assert parts(findings, "HG301", "1") == {"2", "3"}
    assert parts(findings, "HG302", "0") == {"1", "4"}
    assert not failed(findings)


def test_a_wrong_count_of_a_group_is_an_error_and_so_is_the_sum_of_the_counts() -> None:
    findings = checked(PROJECTS.replace("창업 (3개", "창업 (4개"))
    assert failed(findings) == ["HG302 0", "HG301 4"]
    (wrong,) = [f for f in findings if f.rule == "HG301" and f.verdict == "inconsistent"]
    assert [wrong.stated, wrong.computed, wrong.gap] == [4, 3, 1]
    assert wrong.severity == "error"


def test_a_wrong_total_count_fails_both_ways() -> None:
    assert failed(checked(PROJECTS.replace("총계 (5개", "총계 (6개"))) == ["HG301 0", "HG302 0"]


def test_a_lost_row_is_found_by_its_count_and_its_sum() -> None:
    lost = checked(PROJECTS.replace("라                   | 40\n", ""))
    assert {"HG301 4", "HG301 0"} <= set(failed(lost))


GROUP_OF_MERGED = """
사업명               | <    | 예산(천원)
총계                 | <    | 150
직접 (2개 사업)      | <    | 60
가                   | 신규 | 10
^                    | 계속 | 20
나                   | 신규 | 30
간접 (1개 사업)      | <    | 90
다                   | 신규 | 90
"""


def test_an_entry_over_two_rows_may_count_once() -> None:
    assert verdicts(checked(GROUP_OF_MERGED), "HG301") == {"1": "exact", "5": "exact"}
    assert verdicts(checked(GROUP_OF_MERGED.replace("직접 (2개", "직접 (3개")), "HG301")["1"] == "exact"
    assert failed(checked(GROUP_OF_MERGED.replace("직접 (2개", "직접 (4개"))) == ["HG301 1"]


def test_an_entry_over_two_rows_may_count_once_under_a_total_without_groups() -> None:
    text = """
    사업명               | 유형 | 예산(천원)
    총계 (2개 사업)      | <    | 60
    가                   | 신규 | 10
    ^                    | 계속 | 20
    나                   | 신규 | 30
    """
    assert verdicts(checked(text), "HG301") == {"0": "exact"}


def test_a_count_with_nothing_below_it_claims_nothing() -> None:
    assert not verdicts(checked("사업명 | 예산(천원)\n가 (3개 사업) | 10\n나 (2개 사업) | 20"), "HG301")
