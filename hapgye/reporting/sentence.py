"""A finding in a few lines of plain text, as services show it that have no layout of their own."""

from __future__ import annotations

from hapgye.reporting.labels import Labels
from hapgye.reporting.outcome import place_words
from publish.findings import Numbered
from publish.text import folded
from schemas import RULES

MOST_PARTS = 12


def title(item: Numbered) -> str:
    """The code and title of the finding's rule."""
    return f"{item.finding.rule} {RULES[item.finding.rule].title}"


def lines(item: Numbered, labels: Labels) -> list[str]:
    """What was found, where, its parts, and what to do, each on a line of its own."""
    finding, table = item.finding, labels.tables.get(item.table)
    caption = folded(table.caption, 200) if table else ""
    where = ", ".join(text for text in (f"{item.table} {caption}".strip(), place_words(item)) if text)
    texts = [
        folded(finding.message) or RULES[finding.rule].title,
        where,
        _parts(item, labels),
        f"suspects: {'; '.join(f'{labels.words(ref)} ({ref})' for ref in finding.suspects)}" if finding.suspects else "",
        folded(finding.suggestion),
        RULES[finding.rule].remedy,
    ]
    return [text for text in texts if text]


def _parts(item: Numbered, labels: Labels) -> str:
    relation = item.finding.relation
    if relation is None:
        return ""
    shown = relation.terms[:MOST_PARTS]
    texts = [
        f"{'-' if term.sign < 0 else ''}{labels.term_words(term, relation)}: {labels.raw(term.ref) or 'blank'}" for term in shown
    ]
    more = len(relation.terms) - len(shown)
    return f"parts: {'; '.join(texts)}" + (f"; and {more} more" if more else "")
