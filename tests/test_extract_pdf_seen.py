"""What of a page is read: no text without ink, outside its clip or the page, or white on paper; and what is filled into forms."""

from __future__ import annotations

from pathlib import Path

import pytest

import extract
from extract.pdf.filled import laid_out
from extract.pdf.sense import recognition
from schemas import Report

LATIN = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
WORDS = b"".join(b"BT /F 10 Tf %d %d Td (%d) Tj ET " % (x, y, x + y) for y in range(20, 180, 40) for x in (20, 100))
SECRET = b"BT /F 10 Tf 199 60 Td (777) Tj ET "
IMAGE = b"q %d 0 0 %d 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q "


def written(folder: Path, content: bytes, page: bytes = b"", more: bytes = b"", root: bytes = b"") -> Report:
    """The report of a PDF of one page, 300 x 200 points, with a content stream; `page` and `root` add entries, `more` objects."""
    parts = [
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R%b>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" % root,
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R%b" % page,
        b"/Resources<</Font<</F %b>>>>>>endobj\n" % LATIN,
        b"4 0 obj<</Length %d>>stream\n%b\nendstream endobj\n%b" % (len(content), content, more),
        b"trailer<</Root 1 0 R>>\n%%EOF",
    ]
    path = folder / "page.pdf"
    path.write_bytes(b"".join(parts))
    return extract.read(path)


def texts(report: Report) -> str:
    """All that was read, and what the source is said to hold."""
    read = [p.text for p in report.paragraphs] + [cell.text for table in report.tables for cell in table.cells]
    return " ".join([*read, *(line.text for line in report.seen)])


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (SECRET, True),
        (b"3 Tr " + SECRET + b"0 Tr ", False),
        (b"2 Tr " + SECRET + b"0 Tr ", True),
        (b"1 g " + SECRET + b"0 g ", False),
        (b"0 0 1 rg 190 50 60 30 re f 1 g " + SECRET + b"0 g ", True),
        (b"0 0 1 rg 190 50 60 30 re f 1 g 190 50 60 30 re f " + SECRET + b"0 g ", False),
        (b"0.4 G 30 w 190 65 m 250 65 l S 1 g " + SECRET + b"0 g 0 G 1 w ", True),
        (IMAGE % (300, 200) + b"1 g " + SECRET + b"0 g ", True),
        (b"q 190 50 60 30 re W n " + SECRET + b"Q ", True),
        (b"q 100 50 60 30 re W n " + SECRET + b"Q ", False),
        (b"q 190 50 60 30 re W n 0 0 10 10 re W n " + SECRET + b"Q ", False),
        (SECRET.replace(b"199 60", b"310 60"), False),
    ],
)
def test_only_text_that_shows_is_read(tmp_path: Path, content: bytes, seen: bool) -> None:
    found = texts(written(tmp_path, content + WORDS))
    assert ("777" in found) is seen
    assert "120" in found


def test_text_cut_by_its_clip_is_read_up_to_there(tmp_path: Path) -> None:
    content = b"q 195 50 10 30 re W n BT /F 10 Tf 197 60 Td (123456789) Tj ET Q "
    assert {word for word in texts(written(tmp_path, content + WORDS)).split() if word.startswith("12")} == {"12", "120"}


def test_what_is_cropped_off_is_not_read(tmp_path: Path) -> None:
    assert "777" in texts(written(tmp_path, SECRET + WORDS, b"/CropBox[0 0 250 200]"))
    assert "777" not in texts(written(tmp_path, SECRET + WORDS, b"/CropBox[0 0 150 200]"))


def test_text_recognised_in_a_scan_is_read_and_said_so(tmp_path: Path) -> None:
    report = written(tmp_path, IMAGE % (300, 200) + b"3 Tr " + WORDS)
    assert "120" in texts(report)
    assert [problem.rule for problem in report.problems] == ["HG913"]
    beside = written(tmp_path, IMAGE % (150, 200) + b"3 Tr " + SECRET + b"0 Tr " + WORDS)
    assert "777" in texts(beside)
    assert [problem.rule for problem in beside.problems] == ["HG913"]
    assert written(tmp_path, IMAGE % (300, 200) + WORDS).problems == ()


def test_pages_of_recognised_text_make_one_problem() -> None:
    (problem,) = recognition(range(3, 40))
    assert "3, 4, 5, 6, 7, 8, 9, 10, 11, 12 …" in problem.message
    assert recognition([]) == ()


# forms


def field(number: int, kind: bytes, value: bytes, more: bytes = b"") -> bytes:
    box = b"[150 %d 250 %d]" % (20 * number, 20 * number + 16)
    entry = b"%d 0 obj<</Type/Annot/Subtype/Widget/FT/%b/T(f%d)/V %b/Rect%b/DA(/F 9 Tf)%b>>endobj\n"
    return entry % (number, kind, number, value, box, more)


FORM = b"/AcroForm<</Fields[5 0 R 6 0 R 7 0 R 8 0 R]/DR<</Font<</F %b>>>>>>" % LATIN
NOTES = b"/Annots[5 0 R 6 0 R 7 0 R 8 0 R 9 0 R]"
FIELDS = (
    field(5, b"Tx", b"(1,234 won)")
    + field(6, b"Tx", b"(hidden)", b"/F 2")
    + field(7, b"Tx", b"(secret)", b"/Ff 8192")
    + field(8, b"Btn", b"/Yes", b"/AS/Yes/AP<</N<</Yes 10 0 R/Off 10 0 R>>>>")
    + b"9 0 obj<</Type/Annot/Subtype/FreeText/Contents(typed in)/Rect[20 180 120 195]/DA(/F 9 Tf)>>endobj\n"
    + b"10 0 obj<</Length 0/Type/XObject/Subtype/Form/BBox[0 0 1 1]>>stream\n\nendstream endobj\n"
)


def test_values_of_form_fields_are_read_in_their_cells(tmp_path: Path) -> None:
    lines = b"".join(b"20 %d m 250 %d l S " % (y, y) for y in (98, 118, 138)) + b"".join(
        b"%d 98 m %d 138 l S " % (x, x) for x in (20, 140, 250)
    )
    words = b"BT /F 10 Tf 30 105 Td (Amount) Tj ET BT /F 10 Tf 30 125 Td (Item) Tj ET BT /F 10 Tf 160 125 Td (Value) Tj ET "
    report = written(tmp_path, lines + words, NOTES, FIELDS, FORM)
    (table,) = report.tables
    assert [cell.text for cell in table.cells] == ["Item", "Value", "Amount", "1,234 won"]
    assert "typed in" in texts(report)
    assert "✓" in texts(report)
    assert "hidden" not in texts(report)
    assert "secret" not in texts(report)


def test_a_form_that_is_damaged_leaves_the_page(tmp_path: Path) -> None:
    damaged = b"/AcroForm<</Fields[5 0 R 5 0 R 3 0 R 99 0 R (x)]>>"
    loop = b"5 0 obj<</Type/Annot/Subtype/Widget/FT/Tx/T(f)/Parent 5 0 R/Kids[5 0 R]/Rect[0 0 0 0]>>endobj\n"
    assert "120" in texts(written(tmp_path, WORDS, b"/Annots[5 0 R 5 0 R 99 0 R]", loop, damaged))


def test_a_value_is_laid_out_inside_its_box() -> None:
    laid = list(laid_out("합계 12\n나머지", 10, 20, 40, 60))
    assert "".join(lead + text for text, *_, lead in laid) == "\n합계 12\n나머지"
    assert all(10 <= x0 < x1 <= 40 and 20 <= top < bottom <= 60 for _, x0, top, x1, bottom, _ in laid)
    assert list(laid_out("가", 10, 20, 10, 60)) == []
    assert list(laid_out("", 10, 20, 40, 60)) == []


def test_images_as_thin_as_rules_are_rules(tmp_path: Path) -> None:
    line = b"q %d 0 0 %d %d %d cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q "
    lines = b"".join(line % (200, 1, 20, y) for y in (20, 60, 100)) + b"".join(line % (1, 80, x, 20) for x in (20, 120, 219))
    words = b"".join(b"BT /F 10 Tf %d %d Td (%b) Tj ET " % (x, y, w) for x, y, w in ((30, 75, b"a"), (130, 35, b"b")))
    (table,) = written(tmp_path, lines + words + b"BT /F 10 Tf 130 75 Td (c) Tj ET ").tables
    assert (table.rows, table.columns, table.reader) == (2, 2, "pdfium")
