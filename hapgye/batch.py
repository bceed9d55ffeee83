"""Many reports in one run: read and staged side by side, confirmed by one checkpoint, published together."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import check
import publish
from hapgye.baseline import Baseline, accept, unused
from hapgye.crew import Crew, Progress, ended, spread
from hapgye.pipeline import audit_path
from schemas import Accounting, Audit, Problem, Source

ENDINGS = frozenset({".pdf", ".hwpx", ".hwp", ".txt", ".csv", ".tsv", ".xlsx"})
"""Which files of a folder are sources; a file that is named itself is read whatever its ending."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of one source, in figures: tables by status, relations by verdict, its account, and what failed, in words."""

    report: str
    path: str
    statuses: Counter[str]
    verdicts: Counter[str]
    figures: int
    accounting: Accounting
    failures: tuple[str, ...]
    warnings: int
    problems: tuple[Problem, ...]
    staged: publish.Staged | None = None

    @property
    def unreadable(self) -> bool:
        return any(problem.fatal for problem in self.problems)

    @property
    def inconsistent(self) -> bool:
        return bool(self.failures) or self.statuses["quarantined"] > 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """A whole run: one summary per source, in the order of the sources, and what the checkpoint said."""

    summaries: tuple[Summary, ...]
    checkpoint: publish.CheckpointResult

    @property
    def status(self) -> int:
        """The exit status: 3 a source could not be read, 1 something does not add up, 0 nothing wrong."""
        if any(summary.unreadable for summary in self.summaries):
            return 3
        failed = not self.checkpoint.success or any(summary.inconsistent for summary in self.summaries)
        return int(failed)


def find_sources(named: Sequence[str]) -> list[str]:
    """The files to read: those named, and of a folder those right inside it that end like a report."""
    found: list[str] = []
    for name in named:
        path = Path(name)
        inside = sorted(path.iterdir()) if path.is_dir() else []
        files = [str(file) for file in inside if file.suffix.lower() in ENDINGS and not file.name.startswith(".")]
        found += files or [name]
    return list(dict.fromkeys(found))


def audits(
    sources: Sequence[str], baseline: Baseline | None = None, jobs: int | None = None, progress: Progress | None = None
) -> list[Audit]:
    """Every source read and checked, in order; nothing is written."""
    return spread(_audited, _dead, [(source, baseline) for source in sources], Crew(jobs, progress))


def run(
    sources: Sequence[str],
    output: Path,
    baseline: Baseline | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Read, check, stage, confirm and publish. Raises OSError where the output cannot be written.

    Nothing is renamed to its final name before the checkpoint has passed; where it fails, only its Data Docs are.
    """
    names = publish.unique_names(sources)
    with publish.staging(output) as folder:
        tasks = [(source, baseline, name, folder) for source, name in zip(sources, names, strict=True)]
        summaries = spread(_staged, _dead_staged, tasks, Crew(jobs, progress))
        staged = [summary.staged for summary in summaries if summary.staged is not None]
        docs = folder / "docs"
        result = publish.checkpoint(staged, docs)
        publish.commit(staged if result.success else [], output, docs)
    return Outcome(tuple(summaries), result)


def summarize(audit: Audit, name: str, staged: publish.Staged | None = None) -> Summary:
    """The figures of one audit."""
    failures = [finding.message for finding in audit.findings if finding.failed]
    failures += [problem.message for problem in audit.problems if problem.rule == "HG910"]
    quantities = (q for checked in audit.tables for cell in checked.table.cells for q in cell.quantities)
    return Summary(
        name,
        audit.source.path,
        Counter(checked.status for checked in audit.tables),
        Counter(finding.verdict for finding in audit.findings if finding.verdict),
        sum(q.value is not None for q in quantities),
        audit.accounting or Accounting(),
        tuple(failures),
        sum(finding.severity == "warning" for finding in audit.findings),
        audit.problems,
        staged,
    )


def _audited(source: str, baseline: Baseline | None) -> Audit:
    found = audit_path(source)
    if baseline is None:
        return found
    accepted = accept(found, baseline, check.status)
    return replace(accepted, problems=(*accepted.problems, *unused(baseline, [found])))


def _staged(source: str, baseline: Baseline | None, name: str, folder: Path) -> Summary:
    found = _audited(source, baseline)
    return summarize(found, name, publish.stage(found, folder, name))


def _dead(source: str, _: Baseline | None) -> Audit:
    """What is said of a source whose worker process died."""
    return Audit(Source(source, Path(source).name, "unknown", "", 0), problems=(ended(),))


def _dead_staged(source: str, baseline: Baseline | None, name: str, folder: Path) -> Summary:
    shutil.rmtree(folder / name, ignore_errors=True)
    found = _dead(source, baseline)
    return summarize(found, name, publish.stage(found, folder, name))
