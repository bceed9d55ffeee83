"""Which figures are likely wrong where sums of a table fail, and which slip of the hand would explain it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext
from fractions import Fraction

from check.locate import Repair, exchanges, explaining, repairs, settling, shared
from check.locate_book import Book, Edit, bound
from check.rates import Rates
from check.view import View
from check.weigh import come_to
from schemas import HOLDS, CellRef, Finding, Relation

_ADDITIVE = frozenset({"sum", "difference"})
_MOST_SUSPECTS = 3
_MOST_LISTED = 8  # figures each of which alone explains several failures are listed up to so many, as undetermined
_MOST_CELLS = 400  # larger knots are not worth a programme of their own
_MOST_OPTIMA = 8
_DIGITS = 60

Values = Mapping[Hashable, Fraction]
Meant = Mapping[Hashable, Fraction]
_NIL, _NOTHING = Decimal(0), Fraction(0)
_SIGNS = {1: Fraction(1), -1: Fraction(-1)}


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
    book = _book(findings, view)
    failed = [at for at in book.edits if findings[at].verdict == "inconsistent"]
    if not failed:
        return out
    rates = Rates(findings, view)
    for knot in _knots(failed, book):
        verdict = _judged(book, knot, view, rates.unspoilt)
        for at in knot:
            out[at] = _explained(findings[at], verdict, book.edits[at])
    return _exchanged(out, book, view)


def _book(findings: Sequence[Finding], view: View) -> Book:
    """The failed sums of a table as edits by their number, and those sums that share a figure with one of them, in order.

    It can be asked about the figures of the failed sums.
    """
    found = {at: edit for at, f in enumerate(findings) if f.verdict == "inconsistent" and (edit := _edit(f, view)) is not None}
    values: Values = {key: _value(view, key) for edit in found.values() for key, _ in edit.terms if isinstance(key, CellRef)}
    for at, finding in enumerate(findings) if found else ():
        relation = finding.relation
        if at not in found and relation is not None and _touches(relation, values.keys()):
            edit = _edit(finding, view)
            if edit is not None:
                found[at] = edit
    return bound(dict(sorted(found.items())), {at: Fraction(findings[at].gap or 0) for at in found}, values)


def _touches(relation: Relation, cells: Set[Hashable]) -> bool:
    return not cells.isdisjoint([relation.target, *(term.ref for term in relation.terms)])


def _edit(finding: Finding, view: View) -> Edit | None:
    """A confronted sum as an edit: target less parts is zero, as closely as the printed digits allow; it comes to its gap."""
    relation, gap = finding.relation, finding.gap
    if relation is None or relation.kind not in _ADDITIVE or gap is None:
        return None
    if finding.verdict != "inconsistent" and finding.verdict not in HOLDS:
        return None
    terms = [(relation.target, 1), *((term.ref, -term.sign) for term in relation.terms)]
    numbers = [(ref, sign, q) for ref, sign in terms if (q := view.quantity(ref)) is not None and q.value is not None]
    if not come_to(
        [(sign, q) for _, sign, q in numbers], gap
    ):  # other units than the target's: as they stand, they do not add up
        return None
    slack, over = finding.tolerance or _NIL, gap.copy_abs()
    if finding.verdict in HOLDS:
        slack = max(slack, over)
    elif slack >= over:
        slack = _NIL
    room = Fraction(slack)
    return Edit(tuple((ref, _SIGNS[sign]) for ref, sign, _ in numbers), -room, room)


def _value(view: View, ref: CellRef) -> Fraction:
    quantity = view.quantity(ref)
    return Fraction(quantity.value) if quantity is not None and quantity.value is not None else _NOTHING


def _knots(failed: Sequence[int], book: Book) -> list[list[int]]:
    """Failed sums that hang together by the cells they share."""
    left, knots = set(failed), []
    for first in failed:
        if first not in left:
            continue
        left.discard(first)
        knot = [first]
        for at in knot:
            joined = left.intersection(other for key, _ in book.edits[at].terms for other in book.on[key])
            left -= joined
            knot += joined
        knots.append(sorted(knot))
    return knots


def _around(book: Book, knot: Sequence[int]) -> list[Edit]:
    """The edits of a knot, and those that share a figure with one of them."""
    touching = {at for member in knot for key, _ in book.edits[member].terms for at in book.on[key]}
    return [book.edits[at] for at in (*knot, *sorted(touching.difference(knot)))]


def _judged(table: Book, knot: Sequence[int], view: View, told_apart: Callable[[Meant], Meant]) -> _Verdict:
    """The suspects of some failed sums of a table that hang together.

    What `told_apart` leaves of several figures that would be equally likely is what other relations do not contradict.
    """
    book, values = table.about(knot), table.values
    slips = [repair for repair in repairs(book, among=frozenset(shared(book))) if repair.slip]
    if len(slips) == 1:
        return _Verdict((slips[0].key,), _told(slips, values))
    alone = explaining(book)
    if not alone:
        return _smallest(book, view)
    meant: Meant = settling(book, alone)
    if len(meant) > 1:
        meant = told_apart(meant)
    if len(meant) == 1:
        return _Verdict(tuple(meant), _told([slip for slip in slips if slip.key in meant], values))
    if len(knot) == 1:
        return _Verdict(tuple(alone), _told(slips, values)) if len(alone) <= _MOST_SUSPECTS else _UNDETERMINED
    open_ = f"undetermined: any one of {len(alone)} figures would explain all {len(knot)} failures"
    return _Verdict(tuple(alone) if len(alone) <= _MOST_LISTED else (), _told(slips, values), open_ if len(alone) > 1 else "")


def _told(slips: Iterable[Repair], values: Values) -> dict[Hashable, str]:
    return {
        repair.key: f"{repair.key}: {_plain(repair.value)} in place of {_plain(values[repair.key])} would hold ({repair.slip})"
        for repair in slips
    }


def _smallest(book: Book, view: View) -> _Verdict:
    """The cells that are in every smallest set, or all of them if they are few."""
    edits = _around(book, book.failed)
    keys = dict.fromkeys(key for edit in edits for key, _ in edit.terms if isinstance(key, CellRef))
    if len(keys) > _MOST_CELLS:
        return _UNDETERMINED
    from check.locate_milp import smallest_sets

    optima = smallest_sets(edits, {key: _value(view, key) for key in keys}, limit=_MOST_OPTIMA)
    if not optima:
        return _UNDETERMINED
    every = optima[0].intersection(*optima[1:])
    some = optima[0].union(*optima[1:])
    if len(optima) == _MOST_OPTIMA and not every:
        return _UNDETERMINED
    suspects = some if len(optima) == 1 or len(some) <= _MOST_SUSPECTS else every
    slips = [repair for repair in repairs(book) if repair.slip and repair.key in suspects]
    once = [repair for repair in slips if sum(other.key == repair.key for other in slips) == 1]
    return _Verdict(tuple(key for key in keys if key in suspects), _told(once, book.values))


def _explained(finding: Finding, verdict: _Verdict, edit: Edit) -> Finding:
    """A failed sum with those of its cells that are under suspicion; the suggestion only if it is the only one."""
    cells = [key for key, _ in edit.terms if isinstance(key, CellRef)]
    suspects = [key for key in cells if key in verdict.suspects][:_MOST_LISTED]
    told = [verdict.suggestions[key] for key in suspects if key in verdict.suggestions]
    return replace(finding, suspects=tuple(suspects), suggestion=told[0] if len(told) == 1 else verdict.undetermined)


def _exchanged(findings: list[Finding], book: Book, view: View) -> list[Finding]:
    """Failed sums without a suspect that two neighbouring figures would both repair if they changed places."""
    open_ = [at for at in book.edits if findings[at].verdict == "inconsistent" and not findings[at].suspects]
    cells = {key for at in open_ for key, _ in book.edits[at].terms if isinstance(key, CellRef)}
    if len(open_) < 2 or len(cells) > _MOST_CELLS:
        return findings
    pairs = exchanges(book, _neighbours(cells, view))
    for at in open_:
        own = {key for key, _ in book.edits[at].terms}
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
