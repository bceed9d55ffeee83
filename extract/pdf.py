"""PDF: pages read one by one, grids judged and filled, tables joined over page breaks, the rest as paragraphs."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from extract.context import attach
from extract.errors import Unreadable
from extract.pdf_areas import areas
from extract.pdf_join import continues, join
from extract.pdf_layout import Item, Sheet, box_of, flows, sheet_of
from extract.pdf_page import Page, read_page
from extract.pdf_paths import Crowded
from extract.pdf_piece import Piece, as_paragraphs, as_table, is_table, piece_of
from extract.pdf_readers import FIRST, PDF_READERS, SECOND, UNRULED, Opened, first_grids
from extract.pdf_sense import doubts, is_picture, nonsense
from schemas import Box, Paragraph, Place, Problem, RawTable, Report, Source

MAX_PAGES = 5_000
"""Pages above which a PDF is refused."""

_LOG = logging.getLogger(__name__)
_PICTURE = "is a picture without text"
_NEAR_END = 0.55
_NEAR_START = 0.35


def read_pdf(path: Path, source: Source) -> Report:
    """Read a PDF: its tables, joined over page breaks, and every other printed line, in reading order.

    Raises `Unreadable`: HG901 no text, HG902 damaged, HG903 encrypted, HG905 only images, HG908 too many pages, HG912 no known
    characters.
    """
    opened = Opened(path, _open(path))
    problems: list[Problem] = []
    try:
        sheets = list(_sheets(opened, problems))
    finally:
        opened.document.close()
    return Report(source, attach(_content(sheets)), tuple(problems))


def second_opinions(path: Path, table: RawTable) -> tuple[RawTable, ...]:
    """The region of a table that lies on one page as the other readers see it; never raises for what is in the file."""
    number, box = table.place.page, table.place.box
    if number is None or box is None or any(cell.place.page != number for cell in table.cells):
        return ()
    try:
        opened = Opened(path, _open(path))
    except (Unreadable, OSError):
        return ()
    try:
        page = read_page(opened.document, number)
        readers = (name for name in (FIRST, *SECOND) if name != table.reader)
        return tuple(_readings(opened, page, readers, box)) or tuple(_readings(opened, page, (UNRULED,), box))
    except Exception:  # a second opinion is an offer: a page that fails now makes none
        _LOG.debug("second opinions on page %d failed", number, exc_info=True)
        return ()
    finally:
        opened.document.close()


def _readings(opened: Opened, page: Page, readers: Iterable[str], box: Box) -> Iterator[RawTable]:
    """The tables that some readers find in a region of a page."""
    for name in readers:
        pieces = (piece_of(grid, page, page.glyphs, name) for grid in PDF_READERS[name](opened, page))
        yield from (as_table(piece) for piece in pieces if _same_region(box_of(piece), box) and is_table(piece))


def _same_region(a: Box, b: Box) -> bool:
    """Whether two boxes share more than half of the larger one."""
    width, height = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.bottom, b.bottom) - max(a.top, b.top)
    larger = max((box.x1 - box.x0) * (box.bottom - box.top) for box in (a, b))
    return width > 0 and height > 0 and width * height * 2 > larger


def _open(path: Path) -> Any:
    """The open document; raises `Unreadable` where it is damaged, encrypted or too long."""
    import pypdfium2

    _refuse_cut_off(path.read_bytes())
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise Unreadable("HG903", "The PDF needs a password: ask the issuer for an open copy, or decrypt it.") from error
        raise Unreadable("HG902", f"The PDF is damaged and does not open ({error}): fetch it again.") from error
    pages = len(document)
    if not 0 < pages <= MAX_PAGES:
        document.close()
        if pages:
            raise Unreadable("HG908", f"The PDF has {pages:,} pages, more than the {MAX_PAGES:,} that are read: split it.")
        raise Unreadable("HG902", "The PDF opens but has no pages: fetch it again.")
    return document


def _refuse_cut_off(data: bytes) -> None:
    """Raise `Unreadable` where objects follow the last end mark: PDFium would silently read what is left."""
    end = data.rfind(b"%%EOF")
    if end < 0 or data.find(b"endobj", end) >= 0:
        expected = "a PDF ends with the mark %%EOF, this one goes on without it" if end >= 0 else "the end mark %%EOF is missing"
        raise Unreadable("HG902", f"The PDF is cut off after {len(data):,} bytes ({expected}): fetch it again.")


def _sheets(opened: Opened, problems: list[Problem]) -> Iterator[Sheet]:
    """The pages that can be read, columns of text and pages side by side one by one; the others are told in `problems`."""
    count, read = len(opened.document), 0
    for number in range(1, count + 1):
        try:
            page = read_page(opened.document, number)
            parts = () if (wrong := _wrong(page)) else tuple(_sheet(part) for part in areas(page))
        except Crowded as crowd:
            problems.append(_bad_page("HG906", number, f"has {crowd}, more than are read"))
            continue
        except Exception as error:  # one bad page must not take the others with it
            _LOG.debug("page %d failed", number, exc_info=True)
            problems.append(_bad_page("HG906", number, f"cannot be read ({type(error).__name__}: {error})"))
            continue
        read += bool(page.glyphs and not wrong)
        problems += wrong or doubts(page)
        yield from parts
    if not read:
        _refuse(count, problems)


def _wrong(page: Page) -> Sequence[Problem]:
    """Why a page is not read at all; () where it is."""
    if is_picture(page):
        return (_bad_page("HG906", page.number, _PICTURE),)
    reason = nonsense(page)
    return (_bad_page("HG912", page.number, reason),) if reason else ()


def _sheet(page: Page) -> Sheet:
    return sheet_of(page, first_grids(page) if page.glyphs else {})


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
    for sheet, flow in zip(sheets, flows(sheets), strict=True):
        joined = _continuation(items[before[0]], before[1], flow[0], sheet) if before and flow else None
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


def _continuation(above: Item, before: Sheet, below: Item, sheet: Sheet) -> Piece | None:
    """The table that goes on over the break between two pages, or two columns of one, None where none does."""
    if not (isinstance(above, Piece) and isinstance(below, Piece) and before.number <= sheet.number <= before.number + 1):
        return None
    end = above.last.box
    near = end is not None and end.bottom > _NEAR_END * before.height and box_of(below).top < _NEAR_START * sheet.height
    return join(above, below) if near and continues(above, below) else None


def _settled(item: Item) -> Sequence[RawTable | Paragraph]:
    if isinstance(item, Paragraph):
        return (item,)
    return (as_table(item),) if is_table(item) else as_paragraphs(item)
