"""Lists that leave parts out (등) or name some only (중, 포함): what they name does not exceed the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

import regex

from check.changes import moved
from check.claims import Weighed, claim, explained
from check.intervals import Interval, Mode, interval, total
from check.parts import parentheses
from check.sentences import Figure, Sentence, alike
from check.weigh import Figures, factor, plain
from schemas import Finding

_AND_OTHERS = regex.compile(r"(?<=[\d가-힣)\s])등\s*$")
_INCLUDED = regex.compile(r"\s?(?:을|를)?\s?포함\s*")
_AMONG = regex.compile(r"\s?(?:이|그)?\s?(?:중|가운데)\s[^\d(),.;:]{0,20}")
_TOTAL = regex.compile(r"(?:총|전체|모두|합계)\s?(?:[가-힣]{1,6}\s?)?[:(]?\s?$")
_OTHERWISE = regex.compile(r"→|⇒|⇨|×|[xX*]\s?\d|[=＝~∼～]|대비|당초|당\s?\d|이상|최대|각각|[+±]")
_UNSUMMED = frozenset({None, "세", "년", "월", "일", "위", "%", "%p", "배", "점", "회", "시간", "분", "개월", "차"})
_MODES: tuple[Mode, Mode] = ("rounding", "truncation")
_LONGEST = 20


def open_claims(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Wholes with some of their parts in parentheses, behind 중, or in an open list of items below them."""
    stating = [sentence for sentence in sentences if sentence.figures]
    for at, sentence in enumerate(stating):
        for place, whole in enumerate(sentence.figures):
            if whole.quantity.unit in _UNSUMMED or not whole.size or sentence.bounded(whole) or moved(sentence, whole):
                continue
            parts = _bracketed(sentence, place) or _among(sentence, place) or _items(whole, at, stating)
            if parts and all(alike(whole.quantity, part.quantity) for part in parts):
                yield _claim(whole, parts)


def _claim(whole: Figure, parts: Sequence[Figure]) -> Finding:
    weighed = _weigh(whole, parts)
    named = " + ".join(part.quantity.text for part in parts)
    if weighed[0] == "inconsistent":
        return explained(claim("HG512", "sum", whole, parts, weighed), f"more than the whole: {named}")
    found = claim("HG512", "sum", whole, parts, weighed)
    return explained(found, f"open list: {named}")


def _weigh(whole: Figure, parts: Sequence[Figure]) -> Weighed:
    """`exact` where the parts named can be no more than the whole, as far as the printed digits tell; the rest is the gap."""
    factors = [factor(part.quantity, whole.quantity) for part in parts]
    named = sum((Fraction(p.quantity.value or 0) * f for p, f in zip(parts, factors, strict=True)), Fraction(0))
    fits = any(_low(parts, factors, mode) <= interval(whole.quantity, mode).high for mode in _MODES)
    stated = whole.quantity.value or Decimal(0)
    slack = stated if fits else plain(interval(whole.quantity, "rounding").high - Fraction(stated))
    return "exact" if fits else "inconsistent", Figures(stated, plain(named), slack)


def _low(parts: Sequence[Figure], factors: Sequence[Fraction], mode: Mode) -> Fraction:
    spans: list[Interval] = [interval(part.quantity, mode, f) for part, f in zip(parts, factors, strict=True)]
    return total(spans).low


def _bracketed(sentence: Sentence, at: int) -> list[Figure]:
    """N (a x, b y 등) and N (a x 포함): the figures of its kind in the parentheses."""
    whole = sentence.figures[at]
    start, end = parentheses(sentence, whole)
    inside = sentence.text[start:end]
    parts = [part for part in sentence.figures[at + 1 :] if part.end <= end and not part.is_rate]
    if not parts or _OTHERWISE.search(inside) or "(" in inside:
        return []
    return parts if _AND_OTHERS.search(inside) or _INCLUDED.fullmatch(sentence.text, parts[-1].end, end) else []


def _among(sentence: Sentence, at: int) -> list[Figure]:
    """N 중 a: the figure behind, which is one of its parts."""
    whole, following = sentence.figures[at], sentence.figures[at + 1 : at + 2]
    if not following or not _AMONG.fullmatch(sentence.between(whole, following[0])):
        return []
    part = following[0]
    return [] if moved(sentence, part) or sentence.bounded(part) or not _same_kind(whole, part) else [part]


def _same_kind(whole: Figure, part: Figure) -> bool:
    return alike(whole.quantity, part.quantity) and part.quantity.unit is not None


def _items(whole: Figure, at: int, sentences: Sequence[Sentence]) -> list[Figure]:
    """총 N over items of one mark the last of which ends in 등: the first figure of its kind in each."""
    head = sentences[at]
    below = sentences[at + 1 : at + 1 + _LONGEST]
    mark = below[0].mark if below else ""
    if not mark or mark == head.mark or not _TOTAL.search(head.before(whole, 12)):
        return []
    size = next((i for i, sentence in enumerate(below) if sentence.mark != mark), len(below))
    items = below[:size]
    if len(items) < 2 or not _AND_OTHERS.search(items[-1].text) or any(_OTHERWISE.search(item.text) for item in items):
        return []
    first = (next((f for f in item.figures if alike(whole.quantity, f.quantity)), None) for item in items)
    return [figure for figure in first if figure is not None]
