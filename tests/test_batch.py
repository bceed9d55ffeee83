"""Sources side by side: what takes too long or kills its process fails alone."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hapgye.crew import Crew
from hapgye.crew import spread as spread_over
from hapgye.showing import not_shown, shown


def spread(work: Callable[..., Any], tasks: list[tuple[Any, ...]]) -> list[Any]:
    return spread_over(work, lambda *task: ("ended", *task), tasks, Crew(2, seconds=2))


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no such timer")
def test_a_source_that_takes_too_long_is_ended_and_the_others_are_done() -> None:
    assert spread(time.sleep, [(60.0,), (0.0,), (0.1,)]) == [("ended", 60.0), None, None]


def test_a_source_that_kills_its_process_fails_alone() -> None:
    assert spread(os._exit, [(1,)]) == [("ended", 1)]
    assert spread(abs, [(-1,), (2,)]) == [1, 2]


def test_a_fault_of_ours_is_raised() -> None:
    with pytest.raises(TypeError):
        spread(abs, [("one",)])


def marks_in_marks(count: int) -> bytes:
    """A PDF whose content opens marks and closes none: each holds all before it."""
    content = b"BMC " * count
    return b"\n".join(
        (
            b"%PDF-1.7",
            b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
            b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj",
            b"4 0 obj<</Length %d>>stream" % len(content),
            content,
            b"endstream endobj",
            b"trailer<</Root 1 0 R>>",
            b"%%EOF",
        )
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts what a process holds")
def test_a_source_that_takes_too_much_memory_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(marks_in_marks(30_000))
    (found,) = spread_over(shown, not_shown, [(str(path), "text")], Crew(1, memory=1024**3))
    assert [(problem.rule, problem.fatal) for problem in found.problems] == [("HG909", True)]


def leave_a_mark(path: str) -> None:
    with Path(path).open("a") as marks:
        marks.write("x")
    os._exit(1)


def test_a_single_source_that_kills_its_process_is_not_done_twice(tmp_path: Path) -> None:
    path = tmp_path / "marks"
    assert spread(leave_a_mark, [(str(path),)]) == [("ended", str(path))]
    assert path.read_text() == "x"
