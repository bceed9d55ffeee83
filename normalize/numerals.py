"""Korean numerals: digits mixed with 십 백 천 만 억 조, and numbers written in Hangul or Hanja."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext
from functools import cache

import regex

from normalize.units import PRECISION, scales

MOST_DIGITS = 40
"""A run of more digits than this is no quantity: no report prints one, and reading it would cost time without bound."""

_LARGE = ("조", "억", "만")
_DIGITS = {
    word: index
    for index, words in enumerate(
        ("영零〇공", "일一壹", "이二貳贰", "삼三參叁", "사四肆", "오五伍", "육六陸륙", "칠七柒", "팔八捌", "구九玖")
    )
    for word in words
}
_POWERS = {
    "십": "십",
    "十": "십",
    "拾": "십",
    "백": "백",
    "百": "백",
    "천": "천",
    "千": "천",
    "만": "만",
    "萬": "만",
    "万": "만",
    "억": "억",
    "億": "억",
    "조": "조",
    "兆": "조",
}
_GROUPED = regex.compile(r"\d{1,3}+(?:,\d{3}+)++(?:\.\d++)?+|\d*+(?:\.\d++)?+")

WORDS = f"[{''.join([*_DIGITS, *_POWERS])}]"
"""Matches one character of a number written out."""


def decimals(run: str) -> int:
    """How many digits stand behind the decimal point of a run such as `1,234.50`."""
    return len(run.partition(".")[2])


@cache
def step(places: int) -> Decimal:
    """The quantum of a number with so many decimals."""
    return Decimal(1).scaleb(-places)


def number(run: str) -> Decimal | None:
    """The exact number of a run of digits, commas and a point; None beyond `MOST_DIGITS` digits."""
    digits = run.replace(",", "")
    return Decimal(digits) if len(digits) <= MOST_DIGITS else None


def grouped(run: str) -> bool:
    """Whether the commas of a run stand where thousands are separated, or there are none."""
    return "," not in run or _GROUPED.fullmatch(run) is not None


def evaluate(parts: Sequence[tuple[Decimal, int, str]]) -> tuple[Decimal, Decimal] | None:
    """Value and quantum of figures with their scales, `2조 2,958억` being (2, 0, 조), (2958, 0, 억).

    Each part is a number, its decimals and its scale word, `""` for the last one without. Scales must fall, and a number
    must be smaller than the scale before it, else the parts do not belong together and the answer is None.
    """
    with localcontext() as context:
        context.prec = PRECISION
        total = section = quantum = Decimal(0)
        limit, inner = Decimal("Infinity"), Decimal("Infinity")
        for value, places, word in parts:
            large = word[-1:] if word[-1:] in _LARGE else ""
            small = scales().get(word.removesuffix(large), Decimal(1))
            factor = scales().get(large, Decimal(1))
            amount = value * small
            if small * factor >= limit or amount >= inner or (section + amount) * factor >= limit:
                return None
            section, inner, quantum = section + amount, small if small > 1 else inner, small.scaleb(-places) * factor
            if large:
                total, section, limit, inner = total + section * factor, Decimal(0), factor, Decimal("Infinity")
        return total + section, quantum


def read_words(text: str) -> tuple[Decimal, Decimal] | None:
    """Value and quantum of a number written out (`삼백오십만`); None when it is none, or names no digit at all (`천만`)."""
    parts: list[tuple[Decimal, int, str]] = []
    digit: int | None = None
    if not any(letter in _DIGITS for letter in text):
        return None
    for letter in text:
        if letter in _DIGITS:
            if digit is not None:
                return None
            digit = _DIGITS[letter]
            continue
        word = _POWERS[letter]
        if word in _LARGE and digit is None and parts and parts[-1][2] in ("십", "백", "천"):
            parts[-1] = (parts[-1][0], 0, parts[-1][2] + word)
        else:
            parts.append((Decimal(1 if digit is None else digit), 0, word))
        digit = None
    if digit is not None:
        parts.append((Decimal(digit), 0, ""))
    return evaluate(parts)
