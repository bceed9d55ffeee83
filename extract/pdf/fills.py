"""Tables whose cells or rows are shaded and not ruled: tiles with gaps between them, and striped rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from extract.pdf.clusters import clusters
from extract.pdf.paths import Areas
from extract.pdf.rulings import Rule, Rulings, joined
from schemas import Box

_LEAST = 6.0
"""Width and height of a shaded cell in points at least."""

_WIDEST_GAP = 4.0
"""Blank between two shaded cells that are neighbours at most."""

_OVERLAP = 1.5
_SAME_SIDE = 1.5
_FEWEST_ROWS = 3
_WIDEST_BAND = 200.0
_TALLEST_ROW = 75.0
_LIKE = 3.0
"""Height of a row at most, in heights of the table's middle one."""

_NARROWEST_BAND = 60.0
_FEWEST_BANDS = 2
_MOST_BOXES = 5_000
"""Shaded boxes of a page above which they draw a picture."""


def boxes_of(shades: Areas, grids: Iterable[Box]) -> list[Box]:
    """The shaded boxes of a page in rows from the top, without those that lie in tables already found; () of a picture."""
    if len(shades) > _MOST_BOXES:
        return []
    known = list(grids)
    found = {Box(*sides) for sides in shades.round(2).tolist()}
    large = (box for box in found if box.x1 - box.x0 >= _LEAST and box.bottom - box.top >= _LEAST)
    return sorted((box for box in large if not any(_inside(box, grid) for grid in known)), key=lambda box: (box.top, box.x0))


def _inside(box: Box, grid: Box) -> bool:
    return grid.x0 < (box.x0 + box.x1) / 2 < grid.x1 and grid.top < (box.top + box.bottom) / 2 < grid.bottom


def tile_rules(boxes: Sequence[Box]) -> Iterator[Rulings]:
    """The rules that lie between shaded cells, for every table of them: three rows and two columns at least."""
    for rows in _stacked([row for row in _rows(boxes) if len(row) > 1]):
        if len(rows) >= _FEWEST_ROWS:
            yield _rulings([box for row in rows for box in row])


def band_levels(boxes: Sequence[Box]) -> list[Rule]:
    """The upper and lower ends of shaded rows of one width, with the next row's above the first and below the last."""
    bands = [Box(row[0].x0, row[0].top, row[-1].x1, row[0].bottom) for row in _rows(boxes)]
    broad = [box for box in bands if box.x1 - box.x0 >= _NARROWEST_BAND and box.bottom - box.top <= _WIDEST_BAND]
    groups: dict[tuple[int, int], list[Box]] = {}
    for band in broad:
        home = next((key for key in _near(band) if key in groups), _near(band)[0])
        groups.setdefault(home, []).append(band)
    striped = (_merged(group) for group in groups.values())
    return sorted(rule for group in striped if _are_stripes(group) for rule in _levels(group))


def _are_stripes(bands: Sequence[Box]) -> bool:
    """Whether bands are the rows of a table, of which every other one is shaded: low, with rows of like height between."""
    heights = [band.bottom - band.top for band in bands] + [below.top - above.bottom for above, below in pairwise(bands)]
    return len(bands) >= _FEWEST_BANDS and max(heights) <= min(_TALLEST_ROW, _LIKE * median(heights))


def _merged(bands: Sequence[Box]) -> list[Box]:
    """Bands with those made one that touch: a shaded area drawn line by line."""
    merged = [bands[0]]
    for band in bands[1:]:
        last = merged[-1]
        if band.top - last.bottom <= _SAME_SIDE:
            merged[-1] = Box(last.x0, last.top, last.x1, max(last.bottom, band.bottom))
        else:
            merged.append(band)
    return merged


def _near(band: Box) -> list[tuple[int, int]]:
    """The keys under which a band of about the same sides may stand, its own first."""
    x0, x1 = round(band.x0 / _SAME_SIDE), round(band.x1 / _SAME_SIDE)
    return [(x0 + a, x1 + b) for a in (0, -1, 1) for b in (0, -1, 1)]


def _levels(bands: Sequence[Box]) -> Iterator[Rule]:
    heights = [at for band in bands for at in (band.top, band.bottom)]
    pitch = max([below.top - above.bottom for above, below in pairwise(bands)] + [bands[0].bottom - bands[0].top])
    if pitch <= _WIDEST_BAND:
        heights += [bands[0].top - pitch, bands[-1].bottom + pitch]
    yield from (Rule(at, bands[0].x0, bands[0].x1) for at in heights)


def _rows(boxes: Sequence[Box]) -> list[list[Box]]:
    """Boxes side by side, from left to right, as one row; others alone."""
    rows: list[list[Box]] = []
    for level in clusters(boxes, lambda box: box.top, _SAME_SIDE):
        for same in clusters(level, lambda box: box.bottom, _SAME_SIDE):
            ordered = sorted(same, key=lambda box: box.x0)
            starts = [at for at, (a, b) in enumerate(pairwise(ordered), 1) if not _beside(a, b)]
            rows += [ordered[start:end] for start, end in pairwise((0, *starts, len(ordered)))]
    return sorted(rows, key=lambda row: (row[0].top, row[0].x0))


def _beside(a: Box, b: Box) -> bool:
    return -_OVERLAP <= b.x0 - a.x1 <= _WIDEST_GAP


def _stacked(rows: Sequence[list[Box]]) -> list[list[list[Box]]]:
    """Rows of boxes of the same sides that stand close below each other."""
    stacks: list[list[list[Box]]] = []
    for row in rows:
        home = next((stack for stack in stacks if _below(stack[-1], row)), None)
        if home is None:
            stacks.append([row])
        else:
            home.append(row)
    return stacks


def _below(above: Sequence[Box], row: Sequence[Box]) -> bool:
    sides = abs(above[0].x0 - row[0].x0) <= _SAME_SIDE and abs(above[-1].x1 - row[-1].x1) <= _SAME_SIDE
    return sides and -_OVERLAP <= row[0].top - above[0].bottom <= _WIDEST_GAP


def _rulings(boxes: Sequence[Box]) -> Rulings:
    """The sides of boxes as rules that lie in the middle of the gaps between them."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(boxes) if abs(a.top - b.top) <= _SAME_SIDE]
    half = max(0.0, median(gaps)) / 2
    level, upright = [], []
    for box in boxes:
        x0, top, x1, bottom = box.x0 - half, box.top - half, box.x1 + half, box.bottom + half
        level += [Rule(top, x0, x1), Rule(bottom, x0, x1)]
        upright += [Rule(x0, top, bottom), Rule(x1, top, bottom)]
    return Rulings(tuple(joined(level)), tuple(joined(upright)))
