"""Sheets as files: CSV in which everything is text, and Parquet with types."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

from publish.fields import Field, Sheet, Value
from publish.text import guarded, plain

DECIMAL_DIGITS, DECIMAL_PLACES = 38, 10
"""Numbers in Parquet: 28 digits before the point and 10 behind it, the same in every file, so that files can be read as one."""


def write_csv(sheet: Sheet, path: Path) -> None:
    """Write UTF-8 without byte order mark, lines ended by a line feed, quotes where RFC 4180 asks for them.

    Numbers are plain decimal digits; text that a spreadsheet would run as a formula is guarded (see `publish.text.guarded`).
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(sheet.header)
        writer.writerows([_text(value) for value in record] for record in sheet.records)


def write_parquet(sheet: Sheet, path: Path) -> None:
    """Write the same rows and columns with types: integers as int64, numbers as decimal128(38, 10), the rest as strings.

    A column of numbers of which one has more digits than that is written as strings of plain digits, in this file only.
    Text is not guarded here: Parquet has no formulas.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    path.parent.mkdir(parents=True, exist_ok=True)
    columns = [_arrow(field, [record[i] for record in sheet.records]) for i, field in enumerate(sheet.fields)]
    described = [
        pa.field(field.name, column.type, metadata={"description": field.description})
        for field, column in zip(sheet.fields, columns, strict=True)
    ]
    pq.write_table(pa.Table.from_arrays(columns, schema=pa.schema(described)), path)


def _text(value: Value) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return plain(value)
        case int():
            return str(value)
        case str():
            return guarded(value)


def _arrow(field: Field, values: list[Value]) -> Any:
    """A column as an Arrow array of its field's type; blank text is null, as it is in CSV."""
    import pyarrow as pa

    if field.type == "integer":
        return pa.array(values, pa.int64())
    if field.type == "number":
        try:
            return pa.array(values, pa.decimal128(DECIMAL_DIGITS, DECIMAL_PLACES))
        except pa.ArrowInvalid:
            return pa.array([plain(v) if isinstance(v, Decimal) else None for v in values], pa.string())
    return pa.array([value or None for value in values], pa.string())
