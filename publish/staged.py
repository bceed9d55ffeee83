"""One report's files, written into a staging folder where nobody reads them yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from publish.datapackage import write_datapackage
from publish.fields import Sheet
from publish.findings import Numbered, finding_sheet, numbered, reason_sheet
from publish.formats import write_csv, write_parquet
from publish.measures import table_sheet
from publish.names import unique_names
from publish.observations import observation_sheet
from publish.review import write_review
from publish.text import folded, joined
from schemas import Audit, CheckedTable

QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True)
class Staged:
    """A report that was written but not published: its name, and the staging folder that holds its files."""

    report: str
    folder: Path


def stage(audit: Audit, folder: Path, report: str = "") -> Staged:
    """Write the files of one report into `folder/<report>/` and say where.

    `report` is the name of `publish.unique_names`, by default that of the source alone. Tables in quarantine, their values
    and the findings on them go to the report's folder `quarantine` and nowhere else, except that `report.html` shows all.
    Raises OSError where a file cannot be written, FileExistsError where the report was staged before.
    """
    report = report or unique_names([audit.source.name])[0]
    home = folder / report
    home.mkdir(parents=True)
    findings = numbered(audit)
    held = {checked.table.name for checked in audit.tables if checked.status == "quarantined"}
    write_review(report, audit, findings, home / "report.html")
    open_tables = tuple(checked for checked in audit.tables if checked.table.name not in held)
    _write(home, report, replace(audit, tables=open_tables), [item for item in findings if item.table not in held])
    if held:
        _quarantine(home / QUARANTINE, report, audit, [item for item in findings if item.table in held])
    return Staged(report, home)


def _quarantine(folder: Path, report: str, audit: Audit, findings: list[Numbered]) -> None:
    """The same files for the quarantined tables alone, and `reasons.csv`, which says why each of them is here."""
    tables = tuple(checked for checked in audit.tables if checked.status == "quarantined")
    part = replace(audit, tables=tables, findings=(), problems=(), statements=(), accounting=None)
    folder.mkdir()
    write_review(report, part, tuple(findings), folder / "report.html")
    _write(folder, report, part, findings, {"reasons.csv": reason_sheet(report, part, findings)})


def _write(folder: Path, report: str, audit: Audit, findings: Iterable[Numbered], more: dict[str, Sheet] | None = None) -> None:
    observations = observation_sheet(report, audit.tables)
    sheets = {f"tables/{checked.table.name}.csv": table_sheet(checked.table) for checked in audit.tables}
    sheets = {path: sheet for path, sheet in sheets.items() if sheet.fields}
    sheets |= {"observations.csv": observations, "findings.csv": finding_sheet(report, findings), **(more or {})}
    for path, sheet in sheets.items():
        write_csv(sheet, folder / path)
    write_parquet(observations, folder / "observations.parquet")
    notes = {f"tables/{checked.table.name}.csv": _note(checked) for checked in audit.tables}
    write_datapackage(folder, report, audit, sheets, notes)


def _note(checked: CheckedTable) -> tuple[str, str]:
    """Title and description of a table: its caption; its section, unit caption, status and footnotes."""
    table = checked.table
    parts = [joined(table.section), folded(table.unit), checked.status, *(folded(note) for note in table.footnotes)]
    return folded(table.caption) or table.name, "; ".join(part for part in parts if part)
