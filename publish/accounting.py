"""Where the numbers of a source went, as findings, as words and as plain data."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from schemas import RULES, Accounting, Finding

_RELATIONS = ("no relation", "one relation", "two relations", "three or more relations")

SEEN, USED, ASIDE, VERIFIED = "HG704", "HG705", "HG706", "HG707"
"""The rules of the account's findings: what was seen, what of it was used, what set aside, and the figures by relations."""

LOST = "HG703"
"""The rule of the warning that numbers of a source were read nowhere."""

ACCOUNT = frozenset({SEEN, USED, ASIDE, VERIFIED})


def accounting_findings(accounting: Accounting | None) -> tuple[Finding, ...]:
    """The account as notes without a relation: the counts stand under `computed`, what was seen under `stated`."""
    if accounting is None:
        return ()
    seen, kept = Decimal(accounting.seen), Decimal(accounting.used + accounting.set_aside)
    used = ((accounting.cells, "in table cells"), (accounting.claims, "in claims of the prose"))
    return (
        Finding(SEEN, equation(accounting), "note", stated=seen, computed=kept, gap=seen - kept),
        *(_count(USED, count, f"numbers {where}: {count:,}") for count, where in used),
        *(_count(ASIDE, count, f"numbers set aside, {reason}: {count:,}") for reason, count in accounting.aside),
        *(
            _count(VERIFIED, count, f"figures of tables verified by {relations}: {count:,}")
            for count, relations in zip(accounting.verified, _RELATIONS, strict=True)
        ),
    )


def equation(accounting: Accounting) -> str:
    """The account in one line.

    >>> equation(Accounting(12, cells=6, claims=1, aside=(("page number", 4),), lost=1))
    '12 numbers seen = 6 in cells + 1 in claims + 4 set aside + 1 lost'
    """
    lost = f" + {accounting.lost:,} lost" if accounting.lost else ""
    return (
        f"{accounting.seen:,} numbers seen = {accounting.cells:,} in cells + {accounting.claims:,} in claims "
        f"+ {accounting.set_aside:,} set aside{lost}"
    )


def reasons_in_words(accounting: Accounting) -> str:
    """What was set aside, by reason.

    >>> reasons_in_words(Accounting(5, aside=(("date or period", 3), ("page number", 2))))
    '3 date or period, 2 page number'
    """
    return ", ".join(f"{count:,} {reason}" for reason, count in accounting.aside)


def verified_in_words(accounting: Accounting) -> str:
    """How far the figures of the tables are verified.

    >>> verified_in_words(Accounting(verified=(1, 2, 3, 4)))
    '9 of 10 figures verified: 2 by one relation, 3 by two relations, 4 by three or more relations'
    """
    counts = zip(accounting.verified[1:], _RELATIONS[1:], strict=True)
    by = ", ".join(f"{count:,} by {relations}" for count, relations in counts if count)
    held = sum(accounting.verified[1:])
    return f"{held:,} of {accounting.figures:,} figures verified" + (f": {by}" if by else "")


def as_data(accounting: Accounting) -> dict[str, Any]:
    """The account as JSON holds it."""
    return {
        "seen": accounting.seen,
        "cells": accounting.cells,
        "claims": accounting.claims,
        "set_aside": dict(accounting.aside),
        "lost": accounting.lost,
        "figures": accounting.figures,
        "verified": dict(zip(("0", "1", "2", "3+"), accounting.verified, strict=True)),
        "prose_figures": accounting.prose,
        "prose_figures_in_claims": accounting.claimed,
    }


def _count(rule: str, count: int, message: str) -> Finding:
    return Finding(rule, message, RULES[rule].severity, computed=Decimal(count))
