"""A raw table as a grid: which cell covers which place, how many rows are header, which columns hold labels."""

from __future__ import annotations

from functools import cached_property

import regex

from normalize.numbers import read_quantities
from normalize.periods import is_period
from schemas import RawCell, RawTable

_INDEX_HEADER = regex.compile(r"(?:연번|순번|번호|순위|순서|no\.?|호선|코드|#)", regex.IGNORECASE)
_YEAR = regex.compile(r"(?:19|20)\d\d(?:\s*\p{Hangul}.*)?")
_NOT_WORDS = regex.compile(r"[\s()\[\]{}·,.:;~∼～\-–—△▲▽▼+↑↓*※%]+")
_CLASS = regex.compile(r"\d\p{L}*\s*(?:이상|이하|미만|초과)|\d\s*\p{L}*\s*[-~∼～–]\s*\d[\d,.]*\s*\p{L}|[~∼～]\s*\d+\s*\p{L}+$")
_UNIT_CAPTION = regex.compile(r"단\s?위\s*[:：]")
_LABEL_HEADERS = frozenset({"구분", "항목", "분야", "과목", "내용", "사업명", "지역"})
_MOST_FIGURE = 60
_SYLLABLE = regex.compile(r"[가-힣]")


def folded(text: str) -> str:
    """Text as printed with its white space folded to single blanks; Hangul set syllable under syllable is one word."""
    words = text.split()
    upright = len(words) > 1 and text.count("\n") == len(words) - 1 and all(map(_SYLLABLE.fullmatch, words))
    return ("" if upright else " ").join(words)


def is_figure(text: str) -> bool:
    """Whether a cell holds figures rather than words: most of what is printed belongs to quantities.

    Periods are none, nor are the names of classes (`15 - 29세`, `1000인 이상`).
    """
    text = folded(text)
    if not text or len(text) > _MOST_FIGURE or is_period(text) or _CLASS.search(text):
        return False
    quantities = [q for q in read_quantities(text) if q.value is not None]
    if not quantities:
        return False
    words = len(_NOT_WORDS.sub("", text))
    return 2 * sum(len(_NOT_WORDS.sub("", q.text)) for q in quantities) >= words


class Grid:
    """Lookups over one raw table. Rows and columns count from 0, header included."""

    def __init__(self, raw: RawTable) -> None:
        self.raw = raw
        self.cover: dict[tuple[int, int], RawCell] = {}
        for cell in raw.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for column in range(cell.column, cell.column + cell.colspan):
                    self.cover.setdefault((row, column), cell)

    def text(self, row: int, column: int) -> str:
        cell = self.cover.get((row, column))
        return folded(cell.text) if cell else ""

    def row_cells(self, row: int) -> list[RawCell]:
        """The cells anchored in a row, in order, blank ones left out."""
        return [cell for cell in self._by_row.get(row, []) if cell.text.strip()]

    def is_title(self, cell: RawCell) -> bool:
        """Whether a cell stands over the whole width."""
        return self.raw.columns > 1 and cell.colspan >= self.raw.columns

    @cached_property
    def _by_row(self) -> dict[int, list[RawCell]]:
        rows: dict[int, list[RawCell]] = {}
        for cell in sorted(self.raw.cells, key=lambda c: (c.row, c.column)):
            rows.setdefault(cell.row, []).append(cell)
        return rows

    @cached_property
    def header_rows(self) -> int:
        """How many rows at the top are header: those above the first row with figures, and the spans that reach into it."""
        if self.raw.header_rows is not None:
            return self.raw.header_rows
        first = next((row for row in range(self.raw.rows) if self._has_figures(row)), None)
        if first is None:
            return 1 if self.raw.rows > 1 and self._looks_like_names(0) else 0
        while first > 1 and self._is_band(first - 1) and any(len(self.row_cells(row)) > 1 for row in range(first - 1)):
            first -= 1
        return min(self._closed(first), self.raw.rows)

    def _is_band(self, row: int) -> bool:
        cells = self.row_cells(row)
        return len(cells) == 1 and self.is_title(cells[0]) and not _UNIT_CAPTION.search(cells[0].text)

    def _closed(self, rows: int) -> int:
        """The rows that the spans of the first `rows` rows reach; label cells of the body that only start there do not count."""
        reach = rows
        for cell in self.raw.cells:
            end = cell.row + cell.rowspan
            if cell.row < rows < end and not any(self._has_figures(row) for row in range(rows, end)):
                reach = max(reach, end)
        return reach

    def _has_figures(self, row: int) -> bool:
        cells = self.row_cells(row)
        if self._numbers_columns(cells):
            return False
        beside = cells[1:] if len(cells) > 1 and cells[0].column == 0 else cells
        return any(is_figure(cell.text) and not _YEAR.fullmatch(folded(cell.text)) for cell in beside)

    @staticmethod
    def _numbers_columns(cells: list[RawCell]) -> bool:
        """Whether a row only numbers the columns: 1, 2, 3 and so on, and no words."""
        texts = [folded(cell.text).strip("()") for cell in cells]
        return len(texts) > 2 and texts[0].isdecimal() and texts == [str(int(texts[0]) + at) for at in range(len(texts))]

    def _looks_like_names(self, row: int) -> bool:
        cells = self.row_cells(row)
        return len(cells) > 1 and all(len(folded(cell.text)) <= 20 for cell in cells)

    @cached_property
    def label_columns(self) -> int:
        """How many leading columns hold row labels: words, or running numbers in front of words."""
        count = 0
        while count < self.raw.columns - 1 and self._is_label_column(count):
            count += 1
        if count == self.raw.columns - 1 and not self.raw.loose and not self._figures_in(count):
            return 1
        return count

    def _is_label_column(self, column: int) -> bool:
        header = " ".join(self.text(row, column) for row in range(self.header_rows))
        cells = self._body(column)
        if _INDEX_HEADER.fullmatch(header.replace(" ", "")) or self._under_label_header(column):
            return True
        if not cells:
            return column == 0 and not header
        if any(cell.colspan > 1 for cell in cells) and all(is_figure(cell.text) for cell in cells if cell.colspan == 1):
            cells = [cell for cell in cells if cell.colspan == 1] or cells
        figures = sum(is_figure(cell.text) for cell in cells)
        return 2 * figures < len(cells) and any(any(map(str.isalpha, cell.text)) for cell in cells)

    def _under_label_header(self, column: int) -> bool:
        """Whether the first header cell names the label columns (구 분) and spans this one too."""
        cell = self.cover.get((0, column)) if self.header_rows else None
        return cell is not None and cell.column == 0 and cell.text.replace(" ", "") in _LABEL_HEADERS

    def _figures_in(self, column: int) -> bool:
        return any(is_figure(cell.text) for cell in self._body(column))

    def _body(self, column: int) -> list[RawCell]:
        return [
            cell
            for cell in self.raw.cells
            if cell.column == column and cell.row >= self.header_rows and cell.text.strip() and not self.is_title(cell)
        ]
