"""Columns and rows of shares: each percentage is the figure beside it over a total (구성비, 비중, 비율, a bare %)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from check.evidence import tried
from check.quotients import most_borne_out
from check.view import View
from schemas import HOLDS, CellRef, Finding, Quantity, Relation, Term
from schemas.words import is_total

_NEAR = 2
"""Lines before and behind a line of shares that may hold its figures."""

_MOST_WHOLES = 3
_MOST_ROWS = 400
_FEWEST = 2
"""Shares other than 0 and 100 that must hold."""

Place = tuple[int, int]


class _Lines:
    """A table's columns of figures, or its rows, as lines, with the places along them."""

    def __init__(self, view: View, down: bool) -> None:
        rows = [row.index for row in view.table.rows if row.index not in view.open_rows]
        names = {column: view.table.columns[column].path for column in view.measures}
        labels = {row: view.table.rows[row].path for row in rows}
        self.view, self.down = view, down
        self.lines, self.places = (list(view.measures), rows) if down else (rows, list(view.measures))
        along, across = (labels, names) if down else (names, labels)
        self.totals = [at for at in self.places if along[at] and is_total(along[at][-1])]
        self.whole_lines = [line for line in self.lines if across[line] and is_total(across[line][-1])]

    def number(self, line: int, at: int) -> Quantity | None:
        return self.view.number(at, line) if self.down else self.view.number(line, at)

    def ref(self, line: int, at: int) -> CellRef:
        return self.view.ref(at, line) if self.down else self.view.ref(line, at)

    def is_rate(self, line: int) -> bool:
        """Whether all numbers of a line are percentages; False if it has fewer than two."""
        rates = 0
        for at in self.places:
            number = self.number(line, at)
            if number is not None and number.unit != "%":
                return False
            rates += number is not None
        return rates >= _FEWEST


def share_lines(view: View, known: Sequence[Finding]) -> list[Finding]:
    """The lines of percentages that the figures next to them bear out as shares; `known` tells what else figures derive from."""
    derived = {finding.relation.target for finding in known if finding.relation is not None}
    findings: list[Finding] = []
    for lines in [_Lines(view, True), *([_Lines(view, False)] if len(view.table.rows) <= _MOST_ROWS else [])]:
        rates = [line for line in lines.lines if lines.is_rate(line)]
        for line in rates:
            if not any(lines.ref(line, at) in derived for at in lines.places):
                found = _of_line(lines, line, frozenset(rates))
                derived |= {finding.relation.target for finding in found if finding.relation is not None}
                findings += found
    return findings


def _of_line(lines: _Lines, line: int, rates: frozenset[int]) -> list[Finding]:
    families = [tried(family, lines.view) for family in _families(lines, line, rates)]
    return most_borne_out([family for family in families if sum(map(_tells, family)) >= _FEWEST])


def _tells(finding: Finding) -> bool:
    """Whether a share that holds is evidence: 0 and 100 hold with any figures."""
    return finding.verdict in HOLDS and finding.stated not in {0, 100}


def _families(lines: _Lines, line: int, rates: frozenset[int]) -> Iterator[list[Relation]]:
    """What a line may be shares of: the figures of a line next to it, over one total, over the last whole, or over a line's."""
    wholes = [at for at in lines.places if (q := lines.number(line, at)) is not None and q.value == 100]
    for part in _next_to(lines, line, rates):
        totals = list(dict.fromkeys([*wholes[:_MOST_WHOLES], *lines.totals[:_MOST_WHOLES]]))
        for total in totals:
            yield _family(lines, line, part, {at: (part, total) for at in lines.places if at != total})
        if len(wholes) > 1:
            yield _family(lines, line, part, _by_group(lines, part, wholes))
        for whole in lines.whole_lines[:_MOST_WHOLES]:
            if whole not in rates and whole != part:
                yield _family(lines, line, part, {at: (whole, at) for at in lines.places})


def _next_to(lines: _Lines, line: int, rates: frozenset[int]) -> list[int]:
    """The lines of figures near a line of shares: those before it first."""
    at = lines.lines.index(line)
    before = [other for other in reversed(lines.lines[:at]) if other not in rates]
    behind = [other for other in lines.lines[at + 1 :] if other not in rates]
    return [*islice(before, _NEAR), *islice(behind, _NEAR)]


def _by_group(lines: _Lines, part: int, wholes: Sequence[int]) -> dict[int, Place]:
    """The last place before each at which a group's whole stands."""
    out: dict[int, Place] = {}
    for at in lines.places:
        above = [whole for whole in wholes if whole < at]
        if above and at not in wholes:
            out[at] = (part, above[-1])
    return out


def _family(lines: _Lines, line: int, part: int, totals: dict[int, Place]) -> list[Relation]:
    relations: list[Relation] = []
    for at, total in totals.items():
        whole = lines.number(*total)
        if lines.number(line, at) is not None and lines.number(part, at) is not None and whole is not None and whole.value:
            terms = (Term(lines.ref(part, at)), Term(lines.ref(*total)))
            relations.append(Relation("HG204", "share", "label", lines.ref(line, at), terms, "the share of the total"))
    return relations
