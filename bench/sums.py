"""Run the finder of sums on annotated tables and write what it found.

    bench/sums.py RECORDS FOUND.jsonl [--no-labels]

RECORDS holds one JSON object a line (.jsonl or .jsonl.gz) with id, number_format and table (rows of strings). FOUND.jsonl gets
a line {"id": …, "sums": [[[r, c], [[r, c], …]], …]} per record, the total first, its parts after it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from check.finder import FoundSum, find_sums
from check.finder_grid import grid_of

Figures = dict[tuple[int, int], tuple[Decimal, int]]
_THOUSANDS = {"Comma": ",", "Space": " ", "Point": ".", "None": ""}
_POINTS = {"Point": ".", "Comma": ","}
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)")
_OFTEN = 5  # a sum that holds so many times as often as it fails is claimed where it fails, too
_FLAG = re.compile(r"(?<=\d)\s?[A-Za-z*]$")
_TOTAL = re.compile(
    r"\b(?:sub|grand|gross|net)?[-\s]*(?:totals?|totaux|sum|sums|overall|together|combined|aggregate|insgesamt|gesamt|summe|"
    r"totalt|yhteens[äa]|ensemble|i alt|alle|all|both|totale|totali|celkem|razem|osszesen|összesen)\b|합계|총계|소계|전체|^계$",
    re.IGNORECASE,
)


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file, packed or not."""
    opened: Any = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def number(text: str, thousands: str, point: str) -> tuple[Decimal, int] | None:
    """The value of a cell and the number of its printed decimals; None for words."""
    text = re.sub(r"[\u00a0\u2009\u202f ]", " ", text.strip()).replace("−", "-").replace("–", "-")
    negative = text.startswith("(") and text.endswith(")")
    text = _FLAG.sub("", text.strip("()").strip(" $€£¥%*")).replace(" ", "" if thousands == " " else " ")
    if thousands not in {"", " "}:
        text = text.replace(thousands, "")
    text = text.replace(point, ".") if point != "." else text
    if not _NUMBER.fullmatch(text):
        return None
    value = Decimal(text)
    return (-value if negative else value), len(text.partition(".")[2])


def figures(table: Sequence[Sequence[str]], number_format: str) -> Figures:
    """The figures of a table by row and column."""
    group, _, decimal = number_format.partition(" ")
    found: Figures = {}
    for r, row in enumerate(table):
        for c, text in enumerate(row):
            figure = number(str(text), _THOUSANDS.get(group, ""), _POINTS.get(decimal, "."))
            if figure is not None:
                found[r, c] = figure
    return found


def named_totals(table: Sequence[Sequence[str]], numbers: Figures) -> tuple[list[bool], list[bool]]:
    """Which rows and columns are named as totals by the words before their first figure."""
    width = max(map(len, table), default=0)
    rows = [any(_TOTAL.search(str(t)) for c, t in enumerate(row) if (r, c) not in numbers) for r, row in enumerate(table)]
    columns = [False] * width
    for c in range(width):
        head = [str(row[c]) for row in table if c < len(row)]
        first = next((r for r in range(len(table)) if (r, c) in numbers), 0)
        columns[c] = any(_TOTAL.search(text) for text in head[:first])
    return rows, columns


def sums(record: dict[str, Any], labels: bool) -> list[list[Any]]:
    """The sums found in one record, cell by cell."""
    table = record["table"]
    numbers = figures(table, record["number_format"])
    grid = grid_of(numbers, len(table), max(map(len, table), default=0))
    rows, columns = named_totals(table, numbers) if labels else ([], [])
    out = []
    for found in find_sums(grid, rows, columns):
        lines = (*found.lines, *found.fails) if len(found.lines) >= _OFTEN * len(found.fails) else found.lines
        out += [_cells(found, line, table) for line in lines]
    return out


def _cells(found: FoundSum, line: int, table: Sequence[Sequence[str]]) -> list[Any]:
    places = [(line, p) if found.axis == "row" else (p, line) for p in (found.total, *found.members)]
    return [places[0], [(r, c) for r, c in places[1:] if c < len(table[r])]]


def main() -> None:
    """Run all records and say how long they took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("found", type=Path)
    parser.add_argument("--no-labels", action="store_true")
    arguments = parser.parse_args()
    spent: list[tuple[float, str]] = []
    with arguments.found.open("w", encoding="utf-8") as out:
        for record in records(arguments.records):
            start = time.perf_counter()
            found = sums(record, labels=not arguments.no_labels)
            spent.append((time.perf_counter() - start, record["id"]))
            out.write(json.dumps({"id": record["id"], "sums": found}) + "\n")
    slowest, name = max(spent, default=(0.0, ""))
    print(f"{len(spent)} records in {sum(s for s, _ in spent):.1f} s, slowest {name} {slowest:.2f} s")


if __name__ == "__main__":
    main()
