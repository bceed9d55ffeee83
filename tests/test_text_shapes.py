"""Headers and rows of dumps as different programs shatter them, and the tables that they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.text.words import starts_header
from hapgye import pipeline
from tests.builders import read_dump, rows_of, shown

HEADERS = {
    "one group among single columns, funds under money": (
        "무슨 계획의 요점\n\n‘30년 가온 사업 예산\n(백만원)\n\n‘30년\n가온\n목표\n(명)\n\n‘30년\n수료율\n\n(수료/신청)\n\n"
        "‘30년\n참여자수\n\n(명)\n국비 지방비\n\n120 340 90 45% 600\n",
        """
        ‘30년 가온 사업 예산 (백만원) | <    | ‘30년 가온 목표 (명) | ‘30년 수료율 (수료/신청) | ‘30년 참여자수 (명)
        국비 | 지방비 | ^  | ^   | ^
        120  | 340    | 90 | 45% | 600
        """,
    ),
    "names that end alike over blank lines": (
        "구분 계 어르신\n돌봄 사업 아이돌봄사업 마을공방\n\n사업\n골목길 새단장\n나눔 사업\n\n"
        "합계 60 10 20 14 16\n\n가온 30 5 10 7 8\n",
        """
        구분 | 계 | 어르신 돌봄 사업 | 아이돌봄사업 | 마을공방 사업 | 골목길 새단장 나눔 사업
        합계 | 60 | 10 | 20 | 14 | 16
        가온 | 30 | 5  | 10 | 7  | 8
        """,
    ),
    "names that end in one syllable": (
        "< 업종 >\n(단위 : 개)\n\n합계 빵 및\n떡집업\n\n그물 ․낚시\n기타 바다\n놀이업\n\n책방\n서비스업 목공업\n\n"
        "옷 및\n신발업\n\n가죽 및\n나무업\n\n90 20 25 15 10 11 9\n(100%) (22%) (28%) (17%) (11%) (12%) (10%)\n",
        """
        합계 | 빵 및 떡집업 | 그물 ․낚시 기타 바다 놀이업 | 책방 서비스업 | 목공업 | 옷 및 신발업 | 가죽 및 나무업
        90 | 20 | 25 | 15 | 10 | 11 | 9
        (100%) | (22%) | (28%) | (17%) | (11%) | (12%) | (10%)
        """,
    ),
    "an upper row above the name of the label column": (
        "< 가게 >\n(단위 : 개)\n\n가온구 나루시\n\n구분 전체 1인이하 2인이상 전체\n\n가게 30 10 20 900\n직원 70 11 59 2,000\n",
        """
        구분 | 가온구 | <        | <       | 나루시
        ^    | 전체   | 1인이하  | 2인이상 | 전체
        가게 | 30     | 10       | 20      | 900
        직원 | 70     | 11       | 59      | 2,000
        """,
    ),
    "upper names known by what comes again below": (
        "앞의 글은 이어진다\n2030년 2031년\n구 분\n상반기 하반기 상반기 하반기\n가온 10 20 30 40\n나루 11 21 31 41\n",
        """
        구 분 | 2030년 | <      | 2031년 | <
        ^     | 상반기 | 하반기 | 상반기 | 하반기
        가온  | 10     | 20     | 30     | 40
        나루  | 11     | 21     | 31     | 41
        """,
    ),
    "two rows of names on one line": (
        "구분 2030년 2031년 상반기 하반기 상반기 하반기\n가온 10 20 30 40\n나루 11 21 31 41\n",
        """
        구분 | 2030년 | <      | 2031년 | <
        ^    | 상반기 | 하반기 | 상반기 | 하반기
        가온 | 10     | 20     | 30     | 40
        나루 | 11     | 21     | 31     | 41
        """,
    ),
    "names wrapped around the name of the label column": (
        "(단위 : 원)\n어른 아이 옛날\n구 분 합 계\n신발 모자 그릇\n가온 10 20 30 60\n나루 11 21 31 63\n",
        "구 분 | 어른 신발 | 아이 모자 | 옛날 그릇 | 합 계\n가온 | 10 | 20 | 30 | 60\n나루 | 11 | 21 | 31 | 63",
    ),
    "a letter-spaced total": (
        "구 분 어른 신발 아이 신발 옛날 신발 합 계\n가온 10 20 30 60\n나루 11 21 31 63\n",
        "구 분 | 어른 신발 | 아이 신발 | 옛날 신발 | 합 계\n가온 | 10 | 20 | 30 | 60\n나루 | 11 | 21 | 31 | 63",
    ),
    "a label column without a known name": (
        "장터이름 점포 직원\n가온 10 11\n나루 20 22\n다온 30 33\n",
        "장터이름 | 점포 | 직원\n가온 | 10 | 11\n나루 | 20 | 22\n다온 | 30 | 33",
    ),
}

ROWS = {
    "a remark that goes on below its row": (
        "구분 점포 직원\n\n비고\n\n합계 60 66\n\n가온 10 11 옆 건물로 옮긴\n뒤의 수\n\n나루 시장의\n가게 20 22\n",
        "구분 | 점포 | 직원 | 비고\n합계 | 60 | 66 |\n가온 | 10 | 11 | 옆 건물로 옮긴 뒤의 수\n나루 시장의 가게 | 20 | 22 |",
    ),
    "a remark glued to the name of a formula's term": (
        "구분 전년 올해 비고\n\n수료율\n(수료자/신청자) 50% 60%\n\n지난 조사와\n견준 값신청자 100 200\n\n수료자 50 120\n",
        "구분 | 전년 | 올해 | 비고\n수료율 (수료자/신청자) | 50% | 60% | 지난 조사와 견준 값\n"
        "신청자 | 100 | 200 |\n수료자 | 50 | 120 |",
    ),
    "a long remark": (
        "구분 점포 직원 손님 비고\n합계 60 66 90\n가온 30 33 40 지난 봄에 옮긴 가게는 모두 빼고 센 수를 적었음\n나루 30 33 50\n",
        "구분 | 점포 | 직원 | 손님 | 비고\n합계 | 60 | 66 | 90 |\n"
        "가온 | 30 | 33 | 40 | 지난 봄에 옮긴 가게는 모두 빼고 센 수를 적었음\n나루 | 30 | 33 | 50 |",
    ),
    "rows of markers alone": (
        "구분 점포 직원\n합계 30 33\n가온 30 33\n- 나루, 다온 - -\n라온 등 - -\n",
        "구분 | 점포 | 직원\n합계 | 30 | 33\n가온 | 30 | 33\n- 나루, 다온 | - | -\n라온 등 | - | -",
    ),
    "shares below figures, one label before, between or on both lines": (
        "구분 봄 여름 가을\n10 20 30\n빵 집\n(1.0) (2.0) (3.0)\n"
        "그릇 11 21 31\n가 게 (1.1) (△2.1) (3.1)\n책방 12 22 32\n(1.2) (2.2) (3.2)\n",
        """
        구분      | 봄 | 여름 | 가을
        빵 집     | 10 | 20 | 30
        ^         | (1.0) | (2.0) | (3.0)
        그릇 가 게 | 11 | 21 | 31
        ^         | (1.1) | (△2.1) | (3.1)
        책방      | 12 | 22 | 32
        ^         | (1.2) | (2.2) | (3.2)
        """,
    ),
    "figures and shares with labels of their own": (
        "구분 봄 여름 가을\n매출 10 20 30\n증감률 (1.0) (2.0) (3.0)\n손님 11 21 31\n증감률 (1.1) (2.1) (3.1)\n",
        """
        구분   | 봄 | 여름 | 가을
        매출   | 10 | 20 | 30
        증감률 | (1.0) | (2.0) | (3.0)
        손님   | 11 | 21 | 31
        증감률 | (1.1) | (2.1) | (3.1)
        """,
    ),
    "shares behind all figures of a row": (
        "구분 봄 여름 가을\n빵집 10 20 30 (1.0) (2.0) (3.0)\n책방 11 21 31 (1.1) (2.1) (3.1)\n",
        """
        구분 | 봄 | 여름 | 가을
        빵집 | 10 | 20 | 30
        ^    | (1.0) | (2.0) | (3.0)
        책방 | 11 | 21 | 31
        ^    | (1.1) | (2.1) | (3.1)
        """,
    ),
    "running numbers in front": (
        "순번 장터구분 점포 직원\n1 가온 10 11\n2 나루 20 22\n3 다온 30 33\n합계 60 66\n",
        "순번 | 장터구분 | 점포 | 직원\n1 | 가온 | 10 | 11\n2 | 나루 | 20 | 22\n3 | 다온 | 30 | 33\n합계 | < | 60 | 66",
    ),
    "years in front": (
        "연도 점포 직원\n2030 10 11\n2031 20 22\n2032 30 33\n합계 60 66\n",
        "연도 | 점포 | 직원\n2030 | 10 | 11\n2031 | 20 | 22\n2032 | 30 | 33\n합계 | 60 | 66",
    ),
}

CELLS = {
    "row after row": (
        "구분\n\n빵집\n\n마을\n책방\n\n봄\n\n10\n\n20\n\n여름\n\n11\n\n21\n\n끝난 뒤의 긴 글은 표에 들지 않는다.\n",
        "구분 | 빵집 | 마을 책방\n봄 | 10 | 20\n여름 | 11 | 21",
    ),
    "row after row, without blank lines, in two rows of names": (
        "구분\n2030년\n2031년\n봄\n가을\n봄\n가을\n가온\n1\n2\n3\n4\n나루\n5\n6\n7\n-\n",
        """
        구분 | 2030년 | <    | 2031년 | <
        ^    | 봄     | 가을 | 봄     | 가을
        가온 | 1      | 2    | 3      | 4
        나루 | 5      | 6    | 7      | -
        """,
    ),
    "an upper row over rates at the same places": (
        "구분\n인원(명)\n예산(원)\n목표\n실적\n(달성률)\n배정\n집행\n(집행률)\n"
        "가온\n10\n5\n(50%)\n20\n5\n(25%)\n나루\n10\n6\n(60%)\n20\n7\n(35%)\n",
        """
        구분 | 인원(명) | <    | <        | 예산(원) | <    | <
        ^    | 목표     | 실적 | (달성률) | 배정     | 집행 | (집행률)
        가온 | 10       | 5    | (50%)    | 20       | 5    | (25%)
        나루 | 10       | 6    | (60%)    | 20       | 7    | (35%)
        """,
    ),
    "an upper row printed among the names below it": (
        "구분\n인원\n올해(A)\n지난해(B)\n예산\n올해(C)\n지난해(D)\n가온\n1\n2\n3\n4\n나루\n5\n6\n7\n8\n",
        """
        구분 | 인원    | <         | 예산    | <
        ^    | 올해(A) | 지난해(B) | 올해(C) | 지난해(D)
        가온 | 1       | 2         | 3       | 4
        나루 | 5       | 6         | 7       | 8
        """,
    ),
    "classes, and figures with their shares": (
        "구분\n빵집\n책방\n5인 미만\n10 (50%)\n20 (40%)\n5 - 49인\n6 (30%)\n25 (50%)\n50인 이상\n4 (20%)\n5 (10%)\n",
        "구분 | 빵집 | 책방\n5인 미만 | 10 (50%) | 20 (40%)\n5 - 49인 | 6 (30%) | 25 (50%)\n50인 이상 | 4 (20%) | 5 (10%)",
    ),
    "one group of parts": (
        "구분\n목표\n예산\n합계\n국비\n시비\n가온\n1\n5\n3\n2\n나루\n2\n7\n4\n3\n",
        """
        구분 | 목표 | 예산 | <    | <
        ^    | ^    | 합계 | 국비 | 시비
        가온 | 1    | 5    | 3    | 2
        나루 | 2    | 7    | 4    | 3
        """,
    ),
    "outer labels": (
        "구분\n\n빵집\n\n책방\n\n전체\n\n10\n\n20\n\n성별\n\n남\n\n4\n\n9\n\n여\n\n6\n\n11\n",
        "구분 | < | 빵집 | 책방\n전체 | < | 10 | 20\n성별 | 남 | 4 | 9\n^ | 여 | 6 | 11",
    ),
    "shares below": (
        "구분\n빵집\n책방\n봄\n10\n20\n(1.0)\n(2.0)\n여름\n11\n21\n(1.1)\n(2.1)\n",
        "구분 | 빵집 | 책방\n봄 | 10 | 20\n^ | (1.0) | (2.0)\n여름 | 11 | 21\n^ | (1.1) | (2.1)",
    ),
    "column after column": (
        "구분\n봄\n여름\n가을\n\n빵집\n10\n11\n12\n\n책방\n20\n21\n22\n\n이어지는 글\n",
        "구분 | 빵집 | 책방\n봄 | 10 | 20\n여름 | 11 | 21\n가을 | 12 | 22",
    ),
    "a row with too few figures": (
        "구분\n빵집\n책방\n꽃집\n봄\n10\n20\n30\n여름\n11\n21\n31\n가을\n12\n22\n",
        "구분 | 빵집 | 책방 | 꽃집\n봄 | 10 | 20 | 30\n여름 | 11 | 21 | 31\n가을 | ~ | 12 | 22",
    ),
}

SPELLED = "< 인구 >\n(단위 : 명)\n구 분 가온 나루\n전체 10 20\n남 4 9\n성\n별 여 6 11\n15세 미만 3 5\n15세 이상 7 15\n"

LISTS = {
    "a list of words": "구분\n\n봄\n\n여름\n\n가을\n",
    "single figures": "구분\n금액\n봄\n10\n여름\n20\n",
    "one row": "구분\n\n빵집\n\n책방\n\n봄\n\n10\n\n20\n",
    "figures without names": "구분\n\n10\n\n20\n\n30\n\n40\n",
}


@pytest.mark.parametrize("name", HEADERS | ROWS | CELLS)
def test_shapes(name: str, tmp_path: Path) -> None:
    text, expected = (HEADERS | ROWS | CELLS)[name]
    (table,) = read_dump(tmp_path, text).tables
    rows = rows_of(expected)
    width = max(len(row) - ("~" in row) for row in rows)
    assert shown(table) == [row if "~" in row else row + [""] * (width - len(row)) for row in rows]


def test_a_group_spelled_between_its_rows_stands_over_both(tmp_path: Path) -> None:
    (table,) = read_dump(tmp_path, SPELLED).tables
    assert shown(table)[2:4] == [["성별", "남", "4", "9"], ["^", "여", "6", "11"]]


@pytest.mark.parametrize("name", LISTS)
def test_one_cell_a_line_is_no_table_without_names_and_rows(name: str, tmp_path: Path) -> None:
    assert read_dump(tmp_path, LISTS[name]).tables == ()


def test_a_heading_before_a_header_stays_a_paragraph(tmp_path: Path) -> None:
    report = read_dump(tmp_path, HEADERS["one group among single columns, funds under money"][0])
    assert [paragraph.text for paragraph in report.paragraphs] == ["무슨 계획의 요점"]


def test_a_caption_above_an_upper_row_of_names_belongs_to_the_table(tmp_path: Path) -> None:
    (table,) = read_dump(tmp_path, HEADERS["an upper row above the name of the label column"][0]).tables
    assert (table.caption, table.unit) == ("< 가게 >", "(단위 : 개)")


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("지역", True),
        ("지역 일자리", False),
        ("지역 가게 손님", True),
        ("구분 가게", True),
        ("순번 가게 손님", True),
        ("번호 둘", False),
    ],
)
def test_a_word_of_many_uses_opens_a_header_alone_or_before_names(line: str, opens: bool) -> None:
    assert starts_header(line) == opens


GROUPED = "< 현황 >\n구 분\n가온구 나루시\n\n2030년 2031년 2032년 2031년 2032년\n\n손님 10 11 12 13 14\n\n직원 20 21 22 23 24\n\n"


def placed_at(text: str, folder: Path) -> tuple[dict[int, str], int]:
    """The figures of the last row by their columns as the pipeline places them, and how many are left open."""
    (checked,) = pipeline.audit(read_dump(folder, text)).tables
    last = checked.table.rows[-1].index
    cells = {c.column: c.text for c in checked.table.cells if c.row == last and not checked.table.columns[c.column].label}
    return cells, len(checked.table.loose)


def test_a_row_that_fills_one_header_group_stands_under_it_and_says_so(tmp_path: Path) -> None:
    assert placed_at(GROUPED + "가게 7 8 9\n", tmp_path) == ({1: "7", 2: "8", 3: "9"}, 0)
    (checked,) = pipeline.audit(read_dump(tmp_path, GROUPED + "가게 7 8 9\n")).tables
    assert {c.note for c in checked.table.cells if c.note} == {"placed under the header group that its row fills"}


@pytest.mark.parametrize("row", ["가게 7 8", "가게 7 8 9 10"], ids=["a group of few", "no group"])
def test_a_row_that_fills_no_large_group_stays_open(row: str, tmp_path: Path) -> None:
    assert placed_at(GROUPED + row + "\n", tmp_path) == ({}, len(row.split()) - 1)


def test_a_row_under_a_total_is_placed_by_the_total_or_not_at_all(tmp_path: Path) -> None:
    text = GROUPED.replace("손님", "합계") + "가게 7 8 9\n"
    assert placed_at(text, tmp_path) == ({}, 3)


def test_a_total_without_a_unit_of_its_own_gives_none_to_other_columns(tmp_path: Path) -> None:
    text = "성과\n(점포)\n\n사업비 (단위: 백만원)\n\n계 국비 시비\n\n10 50 20 30\n"
    (checked,) = pipeline.audit(read_dump(tmp_path, text)).tables
    assert [column.unit for column in checked.table.columns] == [None, "백만원", "백만원", "백만원"]


def test_where_neither_row_nor_column_tells_the_unit_the_caption_does(tmp_path: Path) -> None:
    text = "< 구역별 사업장 현황 >\n(단위 : 개, 명)\n\n전체 가온 나루\n\n30 10 20\n\n100% 33% 67%\n"
    (checked,) = pipeline.audit(read_dump(tmp_path, text)).tables
    assert {cell.quantities[0].unit for cell in checked.table.cells} == {"개", "%"}
