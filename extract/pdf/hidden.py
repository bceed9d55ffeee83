"""Cells that hidden borders part: texts beside each other with no blank printed between them, in steps or in columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise

import regex

from extract.pdf.chunks import Chunk, chunk_of, union
from extract.pdf.flow import step_ends
from extract.pdf.glyphs import Glyph, Words, text_of
from extract.pdf.grid import MAX_SLOTS, Grid, Span, shared_out
from extract.pdf.page import Page
from extract.pdf.tiles import tiled_columns

_GAP = 0.75
"""Gap without a printed blank, in heights of the line, from which two texts of a line are printed apart."""

_NARROW = 0.6
"""Gap, in heights of the line, up to which two words are parted by nothing but a blank."""

_PRINTED = 0.6
"""Share of blanks that a page prints as characters, from which a gap without one means something."""

_SAME_LINE = 2.0
_NARROWEST = 0.5
"""Points that a blank between two columns is wide at least."""

_FEWEST_BLANKS = 2
_MOST_WORDS = 50
_MOST_ROWS = 100
_SHORTEST = 2
"""Characters of a text in a column at least: letters set wide apart are one word."""

_LABEL = regex.compile(r"(?!\p{L}$)[^\p{Nd}]*\p{L}[^\p{Nd}]*|[(\[][+\-−–△▲][)\]]")

Blank = tuple[float, float]
"""Where a blank begins and ends, in points from the left."""

Cut = Mapping[Span, Sequence[float]]
"""Cells with the places, in points from the left, at which they are to be cut."""


def with_hidden_columns(grid: Grid, words: Words, page: Page) -> Grid:
    """The grid with cells cut into columns where their texts stand in steps of a flow, or in columns over several rows.

    `words` are those of the page inside the grid.
    """
    inside = {span: some for span, some in shared_out(grid, words).items() if some}
    texts = {span: _runs(some) for span, some in inside.items() if len(some) > 1}
    cuts = tiled_columns(grid, inside, page.fills)
    for span, some in texts.items():
        if span not in cuts and (ends := step_ends(some, grid.span_box(span), page.pictures)):
            cuts[span] = ends
    for stack in _stacks({span for span in texts if span not in cuts}):
        for part, x in _labelled(stack, texts):
            cuts |= dict.fromkeys(part, (x,))
    stacks = _stacks({span for span in texts if span not in cuts})
    aligned = [found for stack in stacks for found in _in_columns(stack, inside)]
    if aligned and _prints_blanks(page.glyphs):
        cuts |= {span: xs for part, xs in aligned for span in part}
    return _cut(grid, cuts) if cuts else grid


def _prints_blanks(glyphs: Sequence[Glyph]) -> bool:
    """Whether the words of some glyphs are parted by blanks that are printed, not by steps of the pen alone."""
    leads = [
        glyph.lead
        for last, glyph in pairwise(glyphs)
        if glyph.lead in {" ", "\t"} and 0 < glyph.x0 - last.x1 < _NARROW * (last.bottom - last.top)
    ]
    return leads.count(" ") > _PRINTED * len(leads)


def _runs(some: Words) -> list[Chunk]:
    """Texts printed in one go: words of one line that printed blanks part, or gaps too small for two cells."""
    found: list[Chunk] = []
    for word in some:
        chunk = chunk_of(word)
        if found and _goes_on(found[-1], chunk, word[0].lead):
            found[-1] = union(found[-1], chunk, " " if word[0].lead else "")
        else:
            found.append(chunk)
    return found


def _goes_on(last: Chunk, chunk: Chunk, lead: str) -> bool:
    height = last.bottom - last.top
    level = last.top < (chunk.top + chunk.bottom) / 2 < last.bottom and chunk.x0 > last.x1 - height
    return level and lead != "\n" and (lead == " " or chunk.x0 - last.x1 < _GAP * height)


def _stacks(spans: Iterable[Span]) -> Iterator[list[Span]]:
    """Those of some cells that have one column and stand below each other, two at least."""
    ordered = sorted((span for span in spans if span.colspan == 1), key=lambda span: (span.column, span.row))
    stack: list[Span] = []
    for span in ordered:
        if stack and not _is_next(stack[-1], span):
            if len(stack) > 1:
                yield stack
            stack = []
        stack.append(span)
    if len(stack) > 1:
        yield stack


def _is_next(above: Span, below: Span) -> bool:
    return above.column == below.column and above.row + above.rowspan == below.row


def _labelled(stack: Sequence[Span], texts: Mapping[Span, Sequence[Chunk]]) -> Iterator[tuple[list[Span], float]]:
    """Cells below each other that hold a label and a figure apart, with the place between labels and figures."""
    part: list[Span] = []
    for span in (*stack, None):
        if span and _is_labelled(texts[span]):
            part.append(span)
            continue
        if len(part) > 1:
            left, right = max(texts[cell][0].x1 for cell in part), min(texts[cell][1].x0 for cell in part)
            if left < right and any(char.isdigit() for cell in part for char in texts[cell][1].text):
                yield part, (left + right) / 2
        part = []


def _is_labelled(texts: Sequence[Chunk]) -> bool:
    if len(texts) != 2 or not texts[1].figure or not _LABEL.fullmatch(texts[0].text):
        return False
    return texts[1].x0 - texts[0].x1 >= _GAP * (texts[0].bottom - texts[0].top) and texts[1].top < texts[0].bottom


def _in_columns(stack: Sequence[Span], inside: Mapping[Span, Words]) -> Iterator[tuple[list[Span], Sequence[float]]]:
    """Cells of one line below each other whose words stand in three columns at least, with the places between these."""
    part: list[Span] = []
    blanks: list[Blank] = []
    for span in stack:
        own = _blanks(_line(inside[span]))
        both = _shared(blanks, own)
        fits = len(both) >= _FEWEST_BLANKS and (len(part) < 2 or _ends([*part, span], both, inside))
        if not fits or len(part) == _MOST_ROWS:
            if cuts := _ends(part, blanks, inside):
                yield part, cuts
            part, both = [], own
        part, blanks = [*part, span], both
    if cuts := _ends(part, blanks, inside):
        yield part, cuts


def _line(some: Words) -> Words:
    """The words of a cell from left to right if it holds one line of no more than usual, () otherwise."""
    if len(some) > _MOST_WORDS:
        return ()
    top, bottom = max(word[0].top for word in some), min(word[0].bottom for word in some)
    return sorted(some, key=lambda word: word[0].x0) if top < bottom else ()


def _blanks(line: Words) -> list[Blank]:
    return [(a[-1].x1, b[0].x0) for a, b in pairwise(line) if a[-1].x1 < b[0].x0]


def _shared(some: Sequence[Blank], others: Sequence[Blank]) -> list[Blank]:
    """The places that are blank in both of two lines."""
    both = ((max(a[0], b[0]), min(a[1], b[1])) for a in some for b in others)
    return [(left, right) for left, right in both if right - left >= _NARROWEST]


def _ends(part: Sequence[Span], blanks: Sequence[Blank], inside: Mapping[Span, Words]) -> Sequence[float]:
    """Where to cut cells with common blanks, () where their words are no columns.

    In columns the texts are not all the same, in one all are different, and none is a lone letter; most of the blanks are not
    printed, and one of these is wider than a blank.
    """
    if len(part) < 2 or len(blanks) < _FEWEST_BLANKS:
        return ()
    xs = [(left + right) / 2 for left, right in blanks]
    lines = [_line(inside[span]) for span in part]
    columns = list(zip(*(_texts(line, xs) for line in lines), strict=True))
    kinds = [len(set(texts)) for texts in columns]
    if min(kinds) < 2 or max(kinds) < len(part) or any(len(text) < _SHORTEST for texts in columns for text in texts):
        return ()
    gaps = [
        (word[0].x0 - last[-1].x1) / max(word[0].bottom - word[0].top, 0.1) if word[0].lead == "\t" else 0.0
        for line in lines
        for last, word in pairwise(line)
        if any(last[-1].x1 < x < word[0].x0 for x in xs)
    ]
    return xs if 2 * sum(gap > 0 for gap in gaps) > len(gaps) and max(gaps) >= _GAP else ()


def _texts(line: Words, xs: Sequence[float]) -> list[str]:
    """What a line prints before, between and behind some places."""
    texts = [""] * (len(xs) + 1)
    for word in line:
        texts[sum(x < word[0].x0 for x in xs)] += text_of(word)
    return texts


def _cut(grid: Grid, cuts: Cut) -> Grid:
    """The grid with some cells cut into columns; a cut beside a column line is that line.

    The grid as it is where this would make more slots than any printed table has.
    """
    lines = list(grid.xs)
    for x in sorted(x for some in cuts.values() for x in some):
        if min(abs(x - line) for line in lines) > _SAME_LINE:
            lines.append(x)
    if (len(lines) - 1) * grid.rows > MAX_SLOTS:
        return grid
    xs = sorted(lines)
    at = {x: index for index, x in enumerate(xs)}
    spans: list[Span] = []
    for span in grid.spans:
        left, right = at[grid.xs[span.column]], at[grid.xs[span.column + span.colspan]]
        inner = {at[min(xs, key=partial(_distance, x))] for x in cuts.get(span, ())}
        edges = [left, *sorted(index for index in inner if left < index < right), right]
        spans += [Span(span.row, a, span.rowspan, b - a) for a, b in pairwise(edges)]
    return Grid(tuple(xs), grid.ys, tuple(sorted(spans)))


def _distance(a: float, b: float) -> float:
    return abs(a - b)
