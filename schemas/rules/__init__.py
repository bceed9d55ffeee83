"""The rules by their codes: what each one says, an example, and what to do about it. A code never changes its meaning."""

from __future__ import annotations

from schemas.rules.prose import PROSE
from schemas.rules.quotients import QUOTIENTS
from schemas.rules.reading import READING
from schemas.rules.restated import RESTATED
from schemas.rules.rule import Rule, Severity
from schemas.rules.source import SOURCE
from schemas.rules.sums import SUMS

__all__ = ["RULES", "Rule", "Severity"]

RULES: dict[str, Rule] = {rule.code: rule for rule in (*SUMS, *QUOTIENTS, *RESTATED, *PROSE, *READING, *SOURCE)}
