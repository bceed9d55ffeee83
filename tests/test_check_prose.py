"""Claims of the prose: inside a sentence, over the items under it, and against tables."""

from __future__ import annotations

from decimal import Decimal

import pytest

import check
from normalize import statements
from schemas import Finding, Paragraph, Place
from tests.builders import table


def claims(*lines: str, kinds: str = "", tables: tuple[str, ...] = ()) -> list[Finding]:
    """What is found in lines of prose that stand on lines 1, 3, 5 …; `kinds` has one letter a line: h, i or p."""
    names = {"h": "heading", "i": "item", "p": "prose"}
    paragraphs = [
        Paragraph(text, Place(line=1 + 2 * at), names[(kinds or "i" * len(lines))[at]])  # type: ignore[arg-type]
        for at, text in enumerate(lines)
    ]
    return list(check.check_prose(statements(paragraphs), [table(text) for text in tables]))


def told(findings: list[Finding], rule: str) -> list[tuple[str, Decimal | None, Decimal | None]]:
    return [(str(f.verdict), f.stated, f.computed) for f in findings if f.rule == rule]


@pytest.mark.parametrize(
    ("text", "rule", "verdict"),
    [
        ("○ 실적은 1만 2,500개로 목표(1만 2,600개) 대비 99.2% 달성", "HG502", "rounding"),
        ("○ 실적은 1만 2,500개로 목표(1만 2,600개) 대비 98.2% 달성", "HG502", "inconsistent"),
        ("○ 총예산(800억원) 중 600억원(75%) 집행", "HG502", "exact"),
        ("○ 총예산(800억원) 중 600억원(85%) 집행", "HG502", "inconsistent"),
        ("○ 3,000개, ’20년(2,400개) 대비 600개(25%) 증가", "HG501", "exact"),
        ("○ 3,000개, ’20년(2,400개) 대비 500개 증가", "HG501", "inconsistent"),
        ("○ 2,400개, ’20년(3,000개) 대비 600개 감소", "HG501", "exact"),
        ("○ 3,000개, ’20년(2,400개) 대비 600개(25%) 증가", "HG503", "exact"),
        ("○ 2,400개, ’20년(3,000개) 대비 600개(20%) 감소", "HG503", "exact"),
        ("○ 3,000개, ’20년(2,400개) 대비 600개(35%) 증가", "HG503", "inconsistent"),
        ("○ 인원 확대(당초 400명 → 650명, 250명 확대)", "HG501", "exact"),
        ("○ 인원 확대(당초 400명 → 650명, 350명 확대)", "HG501", "inconsistent"),
        ("○ 쉼터 : 31개소(시 14, 구 9, 학교 8)", "HG504", "exact"),
        ("○ 쉼터 : 31개소(시 14, 구 9, 학교 18)", "HG504", "inconsistent"),
        ("○ 드는 돈 : 12,070백만원 (지원금 12,000, 알림 70)", "HG504", "exact"),
        ("○ 3개소 신규 운영(가온·나루·다온)", "HG506", "exact"),
    ],
)
def test_a_claim_of_a_sentence(text: str, rule: str, verdict: str) -> None:
    [finding] = [f for f in claims(text) if f.rule == rule]
    assert (finding.verdict, str(finding.target)) == (verdict, "line:1")
    assert finding.severity == ("warning" if verdict == "inconsistent" else "note")


@pytest.mark.parametrize(
    "text",
    [
        "○ 3개소 신규 운영(가온·나루)",
        "○ 127억원(국비 53억원)",
        "○ 2024.3.1～7.31.(최대 3개월)",
        "○ 총 350명, 3개월 동안 교육",
        "○ 고용률 58.5%, 실업률 2.6%, 참가율 60.0%",
    ],
)
def test_what_claims_nothing(text: str) -> None:
    assert claims(text) == []


def test_a_figure_of_thirty_digits_is_compared_like_any_other() -> None:
    assert claims("○ 방문 1" + "0" * 29 + "명") == []


def test_a_sentence_runs_on_over_lines() -> None:
    found = claims("○ 올해는 3,000개 일자리로", "’20년 본예산(2,400개) 대비 600개 증가", kinds="ip")
    [finding] = [f for f in found if f.rule == "HG501"]
    assert (finding.verdict, str(finding.target)) == ("exact", "line:3")


def test_items_break_a_figure_down() -> None:
    found = claims("○ 이용 : 총 900명", "－ 상담(200명), 특강(300명)", "－ 견학(400명)")
    assert told(found, "HG505") == [("exact", Decimal(900), Decimal(900))]


def test_items_that_do_not_add_up_raise_no_alarm() -> None:
    assert claims("○ 이용 : 총 900명", "－ 상담(200명), 특강(300명)", "－ 견학(300명)") == []


def test_the_second_figures_of_items_add_up_too() -> None:
    found = claims("○ 1,000개로 목표(1,100개)", "－ 직접 400개로 목표(500개)", "－ 간접 600개로 목표(600개)")
    assert told(found, "HG505") == [("exact", Decimal(1000), Decimal(1000)), ("exact", Decimal(1100), Decimal(1100))]


TABLE = "사업명 | 목표(개) | 예산(백만원)\n다온 직무체험 교실 | 350 | 4,049\n나루 마을 카페 | 20 | 610"


def test_a_figure_is_restated_behind_a_name() -> None:
    found = claims("▸ 다온 직무체험 교실 (350개, 40억원)", tables=(TABLE,))
    assert told(found, "HG401") == [("exact", Decimal(350), Decimal(350)), ("rounding", Decimal(40), Decimal("40.49"))]
    assert [str(ref) for f in found if f.claim for ref in f.claim.terms] == ["t01!0,1", "t01!0,2"]


def test_a_figure_that_differs_from_the_table_raises_no_alarm() -> None:
    assert claims("▸ 다온 직무체험 교실 (360개, 45억원)", tables=(TABLE,)) == []


def test_a_large_figure_is_known_by_its_value() -> None:
    assert told(claims("○ 예산은 모두 4,049백만원이다", tables=(TABLE,)), "HG401") == [("exact", Decimal(4049), Decimal(4049))]
