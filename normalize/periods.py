"""Dates and spans of time: `’20.4월`, `'21. 2~3월`, `2021.2.1～6.30.`, `2022년 상반기`, `3/4분기`, `FY2021`, `민선7기`."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from normalize.typography import fold
from schemas import Period

_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:1[0-2]|0?[1-9])(?!\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_WEEKDAY = r"(?:\s?\([월화수목금토일](?:요일)?\))?"
_DURATION = (
    r"(?:의|간(?![접호담행부소이병사척])|차|치|째|여|생|짜리|제(?![가-힣])|마다|단위|이\s|"
    r"\s?(?:이상|이하|이내|미만|초과|동안|정도|(?:내|후|전)(?![가-힣])))"
)
_MEASURED = r"[\d.%]|\s?(?:[%조억만천백배원명개건㎡점]|km|m)"
_LASTING = r"(?<!최근\s)(?<!향후\s)(?<!지난\s)(?<![총약매만]\s)(?<![총약매만])"

# One point of time. The order of the alternatives matters: the longest printed form comes first.
_POINT = rf"""
(?:
  (?<!\d)(?P<Y>{_YEAR}|(?<!\d[.,])[0-3]\d)\s?[./-]\s?(?P<M>{_MONTH})\s?[./-]\s?(?P<D>{_DAY})(?!\s?분기)\.?{_WEEKDAY}
| (?<![\d.,])(?P<Y>{_YEAR})\s(?P<M>{_MONTH})\.\s?(?P<D>{_DAY})\.
| '(?P<M>{_MONTH})\.\s?(?P<D>{_DAY})\s?\([월화수목금토일]\)
| (?:(?<!\d)(?P<Y>{_YEAR})(?!\d)\s?(?:년도|학년도|년|\.)|'\s?(?P<y>\d\d)(?!\d)\s?(?:년도|년|\.)?)\s{{0,2}}(?:
    (?P<M>{_MONTH})\s?(?:월\s?(?P<D>{_DAY})\s?일|월말|월초|월중|월|[./]\s?(?P<D>{_DAY})(?!\s?(?:분기|[%조억만천백배원명개㎡]|건(?![가-힣])))\.?일?{_WEEKDAY}
      |(?=\.?\s{{0,2}}(?:~|까지|부터|이후|현재|기준|제정|개정|시행|도입|발표|수립|공포|\)|,|;|:|→|/(?!\d)|$))(?!,\d))
  | (?P<H>상반기|하반기|上半期|下半期|上|下)
  | (?P<Q>[1-4])\s?(?:/\s?4\s?)?(?:분기|Q)
  )
| (?:FY\s?'?)(?:(?P<Y>{_YEAR})|(?P<y>\d\d))(?!\d)
| (?<!\d)(?P<Y>{_YEAR})(?!\d)\s?(?:회계\s?연도|학년도|년도|년)(?!간(?![접호담행부소이병사척]))
| (?<![\d.,])(?P<Y>{_YEAR})(?=\s?(?:(?:본예산|예산[액안]?|결산액?|추경|실적|목표[치액]?|계획|기준)(?![가-힣])
    |\(\s?(?:안|잠정|전망|추정|예산|계획|목표|실적|결산|[A-Zpe]|'\d\d)))
| '\s?(?P<y>\d\d)(?!\d)(?:\s?(?:회계\s?연도|학년도|년도|년)|\.(?!\d)|(?=[\s)~/\]-]|\.\d(?!%|\d%)|,(?!\d)|$))
| (?<![\d.,])(?P<y>[0-4]\d)\s?(?:(?P<H>상반기|하반기)|\.\s?(?P<H>上|下)|\.\s?(?P<Q>[1-4])분기)
| (?<![\d.,])(?P<y>[0-4]\d)\.(?P<M>{_MONTH})\s?월
| (?:(?<![\d.,~-]){_LASTING}|(?<=\d\d\s?~\s?))(?P<y>[1-4]\d)년
    (?:도|말|초)?(?:\s(?P<H>상반기|하반기)|\s?(?P<M>{_MONTH})월)?(?!{_DURATION}|\s?~\s?\d\d?년?{_DURATION})
| 민선\s?(?P<E>\d{{1,2}})\s?기
| (?<![\d.,])(?P<Q>[1-4])\s?(?:/\s?4\s?)?분기
| (?<![\d.,])(?P<M>{_MONTH})\s?월(?:\s?(?P<D>{_DAY})\s?일|말|초|\s?중(?![가-힣]))?(?!령)
| (?<![\d.,])(?P<M>{_MONTH})\.\s?(?P<D>{_DAY})(?:\.(?=\s?(?:~|까지|부터|\(|,|\)|기준|현재|\d\d?시|\d\d?:\d\d|$))
    |(?=\s?(?:현재|\d시\s?(?:기준|현재)))
    |(?=\s{{0,2}}~\s{{0,2}}\d{{1,2}}\.\s?\d{{1,2}}\.)
    |(?<=\.[1-9])(?=\s?~\s?(?:1[0-2]|[1-9])\.(?:[12]\d|3[01])(?!{_MEASURED}))|(?=\s?~\s?(?:$|[),]))){_WEEKDAY}
| (?<![\d.,])(?P<M>{_MONTH})\.\s?(?P<D>0[1-9]|[12]\d|3[01])일
| (?<![\d.,])(?P<M>{_MONTH})\.\s(?P<D>{_DAY})일
| (?<![\d.,])(?P<M>{_MONTH})\.(?P<D>[12]\d|3[01])(?=\s?~\s?(?:[12]\d|3[01])(?:일|[),])|\s?기준)
| (?<=\d\.?\s?~\s?)(?P<M>{_MONTH})\.\s?(?P<D>{_DAY})\.
| (?<=(?<![\d.,])(?:1[0-2]|[1-9])\.[1-9]\s?~\s?)(?P<M>{_MONTH})\.(?P<D>[12]\d|3[01])(?!{_MEASURED})
| (?<![\d.,])(?P<M>{_MONTH})[./](?P<D>{_DAY})\.?\s?\([월화수목금토일]\)
| (?<![\d.,])(?P<M>{_MONTH})(?=\s{{0,2}}~\s{{0,2}}{_MONTH}\s?월)
| (?<![\d.,~-])(?P<y>[1-4]\d)(?=\s?~\s?[1-4]\d년(?!{_DURATION}))
| (?<![\d.,~-])(?P<Y>{_YEAR})(?=\s?[~-]\s?(?:{_YEAR}(?![\d.,])|\d\d년(?!{_DURATION})))
| (?<=\d{{4}}[~-]|\d{{4}}\s[~-]\s)(?P<Y>{_YEAR})(?![\d.,])
| (?P<H>상반기|하반기)
)
"""
_SPAN = regex.compile(
    r"(?=['F민상하~]|(?<!\d)\d)(?P<open>~\s{0,2})?(?P<point>"
    + _POINT
    + r")(?P<tail>\s{0,2}(?:~(?!\s{0,2}'?\d)|까지|부터|이후|이전))?",
    regex.VERBOSE,
)
_HINT = regex.compile(
    r"[년월기上下'Y~]|\d\s?일|\d시|\d{4}(?:\.|\s?[본예결추실목계회(-])|\d[./-]\s?\d{1,2}+\s?[./현-]|\d\.?\s?[(까]"
)
_JOIN = regex.compile(r"\s{0,3}(?:~|부터|에서)\s{0,3}|-|\s-\s")
_DAY_ONLY = regex.compile(r"\s{0,3}~\s{0,3}(?P<D>" + _DAY + r")(?:일|\.?(?=\)|,|\s+\D|$))")
_WHOLE_YEAR = regex.compile(r"\s*+(?P<Y>" + _YEAR + r")\s*+")
_DECORATION = regex.compile(
    r"\([A-Z]\)|[\s()\[\],./·]|안|말|초|현재|기준|예정|년도|계획|목표|실적|예산|본예산|결산|추경|최종|전망|당초|누계|까지|부터|이후|추진|\d차"
)
_ELECTED = 1998
"""The year in which the second elected term (민선 2기) of local government began, on 1 July; each lasts four years since."""


@dataclass(frozen=True, slots=True)
class _Point:
    """One point: what is printed of year, month, day, half, quarter or elected term."""

    year: int | None
    month: int | None = None
    day: int | None = None
    half: int | None = None
    quarter: int | None = None
    term: int | None = None

    def bounds(self) -> tuple[str, str]:
        """First and last date at the printed precision."""
        if self.term is not None:
            begin = _ELECTED + 4 * (self.term - 2)
            return (f"{begin}-07-01", f"{begin + 4}-06-30") if self.term > 1 else ("1995-07-01", "1998-06-30")
        if self.half or self.quarter:
            size, nth = (6, self.half) if self.half else (3, self.quarter or 1)
            return _iso(self.year, size * (nth - 1) + 1), _iso(self.year, size * nth)
        only = _iso(self.year, self.month, self.day)
        return only, only


def _iso(year: int | None, month: int | None = None, day: int | None = None) -> str:
    text = f"{year:04d}" if year is not None else "-"
    return text + "".join(f"-{part:02d}" for part in (month, day) if part is not None)


def _point(match: regex.Match[str], year: int | None) -> _Point:
    """The point of one match; `year` stands in where none is printed."""
    group = match.groupdict()

    def number(name: str) -> int | None:
        return int(group[name]) if group[name] else None

    short = number("y")
    if group["Y"] and len(group["Y"]) == 2:
        short = number("Y")
    century = None if short is None else (1900 if short > 80 else 2000) + short
    half = {"상": 1, "上": 1, "하": 2, "下": 2}.get((group["H"] or " ")[0])
    printed = century if century is not None else number("Y")
    return _Point(printed if printed is not None else year, number("M"), number("D"), half, number("Q"), number("E"))


def read_periods(text: str, year: int | None = None) -> tuple[Period, ...]:
    """Every period in the text, in order; a point without a year takes that of the one before it, the first takes `year`."""
    folded = fold(text)
    if not _HINT.search(folded):
        return ()
    found: list[Period] = []
    position = 0
    while match := _SPAN.search(folded, position):
        period, year, position = _read(text, folded, match, year)
        found.append(period)
    return tuple(found)


def _read(text: str, folded: str, match: regex.Match[str], year: int | None) -> tuple[Period, int | None, int]:
    """The period that begins at a match, the year that goes on, and where it ends."""
    first = _point(match, year)
    last, end, tail = first, match.end(), (match["tail"] or "").strip()
    joint = _JOIN.match(folded, match.end("point"))
    second = _SPAN.match(folded, joint.end()) if joint and tail in ("", "부터") else None
    if second and not second["open"]:
        last, end, tail = _point(second, first.year), second.end(), (second["tail"] or "").strip()
        tail = "" if tail in ("까지", "이전") else tail
    elif first.day and (day := _DAY_ONLY.match(folded, match.end("point"))):
        last, end, tail = _Point(first.year, first.month, int(day["D"])), day.end(), ""
    opened = bool(match["open"]) or tail in ("까지", "이전")
    start = None if opened else first.bounds()[0]
    stop = None if tail in ("~", "부터", "이후") else last.bounds()[1]
    period = Period(start, stop, text[match.start() : end], match.start(), end)
    return period, last.year, end


def read_period(text: str, year: int | None = None) -> Period | None:
    """The first period in the text, or None; a whole text of four digits that can be a year is one.

    `year` is what the context says, for points that print none (`6월`, `2.1~`).
    """
    bare = _WHOLE_YEAR.fullmatch(fold(text))
    if bare:
        return Period(bare["Y"], bare["Y"], text, 0, len(text))
    periods = read_periods(text[:4000], year)
    return periods[0] if periods else None


def is_period(text: str) -> bool:
    """Whether a whole cell or header says nothing but a time: `2021년`, `’21년(A)`, `3/4분기`, `’21. 2월 기준`."""
    if len(text) > 60:
        return False
    if _WHOLE_YEAR.fullmatch(fold(text)):
        return True
    periods = read_periods(text)
    rest = fold(text)
    for period in reversed(periods):
        rest = rest[: period.at] + rest[period.to :]
    return bool(periods) and not _DECORATION.sub("", rest)
