"""A claim of the prose as a finding: which figure it states, what it should follow from, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from check.sentences import Figure
from check.weigh import Figures, outcome
from schemas import HOLDS, RULES, CellRef, Claim, Finding, LineRef, Place, Verdict
from schemas.relation import Kind

_WORDS = {"sum": " + ", "difference": " less ", "ratio": " over ", "growth": " against ", "share": " over "}

Weighed = tuple[Verdict, Figures]


def claim(rule: str, kind: Kind, target: Figure, terms: Sequence[Figure | CellRef], weighed: Weighed) -> Finding:
    """A finding on a claim of the prose; `terms` stand in the order that its kind fixes."""
    found, figures = weighed
    refs = tuple(LineRef(term.line, term.quantity.start) if isinstance(term, Figure) else term for term in terms)
    texts = [term.quantity.text if isinstance(term, Figure) else str(term) for term in terms]
    told = f"{kind} of {_WORDS.get(kind, ', ').join(texts)}"
    return Finding(
        rule,
        f"{_where(target.place)}, {target.quantity.text}: {told}: {outcome(found, figures)}",
        RULES[rule].severity if found == "inconsistent" else "note",
        found,
        claim=Claim(kind, LineRef(target.line, target.quantity.start), refs),
        target=LineRef(target.line),
        place=target.place,
        stated=figures.stated,
        computed=figures.computed,
        gap=figures.gap,
        tolerance=figures.tolerance,
    )


def explained(finding: Finding, why: str) -> Finding:
    """A claim's finding whose message says in other words what was set against each other."""
    where, _, result = finding.message.split(": ", 2)
    return replace(finding, message=f"{where}: {why}: {result}")


def holds(weighed: Weighed) -> bool:
    return weighed[0] in HOLDS


def convincing(weighed: Weighed) -> bool:
    """Whether figures agree closely enough to believe that they belong together: exactly, or to one in a hundred."""
    found, figures = weighed
    if found == "exact":
        return True
    return holds(weighed) and 100 * (figures.tolerance or Decimal(0)) <= abs(figures.stated or Decimal(0))


def _where(place: Place) -> str:
    return f"line {place.line}" if place.page is None else f"page {place.page}, line {place.line}"
