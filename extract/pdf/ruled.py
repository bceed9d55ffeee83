"""Grids from rulings: rules that touch make one table, its rules make its lines, and missing edges make its spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.pdf.bands import Print, is_row, is_tight
from extract.pdf.glyphs import Glyph
from extract.pdf.grid import Grid, Slot, grid_of
from extract.pdf.rulings import Rule, Rulings, clusters

_TOUCH = 2.0
"""Points by which two rules may miss each other and still meet."""

_SAME_LINE = 2.0
"""Points within which rules beside each other are one row or column line: double borders."""

_SLOPPY = 1.2
"""Points within which rules that follow each other are one line: sloppy joins."""

_COVERED = 0.5
"""Share of a cell's side that must be ruled to be an edge."""

_SAME_END = 3.0
_OPEN_ENDS = 3
"""Rules that must end together to close an open side of a table, unless they are its first and its last."""

_BAND = 18.0
"""Points of blank between the parts of a table that are set apart."""

_MAX_CROSSINGS = 4_000_000

_TALLEST = 100.0
"""Points up to which a row without column lines may be high, in a table open at both sides."""


def ruled_grids(rules: Rulings, glyphs: Sequence[Glyph] = ()) -> tuple[Grid, ...]:
    """The grids of a page's rules, from top to bottom; each has at least one cell. `glyphs` tell which bands are blank."""
    if len(rules.horizontal) * len(rules.vertical) > _MAX_CROSSINGS:
        return ()
    grids = (_grid(_closed(component), glyphs) for component in _stacked(list(_components(rules)), Print(glyphs)))
    return tuple(sorted((grid for grid in grids if grid), key=lambda grid: (grid.ys[0], grid.xs[0])))


def _components(rules: Rulings) -> Iterable[Rulings]:
    """Rules in groups that touch each other, directly or through others."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    left = list(rules.vertical)
    for level in rules.horizontal:
        touching = [upright for upright in left if _touch(level, upright)]
        met = [group for group in groups if any(_touch(level, upright) for upright in group[1])]
        if not touching and not met:
            groups.append(([level], []))
            continue
        left = [upright for upright in left if upright not in touching]
        merged = ([level], touching)
        for group in met:
            merged[0].extend(group[0])
            merged[1].extend(group[1])
        groups = [group for group in groups if group not in met] + [merged]
    return (Rulings(tuple(sorted(level)), tuple(sorted(upright))) for level, upright in groups)


def _touch(level: Rule, upright: Rule) -> bool:
    return level.start - _TOUCH <= upright.at <= level.end + _TOUCH and upright.start - _TOUCH <= level.at <= upright.end + _TOUCH


def _stacked(components: list[Rulings], printed: Print) -> list[Rulings]:
    """Components with those put together that only a narrow blank band parts: a header set apart from its body."""
    out: list[Rulings] = []
    for part in sorted((c for c in components if c.horizontal), key=lambda c: c.horizontal[0].at):
        above = next((other for other in out if _goes_on(other, part, printed)), None)
        if above is None:
            out.append(part)
        else:
            out[out.index(above)] = Rulings(above.horizontal + part.horizontal, tuple(sorted(above.vertical + part.vertical)))
    return out


def _goes_on(above: Rulings, below: Rulings, printed: Print) -> bool:
    """Whether two components are parts of one table, which have the same sides."""
    apart = above.horizontal[-1].at < below.horizontal[0].at and (above.vertical or below.vertical)
    if not apart or not _same_sides(above, below):
        return False
    return _share_a_row(above, below, printed) or _share_columns(above, below, printed)


def _share_a_row(above: Rulings, below: Rulings, printed: Print) -> bool:
    """Whether two components, open at their sides, have between them a row over the whole width."""
    start, end = above.horizontal[-1].at, below.horizontal[0].at
    left, right = _side(above.horizontal)
    if end - start > _TALLEST or not (_is_open(above, left, right) and _is_open(below, left, right)):
        return False
    if not is_tight(printed, (start, end), (left, right)) and not (above.vertical and _ends_bare(above, below)):
        return False
    inner = min(_inner(above, left, right), default=right)
    return is_row(printed, (start, end), (left, right), (above.horizontal[0].at, inner))


def _share_columns(above: Rulings, below: Rulings, printed: Print) -> bool:
    """Whether all column lines of one component go on in the other, with nothing printed between the two."""
    start, end = above.horizontal[-1].at, below.horizontal[0].at
    left, right = _side(above.horizontal)
    facing = (above.horizontal[-1], below.horizontal[0])
    full = all(rule.start - left <= _TOUCH and right - rule.end <= _TOUCH for rule in facing)
    if not (above.vertical and below.vertical) or end - start > _BAND or not full:
        return False
    few, many = sorted((_inner(part, left, right) for part in (above, below)), key=len)
    if not few or not all(any(abs(a - b) <= _SLOPPY for b in many) for a in few):
        return False
    return not printed.inside((start, end), (left, right))


def _same_sides(a: Rulings, b: Rulings) -> bool:
    return all(abs(x - y) <= _SLOPPY for x, y in zip(_side(a.horizontal), _side(b.horizontal), strict=True))


def _ends_bare(above: Rulings, below: Rulings) -> bool:
    """Whether the row between two components has no column lines above or below it: one cell over the whole width."""
    return not below.vertical or all(rule.end < above.horizontal[-1].at - _TOUCH for rule in above.vertical)


def _is_open(rules: Rulings, left: float, right: float) -> bool:
    return not any(min(abs(rule.at - left), abs(rule.at - right)) <= _SAME_END for rule in rules.vertical)


def _inner(rules: Rulings, left: float, right: float) -> list[float]:
    """Where the column lines inside the sides stand."""
    return [rule.at for rule in rules.vertical if min(rule.at - left, right - rule.at) > _SAME_END]


def _side(rules: Sequence[Rule]) -> tuple[float, float]:
    return min(rule.start for rule in rules), max(rule.end for rule in rules)


def _closed(rules: Rulings) -> Rulings:
    """The rules with open sides closed: left and right where rules end together, top and bottom likewise."""
    upright = tuple(sorted((*rules.vertical, *_sides(rules.horizontal))))
    return Rulings(tuple(sorted((*rules.horizontal, *_sides(rules.vertical)))), upright)


def _sides(rules: Sequence[Rule]) -> list[Rule]:
    """Rules across the outermost ends of `rules`, where the first and the last, or at least three of them, end together."""
    if len(rules) < 2:
        return []
    first, last = _side(rules)
    starting = [rule.at for rule in rules if rule.start - first <= _SAME_END]
    ending = [rule.at for rule in rules if last - rule.end <= _SAME_END]
    ends = {rules[0].at, rules[-1].at}
    return [
        Rule(end, min(near), max(near))
        for end, near in ((first, starting), (last, ending))
        if len(near) >= _OPEN_ENDS or ends <= set(near)
    ]


def _grid(rules: Rulings, glyphs: Sequence[Glyph]) -> Grid | None:
    across, down = _lines(rules.horizontal), _lines(rules.vertical)
    if len(across) < 2 or len(down) < 2:
        return None
    ys, xs = [at for at, _ in across], [at for at, _ in down]

    def parted(a: Slot, b: Slot) -> bool:
        if a[0] == b[0]:
            return _covers(down[b[1]][1], ys[a[0]], ys[a[0] + 1])
        return _covers(across[b[0]][1], xs[a[1]], xs[a[1] + 1])

    return grid_of(xs, ys, parted, glyphs)


def _lines(rules: Sequence[Rule]) -> list[tuple[float, list[Rule]]]:
    """Row or column lines: their place and the rules on them."""
    groups = (part for group in clusters(rules, _SAME_LINE) for part in _distinct(group))
    return [(sum(r.at for r in group) / len(group), group) for group in groups]


def _distinct(group: Sequence[Rule]) -> list[list[Rule]]:
    """Rules of about one place as one line, or as two: those that follow each other with a step between are two edges."""
    for cut in range(1, len(group)):
        if group[cut].at - group[cut - 1].at > _SLOPPY and not any(_beside(a, b) for a in group[:cut] for b in group[cut:]):
            return [list(group[:cut]), list(group[cut:])]
    return [list(group)]


def _beside(a: Rule, b: Rule) -> bool:
    return min(a.end, b.end) - max(a.start, b.start) > _TOUCH


def _covers(rules: Iterable[Rule], start: float, end: float) -> bool:
    ruled = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules)
    return ruled >= _COVERED * (end - start)
