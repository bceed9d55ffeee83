"""Which reading of a table wins: the one whose totals hold, if it loses no figures; and how many tables are read again."""

from __future__ import annotations

from pathlib import Path

import pytest

import extract
from hapgye.pipeline import audit
from schemas import Audit, RawTable, Report, Source
from tests.builders import grid

WRONG = "구분 | 예산 | 집행\n가 | 10 | 5\n나 | 20 | 6\n다 | 30 | 7\n합계 | 68 | 18"
RIGHT = WRONG.replace("68", "60")
WITHOUT_COLUMN = "구분 | 집행\n가 | 5\n나 | 6\n다 | 7\n합계 | 18"


def audited(monkeypatch: pytest.MonkeyPatch, other: str, tables: int = 1) -> tuple[Audit, list[Path]]:
    """The audit of a report of equal wrong tables that other readers see as `other`, and the paths that they were asked for."""
    asked: list[Path] = []

    def opinions(path: Path, table: RawTable) -> tuple[RawTable, ...]:
        asked.append(path)
        return (grid(other),)

    monkeypatch.setattr(extract, "second_opinions", opinions)
    source = Source("report.pdf", "report.pdf", "pdf", "", 0)
    return audit(Report(source, tuple(grid(WRONG, caption=f"표 {n}") for n in range(tables)))), asked


def test_the_reading_whose_totals_hold_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = audited(monkeypatch, RIGHT)
    assert [table.status for table in found.tables] == ["clean"]


def test_a_reading_that_loses_figures_does_not_win(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = audited(monkeypatch, WITHOUT_COLUMN)
    assert [table.status for table in found.tables] == ["quarantined"]


def test_a_dozen_tables_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    found, asked = audited(monkeypatch, WRONG, tables=15)
    assert [table.status for table in found.tables] == ["quarantined"] * 15
    assert len(asked) == 12
