"""Tables read out of text dumps, and texts that hold none, hostile ones among them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from extract.errors import Unreadable
from extract.text.lines import split_lines
from extract.text.regions import find_regions
from schemas import Paragraph, RawTable
from tests.builders import read_dump, rows_of, shown
from tests.properties import examples

ROOT = Path(__file__).resolve().parents[1]

DUMPS = {
    "a header on one line": (
        "구분 점포 상인회 빈점포\n\n합계 1,291 41 12\n\n가온시장 1,204 30 7\n\n나루시장 87 11 5\n",
        "구분 | 점포 | 상인회 | 빈점포\n합계 | 1,291 | 41 | 12\n가온시장 | 1,204 | 30 | 7\n나루시장 | 87 | 11 | 5",
    ),
    "a shattered header": (
        "구 분\n일자리\n목표\n(명)\n\n예산(백만원)\n\n합계 국비 시비 구비\n\n합 계 500 90 30 40 20\n\n"
        "직접일자리 300 60 20 25 15\n\n간접일자리 200 30 10 15 5\n",
        """
        구 분      | 일자리 목표 (명) | 예산(백만원) | <  | <  | <
        ^          | ^   | 합계 | 국비 | 시비 | 구비
        합 계      | 500 | 90   | 30   | 40   | 20
        직접일자리 | 300 | 60   | 20   | 25   | 15
        간접일자리 | 200 | 30   | 10   | 15   | 5
        """,
    ),
    "a header of two rows": (
        "구 분\n2020년 2021년\n\n목표 실적 목표 실적\n\n총계 100 90 120 110\n\n직접 60 50 70 66\n",
        """
        구 분 | 2020년 | <    | 2021년 | <
        ^     | 목표   | 실적 | 목표   | 실적
        총계  | 100    | 90   | 120    | 110
        직접  | 60     | 50   | 70     | 66
        """,
    ),
    "units behind names": (
        "구분 일자리(개) 예산(백만원) 참여자(명)\n총계 100 900 120\n직접 60 500 70\n",
        "구분 | 일자리(개) | 예산(백만원) | 참여자(명)\n총계 | 100 | 900 | 120\n직접 | 60 | 500 | 70",
    ),
    "a category column": (
        "사업명 유형 목표 예산\n\n합계 90 900\n\n공원 가꾸기 신규 10 100\n길 청소 계속 20 200\n배움터 열기 신규 20 200\n"
        "책 나르기 계속 10 100\n마을 살핌 신규 15 150\n우물 고치기 계속 15 150\n",
        """
        사업명      | 유형 | 목표 | 예산
        합계        | <    | 90   | 900
        공원 가꾸기 | 신규 | 10   | 100
        길 청소     | 계속 | 20   | 200
        배움터 열기 | 신규 | 20   | 200
        책 나르기   | 계속 | 10   | 100
        마을 살핌   | 신규 | 15   | 150
        우물 고치기 | 계속 | 15   | 150
        """,
    ),
    "entries over two rows with one amount": (
        "사업명 유형 목표 예산\n\n합계 96 1,050\n\n공원 가꾸기 신규 10 100\n\n계속 5\n\n"
        "길 청소 계속 20 200\n배움터 열기 신규 10 200\n"
        "책 나르기 계속 10 100\n마을 살핌 신규 15 150\n\n우물 고치기 계속 15 250\n신규 11\n가게 잇기 계속 10 50\n",
        """
        사업명      | 유형 | 목표 | 예산
        합계        | <    | 96   | 1,050
        공원 가꾸기 | 신규 | 10   | 100
        ^           | 계속 | ~    | 5
        길 청소     | 계속 | 20   | 200
        배움터 열기 | 신규 | 10   | 200
        책 나르기   | 계속 | 10   | 100
        마을 살핌   | 신규 | 15   | 150
        우물 고치기 | 계속 | 15   | 250
        ^           | 신규 | ~    | 11
        가게 잇기   | 계속 | 10   | 50
        """,
    ),
    "group labels one syllable a line": (
        "구 분 가온구 나루구\n\n전체인구 100 200\n\n성\n별\n\n남성 40 90\n\n여성 60 110\n\n"
        "연\n령\n별\n\n청년 30 50\n\n노년 70 150\n",
        """
        구 분    | <    | 가온구 | 나루구
        전체인구 | <    | 100    | 200
        성별     | 남성 | 40     | 90
        ^        | 여성 | 60     | 110
        연령별   | 청년 | 30     | 50
        ^        | 노년 | 70     | 150
        """,
    ),
    "shares behind figures": (
        "구분 가온구 나루구\n합계 100 (100%) 200 (100%)\n남성 40 (40%) 90 (45%)\n여성 60 (60%) 110 (55%)\n",
        "구분 | 가온구 | 나루구\n합계 | 100 (100%) | 200 (100%)\n남성 | 40 (40%) | 90 (45%)\n여성 | 60 (60%) | 110 (55%)",
    ),
    "page numbers between": (
        "구분 점포 직원\n합계 60 66\n가온 10 11\n\n- 3 -\n\n나루 20 22\n다온 30 33\n",
        "구분 | 점포 | 직원\n합계 | 60 | 66\n가온 | 10 | 11\n나루 | 20 | 22\n다온 | 30 | 33",
    ),
    "the header again on the next page": (
        "구분 점포 직원\n합계 60 66\n가온 10 11\n\n- 3 -\n\n구분 점포 직원\n나루 20 22\n다온 30 33\n",
        "구분 | 점포 | 직원\n합계 | 60 | 66\n가온 | 10 | 11\n나루 | 20 | 22\n다온 | 30 | 33",
    ),
    "ragged rows": (
        "구분 합계 국비 시비 구비\n합계 60 15 20 25\n가온 30 10 15 5\n나루 25 20 5\n다온 5 5\n",
        "구분 | 합계 | 국비 | 시비 | 구비\n합계 | 60 | 15 | 20 | 25\n가온 | 30 | 10 | 15 | 5\n"
        "나루 | ~ | 25 | 20 | 5\n다온 | ~ | 5 | 5",
    ),
    "a label on the line above": (
        "구분 점포 직원\n합계 60 66\n\n창업 및 사회적경제\n지원 10 11\n\n나루 20 22\n다온 30 33\n",
        "구분 | 점포 | 직원\n합계 | 60 | 66\n창업 및 사회적경제 지원 | 10 | 11\n나루 | 20 | 22\n다온 | 30 | 33",
    ),
    "markers in place of figures": (
        "구분 점포 직원\n합계 60 66\n나루 - 66\n다온 60 비예산\n라온 △ 5 -\n",
        "구분 | 점포 | 직원\n합계 | 60 | 66\n나루 | - | 66\n다온 | 60 | 비예산\n라온 | △5 | -",
    ),
    "no header": ("나루 10 11\n다온 20 22\n라온 30 33\n", "나루 | 10 | 11\n다온 | 20 | 22\n라온 | 30 | 33"),
}

NO_TABLES = {
    "prose with figures": (
        "가온구에는 2021년에 20,900명이 살아 2020년보다 500명 줄었다.\n여성은 10,868명, 남성은 10,032명이다.\n"
    ),
    "list items": (
        "○ 어르신 일자리 : 1,200명\n- 공원 돌봄 300명\n- 길 청소 900명\n○ 청년 일자리 : 300명\n① 배움터 100명\n② 가게 200명\n"
    ),
    "two rows without a header": "나루 10 11\n다온 20 22\n",
    "page numbers": "- 1 -\n\n- 2 -\n\n3\n\n4\n",
    "separators": "---- ----\n==== ====\n" * 20,
    "nothing": "\n \n\t\n",
}


def only(tables: tuple[RawTable, ...]) -> RawTable:
    (table,) = tables
    return table


@pytest.mark.parametrize("name", DUMPS)
def test_tables(name: str, tmp_path: Path) -> None:
    text, expected = DUMPS[name]
    rows = rows_of(expected)
    width = max(len(row) - ("~" in row) for row in rows)
    assert shown(only(read_dump(tmp_path, text).tables)) == [
        row if "~" in row else row + [""] * (width - len(row)) for row in rows
    ]


@pytest.mark.parametrize("name", NO_TABLES)
def test_texts_without_tables_are_paragraphs(name: str, tmp_path: Path) -> None:
    report = read_dump(tmp_path, NO_TABLES[name])
    assert report.tables == ()
    assert [p.text for p in report.paragraphs] == [line.text for line in split_lines(NO_TABLES[name])]


def test_tables_and_the_lines_between_them_keep_their_order(tmp_path: Path) -> None:
    text = (
        "Ⅰ. 처음\n< 시장 >\n(단위 : 개)\n구분 점포 직원\n합계 30 33\n나루 30 33\n※ 자료 : 조사\n"
        "< 주민 >\n구분 남 여\n합계 7 8\n나루 7 8\n끝\n"
    )
    report = read_dump(tmp_path, text)
    kinds = ["T" if isinstance(item, RawTable) else "p" for item in report.content]
    assert "".join(kinds) == "pppTppTp"
    first, second = report.tables
    assert (first.caption, first.unit, first.section, first.footnotes) == (
        "< 시장 >",
        "(단위 : 개)",
        ("Ⅰ. 처음",),
        ("※ 자료 : 조사",),
    )
    assert (second.caption, second.unit) == ("< 주민 >", "")
    assert [table.place.line for table in report.tables] == [4, 9]


def test_cells_know_their_lines_and_pages(tmp_path: Path) -> None:
    table = only(read_dump(tmp_path, "구분 점포 직원\n합계 30 33\n나루 10 11\n\f- 2 -\n다온 20 22\n").tables)
    places = {cell.text: (cell.place.page, cell.place.line) for cell in table.cells}
    assert places["직원"] == (1, 1)
    assert places["다온"] == places["22"] == (2, 5)
    assert table.header_rows == 1


def test_a_remark_behind_the_figures_is_its_own_column(tmp_path: Path) -> None:
    table = only(read_dump(tmp_path, "구분 점포 직원 비고\n합계 30 33\n나루 10 11\n다온 20 22 새로 생김\n").tables)
    assert shown(table)[-1] == ["다온", "20", "22", "새로 생김"]


def test_a_column_of_remarks_has_its_name(tmp_path: Path) -> None:
    table = only(read_dump(tmp_path, "구분 점포 직원 비고\n합계 30 33\n나루 10 11\n다온 20 22 새로 생김\n").tables)
    assert shown(table)[0] == ["구분", "점포", "직원", "비고"]


SAME_LINES = "가온 7\n가온 7\n"


def test_a_line_printed_twice_is_no_fault(tmp_path: Path) -> None:
    assert read_dump(tmp_path, SAME_LINES).content


READ = """
import sys, tempfile
from pathlib import Path
sys.path.insert(0, {root!r})
from extract.text.reader import read_text
from schemas import Source
path = Path(tempfile.mkdtemp()) / "dump.txt"
path.write_text({text}, encoding="utf-8")
report = read_text(path, Source(str(path), path.name, "text", "", 0))
print(len(report.tables), len(report.paragraphs))
"""
HOSTILE = {
    "a megabyte of digits": '"7" * 1_000_000',
    "half a million figures on one line": '"7 " * 500_000',
    "one token a line": '"7\\n" * 100_000',
    "one word a line": '"가\\n" * 100_000',
    "separators only": '"---- | ==== \\n" * 20_000',
    "markers only": '"- - - -\\n" * 20_000',
    "deep parentheses": '"(" * 200_000',
    "deep closed parentheses": '("(" * 300 + ")" * 300 + "\\n") * 500',
    "an endless list": '"1," * 300_000',
    "a header of many words": '"구분 " + "가나 " * 3_000 + "\\n가온 7 8\\n나루 7 8\\n"',
    "wide rows": '("가온 " + "7 " * 2_000 + "\\n나루 " + "8 " * 2_000 + "\\n") * 20',
    "bullets": '"○ " * 300_000',
    "unit captions": '"(단위 : " * 50_000',
}
LONG = {
    "many rows": '"".join(f"가온{n} {n} 8\\n" for n in range(100_000))',
    "many lone figures": '"".join(f"가온{n} {n}\\n" for n in range(100_000))',
}


def read_apart(text: str, seconds: float) -> str:
    """What reading a text comes to in a process of its own; fails where it takes longer."""
    script = READ.format(root=str(ROOT), text=text)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=seconds, check=False)
    assert done.returncode == 0, done.stderr[-800:]
    return done.stdout


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_read_in_time(name: str) -> None:
    assert read_apart(HOSTILE[name], 30)


@pytest.mark.parametrize("name", LONG)
def test_long_texts_are_read_in_time(name: str) -> None:
    assert read_apart(LONG[name], 30)


words = st.sampled_from(
    [
        "구분",
        "합계",
        "계",
        "가온",
        "나루",
        "7",
        "1,234",
        "△3",
        "(45%)",
        "12.5%",
        "-",
        "비예산",
        "(단위 : 명)",
        "비고",
        "성",
        "별",
        "○",
        "※ 자료",
        "1.",
        "- 3 -",
    ]
)
dumps = st.lists(st.lists(words, max_size=6).map(" ".join), max_size=25).map("\n".join)


@examples(1, HealthCheck.function_scoped_fixture)
@given(st.one_of(dumps, st.text(st.characters(exclude_categories=["Cs"]), max_size=200)))
@example("구분\n구분 7")
@example("(단위 : 명)\n⇒\n사업명\n7")
def test_no_text_makes_the_reader_raise(tmp_path: Path, text: str) -> None:
    try:
        report = read_dump(tmp_path, text)
    except Unreadable:
        return  # control characters make it no text
    assert all(table.rows > 0 for table in report.tables)


@given(dumps)
def test_regions_do_not_overlap(text: str) -> None:
    lines = split_lines(text)
    regions = find_regions(lines)
    ends = [-1, *(region.last for region in regions)]
    assert all(end < region.first <= region.last < len(lines) for end, region in zip(ends, regions, strict=False))
    used = [entry.row.line.number for region in regions for entry in region.entries]
    assert used == sorted(set(used))


def test_a_line_of_names_right_above_the_label_columns_name_alone_is_the_header(tmp_path: Path) -> None:
    (table,) = read_dump(tmp_path, "가온 나루\n구분\n합계 10 20\n가 1 2\n나 9 18\n").tables
    assert shown(table)[0] == ["구분", "가온", "나루"]


def test_a_number_alone_among_the_rows_of_a_table_is_kept_behind_it(tmp_path: Path) -> None:
    one = "[표 1] 인원\n(단위 : 명)\n구분 목표 실적\n가온 7 8\n9\n나루 5 6\n* 잠정치\n본문\n"
    two = "[표 2] 예산\n구분 목표 실적\n다솜 3 4\n라온 1 2\n"
    first, lone, note, *rest = read_dump(tmp_path, one + two).content[2:]
    assert isinstance(first, RawTable)
    assert first.rows == 3
    assert (first.caption, first.unit, first.footnotes) == ("[표 1] 인원", "(단위 : 명)", ("* 잠정치",))
    assert isinstance(lone, Paragraph)
    assert (lone.text, lone.place.line) == ("9", 5)
    assert isinstance(note, Paragraph)
    assert note.text == "* 잠정치"
    assert [item.caption for item in rest if isinstance(item, RawTable)] == ["[표 2] 예산"]
