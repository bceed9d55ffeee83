"""Columns and rows of shares: of a column's total, of a group's, of a row's; and what is none."""

from __future__ import annotations

from tests.builders import checked, failed, parts, verdicts

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
