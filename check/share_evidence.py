"""Whether percentages are shares: what figures bear out, and how likely they agree by accident."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import lgamma, log

from check.evidence import OFTEN, tally
from check.quotients import most_borne_out
from check.view import View
from schemas import HOLDS, Finding

_FEWEST = 2
"""Shares other than 0 and 100 that must hold."""

_PATIENCE = 3
"""So many shares may fail before a reading has to hold more often than that."""

_UNLIKELY = log(0.01)
_TRIVIAL = frozenset({Decimal(0), Decimal(100)})


def borne_out_so_far(findings: Iterable[Finding]) -> list[Finding]:
    """All findings; none as soon as too many fail, so that a wrong reading of a long line is not confronted to its end."""
    out: list[Finding] = []
    holds = fails = 0
    for finding in findings:
        out.append(finding)
        holds += finding.verdict in HOLDS
        fails += finding.verdict == "inconsistent"
        if fails > _PATIENCE and holds < OFTEN * fails:
            return []
    return out


def best_borne_out(families: Sequence[list[Finding]], view: View) -> list[Finding]:
    """The reading that holds most often, of those whose agreement is no accident; nothing where there is none."""
    return most_borne_out([family for family in families if accidental(family, view, len(families)) < _UNLIKELY])


def margin(findings: Sequence[Finding]) -> int:
    """How many more hold than fail."""
    holds, fails = tally(findings)
    return holds - fails


def accidental(family: Sequence[Finding], view: View, readings: int) -> float:
    """The logarithm of how many of so many readings as good as this one can be expected by accident.

    A percentage agrees by accident as often as its printed step goes into the largest one, and no more rarely than the
    units that its total counts: of four pieces every second rate is a share. 0 and 100 hold with any figures.
    """
    telling = [finding for finding in family if finding.stated not in _TRIVIAL]
    held = [finding for finding in telling if finding.verdict in HOLDS]
    if len(held) < _FEWEST:
        return 0.0
    largest = max(abs(finding.stated or Decimal(0)) for finding in held)
    return log(readings) + _ways(len(held), tally(telling)[1]) + sum(log(_odds(finding, view, largest)) for finding in held)


def _ways(holds: int, fails: int) -> float:
    """The logarithm of how many choices there are of which shares hold."""
    return lgamma(holds + fails + 1) - lgamma(holds + 1) - lgamma(fails + 1)


def _odds(finding: Finding, view: View, largest: Decimal) -> float:
    """How likely a share agrees with other figures, from above 0 to 1; `largest` is the largest share of its line."""
    whole = view.quantity(finding.relation.terms[-1].ref) if finding.relation else None
    steps = abs(whole.value) / (whole.quantum or 1) if whole is not None and whole.value else Decimal(1)
    width = 2 * (finding.tolerance or Decimal(0))
    return min(1.0, max(float(width / largest), float(1 / max(steps, Decimal(1))), 1e-9))
