"""Headers of tables without column lines: texts that stand over each other, over columns, and over other headers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.pdf.chunks import Chunk, Row
from extract.pdf.rulings import Rule

_OVER = 2.0
"""Points by which texts must stand over each other to be of one column."""

_NEXT_LINE = 0.95
"""Distance between the middles of two lines, in heights of the line, from which one is below the other."""

_SHORTER = 10.0
"""Points by which a rule under a banner is shorter than one over the whole table."""

_NEW_COLUMN = 8.0
"""How far, in heights of the line, a header may stand beside a column before it is taken for a column without texts."""

_BARE_COLUMN = 1.0
"""The same for a column that has no header."""

_MOST_HEADS = 60


class Head(NamedTuple):
    """The lines of one header text, which is over one column, and the header row that it is in."""

    chunks: tuple[Chunk, ...]
    row: int

    @property
    def x0(self) -> float:
        return min(chunk.x0 for chunk in self.chunks)

    @property
    def x1(self) -> float:
        return max(chunk.x1 for chunk in self.chunks)


class Banner(NamedTuple):
    """A header text over several others: the first and the last of them, by their order from left to right."""

    row: int
    first: int
    last: int


class Header(NamedTuple):
    """The printed lines of each header row, the heads of columns from left to right, and the banners over them."""

    rows: tuple[tuple[Row, ...], ...]
    heads: tuple[Head, ...]
    banners: tuple[Banner, ...]


def header_of(lines: Sequence[Row], rules: Sequence[Rule]) -> Header:
    """The header that printed lines make; `rules` are the horizontal rules near it.

    A line is a row of its own if some text of it stands over several texts below: it crosses them, the rule under it
    does, or it stands in the middle between them.
    """
    rows: list[tuple[Row, ...]] = []
    alone: list[Head] = []
    above: list[tuple[int, Sequence[Chunk]]] = []
    rest = list(lines)
    while len(rest) > 1:
        found = _banners(rest[0], _stacks(rest[1:]), rules)
        if not found:
            break
        spanned = {chunk for chunk, _ in found}
        alone += [Head((chunk,), len(rows)) for chunk in rest[0].chunks if chunk not in spanned]
        above += [(len(rows), below) for _, below in found]
        rows.append((rest.pop(0),))
    alone += [Head(stack, len(rows)) for stack in _stacks(rest)]
    if rest:
        rows.append(tuple(rest))
    heads = sorted(alone, key=lambda head: head.x0)
    owner = {chunk: at for at, head in enumerate(heads) for chunk in head.chunks}
    return Header(tuple(rows), tuple(heads), tuple(_banner(row, below, owner) for row, below in above))


def _banner(row: int, below: Sequence[Chunk], owner: dict[Chunk, int]) -> Banner:
    covered = [owner[chunk] for chunk in below if chunk in owner]
    return Banner(row, min(covered, default=0), max(covered, default=0))


def _stacks(lines: Sequence[Row]) -> list[tuple[Chunk, ...]]:
    """The texts of header lines put together where they stand over each other, from left to right."""
    stacks: list[list[Chunk]] = []
    end = 0.0
    for chunk in sorted((chunk for line in lines for chunk in line.chunks), key=lambda chunk: chunk.x0):
        if stacks and chunk.x0 < end - _OVER:
            stacks[-1].append(chunk)
        else:
            stacks.append([chunk])
            end = chunk.x1
        end = max(end, chunk.x1)
    return [tuple(stack) for stack in stacks]


def _banners(line: Row, stacks: Sequence[tuple[Chunk, ...]], rules: Sequence[Rule]) -> list[tuple[Chunk, tuple[Chunk, ...]]]:
    """The texts of a line that stand over several stacks below it, each with the texts of these; none if none surely does."""
    low = [at for at, stack in enumerate(stacks) if all(_is_below(chunk, line) for chunk in stack)]
    sure = {chunk: run for chunk in line.chunks if (run := _sure_run(chunk, line, stacks, low, rules))}
    if not sure:
        return []
    runs = dict(sure)
    for chunk in line.chunks:
        taken = list(runs.values())
        if chunk not in runs and (run := _likely_run(chunk, line, stacks, low, taken) or _single(chunk, stacks, low, taken)):
            runs[chunk] = run
    return [(chunk, tuple(c for at in range(a, b + 1) for c in stacks[at])) for chunk, (a, b) in runs.items()]


def _is_below(chunk: Chunk, line: Row) -> bool:
    """Whether a text stands on the next line, not only lower beside it: in the middle of two rows."""
    return (chunk.top + chunk.bottom) - (line.top + line.bottom) >= 2 * _NEXT_LINE * line.height


def _sure_run(
    chunk: Chunk, line: Row, stacks: Sequence[tuple[Chunk, ...]], low: Sequence[int], rules: Sequence[Rule]
) -> tuple[int, int] | None:
    ends = [_ends(stack) for stack in stacks]
    for rule in rules:
        if chunk.bottom - _OVER <= rule.at <= chunk.bottom + line.height and rule.start <= chunk.middle <= rule.end:
            run = [at for at in low if rule.start - _OVER <= sum(ends[at]) / 2 <= rule.end + _OVER]
            short = any(other.end - other.start > rule.end - rule.start + _SHORTER for other in rules)
            if len(run) > 1 and (short or len(run) < len(stacks)) and _in_a_row(run):
                return run[0], run[-1]
    crossed = [at for at in low if chunk.x0 < ends[at][1] - _OVER and ends[at][0] + _OVER < chunk.x1]
    if len(crossed) > 1 and _in_a_row(crossed):
        return _widened(chunk, line, stacks, low, (crossed[0], crossed[-1]))
    for a, b in pairwise(low):
        if b == a + 1 and ends[a][1] <= chunk.middle <= ends[b][0] and _is_free(chunk, line, ends[a][0], ends[b][1]):
            return _widened(chunk, line, stacks, low, (a, b))
    return None


def _widened(
    chunk: Chunk, line: Row, stacks: Sequence[tuple[Chunk, ...]], low: Sequence[int], run: tuple[int, int]
) -> tuple[int, int]:
    """The run of stacks around a run over whose middle a text stands best."""
    best, off = run, _off(chunk, stacks, run)
    for a, b in _runs(low):
        left, right = _ends(stacks[a])[0], _ends(stacks[b])[1]
        if a <= run[0] and b >= run[1] and _is_free(chunk, line, left, right) and _off(chunk, stacks, (a, b)) < off - _OVER:
            best, off = (a, b), _off(chunk, stacks, (a, b))
    return best


def _likely_run(
    chunk: Chunk, line: Row, stacks: Sequence[tuple[Chunk, ...]], low: Sequence[int], taken: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """The widest run over whose middle a text of a row of banners stands."""
    free = [at for at in low if not any(a <= at <= b for a, b in taken)]
    fitting = [
        (a, b)
        for a, b in _runs(free)
        if _off(chunk, stacks, (a, b)) <= line.height / 2 and _is_free(chunk, line, _ends(stacks[a])[0], _ends(stacks[b])[1])
    ]
    return max(fitting, key=lambda run: run[1] - run[0], default=None)


def _single(
    chunk: Chunk, stacks: Sequence[tuple[Chunk, ...]], low: Sequence[int], taken: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """The only stack that a text of a row of banners stands over."""
    free = (at for at in low if not any(a <= at <= b for a, b in taken))
    over = [at for at in free if chunk.x0 < _ends(stacks[at])[1] - _OVER and _ends(stacks[at])[0] + _OVER < chunk.x1]
    return (over[0], over[0]) if len(over) == 1 else None


def _runs(indexes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of every run of at least two indexes that follow each other."""
    known = set(indexes)
    for a in indexes[:_MOST_HEADS]:
        b = a + 1
        while b in known:
            yield a, b
            b += 1


def _in_a_row(run: Sequence[int]) -> bool:
    return run[-1] - run[0] == len(run) - 1


def _is_free(chunk: Chunk, line: Row, left: float, right: float) -> bool:
    """Whether no other text of the line stands between two places."""
    return not any(left < other.middle < right for other in line.chunks if other is not chunk)


def _off(chunk: Chunk, stacks: Sequence[tuple[Chunk, ...]], run: tuple[int, int]) -> float:
    return abs(chunk.middle - (_ends(stacks[run[0]])[0] + _ends(stacks[run[1]])[1]) / 2)


def _ends(stack: Sequence[Chunk]) -> tuple[float, float]:
    return min(chunk.x0 for chunk in stack), max(chunk.x1 for chunk in stack)


Column = tuple[float, float]
"""From where to where the texts of a column stand, in points."""


def headed(columns: Sequence[Column], heads: Sequence[Head], height: float) -> tuple[list[Column], list[int]]:
    """The columns widened by their heads, with new ones for heads of blank columns; and the column of every head.

    Heads and columns keep their order: of all ways to pair them, the one in which heads stand nearest to their columns.
    """
    pairs = _paired(columns, heads, height)
    out: list[Column] = []
    owner: dict[int, int] = {}
    for column, head in pairs:
        ends = [columns[column]] if column is not None else []
        if head is not None:
            owner[head] = len(out)
            ends.append((heads[head].x0, heads[head].x1))
        out.append((min(x0 for x0, _ in ends), max(x1 for _, x1 in ends)))
    return out, [owner[at] for at in range(len(heads))]


def _paired(columns: Sequence[Column], heads: Sequence[Head], height: float) -> list[tuple[int | None, int | None]]:
    """Columns and heads in one order, each alone or paired with one of the other (shortest path through both)."""
    best: dict[tuple[int, int], tuple[float, int, int]] = {(len(columns), len(heads)): (0.0, 0, 0)}
    for i in range(len(columns), -1, -1):
        for j in range(len(heads), -1, -1):
            steps = _steps(columns[i : i + 1], heads[j : j + 1], height)
            options = [(cost + best[i + down, j + right][0], down, right) for cost, down, right in steps]
            best[i, j] = min(options, default=(0.0, 0, 0))
    pairs: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < len(columns) or j < len(heads):
        _, down, right = best[i, j]
        pairs.append((i if down else None, j if right else None))
        i, j = i + down, j + right
    return pairs


def _steps(columns: Sequence[Column], heads: Sequence[Head], height: float) -> Iterator[tuple[float, int, int]]:
    """What it costs to pair the next column with the next head, and to leave one of them alone."""
    for left, right in columns:
        for head in heads:
            yield max(0.0, head.x0 - right, left - head.x1) / height, 1, 1
        yield _BARE_COLUMN, 1, 0
    for _ in heads:
        yield _NEW_COLUMN, 0, 1
