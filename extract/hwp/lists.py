"""What an HWP document prints before its paragraphs: numbered lists, bullets, and which paragraph shapes have them."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from extract.hwp.numbers import SHAPES, Level, Lists
from extract.hwp.records import BULLET, LISTS, NUMBERING, PARA_SHAPE, Budget, records
from extract.hwp.story import Head, HeadKind

_KINDS: dict[int, HeadKind] = {1: "outline", 2: "number", 3: "bullet"}
_LEVELS = 7


def lists_of(data: bytes, budget: Budget) -> Lists:
    """The lists in a DocInfo stream; ids count from 1, paragraph shapes from 0."""
    numbers: dict[int, tuple[Level, ...]] = {}
    bullets: dict[int, str] = {}
    heads: dict[int, Head] = {}
    shapes = 0
    for tag, _, record in records(data, LISTS, budget, "DocInfo"):
        if tag == NUMBERING:
            numbers[len(numbers) + 1] = tuple(_levels(record))
        elif tag == BULLET:
            bullets[len(bullets) + 1] = record[12:14].decode("utf-16-le", errors="replace")
        elif tag == PARA_SHAPE:
            if head := _head(record):
                heads[shapes] = head
            shapes += 1
    return Lists(numbers, bullets, heads)


def _head(record: bytes) -> Head | None:
    if len(record) < 32:
        return None
    flags, ident = struct.unpack_from("<I26xH", record)
    kind = _KINDS.get(flags >> 23 & 3)
    return Head(kind, ident, flags >> 25 & 7) if kind else None


def _levels(record: bytes) -> Iterator[Level]:
    """Seven levels: flags, two widths, a character shape, and the text with its length before it; starts stand behind all."""
    texts: list[tuple[str, str]] = []
    at = 0
    for _ in range(_LEVELS):
        if at + 14 > len(record):
            break
        flags, size = struct.unpack_from("<I8xH", record, at)
        text = record[at + 14 : at + 14 + 2 * size].decode("utf-16-le", errors="replace")
        shape = flags >> 5 & 0xF
        texts.append((text, SHAPES[shape] if shape < len(SHAPES) else "DIGIT"))
        at += 14 + 2 * size
    starts = struct.unpack_from(f"<{_LEVELS}I", record, at + 2) if at + 2 + 4 * _LEVELS <= len(record) else (1,) * _LEVELS
    for (text, shape), start in zip(texts, starts, strict=False):
        yield Level(text, shape, start if 0 <= start < 1000 else 1)
