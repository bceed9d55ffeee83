"""Open lists, which name some of a whole's parts; and claims whose figures stand in the sentence beside."""

from __future__ import annotations

import pytest

from tests.test_check_prose import claims


def verdicts(*lines: str, rule: str) -> list[tuple[str, str]]:
    return [(str(f.verdict), f.severity) for f in claims(*lines) if f.rule == rule]


HOLDS, FAILS = [("exact", "note")], [("inconsistent", "warning")]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("참여자 450명(청년 120명, 여성 210명 등)", "450명", "320명"),
        ("상담 1,250건(전화 810건, 방문 330건 등)을 처리", "330건", "530건"),
        ("신규 450명(여성 120명 포함)", "120명", "470명"),
        ("예산 37억원(시비 18.6억원, 구비 18.8억원 등)", "18.8억원", "19.8억원"),
        ("예산 37억원(시비 1,860백만원, 구비 1,880백만원 등)", "1,880백만원", "1,990백만원"),
        ("입주자 7,416명 중 1,203명이 청년", "1,203명", "8,203명"),
    ],
)
def test_named_parts_may_come_to_less_but_not_to_more(text: str, right: str, wrong: str) -> None:
    assert verdicts(text, rule="HG512") == HOLDS
    assert verdicts(text.replace(right, wrong), rule="HG512") == FAILS


def test_the_gap_is_what_the_list_leaves_out() -> None:
    [finding] = [f for f in claims("참여자 450명(청년 120명, 여성 210명 등)") if f.rule == "HG512"]
    assert (finding.stated, finding.computed, finding.gap) == (450, 330, 120)


def test_items_below_a_total_may_leave_some_out() -> None:
    head, items = "○ 총 300명을 지원", ("- 상담원 120명", "- 강사 90명", "- 보조원 {}명 등")
    assert verdicts(head, *(item.format(50) for item in items), rule="HG512") == HOLDS
    assert verdicts(head, *(item.format(95) for item in items), rule="HG512") == FAILS
    assert verdicts(head.replace("총 ", ""), *(item.format(95) for item in items), rule="HG512") == []


@pytest.mark.parametrize(
    "text",
    [
        "사업비 738,820,000원(금칠억삼천팔백팔십이만원, 부가세 포함)",
        "참여자 450명(청년 520명, 여성 210명)",
        "지원 50명(1인당 100만원 등)",
        "정원 450명(당초 500명 등)",
        "입주자 7,416명 중 최대 9,000명",
        "상반기 중 8,740명을 뽑음",
        "3월 중 5회 열어",
    ],
)
def test_what_is_no_open_list_is_left_alone(text: str) -> None:
    assert verdicts(text, rule="HG512") == []


def test_a_change_below_its_arrow_is_the_difference() -> None:
    arrow, change = "○ 도우미 확대 추진(4,310명 → 6,520명)", "- 상반기에 2,210개 일자리 확대"
    assert verdicts(arrow, change, rule="HG501") == HOLDS
    assert verdicts(arrow, change.replace("2,210", "2,120"), rule="HG501") == []
    assert verdicts(arrow, "- 상반기에 2,210개 일자리 점검", rule="HG501") == []


def test_a_number_is_the_product_that_the_sentence_below_states() -> None:
    number, formula = "○ 기업 53곳에서 모두 288명 모집", "※ 신청자(240명)의 120%까지 뽑음"
    assert verdicts(number, formula, rule="HG507") == HOLDS
    assert verdicts(number.replace("288", "298"), formula, rule="HG507") == []


def test_so_many_for_each_of_the_names_below() -> None:
    number, each = "○ 쉼터 추가 선정 : 4개소", "- 필요한 곳(동북권·동남권)에 2개소씩 선정"
    assert verdicts(number, each, rule="HG506") == HOLDS
    assert verdicts(number, each.replace("2개소씩", "3개소씩"), rule="HG506") == []
    assert verdicts(number, each.replace("2개소씩", "4곳"), rule="HG506") == []
