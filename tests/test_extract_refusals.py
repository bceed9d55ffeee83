"""Whatever is wrong with a file, `extract.read` answers with a report that says so."""

from __future__ import annotations

import hashlib
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest

import extract
from extract import xlsx_guard
from schemas import Report, Source

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Resources<</Font<</F 5 0 R>>%s>>/Contents 4 0 R>>"
IMAGE = b"/XObject<</I 6 0 R>>"
SHOW_TEXT = b"BT /F 12 Tf 20 100 Td (Total 1,234) Tj ET"
SHOW_IMAGE = b"q 200 0 0 100 20 20 cm /I Do Q"
PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def pdf(content: bytes = SHOW_TEXT, resources: bytes = b"", password: bytes | None = None) -> bytes:
    """A PDF of one page; with `password` it is encrypted (40-bit RC4, revision 2), the owner's password being `owner`."""
    key = b""
    trailer = b""
    if password is not None:
        pad = (password + PADDING)[:32]
        owner = rc4(hashlib.md5((b"owner" + PADDING)[:32]).digest()[:5], pad)
        key = hashlib.md5(pad + owner + b"\xfc\xff\xff\xff" + b"0" * 16).digest()[:5]
        entries = f"/O<{owner.hex()}>/U<{rc4(key, PADDING).hex()}>".encode()
        trailer = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4" + entries + b">>/ID[<" + b"30" * 16 + b"><" + b"30" * 16 + b">]"

    def stream(number: int, head: bytes, data: bytes) -> bytes:
        if key:
            data = rc4(hashlib.md5(key + number.to_bytes(3, "little") + b"\x00\x00").digest()[:10], data)
        return b"<<" + head + b"/Length %d>>stream\n" % len(data) + data + b"\nendstream"

    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        PAGE % resources,
        stream(4, b"", content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        stream(6, b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", b"\x80"),
    ]
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    xref = len(out)
    out += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size 7/Root 1 0 R" + trailer + b">>\nstartxref\n%d\n%%%%EOF\n" % xref
    return bytes(out)


def read(path: Path, data: bytes) -> Report:
    path.write_bytes(data)
    return extract.read(path)


def refused(report: Report) -> str:
    """The rule under which a report was refused; fails if it was not."""
    (problem,) = report.problems
    assert problem.fatal
    assert not report.content
    assert len(problem.message) > 20
    return problem.rule


def test_a_sound_pdf_is_read_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    data = pdf()
    report = read(tmp_path / "table.xlsx", data)
    assert [paragraph.text for paragraph in report.paragraphs] == ["Total 1,234"]
    assert report.problems == ()
    assert report.source == Source(str(tmp_path / "table.xlsx"), "table.xlsx", "pdf", hashlib.sha256(data).hexdigest(), len(data))


def test_an_empty_password_opens(tmp_path: Path) -> None:
    report = read(tmp_path / "a.pdf", pdf(password=b""))
    assert [paragraph.text for paragraph in report.paragraphs] == ["Total 1,234"]


def test_a_password_is_refused(tmp_path: Path) -> None:
    assert refused(read(tmp_path / "a.pdf", pdf(password=b"secret"))) == "HG903"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_pdf_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    data = pdf()
    assert refused(read(tmp_path / "a.pdf", data[: int(len(data) * share)])) == "HG902"


def test_a_pdf_cut_off_in_an_update_is_refused(tmp_path: Path) -> None:
    assert refused(read(tmp_path / "a.pdf", pdf() + b"7 0 obj<</A 1>>endobj\n8 0 obj<<")) == "HG902"


def test_a_pdf_of_pictures_is_refused(tmp_path: Path) -> None:
    assert refused(read(tmp_path / "a.pdf", pdf(SHOW_IMAGE, IMAGE))) == "HG905"


def test_a_blank_pdf_is_refused(tmp_path: Path) -> None:
    assert refused(read(tmp_path / "a.pdf", pdf(b""))) == "HG901"


def test_a_pdf_of_noise_is_refused(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(3000)
    assert refused(read(tmp_path / "a.pdf", b"%PDF-1.7\n" + noise + b"\n%%EOF\n")) == "HG902"


def test_too_many_pages_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.pdf.open.MAX_PAGES", 0)
    assert refused(read(tmp_path / "a.pdf", pdf())) == "HG908"


def test_a_crowded_page_is_told_and_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.pdf.page.MAX_GLYPHS", 3)
    report = read(tmp_path / "a.pdf", pdf())
    assert refused(report) == "HG902"
    assert "Page 1 has 11 characters" in report.problems[0].message


@pytest.mark.parametrize("data", [b"", b" \n \n", b"\xef\xbb\xbf"])
def test_empty_files_are_refused(tmp_path: Path, data: bytes) -> None:
    assert refused(read(tmp_path / "a.txt", data)) == "HG901"


@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_are_refused(tmp_path: Path, seed: int) -> None:
    assert refused(read(tmp_path / "a.pdf", random.Random(seed).randbytes(2000))) == "HG904"


@pytest.mark.parametrize("head", [b"HWP Document File V3.00 \x1a\x01"])
def test_hangul_documents_are_named_and_refused(tmp_path: Path, head: bytes) -> None:
    report = read(tmp_path / "a.hwp", head + b"\x00" * 100)
    assert refused(report) == "HG904"
    assert "HWP" in report.problems[0].message
    assert "does not read yet" in report.problems[0].message


def test_a_damaged_hangul_document_is_refused(tmp_path: Path) -> None:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..HWP Document File"
    assert refused(read(tmp_path / "a.hwp", head + b"\x00" * 100)) == "HG902"


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    assert refused(extract.read(tmp_path / "nothing.pdf")) == "HG907"
    assert refused(extract.read(tmp_path)) == "HG907"
    assert refused(extract.read("a\x00b")) == "HG907"


def test_large_files_are_refused_before_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.MAX_FILE_BYTES", 100)
    assert refused(read(tmp_path / "a.txt", b"x" * 101)) == "HG908"


def test_faults_of_ours_do_not_escape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: Path, source: Source) -> Report:
        raise ZeroDivisionError("oops")

    monkeypatch.setitem(extract.READERS, "text", broken)
    report = read(tmp_path / "a.txt", "총계 1\n".encode())
    assert refused(report) == "HG909"
    assert "ZeroDivisionError" in report.problems[0].message


def workbook(path: Path, *parts: tuple[str, bytes]) -> bytes:
    """A small workbook with more parts written into its package."""
    book = openpyxl.Workbook()
    book.active["A1"] = "합계"
    book.save(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts:
            package.writestr(name, data)
    return path.read_bytes()


def test_a_zip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_guard, "MAX_INFLATED", 1 << 20)
    data = workbook(tmp_path / "b.xlsx", ("xl/media/zero.bin", b"\x00" * (2 << 20)))
    assert len(data) < 20_000
    assert refused(read(tmp_path / "a.xlsx", data)) == "HG908"


def test_a_zip_bomb_that_lies_about_its_size_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_guard, "MAX_INFLATED", 1 << 20)
    size = 2 << 20
    data = workbook(tmp_path / "b.xlsx", ("xl/media/zero.bin", b"\x00" * size))
    lie = data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lie != data
    assert refused(read(tmp_path / "a.xlsx", lie)) in {"HG908", "HG902"}


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><a>&b;</a>'
    assert refused(read(tmp_path / "a.xlsx", workbook(tmp_path / "b.xlsx", ("xl/extra.xml", bomb)))) == "HG902"


@pytest.mark.parametrize(
    "sheet", [b'<worksheet><mergeCell ref="A1:XFD1048576"/></worksheet>', b"<sheetData>" + b"<c/>" * 1_000_001]
)
def test_a_workbook_of_too_many_cells_is_refused(tmp_path: Path, sheet: bytes) -> None:
    data = workbook(tmp_path / "b.xlsx", ("xl/worksheets/sheet2.xml", sheet))
    assert refused(read(tmp_path / "a.xlsx", data)) == "HG908"


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    data = bytearray(workbook(tmp_path / "b.xlsx"))
    data[60:400] = b"\xaa" * 340
    assert refused(read(tmp_path / "a.xlsx", bytes(data))) == "HG902"


def test_a_workbook_without_text_is_refused(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    assert refused(extract.read(tmp_path / "a.xlsx")) == "HG901"
