"""Quantities: every number of a cell or a run of prose with its exact value, unit, quantum, text and place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from normalize.figures import Bracket, Figure, tokens, whole_figure
from normalize.markers import read_marker
from normalize.names import set_aside
from normalize.periods import is_period
from normalize.plain import measure, plain_figure, plain_pair
from normalize.signs import falls, signed
from normalize.typography import fold
from normalize.units import find, multiplied, scales
from schemas import Quantity

_RANGE = regex.compile(r"(?:\s{0,3}(?:~|에서|[→⇒➔➜⇨])\s{0,3}|-|\s-\s)(?:(?:만|지상)\s?)?")
_ENDS_LIST = frozenset(",;:.\n")
_LONGEST_CELL = 200
_READABLE = regex.compile(r"[\d원]")
_YEAR = regex.compile(r"\s*(?:19|20)\d\d\s*")
_AGES = {"대": frozenset(map(Decimal, range(10, 100, 10))), "세대": frozenset(map(Decimal, (2030, 3040, 4050, 5060, 6070)))}
"""Whole cells that name an age (30대) or a generation (2030세대)."""
_REACH = 16
"""How many characters may stand between a figure and the parentheses that hold its parts."""


def read_quantities(text: str, unit: str | None = None) -> tuple[Quantity, ...]:
    """Every quantity in the text, in order; a text that is only a marker gives that marker, a blank one nothing.

    `unit` is what header or caption say, for figures that carry none of their own. A single scaled unit stays as written
    (`263,417백만원` is 263417 백만원, with base 263417000000 원), mixed forms are worked out (`2조 2,958억원` is
    2295800000000 원, quantum 100000000). Figures in parentheses behind a figure inherit its unit, and both ends of a range
    have the unit of the last one. A figure in parentheses is not negative; one right before a word of decrease is
    (`5명 감소` is -5 명), and so is a basement floor. Digits in names, ages, ordinals, codes and periods are no quantities, nor
    is a run of more than 40 digits. Of a cell whose every line is a figure or a marker, each line is read by itself.

    >>> [(str(q.value), q.unit) for q in read_quantities("270명 (계속 120, 신규 150)")]
    [('270', '명'), ('120', '명'), ('150', '명')]
    >>> read_quantities("△2.7%p")[0].value
    Decimal('-2.7')
    >>> read_quantities("비예산", "백만원")[0].marker
    '비예산'
    >>> read_quantities("’20.4월 이후 코로나19")
    ()
    """
    plain = plain_figure(text, unit)
    if plain is not None:
        return (plain,)
    if len(text) <= _LONGEST_CELL:
        for reader in (plain_pair, _marker, _wordless, _whole, _beside_marker, _by_lines):
            parts = reader(text, unit)
            if parts is not None:
                return parts
    return _read_run(text, fold(text), measure(unit)[0])


def _marker(text: str, _unit: str | None) -> tuple[Quantity, ...] | None:
    """The marker that is the whole text, at its place in it."""
    marker = read_marker(text)
    if marker is None:
        return None
    bare = text.strip()
    start = text.index(bare)
    return (Quantity(bare, marker=marker, start=start, end=start + len(bare)),)


def _wordless(text: str, _unit: str | None) -> tuple[Quantity, ...] | None:
    """Nothing, of a text that has neither a digit nor a numeral before 원."""
    return None if _READABLE.search(text) else ()


def _whole(text: str, unit: str | None) -> tuple[Quantity, ...] | None:
    """The one quantity of a text that is nothing but a figure; none where it is an age; None where it is more."""
    whole, given = whole_figure(fold(text)), measure(unit)[0]
    if whole is None:
        return None
    figure, sign = whole
    if figure.unit in ("년", "월", "일") and is_period(text):
        return None
    if given is None and figure.value in _AGES.get(figure.unit, ()) and "," not in text:
        return ()
    return (_quantity(text, figure, given, falls(figure, sign)),)


_WITH_PARENS = regex.compile(r"(?P<outer>[^()（）]{1,60}+)(?P<inner>[(（][^()（）]{1,60}+[)）])\s*+")


def _beside_marker(text: str, unit: str | None) -> tuple[Quantity, ...] | None:
    """The two parts of a cell like `- (48%)` or `비예산(-)`, if one of them is a marker; else None."""
    match = _WITH_PARENS.fullmatch(text)
    if match is None or not (read_marker(match["outer"]) or read_marker(match["inner"])):
        return None
    return _joined([(match[name], match.start(name)) for name in ("outer", "inner")], unit)


def _by_lines(text: str, unit: str | None) -> tuple[Quantity, ...] | None:
    """The quantities of a cell whose every line is a figure or a marker of its own; a year above figures is none of them."""
    if "\n" not in text or "(" in text:
        return None
    lines = [line for line in regex.finditer(r"[^\n]++", text) if not line[0].isspace()]
    if len(lines) < 2 or not all(read_marker(line[0]) or whole_figure(fold(line[0])) for line in lines):
        return None
    dated = any("," in line[0] or "." in line[0] for line in lines)
    return _joined([(line[0], line.start()) for line in lines if not (dated and _YEAR.fullmatch(line[0]))], unit)


def _joined(parts: Sequence[tuple[str, int]], unit: str | None) -> tuple[Quantity, ...]:
    """The quantities of the parts of a text, each part with its offset."""
    return tuple(
        replace(quantity, start=quantity.start + offset, end=quantity.end + offset)
        for part, offset in parts
        for quantity in read_quantities(part, unit)
    )


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
    certain = ((figure, inherited) for figure, inherited in figures if inherited or not figure.doubtful)
    return tuple(_in_run(text, masked, figure, inherited or given) for figure, inherited in certain)


def _in_run(text: str, masked: str, figure: Figure, given: str | None) -> Quantity:
    figure, negative = signed(masked, figure)
    return _quantity(text, figure, given, negative)


def _inherited(masked: str, last: Figure | None, at: int) -> str | None:
    """The unit that figures in parentheses opening at `at` take from the figure before, if it is near enough."""
    if last is None or at - last.end > _REACH or last.unit == "%":
        return None
    between = masked[last.end : at]
    if _ENDS_LIST.intersection(between) and not between.isspace():
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


def _quantity(text: str, figure: Figure, given: str | None, negative: bool) -> Quantity:
    """The quantity that a figure is, in its own unit or else in the given one."""
    value, quantum, unit = _in_unit(figure, given)
    value = -value if negative else value
    name, base_unit, factor = measure(unit)
    base = multiplied(value, factor) if name else None
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
