"""What must be known of a workbook's package before anything unpacks or parses it."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from extract.errors import Unreadable
from extract.sheet import MAX_CELLS

MAX_INFLATED = 256 * 1024 * 1024
"""Bytes that a package may unpack to."""

MAX_ENTRIES = 5_000
"""Files that a package may hold."""

_CHUNK = 1 << 20
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_MERGED = re.compile(rb"mergeCell\b[^>]{0,200}?\bref\s*=\s*[\"']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
_UNCACHED = re.compile(
    rb"<(?:\w+:)?c\b[^>]*>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*(?:/>|></(?:\w+:)?v>))?\s*</(?:\w+:)?c>"
)


def inspect(path: Path) -> list[str]:
    """Messages on sheets whose formulas have no stored values.

    Raises `Unreadable`: HG908 where the package unpacks to too much or declares too many cells, HG902 where it is damaged
    or declares XML entities, which no spreadsheet program writes.
    """
    try:
        with zipfile.ZipFile(path) as package:
            return list(_inspected(package))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise Unreadable("HG902", f"The workbook's package is damaged ({error}): fetch it again.") from error


def _inspected(package: zipfile.ZipFile) -> Iterator[str]:
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_INFLATED:
        raise _too_large()
    left, cells = MAX_INFLATED, 0
    for entry in entries:
        data = _inflated(package, entry, left)
        left -= len(data)
        if b"<!DOCTYPE" in (plain := data[:4096].replace(b"\x00", b"").upper()) or b"<!ENTITY" in plain:
            raise Unreadable("HG902", f"The workbook's part {entry.filename} declares XML entities: save it anew as XLSX.")
        if "worksheets/" in entry.filename:
            cells += sum(1 for _ in _CELL.finditer(data)) + _merged_cells(data)
            if cells > MAX_CELLS:
                raise Unreadable("HG908", f"The workbook has over {MAX_CELLS:,} cells, more than are read: split it.")
            if missing := sum(1 for _ in _UNCACHED.finditer(data)):
                yield _without_values(entry.filename, missing)


def _inflated(package: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """What an entry really unpacks to, whatever size it declares."""
    chunks: list[bytes] = []
    with package.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            chunks.append(chunk)
            limit -= len(chunk)
            if limit < 0:
                raise _too_large()
    return b"".join(chunks)


def _merged_cells(sheet: bytes) -> int:
    """Cells that the sheet's merged ranges cover: each becomes an object when the sheet is opened."""
    ranges = ((_column(a), int(b), _column(c), int(d)) for a, b, c, d in _MERGED.findall(sheet))
    return sum((abs(right - left) + 1) * (abs(bottom - top) + 1) for left, top, right, bottom in ranges)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _too_large() -> Unreadable:
    return Unreadable("HG908", f"The workbook unpacks to over {MAX_INFLATED:,} bytes, more than are read: split it.")


def _without_values(part: str, count: int) -> str:
    sheet = part.rpartition("/")[2]
    return f"{count} formulas of {sheet} have no stored value and read as blank: save the workbook in a spreadsheet program."
