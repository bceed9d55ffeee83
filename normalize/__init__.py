"""Raw tables in, tables out: exact numbers, units, periods and label paths. Knows only `schemas`."""

from normalize.numbers import read_quantities
from normalize.periods import read_period
from normalize.reasons import dated, footnote_marks, numbers_in, page_numbers, reasons
from normalize.tables import statements, table, tables

__all__ = [
    "dated",
    "footnote_marks",
    "numbers_in",
    "page_numbers",
    "read_period",
    "read_quantities",
    "reasons",
    "statements",
    "table",
    "tables",
]
