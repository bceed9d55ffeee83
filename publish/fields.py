"""The columns of the published files: their order, their types and what they mean. The order is a contract."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

FieldType = Literal["string", "integer", "number"]
Value = str | int | Decimal | None
Record = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a published file; `unit` is the unit of its numbers where all share one."""

    name: str
    type: FieldType = "string"
    description: str = ""
    unit: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The content of one published file: its columns and one record per row, each as wide as the columns."""

    fields: tuple[Field, ...]
    records: tuple[Record, ...]

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)


OBSERVATION_FIELDS = (
    Field("report", "string", "name of the report: its file name without the ending", required=True),
    Field("table", "string", "name of the table: t01, t02 … in reading order", required=True),
    Field("page", "integer", "page on which the value stands, from 1; blank where the format has no pages"),
    Field("line", "integer", "line on which the value stands, from 1; blank where the format has no lines"),
    Field("row", "integer", "row in the table's body, from 0", required=True),
    Field("column", "integer", "column in the table's body, from 0, label columns counted", required=True),
    Field("part", "integer", "place of the value in a compound cell, from 0", required=True),
    Field("row_path", "string", "labels of the row, outermost first, joined with ' > '"),
    Field("column_path", "string", "header texts of the column, outermost first, joined with ' > '"),
    Field(
        "raw",
        "string",
        "text of the cell as printed, white space folded; of a very long cell, the text of this value",
        required=True,
    ),
    Field("value", "number", "the number in its written unit; blank where a marker stands"),
    Field("unit", "string", "unit as written; blank where it is not known"),
    Field("base_value", "number", "the number in its base unit"),
    Field("base_unit", "string", "base unit, such as 원 of 백만원"),
    Field("quantum", "number", "how finely the number is printed, in its written unit"),
    Field("marker", "string", "what stands in a number's place, such as 비예산 or -"),
    Field("status", "string", "of the table: clean, unchecked or quarantined", required=True),
)

FINDING_FIELDS = (
    Field("report", "string", "name of the report: its file name without the ending", required=True),
    Field("finding", "string", "number of the finding in the report: f0001, f0002 …", required=True),
    Field("rule", "string", "code of the rule, such as HG101; `hapgye explain HG101` tells what it means", required=True),
    Field("kind", "string", "sum, difference, ratio, growth, share, count or equal; blank without a relation"),
    Field("origin", "string", "where the relation was read: label, header, formula, prose, schema or numbers"),
    Field("table", "string", "name of the table; blank for prose and for problems of the source"),
    Field("page", "integer", "page of the target, from 1"),
    Field("line", "integer", "line of the target, from 1"),
    Field("row", "integer", "row of the target in the table's body, from 0"),
    Field("column", "integer", "column of the target in the table's body, from 0; blank for a row's label"),
    Field("target", "string", "the figure that states: table!row,column[,part], table!row for a count, line:n for prose"),
    Field(
        "terms",
        "string",
        "its parts, joined with ' + ' and ' - '; of a ratio, share or growth numerator then denominator, new then old",
    ),
    Field("stated", "number", "the figure as stated, in the target's written unit; of HG704 the numbers seen in the source"),
    Field("computed", "number", "the figure computed from the parts, in the same unit; of HG704 to HG707 a count"),
    Field("gap", "number", "stated less computed"),
    Field("tolerance", "number", "largest gap that the printed digits allow"),
    Field("verdict", "string", "exact, rounding, truncation, inconsistent or undecidable; blank without a relation"),
    Field("severity", "string", "error, warning or note", required=True),
    Field("suspects", "string", "the fewest cells whose change makes all relations of the table hold, joined with '; '"),
    Field("suggestion", "string", "the value that would hold, where a slip is likely; never applied"),
    Field("message", "string", "what was found, expected, where, and what to do", required=True),
)

REASON_FIELDS = (
    Field("report", "string", "name of the report: its file name without the ending", required=True),
    Field("table", "string", "name of the quarantined table", required=True),
    Field("page", "integer", "page on which the table begins, from 1"),
    Field("line", "integer", "line on which the table begins, from 1"),
    Field("caption", "string", "caption of the table as printed"),
    Field("reason", "string", "why the table is not published as clean", required=True),
)
