"""Grids from rulings: rules that touch make one table, its rules make its lines, and missing edges make its spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.pdf_grid import Grid, Slot, grid_of
from extract.pdf_rulings import Rule, Rulings, clusters

_TOUCH = 2.0
"""Points by which two rules may miss each other and still meet."""

_SAME_LINE = 2.0
"""Points within which rules are one row or column line: double borders, sloppy joins."""

_COVERED = 0.5
"""Share of a cell's side that must be ruled to be an edge."""

_SAME_END = 3.0
_OPEN_ENDS = 3
"""Rules that must end together to close an open side of a table."""

_MAX_CROSSINGS = 4_000_000


def ruled_grids(rules: Rulings) -> tuple[Grid, ...]:
    """The grids of a page's rules, from top to bottom; each has at least one cell."""
    if len(rules.horizontal) * len(rules.vertical) > _MAX_CROSSINGS:
        return ()
    grids = (_grid(_closed(component)) for component in _components(rules))
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


def _closed(rules: Rulings) -> Rulings:
    """The rules with open sides closed: left and right where rules end together, top and bottom likewise."""
    upright = tuple(sorted((*rules.vertical, *_sides(rules.horizontal))))
    return Rulings(tuple(sorted((*rules.horizontal, *_sides(rules.vertical)))), upright)


def _sides(rules: Sequence[Rule]) -> list[Rule]:
    """Rules across the outermost ends of `rules`, where at least three of them end together."""
    if not rules:
        return []
    first, last = min(rule.start for rule in rules), max(rule.end for rule in rules)
    starting = [rule.at for rule in rules if rule.start - first <= _SAME_END]
    ending = [rule.at for rule in rules if last - rule.end <= _SAME_END]
    return [Rule(end, min(near), max(near)) for end, near in ((first, starting), (last, ending)) if len(near) >= _OPEN_ENDS]


def _grid(rules: Rulings) -> Grid | None:
    across, down = _lines(rules.horizontal), _lines(rules.vertical)
    if len(across) < 2 or len(down) < 2:
        return None
    ys, xs = [at for at, _ in across], [at for at, _ in down]

    def parted(a: Slot, b: Slot) -> bool:
        if a[0] == b[0]:
            return _covers(down[b[1]][1], ys[a[0]], ys[a[0] + 1])
        return _covers(across[b[0]][1], xs[a[1]], xs[a[1] + 1])

    return grid_of(xs, ys, parted)


def _lines(rules: Sequence[Rule]) -> list[tuple[float, list[Rule]]]:
    """Row or column lines: their place and the rules on them."""
    return [(sum(r.at for r in group) / len(group), group) for group in clusters(rules, _SAME_LINE)]


def _covers(rules: Iterable[Rule], start: float, end: float) -> bool:
    ruled = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules)
    return ruled >= _COVERED * (end - start)
