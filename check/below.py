"""Figures that follow from those of the sentence beside: a change below its arrow, a number above the rate it is computed by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from check.chance import grain
from check.changes import moved, transitions
from check.claims import claim, explained
from check.equations import weigh_product
from check.ratios import stated_of
from check.sentences import Figure, Sentence, alike, counted
from check.weigh import weigh_sum
from schemas import Finding

_REACH = 2
_LEAST = 100
_MOST = 60
_DIGITS = 10  # a figure of two digits or more but for the zeros at its end
_WHOLE = Decimal(100)


def below_claims(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Claims over a sentence and those right below it; only those that hold exactly are reported."""
    for at, sentence in enumerate(sentences):
        if sentence.figures:
            below = sentences[at + 1 : at + 1 + _REACH]
            yield from _changes(sentence, below)
            yield from _products(sentence, below)


def _changes(sentence: Sentence, below: Sequence[Sentence]) -> Iterator[Finding]:
    """A → B without a change behind it, and below it a change that is exactly the difference."""
    stated = [figure for other in below for figure in other.figures if moved(other, figure) and figure.size >= _LEAST]
    for old, new in transitions(sentence) if stated else ():
        if any(moved(sentence, figure) for figure in sentence.figures if figure.start > new.end):
            continue
        difference = abs(new.size - old.size)
        found = next((figure for figure in stated if figure.size == difference and _fits(figure, new)), None)
        if found is not None and (change := _change(found, new, old)).verdict == "exact":
            yield change


def _fits(a: Figure, b: Figure) -> bool:
    return not a.is_rate and (alike(a.quantity, b.quantity) or counted(a.quantity, b.quantity))


def _change(stated: Figure, new: Figure, old: Figure) -> Finding:
    quantity = replace(stated.quantity, unit=new.quantity.unit, base_unit=new.quantity.base_unit)
    first, last = (new, old) if new.size > old.size else (old, new)
    return claim("HG501", "difference", stated, [new, old], weigh_sum(quantity, [(1, first.quantity), (-1, last.quantity)]))


def _products(sentence: Sentence, below: Sequence[Sentence]) -> Iterator[Finding]:
    """N, and below it B 의 R % that come to exactly N."""
    pairs = [pair for other in below for pair in pairwise(other.figures) if stated_of(other, *pair)]
    for bottom, rate in pairs[:_MOST]:
        if rate.quantity.unit != "%" or rate.quantity.value == _WHOLE or bottom.is_rate:
            continue
        for stated in sentence.figures:
            fits = stated.size * _WHOLE == bottom.size * (rate.quantity.value or 0) and _telling(stated)
            fits = fits and stated.quantity.unit is not None and alike(stated.quantity, bottom.quantity)
            weighed = weigh_product(stated.quantity, [bottom.quantity, rate.quantity]) if fits else None
            if weighed and weighed[0] == "exact":
                text = f"product {bottom.quantity.text} × {rate.quantity.text}"
                yield explained(claim("HG507", "equal", stated, [bottom, rate], weighed), text)


def _telling(figure: Figure) -> bool:
    return figure.size >= _LEAST and figure.size >= _DIGITS * grain(figure)
