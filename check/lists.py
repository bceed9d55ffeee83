"""A figure in prose that is the sum of those in the items under it; found by its holding, so that nothing is alarmed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from check.claims import claim, convincing
from check.sentences import Figure, Sentence, alike, counted, noun_behind
from check.weigh import weigh_sum
from schemas import Finding

_ITEMS = 16
_LONGEST = 60
_LEAST = 100  # below it two small numbers add up to a third by chance
_SURE = 10_000  # from it on a chance agreement of one in some hundred series is out of the question
_LEAST_LISTED = 20  # of two items that make up a list
_LEAST_BROKEN = 50  # of all figures of one item
_MANY = 3
_DEEP = 3
_MOST_FIGURES = 60  # a text with more is a table run together, no item of a list
_UNSUMMED = frozenset({"세", "년", "월", "일", "위", "%", "%p", "배", "점"})


def list_claims(sentences: Sequence[Sentence]) -> list[Finding]:
    """Sums over the items under a sentence: one figure of each, all figures of one item, or those of the first items."""
    findings: list[Finding] = []
    stating = [sentence for sentence in sentences if 0 < len(sentence.figures) <= _MOST_FIGURES]
    for at, sentence in enumerate(stating):
        for whole in sentence.figures:
            parts = _parts(whole, at, stating)
            if parts:
                findings.append(claim("HG505", "sum", whole, parts, weigh_sum(whole.quantity, [(1, f.quantity) for f in parts])))
    return findings


def _parts(whole: Figure, at: int, sentences: Sequence[Sentence]) -> list[Figure]:
    """The figures below that add up to a figure; none if nothing does."""
    if whole.quantity.unit in _UNSUMMED or (whole.quantity.value or 0) <= 0:
        return []
    for parts in (*_footnote(whole, at, sentences), *_listed(whole, at, sentences), *_broken_down(whole, at, sentences)):
        if len(parts) > 1 and _adds_up(whole, parts):
            return parts
    if (whole.quantity.value or 0) < _LEAST:
        return []
    parts = _running(whole, sentences[at + 1 : at + 1 + _ITEMS])
    return parts if whole.size >= _SURE or _named_alike(whole, parts, sentences[at : at + 1 + _ITEMS]) else []


def _named_alike(whole: Figure, parts: Sequence[Figure], near: Sequence[Sentence]) -> bool:
    """Whether the same word follows a figure and its parts (364개 사업), or none and they are many."""
    nouns = {noun_behind(s, f) for s in near for f in s.figures if f is whole or any(f is part for part in parts)}
    return len(nouns) == 1 and (nouns != {""} or len(parts) >= _MANY + 1)


def _adds_up(whole: Figure, parts: Sequence[Figure]) -> bool:
    smaller = all(0 < f.size < whole.size and (f.quantity.value or 0) > 0 for f in parts)
    slack = sum((f.step for f in parts), whole.step)
    near = abs(sum((f.size for f in parts), Decimal(0)) - whole.size) <= slack
    return smaller and near and convincing(weigh_sum(whole.quantity, [(1, f.quantity) for f in parts]))


def _footnote(whole: Figure, at: int, sentences: Sequence[Sentence]) -> Iterator[list[Figure]]:
    """22명* over the note `* 10명, 7명, 5명` right below."""
    behind = sentences[at].behind(whole, 3)
    stars = behind[: len(behind) - len(behind.lstrip("*"))]
    if stars:
        notes = (s for s in sentences[at + 1 : at + 4] if s.mark == stars)
        yield from (_alike(whole, note) for note in notes)


def _listed(whole: Figure, at: int, sentences: Sequence[Sentence]) -> Iterator[list[Figure]]:
    """One figure of each item of the list right below: of all items the first that fits, or the second, or the third."""
    items = _items(at, sentences)
    if _weight(whole) < _LEAST_LISTED and len(items) < _MANY:
        return
    fitting = [_alike(whole, item) for item in items]
    yield [figure for figures in fitting for figure in figures]
    for order in range(_DEEP):
        series = list(_nth(order, fitting))
        if len(series) == len(fitting):
            yield series
        yield _prefix(whole.quantity.value or Decimal(0), series) if len(series) > _MANY else []


def _nth(order: int, kinds: Sequence[Sequence[Figure]]) -> Iterator[Figure]:
    """One figure of each item, up to the first item that has too few."""
    for figures in kinds:
        if len(figures) <= order:
            return
        yield figures[order]


def _weight(whole: Figure) -> Decimal:
    """A figure in steps of its last printed digit: 2 of 2만호, 25 of 2.5만호, 900 of 900명."""
    quantity = whole.quantity
    return abs(quantity.value or Decimal(0)) / (quantity.quantum or Decimal(1))


def _items(at: int, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The items right under a sentence: those with the mark of the next one, up to the next with the sentence's own."""
    below = sentences[at + 1 : at + 1 + _LONGEST]
    mark = next((s.mark for s in below[:2] if s.mark and s.mark not in {"※", "*"}), "")
    if not mark or mark == sentences[at].mark:
        return []
    end = next(
        (i for i, s in enumerate(below) if s.mark == sentences[at].mark or (not s.mark and s.kind == "heading")), len(below)
    )
    return [sentence for sentence in below[:end] if sentence.mark == mark]


def _broken_down(whole: Figure, at: int, sentences: Sequence[Sentence]) -> Iterator[list[Figure]]:
    """All figures of one item below, and of the item's own kind of unit."""
    if _weight(whole) < _LEAST_BROKEN:
        return
    for sentence in sentences[at + 1 : at + 1 + _ITEMS]:
        yield _alike(whole, sentence)


def _alike(whole: Figure, sentence: Sentence) -> list[Figure]:
    return [f for f in sentence.figures if alike(whole.quantity, f.quantity) and not sentence.bounded(f)]


def _running(whole: Figure, below: Sequence[Sentence]) -> list[Figure]:
    """The figures of the first items below that add up to a figure exactly."""
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
        for order in range(_DEEP):
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
