"""One figure stated twice: in the prose, and in a table, on the row of the name before it or known by its value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

import regex

from check.changes import moved
from check.claims import claim, holds
from check.grouped import group_claims
from check.labels import folded, letters
from check.matches import Match, again, beside_in_row, by_value, in_row, in_table, limiting
from check.sentences import Figure, Sentence
from check.tabled import Tables
from check.tracked import change_in_tables, share_in_tables
from check.view import View
from check.weigh import weigh_sum
from schemas import Finding

_SHORTEST = 4
_LIKE = 0.5
_SMALL = 20  # nothing below it is looked for beside others
_LEADING = regex.compile(r"^\W*")
_NAME = 60
_LABEL = 24
_NEIGHBOURS = 2
_MOST_ROWS = 60
_MOST_TABLES = 12
_TRIED = 200


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
        others = readings[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]
        near = [match for other in (reading, *others) for match in other.matches]
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
            match = _by_name(sentence, figure, tables)
            if match is None and not limiting(sentence, figure):
                match = by_value(sentence, figure, tables)
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
        match = in_row(sentence, figure, row.view, row.row)
        if match is not None and match.tabled.quantity.base_unit is not None:
            return match
    return None


def _likeness(name: str, text: str) -> float:
    """How much of the longer of two names the shorter makes up, if it stands in it."""
    short, long = sorted((name, text), key=len)
    return len(short) / len(long) if len(short) >= _SHORTEST and short in long else 0.0


def _rate(sentence: Sentence, figure: Figure, tables: Tables) -> Match | None:
    """A percentage behind the label of its row or column, as the table has it."""
    before = letters(sentence.before(figure, _LABEL))
    step = figure.quantity.quantum or Decimal(1)
    for tabled in islice(tables.near(figure.quantity, step / 2), _TRIED):
        labels = (label for label in tables.labels(tabled.view).of(tabled.row, tabled.column) if len(label) > 1)
        if any(label in before[-len(label) - 3 :] for label in labels):
            weighed = weigh_sum(figure.quantity, [(1, tabled.quantity)])
            return Match(figure, tabled, weighed) if holds(weighed) else None
    return None


def _beside(reading: _Reading, near: Sequence[Match], tables: Tables) -> Iterator[Match]:
    """The figures not known by themselves that stand on a row that the sentences here speak of, or in such a table."""
    spoken_of = [*(m.tabled for m in near), *(tabled for m in near for tabled in again(m.figure, tables))]
    rows = list({(tabled.view, tabled.row): tabled for tabled in spoken_of})[:_MOST_ROWS]
    views = list({tabled.view: tabled for tabled in spoken_of})[:_MOST_TABLES]
    for figure in reading.sentence.figures:
        if figure.is_rate or reading.told(figure) or not figure.quantity.unit or figure.size < _SMALL:
            continue
        if moved(reading.sentence, figure) or limiting(reading.sentence, figure):
            continue
        match = next((m for view, row in rows if (m := beside_in_row(reading.sentence, figure, view, row))), None)
        match = match or next((m for view in views if (m := in_table(reading.sentence, figure, view, tables))), None)
        if match is not None:
            yield match
