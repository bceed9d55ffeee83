"""The text of an HWP paragraph: UTF-16 units in which control characters stand for what is anchored there."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from extract.hwp.story import Part

# Control characters that take eight units; of these the ones whose object is a record of its own, in the same order.
_LONG = frozenset(range(1, 10)) | {11, 12} | frozenset(range(14, 24))
_EXTENDED = frozenset({1, 2, 3, 11, 12, 14, 15, 16, 17, 18, 21, 22, 23})
_FIELD_START, _FIELD_END, _TAB = 3, 4, 9
_SHORT = {0: "", 10: "\n", 13: "", 24: "-", 25: "", 26: "", 27: "", 28: "", 29: "", 30: "\u00a0", 31: " "}
_PLAIN = re.compile("[\x00-\x1f]")
_DELETED = 0x11
_GUIDE = re.compile(r"Direction:wstring:\d+:(.*?)(?: HelpState:wstring:|$)", re.DOTALL)

MAX_FIELDS = 16
"""Fields that are open at once in a paragraph; those further inside are not looked at."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Control:
    """What a control character stands for: the parts it prints, and the guide text of a click-here field."""

    parts: tuple[Part, ...] = ()
    guide: str = ""


def guide_of(command: str) -> str:
    """The guide text in the command of a click-here field (누름틀)."""
    found = _GUIDE.search(command)
    return found[1].strip() if found else ""


def deleted_spans(data: bytes) -> list[Span]:
    """The unit ranges of text that tracked changes deleted, from a range tag record: in order, without overlaps."""
    tags = struct.iter_unpack("<III", data[: len(data) // 12 * 12])
    spans: list[Span] = []
    for start, end in sorted((start, end) for start, end, tag in tags if tag >> 24 == _DELETED and start < end):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def parts_of(data: bytes, controls: Sequence[Control], deleted: Sequence[Span] = ()) -> tuple[Part, ...]:
    """The parts of a paragraph from its text record and its controls in order; guide texts and deleted text are left out."""
    if not controls and not deleted:
        text = data.decode("utf-16-le", errors="replace").rstrip("\r")
        if not _PLAIN.search(text):
            return (text,) if text else ()
    return _Reading(data, controls, deleted).parts()


class _Reading:
    """One pass over a text record with controls."""

    def __init__(self, data: bytes, controls: Sequence[Control], deleted: Sequence[Span]) -> None:
        self.data = data[: len(data) // 2 * 2]
        self.units = memoryview(self.data).cast("H")
        self.controls = iter(controls)
        self.deleted = deleted
        self.span = 0
        self.out: list[Part] = []
        self.fields: list[tuple[int, str]] = []

    def parts(self) -> tuple[Part, ...]:
        at = start = 0
        units, size = self.units, len(self.units)
        while at < size:
            unit = units[at]
            if unit >= 32:
                at += 1
                continue
            self.text(start, at)
            if unit in _LONG:
                self.control(unit)
                at += 8
            else:
                self.out.append(_SHORT[unit])
                at += 1
            start = at
        self.text(start, size)
        for control in self.controls:
            self.out += control.parts
        return merged(self.out)

    def text(self, start: int, end: int) -> None:
        """Add the text between two units, without what was deleted of it."""
        while self.span < len(self.deleted) and self.deleted[self.span][0] < end:
            first, last = self.deleted[self.span]
            self.kept(start, first)
            start = max(start, last)
            if last > end:
                break
            self.span += 1
        self.kept(start, end)

    def kept(self, start: int, end: int) -> None:
        if start < end:
            self.out.append(self.data[2 * start : 2 * end].decode("utf-16-le", errors="replace"))

    def control(self, unit: int) -> None:
        if unit == _TAB:
            self.out.append(" ")
        elif unit == _FIELD_END:
            if self.fields:
                drop_guide(self.out, *self.fields.pop())
        elif unit in _EXTENDED:
            control = next(self.controls, Control())
            self.out += control.parts
            if unit == _FIELD_START and len(self.fields) < MAX_FIELDS:
                self.fields.append((len(self.out), control.guide))


def drop_guide(out: list[Part], start: int, guide: str) -> None:
    """Take the parts of a click-here field out again where they are only its guide text."""
    inside = out[start:] if guide else []
    if inside and all(isinstance(part, str) for part in inside) and "".join(map(str, inside)).strip() == guide:
        del out[start:]


def merged(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts with neighbouring texts joined."""
    out: list[Part] = []
    run: list[str] = []
    for part in parts:
        if isinstance(part, str):
            run.append(part)
            continue
        if any(run):
            out.append("".join(run))
        run = []
        out.append(part)
    if any(run):
        out.append("".join(run))
    return tuple(out)
