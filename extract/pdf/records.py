"""Printed rows to the rows of a table that no rules part: by the blank between them, or by the labels that begin them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.pdf.aligned import slot_of
from extract.pdf.chunks import Row
from extract.pdf.headers import Column

_WIDER = 0.25
"""How much more blank, in heights of the line, stands between two rows of a table than between the lines of one."""

_LABELLED = 0.6
"""Share of lines with a label and another text from which every labelled line begins a row."""


def records(rows: Sequence[Row], columns: Sequence[Column]) -> list[list[Row]]:
    """Printed rows in groups, one a row of the table.

    Where every line has a label in the first column, each is a row. Else rows are parted where the blank between lines is wider
    than inside cells, and where it is the same everywhere, at the labels.
    """
    labelled = [any(slot_of(chunk, columns) == 0 for chunk in row.chunks) for row in rows]
    several = sum(len(row.chunks) > 1 for row in rows)
    if all(labelled) and several >= _LABELLED * len(rows):
        return [[row] for row in rows]
    gaps = [below.top - above.bottom for above, below in pairwise(rows)]
    least = min((gap for gap in gaps if gap > 0), default=0.0)
    height = rows[0].height
    wide = [gap > least + _WIDER * height for gap in gaps]
    begins = wide if any(wide) else labelled[1:]
    groups = [[rows[0]]]
    for row, new in zip(rows[1:], begins, strict=True):
        if new:
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups
