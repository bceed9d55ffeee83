"""PDF files opened: what is refused as a whole, and pages one by one in memory that does not grow with their number."""

from __future__ import annotations

import logging
from pathlib import Path
from types import TracebackType
from typing import Any

from extract.collection import no_collection
from extract.errors import Unreadable
from extract.pdf.drawing import Drawing, drawing_of
from extract.pdf.page import Page, read_page
from extract.pdf.paths import Crowded
from extract.pdf.streams import MAX_DRAWN, MAX_DRAWN_IN_ALL, needs_count

_LOG = logging.getLogger(__name__)
_PARSER_LOG = logging.getLogger("pypdfium2")
"""Where pypdfium2 tells of kinds of forms that it does not know: their values are not read."""

MAX_PAGES = 5_000
"""Pages above which a PDF is refused."""

_AT_ONCE = 100
"""Pages after which a PDF is opened anew: PDFium keeps every object that it has read until a document is closed."""


class Opened:
    """An open PDF: `path`, how many `pages` it has, and these one by one; to be closed, or used in a `with` statement."""

    def __init__(self, path: Path) -> None:
        """Raises `Unreadable`: HG902 damaged, HG903 encrypted, HG908 too many pages."""
        data = path.read_bytes()
        _refuse_cut_off(data)
        self.path = path
        self._document = _document(path)
        self._read = self._drawn = 0
        self.pages = len(self._document)
        try:
            _refuse_page_count(self.pages)
            self._drawing = _drawing(path, data, self.pages)
        except Unreadable:
            self.close()
            raise

    def page(self, number: int) -> Page:
        """Read page `number`, from 1; raises `Crowded`, or pypdfium2's errors."""
        self._refuse_overdrawn(number)
        if self._read == _AT_ONCE:
            self.close()
            self._document, self._read = _document(self.path), 0
        self._read += 1
        with no_collection():
            return read_page(self._document, number)

    def _refuse_overdrawn(self, number: int) -> None:
        if self._drawing is None:
            return
        drawn = self._drawing.drawn(number)
        self._drawn += drawn
        if drawn > MAX_DRAWN:
            raise Crowded(f"over {MAX_DRAWN:,} bytes of drawing instructions, its forms counted as often as they are drawn")
        if self._drawn > MAX_DRAWN_IN_ALL:
            raise Crowded(f"with the pages before it over {MAX_DRAWN_IN_ALL:,} bytes of drawing instructions")

    def close(self) -> None:
        """Let go of the file."""
        self._document.close()

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _document(path: Path) -> Any:
    """The open `pypdfium2.PdfDocument`."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise Unreadable("HG903", "The PDF needs a password: ask the issuer for an open copy, or decrypt it.") from error
        raise Unreadable("HG902", f"The PDF is damaged and does not open ({error}): fetch it again.") from error
    _open_forms(document)
    return document


def _open_forms(document: Any) -> None:
    """Make the values of form fields known; a document whose form is damaged is read without them."""
    from pypdfium2 import PdfiumError

    _PARSER_LOG.setLevel(logging.CRITICAL)
    try:
        document.init_forms()
    except PdfiumError:
        _LOG.debug("the form of %s cannot be opened", document, exc_info=True)


def _drawing(path: Path, data: bytes, pages: int) -> Drawing | None:
    """What the pages draw, where that may be too much; None where it cannot be, or the file cannot be copied."""
    from pypdfium2 import PdfiumError

    if not needs_count(data, pages):
        return None
    document = _document(path)
    try:
        return drawing_of(document)
    except PdfiumError:
        return None
    finally:
        document.close()


def _refuse_page_count(pages: int) -> None:
    if pages > MAX_PAGES:
        raise Unreadable("HG908", f"The PDF has {pages:,} pages, more than the {MAX_PAGES:,} that are read: split it.")
    if pages < 1:
        raise Unreadable("HG902", "The PDF opens but has no pages: fetch it again.")


def _refuse_cut_off(data: bytes) -> None:
    """Raise `Unreadable` where objects follow the last end mark: PDFium would silently read what is left."""
    end = data.rfind(b"%%EOF")
    if end < 0 or data.find(b"endobj", end) >= 0:
        expected = "a PDF ends with the mark %%EOF, this one goes on without it" if end >= 0 else "the end mark %%EOF is missing"
        raise Unreadable("HG902", f"The PDF is cut off after {len(data):,} bytes ({expected}): fetch it again.")
