"""Level rules of one width below each other: the rows of what may be a table without column lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extract.pdf.grid import Grid, Span
from extract.pdf.rulings import Rule, Rulings
from schemas import Box

_FEWEST_RULES = 3
_SAME_END = 1.2
_HIGHEST = 100.0
"""Points between two rules of one table at most."""

_DOUBLE = 3.0
"""Points within which two rules are one."""

_MOST_RULES = 1_000


def level_grids(rules: Rulings, taken: Iterable[Grid]) -> Iterator[Grid]:
    """Grids of one column between rules that end together and that nothing crosses, where none of the `taken` grids lies."""
    others = [grid.box for grid in taken]
    free = [rule for rule in rules.horizontal[:_MOST_RULES] if not any(_belongs(rule, other) for other in others)]
    for group in _groups(free):
        left, right = min(rule.start for rule in group), max(rule.end for rule in group)
        box = Box(left, group[0].at, right, group[-1].at)
        if any(_overlap(box, other) for other in others) or any(_crosses(upright, box) for upright in rules.vertical):
            continue
        spans = tuple(Span(row, 0) for row in range(len(group) - 1))
        yield Grid((left, right), tuple(rule.at for rule in group), spans)


def _groups(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules below each other that end together, three at least."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules):
        home = next((group for group in reversed(groups) if _ends_with(group[-1], rule)), None)
        if home is None:
            groups.append([rule])
        elif rule.at - home[-1].at > _DOUBLE:
            home.append(rule)
    yield from (group for group in groups if len(group) >= _FEWEST_RULES)


def _ends_with(above: Rule, below: Rule) -> bool:
    same = abs(above.start - below.start) <= _SAME_END and abs(above.end - below.end) <= _SAME_END
    return same and below.at - above.at <= _HIGHEST


def _belongs(rule: Rule, box: Box) -> bool:
    """Whether a rule lies in a table or on its border."""
    return box.top - _DOUBLE <= rule.at <= box.bottom + _DOUBLE and min(rule.end, box.x1) > max(rule.start, box.x0)


def _overlap(a: Box, b: Box) -> bool:
    return min(a.x1, b.x1) > max(a.x0, b.x0) and min(a.bottom, b.bottom) > max(a.top, b.top)


def _crosses(upright: Rule, box: Box) -> bool:
    return box.x0 - _SAME_END <= upright.at <= box.x1 + _SAME_END and upright.start < box.bottom and upright.end > box.top
