"""Rows: the path of labels in front of each, from merged labels, group rows and outline marks, and the counts in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

import regex

from normalize.grid import Grid, folded
from normalize.numbers import read_quantities
from schemas import Place, Quantity, RawCell, Row
from schemas.outline import Mark, mark
from schemas.words import is_subtotal, is_total, may_be_total

_BULLET = regex.compile(r"^(?:[○●◦□■▢▪▫◆◇•·ㆍ․∙※▸▶‣▹*☞✓-]|[－–—])\s*(?=\D)")
_COUNT = regex.compile(
    r"\(\s*(?:총\s*)?(?P<count>[\d,]+\s*(?:개|건|종|명|곳|팀|과제)\s*\p{Hangul}{0,4})(?<!이상|이하|미만|내외|당|에)\s*\)"
)
_PLAIN = -1
_DEDUCTION = regex.compile(r"\(\s*\d{1,3}(?:,\d{3})+\s*\)|[-−△▲]\s?\d{1,3}(?:,\d{3})+")
_CONTRA = regex.compile(r"상각누계액|손상차손누계액|대손충당금|할인차금")

Kind = tuple[int, int]


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
    cells = label.cells[1:] if len(label.cells) > 1 and folded(label.cells[0].text).isdecimal() else label.cells
    for cell in cells:
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
        own = _own_path(label)
        texts = [_clean(folded(cell.text)) for cell in label.cells]
        more = texts[texts.index(own[-1]) + 1 :] if own and own[-1] in texts else []
        out.append((*path, *more) if times[path] > 1 else path)
    return out


def _groups(grid: Grid, labels: Sequence[_Label]) -> list[tuple[str, ...]]:
    """For each row the labels of the group rows that it stands under."""
    wide = [label.wide for label in labels]
    outlined = sum((found := mark(label.text)) is not None and found.number is not None for label in labels)
    if grid.label_columns > 1 and any(wide) and not all(wide) and 2 * outlined < len(labels):
        return _headed(labels, [label.wide or label.band for label in labels])
    if any(label.band for label in labels):
        return _headed(labels, [label.band for label in labels])
    counted = [_COUNT.search(label.text) is not None for label in labels]
    if any(counted) and not all(counted):
        return _headed(labels, counted)
    return _outlined(grid, labels)


def _has_members(labels: Sequence[_Label], head: int) -> bool:
    """Whether a row can head those below it: not where each of those is headed by a merged label of its own."""
    below = list(takewhile(lambda label: not (label.wide or label.band), labels[head + 1 :]))
    return not below or any(not label.cells or label.cells[0].rowspan == 1 for label in below)


def _headed(labels: Sequence[_Label], heads: Sequence[bool]) -> list[tuple[str, ...]]:
    """Groups where some rows head those below them; totals head nothing and end a group."""
    out: list[tuple[str, ...]] = []
    group: tuple[str, ...] = ()
    for at, (label, head) in enumerate(zip(labels, heads, strict=True)):
        total = is_total(label.text) or may_be_total(label.text)
        if not total and (not head or is_subtotal(label.text)):
            out.append(group)
            continue
        out.append(())
        group = () if total or not _has_members(labels, at) else (_clean(label.text),)
    return out


def _outlined(grid: Grid, labels: Sequence[_Label]) -> list[tuple[str, ...]]:
    """Groups by the column in which a label stands and its outline mark (Ⅰ. 1. 가. ○ -).

    Which mark is deeper differs from office to office, so a kind of label that is new stands under the one before it, and
    one seen before ends all that came after it. Plain labels head groups only where the table begins with them; one in the
    middle of a numbered list (2. … 3.) does not end it, and a deduction stands under the row that it is taken from.
    """
    kinds = [_kind(label) for label in labels]
    named = [kind for kind, label in zip(kinds, labels, strict=True) if kind and not is_total(label.text)]
    if len(set(named)) < 2:
        return [()] * len(labels)
    plain_heads = named[0][1] == _PLAIN
    coming = _coming(labels, kinds)
    out: list[tuple[str, ...]] = []
    stack: list[tuple[Kind, str]] = []
    for at, (label, kind) in enumerate(zip(labels, kinds, strict=True)):
        if kind is None or is_subtotal(label.text):
            out.append(tuple(text for _, text in stack))
            continue
        inside = _inside(grid, at, label, stack, coming[at]) if kind == (0, _PLAIN) else None
        if inside is not None and inside >= (2 if plain_heads else 0):
            out.append(tuple(text for _, text in stack[:inside]))
            continue
        known = [at for at, (other, _) in enumerate(stack) if other == kind]
        loose = kind == (0, _PLAIN) and not plain_heads
        if known or loose or is_total(label.text):
            stack = stack[: known[0]] if known and not is_total(label.text) else []
        out.append(tuple(text for _, text in stack))
        if not loose and not is_total(label.text):
            stack.append((kind, _clean(label.text)))
    return out


def _coming(labels: Sequence[_Label], kinds: Sequence[Kind | None]) -> list[tuple[Kind, Mark] | None]:
    """For each row the next one with an outline mark, as kind and mark; None where a total comes first."""
    out: list[tuple[Kind, Mark] | None] = []
    ahead: tuple[Kind, Mark] | None = None
    for label, kind in zip(reversed(labels), reversed(kinds), strict=True):
        out.append(ahead)
        found = mark(label.text)
        if is_total(label.text) or may_be_total(label.text):
            ahead = None
        elif kind is not None and found is not None:
            ahead = kind, found
    return out[::-1]


def _inside(
    grid: Grid, at: int, label: _Label, stack: Sequence[tuple[Kind, str]], coming: tuple[Kind, Mark] | None
) -> int | None:
    """Under how many of the open labels a plain row stands that does not end their list; None where it does, or may."""
    if not stack or stack[-1][0][1] == _PLAIN or is_total(label.text) or may_be_total(label.text):
        return None
    if _is_deduction(grid, at, label):
        return len(stack)
    if coming is None:
        return None
    marks = ((depth, mark(text)) for depth, (kind, text) in enumerate(stack) if kind == coming[0])
    return next((depth for depth, found in marks if found is not None and coming[1].follows(found)), None)


def _is_deduction(grid: Grid, at: int, label: _Label) -> bool:
    """Whether a row is taken from the one above: its first figure is negative or in parentheses, or its name says so."""
    if _CONTRA.search(label.text.replace(" ", "")):
        return True
    figures = (folded(cell.text) for cell in grid.row_cells(grid.header_rows + at) if cell.column >= grid.label_columns)
    first = next((text for text in figures if any(char.isdigit() for char in text)), "")
    return _DEDUCTION.fullmatch(first) is not None


def _kind(label: _Label) -> Kind | None:
    """The column of a row's first label and the kind of mark that opens it; None where it has no label of its own."""
    if not label.cells:
        return None
    first, found = label.cells[0], mark(label.text)
    if first.rowspan > 1:
        return 0, _PLAIN
    return first.column, _PLAIN if found is None else found.kind


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
