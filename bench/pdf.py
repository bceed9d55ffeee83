"""Measures pages a second and peak memory of PDF readers: `python bench/pdf.py [--pages N] [--repeat N] FILES…`.

Every file and reader is timed in one process, in turn, as a median of processor time, which other work on the machine hardly
touches. Peak memory is that of a process of its own.
"""

from __future__ import annotations

import argparse
import ctypes
import logging
import multiprocessing
import resource
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from extract.pdf.open import Opened
from extract.pdf.reader import read_sheets

Reader = Callable[[Path, int], object]


def hapgye(path: Path, pages: int) -> object:
    """The sheets of this project: tables, cells and lines."""
    with Opened(path) as opened:
        return [len(sheet.items) for number in range(1, pages + 1) for sheet in read_sheets(opened.page(number))]


def pdfplumber(path: Path, pages: int) -> object:
    """The finder of pdfplumber, and the texts of what it finds."""
    import pdfplumber as plumber

    with plumber.open(path, pages=list(range(1, pages + 1))) as document:
        return [[table.extract() for table in page.find_tables()] for page in document.pages]


def camelot(path: Path, pages: int) -> object:
    """The ruled tables of camelot, from vectors."""
    import camelot as reader

    options = {"flavor": "lattice", "engine": "vector", "split_text": True, "suppress_stdout": True}
    try:
        return len(reader.read_pdf(str(path), pages=f"1-{pages}", **options))
    except Exception as error:  # camelot raises whatever its parts raise
        return error


def text_pages(path: Path, pages: int) -> object:
    """PDFium's text pages alone."""
    document = pypdfium2.PdfDocument(path)
    return [document[index].get_textpage().count_chars() for index in range(pages)]


def glyphs_and_paths(path: Path, pages: int) -> object:
    """All glyphs and paths through raw calls, nothing done with them."""
    document = pypdfium2.PdfDocument(path)
    rect, x, y = raw.FS_RECTF(), ctypes.c_float(), ctypes.c_float()
    for index in range(pages):
        page = document[index]
        text = page.get_textpage()
        for char in range(text.count_chars()):
            raw.FPDFText_GetUnicode(text, char)
            raw.FPDFText_GetLooseCharBox(text, char, rect)
        for at in range(raw.FPDFPage_CountObjects(page)):
            item = raw.FPDFPage_GetObject(page, at)
            if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
                continue
            for point in range(raw.FPDFPath_CountSegments(item)):
                segment = raw.FPDFPath_GetPathSegment(item, point)
                raw.FPDFPathSegment_GetPoint(segment, x, y)
                raw.FPDFPathSegment_GetType(segment)
        text.close()
        page.close()
    return None


READERS: dict[str, Reader] = {
    "hapgye": hapgye,
    "pdfplumber": pdfplumber,
    "camelot": camelot,
    "text pages": text_pages,
    "glyphs and paths": glyphs_and_paths,
}


def memory(name: str, path: Path, pages: int) -> float:
    """Peak memory, in megabytes, of a fresh process that reads the pages once."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_peak, (name, path, pages))


def _peak(name: str, path: Path, pages: int) -> float:
    READERS[name](path, pages)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def seconds(reader: Reader, path: Path, pages: int, repeat: int) -> float:
    """The median processor time of some runs."""
    times = []
    for _ in range(repeat):
        start = time.process_time()
        reader(path, pages)
        times.append(time.process_time() - start)
    return statistics.median(times)


def main() -> int:
    """Print one line a file and reader, then the pooled speeds and their ratios to hapgye's."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=3, help="pages of every file, from its first")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--memory", action="store_true", help="measure peak memory too, in a process a file and reader")
    options = parser.parse_args()
    total = dict.fromkeys(READERS, 0.0)
    count = 0
    for path in options.files:
        pages = min(options.pages, len(pypdfium2.PdfDocument(path)))
        count += pages
        for name, reader in READERS.items():
            taken = seconds(reader, path, pages, options.repeat)
            total[name] += taken
            held = f"  {memory(name, path, pages):6.0f} MB" if options.memory else ""
            print(f"{path.name[:44]:44}  {name:16}  {pages / taken:8.1f} pages/s{held}", flush=True)
    for name, taken in total.items():
        print(f"{'pooled':44}  {name:16}  {count / taken:8.1f} pages/s  hapgye is {taken / total['hapgye']:.2f} times as fast")
    return 0


if __name__ == "__main__":
    sys.exit(main())
