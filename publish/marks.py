"""Which cells of a report carry which findings, and how a relation reads in words and figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from publish.findings import Numbered
from publish.text import folded
from schemas import HOLDS, Audit, Cell, CellRef, Relation, Row, Table

MOST_PARTS = 8
"""The parts of a relation that are spelled out; of more, the rest is counted."""

Kind = Literal["fails", "suspect", "warns", "holds"]
Spot = tuple[str, int, int | None]


@dataclass(frozen=True, slots=True)
class Mark:
    """What is known of one cell: the worst that holds of it, the number of the finding that says so, and all of it in words."""

    kind: Kind
    finding: str
    title: str


class Speller:
    """Spells references to cells as their labels and printed figures."""

    def __init__(self, audit: Audit) -> None:
        self._rows: dict[tuple[str, int], Row] = {}
        self._columns: dict[tuple[str, int], str] = {}
        self._cells: dict[tuple[str, int, int], Cell] = {}
        self.tables: dict[str, Table] = {checked.table.name: checked.table for checked in audit.tables}
        for name, table in self.tables.items():
            self._rows |= {(name, row.index): row for row in table.rows}
            self._columns |= {(name, column.index): " > ".join(map(folded, column.path)) for column in table.columns}
            self._cells |= {(name, cell.row, cell.column): cell for cell in table.cells}

    def row(self, ref: CellRef) -> str:
        """The row's own label."""
        row = self._rows.get((ref.table, ref.row))
        return folded(row.path[-1]) if row and row.path else f"row {ref.row}"

    def column(self, ref: CellRef) -> str:
        """The column's header path; blank for a row's label."""
        return "" if ref.column is None else self._columns.get((ref.table, ref.column)) or f"column {ref.column}"

    def figure(self, ref: CellRef) -> str:
        """The figure as printed; blank for a row's label or a cell that is not there."""
        cell = self._cells.get((ref.table, ref.row, ref.column)) if ref.column is not None else None
        if cell is None:
            return ""
        return folded(cell.quantities[ref.part].text if ref.part < len(cell.quantities) else cell.text, 60)

    def unit(self, ref: CellRef) -> str:
        """The written unit of the figure, where known."""
        cell = self._cells.get((ref.table, ref.row, ref.column)) if ref.column is not None else None
        return folded(cell.quantities[ref.part].unit or "") if cell and ref.part < len(cell.quantities) else ""

    def place(self, ref: CellRef) -> str:
        """Row and column of a figure in words."""
        return " × ".join(text for text in (self.row(ref), self.column(ref)) if text)

    def parts(self, relation: Relation) -> str:
        """The terms as their labels and figures, labelled by what tells them apart: by column in one row, else by row."""
        across = all(term.ref.row == relation.target.row and term.ref.table == relation.target.table for term in relation.terms)
        texts = []
        for i, term in enumerate(relation.terms[:MOST_PARTS]):
            name = (self.column(term.ref) if across else "") or self.row(term.ref)
            sign = "− " if term.sign < 0 else ("+ " if i else "")
            texts.append(f"{sign}{folded(name, 40)} {self.figure(term.ref)}".rstrip())
        more = len(relation.terms) - len(texts)
        joint = " " if relation.kind in {"sum", "difference", "count"} else " : "
        if joint == " : ":
            texts = [text.removeprefix("+ ") for text in texts]
        return joint.join(texts) + (f" and {more} more" if more > 0 else "")


def cell_marks(findings: Iterable[Numbered], speller: Speller) -> dict[Spot, Mark]:
    """The mark of each cell that is a confronted figure or a suspect; a worse one hides a better, the words are kept."""
    marks: dict[Spot, Mark] = {}
    for item in findings:
        for ref, kind in _marked(item):
            said = f"{item.finding.rule} {item.number}: {_words(item, kind, speller)}"
            spot = (ref.table, ref.row, ref.column)
            marks[spot] = _worse(marks.get(spot), Mark(kind, item.number, said))
    return marks


def _marked(item: Numbered) -> Iterable[tuple[CellRef, Kind]]:
    finding = item.finding
    if isinstance(item.target, CellRef):
        if finding.failed or (finding.verdict == "inconsistent" and finding.severity != "note"):
            yield item.target, "fails" if finding.failed else "warns"
        elif finding.verdict in HOLDS:
            yield item.target, "holds"
    for ref in finding.suspects:
        yield ref, "suspect"


def _words(item: Numbered, kind: Kind, speller: Speller) -> str:
    finding = item.finding
    if kind == "holds" and finding.relation:
        return f"{finding.verdict}, {finding.relation.kind} of {speller.parts(finding.relation)}"
    return ("suspected; " if kind == "suspect" else "") + folded(finding.message, 300)


def _worse(known: Mark | None, new: Mark) -> Mark:
    order: tuple[Kind, ...] = ("fails", "suspect", "warns", "holds")
    if known is None:
        return new
    worst = min(known, new, key=lambda mark: order.index(mark.kind))
    title = known.title if len(known.title) > 1000 else f"{known.title}\n{new.title}"
    return Mark(worst.kind, worst.finding, title)
