"""What every format prints of one audit: the findings that do not hold, the problems of input, and the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from hapgye.reporting.labels import Labels
from publish.findings import Numbered, numbered
from schemas import RULES, Audit, Finding, Severity, Source, Status, Verdict

STATUSES: tuple[Status, ...] = get_args(Status)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
SEVERITIES: tuple[Severity, ...] = get_args(Severity)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One audit, ready to print. `findings` do not hold; `problems` are those of the input, as findings with a severity.

    Both carry page and line where these are known. `statuses` counts tables, `verdicts` the relations confronted.
    """

    audit: Audit
    labels: Labels
    findings: tuple[Numbered, ...]
    problems: tuple[Numbered, ...]
    statuses: Mapping[Status, int]
    verdicts: Mapping[Verdict, int]

    @property
    def source(self) -> Source:
        return self.audit.source

    @property
    def items(self) -> tuple[Numbered, ...]:
        """Problems of input, then findings, the worst first and else in the order of the report."""
        return tuple(sorted((*self.problems, *self.findings), key=lambda item: SEVERITIES.index(item.finding.severity)))


def outcome(audit: Audit) -> Outcome:
    """The outcome of one audit."""
    items = numbered(audit)
    found, rest = items[: len(audit.findings)], items[len(audit.findings) :]
    verdicts = Counter(finding.verdict for finding in audit.findings)
    statuses = Counter(table.status for table in audit.tables)
    return Outcome(
        audit,
        Labels(audit),
        tuple(item for item in found if does_not_hold(item.finding)),
        rest[: len(audit.problems)],
        {status: statuses[status] for status in STATUSES},
        {verdict: verdicts[verdict] for verdict in VERDICTS},
    )


def does_not_hold(finding: Finding) -> bool:
    """Whether a finding says that something is wrong, accepted or not; what cannot be decided is not wrong."""
    return finding.verdict in {"inconsistent", None}


def is_accepted(finding: Finding) -> bool:
    """Whether a failed relation no longer counts, because a baseline accepts it."""
    return finding.severity == "note" and RULES[finding.rule].severity != "note" and does_not_hold(finding)


def place_words(item: Numbered) -> str:
    """Page and line in words; empty where neither is known."""
    return ", ".join(f"{name} {number}" for name, number in (("page", item.page), ("line", item.line)) if number is not None)


def totals(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """The counts over all sources, by what is counted."""
    items = [item.finding for one in outcomes for item in (*one.problems, *one.findings)]
    return {
        "sources": len(outcomes),
        "unreadable": sum(one.audit.unreadable for one in outcomes),
        "tables": sum(len(one.audit.tables) for one in outcomes),
        **{status: sum(one.statuses[status] for one in outcomes) for status in STATUSES},
        "relations": sum(sum(one.verdicts.values()) for one in outcomes),
        "errors": sum(finding.severity == "error" for finding in items),
        "warnings": sum(finding.severity == "warning" for finding in items),
        "accepted": sum(is_accepted(item.finding) for one in outcomes for item in one.findings),
    }


def summary(outcomes: Sequence[Outcome]) -> str:
    """The counts over all sources as one line."""
    count = totals(outcomes)
    tables = ", ".join(f"{count[status]} {status}" for status in STATUSES)
    unreadable = f" ({count['unreadable']} could not be read)" if count["unreadable"] else ""
    accepted = f", {count['accepted']} accepted" if count["accepted"] else ""
    return (
        f"{counted(count['sources'], 'source')}{unreadable}; {counted(count['tables'], 'table')}: {tables}; "
        f"{counted(count['relations'], 'relation')}; "
        f"{counted(count['errors'], 'error')}, {counted(count['warnings'], 'warning')}{accepted}"
    )


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "table"), counted(2, "table")
    ('1 table', '2 tables')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
