"""Tables that rule only their rows, shade their cells, or do neither; dotted and dashed borders; footnote marks."""

from __future__ import annotations

import numpy as np
import pytest

from extract.pdf.bare import bare_grids
from extract.pdf.chunks import text_rows
from extract.pdf.dots import upright_lines
from extract.pdf.fills import band_levels, boxes_of, tile_rules
from extract.pdf.glyphs import Glyph
from extract.pdf.glyphs import words as words_of
from extract.pdf.grid import Grid
from extract.pdf.notes import small_marks
from extract.pdf.rulings import Rule, joined
from extract.pdf.widths import right_sides
from extract.pdf.worded import stacks, worded_grids
from schemas import RawTable, Report
from tests.typesetting import ReadPdf, grid_texts

PROSE = "주민이 낸 의견을 모아 사업의 차례를 다시 정하고 성과가 낮은 일은 단계에 따라 줄인다. " * 3
COURSES = [
    ["과정", "기관", "기간"],
    ["바리스타", "가나학원", "석 달"],
    ["조경", "다라센터", "두 달"],
    ["용접", "마바학교", "반년"],
]


@pytest.fixture(scope="session")
def read_pdf(read_pdf: ReadPdf) -> ReadPdf:
    """Reads what is typeset on pages as wide as the tables here need."""
    return lambda body: read_pdf("#set page(width: 460pt, height: 400pt, margin: 30pt)\n" + body)


def table(options: str, rows: list[list[str]] | None = None, lines: str = "") -> str:
    texts = ", ".join(f"[{text}]" for row in rows or COURSES for text in row)
    return f"#table(columns: (1fr, 1fr, 1fr), {options}, {lines} {texts})\n"


def only(report: Report) -> RawTable:
    (found,) = report.tables
    return found


# rules between rows


@pytest.mark.parametrize(
    "design",
    [
        table("stroke: (x: none, y: 0.5pt)"),
        table("stroke: none", lines="table.hline(y: 0, stroke: 1pt), table.hline(y: 1), table.hline(y: 4, stroke: 1pt),"),
        table("stroke: (x: none, top: none, bottom: 0.5pt)"),
        table("stroke: (x: none, top: 0.5pt, bottom: none)"),
        table("stroke: none, fill: (x, y) => if calc.odd(y) { luma(230) }"),
        table("stroke: none, fill: (x, y) => if y == 0 { navy } else if calc.even(y) { luma(235) }"),
        table("stroke: none, gutter: 2pt, fill: luma(235)"),
        table("stroke: white, fill: luma(225)"),
        table('stroke: (paint: black, thickness: 1pt, dash: "dotted")'),
        table("stroke: none"),
    ],
)
def test_words_stand_in_columns_however_a_table_is_drawn(read_pdf: ReadPdf, design: str) -> None:
    report = read_pdf(f"{PROSE}\n\n{design}\n{PROSE}")
    assert grid_texts(only(report)) == COURSES
    assert sum("주민이" in paragraph.text for paragraph in report.paragraphs) > 2


def test_the_lines_of_a_wrapped_cell_between_three_rules_are_one_row(read_pdf: ReadPdf) -> None:
    long = "홀로 사는 어르신의 안부를 날마다 살피고 어려움을 담당 부서에 알린다"
    rows = [["분야", "과제", "담당"], ["복지", long, "복지과"], ["교통", "쉼터", "교통과"]]
    lines = "table.hline(y: 0), table.hline(y: 1), table.hline(y: 3),"
    for align in ("top", "horizon"):
        found = grid_texts(only(read_pdf(table(f"stroke: none, align: {align}", rows, lines))))
        assert [[text.replace("\n", " ") for text in row] for row in found] == rows


def test_titles_of_groups_are_rows_of_their_own(read_pdf: ReadPdf) -> None:
    rows = "[구분], [목표], [실적], table.cell(colspan: 3)[본청], [가], [100], [90], [나], [200], [220],"
    rows += "table.cell(colspan: 3, align: center)[사업소], [다], [50], [40], [라], [70], [60]"
    found = only(read_pdf(f"#table(columns: (1fr, 60pt, 60pt), stroke: (x: none, y: 0.5pt), {rows})"))
    assert [row[0] for row in grid_texts(found)] == ["구분", "본청", "가", "나", "사업소", "다", "라"]
    assert next(cell.colspan for cell in found.cells if cell.text == "사업소") == 3


def test_prose_between_rules_is_no_table(read_pdf: ReadPdf) -> None:
    assert read_pdf(f"#line(length: 100%)\n{PROSE}\n#line(length: 100%)\n{PROSE}\n#line(length: 100%)").tables == ()
    columns = f"#line(length: 100%)\n#columns(2)[{PROSE * 2}]\n#line(length: 100%)\n#line(length: 100%)"
    assert read_pdf(columns).tables == ()


def test_rules_of_one_table_end_together() -> None:
    (stack,) = stacks([Rule(10, 0, 100), Rule(10.8, 0, 100), Rule(30, 1, 100), Rule(50, 0, 101), Rule(70, 0, 200)])
    assert stack.heights == (10, 30, 50)
    assert stacks([Rule(10, 0, 100), Rule(30, 0, 100), Rule(50, 40, 100)]) == []


def glyphs(*words: tuple[str, float, float]) -> list[Glyph]:
    """Words given with their left edge and top; a glyph is 8 points wide and 10 high."""
    return [
        Glyph(char, x + 8 * n, top, x + 8 * n + 8, top + 10, "" if n else "\n")
        for text, x, top in words
        for n, char in enumerate(text)
    ]


LEVELS = [Rule(at, 0, 300) for at in (0, 20, 40, 60)]


def worded(*rows: tuple[str, str, str]) -> tuple[Grid, ...]:
    """The tables of three words a row, each between two of four rules."""
    words = ((text, 10 + 100 * at, 5 + 20 * row) for row, texts in enumerate(rows) for at, text in enumerate(texts) if text)
    return worded_grids(text_rows(words_of(glyphs(*words))), LEVELS)


def test_a_caption_between_rules_is_outside_of_the_table() -> None:
    assert [grid.rows for grid in worded(("가나", "다라", "마바"), ("사아", "자차", "카타"), ("파하", "거너", "더러"))] == [3]
    assert [grid.rows for grid in worded(("표 1", "사업", "현황"), ("사아", "자차", "카타"), ("파하", "거너", "더러"))] == [2]
    assert worded(("가나", "다라", "마바"), ("자료:", "통계", "연보"), ("파하", "거너", "더러")) == ()


def banded(*lines: tuple[tuple[str, float], ...]) -> tuple[Grid, ...]:
    """The tables of two header words and below a rule of lines of words with their left edges, between three rules."""
    words = [("구분", 10, 5.0), ("내용", 150, 5.0)]
    words += [(text, x, 25.0 + 12 * n) for n, line in enumerate(lines) for text, x in line]
    rules = [Rule(at, 0, 300) for at in (0, 20, 24.0 + 12 * len(lines))]
    return worded_grids(text_rows(words_of(glyphs(*words))), rules)


def test_lines_of_prose_between_rules_stand_in_no_columns() -> None:
    cell, prose = (("가나", 10), ("다라마바", 150)), (("사업의차례를다시정하고성과가낮은일은단계", 10),)
    assert len(banded(cell, cell, cell, cell)) == 1
    assert banded(cell, prose, prose, cell, prose) == ()
    assert banded(*((("가나" * n, 10), ("다라", 40 + 20 * n)) for n in range(1, 5))) == ()
    assert banded(*((("가나다라마바사아자", 10), ("다라", 88)) for _ in range(4))) == ()


# shading


def test_tiles_need_three_rows_and_two_columns() -> None:
    tiles = np.array([(x, y, x + 48, y + 18) for y in (0, 20, 40) for x in (0, 50)], dtype=float)
    (rules,) = tile_rules(boxes_of(tiles, []))
    assert (len(rules.horizontal), len(rules.vertical)) == (4, 3)
    assert list(tile_rules(boxes_of(tiles[:4], []))) == []
    assert list(tile_rules(boxes_of(tiles[::2], []))) == []


def test_stripes_tell_where_rows_end() -> None:
    stripes = np.array([(0, 20, 200, 40), (0, 60, 200, 80)], dtype=float)
    assert [rule.at for rule in band_levels(boxes_of(stripes, []))] == [0, 20, 40, 60, 80, 100]
    assert band_levels(boxes_of(stripes[:1], [])) == []
    assert boxes_of(np.zeros((6_000, 4)), []) == []


def test_an_area_shaded_line_by_line_or_box_by_box_has_no_rows() -> None:
    lines = np.array([(0, 20 + 12 * n, 200, 32 + 12 * n) for n in range(6)], dtype=float)
    assert band_levels(boxes_of(lines, [])) == []
    boxes = np.array([(0, 20, 200, 140), (0, 160, 200, 300)], dtype=float)
    assert band_levels(boxes_of(boxes, [])) == []


# neither rules nor shading


PEOPLE = (("부서", "담당", "연락처"), *((f"{name}과", "김가나", f"02-123-45{n:02}") for n, name in enumerate("기일복교")))


def spread(rows: tuple[tuple[str, ...], ...], apart: float = 90) -> list[Glyph]:
    words = ((text, 10 + apart * at, 15.0 * row) for row, texts in enumerate(rows) for at, text in enumerate(texts))
    return glyphs(*words)


def bare(rows: tuple[tuple[str, ...], ...], apart: float = 90) -> tuple[Grid, ...]:
    return bare_grids(text_rows(words_of(spread(rows, apart))), [])


def test_short_texts_in_columns_are_a_table_where_header_or_kind_tells() -> None:
    (grid,) = bare(PEOPLE)
    assert (grid.rows, grid.columns) == (5, 3)
    (timed,) = bare(tuple((f"1{n}:00", "인사말씀", "군수") for n in range(4)))
    assert (timed.rows, timed.columns) == (4, 3)


@pytest.mark.parametrize(
    "rows",
    [
        PEOPLE[:3],
        tuple(("위원 가나", "위원 다라", "위원 마바") for _ in range(6)),
        tuple((f"○ 대상{n}", "○ 기간은", "○ 방법은") for n in range(6)),
        tuple((f"1{n}:00", "인사말씀") for n in range(6)),
        tuple(("가", "나", "다") for _ in range(6)),
    ],
)
def test_lists_names_and_letters_are_no_tables(rows: tuple[tuple[str, ...], ...]) -> None:
    assert bare(rows) == ()


@pytest.mark.parametrize(("step", "tables"), [(0, 1), (3, 0)])
def test_texts_that_share_no_side_are_no_column(step: int, tables: int) -> None:
    words = [(text, x, 15.0 * n) for n in range(5) for text, x in (("10:00", 10), ("개회", 90 + step * n), ("군수", 200))]
    assert len(bare_grids(text_rows(words_of(glyphs(*words))), [])) == tables


def test_a_list_of_contents_is_no_table(read_pdf: ReadPdf) -> None:
    lines = "\n\n".join(f"제{n}장 사업의 추진 #h(1fr) {n * 7}" for n in range(1, 9))
    assert read_pdf(lines).tables == ()
    headed = f"구분 #h(1fr) 건수\n\n{lines}"
    assert only(read_pdf(headed)).rows == 9


def test_a_date_is_one_text(read_pdf: ReadPdf) -> None:
    rows = "[2019. 3.], [100], [2020. 5.], [90], [2021. 7.], [95], [2022. 1.], [120], [2023. 9.], [80]"
    found = only(read_pdf(f"#table(columns: (80pt, 60pt), stroke: none, {rows})"))
    assert grid_texts(found)[0] == ["2019. 3.", "100"]


# borders


def test_dashes_with_gaps_as_wide_as_they_are_make_one_rule() -> None:
    assert list(joined(Rule(0, 8.6 * n, 8.6 * n + 4.5) for n in range(5))) == [Rule(0, 0, 8.6 * 4 + 4.5)]
    assert len(list(joined(Rule(0, 16 * n, 16 * n + 8) for n in range(5)))) == 5


def test_square_dots_below_each_other_make_an_upright_line() -> None:
    dots = np.array([(9.6, y, 10.4, y) for y in np.arange(0, 30, 1.5)])
    assert upright_lines(dots).tolist() == [[10.0, 0.0, 10.0, 28.5]]
    assert len(upright_lines(dots[:4])) == 0
    assert len(upright_lines(dots[::4])) == 0
    assert len(upright_lines(np.zeros((0, 4)))) == 0


# footnote marks, and fonts with wide or low boxes


def marked(word: str, mark: str, size: float = 5, gap: float = 0.0, lead: str = "") -> str:
    """What is left of a word of height 10 with a small text right behind it."""
    texts = [*word, *mark]
    boxes = [(6 * n, 0, 6 * n + 6, 10) for n in range(len(word))]
    start = 6 * len(word) + gap
    boxes += [(start + size / 2 * n, 1, start + size / 2 * (n + 1), 1 + size) for n in range(len(mark))]
    leads = ["" if n != len(word) else lead for n in range(len(texts))]
    gone = small_marks(texts, leads, np.array(boxes, dtype=float))
    return "".join(text for n, text in enumerate(texts) if n not in gone)


@pytest.mark.parametrize(
    ("word", "mark", "left"),
    [
        ("1,200", "3", "1,200"),
        ("1,200", "3)", "1,200"),
        ("1,200", "1),2)", "1,200"),
        ("90", "주4)", "90"),
        ("1,100", "a", "1,100"),
        ("사업", "12)", "사업"),
        ("m", "2", "m2"),
        ("98.", "5", "98.5"),
        ("1,200", "만원", "1,200만원"),
        ("1", "1/2", "11/2"),
        ("1,200", "345", "1,200345"),
    ],
)
def test_small_marks_leave_a_figure(word: str, mark: str, left: str) -> None:
    assert marked(word, mark) == left


def test_marks_drawn_at_another_time_are_found_by_their_place() -> None:
    assert marked("1,200", "3", lead="\n") == "1,200"
    assert marked("1,200", "3", lead="\n", gap=9) == "1,2003"
    assert marked("1,200", "3", size=9) == "1,2003"


def test_marks_are_kept_in_paragraphs_and_left_out_of_cells(read_pdf: ReadPdf) -> None:
    report = read_pdf("지난해 1,200#super[3)]명이 참여하였다.\n\n#table(columns: 2, [구분], [인원], [가온], [1,200#super[주3]])")
    assert [paragraph.text for paragraph in report.paragraphs] == ["지난해 1,200³⁾명이 참여하였다."]
    assert grid_texts(report.tables[0]) == [["구분", "인원"], ["가온", "1,200"]]


def test_boxes_of_figures_are_halved_where_they_overlap_only() -> None:
    def rights(step: float, texts: str = "2024") -> list[float]:
        x0 = np.arange(len(texts)) * step
        top = np.zeros(len(texts))
        return right_sides(x0, top, x0 + 6, top + 8, texts).tolist()

    assert rights(6) == [6, 12, 18, 24]
    assert rights(3) == [3, 6, 9, 12]
    assert rights(6, "2%--")[1:] == [9, 15, 21]
    assert right_sides(np.zeros(1), np.zeros(1), np.full(1, 6.0), np.full(1, 8.0), "7").tolist() == [3]
