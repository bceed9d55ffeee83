"""Rates of the labour market from their definitions: 고용률, 실업률 and 경제활동참가율 of the heads that sentences near state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import regex

from check.changes import moved
from check.claims import Weighed, claim, explained, holds
from check.intervals import Interval, Mode, interval, total, verdict
from check.sentences import Figure, Sentence
from check.weigh import Figures, factor, plain
from schemas import Finding

_HEADS = ("비경제활동인구", "경제활동인구", "취업자", "실업자")
_PARTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "고용률": (("취업자",), ("취업자", "실업자", "비경제활동인구")),
    "실업률": (("실업자",), ("취업자", "실업자")),
    "경제활동참가율": (("취업자", "실업자"), ("취업자", "실업자", "비경제활동인구")),
}
_RATE = regex.compile(r"(고용|실업|경제활동참가)[률율][은는이]?\s*[:(]?\s*$")
_NEAR = 8
_WIDTH = 12
_BEFORE = 60
_MODES: tuple[Mode, Mode] = ("rounding", "truncation")


Parts = tuple[tuple[str, ...], tuple[str, ...]]
"""The heads that a rate counts, and all of which it is a part."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """How many heads there are, and by how many there are more or fewer than before, where that is stated."""

    level: Figure
    change: Figure | None


def defined_claims(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Rates, and changes of rates, that follow by definition from the heads stated around them.

    Only what holds is reported: rates of an age group follow the same names.
    """
    for at, sentence in enumerate(sentences):
        rates = [(rate, name) for rate in sentence.figures if (name := _name(sentence, rate))]
        if not rates:
            continue
        heads = _heads(sentences[max(0, at - _NEAR) : at + _NEAR + 1])
        for rate, name in rates:
            yield from _claims(sentence, rate, _PARTS[name], heads)


def _name(sentence: Sentence, rate: Figure) -> str:
    found = _RATE.search(sentence.before(rate, 16)) if rate.quantity.unit == "%" else None
    return f"{found[1]}{'율' if found[1] == '경제활동참가' else '률'}" if found else ""


def _heads(sentences: Sequence[Sentence]) -> dict[str, _Stated]:
    """The heads of each kind: the first figure of persons behind its name, with the change that follows it."""
    out: dict[str, _Stated] = {}
    for sentence in sentences:
        for figure in sentence.figures:
            name = _head(sentence, figure)
            if name and name not in out:
                out[name] = _Stated(figure, _change(sentence, figure))
    return out


def _head(sentence: Sentence, figure: Figure) -> str:
    """The kind of heads that a figure counts, by the word before it, or by the one that the sentence begins with."""
    if figure.quantity.base_unit != "명" or moved(sentence, figure):
        return ""
    near = sentence.before(figure, _WIDTH)
    first = next((f for f in sentence.figures if f.quantity.base_unit == "명"), figure)
    text = near if any(head in near for head in _HEADS) or first is not figure else sentence.text[:_WIDTH]
    return next((head for head in _HEADS if head in text), "")


def _change(sentence: Sentence, level: Figure) -> Figure | None:
    behind = (f for f in sentence.figures if f.start > level.start and f.quantity.base_unit == "명")
    following = next(behind, None)
    return following if following and moved(sentence, following) and following.start - level.end < _BEFORE else None


def _claims(sentence: Sentence, rate: Figure, parts: Parts, heads: Mapping[str, _Stated]) -> Iterator[Finding]:
    stated = [heads.get(name) for name in parts[1]]
    known = {name: head for name in parts[1] if (head := heads.get(name))}
    if len(known) < len(stated):
        return
    terms = [head.level for head in known.values()]
    now = {mode: _rate(parts, _levels(known, mode, before=False)) for mode in _MODES}
    weighed = _weigh(rate, now, _rate(parts, _levels(known, None, before=False)))
    if weighed and holds(weighed):
        yield explained(claim("HG511", "ratio", rate, terms, weighed), "by definition from " + _texts(terms))
    yield from _change_claim(sentence, rate, parts, known)


def _change_claim(sentence: Sentence, rate: Figure, parts: Parts, known: Mapping[str, _Stated]) -> Iterator[Finding]:
    """The change of a rate, stated behind it in percentage points, from the changes of the heads."""
    change = next((f for f in sentence.figures if f.start > rate.end and f.quantity.unit == "%p"), None)
    if change is None or not all(head.change for head in known.values()):
        return
    spans: dict[Mode, Interval | None] = {}
    for mode in _MODES:
        spans[mode] = _less(_rate(parts, _levels(known, mode, before=False)), _rate(parts, _levels(known, mode, before=True)))
    exact = _less(_rate(parts, _levels(known, None, before=False)), _rate(parts, _levels(known, None, before=True)))
    weighed = _weigh(change, spans, exact)
    if weighed and holds(weighed):
        terms = [f for head in known.values() for f in (head.level, head.change) if f]
        yield explained(claim("HG511", "difference", change, terms, weighed), "by definition from " + _texts(terms))


def _texts(terms: Sequence[Figure]) -> str:
    return ", ".join(term.quantity.text for term in terms)


def _levels(known: Mapping[str, _Stated], mode: Mode | None, *, before: bool) -> dict[str, Interval]:
    """The heads of each kind as intervals (as points without a mode), now or before their changes."""
    out = {}
    for name, head in known.items():
        span = _span(head.level, mode, head.level)
        out[name] = span + -_span(head.change, mode, head.level) if before and head.change else span
    return out


def _span(figure: Figure, mode: Mode | None, unit: Figure) -> Interval:
    scale = factor(figure.quantity, unit.quantity)
    if mode is None:
        value = Fraction(figure.quantity.value or 0) * scale
        return Interval(value, value)
    return interval(figure.quantity, mode, scale)


def _rate(parts: Parts, heads: Mapping[str, Interval]) -> Interval | None:
    """A rate in percent, of the first heads in all; as what the others add to the first, so that none counts twice."""
    top = total([heads[name] for name in parts[0]])
    others = total([span for name, span in heads.items() if name not in parts[0]]).over(top)
    if others is None:
        return None
    return Interval(Fraction(100), Fraction(100)).over(others + Interval(Fraction(1), Fraction(1)))


def _less(a: Interval | None, b: Interval | None) -> Interval | None:
    return a + -b if a is not None and b is not None else None


def _weigh(stated: Figure, spans: Mapping[Mode, Interval | None], exact: Interval | None) -> Weighed | None:
    if exact is None:
        return None
    quantity = stated.quantity
    value, quantum = Fraction(quantity.value or 0), quantity.quantum or Decimal(1)
    found = verdict(value, exact.low, {mode: (interval(quantity, mode), span) for mode, span in spans.items()})
    return found, Figures(quantity.value, plain(exact.low, quantum / 1000), plain(Fraction(quantum) / 2))
