"""Things that lie at about the same place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Thing = TypeVar("Thing")


def clusters(things: Iterable[Thing], place: Callable[[Thing], float], reach: float) -> Iterator[list[Thing]]:
    """Things, in the order of their places, in groups that reach no further than `reach` from the first of each."""
    group: list[Thing] = []
    for thing in sorted(things, key=place):
        if group and place(thing) - place(group[0]) > reach:
            yield group
            group = []
        group.append(thing)
    if group:
        yield group
