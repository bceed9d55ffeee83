"""What is told of a rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `severity` is that of a finding in which it does not hold."""

    code: str
    title: str
    severity: Severity
    meaning: str
    example: str
    remedy: str
