"""Regular expressions built from the units' spellings: what may stand behind a figure, and where such a word ends."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

import regex

from normalize.units import Unit, scales, spellings

_SHORT = "은는이가을를의에로와과도만등및증감중내인임며여분"
_WORDS = (
    "으로 에서 에게 에는 에도 까지 부터 이상 이하 미만 초과 이내 내외 정도 규모 가량 마다 보다 대비 수준 이며 이고 이다 이었 였 "
    "씩 당 간 짜리 상당 한도 기준 안팎 남짓 확대 축소 지원 증가 감소 증액 감액 확보 투입 조성 달성 로부터 과의 와의"
)
_LONG = _WORDS.split()
_FIRST = "".join(sorted({*_SHORT, *(word[0] for word in _LONG)}))
_PARTICLES = rf"(?=[{_FIRST}])(?:[{_SHORT}](?![가-힣])|{'|'.join(_LONG)}|의\s)|[xX]\s?\d"
TAIL = "(?&tail)"
"""Where a word may end: before anything but a letter or digit, or before a particle. Needs `DEFINITIONS`."""


SCALE = "(?=[십백천만억조])(?:" + "|".join(sorted(scales(), key=len, reverse=True)) + ")"
"""Matches one word that multiplies what stands before it: 만, 천만, 억."""


def _follow(unit: Unit, word: str) -> str:
    """What must follow a spelling so that it is this unit and not the beginning of another word."""
    barred = rf"(?![{unit.not_before}])" if unit.not_before else ""
    latin = r"(?![A-Za-z\d])" if word[-1].isascii() and word[-1].isalpha() else ""
    return barred + (latin if unit.open or latin else TAIL)


def _pattern() -> str:
    """One alternation of all spellings without their scales, longest first; each with what must follow it."""
    words = [(word, _follow(unit, word)) for word, unit in spellings().items() if not unit.carried]
    words.sort(key=lambda pair: len(pair[0]), reverse=True)
    first = regex.escape("".join(sorted({word[0] for word, _ in words})), special_only=False)
    runs = groupby(words, key=itemgetter(1))
    return (
        rf"(?=[{first}])(?:"
        + "|".join(f"(?:{'|'.join(regex.escape(word) for word, _ in run)}){follow}" for follow, run in runs)
        + ")"
    )


UNIT = "(?&unit)"
"""Matches one unit behind a figure, without its scale: the longest spelling that may end there. Needs `DEFINITIONS`."""

COUNTED = rf"(?:\s?{SCALE})?+\s?{UNIT}"
"""Matches a unit behind a figure with the blank and the scale before it."""

DEFINITIONS = rf"(?(DEFINE)(?P<tail>(?![가-힣A-Za-z\d])|(?={_PARTICLES}))(?P<unit>{_pattern()}))"
"""Stands once at the head of every pattern that uses TAIL, UNIT or COUNTED."""
