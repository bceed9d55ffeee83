"""One spelling for the characters that Korean reports print in several ways; every character stays one character."""

from __future__ import annotations

import unicodedata

import regex

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"), " "
)
_TILDES = dict.fromkeys(map(ord, "∼〜～˜⁓"), "~")
_QUOTES = dict.fromkeys(map(ord, "’‘`´′ʼ‵＇"), "'")
_DASHES = dict.fromkeys(map(ord, "−–－‐‑‒﹣"), "-")
_DOTS = dict.fromkeys(map(ord, "․ㆍ･‧∙"), "·")
_SHAPES = {ord("▵"): "△", ord("∆"): "△", ord("Δ"): "△", ord("￦"): "₩", ord("％"): "%", ord("﹪"): "%"}
_TABLE: dict[int, int | str] = {**_FULL_WIDTH, **_SPACES, **_TILDES, **_QUOTES, **_DASHES, **_DOTS, **_SHAPES}

_RARE_DIGIT = regex.compile(r"(?V1)[\d&&[\U00010000-\U0010FFFF]]")
"""Digits of mathematical alphabets and rare scripts; of the youngest scripts Python itself does not know the values."""


def fold(text: str) -> str:
    """The text with full-width forms, blanks, tildes, quotes, dashes, middle dots and rare digits in one spelling each.

    Character by character, so that an offset in the result is an offset in the text.
    """
    folded = text.translate(_TABLE)
    return _RARE_DIGIT.sub(_plain_digit, folded) if _RARE_DIGIT.search(folded) else folded


def _plain_digit(match: regex.Match[str]) -> str:
    value = unicodedata.decimal(match[0], None)
    return "\N{REPLACEMENT CHARACTER}" if value is None else str(value)


def squeeze(text: str) -> str:
    """The folded text without any white space, as spellings are looked up."""
    return "".join(fold(text).split())
