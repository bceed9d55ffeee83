"""Columns: the path of header texts above each, and the unit that header or unit caption gives it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from normalize.grid import Grid
from normalize.units import dimension, read_units
from schemas import Column, Row
from schemas.words import is_total

# Words by which a column takes one of several units of a unit caption; the longest dimension list wins ties by order.
_HINTS = {
    "percent": r"율|률|비중|구성비|비율|%|퍼센트|진척도",
    "percentage points": r"%p|포인트",
    "money": (
        r"예산|사업비|금액|액|비용|지출|수입|세입|세출|국비|시비|도비|구비|군비|지방비|기금|보조|출연|융자|원가|단가|수당|인건비"
        r"|재원|자부담|매출|보증|결산|추경|현액"
    ),
    "people": r"인원|명|인구|직원|종사자|근로자|참여자|수혜자|취업자|구직자|정원|현원|수강생|이용자|피보험자|일자리",
    "area": r"면적|연면적|부지",
    "length": r"연장|길이|거리|폭",
    "items": r"개소|개수|건수|업체|사업체|사업장|사업자|기업|시설|횟수|수량|물량|목표|실적|일자리|수$|건$",
}

_RATES = frozenset({"percent", "percentage points"})
_RATE_WORD = regex.compile(r"(?:율|률|비중|구성비)\)?\s*(?:\(.*\))?\s*$")
_RATE_FORMULA = regex.compile(r"\p{Lu}\)?\s*[/÷]\s*\(?\p{Lu}")
# Names of columns that hold no money, whatever unit the caption of a table of amounts gives.
_NO_MONEY = regex.compile(
    r"(?:인원|정원|현원|연번|순번|번호|순위|면적|(?:[자원생체업구대관소설건개명횟식녀호점팀곳동실차]|학급)\s?수)\s*(?:\(.*\))?\s*$"
)


@dataclass(frozen=True, slots=True)
class RowUnit:
    """What a row's labels say of its figures: the unit they name or speak for, whether they name it, and whether a rate."""

    unit: str | None
    named: bool = False
    rate: bool = False


def columns(grid: Grid, unit_caption: str) -> tuple[Column, ...]:
    """All columns of a table with their header paths and units; label columns have no unit."""
    captioned = read_units(unit_caption) if unit_caption else ()
    out = []
    for index in range(grid.raw.columns):
        path = _path(grid, index)
        label = index < grid.label_columns
        out.append(Column(index, path, None if label else _unit(path, captioned), label))
    return _with_total_unit(out) if not captioned else tuple(out)


def _with_total_unit(columns: list[Column]) -> tuple[Column, ...]:
    """Where only the total column names a unit (합계(명)), its parts are in that unit too."""
    named = {column.unit for column in columns if column.unit}
    total = any(read_units(column.path[-1]) and is_total(column.path[-1]) for column in columns if column.path)
    if len(named) != 1 or not total:
        return tuple(columns)
    unit = named.pop()
    return tuple(
        column if column.label or column.unit or _other_kind(column.path, unit) else replace(column, unit=unit)
        for column in columns
    )


def _path(grid: Grid, column: int) -> tuple[str, ...]:
    """The texts of the header cells above a column, outermost first; a title over the whole table is none of them."""
    path: list[str] = []
    last = None
    for row in range(grid.header_rows):
        cell = grid.cover.get((row, column))
        if cell is None or cell is last or grid.is_title(cell):
            continue
        last = cell
        text = grid.text(row, column)
        if text:
            path.append(text)
    return tuple(path)


def _unit(path: tuple[str, ...], captioned: tuple[str, ...]) -> str | None:
    """The unit of a column: the innermost that its header names, else what the caption says of it."""
    for text in reversed(path):
        named = read_units(text)
        if len(named) == 1:
            return named[0]
        if named:
            return _chosen(path, named) or named[0]
    if len(captioned) == 1:
        return captioned[0] if not _other_kind(path, captioned[0]) else None
    return _chosen(path, captioned) or _of_two(path, captioned)


def _of_two(path: tuple[str, ...], captioned: tuple[str, ...]) -> str | None:
    """Of a caption with one rate and one other unit (`백만원, %`): the rate where a header names one, else the other."""
    rates = [unit for unit in captioned if dimension(unit) in _RATES]
    others = [unit for unit in captioned if unit not in rates]
    if len(rates) != 1 or len(others) != 1 or not path:
        return None
    if _names_rate(" ".join(path)) or _RATE_FORMULA.search(path[-1]):
        return rates[0]
    return others[0] if not _other_kind(path, others[0]) else None


def _other_kind(path: tuple[str, ...], unit: str) -> bool:
    """Whether a header names what a caption's unit cannot measure: a rate, or in a table of money people or pieces."""
    if dimension(unit) in _RATES:
        return False
    return _names_rate(" ".join(path)) or (dimension(unit) == "money" and bool(path) and _NO_MONEY.search(path[-1]) is not None)


def _names_rate(text: str) -> bool:
    return _RATE_WORD.search(text) is not None


def _chosen(path: tuple[str, ...], units: tuple[str, ...]) -> str | None:
    """The one of several units that a header's words speak for; None where they do not decide."""
    if not units:
        return None
    for text in reversed(path):
        for kind, words in _HINTS.items():
            if not regex.search(words, text.replace(" ", "")):
                continue
            fitting = [unit for unit in units if dimension(unit) == kind]
            if len(fitting) == 1:
                return fitting[0]
    return None


def row_units(rows: Sequence[Row], unit_caption: str, caption: str) -> tuple[RowUnit, ...]:
    """What the labels of every row say of the unit of its figures, and where they say nothing, the table's caption.

    Of a unit caption like `(단위: 억원, %)` the rows that name a rate are in percent, all other labelled ones in the other unit.
    """
    captioned = read_units(unit_caption) if unit_caption else ()
    return tuple(_row_unit(row.path, captioned, caption) for row in rows)


def _row_unit(path: tuple[str, ...], captioned: tuple[str, ...], caption: str) -> RowUnit:
    for text in reversed(path):
        named = read_units(text)
        if len(named) == 1:
            return RowUnit(named[0], named=True)
    rate = bool(path) and _names_rate(path[-1])
    rates = [unit for unit in captioned if dimension(unit) in _RATES]
    if path and len(captioned) == 2 and len(rates) == 1:
        return RowUnit(next(unit for unit in captioned if (unit in rates) == rate), rate=rate)
    if len(captioned) < 2 or rates:
        return RowUnit(_chosen(path, captioned) if len(captioned) > 1 else None, rate=rate)
    return RowUnit(_chosen(path, captioned) or _chosen((caption,), captioned), rate=rate)


def unit_at(column: Column, row: RowUnit) -> str | None:
    """The unit of a figure: what the column's own header names, else what the row's label names, else what the caption says."""
    own = any(len(read_units(text)) == 1 for text in column.path)
    if own or not (row.named or row.rate):
        return column.unit or row.unit
    rated = dimension(column.unit or "") in _RATES
    return column.unit if rated else row.unit
