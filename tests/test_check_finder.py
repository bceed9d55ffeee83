"""Sums found from the numbers themselves in bare grids."""

from __future__ import annotations

import time
from decimal import Decimal
from random import Random

import pytest

from check.finder import FoundSum, find_sums
from check.finder_grid import Grid, grid_of

Signature = tuple[str, int, tuple[int, ...]]


def grid(text: str) -> Grid:
    """The grid that lines of figures show; a dot is a blank."""
    rows = [line.split() for line in text.strip().splitlines()]
    figures = {
        (r, c): (Decimal(cell.replace(",", "")), len(cell.partition(".")[2]))
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
        if cell != "."
    }
    return grid_of(figures, len(rows), max(map(len, rows)))


def signatures(found: list[FoundSum]) -> set[Signature]:
    return {(f.axis, f.total, f.members) for f in found}


def random_rows(count: int, columns: int, rng: Random, high: int = 9_999) -> list[list[int]]:
    return [[rng.randint(1, high) for _ in range(columns)] for _ in range(count)]


def shown(rows: list[list[int]]) -> Grid:
    return grid("\n".join(" ".join(map(str, row)) for row in rows))


def added(rows: list[list[int]]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


@pytest.mark.parametrize("before", [True, False], ids=["total first", "total last"])
def test_a_total_row_beside_its_parts(before: bool) -> None:
    rows = random_rows(5, 4, Random(1))
    whole = shown([added(rows), *rows] if before else [*rows, added(rows)])
    wanted = ("column", 0, (1, 2, 3, 4, 5)) if before else ("column", 5, (0, 1, 2, 3, 4))
    assert wanted in signatures(find_sums(whole))


def test_nested_totals_on_both_axes() -> None:
    rng = Random(2)
    first, second = random_rows(3, 4, rng), random_rows(4, 4, rng)
    rows = [added(first), *first, added(second), *second]
    rows.insert(0, added([rows[0], rows[4]]))
    found = signatures(find_sums(shown([[sum(row), *row] for row in rows])))
    assert {("column", 1, (2, 3, 4)), ("column", 5, (6, 7, 8, 9)), ("column", 0, (1, 5)), ("row", 0, (1, 2, 3, 4))} <= found


def test_every_other_column_is_a_part() -> None:
    rows = [[a + b + c, d + e + f, a, d, b, e, c, f] for a, b, c, d, e, f in random_rows(6, 6, Random(3))]
    assert {("row", 0, (2, 4, 6)), ("row", 1, (3, 5, 7))} <= signatures(find_sums(shown(rows)))


def test_a_difference_is_a_sum() -> None:
    rows = [[a, b, a - b] for a, b in ((900 + x, y) for x, y in random_rows(8, 2, Random(4)))]
    assert ("row", 0, (1, 2)) in signatures(find_sums(shown(rows)))


def test_two_breakdowns_of_one_total() -> None:
    rows = []
    for a, b, c, d in random_rows(8, 4, Random(5)):
        whole = a + b + c + d
        rows.append([whole, a, whole - a, b, c, whole - b - c])
    found = signatures(find_sums(shown(rows)))
    assert {("row", 0, (1, 2)), ("row", 0, (3, 4, 5))} <= found


def test_a_run_with_a_hole() -> None:
    rows = [[sum(row) - row[2], *row] for row in random_rows(9, 6, Random(6))]
    assert ("row", 0, (1, 2, 4, 5, 6)) in signatures(find_sums(shown(rows)))


def test_rounded_figures_meet_within_their_digits() -> None:
    rng = Random(7)
    rows = [[rng.uniform(10, 9_000) for _ in range(5)] for _ in range(6)]
    text = "\n".join(" ".join(f"{value:.1f}" for value in (sum(row), *row)) for row in rows)
    assert ("row", 0, (1, 2, 3, 4, 5)) in signatures(find_sums(grid(text)))


def test_a_line_that_fails_is_told() -> None:
    rows = [[sum(row), *row] for row in random_rows(9, 4, Random(8))]
    rows[4][0] += 30
    (found,) = [f for f in find_sums(shown(rows)) if f.axis == "row"]
    assert (found.total, found.members, found.fails) == (0, (1, 2, 3, 4), (4,))
    assert 4 not in found.lines


@pytest.mark.parametrize("seed", range(8))
def test_random_figures_have_no_sums(seed: int) -> None:
    assert find_sums(shown(random_rows(12, 6, Random(seed), high=99_999))) == []


@pytest.mark.parametrize(
    "rows",
    [
        [[0] * 5 for _ in range(8)],
        [[7, 3, 4, 9, 2]] * 8,
        [[1, 1, 0, 0, 1], [0, 1, 0, 1, 0], [1, 0, 1, 0, 0], [0, 0, 0, 1, 1], [1, 1, 1, 0, 0]],
        [[3]],
        [[1, 2, 3]],
    ],
    ids=["zeros", "one row again and again", "ones and zeros", "one figure", "one row"],
)
def test_zeros_repeated_rows_and_small_counts_prove_nothing(rows: list[list[int]]) -> None:
    assert find_sums(shown(rows)) == []


def test_a_label_tips_the_scale() -> None:
    text = "12 \n 7 \n 30 \n 49"
    assert find_sums(grid(text)) == []
    rows = [*random_rows(4, 1, Random(9))]
    lone = shown([*rows, added(rows)])
    assert find_sums(lone) == []
    assert signatures(find_sums(lone, total_rows=[False] * 4 + [True])) == {("column", 4, (0, 1, 2, 3))}


def test_figures_of_any_size_are_searched_without_overflow() -> None:
    text = "9" * 40 + " 1 2\n12 5 7\n0.000000000000000000001 3 4\n1e300 8 9".replace("1e300", "1" + "0" * 300)
    whole = grid(text)
    assert not whole.known[0, 0]
    assert not whole.known[3, 0]
    assert find_sums(whole) == []


def test_an_empty_grid_has_no_sums() -> None:
    assert find_sums(grid_of({}, 0, 0)) == []
    assert find_sums(grid_of({}, 3, 4)) == []


def test_a_large_grid_is_searched_quickly() -> None:
    rng = Random(10)
    groups = [random_rows(7, 20, rng) for _ in range(120)]
    rows = [row for group in groups for row in (added(group), *group)]
    whole = shown(rows)
    start = time.perf_counter()
    found = signatures(find_sums(whole))
    assert time.perf_counter() - start < 10
    assert {("column", 8 * at, tuple(range(8 * at + 1, 8 * at + 8))) for at in range(120)} <= found
