"""How `hapgye check` prints what it found: for people, for programs, and for the services that run checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hapgye.reporting import github, jsonout, junit, sarif, text
from schemas import Audit

__all__ = ["FORMATS", "render"]

FORMATS: dict[str, Callable[[Sequence[Audit]], str]] = {
    "text": text.render,
    "json": jsonout.render,
    "junit": junit.render,
    "sarif": sarif.render,
    "github": github.render,
}


def render(audits: Sequence[Audit], form: str) -> str:
    """All audits in one of `FORMATS`, ending in a line end. Raises ValueError for a form there is not."""
    if form not in FORMATS:
        raise ValueError(f"no format {form!r}; there are {', '.join(FORMATS)}")
    return FORMATS[form](audits)
