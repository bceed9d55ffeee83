"""Cell values as a spreadsheet prints them, for the number formats that reports use."""

from __future__ import annotations

import datetime
from decimal import ROUND_HALF_UP, Decimal

import regex

_LITERAL = regex.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[(?:[^\]]*)\]')
_NUMBER = regex.compile(
    r"(?P<before>[^#0?.,%]*)(?P<whole>[#0?](?:[#0?,]*[#0?])?)(?P<decimals>\.[0#?]+)?(?P<scale>,*)(?P<percent>\s*%)?(?P<after>[^#0?,%]*)"
)
_MOST_DECIMALS = 30


def printed(value: object, number_format: str) -> str:
    """The text of a cell: figures as their format prints them where it is simple, under others plainly.

    Simple are thousands, decimals, percent, and a sign in brackets or as △; a figure is rounded only as its format asks.

    >>> printed(47318, "#,##0"), printed(0.573, "0.0%"), printed(-2735, "#,##0;△#,##0"), printed(0.1, "General")
    ('47,318', '57.3%', '△2,735', '0.1')
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
        return _figure(number, number_format or "General") if number.is_finite() else str(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("_x000D_", "").strip()


def _figure(number: Decimal, number_format: str) -> str:
    section, signed = _section(number, number_format)
    if section.strip() and not _LITERAL.sub("", section).strip():
        return _bare(section)
    match = _NUMBER.fullmatch(_bare(section))
    if match is None or len(match["decimals"] or "") > _MOST_DECIMALS:
        return _plain(number)
    places = (match["decimals"] or "").count("0") + (match["decimals"] or "").count("#") + (match["decimals"] or "").count("?")
    shown = (abs(number) if signed else number) * (100 if match["percent"] else 1) / 1000 ** len(match["scale"])
    rounded = shown.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    digits = f"{rounded:,f}" if "," in match["whole"] else f"{rounded:f}"
    return f"{match['before']}{digits}{match['percent'] or ''}{match['after']}".strip()


def _section(number: Decimal, number_format: str) -> tuple[str, bool]:
    """The part of a format for this number's sign, and whether that part prints the sign itself."""
    parts = _split(number_format)
    if number < 0 and len(parts) > 1 and parts[1].strip():
        return parts[1], True
    if number == 0 and len(parts) > 2 and parts[2].strip():
        return parts[2], False
    return parts[0], False


def _split(number_format: str) -> list[str]:
    return regex.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', number_format)


def _bare(section: str) -> str:
    """A section without colours, conditions, fill and padding; literal texts stay as they print."""
    return _LITERAL.sub(lambda found: found[1] or found[2] or "", section).strip()


def _plain(number: Decimal) -> str:
    """The number without exponent or trailing zeros."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
