"""Every claim of arithmetic that the prose makes about its own figures, in sentences and in the lists under them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from check.below import below_claims
from check.changes import change_claims
from check.defined import defined_claims
from check.durations import duration_claims
from check.earlier import earlier_claims
from check.equations import equation_claims, monthly_claims
from check.lists import list_claims
from check.names import name_claims
from check.open_lists import open_claims
from check.parts import part_claims, word_claims
from check.ratios import ratio_claims
from check.sentences import Sentence
from check.shares import share_claims
from schemas import Finding

_IN_ONE = (ratio_claims, change_claims, equation_claims, monthly_claims, part_claims, word_claims, duration_claims)


def prose_claims(sentences: Sequence[Sentence]) -> list[Finding]:
    """All claims, in the order of their kinds; a figure that two rules verify by the same kind of claim is reported once."""
    return list(_once(_all(sentences)))


def _all(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    for sentence in sentences:
        if len(sentence.figures) > 1 or sentence.periods:
            for claims in _IN_ONE:
                yield from claims(sentence)
    yield from share_claims(sentences)
    yield from name_claims(sentences)
    yield from list_claims(sentences)
    yield from open_claims(sentences)
    yield from below_claims(sentences)
    yield from defined_claims(sentences)
    yield from earlier_claims(sentences)


def _once(findings: Iterator[Finding]) -> Iterator[Finding]:
    seen: set[tuple[object, ...]] = set()
    for finding in findings:
        kind = finding.claim.kind if finding.claim else ""
        key = (finding.place.line, finding.stated, "ratio" if kind == "share" else kind)
        if key not in seen or finding.verdict == "inconsistent":
            seen.add(key)
            yield finding
