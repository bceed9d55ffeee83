"""Units: spellings, dimensions and exact factors, read from `units.toml`; and the units that headers and captions name."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import regex

from normalize.typography import fold, squeeze

PRECISION = 220
"""Decimal digits that are enough for an exact product of the longest figure and the largest factor."""

_LONGEST = 24
_EXACT = Context(prec=PRECISION)


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: `factor` of its `base` make one of it; `carried` is one with a scale (백만원). See `units.toml`."""

    name: str
    dimension: str
    base: str
    factor: Decimal
    scaled: bool = False
    open: bool = False
    not_before: str = ""
    header: bool = True
    least: Decimal = Decimal(0)
    carried: bool = False


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("normalize").joinpath("units.toml").read_text(encoding="utf-8"))


@cache
def scales() -> dict[str, Decimal]:
    """The words that multiply a number or a unit, and by how much: 만 → 10000."""
    return {word: Decimal(factor) for word, factor in _data()["scale"].items()}


def _unit(entry: dict[str, Any]) -> Unit:
    return Unit(
        name=entry["name"],
        dimension=entry["dimension"],
        base=entry.get("base", entry["name"]),
        factor=Decimal(entry.get("factor", "1")),
        scaled=entry.get("scaled", False),
        open=entry.get("open", False),
        not_before=entry.get("not_before", ""),
        header=entry.get("header", True),
        least=Decimal(entry.get("from", "0")),
    )


def _scaled(unit: Unit, word: str, factor: Decimal) -> Unit:
    return Unit(
        word + unit.name,
        unit.dimension,
        unit.base,
        unit.factor * factor,
        open=unit.open,
        not_before=unit.not_before,
        carried=True,
    )


@cache
def spellings() -> dict[str, Unit]:
    """Every known spelling, folded and without blanks, and its unit; scaled units included."""
    found: dict[str, Unit] = {}
    for entry in _data()["unit"]:
        unit = _unit(entry)
        words = [squeeze(word) for word in (unit.name, *entry.get("aliases", ()))]
        found.update((word, unit) for word in words)
        if unit.scaled:
            for scale, factor in scales().items():
                found.update((scale + word, _scaled(unit, scale, factor)) for word in words)
    return found


@lru_cache(maxsize=4096)
def find(text: str) -> Unit | None:
    """The unit of this spelling (`백만 원` → 백만원), or None when `units.toml` does not know it."""
    return spellings().get(squeeze(text)) if len(text) <= _LONGEST else None


def dimension(unit: str) -> str | None:
    """What a unit measures (`money`, `people`, `percent` …), or None when it is unknown."""
    known = find(unit)
    return known.dimension if known else None


def multiplied(value: Decimal, factor: Decimal) -> Decimal:
    """The exact product, without the zeros behind the point that a factor leaves: 2.5 by 10000 is 25000."""
    if factor == 1:
        return value
    product = _EXACT.multiply(value, factor)
    whole = _EXACT.to_integral_value(product)
    return whole if product == whole else product


def to_base(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """The exact value in the unit's base, and the base; a rate (`천원/월`) stays per month, an unknown unit is its own base."""
    whole, slash, per = unit.partition("/")
    known = find(unit) or (find(whole) if slash else None)
    if known is None:
        return value, unit
    return multiplied(value, known.factor), known.base if find(unit) else f"{known.base}/{per}"


_CAPTION = regex.compile(
    r"(?<![가-힣])단\s{0,3}+위\s{0,3}+(?P<colon>[:;]?)\s{0,3}+(?P<units>[^()\[\]<>〈〉{}\n]{1,60}(?:\([^()]{1,20}\))?)"
)
_PARENS = regex.compile(r"[(\[]\s{0,3}+([^()\[\]]{1,40}+)[)\]]")
_MOST_KEPT = 80
_LONGEST_TEXT = 2000
_LISTING = regex.compile(r"[,·、]")
_DASHES = regex.compile(r"^-+|-+$")


def read_units(text: str) -> tuple[str, ...]:
    """The units that a header or caption names, canonical and in order: `(단위 : 개, 백만원)` → 개, 백만원.

    Behind `단위 :` any short text is a unit as printed. In parentheses, or as the whole text, a unit must be a known one:
    `(A-B)` and `(달성률)` name none.
    """
    return _read_again(text) if len(text) <= _MOST_KEPT else _read(text[:_LONGEST_TEXT])


@lru_cache(maxsize=4096)
def _read_again(text: str) -> tuple[str, ...]:
    """The units of a short text, which labels and headers of one report say many times."""
    return _read(text)


def _read(text: str) -> tuple[str, ...]:
    folded = fold(text)
    caption = _CAPTION.search(folded)
    if caption:
        units = _listed(caption["units"], known=not caption["colon"])
        if units:
            return units
    for inside in _PARENS.finditer(folded):
        units = _listed(inside[1], known=True)
        if units:
            return units
    whole = find(folded)
    return (whole.name,) if whole and whole.open else ()


def _listed(text: str, *, known: bool) -> tuple[str, ...]:
    """The units of a list; with `known` all of them must be known, else there are none."""
    units = []
    for part in _LISTING.split(text):
        unit = _canonical(part)
        if unit is None and known:
            return ()
        printed = _DASHES.sub("", "".join(part.split()))
        if unit or (printed and len(printed) <= _LONGEST):
            units.append(unit or printed)
    return tuple(units)


def _canonical(text: str) -> str | None:
    """The canonical name of one unit or of a rate of two (`건/명`), or None."""
    parts = [find(part) for part in text.split("/")] if find(text) is None else [find(text)]
    known = [part for part in parts if part is not None]
    if len(known) != len(parts) or len(parts) > 2 or (len(parts) == 1 and not known[0].header):
        return None
    return "/".join(part.name for part in known)
