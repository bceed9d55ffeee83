"""How far the figures of a report are verified: by how many relations that hold, and which of the prose stand in claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from schemas import HOLDS, Audit, CellRef, Finding, LineRef, Table

Figure = tuple[str, int, int | None, int]


def verified(audit: Audit) -> tuple[int, int, int, int]:
    """How many figures of the tables stand in no, one, two, and three or more relations that hold."""
    times = Counter(figure for finding in audit.findings for figure in _holding(finding))
    counts = [0, 0, 0, 0]
    for checked in audit.tables:
        for figure in _figures(checked.table):
            counts[min(times[figure], 3)] += 1
    none, one, two, more = counts
    return none, one, two, more


def claimed(findings: Sequence[Finding]) -> set[tuple[int, int]]:
    """The figures of the prose that claims state or are made of: their lines and offsets."""
    refs = (ref for finding in findings if finding.claim for ref in (finding.claim.target, *finding.claim.terms))
    return {(ref.line, ref.start) for ref in refs if isinstance(ref, LineRef) and ref.start is not None}


def _holding(finding: Finding) -> set[Figure]:
    """The figures of tables that a relation or claim verifies; none where it does not hold."""
    if finding.verdict not in HOLDS:
        return set()
    refs: list[CellRef] = []
    if finding.relation:
        refs = [finding.relation.target, *(term.ref for term in finding.relation.terms)]
    elif finding.claim:
        refs = [ref for ref in finding.claim.terms if isinstance(ref, CellRef)]
    return {(ref.table, ref.row, ref.column, ref.part) for ref in refs}


def _figures(table: Table) -> Iterator[Figure]:
    """The figures of a table's body."""
    for cell in table.cells:
        for part, quantity in enumerate(cell.quantities):
            if quantity.value is not None:
                yield table.name, cell.row, cell.column, part
