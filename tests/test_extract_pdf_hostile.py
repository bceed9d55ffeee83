"""PDFs made to do harm, and long ones, are read or refused in bounded time and memory."""

from __future__ import annotations

import gc
import resource
import sys
import time
import zlib
from pathlib import Path

import pytest

import extract
from extract.pdf.open import Opened
from extract.pdf.page import Page, read_page
from extract.pdf.streams import needs_count
from schemas import Report
from tests.pdf_builder import FONT, TEXT, chain, document, hostile, pages, single, stream

SECONDS = 30.0
MEGABYTES = 600
HOSTILE = dict(hostile())


def peak() -> float:
    """The most memory that this process has ever held, in megabytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024 if sys.platform != "darwin" else most / 1024**2


def test_there_are_many_hostile_documents() -> None:
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("name", HOSTILE)
def test_harmful_documents_are_read_or_refused_in_bounded_time_and_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(HOSTILE[name])
    before, start = peak(), time.monotonic()
    report = extract.read(path)
    assert time.monotonic() - start < SECONDS
    assert peak() - before < MEGABYTES
    assert report.content or report.problems
    assert all(problem.rule != "HG909" and len(problem.message) > 20 for problem in report.problems)


def read_pages(path: Path, count: int) -> tuple[Report, float]:
    path.write_bytes(pages(count))
    before = peak()
    return extract.read(path), peak() - before


def test_a_long_document_takes_no_more_memory_than_a_short_one(tmp_path: Path) -> None:
    short, _ = read_pages(tmp_path / "a.pdf", 100)
    long, more = read_pages(tmp_path / "b.pdf", 1_000)
    assert len(long.paragraphs) == 10 * len(short.paragraphs)
    assert more < 40


def test_forms_in_forms_are_read_as_long_as_they_draw_little(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(chain(5, b"/X Do"))
    assert [paragraph.text for paragraph in extract.read(path).paragraphs] == ["Total 1,234" * 2]
    path.write_bytes(chain(5, b"/X Do /X Do"))
    assert not extract.read(path).problems


@pytest.mark.parametrize("draws", [b"/X Do /X Do", b"/X Do " * 1_000])
def test_forms_that_draw_too_much_are_said_so(tmp_path: Path, draws: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(chain(40, draws))
    (problem,) = extract.read(path).problems
    assert (problem.rule, problem.fatal) == ("HG902", True)
    assert "drawing instructions" in problem.message


def test_a_page_that_draws_too_much_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    bomb = stream(zlib.compress(b"0 0 m 9 9 l S\n" * 2_000_000, 9), b"/Filter/FlateDecode")
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Resources<</Font<</F 4 0 R>>>>/Contents %d 0 R>>"
    tree = b"<</Type/Pages/Kids[5 0 R 6 0 R]/Count 2>>"
    path.write_bytes(document(b"<</Type/Catalog/Pages 2 0 R>>", tree, bomb, FONT, leaf % 3, leaf % 7, stream(TEXT)))
    report = extract.read(path)
    assert [paragraph.text for paragraph in report.paragraphs] == ["Total 1,234"]
    assert [(problem.rule, problem.place.page) for problem in report.problems] == [("HG906", 1)]


def test_ordinary_pages_are_not_counted() -> None:
    assert not needs_count(single(), 1)
    assert not needs_count(chain(5, b"/X Do"), 300)
    assert needs_count(chain(5, b"/X Do " * 1_000), 1)


def test_pages_that_draw_too_much_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("extract.pdf.open", "extract.pdf.streams"):
        monkeypatch.setattr(f"{module}.MAX_DRAWN_IN_ALL", 100_000)
    path = tmp_path / "a.pdf"
    content = stream(b"0 0 m 9 9 l S\n" * 3_000 + TEXT)
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Resources<</Font<</F 4 0 R>>>>/Contents 3 0 R>>"
    tree = b"<</Type/Pages/Kids[5 0 R 6 0 R 7 0 R]/Count 3>>"
    path.write_bytes(document(b"<</Type/Catalog/Pages 2 0 R>>", tree, content, FONT, leaf, leaf, leaf))
    report = extract.read(path)
    assert [paragraph.place.page for paragraph in report.paragraphs] == [1, 2]
    assert [(problem.rule, problem.place.page) for problem in report.problems] == [("HG906", 3)]


def test_pages_are_let_go_once_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pages(8))
    held: list[int] = []

    def counted(document: object, number: int) -> Page:
        held.append(sum(isinstance(thing, Page) for thing in gc.get_objects()))
        return read_page(document, number)

    gc.collect()
    monkeypatch.setattr("extract.pdf.open.read_page", counted)
    assert len(extract.read(path).paragraphs) == 8
    assert max(held) - held[0] <= 1


def test_a_long_document_is_opened_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pages(7))
    monkeypatch.setattr("extract.pdf.open._AT_ONCE", 3)
    documents = []
    with Opened(path) as opened:
        for number in range(1, 8):
            assert len(opened.page(number).glyphs) == 10
            documents.append(opened._document)
    assert [documents[at] is documents[at - 1] for at in range(1, 7)] == [True, True, False, True, True, False]
