"""Claims that a sentence, or a list under it, makes about its own figures: each holds, and fails with a wrong figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.test_check_prose import claims, told

POOLED = ("① 가온새싹일자리 사업 : 12,035명", "② 나루동네일자리사업 : 3,218명", "○ 새싹일자리사업 및 동네일자리사업(15,253명)")
HEADS = ("(고용) 고용률 58.5%(취업자 1,173천명)", "(실업) 실업률 2.6%(실업자 31천명)", "(비경제활동인구) 802천명")


@pytest.mark.parametrize(
    ("text", "rule", "right", "wrong"),
    [
        ("수출은 150.9억 달러로 전년 동기(176.8억 달러) 대비 14.6% 하락", "HG503", "14.6%", "16.4%"),
        ("작년(443명) 대비 14명 증가한 457명", "HG501", "14명", "41명"),
        ("채용률은 41.5%로 전년(36.0%) 대비 5.5%p 상승", "HG501", "5.5%p", "4.5%p"),
        ("바우처 : (’23) 36,851백만원 → (’24) 60,950백만원(+24,099백만원)", "HG501", "+24,099", "+24,009"),
        ("사고는 ’24.3분기 72명 → ’25.3분기 91명(19명 증가)", "HG501", "19명", "18명"),
        ("교부금은 2019년 52.6조원에서 2020년 44.9조원으로 전년 대비 7.7조원 감소", "HG501", "7.7조원", "8.8조원"),
        ("주택 7천호 확대 공급(2.7만 → 3.4만호)", "HG501", "7천호", "9천호"),
        ("예산은 31조원에서 55조원으로 1.8배 증가", "HG502", "1.8배", "2.8배"),
        ("총 419,525개로 이중 6.8% 개방(28,400개)", "HG509", "6.8%", "8.6%"),
        ("총액 200억원 중 시설비 44.0%(88억원), 운영비 56.0%(112억원)", "HG509", "44.0%", "34.0%"),
        ("목표 1,600명, 실적 1,601명(100.1%)", "HG502", "100.1%", "101.1%"),
        ("정원 250명의 20%(50명)를 우선 선발", "HG502", "20%", "30%"),
        ("통합수지 950십억원(전체) - 724십억원(기금) = 226십억원", "HG507", "226십억원", "236십억원"),
        ("총점(100점) = 기술(90점) + 가격(10점)", "HG507", "기술(90점)", "기술(80점)"),
        ("ㆍ 2.5만 세대 × 31.2만원 = 7,800백만원", "HG507", "7,800", "8,700"),
        ("ㆍ 12.3만 세대 × 20.4만원 × 70% = 17,564백만원", "HG507", "17,564", "19,564"),
        ("소요예산: 금350,000,000원(금삼억오천만원)", "HG510", "삼억오천만원", "삼억오백만원"),
    ],
)
def test_a_claim_holds_and_a_wrong_figure_breaks_it(text: str, rule: str, right: str, wrong: str) -> None:
    good = [f for f in claims(text) if f.rule == rule]
    assert good
    assert {f.verdict for f in good} <= {"exact", "rounding"}
    assert right in text
    bad = [f for f in claims(text.replace(right, wrong)) if f.rule == rule]
    assert "inconsistent" in {f.verdict for f in bad}
    assert {f.severity for f in bad if f.verdict == "inconsistent"} == {"warning"}


@pytest.mark.parametrize(
    ("lines", "rule", "stated", "right", "wrong"),
    [
        (("○ 운영 기간 : 2024.3.1～7.31.(최대 5개월)",), "HG508", 5, "7.31", "9.30"),
        (("- 10년간(‘20∼’29) 지원",), "HG508", 10, "’29", "’28"),
        (("○ 전문교육 약 3개월(’21.5월~8월)",), "HG508", 3, "8월", "11월"),
        (("○ 감염경로: 모임 91명(60.3%), 접촉 14명(9.3%), 조사중 46명(30.5%)",), "HG509", 60.3, "91명", "99명"),
        (("□ 사망 169명", "○ 65세 이상 86.4%(146명)"), "HG509", 86.4, "146명", "164명"),
        (("○ 확진자 22명*이 확인", "* 환자 10명, 직원 7명, 방문객 5명"), "HG505", 22, "7명", "8명"),
        (("○ 사망자 169명", "- (성별) 남자 87명, 여자 82명"), "HG505", 169, "82명", "83명"),
        (("○ 쉼터 : 4개소 ※ ’23. 1개소(가온), ’24. 3개소 신규",), "HG505", 4, "3개소", "2개소"),
        (("좌석은 2,500명, 앞줄에 1,000명, 뒷줄에 1,500명",), "HG505", 2500, "1,500명", "1,400명"),
        (("○ 민간보조 : 905백만원", "가. 냉방 (600백만원)", "ㆍ 산출", "나. 난방 (305백만원)"), "HG505", 905, "305", "315"),
        (("○ (가온 나루)에 2개소 조성",), "HG506", 2, "가온 나루", "가온 나루 다온"),
        (("○ 업체 : 3개 업체(5개 지점)", "－ 가온(남산 북문), 나루(중앙), 다온(강변 시청)"), "HG506", 5, "남산 북문", "남산"),
        (("○ 혁신과제 : 교육 등 4대 과제", "①과정 고도화, ②비대면 구축", "③운영 개선, ④협의체"), "HG506", 4, "④협의체", "협의체"),
        (("○ 월 50만원, 최대 3개월 150만원 지급",), "HG507", 150, "50만원, ", "40만원, "),
        (("○ 우산대여소 이용자 : 22천명", "○ 우산대여소 확대 : 29천명 ※ 전년 대비 7천명↑"), "HG501", 7, "22천명", "23천명"),
        (POOLED, "HG505", 15253, "3,218명", "3,318명"),
        (("○ 새싹사업 총 3,600개(752억원)", "○ 요약", "○ 새싹사업 3,600개, 752억원"), "HG406", 752, "총 3,600개", "총 3,700개"),
        (HEADS, "HG511", 58.5, "802", "902"),
    ],
)  # fmt: skip
def test_a_claim_that_only_holds_is_not_told_of_a_wrong_figure(
    lines: tuple[str, ...], rule: str, stated: float, right: str, wrong: str
) -> None:
    wanted = Decimal(str(stated))
    assert wanted in [figure for _, figure, _ in told(claims(*lines), rule)]
    assert any(right in line for line in lines)
    others = claims(*(line.replace(right, wrong) for line in lines))
    assert wanted not in [figure for _, figure, _ in told(others, rule)]
    assert "inconsistent" not in {f.verdict for f in others if f.rule == rule}


def test_the_change_of_a_rate_follows_by_definition() -> None:
    found = claims(
        "(고용) 고용률 58.5%(취업자 1,173천명), 전년 동기 대비 △1.6%p(△24천명) 하락",
        "(실업) 실업률 2.6%(실업자 31천명), 전년 동기 대비 0.6%p(7천명) 상승",
        "(비경제활동인구) 802천명, +29천명 증가",
    )
    assert [(f.verdict, f.stated) for f in found if f.rule == "HG511"] == [
        ("rounding", Decimal("58.5")),
        ("rounding", Decimal("-1.6")),
        ("rounding", Decimal("2.6")),
        ("rounding", Decimal("0.6")),
    ]


def test_a_point_for_a_comma_is_suggested() -> None:
    found = [f for f in claims("○ 일자리 47.318개, ’23년(35,104개) 대비 12,214개 증가") if f.rule == "HG501"]
    assert [(f.verdict, f.suggestion) for f in found] == [("inconsistent", "it holds if 47.318개 is read as 47,318")]


@pytest.mark.parametrize(
    "text",
    [
        "신청은 3,000건에서 2,500건으로 변동, 심사는 20일",
        "지원 대상은 10개 이상 → 20개 이상, 5개 확대",
        "1단계 100명, 2단계 200명, 3단계 300명",
        "규격은 A4용지(210×297)",
        "* 치명률 = 사망자수 / 확진자수 × 100",
        "보증금은 계약금 5%, 잔금 95%",
    ],
)
def test_what_claims_nothing_wrong(text: str) -> None:
    assert "inconsistent" not in {f.verdict for f in claims(text)}


def test_a_wrong_level_breaks_the_difference_and_not_the_rate_of_the_change() -> None:
    found = [f for f in claims("○ 3,100개, ’20년(2,400개) 대비 600개(25%) 증가") if f.rule in {"HG501", "HG502", "HG503"}]
    assert [(f.rule, f.verdict) for f in found] == [("HG501", "inconsistent"), ("HG502", "exact")]
