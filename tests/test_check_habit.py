"""How a report shortens its figures, footnotes that say so, and readers that disagree on a text."""

from __future__ import annotations

from dataclasses import replace

import pytest

import check
from hapgye.disputes import disputed
from schemas import Finding
from tests.builders import table

HEADER = "구분 | 예산(억원) | 가(억원) | 나(억원) | 다(억원)"
ROUNDED = f"""
{HEADER}
계 | 164 | 30 | 30 | 46
갑 | 52 | 15 | 15 | 23
을 | 52 | 15 | 15 | 23
"""


def report(text: str, *texts: str, footnote: str = "") -> tuple[Finding, ...]:
    tables, findings = check.check_tables([replace(table(text), footnotes=(footnote,) if footnote else ())])
    return check.with_habit(findings, tables, texts)


def habits(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.message for finding in findings if finding.rule == "HG106"]


def wide(gaps: list[int]) -> str:
    """Rows whose total column is off by some units."""
    rows = [[at * 97 + 311, at * 53 + 207, at * 31 + 123] for at in range(len(gaps))]
    lines = [
        f"사업{at} | {sum(row) + gap} | " + " | ".join(map(str, row))
        for at, (row, gap) in enumerate(zip(rows, gaps, strict=True))
    ]
    return "\n".join([HEADER.replace("예산", "합계"), *lines])


@pytest.mark.parametrize(
    ("gaps", "habit"),
    [
        ([-1, -1, -2, -1, 0, 0], "the report rounds: 4 relations"),
        ([2, 1, 2, 2, 0, 0], ""),
        ([0, 0, 0, 0, 0, 0], ""),
        ([-1, -1, 0, 0, 0, 0], ""),
    ],
    ids=["below the parts", "either", "exact", "too few"],
)
def test_a_report_that_rounds(gaps: list[int], habit: str) -> None:
    told = habits(report(wide(gaps)))
    assert told == [] if not habit else told[0].startswith(habit)


def test_a_report_that_cuts_digits_off() -> None:
    lines = [f"사업{at} | {sum(parts) + gap} | " + " | ".join(map(str, parts)) for at, (parts, gap) in enumerate(CUT)]
    text = "\n".join(["구분 | 합계(억원) | " + " | ".join(f"{name}(억원)" for name in "가나다라마바"), *lines])
    findings = report(text)
    told = "the report cuts digits off: 0 relations hold only if figures are rounded, 5 only if cut off"
    assert habits(findings) == [told]
    assert all("cuts digits off" in f.message for f in findings if f.verdict == "truncation")


CUT = [([at * 17 + k * 29 + 100 for k in range(6)], gap) for at, gap in enumerate([5, 5, 4, 5, 5, 0])]


def test_what_a_report_says_of_its_sums_is_quoted_once() -> None:
    findings = report(wide([0, 0]), "본문", "※ 합계는 반올림 때문에 각 항목의 합과 차이가 있을 수 있음", "※ 단수조정")
    assert habits(findings) == ['the report says: "※ 합계는 반올림 때문에 각 항목의 합과 차이가 있을 수 있음"']
    assert habits(report(wide([0, 0]), "평균은 소수점 셋째 자리에서 반올림한다")) == []


def test_a_footnote_on_rounding_is_quoted_by_what_does_not_hold_exactly() -> None:
    findings = report(wide([-1, 0, 40]), footnote="* 단수조정으로 합이 맞지 않음")
    quoted = {f.verdict for f in findings if "단수조정" in f.message}
    assert quoted == {"rounding", "inconsistent"}
    assert not any("footnote" in f.message for f in report(wide([-1, 0, 40]), footnote="* 잠정치"))


def test_a_text_on_which_readers_disagree_may_be_the_extraction() -> None:
    mine = table(ROUNDED.replace("예산", "합계"))
    other = replace(table(ROUNDED.replace("예산", "합계").replace("계 | 164", "계 | 104")), reader="other")
    findings = check.check_table(mine)
    doubted = [f for f in disputed(findings, mine, [other]) if "extraction" in f.message]
    assert doubted
    assert all(f.verdict == "inconsistent" and "t01!0,1 is 164 here and 104 to other" in f.message for f in doubted)
    assert disputed(findings, mine, [mine]) == list(findings)
