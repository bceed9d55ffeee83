"""The outcome of a check as workflow commands of GitHub Actions, which shows them at the files they are about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from hapgye.reporting import sentence
from hapgye.reporting.labels import Labels
from hapgye.reporting.outcome import Outcome, outcome, summary
from publish.findings import Numbered
from publish.text import folded
from schemas import Audit, Severity

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(audits: Sequence[Audit]) -> str:
    """One command a line, errors first because only the first few are shown; then a line of counts, which is no command."""
    outcomes = [outcome(audit) for audit in audits]
    commands = [command for one in outcomes for command in _commands(one)]
    commands.sort(key=lambda command: [*_COMMANDS.values()].index(command.split(" ", 1)[0].strip(":")))
    return "\n".join([*commands, summary(outcomes)]) + "\n"


def _commands(one: Outcome) -> list[str]:
    return [_command(item, one.labels, one.source.path) for item in one.items]


def _command(item: Numbered, labels: Labels, path: str) -> str:
    properties = {"file": PurePath(path).as_posix(), "line": str(item.line or ""), "title": sentence.title(item)}
    settings = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    message = "\n".join(sentence.lines(item, labels)).translate(_DATA)
    return f"::{_COMMANDS[item.finding.severity]} {settings}::{message}"


def _property(value: str) -> str:
    return folded(value).translate(_PROPERTY)
