"""Finding figures in a text: digits, scales and units as they stand, before it is decided what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from normalize.numerals import WORDS, decimals, evaluate, grouped, number, read_words, step
from normalize.spelling import DEFINITIONS, SCALE, TAIL, UNIT
from normalize.units import find

_RUN = r"(?:\d++(?:,\d++)*+(?:\.\d++)?+|(?<![\w.\0])\.\d++)"
_PER = r"(?:월|년|연|일|시간|분|인|명|회|건|개소|개|가구|세대|호|대|팀|㎡|km|kg|톤|m|L|kWh)(?![가-힣A-Za-z])"
_FIGURE = rf"""
(?:(?P<currency>US\$|U\$|\$|₩|€|¥|(?:USD|KRW|EUR|JPY|CNY))\s?)?+
(?<!\d[.,]?)
(?:
  (?P<run>{_RUN})
  (?:(?P<chain>\s?{SCALE}(?:\s?{_RUN}\s?{SCALE}){{0,3}}+(?:\s?{_RUN})?)(?=\s?여|\s?{UNIT}|{TAIL}))?
| (?<![가-힣])(?:일금|금)?\s?(?P<words>{WORDS}{{2,30}}+)(?=\s?원(?:정|\W|$|{TAIL}))
)
(?P<about>\s?[여餘](?=\s?{UNIT}|\s|$))?
(?:\s?(?P<of>{UNIT}))?
(?P<per>\s?/\s?(?P<each>{_PER}))?
"""
_FIRST = rf"(?=[()\[\]\d.$₩€¥UKEJC일금]|{WORDS})"
_TOKEN = regex.compile(DEFINITIONS + _FIRST + r"(?:(?P<open>[(\[])|(?P<close>[)\]])|" + _FIGURE + ")", regex.VERBOSE)
_WHOLE = regex.compile(
    DEFINITIONS
    + r"\s*+(?P<paren>\()?\s?(?P<sign>\([-+△▲]\)\s{0,3}|[-+△▲▽▼↑↓]\s?)?"
    + _FIGURE
    + r"\s?(?P<arrow>[↑↓])?\s?(?(paren)\))\s*+",
    regex.VERBOSE,
)
_LEADING_NOUGHT = regex.compile(r"0\d")
_PART = regex.compile(rf"\s?({_RUN})(?:\s?({SCALE}))?")
_BARRED = regex.compile(DEFINITIONS + rf"(?![가-힣A-Za-z]){TAIL}|{TAIL}(?=[가-힣])", regex.VERBOSE)


@dataclass(frozen=True, slots=True)
class Figure:
    """Digits with what belongs to them: `value` and `quantum` before the single `scale`, the own `unit` and what it is per.

    `doubtful` marks digits without a unit that are glued to a word, or an article of a law (`제 18조`): they count only where
    the context gives them a unit.
    """

    start: int
    end: int
    value: Decimal
    quantum: Decimal
    scale: str = ""
    unit: str = ""
    per: str = ""
    doubtful: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Bracket:
    """An opening or closing bracket between figures."""

    at: int
    opens: bool


def whole_figure(folded: str) -> tuple[Figure, str] | None:
    """The figure that is the whole text, with the sign or arrow that it carries; None when the text is anything else."""
    match = _WHOLE.fullmatch(folded)
    if match is None:
        return None
    run = match["run"] or ""
    if run and not grouped(run) and not _misprinted(run):
        return None
    figure = _read(match, run, folded)
    if figure is None or figure.end != _end(match) or (_LEADING_NOUGHT.match(run) and not figure.unit):
        return None
    sign = (match["sign"] or match["arrow"] or "").strip("() ")
    start = match.start("sign") if match["sign"] else figure.start
    end = match.end("arrow") if match["arrow"] else figure.end
    return replace(figure, start=start, end=end, whole=True, doubtful=False), sign


def tokens(folded: str) -> Iterator[Figure | Bracket]:
    """The figures and brackets of a text whose names and periods are blanked out, in order."""
    position = 0
    while match := _TOKEN.search(folded, position):
        position = match.end()
        if match["open"] or match["close"]:
            yield Bracket(match.start(), match["open"] is not None)
            continue
        run = match["run"]
        if run and not grouped(run) and not match["chain"] and not _misprinted(run):
            yield from _listed(match)
            continue
        figure = _read(match, run or "", folded)
        if figure:
            position = max(figure.end, match.start() + 1)
            yield figure


def _misprinted(run: str) -> bool:
    """Whether commas that separate no thousands stand in one number (`1,23,456`) rather than in a list (`1,2,3`)."""
    groups = run.partition(".")[0].split(",")
    noughts = any(len(group) > 1 and not group.strip("0") for group in groups[1:])
    return noughts or (len(groups[-1]) >= 3 and len("".join(groups)) > 4)


def _listed(match: regex.Match[str]) -> Iterator[Figure]:
    """The figures of a list without blanks (`3,4명`): all have the unit of the last one; a list without unit is a name."""
    if not match["of"] or len(match["run"]) > 60:
        return
    unit = find(match["of"])
    position = match.start("run")
    for run in match["run"].split(","):
        value = number(run)
        end = position + len(run)
        if value is not None and unit:
            yield Figure(position, end, value, step(decimals(run)), unit=unit.name)
        position = end + 1


def _read(match: regex.Match[str], run: str, folded: str) -> Figure | None:
    """The figure of a match; where its parts do not belong together, only the first of them."""
    if not any(match.group("chain", "words", "of", "currency", "about")):
        return _bare(match, run, folded)
    unit = find(match["of"] or match["currency"] or "")
    start = match.start("currency") if match["currency"] else match.start("run") if run else _start_of_words(match)
    named, per = unit.name if unit else "", "".join((match["each"] or "").split())
    end = _end(match)
    if match["words"]:
        both = read_words(match["words"])
        return Figure(start, end, *both, unit=named) if both else None
    value = number(run)
    if value is None:
        return None
    quantum = step(decimals(run))
    if match["chain"]:
        return _chained(match, start, end, named, per if unit else "")
    if unit and unit.least > value:
        return None
    doubtful = not unit and _glued(folded, match.start("run"), match.end("run"), run)
    return Figure(start, end, value, quantum, unit=named, per=per if unit else "", doubtful=doubtful)


def _bare(match: regex.Match[str], run: str, folded: str) -> Figure | None:
    """The figure of digits alone."""
    value = number(run)
    if value is None:
        return None
    start, end = match.span("run")
    return Figure(start, end, value, step(decimals(run)), doubtful=_glued(folded, start, end, run))


def _start_of_words(match: regex.Match[str]) -> int:
    """Where a written number begins: with the 일금 before it, without the blank."""
    return match.start() + len(match[0]) - len(match[0].lstrip())


def _end(match: regex.Match[str]) -> int:
    """Where a figure ends: behind its rate, its unit, 여, its scales or its digits, whichever comes last."""
    if match["per"] and (match["of"] or match["currency"]):
        return match.end("per")
    if match["of"]:
        return match.end("of")
    return match.end("about" if match["about"] else "chain" if match["chain"] else "words" if match["words"] else "run")


def _chained(match: regex.Match[str], start: int, end: int, unit: str, per: str) -> Figure | None:
    """The figure of digits mixed with scales; one scale alone stays beside its number, several are worked out."""
    parts, stop = [], match.end("chain")
    for part in _PART.finditer(match.string, match.start("run"), stop):
        value = number(part[1])
        if value is None:
            return None
        parts.append((value, decimals(part[1]), part[2] or "", part.end()))
    if len(parts) == 1:
        value, places, scale, _ = parts[0]
        doubtful = scale == "조" and not unit and not places and value < 100
        return Figure(start, end, value, step(places), scale=scale, unit=unit, per=per, doubtful=doubtful)
    both = evaluate([part[:3] for part in parts])
    if both is None:
        value, places, scale, stop = parts[0]
        return Figure(start, stop, value, step(places), scale=scale)
    return Figure(start, end, *both, unit=unit, per=per)


def _glued(folded: str, start: int, end: int, run: str) -> bool:
    """Whether digits without a unit are part of a word: `50플러스`, `홍제1동`, `직접12`."""
    before = folded[start - 1] if start else " "
    after = folded[end : end + 1]
    if (after.isalpha() and not _BARRED.match(folded, end)) or after == "\0":
        return True
    return (before.isalpha() or before in "\0#_") and len(run) <= 3 and "." not in run
