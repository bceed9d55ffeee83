"""Text that stands sideways on an upright page, such as labels of narrow cells: laid level inside the place that it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_UPWARDS, _DOWNWARDS = 90, 270
"""Clockwise turns, in degrees, that make text upright: of text that reads from the foot up, and from the top down."""

_BESIDE = 0.25
"""Share of a character's width by which the next one stands beside it at most, where text may run up or down."""

_APART = 1.0
"""Gap between two words of one line at most, in heights of the text."""

_PITCH = 2.0
"""Distance of two lines of one text at most, in heights of the text."""

Boxes = npt.NDArray[np.float64]
"""One row a character: left, top, right and bottom."""

Strokes = npt.NDArray[np.float64]


def runs_sideways(boxes: npt.NDArray[np.float32], turned: bool) -> npt.NDArray[np.intp]:
    """The characters that stand above or below the one before them; `turned` says that level text of the page runs up or down.

    `boxes` hold two ends of one axis at 0 and 2, of the other at 1 and 3. Turned text is among them, and so are words of
    which each letter has a line of its own.
    """
    axes = (1, 0) if turned else (0, 1)
    middles, sizes = (boxes[:, :2] + boxes[:, 2:]) / 2, np.abs(boxes[:, 2:] - boxes[:, :2])
    steps = np.abs(np.diff(middles, axis=0)) > _BESIDE * np.maximum(sizes[1:], sizes[:-1])
    return np.flatnonzero(~steps[:, axes[0]] & steps[:, axes[1]]) + 1


def is_sideways(turn: int) -> bool:
    """Whether text that must be turned so far, clockwise in degrees, reads up or down the page."""
    return turn in (_UPWARDS, _DOWNWARDS)


@dataclass(frozen=True, slots=True)
class _Run:
    """A line of turned text: its first character and end, its turn, and its box."""

    start: int
    end: int
    turn: int
    box: tuple[float, float, float, float]

    @property
    def height(self) -> float:
        return max(self.box[2] - self.box[0], 1.0)


def levelled(boxes: Boxes, leads: Sequence[str], turns: Sequence[int], strokes: Strokes) -> tuple[Boxes, list[str]]:
    """The boxes of characters with those of turned text laid level, and the blanks before them with its lines parted.

    Turned text is rotated about its middle and made so small that it stays inside the place that it takes; lines beside each
    other are one text unless a stroke stands between them.
    """
    out, blanks = boxes.copy(), list(leads)
    for text in _texts(list(_runs(boxes, turns)), strokes):
        ends = [*(run.start for run in text), text[-1].end]
        for at in ends:
            blanks[at : at + 1] = ["\n"][: len(blanks) - at]
        out[text[0].start : text[-1].end] = _level(boxes[text[0].start : text[-1].end], text[0].turn)
    return out, blanks


def _runs(boxes: Boxes, turns: Sequence[int]) -> Iterator[_Run]:
    """The lines of turned text, in stream order."""
    start = 0
    for at in range(1, len(turns) + 1):
        if at == len(turns) or turns[at] != turns[start] or not _goes_on(boxes[at - 1], boxes[at], turns[start]):
            if is_sideways(turns[start]):
                x0, top, _, _ = boxes[start:at].min(axis=0).tolist()
                _, _, x1, bottom = boxes[start:at].max(axis=0).tolist()
                yield _Run(start, at, turns[start], (x0, top, x1, bottom))
            start = at


def _goes_on(last: npt.NDArray[np.float64], box: npt.NDArray[np.float64], turn: int) -> bool:
    """Whether a character follows the last one on its line, given that text reads up or down."""
    height = max(float(last[2] - last[0]), 1.0)
    gap = float(last[1] - box[3] if turn == _UPWARDS else box[1] - last[3])
    return abs(float(box[0] + box[2] - last[0] - last[2])) < height and -height < gap < _APART * height


def _texts(runs: Sequence[_Run], strokes: Strokes) -> Iterator[list[_Run]]:
    """Lines in groups that are one text."""
    text: list[_Run] = []
    for run in runs:
        if text and not _is_next(text[-1], run, strokes):
            yield text
            text = []
        text.append(run)
    if text:
        yield text


def _is_next(last: _Run, run: _Run, strokes: Strokes) -> bool:
    """Whether two lines are of one text, in the order in which PDFium gives them: close beside each other, no stroke between."""
    (a0, a_top, a1, a_bottom), (b0, b_top, b1, b_bottom) = last.box, run.box
    if run.start != last.end or run.turn != last.turn or min(a_bottom, b_bottom) <= max(a_top, b_top):
        return False
    left, right = sorted(((a0 + a1) / 2, (b0 + b1) / 2))
    if not 0 < right - left <= _PITCH * last.height:
        return False
    xs, ys = np.sort(strokes[:, (0, 2)]), np.sort(strokes[:, (1, 3)])
    between = (xs[:, 1] > left) & (xs[:, 0] < right) & (xs[:, 1] - xs[:, 0] < right - left)
    return not np.any(between & (ys[:, 1] > max(a_top, b_top)) & (ys[:, 0] < min(a_bottom, b_bottom)))


def _level(boxes: Boxes, turn: int) -> Boxes:
    """The boxes of one text turned about its middle, in the size in which it fits into the place that it takes."""
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    centre, size = (low + high) / 2, np.maximum(high - low, 0.1)
    sign = 1.0 if turn == _UPWARDS else -1.0
    x, y = (boxes[:, (0, 2)] - centre[0]).T, (boxes[:, (1, 3)] - centre[1]).T
    scale = size.min() / size.max()
    across, down = np.sort(-sign * y, axis=0) * scale + centre[0], np.sort(sign * x, axis=0) * scale + centre[1]
    return np.column_stack((across[0], down[0], across[1], down[1]))
