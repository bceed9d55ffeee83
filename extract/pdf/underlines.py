"""Lines under or through words: they are drawn like rulings, but end with the words and meet no border."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from extract.pdf.glyphs import Glyph
from extract.pdf.rulings import Rule, Rulings

_WITH_TEXT = 2.0
"""Points by which an underline's ends may miss the ends of its words."""

_BELOW = 3.0
"""Points by which an underline may lie below its glyphs."""

_MEETS = 1.2
_WORDS = 0.6
"""Share of an underline's length that its glyphs cover at least."""


def without_underlines(rules: Rulings, glyphs: Sequence[Glyph]) -> Rulings:
    """The rules of a page without underlines and strike-throughs of its glyphs."""
    loose = [rule for rule in rules.horizontal if not _held(rule, rules.vertical)]
    if not loose:
        return rules
    by_bottom = sorted(glyphs, key=lambda glyph: glyph.bottom)
    bottoms = [glyph.bottom for glyph in by_bottom]
    tallest = max((glyph.bottom - glyph.top for glyph in glyphs), default=0.0)
    gone = set()
    for rule in loose:
        near = by_bottom[bisect_left(bottoms, rule.at - _BELOW) : bisect_right(bottoms, rule.at + tallest)]
        if _underlines(rule, near):
            gone.add(rule)
    return Rulings(tuple(rule for rule in rules.horizontal if rule not in gone), rules.vertical)


def _held(rule: Rule, uprights: Sequence[Rule]) -> bool:
    """Whether a rule meets borders at both its ends, or crosses one."""
    met = [u.at for u in uprights if u.start - _MEETS <= rule.at <= u.end + _MEETS]
    inner = any(rule.start + _MEETS < at < rule.end - _MEETS for at in met)
    ends = [any(abs(at - end) <= _MEETS for at in met) for end in (rule.start, rule.end)]
    return inner or all(ends)


def _underlines(rule: Rule, glyphs: Sequence[Glyph]) -> bool:
    words = [
        g
        for g in glyphs
        if g.top < rule.at <= g.bottom + _BELOW and rule.start - _WITH_TEXT <= (g.x0 + g.x1) / 2 <= rule.end + _WITH_TEXT
    ]
    if not words:
        return False
    begins = abs(min(g.x0 for g in words) - rule.start) <= _WITH_TEXT
    last = max(words, key=lambda glyph: glyph.x0)
    ends = last.x0 < rule.end <= last.x1 + _WITH_TEXT  # boxes of narrow glyphs are wider than they are
    return begins and ends and sum(g.x1 - g.x0 for g in words) >= _WORDS * (rule.end - rule.start)
