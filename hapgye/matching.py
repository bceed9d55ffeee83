"""Numbers that a source holds matched with the numbers that were read, each with one at most."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

import regex

LEAST_BROKEN = 4
LONGEST_BROKEN = 30
"""Digits of a number that may stand in pieces on the one side and whole on the other; see `matched`."""

MOST_PIECES = 3

_NO_DIGIT = regex.compile(r"\D+")


class Number(NamedTuple):
    """A number as printed, and its page and line as far as both sides know them."""

    text: str
    page: int | None = None
    line: int | None = None


def matched(seen: Sequence[Number], read: Sequence[Number]) -> list[int | None]:
    """For each number seen the index of one read with the same text, None where there is none.

    One at the same place is preferred, then one on the same page. What is left over may be one number that stands in pieces
    on the other side of its page: broken over two lines of a cell, or printed without a gap before the next one.

    >>> matched([Number("12,03"), Number("7"), Number("6"), Number("8")], [Number("7"), Number("12,036")])
    [1, 0, 1, None]
    """
    found: list[int | None] = [None] * len(seen)
    free = range(len(read))
    for key in (_exact, _on_page, _anywhere):
        free = _paired(seen, read, free, found, key)
    _in_pieces(seen, read, free, found)
    return found


def _exact(number: Number) -> Hashable:
    return number


def _on_page(number: Number) -> Hashable:
    return number.text, number.page


def _anywhere(number: Number) -> Hashable:
    return number.text


def _paired(
    seen: Sequence[Number],
    read: Sequence[Number],
    free: Sequence[int],
    found: list[int | None],
    key: Callable[[Number], Hashable],
) -> Sequence[int]:
    """Pair what is left of both sides by a key, in order; gives back what is left of the numbers read."""
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for at in free:
        waiting[key(read[at])].append(at)
    for at, number in enumerate(seen):
        if found[at] is None and (queue := waiting.get(key(number))):
            found[at] = queue.popleft()
    return sorted(at for queue in waiting.values() for at in queue)


def _in_pieces(seen: Sequence[Number], read: Sequence[Number], free: Sequence[int], found: list[int | None]) -> None:
    """Pair numbers that are left over on one side with their pieces on the other."""
    lacking = _by_digits(seen, [at for at, other in enumerate(found) if other is None])
    spare = _by_digits(read, free)
    for page, wholes in spare.items():
        pieces = lacking.get(page, {})
        for digits, queue in list(wholes.items()):
            while queue and (parts := _split(digits, pieces)):
                whole = queue.popleft()
                for part in parts:
                    found[pieces[part].popleft()] = whole
    for page, wholes in lacking.items():
        pieces = spare.get(page, {})
        for digits, queue in list(wholes.items()):
            while queue and (parts := _split(digits, pieces)):
                first, *_ = [pieces[part].popleft() for part in parts]
                found[queue.popleft()] = first


def _by_digits(numbers: Sequence[Number], left: Sequence[int]) -> dict[int | None, dict[str, deque[int]]]:
    """What is left, by page and digits."""
    out: defaultdict[int | None, dict[str, deque[int]]] = defaultdict(dict)
    for at in left:
        out[numbers[at].page].setdefault(_NO_DIGIT.sub("", numbers[at].text), deque()).append(at)
    return out


def _split(digits: str, pieces: dict[str, deque[int]]) -> list[str]:
    """Digits as two or more pieces that are there, none where they are not."""
    if not LEAST_BROKEN <= len(digits) <= LONGEST_BROKEN or not pieces:
        return []
    counts = Counter({text: len(queue) for text, queue in pieces.items() if queue and len(text) < len(digits)})
    return _cut(digits, counts, MOST_PIECES)


def _cut(digits: str, counts: Counter[str], most: int) -> list[str]:
    if counts[digits] > 0:
        return [digits]
    for end in range(1, len(digits)) if most > 1 else ():
        head = digits[:end]
        if counts[head] > 0:
            counts[head] -= 1
            rest = _cut(digits[end:], counts, most - 1)
            if rest:
                return [head, *rest]
            counts[head] += 1
    return []
