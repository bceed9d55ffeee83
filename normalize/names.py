"""What holds digits and is no quantity: phone numbers, codes, versions, legal references, addresses, list numbers, ordinals."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from normalize.patterns import AHEAD, BEHIND, FIGURES, LATIN, MARKS, WORDS
from normalize.periods import read_periods
from normalize.spelling import COUNTED, DEFINITIONS, SCALE, TAIL, UNIT

FILL = "\0"
"""Stands for every character that is set aside, so that offsets stay."""

# A look at the first character keeps the many patterns from being tried at every letter.
_NAMES = regex.compile(
    DEFINITIONS
    + rf"(?=\d)(?:(?<![\d.,])(?={AHEAD})(?:{'|'.join(FIGURES)})|(?<=[.,가-힣]\s?)(?:{'|'.join(BEHIND)}))"
    + rf"|(?=[A-Za-z])(?:{'|'.join(LATIN)})"
    + rf"|(?=[제분별서양참붙그표유첨각부과안주전사규대지버코매])(?:{'|'.join(WORDS)})"
    + rf"|(?=[(ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ☎])(?:{'|'.join(MARKS)})"
)
_ALONE = regex.compile(r"\s*+(?:\d{1,2}+[.)]|-\s?\d{1,4}+\s?-)\s*+")
"""A list number or a page number that is the whole text: 1. or - 10 -"""
_LONGEST_ALONE = 40

_ITEM = regex.compile(
    rf"""{DEFINITIONS}^[ ]{{0,20}}+(?:[-○□▪•*·]\s?)?(?:
      \d{{1,2}}+[.)](?!\d)(?=\s*+\S)
    | \(\d{{1,2}}+\)(?=\s{{0,3}}+[가-힣A-Za-z])
    | \d{{1,2}}+(?:\.\d{{1,2}}+){{1,2}}+\.?(?=\s{{1,3}}+[가-힣A-Za-z])(?!{COUNTED}{TAIL})
    )""",
    regex.VERBOSE | regex.MULTILINE,
)
_SECTION = regex.compile(
    rf"{DEFINITIONS}^\s{{0,20}}+\d{{1,2}}+(?=\s{{1,3}}+[가-힣A-Za-z'\0])(?!\s{{1,3}}+(?:{SCALE}|{UNIT}{TAIL}))"
)


def _blank(match: regex.Match[str]) -> str:
    return FILL * (match.end() - match.start())


def named(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a folded text holds what `set_aside` blanks out: start, end, and `period`, `alone`, `item` or `name`.

    The kinds come one after the other, so that who has found enough looks no further.
    """
    if len(text) <= _LONGEST_ALONE and _ALONE.fullmatch(text):
        yield 0, len(text), "alone"
        return
    parts, position = [], 0
    for period in read_periods(text):
        yield period.at, period.to, "period"
        parts += [text[position : period.at], FILL * (period.to - period.at)]
        position = period.to
    rest = "".join([*parts, text[position:]])
    for pattern in (_ITEM, _SECTION):
        items = [match.span() for match in pattern.finditer(rest)]
        yield from ((start, end, "item") for start, end in items)
        rest = pattern.sub(_blank, rest) if items else rest
    yield from ((*match.span(), "name") for match in _NAMES.finditer(rest))


def set_aside(text: str) -> str:
    """The folded text with every period, name, reference, code and list number blanked out, character by character."""
    if len(text) <= _LONGEST_ALONE and _ALONE.fullmatch(text):
        return FILL * len(text)
    parts, position = [], 0
    for period in read_periods(text):
        parts += [text[position : period.at], FILL * (period.to - period.at)]
        position = period.to
    rest = "".join([*parts, text[position:]])
    rest = _SECTION.sub(_blank, _ITEM.sub(_blank, rest))
    return _NAMES.sub(_blank, rest)
