"""One figure stated twice: in the prose behind a name, and in a table on the row of that name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from check.claims import claim
from check.sentences import COUNTED, Figure, Sentence
from check.view import View
from check.weigh import weigh_sum
from schemas import CellRef, Finding, Quantity
from schemas.words import bare

_SHORTEST = 4
_LIKE = 0.5
_LEAST = 1_000
_NOT_NAME = regex.compile(r"[^\p{L}\p{N}]+")
_LEADING = regex.compile(r"^\W*")


def restated(sentences: Sequence[Sentence], views: Sequence[View]) -> list[Finding]:
    """Prose figures that a table states too. Only agreement is reported: what differs may be defined differently."""
    named = [(name, view, row) for view in views for row in range(len(view.table.rows)) if (name := _name(view, row))]
    known = _figures(views)
    findings: list[Finding] = []
    for sentence in sentences:
        for figure in sentence.figures:
            if not figure.is_rate:
                match = _by_name(sentence, figure, named) or _by_value(figure, known)
                findings += [match] if match else []
    return findings


def _name(view: View, row: int) -> str:
    path = view.table.rows[row].path
    name = _folded(path[-1]) if path else ""
    return name if len(name) >= _SHORTEST else ""


def _folded(text: str) -> str:
    return _NOT_NAME.sub("", bare(text))


def _by_name(sentence: Sentence, figure: Figure, named: Sequence[tuple[str, View, int]]) -> Finding | None:
    """The cell that agrees with a figure, within rounding or cutting off, on the row named most like the words before it."""
    before = sentence.text[: figure.start]
    opening = before.rfind("(")
    text = _folded(_LEADING.sub("", before[:opening] if opening > 0 else before))
    rows = sorted(((_likeness(name, text), -at) for at, (name, _, _) in enumerate(named)), reverse=True)
    for _, at in (row for row in rows if row[0] >= _LIKE):
        _, view, row = named[-at]
        for cell, quantity in _numbers(view, row):
            if quantity.base_unit is not None and quantity.base_unit == figure.quantity.base_unit:
                weighed = weigh_sum(figure.quantity, [(1, quantity)])
                if weighed[0] != "inconsistent":
                    return claim("HG401", "equal", figure, [cell], weighed)
    return None


def _likeness(name: str, text: str) -> float:
    """How much of the longer of two names the shorter makes up, if it stands in it."""
    short, long = sorted((name, text), key=len)
    return len(short) / len(long) if len(short) >= _SHORTEST and short in long else 0.0


def _by_value(figure: Figure, known: dict[tuple[str | None, Decimal], CellRef]) -> Finding | None:
    """The first cell with the very same value, in the same unit or in none."""
    quantity = figure.quantity
    if quantity.base_value is None or abs(quantity.base_value) < _LEAST:
        return None
    units = [quantity.base_unit, None, *(COUNTED if quantity.base_unit in COUNTED else ())]
    cell = next((known[key] for unit in units if (key := (unit, quantity.base_value)) in known), None)
    return claim("HG401", "equal", figure, [cell], weigh_sum(quantity, [(1, quantity)])) if cell else None


def _figures(views: Sequence[View]) -> dict[tuple[str | None, Decimal], CellRef]:
    """The first cell of each figure of all tables, by base unit and value."""
    known: dict[tuple[str | None, Decimal], CellRef] = {}
    for view in views:
        for row in range(len(view.table.rows)):
            for cell, quantity in _numbers(view, row):
                value = quantity.value if quantity.base_value is None else quantity.base_value
                known.setdefault((quantity.base_unit, value or Decimal(0)), cell)
    return known


def _numbers(view: View, row: int) -> Iterator[tuple[CellRef, Quantity]]:
    for column in view.measures:
        quantity = view.number(row, column)
        if quantity is not None:
            yield view.ref(row, column), quantity
