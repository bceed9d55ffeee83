"""One report through the stages: read, normalise, place what a dump left open, check."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import check
import extract
import normalize
from hapgye.accounting import account, lost_finding
from hapgye.disputes import disputed
from schemas import Audit, CheckedTable, Finding, Problem, RawCell, RawTable, Report, Table

_LOG = logging.getLogger(__name__)
_PLACED = "placed by the totals"
_MOST_READ_AGAIN = 12
"""Tables of one report that are read again: the other readers are slow, and a report with more failures is wrong itself."""

_KEPT = 0.95
"""Share of a table's digits that another reading holds at least: one that loses figures must not win."""

_GROUPED = "placed under the header group that its row fills"


def audit_path(path: str | Path) -> Audit:
    """Read and check one source. Never raises: problems stand in the audit, a fault of ours among them (HG909)."""
    report = extract.read(path)
    try:
        return audit(report)
    except Exception as error:  # one report must not stop the others
        _LOG.debug("checking %s failed", path, exc_info=True)
        message = f"Checking failed unexpectedly ({type(error).__name__}: {error}). The file may be fine: please report this."
        return Audit(report.source, problems=(*report.problems, Problem("HG909", message, fatal=True)))


def audit(report: Report) -> Audit:
    """Check one report as read."""
    raws = [_settled(raw) for raw in report.tables]
    tables = normalize.tables(raws)
    checked, findings = check.check_tables(tables)
    raws, checked, findings = _second_opinions(report, raws, checked, findings)
    paragraphs = report.paragraphs
    statements = normalize.statements(paragraphs)
    claims = check.check_prose(statements, [table.table for table in checked])
    told = check.with_habit((*findings, *claims), checked, [paragraph.text for paragraph in paragraphs])
    found = Audit(report.source, checked, statements, told, report.problems)
    if report.unreadable:
        return found
    accounting = account(report.seen, raws, paragraphs, found)
    return replace(found, findings=(*found.findings, *lost_finding(accounting)), accounting=accounting)


def _settled(raw: RawTable) -> RawTable:
    """Give the rows of a dump that have too few figures their columns, where totals or header groups allow just one placement."""
    if not raw.loose:
        return raw
    table = normalize.table(raw, "t00")
    top = raw.rows - len(table.rows)
    summed = check.place(table)
    placed = {row + top: columns for row, columns in (check.place_in_groups(table) | summed).items()}
    moved = [
        replace(cell, column=placed[cell.row][cell.column], note=_PLACED if cell.row - top in summed else _GROUPED)
        for cell in raw.loose
        if cell.row in placed
    ]
    labels = {column.index for column in table.columns if column.label}
    cells = [cell if cell.column in labels else _over_blank(cell, raw, placed) for cell in (*raw.cells, *moved)]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return replace(raw, cells=tuple(cells), loose=tuple(cell for cell in raw.loose if cell.row not in placed))


def _over_blank(cell: RawCell, raw: RawTable, placed: Mapping[int, Sequence[int]]) -> RawCell:
    """An entry over two rows with one amount: the amount spans the rows below it that share its label and are blank there."""
    if cell.rowspan > 1 or cell.header or not cell.text:
        return cell
    label = next((c for c in raw.cells if c.row == cell.row and c.rowspan > 1 and c.column < cell.column), None)
    if label is None:
        return cell
    below = range(cell.row + 1, label.row + label.rowspan)
    span = next((at for at, row in enumerate(below, 1) if row not in placed or cell.column in placed[row]), len(below) + 1)
    return replace(cell, rowspan=span)


def _second_opinions(
    report: Report, raws: Sequence[RawTable], checked: tuple[CheckedTable, ...], findings: tuple[Finding, ...]
) -> tuple[list[RawTable], tuple[CheckedTable, ...], tuple[Finding, ...]]:
    """Have quarantined tables, the first dozen, read again by the other readers; the reading under which its totals hold wins."""
    again = {table.table.name for table in [t for t in checked if t.status == "quarantined"][:_MOST_READ_AGAIN]}
    by_table: dict[str, list[Finding]] = {}
    for finding in findings:
        by_table.setdefault(finding.table, []).append(finding)
    read: list[RawTable] = []
    out: list[CheckedTable] = []
    for raw, table in zip(raws, checked, strict=True):
        kept, chosen, found = raw, table, by_table.get(table.table.name, [])
        if table.table.name in again:
            kept, chosen, found = _best_reading(report, raw, table, found)
        by_table[table.table.name] = found
        read.append(kept)
        out.append(chosen)
    return read, tuple(out), tuple(finding for table in out for finding in by_table.get(table.table.name, []))


def _best_reading(
    report: Report, raw: RawTable, first: CheckedTable, findings: list[Finding]
) -> tuple[RawTable, CheckedTable, list[Finding]]:
    """The first other reading whose totals all hold, no fewer of them and with hardly fewer digits; else the one there is.

    Then its failures say where the readers do not agree on the text of a figure.
    """
    confronted = _sums(findings)
    others: list[Table] = []
    for other in extract.second_opinions(report.source.path, raw):
        table = normalize.table(other, first.table.name)
        found = check.check_table(table)
        if check.status(found) == "clean" and _sums(found) >= confronted and _digits(other) >= _KEPT * _digits(raw):
            return other, CheckedTable(table, "clean"), list(found)
        others.append(table)
    return raw, first, disputed(findings, first.table, others)


def _digits(raw: RawTable) -> int:
    return sum(char.isdigit() for cell in raw.cells for char in cell.text)


def _sums(findings: Sequence[Finding]) -> int:
    return sum(f.relation is not None and f.relation.kind == "sum" and f.verdict != "undecidable" for f in findings)
