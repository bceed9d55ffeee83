"""The straight rules that a page draws: strokes, edges of stroked boxes and thin filled bars, dashes joined to lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extract.pdf.paths import THIN, Strokes

_STRAIGHT = 1.0
_DASH = 8.0
_DASH_GAP = 3.0
_DASH_SHARE = 0.95
"""Gap between two dashes, in lengths of the shorter one, up to which they are one line where it is wider than `_DASH_GAP`."""

_SLACK = 1.0
_SAME_RULE = 1.0


Coordinates = npt.NDArray[np.float64]


class Rule(NamedTuple):
    """A horizontal or vertical line: its constant coordinate, and where it begins and ends on the other axis, in points."""

    at: float
    start: float
    end: float


class Rulings(NamedTuple):
    """The rules of a page, from its top left corner."""

    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]


def rulings(strokes: Strokes) -> Rulings:
    """The rules that the strokes of a page make.

    Dotted borders are drawn as thousands of strokes shorter than a point: dashes are joined before anything is judged
    by its length.
    """
    width, height = np.abs(strokes[:, 2] - strokes[:, 0]), np.abs(strokes[:, 3] - strokes[:, 1])
    level = strokes[height <= _STRAIGHT]
    upright = strokes[(width <= _STRAIGHT) & (height > _STRAIGHT / 4)]
    return Rulings(_rules(level[:, (1, 3)], level[:, (0, 2)]), _rules(upright[:, (0, 2)], upright[:, (1, 3)]))


def _rules(across: Strokes, along: Strokes) -> tuple[Rule, ...]:
    """Rules from the coordinates of strokes across and along their direction; repeated ones count once."""
    at, (start, end) = (across[:, 0] + across[:, 1]) / 2, np.sort(along).T
    parts = np.column_stack((at, start, end))[np.lexsort((end, start, at))]
    once = np.append(True, np.any(parts[1:] != parts[:-1], axis=1))[: len(parts)]
    return tuple(_joined(parts[once]))


def joined(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Rules with dashes, doubles and overlaps on one line made one rule; dots that join nothing are dropped."""
    return _joined(np.array(sorted(rules), np.float64).reshape(-1, 3))


def _joined(parts: Strokes) -> Iterator[Rule]:
    """The same of rules in ascending order, one a row."""
    if not len(parts):
        return
    places, line = _lines(parts[:, 0].tolist())
    order = np.lexsort((parts[:, 2], parts[:, 1], line))
    line, start, end = line[order], parts[order, 1], parts[order, 2]
    reached, length = _furthest(line, end), end - start
    short, long = np.minimum(length[1:], length[:-1]), np.maximum(length[1:], length[:-1])
    gap = np.where(long <= _DASH, np.maximum(_DASH_GAP, _DASH_SHARE * short), _SLACK)
    breaks = np.flatnonzero((line[1:] != line[:-1]) | (start[1:] > reached[:-1] + gap))
    firsts, lasts = np.append(-1, breaks) + 1, np.append(breaks, len(parts) - 1)
    for number, begin, until in zip(line[firsts].tolist(), start[firsts].tolist(), reached[lasts].tolist(), strict=True):
        if until - begin > THIN:
            yield Rule(places[number], begin, until)


def _lines(places: Sequence[float]) -> tuple[list[float], npt.NDArray[np.intp]]:
    """The mean place of each line, and of every rule which line it lies on; `places` are those of the rules, ascending."""
    means: list[float] = []
    sizes: list[int] = []
    first = 0
    while first < len(places):
        after = max(bisect_right(places, places[first] + _SAME_RULE, first), first + 1)
        means.append(sum(places[first:after]) / (after - first))
        sizes.append(after - first)
        first = after
    return means, np.repeat(np.arange(len(sizes)), sizes)


def _furthest(line: npt.NDArray[np.intp], end: Coordinates) -> Coordinates:
    """Of every rule the furthest end of the rules up to it on its line; rules are given line by line."""
    ascending = np.argsort(end, kind="stable")
    rank = np.empty_like(ascending)
    rank[ascending] = np.arange(len(end))
    return end[ascending[np.maximum.accumulate(line * len(end) + rank) - line * len(end)]]


def clusters(rules: Sequence[Rule], tolerance: float) -> Iterator[list[Rule]]:
    """Rules sorted by `at` in groups: each within `tolerance` of the first of its group."""
    group: list[Rule] = []
    for rule in rules:
        if group and rule.at - group[0].at > tolerance:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group
