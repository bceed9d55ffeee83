"""What must hold of everything that is published, as suites of expectations with their reasons in words."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation, localcontext
from typing import TYPE_CHECKING, Any

from publish.accounting import ASIDE, LOST, SEEN, USED
from publish.fields import FINDING_FIELDS, OBSERVATION_FIELDS

if TYPE_CHECKING:
    import pandas as pd

NUMBER = r"^-?\d+(?:\.\d+)?$"
POSITIVE = r"^(?!0+(?:\.0+)?$)\d+(?:\.\d+)?$"
INDEX = r"^\d+$"
ORDINAL = r"^[1-9]\d*$"
ADDITIVE = ("sum", "difference", "count")
KINDS = (*ADDITIVE, "ratio", "growth", "share", "equal")
ORIGINS = ("label", "header", "formula", "prose", "schema", "numbers")
VERDICTS = ("exact", "rounding", "truncation", "inconsistent", "undecidable")
STATUSES = ("clean", "unchecked", "quarantined")

_HEADERS = {
    "observations.csv": ",".join(field.name for field in OBSERVATION_FIELDS),
    "observations.parquet": ",".join(field.name for field in OBSERVATION_FIELDS),
    "findings.csv": ",".join(field.name for field in FINDING_FIELDS),
}


@dataclass(frozen=True, slots=True)
class RowRule:
    """An expectation of our own: `holds` gets the columns and says of each row whether it is as it must be."""

    name: str
    columns: tuple[str, ...]
    description: str
    holds: Callable[[pd.DataFrame], pd.Series[bool]]


def _gaps_hold(rows: pd.DataFrame) -> pd.Series[bool]:
    """Whether the gap is right where all three are given: 28 digits are what Python's decimals compute with."""
    import pandas as pd

    given = rows.notna().all(axis=1)
    held = [not known or _gap_holds(*figures) for known, *figures in zip(given, *(rows[name] for name in rows), strict=True)]
    return pd.Series(held, index=rows.index, dtype=bool)


def _gap_holds(stated: str, computed: str, gap: str) -> bool:
    try:
        with localcontext(prec=28):
            return Decimal(stated) - Decimal(computed) == +Decimal(gap)
    except InvalidOperation:
        return False


OWN_REPORT = RowRule(
    "own_report",
    ("report", "staged"),
    "Every row tells the name of the report in whose folder it stands.",
    lambda rows: rows["report"] == rows["staged"],
)

OBSERVATION_RULES = (
    OWN_REPORT,
    RowRule(
        "value_or_marker",
        ("value", "marker"),
        "An observation is a number or a marker in a number's place: exactly one of value and marker is given.",
        lambda rows: rows["value"].isna() != rows["marker"].isna(),
    ),
    RowRule(
        "base_value_with_base_unit",
        ("value", "base_value", "base_unit"),
        "A number whose base unit is known has a base value, and a base value is given only then.",
        lambda rows: rows["base_value"].notna() == (rows["value"].notna() & rows["base_unit"].notna()),
    ),
    RowRule(
        "unit_of_base_value",
        ("base_value", "unit"),
        "A base value is given only where the written unit is known.",
        lambda rows: rows["base_value"].isna() | rows["unit"].notna(),
    ),
    RowRule(
        "observation_folder",
        ("status", "folder"),
        "The values of quarantined tables stand in the quarantine folder, all others outside it.",
        lambda rows: (rows["status"] == "quarantined") == (rows["folder"] == "quarantine"),
    ),
)

FINDING_RULES = (
    OWN_REPORT,
    RowRule(
        "verdict_of_relation",
        ("kind", "target", "terms", "verdict"),
        "A finding with a relation has its kind, target, terms and verdict; one without has neither kind, terms nor verdict.",
        lambda rows: (
            (rows["kind"].notna() == rows["verdict"].notna())
            & (rows["kind"].notna() == rows["terms"].notna())
            & (rows["kind"].isna() | rows["target"].notna())
        ),
    ),
    RowRule(
        "inconsistent_with_figures",
        ("verdict", "stated", "computed", "gap"),
        "An inconsistent finding tells the stated figure, the computed one, and the gap between them.",
        lambda rows: (rows["verdict"] != "inconsistent") | rows[["stated", "computed", "gap"]].notna().all(axis=1),
    ),
    RowRule(
        "gap_is_stated_less_computed",
        ("stated", "computed", "gap"),
        "The gap is the stated figure less the computed one, in exact decimal arithmetic to 28 digits.",
        _gaps_hold,
    ),
    RowRule(
        "no_broken_sum_outside_quarantine",
        ("kind", "verdict", "severity", "table_status"),
        "A table with a sum, difference or count that is wrong and not accepted is in quarantine.",
        lambda rows: (
            ~rows["kind"].isin(ADDITIVE)
            | (rows["verdict"] != "inconsistent")
            | (rows["severity"] != "error")
            | ~rows["table_status"].isin(("clean", "unchecked"))
        ),
    ),
    RowRule(
        "no_error_on_clean_table",
        ("severity", "table_status"),
        "No error is found on a clean table.",
        lambda rows: (rows["severity"] != "error") | (rows["table_status"] != "clean"),
    ),
    RowRule(
        "finding_folder",
        ("table_status", "folder"),
        "Findings on quarantined tables stand in the quarantine folder, all others outside it.",
        lambda rows: rows["table_status"].isna() | ((rows["table_status"] == "quarantined") == (rows["folder"] == "quarantine")),
    ),
)


def _accounts_add_up(rows: pd.DataFrame) -> pd.Series[bool]:
    """Whether each account's numbers seen are those used, set aside and lost, as its report's other rows count them."""
    import pandas as pd

    numbers = {name: pd.to_numeric(rows[name], errors="coerce").fillna(0) for name in ("stated", "computed", "gap")}
    counted = numbers["computed"].where(rows["rule"].isin((USED, ASIDE)), 0).groupby(rows["staged"]).transform("sum")
    warned = (rows["rule"] == LOST).groupby(rows["staged"]).transform("any")
    seen = numbers["stated"]
    kept = (numbers["computed"] == counted) & (seen == counted + numbers["gap"]) & (warned == (numbers["gap"] != 0))
    return (rows["rule"] != SEEN) | kept


ACCOUNT_RULE = RowRule(
    "accounted_for",
    ("staged", "rule", "stated", "computed", "gap"),
    "The numbers seen in a source are those used and those set aside for a reason; what is missing has a warning.",
    _accounts_add_up,
)

FILE_RULES = (
    RowRule(
        "header",
        ("file", "header"),
        "Observations and findings have exactly the columns of the contract, in its order.",
        lambda rows: rows["file"].map(_HEADERS).isna() | (rows["file"].map(_HEADERS) == rows["header"].fillna("")),
    ),
    RowRule(
        "parquet_rows",
        ("rows", "csv_rows"),
        "The Parquet file has as many rows as the CSV file.",
        lambda rows: rows["csv_rows"].isna() | (rows["rows"] == rows["csv_rows"]),
    ),
    RowRule(
        "table_rows",
        ("rows", "last_row"),
        "A table's own file exists and has a row for every row with a value.",
        lambda rows: rows["last_row"].isna() | (rows["last_row"] < rows["rows"]),
    ),
    RowRule(
        "one_status",
        ("file", "statuses"),
        "All values of a table have one status.",
        lambda rows: rows["statuses"].isna() | (rows["statuses"] == 1),
    ),
)


def observation_suite() -> list[Any]:
    """The expectations of the observations of a run."""
    return [
        *_given("report", "table", "row", "column", "part", "raw", "status"),
        _unique("report", "table", "row", "column", "part", of="A value"),
        _matches("table", r"^t\d+$", "Tables are named t01, t02 … in reading order."),
        *(_matches(name, INDEX, f"The {name} counts from 0.") for name in ("row", "column", "part")),
        *(_matches(name, ORDINAL, f"The {name} counts from 1 where it is known.") for name in ("page", "line")),
        *(_matches(name, NUMBER, f"The {name} is in plain decimal digits.") for name in ("value", "base_value")),
        _matches("quantum", POSITIVE, "A number is printed in steps greater than 0."),
        _among("status", STATUSES, "A table is clean, unchecked or quarantined."),
        *(_row_expectation(rule) for rule in OBSERVATION_RULES),
    ]


def finding_suite() -> list[Any]:
    """The expectations of the findings of a run."""
    return [
        *_given("report", "finding", "rule", "severity", "message"),
        _unique("report", "finding", of="A finding"),
        _matches("finding", r"^f\d{4,}$", "Findings are numbered f0001, f0002 … in their report."),
        _matches("rule", r"^HG\d{3}$", "Rules have codes such as HG101, which never change."),
        _among("kind", KINDS, "A relation is of a known kind."),
        _among("origin", ORIGINS, "A relation comes from a known origin."),
        _among("verdict", VERDICTS, "A verdict is one of five."),
        _among("severity", ("error", "warning", "note"), "A severity is error, warning or note."),
        *(_matches(name, NUMBER, f"The {name} figure is in plain decimal digits.") for name in ("stated", "computed", "gap")),
        _matches("tolerance", r"^\d+(?:\.\d+)?$", "The tolerance is in plain decimal digits and not negative."),
        *(_row_expectation(rule) for rule in (*FINDING_RULES, ACCOUNT_RULE)),
    ]


def file_suite() -> list[Any]:
    """The expectations of the files of a run."""
    return [_unique("staged", "folder", "file", of="A file"), *(_row_expectation(rule) for rule in FILE_RULES)]


def _given(*columns: str) -> list[Any]:
    import great_expectations.expectations as gxe

    return [gxe.ExpectColumnValuesToNotBeNull(column=name, description=f"The {name} is always given.") for name in columns]


def _matches(column: str, regex: str, description: str) -> Any:
    import great_expectations.expectations as gxe

    return gxe.ExpectColumnValuesToMatchRegex(column=column, regex=regex, description=description)


def _among(column: str, values: tuple[str, ...], description: str) -> Any:
    import great_expectations.expectations as gxe

    return gxe.ExpectColumnValuesToBeInSet(column=column, value_set=list(values), description=description)


def _unique(*columns: str, of: str) -> Any:
    import great_expectations.expectations as gxe

    description = f"{of} is told by {', '.join(columns)}: no two rows share them."
    return gxe.ExpectCompoundColumnsToBeUnique(column_list=list(columns), description=description)


def _row_expectation(rule: RowRule) -> Any:
    return _row_class(rule)(column_list=list(rule.columns), ignore_row_if="never", description=rule.description)


@functools.cache
def _row_class(rule: RowRule) -> Any:
    """The rule as a metric and an expectation on it; Great Expectations keeps both by name, so they are made once."""
    from great_expectations.execution_engine import PandasExecutionEngine
    from great_expectations.expectations.expectation import MulticolumnMapExpectation
    from great_expectations.expectations.metrics import map_metric_provider as provider

    def holds(_cls: type, column_list: pd.DataFrame, **_: object) -> pd.Series[bool]:
        return rule.holds(column_list)

    camel = "".join(word.title() for word in rule.name.split("_"))
    metric = {
        "condition_metric_name": f"hapgye.{rule.name}",
        "condition_domain_keys": ("batch_id", "table", "column_list", "row_condition", "condition_parser", "ignore_row_if"),
        "_pandas": provider.multicolumn_condition_partial(engine=PandasExecutionEngine)(holds),
        "__module__": __name__,
    }
    type(f"{camel}Metric", (provider.MulticolumnMapMetricProvider,), metric)
    expectation = {
        "map_metric": f"hapgye.{rule.name}",
        "success_keys": ("mostly",),
        "args_keys": ("column_list",),
        "__module__": __name__,
    }
    return type(f"Expect{camel}", (MulticolumnMapExpectation,), expectation)
