"""Every finding and every problem of the input as one record each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from publish.accounting import accounting_findings
from publish.fields import FINDING_FIELDS, REASON_FIELDS, Record, Sheet
from publish.observations import first_place, place_index
from publish.text import folded
from schemas import RULES, Audit, CellRef, Finding, LineRef, Problem, Ref, Relation, Source

Spot = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding with its number in the report (f0001 …) and the page and line of what it is about."""

    number: str
    finding: Finding
    page: int | None
    line: int | None

    @property
    def target(self) -> Ref | None:
        return target_of(self.finding)

    @property
    def table(self) -> str:
        """The table that the finding is on: its target's; blank for prose and for the source itself."""
        target = self.target
        if isinstance(target, CellRef):
            return target.table
        return "" if target else self.finding.table


def numbered(audit: Audit) -> tuple[Numbered, ...]:
    """All findings of a report, the problems of its input, and the account of its numbers, in order, with numbers and places."""
    places = {checked.table.name: place_index(checked.table) for checked in audit.tables}
    tables: dict[str, Spot] = {checked.table.name: first_place(checked.table.place) for checked in audit.tables}
    problems = (from_problem(problem) for problem in audit.problems)
    findings = [*audit.findings, *problems, *accounting_findings(audit.accounting)]
    result = []
    for count, finding in enumerate(findings, 1):
        page, line = _spot(finding, places, tables)
        message = _without_path(finding.message, audit.source)
        result.append(Numbered(f"f{count:04d}", replace(finding, message=message), page, line))
    return tuple(result)


def from_problem(problem: Problem) -> Finding:
    """A problem of the input as a finding without a relation, as severe as its rule says; a fatal one is an error.

    A problem under a code that is no rule is a fault of ours and published as HG909.
    """
    rule = RULES.get(problem.rule) or RULES["HG909"]
    severity = "error" if problem.fatal else rule.severity
    return Finding(rule.code, problem.message, severity, place=problem.place)


def finding_sheet(report: str, findings: Iterable[Numbered]) -> Sheet:
    """The findings as published, one record each."""
    return Sheet(FINDING_FIELDS, tuple(_record(report, item) for item in findings))


def reason_sheet(report: str, audit: Audit, findings: Iterable[Numbered]) -> Sheet:
    """For each quarantined table why it is there: the messages of the errors on it."""
    errors: dict[str, list[str]] = {}
    for item in findings:
        if item.finding.failed:
            errors.setdefault(item.table, []).append(f"{item.number} {folded(item.finding.message)}")
    records: list[Record] = []
    for table in (checked.table for checked in audit.tables if checked.status == "quarantined"):
        reason = folded("; ".join(errors.get(table.name, ()))) or "its sums, differences and counts could not be shown to hold"
        records.append((report, table.name, table.place.page, table.place.line, folded(table.caption), reason))
    return Sheet(REASON_FIELDS, tuple(records))


def target_of(finding: Finding) -> Ref | None:
    """The figure that a finding is about."""
    return finding.target or (finding.relation.target if finding.relation else finding.claim.target if finding.claim else None)


def terms_text(relation: Relation | None) -> str:
    """The terms joined with their signs.

    The parts of a sum may stand in any order, so one that is added comes first; of other relations the order has a meaning.

    >>> from schemas import Term
    >>> target, a, b = (CellRef("t01", row, 2) for row in range(3))
    >>> terms_text(Relation("HG101", "sum", "label", target, (Term(a, -1), Term(b))))
    't01!2,2 - t01!1,2'
    >>> terms_text(Relation("HG201", "difference", "header", target, (Term(a, -1), Term(b))))
    '- t01!1,2 + t01!2,2'
    """
    if relation is None:
        return ""
    terms = relation.terms
    if relation.kind == "sum":
        terms = tuple(sorted(terms, key=lambda term: term.sign < 0))
    text = "".join(f" {'-' if term.sign < 0 else '+'} {term.ref}" for term in terms)
    return text[1:] if terms[0].sign < 0 else text[3:]


def _record(report: str, item: Numbered) -> Record:
    finding, relation, claim, target = item.finding, item.finding.relation, item.finding.claim, item.target
    cell = target if isinstance(target, CellRef) else None
    return (
        report,
        item.number,
        finding.rule,
        relation.kind if relation else claim.kind if claim else None,
        relation.origin if relation else "prose" if claim else None,
        item.table,
        item.page,
        item.line,
        cell.row if cell else None,
        cell.column if cell else None,
        str(target) if target else None,
        " + ".join(map(str, claim.terms)) if claim else terms_text(relation),
        finding.stated,
        finding.computed,
        finding.gap,
        finding.tolerance,
        finding.verdict,
        finding.severity,
        "; ".join(str(ref) for ref in finding.suspects),
        folded(finding.suggestion),
        folded(finding.message) or RULES[finding.rule].title,
    )


def _spot(finding: Finding, places: dict[str, dict[tuple[int, int | None], Spot]], tables: dict[str, Spot]) -> Spot:
    """Page and line of a finding: its own place, else its target's, else its table's."""
    own, target = finding.place, target_of(finding)
    spots: Iterator[Spot]
    if isinstance(target, LineRef):
        spots = iter([(own.page, own.line), (None, target.line)])
    elif isinstance(target, CellRef):
        known = places.get(target.table, {})
        blank: Spot = (None, None)
        cell, row = known.get((target.row, target.column), blank), known.get((target.row, None), blank)
        spots = iter([(own.page, own.line), cell, row, tables.get(target.table, blank)])
    else:
        spots = iter([(own.page, own.line), tables.get(finding.table, (None, None))])
    pages, lines = zip(*spots, strict=True)
    return next((page for page in pages if page is not None), None), next((line for line in lines if line is not None), None)


def _without_path(message: str, source: Source) -> str:
    """A message that names the source's file, not where it lies on the machine."""
    return message.replace(source.path, source.name) if source.path.startswith("/") and len(source.path) > 1 else message
