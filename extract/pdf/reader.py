"""PDF: pages read one by one, grids judged and filled, tables joined over page breaks, the rest as paragraphs."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from extract.collection import no_collection
from extract.context import attach
from extract.errors import Unreadable
from extract.pdf.areas import areas
from extract.pdf.join import continues, join, opening_height
from extract.pdf.layout import Item, Sheet, box_of, flows, foot_of, sheet_of
from extract.pdf.open import Opened
from extract.pdf.page import Page
from extract.pdf.paths import Crowded
from extract.pdf.piece import Piece, as_paragraphs, as_table, is_table, piece_of
from extract.pdf.readers import FIRST, PDF_READERS, SECOND, UNRULED, first_grids
from extract.pdf.sense import doubts, is_picture, nonsense, recognition
from extract.seen import seen_on_page
from schemas import Box, Paragraph, Place, Problem, RawTable, Report, SeenLine, Source

_LOG = logging.getLogger(__name__)
_PICTURE = "is a picture without text"
_MOST_MARKS = 30_000
"""Strokes and characters of a page above which no second opinions are made: other readers take half a second per thousand."""

_NEAR_END = 0.55
_NEAR_START = 0.35


def read_pdf(path: Path, source: Source) -> Report:
    """Read a PDF: its tables, joined over page breaks, and every other printed line, in reading order.

    Raises `Unreadable`: HG901 no text, HG902 damaged, HG903 encrypted, HG905 only images, HG908 too many pages, HG912 no known
    characters.
    """
    problems: list[Problem] = []
    seen: list[SeenLine] = []
    with Opened(path) as opened:
        sheets = list(_sheets(opened, problems, seen))
    return Report(source, attach(_content(sheets)), tuple(problems), tuple(seen))


def second_opinions(path: Path, table: RawTable) -> tuple[RawTable, ...]:
    """The region of a table that lies on one page as the other readers see it, where they see it otherwise.

    What stands around the table, such as its unit, stays that of `table`. None are made of a page on which the other readers
    would take too long. Never raises for what is in the file.
    """
    number, box = table.place.page, table.place.box
    if number is None or box is None or any(cell.place.page != number for cell in table.cells):
        return ()
    try:
        with Opened(path) as opened:
            page = opened.page(number)
            if len(page.strokes) + len(page.glyphs) > _MOST_MARKS:
                return ()
            readers = (name for name in (FIRST, *SECOND) if name != table.reader)
            found = tuple(_readings(opened, page, readers, box)) or tuple(_readings(opened, page, (UNRULED,), box))
            return tuple(_placed_like(table, other) for other in found if _texts(other) != _texts(table))
    except Exception:  # a second opinion is an offer: a page that fails now makes none
        _LOG.debug("second opinions on page %d failed", number, exc_info=True)
        return ()


def _readings(opened: Opened, page: Page, readers: Iterable[str], box: Box) -> Iterator[RawTable]:
    """The tables that some readers find in a region of a page."""
    for name in readers:
        pieces = (piece_of(grid, page, page.words, name) for grid in PDF_READERS[name](opened, page))
        yield from (as_table(piece) for piece in pieces if _same_region(box_of(piece), box) and is_table(piece))


def _texts(table: RawTable) -> set[tuple[int, int, int, int, str]]:
    """The cells of a table that are not blank: where they stand, how far they span and what they say."""
    return {(cell.row, cell.column, cell.rowspan, cell.colspan, cell.text) for cell in table.cells if cell.text}


def _placed_like(table: RawTable, other: RawTable) -> RawTable:
    """Another reading with the caption, unit, section and notes of a table."""
    return replace(other, caption=table.caption, unit=table.unit, section=table.section, footnotes=table.footnotes)


def _same_region(a: Box, b: Box) -> bool:
    """Whether two boxes share more than half of the larger one."""
    width, height = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.bottom, b.bottom) - max(a.top, b.top)
    larger = max((box.x1 - box.x0) * (box.bottom - box.top) for box in (a, b))
    return width > 0 and height > 0 and width * height * 2 > larger


def _sheets(opened: Opened, problems: list[Problem], seen: list[SeenLine]) -> Iterator[Sheet]:
    """The pages that can be read, columns of text and pages side by side one by one, their lines added to `seen`.

    The others, and pages without usable text, are told in `problems`.
    """
    count, read = opened.pages, 0
    recognised: list[int] = []
    for number in range(1, count + 1):
        try:
            page = opened.page(number)
            parts = () if (wrong := _wrong(page)) else read_sheets(page)
        except Crowded as crowd:
            problems.append(_bad_page("HG906", number, f"has {crowd}, more than are read"))
            continue
        except Exception as error:  # one bad page must not take the others with it
            _LOG.debug("page %d failed", number, exc_info=True)
            problems.append(_bad_page("HG906", number, f"cannot be read ({type(error).__name__}: {error})"))
            continue
        read += bool(page.glyphs and not wrong)
        problems += wrong or doubts(page)
        recognised += [number] if page.recognised and not wrong else []
        seen += () if wrong else seen_on_page(number, page.glyphs)
        yield from parts
    problems += recognition(recognised)
    if not read:
        _refuse(count, problems)


def _wrong(page: Page) -> Sequence[Problem]:
    """Why a page is not read at all; () where it is."""
    if is_picture(page):
        return (_bad_page("HG906", page.number, _PICTURE),)
    reason = nonsense(page)
    return (_bad_page("HG912", page.number, reason),) if reason else ()


def read_sheets(page: Page) -> tuple[Sheet, ...]:
    """The pieces of tables and the lines of one page, columns of text and pages side by side one by one."""
    with no_collection():
        return tuple(sheet_of(part, first_grids(part) if part.glyphs else {}) for part in areas(page))


def _refuse(count: int, problems: Sequence[Problem]) -> None:
    """Raise `Unreadable` for a document of which no page could be read."""
    rules = Counter(problem.rule for problem in problems)
    if rules["HG912"]:
        first = next(problem.message for problem in problems if problem.rule == "HG912")
        what = f"The text of {rules['HG912']} of the PDF's {count} pages has no meaning. {first}"
        raise Unreadable("HG912", f"{what} Run text recognition (OCR) over it, or ask the issuer for the original file.")
    if pictures := sum(_PICTURE in problem.message for problem in problems):
        what = f"The PDF shows pictures on {pictures} of {count} pages and has no text"
        raise Unreadable("HG905", f"{what}: run text recognition (OCR) over it first.")
    if problems:
        raise Unreadable("HG902", f"None of the PDF's {count} pages can be read. {problems[0].message}")
    raise Unreadable("HG901", f"The PDF's {count} pages are blank: nothing to read.")


def _bad_page(rule: str, number: int, what: str) -> Problem:
    message = f"Page {number} {what}: its tables are missing. Compare the page with the report by eye."
    return Problem(rule, message, Place(number))


def _content(sheets: Sequence[Sheet]) -> list[RawTable | Paragraph]:
    """All items in reading order, pieces joined over page breaks, those that are no tables as lines."""
    items: list[Item] = []
    before: tuple[int, Sheet] | None = None
    streams = flows(sheets)
    foot = foot_of(sheets, streams)
    for sheet, flow in zip(sheets, streams, strict=True):
        joined = _continuation((items[before[0]], before[1]), (flow[0], sheet), foot) if before and flow else None
        if before and joined:
            items[before[0]] = joined
        start = len(items)
        items += [item for item in sheet.items if not (joined and item is flow[0])]
        if not flow:
            before = None
        elif before and joined and len(flow) == 1:
            before = (before[0], sheet)
        else:
            before = (next(at for at in range(start, len(items)) if items[at] is flow[-1]), sheet)
    return [out for item in items for out in _settled(item)]


def _continuation(before: tuple[Item, Sheet], after: tuple[Item, Sheet], foot: float) -> Piece | None:
    """The table that goes on over the break between two pages, or two columns of one, None where none does.

    A table may stop well above the `foot` of full pages where its next row was too high for what was left of the page.
    """
    (above, last), (below, first) = before, after
    if not (isinstance(above, Piece) and isinstance(below, Piece) and last.number <= first.number <= last.number + 1):
        return None
    if above.last.box is None or box_of(below).top >= _NEAR_START * first.height or not continues(above, below):
        return None
    end = above.last.box.bottom
    near = end > _NEAR_END * last.height or opening_height(above, below) > foot * last.height - end
    return join(above, below) if near else None


def _settled(item: Item) -> Sequence[RawTable | Paragraph]:
    if isinstance(item, Paragraph):
        return (item,)
    return (as_table(item),) if is_table(item) else as_paragraphs(item)
