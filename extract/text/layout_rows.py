"""The rows of a table in the character grid: which lines are one row, and which cells stand over several rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from extract.text.layout_columns import Slot, align
from extract.text.layout_words import Piece, Printed
from extract.text.lines import Line, is_value

_SHARE = regex.compile(r"[(\[].*")
_UNLABELLED = 3
_ACROSS_BLANK = 2
_MOST_WRAPPED = 24
_WIDE_BLANK = 2
_NAME_AND_KIND = 2


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its texts by column, and whether it holds a figure in a column of figures."""

    line: Line
    texts: dict[int, str]
    anchor: bool


@dataclass(frozen=True, slots=True)
class Body:
    """The rows of a table: texts by column for each, with the line each stands on, and cells that span rows.

    `spans` holds, by (row, column), how many rows a text stands over, `wide` over how many columns.
    """

    lines: tuple[Line, ...]
    rows: tuple[dict[int, str], ...]
    spans: dict[tuple[int, int], int]
    wide: dict[tuple[int, int], int] = field(default_factory=dict)


def place(line: Printed, slots: Sequence[Slot]) -> Placed:
    """Lay the pieces of a line into the columns; what fits none joins the piece beside it."""
    pieces = [part for piece in line.pieces for part in _split(piece, slots)]
    texts: dict[int, str] = {}
    anchor = False
    before = 0
    last: Piece | None = None
    for piece, found in zip(pieces, align(slots, pieces), strict=True):
        at = found if found is not None else max(before, _nearest(piece, slots))
        if last is not None and _goes_on(last, piece, slots[at]):
            at = before
        texts[at] = f"{texts[at]} {piece.text}" if at in texts else piece.text
        anchor = anchor or (piece.figure and slots[at].figures)
        before, last = at, piece
    return Placed(line.line, texts, anchor)


def _goes_on(last: Piece, piece: Piece, slot: Slot) -> bool:
    """Whether words right behind others are one text with them: they end before the column begins that they would stand in."""
    words = not (last.figure or piece.figure)
    return words and piece.start - last.end <= _WIDE_BLANK and piece.end <= slot.start


def _nearest(piece: Piece, slots: Sequence[Slot]) -> int:
    return min(range(len(slots)), key=lambda at: max(slots[at].start - piece.end, piece.start - slots[at].end, 0))


def _split(piece: Piece, slots: Sequence[Slot]) -> list[Piece]:
    """A figure and words one blank apart are two cells where they stand in two columns."""
    if len(piece.words) < 2:
        return [piece]
    homes = [_home(start, text, slots) for text, start in piece.words]
    if is_value(piece.words[0][0]) and slots[homes[0]].figures and homes[1] != homes[0]:
        return [_sub(piece, 0, 1), *_split(_sub(piece, 1, len(homes)), slots)]
    if is_value(piece.words[-1][0]) and slots[homes[-1]].figures and homes[-2] != homes[-1]:
        return [*_split(_sub(piece, 0, len(homes) - 1), slots), _sub(piece, len(homes) - 1, len(homes))]
    return [piece]


def _home(start: int, text: str, slots: Sequence[Slot]) -> int:
    """The column a word stands in: by its middle, or by its start for words that begin where the column does."""
    middle = start + len(text) / 2

    def away(at: int) -> tuple[float, int]:
        return max(slots[at].start - middle, middle - slots[at].end, 0), abs(slots[at].start - start)

    return min(range(len(slots)), key=away)


def _sub(piece: Piece, first: int, last: int) -> Piece:
    words = piece.words[first:last]
    text = " ".join(word for word, _ in words)
    return Piece(text, words[0][1], words[-1][1] + len(words[-1][0]), is_value(text), words)


def body(lines: Sequence[Placed], label: int) -> Body:
    """Put lines together to rows. `label` is how many columns hold labels.

    A line with a figure is a row; lines of words between two rows are parts of the one above or below, such that words
    stand evenly around their row; a line that fills only what both its neighbours leave blank stands over both.
    """
    over = _over_two(lines, label)
    anchors = [at for at, line in enumerate(lines) if line.anchor and at not in over]
    rows: list[dict[int, str]] = [{} for _ in anchors]
    owner = _owners(lines, anchors, over, label)
    for at, line in enumerate(lines):
        if at in owner:
            _join(rows[owner[at]], line.texts)
    spans: dict[tuple[int, int], int] = {}
    index = {anchor: row for row, anchor in enumerate(anchors)}
    for at in over:
        row = index[at - 1]
        for column, text in lines[at].texts.items():
            rows[row][column] = text
            spans[row, column] = 2
    return Body(tuple(lines[at].line for at in anchors), tuple(rows), spans)


def _join(row: dict[int, str], texts: dict[int, str]) -> None:
    for column, text in texts.items():
        row[column] = f"{row[column]} {text}" if column in row else text


def _over_two(lines: Sequence[Placed], label: int) -> set[int]:
    """The lines printed between two rows whose cells stand over both: they fill what both leave blank."""
    found: set[int] = set()
    for at in range(1, len(lines) - 1):
        above, line, below = lines[at - 1], lines[at], lines[at + 1]
        if not (above.anchor and below.anchor) or at - 1 in found or at - 2 in found:
            continue
        if set(line.texts) & (set(above.texts) | set(below.texts)) or not any(column < label for column in line.texts):
            continue
        if set(above.texts) == set(below.texts) and (line.anchor or not any(c < label for c in above.texts)):
            found.add(at)
    return found


def merged(found: Body, label: int) -> Body:
    """The rows with names over those that follow without one, and with fewer figures, but with a label of their own behind it.

    The figures that such rows lack stand over them as well.
    """
    spans = dict(found.spans)
    covered = {row + more for (row, column), span in spans.items() if not column for more in range(1, span)}
    head = None
    for at, row in enumerate(found.rows):
        if 0 in row or at in covered or label < _NAME_AND_KIND:
            head = at if 1 in row and (at, 0) not in spans and at not in covered else None
        elif head is not None and 1 in row and set(row) < set(found.rows[head]) - {0}:
            for column in set(found.rows[head]) - set(row):
                if all(column not in other for other in found.rows[head + 1 : at]):
                    spans[head, column] = at - head + 1
        else:
            head = None
    return replace(found, spans=spans)


def _owners(lines: Sequence[Placed], anchors: Sequence[int], over: set[int], label: int) -> dict[int, int]:
    """The row that each line belongs to: rows own themselves, words between rows go up or down at the least cost."""
    if not anchors:
        return {}
    owner = {anchor: row for row, anchor in enumerate(anchors)}
    gaps = [[at for at in range(a + 1, b) if at not in over] for a, b in zip([-1, *anchors], [*anchors, len(lines)], strict=True)]
    shares = _shares(lines, anchors, gaps, label)
    for row, (gap, upper) in enumerate(zip(gaps, shares, strict=True)):
        for order, at in enumerate(gap):
            owner[at] = max(row - 1, 0) if order < upper else min(row, len(anchors) - 1)
    return owner


def _shares(lines: Sequence[Placed], anchors: Sequence[int], gaps: Sequence[Sequence[int]], label: int) -> list[int]:
    """How many lines of each gap go to the row above it; the first gap has none, the last one only such."""
    if not any(gaps):
        return [0] * len(gaps)
    best: dict[int, tuple[float, tuple[int, ...] | None]] = {0: (0.0, None)}
    history: list[dict[int, tuple[float, int]]] = []
    for row, anchor in enumerate(anchors):
        above, below = gaps[row], gaps[row + 1]
        last = row + 1 == len(anchors)
        options: dict[int, tuple[float, int]] = {}
        for given, (cost, _) in best.items():
            ours = above[given:]
            for down in [len(below)] if last else range(min(len(below), _MOST_WRAPPED) + 1):
                total = cost + _cost(lines, anchor, ours, below[:down], label)
                if total < options.get(down, (float("inf"), 0))[0]:
                    options[down] = (total, given)
        history.append(options)
        best = {down: (cost, None) for down, (cost, _) in options.items()}
    shares = [0] * len(gaps)
    down = min(best, key=lambda at: best[at][0])
    for row in range(len(anchors) - 1, -1, -1):
        shares[row + 1] = down
        down = history[row][down][1]
    return shares


def _cost(lines: Sequence[Placed], anchor: int, above: Sequence[int], below: Sequence[int], label: int) -> float:
    """How unlikely it is that a row has just these lines of words above and below it."""
    cost = float(abs(len(above) - len(below)))
    if above:
        cost += _ACROSS_BLANK * sum(lines[at].line.blanks for at in range(above[0] + 1, anchor + 1))
    if below:
        cost += _ACROSS_BLANK * sum(lines[at].line.blanks for at in range(anchor + 1, below[-1] + 1))
    labelled = any(column < label for at in (*above, anchor, *below) for column in lines[at].texts)
    return cost + (0 if labelled or not label else _UNLABELLED)


def in_pairs(lines: Sequence[Placed], slots: Sequence[Slot]) -> bool:
    """Whether rows come in twos: figures, and below them others in parentheses that belong to them."""
    anchors = [line for line in lines if line.anchor]
    if len(anchors) < 2 or len(anchors) % 2:
        return False
    return all(_shares_only(line, slots) == bool(at % 2) for at, line in enumerate(anchors))


def _shares_only(line: Placed, slots: Sequence[Slot]) -> bool:
    figures = [text for column, text in line.texts.items() if slots[column].figures]
    return all(_SHARE.match(text) for text in figures)


def paired(found: Body, label: int) -> Body:
    """The rows of a table whose rows come in twos, with each label over both."""
    rows = [dict(row) for row in found.rows]
    spans = dict(found.spans)
    for first in range(0, len(rows) - 1, 2):
        for column in range(label):
            texts = [row.pop(column) for row in rows[first : first + 2] if column in row]
            if texts:
                rows[first][column] = " ".join(texts)
                spans[first, column] = 2
    return replace(found, rows=tuple(rows), spans=spans)
