"""A figure in prose that is the sum of those in the items under it; found by its holding, so that nothing is alarmed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from check.claims import claim, convincing
from check.sentences import COUNTED, Figure, Sentence, alike, counted, noun_behind
from check.weigh import weigh_sum
from schemas import Finding

_ITEMS = 16
_LONGEST = 60
_MOST = 60  # figures of one sentence; what has more is no list in prose
_LEAST = 100  # below it two small numbers add up to a third by chance
_SURE = 10_000  # from it on a chance agreement of one in some hundred series is out of the question
_LEAST_LISTED = 20  # of two items that make up a list
_LEAST_BROKEN = 50  # of all figures of one item
_NIL = Decimal(0)
_MANY = 3
_DEEP = 3
_UNSUMMED = frozenset({"세", "년", "월", "일", "위", "%", "%p", "배", "점"})


@dataclass(frozen=True, slots=True)
class _Item:
    """A sentence, and those of its first figures that are no limits."""

    sentence: Sentence
    free: tuple[Figure, ...]


def list_claims(sentences: Sequence[Sentence]) -> list[Finding]:
    """Sums over the items under a sentence: one figure of each, all figures of one item, or those of the first items."""
    findings: list[Finding] = []
    stating = [_Item(s, tuple(f for f in s.figures[:_MOST] if not s.bounded(f))) for s in sentences if s.figures]
    for at, item in enumerate(stating):
        below = _below(at, stating)
        for whole in item.sentence.figures[:_MOST]:
            parts = _parts(whole, item.sentence, below, stating[at + 1 : at + 1 + _ITEMS])
            if parts:
                findings.append(claim("HG505", "sum", whole, parts, weigh_sum(whole.quantity, [(1, f.quantity) for f in parts])))
    return findings


def _parts(whole: Figure, sentence: Sentence, below: Sequence[_Item], near: Sequence[_Item]) -> list[Figure]:
    """The figures that add up to a figure, of the list below its sentence or of the sentences near; none if nothing does."""
    if whole.quantity.unit in _UNSUMMED or (whole.quantity.value or 0) <= 0:
        return []
    for parts in (*_footnote(whole, sentence, near), *_listed(whole, below), *_broken_down(whole, near)):
        if len(parts) > 1 and _adds_up(whole, parts):
            return parts
    if (whole.quantity.value or 0) < _LEAST:
        return []
    following = [item.sentence for item in near]
    parts = _running(whole, following)
    return parts if parts and (whole.size >= _SURE or _named_alike(whole, parts, [sentence, *following])) else []


def _named_alike(whole: Figure, parts: Sequence[Figure], near: Sequence[Sentence]) -> bool:
    """Whether the same word follows a figure and its parts (364개 사업), or none and they are many."""
    nouns = {noun_behind(s, f) for s in near for f in s.figures if f is whole or any(f is part for part in parts)}
    return len(nouns) == 1 and (nouns != {""} or len(parts) >= _MANY + 1)


def _adds_up(whole: Figure, parts: Sequence[Figure]) -> bool:
    smaller = all(0 < f.size < whole.size and (f.quantity.value or 0) > 0 for f in parts)
    slack = sum((f.step for f in parts), whole.step)
    near = abs(sum((f.size for f in parts), Decimal(0)) - whole.size) <= slack
    return smaller and near and convincing(weigh_sum(whole.quantity, [(1, f.quantity) for f in parts]))


def _footnote(whole: Figure, sentence: Sentence, near: Sequence[_Item]) -> Iterator[list[Figure]]:
    """22명* over the note `* 10명, 7명, 5명` right below."""
    behind = sentence.behind(whole, 3)
    stars = behind[: len(behind) - len(behind.lstrip("*"))]
    if stars:
        yield from (_alike(whole, item) for item in near[:3] if item.sentence.mark == stars)


def _listed(whole: Figure, items: Sequence[_Item]) -> Iterator[list[Figure]]:
    """One figure of each item of the list right below: of all items the first that fits, or the second, or the third."""
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


def _below(at: int, items: Sequence[_Item]) -> list[_Item]:
    """The items right under a sentence: those with the mark of the next one, up to the next with the sentence's own."""
    below, own = items[at + 1 : at + 1 + _LONGEST], items[at].sentence.mark
    mark = next((i.sentence.mark for i in below[:2] if i.sentence.mark and i.sentence.mark not in {"※", "*"}), "")
    if not mark or mark == own:
        return []
    ends = (place for place, i in enumerate(below) if i.sentence.mark == own or _heads(i.sentence))
    return [item for item in below[: next(ends, len(below))] if item.sentence.mark == mark]


def _heads(sentence: Sentence) -> bool:
    return not sentence.mark and sentence.kind == "heading"


def _broken_down(whole: Figure, near: Sequence[_Item]) -> Iterator[list[Figure]]:
    """All figures of one item below, and of the item's own kind of unit."""
    if _weight(whole) >= _LEAST_BROKEN:
        yield from (_alike(whole, item) for item in near)


def _alike(whole: Figure, item: _Item) -> list[Figure]:
    return [f for f in item.free if alike(whole.quantity, f.quantity)]


def _running(whole: Figure, below: Sequence[Sentence]) -> list[Figure]:
    """The figures of the first items below that add up to a figure exactly."""
    wanted = whole.quantity.value or Decimal(0)
    for fits in (alike, counted) if whole.quantity.unit in COUNTED else (alike,):
        kinds = [[f for f in sentence.figures[:_MOST] if fits(whole.quantity, f.quantity)] for sentence in below]
        if sum((max(f.quantity.value or _NIL, _NIL) for figures in kinds for f in figures), _NIL) < wanted:
            continue
        for series in _series(kinds):
            found = _prefix(wanted, series)
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
