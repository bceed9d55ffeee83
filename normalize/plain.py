"""The quick way through the cells that are most frequent: one plain figure, `1,234`, `△12.3%`, `263,417백만원`."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from normalize.numerals import step
from normalize.units import find, multiplied
from schemas import Quantity

_PLAIN = re.compile(r"([△▲-])?((?!0\d)\d{1,3}(?:,\d{3}){1,8}|(?!0\d)\d{1,18})(?:\.(\d{1,9}))?([^\d\s.,()~△▲-]{1,6})?")
_PAIR = re.compile(r"([^()\s]+)(\s{0,2}\()([^()\s]+)\)")
_LONGEST = 64
_MARKS = "△▲-"
_DOUBTFUL = frozenset({"년", "월", "일", "대", "세대"})


@lru_cache(maxsize=4096)
def measure(unit: str | None) -> tuple[str | None, str | None, Decimal]:
    """Canonical name, base unit and factor to it of a unit; a rate stays per month, an unknown unit is its own base."""
    if not unit or unit.isspace():
        return None, None, Decimal(1)
    known = find(unit)
    if known:
        return known.name, known.base, known.factor
    whole, slash, per = unit.strip().partition("/")
    known = find(whole) if slash else None
    return (unit.strip(), f"{known.base}/{per}", known.factor) if known else (unit.strip(), unit.strip(), Decimal(1))


@lru_cache(maxsize=1024)
def _is_plain(unit: str) -> bool:
    """Whether digits before this spelling are always a figure, so that no context has to be looked at."""
    known = find(unit)
    return known is not None and not known.least and known.name not in _DOUBTFUL


def plain_figure(text: str, unit: str | None) -> Quantity | None:
    """The quantity that is the whole text, where that needs no second look; None sends the text the long way."""
    return _plain_figure(text, unit) if len(text) <= _LONGEST else None


@lru_cache(maxsize=1 << 15)
def _plain_figure(text: str, unit: str | None) -> Quantity | None:
    """The quantity of a short text; what is printed alike is one object."""
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    sign, run, behind, own = match.groups()
    if own is not None and not _is_plain(own):
        return None
    digits = run.replace(",", "")
    value = Decimal(f"{digits}.{behind}" if behind else digits)
    name, base, factor = measure(own or unit)
    value = -value if sign else value
    based = multiplied(value, factor) if name else None
    return Quantity(text, value, name, based, base, step(len(behind) if behind else 0), None, 0, len(text))


def plain_pair(text: str, unit: str | None) -> tuple[Quantity, Quantity] | None:
    """The two quantities of a figure with another in parentheses, `145,694 (48%)`; the second has the unit of the first."""
    match = _PAIR.fullmatch(text)
    first = plain_figure(match[1], None) if match else None
    if match is None or first is None:
        return None
    inherited = unit if first.unit in (None, "%") else first.unit
    second = plain_figure(match[3], inherited)
    if second is None or match[3][0] in _MARKS:
        return None
    at = match.start(3)
    return plain_figure(match[1], unit) or first, replace(second, start=at, end=at + len(match[3]))
