"""Outline marks that labels begin with (Ⅰ. 1. 가. 1) (1) ① ○ -): of which kind they are, and which number they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_SYLLABLES = "가나다라마바사아자차카타파하"
_ROMAN = ("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "Ⅵ", "Ⅶ", "Ⅷ", "Ⅸ", "Ⅹ", "Ⅺ", "Ⅻ")
_LATIN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_KINDS = (
    re.compile(r"([ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ]+|[IVX]{1,5})[.\s]"),
    re.compile(r"(\d{1,2})\.(?!\d)"),
    re.compile(rf"([{_SYLLABLES}])\.\s?"),
    re.compile(r"(\d{1,2})\)"),
    re.compile(rf"([{_SYLLABLES}])\)"),
    re.compile(r"\((\d{1,2})\)"),
    re.compile(r"([①-⑳])"),
    re.compile(r"[○●◦□■▢◆◇]\s?"),
    re.compile(r"[-－–]\s?(?=\D)"),
    re.compile(r"[·ㆍ․∙•]\s?"),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a label: its kind, and the number it stands for from 1 (None for bullets and unusual numerals)."""

    kind: int
    number: int | None = None

    def follows(self, other: Mark) -> bool:
        """Whether this is the next mark of the same kind."""
        return self.kind == other.kind and self.number is not None and other.number == self.number - 1


@lru_cache(maxsize=4096)
def mark(label: str) -> Mark | None:
    """The mark that a label begins with; None where there is none.

    >>> mark("Ⅱ. 지출"), mark("다. 운영비"), mark("(3) 기타"), mark("○ 홍보"), mark("2.1 운영")
    (Mark(kind=0, number=2), Mark(kind=2, number=3), Mark(kind=5, number=3), Mark(kind=7, number=None), None)
    """
    for kind, pattern in enumerate(_KINDS):
        found = pattern.match(label)
        if found is not None:
            return Mark(kind, _number(found[1]) if pattern.groups else None)
    return None


def _number(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    for numerals in (_SYLLABLES, _ROMAN, _LATIN):
        if text in numerals:
            return numerals.index(text) + 1
    return ord(text) - ord("①") + 1 if "①" <= text <= "⑳" else None
