"""Columns and rows of shares: each percentage is the figure beside it over a total (구성비, 비중, 비율, a bare %)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

import regex

from check.confront import confront
from check.quotients import CHANGE, GROWTH
from check.share_evidence import best_borne_out, borne_out_so_far, margin
from check.view import View
from schemas import HOLDS, CellRef, Finding, Quantity, Relation, Term
from schemas.words import bare, is_subtotal, is_total

_NEAR = 2
"""Lines before and behind a line of shares that may hold its figures."""

_MOST_WHOLES = 3
_MOST_ROWS = 400
_FEWEST = 2
_SHARE = regex.compile(r"구성비율?|구성률|비중|점유[율률]|비율")
"""What names a line of shares whose unit is not told: one of several in its caption (단위: 명, %)."""

Place = tuple[int, int]
Path = tuple[str, ...]


class _Lines:
    """A table's columns of figures, or its rows, as lines, with the places along them.

    `derived` are the figures that are known to follow from others; they are no shares.
    """

    def __init__(self, view: View, down: bool, derived: set[object]) -> None:
        rows = [row.index for row in view.table.rows if row.index not in view.open_rows]
        names = {column: view.table.columns[column].path for column in view.measures}
        labels = {row: view.table.rows[row].path for row in rows}
        self.view, self.down, self.derived = view, down, derived
        self.lines, self.places = (list(view.measures), rows) if down else (rows, list(view.measures))
        along, self.names = (labels, names) if down else (names, labels)
        self.places = [at for at in self.places if not _says_change(along[at])]
        self.totals = [at for at in self.places if along[at] and is_total(along[at][-1])]
        self.whole_lines = [line for line in self.lines if self.names[line] and is_total(self.names[line][-1])]
        self.paths, self._heads = along, _heads(along)

    def number(self, line: int, at: int) -> Quantity | None:
        return self.view.number(at, line) if self.down else self.view.number(line, at)

    def ref(self, line: int, at: int) -> CellRef:
        return self.view.ref(at, line) if self.down else self.view.ref(line, at)

    def at(self, ref: CellRef) -> int:
        """The place along its line at which a figure stands."""
        return ref.row if self.down else ref.column or 0

    def sums_up(self, at: int) -> bool:
        """Whether a label calls what stands at a place a total or subtotal."""
        return _is_sum(self.paths[at])

    def is_rate(self, line: int) -> bool:
        """Whether all numbers of a line are percentages; False if it has fewer than two."""
        rates = 0
        named = bool(self.names[line]) and _SHARE.search(self.names[line][-1]) is not None
        for at in self.places:
            number = self.number(line, at)
            if number is not None and number.unit != "%" and not (named and number.unit is None):
                return False
            rates += number is not None
        return rates >= _FEWEST

    def head(self, at: int) -> int | None:
        """The place of the figures of the group that a place belongs to: the group's own, or its total's."""
        found = self._heads.get(self.paths[at][:-1]) if len(self.paths[at]) > 1 else None
        return None if found == at else found


def _says_change(path: Path) -> bool:
    """Whether a row or column holds changes: they have no shares."""
    return bool(path) and (CHANGE.fullmatch(bare(path[-1])) or GROWTH.search(path[-1].replace(" ", ""))) is not None


def _is_sum(path: Path) -> bool:
    return bool(path) and (is_total(path[-1]) or is_subtotal(path[-1]))


def _heads(paths: dict[int, Path]) -> dict[Path, int]:
    """Where the figures of each group stand: under its name alone, else in its total."""
    own = {path: at for at, path in reversed(paths.items()) if path}
    sums = {path[:-1]: at for at, path in reversed(paths.items()) if _is_sum(path)}
    return sums | own


def share_lines(view: View, known: Sequence[Finding]) -> list[Finding]:
    """The lines of percentages that the figures next to them bear out as shares; `known` tells what else figures derive from."""
    derived: set[object] = {finding.relation.target for finding in known if finding.relation is not None}
    findings: list[Finding] = []
    for down in (True, False) if len(view.table.rows) <= _MOST_ROWS else (True,):
        lines = _Lines(view, down, derived)
        rates = [line for line in lines.lines if lines.is_rate(line)]
        for line in rates:
            found = _of_line(lines, line, frozenset(rates))
            derived |= {finding.relation.target for finding in found if finding.relation is not None}
            findings += found
    return findings


def _of_line(lines: _Lines, line: int, rates: frozenset[int]) -> list[Finding]:
    """The findings on a line under the reading that its figures bear out best; none where they bear out none."""
    shares = sum(lines.number(line, at) is not None for at in lines.places)
    families: list[list[Finding]] = []
    for family in _families(lines, line, rates):
        families.append(borne_out_so_far(_confronted(relation, lines) for relation in family))
        if len(families[-1]) >= shares - 1 and all(finding.verdict in HOLDS for finding in families[-1]):
            break  # no other reading can hold more often
    best = best_borne_out(families, lines.view)
    return [] if best and _divides_lines(best, lines, line, rates) else best


def _divides_lines(best: Sequence[Finding], lines: _Lines, line: int, rates: frozenset[int]) -> bool:
    """Whether one line over another bears percentages out as well as shares of what no label calls a total.

    So does the rate of each of many plans for 100 pieces, one of which was carried out in full.
    """
    pairs = [(lines.at(f.relation.target), lines.at(f.relation.terms[1].ref)) for f in best if f.relation]
    if all(whole == at or lines.sums_up(whole) for at, whole in pairs):
        return False
    near = _next_to(lines, line, rates)
    rivals = (
        _family(lines, line, part, ((at, (whole, at)) for at in lines.places)) for part in near for whole in near if part != whole
    )
    found = (borne_out_so_far(confront(relation, lines.view) for relation in rival) for rival in rivals)
    return any(margin(rival) >= margin(best) for rival in found)


def _confronted(relation: Relation, lines: _Lines) -> Finding:
    """What comes of a share; where it fails as one of the total, but holds as one of its group, it is that."""
    found = confront(relation, lines.view)
    if found.verdict in HOLDS:
        return found
    other = _in_group(relation, lines)
    again = confront(other, lines.view) if other else found
    return again if again.verdict in HOLDS else found


def _in_group(relation: Relation, lines: _Lines) -> Relation | None:
    """A share of a line's total as one of its group's; None where it is in no group."""
    (part, whole), at = relation.terms, lines.at(relation.target)
    head = lines.head(at)
    if head is None or lines.at(whole.ref) == at:
        return None
    line = part.ref.column or 0 if lines.down else part.ref.row
    number = lines.number(line, head)
    if number is None or not number.value:
        return None
    return replace(relation, terms=(part, Term(lines.ref(line, head))), why="the share of its group's total")


def _families(lines: _Lines, line: int, rates: frozenset[int]) -> Iterator[Iterator[Relation]]:
    """What a line may be shares of: the figures of a line next to it, over one total, over the last whole, or over a line's."""
    wholes = [at for at in lines.places if (q := lines.number(line, at)) is not None and q.value == 100]
    for part in _next_to(lines, line, rates):
        totals = list(dict.fromkeys([*wholes[:_MOST_WHOLES], *lines.totals[:_MOST_WHOLES]]))
        for total in totals:
            yield _family(lines, line, part, ((at, (part, total)) for at in lines.places if at != total))
        if len(wholes) > 1:
            yield _family(lines, line, part, _by_group(lines, part, frozenset(wholes)))
        for whole in lines.whole_lines[:_MOST_WHOLES]:
            if whole not in rates and whole != part:
                yield _family(lines, line, part, ((at, (whole, at)) for at in lines.places))


def _next_to(lines: _Lines, line: int, rates: frozenset[int]) -> list[int]:
    """The lines of figures near a line of shares: those before it first."""
    at = lines.lines.index(line)
    before = (other for other in reversed(lines.lines[:at]) if other not in rates)
    behind = (other for other in lines.lines[at + 1 :] if other not in rates)
    return [*islice(before, _NEAR), *islice(behind, _NEAR)]


def _by_group(lines: _Lines, part: int, wholes: frozenset[int]) -> Iterator[tuple[int, Place]]:
    """The places that are no whole, each with the last place before it at which a group's whole stands."""
    last: int | None = None
    for at in lines.places:
        if at in wholes:
            last = at
        elif last is not None:
            yield at, (part, last)


def _family(lines: _Lines, line: int, part: int, totals: Iterable[tuple[int, Place]]) -> Iterator[Relation]:
    for at, total in totals:
        whole = lines.number(*total)
        if lines.number(line, at) is None or lines.number(part, at) is None or whole is None or not whole.value:
            continue
        if lines.ref(line, at) not in lines.derived:
            terms = (Term(lines.ref(part, at)), Term(lines.ref(*total)))
            yield Relation("HG204", "share", "label", lines.ref(line, at), terms, "the share of the total")
