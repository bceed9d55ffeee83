"""Numbers that a source holds matched with the numbers that were read, each with one at most."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import regex

LEAST_BROKEN = 4
LONGEST_BROKEN = 30
"""Digits of a number that may stand in pieces on the one side and whole on the other; see `matched`."""

MOST_BROKEN = 5_000
"""Numbers in pieces that are looked for on each side; honest documents have a few."""

ByDigits = dict[int | None, dict[str, deque[int]]]

_NO_DIGIT = regex.compile(r"\D+")


class Number(NamedTuple):
    """A number as printed, and its page and line as far as both sides know them."""

    text: str
    page: int | None = None
    line: int | None = None


def matched(seen: Sequence[Number], read: Sequence[Number]) -> list[int | None]:
    """For each number seen the index of one read with the same text, None where there is none.

    One at the same place is preferred, then one on the same page, then a number that stands in pieces on the other side of
    the page (broken over two lines of a cell, or printed without a gap before the next one), then one anywhere.

    >>> matched([Number("12,03"), Number("7"), Number("6"), Number("8")], [Number("7"), Number("12,036")])
    [1, 0, 1, None]
    """
    found: list[int | None] = [None] * len(seen)
    free: Sequence[int] = range(len(read))
    free = _paired(seen, read, free, found, _exact)
    free = _paired(seen, read, free, found, _on_page)
    free = _in_pieces(seen, read, free, found)
    _paired(seen, read, free, found, _anywhere)
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
    first: dict[Hashable, int] = {}
    following = array("q", [-1]) * len(read)
    for at in reversed(free):
        alike = key(read[at])
        following[at] = first.get(alike, -1)
        first[alike] = at
    used = bytearray(len(read))
    for at, number in enumerate(seen):
        if found[at] is None and (match := first.get(alike := key(number), -1)) >= 0:
            found[at] = match
            used[match] = True
            first[alike] = following[match]
    return [at for at in free if not used[at]]


def _in_pieces(seen: Sequence[Number], read: Sequence[Number], free: Sequence[int], found: list[int | None]) -> Sequence[int]:
    """Pair numbers that are left over on one side with their pieces on the other; gives back what is left of those read."""
    lacking = _by_digits(seen, [at for at, other in enumerate(found) if other is None])
    spare = _by_digits(read, free)
    for whole, parts in _broken(spare, lacking):
        for part in parts:
            found[part] = whole
    for whole, parts in _broken(lacking, spare):
        found[whole] = parts[0]
    return sorted(at for numbers in spare.values() for queue in numbers.values() for at in queue)


def _broken(wholes: ByDigits, pieces: ByDigits) -> Iterator[tuple[int, list[int]]]:
    """The numbers of one side that are made of pieces of the other, with these; both are taken from what is left."""
    left = ((digits, queue, pieces.get(page, {})) for page, numbers in wholes.items() for digits, queue in numbers.items())
    for digits, queue, there in islice(left, MOST_BROKEN):
        while queue and (parts := _split(digits, there)):
            yield queue.popleft(), [there[part].popleft() for part in parts]


def _by_digits(numbers: Sequence[Number], left: Sequence[int]) -> ByDigits:
    """What is left, by page and digits."""
    out: defaultdict[int | None, dict[str, deque[int]]] = defaultdict(dict)
    for at in left:
        out[numbers[at].page].setdefault(_NO_DIGIT.sub("", numbers[at].text), deque()).append(at)
    return out


def _split(digits: str, pieces: Mapping[str, deque[int]]) -> tuple[str, ...]:
    """Digits as the fewest pieces that are there, two or more; none where they are not."""
    if not pieces or not LEAST_BROKEN <= len(digits) <= LONGEST_BROKEN:
        return ()
    ways: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(digits) + 1):
        parts = ((ways[start], digits[start:end]) for start in range(end) if end - start < len(digits))
        found = [(*before, part) for before, part in parts if before is not None and pieces.get(part)]
        ways.append(min(found, key=len) if found else None)
    way = ways[-1] or ()
    return way if all(len(pieces[part]) >= count for part, count in Counter(way).items()) else ()
