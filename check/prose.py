"""Claims of arithmetic inside one sentence: ratios (목표 … 대비 99.2%), changes (… 대비 12,837개 증가), parts in parentheses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from check.weigh import Figures, comparable, outcome, weigh_quotient, weigh_sum
from schemas import RULES, CellRef, Claim, Finding, LineRef, Place, Quantity, Statement, Verdict
from schemas.relation import Kind

_AGAINST = regex.compile(r"^[\s)\]]*대비\s*(?:약\s*)?[(]?$")
_OUT_OF = regex.compile(r"^[\s)\]원]*중\s*(?:약\s*)?$")
_OPEN = regex.compile(r"^\s*[(\[]\s*(?:약\s*)?$")
_CHANGED = regex.compile(r"^[\s)]*(?:[(]|\S{0,6}\s?(?:증가|감소|증액|감액|확대|축소|상승|하락|늘|줄|증원|감원)|[↑↓])")
_ARROW = regex.compile(r"^[\s)]*(?:→|⇒|⇨|->)\s*[(]?$")
_PARTIAL = regex.compile(r"등\s*[)\]]|등\s*$|중\s|포함|이상|당초|→|⇨")
_UP = regex.compile(r"증가|증액|확대|상승|늘|증원|↑")
_DOWN = regex.compile(r"감소|감액|축소|하락|줄|감원|↓")
COUNTED = frozenset({"개", "명", "건", "인"})
_NAMES = regex.compile(r"[^()\d]{0,8}[(](?P<names>[^()\d]{3,100})[)]")
_NEAR = 45


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity of the prose, the line on which it stands, and its offsets in the sentence."""

    quantity: Quantity
    place: Place
    start: int
    end: int

    @property
    def line(self) -> int:
        return self.place.line or 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """One statement's text with its figures in order."""

    text: str
    figures: tuple[Figure, ...]

    def between(self, a: Figure, b: Figure) -> str:
        return self.text[a.end : b.start]


def sentences(statements: Sequence[Statement]) -> Iterator[Sentence]:
    """Items with the lines that they run on over, as one text each."""
    text = ""
    figures: list[Figure] = []
    for statement in statements:
        paragraph = statement.paragraph
        line = paragraph.place.line or 0
        goes_on = bool(figures) and paragraph.kind == "prose" and 0 < line - figures[-1].line <= 2  # a blank line may part them
        if not goes_on:
            if figures:
                yield Sentence(text, tuple(figures))
            text, figures = "", []
        offset = len(text) + 1 if text else 0
        text = f"{text} {paragraph.text}" if text else paragraph.text
        figures += [Figure(q, paragraph.place, offset + q.start, offset + q.end) for q in statement.quantities]
    if figures:
        yield Sentence(text, tuple(figures))


def sentence_claims(sentence: Sentence) -> list[Finding]:
    """Every claim that the sentence makes about its own figures."""
    return [*_ratios(sentence), *_changes(sentence), *_arrows(sentence), *_sums(sentence), *_counts(sentence)]


def claim(rule: str, kind: Kind, target: Figure, terms: Sequence[Figure | CellRef], weighed: tuple[Verdict, Figures]) -> Finding:
    """A finding on a claim of the prose. `terms` stand in the order that its kind fixes."""
    found, figures = weighed
    refs = tuple(LineRef(term.line, term.quantity.start) if isinstance(term, Figure) else term for term in terms)
    texts = [term.quantity.text if isinstance(term, Figure) else str(term) for term in terms]
    words = {"sum": " + ", "difference": " less ", "ratio": " over ", "growth": " against ", "share": " over "}.get(kind, ", ")
    return Finding(
        rule,
        f"{_where(target.place)}, {target.quantity.text}: {kind} of {words.join(texts)}: {outcome(found, figures)}",
        RULES[rule].severity if found == "inconsistent" else "note",
        found,
        claim=Claim(kind, LineRef(target.line, target.quantity.start), refs),
        target=LineRef(target.line),
        place=target.place,
        stated=figures.stated,
        computed=figures.computed,
        gap=figures.gap,
        tolerance=figures.tolerance,
    )


def _where(place: Place) -> str:
    return f"line {place.line}" if place.page is None else f"page {place.page}, line {place.line}"


def is_rate(figure: Figure) -> bool:
    return figure.quantity.unit in {"%", "%p"}


def alike(a: Quantity, b: Quantity) -> bool:
    """Whether two figures are in one unit, or in scaled forms of one."""
    return a.unit == b.unit or (a.base_unit is not None and a.base_unit == b.base_unit)


def counted(a: Quantity, b: Quantity) -> bool:
    """Whether two figures count pieces or heads, which reports do not always keep apart."""
    return a.unit in COUNTED and b.unit in COUNTED


def _ratios(sentence: Sentence) -> Iterator[Finding]:
    """A 로 목표 (B) 대비 R %, and 총예산 (B) 중 A (R %)."""
    for a, b, rate in _triples(sentence):
        if not is_rate(rate) or is_rate(a) or is_rate(b) or not comparable(a.quantity, [b.quantity]):
            continue
        grows = _CHANGED.search(sentence.text[rate.end : rate.end + 12])
        if _AGAINST.search(sentence.between(b, rate)) and not grows and b.quantity.value:
            yield claim("HG502", "ratio", rate, [a, b], weigh_quotient(rate.quantity, a.quantity, b.quantity))
        elif _OUT_OF.search(sentence.between(a, b)) and _OPEN.search(sentence.between(b, rate)) and a.quantity.value:
            yield claim("HG502", "ratio", rate, [b, a], weigh_quotient(rate.quantity, b.quantity, a.quantity))


def _changes(sentence: Sentence) -> Iterator[Finding]:
    """A, ’20년 (B) 대비 D 증가, with the rate of growth in parentheses behind it."""
    for at, (a, b, change) in enumerate(_triples(sentence)):
        if any(map(is_rate, (a, b, change))) or not comparable(change.quantity, [a.quantity, b.quantity]):
            continue
        behind = sentence.text[change.end : change.end + 16]
        if not _AGAINST.search(sentence.between(b, change)) or not _CHANGED.search(behind):
            continue
        new, old = (a, b) if (change.quantity.value or 0) < 0 else _ordered(a, b, behind)
        yield claim(
            "HG501", "difference", change, [new, old], weigh_sum(change.quantity, [(1, new.quantity), (-1, old.quantity)])
        )
        rate = next(iter(sentence.figures[at + 3 : at + 4]), None)
        if rate is not None and is_rate(rate) and _OPEN.search(sentence.between(change, rate)) and b.quantity.value:
            stated = _with_sign(rate.quantity, falls=(change.quantity.value or 0) < 0 or new is b)
            yield claim("HG503", "growth", rate, [a, b], weigh_quotient(stated, a.quantity, b.quantity, less=1))


def _arrows(sentence: Sentence) -> Iterator[Finding]:
    """당초 A → B, D 확대."""
    for a, b, change in _triples(sentence):
        if any(map(is_rate, (a, b, change))) or not comparable(change.quantity, [a.quantity, b.quantity]):
            continue
        behind, before = sentence.text[change.end : change.end + 10], sentence.between(b, change)
        words = before + change.quantity.text + behind
        if not _ARROW.search(sentence.between(a, b)) or len(before) > 12 or not (_UP.search(words) or _DOWN.search(words)):
            continue
        new, old = (b, a) if (b.quantity.value or 0) >= (a.quantity.value or 0) else (a, b)
        yield claim(
            "HG501", "difference", change, [new, old], weigh_sum(change.quantity, [(1, new.quantity), (-1, old.quantity)])
        )


def _with_sign(rate: Quantity, *, falls: bool) -> Quantity:
    """A rate of change as a signed one: in prose the word behind it says whether it falls."""
    size = abs(rate.value or Decimal(0))
    return replace(rate, value=-size if falls else size)


def _ordered(a: Figure, b: Figure, words: str) -> tuple[Figure, Figure]:
    """Minuend and subtrahend: a fall is stated as what is missing."""
    falls = _DOWN.search(words) and not _UP.search(words)
    return (b, a) if falls else (a, b)


def _sums(sentence: Sentence) -> Iterator[Finding]:
    """N (a, b, c): parts in parentheses right behind a figure, two or more, none left out (등)."""
    for at, whole in enumerate(sentence.figures):
        opening = regex.match(r"\s*\S{0,6}\s*[(]", sentence.text[whole.end : whole.end + 16])
        if opening is None or is_rate(whole):
            continue
        start = whole.end + opening.end()
        end = _closing(sentence.text, start)
        inside = sentence.text[start:end]
        parts = [f for f in sentence.figures[at + 1 :] if f.end <= end and not sentence.text.startswith("차", f.end)]
        if len(parts) < 2 or _PARTIAL.search(inside + ")") or not all(alike(whole.quantity, f.quantity) for f in parts):
            continue
        if regex.search(r"[,/·]", inside) and not any(map(is_rate, parts)):
            yield claim("HG504", "sum", whole, parts, weigh_sum(whole.quantity, [(1, f.quantity) for f in parts]))


def _counts(sentence: Sentence) -> Iterator[Finding]:
    """N (마포·성동·양천): as many names in parentheses behind a count; only what holds, since not every list is whole."""
    for whole in sentence.figures:
        listed = _NAMES.match(sentence.text[whole.end : whole.end + 120])
        if listed is None or whole.quantity.value is None or whole.quantity.unit is None or is_rate(whole):
            continue
        names = [name for name in regex.split(r"[·․ㆍ,，/]", listed["names"]) if name.strip()]
        if len(names) > 1 and whole.quantity.value == len(names):
            yield claim(
                "HG506", "count", whole, [whole], ("exact", Figures(whole.quantity.value, whole.quantity.value, Decimal(0)))
            )


def _closing(text: str, start: int) -> int:
    """Where the parenthesis that opened before `start` closes."""
    depth = 1
    for at in range(start, min(len(text), start + 400)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if not depth:
            return at
    return start


def _triples(sentence: Sentence) -> Iterator[tuple[Figure, Figure, Figure]]:
    """Three figures in a row that stand near each other."""
    figures = sentence.figures
    for a, b, c in zip(figures, figures[1:], figures[2:], strict=False):
        if b.start - a.end <= _NEAR and c.start - b.end <= _NEAR:
            yield a, b, c
