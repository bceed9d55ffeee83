"""Which figure is likely wrong where sums fail, and by which slip; and a table's status."""

from __future__ import annotations

from decimal import Decimal

import pytest

import check
from check.suspects import slip
from tests.builders import checked, table

BOTH_WAYS = """
구분 | 계(명) | 남(명) | 여(명)
합계 | 66     | 30     | 36
가   | 11     | 5      | 6
나   | 22     | 10     | 12
다   | 33     | 15     | 18
"""


@pytest.mark.parametrize(
    ("printed", "meant", "name"),
    [
        ("13660", "13600", "one digit off"),
        ("1243", "1234", "two digits swapped"),
        ("12", "-12", "a sign"),
        ("1200", "120", "a factor of ten"),
        ("12", "12000", "a factor of ten"),
        ("1123", "123", "a digit too many"),
        ("123", "1123", "a digit missing"),
        ("12.3", "12.8", "one digit off"),
        ("5", "777", ""),
        ("12", "12", ""),
        ("12", "-13", ""),
        ("1324", "1234", "two digits swapped"),
        ("4321", "1234", ""),
        ("0", "0", ""),
    ],
)
def test_slips(printed: str, meant: str, name: str) -> None:
    assert slip(Decimal(printed), Decimal(meant)) == name


def test_the_cell_in_which_failing_sums_cross_is_the_suspect() -> None:
    wrong = [f for f in checked(BOTH_WAYS.replace("22     | 10", "22     | 70")) if f.verdict == "inconsistent"]
    assert len(wrong) == 2
    for finding in wrong:
        assert [str(ref) for ref in finding.suspects] == ["t01!2,2"]
        assert finding.suggestion == "t01!2,2: 10 in place of 70 would hold (one digit off)"


def test_a_wrong_total_that_its_row_and_column_contradict_is_the_suspect() -> None:
    wrong = [f for f in checked(BOTH_WAYS.replace("합계 | 66", "합계 | 65")) if f.verdict == "inconsistent"]
    assert {f.rule for f in wrong} == {"HG101", "HG104"}
    assert all("t01!0,1" in map(str, f.suspects) for f in wrong)
    assert all("t01!0,1: 66 in place of 65" in f.suggestion for f in wrong)


def test_where_nothing_tells_the_cells_apart_none_is_named() -> None:
    text = "구분 | 인원(명)\n합계 | 5,000\n가 | 1,234\n나 | 1,468\n다 | 1,000\n라 | 1,111"
    (wrong,) = [f for f in checked(text) if f.verdict == "inconsistent"]
    assert wrong.suspects == ()
    assert wrong.suggestion == ""


def test_the_one_likely_slip_is_suggested_for_a_lone_sum() -> None:
    text = "구분 | 인원(명)\n합계 | 13,660\n가 | 7,117\n나 | 2,175\n다 | 1,987\n라 | 1,218\n마 | 320\n바 | 783"
    (wrong,) = [f for f in checked(text) if f.verdict == "inconsistent"]
    assert "13,600 in place of 13,660" in wrong.suggestion or wrong.suggestion == ""
    assert wrong.gap == 60


def test_sums_that_hold_have_no_suspects() -> None:
    assert all(not f.suspects and not f.suggestion for f in checked(BOTH_WAYS))


def test_no_number_is_changed_to_please_a_sum() -> None:
    wrong = table(BOTH_WAYS.replace("합계 | 66", "합계 | 65"))
    (audited,), findings = check.check_tables([wrong])
    assert audited.table == wrong
    assert audited.status == "quarantined"
    assert any(f.failed for f in findings)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (BOTH_WAYS, "clean"),
        (BOTH_WAYS.replace("36", "63"), "quarantined"),
        ("구분 | 남(명) | 여(명)\n가 | 1 | 7\n나 | 2 | 9", "unchecked"),
        ("구분 | 목표(개) | 실적(개) | 달성률\n가 | 70 | 56 | 80.0%\n나 | 40 | 33 | 82.5%\n다 | 30 | 23 | 16.7%", "unchecked"),
    ],
    ids=["clean", "quarantined", "nothing to check by", "a wrong rate does not quarantine"],
)
def test_status(text: str, status: str) -> None:
    assert check.status(checked(text)) == status
