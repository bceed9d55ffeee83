"""Whether a sum that fails may be a mistake of the report, or rather is no sum: what its own figures tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from check.locate_slip import slip
from check.view import View
from schemas import Finding

_CLOSE = 10  # a gap of one part in so many is a mistake as authors make them
_FAR = 10  # beyond this factor it is a figure of another kind
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


def without_strangers(findings: Sequence[Finding], view: View) -> list[Finding]:
    """The findings of sums, failed ones undecidable where the stated figure has nothing to do with the parts."""
    return [undecided(f, why) if (why := _strange(f, view)) else f for f in findings]


def _strange(finding: Finding, view: View) -> str:
    """How a failed sum tells that it is none; blank if it does not, or one slip of the hand explains it.

    The stated figure is another order of magnitude, or lies among its parts as their mean or rate would.
    """
    stated, computed, relation = finding.stated, finding.computed, finding.relation
    if finding.verdict != "inconsistent" or relation is None or stated is None or computed is None:
        return ""
    if _is_slip(stated, computed):
        return ""
    if stated and computed and max(abs(stated), abs(computed)) > _FAR * min(abs(stated), abs(computed)):
        return "the figure is of another order than its parts"
    numbers = [q.value for term in relation.terms if (q := view.quantity(term.ref)) is not None and q.value is not None]
    among = len(numbers) > 1 and 0 <= min(numbers) < stated < max(numbers)
    return "the figure lies among its parts like a mean or a rate of them" if among and stated <= _MEAN * computed else ""


def undecided(finding: Finding, why: str) -> Finding:
    """A failed sum as one that cannot be decided, and why."""
    message = f"{finding.message.partition(': stated ')[0]}: cannot be decided, {why}"
    return replace(finding, message=message, severity="note", verdict="undecidable", computed=None, gap=None, tolerance=None)
