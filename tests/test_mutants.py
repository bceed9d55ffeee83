"""One digit changed in a sample is found: for every sample, a fixed choice of the figures that stand in sums and differences."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest

import extract
import normalize
from check.intervals import Mode, interval, total
from check.view import View
from hapgye import pipeline
from schemas import RULES, Audit, CellRef, Finding, Place, Quantity, RawCell, RawTable, Relation, Report, Table

RAW = Path(__file__).resolve().parents[1] / "raw"
SAMPLES = sorted(p.name for p in RAW.iterdir() if p.is_file() and p.suffix != ".md")
MOST_MUTANTS = 40
ADDITIVE = {"sum", "difference"}
MODES: tuple[Mode, Mode] = ("rounding", "truncation")

Mutant = tuple[int, RawCell, RawCell]


def _binds(finding: Finding) -> bool:
    """Whether a failure of the finding's rule fails a run: sums found in the numbers alone are hypotheses."""
    return RULES[finding.rule].severity == "error"


@cache
def sample(name: str) -> Report:
    """A sample as read, its tables without places, so that no second reading of the file can undo a change."""
    report = extract.read(RAW / name)
    content = (replace(item, place=Place()) if isinstance(item, RawTable) else item for item in report.content)
    return replace(report, content=tuple(content))


@cache
def untouched(name: str) -> Audit:
    return pipeline.audit(sample(name))


def alarms(audit: Audit) -> list[str]:
    """What says that a figure is wrong: errors, and rows of a dump that no longer fit under their totals."""
    return [f.message for f in audit.findings if f.severity == "error" or f.rule == "HG701"]


def cells_of(relation: Relation) -> list[CellRef]:
    return [relation.target, *(term.ref for term in relation.terms)]


def raw_cell(raw: RawTable, table: Table, ref: CellRef) -> RawCell | None:
    """The raw cell of a figure; of a row that was placed by its totals, the loose cell in that order."""
    row = ref.row + raw.rows - len(table.rows)
    loose = sorted((cell for cell in raw.loose if cell.row == row), key=lambda cell: cell.column)
    placed = sorted(cell.column for cell in table.cells if cell.row == ref.row and cell.note)
    if loose:
        return loose[placed.index(ref.column or 0)] if ref.column in placed else None
    return next((cell for cell in raw.cells if (cell.row, cell.column) == (row, ref.column)), None)


def one_digit_off(text: str, rng: Random) -> str:
    """The text with one digit of its first figure changed; no leading digit becomes zero."""
    first = normalize.read_quantities(text)[0]
    digits = [at for at in range(first.start, first.end) if text[at].isdigit()]
    at = rng.choice(digits)
    others = [d for d in "0123456789" if d != text[at] and not (d == "0" and at == digits[0])]
    return text[:at] + rng.choice(others) + text[at + 1 :]


def still_holds(relation: Relation, ref: CellRef, changed: Quantity, view: View) -> bool:
    """Whether the printed digits allow a relation in which one figure has been changed."""
    quantities = {r: changed if r == ref else view.quantity(r) for r in cells_of(relation)}
    assert len({q.unit for q in quantities.values() if q and q.value is not None}) == 1, "sums of one unit"
    for mode in MODES:
        spans = [
            interval(q, mode) if term.sign > 0 else -interval(q, mode)
            for term in relation.terms
            if (q := quantities[term.ref]) is not None and q.value is not None
        ]
        stated = quantities[relation.target]
        if stated is not None and interval(stated, mode).meets(total(spans)):
            return True
    return False


def mutants(name: str) -> list[Mutant]:
    """A fixed choice of changes: the number of the table, the cell as read and the cell with one digit changed."""
    report, audit = sample(name), untouched(name)
    exact: dict[CellRef, list[Finding]] = {}
    for finding in audit.findings:
        if finding.relation is not None and finding.relation.kind in ADDITIVE and _binds(finding) and finding.verdict == "exact":
            for ref in cells_of(finding.relation):
                exact.setdefault(ref, []).append(finding)
    rng = Random(0)
    refs = rng.sample(sorted(exact, key=str), min(len(exact), MOST_MUTANTS))
    found = []
    for ref in refs:
        index = int(ref.table[1:]) - 1
        raw, table = report.tables[index], audit.tables[index].table
        view = View(table)
        cell, quantity = raw_cell(raw, table, ref), view.quantity(ref)
        if cell is None or quantity is None or not quantity.value or ref.part:
            continue
        text = one_digit_off(cell.text, rng)
        (changed, *_) = normalize.read_quantities(text.strip(), quantity.unit)
        relations = [
            f.relation
            for f in audit.findings
            if f.relation and f.relation.kind in ADDITIVE and _binds(f) and ref in cells_of(f.relation)
        ]
        if not all(still_holds(relation, ref, changed, view) for relation in relations):
            found.append((index, cell, replace(cell, text=text)))
    return found


def with_change(report: Report, mutant: Mutant) -> Report:
    index, cell, changed = mutant
    raw = report.tables[index]
    swap = {cell: changed}
    other = replace(raw, cells=tuple(swap.get(c, c) for c in raw.cells), loose=tuple(swap.get(c, c) for c in raw.loose))
    assert other != raw
    return replace(report, content=tuple(other if item is raw else item for item in report.content))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_untouched_sample_raises_no_alarm(name: str) -> None:
    audit = untouched(name)
    assert alarms(audit) == []
    assert not audit.inconsistent
    assert any(f.verdict == "exact" for f in audit.findings)


@pytest.mark.parametrize("name", SAMPLES)
def test_one_digit_changed_is_found(name: str) -> None:
    report = sample(name)
    changes = mutants(name)
    assert len(changes) >= 20
    missed = [
        f"t{index + 1:02d} row {cell.row}, column {cell.column}: {cell.text} -> {changed.text}"
        for index, cell, changed in changes
        if not alarms(pipeline.audit(with_change(report, (index, cell, changed))))
    ]
    assert not missed, f"{len(missed)} of {len(changes)} changes were not found"
