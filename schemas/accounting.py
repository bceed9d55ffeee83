"""Where every number of a document went, and how far its figures were verified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from schemas.document import Place

Reason = Literal[
    "header or label",
    "plain prose figure",
    "date or period",
    "list or section number",
    "page number",
    "running head or foot",
    "repeated header",
    "footnote mark",
    "law or document reference",
    "phone number",
    "postal address",
    "web or mail address",
    "age, ordinal or grade",
    "ratio or time of day",
    "code or name",
    "part of a word",
    "row without columns",
]
"""Why a number is neither a figure of a table's body nor part of a claim of the prose."""

REASONS: tuple[Reason, ...] = get_args(Reason)


@dataclass(frozen=True, slots=True)
class LostNumber:
    """A number that stands in the document but in nothing that was read: its digits, the line around it, its place."""

    text: str
    around: str
    place: Place


@dataclass(frozen=True, slots=True)
class Accounting:
    """The numbers of one document, or of several: runs of digits as printed, with the commas and points inside them.

    `seen` are those counted in the source itself, `cells` those that are part of a figure of a table, `claims` those of a
    figure in a claim of the prose, `aside` those set aside by reason, `lost` those that no table or paragraph holds; `first`
    names the first lost ones. So seen = cells + claims + set aside + lost.

    `verified` counts the figures of the tables' bodies by the relations that hold with them: none, one, two, three or more. A
    figure may be of several numbers (45만 3,712), and labels hold numbers that are used too (총계 (78개 사업)). `prose` counts
    the figures of the prose, `claimed` those of them that stand in a claim.
    """

    seen: int = 0
    cells: int = 0
    claims: int = 0
    aside: tuple[tuple[Reason, int], ...] = ()
    lost: int = 0
    first: tuple[LostNumber, ...] = ()
    verified: tuple[int, int, int, int] = (0, 0, 0, 0)
    prose: int = 0
    claimed: int = 0

    def __post_init__(self) -> None:
        if self.seen != self.used + self.set_aside + self.lost:
            parts = f"{self.used} used, {self.set_aside} set aside and {self.lost} lost"
            raise ValueError(f"{self.seen} numbers seen are not {parts}")

    @property
    def used(self) -> int:
        return self.cells + self.claims

    @property
    def set_aside(self) -> int:
        return sum(count for _, count in self.aside)

    @property
    def figures(self) -> int:
        return sum(self.verified)


def total(parts: tuple[Accounting, ...]) -> Accounting:
    """The sum of several documents' numbers; the lost ones are counted, not named.

    >>> total((Accounting(3, cells=2, aside=(("page number", 1),)), Accounting(1, claims=1))).aside
    (('page number', 1),)
    """
    counts: dict[Reason, int] = {}
    for part in parts:
        for reason, count in part.aside:
            counts[reason] = counts.get(reason, 0) + count
    none, one, two, more = (sum(part.verified[at] for part in parts) for at in range(4))
    return Accounting(
        seen=sum(part.seen for part in parts),
        cells=sum(part.cells for part in parts),
        claims=sum(part.claims for part in parts),
        aside=tuple((reason, counts[reason]) for reason in REASONS if reason in counts),
        lost=sum(part.lost for part in parts),
        verified=(none, one, two, more),
        prose=sum(part.prose for part in parts),
        claimed=sum(part.claimed for part in parts),
    )
