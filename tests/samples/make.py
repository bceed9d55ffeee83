"""Makes the sample reports in raw/ and the true tables they hold.

Every sample is typeset from the tables in `data/*.toml`; the same tables are written to `truth/<sample>.json`, so what a
reader finds can be compared with what was printed. `make.py [ROOT]` writes `ROOT/raw` and `ROOT/tests/samples/truth`;
ROOT is the project by default. Two runs give the same bytes.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import re
import sys
import tomllib
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import typst
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).resolve().parent
DATED = datetime(2022, 2, 1, tzinfo=UTC)
FIGURE = re.compile(r"([△-]?\d[\d,]*)( \(\d+%\))?")

# Each sample with the names of its tables, in reading order. PDFs are set from documents/<name>.typ, dumps from <name>.txt.
SAMPLES = {
    "city-jobs-plan.pdf": ("results", "goals", "projects"),
    "district-jobs-goals.pdf": ("population", "insured", "trend", "firms", "sectors", "direct"),
    "district-jobs-goals-dump.txt": ("sectors", "population", "years", "sizes", "rates"),
    "jobs-budget.xlsx": ("budget",),
    "market-survey-cp949.csv": ("market",),
    "inconsistent/wrong-total.pdf": ("insured", "sectors-misprint"),
}

Table = dict[str, Any]
Cell = dict[str, Any]


def main(root: Path) -> None:
    """Write all samples and their truth under `root`."""
    writers = {".pdf": typeset, ".txt": dump, ".xlsx": workbook, ".csv": cp949}
    tables = read_tables()
    for name, members in SAMPLES.items():
        stem = Path(name).stem
        chosen = {member: tables[member] for member in members}
        write(root / "raw" / name, writers[Path(name).suffix](stem, chosen))
        truth = json.dumps({"document": name, "tables": list(chosen.values())}, ensure_ascii=False, indent=1)
        write(root / "tests" / "samples" / "truth" / f"{stem}.json", (truth + "\n").encode())


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


# ---- the tables


def read_tables() -> dict[str, Table]:
    """All tables of `data/*.toml` by name, ready to be written as truth."""
    entries: dict[str, Any] = {}
    for path in sorted((HERE / "data").glob("*.toml")):
        entries |= tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: table(entries.get(entry.get("like"), {}) | entry) for name, entry in entries.items()}


def table(entry: Table) -> Table:
    """A table's caption, unit, footnotes, size, header rows, cells (r, c, rs, cs, text) and true sums."""
    cells = grid(entry["grid"])
    if "misprint" in entry:
        row, column = entry["misprint"]["cell"]
        next(c for c in cells if (c["r"], c["c"]) == (row, column))["text"] = entry["misprint"]["text"]
    return {
        "caption": entry.get("caption", ""),
        "unit": entry.get("unit", ""),
        "footnotes": entry.get("footnotes", []),
        "rows": max(c["r"] + c["rs"] for c in cells),
        "cols": max(c["c"] + c["cs"] for c in cells),
        "header_rows": entry["header_rows"],
        "cells": cells,
        "sums": sums(cells, entry),
    }


def grid(text: str) -> list[Cell]:
    r"""The cells of a grid written with `|` between cells, `<` and `^` for merged ones, and \n for a line break."""
    owners: dict[tuple[int, int], Cell] = {}
    for r, line in enumerate(text.strip("\n").split("\n")):
        for c, part in enumerate(line.split("|")):
            mark = part.strip()
            if mark in {"<", "^"}:
                cell = owners[(r, c - 1) if mark == "<" else (r - 1, c)]
                cell["rs"], cell["cs"] = r - cell["r"] + 1, c - cell["c"] + 1
            else:
                cell = {"r": r, "c": c, "rs": 1, "cs": 1, "text": mark.replace("\\n", "\n")}
            owners[r, c] = cell
    return [cell for (r, c), cell in owners.items() if (cell["r"], cell["c"]) == (r, c)]


def sums(cells: list[Cell], entry: Table) -> list[dict[str, Any]]:
    """Each stated sum as `{"total": [r, c], "parts": [[r, c], …], "gap"}`, from the entry's `row_sums` and `column_sums`."""
    figures = {(c["r"], c["c"]): c["text"] for c in cells if c["r"] >= entry["header_rows"] and figure(c["text"]) is not None}
    rows, columns = range(max(r for r, _ in figures) + 1), range(1, max(c for _, c in figures) + 1)
    claims = []
    for target, terms in map(positions, entry.get("row_sums", ())):
        claims += [((target, c), [(r, c) for r in terms if (r, c) in figures]) for c in columns]
    for target, terms in map(positions, entry.get("column_sums", ())):
        claims += [((r, target), [(r, c) for c in terms if (r, c) in figures]) for r in rows]
    gaps = entry.get("gaps", {})
    return [
        {"total": list(total), "parts": [list(part) for part in parts], "gap": gaps.get("{},{}".format(*total), "0")}
        for total, parts in claims
        if total in figures and parts
    ]


def positions(claim: str) -> tuple[int, list[int]]:
    """`1 = 2 4-6` as (1, [2, 4, 5, 6])."""
    target, terms = claim.split(" = ")
    spans = [term.partition("-") for term in terms.split()]
    return int(target), [n for first, _, last in spans for n in range(int(first), int(last or first) + 1)]


def figure(text: str) -> Decimal | None:
    """The whole number of a cell, a share in parentheses aside (`145,694 (48%)`); None for labels, markers and rates."""
    found = FIGURE.fullmatch(text)
    return Decimal(found[1].replace(",", "").replace("△", "-")) if found else None


# ---- the formats


def typeset(stem: str, tables: dict[str, Table]) -> bytes:
    """The PDF of `documents/<stem>.typ`, with the fonts that a package brings along and none of the machine's own."""
    package = importlib.util.find_spec("koreanize_matplotlib")
    if package is None or not package.submodule_search_locations:
        raise SystemExit("koreanize-matplotlib is not installed: its fonts are needed to typeset the samples")
    content = typst.compile(
        HERE / "documents" / f"{stem}.typ",
        root=HERE,
        font_paths=[Path(package.submodule_search_locations[0]) / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"tables": json.dumps(tables)},
        timestamp=int(DATED.timestamp()),
    )
    return bytes(content)


def dump(stem: str, tables: dict[str, Table]) -> bytes:
    """The text of `documents/<stem>.txt`, where a line `{{name 3-9}}` stands for those rows of a table as tools dump them."""
    template = (HERE / "documents" / f"{stem}.txt").read_text(encoding="utf-8")

    def rows(match: re.Match[str]) -> str:
        chosen = positions(f"0 = {match[2]}")[1]
        return "\n\n".join(dumped(tables[match[1]]["cells"], row) for row in chosen)

    return re.sub(r"\{\{(\S+) ([\d -]+)\}\}", rows, template).encode()


def dumped(cells: list[Cell], row: int) -> str:
    """A row as a dump has it: blank cells are gone, a group's merged label stands broken on lines of its own above."""
    here = [c for c in cells if c["r"] == row and c["text"]]
    group = "".join(c["text"] + "\n\n" for c in here if c["rs"] > 1)
    return group + " ".join(c["text"] for c in here if c["rs"] == 1)


def cp949(stem: str, tables: dict[str, Table]) -> bytes:
    """The only table as CSV in CP949, as spreadsheets on Korean desktops save it."""
    (only,) = tables.values()
    lines = [[c["text"] for c in only["cells"] if c["r"] == r] for r in range(only["rows"])]
    buffer = io.StringIO()
    csv.writer(buffer).writerows(lines)
    return buffer.getvalue().encode("cp949")


def workbook(stem: str, tables: dict[str, Table]) -> bytes:
    """The only table as a sheet: title, unit caption at the right, merged header, and numbers as numbers with formats."""
    (only,) = tables.values()
    book = Workbook()
    book.properties.creator, book.properties.created = "가온구", DATED.replace(tzinfo=None)
    sheet = book.worksheets[0]
    sheet.title = "집행현황"
    sheet.cell(1, 1, only["caption"]).font = Font(bold=True, size=14)
    sheet.merge_cells(f"A1:{sheet.cell(1, only['cols']).coordinate}")
    sheet.cell(2, only["cols"], only["unit"]).alignment = Alignment(horizontal="right")
    fill(sheet, only)
    for letter, width in zip("ABCDEFGH", (18, 24, 14, 14, 14, 14, 14, 9), strict=True):
        sheet.column_dimensions[letter].width = width
    buffer = io.BytesIO()
    book.save(buffer)
    return settled(buffer.getvalue())


def fill(sheet: Worksheet, table: Table) -> None:
    """Write a table's cells, borders and merges below the two lines of title and unit."""
    thin = Side(style="thin")
    for c in table["cells"]:
        cell = sheet.cell(c["r"] + 3, c["c"] + 1)
        cell.value, cell.number_format = spreadsheet_value(c["text"])
        cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        if c["r"] < table["header_rows"]:
            cell.fill, cell.alignment = PatternFill("solid", "DDE6F0"), Alignment(horizontal="center", vertical="center")
        if c["rs"] * c["cs"] > 1:
            last = sheet.cell(cell.row + c["rs"] - 1, c["c"] + c["cs"])
            sheet.merge_cells(f"{cell.coordinate}:{last.coordinate}")


def spreadsheet_value(text: str) -> tuple[str | int | float | None, str]:
    """A cell's value and number format: `97.9%` is 0.979, `14,004,000` a whole number, anything else its text."""
    if re.fullmatch(r"[\d.]+%", text):
        return float(Decimal(text[:-1]) / 100), "0.0%"
    number = figure(text)
    return (text or None, "General") if number is None else (int(number), "#,##0")


def settled(book: bytes) -> bytes:
    """The same workbook with a fixed time in place of the time of writing."""
    time = f"{DATED:%Y-%m-%dT%H:%M:%SZ}".encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + time, old.read(name))
            new.writestr(zipfile.ZipInfo(name, DATED.timetuple()[:6]), content)
    return buffer.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parents[1])
