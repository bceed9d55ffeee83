"""Processes that sources are done in: side by side, each within a time and a memory that the system watches over."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, TypeVar

from schemas import Problem

LONGEST = 600
"""Seconds that one source may take; then its process is ended, and the source has failed."""

MOST_MEMORY = 4 * 1024**3
"""Bytes that a process may hold; what asks for more fails."""

Progress = Callable[[str], None]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Crew:
    """How sources are done: in how many processes, who hears of it, and the seconds and bytes that each may take."""

    jobs: int | None = None
    progress: Progress | None = None
    seconds: float = LONGEST
    memory: int = MOST_MEMORY


def ended() -> Problem:
    """What is said of a source whose process died."""
    limits = f"by default {LONGEST} seconds and {MOST_MEMORY // 1024**3} GB"
    message = f"Its process was ended: it took more time or memory than a source may ({limits}). The other sources were done."
    return Problem("HG909", message, fatal=True)


def spread(
    work: Callable[..., Result], dead: Callable[..., Result], tasks: Sequence[tuple[Any, ...]], crew: Crew
) -> list[Result]:
    """The result of `work` for each task, in order, from as many processes as help; the crew's `progress` hears of each.

    A process that dies takes the unfinished tasks of its pool with it: those are done again one by one, and the one that
    kills its process gets the result of `dead`.
    """
    say = crew.progress or (lambda _: None)
    results = _together(work, tasks, crew, say) if len(tasks) > 1 else {}
    for at, task in enumerate(tasks):
        if at not in results:
            try:
                with _pool(1) as pool:
                    results[at] = pool.submit(_within, crew.seconds, crew.memory, work, task).result()
            except BrokenProcessPool:
                results[at] = dead(*task)
            say(str(task[0]))
    return [results[at] for at in range(len(tasks))]


def _together(work: Callable[..., Result], tasks: Sequence[tuple[Any, ...]], crew: Crew, say: Progress) -> dict[int, Result]:
    """The results of tasks done side by side, by their numbers, as far as they came before a process died."""
    results: dict[int, Result] = {}
    workers = max(1, min(crew.jobs or os.cpu_count() or 1, len(tasks)))
    with suppress(BrokenProcessPool), _pool(workers) as pool:
        futures = {pool.submit(_within, crew.seconds, crew.memory, work, task): at for at, task in enumerate(tasks)}
        for future in as_completed(futures):
            results[futures[future]] = future.result()
            say(str(tasks[futures[future]][0]))
    return results


def _within(seconds: float, memory: int, work: Callable[..., Result], task: tuple[Any, ...]) -> Result:
    """Do a task in a worker process, which the system ends when it takes too long: a library's loop hears nothing else."""
    _hold(memory)
    if not hasattr(signal, "setitimer"):  # no such timer on Windows
        return work(*task)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return work(*task)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _hold(memory: int) -> None:
    """Let this process take so much memory and no more, where the system can see to it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (memory if hard == resource.RLIM_INFINITY else min(memory, hard), hard))


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
