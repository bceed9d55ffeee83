"""Suspicious notation: what is read as printed, but looks like a slip of the pen. Only findings; no figure is changed.

Each rule speaks only where the table itself gives the measure: how its other figures are separated, what its columns hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from check.view import View
from schemas import RULES, Cell, Column, Finding, LineRef, Quantity, Statement

# Base units of what is counted in whole pieces.
_COUNTERS = "명 개 개소 건 회 곳 업체 개사 세대 가구 호 동 대 종 팀 원 필지 그루 부 권"
_PIECES = frozenset(_COUNTERS.split())
_ONE, _THOUSAND = Decimal(1), Decimal(1000)
_FRACTIONS = frozenset((Decimal("0.1"), Decimal("0.01")))
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN = re.compile(r"[△▲-]?\d{1,3}(?:,\d{3})*")
_COMMAS = re.compile(r"\d+(?:,\d+)+(?:\.\d+)?")
_WITH_MARK = re.compile(r"(\d{1,3}(?:,\d{3})+)(\d{1,2})")
_WHOLE = re.compile(r"[△▲-]?[1-9]\d{0,2}\.")
_BARE = re.compile(r"[△▲-]?[1-9]\d{3,}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMED = re.compile(r"연도|년도|코드|번호|연번|우편|지번|학번|no\.?$", re.IGNORECASE)
_CHANGE = re.compile(r"증△?감|차이|변동폭|증가폭|감소폭|격차")
_RATE = re.compile(r"율|률")
_LIST = re.compile(r"단\s?위\s*[:：]?[^)\]]*[,·/、][^)\]]*")
_UNIT_OF = re.compile(r"[^\d\s.,()△▲▽▼+~-]+")
_SEPARATED = 5  # so many figures with separators make one without them stand out
_TIMES = 4
_NAMES = 4
_NEAR = 60  # characters before a figure among which a bracket may open that closes behind it
_FIT = 3  # so many figures of a kind are no slip

Figures = Sequence[tuple[Cell, int, Quantity]]


def notation(view: View) -> list[Finding]:
    """The findings HG601 to HG605 of one table, in the order of its cells and columns."""
    figures = _figures(view)
    return [
        *_misplaced(view, figures),
        *_missing(view, figures),
        *_points(view),
        *_unfit(view, figures),
        *_undecided(view, figures),
    ]


def prose_notation(statements: Sequence[Statement]) -> list[Finding]:
    """Misplaced separators in prose (HG601)."""
    findings = []
    for statement in statements:
        for quantity in statement.quantities:
            why, place = _slip(quantity, statement.paragraph.text), statement.paragraph.place
            if why:
                target = LineRef(place.line) if place.line else None
                message = f"{quantity.text}: {why}"
                findings.append(Finding("HG601", message, RULES["HG601"].severity, target=target, place=place))
    return findings


def _misplaced(view: View, figures: Figures) -> Iterator[Finding]:
    """Commas that part no thousands; a point before three digits of what is counted in whole pieces."""
    plain = _PLAIN.fullmatch
    for cell, part, quantity in [figure for figure in figures if not plain(figure[2].text)]:
        why = _slip(quantity, cell.text)
        if why:
            yield _finding("HG601", view, cell, f"{quantity.text}: {why}", part)


def _slip(quantity: Quantity, text: str) -> str:
    """What is wrong with the separators of a figure in a text, or nothing."""
    if _PLAIN.fullmatch(quantity.text):
        return ""
    for run in _COMMAS.findall(quantity.text):
        if not _GROUPED.fullmatch(run):
            return "the commas do not part groups of three digits" + _glued_mark(run, quantity, text)
    if (
        quantity.unit in _PIECES
        and quantity.unit == quantity.base_unit
        and quantity.quantum == Decimal("0.001")
        and _WHOLE.match(quantity.text)
    ):
        return f"a fraction of what comes in whole pieces ({quantity.unit}); the point may stand for a comma"
    return ""


def _glued_mark(run: str, quantity: Quantity, text: str) -> str:
    """What a figure may be whose last digits and a closing bracket are a footnote mark: `1,2502)` is 1,250 with mark 2)."""
    found = _WITH_MARK.fullmatch(run)
    behind = text.startswith(")", quantity.end) and quantity.text.endswith(run)
    if found is None or not behind or "(" in text[max(0, quantity.start - _NEAR) : quantity.end]:
        return ""
    return f"; it may be {found[1]} with the footnote mark {found[2]})"


def _missing(view: View, figures: Figures) -> Iterator[Finding]:
    """The one figure of four digits or more without commas in a table that separates all others."""
    named = {column.index for column in view.table.columns if column.path and _NAMED.search(column.path[-1])}
    whole = [(cell, part, q) for cell, part, q in figures if cell.column not in named and _counts_thousands(q)]
    separated = sum("," in q.text for _, _, q in whole)
    bare = [(cell, part, q) for cell, part, q in whole if "," not in q.text]
    if separated < max(_SEPARATED, len(bare) * _TIMES):
        return
    for cell, part, quantity in bare:
        if not _YEAR.fullmatch(quantity.text):
            message = f"{quantity.text}: no thousands separator, unlike {separated} other figures of the table"
            yield _finding("HG602", view, cell, message, part)


def _counts_thousands(quantity: Quantity) -> bool:
    """Whether a figure is whole and of four digits or more."""
    value = quantity.value
    if value is None or quantity.quantum != _ONE or -_THOUSAND < value < _THOUSAND:
        return False
    return "," in quantity.text or bool(_BARE.fullmatch(quantity.text))


def _points(view: View) -> Iterator[Finding]:
    """A column of changes in percent that are the differences of two columns of percentages: they are points."""
    rates = [c for c in view.measures if not _says_change(view.table.columns[c]) and _all_percent(view, c)]
    for column in view.measures:
        if not _says_change(view.table.columns[column]) or not _all_percent(view, column):
            continue
        for new, old in ((a, b) for a in rates for b in rates if a != b):
            cells = _differences(view, column, new, old)
            if len(cells) >= 2:
                message = f"{cells[0].text}: the difference of two percentages is printed in %, it is in percentage points (%p)"
                yield _finding("HG603", view, cells[0], message)
                break


def _differences(view: View, column: int, new: int, old: int) -> list[Cell]:
    """The cells of a change column, if every one of them is the plain difference of the two rates in its row; else none."""
    found = []
    for row in view.table.rows:
        cell, change = view.cell(row.index, column), view.number(row.index, column)
        a, b = view.number(row.index, new), view.number(row.index, old)
        if cell is None or change is None or a is None or b is None:
            continue
        if change.value is None or a.value is None or b.value is None or a.value - b.value != change.value or not change.value:
            return []
        found.append(cell)
    return found


def _says_change(column: Column) -> bool:
    return bool(column.path) and bool(_CHANGE.search(column.path[-1])) and not _RATE.search(column.path[-1])


def _all_percent(view: View, column: int) -> bool:
    numbers = view.by_column.get(column, [])
    return bool(numbers) and all(number.unit == "%" for number in numbers)


def _unfit(view: View, figures: Figures) -> Iterator[Finding]:
    """A unit caption that is no figure's unit: each prints another one, or a column of pieces holds fractions throughout."""
    yield from _other_units(view, figures)
    for column in view.table.columns:
        if column.unit not in _PIECES or any(q.quantum not in _FRACTIONS for q in view.by_column.get(column.index, [])):
            continue
        numbers = [(cell, q) for cell, part, q in figures if cell.column == column.index and part == 0]
        fit = all(q.quantum in _FRACTIONS and q.unit == q.base_unit == column.unit for _, q in numbers)
        if len(numbers) >= _FIT and fit:
            cell, quantity = numbers[0]
            message = f"{quantity.text}: the column holds fractions, its unit {column.unit} comes in whole pieces"
            yield _finding("HG604", view, cell, message)


def _other_units(view: View, figures: Figures) -> Iterator[Finding]:
    caption = "".join(view.table.unit.split())
    first = [(cell, q) for cell, part, q in figures if part == 0] if caption else []
    if len(first) < _FIT or not all(_UNIT_OF.search(q.text) for _, q in first):
        return
    printed = [(cell, q, _UNIT_OF.findall(q.text)) for cell, q in first]
    if any(name and name in caption for _, q, units in printed for name in (q.unit, q.base_unit, *units)):
        return
    cell, quantity, _ = printed[0]
    yield _finding("HG604", view, cell, f"{quantity.text}: no figure of the table is in a unit of its caption {view.table.unit}")


def _undecided(view: View, figures: Figures) -> Iterator[Finding]:
    """The columns whose figures could be in any of the units that the caption lists, in one finding."""
    if not _LIST.search(view.table.unit):
        return
    open_cells: dict[int, list[Cell]] = {}
    for cell, part, quantity in figures:
        if part == 0 and quantity.unit is None:
            open_cells.setdefault(cell.column, []).append(cell)
    open_cells = {column: cells for column, cells in open_cells.items() if len(cells) >= 2}
    if open_cells:
        names = [" > ".join(view.table.columns[column].path) or f"column {column}" for column in sorted(open_cells)]
        more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
        message = f"nothing says which of the units {view.table.unit} these columns are in: {', '.join(names[:_NAMES])}{more}"
        yield _finding("HG605", view, open_cells[min(open_cells)][0], message)


def _figures(view: View) -> list[tuple[Cell, int, Quantity]]:
    """The numbers of the measure columns with their cell and part."""
    labels = {column.index for column in view.table.columns if column.label}
    return [
        (cell, part, quantity)
        for cell in view.table.cells
        if cell.column not in labels
        for part, quantity in enumerate(cell.quantities)
        if quantity.value is not None
    ]


def _finding(rule: str, view: View, cell: Cell, message: str, part: int = 0) -> Finding:
    target = view.ref(cell.row, cell.column, part)
    label = " > ".join(view.table.rows[cell.row].path)
    text = f"{label}: {message}" if label else message
    return Finding(rule, text, RULES[rule].severity, target=target, table=view.table.name, place=cell.place)
