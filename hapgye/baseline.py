"""Inconsistencies that are known and accepted: a TOML file of entries, each with the reason why.

[[accepted]]
report = "plan.pdf"
rule = "HG101"
target = "t02!0,1"
stated = "13660"
reason = "misprint, confirmed by the issuer"
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from hapgye.reporting.outcome import does_not_hold
from publish.findings import target_of
from publish.text import folded, plain
from schemas import RULES, Audit, CheckedTable, Finding, Problem, Status

_REQUIRED = ("report", "rule", "target", "reason")
_KEYS = (*_REQUIRED, "stated")
_LARGEST_EXPONENT = 400
_HALF_SURROGATE = re.compile("[\ud800-\udfff]")
_ENTRY = """[[accepted]]
report = {report}
rule = {rule}
target = {target}
{stated}reason = ""
"""


class BaselineError(ValueError):
    """A baseline file that cannot be used; the message says where, what was found and what was expected."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """One entry: a finding by its report's name, rule and target, and, where given, the figure stated there."""

    report: str
    rule: str
    target: str
    reason: str
    stated: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """All entries of one file, in its order; `path` is the file, for messages."""

    entries: tuple[Accepted, ...]
    path: str = ""


def load(path: Path) -> Baseline:
    """The entries of a baseline file. Raises BaselineError where it cannot be read or is malformed."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=_decimal)
    except OSError as error:
        raise BaselineError(f"{path}: cannot be read: {error.strerror or error}") from error
    except RecursionError as error:
        raise BaselineError(f"{path}: is nested too deeply; expected [[accepted]] tables") from error
    except ValueError as error:
        raise BaselineError(f"{path}: is no valid TOML in UTF-8: {folded(str(error), 300)}") from error
    _known(content, ("accepted",), f"{path}")
    items = content.get("accepted", [])
    if not isinstance(items, list):
        raise BaselineError(f"{path}: `accepted` is {_kind(items)}; expected [[accepted]] tables")
    return Baseline(tuple(_read(item, f"{path}: entry {count}") for count, item in enumerate(items, 1)), str(path))


def accept(audit: Audit, baseline: Baseline, status: Callable[[Sequence[Finding]], Status]) -> Audit:
    """The audit with its accepted findings as notes, and the statuses of their tables by the findings on each."""
    findings = tuple(_accepted(finding, audit, baseline) for finding in audit.findings)
    touched = {new.table for old, new in zip(audit.findings, findings, strict=True) if old is not new}
    tables = tuple(_restated(checked, findings, status) if checked.table.name in touched else checked for checked in audit.tables)
    return replace(audit, findings=findings, tables=tables)


def unused(baseline: Baseline, audits: Sequence[Audit]) -> tuple[Problem, ...]:
    """A problem for each entry that matches nothing in its report; entries of reports that were not read are left alone."""
    problems = []
    for count, entry in enumerate(baseline.entries, 1):
        read = [audit for audit in audits if _name(audit.source.name) == _name(entry.report) and not audit.unreadable]
        if read and not any(_matches(entry, audit, finding) for audit in read for finding in audit.findings):
            problems.append(Problem("HG910", _gone(entry, count, baseline.path, read)))
    return tuple(problems)


def entry(audit: Audit, finding: Finding) -> str:
    """A finding as the TOML text of an entry, its message as a comment and the reason left to fill in."""
    stated = "" if finding.stated is None else f'stated = "{plain(finding.stated)}"\n'
    table = _ENTRY.format(
        report=_quoted(audit.source.name), rule=_quoted(finding.rule), target=_quoted(str(target_of(finding))), stated=stated
    )
    return f"# {folded(finding.message)}\n{table}"


def render(audits: Sequence[Audit]) -> str:
    """A baseline file that accepts, once each has its reason, all findings that make these reports fail."""
    entries = [entry(audit, finding) for audit in audits for finding in audit.findings if _can_be_accepted(finding)]
    return "\n".join(dict.fromkeys(["# Every entry needs its reason.\n", *entries]))


def _can_be_accepted(finding: Finding) -> bool:
    """Errors with a target, and warnings about a table's structure, which quarantine it."""
    structural = finding.severity == "warning" and finding.relation is None
    return (finding.failed or structural) and does_not_hold(finding) and target_of(finding) is not None


def _accepted(finding: Finding, audit: Audit, baseline: Baseline) -> Finding:
    if finding.severity == "note":
        return finding
    for known in baseline.entries:
        if _matches(known, audit, finding):
            return replace(finding, severity="note", message=f"{finding.message} (accepted: {known.reason})")
    return finding


def _matches(known: Accepted, audit: Audit, finding: Finding) -> bool:
    """Whether a finding that does not hold is the one accepted."""
    return (
        _is_about(known, finding)
        and _name(known.report) == _name(audit.source.name)
        and (known.stated is None or known.stated == finding.stated)
    )


def _is_about(known: Accepted, finding: Finding) -> bool:
    target = target_of(finding)
    same = known.rule == finding.rule and target is not None and known.target == str(target)
    return same and does_not_hold(finding)


def _restated(checked: CheckedTable, findings: Sequence[Finding], status: Callable[[Sequence[Finding]], Status]) -> CheckedTable:
    return replace(checked, status=status([finding for finding in findings if finding.table == checked.table.name]))


def _gone(known: Accepted, count: int, path: str, audits: Sequence[Audit]) -> str:
    now = {finding.stated for audit in audits for finding in audit.findings if _is_about(known, finding)}
    figures = ", ".join(sorted(plain(figure) for figure in now if figure is not None))
    was = f" with {plain(known.stated)} stated" if known.stated is not None else ""
    found = f"now {figures} is stated there" if figures else "it is found no longer"
    return (
        f"{path or 'baseline'}, entry {count}: {known.rule} at {known.target} of {known.report} is accepted{was}, "
        f"but {found}; delete the entry (its reason was: {known.reason})"
    )


def _read(item: object, where: str) -> Accepted:
    if not isinstance(item, dict):
        raise BaselineError(f"{where}: is {_kind(item)}; expected an [[accepted]] table")
    _known(item, _KEYS, where)
    texts = {key: _text(item, key, where) for key in _REQUIRED}
    if texts["rule"] not in RULES:
        raise BaselineError(f"{where}: there is no rule {texts['rule']!r}; `hapgye explain` lists them all")
    return Accepted(**texts, stated=_stated(item.get("stated"), where))


def _known(item: Mapping[str, Any], keys: Sequence[str], where: str) -> None:
    unknown = [key for key in item if key not in keys]
    if unknown:
        raise BaselineError(f"{where}: unknown key {unknown[0]!r}; expected {', '.join(keys)}")


def _text(item: Mapping[str, Any], key: str, where: str) -> str:
    if key not in item:
        raise BaselineError(f"{where}: has no `{key}`; expected {', '.join(_REQUIRED)} and, if wanted, stated")
    value = item[key]
    if not isinstance(value, str):
        raise BaselineError(f"{where}: `{key}` is {_kind(value)}; expected a text in quotes")
    if not value.strip():
        raise BaselineError(f"{where}: `{key}` is blank; expected " + ("why it is accepted" if key == "reason" else "a text"))
    return folded(value)


def _stated(value: object, where: str) -> Decimal | None:
    if value is None or isinstance(value, Decimal):
        return value
    if isinstance(value, str):
        try:
            return _decimal(value)
        except ValueError as error:
            raise BaselineError(f"{where}: `stated`: {error}") from error
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    raise BaselineError(f"{where}: `stated` is {_kind(value)}; expected a number such as 13660 or 57.3")


def _decimal(text: str) -> Decimal:
    """The exact number. Raises ValueError for what is none, or is beyond any figure of a report."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST_EXPONENT or len(text) > _LARGEST_EXPONENT:
        raise ValueError(f"{folded(text, 40)!r} is no figure; expected a number such as 13660 or 57.3, without commas")
    return number


def _kind(value: object) -> str:
    """What a TOML value is, in words."""
    names = {bool: "a truth value", str: "a text", list: "an array", dict: "a table", int: "a number", Decimal: "a number"}
    return names.get(type(value), "a date or time")


def _name(text: str) -> str:
    """A file's name as names are compared: in one Unicode form, without what no UTF-8 file can hold."""
    return folded(unicodedata.normalize("NFC", _HALF_SURROGATE.sub("\ufffd", text)))


def _quoted(text: str) -> str:
    """A text as a TOML string on one line."""
    return json.dumps(_HALF_SURROGATE.sub("\ufffd", text), ensure_ascii=False).replace("\x7f", "\\u007F")
