"""The outcome of a check for people, in a terminal: plain text, at most `WIDTH` cells wide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from hapgye.reporting.labels import Labels
from hapgye.reporting.outcome import Outcome, counted, is_accepted, outcome, place_words, summary
from hapgye.reporting.width import cells, cut, hanging, padded, printable
from publish.accounting import equation, reasons_in_words, verified_in_words
from publish.findings import Numbered
from publish.text import grouped
from schemas import RULES, Accounting, Audit, Relation, Term

WIDTH = 100
MOST_NOTES = 3
MOST_PARTS = 12
SHOWN_PARTS = 10

_INDENT = "    "
_HEAD = 12
_LONGEST_LABEL = 60


def render(audits: Sequence[Audit]) -> str:
    """Per source its counts and what does not hold, errors first; at the end one line over all sources.

    The notes of a rule are folded where there are many; the other formats give them all.
    """
    outcomes = [outcome(audit) for audit in audits]
    blocks = [_source(one) for one in outcomes]
    return "\n".join("\n".join(lines) + "\n" for lines in [*blocks, [summary(outcomes)]])


def _source(one: Outcome) -> list[str]:
    lines = [printable(one.source.path), *_counts(one)]
    errors = [item for item in one.findings if item.finding.failed]
    others = [item for item in one.findings if not item.finding.failed]
    for item in one.problems:
        lines += ["", *_short(item)]
    for item in errors:
        lines += ["", *_long(item, one.labels)]
    told = [item for item in others if not _is_note(item)]
    notes = [line for rule in _by_rule(item for item in others if _is_note(item)) for line in _folded(rule)]
    return lines + [""] * bool(others) + [line for item in told for line in _short(item)] + notes


def _counts(one: Outcome) -> list[str]:
    if one.audit.unreadable:
        return ["  could not be read"]
    relations = sum(one.verdicts.values())
    tables = f"{counted(len(one.audit.tables), 'table')}: {_tally(one.statuses.items())}"
    confronted = f"{counted(relations, 'relation')} confronted: {_tally(one.verdicts.items())}"
    if one.findings or one.problems:
        return [f"  {tables.removesuffix(': ')}", f"  {confronted.removesuffix(': ')}", *_account(one.audit.accounting)]
    return [f"  {tables.removesuffix(': ')}; {confronted.removesuffix(': ')}; nothing wrong", *_account(one.audit.accounting)]


def _account(accounting: Accounting | None) -> list[str]:
    """Where the numbers of a source went, and how many of its figures are verified."""
    if accounting is None:
        return []
    reasons = hanging("    set aside: ", reasons_in_words(accounting), WIDTH) if accounting.aside else []
    return [f"  {equation(accounting)}", *reasons, *hanging("  ", verified_in_words(accounting), WIDTH)]


def _tally(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in counts if number)


def _is_note(item: Numbered) -> bool:
    return item.finding.severity == "note" and not is_accepted(item.finding)


def _by_rule(items: Iterable[Numbered]) -> list[list[Numbered]]:
    """The notes of each rule, in the order in which the rules come up."""
    rules: dict[str, list[Numbered]] = {}
    for item in items:
        rules.setdefault(item.finding.rule, []).append(item)
    return list(rules.values())


def _folded(notes: Sequence[Numbered]) -> list[str]:
    """The notes of one rule: a few in full, of many the first ones and how many more there are."""
    shown = notes if len(notes) <= MOST_NOTES else notes[: MOST_NOTES - 1]
    lines = [line for item in shown for line in _short(item)]
    if len(shown) == len(notes):
        return lines
    rule = RULES[notes[0].finding.rule]
    more = f"… and {counted(len(notes) - len(shown), 'more note')}: {rule.title} (all of them: --format json)"
    return [*lines, *hanging(f"  note {rule.code}  ", more, WIDTH)]


def _short(item: Numbered) -> list[str]:
    """Rule, place and message of a warning, an accepted finding or a problem of the input."""
    finding = item.finding
    kind = "accepted" if is_accepted(finding) else finding.severity
    where = ", ".join(text for text in (printable(item.table), place_words(item)) if text)
    text = f"{where}: {printable(finding.message)}" if where else printable(finding.message)
    lines = hanging(f"  {kind} {finding.rule}  ", text or RULES[finding.rule].title, WIDTH)
    remedy = RULES[finding.rule].remedy if finding.rule.startswith("HG9") else ""
    return [*lines, *(hanging(_INDENT, remedy, WIDTH) if remedy else [])]


def _long(item: Numbered, labels: Labels) -> list[str]:
    """An error in full: where it stands, stated and computed, and every part."""
    finding, rule = item.finding, RULES[item.finding.rule]
    lines = [f"  {finding.severity} {rule.code}  {rule.title}", *_field("where", _where(item, labels))]
    if finding.relation is None:
        lines += _field("found", finding.message)
    else:
        lines += _field("total" if finding.relation.kind == "sum" else "figure", labels.words(item.target))
        lines += _field("because", finding.relation.why) + _figures(item)
        lines += _parts(finding.relation, labels)
    lines += _field("suspects", "; ".join(f"{labels.words(ref)}: {labels.raw(ref)} ({ref})" for ref in finding.suspects))
    lines += _field("suggestion", finding.suggestion)
    return [*lines, f"{_INDENT}hapgye explain {rule.code}"]


def _where(item: Numbered, labels: Labels) -> str:
    table = labels.tables.get(item.table)
    caption = printable(table.caption, 200) if table else ""
    return ", ".join(text for text in (f"{item.table} {caption}".strip(), place_words(item), str(item.target or "")) if text)


def _figures(item: Numbered) -> list[str]:
    """Stated, computed and gap under each other, aligned on the right."""
    finding = item.finding
    numbers = [("stated", finding.stated), ("computed", finding.computed), ("gap", finding.gap)]
    texts = [(name, _signed(number) if name == "gap" else grouped(number)) for name, number in numbers if number is not None]
    width = max((len(text) for _, text in texts), default=0)
    lines = [f"{_INDENT}{name:<{_HEAD}}{text:>{width}}" for name, text in texts]
    if finding.gap is not None and finding.tolerance is not None:
        lines[-1] += f"  (the printed digits allow {grouped(finding.tolerance)})"
    return lines


def _signed(number: Decimal) -> str:
    return ("+" if number > 0 else "") + grouped(number)


def _parts(relation: Relation, labels: Labels) -> list[str]:
    """Each part with its label and its figure as printed, aligned in two columns."""
    shown = relation.terms if len(relation.terms) <= MOST_PARTS else relation.terms[:SHOWN_PARTS]
    rows = [(_sign(term, relation), _part_label(term, relation, labels), labels.raw(term.ref) or "blank") for term in shown]
    label_width = max(cells(label) for _, label, _ in rows)
    figure_width = min(max(cells(figure) for *_, figure in rows), WIDTH - len(_INDENT) - _HEAD - label_width - 4)
    lines = [
        f"{sign} {padded(label, label_width)}  {padded(cut(figure, figure_width), figure_width, right=True)}"
        for sign, label, figure in rows
    ]
    if len(shown) < len(relation.terms):
        lines.append(f"… and {counted(len(relation.terms) - len(shown), 'more part')}")
    heads = ["parts", *[""] * (len(lines) - 1)]
    return [f"{_INDENT}{head:<{_HEAD}}{line}".rstrip() for head, line in zip(heads, lines, strict=True)]


def _part_label(term: Term, relation: Relation, labels: Labels) -> str:
    return cut(printable(labels.term_words(term, relation)), _LONGEST_LABEL)


def _sign(term: Term, relation: Relation) -> str:
    """The sign of a part that is added or taken away; of a quotient the first stands over the second."""
    if relation.kind in {"sum", "difference", "count"}:
        return "-" if term.sign < 0 else "+"
    return " " if term is relation.terms[0] else "/"


def _field(name: str, text: str) -> list[str]:
    return hanging(f"{_INDENT}{name:<{_HEAD}}", printable(text), WIDTH) if text else []
