"""Lines of a text dump: what a printed line holds, and whether it can be a row of a table."""

from __future__ import annotations

from dataclasses import dataclass
from sys import intern

import regex

from extract.context import heading_level, is_caption, unit_caption

_UNIT = (
    r"(?:천|만|백만|천만|억|십억|조)?원|천?명|만명|인|개소?|개사|건|회|곳|팀|대|동|호|세대|가구|업체|기업"
    r"|㎡|km|㎞|ha|톤|점|배|시간|개월|%p|%|‰"
)
_VALUE = regex.compile(
    rf"[(\[]?[△▲▽▼+−–\-]?(?:\d[\d,]*+(?:\.\d++)?|\.\d++)(?:{_UNIT})?(?:[(\[][^()\[\]]*+[)\]]?)?[)\]]?",
)
_MARKER = regex.compile(r"[-–—－…]|비예산|미정|해당없음|N/A|[xX]")
_SIGN = regex.compile(r"[△▲▽▼]")
_CLASS = regex.compile(r"(?:\p{L}\s)?(\d[\d,]*+)\p{Hangul}{0,2}+\s[-–—~∼～]\s(\d[\d,]*+)\p{Hangul}{1,3}+(?=\s|$)")
_TOKEN = regex.compile(r"(?:[^\s()]*+\([^()\n]{1,40}\)[^\s()]*+)++|\S+")
_JOINT = regex.compile(r"(?<=[\d%)])(?=[△▲▽▼])|(?<=%)(?=\d)|(?<=\d,\d{3})(?=\d,\d{3}(?:\D|$))")
_UNGROUPED = regex.compile(r"\d,\d{4}")
_BROKEN = regex.compile(r"[△▲▽▼-]?\d{1,3}(?:,\d{3})*+,(\d{1,2})")
_REST = regex.compile(r"(\d{1,2})")
_LIST = regex.compile(r"([1-9][0-9]?),([1-9][0-9]?)")
_GROUP = 3
_BULLET = regex.compile(
    r"[○◦●•▸▶▷►‣∙✓✔☞⇨→※❍\p{Co}①-⑳◎□▢■◇◆․]|[*]{1,3}\s*\D|－|∘|【|\d{1,2}\)|\(\d{1,2}\)|[가-하][.)]\s|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]"
)
_FURNITURE = regex.compile(r"[-–—－]?\s*\d{1,4}\s*[-–—－]?|[-–—－]\s*[ivxlIVXL]+\s*[-–—－]")
_SENTENCE = regex.compile(r"(?:[다함음임됨요]\.|(?<![\d)])[,.]$)")
_PARTICLE = regex.compile(r"\p{Hangul}+(?:은|는|을|를|의|에|로|와|과|에서|에게|하고|하여|위해|따라|대한)")
_MOST_FRAGMENT = 160
_MOST_TABBED = 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its number from 1, its page where form feeds tell, its text stripped, and blank lines before it.

    `indent` is the blanks in front of the text, in characters; tabs count up to the next multiple of eight.
    """

    number: int
    text: str
    page: int | None = None
    blanks: int = 0
    indent: int = 0


@dataclass(frozen=True, slots=True)
class DataLine:
    """A line that ends in figures: the words before them, the figures and markers in order, and words behind them."""

    line: Line
    label: tuple[str, ...]
    values: tuple[str, ...]
    tail: tuple[str, ...] = ()


def split_lines(text: str) -> list[Line]:
    """The non-blank lines of a dump; U+3000 and other blanks are stripped, form feeds end lines and count pages."""
    pages = "\f" in text
    lines: list[Line] = []
    page = 1
    blanks = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        parts = raw.split("\f")
        for order, part in enumerate(parts):
            page += order > 0
            shown, indent = _shown(part)
            if shown:
                lines.append(Line(number, shown, page if pages else None, blanks, indent))
                blanks = 0
        blanks += not lines or lines[-1].number < number
    return lines


def _shown(part: str) -> tuple[str, int]:
    """What is printed of a line, and how many blanks stand in front of it."""
    text = part.strip().strip("\u200b\ufeff").strip()
    if "\t" in part and len(part) <= _MOST_TABBED:
        part = part.expandtabs()
        text = part.strip().strip("\u200b\ufeff").strip()
    return text, part.index(text)


def tokens(text: str) -> list[str]:
    """The words of a line; a short parenthesis is one word with what it is glued to, a lone △ joins the figure behind it.

    A class from one bound to a greater one (`5 - 49인`) at the head of a line is one word. Figures printed without a blank
    between them are cut where nothing else can be meant (`4,918△10,409`), one broken inside its last three digits is joined;
    a word alone on its line stays whole.
    """
    words = _class_words(text)
    start = sum(map(len, words)) + len(words)
    found = _TOKEN.findall(text, start)
    for token in found:
        for word in _parted(token) if len(found) > 1 else found:
            if words and ((_SIGN.fullmatch(words[-1]) and _VALUE.fullmatch(word)) or _completes(words[-1], word)):
                words[-1] += word
            else:
                words.append(word)
    return words


def _parted(word: str) -> list[str]:
    """The figures that a word is glued from: parted before a sign, behind a percent sign, behind a whole group of digits."""
    if not _JOINT.search(word):
        return [word]
    parts = _JOINT.sub(" ", word).split()
    return parts if all(_VALUE.fullmatch(part) and not _UNGROUPED.search(part) for part in parts) else [word]


def _completes(left: str, right: str) -> bool:
    """Whether a word is the rest of a number that was broken inside a group of three digits: `12,03` and `6`.

    What may be a list of two small numbers, the smaller first (`1,2` before `34`), is left alone.
    """
    found = _BROKEN.fullmatch(left)
    rest = _REST.fullmatch(right)
    return found is not None and rest is not None and len(found[1]) + len(rest[1]) == _GROUP and not _is_list(left)


def _is_list(word: str) -> bool:
    found = _LIST.fullmatch(word)
    return found is not None and int(found[1]) < int(found[2])


def _class_words(text: str) -> list[str]:
    """The words of a class at the head of a line: itself, and a syllable of a group's name before it; none without one."""
    found = _CLASS.match(text)
    if found is None or _bound(found[1]) >= _bound(found[2]):
        return []
    head = found[0][: found.start(1)].strip()
    return [word for word in (head, found[0][found.start(1) :]) if word]


def _bound(digits: str) -> tuple[int, str]:
    """A whole number as a key to compare it by, without its value: no run of digits is too long."""
    bare = digits.replace(",", "").lstrip("0")
    return len(bare), bare


def is_value(word: str) -> bool:
    return _VALUE.fullmatch(word) is not None


def is_marker(word: str) -> bool:
    return _MARKER.fullmatch(word) is not None


def is_furniture(text: str) -> bool:
    """A page number alone on its line."""
    return _FURNITURE.fullmatch(text) is not None


def breaks_table(text: str) -> bool:
    """Whether a line cannot stand inside a table: a bullet, caption, unit caption, heading, page-wide prose."""
    if is_caption(text) or unit_caption(text) or _BULLET.match(text):
        return True
    if len(text) > _MOST_FRAGMENT or _SENTENCE.search(text) or heading_level(text) is not None:
        return True
    words = text.split()
    return len(words) > 4 and sum(1 for word in words if _PARTICLE.fullmatch(word)) > 1


def data_line(line: Line) -> DataLine | None:
    """Read a line as a row of figures behind a label; None if it has none or is prose.

    The figures are the longest run of values and markers; words behind that run are its tail.
    """
    if is_furniture(line.text) or _BULLET.match(line.text) or is_caption(line.text) or unit_caption(line.text):
        return None
    words = tokens(line.text)
    start, end = _longest_run(words)
    values = tuple(map(intern, words[start:end]))  # figures printed alike share one text
    if not any(is_value(word) for word in values):
        return None
    label, tail = tuple(words[:start]), tuple(words[end:])
    if tail and (len(values) < 2 and len(tail) > 1):
        return None
    if _is_prose(label, tail, len(values)):
        return None
    return DataLine(line, label, values, tail)


def _longest_run(words: list[str]) -> tuple[int, int]:
    """The longest run of values and markers that begins with a value, or with a marker behind a label; the last of equals."""
    best = (len(words), len(words))
    start = None
    for at, word in enumerate([*words, ""]):
        if is_value(word) or (is_marker(word) and (start is not None or at > 0)):
            start = at if start is None else start
            continue
        if start is not None and at - start >= best[1] - best[0]:
            best = (start, at)
        start = None
    return best


def _is_prose(label: tuple[str, ...], tail: tuple[str, ...], figures: int) -> bool:
    text = " ".join((*label, *tail))
    if len(label) > 10 or len(tail) > 6 or ":" in text or "：" in text:
        return True
    return figures < 2 and any(word.endswith((",", ".")) for word in label)
