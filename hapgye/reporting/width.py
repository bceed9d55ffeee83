"""Text for a terminal, measured in cells: a Korean letter is two cells wide."""

from __future__ import annotations

import unicodedata

from publish.text import LONGEST, folded


def printable(text: str, limit: int = LONGEST) -> str:
    r"""Text on one line of at most `limit` characters, without control characters and marks that turn its direction.

    >>> printable("a\x1b[31m\n\u202eb")
    'a[31m b'
    """
    line = folded(text, limit)
    return line if line.isascii() else "".join(c for c in line if unicodedata.category(c) != "Cf")


def cells(text: str) -> int:
    """How many cells of a terminal a text fills.

    >>> cells("합계 1")
    6
    """
    from rich.cells import cell_len

    return len(text) if text.isascii() else cell_len(text)


def cut(text: str, width: int) -> str:
    """The text, or as much of it as fits with `…` behind it.

    >>> cut("합계표", 5), cut("합계표", 6)
    ('합계…', '합계표')
    """
    from rich.cells import chop_cells

    if cells(text) <= width:
        return text
    return chop_cells(text, width - 1)[0] + "…" if width > 2 else "…"


def padded(text: str, width: int, right: bool = False) -> str:
    """The text filled up with blanks to a width, on its left where it stands `right`."""
    blanks = " " * (width - cells(text))
    return blanks + text if right else text + blanks


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells (at least 2), broken at blanks, or inside a word that is longer than a line.

    >>> wrapped("총계 는 부분의 합 이다", 9)
    ['총계 는', '부분의 합', '이다']
    >>> wrapped("", 9)
    ['']
    """
    from rich.cells import chop_cells

    lines, line, used = [], "", 0
    for word in text.split(" "):
        size = cells(word)
        if used and used + 1 + size <= width:
            line, used = f"{line} {word}", used + 1 + size
            continue
        pieces = [word] if size <= width else chop_cells(word, width)
        lines += [line] * bool(line) + pieces[:-1]
        line, used = pieces[-1], cells(pieces[-1])
    return [*lines, line]


def hanging(head: str, text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells behind a head; further lines begin where the text does.

    >>> hanging("  a  ", "one two", 9)
    ['  a  one', '     two']
    """
    first, *rest = wrapped(text, max(width - cells(head), 2))
    return [head + first, *(" " * cells(head) + line for line in rest)]
