"""Tables written as pipe grids, so that a test shows the table it is about.

A line is a row, `|` parts its cells. `<` belongs to the cell on its left, `^` to the cell above it, a blank cell is none.
Behind `~` stand the figures of a row of a dump whose columns are not known.

    구분 | 예산 | <    | <
    ^    | 합계 | 국비 | 시비
    총계 | 30   | 10   | 20
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import check
import normalize
from extract.text.reader import read_text
from schemas import Finding, RawCell, RawTable, Report, Source, Table, Verdict

Rows = list[list[str]]


def rows_of(text: str) -> Rows:
    """The stripped cell texts of a pipe grid, row by row."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def grid(text: str, header_rows: int | None = None, unit: str = "", caption: str = "") -> RawTable:
    """The raw table that a pipe grid shows."""
    rows = rows_of(text)
    width = max(len(row) - ("~" in row) for row in rows)
    cells = [
        RawCell(r, c, cell, _down(rows, r, c), _across(rows, r, c))
        for r, row in enumerate(rows)
        for c, cell in enumerate(_firm(row))
        if cell and cell not in {"<", "^"}
    ]
    loose = [RawCell(r, at, cell) for r, row in enumerate(rows) for at, cell in enumerate(_open(row))]
    return RawTable(
        tuple(cells), len(rows), width, "test", caption=caption, unit=unit, header_rows=header_rows, loose=tuple(loose)
    )


def _firm(row: list[str]) -> list[str]:
    return row[: row.index("~")] if "~" in row else row


def _open(row: list[str]) -> list[str]:
    return row[row.index("~") + 1 :] if "~" in row else []


def _across(rows: Rows, r: int, c: int) -> int:
    return 1 + next((at for at, cell in enumerate(rows[r][c + 1 :]) if cell != "<"), len(rows[r]) - c - 1)


def _down(rows: Rows, r: int, c: int) -> int:
    return 1 + next((at for at, row in enumerate(rows[r + 1 :]) if len(row) <= c or row[c] != "^"), len(rows) - r - 1)


def shown(raw: RawTable) -> Rows:
    """The pipe grid of a raw table; the inverse of `grid`, with every row as wide as the table."""
    rows = [[""] * raw.columns for _ in range(raw.rows)]
    for cell in raw.cells:
        for r in range(cell.row, cell.row + cell.rowspan):
            for c in range(cell.column, cell.column + cell.colspan):
                rows[r][c] = "^" if r > cell.row else "<" if c > cell.column else " ".join(cell.text.split())
    for r in sorted({cell.row for cell in raw.loose}):
        named = max((cell.column + cell.colspan for cell in raw.cells if cell.row == r), default=0)
        texts = [cell.text for cell in sorted(raw.loose, key=lambda cell: cell.column) if cell.row == r]
        rows[r] = [*rows[r][:named], "~", *texts]
    return rows


def table(text: str, header_rows: int | None = None, unit: str = "") -> Table:
    """The normalised table that a pipe grid shows."""
    return normalize.table(grid(text, header_rows, unit), "t01")


def checked(text: str, header_rows: int | None = None, unit: str = "") -> tuple[Finding, ...]:
    """The findings on the table that a pipe grid shows."""
    return check.check_table(table(text, header_rows, unit))


def verdicts(findings: Iterable[Finding], rule: str) -> dict[str, Verdict | None]:
    """The verdicts of one rule by the row and column of the figure that states the claim: `0,1` for `t01!0,1`."""
    return {str(f.target).partition("!")[2]: f.verdict for f in findings if f.rule == rule}


def parts(findings: Iterable[Finding], rule: str, target: str) -> set[str]:
    """The row and column of every term of the claims of one rule on one figure."""
    claims = [f.relation for f in findings if f.rule == rule and f.relation and str(f.target) == f"t01!{target}"]
    return {str(term.ref).partition("!")[2] for claim in claims for term in claim.terms}


def failed(findings: Iterable[Finding]) -> list[str]:
    """Rule and place of every inconsistent claim."""
    return [f"{f.rule} {str(f.target).partition('!')[2]}" for f in findings if f.verdict == "inconsistent"]


def read_dump(folder: Path, text: str) -> Report:
    """A text dump as its reader sees it."""
    path = folder / "dump.txt"
    path.write_bytes(text.encode("utf-8"))
    return read_text(path, Source(str(path), path.name, "text", "", path.stat().st_size))
