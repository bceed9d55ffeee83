"""The labels of a dump's rows: group, name and category from words before, above, between and below the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from extract.text.groups import over_their_kind, take_group
from extract.text.lines import Line, is_marker
from extract.text.regions import Entry
from extract.text.words import TOTAL, folded
from schemas import Place, RawCell

_FORMULA = regex.compile(r"\((\p{L}{2,12})\s?[/÷]\s?(\p{L}{2,12})\)")
_MOST_CATEGORIES = 3  # rows per category, at least, for a repeated last word to be a column of its own


@dataclass(frozen=True, slots=True)
class LabelledRow:
    """A row being put together: group label, own label, category, figures; `joined` rows share the label above.

    `shared` is a line of figures that the `span` rows from this one on have together.
    """

    line: Line
    values: tuple[str, ...]
    tail: tuple[str, ...]
    group: str = ""
    name: str = ""
    category: str = ""
    joined: bool = False
    shared: LabelledRow | None = None
    span: int = 1


def categories_of(rows: Sequence[LabelledRow]) -> frozenset[str]:
    """Last label words that repeat so much that they are a column of their own (유형); empty if there are none."""
    ends = Counter(row.name.split()[-1] for row in rows if row.name and not row.name.endswith(")"))
    repeated = {word for word, times in ends.items() if times > 1}
    carried = sum(ends[word] for word in repeated)
    with_name = sum(1 for row in rows if len(row.name.split()) > 1 and row.name.split()[-1] in repeated)
    few = len(repeated) * _MOST_CATEGORIES <= carried
    return frozenset(ends) if few and with_name * 2 > len(rows) and carried >= 0.6 * len(rows) else frozenset()


def labelled(entries: Sequence[Entry], rows: Sequence[LabelledRow], categories: frozenset[str]) -> list[LabelledRow]:
    """Give each row its group, name and category from its own words and the lines above it."""
    out: list[LabelledRow] = []
    starts: list[int] = []
    group = ""
    for entry, row in zip(entries, rows, strict=True):
        above = list(entry.above)
        if out:
            out[-1] = _with_rest(out[-1], above, row.line)
        found = take_group(above)
        starts += [len(out)] * bool(found)
        group = found or ("" if folded(row.name) in TOTAL else group)
        name, category = _split_category(row.name, categories, bool(above))
        name = " ".join(part for part in (_text(above), name) if part)
        joined = bool(out) and not name and (bool(category) or not row.name)
        if joined:
            name = out[-1].name
        out.append(replace(row, group=group, name=name, category=category, joined=joined))
    groups = over_their_kind([row.name for row in out], [row.group for row in out], starts)
    return [row if row.group == group else replace(row, group=group) for row, group in zip(out, groups, strict=True)]


def _with_rest(row: LabelledRow, below: list[Line], following: Line) -> LabelledRow:
    """The row with the lines right below it that a blank line parts from the next: they go on with its remark or label.

    Takes those lines out of `below`.
    """
    gaps = [*(line.blanks for line in below), following.blanks]
    taken = next((at for at, gap in enumerate(gaps) if gap), 0)
    rest = _text(below[:taken])
    del below[:taken]
    if not rest:
        return row
    return replace(row, tail=(*row.tail, rest)) if row.tail else replace(row, name=f"{row.name} {rest}".strip())


def paired(rows: list[LabelledRow]) -> list[LabelledRow]:
    """Rows of figures each with a row in parentheses below it have one label, printed before, between or on both lines.

    A table whose rows of either kind all have labels of their own has none such.
    """
    if len(rows) % 2 or any(_bracketed(row.values) != bool(at % 2) for at, row in enumerate(rows)):
        return rows
    named = [replace(row, name="" if row.joined else row.name, joined=False) for row in rows]
    pairs = list(zip(named[::2], named[1::2], strict=True))
    if all(first.name and second.name for first, second in pairs):
        return rows
    out: list[LabelledRow] = []
    for first, second in pairs:
        name = " ".join(part for part in (first.name, second.name) if part)
        out += [replace(first, name=name), replace(second, group=first.group, name=name, joined=True)]
    return out


def _bracketed(values: Sequence[str]) -> bool:
    return all((value.startswith("(") and value.endswith(")")) or is_marker(value) for value in values)


def unglued(rows: Sequence[LabelledRow]) -> list[LabelledRow]:
    """Rows whose label ends in the name of a formula's term (`건수` of 비율 (건수/인원)) keep that name.

    What is glued before it is a remark of the row above. Only where no row bears the name alone.
    """
    names = {row.name for row in rows}
    terms = {term for name in names for found in _FORMULA.finditer(name) for term in found.groups()} - names
    out: list[LabelledRow] = []
    for row in rows:
        term = next((term for term in terms if row.name.endswith(term) and row.name != term), "")
        if term and out and not row.name.endswith(f" {term}"):
            out[-1] = replace(out[-1], tail=(*out[-1].tail, row.name.removesuffix(term).strip()))
            row = replace(row, name=term)  # noqa: PLW2901
        out.append(row)
    return out


def _split_category(name: str, categories: frozenset[str], named_above: bool) -> tuple[str, str]:
    words = name.split()
    if not words or words[-1] not in categories:
        return name, ""
    if len(words) == 1 and not named_above and folded(name) in TOTAL:
        return name, ""
    return " ".join(words[:-1]), words[-1]


def _text(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


def label_columns(rows: Sequence[LabelledRow]) -> int:
    """How many columns the labels take: one each for groups, names and categories where there are any."""
    named = any(row.name for row in rows)
    return int(named) + any(row.category for row in rows) + any(row.group for row in rows)


def label_cells(rows: Sequence[LabelledRow], top: int, labels: int) -> list[RawCell]:
    """The label cells below the header: group, name and category, each over the rows that share it."""
    if not labels:
        return []
    cells: list[RawCell] = []
    grouped = any(row.group for row in rows)
    sorted_by_category = any(row.category for row in rows)
    groups = _runs([at == 0 or row.group != rows[at - 1].group for at, row in enumerate(rows)])
    names = _runs([not row.joined for row in rows])
    for at, row in enumerate(rows):
        line = row.shared.line if row.shared else row.line
        place = Place(line.page, line.number)
        column = int(grouped and bool(row.group))
        if column and at in groups:
            cells.append(RawCell(top + at, 0, row.group, groups[at], place=place))
        if at in names:
            width = labels - column - int(sorted_by_category and bool(row.category))
            cells.append(RawCell(top + at, column, row.name, names[at], max(1, width), place))
        if row.category:
            cells.append(RawCell(top + at, labels - 1, row.category, place=Place(row.line.page, row.line.number)))
    return cells


def _runs(starts: Sequence[bool]) -> dict[int, int]:
    """The length of the run that begins at each start."""
    at = [index for index, start in enumerate(starts) if start]
    return {begin: end - begin for begin, end in pairwise([*at, len(starts)])}
