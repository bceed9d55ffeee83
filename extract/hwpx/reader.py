"""HWPX, the XML format of 한글 (OWPML, KS X 6101): cells and their spans are stored, so they are taken from there.

본 제품은 한글과컴퓨터의 한글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extract.collection import no_collection
from extract.hwp.content import report_of
from extract.hwp.numbers import Lists
from extract.hwp.records import Budget
from extract.hwp.story import Frame, Para
from extract.hwpx.body import Section
from extract.hwpx.lists import lists_of
from extract.hwpx.package import FAULTS, Package, opened, part, spine
from schemas import Report, Source


def read_hwpx(path: Path, source: Source) -> Report:
    """Read an HWPX document: its tables wherever they stand, and its paragraphs, in document order.

    Damaged parts are problems HG911, tables whose cells do not tile their grid HG702. Raises `Unreadable`: HG901 without
    any text, HG902 damaged, HG903 encrypted, HG908 too large unpacked.
    """
    budget = Budget()
    with no_collection(), opened(path, budget) as package:
        names, masters, header = spine(package)
        lists = _lists(package, header)
        stories = [_paras(package, name, lists) for name in names]
        stories += [_furniture(_paras(package, name, lists)) for name in masters]
        return report_of(source, stories, lists, budget.faults)


def _lists(package: Package, header: str) -> Lists:
    from lxml import etree

    try:
        if header:
            with part(package, header) as stream:
                return lists_of(stream)
    except (*FAULTS, etree.XMLSyntaxError):
        package.budget.fault(f"{header} cannot be read: automatic numbers before paragraphs are missing.")
    return Lists()


def _paras(package: Package, name: str, lists: Lists) -> Iterator[Para]:
    """The paragraphs of a part; what is wrong with it is a fault, and those before it are kept."""
    from lxml import etree

    try:
        with part(package, name) as stream:
            yield from Section(lists.heads, package.budget).paras(stream)
    except (*FAULTS, etree.XMLSyntaxError) as error:
        package.budget.fault(f"{name} is damaged ({error}): what follows there is missing.")


def _furniture(paras: Iterator[Para]) -> Iterator[Para]:
    yield Para((Frame("furniture", tuple(paras)),))
