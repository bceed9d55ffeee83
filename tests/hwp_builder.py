r"""Small HWP and HWPX documents from one description, and the compound files that hold the former.

A document is a list of sections, a section a list of paragraphs, a paragraph a text or a list of parts: texts (with `\t` and
`\n`), and the parts below. `hwp(document)` and `hwpx(document)` write it; their keyword arguments make it damaged.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from extract.hwp_crypt import masks

PARA_HEADER, PARA_TEXT, RANGE_TAG, CTRL, LIST, TABLE, EQUATION = 66, 67, 70, 71, 72, 77, 88


@dataclass(frozen=True)
class Cell:
    """A cell: its anchor, its paragraphs, its spans, whether it is flagged as header."""

    row: int
    column: int
    content: Sequence[Para] | str = ""
    rowspan: int = 1
    colspan: int = 1
    header: bool = False


@dataclass(frozen=True)
class Table:
    """A table; its size is what its cells need unless given."""

    cells: Sequence[Cell]
    caption: Sequence[Para] = ()
    rows: int | None = None
    columns: int | None = None

    def size(self) -> tuple[int, int]:
        down = max((cell.row + cell.rowspan for cell in self.cells), default=0)
        across = max((cell.column + cell.colspan for cell in self.cells), default=0)
        return self.rows if self.rows is not None else down, self.columns if self.columns is not None else across


@dataclass(frozen=True)
class Holder:
    """What holds paragraphs: `box` (text box), `header`, `footer`, `note`, `memo`, `remark` (hidden)."""

    kind: str
    content: Sequence[Para]


@dataclass(frozen=True)
class Guide:
    """A click-here field: its guide text and what was filled in."""

    guide: str
    text: str


@dataclass(frozen=True)
class Auto:
    """An automatic number, printed as digits with `)` behind it."""

    number: int


@dataclass(frozen=True)
class Equation:
    """An equation by its script."""

    script: str


@dataclass(frozen=True)
class Deleted:
    """Text that a tracked change deleted."""

    text: str


@dataclass(frozen=True)
class Overprint:
    """Overprinted characters (글자 겹침)."""

    text: str


@dataclass(frozen=True)
class Styled:
    """A paragraph with a paragraph shape: an index into `SHAPES`."""

    shape: int
    parts: Sequence[Part]


Part = str | Table | Holder | Guide | Auto | Equation | Deleted | Overprint
Para = str | Sequence[Part] | Styled
SHAPES = (("NONE", 0, 0), ("NUMBER", 1, 0), ("NUMBER", 1, 1), ("BULLET", 1, 0), ("OUTLINE", 1, 0))
"""Paragraph shapes: kind of head, id of its list, level. List 1 counts `1.` and `가.`; bullet 1 is `□`."""


def grid(text: str, **more: object) -> Table:
    """A table from a pipe grid: `<` belongs to the cell on the left, `^` to the one above."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    cells = [
        Cell(r, c, cell, 1 + _run(rows[at][c] for at in range(r + 1, len(rows))), 1 + _run(iter(row[c + 1 :]), "<"))
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
        if cell not in {"<", "^"}
    ]
    return Table(cells, **more)  # type: ignore[arg-type]


def _run(marks: Iterable[str], mark: str = "^") -> int:
    count = 0
    for found in marks:
        if found != mark:
            break
        count += 1
    return count


def _parts(para: Para) -> tuple[int, Sequence[Part]]:
    if isinstance(para, Styled):
        return para.shape, para.parts
    return 0, [para] if isinstance(para, str) else para


# HWP ------------------------------------------------------------------------------------------------------------------


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
    shape, parts = _parts(para)
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


# Compound files -------------------------------------------------------------------------------------------------------

_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file (version 3) of streams, whose names may have one folder."""
    sectors: list[bytes] = []
    fat: list[int] = []

    def store(data: bytes) -> int:
        """Append sectors; the first one's number."""
        count = -(-len(data) // 512)
        first = len(sectors)
        sectors.extend(data[at * 512 : at * 512 + 512].ljust(512, b"\x00") for at in range(count))
        fat.extend([*range(first + 1, first + count), _END] if count else [])
        return first if count else _END

    mini, minifat = b"", []
    entries: dict[str, tuple[int, int]] = {}
    for name, data in streams.items():
        if len(data) >= 4096:
            entries[name] = (store(data), len(data))
            continue
        first, count = len(mini) // 64, -(-len(data) // 64)
        mini += data.ljust(count * 64, b"\x00")
        minifat += [*range(first + 1, first + count), _END] if count else []
        entries[name] = (first if count else _END, len(data))
    root = (store(mini), len(mini))
    minifat_at = store(b"".join(struct.pack("<I", at) for at in minifat).ljust(-(-len(minifat) * 4 // 512) * 512, b"\xff"))
    directory_at = store(_directory(entries, root))
    fat_sectors = 1
    while fat_sectors * 128 < len(fat) + fat_sectors:
        fat_sectors += 1
    fat_at = len(sectors)
    fat += [_FAT] * fat_sectors
    table = b"".join(struct.pack("<I", at) for at in fat).ljust(fat_sectors * 512, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, fat_sectors, directory_at, 0, 4096, minifat_at, -(-len(minifat) // 128), _END, 0, fat_at,
    )  # fmt: skip
    header += b"".join(struct.pack("<I", fat_at + at if at < fat_sectors else _FREE) for at in range(1, 109))
    return header + b"".join(sectors) + table


def _directory(entries: Mapping[str, tuple[int, int]], root: tuple[int, int]) -> bytes:
    """Directory entries: siblings hang on each other's right."""
    folders: dict[str, list[str]] = {"": []}
    for name in entries:
        folder = name.rpartition("/")[0]
        if folder and folder not in folders:
            folders[folder] = []
            folders[""].append(folder)
        folders[folder].append(name)
    names = [name for group in folders.values() for name in group]
    number = {name: at for at, name in enumerate(names, 1)}
    out = _entry("Root Entry", 5, number[folders[""][0]], _NONE, *root)
    for name in names:
        group = folders[name.rpartition("/")[0]]
        place = group.index(name)
        right = number[group[place + 1]] if place + 1 < len(group) else _NONE
        inner = number[folders[name][0]] if name in folders else _NONE
        start, size = entries.get(name, (0, 0))
        out += _entry(name.rpartition("/")[2], 1 if name in folders else 2, inner, right, start, size)
    return out.ljust(-(-len(out) // 512) * 512, b"\x00")


def _entry(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:
    title = _units(name + "\x00")
    return struct.pack(
        "<64sHBBIII16xI16xIQ", title, len(title), kind, 1, _NONE, right, child, 0, start, size
    )  # fmt: skip


# HWPX -----------------------------------------------------------------------------------------------------------------

_SPACES = 'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section"'


def xml_paras(paras: Sequence[Para] | str) -> str:
    """Paragraphs as XML; a text is one paragraph a line."""
    return "".join(xml_para(para) for para in (paras.split("\n") if isinstance(paras, str) else paras))


def xml_para(para: Para) -> str:
    """One paragraph as XML, each part in a run of its own."""
    shape, parts = _parts(para)
    runs = "".join(f'<hp:run charPrIDRef="0">{_xml(part)}</hp:run>' for part in parts)
    return f'<hp:p id="0" paraPrIDRef="{shape}">{runs}<hp:linesegarray/></hp:p>'


def _xml(part: Part) -> str:
    if isinstance(part, str):
        return f"<hp:t>{escape(part).replace(chr(9), '<hp:tab/>').replace(chr(10), '<hp:lineBreak/>')}</hp:t>"
    if isinstance(part, Table):
        return _xml_table(part)
    if isinstance(part, Holder):
        return _xml_holder(part)
    if isinstance(part, Guide):
        command = f"Clickhere:set:9:Direction:wstring:{len(part.guide)}:{part.guide} HelpState:wstring:0:  "
        param = f'<hp:parameters><hp:stringParam name="Command">{escape(command)}</hp:stringParam></hp:parameters>'
        begin = f'<hp:ctrl><hp:fieldBegin id="7" type="CLICK_HERE">{param}</hp:fieldBegin></hp:ctrl>'
        return f'{begin}<hp:t>{escape(part.text)}</hp:t><hp:ctrl><hp:fieldEnd beginIDRef="7"/></hp:ctrl>'
    if isinstance(part, Auto):
        form = '<hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar=")"/>'
        return f'<hp:ctrl><hp:autoNum num="{part.number}" numType="FOOTNOTE">{form}</hp:autoNum></hp:ctrl>'
    if isinstance(part, Equation):
        return f"<hp:equation><hp:script>{escape(part.script)}</hp:script></hp:equation>"
    if isinstance(part, Overprint):
        return f"<hp:compose composeText={quoteattr(part.text)}/>"
    return f"<hp:t><hp:deleteBegin/>{escape(part.text)}<hp:deleteEnd/></hp:t>"


def _xml_holder(part: Holder) -> str:
    inner = f"<hp:subList>{xml_paras(part.content)}</hp:subList>"
    return {
        "box": f"<hp:rect><hp:drawText>{inner}</hp:drawText></hp:rect>",
        "note": f"<hp:ctrl><hp:footNote>{inner}</hp:footNote></hp:ctrl>",
        "remark": f"<hp:ctrl><hp:hiddenComment>{inner}</hp:hiddenComment></hp:ctrl>",
        "memo": f'<hp:ctrl><hp:fieldBegin id="8" type="MEMO">{inner}</hp:fieldBegin></hp:ctrl>',
    }.get(part.kind, f"<hp:ctrl><hp:{part.kind}>{inner}</hp:{part.kind}></hp:ctrl>")


def _xml_table(table: Table) -> str:
    rows, columns = table.size()
    caption = f"<hp:caption><hp:subList>{xml_paras(table.caption)}</hp:subList></hp:caption>" if table.caption else ""
    lines: dict[int, str] = {}
    for cell in table.cells:
        lines[cell.row] = lines.get(cell.row, "") + (
            f'<hp:tc header="{int(cell.header)}"><hp:subList>{xml_paras(cell.content)}</hp:subList>'
            f'<hp:cellAddr colAddr="{cell.column}" rowAddr="{cell.row}"/>'
            f'<hp:cellSpan colSpan="{cell.colspan}" rowSpan="{cell.rowspan}"/></hp:tc>'
        )
    body = "".join(f"<hp:tr>{line}</hp:tr>" for line in lines.values())
    return f'<hp:tbl rowCnt="{rows}" colCnt="{columns}">{caption}{body}</hp:tbl>'


def section_xml(section: Sequence[Para], before: str = "") -> str:
    """A section's part; `before` stands behind the XML declaration."""
    first = '<hp:p paraPrIDRef="0"><hp:run><hp:secPr outlineShapeIDRef="1"/></hp:run></hp:p>'
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<hs:sec {_SPACES}>{first}{xml_paras(section)}</hs:sec>'


def header_xml() -> str:
    """A header part with the paragraph shapes and lists above."""
    levels = '<hh:paraHead start="1" level="1" numFormat="DIGIT">^1.</hh:paraHead>'
    levels += '<hh:paraHead start="1" level="2" numFormat="HANGUL_SYLLABLE">^2.</hh:paraHead>'
    shapes = "".join(
        f'<hh:paraPr id="{at}"><hh:heading type="{kind}" idRef="{ident}" level="{level}"/></hh:paraPr>'
        for at, (kind, ident, level) in enumerate(SHAPES)
    )
    lists = f'<hh:numbering id="1">{levels}</hh:numbering><hh:bullet id="1" char="□"/>'
    return f'<?xml version="1.0"?><hh:head xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head">{lists}{shapes}</hh:head>'


def hwpx_parts(document: Sequence[Sequence[Para]]) -> dict[str, str | bytes]:
    """The parts of an HWPX file."""
    count = len(document)
    items = "".join(f'<opf:item id="s{at}" href="Contents/section{at}.xml"/>' for at in range(count))
    spine = "".join(f'<opf:itemref idref="s{at}"/>' for at in range(count))
    package = f"<opf:manifest>{items}</opf:manifest><opf:spine>{spine}</opf:spine>"
    return {
        "mimetype": "application/hwp+zip",
        "META-INF/manifest.xml": '<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        "Contents/content.hpf": f'<opf:package xmlns:opf="http://www.idpf.org/2007/opf/">{package}</opf:package>',
        "Contents/header.xml": header_xml(),
        **{f"Contents/section{at}.xml": section_xml(section) for at, section in enumerate(document)},
    }


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip package of the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def hwpx(document: Sequence[Sequence[Para]]) -> bytes:
    """An HWPX file."""
    return zipped(hwpx_parts(document))
