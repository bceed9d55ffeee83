"""Group labels of a dump's rows (성별, 연령별): printed before their rows, in their middle, or one syllable a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from extract.text.lines import Line
from extract.text.regions import Entry
from extract.text.words import folded

_GROUP = regex.compile(r"\p{L}{1,4}별")
_MOST_SYLLABLES = 5
_SYLLABLE = regex.compile(r"\p{Hangul}")
_SEX = regex.compile(r"[남여][성자]?")
_BOUND = r"\d[\d,.]*+\s?(세|인|명|년|개월|시간|대|급|등급|(?:천|만|백만|천만|억)?원)?"
_CLASS = regex.compile(
    rf"(?:만\s?)?{_BOUND}(?:\s?(?:이상|초과))?(?:\s?[-–—~∼～]?\s?{_BOUND})?(?:\s?(?:이상|이하|미만|초과|까지))?"
)


@dataclass(frozen=True, slots=True)
class _Syllable:
    """A syllable that stands alone: before the row's own label, or on line `above` of the lines over the row."""

    entry: int
    text: str
    line: Line
    above: int | None = None


def take_group(above: list[Line]) -> str:
    """Take a group label (성별, also printed one syllable a line) out of the lines above a row."""
    for end in range(min(len(above), _MOST_SYLLABLES), 0, -1):
        text = folded("".join(line.text for line in above[:end]))
        if _GROUP.fullmatch(text):
            del above[:end]
            return text
    return ""


def spelled_out(entries: Sequence[Entry]) -> list[Entry]:
    """The entries with a group label that is spelled down the rows, one syllable a row, on a line above its first row."""
    out = list(entries)
    run: list[_Syllable] = []
    for syllable in _syllables(entries):
        near = run and syllable.entry - run[-1].entry <= 1
        run = [*run[-_MOST_SYLLABLES + 1 :], syllable] if near else [syllable]
        text = "".join(each.text for each in run)
        if not _GROUP.fullmatch(text):
            continue
        if run[0].entry < run[-1].entry or any(each.above is None for each in run):
            _move(out, run, text)
        run = []
    return out


def _syllables(entries: Sequence[Entry]) -> Iterator[_Syllable]:
    for at, entry in enumerate(entries):
        for index, line in enumerate(entry.above):
            if _SYLLABLE.fullmatch(line.text):
                yield _Syllable(at, line.text, line, index)
        label = entry.row.label
        if len(label) > 1 and _SYLLABLE.fullmatch(label[0]):
            yield _Syllable(at, label[0], entry.row.line)


def _move(entries: list[Entry], run: Sequence[_Syllable], group: str) -> None:
    """Take the syllables out of their rows and put the whole label on a line above the first."""
    for at in {syllable.entry for syllable in run}:
        own = [syllable for syllable in run if syllable.entry == at]
        gone = {syllable.above for syllable in own}
        entry = entries[at]
        above = tuple(line for index, line in enumerate(entry.above) if index not in gone)
        row = replace(entry.row, label=entry.row.label[1:]) if None in gone else entry.row
        entries[at] = replace(entry, row=row, above=above)
    first = entries[run[0].entry]
    line = replace(run[0].line, text=group, blanks=max(1, run[0].line.blanks))
    entries[run[0].entry] = replace(first, above=(line, *first.above))


def over_their_kind(names: Sequence[str], groups: Sequence[str], starts: Sequence[int]) -> list[str]:
    """The group of every row, where a label that stands in the middle of its rows reaches up over the rows of the same kind.

    `starts` are the rows that a group's label was found at. Of a kind are the sexes, and classes counted in one unit (세, 인).
    """
    out = list(groups)
    found = set(starts)
    for start in starts:
        kind = kind_of(names[start])
        at = start - 1
        while kind and at >= 0 and at not in found and kind_of(names[at]) == kind:
            out[at] = groups[start]
            at -= 1
    return out


def kind_of(name: str) -> str:
    """What a label is a class of: `sex`, the unit of a class (`30 - 39세`: 세), or nothing."""
    if _SEX.fullmatch(name):
        return "sex"
    found = _CLASS.fullmatch(name)
    return (found[2] or found[1] or "") if found else ""
