"""Which figure is likely wrong where a sum fails, and which slip of the hand would explain it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from check.evidence import HOLDS
from check.view import View
from schemas import CellRef, Finding, Relation

_ADDITIVE = frozenset({"sum", "difference"})
_MOST_SUSPECTS = 3


def with_suspects(findings: Sequence[Finding], view: View) -> list[Finding]:
    """The findings with suspects and suggestions where sums or differences of the table fail.

    A cell is the more suspect the more failing relations it stands in, and the fewer that hold. Where all cells of a
    relation are alike in that, nothing tells them apart and none is named.
    """
    fails: Counter[CellRef] = Counter()
    holds: Counter[CellRef] = Counter()
    for finding in findings:
        if finding.relation is not None and finding.relation.kind in _ADDITIVE:
            tally = holds if finding.verdict in HOLDS else fails if finding.verdict == "inconsistent" else Counter()
            tally.update(_cells(finding.relation))
    failed = [f for f in findings if f.verdict == "inconsistent" and f.relation is not None and f.relation.kind in _ADDITIVE]
    return [_explained(f, fails, holds, failed, view) if f in failed else f for f in findings]


def _cells(relation: Relation) -> list[CellRef]:
    return [relation.target, *(term.ref for term in relation.terms)]


def _explained(
    finding: Finding, fails: Counter[CellRef], holds: Counter[CellRef], failed: Sequence[Finding], view: View
) -> Finding:
    assert finding.relation is not None  # noqa: S101 - the caller picked findings with relations
    cells = _cells(finding.relation)
    scores = {ref: fails[ref] - holds[ref] for ref in cells}
    top = max(scores.values())
    suspects = [ref for ref in cells if scores[ref] == top]
    if len(suspects) > _MOST_SUSPECTS and len(suspects) == len(cells):
        suspects = []
    suggestions = [text for ref in suspects or cells if (text := _suggestion(ref, failed, view))]
    if not suspects and len(suggestions) == 1:
        suspects = [ref for ref in cells if _suggestion(ref, failed, view)]
    suggestion = suggestions[0] if len(suggestions) == 1 else ""
    return replace(finding, suspects=tuple(suspects[:_MOST_SUSPECTS]), suggestion=suggestion)


def _suggestion(ref: CellRef, failed: Sequence[Finding], view: View) -> str:
    """The one value that would make every failing relation of a cell hold, if a likely slip leads to it."""
    quantity = view.quantity(ref)
    if quantity is None or quantity.value is None:
        return ""
    wanted = {_repair(ref, quantity.value, finding) for finding in failed if finding.relation and ref in _cells(finding.relation)}
    if len(wanted) != 1:
        return ""
    value = wanted.pop()
    name = slip(quantity.value, value) if value is not None else ""
    return f"{ref}: {value:,f} in place of {quantity.value:,f} would hold ({name})" if name and value is not None else ""


def _repair(ref: CellRef, value: Decimal, finding: Finding) -> Decimal | None:
    if finding.relation is None or finding.gap is None:
        return None
    if ref == finding.relation.target:
        return value - finding.gap
    sign = next(term.sign for term in finding.relation.terms if term.ref == ref)
    return value + sign * finding.gap


def slip(printed: Decimal, meant: Decimal) -> str:
    """The name of the slip that turns one figure into the other; empty if none does.

    >>> slip(Decimal(13660), Decimal(13600))
    'one digit off'
    >>> slip(Decimal(1243), Decimal(1234))
    'two digits swapped'
    >>> slip(Decimal(5), Decimal(777))
    ''
    """
    if printed == -meant and printed:
        return "a sign"
    a, b = f"{abs(printed):f}".replace(".", ""), f"{abs(meant):f}".replace(".", "")
    if printed == meant or (printed < 0) != (meant < 0):
        return ""
    if printed and meant and a.strip("0") == b.strip("0"):
        return "a factor of ten"
    return _replaced(a, b) if len(a) == len(b) else _left_out(a, b)


def _replaced(a: str, b: str) -> str:
    different = [at for at in range(len(a)) if a[at] != b[at]]
    if len(different) == 1:
        return "one digit off"
    first, last = different[0], different[-1]
    swapped = len(different) == 2 and last == first + 1 and a[first] + a[last] == b[last] + b[first]
    return "two digits swapped" if swapped else ""


def _left_out(a: str, b: str) -> str:
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    if len(longer) != len(shorter) + 1 or all(longer[:at] + longer[at + 1 :] != shorter for at in range(len(longer))):
        return ""
    return "a digit too many" if longer == a else "a digit missing"
