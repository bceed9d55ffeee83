"""The outcome of a check as SARIF 2.1.0, the interchange format of static analysis (OASIS standard of 2020-03-27)."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from hapgye.reporting import sentence
from hapgye.reporting.jsonout import to_json
from hapgye.reporting.outcome import Outcome, is_accepted, outcome
from publish.findings import Numbered
from publish.text import folded
from schemas import RULES, Audit, CellRef, Rule, Source

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_INDEX = {code: index for index, code in enumerate(RULES)}


def render(audits: Sequence[Audit]) -> str:
    """One run with all rules, and a result for each finding that does not hold and each problem of input.

    An accepted finding is a suppressed result.
    """
    outcomes = [outcome(audit) for audit in audits]
    run = {
        "tool": {"driver": {"name": "hapgye", "rules": [_rule(rule) for rule in RULES.values()]}},
        "invocations": [{"executionSuccessful": not any(one.audit.unreadable for one in outcomes)}],
        "artifacts": [_artifact(one.source) for one in outcomes],
        "columnKind": "unicodeCodePoints",
        "results": [result for index, one in enumerate(outcomes) for result in _results(one, index)],
    }
    return to_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.meaning},
        "help": {"text": f"{rule.meaning}\n\nExample: {rule.example}\n\n{rule.remedy}"},
        "defaultConfiguration": {"level": rule.severity},
    }


def _artifact(source: Source) -> dict[str, Any]:
    artifact: dict[str, Any] = {"location": {"uri": uri(source.path)}}
    if source.sha256:
        artifact |= {"length": source.size, "hashes": {"sha-256": source.sha256}}
    return artifact


def _results(one: Outcome, index: int) -> list[dict[str, Any]]:
    seen: Counter[str] = Counter()
    results = []
    for item in (*one.problems, *one.findings):
        mark = _fingerprint(item, one)
        seen[mark] += 1
        results.append(_result(item, one, index, f"{mark}:{seen[mark]}"))
    return results


def _result(item: Numbered, one: Outcome, index: int, fingerprint: str) -> dict[str, Any]:
    finding = item.finding
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": _INDEX[finding.rule],
        "level": finding.severity,
        "message": {"text": "\n".join(sentence.lines(item, one.labels))},
        "locations": [_location(item, one, index)],
        "partialFingerprints": {"hapgyeFinding/v1": fingerprint},
    }
    if is_accepted(finding):
        result["suppressions"] = [{"kind": "external", "justification": folded(finding.message)}]
    if item.page is not None:
        result["properties"] = {"page": item.page}
    return result


def _location(item: Numbered, one: Outcome, index: int) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(one.source.path), "index": index}}
    if item.line is not None:
        physical["region"] = {"startLine": item.line}
    location: dict[str, Any] = {"physicalLocation": physical}
    if isinstance(item.target, CellRef):
        name = folded(one.labels.words(item.target))
        location["logicalLocations"] = [{"name": name, "fullyQualifiedName": str(item.target), "kind": "element"}]
    return location


def _fingerprint(item: Numbered, one: Outcome) -> str:
    """A hash of what the finding is about in words, so that it stays the same when tables or rows are added before it."""
    target, table = item.target, one.labels.tables.get(item.table)
    words = [one.source.name, item.finding.rule, folded(table.caption) if table else "", one.labels.words(target)]
    return hashlib.sha256("\x1f".join(words).encode("utf-8", "replace")).hexdigest()[:32]


def uri(path: str) -> str:
    r"""A path or address as a URI reference, with forward slashes and percent-encoded.

    >>> uri("보고서/a b:1.pdf"), uri("https://example.org/a b")
    ('%EB%B3%B4%EA%B3%A0%EC%84%9C/a%20b%3A1.pdf', 'https://example.org/a%20b')
    """
    if _ADDRESS.match(path):
        return quote(_octets(path), safe="/:?#[]@!$&'()*+,;=~%")
    return quote(_octets(PurePath(path).as_posix()), safe="/~")


def _octets(text: str) -> bytes:
    """The bytes of a file's name; half surrogates stand for bytes that were no UTF-8."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")
