"""The straight rules that a page draws: strokes, edges of stroked boxes and thin filled bars, dashes joined to lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from extract.pdf_paths import THIN, Strokes

_STRAIGHT = 1.0
_DASH = 8.0
_DASH_GAP = 3.0
_SLACK = 1.0
_SAME_RULE = 1.0


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
    horizontal = _rules(level[:, (1, 3)], level[:, (0, 2)])
    vertical = _rules(upright[:, (0, 2)], upright[:, (1, 3)])
    return Rulings(tuple(joined(horizontal)), tuple(joined(vertical)))


def _rules(across: Strokes, along: Strokes) -> list[Rule]:
    """Rules from the coordinates of strokes across and along their direction; repeated ones once."""
    parts = np.column_stack((across.mean(axis=1), along.min(axis=1), along.max(axis=1))) if len(across) else np.zeros((0, 3))
    return [Rule(*part) for part in np.unique(parts, axis=0).tolist()]


def joined(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Rules with dashes, doubles and overlaps on one line made one rule; dots that join nothing are dropped."""
    for group in clusters(sorted(rules), _SAME_RULE):
        at = sum(rule.at for rule in group) / len(group)
        for run in _chains(sorted(group, key=lambda rule: (rule.start, rule.end))):
            start, end = run[0].start, max(rule.end for rule in run)
            if end - start > THIN:
                yield Rule(at, start, end)


def _chains(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules of one line, by their starts, in runs that touch; between dashes, wider gaps are part of the pattern."""
    chain: list[Rule] = []
    end = 0.0
    for rule in rules:
        dashed = chain and max(rule.end - rule.start, chain[-1].end - chain[-1].start) <= _DASH
        if chain and rule.start > end + (_DASH_GAP if dashed else _SLACK):
            yield chain
            chain = []
        end = max(end, rule.end) if chain else rule.end
        chain.append(rule)
    if chain:
        yield chain


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
