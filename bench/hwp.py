"""Speed and memory of the HWP and HWPX readers, beside an independent reader of the same files.

    python bench/hwp.py [--oracle PYTHON] [--rounds N] FILE_OR_FOLDER...

Reads every file N times (3 unless given) in one process a reader, the readers in turn, and prints for each: files per second
of processor time in its best round (both use one thread, and other work on the machine does not count), peak memory, and how
many tables it found. The oracle is `dochan` in the Python interpreter that
`--oracle` names (this one unless given); where it is not installed, that is said and only our readers are measured.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parent.parent
PEAK = """
def peak():
    try:
        return next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmHWM"))
    except OSError:
        return float("nan")
"""
OURS = """
import extract
def read(path):
    return sum(1 for _ in extract.read(path).tables)
"""
ORACLE = """
from dochan import Dochan
def read(path):
    return len(Dochan(path).find_all("table"))
"""
MEASURE = """
import json, sys, time
paths = sys.stdin.read().split("\\n")
for ending in (".hwp", ".hwpx"):
    any(read(path) >= 0 for path in paths if path.lower().endswith(ending))
start = time.process_time()
tables = sum(read(path) for path in paths)
print(json.dumps({"seconds": time.process_time() - start, "tables": tables, "megabytes": peak()}))
"""


def sources(arguments: list[str]) -> list[Path]:
    """The files named, and those in the folders named."""
    found: list[Path] = []
    for path in map(Path, arguments):
        inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in {".hwp", ".hwpx"}) if path.is_dir() else [path]
        found += [inner.resolve() for inner in inside]
    return found


def measured(python: str, code: str, paths: list[Path]) -> dict[str, Any]:
    """One round of a reader over all files, in a process of its own."""
    command = [python, "-c", PEAK + code + MEASURE]
    run = subprocess.run(command, input="\n".join(map(str, paths)), capture_output=True, text=True, check=True, cwd=TOP)
    return dict(json.loads(run.stdout.splitlines()[-1]))


def installed(python: str) -> str:
    """The oracle's version in an interpreter, "" where it is not installed."""
    code = "from importlib.metadata import version; print(version('dochan'))"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=False).stdout.strip()


def line(name: str, rounds: list[dict[str, Any]], files: int) -> str:
    best = min(found["seconds"] for found in rounds)
    memory = max(found["megabytes"] for found in rounds)
    return f"{name:16} {files / best:8.1f} files/s  {memory:6.0f} MB  {rounds[0]['tables']:6} tables"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--oracle", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    paths = sources(options.sources)
    if not paths:
        print("no HWP or HWPX file among the sources")
        return 2
    version = installed(options.oracle)
    ours: list[dict[str, Any]] = []
    theirs: list[dict[str, Any]] = []
    for _ in range(max(1, options.rounds)):
        ours.append(measured(sys.executable, OURS, paths))
        if version:
            theirs.append(measured(options.oracle, ORACLE, paths))
    print(line("hapgye", ours, len(paths)))
    if not version:
        print(f"dochan is not installed in {options.oracle}: no comparison (install it there, or name another with --oracle)")
        return 0
    print(line(f"dochan {version}", theirs, len(paths)))
    ratio = min(found["seconds"] for found in theirs) / min(found["seconds"] for found in ours)
    print(f"hapgye is {ratio:.1f} times as fast, over {len(paths)} files in {len(ours)} rounds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
