"""What a file is comes from its content, and text from whatever encoding it has."""

from __future__ import annotations

import io
import zipfile

import pytest

from extract.errors import Unreadable
from extract.formats import decode, delimiter, tell_format

KOREAN = "구분,예산\n직접일자리,12106\n간접일자리,35212\n합계,47318\n"
DUMP = "구분 사업수 예산\n총계 78 47,318\n직접일자리 15 12,106\n간접일자리 63 35,212\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500


def package(**parts: bytes) -> bytes:
    """A zip with the named parts, the same bytes at any time; `__` in a name stands for a slash, `_dot_` for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name.replace("__", "/").replace("_dot_", ".")), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"junk before\n%PDF-1.4\n", "pdf"),
        (DUMP.encode(), "text"),
        (KOREAN.encode(), "csv"),
        (KOREAN.replace(",", "\t").encode("cp949"), "csv"),
        (KOREAN.encode("utf-16"), "csv"),
        (package(xl__workbook_dot_xml=b"<workbook/>"), "xlsx"),
        (package(mimetype=b"application/hwp+zip"), "hwpx"),
        (OLE + b"HWP Document File V5.00" + b"\x00" * 50, "hwp"),
        (b"HWP Document File V3.00 \x1a\x01\x02", "hwp3"),
    ],
)
def test_formats_are_told_from_content(data: bytes, kind: str) -> None:
    assert tell_format(data, "wrong.name") == kind


@pytest.mark.parametrize(
    ("data", "rule", "word"),
    [
        (b"", "HG901", "white space"),
        (b" \n\t\r\n ", "HG901", "white space"),
        ("　\n".encode(), "HG901", "white space"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "HG904", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "HG904", "JPEG"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "HG904", "markup"),
        (package(word__document_dot_xml=b"<w/>"), "HG904", "Word"),
        (package(readme=b"hello"), "HG904", "zip"),
        (package(readme=b"hello")[:20], "HG902", "damaged"),
        (OLE + b"W\x00o\x00r\x00d\x00", "HG904", "Office"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "HG903", "password"),
        (bytes(range(256)) * 8, "HG904", "neither"),
        (b"\x00\x01\x02\x03" * 100, "HG904", "binary"),
    ],
)
def test_what_is_no_format_is_refused(data: bytes, rule: str, word: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        tell_format(data)
    assert refusal.value.rule == rule
    assert word in refusal.value.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949", "utf-32"])
def test_text_is_decoded(encoding: str) -> None:
    assert decode(DUMP.encode(encoding)) == DUMP


def test_big_endian_text_with_a_mark_is_decoded() -> None:
    assert decode(b"\xfe\xff" + DUMP.encode("utf-16-be")) == DUMP


def test_line_ends_become_one_kind() -> None:
    assert decode("가\r\n나\r다\n".encode()) == "가\n나\n다\n"


def test_one_bad_byte_does_not_lose_a_long_text() -> None:
    text = decode((DUMP * 40).encode() + b"\xff\n")
    assert text.startswith(DUMP)
    assert text.count("\ufffd") == 1


@pytest.mark.parametrize("data", [b"a\x00b", b"\x01\x02\x03\x04 text", b"\x80\xff\xfe\xfa" * 9])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"binary|neither"):
        decode(data)


@pytest.mark.parametrize(
    ("text", "name", "mark"),
    [
        (KOREAN, "a.txt", ","),
        ('구분,예산\n"총계","47,318"\n"직접","12,106"\n', "a.txt", ","),
        ("구분\t예산\n총계\t47,318\n직접\t12,106\n", "a.txt", "\t"),
        (DUMP, "a.txt", None),
        ("총계 47,318\n직접 12,106\n간접 35,212\n", "a.txt", None),
        ("올해는, 늘었다\n내년은, 준다\n후년은, 같다\n", "a.txt", None),
        ("표 1\n(단위 : 천원)\n구분,예산\n총계,3\n직접,1\n간접,2\n", "a.txt", None),
        ("표 1\n(단위 : 천원)\n구분,예산\n총계,3\n직접,1\n간접,2\n", "a.csv", ","),
        ("한 줄뿐,이다\n", "a.txt", None),
    ],
)
def test_csv_is_told_from_prose_and_dumps(text: str, name: str, mark: str | None) -> None:
    assert delimiter(text, name) == mark
