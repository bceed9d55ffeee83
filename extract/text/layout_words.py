"""Words of a dump that keeps the layout: where on the line they stand, and which of them are printed as one piece."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from extract.text.lines import Line, is_marker, is_value

_WORD = regex.compile(r"\S+")
_DASH = regex.compile(r"[-–—－]")
_CLASS_END = regex.compile(r"\d+\p{Hangul}+")
_SIGN = regex.compile(r"[(\[]?[△▲▽▼]")
_SYLLABLE = regex.compile(r"\p{Hangul}")
_COUNTER = regex.compile(r"[년월일명개원건%]")
_BOUND = regex.compile(r"미만|이상|이하|초과")
_DIGITS = regex.compile(r"[’‘'`]?\d[\d,.]*")
_LETTERS = regex.compile(r"\p{L}")
_HANGUL = regex.compile(r"\p{Hangul}")
_YEAR = regex.compile(r"(?:19|20)\d\d")
_MOST_LINE = 2_000
_MOST_SYLLABLES = 6
_WIDEST_STRETCH = 14
_SIGN_GAP = 4
_BULLET_GAP = 2
_COUNTER_GAP = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Words printed together on a line: `start` and `end` in columns of the character grid, `end` behind the last one.

    `figure` tells a figure or marker from words; `words` are the texts with their starts, in order.
    """

    text: str
    start: int
    end: int
    figure: bool
    words: tuple[tuple[str, int], ...]

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Printed:
    """A line with its pieces from left to right."""

    line: Line
    pieces: tuple[Piece, ...]

    @property
    def figures(self) -> int:
        return sum(piece.figure for piece in self.pieces)

    @property
    def gaps(self) -> list[tuple[int, int]]:
        """The blank columns between neighbouring pieces."""
        return [(a.end, b.start) for a, b in pairwise(self.pieces)]


def printed(line: Line, wide: bool = False, slack: float = 0.0) -> Printed:
    """The pieces of a line. `wide` counts East Asian characters as two columns.

    `slack` is how many blanks the dump adds behind words, a character of theirs (see `spread`). A line too long for a
    table is one piece.
    """
    if len(line.text) > _MOST_LINE:
        return Printed(line, (Piece(line.text, line.indent, line.indent + len(line.text), False, ((line.text, line.indent),)),))
    pieces = _placed(line, wide)
    for step in (_ranged, _bulleted, _signed, _enclosed, _counted, _stretched):
        pieces = step(pieces)
    return Printed(line, tuple(_grouped(pieces, slack)))


def spread(lines: Sequence[Line]) -> float:
    """How many blanks more than one a dump puts behind words of prose, a character of theirs; 0 where it puts one."""
    blanks = letters = 0
    for line in lines:
        words = line.text.split() if len(line.text) <= _MOST_LINE else []
        if len(words) < 6 or any(map(is_value, words)):
            continue
        for left, right in pairwise(_WORD.finditer(line.text)):
            gap = right.start() - left.end()
            if gap <= 5 and _HANGUL.search(left[0]):
                blanks += gap - 1
                letters += len(left[0])
    return blanks / letters if letters else 0.0


def unglued(line: Printed) -> Printed:
    """The line with its first piece in two where a figure ends it: `직업훈련 85.0`."""
    first = line.pieces[0]
    if first.figure or len(first.words) < 2 or not is_value(first.words[-1][0]):
        return line
    label = _piece(first.words[:-1], first.words[-2][1] + len(first.words[-2][0]))
    return Printed(line.line, (label, _piece(first.words[-1:], first.end), *line.pieces[1:]))


def width(text: str) -> int:
    """The columns of a text where East Asian wide characters take two."""
    return len(text) + sum(unicodedata.east_asian_width(char) in "WF" for char in text)


def is_row(line: Printed) -> bool:
    """Whether a line is a row of figures: beside a label, or several of them; years alone are a header."""
    figures = sum(piece.figure and not is_year(piece) for piece in line.pieces)
    return figures > 1 or (figures == 1 and len(line.pieces) > 1 and any(is_value(piece.text) for piece in line.pieces))


def is_year(piece: Piece) -> bool:
    return _YEAR.fullmatch(piece.text) is not None


def _piece(words: Sequence[tuple[str, int]], end: int, joint: str = " ") -> Piece:
    text = joint.join(word for word, _ in words)
    return Piece(text, words[0][1], end, is_value(text) or is_marker(text), tuple(words))


def _placed(line: Line, wide: bool) -> list[Piece]:
    """Every word as a piece of its own."""
    out: list[Piece] = []
    shift, seen = line.indent, 0
    for found in _WORD.finditer(line.text):
        if wide:
            shift += width(line.text[seen : found.start()]) - (found.start() - seen)
            seen = found.end()
        start = shift + found.start()
        if wide:
            shift += width(found[0]) - len(found[0])
        out.append(_piece([(found[0], start)], shift + found.end()))
    return out


def _ranged(pieces: Sequence[Piece]) -> list[Piece]:
    """Two numbers and a dash, one blank apart and with a counter word, name a class: `15 - 29세`."""
    out: list[Piece] = []
    for piece in pieces:
        if (
            len(out) > 1
            and _CLASS_END.fullmatch(piece.text)
            and _DASH.fullmatch(out[-1].text)
            and out[-2].text.isdecimal()
            and piece.start - out[-2].end <= 3
        ):
            text = " ".join((out[-2].text, out[-1].text, piece.text))
            out[-2:] = [Piece(text, out[-2].start, piece.end, False, ((text, out[-2].start),))]
        else:
            out.append(piece)
    return out


def with_shares(line: Printed) -> Printed:
    """The line with figures in parentheses joined to the figure one blank before them: `214,638 (100%)`."""
    out: list[Piece] = []
    for piece in line.pieces:
        last = out[-1] if out else None
        if last and last.figure and piece.figure and piece.text[0] == "(" != last.text[0] and piece.start - last.end <= 1:
            words = (*last.words, *piece.words)
            out[-1] = Piece(f"{last.text} {piece.text}", last.start, piece.end, True, words)
        else:
            out.append(piece)
    return Printed(line.line, tuple(out))


def _bulleted(pieces: Sequence[Piece]) -> list[Piece]:
    """A dash right before a word is its bullet, no marker in the place of a figure."""
    out: list[Piece] = []
    for at, piece in enumerate(pieces):
        if out and _DASH.fullmatch(out[-1].text) and not piece.figure and (at == 1 or piece.start - out[-1].end <= _BULLET_GAP):
            out[-1] = _piece([*out[-1].words, *piece.words], piece.end)
        else:
            out.append(piece)
    return out


def _signed(pieces: Sequence[Piece]) -> list[Piece]:
    """A sign that stands apart joins the figure behind it: `△ 9,462`, `(△ 13.3)`."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        if last and _SIGN.fullmatch(last.text) and piece.text[:1].isdigit() and piece.start - last.end <= _SIGN_GAP:
            out[-1] = _piece([(last.text + piece.text, last.start)], piece.end)
        else:
            out.append(piece)
    return out


def _enclosed(pieces: Sequence[Piece]) -> list[Piece]:
    """A figure between brackets that stand apart is one word with them: `( 5 )`."""
    out: list[Piece] = []
    for piece in pieces:
        if (
            piece.text == ")"
            and len(out) > 1
            and out[-2].text == "("
            and out[-1].figure
            and piece.start - out[-2].end <= _WIDEST_STRETCH
        ):
            start = out[-2].start
            out[-2:] = [_piece([(f"({out[-1].text})", start)], piece.end)]
        else:
            out.append(piece)
    return out


def _counted(pieces: Sequence[Piece]) -> list[Piece]:
    """A counter or class word that stands apart joins the number before it: `2019 년`, `5인  미만`."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        near = last is not None and piece.start - last.end <= _COUNTER_GAP
        if last and near and _COUNTER.fullmatch(piece.text) and _DIGITS.fullmatch(last.text):
            out[-1] = _piece([(last.text + piece.text, last.start)], piece.end)
        elif last and near and _BOUND.fullmatch(piece.text) and last.text[:1].isdigit():
            out[-1] = _piece([(f"{last.text} {piece.text}", last.start)], piece.end)
        else:
            out.append(piece)
    return out


def _stretched(pieces: Sequence[Piece]) -> list[Piece]:
    """Single syllables at even gaps are one word, printed stretched: `구      분`."""
    out: list[Piece] = []
    at = 0
    while at < len(pieces):
        end = _run(pieces, at)
        if end - at > 1:
            words = [word for piece in pieces[at:end] for word in piece.words]
            out.append(_piece(words, pieces[end - 1].end))
        else:
            out.append(pieces[at])
        at = end
    return out


def _run(pieces: Sequence[Piece], at: int) -> int:
    """The end of the run of syllables at even gaps that begins at piece `at`."""
    end = at + 1
    if not _SYLLABLE.fullmatch(pieces[at].text):
        return end
    first = None
    while end < len(pieces) and end - at < _MOST_SYLLABLES and _SYLLABLE.fullmatch(pieces[end].text):
        gap = pieces[end].start - pieces[end - 1].end
        if gap > _WIDEST_STRETCH or (first is not None and abs(gap - first) > 1 + first // 4):
            break
        first = gap if first is None else first
        end += 1
    return end


def _grouped(pieces: Sequence[Piece], slack: float) -> list[Piece]:
    """Neighbours one blank apart are one piece, two figures aside; words may stand further apart by what the dump adds."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        if last is not None and _together(last, piece, slack):
            out[-1] = _piece([*last.words, *piece.words], piece.end)
        else:
            out.append(piece)
    return out


def _together(last: Piece, piece: Piece, slack: float) -> bool:
    gap = piece.start - last.end
    if (last.figure and (piece.figure or slack)) or (is_value(piece.text) and is_value(last.words[-1][0])):
        return False
    if gap <= 1:
        return True
    word = last.words[-1][0]
    return not piece.figure and bool(_LETTERS.search(word)) and gap - 1 <= int(slack * len(word))
