"""What the notation says: exact quantities, and tables whose rows and columns carry label paths and units."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from schemas.document import Paragraph, Place


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure as printed: an exact number with its unit, or the marker that stands in a number's place.

    `value` is in the written `unit` (`백만원`), `base_value` in `base_unit` (`원`); `quantum` is how finely it is printed, in
    the written unit: 1 for `47,318`, 0.1 for `57.3%`, 100000000 for `2조 2,958억원`. `text` is the exact text it came
    from, `start` and `end` its offsets in the cell or paragraph. A marker (`비예산`, `-`) has no value.
    """

    text: str
    value: Decimal | None = None
    unit: str | None = None
    base_value: Decimal | None = None
    base_unit: str | None = None
    quantum: Decimal | None = None
    marker: str | None = None
    start: int = 0
    end: int = 0

    def __post_init__(self) -> None:
        if (self.value is None) == (self.marker is None):
            raise ValueError(f"a quantity is a number or a marker, not both or neither: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table's body: its index from 0, its header texts outermost first, and its unit where known.

    A label column holds the row labels, not figures.
    """

    index: int
    path: tuple[str, ...]
    unit: str | None = None
    label: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table's body: its index from 0, its labels outermost first, and the quantities those labels state.

    `quantities` are the figures inside the row's own label, e.g. the 78 개 of `총계 (78개 사업)`.
    """

    index: int
    path: tuple[str, ...]
    place: Place = field(default_factory=Place)
    quantities: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A body cell: its text as printed and the quantities read from it, in order; a merged cell stands at its anchor."""

    row: int
    column: int
    text: str
    quantities: tuple[Quantity, ...] = ()
    rowspan: int = 1
    colspan: int = 1
    place: Place = field(default_factory=Place)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Labels and quantities on a grid; rows and columns count from 0 in the body, below the header.

    `name` is `t01`, `t02` … in reading order. `loose` holds the cells of rows whose columns are not known (see
    `RawTable.loose`); their `column` is only their order in the row.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]
    reader: str
    place: Place = field(default_factory=Place)
    caption: str = ""
    unit: str = ""
    section: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    loose: tuple[Cell, ...] = ()

    def row_path(self, cell: Cell) -> tuple[str, ...]:
        """The label path of a cell; of one merged over several rows, what their paths have in common."""
        path = self.rows[cell.row].path
        for row in self.rows[cell.row + 1 : cell.row + cell.rowspan]:
            size = next((at for at, (a, b) in enumerate(zip(path, row.path)) if a != b), min(len(path), len(row.path)))  # noqa: B905
            path = path[:size]
        return path

    def grid(self) -> dict[tuple[int, int], Cell]:
        """The cells by their anchors (row, column)."""
        return {(cell.row, cell.column): cell for cell in self.cells}


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time as printed.

    `start` and `end` are ISO 8601 dates at the printed precision, both inclusive: `2020`, `2020-04`, `2020-04-01`; None is
    an open end (`’21.1월~`). Where no year is printed they read `--04` and `--04-01`. `text` is the exact text and `at`, `to`
    its offsets.
    """

    start: str | None
    end: str | None
    text: str
    at: int = 0
    to: int = 0


@dataclass(frozen=True, slots=True)
class Statement:
    """A paragraph with the quantities and the periods that it states, each in order."""

    paragraph: Paragraph
    quantities: tuple[Quantity, ...] = ()
    periods: tuple[Period, ...] = ()
