"""Figures that a sentence breaks down: in parentheses, over the rest of the sentence, and as names that are counted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from check.claims import claim, convincing
from check.sentences import Figure, Sentence, alike
from check.weigh import weigh_sum
from schemas import Finding

_OPENING = regex.compile(r"\s*\S{0,6}\s*[(\[]")
_PARTIAL = regex.compile(r"등\s*[)\]]|등\s*$|등\s?\d|중\s|포함|이상|당초|→|⇨|×|\d\s?[xX*]\s?\d|=|∼|~")
_IN_WORDS = regex.compile(r"\s*(?:정)?\s*[(]\s?(?:일금|금)?\s?")
_SEPARATORS = regex.compile(r"[,/·+，]")
_SET_OFF = regex.compile(r"[^\d]{0,24}[※:：(\[→⇨,*]")
_OTHERWISE = regex.compile(r"[=＝×→⇒]|대비|에서")
_LEAST = 20
_MOST = 60


def part_claims(sentence: Sentence) -> Iterator[Finding]:
    """Parts in parentheses behind their whole, and wholes that the rest of their sentence adds up to."""
    for at, whole in enumerate(sentence.figures):
        if whole.is_rate or whole.quantity.unit in {"세", "년", "월", "일", "위"}:
            continue
        found = list(_bracketed(sentence, at))
        yield from found or _rest(sentence, at)


def word_claims(sentence: Sentence) -> Iterator[Finding]:
    """An amount in digits and, in parentheses behind it, in words: 270,000원(이십칠만원)."""
    for digits, words in pairwise(sentence.figures):
        spelt = not any(char.isdigit() for char in words.quantity.text)
        if spelt and _IN_WORDS.fullmatch(sentence.between(digits, words)) and alike(digits.quantity, words.quantity):
            yield claim("HG510", "equal", words, [digits], weigh_sum(words.quantity, [(1, digits.quantity)]))


def _bracketed(sentence: Sentence, at: int) -> Iterator[Finding]:
    """N (a, b, c): parts in parentheses right behind a figure, two or more, none left out (등)."""
    whole = sentence.figures[at]
    start, end = parentheses(sentence, whole)
    inside = sentence.text[start:end]
    parts = [f for f in sentence.figures[at + 1 :] if f.end <= end]
    parts = [f for f in parts if _depth(sentence.text[start : f.start]) == 0] or parts
    if len(parts) < 2 or not all(alike(whole.quantity, f.quantity) for f in parts):
        return
    weighed = weigh_sum(whole.quantity, [(1, f.quantity) for f in parts])
    if _PARTIAL.search(inside + ")") or not _SEPARATORS.search(inside):
        return
    yield claim("HG504", "sum", whole, parts, weighed)


def _rest(sentence: Sentence, at: int) -> Iterator[Finding]:
    """N ※ a, b, c: all later figures of its kind add up to it; reported only where they do."""
    whole = sentence.figures[at]
    later = sentence.figures[at + 1 :]
    parts = [f for f in later if alike(whole.quantity, f.quantity) and f.quantity.value]
    if not 2 <= len(parts) <= _MOST or not _SET_OFF.match(sentence.text, whole.end, parts[0].start):
        return
    if _OTHERWISE.search(sentence.text, whole.end, parts[-1].start):
        return
    known = whole.size >= _LEAST or (len(parts) == sum(not f.is_rate for f in later) and "※" in sentence.between(whole, parts[0]))
    weighed = weigh_sum(whole.quantity, [(1, f.quantity) for f in parts])
    if known and convincing(weighed) and all(f.size < whole.size for f in parts):
        yield claim("HG505", "sum", whole, parts, weighed)


def parentheses(sentence: Sentence, figure: Figure) -> tuple[int, int]:
    """Where the text in the parentheses right behind a figure begins and ends; both its own end where there are none."""
    opening = _OPENING.match(sentence.text, figure.end, figure.end + 16)
    return (opening.end(), closing(sentence.text, opening.end())) if opening else (figure.end, figure.end)


def closing(text: str, start: int) -> int:
    """Where the parenthesis that opened before `start` closes; `start` itself where it does not."""
    depth = 1
    for at in range(start, min(len(text), start + 400)):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(text[at], 0)
        if not depth:
            return at
    return start


def _depth(text: str) -> int:
    return sum({"(": 1, "[": 1, ")": -1, "]": -1}.get(char, 0) for char in text)
