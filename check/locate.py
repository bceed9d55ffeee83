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

from check.locate_slip import slip

Values = Mapping[Hashable, Fraction]
Weights = Mapping[Hashable, float]
Likely = Callable[[Decimal, Decimal], str]
_DIGITS = 60


@dataclass(frozen=True, slots=True)
class Edit:
    """`low` <= the sum of coefficient x figure <= `high`; None: no bound; `strict`: the bounds themselves do not hold."""

    terms: tuple[tuple[Hashable, Fraction], ...]
    low: Fraction | None = None
    high: Fraction | None = None
    strict: bool = False

    def result(self, values: Values) -> Fraction | None:
        """The weighted sum; None where a figure is missing."""
        if any(key not in values for key, _ in self.terms):
            return None
        return sum((c * values[key] for key, c in self.terms), Fraction(0))

    def allows(self, result: Fraction) -> bool:
        """Whether a weighted sum lies within the bounds."""
        if self.strict:
            return (self.low is None or result > self.low) and (self.high is None or result < self.high)
        return (self.low is None or result >= self.low) and (self.high is None or result <= self.high)


@dataclass(frozen=True, slots=True)
class Repair:
    """One figure with another value under which all edits on it hold, the slip if it is one, how many failed edits it mends."""

    key: Hashable
    value: Fraction
    slip: str
    mends: int


class _Book:
    """Edits with their weighted sums, and for each figure the edits on it; edits with a missing figure are left out."""

    def __init__(self, edits: Iterable[Edit], values: Values) -> None:
        decided = [(edit, result) for edit in edits if (result := edit.result(values)) is not None]
        self.edits = [edit for edit, _ in decided]
        self.results = [result for _, result in decided]
        self.failed = [at for at, (edit, result) in enumerate(decided) if not edit.allows(result)]
        self.on: dict[Hashable, dict[int, Fraction]] = {}
        for at, edit in enumerate(self.edits):
            for key, coefficient in edit.terms:
                entry = self.on.setdefault(key, {})
                entry[at] = entry.get(at, Fraction(0)) + coefficient

    def stands(self, shifts: Mapping[Hashable, Fraction]) -> bool:
        """Whether all edits on some figures hold once these are shifted."""
        moved: dict[int, Fraction] = {}
        for key, shift in shifts.items():
            for at, coefficient in self.on.get(key, {}).items():
                moved[at] = moved.get(at, self.results[at]) + coefficient * shift
        return all(self.edits[at].allows(result) for at, result in moved.items())


def failing(edits: Iterable[Edit], values: Values) -> list[Edit]:
    """The edits that do not hold; those with a missing figure are not decided."""
    book = _Book(edits, values)
    return [book.edits[at] for at in book.failed]


def repairs(edits: Sequence[Edit], values: Values, fixed: Collection[Hashable] = (), likely: Likely = slip) -> list[Repair]:
    """Every change of one figure that repairs all failed edits on it and breaks none; those that mend most come first.

    A value is one that an edit, both of whose bounds are given, asks for in full.
    """
    book = _Book(edits, values)
    failed = set(book.failed)
    found: dict[tuple[Hashable, Fraction], Repair] = {}
    for at in book.failed:
        edit = book.edits[at]
        if edit.low is None or edit.high is None:
            continue
        over = book.results[at] - (edit.low + edit.high) / 2
        for key in dict.fromkeys(key for key, _ in edit.terms):
            coefficient = book.on[key][at]
            if key in fixed or not coefficient:
                continue
            value = values[key] - over / coefficient
            if (key, value) not in found and book.stands({key: value - values[key]}):
                name = likely(_decimal(values[key]), _decimal(value))
                found[key, value] = Repair(key, value, name, len(failed & book.on[key].keys()))
    return sorted(found.values(), key=lambda repair: (-repair.mends, not repair.slip))


def exchanges(
    edits: Sequence[Edit], values: Values, neighbours: Iterable[tuple[Hashable, Hashable]]
) -> list[tuple[Hashable, Hashable]]:
    """The pairs of neighbours that repair all failed edits on them, and break none, when they change places."""
    book = _Book(edits, values)
    failed = set(book.failed)
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
        slips = [repair for repair in repairs(edits, out, fixed, likely) if repair.slip]
        on = _Book(failing(edits, out), out).on
        sure = [repair for repair in slips if not any(_rivals(repair, other, on) for other in slips)]
        if not sure:
            break
        out[sure[0].key] = sure[0].value
    return out


def _rivals(repair: Repair, other: Repair, on: Mapping[Hashable, Mapping[int, Fraction]]) -> bool:
    """Whether another slip mends one of the same failed edits, and no fewer of them."""
    return other != repair and other.mends >= repair.mends and bool(on[repair.key].keys() & on[other.key].keys())


def explaining(edits: Sequence[Edit], values: Values) -> list[Hashable]:
    """The figures each of which alone explains all failed edits: with some other value of it every edit on it holds."""
    book = _Book(edits, values)
    failed = set(book.failed)
    if not failed:
        return []
    first = dict.fromkeys(key for key, _ in book.edits[book.failed[0]].terms)
    return [key for key in first if failed <= book.on[key].keys() and _some_value(book, book.on[key])]


def settling(edits: Sequence[Edit], values: Values, keys: Iterable[Hashable]) -> dict[Hashable, Fraction]:
    """Those figures of which one value makes every edit on them exact, with that value: the middle of each edit's bounds."""
    book = _Book(edits, values)
    out = {}
    for key in keys:
        shifts = {
            _middling(book.edits[at], book.results[at]) / coefficient for at, coefficient in book.on[key].items() if coefficient
        }
        if len(shifts) == 1 and 0 not in shifts:
            out[key] = values[key] + shifts.pop()
    return out


def _middling(edit: Edit, result: Fraction) -> Fraction:
    """How far a weighted sum is from the middle of its bounds; 0 where one is open."""
    return Fraction(0) if edit.low is None or edit.high is None else (edit.low + edit.high) / 2 - result


def _some_value(book: _Book, on: Mapping[int, Fraction]) -> bool:
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
