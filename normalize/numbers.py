"""Quantities: every number of a cell or a run of prose with its exact value, unit, quantum, text and place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import regex

from normalize.figures import Bracket, Figure, tokens, whole_figure
from normalize.markers import read_marker
from normalize.names import set_aside
from normalize.periods import is_period
from normalize.typography import fold
from normalize.units import find, multiplied, scales, to_base
from schemas import Quantity

_MINUS = frozenset("-△▲▽▼↓")
_SIGN = frozenset("-+△▲▽▼↑↓")
_SIGN_IN_PARENS = regex.compile(r"\(\s?([-+△▲])\s?\)\s?$")
_RANGE = regex.compile(r"(?:\s{0,3}(?:~|에서|[→⇒➔➜⇨])\s{0,3}|-|\s-\s)(?:만\s?)?")
_ENDS_LIST = frozenset(",;:.\n")
_FALLING = frozenset({"money", "people", "items", "percent", "percentage points", "multiple"})
_LONGEST_CELL = 200
_REACH = 16
"""How many characters may stand between a figure and the parentheses that hold its parts."""


def read_quantities(text: str, unit: str | None = None) -> tuple[Quantity, ...]:
    """Every quantity in the text, in order; a text that is only a marker gives that marker, a blank one nothing.

    `unit` is what header or caption say, for figures that carry none of their own. A single scaled unit stays as written
    (`385,154백만원` is 385154 백만원, with base 385154000000 원), mixed forms are worked out (`2조 2,958억원` is
    2295800000000 원, quantum 100000000). Figures in parentheses behind a figure inherit its unit, and both ends of a range
    have the unit of the last one. A figure in parentheses is not negative. Digits in names, ordinals, codes and periods
    are no quantities, nor is a run of more than 40 digits.

    >>> [(str(q.value), q.unit) for q in read_quantities("270명 (계속 120, 신규 150)")]
    [('270', '명'), ('120', '명'), ('150', '명')]
    >>> read_quantities("△2.7%p")[0].value
    Decimal('-2.7')
    >>> read_quantities("비예산", "백만원")[0].marker
    '비예산'
    >>> read_quantities("’20.4월 이후 코로나19")
    ()
    """
    if not text or text.isspace():
        return ()
    marker = read_marker(text)
    if marker:
        return (_marked(text, marker),)
    folded, given = fold(text), _canonical(unit)
    if len(text) <= _LONGEST_CELL:
        whole = whole_figure(folded)
        if whole and not (whole[0].unit in ("년", "월", "일") and is_period(text)):
            return (_quantity(text, whole[0], given, whole[1]),)
        beside = _beside_marker(text, unit)
        if beside:
            return beside
    return _read_run(text, folded, given)


def _marked(text: str, marker: str, offset: int = 0) -> Quantity:
    """The marker that is the whole text, at its place in a text that begins `offset` characters before."""
    bare = text.strip()
    start = text.index(bare) + offset
    return Quantity(bare, marker=marker, start=start, end=start + len(bare))


_WITH_PARENS = regex.compile(r"(?P<outer>[^()（）]{1,60}+)(?P<inner>[(（][^()（）]{1,60}+[)）])\s*+")


def _beside_marker(text: str, unit: str | None) -> tuple[Quantity, ...]:
    """The two parts of a cell like `- (48%)` or `비예산(-)`, if one of them is a marker; else nothing."""
    match = _WITH_PARENS.fullmatch(text)
    if match is None or not (read_marker(match["outer"]) or read_marker(match["inner"])):
        return ()
    parts = [(part, match.start(name)) for name in ("outer", "inner") if (part := match[name])]
    return tuple(
        replace(quantity, start=quantity.start + offset, end=quantity.end + offset)
        for part, offset in parts
        for quantity in read_quantities(part, unit)
    )


def _canonical(unit: str | None) -> str | None:
    """The unit by its canonical name, an unknown one as it is given; none for a blank one."""
    if not unit or unit.isspace():
        return None
    known = find(unit)
    return known.name if known else unit.strip()


def _read_run(text: str, folded: str, given: str | None) -> tuple[Quantity, ...]:
    """The quantities of a text that is more than one figure."""
    masked = set_aside(folded)
    figures: list[tuple[Figure, str | None]] = []
    units: list[str | None] = []
    last: Figure | None = None
    for token in tokens(masked):
        if isinstance(token, Bracket):
            if token.opens:
                units.append(_inherited(masked, last, token.at) or (units[-1] if units else None))
            elif units:
                units.pop()
            continue
        _spread(masked, figures, token)
        figures.append((token, units[-1] if units else None))
        last = token if token.unit and not units else last
    return tuple(
        _quantity(text, *_signed(masked, figure, inherited or given))
        for figure, inherited in figures
        if not figure.doubtful or inherited
    )


def _inherited(masked: str, last: Figure | None, at: int) -> str | None:
    """The unit that figures in parentheses opening at `at` take from the figure before, if it is near enough."""
    if last is None or at - last.end > _REACH or last.unit == "%":
        return None
    if _ENDS_LIST.intersection(masked[last.end : at]):
        return None
    return _named(last)


def _named(figure: Figure) -> str:
    """The written unit of a figure with a unit of its own: with its scale where that unit exists, with what it is per."""
    known = find(figure.scale + figure.unit)
    name = known.name if known else figure.unit
    return f"{name}/{figure.per}" if figure.per else name


def _spread(masked: str, figures: list[tuple[Figure, str | None]], figure: Figure) -> None:
    """Give the figure before the unit of this one where the two are the ends of a range."""
    if not figures or not figure.unit:
        return
    before, inherited = figures[-1]
    if before.unit or figure.start - before.end > 8 or not _RANGE.fullmatch(masked, before.end, figure.start):
        return
    scale = figure.scale if figure.scale.startswith(before.scale) else before.scale
    figures[-1] = (replace(before, unit=figure.unit, scale=scale, per=figure.per, doubtful=False), inherited)


def _signed(masked: str, figure: Figure, unit: str | None) -> tuple[Figure, str | None, str]:
    """The figure with the sign or arrow beside it taken into its span."""
    start = figure.start
    boxed = _SIGN_IN_PARENS.search(masked, max(0, start - 6), start)
    if boxed:
        return replace(figure, start=boxed.start()), unit, boxed[1]
    sign = masked[start - 1] if start else ""
    if sign in _SIGN and sign and _is_sign(masked, figure, sign):
        return replace(figure, start=start - 1), unit, sign
    arrow = masked[figure.end : figure.end + 1]
    if arrow in ("↑", "↓"):
        return replace(figure, end=figure.end + 1), unit, arrow
    return figure, unit, ""


def _is_sign(masked: str, figure: Figure, sign: str) -> bool:
    """Whether a mark before a figure is its sign: not a hyphen behind a word or number, not a bullet at a line's start."""
    if sign not in "-+":
        return True
    before = masked[max(0, figure.start - 40) : figure.start - 1]
    if before and (before[-1].isalnum() or before[-1] in "-)%\0]"):
        return False
    line = before.rpartition("\n")[2]
    return sign == "+" or bool(line.strip()) or not masked[figure.end : figure.end + 3].strip(" ,)")[:1].isalpha()


def _quantity(text: str, figure: Figure, given: str | None, sign: str) -> Quantity:
    """The quantity that a figure is, in its own unit or else in the given one."""
    value, quantum, unit = _in_unit(figure, given)
    known = find(figure.unit) if figure.unit else None
    falls = sign in _MINUS and not (sign == "↓" and known and known.dimension not in _FALLING)
    value = -value if falls and sign else value
    base, base_unit = to_base(value, unit) if unit else (None, None)
    start, end = figure.start, figure.end
    return Quantity(text[start:end], value, unit, base, base_unit, quantum, None, start, end)


def _in_unit(figure: Figure, given: str | None) -> tuple[Decimal, Decimal, str | None]:
    """Value, quantum and written unit; a scale that makes no unit with the unit behind it is worked out."""
    unit: str | None = _named(figure) if figure.unit else given
    if not figure.scale or (figure.unit and find(figure.scale + figure.unit)):
        return figure.value, figure.quantum, unit
    if not figure.unit and given:
        known = find(given)
        unit = known.base if known else given
        scaled = find(figure.scale + unit)
        if scaled:
            return figure.value, figure.quantum, scaled.name
    factor = scales()[figure.scale]
    return multiplied(figure.value, factor), multiplied(figure.quantum, factor), unit
