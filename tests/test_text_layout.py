"""Tables of dumps that keep the layout: columns, header groups, group labels, wrapped cells, page breaks, and their limits."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extract
from extract.text.layout import layout_tables
from extract.text.layout_words import printed
from extract.text.lines import split_lines
from schemas import RawTable
from tests.properties import examples

BUDGET = """
                     예산(백만원)                인원(명)
     구 분
                합계      국비       시비       남        여
   총  계       1,200      700       500       30        40
   가람센터       800      500       300       10        20
   누리센터       400      200       200       20        20
"""

BLANKS = """
     구 분      합계       국비       시비
   가람센터       800        500        300
   누리센터       400                   400
   다솜센터       150        150
"""

GROUPS = """
      구 분         2030년       2031년
   전 체           1,000       1,100
           남        400         500
   성별
           여        600         600
           청년      700         800
   연령별
           장년      300         300
"""

MERGED = """
      사업명         유형        인원        예산
   나눔 일터         직접         12          340
                     간접         20
   배움 마당                                 560
                     직접         30
   돌봄 손길         직접          7          110
"""

PAIRS = """
     구 분        2030년       2031년
                  66.8         55.0
   가 람
                 (17.8)      (△20.1)
                   8.1         22.4
   누 리
                  (0.3)       (10.2)
"""


TOP = """
      사업명         유형        인원        예산
   나눔 일터         직접         12          340
                     간접         20
   배움 마당         직접         30          560
   돌봄 손길         직접          7          110
                     간접          9
"""

HALF_ROWS = """
      구 분          2030년       2031년
   전 체            1,000       1,100
   성별    남         400         500
           여         600         600
           5인 미만   700         800
   규모별  5인 이상   100         100
           50인 이상  100         100
           모름       100         100
"""

HEADS = """
             인원                  예산(백만원)
    구분     목표                                                    비고
            (명)        합계       국비       시비        기금
  가온      1,200       700        500        150         50
  나루        800       400        200        150         50
"""

BETWEEN = """
     구 분                    참여 수(명)                            사업비(백만원)
                   목표          실적        (달성률)       배정액         집행액        (집행률)
가 온                120,000      60,000    (50.0%)       6,000       1,500      (25.0%)
나 루                 80,000      60,000    (75.0%)       4,000       1,000      (25.0%)
"""

LONG = """
        구 분                             합계       국비       시비
   가람센터                                800        500        300
   마을을 중심으로 한 배움과 돌봄의 길               150
   누리센터                                400        200        200
"""


def table(text: str) -> RawTable:
    found = [layout.table for layout in layout_tables(split_lines(text))]
    assert len(found) == 1
    return found[0]


def texts(found: RawTable) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): "".join(cell.text.split()) for cell in found.cells}


def spans(found: RawTable) -> dict[str, tuple[int, int]]:
    return {"".join(cell.text.split()): (cell.rowspan, cell.colspan) for cell in found.cells}


def test_groups_stand_over_their_columns() -> None:
    found = table(BUDGET)
    assert found.header_rows == 2
    assert spans(found)["예산(백만원)"] == (1, 3)
    assert spans(found)["인원(명)"] == (1, 2)
    assert spans(found)["구분"] == (2, 1)
    assert texts(found)[4, 5] == "20"


def test_blank_cells_stay_blank() -> None:
    found = texts(table(BLANKS))
    assert (2, 2) not in found
    assert found[2, 3] == "400"
    assert found[3, 2] == "150"
    assert (3, 3) not in found


def test_a_group_label_stands_over_the_rows_around_it() -> None:
    found = table(GROUPS)
    assert spans(found)["성별"] == (2, 1)
    assert spans(found)["연령별"] == (2, 1)
    assert spans(found)["전체"] == (1, 2)
    assert texts(found)[4, 0] == "연령별"


def test_what_both_rows_leave_blank_stands_over_both() -> None:
    found = table(MERGED)
    assert spans(found)["배움마당"] == (2, 1)
    assert spans(found)["560"] == (2, 1)
    assert texts(found)[2, 3] == "560"


def test_a_name_stands_over_the_rows_that_follow_without_one() -> None:
    found = spans(table(TOP))
    assert (found["나눔일터"], found["340"]) == ((2, 1), (2, 1))
    assert (found["배움마당"], found["560"]) == ((1, 1), (1, 1))
    assert (found["돌봄손길"], found["110"]) == ((2, 1), (2, 1))


def test_a_group_ends_where_its_kind_does() -> None:
    found = table(HALF_ROWS)
    assert spans(found)["성별"] == (2, 1)
    assert spans(found)["규모별"] == (4, 1)


def test_names_on_the_last_of_three_lines_stand_under_a_group() -> None:
    found = spans(table(HEADS))
    assert found["예산(백만원)"] == (1, 4)
    assert found["인원목표(명)"] == (2, 1)


def test_groups_are_told_where_they_stand_between_the_names_below() -> None:
    found = spans(table(BETWEEN))
    assert (found["참여수(명)"], found["사업비(백만원)"]) == ((1, 3), (1, 3))


def test_a_long_label_and_its_only_figure_are_a_row() -> None:
    found = texts(table(LONG))
    assert (found[2, 1], found[3, 3]) == ("150", "200")


def test_figures_one_blank_apart_behind_a_label_are_apart() -> None:
    line = split_lines("보 험 업 (54.4) (17.0) 3.5")[0]
    assert [piece.text for piece in printed(line).pieces] == ["보 험 업 (54.4)", "(17.0)", "3.5"]


def test_figures_and_the_shares_below_them_have_one_label() -> None:
    found = table(PAIRS)
    assert spans(found)["가람"] == (2, 1)
    assert texts(found)[2, 2] == "(△20.1)"


def test_a_table_goes_on_behind_a_page_break() -> None:
    more = "     구 분      합계       국비       시비\n   라온센터       90         50         40\n"
    found = table(f"{BLANKS}\n          - 1 -\n\f{more}")
    assert found.rows == 5
    assert texts(found)[4, 1] == "90"


def test_another_header_behind_a_page_break_begins_a_table() -> None:
    more = "     구 분      목표       실적       차이\n   라온센터       90         50         40\n"
    assert len(layout_tables(split_lines(f"{BLANKS}\f{more}"))) == 2


def test_pushed_figures_keep_their_order() -> None:
    head = "  구 분      가       나       다\n  첫째      1,234    567      89\n"
    text = f"{head}  둘째  (7,552.3) (△98.0) (276.1)\n  셋째      3        4        5\n"
    assert texts(table(text))[2, 1] == "(7,552.3)"


def test_east_asian_characters_may_count_as_two_columns() -> None:
    rows = [("구분", "가나", "다라"), ("길동무마을센터", "1", "2"), ("샘", "30", ""), ("누리", "", "500")]
    lines = [label + " " * (20 - width(label)) + a.rjust(8 - wide(a)) + b.rjust(8 - wide(b)) for label, a, b in rows]
    found = texts(table("\n".join(lines)))
    assert found[2, 1] == "30"
    assert found[3, 2] == "500"


def width(text: str) -> int:
    return len(text) + wide(text)


def wide(text: str) -> int:
    return sum(unicodedata.east_asian_width(char) == "W" for char in text)


@pytest.mark.parametrize(
    "text",
    [
        "구 분 합계 국비 시비\n가람센터 800 500 300\n누리센터 400 200 200\n",
        "○ 첫째   일은  일터를 늘리는  것이고 둘째   일은 사람을 키우는  일이다.\n○ 셋째  일은   뒤에 적는다.\n",
        "- 갑 : 을과   함께 함\n- 병 :  정과   함께 함\n",
    ],
)
def test_no_table_without_columns_of_figures(text: str) -> None:
    assert not layout_tables(split_lines(text))


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("구      분    합계", ["구 분", "합계"]),
        ("15 - 29세   30", ["15 - 29세", "30"]),
        ("△   9,462   3", ["△9,462", "3"]),
        ("- 갑   5", ["- 갑", "5"]),
        ("(  5  )", ["(5)"]),
        ("1,234 567", ["1,234", "567"]),
    ],
)
def test_what_is_printed_as_one_piece(line: str, pieces: list[str]) -> None:
    assert [piece.text for piece in printed(split_lines(line)[0]).pieces] == pieces


@examples(0.6)
@given(st.lists(st.text(alphabet="가나 0123,.()-△\f\n구분계□", max_size=60), max_size=12))
def test_no_figure_is_lost(parts: list[str]) -> None:
    """The digits of a dump stand, each once, in its tables and between them."""
    text = "\n".join(parts)
    lines = split_lines(text)
    inside = {at for layout in layout_tables(lines) for at in range(layout.first, layout.last + 1)}
    told = "".join(cell.text for layout in layout_tables(lines) for cell in layout.table.cells)
    outside = "".join(line.text for at, line in enumerate(lines) if at not in inside)
    assert sorted(filter(str.isdigit, told + outside)) == sorted(filter(str.isdigit, text))


def test_lines_that_no_table_has(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text("구 분   가   나\n" + "1  " * 300_000 + "\n" + "가   " * 300_000 + "\n끝   1   2\n", encoding="utf-8")
    assert not extract.read(path).unreadable
