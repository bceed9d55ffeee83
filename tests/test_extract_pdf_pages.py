"""PDF pages: strokes, underlines, marks, runs, columns, nested tables, and joins over page breaks."""

from __future__ import annotations

import pytest

from extract.pdf.columns import split_columns
from extract.pdf.glyphs import Glyph
from extract.pdf.glyphs import words as words_of
from extract.pdf.grid import Grid, Span, grid_of, lines_of, shared_out
from extract.pdf.join import continues, join
from extract.pdf.layout import sheet_of
from extract.pdf.marks import without_marks
from extract.pdf.page import Frame, Page
from extract.pdf.piece import Piece, piece_of
from extract.pdf.ruled import ruled_grids
from extract.pdf.rulings import Rule, Rulings
from extract.pdf.underlines import without_underlines
from schemas import Paragraph, Place, RawCell


def word(text: str, x: float, top: float, height: float = 10.0, lead: str = "\n") -> list[Glyph]:
    """A word whose glyphs are half as wide as they are high."""
    width = height / 2
    return [Glyph(char, x + n * width, top, x + (n + 1) * width, top + height, "" if n else lead) for n, char in enumerate(text)]


def page(*glyphs: Glyph) -> Page:
    return Page(1, Frame(0, 0, 400, 400, 0), glyphs)


def full(xs: tuple[float, ...], ys: tuple[float, ...]) -> Grid:
    return grid_of(xs, ys, lambda *_: True)


def texts(piece: Piece) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): cell.text for cell in piece.cells if cell.text}


# rulings


def box(x0: float, x1: float, ys: tuple[float, ...], xs: tuple[float, ...]) -> Rulings:
    """Rules of a table open at both sides: levels over its width, uprights between the first and last."""
    return Rulings(tuple(Rule(y, x0, x1) for y in ys), tuple(Rule(x, ys[0], ys[-1]) for x in xs))


def both(a: Rulings, b: Rulings) -> Rulings:
    return Rulings(tuple(sorted(a.horizontal + b.horizontal)), tuple(sorted(a.vertical + b.vertical)))


def test_a_table_open_at_its_sides_needs_two_rules_only() -> None:
    (grid,) = ruled_grids(box(0, 100, (0, 20), (50,)))
    assert (grid.rows, grid.columns) == (1, 2)


def test_a_header_set_apart_from_its_body_is_part_of_the_table() -> None:
    rules = both(box(0, 100, (0, 20), (50,)), box(0, 100, (29, 40, 50), (25, 50)))
    (grid,) = ruled_grids(rules)
    assert (grid.ys, grid.columns) == ((0, 20, 29, 40, 50), 3)
    assert len(ruled_grids(rules, word("제목", 10, 20, 8))) == 2


def test_tables_of_different_columns_stay_apart() -> None:
    assert len(ruled_grids(both(box(0, 100, (0, 20), (40,)), box(0, 100, (29, 40, 50), (50,))))) == 2


def test_a_row_over_the_whole_width_of_an_open_table() -> None:
    rules = both(box(0, 100, (0, 20, 40), (50,)), Rulings((Rule(70, 0, 100),), ()))
    labels = word("직접", 5, 22)
    (grid,) = ruled_grids(rules, [*labels, *word("비고 없음", 5, 48)])
    assert grid.spans[-1] == Span(2, 0, 1, 2)
    (grid,) = ruled_grids(rules, [*labels, *word("비고", 45, 48)])
    assert grid.rows == 3


@pytest.mark.parametrize(
    ("text", "x", "top"),
    [("둘째 표는 이렇다", 0, 48), ("둘째 표는", 30, 48), ("(단위: 원)", 5, 48), ("표 2", 5, 41), ("", 0, 0)],
)
def test_text_between_two_open_tables_is_no_row(text: str, x: float, top: float) -> None:
    high = 90 if text == "표 2" else 70
    rules = both(box(0, 100, (0, 20, 40), (50,)), Rulings((Rule(high, 0, 100),), ()))
    (grid,) = ruled_grids(rules, [*word("직접", 5, 22), *word(text, x, top)])
    assert grid.rows == 2


def test_a_line_that_two_rules_enclose_is_a_row_between_columns() -> None:
    rules = both(box(0, 100, (0, 20, 40), (50,)), box(0, 100, (55, 75), (30, 50)))
    (grid,) = ruled_grids(rules, word("둘째 묶음", 38, 43))
    assert grid.spans[4] == Span(2, 0, 1, 3)
    rules = both(box(0, 100, (0, 20, 40), (50,)), box(0, 100, (65, 85), (30, 50)))
    assert len(ruled_grids(rules, word("둘째 묶음", 38, 45))) == 2


def test_a_title_that_two_rules_enclose_is_the_first_row_of_an_open_table() -> None:
    (grid,) = ruled_grids(both(Rulings((Rule(0, 0, 100),), ()), box(0, 100, (15, 30), (50,))), word("신청서", 43, 3))
    assert grid.spans[0] == Span(0, 0, 1, 2)
    (grid,) = ruled_grids(both(Rulings((Rule(0, 0, 100),), ()), box(0, 100, (15, 30), (50,))), word("신청서", 10, 3))
    assert grid.rows == 1


def test_row_lines_that_follow_each_other_with_a_step_are_two() -> None:
    levels = (Rule(0, 0, 100), Rule(20, 0, 50), Rule(21.5, 50, 100), Rule(40, 0, 100))
    (grid,) = ruled_grids(Rulings(levels, (Rule(0, 0, 40), Rule(50, 0, 40), Rule(100, 0, 40))))
    assert grid.rows == 3
    doubled = (*levels[:1], Rule(20, 0, 100), Rule(21.5, 0, 100), levels[3])
    (grid,) = ruled_grids(Rulings(doubled, (Rule(0, 0, 40), Rule(50, 0, 40), Rule(100, 0, 40))))
    assert grid.rows == 2


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        (Rule(19, 10, 30), False),
        (Rule(15, 10, 30), False),
        (Rule(19, 0, 100), True),
        (Rule(19, 10, 60), True),
        (Rule(40, 10, 30), True),
    ],
    ids=["under", "through", "border", "longer than the word", "no word"],
)
def test_underlines_are_no_rulings(rule: Rule, kept: bool) -> None:
    uprights = (Rule(0, 0, 50), Rule(100, 0, 50))
    found = without_underlines(Rulings((rule,), uprights), word("1234", 10, 10))
    assert found.horizontal == ((rule,) if kept else ())
    assert found.vertical == uprights


# glyphs in cells


def test_a_word_stays_in_the_cell_where_most_of_it_lies() -> None:
    grid = full((0, 50, 100), (0, 20))
    found = lines_of(shared_out(grid, words_of(word("[218,062]", 8, 5))))
    assert [line.text for line in found[Span(0, 0)]] == ["[218,062]"]
    assert found[Span(0, 1)] == ()


def test_figures_of_neighbouring_cells_stay_apart() -> None:
    grid = full((0, 50, 100), (0, 20))
    found = lines_of(shared_out(grid, words_of([*word("4,918", 24, 5), *word("△10,409", 50, 5, lead="")])))
    assert [[line.text for line in lines] for lines in found.values()] == [["4,918"], ["△10,409"]]


def test_a_dash_in_a_cell_of_its_own_is_no_sign() -> None:
    grid = full((0, 20, 100), (0, 20))
    found = lines_of(shared_out(grid, words_of([*word("-", 14, 5), *word("74,964", 22, 5, lead=" ")])))
    assert [[line.text for line in lines] for lines in found.values()] == [["-"], ["74,964"]]


def test_footnote_marks_leave_the_text() -> None:
    mark = [Glyph("1", 20, 4, 24, 11), Glyph(")", 24, 4, 28, 11)]
    assert "".join(g.text for g in without_marks([*word("수입", 10, 5), *mark])) == "수입"
    plain = [*word("수입", 10, 5), *word("1)", 20, 5, lead="")]
    assert without_marks(plain) == plain


def test_figures_in_a_row_without_column_lines_find_their_columns() -> None:
    grid = Grid((0, 50, 100, 150), (0, 20, 40), (Span(0, 0), Span(0, 1), Span(0, 2), Span(1, 0, 1, 3)))
    row = [*word("가", 5, 25), *word("12", 60, 25, lead=" "), *word("34", 110, 25, lead=" ")]
    split = split_columns(grid, shared_out(grid, words_of(row)))
    assert [span for span in split.spans if span.row] == [
        Span(1, 0),
        Span(1, 1),
        Span(1, 2),
    ]
    assert split_columns(grid, shared_out(grid, words_of(word("합계는 12 34", 40, 25)))) is grid
    assert split_columns(grid, shared_out(grid, words_of(word("나머지", 5, 25)))) is grid


def test_items_of_a_list_are_rows_where_the_figures_stand_on_their_lines() -> None:
    grid = full((0, 100, 200, 300), (0, 60))
    label = [glyph for n, text in enumerate(("(1)가", "(2)나", "(3)다")) for glyph in word(text, 5, 5 + 15 * n)]
    piece = piece_of(grid, page(), words_of([*label, *word("20", 150, 20), *word("7", 250, 20), *word("0", 250, 35)]), "pdfium")
    assert texts(piece) == {
        (0, 0): "(1)가",
        (1, 0): "(2)나",
        (2, 0): "(3)다",
        (1, 1): "20",
        (1, 2): "7",
        (2, 2): "0",
    }


# tables inside tables


OUTER = full((0, 100, 300), (0, 50, 200))
INNER = full((110, 200, 290), (80, 100, 120, 140))


def outer_words() -> list[Glyph]:
    return [
        *word("label", 5, 10),
        *word("head", 110, 10),
        *word("more", 5, 90),
        *word("above", 110, 60),
        *word("below", 110, 180),
    ]


def test_a_table_of_words_inside_a_cell_is_part_of_its_text() -> None:
    inner = [*word("one", 115, 82), *word("two", 205, 82), *word("three", 115, 102), *word("four", 205, 102)]
    (piece,) = sheet_of(page(*outer_words(), *inner), {OUTER: "pdfium", INNER: "pdfium"}).items
    assert isinstance(piece, Piece)
    assert texts(piece)[1, 1] == "above\none\ntwo\nthree\nfour\nbelow"


def test_a_table_of_figures_inside_a_cell_stays_a_table() -> None:
    grid = full((110, 170, 230, 290), (80, 100, 120, 140))
    inner = [glyph for r in range(3) for c in range(3) for glyph in word(f"{r}{c}", 115 + 60 * c, 82 + 20 * r)]
    pieces = sheet_of(page(*outer_words(), *inner), {OUTER: "pdfium", grid: "pdfium"}).items
    assert [item.rows for item in pieces if isinstance(item, Piece)] == [2, 3]


def test_a_table_of_words_inside_a_frame_is_prose() -> None:
    frame = full((100, 300), (60, 200))
    items = sheet_of(page(*word("one", 115, 82), *word("two", 205, 82)), {frame: "pdfium", INNER: "pdfium"}).items
    assert [item.text for item in items if isinstance(item, Paragraph)] == ["one two"]


# joins


def piece(rows: list[list[str]], number: int, xs: tuple[float, ...] = (0, 50, 100), running: tuple[int, ...] = ()) -> Piece:
    cells = tuple(RawCell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    return Piece(xs, cells, len(rows), "pdfium", Place(number), Place(number), frozenset(running))


def test_pages_with_lines_of_their_own_join_on_the_union() -> None:
    above = piece([["가", "1", "2", "3"]], 1, (0, 50, 100, 150, 200))
    below = piece([["나", "4", "5", "6", "7"]], 2, (0, 50, 100, 125, 150, 200))
    assert continues(above, below)
    assert join(above, below).xs == (0, 50, 100, 125, 150, 200)
    assert not continues(above, piece([["나", "4", "5"]], 2, (0, 33, 66, 200)))


def test_items_in_all_cells_below_a_break_are_a_row_of_their_own() -> None:
    xs = (0.0, 50.0, 100.0, 150.0)
    above = piece(
        [["구분", "부문", "살펴볼 점"], ["솜씨", "(1) 마당과 길의 꾸밈과 쓰임새", "ㅇ 손님의 안전을 지키는 여러 길의 알맞음"]],
        1,
        xs,
    )
    below = piece([["", "(2) 알림과 이음의 꾸밈", "ㅇ 널리 알리는 길의 알맞음"]], 2, xs)
    assert join(above, below).rows == 3
    rest = piece([["", "알림과 이음의 꾸밈", "ㅇ 널리 알리는 길의 알맞음"]], 2, xs)
    assert join(above, rest).rows == 2


@pytest.mark.parametrize("bullet", ["ㅇ ", "ᄋ ", "o ", "◎ ", "‧ ", "▸", "\uf06e "])
def test_a_bullet_is_not_the_rest_of_a_sentence(bullet: str) -> None:
    above = piece([["구분", "설명"], ["가", "예산은 올해 본예산과"]], 1, running=(1,))
    assert join(above, piece([["나", f"{bullet}추가 예산을 더한 것"]], 2)).rows == 3


def test_a_full_last_line_runs_on_over_the_break() -> None:
    above = piece([["구분", "설명"], ["가", "예산은 올해 본예산과"]], 1, running=(1,))
    found = join(above, piece([["나", "추경을 더한 금액이다"]], 2))
    assert found.rows == 2
    assert texts(found)[1, 1] == "예산은 올해 본예산과\n추경을 더한 금액이다"
    assert join(above, piece([["나", "① 다른 항목"]], 2)).rows == 3


def test_figures_are_never_closed_up() -> None:
    above = piece([["구분", "설명", "액"], ["가", "예산은 올해 본예산과", "10"]], 1, (0, 50, 100, 150), (1,))
    assert join(above, piece([["", "추경을 더한 금액", "20"]], 2, (0, 50, 100, 150))).rows == 3


def test_a_repeated_header_under_another_title_begins_a_table() -> None:
    def titled(title: str, number: int) -> Piece:
        body = piece([["", ""], ["구분", "예산"], ["가", "1"]], number)
        cells = (RawCell(0, 0, title, 1, 2), *(cell for cell in body.cells if cell.row))
        return Piece(body.xs, cells, 3, "pdfium", body.place, body.last)

    assert not continues(titled("9월", 1), titled("10월", 2))
    assert continues(titled("9월", 1), titled("9월", 2))
