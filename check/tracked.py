"""Changes and shares that the prose states and only a table has the figures for: 전년 대비 240개 증가, 시 전체의 1.3 %."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import regex

from check.changes import KINDS, change, moved
from check.claims import claim, holds
from check.labels import Labels, letters
from check.matches import again
from check.sentences import Figure, Sentence
from check.tabled import Tabled, Tables, fitting, last_year, row_figures, year_of
from check.weigh import weigh_quotient
from schemas import Finding

_SINCE = regex.compile(r"전년|작년|지난\s?해|전년도|전년비")
_YEAR = regex.compile(r"(?:(?:19|20)\d\d|['’‘]\d\d)년")
_MOST_ROWS = 12
_LONGEST = 500
_REACH = 60

Anchor = tuple[Figure, Tabled]


def change_in_tables(sentence: Sentence, anchors: Sequence[Anchor], tables: Tables) -> Iterator[Finding]:
    """Changes against the year before whose figures stand in a table: on the row of a figure restated here, or of a name."""
    for figure in sentence.figures:
        if not moved(sentence, figure) or sentence.bounded(figure) or not _dated(sentence, figure):
            continue
        found = _from_anchor(sentence, figure, anchors, tables) or _from_name(sentence, figure, tables)
        if found is not None:
            yield found


def _dated(sentence: Sentence, figure: Figure) -> bool:
    """Whether the words before a change speak of the year before, or of a year; and of no older figure beside it."""
    before = sentence.before(figure, _REACH)
    return bool(_SINCE.search(before) or _YEAR.search(before))


def _from_anchor(sentence: Sentence, figure: Figure, anchors: Sequence[Anchor], tables: Tables) -> Finding | None:
    """The change of the nearest figure before that a table has, against its year before."""
    for anchor in reversed(anchors):
        if 0 <= figure.start - anchor[0].end <= _REACH:
            for new in _same(anchor, tables):
                old = last_year(new)
                found = _changed(sentence, figure, new, old) if old is not None else None
                if found is not None:
                    return found
    return None


def _same(anchor: Anchor, tables: Tables) -> Iterator[Tabled]:
    """A figure of a table that the prose restates, and the same wherever tables print it again."""
    stated, first = anchor
    yield first
    yield from (figure for figure in again(stated, tables) if figure.ref != first.ref)


def _changed(sentence: Sentence, figure: Figure, new: Tabled, old: Tabled) -> Finding | None:
    weighed = change(sentence, figure, new.quantity, old.quantity)
    if weighed is None or not holds(weighed[1]):
        return None
    return claim("HG403", KINDS[weighed[0]], figure, [new.ref, old.ref], weighed[1])


def _from_name(sentence: Sentence, figure: Figure, tables: Tables) -> Finding | None:
    """The change of the row named last before it, in the year named before it or in the last two of the table."""
    text = sentence.text[max(0, figure.start - 4 * _REACH) : figure.start]
    named = letters(text)
    years = [year for found in _YEAR.findall(text) if (year := year_of([found])[0]) is not None]
    rows = sorted(tables.named(named), key=lambda row: -named.rfind(row.name))[:_MOST_ROWS]
    for row in rows:
        for new in _newest(list(row_figures(row.view, row.row)), years):
            old = last_year(new)
            found = _changed(sentence, figure, new, old) if old is not None else None
            if found is not None:
                return found
    return None


def _newest(figures: Sequence[Tabled], years: Sequence[int]) -> list[Tabled]:
    """The figures of a row in the year that the prose names last, else in the row's own last year."""
    dated = [(year_of(f.view.table.columns[f.column].path)[0], f) for f in figures]
    last = max((year for year, _ in dated if year is not None), default=None)
    wanted = {years[-1], last} if years else {last}
    return [figure for year, figure in dated if year is not None and year in wanted]


def share_in_tables(sentence: Sentence, anchors: Sequence[Anchor], tables: Tables) -> Iterator[Finding]:
    """A percentage behind a figure that a table has, of another figure there whose label stands between the two."""
    for figure in sentence.figures:
        if figure.quantity.unit != "%" or moved(sentence, figure) or sentence.bounded(figure):
            continue
        part = next((a for a in reversed(anchors) if a[0].end <= figure.start and not a[0].is_rate), None)
        if part is not None and figure.start - part[0].end <= _REACH:
            found = (_share(sentence, figure, part[0], same, tables) for same in _same(part, tables))
            yield from islice((finding for finding in found if finding is not None), 1)


def _share(sentence: Sentence, figure: Figure, stated: Figure, part: Tabled, tables: Tables) -> Finding | None:
    labels, words = tables.labels(part.view), letters(sentence.text[stated.end : figure.start])
    own = set(labels.of(part.row, part.column))
    for whole in _around(part, labels, words):
        if any(label in words for label in set(labels.of(whole.row, whole.column)) - own if len(label) > 1):
            weighed = weigh_quotient(figure.quantity, part.quantity, whole.quantity)
            if holds(weighed):
                return claim("HG404", "share", figure, [part.ref, whole.ref], weighed)
    return None


def _around(part: Tabled, labels: Labels, words: str) -> Iterator[Tabled]:
    """The larger figures in the row and in the column of a figure, in its unit, whose labels stand in a text."""
    view = part.view
    places = [(part.row, column) for column in labels.columns_in(words)]
    places += [(row, part.column) for row in labels.rows_in(words)[:_LONGEST]]
    for row, column in places:
        quantity = view.number(row, column)
        if quantity is not None and (quantity.value or 0) > (part.quantity.value or 0) and fitting(part.quantity, quantity):
            yield Tabled(view, row, column, quantity)
