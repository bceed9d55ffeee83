"""Tables of words with neither rules nor shading: short texts in columns, told by their header or by a column of one kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

import regex

from extract.pdf.aligned import Group, columns_of, laid_out, slot_of
from extract.pdf.blocks import Block, is_caption
from extract.pdf.chunks import Chunk, Row
from extract.pdf.grid import Grid
from extract.pdf.headers import Column
from extract.pdf.records import records
from extract.pdf.sides import share_a_side, texts_of
from schemas import Box

_FEWEST_ROWS = 4
_FEWEST_COLUMNS = 3
_MOST_COLUMNS = 12
_MOST_BETWEEN = 2
_FAR = 2.0
"""Blank between two rows of one table at most, in heights of the line."""

_APART = 0.75
"""Blank between two columns at least, in heights of the line."""

_ALIGNED = 0.8
_TYPED = 0.8
_LONGEST = 20
"""Characters that the texts of a table have on average at most."""

_MOST_FIGURES = 0.5
_HEADER = regex.compile(
    r"구분|번호|연번|순번|부서명?|담당자?|담당부서|성명|이름|일시|시간|일자|날짜|기간|장소|내용|비고|연락처|전화(?:번호)?|직위|직급|소속|기관명?"
    r"|사업명?|항목|품목|수량|단위|금액|일정|주소|분야|과정명?|대상|순서|제목|업무|위치|규모|방법|No\.?",
    regex.IGNORECASE,
)
_KINDS = tuple(
    map(
        regex.compile,
        (
            r"\d{1,2}\s*[:시].*",
            r"[’']?\d{1,4}\s*[.\-/년월]\s*\d{1,2}.*",
            r"[☎(]?\s*0?\d{1,4}\s*[)\-]\s*\d{3,4}.*",
            r"[\d,.]+\s*\p{Hangul}{0,2}",
        ),
    )
)
_BULLET = regex.compile(r"[○●◦•▪■□◇◆※▶►\-–·∙ㆍ]|[①-⑳]|\d{1,2}[.)]|[가-하][.)]")


def bare_grids(rows: Sequence[Row], grids: Iterable[Grid]) -> tuple[Grid, ...]:
    """The tables of short texts in aligned columns, from top to bottom, among printed rows; those in `grids` are left out."""
    boxes = [grid.box for grid in grids]
    free = list(rows) if not boxes else [row for row in (_outside(row, boxes) for row in rows) if row.chunks]
    found = (_grid(run) for run in _runs(free))
    return tuple(grid for grid in found if grid)


def _outside(row: Row, boxes: Sequence[Box]) -> Row:
    """The texts of a row whose middles lie in none of some boxes."""

    def inside(chunk: Chunk, box: Box) -> bool:
        return box.x0 < chunk.middle < box.x1 and box.top < (chunk.top + chunk.bottom) / 2 < box.bottom

    return Row(tuple(chunk for chunk in row.chunks if not any(inside(chunk, box) for box in boxes)))


def _runs(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Rows of several texts close below each other, with the rest of wrapped texts between them."""
    run: list[int] = []
    for at, row in enumerate(rows):
        if len(row.chunks) < _FEWEST_COLUMNS or is_caption(row):
            continue
        if run and not _goes_on(rows, run[-1], at):
            yield rows[run[0] : run[-1] + 1]
            run = []
        run.append(at)
    if run:
        yield rows[run[0] : run[-1] + 1]


def _goes_on(rows: Sequence[Row], last: int, at: int) -> bool:
    near = rows[last : at + 1]
    close = all(below.top - above.bottom <= _FAR * above.height for above, below in pairwise(near))
    return close and len(near) - 2 <= _MOST_BETWEEN and not any(map(is_caption, near))


def _grid(rows: Sequence[Row]) -> Grid | None:
    """The grid of a run of rows, of which the first is the header; None where it is no table."""
    if len(rows) < _FEWEST_ROWS:
        return None
    columns = columns_of(rows)
    if not _FEWEST_COLUMNS <= len(columns) <= _MOST_COLUMNS or not _is_apart(columns, rows) or not _fits(rows, columns):
        return None
    texts = texts_of(rows, columns)
    body = [column[1:] if column and column[0] in rows[0].chunks else column for column in texts]
    if not (_is_headed(rows[0]) or any(map(_is_of_one_kind, body))) or not all(
        share_a_side(column, _ALIGNED) for column in texts
    ):
        return None
    if not _is_short([chunk for column in texts for chunk in column]):
        return None
    return laid_out(Block(tuple(rows[:1]), tuple(rows[1:])), columns_of(rows[1:]), (), _grouped)


def _grouped(body: Sequence[Row], columns: Sequence[Column], _: Sequence[float]) -> list[Group]:
    return [*records(body, columns)]


def _is_apart(columns: Sequence[Column], rows: Sequence[Row]) -> bool:
    height = median(row.height for row in rows)
    return all(right[0] - left[1] >= _APART * height for left, right in pairwise(columns))


def _fits(rows: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Whether no text reaches into two columns, and no row has two texts in one."""
    for row in rows:
        slots = [slot_of(chunk, columns) for chunk in row.chunks]
        if len(set(slots)) < len(slots):
            return False
        if any(sum(chunk.x0 < right and left < chunk.x1 for left, right in columns) > 1 for chunk in row.chunks):
            return False
    return True


def _is_headed(row: Row) -> bool:
    """Whether two texts of a row at least, and half of them, are names of columns."""
    named = sum(_HEADER.fullmatch("".join(chunk.text.split())) is not None for chunk in row.chunks)
    return named >= max(2, len(row.chunks) / 2)


def _is_of_one_kind(texts: Sequence[Chunk]) -> bool:
    """Whether nearly all texts are hours, dates, telephone numbers or amounts."""
    if len(texts) < _FEWEST_ROWS - 1:
        return False
    return any(sum(kind.fullmatch(chunk.text) is not None for chunk in texts) >= _TYPED * len(texts) for kind in _KINDS)


def _is_short(texts: Sequence[Chunk]) -> bool:
    """Whether texts are those of cells: short, few of them figures alone, single letters or items of a list."""
    lengths = [len(chunk.text) for chunk in texts]
    figures = sum(chunk.figure for chunk in texts)
    items = sum(_BULLET.match(chunk.text) is not None and not chunk.text[0].isdigit() for chunk in texts)
    single = sum(length == 1 for length in lengths)
    few = max(figures, items, single) < _MOST_FIGURES * len(texts)
    return few and sum(lengths) <= _LONGEST * len(texts)
