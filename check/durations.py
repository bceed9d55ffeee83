"""Lengths of time beside the dates they follow from: 2024.3.1～7.31.(5개월), 10년간(’22～’31)."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import regex

from check.claims import claim, explained
from check.sentences import Figure, Sentence
from check.weigh import Figures
from schemas import Finding, Period, Verdict

_OPENS = regex.compile(r"[\s,.]*[(,]\s*(?:최대|약|총)?\s*")
_FOLLOWS = regex.compile(r"\s?(?:간|동안)?\s*[(]\s*")
_UNITS = frozenset({"개월", "년", "일"})


def duration_claims(sentence: Sentence) -> Iterator[Finding]:
    """Every stated length of time that the dates beside it bear out; whether both ends count is for the report to say."""
    for figure in sentence.figures:
        if figure.quantity.unit not in _UNITS or figure.quantity.value is None:
            continue
        for period in sentence.periods:
            if _beside(sentence, figure, period):
                yield from _claim(sentence, figure, period)


def _beside(sentence: Sentence, figure: Figure, period: Period) -> bool:
    before, behind = sentence.text[period.to : figure.start], sentence.text[figure.end : period.at]
    return bool(
        (period.to <= figure.start and _OPENS.fullmatch(before)) or (figure.end <= period.at and _FOLLOWS.fullmatch(behind))
    )


def _claim(sentence: Sentence, figure: Figure, period: Period) -> Iterator[Finding]:
    stated, computed = figure.quantity.value or Decimal(0), _length(period, figure.quantity.unit or "")
    if computed is None:
        return
    about = sentence.meant(figure) is not figure.quantity
    found: Verdict | None = "exact" if stated == computed else "rounding" if about and abs(stated - computed) <= 1 else None
    if found:
        figures = Figures(stated, computed, Decimal(1) if about else Decimal(0))
        yield explained(claim("HG508", "count", figure, [figure], (found, figures)), f"length of {period.text.strip()}")


def _length(period: Period, unit: str) -> Decimal | None:
    """How many years, months or days a period has, both ends counted; None where its dates do not tell."""
    start, end = _parts(period.start), _parts(period.end)
    if not start or not end or len(start) != len(end) or end < start:
        return None
    if unit == "년":
        return Decimal(end[0] - start[0] + 1) if len(start) == 1 else _months(start, end, 12)
    if unit == "개월":
        return _months(start, end, 1)
    return _days(start, end)


def _parts(iso: str | None) -> tuple[int, ...]:
    """Year, month and day of an ISO date as far as it goes; of one without a year nothing."""
    return () if iso is None or iso.startswith("-") else tuple(map(int, iso.split("-")))


def _months(start: tuple[int, ...], end: tuple[int, ...], size: int) -> Decimal | None:
    if len(start) < 2:
        return None
    months = (end[0] - start[0]) * 12 + end[1] - start[1] + 1
    if len(start) == 3:
        last = calendar.monthrange(end[0], end[1])[1]
        if end[2] + 1 == start[2]:
            months -= 1
        elif (start[2], end[2]) != (1, last):
            return None
    return Decimal(months // size) if months % size == 0 else None


def _days(start: tuple[int, ...], end: tuple[int, ...]) -> Decimal | None:
    if len(start) < 3:
        return None
    try:
        return Decimal((date(*end[:3]) - date(*start[:3])).days + 1)
    except ValueError:
        return None
