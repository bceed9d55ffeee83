"""Sources side by side: what takes too long or kills its process fails alone."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from typing import Any

import pytest

from hapgye.batch import Crew, _spread


def spread(work: Callable[..., Any], tasks: list[tuple[Any, ...]]) -> list[Any]:
    return _spread(work, lambda *task: ("ended", *task), tasks, Crew(2, seconds=2))


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no such timer")
def test_a_source_that_takes_too_long_is_ended_and_the_others_are_done() -> None:
    assert spread(time.sleep, [(60.0,), (0.0,), (0.1,)]) == [("ended", 60.0), None, None]


def test_a_source_that_kills_its_process_fails_alone() -> None:
    assert spread(os._exit, [(1,)]) == [("ended", 1)]
    assert spread(abs, [(-1,), (2,)]) == [1, 2]


def test_a_fault_of_ours_is_raised() -> None:
    with pytest.raises(TypeError):
        spread(abs, [("one",)])
