"""PDF pages: strokes, underlines, marks, runs, columns, nested tables, and documents made to do harm."""

from __future__ import annotations

import gc
import resource
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import extract
from extract.pdf_columns import split_columns
from extract.pdf_grid import Grid, Span, cell_lines, grid_of
from extract.pdf_join import continues, join
from extract.pdf_layout import sheet_of
from extract.pdf_marks import without_marks
from extract.pdf_open import Opened
from extract.pdf_page import Frame, Glyph, Page, read_page
from extract.pdf_piece import Piece, piece_of
from extract.pdf_ruled import ruled_grids
from extract.pdf_rulings import Rule, Rulings
from extract.pdf_streams import needs_count
from extract.pdf_underlines import without_underlines
from schemas import Paragraph, Place, RawCell, Report

SECONDS = 30.0
MEGABYTES = 600


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
    found = cell_lines(grid, word("[218,062]", 8, 5))
    assert [line.text for line in found[Span(0, 0)]] == ["[218,062]"]
    assert found[Span(0, 1)] == ()


def test_figures_of_neighbouring_cells_stay_apart() -> None:
    grid = full((0, 50, 100), (0, 20))
    found = cell_lines(grid, [*word("4,918", 24, 5), *word("△10,409", 50, 5, lead="")])
    assert [[line.text for line in lines] for lines in found.values()] == [["4,918"], ["△10,409"]]


def test_a_dash_in_a_cell_of_its_own_is_no_sign() -> None:
    grid = full((0, 20, 100), (0, 20))
    found = cell_lines(grid, [*word("-", 14, 5), *word("74,964", 22, 5, lead=" ")])
    assert [[line.text for line in lines] for lines in found.values()] == [["-"], ["74,964"]]


def test_footnote_marks_leave_the_text() -> None:
    mark = [Glyph("1", 20, 4, 24, 11), Glyph(")", 24, 4, 28, 11)]
    assert "".join(g.text for g in without_marks([*word("수입", 10, 5), *mark])) == "수입"
    plain = [*word("수입", 10, 5), *word("1)", 20, 5, lead="")]
    assert without_marks(plain) == plain


def test_figures_in_a_row_without_column_lines_find_their_columns() -> None:
    grid = Grid((0, 50, 100, 150), (0, 20, 40), (Span(0, 0), Span(0, 1), Span(0, 2), Span(1, 0, 1, 3)))
    row = [*word("가", 5, 25), *word("12", 60, 25, lead=" "), *word("34", 110, 25, lead=" ")]
    assert [span for span in split_columns(grid, row).spans if span.row] == [Span(1, 0), Span(1, 1), Span(1, 2)]
    assert split_columns(grid, word("합계는 12 34", 40, 25)) is grid
    assert split_columns(grid, word("나머지", 5, 25)) is grid


def test_items_of_a_list_are_rows_where_the_figures_stand_on_their_lines() -> None:
    grid = full((0, 100, 200, 300), (0, 60))
    label = [glyph for n, text in enumerate(("(1)가", "(2)나", "(3)다")) for glyph in word(text, 5, 5 + 15 * n)]
    piece = piece_of(grid, page(), [*label, *word("20", 150, 20), *word("7", 250, 20), *word("0", 250, 35)], "pdfium")
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


# harm


def document(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of numbered objects, from 1."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return bytes(out) + b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, xref)


def stream(data: bytes, head: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(data), data)


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
TEXT = b"BT /F 12 Tf 20 100 Td (Total 1,234) Tj ET"


def single(content: bytes = TEXT, box: bytes = b"0 0 300 200", extra: bytes = b"", *more: bytes, head: bytes = b"") -> bytes:
    """A PDF of one page; `extra` are more entries of the page, `more` objects from 6 on, `head` the content's entries."""
    return document(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>/Contents 4 0 R%s>>"
        % (box, extra),
        stream(content, head),
        FONT,
        *more,
    )


def grid_content(rows: int, columns: int) -> bytes:
    lines = [b"%d 0 m %d 900 l S" % (10 + n, 10 + n) for n in range(columns)]
    return b"\n".join(lines + [b"0 %d m 900 %d l S" % (10 + n, 10 + n) for n in range(rows)])


def bomb(size: int) -> bytes:
    return zlib.compress(b" " * size + TEXT, 9)


def deep(depth: int) -> bytes:
    kids = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 3) for n in range(depth)]
    leaf = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 9 9]>>" % (depth + 1)
    return document(b"<</Type/Catalog/Pages 2 0 R>>", *kids, leaf)


def forms(depth: int) -> bytes:
    """Forms that draw each other: the last draws the first."""
    count = max(depth, 1)
    some = [
        stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (6 + (n + 1) % count))
        for n in range(count)
    ]
    return single(TEXT + b" /X Do", b"0 0 300 200", b"", *some)


def chain(depth: int, draws: bytes) -> bytes:
    """Forms that each draw the next as `draws` says; the last prints a text."""
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<</Font<</F 5 0 R>>/XObject<</X %d 0 R>>>>"
    some = [stream(draws if n < depth - 1 else TEXT, head % (7 + n)) for n in range(depth)]
    return single(TEXT + b" " + draws, b"0 0 300 200", b"", *some)


def glyphs_of_forms() -> bytes:
    """A font whose character is a drawing that draws forms, many levels deep."""
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 65/LastChar 65/Widths[9]"
    font += b"/CharProcs<</a 6 0 R>>/Encoding<</Differences[65/a]>>/Resources<</XObject<</X 7 0 R>>>>>>"
    head = b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    some = [stream(b"/X Do /X Do", head % (8 + n)) for n in range(30)]
    glyph = stream(b"9 0 0 0 9 9 d1 /X Do /X Do")
    data = single(b"BT /F 12 Tf 20 100 Td (A) Tj ET", b"0 0 300 200", b"", glyph, *some)
    return data.replace(FONT, font)


def hostile() -> Iterator[tuple[str, bytes]]:
    """Documents made to hang a reader, to exhaust its memory or to break it."""
    sound = single()
    for share in (1, 5, 10, 25, 40, 55, 70, 85, 95, 99):
        yield f"cut at {share} %", sound[: len(sound) * share // 100]
    for at in range(0, len(sound), len(sound) // 8):
        yield f"zeroed at {at}", sound[:at] + b"\x00" * 40 + sound[at + 40 :]
    yield "page tree of itself", document(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>")
    yield (
        "page trees of each other",
        document(
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 9>>", b"<</Type/Pages/Kids[2 0 R]/Count 9>>"
        ),
    )
    yield "deep page tree", deep(3_000)
    yield "more pages than there are", sound.replace(b"/Count 1", b"/Count 4000")
    yield "millions of pages", sound.replace(b"/Count 1", b"/Count 90000000")
    yield "negative page count", sound.replace(b"/Count 1", b"/Count -5")
    yield "no catalogue", document(b"<</Type/Pages/Kids[]/Count 0>>")
    yield "no pages", document(b"<</Type/Catalog>>")
    yield "catalogue of itself", document(b"<</Type/Catalog/Pages 1 0 R>>")
    for name, size in (
        ("huge", b"0 0 1e30 1e30"),
        ("flat", b"0 0 0 0"),
        ("inverted", b"300 200 0 0"),
        ("far", b"1e9 1e9 2e9 2e9"),
        ("broken", b"a b c d"),
        ("not a number", b"0 0 nan inf"),
    ):
        yield f"{name} page", single(TEXT, size)
    yield "odd rotation", single(TEXT, b"0 0 300 200", b"/Rotate 37")
    yield "a million paths", single(b"0 0 m 9 9 l S\n" * 1_000_000)
    yield "a path of a million points", single(b"0 0 m\n" + b"9 9 l 1 1 l\n" * 500_000 + b"S")
    yield "a grid of two thousand lines", single(grid_content(1_000, 1_000), b"0 0 1000 1000")
    yield "a grid of eight thousand lines", single(grid_content(4_000, 4_000), b"0 0 5000 5000")
    yield "text of half a million characters", single(b"BT /F 1 Tf (" + b"9" * 500_000 + b") Tj ET")
    yield "words on one spot", single(b"BT /F 9 Tf 20 100 Td " + b"(12) Tj 0 0 Td " * 20_000 + b"ET")
    yield "text without end", single(b"BT /F 12 Tf (" + b"(" * 100_000)
    yield "a stack without end", single(b"q " * 500_000 + TEXT)
    yield "a bomb", single(bomb(300_000_000), head=b"/Filter/FlateDecode")
    yield "a bomb in a bomb", single(zlib.compress(bomb(200_000_000), 9), head=b"/Filter[/FlateDecode/FlateDecode]")
    yield "a wrong filter", single(TEXT, head=b"/Filter/FlateDecode")
    yield "an unknown filter", single(TEXT, head=b"/Filter/Nothing")
    yield "a length that lies", single().replace(b"/Length 42", b"/Length 99999999")
    for depth in (1, 2, 30):
        yield f"forms in a ring of {depth}", forms(depth)
    yield "forms that draw the next twice", chain(40, b"/X Do /X Do")
    yield "few forms that draw the next a thousand times", chain(4, b"/X Do " * 1_000)
    yield "a form drawn by the million", chain(1, b"/X Do " * 1_000_000)
    yield "forms in a ring that draw twice", chain(20, b"/X Do /X Do").replace(b"/X 26 0 R", b"/X  6 0 R")
    yield "forms by another spelling", chain(30, b"/X Do /X Do").replace(b"/Type/XObject/Subtype/Form", b"/Subtype/#46orm")
    yield "characters that draw forms", glyphs_of_forms()
    yield "a bomb of paths", single(zlib.compress(b"0 0 m 9 9 l S\n" * 4_000_000, 9), head=b"/Filter/FlateDecode")
    yield "a bomb of text", single(zlib.compress(b"BT /F 9 Tf (12) Tj ET " * 2_000_000, 9), head=b"/Filter/FlateDecode")
    yield (
        "a bomb by parts",
        single(zlib.compress(b"0 0 m 9 9 l S\n" * 100_000, 9), head=b"/Filter/FlateDecode").replace(
            b"/Contents 4 0 R", b"/Contents[" + b"4 0 R " * 500 + b"]"
        ),
    )
    yield "numbers out of range", single(b"1e38 1e38 m 9e99 -9e99 l S 1e30 0 0 1e30 0 0 cm 0 0 m 9 9 l S nan inf l S " + TEXT)
    yield "arrays in arrays", single(b"[" * 200_000 + TEXT)
    yield "dictionaries in dictionaries", single(TEXT, b"0 0 300 200", b"/A" + b"<</A" * 100_000 + b" 1" + b">>" * 100_000)
    yield "parents in a ring", sound.replace(b"/Parent 2 0 R", b"/Parent 3 0 R")
    yield "content of itself", sound.replace(b"/Contents 4 0 R", b"/Contents 3 0 R")
    yield "contents by the thousand", sound.replace(b"/Contents 4 0 R", b"/Contents[" + b"4 0 R " * 5_000 + b"]")
    yield "cross-references of itself", sound.replace(b"trailer<<", b"trailer<</Prev %d" % sound.rindex(b"xref\n0"))
    yield "a broken cross-reference", sound.replace(b"00000 n", b"abcde n")
    yield "a start that lies", sound[: sound.rindex(b"startxref")] + b"startxref\n99999999\n%%EOF\n"
    yield "a broken lock", sound.replace(b"trailer<<", b"trailer<</Encrypt<</Filter/Standard/V 9/R 9>>")
    yield "a lock of another maker", sound.replace(b"trailer<<", b"trailer<</Encrypt<</Filter/Unknown/V 4>>")


HOSTILE = dict(hostile())


def peak() -> float:
    """The most memory that this process has ever held, in megabytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024 if sys.platform != "darwin" else most / 1024**2


def test_there_are_many_hostile_documents() -> None:
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("name", HOSTILE)
def test_harmful_documents_are_read_or_refused_in_bounded_time_and_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(HOSTILE[name])
    before, start = peak(), time.monotonic()
    report = extract.read(path)
    assert time.monotonic() - start < SECONDS
    assert peak() - before < MEGABYTES
    assert report.content or report.problems
    assert all(problem.rule != "HG909" and len(problem.message) > 20 for problem in report.problems)


def pages(count: int) -> bytes:
    """A PDF of many pages, each with a ruled table of its own."""
    content = grid_content(12, 6).replace(b" 900", b" 21") + TEXT
    kids = b" ".join(b"%d 0 R" % (5 + n) for n in range(count))
    one = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Resources<</Font<</F 4 0 R>>>>/Contents 3 0 R>>"
    return document(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % count,
        stream(content),
        FONT,
        *([one] * count),
    )


def read_pages(path: Path, count: int) -> tuple[Report, float]:
    path.write_bytes(pages(count))
    before = peak()
    return extract.read(path), peak() - before


def test_a_long_document_takes_no_more_memory_than_a_short_one(tmp_path: Path) -> None:
    short, _ = read_pages(tmp_path / "a.pdf", 100)
    long, more = read_pages(tmp_path / "b.pdf", 1_000)
    assert len(long.paragraphs) == 10 * len(short.paragraphs)
    assert more < 40


def test_forms_in_forms_are_read_as_long_as_they_draw_little(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(chain(5, b"/X Do"))
    assert [paragraph.text for paragraph in extract.read(path).paragraphs] == ["Total 1,234" * 2]
    path.write_bytes(chain(5, b"/X Do /X Do"))
    assert not extract.read(path).problems


@pytest.mark.parametrize("draws", [b"/X Do /X Do", b"/X Do " * 1_000])
def test_forms_that_draw_too_much_are_said_so(tmp_path: Path, draws: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(chain(40, draws))
    (problem,) = extract.read(path).problems
    assert (problem.rule, problem.fatal) == ("HG902", True)
    assert "drawing instructions" in problem.message


def test_a_page_that_draws_too_much_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    bomb = stream(zlib.compress(b"0 0 m 9 9 l S\n" * 2_000_000, 9), b"/Filter/FlateDecode")
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Resources<</Font<</F 4 0 R>>>>/Contents %d 0 R>>"
    tree = b"<</Type/Pages/Kids[5 0 R 6 0 R]/Count 2>>"
    path.write_bytes(document(b"<</Type/Catalog/Pages 2 0 R>>", tree, bomb, FONT, leaf % 3, leaf % 7, stream(TEXT)))
    report = extract.read(path)
    assert [paragraph.text for paragraph in report.paragraphs] == ["Total 1,234"]
    assert [(problem.rule, problem.place.page) for problem in report.problems] == [("HG906", 1)]


def test_ordinary_pages_are_not_counted() -> None:
    assert not needs_count(single(), 1)
    assert not needs_count(chain(5, b"/X Do"), 300)
    assert needs_count(chain(5, b"/X Do " * 1_000), 1)


def test_pages_that_draw_too_much_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("extract.pdf_open", "extract.pdf_streams"):
        monkeypatch.setattr(f"{module}.MAX_DRAWN_IN_ALL", 100_000)
    path = tmp_path / "a.pdf"
    content = stream(b"0 0 m 9 9 l S\n" * 3_000 + TEXT)
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Resources<</Font<</F 4 0 R>>>>/Contents 3 0 R>>"
    tree = b"<</Type/Pages/Kids[5 0 R 6 0 R 7 0 R]/Count 3>>"
    path.write_bytes(document(b"<</Type/Catalog/Pages 2 0 R>>", tree, content, FONT, leaf, leaf, leaf))
    report = extract.read(path)
    assert [paragraph.place.page for paragraph in report.paragraphs] == [1, 2]
    assert [(problem.rule, problem.place.page) for problem in report.problems] == [("HG906", 3)]


def test_pages_are_let_go_once_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pages(8))
    held: list[int] = []

    def counted(document: object, number: int) -> Page:
        held.append(sum(isinstance(thing, Page) for thing in gc.get_objects()))
        return read_page(document, number)

    gc.collect()
    monkeypatch.setattr("extract.pdf_open.read_page", counted)
    assert len(extract.read(path).paragraphs) == 8
    assert max(held) - held[0] <= 1


def test_a_long_document_is_opened_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pages(7))
    monkeypatch.setattr("extract.pdf_open._AT_ONCE", 3)
    documents = []
    with Opened(path) as opened:
        for number in range(1, 8):
            assert len(opened.page(number).glyphs) == 10
            documents.append(opened._document)
    assert [documents[at] is documents[at - 1] for at in range(1, 7)] == [True, True, False, True, True, False]
