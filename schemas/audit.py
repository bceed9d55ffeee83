"""One report with everything that is known of it: what the check stage leaves and the publish stage writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.accounting import Accounting
from schemas.document import Problem, Source
from schemas.relation import Finding
from schemas.rules import RULES
from schemas.table import Statement, Table

Status = Literal["clean", "unchecked", "quarantined"]


@dataclass(frozen=True, slots=True)
class CheckedTable:
    """A table with its status: clean (all sums, differences and counts hold), unchecked (nothing to check by) or quarantined."""

    table: Table
    status: Status


@dataclass(frozen=True, slots=True)
class Audit:
    """One source after the check: its tables with their status, its statements, all findings and problems of input.

    `accounting` says where its numbers went; None where nothing was counted.
    """

    source: Source
    tables: tuple[CheckedTable, ...] = ()
    statements: tuple[Statement, ...] = ()
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    accounting: Accounting | None = None

    @property
    def unreadable(self) -> bool:
        return any(problem.fatal for problem in self.problems)

    @property
    def inconsistent(self) -> bool:
        """Whether a finding is an error, a table was quarantined, or an accepted inconsistency is gone."""
        stale = any(RULES[p.rule].severity == "error" and not p.fatal for p in self.problems)
        return stale or any(f.failed for f in self.findings) or any(t.status == "quarantined" for t in self.tables)
