"""Why a number of a text is no quantity: it is a date, a list number, part of a code or of a name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter

import regex

from normalize.names import named
from normalize.periods import is_period, read_periods
from normalize.typography import fold
from schemas import Place, Quantity, Reason

_NUMBER = regex.compile(r"\d++(?:[.,]\d++)*+")
_PAGE = regex.compile(r"[^\w(△▲.,]*(\d{1,4})(?:\s?/\s?\d{1,4}|\s?(?:쪽|페이지))?[^\w.,)%]*")
_LONGEST_PAGE = 40
_LEAST_LINES = 10
_RAISED = regex.compile(r"(?<![\d.,(]|\([^()]{0,60})\d{1,2}\)")
_LISTED = regex.compile(r"[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]-|과제|안|주석|전략|사례|규제|대안")
_REFERRED = regex.compile(
    r"제\s?\d|별표|별지|별첨|서식|양식|참고|붙임|그림|표|유형|첨부|각주|부록|\(\s?(?:19|20)\d\d|(?:19|20)\d\d|pp?\.\s?\d"
)
_KINDS: tuple[tuple[regex.Pattern[str], Reason], ...] = (
    (regex.compile(r"https?://|[^\s@]+@"), "web or mail address"),
    (regex.compile(r"☎|\(?0\d{1,2}\)\s?\d{3,4}-\d{4}|0\d{1,2}-\d{3,4}-\d{4}|1\d{3}-\d{4}$"), "phone number"),
    (regex.compile(r"\d{1,2}\)"), "footnote mark"),
    (_LISTED, "list or section number"),
    (_REFERRED, "law or document reference"),
    (regex.compile(r"\d[\d.]*\s?:|\d{1,3}\s?대\s?\d|\d{1,2}\s?시|\d{1,2}\s?/\s?\d|\d*분의"), "ratio or time of day"),
    (regex.compile(r"\d{1,2}일|매월"), "date or period"),
    (regex.compile(r"\d+(?:-\d+)?(?:가|번?길)|0\d{4}$"), "postal address"),
    (
        regex.compile(r"\d+(?:\s?[~,·]\s?\d+)*(?:대|차|급|등|순위|학년|단계|기|인실|호|회)|(?:2030|3040|4050|5060|6070)$"),
        "age, ordinal or grade",
    ),
)
_STREET = regex.compile(r"[가-힣](?:로|길)\s?$")
Span = tuple[int, int]


def numbers_in(text: str) -> tuple[Span, ...]:
    """Start and end of every number of a text: a run of digits with the commas and points inside it.

    >>> numbers_in("45만 3,712개")
    ((0, 2), (4, 9))
    """
    return tuple(match.span() for match in _NUMBER.finditer(text))


def reasons(text: str, quantities: Sequence[Quantity] = ()) -> tuple[tuple[Span, Reason | Quantity], ...]:
    """Every number of a text, with the quantity that it is part of or else why it is part of none.

    `quantities` are those read from this text, in order, with their offsets in it.

    >>> [(span, why) for span, why in reasons("제3조 02-123-4567")]
    [((1, 2), 'law or document reference'), ((4, 6), 'phone number'), ((7, 10), 'phone number'), ((11, 15), 'phone number')]
    """
    spans = numbers_in(text)
    if len(quantities) == 1 and quantities[0].start == 0 and quantities[0].end == len(text):
        return tuple((span, quantities[0]) for span in spans)
    inside = _covers(spans, [(quantity.start, quantity.end) for quantity in quantities])
    if None not in inside:
        return tuple((span, quantities[at]) for span, at in zip(spans, inside, strict=True) if at is not None)
    known = _reasons(text, [span for span, at in zip(spans, inside, strict=True) if at is None])
    return tuple((span, known[span] if at is None else quantities[at]) for span, at in zip(spans, inside, strict=True))


def dated(text: str) -> tuple[tuple[Span, bool], ...]:
    """Every number of a text, and whether it is part of a date or period.

    >>> dated("2031년 12명")
    (((0, 4), True), ((6, 8), False))
    """
    spans = numbers_in(text)
    if is_period(text):
        return tuple((span, True) for span in spans)
    inside = _covers(spans, [(period.at, period.to) for period in read_periods(text)])
    return tuple((span, at is not None) for span, at in zip(spans, inside, strict=True))


def page_numbers(lines: Iterable[tuple[str, Place]]) -> set[tuple[str, Place]]:
    """The lines that are nothing but a page number: `- 12 -`, `12 / 40`, `12쪽`.

    A bare `12` is one where 11 or 13 stands alone on another page, or some lines away.
    """
    alone: dict[int, list[Place]] = {}
    found: set[tuple[str, Place]] = set()
    bare: list[tuple[int, str, Place]] = []
    for text, place in lines:
        match = _PAGE.fullmatch(fold(text).strip()) if len(text) <= _LONGEST_PAGE else None
        if match and not is_period(text):
            alone.setdefault(int(match[1]), []).append(place)
            bare.append((int(match[1]), text, place))
            if match[1] != text.strip():
                found.add((text, place))
    for number, text, place in bare:
        if any(_apart(place, other) for near in (number - 1, number + 1) for other in alone.get(near, ())):
            found.add((text, place))
    return found


def _apart(one: Place, other: Place) -> bool:
    """Whether two places lie on different pages, or as many lines apart as a page has at least."""
    if one.page != other.page:
        return True
    return one.line is not None and other.line is not None and abs(one.line - other.line) >= _LEAST_LINES


def footnote_marks(line: str) -> tuple[Span, ...]:
    """Start and end of the numbers of a line that can be footnote marks: the 1 of `경상수입1) 12,000` and of `1) 주석`."""
    return tuple((match.start(), match.end() - 1) for match in _RAISED.finditer(line))


def _reasons(text: str, spans: Sequence[Span]) -> dict[Span, Reason]:
    """Why each of these numbers of a text is no quantity."""
    folded = fold(text)
    found: dict[Span, Reason] = {}
    for start, end, kind in named(folded):
        at = bisect_right(spans, start, key=itemgetter(1))
        while at < len(spans) and spans[at][0] < end:
            found.setdefault(spans[at], _reason(folded, start, end, kind))
            at += 1
        if len(found) == len(spans):
            return found
    other: Reason = "date or period" if is_period(text) else "part of a word"
    return {span: found.get(span, other) for span in spans}


def _reason(text: str, start: int, end: int, kind: str) -> Reason:
    """The reason of one name that stands in a folded text."""
    name = text[start:end].strip()
    if kind == "period":
        return "date or period"
    if kind == "item":
        return "list or section number"
    if kind == "alone":
        return "page number" if name.startswith("-") else "list or section number"
    for pattern, reason in _KINDS:
        if pattern.match(name):
            return reason
    return "postal address" if _STREET.search(text, max(0, start - 3), start) else "code or name"


def _covers(spans: Sequence[Span], areas: Sequence[Span]) -> list[int | None]:
    """For each span the index of the area that it lies in or cuts, None where there is none; both are in order."""
    found: list[int | None] = []
    at = 0
    for start, end in spans:
        while at < len(areas) and areas[at][1] <= start:
            at += 1
        found.append(at if at < len(areas) and areas[at][0] < end else None)
    return found
