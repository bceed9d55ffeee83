"""Locating errors in figures that linear edits tie together, in exact numbers.

An edit says that a weighted sum of figures lies between two bounds. The steps are those of Statistics Netherlands: first
slips in single figures, then exchanged neighbours, then the smallest set of figures whose change lets all edits hold
(Fellegi and Holt, 1976); all such sets are given, because choosing among equals would be a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from check.locate_book import Book, Edit, Values, book_of
from check.locate_slip import slip

__all__ = [
    "Book",
    "Edit",
    "Repair",
    "Values",
    "book_of",
    "corrected",
    "exchanges",
    "explaining",
    "failing",
    "repairs",
    "settling",
    "shared",
]

Likely = Callable[[Decimal, Decimal], str]
_DIGITS = 60


@dataclass(frozen=True, slots=True)
class Repair:
    """One figure with another value under which all edits on it hold, the slip if it is one, how many failed edits it mends."""

    key: Hashable
    value: Fraction
    slip: str
    mends: int


def failing(edits: Iterable[Edit], values: Values) -> list[Edit]:
    """The edits that do not hold; those with a missing figure are not decided."""
    book = book_of(edits, values)
    return [book.edits[at] for at in book.failed]


def repairs(
    book: Book, fixed: Collection[Hashable] = (), likely: Likely = slip, among: Collection[Hashable] | None = None
) -> list[Repair]:
    """Every change of one figure that repairs all failed edits on it and breaks none; those that mend most come first.

    A value is one that an edit, both of whose bounds are given, asks for in full. `among` are the figures that are tried, by
    default all.
    """
    failed, values = set(book.failed), book.values
    found: dict[tuple[Hashable, Fraction], Repair] = {}
    for at in book.failed:
        edit = book.edits[at]
        if edit.low is None or edit.high is None:
            continue
        over = book.results[at] - (edit.low + edit.high) / 2
        for key in dict.fromkeys(key for key, _ in edit.terms if among is None or key in among):
            coefficient = book.on[key][at]
            if key in fixed or not coefficient:
                continue
            value = values[key] - over / coefficient
            if (key, value) not in found and book.stands({key: value - values[key]}):
                name = likely(_decimal(values[key]), _decimal(value))
                found[key, value] = Repair(key, value, name, len(failed & book.on[key].keys()))
    return sorted(found.values(), key=lambda repair: (-repair.mends, not repair.slip))


def exchanges(book: Book, neighbours: Iterable[tuple[Hashable, Hashable]]) -> list[tuple[Hashable, Hashable]]:
    """The pairs of neighbours that repair all failed edits on them, and break none, when they change places."""
    failed, values = set(book.failed), book.values
    found = []
    for a, b in neighbours:
        touched = book.on.get(a, {}).keys() | book.on.get(b, {}).keys()
        if a in values and b in values and values[a] != values[b] and failed & touched:
            shift = values[b] - values[a]
            if book.stands({a: shift, b: -shift}):
                found.append((a, b))
    return found


def corrected(
    edits: Sequence[Edit], values: Values, fixed: Collection[Hashable] = (), likely: Likely = slip
) -> dict[Hashable, Fraction]:
    """The figures with every slip undone that has no rival; nothing is undone where two are equally good."""
    out = dict(values)
    for _ in range(len(values)):
        slips = [repair for repair in repairs(book_of(edits, out), fixed, likely) if repair.slip]
        on = book_of(failing(edits, out), out).on
        sure = [repair for repair in slips if not any(_rivals(repair, other, on) for other in slips)]
        if not sure:
            break
        out[sure[0].key] = sure[0].value
    return out


def _rivals(repair: Repair, other: Repair, on: Mapping[Hashable, Mapping[int, Fraction]]) -> bool:
    """Whether another slip mends one of the same failed edits, and no fewer of them."""
    return other != repair and other.mends >= repair.mends and bool(on[repair.key].keys() & on[other.key].keys())


def explaining(book: Book) -> list[Hashable]:
    """The figures each of which alone explains all failed edits: with some other value of it every edit on it holds."""
    return [key for key in shared(book) if _some_value(book, book.on[key])]


def shared(book: Book) -> list[Hashable]:
    """The figures that stand in every failed edit."""
    failed = set(book.failed)
    first = book.edits[book.failed[0]].terms if failed else ()
    return [key for key in dict.fromkeys(key for key, _ in first) if failed <= book.on[key].keys()]


def settling(book: Book, keys: Iterable[Hashable]) -> dict[Hashable, Fraction]:
    """Those figures of which one value makes every edit on them exact, with that value: the middle of each edit's bounds."""
    out = {}
    for key in keys:
        shifts = {
            _middling(book.edits[at], book.results[at]) / coefficient for at, coefficient in book.on[key].items() if coefficient
        }
        if len(shifts) == 1 and 0 not in shifts:
            out[key] = book.values[key] + shifts.pop()
    return out


def _middling(edit: Edit, result: Fraction) -> Fraction:
    """How far a weighted sum is from the middle of its bounds; 0 where one is open."""
    return Fraction(0) if edit.low is None or edit.high is None else (edit.low + edit.high) / 2 - result


def _some_value(book: Book, on: Mapping[int, Fraction]) -> bool:
    """Whether the shifts that the edits on a figure allow it have one in common."""
    least: Fraction | None = None
    most: Fraction | None = None
    for at, coefficient in on.items():
        if not coefficient:
            continue
        edit = book.edits[at]
        ends = [None if bound is None else (bound - book.results[at]) / coefficient for bound in (edit.low, edit.high)]
        low, high = ends if coefficient > 0 else ends[::-1]
        least = low if least is None else least if low is None else max(least, low)
        most = high if most is None else most if high is None else min(most, high)
    return least is None or most is None or least <= most


def _decimal(value: Fraction) -> Decimal:
    with localcontext(prec=_DIGITS):
        return Decimal(value.numerator) / Decimal(value.denominator)
