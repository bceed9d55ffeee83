"""Choosing among readings of a label: what it sums up, or divides, is what the figures bear out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from check.confront import confront
from check.plausible import is_close, undecided
from check.view import View
from schemas import HOLDS, Finding, Relation

_MANY = 4  # from so many places on, a reading has to hold
OFTEN = 3  # so many times as often as it fails
_FAR = 10  # beyond this factor a reading is not spoken of
_FEW = 2  # a reading that fails everywhere may still be that of a wrong report if it speaks of no more places than this


def tried(relations: Iterable[Relation], view: View) -> list[Finding]:
    """Confront a family of relations."""
    return [confront(relation, view) for relation in relations]


def tally(findings: Sequence[Finding]) -> tuple[int, int]:
    """How many of a family hold, and how many fail."""
    return sum(f.verdict in HOLDS for f in findings), sum(f.verdict == "inconsistent" for f in findings)


def accepted(findings: Sequence[Finding]) -> bool:
    """Whether a family is borne out: it holds somewhere, no less often than it fails, and far more often where there are many."""
    holds, fails = tally(findings)
    return holds > 0 and holds >= (OFTEN * fails if holds + fails >= _MANY else fails)


def best_readings(families: Sequence[Sequence[Finding]], plain: bool, view: View) -> list[Finding]:
    """All readings that the figures bear out; where none is and the label is plain, the nearest one, so that it is reported.

    A family is one reading of a total label over all columns (or rows) that it could sum up. Readings that name the same
    parts are given once.
    """
    out: list[Finding] = []
    seen: set[tuple[object, ...]] = set()
    borne_out = [family for family in families if accepted(family) and (plain or tally(family)[0] > tally(family)[1])]
    for family in borne_out or ([_nearest(families, view)] if plain else []):
        for finding in family:
            relation = finding.relation
            key = (relation.target, frozenset(relation.terms)) if relation else ()
            if key not in seen:
                seen.add(key)
                out.append(finding)
    return out


def _nearest(families: Sequence[Sequence[Finding]], view: View) -> Sequence[Finding]:
    """The reading of few places with the smallest gaps, if every stated figure is near its computed one; else nothing.

    Where the gaps are larger than authors make them, its parts are not those of the total: then it is undecidable.
    """
    few = [family for family in families if 0 < tally(family)[1] <= len(family) <= _FEW]
    near = [family for family in few if all(_is_near(f) for f in family if f.verdict == "inconsistent")]
    near = [family for family in near if not _are_means(family, view)]
    nearest = min(near, key=_distance, default=())
    if all(is_close(f) for f in nearest if f.verdict == "inconsistent"):
        return nearest
    why = "no column bears these parts out, and they are far from the stated figure"
    return [undecided(f, why) if f.verdict == "inconsistent" else f for f in nearest]


def _is_near(finding: Finding) -> bool:
    stated, computed = finding.stated, finding.computed
    if stated is None or computed is None or finding.relation is None or len(finding.relation.terms) < 2:
        return False
    if not stated or not (abs(stated) <= _FAR * abs(computed) and abs(computed) <= _FAR * abs(stated)):
        return False
    return Fraction(computed) % Fraction(stated) != 0  # no multiple: several breakdowns of one total were taken together


def _are_means(family: Sequence[Finding], view: View) -> bool:
    """Whether the stated figures are rather means of their parts: each lies between them, in several places or in fractions."""
    failed = [f for f in family if f.verdict == "inconsistent" and f.relation is not None]
    numbers = [[q for term in f.relation.terms if (q := view.quantity(term.ref)) is not None] for f in failed if f.relation]
    values = [[q.value for q in parts if q.value is not None] for parts in numbers]
    fractions = all((q.quantum or 1) < 1 for parts in numbers for q in parts)
    between = all(f.stated is not None and v and min(v) < f.stated < max(v) for f, v in zip(failed, values, strict=True))
    return between and bool(failed) and (len(failed) > 1 or fractions)


def _distance(family: Sequence[Finding]) -> float:
    """The mean gap as a share of the larger of stated and computed."""
    gaps = [abs(f.gap) / max(abs(f.stated), abs(f.computed)) for f in family if f.gap and f.stated and f.computed]
    return float(sum(gaps)) / len(gaps) if gaps else 1.0
