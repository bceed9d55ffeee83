"""Linear edits over figures, and the book of a table's edits: their weighted sums, and which edits are on a figure."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

Values = Mapping[Hashable, Fraction]
_NIL = Fraction(0)


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
class Book:
    """Edits by their numbers, with their weighted sums, the numbers of those that fail, and the edits on each figure.

    `on` gives a figure's coefficient in each edit on it; it and `values` need only know the figures that are asked about.
    """

    edits: Mapping[int, Edit]
    results: Mapping[int, Fraction]
    failed: Sequence[int]
    on: Mapping[Hashable, Mapping[int, Fraction]]
    values: Values

    def about(self, failed: Sequence[int]) -> Book:
        """The same book as if no more than these edits failed."""
        return replace(self, failed=failed)

    def stands(self, shifts: Mapping[Hashable, Fraction]) -> bool:
        """Whether all edits on some figures hold once these are shifted."""
        moved: dict[int, Fraction] = {}
        for key, shift in shifts.items():
            for at, coefficient in self.on.get(key, {}).items():
                moved[at] = moved.get(at, self.results[at]) + coefficient * shift
        return all(self.edits[at].allows(result) for at, result in moved.items())


def book_of(edits: Iterable[Edit], values: Values) -> Book:
    """The book of some edits in their order; those with a missing figure are left out."""
    decided = [(edit, result) for edit in edits if (result := edit.result(values)) is not None]
    listed = {at: edit for at, (edit, _) in enumerate(decided)}
    return bound(listed, {at: result for at, (_, result) in enumerate(decided)}, values)


def bound(edits: Mapping[int, Edit], results: Mapping[int, Fraction], values: Values) -> Book:
    """The book of edits whose weighted sums are known; it can be asked about the figures in `values`."""
    failed = [at for at, edit in edits.items() if not edit.allows(results[at])]
    return Book(edits, results, failed, _places(edits, values.keys()), values)


def _places(edits: Mapping[int, Edit], keys: Collection[Hashable]) -> dict[Hashable, dict[int, Fraction]]:
    """Per figure its coefficient in each edit on it."""
    on: dict[Hashable, dict[int, Fraction]] = {}
    for at, edit in edits.items():
        for key, coefficient in edit.terms:
            if key in keys:
                entry = on.setdefault(key, {})
                entry[at] = entry.get(at, _NIL) + coefficient
    return on
