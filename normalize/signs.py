"""Signs: the marks, arrows and words beside a figure that make it negative, and the bullets that only look like them."""

from __future__ import annotations

from dataclasses import replace

import regex

from normalize.figures import Figure
from normalize.units import dimension, find

_MINUS = frozenset("-△▲▽▼↓")
_SIGN = frozenset("-+△▲▽▼↑↓")
_SIGN_IN_PARENS = regex.compile(r"\(\s?([-+△▲])\s?\)\s?$")
_FALLING = frozenset({"money", "people", "items", "percent", "percentage points", "multiple"})
_FALL = regex.compile(r"(?:\s?\([^()]{1,20}\)|\s?\))?\s?(?:감소|감원|감축|감액|하락|삭감|급감|감(?![가-힣]))(?!폭|율|률)")
_BELOW = regex.compile(r"지하\s?(?:\d{1,2}\s?층?\s?~\s?)?$")
_BULLETED = regex.compile(r"\s[가-힣]{2}")
_MOVED = regex.compile(r"\s?(?:감소|증가|하락|상승|감액|증액|줄|늘|대비|수준|이상|이하|미만|초과|내외|정도)")
_REACH = 40


def signed(masked: str, figure: Figure) -> tuple[Figure, bool]:
    """The figure with the sign beside it taken into its span, and whether it is negative.

    Negative are figures behind a minus, a triangle or 지하 (of floors), before ↓, and right before a word of decrease
    (`9% 감원`) unless they are signed already.
    """
    figure, sign = _marked(masked, figure)
    if sign:
        return figure, falls(figure, sign)
    below = _BELOW.search(masked, max(0, figure.start - 10), figure.start) if figure.unit == "층" else None
    if below:
        start = below.start() if "~" not in below[0] else figure.start
        return replace(figure, start=start), "~" not in below[0] or not below[0].rstrip(" ~").endswith("층")
    return figure, _decreases(masked, figure)


def falls(figure: Figure, sign: str) -> bool:
    """Whether a sign makes this figure negative; an arrow down beside an age or a year only says `or less`."""
    if sign not in _MINUS or not sign:
        return False
    known = find(figure.unit) if figure.unit else None
    return not (sign == "↓" and known and known.dimension not in _FALLING)


def _marked(masked: str, figure: Figure) -> tuple[Figure, str]:
    start = figure.start
    sign = masked[start - 1] if start else ""
    if sign in ") ":
        boxed = _SIGN_IN_PARENS.search(masked, max(0, start - 6), start)
        if boxed:
            return replace(figure, start=boxed.start()), boxed[1]
    if sign and sign in _SIGN and _is_sign(masked, figure, sign):
        return replace(figure, start=start - 1), sign
    arrow = masked[figure.end : figure.end + 1]
    if arrow in ("↑", "↓"):
        return replace(figure, end=figure.end + 1), arrow
    return figure, ""


def _is_sign(masked: str, figure: Figure, sign: str) -> bool:
    """Whether a mark before a figure is its sign: not a hyphen behind a word or number, not a bullet."""
    if sign == "▲":
        return not _bulleted(masked, figure)
    if sign not in "-+":
        return True
    before = masked[max(0, figure.start - _REACH) : figure.start - 1]
    if before and (before[-1].isalnum() or before[-1] in "-)%\0]"):
        return False
    line = before.rpartition("\n")[2]
    return sign == "+" or bool(line.strip()) or not masked[figure.end : figure.end + 3].strip(" ,)")[:1].isalpha()


def _bulleted(masked: str, figure: Figure) -> bool:
    """Whether ▲ opens an item of a list, `▲3개 기관`: a count with a unit goes on in a word that tells of no change."""
    if not figure.unit or (dimension(figure.unit) or "").startswith("percent"):
        return False
    return _BULLETED.match(masked, figure.end) is not None and _MOVED.match(masked, figure.end) is None


def _decreases(masked: str, figure: Figure) -> bool:
    """Whether a word of decrease follows right behind the figure, or behind its rate in parentheses; ranges stay as they are."""
    if "~" in masked[max(0, figure.start - 2) : figure.start]:
        return False
    return _FALL.match(masked, figure.end) is not None
