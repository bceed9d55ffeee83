"""Many reports in one run: read and staged side by side, confirmed by one checkpoint, published together."""

from __future__ import annotations

import os
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import check
import publish
from hapgye.baseline import Baseline, accept, unused
from hapgye.pipeline import audit_path
from schemas import Accounting, Audit, Problem, Source

ENDINGS = frozenset({".pdf", ".hwpx", ".hwp", ".txt", ".csv", ".tsv", ".xlsx"})
"""Which files of a folder are sources; a file that is named itself is read whatever its ending."""

LONGEST = 600
"""Seconds that one source may take; then its process is ended, and the source has failed."""

Progress = Callable[[str], None]
Result = TypeVar("Result")


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


@dataclass(frozen=True, slots=True)
class Crew:
    """How sources are done side by side: in how many processes, who hears of it, and the seconds that each may take."""

    jobs: int | None = None
    progress: Progress | None = None
    seconds: float = LONGEST


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
    return _spread(_audited, _dead, [(source, baseline) for source in sources], Crew(jobs, progress))


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
        summaries = _spread(_staged, _dead_staged, tasks, Crew(jobs, progress))
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
    message = f"Its process was ended: it took more than {LONGEST} seconds or too much memory. The other sources were done."
    return Audit(Source(source, Path(source).name, "unknown", "", 0), problems=(Problem("HG909", message, fatal=True),))


def _dead_staged(source: str, baseline: Baseline | None, name: str, folder: Path) -> Summary:
    shutil.rmtree(folder / name, ignore_errors=True)
    found = _dead(source, baseline)
    return summarize(found, name, publish.stage(found, folder, name))


def _spread(
    work: Callable[..., Result], dead: Callable[..., Result], tasks: Sequence[tuple[Any, ...]], crew: Crew
) -> list[Result]:
    """The result of `work` for each task, in order, from as many processes as help; the crew's `progress` hears of each.

    A process that dies takes the unfinished tasks of its pool with it: those are done again one by one, and the one that
    kills its process again gets the result of `dead`.
    """
    say = crew.progress or (lambda _: None)
    workers = max(1, min(crew.jobs or os.cpu_count() or 1, len(tasks)))
    results: dict[int, Result] = {}
    left = dict(enumerate(tasks))
    with suppress(BrokenProcessPool), _pool(workers) as pool:
        futures = {pool.submit(_within, crew.seconds, work, task): at for at, task in left.items()}
        for future in as_completed(futures):
            at = futures[future]
            results[at] = _told(future.result(), say, tasks[at])
            del left[at]
    for at, task in left.items():
        try:
            with _pool(1) as pool:
                results[at] = pool.submit(_within, crew.seconds, work, task).result()
        except BrokenProcessPool:
            results[at] = dead(*task)
        say(str(task[0]))
    return [results[at] for at in range(len(tasks))]


def _within(seconds: float, work: Callable[..., Result], task: tuple[Any, ...]) -> Result:
    """Do a task in a worker process, which the system ends when it takes too long: a library's loop hears nothing else."""
    if not hasattr(signal, "setitimer"):  # no such timer on Windows
        return work(*task)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return work(*task)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


def _told(result: Result, say: Progress, task: tuple[Any, ...]) -> Result:
    say(str(task[0]))
    return result
