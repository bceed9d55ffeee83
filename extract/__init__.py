"""Documents in, raw tables and paragraphs out: texts exactly as printed, with spans and places."""

from __future__ import annotations

import hashlib
import logging
import stat
from collections.abc import Callable
from pathlib import Path

from extract.csvfile import read_csv
from extract.errors import Unreadable
from extract.formats import NAMES, tell_format
from extract.hwp.reader import read_hwp
from extract.hwpx.reader import read_hwpx
from extract.pdf.reader import read_pdf
from extract.pdf.reader import second_opinions as read_again
from extract.text.reader import read_text
from extract.xlsx import read_xlsx
from schemas import Problem, RawTable, Report, Source

__all__ = ["MAX_FILE_BYTES", "READERS", "Unreadable", "read", "second_opinions"]

MAX_FILE_BYTES = 256 * 1024 * 1024
"""Largest file that is read at all."""

Reader = Callable[[Path, Source], Report]

READERS: dict[str, Reader] = {
    "pdf": read_pdf,
    "text": read_text,
    "csv": read_csv,
    "xlsx": read_xlsx,
    "hwpx": read_hwpx,
    "hwp": read_hwp,
}
"""The reader of each format; heavy libraries are imported when a reader runs."""

_LOG = logging.getLogger(__name__)
_SAVE_AS = "Save the document as HWPX or PDF and run again."


def read(path: str | Path) -> Report:
    """Read one document. The format is told from its content.

    Never raises for what is wrong with the input: then the report has no content and one fatal problem (HG9xx).
    """
    path = Path(path)
    source = Source(str(path), path.name, "unknown", "", 0)
    try:
        data = _bytes(path)
        source = Source(str(path), path.name, "unknown", hashlib.sha256(data).hexdigest(), len(data))
        kind = tell_format(data, path.name)
        del data
        source = Source(source.path, source.name, kind, source.sha256, source.size)
        return _reader(kind)(path, source)
    except Unreadable as refusal:
        return Report(source, problems=(Problem(refusal.rule, refusal.message, fatal=True),))
    except Exception as error:  # a fault of ours must not stop the other sources of a batch
        _LOG.debug("reading %s failed", path, exc_info=True)
        message = f"Reading failed unexpectedly ({type(error).__name__}: {error}). The file may be fine: please report this."
        return Report(source, problems=(Problem("HG909", message, fatal=True),))


def second_opinions(path: str | Path, table: RawTable) -> tuple[RawTable, ...]:
    """The same region of a page as other readers see it, for a table whose totals fail; () for formats with one reader."""
    if table.place.page is None or table.place.box is None:
        return ()
    return read_again(Path(path), table)


def _reader(kind: str) -> Reader:
    if kind not in READERS:
        raise Unreadable("HG904", f"The content is {NAMES[kind]}, which this version does not read yet. {_SAVE_AS}")
    return READERS[kind]


def _bytes(path: Path) -> bytes:
    """The content of a regular file; raises `Unreadable` HG907 or HG908."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            what = "a folder" if stat.S_ISDIR(status.st_mode) else "no regular file"
            raise Unreadable("HG907", f"{path} is {what}: name a file.")
        if status.st_size > MAX_FILE_BYTES:
            sizes = f"{status.st_size:,} bytes, more than the {MAX_FILE_BYTES:,} that are read"
            raise Unreadable("HG908", f"The file has {sizes}: split the report.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable("HG907", f"There is no file {path}: check the path.") from error
    except (OSError, ValueError) as error:
        raise Unreadable("HG907", f"{path} cannot be opened ({error}): check the path and its permissions.") from error
