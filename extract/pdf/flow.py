"""Steps of a procedure with arrows between them: texts in one cell, or boxes side by side; each is a table of one cell a step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

import numpy as np
import numpy.typing as npt
import regex

from extract.pdf.chunks import Chunk
from extract.pdf.glyphs import Glyph
from extract.pdf.grid import Grid, Span
from schemas import Box

_FEWEST = 3
"""Steps of a procedure at least."""

_LARGEST_ARROW = 4.0
"""Sides of a picture that may be an arrow at most, in heights of the text beside it."""

_MOST_PICTURES = 300
_MOST_BOXES = 1_000
_SAME_LINE = 2.0
_ARROWS = regex.compile(r"[\u2190-\u21ff\u2794-\u27be\u27f5-\u27ff\u25b6\u25b7\u25ba\u25bb>\uff1e]+")

Points = npt.NDArray[np.float64]
"""One point a row: x and y."""


def step_ends(texts: Sequence[Chunk], cell: Box, pictures: Sequence[Box]) -> Sequence[float]:
    """Where the steps of a procedure in one cell and the arrows between them part, in points from the left.

    () where the texts are none: three steps at least, an arrow or small picture between each and the next.
    """
    if len(texts) < _FEWEST:
        return ()
    blocks: list[tuple[float, float, bool]] = []
    for item in sorted((*texts, *_arrows(texts, cell, pictures)), key=lambda item: item.x0):
        arrow = _is_arrow(item.text)
        if not blocks or item.x0 >= blocks[-1][1]:
            blocks.append((item.x0, item.x1, arrow))
        elif arrow or blocks[-1][2]:
            return ()
        else:
            blocks[-1] = (blocks[-1][0], max(blocks[-1][1], item.x1), False)
    turns = all(arrow == bool(at % 2) for at, (_, _, arrow) in enumerate(blocks))
    if not turns or len(blocks) % 2 == 0 or len(blocks) < 2 * _FEWEST - 1:
        return ()
    return [(a[1] + b[0]) / 2 for a, b in pairwise(blocks)]


def _is_arrow(text: str) -> bool:
    return not text or _ARROWS.fullmatch(text) is not None


def _arrows(texts: Sequence[Chunk], cell: Box, pictures: Sequence[Box]) -> list[Chunk]:
    """The pictures inside a cell that are no larger than an arrow between its texts, as chunks without text."""
    if len(pictures) > _MOST_PICTURES:
        return []
    side = _LARGEST_ARROW * median(text.bottom - text.top for text in texts)
    inside = (
        box for box in pictures if cell.x0 <= box.x0 and box.x1 <= cell.x1 and cell.top <= box.top and box.bottom <= cell.bottom
    )
    return [
        Chunk("", box.x0, box.top, box.x1, box.bottom) for box in inside if max(box.x1 - box.x0, box.bottom - box.top) <= side
    ]


def with_steps_joined(grids: Iterable[Grid], glyphs: Sequence[Glyph], pictures: Sequence[Box]) -> tuple[Grid, ...]:
    """The grids with those made one that are the boxes of a procedure: side by side, with the same row lines, arrows between.

    Between two boxes the joined grid has a column of its own with one blank cell. A box has two rows at least.
    """
    known = sorted(grids, key=lambda grid: grid.xs[0])
    if sum(grid.rows > 1 for grid in known) < _FEWEST or len(known) > _MOST_BOXES:
        return tuple(sorted(known, key=_place))
    points, images = middles(glyphs), middles(pictures[:_MOST_PICTURES])
    chains: list[list[Grid]] = []
    for grid in known:
        beside = [chain for chain in chains if grid.rows > 1 and _are_beside(chain[-1], grid)]
        nearest = max(beside, key=lambda chain: chain[-1].xs[-1], default=None)
        if nearest and _arrow_between(nearest[-1], grid, points, glyphs, images):
            nearest.append(grid)
        else:
            chains.append([grid])
    out = (grid for chain in chains for grid in ([_joined(chain)] if len(chain) >= _FEWEST else chain))
    return tuple(sorted(out, key=_place))


def _place(grid: Grid) -> tuple[float, float]:
    return grid.ys[0], grid.xs[0]


def middles(boxes: Sequence[Glyph] | Sequence[Box]) -> Points:
    """The middles of some boxes."""
    return np.array([((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2) for box in boxes]).reshape(-1, 2)


def _are_beside(left: Grid, right: Grid) -> bool:
    """Whether a box stands right of another and has the same row lines."""
    if left.rows != right.rows or left.xs[-1] >= right.xs[0]:
        return False
    return all(abs(a - b) <= _SAME_LINE for a, b in zip(left.ys, right.ys, strict=True))


def _arrow_between(left: Grid, right: Grid, points: Points, glyphs: Sequence[Glyph], pictures: Points) -> bool:
    """Whether an arrow, or a picture, and no other text stands between two boxes; `points` are the middles of the glyphs."""
    box = Box(left.xs[-1], left.ys[0], right.xs[0], left.ys[-1])
    text = "".join(glyphs[at].text for at in np.flatnonzero(lie_in(points, box)).tolist())
    return _is_arrow(text) if text else bool(lie_in(pictures, box).any())


def lie_in(points: Points, box: Box) -> npt.NDArray[np.bool_]:
    """Which of some points, one a row, lie in a box."""
    found: npt.NDArray[np.bool_] = np.all((points > (box.x0, box.top)) & (points < (box.x1, box.bottom)), axis=1)
    return found


def _joined(chain: Sequence[Grid]) -> Grid:
    xs: list[float] = []
    spans: list[Span] = []
    for grid in chain:
        if xs:
            spans.append(Span(0, len(xs) - 1, grid.rows))
        spans += [Span(span.row, span.column + len(xs), span.rowspan, span.colspan) for span in grid.spans]
        xs += grid.xs
    return Grid(tuple(xs), chain[0].ys, tuple(sorted(spans)))
