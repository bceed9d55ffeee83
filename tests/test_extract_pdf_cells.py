"""PDF: cells that rules leave too large, too small or ragged, and what is read in them."""

from __future__ import annotations

import pytest

from extract.pdf.accounts import split_accounts
from extract.pdf.columns import split_columns
from extract.pdf.glyphs import Glyph
from extract.pdf.glyphs import words as words_of
from extract.pdf.grid import Grid, Span, grid_of, shared_out
from extract.pdf.lines import Line
from extract.pdf.page import Frame, Page
from extract.pdf.piece import as_paragraphs, is_table, piece_of
from extract.pdf.rows import cell_text, is_wrapped, split_header
from schemas import Box

FRAME = Frame(0, 0, 400, 300, 0)


def printed(x0: float, *texts: str, top: float = 0.0) -> tuple[Line, ...]:
    """Lines of one column, 12 points apart; a blank text leaves its line out."""
    lines = (Line(text, Box(x0, top + 12 * n, x0 + 30, top + 12 * n + 10)) for n, text in enumerate(texts))
    return tuple(line for line in lines if line.text)


def row_of(*columns: tuple[str, ...]) -> tuple[Grid, dict[Span, tuple[Line, ...]]]:
    """One ruled row, its cells 50 points wide, and the lines that each cell prints."""
    grid = grid_of([50.0 * n for n in range(len(columns) + 1)], [0, 12 * max(map(len, columns))], lambda *_: True)
    return grid, {span: printed(50.0 * n, *texts) for n, (span, texts) in enumerate(zip(grid.spans, columns, strict=True))}


def rows_at(grid: Grid, tops: list[float]) -> list[int]:
    """The rows of a grid in which the lines that begin at some heights stand."""
    return [next(row for row in range(grid.rows) if grid.ys[row] <= top + 5 < grid.ys[row + 1]) for top in tops]


# accounts


def test_accounts_without_rules_are_taken_apart() -> None:
    rows = split_accounts(*row_of(("수입", "지출", "잔액"), ("10", "(4)", "6"), ("1", "2", "3")))
    assert rows.rows == 3
    assert len(rows.spans) == 9


@pytest.mark.parametrize(
    "cells",
    [
        (("직접", "일자리"), ("12,106", "(25.6%)"), ("35,212", "(74.4%)")),
        (("직접일자리",), ("10", "20"), ("30", "40")),
        (("증감", "(A-B)"), ("달성률", "(%)"), ("목표", "(A)")),
        (("평균", "가격"), ("101.", "84"), ("96.0", "5"), ("88.2", "7")),
        (("설명은", "네 줄에", "걸쳐서", "적는다", "끝."), ("10", "20")),
    ],
)
def test_compound_cells_headers_and_broken_figures_stay_whole(cells: tuple[tuple[str, ...], ...]) -> None:
    grid, held = row_of(*cells)
    assert split_accounts(grid, held) is grid
    assert split_header(grid, held) is grid


def test_a_line_in_brackets_belongs_to_the_entry_above_it() -> None:
    rows = split_accounts(*row_of(("현금", "(주석 1)", "채권", "재고"), ("10", "", "20", "30"), ("1", "", "2", "3")))
    assert rows_at(rows, [0, 12, 24, 36]) == [0, 0, 1, 2]


def test_an_entry_in_brackets_with_figures_is_a_row() -> None:
    rows = split_accounts(*row_of(("현금", "(감액)", "채권"), ("10", "4", "20")))
    assert rows.rows == 3


def test_remarks_go_on_from_the_entry_that_they_begin_beside() -> None:
    remarks = ("1. 강사료 4", "2. 교재비 6", "1. 장학금 20")
    rows = split_accounts(*row_of(("가.교육비", "", "나.장학금"), ("10", "", "20"), ("8", "", "15"), remarks))
    assert rows_at(rows, [0, 12, 24]) == [0, 0, 1]


def test_two_accounts_beside_each_other_share_their_rows() -> None:
    rows = split_accounts(
        *row_of(
            ("1. 수입", "1) 국비", "2) 시비", ""),
            ("9", "5", "4", ""),
            ("1. 지출", "1) 인건비", "2) 운영비", "3) 예비비"),
            ("9", "4", "3", "2"),
        )
    )
    assert rows_at(rows, [0, 12, 24, 36]) == [0, 1, 2, 3]
    assert len(rows.spans) == 16


def test_rules_around_a_total_part_no_rows() -> None:
    def parted(a: tuple[int, int], b: tuple[int, int]) -> bool:
        return a[1] != b[1] or a[1] == 1

    grid = grid_of([0, 50, 100], [0, 35, 47, 60], parted)
    label, *figures = grid.spans
    lines = {
        label: printed(0, "토지", "건물", "", "자산총계"),
        figures[0]: printed(50, "10", "20"),
        figures[1]: printed(50, "30", top=36),
        figures[2]: (),
    }
    rows = split_accounts(grid, lines)
    assert [(span.row, span.rowspan) for span in rows.spans if span.column == 1] == [(0, 1), (1, 1), (2, 1)]
    assert [(span.row, span.rowspan) for span in rows.spans if span.column == 0] == [(0, 1), (1, 1), (2, 1)]


def test_a_group_label_of_several_lines_parts_no_ruled_rows() -> None:
    grid = grid_of([0, 50, 100], [0, 12, 24, 36], lambda a, b: a[1] != b[1] or a[1] == 1)
    label, *figures = grid.spans
    lines = {label: printed(0, "상", "반", "기")} | {span: printed(50, str(n), top=12 * n) for n, span in enumerate(figures)}
    assert split_accounts(grid, lines) is grid


def test_headers_in_the_middle_of_their_columns_need_no_rule() -> None:
    spans = (Span(0, 0), Span(0, 1, 1, 2), Span(1, 0), Span(1, 1), Span(1, 2))
    grid = Grid((0, 60, 120, 180), (0, 20, 40), spans)
    assert len(split_columns(grid, shared_out(grid, words_of([*word("본사업", 82, 5), *word("부대사업", 140, 5)]))).spans) == 6
    for shared in ([*word("금", 85, 5), *word("액", 145, 5)], [*word("본사업", 100, 5), *word("현황", 125, 5)]):
        assert split_columns(grid, shared_out(grid, words_of(shared))) is grid


def test_a_header_in_one_cell_with_the_first_figures_is_taken_apart() -> None:
    grid, held = row_of(("구분", "총계"), ("당초", "69,960"), ("추경", "69,960"), ("증감", "0"))
    assert split_header(grid, held).rows == 2


def test_a_header_over_a_blank_corner_is_a_row_of_its_own() -> None:
    grid, held = row_of(("", "총계"), ("2021", "10", "(40%)"), ("2022", "20", "(50%)"), ("본예산", "30", "(60%)"))
    rows = split_header(grid, held)
    assert rows_at(rows, [0, 12, 24]) == [0, 1, 1]


@pytest.mark.parametrize(
    "cells",
    [
        (("총계",), ("2021", "10"), ("2022", "20"), ("본예산", "30")),
        (("", "총계"), ("10", "20"), ("20", "30"), ("30", "40")),
        (("", "총계"), ("국비", "(가)"), ("시비", "(나)"), ("구비", "30")),
        (("", "총계"), ("2021", "10"), ("2022", "20")),
    ],
)
def test_cells_beside_a_label_hold_no_header(cells: tuple[tuple[str, ...], ...]) -> None:
    grid, held = row_of(*cells)
    assert split_header(grid, held) is grid


# figures broken by narrow cells


@pytest.mark.parametrize(
    ("above", "below", "wrapped"),
    [
        ("△12,03", "6", True),
        ("101.", "84", True),
        ("1,234,5", "67", True),
        ("(1,2", "34)", True),
        ("230,556", "[218,062]", False),
        ("230,556", "218,062", False),
        ("12", "34", False),
        ("88.2", "7", False),
        ("가", "1", False),
    ],
)
def test_lines_that_are_one_figure(above: str, below: str, wrapped: bool) -> None:
    assert is_wrapped(above, below) is wrapped


def test_decimals_that_a_full_cell_breaks_are_one_figure() -> None:
    lines = (Line("88.2", Box(0, 0, 16, 9)), Line("7", Box(0, 9, 4, 18)))
    assert cell_text(lines, 28) == "88.27"
    assert cell_text(lines, 60) == "88.2\n7"
    assert cell_text((), 60) == ""


# ragged shapes


def word(text: str, x: float, top: float) -> list[Glyph]:
    return [Glyph(char, x + 5 * n, top, x + 5 * n + 5, top + 10, "\n" if not n else "") for n, char in enumerate(text)]


def test_a_ragged_header_keeps_its_text_in_one_cell() -> None:
    glyphs = [*word("증감", 5, 2), *word("(B-A)", 5, 14)]
    grid = grid_of([0, 40, 300], [0, 13, 26], lambda a, b: (1, 1) in {a, b}, glyphs)
    assert grid.spans == (Span(0, 0, 2, 1), Span(0, 1), Span(1, 1))


def around_the_title(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Rules around the first two slots of the middle column, and below the others of the first row."""
    inside = {(0, 1), (1, 1)}
    return (a in inside) != (b in inside) or (a[0] == 0 and b[0] == 1 and a not in inside)


def test_a_title_in_the_border_of_a_frame_makes_two_cells() -> None:
    title, body = word("주의 사항", 120, 4), [*word("첫째 항목은 이렇다.", 20, 30), *word("둘째 항목", 20, 45)]
    glyphs = (*title, *body)
    grid = grid_of([0, 100, 200, 300], [0, 10, 20, 80], around_the_title, glyphs)
    piece = piece_of(grid, Page(1, FRAME, glyphs), words_of(glyphs), "pdfium")
    assert {cell.text: (cell.row, cell.column, cell.rowspan, cell.colspan) for cell in piece.cells if cell.text} == {
        "주의 사항": (0, 1, 2, 1),
        "첫째 항목은 이렇다.\n둘째 항목": (2, 0, 1, 3),
    }
    assert is_table(piece)


def test_a_frame_around_prose_is_no_table() -> None:
    glyphs = (*word("첫째 항목은 이렇다.", 20, 30), *word("둘째 항목", 20, 45))
    piece = piece_of(grid_of([0, 300], [0, 40, 80], lambda *_: True), Page(1, FRAME, glyphs), words_of(glyphs), "pdfium")
    assert not is_table(piece)
    assert [paragraph.text for paragraph in as_paragraphs(piece)] == ["첫째 항목은 이렇다.", "둘째 항목"]
