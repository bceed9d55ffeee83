"""Groups told by outline marks: deductions printed among their members, and lists that were not read to their end."""

from __future__ import annotations

import pytest

from schemas.outline import Mark, mark
from tests.builders import checked, failed, parts, table, verdicts

ASSETS = """
과목              | 올해(원)   | <         | 지난해(원) | <
Ⅰ. 고정자산       |           | 9,000     |           | 8,200
(1) 시설          |           | 6,000     |           | 5,500
1. 부지           |           | 1,500     |           | 1,500
2. 창고           | 4,000     |           | 4,000     |
감가상각누계액    | (1,000)   | 3,000     | (1,200)   | 2,800
3. 차량           | 2,500     |           | 2,000     |
감가상각누계액    | (1,000)   | 1,500     | (800)     | 1,200
(2) 권리          |           | 3,000     |           | 2,700
1. 상표           |           | 1,800     |           | 1,700
2. 이용권         |           | 1,200     |           | 1,000
"""


def test_deductions_stand_under_the_row_that_they_are_taken_from() -> None:
    paths = [row.path for row in table(ASSETS).rows]
    assert paths[4] == ("Ⅰ. 고정자산", "(1) 시설", "2. 창고", "감가상각누계액")
    assert paths[5] == ("Ⅰ. 고정자산", "(1) 시설", "3. 차량")
    assert paths[7] == ("Ⅰ. 고정자산", "(2) 권리")


def test_a_group_with_net_figures_beside_its_deductions_adds_up() -> None:
    findings = checked(ASSETS)
    assert not failed(findings)
    assert parts(findings, "HG102", "0,2") == {"1,2", "7,2"}
    assert parts(findings, "HG102", "1,2") == {"2,2", "4,2", "6,2"}


def test_a_wrong_group_with_deductions_is_an_error() -> None:
    assert failed(checked(ASSETS.replace("9,000 ", "9,010 "))) == ["HG102 0,2"]


CONTRA = """
과목            | 올해(원) | 지난해(원)
Ⅰ. 유동부채     | 700      | 650
1. 미지급금     | 400      | 350
2. 예수금       | 300      | 300
Ⅱ. 비유동부채   | 1,120    | 930
1. 보증금       | 120      | 130
2. 퇴직급여부채 | 4,500    | 4,300
퇴직연금운용    | (4,500)  | (4,500)
3. 준비금       | 1,000    | 1,000
"""


def test_a_figure_in_parentheses_under_a_member_is_taken_away() -> None:
    findings = checked(CONTRA)
    assert verdicts(findings, "HG102") == {"0,1": "exact", "0,2": "exact", "3,1": "exact", "3,2": "exact"}


@pytest.mark.parametrize(("label", "path"), [("예비비", ("예비비",)), ("총사업비", ("총사업비",))])
def test_a_plain_row_between_the_outermost_marks_stands_under_none(label: str, path: tuple[str, ...]) -> None:
    rows = table(f"항목 | 금액(원)\n1. 운영 | 30\n가. 인력 | 10\n나. 물품 | 20\n{label} | 5\n2. 시설 | 40").rows
    assert [row.path for row in rows][3:] == [path, ("2. 시설",)]


def test_a_plain_row_does_not_end_the_list_around_it() -> None:
    rows = table("항목 | 금액(원)\nⅠ. 운영 | 60\n1. 인력 | 10\n2. 물품 | 20\n잡비 | 5\n3. 임차 | 25\nⅡ. 시설 | 40").rows
    assert rows[3].path == ("Ⅰ. 운영", "잡비")
    assert rows[4].path == ("Ⅰ. 운영", "3. 임차")


def test_a_plain_row_before_a_new_list_ends_the_old_one() -> None:
    rows = table("항목 | 금액(원)\nⅠ. 운영 | 30\n1. 인력 | 10\n2. 물품 | 20\n특별 | 5\n1. 임차 | 5").rows
    assert [row.path for row in rows][3:] == [("특별",), ("1. 임차",)]


LIST = """
항목     | 올해(명) | 지난해(명)
1. 운영  | 103      | 112
가. 인력 | 6        | 35
나. 물품 | 5        | 25
다. 임차 | 92       | 52
2. 시설  | 40       | 41
"""


def test_a_whole_group_that_does_not_add_up_is_an_error() -> None:
    assert not failed(checked(LIST))
    assert failed(checked(LIST.replace("103", "102"))) == ["HG102 0,1"]


@pytest.mark.parametrize("missing", ["가. 인력 | 6        | 35", "나. 물품 | 5        | 25"])
def test_a_group_that_lacks_a_member_cannot_be_decided(missing: str) -> None:
    findings = checked(LIST.replace(missing, "").replace("112", "77" if "35" in missing else "87"))
    assert verdicts(findings, "HG102") == {"0,1": "undecidable", "0,2": "exact"}


INNER = """
항목     | 금년(명) | 작년(명)
Ⅰ. 운영  | 100      | 80
1. 인력  | 60       | 50
급여     | 40       | 30
수당     | 20       | 20
2. 물품  | 40       | 30
"""


def test_plain_rows_that_break_a_member_down_are_not_added_twice() -> None:
    findings = checked(INNER)
    assert not failed(findings)
    assert parts(findings, "HG102", "0,1") == {"1,1", "4,1"}


def test_rows_with_and_without_marks_that_do_not_add_up_cannot_be_decided() -> None:
    assert not failed(checked(INNER.replace("100 ", "103 ").replace("80\n", "87\n")))


HEADED = """
과목              | 올해(원)   | 지난해(원)
자산              | 4,200     | 3,700
Ⅰ. 유동자산       | 700       | 600
1. 예금           | 500       | 450
2. 미수금         | 200       | 150
Ⅱ. 고정자산       | 3,500     | 3,100
1. 창고           | 4,000     | 4,000
감가상각누계액    | (1,000)   | (1,200)
2. 차량           | 1,500     | 1,000
감가상각누계액    | (1,000)   | (700)
자산총계          | 4,200     | 3,700
부채              | 900       | 800
Ⅰ. 유동부채       | 900       | 800
1. 미지급금       | 500       | 500
2. 예수금         | 400       | 300
"""


def test_deductions_head_nothing_where_plain_labels_head_groups() -> None:
    findings = checked(HEADED)
    assert not failed(findings)
    assert verdicts(findings, "HG102")["4,1"] == verdicts(findings, "HG102")["11,2"] == "exact"
    assert table(HEADED).rows[7].path == ("자산", "Ⅱ. 고정자산", "2. 차량")


def test_a_list_that_goes_on_behind_its_group_cannot_be_decided() -> None:
    text = (
        "항목 | 금년(명) | 작년(명)\nⅠ. 운영 | 100 | 70\n1. 인력 | 40 | 30\n2. 물품 | 55 | 40\n총사업비 | 7 | 8\n3. 임차 | 5 | 0"
    )
    assert verdicts(checked(text), "HG102") == {"0,1": "undecidable", "0,2": "exact"}
    assert failed(checked(text.replace("3. 임차", "7. 임차"))) == ["HG102 0,1"]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Ⅳ 적립금", Mark(0, 4)),
        ("III. 지출", Mark(0, 3)),
        ("12. 기타", Mark(1, 12)),
        ("하. 끝", Mark(2, 14)),
        ("3) 셋", Mark(3, 3)),
        ("나) 둘", Mark(4, 2)),
        ("(7) 일곱", Mark(5, 7)),
        ("③ 셋", Mark(6, 3)),
        ("- 물품", Mark(8)),
        ("IVX. 없는 수", Mark(0)),
        ("3.5% 증가", None),
        ("가구", None),
        ("", None),
    ],
)
def test_marks_are_read_with_their_numbers(label: str, expected: Mark | None) -> None:
    assert mark(label) == expected


def test_only_the_next_number_of_a_kind_follows() -> None:
    assert Mark(1, 3).follows(Mark(1, 2))
    assert not any(Mark(1, 3).follows(other) for other in (Mark(1, 1), Mark(1, 3), Mark(3, 2), Mark(1)))
    assert not Mark(7).follows(Mark(7))
