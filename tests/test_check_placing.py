"""Rows of a dump that lost their blanks: placed where the totals allow one placement, else left open."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import check
import normalize
from extract.text.lines import split_lines
from extract.text.regions import find_regions
from extract.text.rows import build_table
from hapgye import pipeline
from schemas import Report, Source
from tests.builders import checked, grid, table

BUDGET = """
구분   | 목표(명) | 예산(백만원) | <      | <      | <      | <
^      | ^        | 합계         | 국비   | 시비   | 구비   | 기금
합 계  | 12,600   | 76,910       | 14,140 | 31,210 | 29,270 | 2,290
직접   | 6,240    | 31,480       | 7,150  | 9,380  | 14,790 | 160
서비스 | ~        | 2,310        | 1,580  | 1,540  | 40
장려금 | ~        | 1,870        | 18,600 | 4,730  | 9,260  | 4,610
훈련   | ~        | 1,150        | 1,420  | 170    | 1,250
창업   | 290      | 3,960        | 120    | 3,170  | 450    | 220
민간   | 740      | 19,870       | 2,140  | 7,690  | 8,130  | 1,910
"""


def test_the_only_placement_under_the_totals_is_found() -> None:
    assert check.place(table(BUDGET)) == {2: (1, 2, 4, 5), 3: (1, 2, 3, 4, 5), 4: (1, 2, 4, 5)}


def test_a_table_without_open_rows_has_nothing_to_place() -> None:
    assert check.place(table("구분 | 계(명) | 남(명)\n가 | 3 | 3")) == {}


def test_several_placements_are_none() -> None:
    text = "구분 | 남(명) | 여(명) | 아동(명)\n합계 | 10 | 10 | 10\n가 | ~ | 4 | 4\n나 | ~ | 6 | 6\n다 | ~ | 4 | 6"
    assert check.place(table(text)) == {}
    open_rows = [f for f in checked(text) if f.rule == "HG701"]
    assert [str(f.target) for f in open_rows] == ["t01!1", "t01!2", "t01!3"]
    assert check.status(open_rows) == "quarantined"
    assert "2 figures (4 4) for 3 columns" in open_rows[0].message


def test_no_placement_is_none() -> None:
    assert check.place(table("구분 | 남(명) | 여(명) | 아동(명)\n합계 | 10 | 20 | 30\n가 | 3 | 4 | 5\n나 | ~ | 1 | 2")) == {}


def test_a_row_total_alone_can_place_a_row() -> None:
    text = (
        "구분 | 계(명) | 남(명) | 여(명) | 아동(명)\n가 | 60 | 10 | 20 | 30\n나 | 9 | 2 | 3 | 4\n다 | ~ | 7 | 8\n라 | ~ | 5 | 5"
    )
    assert check.place(table(text)) == {}


def test_rates_go_under_rates() -> None:
    text = "구분 | 인원(명) | 증감률 | 건수(건)\n가 | 60 | 10.0% | 3\n나 | 70 | 5.0% | 4\n다 | ~ | 80 | 7.0%\n라 | ~ | 2.0% | 5"
    assert check.place(table(text)) == {2: (1, 2), 3: (2, 3)}


def test_more_placements_than_can_be_tried_are_none() -> None:
    names = " | ".join(f"열{at}(명)" for at in range(30))
    figures = " | ".join(str(at + 1) for at in range(15))
    whole = " | ".join("9" for _ in range(30))
    assert check.place(table(f"구분 | {names}\n합계 | {whole}\n가 | ~ | {figures}")) == {}


MANY = {
    "totals": "구분 | 가(명) | 나(명) | 다(명) | 라(명)\n"
    + "\n".join(f"합계 | {at} | 2 | 3 | 4\n라벨{at} | ~ | 3 | {at % 7}" for at in range(120)),
    "rows alike": "구분 | 가(명) | 나(명) | 다(명) | 라(명) | 마(명)\n합계 | 60 | 60 | 60 | 60 | 60\n"
    + "\n".join("라벨 | ~ | 5 | 5 | 5" for _ in range(22)),
}


@pytest.mark.parametrize("name", MANY)
def test_the_search_ends_in_time(name: str) -> None:
    text = table(MANY[name])
    start = time.process_time()
    assert check.place(text) == {}
    assert time.process_time() - start < 10


def test_as_many_shared_rows_as_a_page_has_are_placed() -> None:
    rows = [(at, at * 37 + 400, at % 13) for at in range(1, 31)]
    lines = ["구 분 유형 인원(명) 예산(백만원)", f"합계 {sum(a + c for a, _, c in rows)} {sum(b for _, b, _ in rows)}"]
    lines += [line for a, b, c in rows for line in (f"돌봄 {a}", f"이름{a} 마당 {b}", f"나눔 {c}")]
    raws = [build_table(region) for region in find_regions(split_lines("\n".join(lines)))]
    assert len(check.place(normalize.table(raws[0], "t01"))) == 60


def test_the_pipeline_puts_a_placed_row_into_its_columns_and_says_so() -> None:
    audit = pipeline.audit(Report(Source("x", "x", "text", "", 0), (grid(BUDGET),)))
    (audited,) = audit.tables
    assert audited.status == "clean"
    placed = {(cell.row, cell.column): cell.text for cell in audited.table.cells if cell.note}
    assert (placed[2, 1], placed[2, 2]) == ("2,310", "1,580")
    assert (2, 3) not in placed
    assert placed[4, 5] == "1,250"
    assert audited.table.loose == ()


def test_the_pipeline_leaves_an_ambiguous_row_open() -> None:
    text = "구분 | 남(명) | 여(명) | 아동(명)\n합계 | 10 | 10 | 10\n가 | ~ | 4 | 4\n나 | ~ | 6 | 6\n다 | ~ | 4 | 6"
    audit = pipeline.audit(Report(Source("x", "x", "text", "", 0), (grid(text),)))
    assert audit.tables[0].status == "quarantined"
    assert len(audit.tables[0].table.loose) == 6


Figures = list[list[int | None]]


@st.composite
def tables_with_holes(draw: st.DrawFn) -> Figures:
    """Rows of four figures in which some, never all of a table, are blank."""
    cell = st.one_of(st.none(), st.integers(1, 99_999), st.integers(1, 30))
    rows: Figures = draw(st.lists(st.lists(cell, min_size=4, max_size=4), min_size=2, max_size=6))
    first: list[int | None] = draw(st.lists(st.integers(1, 99_999), min_size=4, max_size=4))
    return [first, *(row for row in rows if any(row))]


def as_grid(rows: Figures) -> str:
    """The rows with their totals, as a dump keeps them: a row with blanks has lost its columns."""
    columns = [sum(row[at] or 0 for row in rows) for at in range(4)]
    lines = [
        "구분 | 계(명) | 동부(명) | 서부(명) | 남부(명) | 북부(명)",
        f"합계 | {sum(columns)} | " + " | ".join(map(str, columns)),
    ]
    for number, row in enumerate(rows):
        figures = [sum(cell or 0 for cell in row), *row]
        kept = [str(cell) for cell in figures if cell is not None]
        lines.append(f"{chr(ord('가') + number)}구역 | " + ("" if len(kept) == 5 else "~ | ") + " | ".join(kept))
    return "\n".join(lines)


@given(tables_with_holes())
def test_every_placement_found_is_the_true_one(rows: Figures) -> None:
    found = check.place(table(as_grid(rows)))
    for row, columns in found.items():
        figures = rows[row - 1]
        assert columns == (1, *(at + 2 for at, cell in enumerate(figures) if cell is not None))
        assert all(a < b for a, b in pairwise(columns))


@pytest.mark.parametrize("blank", range(4))
def test_one_blank_among_unlike_figures_is_always_found(blank: int) -> None:
    rows: Figures = [[101, 2002, 30003, 400004], [57, 611, 7013, 80017]]
    rows[1][blank] = None
    assert check.place(table(as_grid(rows))) == {2: (1, *(at + 2 for at in range(4) if at != blank))}
