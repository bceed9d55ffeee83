"""Locating errors in figures that linear edits tie together."""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal
from fractions import Fraction

import pytest

from check.locate import Edit, book_of, corrected, exchanges, explaining, failing, repairs, shared
from check.locate_milp import determined, rounded_apart, smallest_sets
from check.locate_slip import digit_slip


def balance(whole: str, *parts: str, slack: int = 0) -> Edit:
    """The whole is the sum of its parts."""
    terms = ((whole, Fraction(1)), *((part, Fraction(-1)) for part in parts))
    return Edit(terms, Fraction(-slack), Fraction(slack))


def record(**figures: int) -> dict[Hashable, Fraction]:
    return {key: Fraction(value) for key, value in figures.items()}


BOOKS = [balance("c", "a", "b"), balance("f", "d", "e"), balance("g", "c", "f"), balance("h", "b", "e")]
GOOD = record(a=1452, b=116, c=1568, d=323, e=88, f=411, g=1979, h=204)


def test_a_consistent_record_has_nothing_to_locate() -> None:
    assert failing(BOOKS, GOOD) == []
    assert repairs(book_of(BOOKS, GOOD)) == []
    assert explaining(book_of(BOOKS, GOOD)) == []
    assert smallest_sets(BOOKS, GOOD) == [frozenset()]


def test_a_slip_that_repairs_everything_is_undone() -> None:
    wrong = {**GOOD, "b": Fraction(161)}
    (best, *_) = repairs(book_of(BOOKS, wrong))
    assert (best.key, best.value, best.slip, best.mends) == ("b", 116, "two digits swapped", 2)
    assert corrected(BOOKS, wrong) == GOOD


def test_two_slips_apart_are_both_undone() -> None:
    wrong = {**GOOD, "a": Fraction(1425), "d": Fraction(332)}
    assert corrected(BOOKS, wrong) == GOOD


def test_a_change_that_breaks_another_edit_is_none() -> None:
    edits = [balance("z", "x", "y"), Edit((("x", Fraction(1)),), None, Fraction(0), strict=True)]
    assert all(repair.key != "x" for repair in repairs(book_of(edits, record(x=-123, y=129, z=252))))


def test_fixed_figures_are_left_alone() -> None:
    edits, wrong = [balance("z", "x", "y")], record(x=161, y=1452, z=1568)
    assert corrected(edits, wrong)["x"] == 116
    assert corrected(edits, wrong, fixed={"x"}) == wrong


def test_the_one_figure_that_explains_all_failures() -> None:
    assert explaining(book_of(BOOKS, {**GOOD, "b": Fraction(7000)})) == ["b"]
    assert explaining(book_of(BOOKS, {**GOOD, "c": Fraction(9)})) == ["c"]
    assert explaining(book_of(BOOKS, {**GOOD, "a": Fraction(9)})) == ["a"]


def test_only_the_figures_asked_about_are_tried() -> None:
    book = book_of(BOOKS, {**GOOD, "b": Fraction(161)})
    assert shared(book) == ["b"]
    assert {repair.key for repair in repairs(book, among={"b"})} == {"b"}
    assert {repair.key for repair in repairs(book.about(book.failed[:1]), among={"a"})} == {"a"}


def test_neighbours_exchanged() -> None:
    edits = [balance("p", "a", "c"), balance("q", "b", "d")]
    right = record(a=17, b=940, c=3, d=5, p=20, q=945)
    wrong = {**right, "a": right["b"], "b": right["a"]}
    assert exchanges(book_of(edits, wrong), [("a", "b"), ("c", "d")]) == [("a", "b")]
    assert exchanges(book_of(edits, right), [("a", "b"), ("c", "d")]) == []


def test_all_smallest_sets_are_given() -> None:
    edits = [balance("z", "x", "y")]
    wrong = record(x=1, y=1, z=1)
    assert set(smallest_sets(edits, wrong)) == {frozenset({"x"}), frozenset({"y"}), frozenset({"z"})}
    assert smallest_sets(edits, wrong, {"x": 1, "y": 2, "z": 2}) == [frozenset({"x"})]
    assert smallest_sets(edits, wrong, fixed={"x", "y"}) == [frozenset({"z"})]
    assert smallest_sets(edits, wrong, fixed={"x", "y", "z"}) == []
    assert len(smallest_sets(edits, wrong, limit=2)) == 2


def test_two_errors_need_two_figures() -> None:
    wrong = {**GOOD, "a": Fraction(9), "d": Fraction(9000)}
    assert frozenset({"a", "d"}) in smallest_sets(BOOKS, wrong)
    assert {len(chosen) for chosen in smallest_sets(BOOKS, wrong)} == {2}


def test_missing_figures_are_free_and_filled_only_when_determined() -> None:
    edits = [balance("z", "x", "y"), balance("w", "u", "v")]
    known = record(x=3, z=10, w=5)
    assert failing(edits, known) == []
    assert determined(edits, known) == {"y": pytest.approx(7)}


def test_rounding_alone_or_not() -> None:
    edits = [balance("z", "x", "y"), balance("z", "u", "v")]
    assert rounded_apart(edits, record(x=3, y=4, z=8, u=4, v=4)) is not None
    assert rounded_apart(edits, record(x=3, y=4, z=80, u=4, v=4)) is None


@pytest.mark.parametrize(
    ("printed", "meant", "name"), [("690", "690000", ""), ("12", "-12", ""), ("192", "129", "two digits swapped")]
)
def test_a_digit_slip_is_of_digits_only(printed: str, meant: str, name: str) -> None:
    assert digit_slip(Decimal(printed), Decimal(meant)) == name
