"""The records of an HWP stream: a tag, a level that nests them, and their data."""

from __future__ import annotations

import struct
from collections.abc import Collection
from dataclasses import dataclass, field

from extract.errors import Unreadable
from extract.hwp.story import MAX_CELLS, MAX_PARAS, MAX_RECORDS

NUMBERING = 23
BULLET = 24
PARA_SHAPE = 25
DISTRIBUTE_DOC_DATA = 28
PARA_HEADER = 66
PARA_TEXT = 67
PARA_RANGE_TAG = 70
CTRL_HEADER = 71
LIST_HEADER = 72
TABLE = 77
EQEDIT = 88

BODY = frozenset({PARA_HEADER, PARA_TEXT, PARA_RANGE_TAG, CTRL_HEADER, LIST_HEADER, TABLE, EQEDIT})
"""The tags of a section that carry text or structure."""

LISTS = frozenset({NUMBERING, BULLET, PARA_SHAPE})
"""The tags of the document's information that say what is printed before paragraphs."""

_LONG = 0xFFF

Record = tuple[int, int, bytes]
"""Tag, level and data."""


@dataclass(slots=True)
class Budget:
    """What may still be read of a document, and what was found wrong with it on the way."""

    records: int = MAX_RECORDS
    paras: int = MAX_PARAS
    cells: int = MAX_CELLS
    faults: list[str] = field(default_factory=list)

    def fault(self, message: str) -> None:
        """Keep a message about damaged content, each only once."""
        if message not in self.faults:
            self.faults.append(message)

    def take_para(self) -> None:
        """Count a paragraph. Raises `Unreadable` HG908 when there were too many."""
        self.paras -= 1
        if self.paras < 0:
            raise Unreadable("HG908", f"The document has over {MAX_PARAS:,} paragraphs, more than are read: split the report.")

    def take_cell(self) -> None:
        """Count a cell. Raises `Unreadable` HG908 when there were too many."""
        self.cells -= 1
        if self.cells < 0:
            raise Unreadable("HG908", f"The tables have over {MAX_CELLS:,} cells, more than are read: split the report.")


def records(data: bytes, wanted: Collection[int], budget: Budget, part: str) -> list[Record]:
    """The records of a stream with a `wanted` tag, in order; a stream that ends inside a record is a fault.

    Raises `Unreadable` HG908 where there are too many records.
    """
    found: list[Record] = []
    at, end, left = 0, len(data), budget.records
    head = struct.Struct("<I").unpack_from
    while at + 4 <= end and left > 0:
        (word,) = head(data, at)
        at += 4
        size = word >> 20
        if size == _LONG:
            if at + 4 > end:
                break
            (size,) = head(data, at)
            at += 4
        if word & 0x3FF in wanted:
            found.append((word & 0x3FF, word >> 10 & 0x3FF, data[at : at + size]))
        at += size
        left -= 1
    budget.records = left
    if left <= 0:
        raise Unreadable("HG908", f"The document has over {MAX_RECORDS:,} records, more than are read: split the report.")
    if at != end:
        budget.fault(f"{part} ends in the middle of a record: what follows there is missing.")
    return found
