"""HWP and HWPX: the same document reads the same from both formats, and as it would be printed."""

from __future__ import annotations

import builtins
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

import extract
from extract.errors import Unreadable
from extract.hwp.crypt import decrypted, masks
from extract.hwp.numbers import shown
from schemas import Paragraph, RawTable, Report, Source
from tests import hwp_builder as b
from tests.properties import examples

FORMATS = {"hwp": b.hwp, "hwpx": b.hwpx}
Document = Sequence[Sequence[b.Para]]


def read(folder: Path, document: Document, kind: str) -> Report:
    path = folder / f"document.{kind}"
    path.write_bytes(FORMATS[kind](document))
    return extract.read(path)


@pytest.fixture(params=list(FORMATS))
def reader(request: pytest.FixtureRequest, tmp_path: Path):
    """Reads a document that was written in one of the two formats; there must be no problems."""

    def reading(*section: b.Para) -> Report:
        report = read(tmp_path, [section], request.param)
        assert report.problems == ()
        return report

    return reading


def texts(report: Report) -> list[str]:
    return [item.text for item in report.paragraphs]


def cells(table: RawTable) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): cell.text for cell in table.cells}


def kinds(report: Report) -> str:
    return "".join("T" if isinstance(item, RawTable) else "p" for item in report.content)


BUDGET = b.grid(
    """
    구분       | 예산 | <
    ^          | 합계 | 국비
    총계       | 30   | 20
    """
)


def test_a_table_has_its_cells_spans_and_place(reader) -> None:
    (table,) = reader("앞", [BUDGET]).tables
    assert (table.rows, table.columns, table.place.line) == (3, 3, 4)
    assert cells(table) == {
        (0, 0): "구분",
        (0, 1): "예산",
        (1, 1): "합계",
        (1, 2): "국비",
        (2, 0): "총계",
        (2, 1): "30",
        (2, 2): "20",
    }
    spans = {cell.text: (cell.rowspan, cell.colspan) for cell in table.cells}
    assert (spans["구분"], spans["예산"], spans["30"]) == ((2, 1), (1, 2), (1, 1))


def test_header_cells_keep_their_flag(reader) -> None:
    marked = replace(BUDGET, cells=[replace(cell, header=cell.row < 2) for cell in BUDGET.cells])
    (table,) = reader([marked]).tables
    assert {cell.text for cell in table.cells if cell.header} == {"구분", "예산", "합계", "국비"}
    assert table.header_rows is None


def test_captions_and_units_come_from_the_lines_above(reader) -> None:
    (table,) = reader("1. 예산 현황", "<표 1> 일자리 예산", "(단위 : 백만원)", [BUDGET], "※ 추경 제외").tables
    assert (table.unit, table.caption, table.section) == ("(단위 : 백만원)", "<표 1> 일자리 예산", ("1. 예산 현황",))
    assert table.footnotes == ("※ 추경 제외",)


def test_a_stored_caption_goes_before_its_table(reader) -> None:
    report = reader([replace(BUDGET, caption=["표 1. 일자리 예산", "(단위 : 억원, %)"])])
    (table,) = report.tables
    assert (table.caption, table.unit) == ("표 1. 일자리 예산", "(단위 : 억원, %)")
    assert kinds(report) == "ppT"


def test_text_around_a_table_in_its_paragraph_keeps_its_side(reader) -> None:
    report = reader(["앞", BUDGET, "뒤"])
    assert (kinds(report), texts(report)) == ("pTp", ["앞", "뒤"])


def test_a_frame_around_prose_is_no_table(reader) -> None:
    box = b.Table([b.Cell(0, 0, ["제목", ["표 앞", BUDGET], "꼬리"])])
    report = reader([box])
    assert (kinds(report), texts(report)) == ("ppTp", ["제목", "표 앞", "꼬리"])


def test_a_row_of_boxes_is_one_line_and_heads_what_follows(reader) -> None:
    report = reader([b.grid("Ⅱ | | 예산 현황")], [BUDGET])
    assert texts(report) == ["Ⅱ 예산 현황"]
    assert report.tables[0].section == ("Ⅱ 예산 현황",)


def test_a_column_of_boxes_and_a_blank_grid_are_no_tables(reader) -> None:
    report = reader([b.grid("가\n나")], [b.grid("|\n|")], "다")
    assert (report.tables, texts(report)) == ((), ["가", "나", "다"])


def test_a_title_drawn_as_a_table_heads_what_follows(reader) -> None:
    report = reader([b.grid("| Ⅲ 추진 계획 |\n | |")], [BUDGET])
    assert kinds(report) == "TT"
    assert report.tables[1].section == ("Ⅲ 추진 계획",)


def test_a_table_inside_a_cell_follows_its_outer_table(reader) -> None:
    outer = b.Table([b.Cell(0, 0, "가"), b.Cell(0, 1, ["앞", [BUDGET]]), b.Cell(1, 0, "나"), b.Cell(1, 1, "다")])
    first, second = reader([outer]).tables
    assert cells(first)[0, 1].split("\n") == ["앞", "구분", "예산", "합계", "국비", "총계", "30", "20"]
    assert cells(second)[2, 1] == "30"


def test_cell_paragraphs_are_lines_and_blank_ones_are_left_out(reader) -> None:
    (table,) = reader(
        [b.Table([b.Cell(0, 0, "가\n\n나"), b.Cell(0, 1, ["하나\n둘"]), b.Cell(1, 0, "1"), b.Cell(1, 1, "\t2 ")])]
    ).tables
    assert cells(table) == {(0, 0): "가\n나", (0, 1): "하나\n둘", (1, 0): "1", (1, 1): "2"}


def test_notes_of_a_cell_belong_to_its_table_and_leave_its_figure_alone(reader) -> None:
    note = b.Holder("note", [[b.Auto(1), " 추경 포함"]])
    report = reader(
        [b.Table([b.Cell(0, 0, "가"), b.Cell(0, 1, [["1,234", note]]), b.Cell(1, 0, "나"), b.Cell(1, 1, "5")])], "본문"
    )
    (table,) = report.tables
    assert (cells(table)[0, 1], table.footnotes) == ("1,234", ("1) 추경 포함",))
    assert texts(report) == ["본문", "1) 추경 포함"]


def test_notes_head_nothing_that_follows(tmp_path: Path) -> None:
    for kind in FORMATS:
        first: list[b.Para] = ["1. 처음", ["본문", b.Holder("note", [[b.Auto(1), " 각주"]])]]
        report = read(tmp_path, [first, [[BUDGET]]], kind)
        assert texts(report) == ["1. 처음", "본문", "1) 각주"]
        assert report.tables[0].section == ("1. 처음",)


def test_boxes_follow_the_text_they_float_in_and_precede_tables_behind_them(reader) -> None:
    assert texts(reader([b.Holder("box", ["상자"]), "옆"])) == ["옆", "상자"]
    assert kinds(reader([b.Holder("box", ["상자"]), BUDGET])) == "pT"


def test_tables_in_boxes_notes_and_headers_are_found_and_headers_text_is_furniture(reader) -> None:
    for holder in ("box", "note", "header", "footer"):
        report = reader(["본문", b.Holder(holder, ["글", [BUDGET]])])
        assert len(report.tables) == 1
        assert ("글" in texts(report)) == (holder in {"box", "note"})


def test_memos_remarks_deleted_text_and_ornaments_are_left_out(reader) -> None:
    para = ["가", b.Deleted("지움"), "나", b.Holder("memo", ["메모"]), b.Holder("remark", ["숨김"]), b.Overprint("겹"), "다"]
    assert texts(reader(para)) == ["가나다"]


def test_guides_are_left_out_until_filled_in(reader) -> None:
    assert texts(reader([b.Guide("여기를 누르세요", "여기를 누르세요"), "가"], [b.Guide("금액", "1,234"), "원"])) == [
        "가",
        "1,234원",
    ]


def test_equations_are_their_script_and_line_breaks_are_lines(reader) -> None:
    assert texts(reader(["식: ", b.Equation("a over b")], "하나\n둘")) == ["식: a over b", "하나", "둘"]


def test_numbers_and_bullets_that_the_program_prints_stand_before_body_lines(reader) -> None:
    paras = [b.Styled(1, ["처음"]), b.Styled(2, ["안"]), b.Styled(2, ["또"]), b.Styled(1, ["다음"]), b.Styled(2, ["새로"])]
    report = reader(*paras, b.Styled(3, ["네모"]), b.Styled(1, [""]), b.Styled(4, ["개요"]))
    assert texts(report) == ["1. 처음", "가. 안", "나. 또", "2. 다음", "가. 새로", "□ 네모", "4. 개요"]


def test_distribution_documents_read_as_open_ones(tmp_path: Path) -> None:
    document = [["1. 제목", [BUDGET]], ["둘째 구역"]]
    (tmp_path / "locked.hwp").write_bytes(b.hwp(document, flags=5))
    locked, free = extract.read(tmp_path / "locked.hwp"), read(tmp_path, document, "hwp")
    assert locked.problems == ()
    assert locked.content == free.content


def test_the_mask_of_distribution_records_is_hancoms() -> None:
    # srand(1) of Microsoft's C library yields 41, 18467, 6334, 26500: a run of 4 bytes 0x29, then one of 5 bytes 0xbe.
    assert masks(1)[:9] == bytes(4) + bytes([0xBE]) * 5


def test_without_cryptography_the_refusal_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest, **more):
        if name.startswith("cryptography"):
            raise ImportError(name)
        return real(name, *rest, **more)

    locked = b.encrypted(b"x" * 32)
    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(Unreadable, match=r"hapgye\[distribution\]") as refusal:
        decrypted(locked)
    assert refusal.value.rule == "HG903"


def test_uncompressed_documents_are_read(tmp_path: Path) -> None:
    (tmp_path / "plain.hwp").write_bytes(b.hwp([["글", [BUDGET]]], flags=0))
    report = extract.read(tmp_path / "plain.hwp")
    assert (report.problems, kinds(report)) == ((), "pT")


def test_the_name_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "really-zip.hwp").write_bytes(b.hwpx([["글"]]))
    (tmp_path / "really-ole.hwpx").write_bytes(b.hwp([["글"]]))
    assert extract.read(tmp_path / "really-zip.hwp").source.format == "hwpx"
    assert extract.read(tmp_path / "really-ole.hwpx").source.format == "hwp"
    assert texts(extract.read(tmp_path / "really-ole.hwpx")) == ["글"]


def test_sections_come_in_the_order_of_the_spine(tmp_path: Path) -> None:
    parts = b.hwpx_parts([["처음"], ["둘째"]])
    spine = str(parts["Contents/content.hpf"])
    turned = spine.replace('idref="s0"', 'idref="x"').replace('idref="s1"', 'idref="s0"').replace('idref="x"', 'idref="s1"')
    (tmp_path / "turned.hwpx").write_bytes(b.zipped(parts | {"Contents/content.hpf": turned}))
    assert texts(extract.read(tmp_path / "turned.hwpx")) == ["둘째", "처음"]


def test_one_branch_of_a_switch_is_read(tmp_path: Path) -> None:
    text = "<hp:t>글</hp:t>"
    switch = f"<hp:switch><hp:case>{text}</hp:case><hp:default>{text}</hp:default></hp:switch>"
    section = b.section_xml(["글"]).replace(text, switch)
    (tmp_path / "switch.hwpx").write_bytes(b.zipped(b.hwpx_parts([[]]) | {"Contents/section0.xml": section}))
    assert texts(extract.read(tmp_path / "switch.hwpx")) == ["글"]


def test_other_namespaces_are_read(tmp_path: Path) -> None:
    section = b.section_xml(["글", [BUDGET]]).replace("hancom.co.kr/hwpml/2011", "owpml.org/owpml/2024").replace("hp:", "q:")
    section = section.replace("xmlns:hp", "xmlns:q")
    (tmp_path / "new.hwpx").write_bytes(b.zipped(b.hwpx_parts([[]]) | {"Contents/section0.xml": section}))
    assert kinds(extract.read(tmp_path / "new.hwpx")) == "pT"


def test_tables_of_master_pages_are_found_and_their_text_is_furniture(tmp_path: Path) -> None:
    page = b.section_xml(["쪽 제목", [BUDGET]]).replace("hs:sec", "masterPage")
    (tmp_path / "master.hwpx").write_bytes(b.zipped(b.hwpx_parts([["글"]]) | {"Contents/masterpage0.xml": page}))
    report = extract.read(tmp_path / "master.hwpx")
    assert (report.problems, kinds(report), texts(report)) == ((), "pT", ["글"])


def test_overlapping_cells_are_cut_and_said(tmp_path: Path) -> None:
    crossed = b.Table([b.Cell(0, 0, "가", 2, 2), b.Cell(0, 1, "나"), b.Cell(1, 0, "다"), b.Cell(1, 1, "라")])
    for kind in FORMATS:
        report = read(tmp_path, [[[crossed]]], kind)
        (problem,) = report.problems
        assert (problem.rule, problem.place.line) == ("HG702", 2)
        assert "".join(cell.text for cell in report.tables[0].cells).replace("\n", "") == "가나다라"


@pytest.mark.parametrize(
    ("number", "shape", "text"),
    [(7, "DIGIT", "7"),
     (12, "CIRCLED_DIGIT", "⑫"), (9, "ROMAN_SMALL", "ⅸ"), (44, "ROMAN_CAPITAL", "XLIV"), (3, "HANGUL_SYLLABLE", "다"),
     (21, "HANGUL_PHONETIC", "이십일"), (10, "IDEOGRAPH", "十"), (99, "CIRCLED_IDEOGRAPH", "99"), (0, "LATIN_SMALL", "0")],
)  # fmt: skip
def test_number_shapes(number: int, shape: str, text: str) -> None:
    assert shown(number, shape) == text


LINES = st.text(st.sampled_from("가나다 1,234%△()-"), max_size=12)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Sections of lines and of tables whose merged cells tile their grid."""
    paras: list[b.Para] = []
    for _ in range(draw(st.integers(1, 4))):
        paras.append(draw(LINES))
        rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 4))
        across = draw(st.lists(st.integers(1, columns), min_size=rows, max_size=rows))
        cells = [
            b.Cell(row, column, draw(LINES), 1, span if column == 0 else 1)
            for row, span in enumerate(across)
            for column in (0, *range(span, columns))
        ]
        paras.append([draw(LINES), b.Table(cells), draw(LINES)])
    return [paras, [draw(LINES)]]


@examples(0.6, HealthCheck.function_scoped_fixture)
@given(documents())
def test_both_formats_read_the_same(tmp_path: Path, document: Document) -> None:
    first, second = (read(tmp_path, document, kind) for kind in FORMATS)
    assert [problem.rule for problem in first.problems] == [problem.rule for problem in second.problems]
    assert [neutral(item) for item in first.content] == [neutral(item) for item in second.content]


def neutral(item: RawTable | Paragraph) -> RawTable | Paragraph:
    return replace(item, reader="") if isinstance(item, RawTable) else item


def test_every_printed_text_is_read_once(tmp_path: Path) -> None:
    words = [f"낱말{at}" for at in range(12)]
    outer = b.Table([b.Cell(0, 0, words[0]), b.Cell(0, 1, words[1]), b.Cell(1, 0, words[2]), b.Cell(1, 1, words[3])])
    frame = b.Table([b.Cell(0, 0, [words[4], [b.Holder("box", [words[5]]), words[6]]])])
    document = [[words[7], [words[8], outer, words[9]], [frame], [words[10], b.Holder("note", [words[11]])]]]
    for kind in FORMATS:
        report = read(tmp_path, document, kind)
        found = texts(report) + [cell.text for table in report.tables for cell in table.cells]
        assert sorted(found) == sorted(words)


def corpus(kind: str) -> list[Path]:
    shared = os.environ.get("HAPGYE_SHARED", "")
    return sorted(Path(shared, "corpus", kind).glob(f"*.{kind}")) if shared else []


@pytest.mark.corpus
@pytest.mark.skipif(not corpus("hwpx"), reason="needs the shared reports")
def test_real_twins_read_the_same() -> None:
    twins = [(path, path.parents[1] / "hwp" / f"{path.stem}.hwp") for path in corpus("hwpx")]
    read_twins = [(extract.read(one), extract.read(other)) for one, other in twins if other.exists()]
    assert len(read_twins) >= 4
    for one, other in read_twins:
        assert one.problems == other.problems == ()
        assert [neutral(item) for item in one.content] == [neutral(item) for item in other.content]


def test_a_source_is_kept(tmp_path: Path) -> None:
    report = read(tmp_path, [["글"]], "hwp")
    assert isinstance(report.source, Source)
    assert report.source.format == "hwp"
