"""Which figure is likely wrong where sums fail, and by which slip; and a table's status."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

import check
from check.locate_slip import slip
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
    (wrong,) = [f for f in checked("구분 | 인원(명)\n합계 | 12,340\n가 | 1,111\n나 | 123") if f.verdict == "inconsistent"]
    assert wrong.suggestion == "t01!0,1: 1,234 in place of 12,340 would hold (a factor of ten)"
    assert [str(ref) for ref in wrong.suspects] == ["t01!0,1"]


def test_of_several_likely_slips_none_is_suggested_for_a_lone_sum() -> None:
    text = "구분 | 인원(명)\n합계 | 12,660\n가 | 6,240\n나 | 2,310\n다 | 1,870\n라 | 1,150\n마 | 290\n바 | 740"
    (wrong,) = [f for f in checked(text) if f.verdict == "inconsistent"]
    assert (wrong.suggestion, wrong.gap) == ("", 60)


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


def wide(changes: dict[tuple[int, int], int]) -> str:
    """A grid of eight rows and eight columns under a total row and beside a total column."""
    rng = Random(3)
    body = [[rng.randint(1_000, 2_000) for _ in range(8)] for _ in range(8)]
    rows = [[sum(row), *row] for row in body]
    rows.insert(0, [sum(column) for column in zip(*rows, strict=True)])
    for (row, column), shift in changes.items():
        rows[row][column] += shift
    names = ["합계", *(f"사업{at}" for at in range(8))]
    header = " | ".join(["구분", "계(명)", *(f"지역{at}(명)" for at in range(8))])
    lines = [" | ".join([name, *(f"{value:,}" for value in row)]) for name, row in zip(names, rows, strict=True)]
    return "\n".join([header, *lines])


def suspected(text: str) -> dict[str, list[str]]:
    """The suspects of every failed sum by the figure that states it."""
    failed = [f for f in checked(text) if f.verdict == "inconsistent"]
    return {str(f.target).partition("!")[2]: [str(ref).partition("!")[2] for ref in f.suspects] for f in failed}


def test_two_figures_exchanged_are_named() -> None:
    apart = [cell.replace(",", "") for cell in wide({}).splitlines()[2].split(" | ")[3:5]]
    shift = int(apart[1]) - int(apart[0])
    text = wide({(1, 2): shift, (1, 3): -shift})
    assert suspected(text) == {"0,3": ["1,3", "1,4"], "0,4": ["1,3", "1,4"]}
    assert all("exchanged" in f.suggestion for f in checked(text) if f.verdict == "inconsistent")


def test_two_wrong_figures_are_told_apart() -> None:
    text = wide({(1, 1): 700, (2, 4): -300})
    assert suspected(text) == {"0,2": ["1,2"], "1,1": ["1,2"], "0,5": ["2,5"], "2,1": ["2,5"]}


def test_two_wrong_figures_in_one_row_are_both_suspected() -> None:
    text = wide({(1, 1): 700, (1, 4): -311})
    assert suspected(text) == {"0,2": ["1,2"], "0,5": ["1,5"], "1,1": ["1,2", "1,5"]}


def test_a_sum_of_thousands_is_judged_in_time() -> None:
    rows = "\n".join(f"사업{at} | {at + 1:,}" for at in range(3_000))
    (wrong,) = [f for f in checked(f"구분 | 인원(명)\n합계 | 4,501,509\n{rows}") if f.verdict == "inconsistent"]
    assert wrong.suspects == ()
