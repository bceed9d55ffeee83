"""Whether a sum that fails may be a mistake of the report, or rather is no sum: what its own figures tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from check.locate_slip import slip
from check.view import View
from schemas import Finding

_CLOSE = 10  # a gap of one part in so many is a mistake as authors make them
_MEAN = Decimal("0.6")  # a mean is no more of the sum of its parts, unless one part outweighs all others
_NINE = 9


def is_close(finding: Finding) -> bool:
    """Whether stated and computed are a tenth apart at most, or a slip of the hand: the gap is one digit or a swap of two."""
    stated, computed, gap = finding.stated, finding.computed, finding.gap
    if stated is None or computed is None or gap is None:
        return False
    return _CLOSE * abs(gap) <= max(abs(stated), abs(computed)) or _is_slip(stated, computed)


def _is_slip(stated: Decimal, computed: Decimal) -> bool:
    """Whether one digit put right, or two digits swapped, in the total or in one of its parts closes the gap."""
    digits = int(f"{abs(stated - computed):f}".replace(".", "").strip("0") or 0)
    swapped = digits % _NINE == 0 and digits // _NINE < _NINE
    return digits <= _NINE or swapped or bool(slip(stated, computed))


def without_means(findings: Sequence[Finding], view: View) -> list[Finding]:
    """The findings, failed sums undecidable where the stated figure lies among its parts as their mean or rate would."""
    return [_unsettled(finding) if _is_mean(finding, view) else finding for finding in findings]


def _is_mean(finding: Finding, view: View) -> bool:
    stated, computed, relation = finding.stated, finding.computed, finding.relation
    if finding.verdict != "inconsistent" or relation is None or relation.kind != "sum" or stated is None or computed is None:
        return False
    numbers = [q.value for term in relation.terms if (q := view.quantity(term.ref)) is not None and q.value is not None]
    if len(numbers) < 2 or min(numbers) < 0 or not min(numbers) < stated < max(numbers):
        return False
    return stated <= _MEAN * computed and not _is_slip(stated, computed)


def _unsettled(finding: Finding) -> Finding:
    return undecided(finding, "the figure lies among its parts like a mean or a rate of them")


def undecided(finding: Finding, why: str) -> Finding:
    """A failed sum as one that cannot be decided, and why."""
    message = f"{finding.message.partition(': stated ')[0]}: cannot be decided, {why}"
    return replace(finding, message=message, severity="note", verdict="undecidable", computed=None, gap=None, tolerance=None)
