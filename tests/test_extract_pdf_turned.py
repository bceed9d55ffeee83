"""PDF: text that stands sideways on an upright page, labels set syllable under syllable, and hyphens at line ends."""

from __future__ import annotations

import numpy as np
import pypdfium2
import pytest

import extract
import extract.pdf.page
import normalize
from extract.pdf.page import read_page
from extract.pdf.turned import levelled
from schemas import RawTable
from tests.typesetting import SMALL_PAGE, ReadPdf, Typeset

FIGURES = "[남], [10], [12], [여], [20], [22], [계], [30], [34]"


@pytest.fixture(scope="session")
def written(written: Typeset) -> Typeset:
    """Typesets on small pages."""
    return lambda body: written(SMALL_PAGE + body)


@pytest.fixture(scope="session")
def read_pdf(written: Typeset) -> ReadPdf:
    return lambda body: extract.read(written(body))


def turned(text: str, angle: int) -> str:
    return f"#rotate({angle}deg, reflow: true)[{text}]"


def labelled(label: str, width: int = 24) -> str:
    """A table whose first body cell, over three rows, holds a label."""
    return (
        f"#table(columns: ({width}pt, 60pt, 60pt, 60pt), [], [항목], [전년], [올해], table.cell(rowspan: 3)[{label}], {FIGURES})"
    )


def texts(table: RawTable) -> list[str]:
    return [cell.text for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column))]


BODY = ["남", "10", "12", "여", "20", "22", "계", "30", "34"]


@pytest.mark.parametrize("angle", [-90, 90])
@pytest.mark.parametrize(
    ("label", "read"),
    [("연령대", "연령대"), ("지역 산업", "지역 산업"), ("2031 (Q-1)", "2031 (Q-1)"), ("지역 산업\\ 일자리", "지역 산업\n일자리")],
)
def test_a_sideways_label_reads_in_order_in_its_cell(read_pdf: ReadPdf, angle: int, label: str, read: str) -> None:
    (table,) = read_pdf(labelled(turned(label, angle), 40)).tables
    assert texts(table) == ["", "항목", "전년", "올해", read, *BODY]


@pytest.mark.parametrize("angle", [-90, 90])
def test_sideways_headers_of_narrow_columns_stay_apart(read_pdf: ReadPdf, angle: int) -> None:
    heads = ["본예산", "추경 예산", "예비비 등", "증감률"]
    columns = ", ".join(f"[{turned(head, angle)}]" for head in heads)
    rows = "[남], [1], [2], [3], [4], [여], [5], [6], [7], [8]"
    (table,) = read_pdf(f"#table(columns: (40pt, 16pt, 16pt, 16pt, 16pt), inset: 3pt, [구분], {columns}, {rows})").tables
    assert texts(table)[:5] == ["구분", *heads]


def test_sideways_text_beside_a_table_is_one_line(read_pdf: ReadPdf) -> None:
    report = read_pdf(f"#grid(columns: (30pt, auto), [{turned('등록 인원 120명', -90)}], [{labelled('가')}])")
    assert "등록 인원 120명" in [paragraph.text for paragraph in report.paragraphs]
    (table,) = report.tables
    assert texts(table)[-9:] == BODY


def test_sideways_text_on_a_turned_page(read_pdf: ReadPdf) -> None:
    page = f"#rotate(90deg, reflow: true, block(width: 250pt)[{labelled(turned('연령대', -90))}])"
    (table,) = read_pdf(page).tables
    assert texts(table) == ["", "항목", "전년", "올해", "연령대", *BODY]


def test_ordinary_pages_are_not_asked_for_the_turn_of_every_character(written: Typeset, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    angles = extract.pdf.page._angles

    def counted(handle: int, indexes: list[int]) -> list[int]:
        asked.extend(indexes)
        return angles(handle, indexes)

    monkeypatch.setattr(extract.pdf.page, "_angles", counted)
    monkeypatch.setattr(extract.pdf.page, "_SAMPLED", 1)
    with pypdfium2.PdfDocument(written(labelled("성별", 40) + "\n\n" + "올해 사업의 개요를 적은 글이다. " * 20)) as document:
        page = read_page(document, 1)
    assert len(asked) < len(page.glyphs) / 4


@pytest.mark.parametrize("label", ["성별", "성#linebreak()별"])
def test_a_label_set_syllable_under_syllable_is_one_word(read_pdf: ReadPdf, label: str) -> None:
    (raw,) = read_pdf(labelled(label, 20)).tables
    assert "성\n별" in texts(raw)
    assert normalize.table(raw, "t01").rows[0].path[0] == "성별"


def test_lines_of_words_stay_words(read_pdf: ReadPdf) -> None:
    (raw,) = read_pdf(labelled("성별#linebreak()남", 40)).tables
    assert normalize.table(raw, "t01").rows[0].path[0] == "성별 남"


def test_a_hyphen_at_the_end_of_a_line_is_kept(read_pdf: ReadPdf) -> None:
    (table,) = read_pdf("#table(columns: (60pt, 60pt, 60pt), [등급], [B-], [AAA, AA-], [차등], [B-\\ c], [1-\\ 2])").tables
    assert texts(table) == ["등급", "B-", "AAA, AA-", "차등", "B-\nc", "1-\n2"]


def test_turned_lines_are_one_text_unless_a_stroke_parts_them() -> None:
    boxes = np.array([[0, 20, 10, 30], [0, 10, 10, 20], [15, 20, 25, 30], [15, 10, 25, 20]], dtype=float)
    border = np.array([[12.5, 0, 12.5, 40]], dtype=float)
    apart, _ = levelled(boxes, ["", "", "", ""], [90] * 4, border)
    together, leads = levelled(boxes, ["", "", "", ""], [90] * 4, np.zeros((0, 4)))
    assert apart[:, 2].max() > apart[:2, 2].max() > 5 > apart[0, 0]
    assert together[2:, 1].min() >= together[:2, 3].max()
    assert leads == ["\n", "", "\n", ""]
    assert ((together[:, :2] >= boxes.min(axis=0)[:2]) & (together[:, 2:] <= boxes.max(axis=0)[2:])).all()


def test_upright_characters_are_left_as_they_are() -> None:
    boxes = np.array([[0, 0, 10, 10], [0, 10, 10, 20]], dtype=float)
    assert levelled(boxes, ["", ""], [0, 0], np.zeros((0, 4)))[0].tolist() == boxes.tolist()
