"""The review page: complete in itself, true to the table, and deaf to what a document says in markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from publish import stage
from publish.grid import MOST_CELLS, header_rows, lay_out
from schemas import Audit, Cell, CheckedTable, Column, Problem, Row, Source, Table
from tests.published import budget_table, example, failing, heads

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\" onmouseover='x' {{ 7*7 }} </style>"


class Page(HTMLParser):
    """Collects the tags of a page, and complains about tags that do not close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(audit: Audit, tmp_path: Path) -> str:
    return (stage(audit, tmp_path).folder / "report.html").read_text(encoding="utf-8")


def test_the_page_is_well_formed_and_alone(tmp_path: Path) -> None:
    text = page(example(), tmp_path)
    parsed = Page(text)
    assert parsed.open == []
    assert not re.search(r"https?:|//|url\(|@import|src=", text)
    assert not [tag for tag, _ in parsed.tags if tag in {"script", "link", "img", "iframe", "object", "base", "form"}]


def test_links_lead_somewhere(tmp_path: Path) -> None:
    tags = Page(page(example(), tmp_path)).tags
    targets = [attrs["id"] for _, attrs in tags if attrs.get("id")]
    links = [attrs["href"] for tag, attrs in tags if tag == "a"]
    assert links
    assert {str(link).removeprefix("#") for link in links} <= set(targets)
    assert len(targets) == len(set(targets))


def test_the_page_tells_what_does_not_add_up(tmp_path: Path) -> None:
    text = page(example(), tmp_path)
    assert "1 error found; 1 of 3 tables is in quarantine." in text
    for part in ("계 1,354 is not the sum", "1분기 100 + 2분기 250 + 3분기 395 + 4분기 590", "1 exact", "2 inconsistent"):
        assert part in text, part
    assert 'id="t02-0-0" class="figure fails"' in text
    assert re.search(r'92,134<span class="tick" title="HG101 f0001: exact, sum of 직접일자리 \(3개 사업\) 52,134 \+ ', text)
    assert '<td class="figure" rowspan="2">22,000</td>' in text
    assert '<th scope="colgroup" colspan="3">예산(백만원)</th>' in text


def test_hostile_text_is_only_text(tmp_path: Path) -> None:
    table = Table(
        "t01",
        (Column(0, (EVIL,), label=True), Column(1, (EVIL, EVIL))),
        (Row(0, (EVIL,)), Row(1, (EVIL,))),
        (Cell(0, 0, EVIL, note=EVIL), Cell(0, 1, EVIL, (heads("1"),), note=EVIL)),
        EVIL,
        caption=EVIL,
        unit=EVIL,
        section=(EVIL,),
        footnotes=(EVIL,),
        loose=(Cell(1, 0, EVIL),),
    )
    finding = replace(failing(), message=EVIL, suggestion=EVIL)
    source = Source(EVIL, EVIL, EVIL, EVIL, 1)
    audit = Audit(source, (CheckedTable(table, "unchecked"),), (), (finding,), (Problem("HG906", EVIL),))
    text = page(audit, tmp_path)
    parsed = Page(text)
    assert {"script", "img"} & {tag for tag, _ in parsed.tags} == set()
    assert not [name for _, attrs in parsed.tags for name in attrs if name.startswith("on")]
    assert "&lt;script&gt;" in text
    assert "{{ 7*7 }}" in text


@pytest.mark.parametrize("char", ["\x00", "\ud800", "\x1b", "\u2028"])
def test_odd_characters_do_not_stop_the_page(tmp_path: Path, char: str) -> None:
    table = replace(budget_table(), caption=f"a{char}b", footnotes=(char,))
    assert "<h3" in page(replace(example(), tables=(CheckedTable(table, "clean"),)), tmp_path)


def test_an_empty_report_says_so(tmp_path: Path) -> None:
    text = page(Audit(Source("x.txt", "x.txt", "text", "0" * 64, 0)), tmp_path)
    assert "No table was found." in text
    assert "Nothing in this report states a total that could be checked." in text


def test_headers_share_cells_and_reach_down() -> None:
    paths = [("a", "b", "c"), ("a", "b", "d"), ("a",), ("e",), ()]
    rows = header_rows([Column(i, path) for i, path in enumerate(paths)])
    assert [[(head.text, head.colspan, head.rowspan) for head in row] for row in rows] == [
        [("a", 3, 1), ("e", 1, 3), ("", 1, 3)],
        [("b", 2, 1), ("", 1, 2)],
        [("c", 1, 1), ("d", 1, 1)],
    ]


def test_overlapping_and_oversized_cells_keep_the_grid() -> None:
    columns = tuple(Column(i, (str(i),)) for i in range(3))
    cells = (Cell(0, 0, "a", rowspan=99, colspan=2), Cell(0, 2, "b", colspan=50), Cell(1, 1, "c"), Cell(1, 2, "d"))
    grid = lay_out(Table("t01", columns, (Row(0, ()), Row(1, ())), cells, "x"))
    assert [[(box.text, box.colspan, box.rowspan) for box in row] for row in grid.body] == [
        [("a", 2, 2), ("b", 1, 1)],
        [("d", 1, 1)],
    ]


def test_a_very_large_table_is_cut_and_says_so(tmp_path: Path) -> None:
    rows = tuple(Row(i, (str(i),)) for i in range(MOST_CELLS + 7))
    table = Table("t01", (Column(0, ("구분",), label=True),), rows, (), "x")
    assert lay_out(table).left_out == 7
    audit = Audit(Source("x.txt", "x.txt", "text", "0" * 64, 0), (CheckedTable(table, "unchecked"),))
    assert "7 more rows stand in t01.csv." in page(audit, tmp_path)


def test_labels_without_a_column_get_one() -> None:
    table = Table("t01", (Column(0, ("계",)),), (Row(0, ("가", "나")),), (Cell(0, 0, "1", (heads("1"),)),), "x")
    grid = lay_out(table)
    assert [(box.text, box.label) for box in grid.body[0]] == [("가 > 나", True), ("1", False)]
    assert [head.text for head in grid.head[0]] == ["", "계"]
