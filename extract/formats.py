"""What a file is, told from its content; and text from bytes."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections import Counter
from itertools import islice

import regex

from extract.errors import Unreadable

NAMES = {
    "pdf": "PDF",
    "text": "text",
    "csv": "CSV",
    "xlsx": "XLSX",
    "hwp": "HWP 5 (한글)",
    "hwpx": "HWPX (한글)",
    "hwp3": "HWP 3.x (한글)",
}
"""The formats told apart, by the names under which readers are listed."""

_FOREIGN = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"BM", "a BMP image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "an RTF document"),
)
_PACKAGES = (("word/", "a Word document"), ("ppt/", "a PowerPoint document"), ("META-INF/manifest.xml", "an OpenDocument file"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = regex.compile(r"\s*<(?:!doctype|html|\?xml|head|body|table)\b", regex.IGNORECASE)
_ADVICE = "Expected PDF, HWPX, HWP, text, CSV or XLSX: convert the file and run again."
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = regex.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_THOUSANDS = regex.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])")
_SAMPLE_LINES = 500


def tell_format(data: bytes, name: str = "") -> str:
    """The key in `NAMES` of what `data` holds; `name` only breaks a tie between text and CSV.

    Raises `Unreadable`: HG901 empty, HG902 damaged, HG903 encrypted, HG904 none of the known formats.
    """
    if not data.strip(b"\x00 \t\r\n\xff\xfe\xef\xbb\xbf"):
        raise Unreadable("HG901", f"The file holds nothing but white space ({len(data)} bytes): fetch it again.")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"HWP Document File"):
        return "hwp3"
    if data.startswith(_OLE):
        return _tell_ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _tell_package(data)
    for magic, what in _FOREIGN:
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:64]):
            raise Unreadable("HG904", f"The content is {what}. {_ADVICE}")
    return _tell_text(decode(data), name)


def _tell_ole(data: bytes) -> str:
    """HWP 5 and old or encrypted Office files share one container: the names of its streams (in UTF-16) tell them apart."""
    if b"HWP Document File" in data or "HwpSummaryInformation".encode("utf-16-le") in data:
        return "hwp"
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable("HG903", "The content is an Office file with a password: ask the issuer for an open copy.")
    raise Unreadable("HG904", f"The content is an Office file of the old binary kind (.doc, .xls or .ppt). {_ADVICE}")


def _tell_package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = {entry.filename: entry for entry in package.infolist()}
            mimetype = package.open("mimetype").read(100) if "mimetype" in entries else b""
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Unreadable("HG902", f"The file begins like a zip package but is damaged ({error}): fetch it again.") from error
    if b"hwp+zip" in mimetype:
        return "hwpx"
    if "xl/workbook.xml" in entries:
        if entries["xl/workbook.xml"].flag_bits & 1:
            raise Unreadable("HG903", "The spreadsheet's package has a password: ask the issuer for an open copy.")
        return "xlsx"
    what = next((what for part, what in _PACKAGES if any(name.startswith(part) for name in entries)), "a zip archive")
    raise Unreadable("HG904", f"The content is {what}. {_ADVICE}")


def _tell_text(text: str, name: str) -> str:
    if not text.strip():
        raise Unreadable("HG901", "The file holds nothing but white space: fetch it again.")
    if _MARKUP.match(text):
        raise Unreadable("HG904", f"The content is markup (HTML or XML). {_ADVICE}")
    return "csv" if delimiter(text, name) else "text"


def decode(data: bytes) -> str:
    r"""The text in `data`: UTF-8 or UTF-16 (with or without a byte order mark) or CP949; line ends become `\n`.

    A stray undecodable byte becomes U+FFFD. Raises `Unreadable` HG904 where the bytes are no text.
    """
    text = _decoded(data)
    controls = sum(1 for _ in _CONTROLS.finditer(text))
    if "\x00" in text or controls * 200 > len(text):
        raise Unreadable("HG904", f"The content is binary data of an unknown kind. {_ADVICE}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    encodings = [encoding for bom, encoding in _BOMS if data.startswith(bom)][:1]
    encodings += _utf16_by_pattern(data) if not encodings else []
    for encoding in [*encodings, "utf-8", "cp949"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    for encoding in [*encodings, "utf-8", "cp949"]:
        text = data.decode(encoding, errors="replace")
        if text.count("\ufffd") * 1000 <= len(text):
            return text
    raise Unreadable("HG904", f"The content is neither text in UTF-8, UTF-16 or CP949 nor a known format. {_ADVICE}")


def _utf16_by_pattern(data: bytes) -> list[str]:
    """UTF-16 without a mark: blanks, digits and line ends leave zero bytes, all on the same side of their pairs."""
    sample = data[: 1 << 16]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 50 < len(sample) or min(even, odd) * 20 > max(even, odd):
        return []
    return ["utf-16-le"] if odd > even else ["utf-16-be"]


def delimiter(text: str, name: str = "") -> str | None:
    """The delimiter of a CSV text, None if the text is no CSV.

    CSV has the same number of fields on nearly all lines. A comma inside `47,318`, or before a blank, parts no fields, so
    a dump of figures or prose is none. The name `.csv` or `.tsv` lowers what is asked for.
    """
    named = name.lower().endswith((".csv", ".tsv"))
    masked = _THOUSANDS.sub("0", text)
    for mark in ("\t", ","):
        if mark in masked and _consistent(masked, mark, share=0.5 if named else 0.9) and (named or not _prose(masked, mark)):
            return mark
    return "," if name.lower().endswith(".csv") and "," in masked else None


def _consistent(text: str, mark: str, share: float) -> bool:
    """Whether nearly all lines have the same number of fields, and more than one."""
    lines = io.StringIO("\n".join(line for line in islice(text.split("\n"), _SAMPLE_LINES) if line.strip()), newline="")
    try:
        counts = Counter(len(record) for record in csv.reader(lines, delimiter=mark))
    except csv.Error:
        return False
    width, often = counts.most_common(1)[0]
    return width > 1 and often >= 2 and often >= share * counts.total()


def _prose(text: str, mark: str) -> bool:
    return mark == "," and text.count(", ") * 5 > text.count(",")
