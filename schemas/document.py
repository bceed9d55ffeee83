"""What a reader finds in a document: raw tables and paragraphs, texts exactly as printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

ParagraphKind = Literal["heading", "prose", "item"]


@dataclass(frozen=True, slots=True)
class Source:
    """One document as it came: where it lies, its format as told from its content, and its SHA-256."""

    path: str
    name: str
    format: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in points, measured from the page's top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a document: page and line count from 1; what a format does not have is None."""

    page: int | None = None
    line: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell of a raw table: its text as printed, its anchor (top left) and how far it spans.

    `header` is set where the reader knows it; `note` says how the cell came to its place when that was not printed.
    """

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    place: Place = field(default_factory=Place)
    header: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        if self.row < 0 or self.column < 0 or self.rowspan < 1 or self.colspan < 1:
            raise ValueError(f"a cell at row {self.row}, column {self.column} cannot span {self.rowspan} x {self.colspan}")


@dataclass(frozen=True, slots=True)
class RawTable:
    """One logical table as read: cells anchored on a grid of `rows` x `columns`, header rows included, from 0.

    Blank cells may be left out. `unit` is the unit caption as printed (`(단위 : 백만원)`), `section` the headings above it,
    outermost first. `header_rows` is how many rows at the top are header, None where the reader cannot tell.

    `loose` holds rows of a text dump that have fewer texts than there are columns: there a cell's `column` is only its
    order in the row. Such a row's place is decided later, by arithmetic, or stays open.
    """

    cells: tuple[RawCell, ...]
    rows: int
    columns: int
    reader: str
    place: Place = field(default_factory=Place)
    caption: str = ""
    unit: str = ""
    section: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    header_rows: int | None = None
    loose: tuple[RawCell, ...] = ()

    def __post_init__(self) -> None:
        for cell in (*self.cells, *self.loose):
            if cell.row + cell.rowspan > self.rows or cell.column + cell.colspan > self.columns:
                raise ValueError(f"cell {cell.row},{cell.column} lies outside a table of {self.rows} x {self.columns}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A heading, prose line or list item outside the tables; `level` is its depth, 0 outermost."""

    text: str
    place: Place = field(default_factory=Place)
    kind: ParagraphKind = "prose"
    level: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the input itself, under a rule `HG7xx` or `HG9xx`: what was found, expected and can be done.

    A fatal problem means that nothing of the source could be read.
    """

    rule: str
    message: str
    place: Place = field(default_factory=Place)
    fatal: bool = False


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line of text with digits as it stands in the source, before anything is made of it; `furniture` is page furniture.

    Its place is as exact as the places of the cells and paragraphs that the same reader makes.
    """

    text: str
    place: Place = field(default_factory=Place)
    furniture: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """One document as read: tables and paragraphs in reading order, and the problems met on the way.

    `seen` are the lines with digits that the source holds: what of them is in no table and no paragraph was lost.
    """

    source: Source
    content: tuple[RawTable | Paragraph, ...] = ()
    problems: tuple[Problem, ...] = ()
    seen: tuple[SeenLine, ...] = ()

    @property
    def tables(self) -> tuple[RawTable, ...]:
        return tuple(item for item in self.content if isinstance(item, RawTable))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(item for item in self.content if isinstance(item, Paragraph))

    @property
    def unreadable(self) -> bool:
        return any(problem.fatal for problem in self.problems)
