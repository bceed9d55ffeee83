"""Totals by label: which rows and columns a total is the sum of, and when it is reported."""

from __future__ import annotations

import pytest

from tests.builders import checked, failed, parts, verdicts


def test_a_total_above_is_the_sum_of_the_rows_below() -> None:
    findings = checked("구분 | 남(명) | 여(명)\n합 계 | 30 | 12\n동부 | 10 | 5\n서부 | 20 | 7")
    assert verdicts(findings, "HG101") == {"0,1": "exact", "0,2": "exact"}
    assert parts(findings, "HG101", "0,1") == {"1,1", "2,1"}


def test_a_total_below_is_the_sum_of_the_rows_above() -> None:
    findings = checked("구분 | 남(명) | 여(명)\n동부 | 10 | 5\n서부 | 20 | 7\n계 | 30 | 12")
    assert verdicts(findings, "HG101") == {"2,1": "exact", "2,2": "exact"}
    assert parts(findings, "HG101", "2,2") == {"0,2", "1,2"}


@pytest.mark.parametrize("label", ["합계", "총 계", "계", "전체", "총합계", "총계 (2개 사업)", "TOTAL"])
def test_every_word_for_a_total_is_one(label: str) -> None:
    findings = checked(f"구분 | 인원(명) | 건수(건)\n{label} | 30 | 13\n동부 | 10 | 5\n서부 | 20 | 7")
    assert verdicts(findings, "HG101") == {"0,1": "exact", "0,2": "inconsistent"}


@pytest.mark.parametrize("label", ["회계", "통계", "기계", "계획", "설계", "합격"])
def test_a_word_that_ends_like_a_total_is_none(label: str) -> None:
    assert not checked(f"구분 | 인원(명)\n{label} | 30\n동부 | 10\n서부 | 20")


def test_a_wrong_total_is_an_error_with_its_gap() -> None:
    findings = checked("구분 | 인원(명) | 건수(건)\n합계 | 31 | 12\n동부 | 10 | 5\n서부 | 20 | 7")
    (wrong,) = [f for f in findings if f.verdict == "inconsistent"]
    assert (wrong.rule, str(wrong.target), wrong.severity) == ("HG101", "t01!0,1", "error")
    assert [wrong.stated, wrong.computed, wrong.gap, wrong.tolerance] == [31, 30, 1, 0]
    assert "stated 31, computed 30, gap +1" in wrong.message


def test_a_wrong_total_in_the_only_column_is_reported() -> None:
    assert failed(checked("구분 | 인원(명)\n합계 | 13,660\n동부 | 7,117\n서부 | 6,483")) == ["HG101 0,1"]


@pytest.mark.parametrize("unit", ["백만원", "억원", "천명"])
def test_a_scaled_total_may_be_off_by_rounding(unit: str) -> None:
    findings = checked(f"구분 | 금액({unit})\n합계 | 101\n동부 | 60\n서부 | 40")
    assert verdicts(findings, "HG101") == {"0,1": "rounding"}


def test_a_part_of_thirty_digits_leaves_a_small_total_undecided() -> None:
    found = checked(f"구분 | 인원(명)\n합계 | 3\n가온 | 1{'0' * 30}\n나루 | 1")
    assert "inconsistent" not in verdicts(found, "HG101").values()


def test_a_total_row_that_sums_nothing_raises_no_alarm() -> None:
    """전체 is here a region among others, and 계 a class of its own."""
    findings = checked(
        "구분 | 2020년(명) | 2021년(명)\n전체 | 41,527,300 | 41,600,000\n가온구 | 214,638 | 305,000\n나루구 | 99,000 | 98,000"
    )
    assert not failed(findings)


def test_rates_are_not_added_up() -> None:
    findings = checked("구분 | 인원(명) | 취업률\n합계 | 30 | 41.0%\n동부 | 10 | 35.0%\n서부 | 20 | 44.0%")
    assert verdicts(findings, "HG101") == {"0,1": "exact"}


@pytest.mark.parametrize("header", ["단가(원)", "순위", "평균(명)", "구성비", "연도"])
def test_columns_that_cannot_be_added_up_are_left_alone(header: str) -> None:
    findings = checked(f"구분 | {header} | 인원(명)\n합계 | 7 | 30\n동부 | 6 | 10\n서부 | 8 | 20")
    assert set(verdicts(findings, "HG101")) == {"0,2"}


GROUPS = """
사업 | <          | 인원(명) | 예산(백만원)
총계 | <          | 68       | 340
직접 | <          | 30       | 150
     | 공원 돌봄  | 10       | 50
     | 길 청소    | 20       | 100
간접 | <          | 38       | 190
     | 배움터     | 18       | 90
     | 일자리 방  | 20       | 100
"""
NESTED = """
사업               | 인원(명)
총계 (4개 사업)    | 68
직접일자리 (2개 사업) | 30
공원 돌봄          | 10
길 청소            | 20
간접일자리 (2개 사업) | 38
배움터             | 18
일자리 방          | 20
"""


def test_groups_are_the_sums_of_their_members_and_the_total_of_the_groups() -> None:
    findings = checked(NESTED)
    assert verdicts(findings, "HG102") == {"1,1": "exact", "4,1": "exact"}
    assert parts(findings, "HG102", "4,1") == {"5,1", "6,1"}
    assert parts(findings, "HG101", "0,1") == {"1,1", "4,1"}
    assert parts(findings, "HG103", "0,1") == {"2,1", "3,1", "5,1", "6,1"}
    assert not failed(findings)


THIRD = """간접일자리 (2개 사업) | 38
배움터             | 18
일자리 방          | 20
창업 (2개 사업)    | 9
가게 열기          | 4
가게 잇기          | 5
"""
THREE = NESTED.replace("총계 (4개 사업)    | 68", "총계 (6개 사업)    | 77").replace(NESTED[NESTED.index("간접") :], THIRD)


def test_a_wrong_group_is_reported_with_the_grand_total_that_still_holds() -> None:
    assert not failed(checked(THREE))
    findings = checked(THREE.replace("(2개 사업) | 30", "(2개 사업) | 31"))
    assert verdicts(findings, "HG103") == {"0,1": "exact"}
    assert failed(findings) == ["HG102 1,1"]


def test_a_wrong_member_fails_its_group_only_and_the_groups_still_make_the_total() -> None:
    findings = checked(THREE.replace("배움터             | 18", "배움터             | 81"))
    assert failed(findings) == ["HG102 4,1"]
    assert verdicts(findings, "HG101") == {"0,1": "exact"}


def test_a_wrong_group_of_two_is_reported() -> None:
    assert failed(checked(NESTED.replace("(2개 사업) | 30", "(2개 사업) | 31"))) == ["HG102 1,1"]


def test_groups_under_wide_labels() -> None:
    findings = checked(GROUPS)
    assert not failed(findings)
    assert {f.verdict for f in findings} == {"exact"}


def test_subtotals_are_the_sums_of_their_groups_and_the_total_of_the_subtotals() -> None:
    findings = checked(
        """
        부문 | 사업명 | 예산(천원)
        직접 | 가     | 100
        ^    | 나     | 200
        ^    | 소계   | 300
        간접 | 다     | 30
        ^    | 라     | 40
        ^    | 소계   | 70
        합계 | <      | 370
        """
    )
    assert parts(findings, "HG101", "2,2") == {"0,2", "1,2"}
    assert parts(findings, "HG101", "5,2") == {"3,2", "4,2"}
    assert parts(findings, "HG101", "6,2") | parts(findings, "HG103", "6,2") == {f"{row},2" for row in range(6)}
    assert not failed(findings)


def test_a_wrong_subtotal_is_reported() -> None:
    findings = checked(
        """
        부문 | 사업명 | 국비(명) | 시비(명)
        직접 | 가     | 100 | 10
        ^    | 나     | 200 | 20
        ^    | 소계   | 330 | 30
        간접 | 다     | 30  | 3
        ^    | 라     | 40  | 4
        ^    | 소계   | 70  | 7
        합계 | <      | 370 | 37
        """
    )
    assert failed(findings) == ["HG101 2,2", "HG101 6,2"]


def test_three_levels_of_outline() -> None:
    findings = checked(
        """
        과목        | 예산(백만원)
        합계        | 1,000
        1. 세입     | 1,000
        가. 지방세  | 600
        1) 취득세   | 250
        2) 재산세   | 350
        나. 보조금  | 400
        """
    )
    assert verdicts(findings, "HG102") == {"1,1": "exact", "2,1": "exact"}
    assert parts(findings, "HG102", "1,1") == {"2,1", "5,1"}
    assert not failed(findings)


def test_one_total_with_two_breakdowns() -> None:
    text = """
    구 분  | <     | 2020년(명) | 2021년(명)
    전 체  | <     | 100 | 110
    성별   | 남    | 40  | 45
    ^      | 여    | 60  | 65
    연령별 | 청년  | 30  | 31
    ^      | 중년  | 30  | 34
    ^      | 노년  | 40  | 45
    """
    findings = checked(text)
    assert parts(findings, "HG101", "0,2") == {"1,2", "2,2", "3,2", "4,2", "5,2"}
    claims = [f for f in findings if f.rule == "HG101" and str(f.target) == "t01!0,2"]
    assert sorted(len(f.relation.terms) for f in claims if f.relation) == [2, 3]
    assert not failed(findings)


def test_a_wrong_total_fails_in_every_breakdown() -> None:
    text = """
    구 분  | <     | 2019년(명) | 2020년(명) | 2021년(명)
    전 체  | <     | 70 | 101 | 110
    성별   | 남    | 30 | 40  | 45
    ^      | 여    | 40 | 60  | 65
    연령별 | 청년  | 20 | 30  | 31
    ^      | 노년  | 50 | 70  | 79
    """
    assert failed(checked(text)) == ["HG101 0,3", "HG101 0,3"]


RATE_ROW = """
구 분           | <     | 2020년(명) | 2021년(명)
전 체           | <     | 100 | 110
전년대비 증감률 | <     | -   | 10.0%
성별            | 남    | 40  | 45
^               | 여    | 60  | 65
연령별          | 청년  | 30  | 31
^               | 노년  | 70  | 79
"""


def test_a_row_of_rates_between_total_and_breakdowns_heads_no_group() -> None:
    assert parts(checked(RATE_ROW), "HG101", "0,2") == {"2,2", "3,2", "4,2", "5,2"}


def test_an_amount_merged_over_two_rows_counts_once() -> None:
    text = """
    사업명 | 유형 | 예산(천원)
    합계   | <    | 300
    가     | 신규 | 100
    나     | 신규 | 200
    ^      | 계속 | ^
    """
    findings = checked(text)
    assert parts(findings, "HG101", "0,2") == {"1,2", "2,2"}
    assert verdicts(findings, "HG101") == {"0,2": "exact"}
    assert failed(checked(text.replace("| 300", "| 500"))) == ["HG101 0,2"]


def test_markers_count_as_nothing() -> None:
    findings = checked("사업명 | 예산(천원) | 인원(명)\n합계 | 100 | 7\n가 | 비예산 | 7\n나 | 100 | -")
    assert verdicts(findings, "HG101") == {"0,1": "exact", "0,2": "exact"}


def test_a_total_printed_as_a_marker_holds_over_markers_and_is_undecidable_over_figures() -> None:
    findings = checked("사업명 | 예산(천원) | 인원(명)\n합계 | - | -\n가 | - | -\n나 | - | 3")
    assert verdicts(findings, "HG101").get("0,2") in {None, "undecidable"}
    assert not failed(findings)


def test_a_word_among_the_parts_leaves_a_sum_undecided_unless_it_holds() -> None:
    text = "사업명 | 예산(천원) | 인원(명)\n합계 | 100 | 50\n가 | 60 | 20\n나 | 40 | 20\n다 | {} | 10"
    assert verdicts(checked(text.format("별도 문의 바람")), "HG101") == {"0,1": "exact", "0,2": "exact"}
    open_sum = checked(text.replace("합계 | 100", "합계 | 130").format("별도 문의 바람"))
    assert verdicts(open_sum, "HG101") == {"0,1": "undecidable", "0,2": "exact"}
    assert failed(checked(text.replace("합계 | 100", "합계 | 130").format("-"))) == ["HG101 0,1"]


def test_a_blank_counts_as_nothing() -> None:
    findings = checked("사업명 | 예산(명) | 인원(명)\n합계 | 60 | 20\n가 | 60 | 20\n나 | |")
    assert verdicts(findings, "HG101") == {"0,1": "exact", "0,2": "exact"}


def test_a_total_column_under_its_merged_header() -> None:
    findings = checked(
        """
        구분 | 인원(명) | 예산(백만원) | <  | <
        ^    | ^        | 합계         | 국비 | 시비
        가   | 7        | 30           | 10   | 20
        나   | 9        | 50           | 10   | 40
        """
    )
    assert verdicts(findings, "HG104") == {"0,2": "exact", "1,2": "exact"}
    assert parts(findings, "HG104", "0,2") == {"0,3", "0,4"}


def test_a_total_column_beside_its_parts_before_or_behind_it() -> None:
    behind = checked("시장명 | 남(명) | 여(명) | 계(명)\n가 | 8 | 2 | 10\n나 | 4 | 5 | 9\n다 | 6 | 7 | 14")
    assert verdicts(behind, "HG104") == {"0,3": "exact", "1,3": "exact", "2,3": "inconsistent"}
    before = checked("시장명 | 계(명) | 남(명) | 여(명)\n가 | 10 | 8 | 2\n나 | 9 | 4 | 5\n다 | 14 | 6 | 7")
    assert verdicts(before, "HG104") == {"0,1": "exact", "1,1": "exact", "2,1": "inconsistent"}


def test_groups_of_columns_count_by_their_own_subtotals() -> None:
    text = """
    구분 | 합계(명) | 청년(명) | <  | <    | 노년(명) | <  | <
    ^    | ^        | 소계     | 남 | 여   | 소계     | 남 | 여
    가   | 100      | 30       | 10 | 20   | 70       | 30 | 40
    나   | 50       | 20       | 15 | 5    | 30       | 10 | 20
    """
    findings = checked(text)
    assert parts(findings, "HG104", "0,1") == {"0,2", "0,5"}
    assert parts(findings, "HG104", "0,2") == {"0,3", "0,4"}
    assert parts(findings, "HG104", "0,5") == {"0,6", "0,7"}
    assert not failed(findings)
    assert "HG104 0,5" in failed(checked(text.replace("70       | 30", "70       | 31")))


def test_a_total_column_leaves_columns_of_another_unit_out() -> None:
    findings = checked("구분 | 계(명) | 남(명) | 여(명) | 예산(천원)\n가 | 3 | 1 | 2 | 500\n나 | 9 | 4 | 5 | 700")
    assert parts(findings, "HG104", "0,1") == {"0,2", "0,3"}


def test_units_of_one_kind_are_converted_and_others_are_not_compared() -> None:
    findings = checked("구분 | 금액\n합계 | 3억원\n가 | 100백만원\n나 | 200,000천원")
    assert verdicts(findings, "HG101") == {"0,1": "exact"}
    findings = checked("구분 | 금액\n합계 | 3억원\n가 | 100명\n나 | 200,000천원")
    assert not failed(findings)


def test_a_weaker_word_for_a_total_counts_only_where_the_figures_bear_it_out() -> None:
    text = "구분 | 가온구(명) | 나루구(명) | 다온구(명)\n전체인구 | {} | 50 | 90\n남자 | 40 | 20 | 50\n여자 | 60 | 30 | 40"
    assert verdicts(checked(text.format(100)), "HG101") == {"0,1": "exact", "0,2": "exact", "0,3": "exact"}
    assert verdicts(checked(text.format(101)), "HG101") == {"0,1": "inconsistent", "0,2": "exact", "0,3": "exact"}
    none = "구분 | 가온구(명) | 나루구(명)\n전체인구 | 900 | 800\n취업자 | 40 | 20\n구직자 | 60 | 30"
    assert not checked(none)


def test_two_totals_divide_the_rows_between_them() -> None:
    findings = checked("구분 | 인원(명)\n가 | 1\n나 | 2\n계 | 3\n다 | 10\n라 | 20\n계 | 30")
    assert parts(findings, "HG101", "2,1") == {"0,1", "1,1"}
    assert parts(findings, "HG101", "5,1") == {"3,1", "4,1"}
    assert not failed(findings)


def test_a_wrong_digit_in_a_wide_table_is_one_error_with_its_row_and_column() -> None:
    text = """
    구분 | 계(명) | 남(명) | 여(명)
    합계 | 66 | 30 | 36
    가   | 11 | 5  | 6
    나   | 22 | 10 | 12
    다   | 33 | 15 | 18
    """
    assert not failed(checked(text))
    assert failed(checked(text.replace("22 | 10", "22 | 70"))) == ["HG101 0,2", "HG104 2,1"]


def test_findings_stand_on_the_scale_of_the_target() -> None:
    (finding,) = [f for f in checked("구분 | 금액\n합계 | 4억원\n가 | 100백만원\n나 | 200백만원") if f.rule == "HG101"]
    figures = [finding.stated, finding.computed, finding.gap]
    assert figures in ([400_000_000, 300_000_000, 100_000_000], [4, 3, 1])


SCORES = """
평가 항목 | 배점
합계 | 60
1. 일반 현황 | 20
1.1 수행 경험 | 8
1.2 경영 상태 | 12
2. 수행 방안 | 40
2.1 이해도 | 15
2.2 추진 전략 | 25
"""


def test_outline_marks_make_a_hierarchy() -> None:
    findings = checked(SCORES)
    assert verdicts(findings, "HG102") == {"1,1": "exact", "4,1": "exact"}
    assert parts(findings, "HG101", "0,1") == {"1,1", "4,1"}
    assert not failed(findings)
    assert failed(checked(SCORES.replace("12\n", "21\n"))) == ["HG102 1,1"]


def test_means_are_no_totals_gone_wrong() -> None:
    rates = "구분 | 남 | 여 | 계\n가 | 8.1 | 9.3 | 8.6\n나 | 7.0 | 8.8 | 7.7"
    assert not failed(checked(rates))
    heads = "구분 | 남(명) | 여(명) | 계(명)\n가 | 810 | 930 | 1,704"
    assert failed(checked(heads)) == ["HG104 0,3"]


FUNDS = "목표(명) | 사업비(원) | < | < | <\n^ | 계 | 국비 | 시비 | 구비\n157 | "


def test_a_total_of_one_part_beside_nil_ones_is_that_part() -> None:
    (finding,) = [f for f in checked(f"{FUNDS}2,505 | - | - | 2,505", 2) if f.rule == "HG104"]
    assert finding.relation is not None
    assert (finding.verdict, [str(term.ref) for term in finding.relation.terms]) == ("exact", ["t01!0,4"])


@pytest.mark.parametrize("row", ["2,505 | - | - | 2,504", "2,505 | - | … | 2,505", "2,505 | - |  | 2,505"])
def test_a_total_beside_one_part_is_nothing_else(row: str) -> None:
    assert not [f for f in checked(FUNDS + row, 2) if f.rule == "HG104"]
