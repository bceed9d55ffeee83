"""Glyphs to printed lines: stream order inside a run, runs joined where they share a baseline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.pdf.glyphs import Glyph
from schemas import Box

_SAME_LINE = 0.5
"""Share of the smaller height by which two runs must overlap to stand on one line."""

_WORD_GAP = 0.25
"""Width of a blank, in heights of the line, above which two runs are different words."""

_COLUMN_GAP = 1.5
"""Gap, in heights of the line, from which runs drawn apart are different lines: columns of text."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line with its box."""

    text: str
    box: Box


def lines(glyphs: Sequence[Glyph]) -> tuple[Line, ...]:
    """The printed lines of some glyphs given in stream order, from top to bottom, then from left to right.

    Glyphs of a run keep the order in which they are drawn: narrowed glyphs overlap, so sorting them by place would swap
    neighbours (`106.7` to `1067.`).
    """
    rows: list[list[Line]] = []
    runs = _runs(glyphs)
    if len(runs) == 1:
        return (_line(runs[0]),)
    for run in sorted(map(_line, runs), key=lambda run: (run.box.top + run.box.bottom, run.box.x0)):
        row = next((row for row in reversed(rows[-4:]) if _overlap(row[-1].box, run.box) >= _SAME_LINE), None)
        if row is None:
            rows.append([run])
        else:
            row.append(run)
    return tuple(line for row in rows for line in _joined(sorted(row, key=lambda run: run.box.x0)))


def _runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs split where PDFium breaks the line, or the pen leaves the baseline or jumps back."""
    runs: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last and glyph[5] != "\n" and _follows(last, glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
        last = glyph
    return runs


def _follows(last: Glyph, glyph: Glyph) -> bool:
    _, left, top, right, bottom, _ = last
    _, x0, above, _, below, _ = glyph
    height = max(bottom - top, 1.0)
    return top < (above + below) / 2 < bottom and x0 > left - height and x0 - right < 40 * height


def _line(run: Sequence[Glyph]) -> Line:
    texts, x0, top, x1, bottom, leads = zip(*run, strict=True)
    text = texts[0] + "".join((lead and " ") + text for lead, text in zip(leads[1:], texts[1:], strict=True))
    return Line(text, Box(min(x0), min(top), max(x1), max(bottom)))


def _overlap(a: Box, b: Box) -> float:
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return shared / max(min(a.bottom - a.top, b.bottom - b.top), 0.1)


def _joined(row: Sequence[Line]) -> list[Line]:
    """Runs of one baseline, from left to right, as one line, or as several where wide gaps part them."""
    whole = [row[0]]
    for run in row[1:]:
        last = whole[-1]
        gap = (run.box.x0 - last.box.x1) / max(run.box.bottom - run.box.top, 1.0)
        if gap > _COLUMN_GAP:
            whole.append(run)
        else:
            whole[-1] = Line(last.text + (" " if gap > _WORD_GAP else "") + run.text, union(last.box, run.box))
    return whole


def union(a: Box, b: Box) -> Box:
    """The smallest box around both."""
    return Box(min(a.x0, b.x0), min(a.top, b.top), max(a.x1, b.x1), max(a.bottom, b.bottom))
