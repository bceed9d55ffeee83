"""Tables in, findings out: every claim of arithmetic is confronted with its parts; no number is ever changed.

Knows only `schemas`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from check.counts import counts
from check.found import found_sums
from check.habit import noted, with_habit
from check.left_out import without_left_out
from check.notation import notation, prose_notation
from check.placing import place
from check.placing_groups import place_in_groups
from check.prose import prose_claims
from check.quotients import quotients
from check.restated import restated
from check.row_formulas import row_formulas
from check.sentences import sentences
from check.share_lines import share_lines
from check.sums import column_sums, row_sums
from check.suspects import with_suspects
from check.twice import twice_stated
from check.view import View
from schemas import RULES, CheckedTable, Finding, Statement, Status, Table

__all__ = ["check_prose", "check_table", "check_tables", "place", "place_in_groups", "status", "with_habit"]

_ADDITIVE = frozenset({"sum", "difference", "count"})


def check_table(table: Table) -> tuple[Finding, ...]:
    """Every relation of one table, confronted; and a finding for each row whose figures have no columns."""
    with _uncollected():
        return _checked(table)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking all findings again and again while they are made; they hold no cycles."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _checked(table: Table) -> tuple[Finding, ...]:
    view = View(table)
    derived = [*quotients(view), *row_formulas(view)]
    findings = [*row_sums(view), *column_sums(view), *derived, *share_lines(view, derived), *counts(view)]
    findings = without_left_out(findings, view)
    findings += found_sums(view, findings)
    return (*noted(with_suspects(findings, view), table), *_open_rows(view), *notation(view))


def check_tables(tables: Sequence[Table]) -> tuple[tuple[CheckedTable, ...], tuple[Finding, ...]]:
    """All tables of a report with their status, and all findings in the order of the tables."""
    checked: list[CheckedTable] = []
    findings: list[Finding] = []
    for table in tables:
        found = check_table(table)
        checked.append(CheckedTable(table, status(found)))
        findings += found
    return tuple(checked), tuple(findings)


def check_prose(statements: Sequence[Statement], tables: Sequence[Table]) -> tuple[Finding, ...]:
    """The claims of the prose in itself and against the tables, and figures that two tables state."""
    texts = sentences(statements)
    views = [View(table) for table in tables]
    return (*prose_claims(texts), *restated(texts, views), *twice_stated(views), *prose_notation(statements))


def status(findings: Sequence[Finding]) -> Status:
    """A table's status by the findings on it; an accepted finding (of severity note) does not quarantine."""
    additive = [f for f in findings if f.relation is not None and f.relation.kind in _ADDITIVE]
    if any(f.severity == "error" for f in additive) or any(f.rule == "HG701" and f.severity != "note" for f in findings):
        return "quarantined"
    return "clean" if any(f.verdict not in {None, "undecidable"} for f in additive) else "unchecked"


def _open_rows(view: View) -> list[Finding]:
    findings = []
    for row in sorted(view.open_rows):
        cells = [cell for cell in view.table.loose if cell.row == row]
        columns = sum(not column.label for column in view.table.columns)
        label = " > ".join(view.table.rows[row].path) or f"row {row}"
        texts = " ".join(cell.text for cell in cells)
        message = f"{label}: {len(cells)} figures ({texts}) for {columns} columns; the totals allow no single placement"
        findings.append(
            Finding("HG701", message, RULES["HG701"].severity, target=view.ref(row), table=view.table.name, place=cells[0].place)
        )
    return findings
