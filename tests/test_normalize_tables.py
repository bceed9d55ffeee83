"""From raw tables to tables: header rows, label columns, label paths and units."""

from __future__ import annotations

import pytest

import normalize
from normalize.grid import Grid, is_figure
from schemas import Paragraph
from tests.builders import grid, table


def paths(text: str) -> list[tuple[str, ...]]:
    """The label path of every row."""
    return [row.path for row in table(text).rows]


def units(text: str, unit: str = "") -> dict[str, str | None]:
    """The unit of every column that is no label column, by its innermost header."""
    return {column.path[-1]: column.unit for column in table(text, unit=unit).columns if not column.label and column.path}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234", True),
        ("214,638 (100%)", True),
        ("△3.4%", True),
        ("270명 (계속 120, 신규 150)", True),
        ("15 - 29세", False),
        ("65세 이상", False),
        ("1000인이상", False),
        ("100-299인", False),
        ("5인미만", False),
        ("2021년", False),
        ("’21.4월", False),
        ("3월 ~ 12월", False),
        ("가온구", False),
        ("제3차 사업", False),
        ("-", False),
        ("", False),
        ("7" * 61, False),
    ],
)
def test_what_is_a_figure(text: str, expected: bool) -> None:
    assert is_figure(text) is expected


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("구분 | 남 | 여\n가 | 10 | 20", 1),
        ("구분 | 예산 | <\n^ | 국비 | 시비\n가 | 10 | 20", 2),
        ("구분 | 2020 | 2021\n가 | 10 | 20", 1),
        ("구분 | 2020년 | 2021년\n가 | 10 | 20", 1),
        ("시장 현황 | < | <\n구분 | 점포 | 직원\n가 | 30 | 40", 2),
        ("구분 | 점포 | 직원 | 상인\n(1) | (2) | (3) | (4)\n가 | 30 | 40 | 50", 2),
        ("가 | 10 | 20\n나 | 30 | 40", 0),
        ("가 | 나 | 다\n라 | 마 | 바", 1),
        ("구분 | 예산 | <\n^ | 국비 | 시비\n가 | - | -\n나 | 10 | 20", 3),
    ],
    ids=["one", "spans", "bare years", "years", "title", "numbers of columns", "none", "words only", "a row of markers"],
)
def test_header_rows(text: str, rows: int) -> None:
    assert Grid(grid(text)).header_rows == rows


def test_header_rows_that_the_reader_knows_are_kept() -> None:
    assert Grid(grid("가 | 10 | 20\n나 | 30 | 40", header_rows=1)).header_rows == 1


def test_a_first_row_of_one_two_three_is_no_header() -> None:
    assert paths("시장 | 남(명) | 여(명) | 계(명)\n가 | 1 | 2 | 3\n나 | 4 | 5 | 9") == [("가",), ("나",)]


def test_header_paths_run_from_the_outermost_inwards_and_a_title_is_none_of_them() -> None:
    text = "시장 현황 | < | < | <\n구분 | 예산(천원) | < | 직원\n^ | 국 비 | 시비 | ^\n가 | 10 | 20 | 30"
    assert [column.path for column in table(text).columns] == [
        ("구분",),
        ("예산(천원)", "국 비"),
        ("예산(천원)", "시비"),
        ("직원",),
    ]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("구분 | 남 | 여\n가 | 10 | 20", 1),
        ("연번 | 사업명 | 예산\n1 | 가 | 10\n2 | 나 | 20", 2),
        ("구분 | 가온구 | 나루구\n15 - 29세 | 10 | 7\n1000인이상 | 9 | 4", 1),
        ("구 분 | < | 인원\n성별 | 남 | 10\n^ | 여 | 20", 2),
        ("부문 | 사업명 | 유형 | 예산\n직접 | 가 | 신규 | 10\n^ | 나 | 계속 | 20", 3),
        (" | 국비 | 시비\n가 | 10 | 20\n나 | 30 | 40", 1),
        ("2020년 | 2021년\n10 | 20\n30 | 40", 0),
    ],
    ids=["one", "running numbers", "classes", "under one header", "attributes", "no name", "none"],
)
def test_label_columns(text: str, labels: int) -> None:
    assert [column.label for column in table(text).columns].count(True) == labels


def test_labels_are_not_read_as_figures() -> None:
    cells = table("연번 | 구분 | 인원(명)\n1 | 15 - 29세 | 10\n2 | 30 - 39세 | 20").grid()
    assert [cells[row, column].quantities for row in (0, 1) for column in (0, 1)] == [(), (), (), ()]
    assert [cells[row, 2].quantities[0].value for row in (0, 1)] == [10, 20]


def test_merged_labels_are_outer_labels() -> None:
    assert paths("구 분 | < | 인원\n전체 | < | 30\n성별 | 남 | 10\n^ | 여 | 20") == [("전체",), ("성별", "남"), ("성별", "여")]


def test_wide_labels_head_the_rows_below_them() -> None:
    text = "사업 | < | 예산\n총계 | < | 60\n직접 | < | 30\n | 가 | 10\n | 나 | 20\n간접 | < | 30\n | 다 | 30"
    assert paths(text) == [("총계",), ("직접",), ("직접", "가"), ("직접", "나"), ("간접",), ("간접", "다")]


def test_bands_head_the_rows_below_them_and_have_no_figures() -> None:
    text = "사업명 | 예산 | 인원\n총계 | 77 | 68\n직접 | < | <\n가 | 10 | 20\n나 | 60 | 40\n간접 | < | <\n다 | 7 | 8"
    assert paths(text) == [("총계",), ("직접",), ("직접", "가"), ("직접", "나"), ("간접",), ("간접", "다")]
    assert not [cell for cell in table(text).cells if cell.row in {1, 4}]


def test_a_band_right_below_the_header_heads_its_rows() -> None:
    text = "사업명 | 예산 | 인원\n직접 | < | <\n가 | 10 | 20\n나 | 60 | 40\n간접 | < | <\n다 | 7 | 8"
    assert paths(text) == [("직접",), ("직접", "가"), ("직접", "나"), ("간접",), ("간접", "다")]


def test_counted_labels_head_groups_and_state_their_counts() -> None:
    text = "사업명 | 예산\n총계 (1,002개 사업) | 60\n직접 (2개 사업) | 60\n가 (18세 이상) | 10\n나 | 50"
    assert paths(text)[2:] == [("직접 (2개 사업)", "가 (18세 이상)"), ("직접 (2개 사업)", "나")]
    counts = [[int(q.value or 0) for q in row.quantities] for row in table(text).rows]
    assert counts == [[1002], [2], [], []]


def test_outline_marks_head_deeper_ones() -> None:
    text = "과목 | 예산\nⅠ. 세입 | 70\n1. 지방세 | 40\n가. 취득세 | 30\n나. 재산세 | 10\n2. 보조금 | 30\nⅡ. 세출 | 70"
    assert paths(text) == [
        ("Ⅰ. 세입",),
        ("Ⅰ. 세입", "1. 지방세"),
        ("Ⅰ. 세입", "1. 지방세", "가. 취득세"),
        ("Ⅰ. 세입", "1. 지방세", "나. 재산세"),
        ("Ⅰ. 세입", "2. 보조금"),
        ("Ⅱ. 세출",),
    ]


def test_bullets_head_deeper_ones_and_are_dropped() -> None:
    assert paths("과목 | 예산\n○ 세입 | 70\n- 지방세 | 40\n-  보조금 | 30\n○ 세출 | 70") == [
        ("세입",),
        ("세입", "지방세"),
        ("세입", "보조금"),
        ("세출",),
    ]


def test_white_space_in_labels_is_folded() -> None:
    raw = grid("구분 | 예산\n가 | 10")
    assert normalize.table(raw, "t01").rows[0].path == ("가",)
    assert paths("구분 | 예산\n합   계 | 10\n가　나 | 10") == [("합 계",), ("가 나",)]


def test_labels_that_stand_twice_are_told_apart_by_those_behind_them() -> None:
    text = "사업명 | 유형 | 예산\n가 | 신규 | 10\n가 | 계속 | 20\n나 | 신규 | 30"
    assert paths(text) == [("가", "신규"), ("가", "계속"), ("나",)]


def test_a_running_number_does_not_hide_the_name() -> None:
    found = paths("연번 | 사업명 | 예산\n1 | 가 | 10\n2 | 나 | 20")
    assert [path[-1] for path in found] == ["가", "나"]


def test_a_cell_merged_over_rows_has_the_path_that_its_rows_share() -> None:
    inside = table("부문 | 사업명 | 예산\n직접 | 가 | 10\n^ | 나 | ^\n간접 | 다 | 30")
    assert inside.row_path(inside.grid()[0, 2]) == ("직접",)
    assert inside.row_path(inside.grid()[2, 2]) in {("간접",), ("다",), ("간접", "다")}
    across = table("사업명 | 유형 | 예산\n가 | 신규 | 10\n나 | 신규 | 20\n다 | 계속 | ^")
    assert across.row_path(across.grid()[1, 2]) == ()
    assert (across.grid()[1, 2].rowspan, (2, 2) in across.grid()) == (2, False)


def test_units_of_headers() -> None:
    assert units("구분 | 예산(백만원) | < | 인원\n^ | 국비 | 시비 | ^\n가 | 10 | 5 | 7") == {
        "국비": "백만원",
        "시비": "백만원",
        "인원": None,
    }
    assert units("구분 | 예산(백만원) | <\n^ | 국비 | 시비(천원)\n가 | 10 | 5") == {"국비": "백만원", "시비(천원)": "천원"}


def test_units_of_captions() -> None:
    assert units("구분 | 국비 | 시비\n가 | 10 | 5", "(단위 : 천원)") == {"국비": "천원", "시비": "천원"}
    assert units("구분 | 예산 | 인원 | 달성률\n가 | 10 | 5 | 7", "(단위 : 백만원, 명, %)") == {
        "예산": "백만원",
        "인원": "명",
        "달성률": "%",
    }
    assert units("구분 | 예산 | 집행률\n가 | 10 | 5", "(단위 : 천원)") == {"예산": "천원", "집행률": None}
    assert units("구분 | 예산(억원) | 인원\n가 | 10 | 5", "(단위 : 명)") == {"예산(억원)": "억원", "인원": "명"}


def test_a_caption_with_one_rate_and_one_other_unit() -> None:
    text = "구분 | 당초(A) | 확정(B) | (B-A) | (B-A)/A | 가입자 수\n가 | 10 | 12 | 2 | 20.0 | 7"
    assert list(units(text, "(단위 : 백만원, %)").values()) == ["백만원", "백만원", "백만원", "%", None]
    years = table("구분 | 2020 | 2021\n예산 | 10 | 12\n증가율 | 4 | 20", unit="(단위 : 억원, %)").grid()
    assert [years[row, 1].quantities[0].unit for row in (0, 1)] == ["억원", "%"]


def test_a_caption_in_money_is_no_unit_of_people_and_pieces() -> None:
    text = "구분 | 2021년도 | 보수 | 인원 | 보유 주식수 | 순위\n가 | 10 | 5 | 7 | 3 | 1"
    assert list(units(text, "(단위 : 천원)").values()) == ["천원", "천원", None, None, None]
    assert units(text, "(단위 : 명)")["인원"] == "명"


def test_units_that_no_word_speaks_for_stay_unknown() -> None:
    assert units("구분 | 합계 | 기타\n가 | 10 | 5", "(단위 : 백만원, 명)") == {"합계": None, "기타": None}
    assert units("구분 | 합계 | 기타\n가 | 10 | 5") == {"합계": None, "기타": None}


def test_the_unit_of_a_total_column_is_that_of_its_parts() -> None:
    text = "구분 | 계(명) | 남 | 여 | 비율\n가 | 10 | 5 | 5 | 20"
    assert units(text) == {"계(명)": "명", "남": "명", "여": "명", "비율": None}


def test_a_unit_caption_printed_inside_the_table() -> None:
    found = table("(단위 : 천원) | < | <\n구분 | 국비 | 시비\n가 | 10 | 20")
    assert found.unit == "(단위 : 천원)"
    assert [column.unit for column in found.columns] == [None, "천원", "천원"]


def test_the_unit_of_a_cell_comes_before_its_header_and_its_row() -> None:
    cells = table("구분 | 금액(천원) | 기타\n가 | 3억원 | 7\n면적(㎡) | 20 | 8").grid()
    assert cells[0, 1].quantities[0].unit == "억원"
    assert cells[1, 1].quantities[0].unit == "천원"
    assert cells[1, 2].quantities[0].unit == "㎡"
    assert cells[0, 2].quantities[0].unit is None


def test_base_values() -> None:
    (quantity,) = table("구분 | 예산(백만원)\n가 | 92,134").grid()[0, 1].quantities
    assert [quantity.value, quantity.base_value] == [92134, 92_134_000_000]
    assert (quantity.unit, quantity.base_unit) == ("백만원", "원")


def test_blanks_markers_and_words_are_different_things() -> None:
    cells = table("구분 | 예산(천원)\n가 | 10\n나 | -\n다 | 비예산\n라 |\n마 | 별도 문의 바람").grid()
    assert [cells[row, 1].quantities[0].marker for row in (1, 2)] == ["-", "비예산"]
    assert (3, 1) not in cells
    assert cells[4, 1].quantities == ()


def test_loose_cells_take_no_unit_of_a_header() -> None:
    found = table("구분 | 국비(천원) | 시비(천원)\n가 | 10 | 20\n나 | ~ | 7")
    assert [(cell.row, cell.column, cell.text) for cell in found.loose] == [(1, 0, "7")]
    assert found.loose[0].quantities[0].unit is None


def test_tables_are_named_in_order() -> None:
    raw = grid("구분 | 예산\n가 | 10")
    assert [found.name for found in normalize.tables([raw] * 11)] == [f"t{at:02d}" for at in range(1, 12)]


def test_statements_are_the_paragraphs_with_their_figures_and_periods() -> None:
    said = normalize.statements([Paragraph("인구는 214,638명이다"), Paragraph("말뿐이다"), Paragraph("2021년 말")])
    assert [[f"{q.value} {q.unit}" for q in s.quantities] for s in said] == [["214638 명"], [], []]
    assert [[(p.start, p.end) for p in s.periods] for s in said] == [[], [], [("2021", "2021")]]
