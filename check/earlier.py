"""Claims whose other figures stand in another sentence: the year before, the parts of a name, the same figures again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice, pairwise, product

import regex

from check.changes import change, moved
from check.claims import claim
from check.labels import folded
from check.sentences import Figure, Sentence, alike
from check.weigh import weigh_sum
from schemas import Finding

_SINCE = regex.compile(r"(?:전년|작년|지난\s?해)[^\d]{0,8}(?:대비|보다)\s*(?:약\s*)?")
_WORD = regex.compile(r"[가-힣]{4,}")
_NAMED = regex.compile(r"(?P<name>[^()\[\]:：]{4,60})(?:[(]|\s?[:：]\s?)(?=[\d약총])")
_JOINED = regex.compile(r"\s?(?:및|·|ㆍ|와\s|과\s|,)\s?")
_ABOVE = 12
_GRAM = 4
_SHARED = 5
_LEAST = 1_000
_MOST = 8
_TRIED = 256

Entry = tuple[str, Figure]


def earlier_claims(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Claims over two sentences or more; only those that hold are reported."""
    for at, sentence in enumerate(sentences):
        yield from _older_above(sentences, at, sentence)
    yield from _pooled(sentences)
    yield from _again(sentences)


def _older_above(sentences: Sequence[Sentence], at: int, sentence: Sentence) -> Iterator[Finding]:
    """A ※ 전년 대비 D 증가, and the figure that A has risen from in a sentence above that shares a word with this one."""
    for new, stated in pairwise(sentence.figures):
        since = _SINCE.search(sentence.between(new, stated))
        if since is None or not moved(sentence, stated) or not alike(new.quantity, stated.quantity):
            continue
        words = _beginnings(sentence)
        above = (s for s in reversed(sentences[max(0, at - _ABOVE) : at]) if words & _beginnings(s))
        for old in (f for s in above for f in s.figures if f.quantity.unit == new.quantity.unit):
            weighed = change(sentence, stated, new.quantity, old.quantity)
            if weighed is not None and weighed[1][0] == "exact":
                yield claim("HG501", "difference", stated, [new, old], weighed[1])
                return


def _beginnings(sentence: Sentence) -> set[str]:
    """The first four letters of the longer words of a sentence."""
    return {word[:_GRAM] for word in _WORD.findall(sentence.text)}


def _entries(sentences: Sequence[Sentence]) -> Iterator[Entry]:
    """What sentences have by name: 새싹일자리 사업 : 3,600명 (752억원), each figure under the name before it."""
    for sentence in sentences:
        for found in islice(_NAMED.finditer(sentence.text), _MOST):
            name = folded(found["name"])
            figures = [f for f in sentence.figures if f.start >= found.end() - 1][:2]
            if len(name) >= _GRAM:
                yield from ((name, f) for f in figures if not f.is_rate)


def _pooled(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """A 및 B (N) where A and B have figures of their own elsewhere that add up to N."""
    index: dict[str, list[Entry]] = defaultdict(list)
    for entry in _entries(sentences):
        for at in range(len(entry[0]) - _GRAM + 1):
            index[entry[0][at : at + _GRAM]].append(entry)
    for sentence in sentences:
        for found in islice(_NAMED.finditer(sentence.text), _MOST):
            names = [name for part in _JOINED.split(found["name"]) if len(name := folded(part)) >= _GRAM]
            whole = next((f for f in sentence.figures if f.start >= found.end() - 1), None)
            if whole is not None and 1 < len(names) <= 3 and whole.size >= _LEAST:
                yield from _sum_of_names(whole, [_entries_like(name, whole, index) for name in names])


def _entries_like(name: str, whole: Figure, index: dict[str, list[Entry]]) -> list[Figure]:
    """The figures under names that share five letters in a row with a name, the whole itself left out."""
    grams = [name[at : at + _GRAM] for at in range(len(name) - _GRAM + 1)]
    out: dict[tuple[int, int], Figure] = {}
    for first, second in pairwise(grams):
        run = first + second[-1]
        for entry, figure in index.get(first, ())[: _TRIED // 4]:
            if run in entry and figure.size < whole.size and alike(figure.quantity, whole.quantity):
                out[figure.line, figure.start] = figure
    return list(out.values())[:_MOST]


def _sum_of_names(whole: Figure, parts: Sequence[Sequence[Figure]]) -> Iterator[Finding]:
    for chosen in islice(product(*parts), _TRIED):
        if len({(f.line, f.start) for f in chosen}) == len(chosen):
            weighed = weigh_sum(whole.quantity, [(1, f.quantity) for f in chosen])
            if weighed[0] == "exact":
                yield claim("HG505", "sum", whole, list(chosen), weighed)
                return


def _again(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Two figures or more of one sentence that an earlier one states too, or a single long one."""
    first: dict[tuple[str | None, Decimal], tuple[int, Figure]] = {}
    for at, sentence in enumerate(sentences):
        keys = [(f, (f.quantity.base_unit, f.size)) for f in sentence.figures if f.quantity.unit and not f.is_rate]
        known = [(f, *first[key]) for f, key in keys if key in first and _long(f)]
        for figure, place, other in known:
            together = sum(where == place for _, where, _ in known)
            if together > 1 or _very_long(figure):
                yield claim("HG406", "equal", figure, [other], weigh_sum(figure.quantity, [(1, other.quantity)]))
        for figure, key in keys:
            first.setdefault(key, (at, figure))


def _long(figure: Figure) -> bool:
    quantity = figure.quantity
    return abs(quantity.value or Decimal(0)) >= 100 * (quantity.quantum or Decimal(1))


def _very_long(figure: Figure) -> bool:
    quantity = figure.quantity
    return abs(quantity.value or Decimal(0)) >= 10 * _LEAST * (quantity.quantum or Decimal(1))
