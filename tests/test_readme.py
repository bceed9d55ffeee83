"""README's examples, run as they stand: each `$` line of a console block must print what follows it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def steps() -> list[tuple[str, str]]:
    """The commands of all console blocks with what README says they print."""
    found = [re.split(r"^\$ ", block, flags=re.MULTILINE)[1:] for block in blocks("console")]
    return [(command, printed) for block in found for command, _, printed in (step.partition("\n") for step in block)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples in it, as a newcomer's clone has them, and the command on the path."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "raw").symlink_to(ROOT / "raw", target_is_directory=True)
    (folder / "bin").mkdir()
    command = folder / "bin" / "hapgye"
    command.write_text(f"#!/bin/sh\nPYTHONPATH='{ROOT}' exec '{sys.executable}' -m hapgye.cli \"$@\"\n", encoding="utf-8")
    command.chmod(0o755)
    return folder


def shell(command: str, desk: Path) -> subprocess.CompletedProcess[str]:
    path = f"{desk / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, cwd=desk, timeout=300, check=False, env=environment
    )


def test_console_blocks_print_what_readme_says(desk: Path) -> None:
    assert len(steps()) >= 3
    for command, printed in steps():
        run = shell(command, desk)
        assert run.stdout.rstrip() == printed.rstrip(), command


def test_python_block_runs(desk: Path) -> None:
    [code] = blocks("python")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=desk, timeout=120, check=False, env=environment
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[0].startswith("t01 clean ")


def test_baseline_block_accepts_the_wrong_total(desk: Path) -> None:
    [baseline] = blocks("toml")
    (desk / "accepted.toml").write_text(baseline, encoding="utf-8")
    [command] = re.findall(r"^    (hapgye check .* --baseline accepted\.toml)$", README, re.MULTILINE)
    run = shell(command, desk)
    assert run.returncode == 0, run.stdout + run.stderr
