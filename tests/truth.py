"""The samples in raw/ and the true tables they were made from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TRUTH = ROOT / "tests" / "samples" / "truth"


def truth(name: str) -> list[dict[str, Any]]:
    """The true tables of a sample, as its script wrote them."""
    tables: list[dict[str, Any]] = json.loads((TRUTH / f"{Path(name).stem}.json").read_text(encoding="utf-8"))["tables"]
    return tables


def closed(text: str) -> str:
    """A text without its white space: how a cell's lines were broken is the printer's business."""
    return "".join(text.split())
