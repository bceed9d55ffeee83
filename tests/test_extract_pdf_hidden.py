"""PDF cells without borders of their own: steps with arrows, labels beside figures, words in columns, shading, boxes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.pdf.boxes import with_boxes_joined
from extract.pdf.coarse import refined
from extract.pdf.fields import with_fields
from extract.pdf.flow import with_steps_joined
from extract.pdf.glyphs import Glyph
from extract.pdf.glyphs import words as words_of
from extract.pdf.grid import Grid, Span, lines_of, shared_out
from extract.pdf.hidden import with_hidden_columns
from extract.pdf.layout import sheet_of
from extract.pdf.levels import level_grids
from extract.pdf.lines import lines
from extract.pdf.open import Opened
from extract.pdf.page import Frame, Page
from extract.pdf.piece import Piece
from extract.pdf.readers import first_grids
from extract.pdf.rulings import Rule, Rulings
from schemas import Box
from tests.pdf_builder import single

Word = tuple[str, float, float, str]
FRAME = Frame(0, 0, 600, 800, 0)


def glyphs(*words: Word) -> tuple[Glyph, ...]:
    """Words given with their left edge, top and lead; a glyph is 5 points wide and 10 high."""
    return tuple(
        Glyph(char, x + 5 * n, top, x + 5 * n + 5, top + 10, "" if n else lead)
        for text, x, top, lead in words
        for n, char in enumerate(text)
    )


def ruled(xs: list[float], ys: list[float]) -> Grid:
    spans = tuple(Span(row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1))
    return Grid(tuple(xs), tuple(ys), spans)


def read(grid: Grid, *words: Word, pictures: tuple[Box, ...] = (), fills: list[list[float]] | None = None) -> list[list[str]]:
    """The texts of a grid on a page with these words, row by row and cell by cell, after its hidden columns are found."""
    some = glyphs(*words)
    page = Page(1, FRAME, some, pictures=pictures, fills=np.array(fills or []).reshape(-1, 4))
    found = with_hidden_columns(grid, page.words, page)
    texts = lines_of(shared_out(found, page.words))
    return [
        [" ".join(line.text for line in texts[span]) for span in sorted(found.spans) if span.row == row]
        for row in range(found.rows)
    ]


# steps with arrows


def flow(lead: str) -> list[Word]:
    head: list[Word] = [("차례", 10, 5, "\n"), ("고르는 순서", 120, 5, "\n")]
    return [
        *head,
        ("점수", 60, 25, "\n"),
        ("→", 110, 25, lead),
        ("나이", 150, 25, lead),
        ("→", 200, 25, lead),
        ("추첨", 240, 25, lead),
    ]


def test_steps_with_arrows_are_cells() -> None:
    grid = ruled([0, 40, 300], [0, 20, 40])
    assert read(grid, *flow("\t"))[1] == ["", "점수", "→", "나이", "→", "추첨"]


def test_arrows_amid_a_printed_line_are_text() -> None:
    grid = ruled([0, 40, 300], [0, 20, 40])
    assert read(grid, *flow(" "))[1] == ["", "점수 → 나이 → 추첨"]


def test_small_pictures_between_steps_are_arrows() -> None:
    grid = ruled([0, 300], [0, 20, 45])
    steps: list[Word] = [("순서", 130, 5, "\n"), ("점수", 20, 25, "\n"), ("나이", 120, 25, "\t"), ("추첨", 220, 25, "\t")]
    arrows = (Box(70, 24, 82, 40), Box(170, 24, 182, 40))
    assert read(grid, *steps, pictures=arrows)[1] == ["점수", "", "나이", "", "추첨"]
    assert read(grid, *steps, pictures=(Box(70, 24, 118, 72), arrows[1]))[1] == ["점수 나이 추첨"]
    assert read(grid, *steps)[1] == ["점수 나이 추첨"]


def boxes(gap: str, last: float = 40) -> tuple[Grid, ...]:
    some = [ruled([x, x + 60], [0, 20, last if x == 200 else 40]) for x in (0, 100, 200)]
    return with_steps_joined(some, glyphs((gap, 75, 15, "\n"), (gap, 175, 15, "\n")), ())


def test_boxes_with_arrows_between_are_one_table() -> None:
    (grid,) = boxes("→")
    assert (grid.rows, grid.columns) == (2, 5)
    assert {Span(0, 1, 2), Span(0, 3, 2), Span(1, 4)} <= set(grid.spans)


@pytest.mark.parametrize(("gap", "last"), [("와", 40.0), ("", 40.0), ("→", 50.0)])
def test_boxes_without_arrows_or_with_other_rows_stay_apart(gap: str, last: float) -> None:
    assert len(boxes(gap, last)) == 3


def bare(*rules: Rule, upright: tuple[Rule, ...] = (), taken: tuple[Grid, ...] = ()) -> list[tuple[float, ...]]:
    return [grid.ys for grid in level_grids(Rulings(rules, upright), taken)]


def test_rules_that_end_together_make_rows() -> None:
    level = [Rule(y, 10, 300) for y in (100.0, 120.0, 121.0, 160.0)]
    assert bare(*level) == [(100, 120, 160)]
    assert bare(*level[:3]) == []
    assert bare(*level[:3], Rule(160, 10, 310)) == []
    assert bare(*level[:3], Rule(230, 10, 300)) == []


def test_rules_of_tables_make_no_rows_of_others() -> None:
    level = [Rule(y, 10, 300) for y in (100.0, 120.0, 160.0)]
    assert bare(*level, upright=(Rule(50, 90, 130),)) == []
    assert bare(*level, taken=(ruled([10, 300], [40, 100]),)) == []
    assert bare(*level, taken=(ruled([10, 300], [30, 90]),)) == [(100, 120, 160)]


def test_steps_between_level_rules_are_a_table() -> None:
    level = [[x, y, 300.0, y] for x, y in ((0.0, 0.0), (0.0, 20.0), (0.0, 45.0))]
    steps: list[Word] = [("순서", 130, 5, "\n"), ("점수", 20, 25, "\n"), ("나이", 120, 25, "\t"), ("추첨", 220, 25, "\t")]
    arrows = (Box(70, 24, 82, 40), Box(170, 24, 182, 40))
    page = Page(1, FRAME, glyphs(*steps), strokes=np.array(level), pictures=arrows)
    (grid,) = first_grids(page)
    assert (grid.rows, grid.columns) == (2, 5)
    assert not first_grids(replace(page, pictures=()))


# labels beside figures


def signs(*texts: tuple[str, str], lead: str = "\t", gap: float = 30) -> list[list[str]]:
    grid = ruled([0, 60, 160], [0, *(20.0 * (n + 2) for n in range(len(texts)))])
    rows = [
        word
        for n, (label, figure) in enumerate(texts)
        for word in ((label, 70.0, 20.0 * n + 25, "\n"), (figure, 70.0 + 5 * len(label) + gap, 20.0 * n + 25, lead))
    ]
    return [row[-2:] for row in read(grid, *rows)]


def test_labels_and_figures_apart_are_two_columns() -> None:
    assert signs(("(+)", "-"), ("(-)", "4,000")) == [["(+)", "-"], ["(-)", "4,000"]]


@pytest.mark.parametrize(
    ("texts", "lead", "gap"),
    [
        ([("(+)", "-"), ("(-)", "4,000")], " ", 30.0),
        ([("(+)", "-"), ("(-)", "4,000")], "\t", 5.0),
        ([("△", "30"), ("△", "4,000")], "\t", 30.0),
        ([("제", "30"), ("제", "31")], "\t", 30.0),
        ([("국비", "30")], "\t", 30.0),
        ([("국비", "-"), ("시비", "-")], "\t", 30.0),
    ],
    ids=["printed blank", "narrow gap", "sign of the figure", "lone letter", "one row", "no figure"],
)
def test_other_texts_apart_are_one(texts: list[tuple[str, str]], lead: str, gap: float) -> None:
    assert all(row[0] == "" for row in signs(*texts, lead=lead, gap=gap))


# words in columns


def contacts(*others: tuple[str, str, str], lead: str = "\t", prose: str = " ") -> list[list[str]]:
    first = ("과장", "홍가람", "(12-345)")
    end = 20.0 * len(others) + 20
    grid = ruled([0, 60, 300], [*np.arange(0, end + 1, 20).tolist(), end + 40])
    rows: list[Word] = []
    for n, texts in enumerate((first, *others)):
        rows += [
            (text, x, 20.0 * n + 5, lead if k else "\n") for k, (text, x) in enumerate(zip(texts, (70, 110, 130), strict=True))
        ]
    rows += [("가나다", 70, end + 5, "\n"), *(("가나다", 70.0 + 18 * n, end + 5, prose) for n in range(1, 9))]
    return [row[1:] for row in read(grid, *rows)][:-1]


def test_words_in_columns_over_two_rows_are_cells() -> None:
    assert contacts(("사무관", "나누리", "(la@lo.kr)")) == [["과장", "홍가람", "(12-345)"], ["사무관", "나누리", "(la@lo.kr)"]]


def test_words_in_columns_may_repeat_in_other_rows() -> None:
    rows = [("사무관", "나누리", "(la@lo.kr)"), ("과장", "다솜", "(12-346)"), ("사무관", "마루", "(ma@lo.kr)")]
    assert contacts(*rows)[1:] == [list(row) for row in rows]


def test_words_in_columns_need_texts_of_their_own_and_no_printed_blanks() -> None:
    assert len(contacts(("과장", "나누리", "(la@lo.kr)"))[0]) == 1
    assert len(contacts(("사무관", "나누리", "(la@lo.kr)"), lead=" ")[0]) == 1
    assert len(contacts(("사무관", "나누리", "(la@lo.kr)"), prose="\t")[0]) == 1


# shading


def shaded(fills: list[list[float]]) -> list[list[str]]:
    grid = ruled([0, 60, 160], [0, 20, 40, 60])
    words: list[Word] = [("구분", 10, 5, "\n"), ("환자", 75, 5, "\t"), ("(%)", 125, 5, "\t")]
    for n, (label, count, share) in enumerate((("남", "12", "(40)"), ("여", "18", "(60)"))):
        top = 20.0 * n + 25
        words += [(label, 10, top, "\n"), (count, 90, top, "\t"), (share, 125, top, " ")]
    return read(grid, *words, fills=fills)


def test_shaded_areas_side_by_side_part_a_header_and_what_is_below() -> None:
    assert shaded([[60, 0, 110, 20], [110, 0, 160, 20]]) == [["구분", "환자", "(%)"], ["남", "12", "(40)"], ["여", "18", "(60)"]]


@pytest.mark.parametrize(
    "fills",
    [
        [[60, 0, 160, 20]],
        [[60, 0, 110, 20], [115, 0, 160, 20]],
        [[60, 0, 110, 12], [110, 0, 160, 12]],
        [[60, 0, 80, 20], [80, 0, 160, 20]],
        [[x, 0, x + 5, 20] for x in range(60, 160, 5)],
    ],
    ids=["one area", "blank between", "too low", "through a word", "strips"],
)
def test_other_shading_parts_nothing(fills: list[list[float]]) -> None:
    assert shaded([[float(x) for x in fill] for fill in fills])[0][1] == "환자 (%)"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_filled_rectangles_are_known_by_their_sides_however_they_are_drawn(tmp_path: Path, turn: int) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(single(b"110 20 50 -15 re f 60 60 -30 30 re f", extra=b"/Rotate %d" % turn))
    with Opened(path) as opened:
        fills = opened.page(1).fills
    sizes = (fills[:, 2:] - fills[:, :2]).tolist()
    assert sizes == ([[15, 50], [30, 30]] if turn % 180 else [[50, 15], [30, 30]])


# fields of forms


def form(fill: list[float], *, label: float = 20, tables: tuple[Grid, ...] = ()) -> Grid:
    grid = Grid((0, 100, 300), (0, 30, 200), (Span(0, 0), Span(0, 1), Span(1, 0, 1, 2)))
    some = glyphs(
        ("이름", 10, 10, "\n"),
        ("위와 같이", 20, 45, "\n"),
        ("낸이", label, 120, "\n"),
        ("(서명)", 150, 120, "\t"),
        ("군수", 120, 170, "\n"),
    )
    return with_fields(grid, words_of(some), np.array([fill]), [grid, *tables])


def test_a_shaded_field_with_its_label_is_a_row_of_cells() -> None:
    grid = form([80, 110, 220, 140])
    assert grid.ys == (0, 30, 110, 140, 200)
    assert grid.xs == (0, 80, 100, 220, 300)
    assert [span for span in grid.spans if span.row == 2] == [Span(2, 0), Span(2, 1, 1, 2), Span(2, 3)]


@pytest.mark.parametrize(
    "fill",
    [[80, 119, 220, 131], [0, 110, 300, 140], [80, 30, 300, 200], [80, 125, 220, 160], [160, 110, 220, 140]],
    ids=["mark behind words", "over the whole width", "over the whole height", "through a line", "through a word"],
)
def test_other_shaded_areas_are_no_fields(fill: list[float]) -> None:
    assert form(fill).rows == 2


def test_a_field_has_a_label_beside_it_and_lies_in_no_table_inside_the_cell() -> None:
    assert form([80, 110, 220, 140], label=100).rows == 2
    assert form([80, 110, 220, 140], tables=(ruled([60, 150, 290], [105, 125, 145]),)).rows == 2


# boxes set apart


def matrix(rows: int, columns: int, blank: tuple[int, int] | None = None, far: float = 8) -> tuple[Grid, ...]:
    spots = [(row, column) for row in range(rows) for column in range(columns)]
    some = [ruled([70.0 * c, 70.0 * c + 60], [(20 + far) * r, (20 + far) * r + 20]) for r, c in spots]
    texts = glyphs(*(("일", 70.0 * c + 10, (20 + far) * r + 5, "\n") for r, c in spots if (r, c) != blank))
    return with_boxes_joined(some, texts)


def test_boxes_in_rows_and_columns_are_one_table_with_blanks_between() -> None:
    (grid,) = matrix(3, 2)
    assert (grid.rows, grid.columns) == (5, 3)
    assert grid.xs == (0, 60, 70, 130)


@pytest.mark.parametrize(
    ("rows", "columns", "blank", "far"), [(2, 3, None, 8.0), (6, 1, None, 8.0), (3, 2, (1, 1), 8.0), (3, 2, None, 60.0)]
)
def test_few_blank_or_far_boxes_stay_boxes(rows: int, columns: int, blank: tuple[int, int] | None, far: float) -> None:
    assert len(matrix(rows, columns, blank, far)) == rows * columns


# frames, totals, leads


def test_a_table_of_words_in_a_frame_with_a_title_is_prose() -> None:
    words: list[Word] = [
        ("알림", 100, 5, "\n"),
        ("이름", 30, 55, "\n"),
        ("가온집", 120, 55, "\t"),
        ("번호", 30, 75, "\n"),
        ("나-7", 120, 75, "\t"),
    ]
    page = Page(1, FRAME, glyphs(*words))
    grids = {ruled([0, 300], [0, 20, 200]): "pdfium", ruled([20, 100, 200], [50, 70, 90]): "pdfium"}
    assert not any(isinstance(item, Piece) and item.columns == 2 for item in sheet_of(page, grids).items)


def total(gap: float, *last: str) -> int:
    """Rows of a table of figures whose frame rules only its header, with a row below its last rule."""
    texts = [("구분", "인원", "비율", "금액"), *((f"구역{n}", f"{n}1", f"{n}.5", f"{n},200") for n in range(1, 7)), last]
    words = [
        (text, 10.0 + 70 * k, 5 + 20.0 * n + (gap if n == 7 else 0), "\n" if not k else "\t")
        for n, row in enumerate(texts)
        for k, text in enumerate(row)
    ]
    page = glyphs(*words)
    grid = ruled([0, 140, 300], [0, 20, 140])
    inside = [glyph for glyph in page if glyph.bottom < 140]
    return refined(grid, words_of(inside), [Rule(y, 0, 300) for y in (0, 20, 140)], page).rows


def test_figures_right_below_the_last_rule_belong_to_the_table() -> None:
    assert total(0, "합계", "231", "10.5", "25,200") == 8
    assert total(20, "합계", "231", "10.5", "25,200") == 7
    assert total(0, "자료", "구청", "누리집", "갈무리") == 7
    assert total(0, "자료: 구청", "2012.") == 7


def test_a_gap_is_a_blank_in_the_text_of_a_line() -> None:
    assert [line.text for line in lines(glyphs(("가나", 0, 0, "\n"), ("다라", 13, 0, "\t"), ("마", 26, 0, " ")))] == [
        "가나 다라 마"
    ]


words = st.tuples(
    st.sampled_from(["가", "국비", "1,200", "-", "→", "(+)", "계 3", "▶", "a@b", ""]),
    st.floats(0, 300, allow_nan=False),
    st.floats(0, 100, allow_nan=False),
    st.sampled_from(["", " ", "\t", "\n"]),
)
lines_of_grid = st.lists(st.integers(0, 30), min_size=2, max_size=6, unique=True).map(
    lambda some: [10.0 * x for x in sorted(some)]
)
sides = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted)
rectangles = st.lists(st.tuples(sides, sides).map(lambda ends: [10.0 * ends[k][at] for at in (0, 1) for k in (0, 1)]), max_size=6)


@given(xs=lines_of_grid, ys=lines_of_grid, some=st.lists(words, max_size=25), fills=rectangles)
def test_every_grid_keeps_its_lines_and_covers_every_slot_once(
    xs: list[float], ys: list[float], some: list[Word], fills: list[list[float]]
) -> None:
    page = Page(1, FRAME, glyphs(*some), pictures=tuple(Box(*fill) for fill in fills), fills=np.array(fills).reshape(-1, 4))
    columns = with_hidden_columns(ruled(xs, ys), page.words, page)
    found = with_fields(columns, page.words, page.fills, ())
    slots = [(span.row + r, span.column + c) for span in found.spans for r in range(span.rowspan) for c in range(span.colspan)]
    assert columns.ys == tuple(ys)
    assert set(xs) <= set(found.xs)
    assert set(ys) <= set(found.ys)
    assert sorted(slots) == [(row, column) for row in range(found.rows) for column in range(found.columns)]
