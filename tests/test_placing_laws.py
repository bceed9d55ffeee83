"""A law of placing: figures whose blanks are lost are put back where they stood, or left open, never elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

import check
from hapgye import pipeline
from tests.builders import read_dump, table
from tests.properties import examples

Row = tuple[int | None, ...]
NAMES = ["동부", "서부", "남부", "북부", "중부", "해안"]


@dataclass(frozen=True)
class Shape:
    """A table of money by district: its rows, which of them form a group, and which totals are printed where."""

    rows: tuple[Row, ...]
    groups: tuple[int, ...]
    across: bool
    last: bool
    below: bool


figures = st.one_of(st.none(), st.just(0), st.sampled_from([5, 10, 20]), st.integers(1, 99_999))


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    """Tables of two to six districts with blanks, zeros, like figures and like rows; totals across, above or below, or none."""
    width = draw(st.integers(2, 6))
    full = draw(st.tuples(*[st.integers(1, 99_999)] * width))
    ragged = draw(st.lists(st.tuples(*[figures] * width).filter(any), min_size=1, max_size=5))
    rows = [full, *ragged, *draw(st.lists(st.sampled_from(ragged), max_size=2))]
    groups = draw(st.lists(st.integers(1, len(rows)), min_size=1, max_size=2)) if len(rows) > 3 else [len(rows)]
    return Shape(tuple(rows), tuple(groups), draw(st.booleans()), draw(st.booleans()), draw(st.booleans()))


def added(rows: tuple[Row, ...]) -> Row:
    return tuple(sum(cell or 0 for cell in column) for column in zip(*rows, strict=True))


def printed(shape: Shape) -> list[tuple[str, Row]]:
    """Labels and figures of all rows, totals included; a table in two groups has a subtotal above each."""
    head = shape.groups[0] if len(shape.groups) > 1 and 0 < shape.groups[0] < len(shape.rows) else 0
    named = [(f"{chr(ord('가') + at)}구역", row) for at, row in enumerate(shape.rows)]
    parts = [("소계", added(shape.rows[:head])), *named[:head], ("소계", added(shape.rows[head:])), *named[head:]]
    lines = parts if head else named
    total = ("합계", added(shape.rows))
    lines = [*lines, total] if shape.below else [total, *lines]
    if not shape.across:
        return lines
    return [(label, (*row, sum(c or 0 for c in row)) if shape.last else (sum(c or 0 for c in row), *row)) for label, row in lines]


def as_grid(shape: Shape) -> tuple[str, dict[int, tuple[int, ...]]]:
    """The table as a dump keeps it, and the true columns of each row that lost its blanks."""
    names = NAMES[: len(shape.rows[0])]
    heads = names if not shape.across else [*names, "합계"] if shape.last else ["합계", *names]
    lines = ["구분 | " + " | ".join(f"{name}(원)" for name in heads)]
    true: dict[int, tuple[int, ...]] = {}
    for at, (label, row) in enumerate(printed(shape)):
        kept = tuple(column for column, cell in enumerate(row, start=1) if cell is not None)
        if len(kept) < len(row):
            true[at] = kept
        lines.append(f"{label} | " + ("~ | " if at in true else "") + " | ".join(str(row[column - 1]) for column in kept))
    return "\n".join(lines), true


@examples(1.5)
@given(shapes())
def test_lost_blanks_are_put_back_right_or_left_open(shape: Shape) -> None:
    text, true = as_grid(shape)
    found = check.place(table(text))
    assert {row: columns for row, columns in found.items() if columns != true[row]} == {}


def as_dump(shape: Shape) -> tuple[str, list[dict[str, str]]]:
    """The table as the lines of a dump, and what stands in each row by the names of the columns."""
    names = NAMES[: len(shape.rows[0])]
    heads = names if not shape.across else [*names, "합계"] if shape.last else ["합계", *names]
    lines = ["< 구역별 사업비 >", "(단위 : 원)", " ".join(["구분", *heads])]
    true = []
    for label, row in printed(shape):
        true.append({name: str(cell) for name, cell in zip(heads, row, strict=True) if cell is not None})
        lines.append(" ".join([label, *(str(cell) for cell in row if cell is not None)]))
    return "\n".join(lines), true


@examples(0.6, HealthCheck.function_scoped_fixture)
@given(shapes())
def test_a_dump_without_its_blanks_has_every_figure_in_its_column_or_open(tmp_path: Path, shape: Shape) -> None:
    text, true = as_dump(shape)
    (checked,) = pipeline.audit(read_dump(tmp_path, text)).tables
    columns = {column.index: column.path[-1] for column in checked.table.columns if not column.label}
    assert len(checked.table.rows) == len(true)
    for at, figures in enumerate(true):
        placed = {columns[c.column]: c.text for c in checked.table.cells if c.row == at and c.column in columns}
        loose = [c.text for c in checked.table.loose if c.row == at]
        assert placed == figures or (not placed and loose == list(figures.values()))


def solutions(shape: Shape, true: dict[int, tuple[int, ...]]) -> int:
    """How many ways there are to place all open rows of a table without groups so that every total holds, up to two."""
    lines = printed(shape)
    total = next(row for label, row in lines if label == "합계")
    fixed = [row for at, (label, row) in enumerate(lines) if label != "합계" and at not in true]
    left = [whole or 0 for whole in total]
    for row in fixed:
        left = [rest - (cell or 0) for rest, cell in zip(left, row, strict=True)]
    figures = {at: [cell for cell in lines[at][1] if cell is not None] for at in true}
    count = 0
    for chosen in product(*(list(combinations(range(len(total)), len(cells))) for cells in figures.values())):
        rest = list(left)
        for columns, cells in zip(chosen, figures.values(), strict=True):
            for column, cell in zip(columns, cells, strict=True):
                rest[column] -= cell or 0
        count += not any(rest)
    return count


small = st.builds(
    lambda rows: Shape(tuple(rows), (len(rows),), False, False, False),
    st.lists(st.tuples(*[figures] * 4).filter(any), min_size=1, max_size=2).map(lambda ragged: [(11, 222, 3333, 44444), *ragged]),
)


@examples(0.6)
@given(small)
def test_rows_are_placed_when_and_only_when_one_placement_holds(shape: Shape) -> None:
    text, true = as_grid(shape)
    if true:
        assert (set(check.place(table(text))) == set(true)) == (solutions(shape, true) == 1)
