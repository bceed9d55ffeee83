"""A figure in prose that is the sum of those in the items under it; found by its holding, so that nothing is alarmed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from check.prose import Figure, Sentence, alike, claim, counted, is_rate
from check.weigh import weigh_sum
from schemas import Finding

_ITEMS = 16
_LEAST = 100  # below it two small numbers add up to a third by chance


def list_claims(sentences: Sequence[Sentence]) -> list[Finding]:
    """Sums over the items that follow a sentence: its figure is that of the first items, one figure of each, or all of one."""
    findings: list[Finding] = []
    for at, sentence in enumerate(sentences):
        for whole in sentence.figures:
            parts = _parts(whole, sentences[at + 1 : at + 1 + _ITEMS])
            if parts:
                findings.append(claim("HG505", "sum", whole, parts, weigh_sum(whole.quantity, [(1, f.quantity) for f in parts])))
    return findings


def _parts(whole: Figure, below: Sequence[Sentence]) -> list[Figure]:
    """The figures below that add up to a figure exactly; none if nothing does."""
    if is_rate(whole) or (whole.quantity.value or 0) < _LEAST:
        return []
    for fits in (alike, counted):
        kinds = [[f for f in sentence.figures if fits(whole.quantity, f.quantity)] for sentence in below]
        for series in _series(kinds):
            found = _prefix(whole.quantity.value or Decimal(0), series)
            if found:
                return found
    return []


def _series(kinds: Sequence[Sequence[Figure]]) -> Iterator[list[Figure]]:
    """Rows of figures that may be summed: all in order, or the first, second and third of each item; items may begin later."""
    for skipped in range(3):
        yield [f for figures in kinds[skipped:] for f in figures]
        for order in range(3):
            yield [figures[order] for figures in kinds[skipped:] if len(figures) > order]


def _prefix(wanted: Decimal, series: Sequence[Figure]) -> list[Figure]:
    """The shortest beginning of a series, of two figures or more, that adds up to the wanted value."""
    left = wanted
    for count, figure in enumerate(series, start=1):
        value = figure.quantity.value or Decimal(0)
        if value <= 0 or value >= wanted:
            return []
        left -= value
        if not left and count > 1:
            return list(series[:count])
        if left < 0:
            return []
    return []
