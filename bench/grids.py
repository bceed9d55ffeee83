"""Compares the tables read out of documents with their true grids: prints the pooled shares of right tables and cells.

`HAPGYE_SHARED` names the folder with `corpus/` (documents, and `corpus/grids/` with grids of the same name), `bench/`
and `score/grid.py`. Run it with `make bench`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path


def pairs(shared: Path) -> Iterator[tuple[str, list[str]]]:
    """Of every set its name and its pairs DOCUMENT=TRUTH; a grid made from HWPX goes before one made from HWP."""
    grids = shared / "corpus" / "grids"
    for kind in ("pdf", "hwpx", "hwp"):
        yield kind, [f"{path}={truth}" for path in sorted((shared / "corpus" / kind).glob("*")) if (truth := grid(grids, path))]
    icdar = shared / "bench" / "icdar2013-eu"
    truths = ((path, path.with_name(f"{path.stem}-str.xml")) for path in sorted(icdar.glob("*.pdf")))
    yield "icdar2013-eu", [f"{path}={truth}" for path, truth in truths if truth.exists()]


def grid(grids: Path, path: Path) -> Path | None:
    """The true grid of a document."""
    found = (grids / f"{path.stem}.{ending}.json" for ending in ("hwpx", "hwp"))
    return next((truth for truth in found if truth.exists()), None)


def main() -> int:
    """Score every set; 2 where `HAPGYE_SHARED` does not name the shared documents."""
    shared = Path(os.environ.get("HAPGYE_SHARED", ""))
    score = shared / "score" / "grid.py"
    if not os.environ.get("HAPGYE_SHARED") or not score.exists():
        print("HAPGYE_SHARED must name the folder with corpus/, bench/ and score/grid.py", file=sys.stderr)
        return 2
    command = f"{Path(sys.executable).with_name('hapgye')} show --format json"
    for name, some in pairs(shared):
        if some:
            print(f"\n{name}", flush=True)
            subprocess.run([sys.executable, str(score), "--cmd", command, *some], check=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
