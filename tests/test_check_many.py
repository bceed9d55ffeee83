"""Many values at once are those that the constructor makes one by one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from check.many import many
from check.weigh import come_to
from schemas import CellRef, Finding, Quantity, Relation, Term


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 9))))
def test_many_are_what_the_constructor_makes(places: list[tuple[int, int]]) -> None:
    columns = {"table": ["t01"] * len(places), "row": [row for row, _ in places], "column": [column for _, column in places]}
    made = many(CellRef, len(places), columns)
    assert made == [CellRef("t01", row, column) for row, column in places]
    assert [hash(ref) for ref in made] == [hash(CellRef("t01", row, column)) for row, column in places]


def test_fields_without_a_column_have_their_defaults() -> None:
    assert many(Finding, 1, {"rule": ["HG601"], "message": ["m"], "severity": ["note"]}) == [Finding("HG601", "m", "note")]


def test_what_the_constructor_refuses_is_refused() -> None:
    target, terms = CellRef("t01", 0, 0), (Term(CellRef("t01", 1, 0)),)
    columns = {"rule": ["HG105"], "kind": ["sum"], "origin": ["numbers"], "target": [target], "terms": [terms]}
    assert many(Relation, 1, columns)[0] == Relation("HG105", "sum", "numbers", target, terms)
    with pytest.raises(ValueError, match="no rule"):
        many(Relation, 1, {**columns, "rule": ["HG000"]})
    with pytest.raises(TypeError, match="target"):
        many(Relation, 1, {key: column for key, column in columns.items() if key != "target"})
    with pytest.raises(AttributeError):
        many(Relation, 2, columns)


def test_figures_come_to_a_number_exactly_even_where_decimals_have_no_room() -> None:
    large, small = Quantity("1", Decimal("1e60")), Quantity("1", Decimal("1e-60"))
    assert come_to([(1, large), (-1, large)], Decimal(0))
    assert not come_to([(1, large), (1, small)], Decimal("1e60"))
    assert come_to([(1, large), (1, small), (-1, large)], Decimal("1e-60"))
