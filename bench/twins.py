"""How far a document that exists in several formats reads the same from each.

    python bench/twins.py FOLDER...

Files below the folders that share a name but for its ending are one document in several formats. HWPX is the measure, or HWP
where there is no HWPX: there the cells are stored. For every other format the table prints which share of the measure's is
found again in the tables matched with them:

tables        tables with a figure for which the other format has one that shares at least half of its figures
cells         cells with text whose text (white space and width of characters aside) stands at the same row and column
figures       the same, for cells that are a figure
observations  published values with the same labels, unit and value, wherever they stand
values        published values with the same unit and value, whatever their labels

HWP and HWPX must be equal in everything, in content and context too: the last line says whether they are, and the exit status
is 1 if not.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import extract
from hapgye.pipeline import audit
from publish.observations import observation_sheet
from schemas import Audit, Paragraph, RawTable, Report

ENDINGS = (".hwpx", ".hwp", ".pdf")
FIGURE = re.compile(r"[△▲\-−–(]?\s*\d[\d,.]*\s*[%)]?")
SHARES = ("tables", "cells", "figures", "observations", "values")
LABELS = ("row_path", "column_path")
VALUE = ("value", "unit", "marker")

Grid = dict[tuple[int, int], str]


@dataclass(frozen=True)
class Reading:
    """One document from one format: as read, and with its figures understood."""

    report: Report
    audit: Audit


def plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def read(path: Path) -> Reading:
    report = extract.read(path)
    return Reading(report, audit(report))


def grids(report: Report) -> list[Grid]:
    """The tables with figures, as plain texts by their anchors."""
    tables = ({(cell.row, cell.column): plain(cell.text) for cell in table.cells if cell.text} for table in report.tables)
    return [grid for grid in tables if figures(grid)]


def figures(grid: Grid) -> Counter[str]:
    return Counter(text for text in grid.values() if FIGURE.fullmatch(text))


def matched(truth: Sequence[Grid], seen: Sequence[Grid]) -> list[tuple[Grid, Grid]]:
    """Pairs of tables that share most figures, and at least half of the first one's."""
    bags = [figures(grid) for grid in seen]
    shared = [((figures(a) & bag).total(), i, j) for i, a in enumerate(truth) for j, bag in enumerate(bags)]
    pairs: dict[int, int] = {}
    for count, i, j in sorted(shared, key=lambda entry: (-entry[0], entry[1:])):
        if count * 2 >= figures(truth[i]).total() and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(truth[i], seen[j]) for i, j in sorted(pairs.items())]


def in_place(truth: Grid, seen: Grid) -> tuple[int, int]:
    """Cells, and figures among them, that stand where they should; a table may begin a row or column later."""
    where: dict[str, list[tuple[int, int]]] = {}
    for (row, column), text in seen.items():
        where.setdefault(text, []).append((row, column))
    moves = Counter((r - row, c - column) for (row, column), text in truth.items() for r, c in where.get(text, ()))
    (down, across), _ = moves.most_common(1)[0]
    right = [text for (row, column), text in truth.items() if seen.get((row + down, column + across)) == text]
    return len(right), sum(FIGURE.fullmatch(text) is not None for text in right)


def observations(reading: Reading, *fields: str) -> Counter[Hashable]:
    """The published values by some of their fields."""
    sheet = observation_sheet("", reading.audit.tables)
    names = [field.name for field in sheet.fields]
    at = [names.index(field) for field in fields]
    return Counter(tuple(plain(str(record[index] or "")) for index in at) for record in map(tuple, sheet.records))


def compared(truth: Reading, seen: Reading) -> dict[str, tuple[int, int]]:
    """For each of `SHARES` how much of the measure was found again, and how much there is."""
    wanted = grids(truth.report)
    pairs = matched(wanted, grids(seen.report))
    right = [in_place(a, b) for a, b in pairs]
    out = {
        "tables": (len(pairs), len(wanted)),
        "cells": (sum(cells for cells, _ in right), sum(map(len, wanted))),
        "figures": (sum(count for _, count in right), sum(figures(grid).total() for grid in wanted)),
    }
    for name, fields in (("observations", (*LABELS, *VALUE)), ("values", VALUE)):
        known = observations(truth, *fields)
        out[name] = ((known & observations(seen, *fields)).total(), known.total())
    return out


def content(report: Report) -> list[RawTable | Paragraph]:
    return [replace(item, reader="") if isinstance(item, RawTable) else item for item in report.content]


def same(one: Reading, other: Reading) -> bool:
    """Whether two readings agree in all content and in all observations."""
    both = [observation_sheet("", reading.audit.tables) for reading in (one, other)]
    return content(one.report) == content(other.report) and list(both[0].records) == list(both[1].records)


def documents(folders: Iterable[str]) -> dict[str, dict[str, Path]]:
    """The documents that exist in several formats: their files by ending."""
    found: dict[str, dict[str, Path]] = {}
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix.lower() in ENDINGS:
                found.setdefault(path.stem, {})[path.suffix.lower()] = path
    return {name: files for name, files in sorted(found.items()) if len(files) > 1}


def share(part: int, whole: int) -> str:
    return f"{part:5}/{whole:<5} {100 * part / whole if whole else 100:5.1f} %"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    options = parser.parse_args()
    total: dict[str, Counter[str]] = {}
    unequal: list[str] = []
    pairs = 0
    for name, files in documents(options.folders).items():
        endings = [ending for ending in ENDINGS if ending in files]
        truth = read(files[endings[0]])
        for ending in endings[1:]:
            seen = read(files[ending])
            if {endings[0], ending} == {".hwpx", ".hwp"}:
                pairs += 1
                unequal += [] if same(truth, seen) else [name]
            tally = total.setdefault(ending, Counter())
            print(f"{name}: {ending} beside {endings[0]}")
            for key, (part, whole) in compared(truth, seen).items():
                tally.update({key: part, f"{key} in all": whole})
                print(f"    {key:13} {share(part, whole)}")
    for ending, tally in total.items():
        print(f"all {ending}")
        for key in SHARES:
            print(f"    {key:13} {share(tally[key], tally[f'{key} in all'])}")
    print(f"HWP and HWPX equal in {pairs - len(unequal)} of {pairs} documents" + "".join(f"; not in {name}" for name in unequal))
    return 1 if unequal else 0


if __name__ == "__main__":
    sys.exit(main())
