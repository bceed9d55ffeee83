"""Labels of groups in the first column of a table in the character grid: each stands in the middle of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.text.groups import kind_of
from extract.text.layout_rows import Body, Placed, body

_FEWEST_OWN = 2


@dataclass(frozen=True, slots=True)
class _Mark:
    """A group's label and the line, or the middle of the lines, that it is printed on."""

    text: str
    line: float


def is_grouped(lines: Sequence[Placed]) -> bool:
    """Whether the first of several label columns holds groups: most rows have their own label in the second one."""
    rows = [line for line in lines if line.anchor]
    own = sum(1 in line.texts for line in rows)
    marks = _marks(lines)
    if _begin_with_names(rows):
        return False
    return own >= _FEWEST_OWN and bool(marks) and 2 * len(marks) <= own + 1


def _begin_with_names(rows: Sequence[Placed]) -> bool:
    """Whether labels in the first column stand on the first row of an entry: rows without one have less than it."""
    head: Placed | None = None
    less: list[bool] = []
    for row in rows:
        if 0 in row.texts:
            head = row
        elif head is not None:
            less.append(set(row.texts) < set(head.texts) - {0})
        else:
            return False
    return bool(less) and all(less)


def grouped(lines: Sequence[Placed], label: int) -> Body:
    """The rows with the labels of groups over the rows they stand in the middle of.

    A label in the first column of a row that has none in the second is the row's own, over both columns.
    """
    bare = [replace(line, texts=_without_mark(line)) for line in lines]
    kept = [line for line in bare if line.texts]
    found = body(kept, label)
    rows = [dict(row) for row in found.rows]
    spans, wide = dict(found.spans), dict(found.wide)
    for first, last in _runs(rows):
        numbers = [line.number for line in found.lines[first : last + 1]]
        marks = [mark for mark in _marks(lines) if _between(mark, found, first, last)]
        kinds = [kind_of(row.get(1, "")) for row in rows[first : last + 1]]
        for text, start, count in _shared(marks, numbers, kinds):
            rows[first + start][0] = text
            spans[first + start, 0] = count
    for at, row in enumerate(rows):
        if 0 in row and 1 not in row and (at, 0) not in spans:
            wide[at, 0] = label
    return Body(found.lines, tuple(rows), spans, wide)


def _is_mark(line: Placed) -> bool:
    return 0 in line.texts and (1 in line.texts or not line.anchor)


def _without_mark(line: Placed) -> dict[int, str]:
    return {column: text for column, text in line.texts.items() if column or not _is_mark(line)}


def _marks(lines: Sequence[Placed]) -> list[_Mark]:
    """The labels of groups, with syllables printed below each other as one: 성 over 별."""
    out: list[_Mark] = []
    stack: list[Placed] = []
    for line in [line for line in lines if _is_mark(line)]:
        syllable = len(line.texts[0]) == 1
        if stack and (not syllable or stack[-1].texts[0] == "별"):
            out.append(_mark(stack))
            stack = []
        if syllable:
            stack.append(line)
        else:
            out.append(_mark([line]))
    return [*out, _mark(stack)] if stack else out


def _mark(lines: Sequence[Placed]) -> _Mark:
    numbers = [line.line.number for line in lines]
    return _Mark("".join(line.texts[0] for line in lines), (numbers[0] + numbers[-1]) / 2)


def _runs(rows: Sequence[dict[int, str]]) -> list[tuple[int, int]]:
    """First and last of each run of rows that have no label in the first column."""
    out: list[tuple[int, int]] = []
    for at, row in enumerate(rows):
        if 0 in row:
            continue
        if out and out[-1][1] == at - 1:
            out[-1] = (out[-1][0], at)
        else:
            out.append((at, at))
    return out


def _between(mark: _Mark, found: Body, first: int, last: int) -> bool:
    above = found.lines[first - 1].number if first else -1
    below = found.lines[last + 1].number if last + 1 < len(found.lines) else float("inf")
    return above < mark.line < below


def _shared(marks: Sequence[_Mark], numbers: Sequence[int], kinds: Sequence[str]) -> list[tuple[str, int, int]]:
    """Of each group its label, its first row and how many rows it has: as many as put the label in their middle.

    A dump may round the middle by half a row: then a group ends where the `kinds` of its rows do (sexes, classes of age).
    """
    pitch = min((b - a for a, b in pairwise(numbers)), default=1)
    out: list[tuple[str, int, int]] = []
    start = 0
    for order, mark in enumerate(marks):
        left = len(marks) - order - 1
        ends = range(start, max(start + 1, len(numbers) - left))
        if start >= len(numbers):
            break
        away = {at: abs((numbers[start] + numbers[at]) / 2 - mark.line) for at in ends}
        close = [at for at in ends if away[at] <= min(away.values()) + pitch / 2]
        whole = [at for at in close if at + 1 < len(kinds) and kinds[at] and kinds[at] != kinds[at + 1]]
        end = min(whole or ends, key=away.__getitem__) if left else len(numbers) - 1
        out.append((mark.text, start, end - start + 1))
        start = end + 1
    return out
