"""One figure stated twice: in the prose, and in a table, on the row of the name before it or known by its value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

import regex

from check.changes import moved
from check.claims import Weighed, claim, convincing, holds
from check.grouped import group_claims
from check.sentences import Figure, Sentence
from check.tabled import Tabled, Tables, base, fitting, folded, letters, row_figures
from check.tracked import change_in_tables, share_in_tables
from check.view import View
from check.weigh import weigh_sum
from schemas import Finding, Quantity

_SHORTEST = 4
_LIKE = 0.5
_LEAST = 1_000  # from it on a figure is known by its value alone
_FINE = 2_000  # a rounded one is, from so many of its steps on
_COARSE = 50  # of a table that the sentence speaks of, from so many on
_SMALL = 20  # nothing below it is looked for beside others
_LEADING = regex.compile(r"^\W*")
_NAME = 60
_LABEL = 24
_NEIGHBOURS = 2
_TRIED = 200


@dataclass(frozen=True, slots=True)
class Match:
    """A figure of the prose and the one of a table that it restates."""

    figure: Figure
    tabled: Tabled
    weighed: Weighed


@dataclass(slots=True)
class _Reading:
    """What is known so far of one sentence: what its figures restate, and the findings told."""

    sentence: Sentence
    matches: list[Match] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def told(self, figure: Figure) -> bool:
        return any(match.figure is figure for match in self.matches)


def restated(sentences: Sequence[Sentence], views: Sequence[View]) -> list[Finding]:
    """Prose figures that tables state too, and changes, shares and sums of rows that they follow from.

    Plain restatements are reported where they agree only: what differs may be defined differently.
    """
    tables = Tables(views)
    readings = [_Reading(sentence) for sentence in sentences if sentence.figures]
    for reading in readings:
        reading.findings += group_claims(reading.sentence, tables)
        reading.matches += _known(reading.sentence, tables)
    for at, reading in enumerate(readings):
        near = [match for other in readings[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1] for match in other.matches]
        reading.matches += _beside(reading, near, tables)
    for reading in readings:
        reading.findings += [claim("HG401", "equal", m.figure, [m.tabled.ref], m.weighed) for m in reading.matches]
        anchors = [(match.figure, match.tabled) for match in reading.matches]
        reading.findings += [
            *change_in_tables(reading.sentence, anchors, tables),
            *share_in_tables(reading.sentence, anchors, tables),
        ]
    return [finding for reading in readings for finding in reading.findings]


def _known(sentence: Sentence, tables: Tables) -> Iterator[Match]:
    """The figures of a sentence that are known by the name before them or by their value."""
    for figure in sentence.figures:
        if figure.is_rate:
            match = _rate(sentence, figure, tables)
        else:
            match = _by_name(sentence, figure, tables) or _by_value(figure, tables)
        if match is not None:
            yield match


def _by_name(sentence: Sentence, figure: Figure, tables: Tables) -> Match | None:
    """The cell that agrees with a figure, within rounding or cutting off, on the row named most like the words before it."""
    before = sentence.text[max(0, figure.start - 3 * _NAME) : figure.start]
    opening = before.rfind("(")
    text = folded(_LEADING.sub("", before[:opening] if opening > 0 else before))[-_NAME:]
    rows = {(row.view, row.row): row for row in (*tables.containing(text), *tables.within(text))}
    for row in sorted(rows.values(), key=lambda row: -_likeness(row.name, text)):
        if _likeness(row.name, text) < _LIKE:
            return None
        match = _in_row(sentence, figure, row.view, row.row)
        if match is not None and match.tabled.quantity.base_unit is not None:
            return match
    return None


def _likeness(name: str, text: str) -> float:
    """How much of the longer of two names the shorter makes up, if it stands in it."""
    short, long = sorted((name, text), key=len)
    return len(short) / len(long) if len(short) >= _SHORTEST and short in long else 0.0


def _in_row(sentence: Sentence, figure: Figure, view: View, row: int) -> Match | None:
    """The first figure of a row that agrees with one of the prose."""
    for tabled in row_figures(view, row):
        if not tabled.part and fitting(figure.quantity, tabled.quantity) and _close(figure, tabled):
            weighed = weigh_sum(sentence.meant(figure), [(1, tabled.quantity)])
            if holds(weighed):
                return Match(figure, tabled, weighed)
    return None


def _by_value(figure: Figure, tables: Tables) -> Match | None:
    """The first cell with the very same value, or one that is rounded to it finely enough."""
    quantity = figure.quantity
    if quantity.base_unit is None or figure.size < _LEAST:
        return None
    same = min(islice(tables.near(quantity, Decimal(0)), _TRIED), key=lambda t: _place(t, tables), default=None)
    if same is not None:
        return Match(figure, same, weigh_sum(quantity, [(1, quantity)]))
    step = figure.step
    if figure.size < _FINE * step:
        return None
    for tabled in islice(tables.near(quantity, step), _TRIED):
        weighed = weigh_sum(quantity, [(1, tabled.quantity)])
        if tabled.quantity.base_unit == quantity.base_unit and convincing(weighed):
            return Match(figure, tabled, weighed)
    return None


def _place(tabled: Tabled, tables: Tables) -> tuple[int, int, int]:
    return tables.order[tabled.view.table.name], tabled.row, tabled.column


def _rate(sentence: Sentence, figure: Figure, tables: Tables) -> Match | None:
    """A percentage behind the label of its row or column, as the table has it."""
    before = letters(sentence.before(figure, _LABEL))
    step = figure.quantity.quantum or Decimal(1)
    for tabled in islice(tables.near(figure.quantity, step / 2), _TRIED):
        labels = (label for label in tabled.labels if len(label) > 1)
        if any(label in before[-len(label) - 3 :] for label in labels):
            weighed = weigh_sum(figure.quantity, [(1, tabled.quantity)])
            return Match(figure, tabled, weighed) if holds(weighed) else None
    return None


def _beside(reading: _Reading, near: Sequence[Match], tables: Tables) -> Iterator[Match]:
    """The figures not known by themselves that stand on a row that the sentences here speak of, or in such a table."""
    rows = list({(m.tabled.view, m.tabled.row): m for m in near})
    views = list({m.tabled.view: m for m in near})
    for figure in reading.sentence.figures:
        if figure.is_rate or reading.told(figure) or not figure.quantity.unit or figure.size < _SMALL:
            continue
        if moved(reading.sentence, figure):
            continue
        match = next((m for view, row in rows if (m := _in_row(reading.sentence, figure, view, row))), None)
        match = match or next((m for view in views if (m := _in_table(reading.sentence, figure, view, tables))), None)
        if match is not None:
            yield match


def _in_table(sentence: Sentence, figure: Figure, view: View, tables: Tables) -> Match | None:
    """The one figure of a table that agrees with a fine one of the prose."""
    meant = sentence.meant(figure)
    if abs(meant.value or Decimal(0)) < _COARSE * (meant.quantum or Decimal(1)):
        return None
    reach = figure.step * (meant.quantum or Decimal(1)) / (figure.quantity.quantum or Decimal(1))
    near = (tabled for tabled in islice(tables.near(meant, reach), _TRIED) if tabled.view is view and not tabled.part)
    found = [Match(figure, tabled, weigh_sum(meant, [(1, tabled.quantity)])) for tabled in near]
    found = [match for match in found if convincing(match.weighed)]
    return found[0] if len({base(match.tabled.quantity) for match in found}) == 1 else None


def _close(figure: Figure, tabled: Tabled) -> bool:
    """Whether two figures can agree at all, before it is weighed how well."""
    steps = abs(tabled.quantity.quantum or Decimal(1)) * _scale(tabled.quantity)
    roundly = max(figure.step, figure.size / 10)
    return abs(abs(base(tabled.quantity)) - figure.size) <= roundly + steps


def _scale(quantity: Quantity) -> Decimal:
    return abs(base(quantity) / quantity.value) if quantity.value else Decimal(1)
