"""Which figure of a table one of the prose restates: on a known row, in a known table, or anywhere by its value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

import regex

from check.chance import accidental
from check.claims import Weighed, convincing, holds
from check.labels import letters
from check.sentences import Figure, Sentence
from check.tabled import Tabled, Tables, fitting, row_figures
from check.view import View
from check.weigh import base, weigh_sum
from schemas import Quantity

_LEAST = 1_000  # from it on a figure may be known by its value alone
_FINE = 2_000  # a rounded one may, from so many of its steps on
_COARSE = 50  # of a table that the sentence speaks of, from so many on
_LIKELY = Decimal("0.05")  # figures that agree by accident, as many as are put up with among all that could
_LIKELY_IN_ROW = Decimal("0.2")  # among those of a row that is spoken of
_LIKELY_OF_KIN = Decimal("0.5")  # where the words before a figure share some letters with the label of its row
_NEVER = Decimal(-1)
_NAMED, _SHARED = 2, 1
_RUN = 5
_LABEL = 40
_TRIED = 200
_MOST_AGAIN = 12
_ENDS = regex.compile(r"\d\D{0,4}[~∼～]\s?$")
_BEGINS = regex.compile(r"\D{0,2}[~∼～]\s?\d")


@dataclass(frozen=True, slots=True)
class Match:
    """A figure of the prose and the one of a table that it restates."""

    figure: Figure
    tabled: Tabled
    weighed: Weighed


def limiting(sentence: Sentence, figure: Figure) -> bool:
    """Whether a figure is a limit or one end of a range: 50인 이상, 1~2천만원. It restates no figure of a table."""
    ranging = _ENDS.search(sentence.before(figure, 8)) or _BEGINS.match(sentence.behind(figure, 6))
    return ranging is not None or sentence.bounded(figure)


def in_row(sentence: Sentence, figure: Figure, view: View, row: int) -> Match | None:
    """The first figure of a row that agrees with one of the prose, within rounding or cutting off."""
    for tabled in row_figures(view, row):
        if not tabled.part and fitting(figure.quantity, tabled.quantity) and _close(figure, tabled):
            weighed = weigh_sum(sentence.meant(figure), [(1, tabled.quantity)])
            if holds(weighed):
                return Match(figure, tabled, weighed)
    return None


def beside_in_row(sentence: Sentence, figure: Figure, view: View, row: int) -> Match | None:
    """The same on a row that is known only from the figures around; where the agreement is no accident."""
    match = in_row(sentence, figure, view, row)
    if match is None or _cut_about(sentence, match):
        return None
    values = [abs(base(tabled.quantity)) for tabled in row_figures(view, row) if fitting(figure.quantity, tabled.quantity)]
    crowd = sum(figure.size <= 2 * value <= 4 * figure.size for value in values)
    return match if accidental(figure, match.weighed[0], crowd) <= _LIKELY_IN_ROW else None


def in_table(sentence: Sentence, figure: Figure, view: View, tables: Tables) -> Match | None:
    """The one value of a table that agrees with a fine one of the prose, where that is no accident."""
    meant = sentence.meant(figure)
    if abs(meant.value or Decimal(0)) < _COARSE * (meant.quantum or Decimal(1)):
        return None
    reach = figure.step * (meant.quantum or Decimal(1)) / (figure.quantity.quantum or Decimal(1))
    near = (tabled for tabled in islice(tables.near(meant, reach, view), _TRIED) if not tabled.part)
    found = [Match(figure, tabled, weigh_sum(meant, [(1, tabled.quantity)])) for tabled in near]
    found = [match for match in found if convincing(match.weighed) and not _cut_about(sentence, match)]
    one = len({base(match.tabled.quantity) for match in found}) == 1
    return _known(sentence, found, tables.crowd(meant, view), tables, alone=one)


def by_value(sentence: Sentence, figure: Figure, tables: Tables) -> Match | None:
    """The first cell with the very same value, or one that is rounded to it finely enough, where that is no accident."""
    quantity = figure.quantity
    if quantity.base_unit is None or figure.size < _LEAST:
        return None
    exact = weigh_sum(quantity, [(1, quantity)])
    same = [Match(figure, tabled, exact) for tabled in islice(tables.near(quantity, Decimal(0)), _TRIED)]
    found = same or (_rounded(figure, tables) if figure.size >= _FINE * figure.step else [])
    return _known(sentence, found, tables.crowd(quantity), tables, alone=True)


def _known(sentence: Sentence, found: Sequence[Match], crowd: int, tables: Tables, *, alone: bool) -> Match | None:
    """The first match whose row the words before it name, or share some letters with, or that stands alone and is no accident."""
    named = [(match, _labelled(sentence, match, tables)) for match in found]
    for least, likely in ((_NAMED, None), (_SHARED, _LIKELY_OF_KIN), (0, _LIKELY if alone else _NEVER)):
        chosen = [match for match, shared in named if shared >= least]
        first = _first(chosen, tables) if chosen else None
        if first and (likely is None or accidental(first.figure, first.weighed[0], crowd) <= likely):
            return first
    return None


def again(figure: Figure, tables: Tables) -> Iterator[Tabled]:
    """The figures of tables that have the very value of a large one of the prose."""
    if figure.size >= _LEAST:
        yield from islice(tables.near(figure.quantity, Decimal(0)), _MOST_AGAIN)


def _rounded(figure: Figure, tables: Tables) -> list[Match]:
    quantity = figure.quantity
    near = (t for t in islice(tables.near(quantity, figure.step), _TRIED) if t.quantity.base_unit == quantity.base_unit)
    matches = (Match(figure, tabled, weigh_sum(quantity, [(1, tabled.quantity)])) for tabled in near)
    return [match for match in matches if convincing(match.weighed)]


def _first(matches: Sequence[Match], tables: Tables) -> Match:
    """The match that stands first in the report."""
    return min(matches, key=lambda m: (tables.order[m.tabled.view.table.name], m.tabled.row, m.tabled.column))


def _labelled(sentence: Sentence, match: Match, tables: Tables) -> int:
    """How the words before a figure name its row: by its label right before it, by some letters of that, or not at all."""
    path = tables.labels(match.tabled.view).rows[match.tabled.row]
    label, before = path[-1] if path else "", letters(sentence.before(match.figure, _LABEL))
    if len(label) > 1 and label in before[-len(label) - 3 :]:
        return _NAMED
    return _SHARED if any(label[at : at + _RUN] in before for at in range(len(label) - _RUN + 1)) else 0


def _cut_about(sentence: Sentence, match: Match) -> bool:
    """Whether a figure that is called approximate agrees only if digits were cut off: who writes 약 rounds."""
    return match.weighed[0] == "truncation" and sentence.about(match.figure)


def _close(figure: Figure, tabled: Tabled) -> bool:
    """Whether two figures can agree at all, before it is weighed how well."""
    steps = abs(tabled.quantity.quantum or Decimal(1)) * _scale(tabled.quantity)
    roundly = max(figure.step, figure.size / 10)
    return abs(abs(base(tabled.quantity)) - figure.size) <= roundly + steps


def _scale(quantity: Quantity) -> Decimal:
    return abs(base(quantity) / quantity.value) if quantity.value else Decimal(1)
