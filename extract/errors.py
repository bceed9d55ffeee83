"""How a reader says that a source cannot be read."""

from __future__ import annotations


class Unreadable(Exception):  # noqa: N818 - names the state of the source, not a fault of ours
    """Raised inside a reader; `extract.read` turns it into a report with one fatal problem under `rule`."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
