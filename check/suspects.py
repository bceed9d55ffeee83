"""Which figures are likely wrong where sums of a table fail, and which slip of the hand would explain it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext
from fractions import Fraction

from check.evidence import HOLDS
from check.locate import Edit, Repair, exchanges, explaining, repairs, settling
from check.rates import Rates
from check.view import View
from schemas import CellRef, Finding, Relation

_ADDITIVE = frozenset({"sum", "difference"})
_MOST_SUSPECTS = 3
_MOST_LISTED = 8  # figures each of which alone explains several failures are listed up to so many, as undetermined
_MOST_CELLS = 400  # larger knots are not worth a programme of their own
_MOST_OPTIMA = 8
_DIGITS = 60

Values = dict[Hashable, Fraction]
Meant = Mapping[Hashable, Fraction]
Cells = Sequence[Hashable]


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is thought of some failed sums: the cells under suspicion, and per cell what would make the sums hold.

    `undetermined` says so where several cells would explain all failures, each alone.
    """

    suspects: tuple[Hashable, ...] = ()
    suggestions: Mapping[Hashable, str] = field(default_factory=dict)
    undetermined: str = ""


_UNDETERMINED = _Verdict()


def with_suspects(findings: Sequence[Finding], view: View) -> list[Finding]:
    """The findings with suspects and suggestions where sums or differences of the table fail.

    A lone slip that repairs all failed sums of its cell and breaks none comes first, then the one cell that explains all of
    them, then two neighbours exchanged, then the smallest sets of cells. Where nothing tells cells apart, none is named.
    """
    out = list(findings)
    edits = _edits(findings, view)
    failed = [at for at in edits if findings[at].verdict == "inconsistent"]
    if not failed:
        return out
    values = _values(edits.values(), view)
    on = _by_cell(edits)
    rates = Rates(findings, view)
    for knot in _knots(failed, edits):
        verdict = _judged([edits[at] for at in knot], _around(knot, edits, on), values, rates.unspoilt)
        for at in knot:
            out[at] = _explained(findings[at], verdict, edits[at])
    return _exchanged(out, edits, values, view)


def _edits(findings: Sequence[Finding], view: View) -> dict[int, Edit]:
    """The failed sums of a table as edits by their number, and those sums that share a figure with one of them, in order."""
    found = {at: edit for at, f in enumerate(findings) if f.verdict == "inconsistent" and (edit := _edit(f, view)) is not None}
    cells = {key for edit in found.values() for key, _ in edit.terms}
    for at, finding in enumerate(findings) if found else ():
        relation = finding.relation
        if at not in found and relation is not None and _touches(relation, cells):
            edit = _edit(finding, view)
            if edit is not None:
                found[at] = edit
    return dict(sorted(found.items()))


def _touches(relation: Relation, cells: Set[Hashable]) -> bool:
    return relation.target in cells or any(term.ref in cells for term in relation.terms)


def _edit(finding: Finding, view: View) -> Edit | None:
    """A confronted sum as an edit: target less parts is zero, as closely as the printed digits allow."""
    relation = finding.relation
    if relation is None or relation.kind not in _ADDITIVE or finding.gap is None:
        return None
    if finding.verdict != "inconsistent" and finding.verdict not in HOLDS:
        return None
    terms = [(relation.target, Fraction(1)), *((term.ref, Fraction(-term.sign)) for term in relation.terms)]
    numbers = [(ref, c) for ref, c in terms if (q := view.quantity(ref)) is not None and q.value is not None]
    found = sum((c * _value(view, ref) for ref, c in numbers), Fraction(0))
    if found != Fraction(finding.gap):  # other units than the target's: the printed figures do not add up as they stand
        return None
    slack = Fraction(finding.tolerance or 0)
    if finding.verdict in HOLDS:
        slack = max(slack, abs(found))
    elif slack >= abs(found):
        slack = Fraction(0)
    return Edit(tuple(numbers), -slack, slack)


def _value(view: View, ref: CellRef) -> Fraction:
    quantity = view.quantity(ref)
    return Fraction(quantity.value) if quantity is not None and quantity.value is not None else Fraction(0)


def _values(edits: Iterable[Edit], view: View) -> Values:
    keys = dict.fromkeys(key for edit in edits for key, _ in edit.terms)
    return {key: _value(view, key) for key in keys if isinstance(key, CellRef)}


def _by_cell(edits: Mapping[int, Edit]) -> dict[Hashable, list[int]]:
    """The numbers of the edits on each figure."""
    on: dict[Hashable, list[int]] = {}
    for at, edit in edits.items():
        for key, _ in edit.terms:
            on.setdefault(key, []).append(at)
    return on


def _knots(failed: Sequence[int], edits: Mapping[int, Edit]) -> list[list[int]]:
    """Failed sums that hang together by the cells they share."""
    knots: list[tuple[list[int], set[Hashable]]] = []
    for at in failed:
        cells = {key for key, _ in edits[at].terms}
        apart = [knot for knot in knots if knot[1].isdisjoint(cells)]
        joined = [knot for knot in knots if not knot[1].isdisjoint(cells)]
        members = [other for knot in joined for other in knot[0]]
        knots = [*apart, ([*members, at], cells.union(*(knot[1] for knot in joined)))]
    return [sorted(members) for members, _ in knots]


def _around(knot: Sequence[int], edits: Mapping[int, Edit], on: Mapping[Hashable, Sequence[int]]) -> list[Edit]:
    """The edits of a knot, and those that share a figure with one of them."""
    touching = {at for member in knot for key, _ in edits[member].terms for at in on[key]}
    return [edits[at] for at in (*knot, *sorted(touching.difference(knot)))]


def _judged(failed: Sequence[Edit], near: Sequence[Edit], values: Values, told_apart: Callable[[Meant], Meant]) -> _Verdict:
    """The suspects of some failed sums that hang together; `near` are these and all sums around them.

    What `told_apart` leaves of several figures that would be equally likely is what other relations do not contradict.
    """
    found = [repair for repair in repairs(near, values) if repair.mends == len(failed)]
    slips = [repair for repair in found if repair.slip]
    if len(slips) == 1:
        return _Verdict((slips[0].key,), _told(slips, values))
    alone = explaining(near, values)
    if not alone:
        return _smallest(near, values)
    meant: Meant = settling(near, values, alone)
    if len(meant) > 1:
        meant = told_apart(meant)
    if len(meant) == 1:
        return _Verdict(tuple(meant), _told([slip for slip in slips if slip.key in meant], values))
    if len(failed) == 1:
        return _Verdict(tuple(alone), _told(slips, values)) if len(alone) <= _MOST_SUSPECTS else _UNDETERMINED
    open_ = f"undetermined: any one of {len(alone)} figures would explain all {len(failed)} failures"
    return _Verdict(tuple(alone) if len(alone) <= _MOST_LISTED else (), _told(slips, values), open_ if len(alone) > 1 else "")


def _told(slips: Iterable[Repair], values: Values) -> dict[Hashable, str]:
    return {
        repair.key: f"{repair.key}: {_plain(repair.value)} in place of {_plain(values[repair.key])} would hold ({repair.slip})"
        for repair in slips
    }


def _smallest(edits: Sequence[Edit], values: Values) -> _Verdict:
    """The cells that are in every smallest set, or all of them if they are few."""
    keys = dict.fromkeys(key for edit in edits for key, _ in edit.terms)
    if len(keys) > _MOST_CELLS:
        return _UNDETERMINED
    from check.locate_milp import smallest_sets

    optima = smallest_sets(edits, {key: values[key] for key in keys}, limit=_MOST_OPTIMA)
    if not optima:
        return _UNDETERMINED
    every = optima[0].intersection(*optima[1:])
    some = optima[0].union(*optima[1:])
    if len(optima) == _MOST_OPTIMA and not every:
        return _UNDETERMINED
    suspects = some if len(optima) == 1 or len(some) <= _MOST_SUSPECTS else every
    slips = [repair for repair in repairs(edits, values) if repair.slip and repair.key in suspects]
    once = [repair for repair in slips if sum(other.key == repair.key for other in slips) == 1]
    return _Verdict(tuple(key for key in keys if key in suspects), _told(once, values))


def _explained(finding: Finding, verdict: _Verdict, edit: Edit) -> Finding:
    """A failed sum with those of its cells that are under suspicion; the suggestion only if it is the only one."""
    cells = [key for key, _ in edit.terms if isinstance(key, CellRef)]
    suspects = [key for key in cells if key in verdict.suspects][:_MOST_LISTED]
    told = [verdict.suggestions[key] for key in suspects if key in verdict.suggestions]
    return replace(finding, suspects=tuple(suspects), suggestion=told[0] if len(told) == 1 else verdict.undetermined)


def _exchanged(findings: list[Finding], edits: Mapping[int, Edit], values: Values, view: View) -> list[Finding]:
    """Failed sums without a suspect that two neighbouring figures would both repair if they changed places."""
    open_ = [at for at in edits if findings[at].verdict == "inconsistent" and not findings[at].suspects]
    cells = {key for at in open_ for key, _ in edits[at].terms if isinstance(key, CellRef)}
    if len(open_) < 2 or len(cells) > _MOST_CELLS:
        return findings
    near = [edit for edit in edits.values() if any(key in cells for key, _ in edit.terms)]
    pairs = exchanges(near, values, _neighbours(cells, view))
    for at in open_:
        own = {key for key, _ in edits[at].terms}
        mine = [pair for pair in pairs if own.intersection(pair)]
        if len(mine) == 1:
            text = f"{mine[0][0]} and {mine[0][1]}: exchanged, both sums would hold (two figures exchanged)"
            suspects = tuple(key for key in mine[0] if isinstance(key, CellRef))
            findings[at] = replace(findings[at], suspects=suspects, suggestion=text)
    return findings


def _neighbours(cells: Iterable[CellRef], view: View) -> Iterator[tuple[CellRef, CellRef]]:
    known = set(cells)
    for ref in sorted(known, key=lambda ref: (ref.row, ref.column or 0, ref.part)):
        if ref.column is not None:
            for other in (view.ref(ref.row, ref.column + 1), view.ref(ref.row + 1, ref.column)):
                if other in known:
                    yield ref, other


def _plain(value: Fraction) -> str:
    with localcontext(prec=_DIGITS):
        return f"{Decimal(value.numerator) / Decimal(value.denominator):,f}"
