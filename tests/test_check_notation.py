"""Suspicious notation is found where the table gives the measure for it, and only there."""

from __future__ import annotations

import pytest

from check.notation import notation, prose_notation
from check.view import View
from normalize import statements
from schemas import RULES, Paragraph, Place
from tests.builders import table

SEPARATED = """
구분 | 목표  | 실적
가   | 6,120 | 5,123
나   | 3,975 | 3,418
다   | 1,234 | {}
"""
POINTS = """
구분 | 2020년 | 2021년 | 증감
가   | 40.0%  | 42.5%  | {}
나   | 50.0%  | 49.0%  | {}
다   | 10.0%  | 10.4%  | {}
"""
LISTED = """
구분 | 사업수 | 예산 | 계획
가   | 3      | 120  | 7
나   | 5      | 340  | 9
"""


def found(text: str, unit: str = "") -> list[str]:
    """Rule and place of the findings on the table that a pipe grid shows."""
    return [f"{f.rule} {str(f.target).partition('!')[2]}" for f in notation(View(table(text, 1, unit)))]


@pytest.mark.parametrize("figure", ["1,23,456", "12,00원", "2,31,460", "1,723,144386", "18,426419"])
def test_misplaced_commas(figure: str) -> None:
    assert found(SEPARATED.format(figure), "(단위: 원)") == ["HG601 2,2"]


@pytest.mark.parametrize(("figure", "rules"), [("68.456", ["HG601 2,2"]), ("47,318", []), ("0.045", []), ("68.45", [])])
def test_point_in_whole_pieces(figure: str, rules: list[str]) -> None:
    assert found(SEPARATED.format(figure), "(단위: 개)") == rules


@pytest.mark.parametrize(("figure", "rules"), [("5284", ["HG602 2,2"]), ("5,284", []), ("637", []), ("2021", []), ("5284.5", [])])
def test_missing_separator(figure: str, rules: list[str]) -> None:
    assert found(SEPARATED.format(figure), "(단위: 명)") == rules


def test_table_without_separators() -> None:
    assert found(SEPARATED.format("5284").replace(",", ""), "(단위: 명)") == []


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        (("2.5%", "△1.0%", "0.4%"), ["HG603 0,3"]),
        (("2.5%p", "△1.0%p", "0.4%p"), []),
        (("6.3%", "△2.0%", "4.0%"), []),
        (("2.5%", "△2.0%", "0.4%"), []),
    ],
)
def test_percent_for_points(changes: tuple[str, str, str], rules: list[str]) -> None:
    assert found(POINTS.format(*changes)) == rules


def test_caption_of_other_units() -> None:
    text = "구분 | 인원\n가 | 3명\n나 | 5명\n다 | 8명"
    assert found(text, "(단위: 백만원)") == ["HG604 0,1"]
    assert found(text, "(단위: 명)") == []
    assert found(text) == []


def test_fractions_of_whole_pieces() -> None:
    text = "구분 | 값\n가 | 57.3\n나 | 41.0\n다 | 12.8"
    assert found(text, "(단위: 명)") == ["HG604 0,1"]
    assert found(text, "(단위: 천명)") == []
    assert found(text.replace("41.0", "41"), "(단위: 명)") == []


def test_undecided_unit() -> None:
    assert found(LISTED, "(단위: 개, 백만원)") == ["HG605 0,3"]
    assert found(LISTED, "(단위: 개)") == []


def test_prose() -> None:
    paragraphs = [Paragraph("총 68.456개 창출", Place(line=7)), Paragraph("총 47,318개, 0.5개", Place(line=8))]
    (finding,) = prose_notation(statements(paragraphs))
    assert (finding.rule, str(finding.target)) == ("HG601", "line:7")


def test_never_an_error() -> None:
    rules = [rule for code, rule in RULES.items() if code.startswith("HG6")]
    assert len(rules) == 5
    assert all(rule.severity != "error" for rule in rules)


@pytest.mark.parametrize(
    ("figure", "mark"),
    [
        ("1,2502)", "1,250 with the footnote mark 2)"),
        ("12,34511)", "12,345 with the footnote mark 11)"),
        ("1,2502", ""),
        ("(1,2502)", ""),
    ],
)
def test_a_footnote_mark_glued_to_a_figure_is_suspected(figure: str, mark: str) -> None:
    (finding,) = notation(View(table(SEPARATED.format(figure), 1, "(단위: 명)")))
    assert (finding.rule, finding.message.partition("; it may be ")[2]) == ("HG601", mark)
