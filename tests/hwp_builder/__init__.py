r"""Small HWP and HWPX documents from one description, and the compound files that hold the former.

A document is a list of sections, a section a list of paragraphs, a paragraph a text or a list of parts: texts (with `\t` and
`\n`), and the parts of `parts.py`. `hwp(document)` and `hwpx(document)` write it; a test can damage
what they are made of.
"""

from tests.hwp_builder.compound import compound
from tests.hwp_builder.package import hwpx, hwpx_parts, section_xml, zipped
from tests.hwp_builder.parts import Auto, Cell, Deleted, Equation, Guide, Holder, Overprint, Para, Part, Styled, Table, grid
from tests.hwp_builder.records import deflated, encrypted, file_header, hwp, hwp_streams, record, section_records

__all__ = [
    "Auto",
    "Cell",
    "Deleted",
    "Equation",
    "Guide",
    "Holder",
    "Overprint",
    "Para",
    "Part",
    "Styled",
    "Table",
    "compound",
    "deflated",
    "encrypted",
    "file_header",
    "grid",
    "hwp",
    "hwp_streams",
    "hwpx",
    "hwpx_parts",
    "record",
    "section_records",
    "section_xml",
    "zipped",
]
