"""The records of an HWP file, and the streams that hold them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.hwp.crypt import masks
from tests.hwp_builder.compound import compound
from tests.hwp_builder.parts import (
    SHAPES,
    Auto,
    Equation,
    Guide,
    Holder,
    Overprint,
    Para,
    Part,
    Table,
    parts_of,
)

PARA_HEADER, PARA_TEXT, RANGE_TAG, CTRL, LIST, TABLE, EQUATION = 66, 67, 70, 71, 72, 77, 88


def record(tag: int, level: int, data: bytes) -> bytes:
    """One record with its header."""
    size = min(len(data), 0xFFF)
    return struct.pack("<I", tag | level << 10 | size << 20) + (struct.pack("<I", len(data)) if size == 0xFFF else b"") + data


def _units(text: str) -> bytes:
    return text.encode("utf-16-le")


def _counted(text: str) -> bytes:
    return struct.pack("<H", len(_units(text)) // 2) + _units(text)


def _anchor(char: int, kind: str) -> bytes:
    return struct.pack("<H4s8sH", char, kind.encode()[::-1], b"", char)


@dataclass
class _Text:
    """A paragraph's text record in the making, with the records of its controls."""

    level: int
    units: bytes = b""
    controls: bytes = b""
    deleted: list[tuple[int, int]] = field(default_factory=list)

    def control(self, char: int, kind: str, data: bytes = b"", inner: bytes = b"") -> None:
        self.units += _anchor(char, kind)
        self.controls += record(CTRL, self.level + 1, kind.encode()[::-1] + data) + inner

    def add(self, part: Part) -> None:
        if isinstance(part, str):
            self.units += b"".join(_anchor(9, "    ") if char == "\t" else _units(char) for char in part)
        elif isinstance(part, Table):
            self.control(11, "tbl ", bytes(40), _table(part, self.level + 2))
        elif isinstance(part, Holder):
            char, kind = {"box": (11, "gso "), "note": (17, "fn  "), "remark": (15, "tcmt"), "memo": (3, "%%me")}.get(
                part.kind, (16, part.kind[:4])
            )
            self.control(char, kind, bytes(20), _holder(part, self.level + 2))
        elif isinstance(part, Guide):
            command = f"Clickhere:set:9:Direction:wstring:{len(part.guide)}:{part.guide} HelpState:wstring:0:  "
            self.control(3, "%clk", bytes(5) + _counted(command) + bytes(4))
            self.units += _units(part.text) + _anchor(4, "%clk")
        elif isinstance(part, Auto):
            self.control(18, "atno", struct.pack("<I4H", 1, part.number, 0, 0, ord(")")))
        elif isinstance(part, Equation):
            self.control(11, "eqed", bytes(40), record(EQUATION, self.level + 2, bytes(4) + _counted(part.script)))
        elif isinstance(part, Overprint):
            self.control(23, "tcps", _counted(part.text))
        else:
            start = len(self.units) // 2
            self.units += _units(part.text)
            self.deleted.append((start, len(self.units) // 2))


def para_records(para: Para, level: int = 0) -> bytes:
    """The records of one paragraph."""
    shape, parts = parts_of(para)
    text = _Text(level)
    for part in parts:
        text.add(part)
    data = text.units + _units("\r")
    out = record(PARA_HEADER, level, struct.pack("<IIHBBHHHI", len(data) // 2, 0, shape, 0, 0, 1, 0, 0, 0))
    out += record(PARA_TEXT, level + 1, data) if len(data) > 2 else b""
    if text.deleted:
        tags = b"".join(struct.pack("<III", start, end, 0x11 << 24 | 1) for start, end in text.deleted)
        out += record(RANGE_TAG, level + 1, tags)
    return out + text.controls


def paras_records(paras: Sequence[Para] | str, level: int) -> bytes:
    """The records of paragraphs; a text is one paragraph a line."""
    return b"".join(para_records(para, level) for para in (paras.split("\n") if isinstance(paras, str) else paras))


def _holder(part: Holder, level: int) -> bytes:
    if part.kind == "box":
        shape = record(76, level, bytes(40))
        return shape + record(LIST, level + 1, struct.pack("<II", len(part.content), 0)) + paras_records(part.content, level + 1)
    return record(LIST, level, struct.pack("<II", len(part.content), 0)) + paras_records(part.content, level)


def _table(table: Table, level: int) -> bytes:
    rows, columns = table.size()
    out = b""
    if table.caption:
        out += record(LIST, level, struct.pack("<II", len(table.caption), 0) + bytes(14)) + paras_records(table.caption, level)
    out += record(TABLE, level, struct.pack("<IHH", 0, rows & 0xFFFF, columns & 0xFFFF) + bytes(12))
    for cell in table.cells:
        flags = 1 << 18 if cell.header else 0
        head = struct.pack("<II4H", 1, flags, cell.column, cell.row, cell.colspan, cell.rowspan) + bytes(23)
        out += record(LIST, level, head) + paras_records(cell.content, level)
    return out


def doc_info() -> bytes:
    """A DocInfo stream with the paragraph shapes and lists above."""
    levels = (("^1.", 0), ("^2.", 8), *(("", 0),) * 5)
    numbering = b"".join(struct.pack("<IHHI", shape << 5, 0, 0, 0) + _counted(text) for text, shape in levels)
    numbering += struct.pack("<H7I", 0, *(1,) * 7)
    bullet = bytes(12) + _units("□") + bytes(10)
    kinds = {"NONE": 0, "OUTLINE": 1, "NUMBER": 2, "BULLET": 3}
    shapes = [struct.pack("<I24xHHH", kinds[kind] << 23 | level << 25, 0, ident, 0) for kind, ident, level in SHAPES]
    return b"".join([record(23, 1, numbering), record(24, 1, bullet), *(record(25, 1, shape) for shape in shapes)])


def section_records(section: Sequence[Para]) -> bytes:
    """The records of a section, the section's definition first (its outline is list 1)."""
    definition = _anchor(2, "secd")
    out = record(PARA_HEADER, 0, struct.pack("<IIHBBHHHI", 9, 0, 0, 0, 0, 1, 0, 0, 0))
    out += record(PARA_TEXT, 1, definition + _units("\r"))
    out += record(CTRL, 1, b"secd"[::-1] + bytes(14) + struct.pack("<H", 1) + bytes(10))
    return out + paras_records(section, 0)


def deflated(data: bytes, trailer: bytes | None = None) -> bytes:
    """Raw deflate with the CRC-32 and length that Hancom writes behind it, or another trailer."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    end = struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF) if trailer is None else trailer
    return packer.compress(data) + packer.flush() + end


def encrypted(data: bytes, seed: int = 0x1234567) -> bytes:
    """The content of a section of a distribution document."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    plain = struct.pack("<I", seed) + bytes(range(252))
    key = plain[4 + (seed & 15) :][:16]
    masked = bytes(byte ^ mask for byte, mask in zip(plain, masks(seed), strict=True))
    cipher = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    return record(28, 0, masked) + cipher.update(data + bytes(-len(data) % 16)) + cipher.finalize()


def file_header(flags: int = 1) -> bytes:
    """The FileHeader stream of version 5.1."""
    return (b"HWP Document File".ljust(32, b"\x00") + struct.pack("<II", 0x05010000, flags)).ljust(256, b"\x00")


def hwp_streams(document: Sequence[Sequence[Para]], flags: int = 1) -> dict[str, bytes]:
    """The streams of an HWP file; flags: 1 compressed, 4 distribution."""
    pack = deflated if flags & 1 else bytes
    folder = "ViewText" if flags & 4 else "BodyText"
    lock = encrypted if flags & 4 else bytes
    sections = {f"{folder}/Section{at}": lock(pack(section_records(section))) for at, section in enumerate(document)}
    return {"FileHeader": file_header(flags), "DocInfo": pack(doc_info()), **sections}


def hwp(document: Sequence[Sequence[Para]], flags: int = 1) -> bytes:
    """An HWP file."""
    return compound(hwp_streams(document, flags))
