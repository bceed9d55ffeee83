"""Shares that stand beside their figures: 90명(60.0%), 15명(10.0%), 45명(30.0%) of 150명; 40.0%(60억원) of a total before 중."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import regex

from check.changes import moved
from check.claims import Weighed, claim, explained, holds
from check.sentences import Figure, Sentence, alike
from check.weigh import factor, plain, weigh_quotient
from schemas import Finding, Quantity

_OPEN = regex.compile(r"\s*(?:[가-힣]{1,6}\s?)?[(\[]\s*(?:약\s*)?")
_CLOSE = regex.compile(r"\s*[)\]]")
_OUT_OF = regex.compile(r"[\s)\]]*(?:으?로)?[\s,]*(?:이|그)?\s?(?:중|가운데)(?![가-힣])|[\s)\]]*\S{0,4}\s?(?:중에서|대비)")
_ABOVE = 12
_BELOW = 8
_MANY = 3
_LIKELY = 0.05
_MOST = 60

Pair = tuple[Figure, Figure]


def share_claims(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Every share that stands in parentheses beside its figure, or before it, against the total that bears it out."""
    for at, sentence in enumerate(sentences):
        pairs = list(_pairs(sentence))[:_MOST]
        for group in _groups(pairs):
            yield from _claims(sentences, at, group)


def _pairs(sentence: Sentence) -> Iterator[Pair]:
    """Figures with their shares, (amount, rate), one of the two in parentheses behind the other."""
    last = None
    for a, b in pairwise(sentence.figures):
        if a is last or a.is_rate == b.is_rate or not _OPEN.fullmatch(sentence.between(a, b)):
            continue
        if not _CLOSE.match(sentence.behind(b, 3)):
            continue
        amount, rate = (b, a) if a.is_rate else (a, b)
        last = b
        if (
            rate.quantity.unit == "%"
            and amount.quantity.unit
            and amount.size
            and not moved(sentence, b)
            and not moved(sentence, a)
        ):
            yield amount, rate


def _groups(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """The pairs by what their amounts count."""
    groups: list[list[Pair]] = []
    for pair in pairs:
        group = next((g for g in groups if alike(g[0][0].quantity, pair[0].quantity)), None)
        if group is None:
            groups.append([pair])
        else:
            group.append(pair)
    yield from groups


def _claims(sentences: Sequence[Sentence], at: int, pairs: Sequence[Pair]) -> Iterator[Finding]:
    """The pairs against the first total that bears them out, or that the sentence itself names (B 중)."""
    stated = _stated_total(sentences[at], pairs)
    if stated is not None:
        yield from (_share(pair, [stated], stated.quantity) for pair in pairs)
        return
    chance = _chance(pairs)
    for tried, (terms, total) in enumerate(_totals(sentences, at, pairs), start=1):
        right = sum(holds(_weigh(pair, total)) for pair in pairs)
        if chance * tried > _LIKELY:
            return
        if right == len(pairs) or (len(pairs) > _MANY and right >= len(pairs) - 1):
            yield from (_share(pair, terms, total) for pair in pairs)
            return


def _share(pair: Pair, terms: Sequence[Figure], total: Quantity) -> Finding:
    found = claim("HG509", "share", pair[1], [pair[0], *terms], _weigh(pair, total))
    return found if len(terms) == 1 else explained(found, f"share of {pair[0].quantity.text} in the {len(terms)} figures listed")


def _chance(pairs: Sequence[Pair]) -> float:
    """How likely it is that a total fits all pairs by accident: the product of how coarsely their rates are printed."""
    out = 1.0
    for _, rate in pairs:
        out *= min(1.0, float((rate.quantity.quantum or Decimal(1)) / (abs(rate.quantity.value or Decimal(0)) or Decimal(1))))
    return out


def _weigh(pair: Pair, total: Quantity) -> Weighed:
    return weigh_quotient(pair[1].quantity, pair[0].quantity, total)


def _stated_total(sentence: Sentence, pairs: Sequence[Pair]) -> Figure | None:
    """The figure right before the pairs that they are said to be part of: B 중 A (R %)."""
    first = min(pairs[0][0].start, pairs[0][1].start)
    before = [f for f in sentence.figures if f.end <= first and alike(f.quantity, pairs[0][0].quantity)]
    if not before or first - before[-1].end > _MOST or not _OUT_OF.match(sentence.text, before[-1].end, first):
        return None
    return before[-1] if before[-1].quantity.value else None


def _totals(sentences: Sequence[Sentence], at: int, pairs: Sequence[Pair]) -> Iterator[tuple[Sequence[Figure], Quantity]]:
    """What the pairs may be shares of: their own sum where the rates make up a whole, then figures of their kind above."""
    amounts = [amount.quantity for amount, _ in pairs]
    rates = sum((rate.quantity.value or Decimal(0) for _, rate in pairs), Decimal(0))
    if len(pairs) > 1 and abs(rates - 100) <= len(pairs) * max(rate.quantity.quantum or Decimal(1) for _, rate in pairs):
        yield [amount for amount, _ in pairs], _sum(amounts)
    below = [f for s in sentences[at + 1 : at + 1 + _BELOW] for f in s.figures]
    own = [f for f in sentences[at].figures if f.end <= pairs[0][0].start]
    above = [f for s in reversed(sentences[max(0, at - _ABOVE) : at]) for f in s.figures]
    most = max(amount.size for amount, _ in pairs)
    for figure in (*reversed(own), *above, *below):
        if alike(figure.quantity, amounts[0]) and figure.size > most:
            yield [figure], figure.quantity


def _sum(amounts: Sequence[Quantity]) -> Quantity:
    """The sum of amounts, in the unit of the first."""
    first = amounts[0]
    value = plain(sum((Fraction(q.value or 0) * factor(q, first) for q in amounts), Fraction(0)))
    base = sum((q.base_value or Decimal(0) for q in amounts), Decimal(0)) if first.base_value is not None else None
    quantum = (first.quantum or Decimal(1)) * len(amounts) if first.quantum and first.quantum != 1 else first.quantum
    return replace(first, value=value, base_value=base, quantum=quantum)
