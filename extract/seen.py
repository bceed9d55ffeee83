"""The lines with digits that a source holds, taken before any table or paragraph is made: what a reader loses shows by them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex

from extract.hwp.story import Frame, Grid, Note, Para
from extract.pdf.glyphs import Glyph
from schemas import Place, RawCell, SeenLine

_DIGIT = regex.compile(r"\d")


def seen_in_text(text: str) -> tuple[SeenLine, ...]:
    """The lines of a text, counted from 1; form feeds begin no line."""
    lines = enumerate(text.split("\n"), start=1)
    return tuple(SeenLine(line.strip(), Place(line=number)) for number, line in lines if _DIGIT.search(line))


def seen_in_cells(cells: Iterable[RawCell]) -> tuple[SeenLine, ...]:
    """The texts of a sheet's cells, at their places."""
    return tuple(SeenLine(cell.text, cell.place) for cell in cells if _DIGIT.search(cell.text))


def seen_on_page(number: int, glyphs: Sequence[Glyph]) -> list[SeenLine]:
    """The lines of a page as its glyphs follow each other in the file, broken where PDFium sees a line end."""
    text = "".join([glyph.lead + glyph.text for glyph in glyphs]).replace("\t", " ")
    return [SeenLine(line, Place(number)) for line in text.split("\n") if _DIGIT.search(line)]


def seen_in_story(para: Para, furniture: bool = False) -> Iterator[SeenLine]:
    """The lines of an HWP or HWPX paragraph and of all that is anchored in it; such files know no pages and lines."""
    text = ""
    for part in para.parts:
        if isinstance(part, str):
            text += part
            continue
        if isinstance(part, Grid):
            text += "\n"
        for inner in _anchored(part):
            yield from seen_in_story(inner, furniture or (isinstance(part, Frame) and part.kind == "furniture"))
    yield from (SeenLine(line.strip(), Place(), furniture) for line in text.split("\n") if _DIGIT.search(line))


def _anchored(part: Grid | Frame | Note) -> Iterator[Para]:
    if isinstance(part, Grid):
        yield from part.caption
        for cell in part.cells:
            yield from cell.paras
    else:
        yield from part.paras
