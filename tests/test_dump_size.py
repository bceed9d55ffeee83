"""The work on a text dump grows with its size, not with the square of it."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest

import extract
from check.sentences import sentences
from hapgye import pipeline
from schemas import Paragraph, Place, Quantity, Statement

KINDS = {"one line": "가나 12,345 ", "one line of claims": "지원 예산 1,234백만원(56.7%) 증가, 목표 890명, "}
_FOURFOLD = 10  # four times the size: 4 is linear, 16 quadratic


def seconds(text: str, path: Path) -> float:
    """The processor time to read and check a dump."""
    path.write_text(text, encoding="utf-8")
    start = time.process_time()
    pipeline.audit(extract.read(path))
    return time.process_time() - start


@pytest.mark.parametrize("kind", KINDS)
def test_one_line_four_times_as_long_takes_no_ten_times_as_long(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    times = 30_000 // len(KINDS[kind])
    seconds(KINDS[kind] * 10, path)
    small = min(seconds(KINDS[kind] * times, path) for _ in range(2))
    assert seconds(KINDS[kind] * 4 * times, path) < _FOURFOLD * small


def statement(text: str, word: str) -> Statement:
    starts = [at for at in range(len(text)) if text.startswith(word, at)]
    found = tuple(Quantity(word, Decimal(12_345), start=at, end=at + len(word)) for at in starts)
    return Statement(Paragraph(text, Place(line=1)), found)


def test_a_text_too_long_for_a_sentence_is_parted_between_its_figures() -> None:
    text = "가나 12,345 " * 1_000
    parts = sentences([statement(text, "12,345")])
    assert "".join(part.text for part in parts) == text
    assert max(len(part.text) for part in parts) <= 2_000
    texts = [part.text[figure.start : figure.end] for part in parts for figure in part.figures]
    assert texts == ["12,345"] * 1_000


def test_a_sentence_is_not_parted() -> None:
    assert len(sentences([statement("올해 12,345명을 뽑아 목표를 채움. 내년에는 12,345명", "12,345")])) == 1


def test_many_subtotals_of_one_table_take_no_time_each(tmp_path: Path) -> None:
    rows = [[(at * 7 + group, at * 31 + group * 3) for at in range(9)] for group in range(150)]
    lines = ["구분 인원(명) 예산(백만원)"]
    for group, parts in enumerate(rows):
        lines.append("소계 " + " ".join(f"{sum(column):,}" for column in zip(*parts, strict=True)))
        lines += [f"나눔{group}가{at} {heads} {money:,}" for at, (heads, money) in enumerate(parts)]
    assert seconds("\n".join(lines), tmp_path / "dump.txt") < 5
