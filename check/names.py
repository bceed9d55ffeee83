"""Counts of what is listed by name: 3개소(가온·나루·다온), a list of names below, ① to ⑨."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from check.claims import claim
from check.parts import closing
from check.sentences import Figure, Sentence, noun_behind
from check.weigh import Figures
from schemas import Finding

_BEHIND = regex.compile(r"[^()\d]{0,8}[(](?P<names>[^()\d]{3,200})[)]")
_BEFORE = regex.compile(r"[(](?P<names>[^()\d]{3,80})[)]\s?(?:등)?(?:에|의|에서)?\s*$")
_EACH_BEFORE = regex.compile(r"[(](?P<names>[^()\d]{3,80})[)]\s?(?:등)?(?:에|에서|별로?|의)?\s?(?:각각?)?\s*$")
_EACH = regex.compile(r"\s?씩")
_SEPARATOR = regex.compile(r"[·․ㆍ・,，、/]")
_HEAD = regex.compile(r"^[^\p{L}(]*(?:[^:：]{1,40}[:：])?")
_UNCOUNTED = frozenset({"%", "%p", "세", "년", "월", "개월", "일", "시간", "분", "위", "원", "배", "점", "회", None})
_NUMBERED = regex.compile(
    r"\s?(?:핵심|주요|중점|세부|추진|실천)?\s?(?:과제|분야|전략|사업|항목|방향|방안|원칙|단계|유형|요소|목표|대책)"
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LONGEST_NAME = 24
_ABOVE = 4
_BELOW = 8
_FEW = 2
_MOST = 100


def name_claims(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Counts that a list of names bears out; lists may be incomplete, so that others are not reported."""
    found: set[tuple[int, int]] = set()
    for at, sentence in enumerate(sentences):
        for figure in sentence.figures:
            if _beside(sentence, figure) or _numbered(sentences, at, figure):
                found.add((at, figure.start))
        found.update(_counted_above(sentences, at))
        found.update(_one_each(sentences, at))
    for at, start in sorted(found):
        figure = next(f for f in sentences[at].figures if f.start == start)
        yield claim("HG506", "count", figure, [figure], ("exact", _figures(figure)))


def _figures(figure: Figure) -> Figures:
    return Figures(figure.quantity.value, figure.quantity.value, Decimal(0))


def _counts(figure: Figure) -> bool:
    quantity = figure.quantity
    if quantity.unit in _UNCOUNTED or not _FEW <= figure.size <= _MOST:
        return False
    return quantity.value is not None and quantity.value == quantity.base_value and quantity.value % 1 == 0


def _beside(sentence: Sentence, figure: Figure) -> bool:
    """N (가온·나루·다온), and (가온 나루)에 N."""
    if not _counts(figure) or _EACH.match(sentence.behind(figure, 3)):
        return False
    behind = _BEHIND.match(sentence.text, figure.end, figure.end + 220)
    before = _BEFORE.search(sentence.before(figure, 90))
    lists = [_split(found["names"]) for found in (behind, before) if found]
    return any(len(names) == figure.quantity.value for names in lists)


def _split(text: str) -> list[str]:
    """The names of a list, parted by dots and commas, or where there are none by blanks; none of a list that leaves some out."""
    if regex.search(r"등\s*$", text):
        return []
    names = [name for name in _SEPARATOR.split(text) if name.strip()]
    return names if len(names) > 1 else text.split()


def _numbered(sentences: Sequence[Sentence], at: int, figure: Figure) -> bool:
    """Whether the sentences below are numbered ① to N and no further."""
    if not _counts(figure) or figure.size > len(_CIRCLED) or not _NUMBERED.match(sentences[at].behind(figure)):
        return False
    below = " ".join(sentence.text for sentence in sentences[at + 1 : at + 1 + _BELOW])
    seen = [char for char in below if char in _CIRCLED]
    size = int(figure.size)
    return size > _FEW and seen == list(_CIRCLED[:size])


def _counted_above(sentences: Sequence[Sentence], at: int) -> Iterator[tuple[int, int]]:
    """Figures of this sentence's head, or of those above it, that count the names of its list, or those in its parentheses."""
    counts = _list_counts(sentences[at].text)
    if not counts:
        return
    heads = [(at, figure) for figure in sentences[at].figures if _counts(figure)]
    nouns = {(figure.quantity.value, noun_behind(sentences[at], figure)) for _, figure in heads}
    for above in range(max(0, at - _ABOVE), at):
        for figure in sentences[above].figures:
            same = (figure.quantity.value, noun_behind(sentences[above], figure)) in nouns
            if _counts(figure) and (same or (above >= at - 2 and (figure.quantity.value or 0) > _FEW)):
                heads.append((above, figure))
    for place, figure in heads:
        if figure.quantity.value in counts:
            yield place, figure.start


def _one_each(sentences: Sequence[Sentence], at: int) -> Iterator[tuple[int, int]]:
    """2개소, and in the sentence below so many for each of the names: (동북·동남)에 1개소씩."""
    for each in sentences[at].figures if at else ():
        names = _EACH_BEFORE.search(sentences[at].before(each, 90)) if _EACH.match(sentences[at].behind(each, 3)) else None
        size = len(_split(names["names"])) * each.size if names else 0
        for whole in sentences[at - 1].figures if size else ():
            if _counts(whole) and whole.quantity.unit == each.quantity.unit and whole.size == size:
                yield at - 1, whole.start


def _list_counts(text: str) -> set[Decimal]:
    """How many names a text lists that is nothing but a list, and how many stand in its parentheses; nothing of other texts."""
    head = _HEAD.match(text)
    body = text[head.end() :] if head else text
    names = _top_level(body)
    if len(names) <= _FEW - 1 or not all(_is_name(name) for name in names):
        return set()
    plain = [word for name in names for word in (name.split() if len(names) > _FEW else [name])]
    inner = [word for name in names for word in _inner(name)]
    counts = {len(names), len(plain)} | ({len(inner)} if all("(" in name for name in names) else set())
    return {Decimal(count) for count in counts}


def _top_level(text: str) -> list[str]:
    """The pieces of a list, parted by separators outside parentheses."""
    pieces, last, at = [], 0, 0
    while at < len(text):
        if text[at] == "(":
            at = max(at, closing(text, at + 1))
        elif _SEPARATOR.match(text[at]):
            pieces.append(text[last:at])
            last = at + 1
        at += 1
    return [piece.strip() for piece in (*pieces, text[last:]) if piece.strip()]


def _is_name(text: str) -> bool:
    """Whether a piece of a list can be a name: short, without figures outside its parentheses, and no end of a sentence."""
    bare = regex.sub(r"[(][^()]*[)]", "", text).strip()
    ends = regex.search(r"(?:등|[다함음임됨])\.?$|[:：→⇒⇨]|\d", bare)
    return 0 < len(bare) <= _LONGEST_NAME and ends is None


def _inner(name: str) -> list[str]:
    """The names in the parentheses of a name: 신촌 사당 of 한빛(신촌 사당)."""
    found = regex.search(r"[(]([^()]*)[)]", name)
    return _split(found[1]) if found else []
