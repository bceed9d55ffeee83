"""`report.html`: the report as a person reviews it, one file that needs nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from publish.accounting import ACCOUNT, equation, verified_in_words
from publish.findings import Numbered
from publish.grid import Box, Grid, lay_out
from publish.marks import Mark, Speller, cell_marks
from publish.text import folded, grouped
from schemas import HOLDS, RULES, Audit, CellRef, CheckedTable

TEMPLATES = Path(__file__).parent / "templates"
MOST_LISTED = 3000
"""Findings of one list that are shown; findings.csv has all of them."""


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding in words: `where` it is, its figures as text, and links to the cells it names."""

    number: str
    rule: str
    title: str
    remedy: str
    severity: str
    verdict: str
    message: str
    where: str
    link: str
    relation: str
    stated: str
    computed: str
    gap: str
    tolerance: str
    unit: str
    suspects: tuple[tuple[str, str], ...]
    suggestion: str


@dataclass(frozen=True, slots=True)
class TableView:
    """One table with its grid and the tally of its findings."""

    name: str
    caption: str
    unit: str
    section: str
    place: str
    reader: str
    status: str
    grid: Grid
    footnotes: tuple[str, ...]
    verdicts: Counter[str]
    failing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What was read and confronted: tables by status, figures, relations by verdict."""

    statuses: Counter[str]
    figures: int
    verdicts: Counter[str]

    @property
    def relations(self) -> int:
        return self.verdicts.total()


def write_review(report: str, audit: Audit, findings: Sequence[Numbered], path: Path) -> None:
    """Write the page for one report; every text of the document is escaped, and nothing outside the file is referred to."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    speller = Speller(audit)
    marks = cell_marks(findings, speller)

    def mark_of(table: str, box: Box) -> Mark | None:
        spot = (table, *box.spot)
        if box.label and spot not in marks:
            spot = (table, box.spot[0], None)
        return marks.get(spot)

    open_, undecided, holding = _sorted([item for item in findings if item.finding.rule not in ACCOUNT])
    page = environment.get_template("report.html.j2").stream(
        report=report,
        source=audit.source,
        source_name=folded(audit.source.name),
        tally=tally(audit, findings),
        open=[finding_view(item, speller) for item in open_[:MOST_LISTED]],
        undecided=[finding_view(item, speller) for item in undecided[:MOST_LISTED]],
        holding=[finding_view(item, speller) for item in holding[:MOST_LISTED]],
        counts=(len(open_), len(undecided), len(holding)),
        errors=sum(item.finding.failed for item in open_),
        tables=[table_view(checked, findings) for checked in audit.tables],
        account=audit.accounting,
        equation=equation(audit.accounting) if audit.accounting else "",
        verified=verified_in_words(audit.accounting) if audit.accounting else "",
        mark_of=mark_of,
    )
    with path.open("w", encoding="utf-8", newline="\n") as handle:
        handle.writelines(line.encode("utf-8", "replace").decode() for line in page)


def tally(audit: Audit, findings: Sequence[Numbered]) -> Tally:
    """The counts at the top of the page."""
    cells = (cell for checked in audit.tables for cell in checked.table.cells)
    figures = sum(quantity.value is not None for cell in cells for quantity in cell.quantities)
    verdicts = Counter(item.finding.verdict for item in findings if item.finding.verdict)
    return Tally(Counter(checked.status for checked in audit.tables), figures, Counter({str(k): n for k, n in verdicts.items()}))


def table_view(checked: CheckedTable, findings: Sequence[Numbered]) -> TableView:
    """One table of the page."""
    table = checked.table
    mine = [item for item in findings if item.table == table.name]
    return TableView(
        name=table.name,
        caption=folded(table.caption),
        unit=folded(table.unit),
        section=" › ".join(folded(part) for part in table.section),
        place=place_words(table.place.page, table.place.line),
        reader=table.reader,
        status=checked.status,
        grid=lay_out(table),
        footnotes=tuple(folded(note) for note in table.footnotes),
        verdicts=Counter(str(item.finding.verdict) for item in mine if item.finding.verdict),
        failing=tuple(item.number for item in mine if _is_open(item)),
    )


def finding_view(item: Numbered, speller: Speller) -> FindingView:
    """One finding of the page."""
    finding, target, rule = item.finding, item.target, RULES[item.finding.rule]
    cell = target if isinstance(target, CellRef) else None
    where = [place_words(item.page, item.line)]
    if cell:
        where = [f"{cell.table} {speller.place(cell)}", *where]
    return FindingView(
        number=item.number,
        rule=rule.code,
        title=rule.title,
        remedy=rule.remedy,
        severity=finding.severity,
        verdict=finding.verdict or "",
        message=folded(finding.message) or rule.title,
        where=", ".join(text for text in where if text),
        link=_anchor(cell) if cell and cell.table in speller.tables else "",
        relation=speller.parts(finding.relation) if finding.relation else "",
        stated=grouped(finding.stated),
        computed=grouped(finding.computed),
        gap=grouped(finding.gap),
        tolerance=grouped(finding.tolerance),
        unit=speller.unit(cell) if cell else "",
        suspects=tuple((f"{speller.place(ref)} {speller.figure(ref)}".strip(), _anchor(ref)) for ref in finding.suspects[:20]),
        suggestion=folded(finding.suggestion),
    )


def place_words(page: int | None, line: int | None) -> str:
    """A page and a line in words, as far as they are known.

    >>> place_words(12, None), place_words(3, 40), place_words(None, None)
    ('page 12', 'page 3, line 40', '')
    """
    return ", ".join(f"{word} {number}" for word, number in (("page", page), ("line", line)) if number is not None)


def _anchor(ref: CellRef) -> str:
    return f"{ref.table}-{ref.row}" + ("" if ref.column is None else f"-{ref.column}")


def _sorted(findings: Sequence[Numbered]) -> tuple[list[Numbered], list[Numbered], list[Numbered]]:
    """What does not add up, errors first; what could not be decided; what holds."""
    open_ = sorted((item for item in findings if _is_open(item)), key=lambda item: not item.finding.failed)
    undecided = [item for item in findings if item.finding.verdict == "undecidable" and not _is_open(item)]
    holding = [item for item in findings if not _is_open(item) and item.finding.verdict != "undecidable"]
    return open_, undecided, holding


def _is_open(item: Numbered) -> bool:
    """Whether a person has to look at it: an error or warning that does not hold."""
    passed = item.finding.verdict in {*HOLDS, "undecidable"} or item.finding.severity == "note"
    return item.finding.failed or not passed
