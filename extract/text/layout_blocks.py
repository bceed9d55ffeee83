"""Where the tables of a dump that keeps the layout lie: lines whose pieces stand apart at the same columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.context import heading_level, is_caption, unit_caption
from extract.text.layout_words import Printed, is_row
from extract.text.lines import breaks_table, is_furniture

_LOOK_BACK = 4
_MOST_BLANKS = 3
_MOST_FRAGMENTS = 24
_MOST_ABOVE = 3
_FEWEST_ROWS = 1
_WORDY = 7
_FAR = 10

Gaps = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive lines of one table: `first` and `last` are indexes into the lines of the dump."""

    first: int
    last: int


def find_blocks(lines: Sequence[Printed]) -> list[Block]:
    """All runs of lines that stand in columns and hold rows of figures, in order."""
    blocks: list[Block] = []
    at = free = 0
    while at < len(lines):
        last = _reach(lines, at) if len(lines[at].pieces) > 1 and not _ends(lines[at]) else at
        start = _first_with_rows(lines, at, last) if last > at else None
        if start == at:
            blocks.append(Block(_above(lines, at, free), last))
            at = free = last + 1
        else:
            at = start or last + 1
    return blocks


def _first_with_rows(lines: Sequence[Printed], first: int, last: int) -> int | None:
    """The first line from which on up to `last` there are rows of figures, half of them parted by runs of blanks, None if none.

    A dump without layout has only single blanks.
    """
    found, rows, parted = None, 0, 0
    for at in range(last, first - 1, -1):
        if is_row(lines[at]):
            rows += 1
            parted += any(b - a > 1 for a, b in lines[at].gaps)
        if rows >= _FEWEST_ROWS and 2 * parted >= rows and at < last:
            found = at
    return found


def _reach(lines: Sequence[Printed], at: int) -> int:
    """The last line of the table whose first line with several pieces is line `at`."""
    recent: list[Gaps] = [lines[at].gaps]
    last = at
    fragments = 0
    for index in range(at + 1, len(lines)):
        line = lines[index]
        if line.line.page != lines[at].line.page or line.line.blanks > _MOST_BLANKS or is_furniture(line.line.text):
            break
        if _ends(line):
            break
        if len(line.pieces) > 1:
            if not any(_agree(line.gaps, gaps) for gaps in recent) and not _beside(line, recent):
                break
            recent = [*recent[1 - _LOOK_BACK :], line.gaps]
            last, fragments = index, 0
            continue
        fragments += 1
        if fragments > _MOST_FRAGMENTS or not _fits(line, recent):
            break
    return _with_tail(lines, last)


def _with_tail(lines: Sequence[Printed], last: int) -> int:
    """The last line, with lines of one short piece right below it: the ends of wrapped cells."""
    gaps = lines[last].gaps
    while last + 1 < len(lines):
        line = lines[last + 1]
        if line.line.blanks or line.line.page != lines[last].line.page or len(line.pieces) > 1 or _ends(line):
            break
        if is_furniture(line.line.text) or not _fits(line, [gaps]) or line.pieces[0].start == 0:
            break
        last += 1
    return last


def _above(lines: Sequence[Printed], at: int, free: int) -> int:
    """The first line of the table: lines of one piece above line `at` that can be its upper header."""
    first = at
    while first > max(free, at - _MOST_ABOVE):
        line = lines[first - 1]
        if lines[first].line.blanks > 1 or line.line.page != lines[at].line.page or len(line.pieces) > 1 or _ends(line):
            break
        if is_furniture(line.line.text) or line.pieces[0].start <= lines[at].pieces[0].start or len(line.line.text) > 40:
            break
        first -= 1
    return first


def _ends(line: Printed) -> bool:
    """Whether a line cannot stand inside a table; one with several pieces can open with a bullet."""
    text = " ".join(line.line.text.split())
    if unit_caption(text) or (is_caption(text) and len(line.pieces) < 3):
        return True
    if line.figures > 1 and len(line.pieces) > 2:
        return False
    if heading_level(text) is not None and not line.figures > 1:
        return True
    return _is_prose(line) if len(line.pieces) > 1 else breaks_table(text)


def _is_prose(line: Printed) -> bool:
    """Whether a line is running text in spite of its gaps: a long piece of many words, and no figure of its own."""
    text = " ".join(line.line.text.split())
    if line.figures > 1 or _is_far(line):
        return False
    longest = max(len(piece.words) for piece in line.pieces)
    return breaks_table(text) and (longest >= _WORDY or len(line.pieces) == 2 or len(text) > 60)


def _is_far(line: Printed) -> bool:
    """Whether a line ends in a figure that stands far behind its words: a label and its only figure."""
    left, right = line.gaps[-1]
    return line.pieces[-1].figure and right - left >= _FAR


def _agree(ours: Gaps, theirs: Gaps) -> bool:
    return any(min(b, d) > max(a, c) for a, b in ours for c, d in theirs)


def _beside(line: Printed, recent: Sequence[Gaps]) -> bool:
    """Whether a line of several pieces stands wholly on one side of a gap that the lines above share."""
    start, end = line.pieces[0].start, line.pieces[-1].end
    return any(end <= d or start >= c for gaps in recent for c, d in gaps)


def _fits(line: Printed, recent: Sequence[Gaps]) -> bool:
    """Whether a line of one piece leaves a gap of the lines above open."""
    start, end = line.pieces[0].start, line.pieces[-1].end
    return any(end < d or start > c for gaps in recent for c, d in gaps)
