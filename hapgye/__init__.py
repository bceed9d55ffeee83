"""hapgye (합계): Korean public-sector reports in, checked datasets out.

For notebooks: `read(path)` gives the tables as read, `audit(report)` checks them, `run(sources, output)` publishes them.

>>> import hapgye
>>> found = hapgye.audit(hapgye.read("raw/market-survey-cp949.csv"))
>>> [(checked.table.name, checked.status) for checked in found.tables]
[('t01', 'clean')]
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from schemas import Audit, Report

if TYPE_CHECKING:
    from hapgye.batch import Outcome

__all__ = ["audit", "read", "run"]


def read(path: str | Path) -> Report:
    """One document as read: raw tables and paragraphs in reading order. What is wrong with it stands in its problems."""
    import extract

    return extract.read(path)


def audit(report: Report) -> Audit:
    """A report's tables with exact quantities, and every claim of arithmetic confronted with its parts."""
    from hapgye import pipeline

    return pipeline.audit(report)


def run(sources: Sequence[str | Path], output: str | Path) -> Outcome:
    """Read, check and publish sources under `output`; what came of it. Raises OSError where `output` cannot be written.

    Sources are read in processes of their own: in a script, call it under `if __name__ == "__main__":`.
    """
    from hapgye import batch

    return batch.run(batch.find_sources([str(source) for source in sources]), Path(output))
