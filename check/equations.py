"""Arithmetic that the prose prints with its signs: A - B = C, C = A + B, 2.5만 가구 × 30만원 = 7,500백만원."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

import regex

from check.claims import Weighed, claim, explained, holds
from check.intervals import Interval, Mode, can_round, interval, verdict
from check.sentences import Figure, Sentence
from check.weigh import Figures, comparable, plain, weigh_sum
from schemas import Finding, Quantity

_LABEL = r"[^\d+\-−–＋－×✕xX*÷/=＝→⇒,.;:]{0,40}"
_OPERATOR = regex.compile(rf"{_LABEL}(?<sign>[+\-−–＋－×✕xX*])\s?{_LABEL}")
_EQUALS = regex.compile(rf"{_LABEL}[=＝]{_LABEL}")
_SIGNS = {"+": "+", "＋": "+", "-": "-", "−": "-", "–": "-", "－": "-"}
_MOST = 20
_MONTHLY = regex.compile(r"(?:매월|월)\s?(?:최대\s?)?$")
_REACH = 60
_MODES: tuple[Mode, Mode] = ("rounding", "truncation")

Chain = tuple[list[Figure], list[str]]


def equation_claims(sentence: Sentence) -> Iterator[Finding]:
    """Every equation of the sentence with a single figure on one side and a sum, difference or product on the other."""
    figures = sentence.figures
    for at, (left, right) in enumerate(pairwise(figures)):
        if not _EQUALS.fullmatch(sentence.between(left, right)):
            continue
        before, behind = _chain(sentence, at, -1), _chain(sentence, at + 1, 1)
        if len(before[0]) == 1 < len(behind[0]):
            yield from _claim(left, behind)
        elif len(behind[0]) == 1 < len(before[0]):
            yield from _claim(right, before)


def monthly_claims(sentence: Sentence) -> Iterator[Finding]:
    """An amount a month, a number of months and what they come to: 월 50만원, 3개월 150만원. Only what holds is reported."""
    for amount, months, whole in zip(sentence.figures, sentence.figures[1:], sentence.figures[2:], strict=False):
        if months.quantity.unit != "개월" or whole.start - amount.end > _REACH:
            continue
        monthly = (amount.quantity.base_unit or "").endswith("/월") or _MONTHLY.search(sentence.before(amount, 8))
        same = (amount.quantity.base_unit or "").partition("/")[0] == whole.quantity.base_unit
        weighed = weigh_product(whole.quantity, [amount.quantity, months.quantity])
        if monthly and same and weighed[0] == "exact":
            text = f"product {amount.quantity.text} × {months.quantity.text}"
            yield explained(claim("HG507", "equal", whole, [amount, months], weighed), text)


def _chain(sentence: Sentence, at: int, step: int) -> Chain:
    """The figures joined by operators that begin at `at`, towards the end or the beginning of the sentence, in reading order."""
    figures = sentence.figures
    terms, signs = [figures[at]], []
    while 0 <= at + step < len(figures) and len(terms) < _MOST:
        first, last = sorted((figures[at], figures[at + step]), key=lambda f: f.start)
        operator = _OPERATOR.fullmatch(sentence.between(first, last))
        if operator is None:
            break
        at += step
        terms.append(figures[at])
        signs.append(_SIGNS.get(operator["sign"], "*"))
    return (terms, signs) if step > 0 else (terms[::-1], signs[::-1])


def _claim(target: Figure, chain: Chain) -> Iterator[Finding]:
    """What the chain comes to against the figure on the other side; nothing where its signs or units are mixed."""
    terms, signs = chain
    quantities = [term.quantity for term in terms]
    if set(signs) == {"*"}:
        weighed = weigh_product(target.quantity, quantities)
        if holds(weighed) or _sure(target.quantity, quantities):
            text = " × ".join(term.quantity.text for term in terms)
            yield explained(claim("HG507", "equal", target, terms, weighed), f"product {text}")
    elif "*" not in signs and comparable(target.quantity, quantities):
        signed = [1, *(-1 if sign == "-" else 1 for sign in signs)]
        weighed = weigh_sum(target.quantity, list(zip(signed, quantities, strict=True)))
        difference = signs == ["-"]
        yield claim("HG507", "difference" if difference else "sum", target, terms, weighed)


def _sure(target: Quantity, factors: Sequence[Quantity]) -> bool:
    """Whether the units say that the product has to hold: exactly one factor is in the target's, and it is money or the like."""
    heads = [(q.base_unit or "").partition("/")[0] for q in factors]
    return target.base_unit is not None and heads.count(target.base_unit) == 1 and all(q.unit for q in factors)


def weigh_product(stated: Quantity, factors: Sequence[Quantity]) -> Weighed:
    """A stated figure against a product, in base units; percentages count as hundredths."""
    scale = _per_unit(stated)
    computed = Fraction(1)
    for q in factors:
        computed *= _base(q)
    claims: dict[Mode, tuple[Interval, Interval | None]] = {}
    for mode in _MODES:
        span = Interval(Fraction(1), Fraction(1))
        for q in factors:
            span = _times(span, interval(q, mode, _per_unit(q)))
        claims[mode] = (interval(stated, mode), span.scaled(1 / scale))
    found = verdict(Fraction(stated.value or 0), computed / scale, claims)
    own, product = claims["rounding"]
    width = ((product.high - product.low) + (own.high - own.low)) / 2 if product else Fraction(0)
    quantum = stated.quantum / 1000 if stated.quantum else None
    return found, Figures(
        stated.value, plain(computed / scale, quantum), plain(width if _rounds(stated, factors) else Fraction(0), quantum)
    )


def _rounds(stated: Quantity, factors: Sequence[Quantity]) -> bool:
    return any(can_round(q) for q in (stated, *factors))


def _per_unit(quantity: Quantity) -> Fraction:
    """What one written unit of a figure counts for in a product: its base, or a hundredth of a percentage."""
    if quantity.unit == "%":
        return Fraction(1, 100)
    if quantity.value and quantity.base_value:
        return Fraction(quantity.base_value) / Fraction(quantity.value)
    return Fraction(1)


def _base(quantity: Quantity) -> Fraction:
    return Fraction(quantity.value or 0) * _per_unit(quantity)


def _times(a: Interval, b: Interval) -> Interval:
    """The product of two intervals; their ends count as belonging to it."""
    ends = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    return Interval(min(ends), max(ends))
