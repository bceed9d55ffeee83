"""Rows: the path of labels in front of each, from merged labels, group rows and outline marks, and the counts in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from normalize.grid import Grid, folded
from normalize.numbers import read_quantities
from schemas import Place, Quantity, RawCell, Row
from schemas.words import is_subtotal, is_total, may_be_total

_BULLET = regex.compile(r"^(?:[○●◦□■▢▪▫◆◇•·ㆍ․∙※▸▶‣▹*☞✓-]|[－–—])\s*(?=\D)")
_COUNT = regex.compile(r"\(\s*(?:총\s*)?(?P<count>[\d,]+\s*(?:개|건|종|명|곳|팀|과제|사업)[^()\d]*)\)")
_OUTLINE = (
    regex.compile(r"[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+[.\s]"),
    regex.compile(r"\d{1,2}\.(?!\d)"),
    regex.compile(r"[가나다라마바사아자차카타파하]\.\s?"),
    regex.compile(r"\d{1,2}\)"),
    regex.compile(r"[가나다라마바사아자차카타파하]\)"),
    regex.compile(r"\(\d{1,2}\)"),
    regex.compile(r"[①-⑳]"),
    regex.compile(r"[○●◦□■▢◆◇]\s?"),
    regex.compile(r"[-－–]\s?(?=\D)"),
    regex.compile(r"[·ㆍ․∙•]\s?"),
)
_PLAIN = len(_OUTLINE)


@dataclass(frozen=True, slots=True)
class _Label:
    """The label cells in front of one row: outer ones first, and whether the first one stands over all label columns."""

    cells: tuple[RawCell, ...]
    wide: bool
    band: bool

    @property
    def text(self) -> str:
        return folded(self.cells[0].text) if self.cells else ""


def rows(grid: Grid) -> tuple[Row, ...]:
    """All body rows with their label paths."""
    labels = [_label(grid, row) for row in range(grid.header_rows, grid.raw.rows)]
    groups = _groups(grid, labels)
    own = [_own_path(label) for label in labels]
    paths = _unique([(*group, *path) for group, path in zip(groups, own, strict=True)], labels)
    return tuple(
        Row(index, path, _place(grid, grid.header_rows + index), _counts(label))
        for index, (path, label) in enumerate(zip(paths, labels, strict=True))
    )


def _label(grid: Grid, row: int) -> _Label:
    cells: list[RawCell] = []
    for column in range(grid.label_columns):
        cell = grid.cover.get((row, column))
        if cell is not None and cell.text.strip() and cell not in cells:
            cells.append(cell)
    anchored = grid.row_cells(row)
    band = len(anchored) == 1 and grid.is_title(anchored[0])
    wide = bool(cells) and cells[0].colspan >= grid.label_columns and not band
    return _Label(tuple(cells), wide, band)


def _own_path(label: _Label) -> list[str]:
    """The row's labels: merged ones over several rows, and the first that is its own; what stands behind is an attribute."""
    path: list[str] = []
    for cell in label.cells:
        path.append(_clean(folded(cell.text)))
        if cell.rowspan == 1:
            break
    return [text for text in path if text]


def _clean(text: str) -> str:
    return _BULLET.sub("", text).strip()


def _unique(paths: Sequence[tuple[str, ...]], labels: Sequence[_Label]) -> list[tuple[str, ...]]:
    """Paths that stand twice take the labels behind their own, as far as that tells them apart."""
    times = Counter(paths)
    out = []
    for path, label in zip(paths, labels, strict=True):
        used = len(_own_path(label))
        more = [_clean(folded(cell.text)) for cell in label.cells[used:]]
        out.append((*path, *more) if times[path] > 1 else path)
    return out


def _groups(grid: Grid, labels: Sequence[_Label]) -> list[tuple[str, ...]]:
    """For each row the labels of the group rows that it stands under."""
    if grid.label_columns > 1 and any(label.wide for label in labels) and not all(label.wide for label in labels):
        return _headed(labels, [label.wide or label.band for label in labels])
    if any(label.band for label in labels):
        return _headed(labels, [label.band for label in labels])
    counted = [_COUNT.search(label.text) is not None for label in labels]
    if any(counted) and not all(counted):
        return _headed(labels, counted)
    return _outlined(labels)


def _headed(labels: Sequence[_Label], heads: Sequence[bool]) -> list[tuple[str, ...]]:
    """Groups where some rows head those below them; totals head nothing and end a group."""
    out: list[tuple[str, ...]] = []
    group: tuple[str, ...] = ()
    for label, head in zip(labels, heads, strict=True):
        if is_total(label.text) or may_be_total(label.text):
            group = ()
            out.append(())
        elif head and not is_subtotal(label.text):
            out.append(())
            group = (_clean(label.text),)
        else:
            out.append(group)
    return out


def _outlined(labels: Sequence[_Label]) -> list[tuple[str, ...]]:
    """Groups by outline marks (1. 가. ○ -): a deeper mark stands under the last shallower one."""
    marks = [_mark(label) for label in labels]
    if len({mark for mark, label in zip(marks, labels, strict=True) if not is_total(label.text)}) < 2:
        return [()] * len(labels)
    out: list[tuple[str, ...]] = []
    stack: list[tuple[int, str]] = []
    for label, mark in zip(labels, marks, strict=True):
        if is_total(label.text) or not label.text or mark == _PLAIN:
            stack = stack if is_subtotal(label.text) else []
            out.append(tuple(text for _, text in stack))
            if mark == _PLAIN and label.text and not is_total(label.text) and not is_subtotal(label.text):
                stack = [(-1, _clean(label.text))]
            continue
        while stack and stack[-1][0] >= mark:
            stack.pop()
        out.append(tuple(text for _, text in stack))
        stack.append((mark, _clean(label.text)))
    return out


def _mark(label: _Label) -> int:
    if not label.cells or label.cells[0].rowspan > 1:
        return _PLAIN
    return next((level for level, mark in enumerate(_OUTLINE) if mark.match(label.text)), _PLAIN)


def _counts(label: _Label) -> tuple[Quantity, ...]:
    """The counts that a row's own label states in parentheses, e.g. `총계 (78개 사업)`."""
    if not label.cells:
        return ()
    found = _COUNT.search(folded(label.cells[-1 if not label.wide else 0].text))
    return tuple(q for q in read_quantities(found["count"]) if q.value is not None)[:1] if found else ()


def _place(grid: Grid, row: int) -> Place:
    cells = grid.row_cells(row)
    if not cells:
        return next((cell.place for cell in grid.raw.loose if cell.row == row), grid.raw.place)
    figures = [cell for cell in cells if cell.column >= grid.label_columns]
    return (figures or cells)[0].place
