"""Claims of arithmetic that a report makes, and what came of confronting them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from schemas.document import Place
from schemas.rules import RULES, Severity

Kind = Literal["sum", "difference", "ratio", "growth", "share", "count", "equal"]
Origin = Literal["label", "header", "formula", "prose", "schema", "numbers"]
Verdict = Literal["exact", "rounding", "truncation", "inconsistent", "undecidable"]

HOLDS: frozenset[Verdict | None] = frozenset({"exact", "rounding", "truncation"})
"""The verdicts under which a claim holds."""


@dataclass(frozen=True, slots=True)
class CellRef:
    """A figure of a table: row and column from 0 in its body; no column means the row's label."""

    table: str
    row: int
    column: int | None = None
    part: int = 0

    def __str__(self) -> str:
        text = f"{self.table}!{self.row}"
        if self.column is not None:
            text += f",{self.column}"
        return f"{text},{self.part}" if self.part else text


@dataclass(frozen=True, slots=True)
class LineRef:
    """A figure of the prose: the line on which it stands, from 1, and where known its offset in that line's text."""

    line: int
    start: int | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"line:{self.line}"


Ref = CellRef | LineRef


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a relation; `sign` is 1 or -1."""

    ref: CellRef
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Relation:
    """One claim of arithmetic: `target` should follow from `terms` in the way `kind` says.

    Of a ratio or share the terms are numerator then denominator, of a difference or growth new then old; of a count they
    are the rows counted, or, where they carry figures themselves, the counts added. `why` says what makes us believe it.
    """

    rule: str
    kind: Kind
    origin: Origin
    target: CellRef
    terms: tuple[Term, ...]
    why: str = ""

    def __post_init__(self) -> None:
        if self.rule not in RULES:
            raise ValueError(f"no rule {self.rule}")
        if not self.terms:
            raise ValueError(f"a relation without terms: {self.rule} {self.target}")


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of arithmetic in prose: the figure on line `target` should follow from `terms`, which stand in prose or tables.

    The order of the terms is that of a `Relation` of the same kind.
    """

    kind: Kind
    target: LineRef
    terms: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of confronting one relation of a table or claim of the prose, or one problem of notation, structure or input.

    `stated` and `computed` are in the target's written unit; `gap` is stated less computed; `tolerance` is the largest gap
    that the printed digits allow.
    """

    rule: str
    message: str
    severity: Severity
    verdict: Verdict | None = None
    relation: Relation | None = None
    target: Ref | None = None
    table: str = ""
    place: Place = field(default_factory=Place)
    stated: Decimal | None = None
    computed: Decimal | None = None
    gap: Decimal | None = None
    tolerance: Decimal | None = None
    suspects: tuple[CellRef, ...] = ()
    suggestion: str = ""
    claim: Claim | None = None

    def __post_init__(self) -> None:
        if self.rule not in RULES:
            raise ValueError(f"no rule {self.rule}")
        if (self.verdict is None) != (self.relation is None and self.claim is None):
            raise ValueError("a finding has a verdict exactly when it has a relation or a claim")

    @property
    def failed(self) -> bool:
        """Whether this finding alone makes a run end with status 1."""
        return self.severity == "error"
