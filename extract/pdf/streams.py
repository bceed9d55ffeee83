"""The streams of a PDF as its bytes show them: whether its pages could draw so much that they must be counted first."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import NamedTuple

import regex

MAX_DRAWN = 20_000_000
"""Bytes of drawing instructions of one page, a form's counted as often as it is drawn, above which it is not loaded."""

MAX_DRAWN_IN_ALL = 1_000_000_000
"""The same of all pages that are read together."""

EACH = 250
"""Bytes that a stream counts for besides its own, each time that it is drawn: a form costs, however little it draws."""

_MOST_PACKED = 1_032
"""How many times its size a stream can unpack to at most."""

_MOST_PARTS = 2_000
"""Bytes that the list of a page's contents may take."""

STREAM = regex.compile(rb"stream\r?\n")
FORM = regex.compile(rb"/(?:F|#46)(?:o|#6[fF])(?:r|#72)(?:m|#6[dD])\b")
_NO_CONTENT = regex.compile(rb"/(?:Image|Length1|Type1C|CIDFontType0C|OpenType|Metadata|ObjStm|XRef|EmbeddedFile|Alternate)\b")
_PARTS = regex.compile(rb"/Contents\s*\[[^\]]{%d}" % _MOST_PARTS)


class Stream(NamedTuple):
    """A stream's dictionary, and its data as stored."""

    head: bytes
    data: bytes


def needs_count(data: bytes, pages: int) -> bool:
    """Whether the pages of a PDF, given as its bytes and their number, could draw more than is read; else they do not.

    A form cannot draw itself again, so that forms in forms multiply by what each of them draws at most.
    """
    has_forms = FORM.search(data) is not None
    if _PARTS.search(data) or (has_forms and b"/Encrypt" in data):
        return True
    size, draws, largest, nested = 0, 1, 0, 1
    for stream in _contents(data, 0 if has_forms else MAX_DRAWN // _MOST_PACKED):
        content = unpacked(stream)
        size += len(content)
        drawing = content.count(b"Do") if has_forms else 0
        if not (has_forms and FORM.search(stream.head)):
            draws += drawing
        else:
            largest = max(largest, len(content) + EACH)
            nested *= 2 * drawing or 1
        if len(content) * pages > MAX_DRAWN_IN_ALL or size + draws * largest * nested > _limit(len(content), has_forms):
            return True
    return False


def _limit(content: int, has_forms: bool) -> int:
    """Bytes that the streams seen so far may draw: with forms, all of them on one page; else only the last, and some in all."""
    return MAX_DRAWN if has_forms or content > MAX_DRAWN else 10 * MAX_DRAWN


def _contents(data: bytes, shortest: int) -> Iterator[Stream]:
    """The streams that may hold drawing instructions, save those that are shorter than that, as they are stored."""
    start = 0
    while (end := data.find(b"endstream", start)) >= 0:
        begin = STREAM.search(data, start, end)
        if begin is not None:
            head = data[max(start, data.rfind(b" obj", start, begin.start())) : begin.start()]
            long = end - begin.end() > shortest or head.count(b"FlateDecode") > 1
            if long and not _NO_CONTENT.search(head):
                yield Stream(head, data[begin.end() : end])
        start = end + len(b"endstream")


def unpacked(stream: Stream) -> bytes:
    """The data of a stream, as far as the bound; damaged data as far as it goes, and data packed in other ways as it is."""
    data = stream.data
    for _ in range(stream.head.count(b"/FlateDecode")):
        try:
            data = zlib.decompressobj().decompress(data, MAX_DRAWN + 1)
        except zlib.error:
            return b""
    return data
