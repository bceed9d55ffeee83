"""How much of the number notation of a verified report is read right.

    python bench/notation.py TRUTH.json [TEXT]

Lists every entry of the truth file's `numbers` that is not read right, and prints as its last line `right R of N  P %`. An
entry has `raw` (the text as printed), `value`, `unit` (what the value is in), `written_unit` and a `kind`. What is right:

figures      `read_quantities(raw, written_unit)` yields every expected value, in order. Values are compared in the base
             unit (4,893천명 as 4893000 명), a list holds several, null is the open side of a bound. The unit must be the
             expected one, or the one written. A rate's denominator (`원/월`), a counted noun (`개 사업`) and a remark in
             parentheses need not be read where they are not part of `raw`'s unit. Nothing else may be read outside
             parentheses.
inherited    where neither `raw` nor `written_unit` holds the unit it stands elsewhere on the line: the entry is read in
             its line of TEXT when that is given; else the figure counts as right when some unit of the same base makes it so.
dates        `read_periods(raw)` yields the dates, compared by first and last day, and nothing is read as a quantity. A
             year that is printed elsewhere is handed in, as a caller would.
traps        figures and dates among them as above, and nothing else may be read; names and addresses yield no quantity.
ordinals     (`2기`, `3단계`) are no quantities.
labels       a header's or caption's units are read, and no quantity. A marker is read as a marker.
"""

from __future__ import annotations

import calendar
import json
import re
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from normalize.numbers import read_quantities
from normalize.periods import Period, read_periods
from normalize.units import find, read_units, spellings, to_base
from schemas import Quantity

DATES = {"year", "fiscal_year", "month", "month_range", "date_range", "half_year", "date"}
Entry = dict[str, Any]


def first_day(date: str | None) -> str | None:
    """The first day of an ISO date of any precision."""
    return None if date is None else date + "-01" * (2 - date.count("-"))


def last_day(date: str | None) -> str | None:
    """The last day of an ISO date of any precision."""
    if date is None:
        return None
    parts = [int(part) for part in date.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return f"{year:04d}-{month:02d}-{day:02d}"


def spans(value: Any, kind: str) -> list[tuple[str | None, str | None]]:
    """The expected first and last days: of one date, of a list of dates, of one range, or of several ranges."""
    if isinstance(value, str):
        return [(first_day(value), last_day(value))]
    if kind == "date_list":
        return [(first_day(date), last_day(date)) for date in value]
    ranges = value if isinstance(value[0], list) else [value]
    return [(first_day(start), last_day(end)) for start, end in ranges]


def year_of(value: Any) -> int | None:
    """The first year in an expected value."""
    found = re.search(r"\d{4}", json.dumps(value))
    return int(found[0]) if found else None


def days(period: Period) -> tuple[str | None, str | None]:
    return first_day(period.start), last_day(period.end)


def dates_right(entry: Entry) -> bool:
    read = read_periods(entry["raw"], year_of(entry["value"]))
    dated = all(not str(period.start or period.end).startswith("--") for period in read)
    return (
        dated
        and [days(period) for period in read] == spans(entry["value"], entry.get("kind", ""))
        and not read_quantities(entry["raw"])
    )


def expected(entry: Entry) -> list[tuple[Decimal, str]]:
    """The expected figures with the first word of their units, in order."""
    value, unit = entry["value"], entry["unit"]
    if isinstance(value, dict):
        values, units = list(value.values()), list(value) if set(unit.split("/")) >= set(value) else []
    else:
        values, units = value if isinstance(value, list) else [value], [part.strip() for part in unit.split(" / ")]
    units = units if len(units) == len(values) else [units[0] if units else unit] * len(values)
    pairs = zip(values, units, strict=True)
    return [(Decimal(str(number)), re.split(r"[ (/]", name)[0]) for number, name in pairs if number is not None]


def same_unit(quantity: Quantity, unit: str, written: str) -> bool:
    base = (quantity.base_unit or "").split("/")[0]
    return base == to_base(Decimal(1), unit)[1] or quantity.unit == written


def same(quantity: Quantity, number: Decimal, unit: str, entry: Entry) -> bool:
    if quantity.base_value is None or not same_unit(quantity, unit, entry["written_unit"]):
        return False
    if quantity.base_value == number:
        return True
    factors = {known.factor for known in spellings().values() if known.base == unit}
    return entry["written_unit"] == "(none)" and "text" not in entry and number / quantity.base_value in factors


def read(entry: Entry) -> list[Quantity]:
    """The quantities of an entry: of its raw text, or of its place in its line where the unit stands elsewhere on it."""
    raw, line = entry["raw"], entry.get("text", "")
    start = line.find(raw)
    if entry["written_unit"] == "(none)" and start >= 0:
        return [q for q in read_quantities(line) if start <= q.start and q.end <= start + len(raw)]
    written = entry["written_unit"]
    given = re.split(r"[ (]", entry["unit"])[0] if written == "(none)" else written
    return list(read_quantities(raw, given if find(given) else None))


def figures_right(entry: Entry) -> bool:
    wanted, seen = expected(entry), [q for q in read(entry) if q.value is not None]
    inside = entry.get("kind") != "trap" and "(" in entry["raw"]
    if len(seen) != len(wanted) and not (inside and len(seen) > len(wanted)):
        return False
    rest = iter(seen)
    return all(any(same(quantity, number, unit, entry) for quantity in rest) for number, unit in wanted)


def right(entry: Entry) -> bool:
    kind = entry.get("kind", "")
    if entry["unit"] in DATES:
        return dates_right(entry)
    if kind == "label":
        names = [part.strip() for part in entry["written_unit"].split(",")] if entry["unit"].startswith("unit") else []
        return list(read_units(entry["raw"])) == names and not read_quantities(entry["raw"])
    if entry["value"] is None:
        quantities = read_quantities(entry["raw"], entry["written_unit"])
        return bool(quantities and quantities[0].marker) if kind == "marker" else not quantities
    if kind == "ordinal":
        return not read_quantities(entry["raw"])
    return figures_right(entry)


def main(arguments: list[str]) -> None:
    truth = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    lines = Path(arguments[1]).read_text(encoding="utf-8").splitlines() if len(arguments) > 1 else []
    good = 0
    for entry in truth["numbers"]:
        if lines:
            entry["text"] = lines[entry["line"] - 1]
        if right(entry):
            good += 1
            continue
        read_as = [f"{q.value if q.marker is None else q.marker} {q.unit or ''}".strip() for q in read_quantities(entry["raw"])]
        periods = [f"{period.start}..{period.end}" for period in read_periods(entry["raw"])]
        wanted = f"{entry['value']} {entry['unit']}"
        print(f"line {entry['line']}  {entry['raw']!r}: {wanted}, read {read_as or periods or 'nothing'}")
    total = len(truth["numbers"])
    print(f"right {good} of {total}  {100 * good / total if total else 0:.1f} %")


if __name__ == "__main__":
    main(sys.argv[1:])
