"""Measures how reading a text dump grows with its size: `python bench/dump.py [--size MB]`.

Every kind of dump is made up, read and normalised at one size and at twice that size; a ratio of 2 is linear.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import extract
import normalize

ROW = "라벨{0}      {1:,}    {2}     {3}\n"


def columns(size: int) -> str:
    """One table whose columns stand apart."""
    rows = (ROW.format(at % 977, at % 9973, at % 787, at % 31) for at in range(size // 40))
    return "구분      가나    다라     마바\n" + "".join(rows)


KINDS: dict[str, Callable[[int], str]] = {
    "columns": columns,
    "no columns": lambda size: " ".join(columns(size).split(" ")).replace("  ", " "),
    "one line": lambda size: "가나 12,345 " * (size // 18),
    "short lines": lambda size: "12\n" * (size // 3),
    "only labels": lambda size: "구분\n" * (size // 7),
    "only blanks": lambda size: "구분\n" + " " * size + "x",
}


def seconds(text: str, path: Path) -> float:
    """The time to read and normalise a dump."""
    path.write_text(text, encoding="utf-8")
    start = time.perf_counter()
    report = extract.read(path)
    normalize.tables(report.tables)
    normalize.statements(report.paragraphs)
    return time.perf_counter() - start


def main() -> None:
    """Print one line a kind: the time at the size asked for, and how it grows when the size doubles."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=float, default=0.5, help="megabytes")
    size = int(parser.parse_args().size * 1_000_000)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dump.txt"
        for name, make in KINDS.items():
            once, twice = seconds(make(size), path), seconds(make(2 * size), path)
            print(f"{name:12}  {once:7.2f} s  grows {twice / once:4.1f} times when the size doubles", flush=True)


if __name__ == "__main__":
    main()
