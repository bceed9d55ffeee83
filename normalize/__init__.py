"""Raw tables in, tables out: exact numbers, units, periods and label paths. Knows only `schemas`."""

from normalize.numbers import read_quantities
from normalize.periods import read_period
from normalize.tables import statements, table, tables

__all__ = ["read_period", "read_quantities", "statements", "table", "tables"]
