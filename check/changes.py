"""Changes that a sentence states: from one figure to another, or against an older one, in amounts, percents and multiples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import regex

from check.claims import Weighed, claim, holds
from check.sentences import Figure, Sentence
from check.weigh import base, comparable, weigh_quotient, weigh_sum
from schemas import Finding, Quantity
from schemas.relation import Kind

_UP = r"증가|증액|증원|증대|확대|확충|상향|인상|상승|늘|급증|성장|신장|추가|↑"
_DOWN = r"감소|감액|감원|축소|하향|인하|하락|줄|급감|감축|삭감|↓"
_MOVES = rf"(?:{_UP}|{_DOWN}|증(?![가-힣])|감(?![가-힣]))"
_FALLS = regex.compile(rf"(?:{_DOWN}|감(?![가-힣]))")
_RISES = regex.compile(rf"(?:{_UP}|증(?![가-힣]))")
_AGAINST = regex.compile(
    r"[\s)\]]*(?:\s?(?:과|와)?\s?(?:대비|비교(?:해|하여|하면))|보다|에\s?비해|에\s?비하여)[\s,]*(?:각각|총|약|무려|다소)?\s*[(]?"
)
_MOVED = regex.compile(rf"[\s)]*(?:[(][^()]{{0,24}}[)]\s*)?[^.,;:()\d]{{0,10}}?{_MOVES}")
_OPEN = regex.compile(r"\s*[(\[]\s*(?:약\s*)?")
_SIGNED = regex.compile(r"\s*[(]?[+△▲▽▼↑↓-]")
_ARROW = regex.compile(r"[\s)]*(?:→|⇒|⇨|➡|➔|➜|->|에서)\s*(?:[(]\s*[가-힣]{0,6}\s*[)])?[^\d(),.;→]{0,16}[(]?")
_THEN = regex.compile(
    r"[)\]]?(?:으로|로)?[\s,:]*(?:[(]\s*)?(?:전년\s?(?:동기|동월)?\s?대비|[가-힣]{1,6}\s?대비|총|약|각각)?\s*(?:증|감)?\s*"
)
_FIRST = regex.compile(rf"\s?\S{{0,4}}\s?{_MOVES}\s?(?:된|한)?\s?[가-힣]{{0,4}}\s?[(](?:당초|기존|현재|종전)?\s*")
_AFTER = regex.compile(rf"[\s)]*(?:[(][^()]{{0,24}}[)]\s*)?\S{{0,6}}\s?{_MOVES}\S{{0,2}}(?:한|된)\s?(?:총\s?)?")
_REACH = 60
_THOUSANDTH = Decimal("0.001")
KINDS: dict[str, Kind] = {"HG501": "difference", "HG502": "ratio", "HG503": "growth"}
"""What kind of relation a change of each rule is."""


def change_claims(sentence: Sentence) -> Iterator[Finding]:
    """Every change of the sentence whose old and new figure it states too."""
    yield from _against(sentence)
    yield from _transitions(sentence)


def moved(sentence: Sentence, figure: Figure) -> bool:
    """Whether a figure is a change: it bears a sign, or a word of rise or fall stands right behind it."""
    text = figure.quantity.text
    return bool(text.endswith(("↑", "↓")) or _SIGNED.match(text) or _MOVED.match(sentence.behind(figure, 40)))


def falls(sentence: Sentence, figure: Figure) -> bool:
    """Whether a change goes down, by its sign or the word behind it."""
    behind = sentence.behind(figure, 40)
    down, up = _FALLS.search(behind), _RISES.search(behind)
    if (figure.quantity.value or 0) < 0 or "↓" in figure.quantity.text:
        return True
    return down is not None and (up is None or down.start() < up.start()) and _MOVED.match(behind) is not None


def change(sentence: Sentence, stated: Figure, new: Quantity, old: Quantity) -> tuple[str, Weighed] | None:
    """A stated change against the figures before and after it: the rule it falls under and what came of it.

    A difference is compared in size, since words for its direction are many; growth in percent with its direction; a
    multiple (배) as new over old. None where the units do not belong together.
    """
    quantity, rates = sentence.meant(stated), {new.unit, old.unit} & {"%", "%p"}
    if stated.is_rate and not rates:
        if not old.value or not comparable(new, [old]):
            return None
        size = abs(quantity.value or Decimal(0))
        down = falls(sentence, stated) or (_fell(new, old) and not _RISES.search(sentence.behind(stated, 16)))
        signed = replace(quantity, value=-size if down else size)
        return "HG503", weigh_quotient(signed, new, old, less=1)
    if quantity.unit == "배":
        return ("HG502", weigh_quotient(quantity, new, old)) if old.value and comparable(new, [old]) else None
    if rates and stated.is_rate:
        quantity = replace(quantity, unit=new.unit, base_unit=new.base_unit, base_value=quantity.value)
    elif not comparable(quantity, [new, old]) or not comparable(new, [old]):
        return None
    sizes = replace(quantity, value=abs(quantity.value or Decimal(0)), base_value=abs(quantity.base_value or Decimal(0)))
    first, last = (old, new) if _fell(new, old) else (new, old)
    return "HG501", weigh_sum(sizes, [(1, first), (-1, last)])


def _fell(new: Quantity, old: Quantity) -> bool:
    return base(new) < base(old)


def _against(sentence: Sentence) -> Iterator[Finding]:
    """A, ’20년 (B) 대비 D 증가, with the rate in parentheses behind it; or B 대비 D 증가한 A."""
    figures = sentence.figures
    for at, (old, stated) in enumerate(pairwise(figures)):
        if not _AGAINST.fullmatch(sentence.between(old, stated)) or not moved(sentence, stated) or sentence.bounded(stated):
            continue
        newer = _newer(sentence, at)
        right = (new for new in newer if (found := change(sentence, stated, new.quantity, old.quantity)) and holds(found[1]))
        new = next(right, newer[0] if newer else None)
        if new is not None:
            yield from _claims(sentence, at + 1, new, old)


def _newer(sentence: Sentence, at: int) -> list[Figure]:
    """What may be compared with the figure at `at`: that behind the change where it says so, or those before, nearest first."""
    figures, old = sentence.figures, sentence.figures[at]
    last = at + 3 if next_in_parentheses(sentence, at + 1) else at + 2
    if last < len(figures) and _AFTER.fullmatch(sentence.text[figures[at + 1].end : figures[last].start]):
        return [figures[last]] if comparable(old.quantity, [figures[last].quantity]) else []
    before = (f for f in reversed(figures[max(0, at - 4) : at]) if old.start - f.end <= _REACH)
    return [f for f in before if f.quantity.unit and comparable(old.quantity, [f.quantity])]


def next_in_parentheses(sentence: Sentence, at: int) -> bool:
    """Whether the figure behind the one at `at` stands in parentheses right behind it."""
    figures = sentence.figures
    return at + 1 < len(figures) and _OPEN.fullmatch(sentence.between(figures[at], figures[at + 1])) is not None


def transitions(sentence: Sentence) -> Iterator[tuple[Figure, Figure]]:
    """The figures that an arrow joins, old and new: A → B, A에서 B로."""
    for old, new in pairwise(sentence.figures):
        if _ARROW.fullmatch(sentence.between(old, new)) and comparable(new.quantity, [old.quantity]):
            yield old, new


def _transitions(sentence: Sentence) -> Iterator[Finding]:
    """A → B, D 확대; A에서 B로 D 증가; D 확대(A → B)."""
    places = {figure.start: at for at, figure in enumerate(sentence.figures)}
    for old, new in transitions(sentence):
        place = _change_of(sentence, places[old.start])
        if place is not None and not sentence.bounded(new):
            yield from _claims(sentence, place, new, old)


def _change_of(sentence: Sentence, at: int) -> int | None:
    """Where the change stands that goes with the arrow between the figures at `at` and `at` + 1."""
    figures = sentence.figures
    if at + 2 < len(figures):
        between = sentence.between(figures[at + 1], figures[at + 2])
        if _THEN.fullmatch(between) and moved(sentence, figures[at + 2]):
            return at + 2
    if at and _FIRST.fullmatch(sentence.between(figures[at - 1], figures[at])):
        return at - 1
    return None


def _claims(sentence: Sentence, at: int, new: Figure, old: Figure) -> Iterator[Finding]:
    """The claim of the change at `at`, and of that in parentheses behind it: an amount and its rate, in either order."""
    last = at + 2 if next_in_parentheses(sentence, at) else at + 1
    for stated in sentence.figures[at:last]:
        weighed = change(sentence, stated, sentence.meant(new), sentence.meant(old))
        if weighed is None or stated in (new, old):
            continue
        found = claim(weighed[0], KINDS[weighed[0]], stated, [new, old], weighed[1])
        if holds(weighed[1]):
            yield found
        elif stated is sentence.figures[at] or not (of_change := _rate_of(sentence, stated, sentence.figures[at], old)):
            yield replace(found, suggestion=_slip(sentence, stated, new, old))
        else:
            yield of_change


def _rate_of(sentence: Sentence, rate: Figure, amount: Figure, old: Figure) -> Finding | None:
    """The rate behind a change as that change over the older figure, where this holds: then another figure is wrong."""
    if not rate.is_rate or amount.is_rate or not old.quantity.value or not comparable(amount.quantity, [old.quantity]):
        return None
    top, size = amount.quantity, abs(rate.quantity.value or Decimal(0))
    sizes = replace(top, value=abs(top.value or Decimal(0)), base_value=abs(top.base_value or Decimal(0)))
    weighed = weigh_quotient(replace(sentence.meant(rate), value=size), sizes, sentence.meant(old))
    return claim("HG502", "ratio", rate, [amount, old], weighed) if holds(weighed) else None


def _slip(sentence: Sentence, stated: Figure, new: Figure, old: Figure) -> str:
    """What to read where a change holds as soon as a point is taken for the comma of thousands: 47.318개 as 47,318개."""
    for figure in (new, old):
        quantity = figure.quantity
        if quantity.quantum == _THOUSANDTH and quantity.unit == quantity.base_unit and quantity.value is not None:
            meant = replace(quantity, value=quantity.value * 1000, base_value=quantity.value * 1000, quantum=Decimal(1))
            pair = (meant, old.quantity) if figure is new else (new.quantity, meant)
            weighed = change(sentence, stated, *pair)
            if weighed is not None and holds(weighed[1]):
                return f"it holds if {quantity.text} is read as {meant.value:,.0f}"
    return ""
