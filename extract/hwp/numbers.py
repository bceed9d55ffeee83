"""Numbers that the program prints by itself: in the shapes that HWP and HWPX know, and as heads of paragraphs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import regex

from extract.hwp.story import Head

SHAPES = (
    "DIGIT",
    "CIRCLED_DIGIT",
    "ROMAN_CAPITAL",
    "ROMAN_SMALL",
    "LATIN_CAPITAL",
    "LATIN_SMALL",
    "CIRCLED_LATIN_CAPITAL",
    "CIRCLED_LATIN_SMALL",
    "HANGUL_SYLLABLE",
    "CIRCLED_HANGUL_SYLLABLE",
    "HANGUL_JAMO",
    "CIRCLED_HANGUL_JAMO",
    "HANGUL_PHONETIC",
    "IDEOGRAPH",
    "CIRCLED_IDEOGRAPH",
    "DECAGON_CIRCLE",
    "DECAGON_CIRCLE_HANJA",
)
"""The number shapes by the names of HWPX; in HWP a shape is its index here."""

_LETTERS = {
    "CIRCLED_DIGIT": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "LATIN_CAPITAL": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "LATIN_SMALL": "abcdefghijklmnopqrstuvwxyz",
    "CIRCLED_LATIN_CAPITAL": "ⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿⓀⓁⓂⓃⓄⓅⓆⓇⓈⓉⓊⓋⓌⓍⓎⓏ",
    "CIRCLED_LATIN_SMALL": "ⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩ",
    "HANGUL_SYLLABLE": "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허",
    "CIRCLED_HANGUL_SYLLABLE": "㉮㉯㉰㉱㉲㉳㉴㉵㉶㉷㉸㉹㉺㉻",
    "HANGUL_JAMO": "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "CIRCLED_HANGUL_JAMO": "㉠㉡㉢㉣㉤㉥㉦㉧㉨㉩㉪㉫㉬㉭",
    "CIRCLED_IDEOGRAPH": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "DECAGON_CIRCLE": "갑을병정무기경신임계",
    "DECAGON_CIRCLE_HANJA": "甲乙丙丁戊己庚辛壬癸",
}
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_FULL_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_SPOKEN = {"HANGUL_PHONETIC": "일이삼사오육칠팔구십", "IDEOGRAPH": "一二三四五六七八九十"}
_LEVEL = regex.compile(r"\^(\d{1,2})")


def shown(number: int, shape: str) -> str:
    """A number in one of `SHAPES`; as plain digits where the shape has no letter for it.

    >>> shown(3, "CIRCLED_DIGIT"), shown(4, "ROMAN_CAPITAL"), shown(14, "IDEOGRAPH"), shown(21, "HANGUL_JAMO")
    ('③', 'Ⅳ', '十四', '21')
    """
    if shape in _SPOKEN and 0 < number < 100:
        return _spoken(number, _SPOKEN[shape])
    if shape in {"ROMAN_CAPITAL", "ROMAN_SMALL"} and 0 < number < 90:
        text = _FULL_ROMAN[number - 1] if number <= len(_FULL_ROMAN) else _roman(number)
        return text if shape == "ROMAN_CAPITAL" else text.lower()
    letters = _LETTERS.get(shape, "")
    return letters[number - 1] if 0 < number <= len(letters) else str(number)


def _spoken(number: int, digits: str) -> str:
    tens, ones = divmod(number, 10)
    return (digits[tens - 1] if tens > 1 else "") + (digits[9] if tens else "") + (digits[ones - 1] if ones else "")


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        while number >= value:
            out += letters
            number -= value
    return out


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbered list: the text around its number (`^1.` stands for the number of level 1), shape, start."""

    text: str
    shape: str = "DIGIT"
    start: int = 1


@dataclass(frozen=True, slots=True)
class Lists:
    """The numbered lists and bullets of a document by their ids, and the heads of its paragraph shapes by theirs."""

    numbers: Mapping[int, tuple[Level, ...]] = field(default_factory=dict)
    bullets: Mapping[int, str] = field(default_factory=dict)
    heads: Mapping[int, Head] = field(default_factory=dict)


@dataclass(slots=True)
class Counters:
    """Where the numbered lists of a document stand while its paragraphs are walked in order."""

    lists: Lists
    counts: dict[int, list[int]] = field(default_factory=dict)

    def next(self, head: Head) -> str:
        """What is printed before the next paragraph with this head; "" for a list that is not defined."""
        if head.kind == "bullet":
            return self.lists.bullets.get(head.ident, "")
        levels = self.lists.numbers.get(head.ident, ())
        if head.level >= len(levels):
            return ""
        counts = self.counts.setdefault(head.ident, [level.start - 1 for level in levels])
        counts[head.level] += 1
        for deeper in range(head.level + 1, len(levels)):
            counts[deeper] = levels[deeper].start - 1
        return _LEVEL.sub(lambda found: _number(levels, counts, int(found[1]) - 1), levels[head.level].text)


def _number(levels: tuple[Level, ...], counts: list[int], level: int) -> str:
    if not 0 <= level < len(levels):
        return ""
    return shown(max(counts[level], levels[level].start), levels[level].shape)
