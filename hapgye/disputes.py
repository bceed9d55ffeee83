"""Where readers of one table disagree on the text of a figure in a failed relation, the reader may be wrong, not the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from schemas import CellRef, Finding, Table

Key = tuple[tuple[str, ...], tuple[str, ...]]
_MOST = 3


def disputed(findings: Sequence[Finding], table: Table, others: Iterable[Table]) -> list[Finding]:
    """The findings, failed ones with the figures that another reading of the table prints otherwise.

    Figures are the same by the labels of their row and column, which must be alone in both readings.
    """
    readings = [(other.reader, _texts(other)) for other in others]
    own = _texts(table)
    mine, texts = {place: key for key, (place, _) in own.items()}, dict(own.values())
    out = []
    for finding in findings:
        told = []
        for ref in _figures(finding):
            place = (ref.row, ref.column or 0)
            for reader, known in readings:
                other = known.get(mine[place], (place, ""))[1] if place in mine else ""
                if other and other != texts[place]:
                    told.append(f"{ref} is {texts[place]} here and {other} to {reader}")
        doubt = f"; it may be the extraction: {', '.join(told[:_MOST])}" if told else ""
        out.append(replace(finding, message=finding.message + doubt))
    return out


def _figures(finding: Finding) -> list[CellRef]:
    if finding.verdict != "inconsistent" or finding.relation is None:
        return []
    refs = dict.fromkeys((finding.relation.target, *(term.ref for term in finding.relation.terms)))
    return [ref for ref in refs if ref.column is not None]


def _texts(table: Table) -> dict[Key, tuple[tuple[int, int], str]]:
    """Place and text of each cell with figures by the labels of its row and column, unless several cells share them."""
    found: dict[Key, tuple[tuple[int, int], str]] = {}
    shared: set[Key] = set()
    for cell in table.cells:
        if cell.quantities and not table.columns[cell.column].label:
            key = (table.row_path(cell), table.columns[cell.column].path)
            if key in found:
                shared.add(key)
            found[key] = ((cell.row, cell.column), "".join(cell.text.split()))
    return {key: value for key, value in found.items() if key not in shared}
