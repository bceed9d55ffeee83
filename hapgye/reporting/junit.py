"""The outcome of a check as JUnit XML: a suite per source, a case per table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from hapgye.reporting import sentence
from hapgye.reporting.outcome import Outcome, outcome
from publish.findings import Numbered
from publish.text import folded
from schemas import Audit, CheckedTable

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(audits: Sequence[Audit]) -> str:
    """The XML document. A case fails when its table has an error or is quarantined, and is skipped when it is unchecked.

    Findings outside tables make a case `prose`, problems of the input a case `source` with errors. Characters that XML
    cannot hold are left out.
    """
    root = Element("testsuites", name="hapgye")
    for audit in audits:
        root.append(_suite(outcome(audit)))
    for name in ("tests", *_COUNTED):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(one: Outcome) -> Element:
    suite = Element("testsuite", name=_legal(one.source.path))
    by_table: dict[str, list[Numbered]] = {checked.table.name: [] for checked in one.audit.tables}
    prose: list[Numbered] = []
    for item in one.findings:
        by_table.get(item.table, prose).append(item)
    if one.problems or not one.audit.tables:
        _problems(_case(suite, one, "source"), one)
    for checked in one.audit.tables:
        name = f"{checked.table.name} {folded(checked.table.caption, 200)}".strip()
        _findings(_case(suite, one, name), one, by_table[checked.table.name], checked)
    if prose:
        _findings(_case(suite, one, "prose"), one, prose, None)
    suite.set("tests", str(len(suite)))
    for count, tag in _COUNTED.items():
        suite.set(count, str(sum(case.find(tag) is not None for case in suite)))
    return suite


def _case(suite: Element, one: Outcome, name: str) -> Element:
    return SubElement(suite, "testcase", classname=_legal(one.source.path), name=_legal(name), file=_legal(one.source.path))


def _problems(case: Element, one: Outcome) -> None:
    """One error with the texts of all that are errors, the others as output."""
    errors = [item for item in one.problems if item.finding.failed]
    others = [item for item in one.problems if not item.finding.failed]
    _verdict(case, "error", errors, one)
    _output(case, others, one)


def _findings(case: Element, one: Outcome, items: Sequence[Numbered], checked: CheckedTable | None) -> None:
    """One failure with the texts of all that count against the table, the others as output.

    Where no error stands on a quarantined table, its warnings count against it.
    """
    quarantined = checked is not None and checked.status == "quarantined"
    blamed = "warning" if quarantined and not any(item.finding.failed for item in items) else "error"
    failed = [item for item in items if item.finding.severity == blamed]
    _verdict(case, "failure", failed, one)
    if quarantined and not failed:
        _element(case, "failure", "", message="the table is quarantined", type="quarantined")
    if checked and checked.status == "unchecked" and not failed:
        SubElement(case, "skipped", message="nothing to check it by")
    _output(case, [item for item in items if item.finding.severity != blamed], one)


def _verdict(case: Element, tag: str, items: Sequence[Numbered], one: Outcome) -> None:
    if items:
        rules = " ".join(dict.fromkeys(item.finding.rule for item in items))
        more = f" (and {len(items) - 1} more)" if len(items) > 1 else ""
        _element(case, tag, _texts(items, one), message=folded(items[0].finding.message, 500) + more, type=rules)


def _output(case: Element, items: Sequence[Numbered], one: Outcome) -> None:
    if items:
        _element(case, "system-out", _texts(items, one))


def _texts(items: Sequence[Numbered], one: Outcome) -> str:
    blocks = ([f"{item.finding.severity}: {sentence.title(item)}", *sentence.lines(item, one.labels)] for item in items)
    return "\n\n".join("\n".join(block) for block in blocks)


def _element(case: Element, tag: str, text: str, **attributes: str) -> None:
    SubElement(case, tag, {name: _legal(value) for name, value in attributes.items()}).text = _legal(text)


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)
