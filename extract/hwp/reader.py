"""HWP 5, the binary format of 한글: cells and their spans are stored, so they are taken from there.

본 제품은 한글과컴퓨터의 한글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.
"""

from __future__ import annotations

from pathlib import Path

from extract.collection import no_collection
from extract.hwp.body import Section
from extract.hwp.container import document_information, opened, sections
from extract.hwp.content import report_of
from extract.hwp.lists import lists_of
from extract.hwp.numbers import Lists
from extract.hwp.records import BODY, Budget, records
from extract.hwp.story import Para
from schemas import Report, Source


def read_hwp(path: Path, source: Source) -> Report:
    """Read an HWP 5 document: its tables wherever they stand, and its paragraphs, in document order.

    Damaged parts are problems HG911, tables whose cells do not tile their grid HG702. Raises `Unreadable`: HG901 without
    any text, HG902 damaged, HG903 encrypted, HG908 too large unpacked.
    """
    budget = Budget()
    with no_collection(), opened(path, budget) as package:
        lists = lists_of(document_information(package), budget)
        stories = (_paras(name, data, lists, budget) for name, data in sections(package))
        return report_of(source, stories, lists, budget.faults)


def _paras(name: str, data: bytes, lists: Lists, budget: Budget) -> tuple[Para, ...]:
    return Section(records(data, BODY, budget, name), lists.heads, budget).paras()
