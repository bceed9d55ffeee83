"""The tables of a report as they were read, before any notation is understood: as JSON, or drawn in the terminal."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from hapgye.crew import ended
from hapgye.reporting.boxes import Area, draw, owners
from hapgye.reporting.jsonout import to_json
from hapgye.reporting.width import hanging, printable, wrapped
from schemas import Problem, RawCell, RawTable, Report

MOST_PLACES = 200_000
"""The most places of a grid that are drawn; a larger table is for a program."""

_FIGURE = re.compile(r"[-△▲▽+(]?\s*\d[\d,.]*\s*[%)]?|-")


class Shown(NamedTuple):
    """A source's name, its tables in print, and what was wrong with it."""

    name: str
    text: str
    problems: tuple[Problem, ...]


def shown(source: str, style: str) -> Shown:
    """The tables of a source, as `json`, or else as text."""
    import extract
    import normalize

    report = extract.read(source)
    tables = [normalize.table(raw, f"t{at:02d}") for at, raw in enumerate(report.tables, start=1)]
    header_rows = [raw.rows - len(table.rows) for raw, table in zip(report.tables, tables, strict=True)]
    draw = as_json if style == "json" else as_text
    return Shown(report.source.name, draw(report, header_rows), report.problems)


def not_shown(source: str, _: str) -> Shown:
    """What is said of a source whose process died."""
    return Shown(Path(source).name, "", (ended(),))


def as_json(report: Report, header_rows: Sequence[int]) -> str:
    """All tables with their cells in reading order, blank ones too; `header_rows` is one number per table.

    Rows and columns count from 0, header rows included. Cells whose columns are not known stand under `loose`.
    """
    tables = [
        _table(raw, f"t{count:02d}", header)
        for count, (raw, header) in enumerate(zip(report.tables, header_rows, strict=True), 1)
    ]
    return to_json({"source": asdict(report.source), "tables": tables}).rstrip("\n")


def as_text(report: Report, header_rows: Sequence[int], width: int | None = None) -> str:
    """All tables drawn `width` cells wide, which is the terminal's width unless given."""
    size = width or shutil.get_terminal_size((100, 24)).columns
    blocks = [
        _drawn(raw, f"t{count:02d}", header, size)
        for count, (raw, header) in enumerate(zip(report.tables, header_rows, strict=True), 1)
    ]
    return "\n\n".join("\n".join(block) for block in blocks) or f"{printable(report.source.name)}: no tables"


def _table(raw: RawTable, name: str, header: int) -> dict[str, Any]:
    table = {
        "table": name,
        "page": raw.place.page,
        "caption": raw.caption,
        "unit": raw.unit,
        "section": list(raw.section),
        "reader": raw.reader,
        "footnotes": list(raw.footnotes),
        "cells": [_cell(cell, header) for cell in _in_order(raw.cells)],
    }
    loose = [{"row": cell.row, "order": cell.column, "text": cell.text} for cell in _in_order(raw.loose)]
    return table | ({"loose": loose} if loose else {})


def _cell(cell: RawCell, header: int) -> dict[str, Any]:
    return {
        "row": cell.row,
        "col": cell.column,
        "rowspan": cell.rowspan,
        "colspan": cell.colspan,
        "text": cell.text,
        "header": cell.header or cell.row < header,
    }


def _in_order(cells: Sequence[RawCell]) -> list[RawCell]:
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _drawn(raw: RawTable, name: str, header: int, width: int) -> list[str]:
    """What stands above a table, the table, and what stands below it."""
    return [*_above(raw, name, width), *_grid(raw, header, width), *_below(raw, width)]


def _above(raw: RawTable, name: str, width: int) -> list[str]:
    place = [f"{word} {number}" for word, number in (("page", raw.place.page), ("line", raw.place.line)) if number is not None]
    facts = ", ".join([*place, f"{raw.rows} rows, {raw.columns} columns", f"read by {printable(raw.reader)}"])
    texts = [" > ".join(map(printable, raw.section)), printable(f"{raw.caption}  {raw.unit}")]
    return [*wrapped(f"{name}: {facts}", width), *(line for text in texts if text.strip() for line in wrapped(text, width))]


def _grid(raw: RawTable, header: int, width: int) -> list[str]:
    covered = sum(cell.rowspan * cell.colspan for cell in raw.cells)
    if max(covered, raw.rows * raw.columns) > MOST_PLACES:
        return [f"(too large to draw; `--format json` has its {len(raw.cells)} cells)"]
    if not raw.cells:
        return ["(no cells)"]
    areas = [_area(cell, header) for cell in _in_order(raw.cells)]
    owner = owners(areas)
    hidden = [area for at, area in enumerate(areas) if owner[area.row, area.column] != at and area.text]
    lines = draw(areas, raw.rows, raw.columns, header, width)
    for area in hidden:
        lines += hanging(f"under another cell at row {area.row}, column {area.column}: ", area.text, width)
    return lines


def _area(cell: RawCell, header: int) -> Area:
    text = printable(cell.text)
    figure = not cell.header and cell.row >= header and bool(_FIGURE.fullmatch(text))
    return Area(cell.row, cell.column, text, cell.rowspan, cell.colspan, figure)


def _below(raw: RawTable, width: int) -> list[str]:
    lines = []
    for row, cells in groupby(_in_order(raw.loose), key=lambda cell: cell.row):
        texts = " | ".join(printable(cell.text) for cell in cells)
        lines += hanging(f"row {row}, columns not known: ", texts, width)
    return lines + [line for note in raw.footnotes for line in wrapped(printable(note), width)]
