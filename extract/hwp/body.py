"""A section of an HWP file: from its records to paragraphs with what is anchored in them."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence

from extract.hwp.numbers import SHAPES, shown
from extract.hwp.records import (
    CTRL_HEADER,
    EQEDIT,
    LIST_HEADER,
    PARA_HEADER,
    PARA_RANGE_TAG,
    PARA_TEXT,
    TABLE,
    Budget,
    Record,
)
from extract.hwp.story import MAX_DEPTH, Cell, Frame, Grid, Head, Note, Para, Part
from extract.hwp.text import Control, deleted_spans, guide_of, parts_of

_HEADER_CELL = 1 << 18
_CELL = struct.Struct("<4H")
_WORD = struct.Struct("<I")
_NUMBER = struct.Struct("<I4H")


class Section:
    """The records of one section while its paragraphs are read; `outline` is the list that numbers its outline."""

    def __init__(self, records: Sequence[Record], heads: Mapping[int, Head], budget: Budget) -> None:
        self.records = records
        self.heads = heads
        self.budget = budget
        self.outline = 0

    def paras(self) -> tuple[Para, ...]:
        """All paragraphs of the section."""
        return self._paras(0, len(self.records), 0)

    def _paras(self, at: int, end: int, depth: int) -> tuple[Para, ...]:
        """The paragraphs among the records from `at` to `end`, each with the deeper records that follow it."""
        if depth > MAX_DEPTH:
            self.budget.fault(f"Tables or boxes stand inside each other more than {MAX_DEPTH} deep: the inner ones are missing.")
            return ()
        found: list[Para] = []
        while at < end:
            after = self._after(at, end)
            if self.records[at][0] == PARA_HEADER:
                found.append(self._para(at, after, depth))
            at = after
        return tuple(found)

    def _after(self, at: int, end: int) -> int:
        """Where the records that belong to the one at `at` end: the next one that is not deeper."""
        level = self.records[at][1]
        at += 1
        while at < end and self.records[at][1] > level:
            at += 1
        return at

    def _para(self, at: int, end: int, depth: int) -> Para:
        self.budget.take_para()
        header = self.records[at][2]
        text, controls, deleted = b"", [], []
        at += 1
        while at < end:
            tag, _, data = self.records[at]
            after = at + 1
            if tag == PARA_TEXT:
                text = data
            elif tag == CTRL_HEADER:
                after = self._after(at, end)
                controls.append(self._control(at, after, depth))
            elif tag == PARA_RANGE_TAG:
                deleted = deleted_spans(data)
            at = after
        shape = struct.unpack_from("<H", header, 8)[0] if len(header) >= 10 else -1
        return Para(parts_of(text, controls, deleted), self._head(shape))

    def _head(self, shape: int) -> Head | None:
        head = self.heads.get(shape)
        return Head("outline", self.outline, head.level) if head and head.kind == "outline" else head

    def _control(self, at: int, end: int, depth: int) -> Control:
        """What a control character stands for. Memos, hidden remarks and overprinted ornaments (글자 겹침) print nothing."""
        data = self.records[at][2]
        kind = data[3::-1].decode("latin-1") if len(data) >= 4 else ""
        if kind == "%clk":
            return Control(guide=guide_of(_text(data, 9)))
        if kind == "secd" and len(data) >= 20:
            (self.outline,) = struct.unpack_from("<H", data, 18)
        return Control(tuple(self._parts(kind, at, end, depth)))

    def _parts(self, kind: str, at: int, end: int, depth: int) -> Iterator[Part]:
        """What a control prints."""
        data = self.records[at][2]
        if kind == "tbl ":
            yield self._table(at + 1, end, depth)
        elif kind in {"fn  ", "en  "}:
            yield Note(self._paras(at + 1, end, depth + 1))
        elif kind in {"head", "foot", "secd", "gso "}:
            if paras := self._lists(at + 1, end, depth):
                yield Frame("box" if kind == "gso " else "furniture", paras)
        elif kind == "atno":
            yield _number(data)
        elif kind == "eqed":
            yield "".join(_text(record, 4) for tag, _, record in self.records[at + 1 : end] if tag == EQEDIT)
        elif kind == "tdut":
            yield _text(data, 4)

    def _lists(self, first: int, end: int, depth: int) -> tuple[Para, ...]:
        """The paragraphs of a drawn object or of page furniture: those of all its lists, whatever is grouped in it."""
        paras: list[Para] = []
        while first < end:
            after = first + 1
            if self.records[first][0] == PARA_HEADER:
                after = self._after(first, end)
                paras += self._paras(first, after, depth + 1)
            first = after
        return tuple(paras)

    def _table(self, at: int, end: int, depth: int) -> Grid:
        """A table: caption lists come before its own record, cells behind it, each list with its paragraphs."""
        rows = columns = 0
        caption: list[Para] = []
        cells: list[Cell] = []
        is_body = False
        while at < end:
            tag, level, data = self.records[at]
            after = at + 1
            if tag == TABLE:
                is_body = True
                rows, columns = struct.unpack_from("<HH", data, 4) if len(data) >= 8 else (0, 0)
            elif tag == LIST_HEADER:
                while after < end and not (self.records[after][0] in {LIST_HEADER, TABLE} and self.records[after][1] <= level):
                    after += 1
                paras = self._paras(at + 1, after, depth + 1)
                if is_body:
                    cells += self._cell(data, paras)
                else:
                    caption += paras
            at = after
        return Grid(rows, columns, tuple(cells), tuple(caption))

    def _cell(self, data: bytes, paras: tuple[Para, ...]) -> Iterator[Cell]:
        if len(data) < 16:
            self.budget.fault("A cell of a table is cut off: compare the tables with the report.")
            return
        self.budget.take_cell()
        (flags,) = _WORD.unpack_from(data, 4)
        column, row, colspan, rowspan = _CELL.unpack_from(data, 8)
        yield Cell(row, column, max(1, rowspan), max(1, colspan), bool(flags & _HEADER_CELL), paras)


def _number(data: bytes) -> str:
    """An automatic number (of a note, table or figure) with the characters around it."""
    if len(data) < 4 + _NUMBER.size:
        return ""
    flags, number, _, before, behind = _NUMBER.unpack_from(data, 4)
    shape = flags >> 4 & 0xFF
    text = shown(number, SHAPES[shape] if shape < len(SHAPES) else "DIGIT")
    return f"{_char(before)}{text}{_char(behind)}"


def _char(code: int) -> str:
    return chr(code) if code >= 32 and not 0xD800 <= code < 0xE000 else ""


def _text(data: bytes, at: int) -> str:
    """A text with its length in UTF-16 units before it."""
    if len(data) < at + 2:
        return ""
    (size,) = struct.unpack_from("<H", data, at)
    return data[at + 2 : at + 2 + 2 * size].decode("utf-16-le", errors="replace").replace("\x00", "")
