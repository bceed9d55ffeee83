"""The parts of an HWPX file, and the package that holds them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

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

_SPACES = 'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section"'


def xml_paras(paras: Sequence[Para] | str) -> str:
    """Paragraphs as XML; a text is one paragraph a line."""
    return "".join(xml_para(para) for para in (paras.split("\n") if isinstance(paras, str) else paras))


def xml_para(para: Para) -> str:
    """One paragraph as XML, each part in a run of its own."""
    shape, parts = parts_of(para)
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
