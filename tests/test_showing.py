"""`hapgye show`: the tables as read, as JSON in the contract's form and drawn in the terminal."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hapgye.reporting.boxes import Area, draw
from hapgye.reporting.width import cells
from hapgye.showing import as_json, as_text
from schemas import Paragraph, Place, RawCell, RawTable, Report, Source

SOURCE = Source("in/plan.pdf", "plan.pdf", "pdf", "ab", 9)


def table(*found: RawCell, rows: int = 3, columns: int = 3, **changes: Any) -> RawTable:
    return RawTable(found, rows, columns, "pdfium", **changes)


MERGED = table(
    RawCell(2, 1, "남성"),
    RawCell(2, 2, "1,234"),
    RawCell(0, 0, "구 분", rowspan=1, colspan=2),
    RawCell(0, 2, "2021년"),
    RawCell(1, 0, "성별", rowspan=2, header=True),
    RawCell(1, 1, "여성"),
    RawCell(1, 2, " "),
    place=Place(page=4),
    caption="< 인구 >",
    unit="(단위 : 명)",
    section=("Ⅰ. 여건", "1. 인구"),
    footnotes=("※ 자료 : 통계",),
)
DRAWN = """\
t01: page 4, 3 rows, 3 columns, read by pdfium
Ⅰ. 여건 > 1. 인구
< 인구 > (단위 : 명)
┌─────────────┬────────┐
│ 구 분       │ 2021년 │
╞══════╤══════╪════════╡
│ 성별 │ 여성 │        │
│      ├──────┼────────┤
│      │ 남성 │  1,234 │
└──────┴──────┴────────┘
※ 자료 : 통계"""


def report(*tables: RawTable) -> Report:
    return Report(SOURCE, (Paragraph("prose"), *tables))


def drawn(raw: RawTable, width: int = 80, header: int = 1) -> list[str]:
    return as_text(report(raw), [header], width).splitlines()


def boxed(lines: list[str]) -> list[str]:
    return [line for line in lines if line[0] in "┌│├╞└"]


def test_json_is_in_the_contract_s_form() -> None:
    found = json.loads(as_json(report(MERGED), [1]))
    assert found["source"] == {"path": "in/plan.pdf", "name": "plan.pdf", "format": "pdf", "sha256": "ab", "size": 9}
    (shown,) = found["tables"]
    assert list(shown) == ["table", "page", "caption", "unit", "section", "reader", "footnotes", "cells"]
    assert (shown["table"], shown["page"], shown["section"]) == ("t01", 4, ["Ⅰ. 여건", "1. 인구"])
    assert shown["cells"][:2] == [
        {"row": 0, "col": 0, "rowspan": 1, "colspan": 2, "text": "구 분", "header": True},
        {"row": 0, "col": 2, "rowspan": 1, "colspan": 1, "text": "2021년", "header": True},
    ]
    assert [(cell["row"], cell["col"], cell["header"]) for cell in shown["cells"][2:]] == [
        (1, 0, True),
        (1, 1, False),
        (1, 2, False),
        (2, 1, False),
        (2, 2, False),
    ]


def test_json_gives_cells_without_columns_apart_and_any_text_as_it_is() -> None:
    raw = table(RawCell(0, 0, "a\x00\ud800\n"), loose=(RawCell(1, 1, "b"), RawCell(1, 0, "a")))
    text = as_json(report(raw), [0])
    assert text.encode("utf-8")
    (shown,) = json.loads(text)["tables"]
    assert shown["loose"] == [{"row": 1, "order": 0, "text": "a"}, {"row": 1, "order": 1, "text": "b"}]
    assert shown["cells"][0]["text"] == "a\x00\ud800\n"


def test_a_number_of_header_rows_is_needed_for_every_table() -> None:
    for show in (as_json, as_text):
        with pytest.raises(ValueError, match="zip"):
            show(report(MERGED), [])


def test_text_draws_merged_cells_as_one_box() -> None:
    assert "\n".join(drawn(MERGED)) == DRAWN


def test_text_names_tables_in_order_and_says_when_there_are_none() -> None:
    text = as_text(report(MERGED, MERGED), [1, 1], 80)
    assert text.index("t01: ") < text.index("\n\nt02: ")
    assert as_text(report(), [], 80) == "plan.pdf: no tables"


@pytest.mark.parametrize("width", [30, 40, 60])
def test_text_is_narrowed_to_the_terminal_and_loses_nothing(width: int) -> None:
    words = [f"일자리{i} 사업{i}" for i in range(9)]
    raw = table(*(RawCell(i // 3, i % 3, word) for i, word in enumerate(words)))
    lines = boxed(drawn(raw, width))
    (size,) = {cells(line) for line in lines}
    assert size <= width
    assert all(word.split()[1] in "".join(lines) for word in words)


def test_text_of_many_columns_is_wider_than_the_terminal_rather_than_unreadable() -> None:
    raw = table(*(RawCell(0, i, "123456") for i in range(30)), columns=30)
    assert "123456" in "\n".join(drawn(raw, 80))


def test_text_of_a_tall_cell_flows_over_its_rows() -> None:
    raw = table(RawCell(0, 0, "가나다 라마바 사아자 차카타", rowspan=2), RawCell(0, 1, "x" * 30), rows=2, columns=2)
    lines = boxed(drawn(raw, 30, 0))
    assert all(any(word in line for line in lines) for word in ("가나다", "차카타"))
    assert len({cells(line) for line in lines}) == 1


def test_text_bears_hostile_cells() -> None:
    lines = drawn(table(RawCell(0, 0, "a\x1b[2J\r\nb\u202e\ud800"), caption="\x1b]0;x\x07"))
    assert not any(ord(c) < 32 or c in "\u202e\ud800" for line in lines for c in line)
    assert len({cells(line) for line in lines[2:]}) == 1


def test_text_of_overlapping_cells_hides_none() -> None:
    raw = table(RawCell(0, 0, "wide", rowspan=2, colspan=2), RawCell(1, 1, "under", rowspan=2, colspan=2))
    text = "\n".join(drawn(raw))
    assert "under another cell at row 1, column 1: under" in text


def test_text_of_a_huge_grid_is_not_drawn() -> None:
    for raw in (table(RawCell(0, 0, "a"), rows=10**6, columns=10**6), table(rows=0, columns=0)):
        assert len(drawn(raw)) == 2
    stacked = table(*(RawCell(0, 0, "a", 400, 400) for _ in range(5)), rows=400, columns=400)
    assert "too large to draw" in drawn(stacked)[1]


def test_text_lists_figures_whose_columns_are_not_known() -> None:
    raw = table(RawCell(0, 0, "a"), loose=(RawCell(2, 1, "2"), RawCell(2, 0, "1")))
    assert drawn(raw)[-1] == "row 2, columns not known: 1 | 2"


def test_a_grid_without_merged_cells_has_every_line() -> None:
    assert draw([Area(0, 0, "a"), Area(1, 1, "1", right=True)], 2, 2, 0, 80) == [
        "┌────┬────┐",
        "│ a  │    │",
        "├────┼────┤",
        "│    │  1 │",
        "└────┴────┘",
    ]
