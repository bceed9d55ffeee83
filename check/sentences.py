"""Sentences of the prose: paragraphs with the lines they run on over, their figures in order, and what stands around these."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from schemas import Period, Place, Quantity, Statement

COUNTED = frozenset({"개", "명", "건", "인"})
"""Units of pieces and heads, which reports do not always keep apart."""

_MARK = regex.compile(
    r"\s*(?:(?P<circled>[①-⑳㉠-㉭])|(?P<number>\d{1,2}[.)](?!\d))|(?P<boxed>\(\d{1,2}\))|(?P<letter>[가-하][.)](?=\s))"
    r"|(?P<roman>[Ⅰ-Ⅻ])|(?P<sign>\*{1,3}|[^\w\s\"'“”‘’「『<〈(\[△▲▽▼+±]))"
)
_DASHES = frozenset("-–—−－‐ー")
_ABOUT = regex.compile(r"약\s?$")
_ROUGHLY = regex.compile(r"\s?(?:여(?=[\s명개건억만)])|내외|가량|정도|안팎)")
_BOUND = regex.compile(r"[\s)]{0,2}(?:이상|이하|미만|초과|이내|까지|범위)")
_LIMIT = regex.compile(r"(?:최대|최소|최장|이상|한도)\s?$")
_NOUN = regex.compile(r"\s?(?P<noun>[가-힣]{2,10})")
_ORDINAL = regex.compile(r"(?:차|호선|단계|회차|순위)(?![가-힣]*\s?[명개건])")
_LONGEST = 1_500
_MOST_LINES = 12
_MOST_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity of the prose, where it stands, and its offsets in the sentence."""

    quantity: Quantity
    place: Place
    start: int
    end: int

    @property
    def line(self) -> int:
        return self.place.line or 0

    @property
    def is_rate(self) -> bool:
        return self.quantity.unit in {"%", "%p"}

    @property
    def size(self) -> Decimal:
        """The value without its sign, in the base unit where there is one."""
        quantity = self.quantity
        return abs(quantity.value or Decimal(0) if quantity.base_value is None else quantity.base_value)

    @property
    def step(self) -> Decimal:
        """How finely the figure is printed, in its base unit."""
        quantity = self.quantity
        scale = self.size / abs(quantity.value) if quantity.value else Decimal(1)
        return (quantity.quantum or Decimal(1)) * scale


@dataclass(frozen=True, slots=True)
class Sentence:
    """The text of a paragraph and of the lines that it runs on over; `mark` is the kind of bullet or number before it."""

    text: str
    place: Place
    figures: tuple[Figure, ...] = ()
    periods: tuple[Period, ...] = ()
    kind: str = "prose"
    mark: str = ""

    def between(self, a: Figure, b: Figure) -> str:
        """The text between two figures, the periods in it blanked out."""
        text = self.text[a.end : b.start]
        for period in self.periods:
            if a.end <= period.at and period.to <= b.start:
                start, end = period.at - a.end, period.to - a.end
                text = text[:start] + " " * (end - start) + text[end:]
        return text

    def before(self, figure: Figure, width: int = 40) -> str:
        return self.text[max(0, figure.start - width) : figure.start]

    def behind(self, figure: Figure, width: int = 20) -> str:
        return self.text[figure.end : figure.end + width]

    def bounded(self, figure: Figure) -> bool:
        """Whether a figure is only a limit: 10개 이상, 최대 3개월."""
        return bool(_BOUND.match(self.behind(figure)) or _LIMIT.search(self.before(figure, 6)))

    def about(self, figure: Figure) -> bool:
        """Whether a figure is called approximate: 약 58조원, 100여 명, 17% 내외."""
        return bool(_ABOUT.search(self.before(figure, 4)) or _ROUGHLY.match(self.behind(figure)))

    def meant(self, figure: Figure) -> Quantity:
        """What a figure stands for: behind 약, or before 여, 내외, its last digit that is not 0 counts as rounded."""
        quantity = figure.quantity
        if quantity.value and self.about(figure):
            _, digits, exponent = quantity.value.normalize().as_tuple()
            step = Decimal(1).scaleb(int(exponent)) if digits else Decimal(1)
            return replace(quantity, quantum=max(step, quantity.quantum or step))
        return quantity


def sentences(statements: Sequence[Statement]) -> list[Sentence]:
    """All paragraphs in order, each joined with the unmarked lines right below it (a blank line may part them).

    A text too long to be one sentence, a whole document on one line, comes in parts, so that work grows with its length only.
    """
    return [part for run in _runs(statements) for part in _parted(_joined(run))]


def _runs(statements: Sequence[Statement]) -> Iterator[list[Statement]]:
    run: list[Statement] = []
    for statement in statements:
        if run and not _goes_on(run, statement):
            yield run
            run = []
        run.append(statement)
    if run:
        yield run


def _goes_on(run: Sequence[Statement], statement: Statement) -> bool:
    """Whether a line belongs to the sentence begun above it."""
    paragraph, last = statement.paragraph, run[-1].paragraph
    near = 0 < (paragraph.place.line or 0) - (last.place.line or 0) <= 2 and len(run) < _MOST_LINES
    short = sum(len(s.paragraph.text) for s in run) < _LONGEST
    return near and short and paragraph.kind == "prose" and last.kind != "heading" and not mark_of(paragraph.text)


def _joined(run: Sequence[Statement]) -> Sentence:
    text = ""
    figures: list[Figure] = []
    periods: list[Period] = []
    for statement in run:
        offset = len(text) + 1 if text else 0
        text = f"{text} {statement.paragraph.text}" if text else statement.paragraph.text
        figures += [Figure(q, statement.paragraph.place, offset + q.start, offset + q.end) for q in _amounts(statement)]
        periods += [replace(p, at=p.at + offset, to=p.to + offset) for p in statement.periods]
    first = run[0].paragraph
    return Sentence(text, first.place, tuple(figures), tuple(periods), first.kind, mark_of(first.text))


def _parted(sentence: Sentence) -> Iterator[Sentence]:
    """The sentence, or its parts of at most `_MOST_TEXT` characters; cut at a full stop or a blank."""
    if len(sentence.text) <= _MOST_TEXT:
        yield sentence
        return
    figures, periods = list(sentence.figures), list(sentence.periods)
    starts, at_periods = [figure.start for figure in figures], [period.at for period in periods]
    start = 0
    while start < len(sentence.text):
        end = _cut(sentence.text, start)
        a, b = bisect_left(starts, start), bisect_left(starts, end)
        c, d = bisect_left(at_periods, start), bisect_left(at_periods, end)
        yield replace(
            sentence,
            text=sentence.text[start:end],
            figures=tuple(replace(f, start=f.start - start, end=f.end - start) for f in figures[a:b]),
            periods=tuple(replace(p, at=p.at - start, to=p.to - start) for p in periods[c:d]),
        )
        start = end


def _cut(text: str, start: int) -> int:
    """Where the part of a long text that begins at `start` ends: behind a full stop, else a blank, else where it is full."""
    end = start + _MOST_TEXT
    if end >= len(text):
        return len(text)
    half = start + _MOST_TEXT // 2
    stops = (text.rfind(stop, half, end) for stop in (". ", " "))
    return next((stop + 1 for stop in stops if stop > 0), end)


def _amounts(statement: Statement) -> list[Quantity]:
    """The quantities of a statement without the ordinals among them: 1차 173명."""
    return [q for q in statement.quantities if not _ORDINAL.match(statement.paragraph.text, q.end)]


def mark_of(text: str) -> str:
    """The kind of bullet or number that a text begins with: `①`, `1.`, `가.`, `-`, `*`; nothing where there is none."""
    found = _MARK.match(text)
    if found is None:
        return ""
    kinds = {"circled": "①", "boxed": "(1)", "roman": "Ⅰ"}
    name = found.lastgroup or ""
    mark = found[name]
    if name in kinds:
        return kinds[name]
    if name in {"number", "letter"}:
        return ("1" if name == "number" else "가") + mark[-1]
    return "-" if mark in _DASHES else mark


def noun_behind(sentence: Sentence, figure: Figure) -> str:
    """The word right behind a figure, which says what is counted: 사업 of 364개 사업."""
    found = _NOUN.match(sentence.behind(figure))
    return found["noun"] if found else ""


def alike(a: Quantity, b: Quantity) -> bool:
    """Whether two figures are in one unit, or in scaled forms of one."""
    return a.unit == b.unit or (a.base_unit is not None and a.base_unit == b.base_unit)


def counted(a: Quantity, b: Quantity) -> bool:
    """Whether two figures count pieces or heads."""
    return a.unit in COUNTED and b.unit in COUNTED
