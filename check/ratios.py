"""Rates that a sentence states of two of its figures: A 로 목표 (B) 대비 R %, B 중 A (R %), B 의 R % (A)."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from check.changes import moved, next_in_parentheses
from check.claims import claim, holds
from check.sentences import Figure, Sentence
from check.weigh import comparable, weigh_quotient
from schemas import Finding

_AGAINST = regex.compile(r"[\s)\]]*\s?대비\s*(?:약\s*)?(?:[가-힣]{2,6}[률율]?[은는이]?\s*)?[(]?")
_OUT_OF = regex.compile(r"[\s)\]원]*(?:이|그)?\s?(?:중|가운데)(?:에서)?[\s,]*(?:[^\d(),.;]{0,20}?)\s*(?:약\s*)?")
_SET_AGAINST = regex.compile(r"[\s)\]]*대비[^\d().;]{0,24}")
_OF = regex.compile(r"[\s)\]]*(?:인원|금액|예산|정원|총액)?의\s*(?:약\s*)?")
_GOAL = regex.compile(r"(?:목표|계획|예산|정원)\S{0,4}[\s:(]*$")
_RESULT = regex.compile(r"[\s),]*[^\d.;]{0,8}(?:실적|집행|달성|충원|현원)\S{0,4}[\s:(]*")
_REACH = 60


def ratio_claims(sentence: Sentence) -> Iterator[Finding]:
    """Every ratio of the sentence between two of its own figures."""
    figures = sentence.figures
    for at, rate in enumerate(figures):
        if rate.quantity.unit != "%" or not at or sentence.bounded(rate):
            continue
        pair = _pair(sentence, at)
        if pair is not None:
            yield from _weighed(sentence, rate, *pair)


def _weighed(sentence: Sentence, rate: Figure, top: Figure, bottom: Figure, sure: bool) -> Iterator[Finding]:
    """The claim, unless the figures do not belong together, or it is a guess that does not hold."""
    if not comparable(top.quantity, [bottom.quantity]) or not bottom.quantity.value or top.is_rate or bottom.is_rate:
        return
    weighed = weigh_quotient(sentence.meant(rate), sentence.meant(top), sentence.meant(bottom))
    if sure or holds(weighed):
        yield claim("HG502", "ratio", rate, [top, bottom], weighed)


def _pair(sentence: Sentence, at: int) -> tuple[Figure, Figure, bool] | None:
    """Numerator and denominator of the rate at `at`, and whether the words leave no doubt."""
    figures, rate = sentence.figures, sentence.figures[at]
    last = figures[at - 1]
    between = sentence.between(last, rate)
    if _AGAINST.fullmatch(between) and not moved(sentence, rate):
        return _with(_before(sentence, at - 1), last, sure=True)
    if stated_of(sentence, last, rate):
        return _part_of(sentence, at)
    if next_in_parentheses(sentence, at - 1) and at > 1:
        return _in_parentheses(sentence, figures[at - 2], last)
    return None


def stated_of(sentence: Sentence, whole: Figure, rate: Figure) -> bool:
    """Whether the words between two figures say that the second is a rate of the first: 정원 250명의 20%."""
    return _OF.fullmatch(sentence.between(whole, rate)) is not None


def _with(top: Figure | None, bottom: Figure, *, sure: bool) -> tuple[Figure, Figure, bool] | None:
    return (top, bottom, sure) if top is not None else None


def _before(sentence: Sentence, at: int) -> Figure | None:
    """The figure before the one at `at` in its unit that the rate behind bears out, else the nearest."""
    figures, bottom, rate = sentence.figures, sentence.figures[at], sentence.figures[at + 1]
    near = [f for f in reversed(figures[max(0, at - 4) : at]) if bottom.start - f.end <= _REACH and not f.is_rate]
    near = [f for f in near if comparable(bottom.quantity, [f.quantity]) and bottom.quantity.value]
    right = (f for f in near if holds(weigh_quotient(sentence.meant(rate), sentence.meant(f), sentence.meant(bottom))))
    return next(right, near[0] if near else None)


def _part_of(sentence: Sentence, at: int) -> tuple[Figure, Figure, bool] | None:
    """B 의 R % (A), surely; A, … B 의 R %, perhaps."""
    figures, bottom = sentence.figures, sentence.figures[at - 1]
    if next_in_parentheses(sentence, at):
        return figures[at + 1], bottom, True
    return _with(_before(sentence, at - 1), bottom, sure=False)


def _in_parentheses(sentence: Sentence, first: Figure, last: Figure) -> tuple[Figure, Figure, bool] | None:
    """B 중 A (R %), B 대비 A (R %), 목표 B, 실적 A (R %)."""
    between = sentence.between(first, last)
    if moved(sentence, last):
        return None
    if _OUT_OF.fullmatch(between) or _SET_AGAINST.fullmatch(between):
        return last, first, True
    if _GOAL.search(sentence.before(first)) and _RESULT.fullmatch(between):
        return last, first, True
    return None
