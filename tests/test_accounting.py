"""Every number of a source is used, set aside for a reason, or reported as lost."""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extract
import normalize
import publish
from hapgye import pipeline
from hapgye.matching import MOST_BROKEN, Number, matched
from hapgye.reporting import render
from normalize import footnote_marks, reasons
from schemas import REASONS, Accounting, Audit, Paragraph, Place, RawTable, Report, SeenLine
from schemas.accounting import total
from tests import builders
from tests import hwp_builder as b

SHARED = os.environ.get("HAPGYE_SHARED", "")
ROOT = Path(__file__).parent.parent
SAMPLES = sorted(path for path in (ROOT / "raw").rglob("*") if path.suffix in {".pdf", ".txt", ".csv", ".xlsx"})

DUMP = """\
Ⅰ. 일자리 계획
문의 ☎ 02-345-6789, 제12조에 따라 2031년 3월까지 추진
○ 목표 250개로 작년 (200개) 대비 50개 증가
< 부문별 목표 >  (단위 : 개)
구분 합계 상반기 하반기
총계 250 110 140
직접일자리 150 70 80
간접일자리 100 40 60
- 7 -
"""


def read(folder: Path, name: str, content: bytes) -> Report:
    path = folder / name
    path.write_bytes(content)
    return extract.read(path)


def dump(folder: Path, text: str = DUMP) -> Report:
    return read(folder, "plan.txt", text.encode())


def account(report: Report) -> Accounting:
    accounting = pipeline.audit(report).accounting
    assert accounting is not None
    return accounting


def without(report: Report, text: str) -> Report:
    """The report as a reader would give it that loses the first cell or paragraph with this text."""

    def lacking(item: RawTable | Paragraph) -> RawTable | Paragraph | None:
        if isinstance(item, Paragraph):
            return None if item.text == text else item
        cells = tuple(cell for cell in item.cells if cell.text != text)
        return item if len(cells) == len(item.cells) else replace(item, cells=cells)

    for at, item in enumerate(report.content):
        other = lacking(item)
        if other is not item:
            kept = () if other is None else (other,)
            return replace(report, content=(*report.content[:at], *kept, *report.content[at + 1 :]))
    raise AssertionError(f"nothing reads {text!r}")


REASON_CASES = [
    ("2031년 3월 5일까지", "date or period"),
    ("’31. 4월", "date or period"),
    ("1. 추진 배경", "list or section number"),
    ("- 12 -", "page number"),
    ("제7조제2항에 따른", "law or document reference"),
    ("별표 4의 기준", "law or document reference"),
    ("문의 02-345-6789", "phone number"),
    ("☎ 345-6789", "phone number"),
    ("누리집 https://example.org/2031/a7", "web or mail address"),
    ("누리로 15길", "postal address"),
    ("누리구 한빛로 38", "postal address"),
    ("30대 여성", "age, ordinal or grade"),
    ("1~4차 모집", "age, ordinal or grade"),
    ("17:30 시작", "ratio or time of day"),
    ("1:1 상담", "ratio or time of day"),
    ("규격 ABC-307", "code or name"),
    ("기준액의 3% 2) 한빛구", "footnote mark"),
    ("한빛50플러스", "part of a word"),
]


@pytest.mark.parametrize(("text", "reason"), REASON_CASES)
def test_numbers_that_are_no_quantities_have_a_reason(text: str, reason: str) -> None:
    found = reasons(text, normalize.read_quantities(text))
    assert {why for _, why in found if isinstance(why, str)} == {reason}
    assert found


def test_numbers_of_quantities_name_them() -> None:
    text = "제3차 45만 3,712개 (99.2%)"
    quantities = normalize.read_quantities(text)
    found = [(text[start:end], why) for (start, end), why in reasons(text, quantities)]
    assert found[0] == ("3", "law or document reference")
    assert found[1:] == [("45", quantities[0]), ("3,712", quantities[0]), ("99.2", quantities[1])]


@given(st.text(alphabet="0123456789,.() 가나제조년월~-①:/", max_size=60))
def test_every_number_of_any_text_is_listed_once(text: str) -> None:
    spans = [span for span, _ in reasons(text, normalize.read_quantities(text))]
    assert spans == list(normalize.numbers_in(text))
    assert sum(end - start for start, end in spans) >= sum(char.isdecimal() for char in text)


def pages(*lines: str) -> list[str]:
    """Those of some lines, 20 lines apart, that are page numbers."""
    placed = [(line, Place(line=20 * at)) for at, line in enumerate(lines, 1)]
    return sorted(text for text, _ in normalize.page_numbers(placed))


def test_page_numbers_are_alone_on_their_line_and_follow_each_other() -> None:
    assert pages("- 12 -", "3 / 40", "15쪽") == ["- 12 -", "15쪽", "3 / 40"]
    assert pages("7", "합계 8", "9", "10") == ["10", "9"]
    assert pages("7개", "1,234", "3)", "2030", "2031", "△5", "6") == []
    close = [("7", Place(line=1)), ("8", Place(line=3))]
    assert normalize.page_numbers(close) == set(), "figures of one column, a line each"
    assert len(normalize.page_numbers([(text, Place(int(text))) for text, _ in close])) == 2


def test_footnote_marks_close_a_bracket_that_nothing_opened() -> None:
    assert footnote_marks("경상수입1) 12,000 3") == ((4, 5),)
    assert footnote_marks("(신규 150) 120)") == ()


def test_a_number_read_once_answers_for_one_that_was_seen() -> None:
    once = [Number("1,250", 3)]
    assert matched([Number("1,250", 3), Number("1,250", 3)], once) == [0, None]
    assert matched([Number("1,250", 2), Number("1,250", 3)], once) == [None, 0], "the one on its page"


def test_numbers_in_pieces_are_found_on_their_page_only() -> None:
    assert matched([Number("12,03", 1), Number("6", 1)], [Number("12,036", 1)]) == [0, 0]
    assert matched([Number("1,2345,678", 1)], [Number("1,234", 1), Number("5,678", 1)]) == [0]
    assert matched([Number("12,03", 1), Number("6", 1)], [Number("12,036", 2)]) == [None, None]
    assert matched([Number("1", 1), Number("2", 1)], [Number("12", 1)]) == [None, None], "too short to tell"


@given(st.lists(st.integers(1000, 9999), max_size=30), st.data())
def test_what_is_not_read_is_lost_and_nothing_else(values: list[int], data: st.DataObject) -> None:
    kept = [data.draw(st.booleans()) for _ in values]
    read_numbers = [Number(str(value)) for value, keep in zip(values, kept, strict=True) if keep]
    found = matched([Number(str(value)) for value in values], read_numbers[::-1])
    assert sum(at is None for at in found) == kept.count(False)
    used = Counter(at for at in found if at is not None)
    assert not used or max(used.values()) == 1


def test_matching_of_hostile_leftovers_stays_quick() -> None:
    seen = [Number(f"{value:030d}") for value in range(3 * MOST_BROKEN)]
    assert matched(seen, [Number(str(digit)) for digit in range(10)] * 50)[-1] is None


def test_the_account_of_a_dump(tmp_path: Path) -> None:
    assert account(dump(tmp_path)) == Accounting(
        seen=19,
        cells=9,
        claims=3,
        aside=(("date or period", 2), ("page number", 1), ("law or document reference", 1), ("phone number", 3)),
        verified=(0, 0, 9, 0),
        prose=3,
        claimed=3,
    )


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_nothing_is_lost_of_the_samples(path: Path) -> None:
    found = account(extract.read(path))
    assert found.lost == 0, found.first
    assert found.seen == found.used + found.set_aside > 0


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_figure_that_a_reader_loses_is_reported(path: Path) -> None:
    report = extract.read(path)
    texts = Counter(cell.text for table in report.tables for cell in table.cells)
    gone = next(text for text, count in texts.items() if count == 1 and len(text) > 4 and text.replace(",", "").isdecimal())
    audit = pipeline.audit(without(report, gone))
    assert audit.accounting is not None
    assert audit.accounting.lost == 1
    (finding,) = [finding for finding in audit.findings if finding.rule == "HG703"]
    assert finding.severity == "warning"
    assert gone in finding.message
    [lost] = audit.accounting.first
    assert lost.text == gone
    assert lost.place.page is not None or lost.place.line is not None


def test_a_lost_number_is_named_with_its_line_and_more_are_counted(tmp_path: Path) -> None:
    report = dump(tmp_path)
    audit = pipeline.audit(without(report, "○ 목표 250개로 작년 (200개) 대비 50개 증가"))
    (finding,) = [finding for finding in audit.findings if finding.rule == "HG703"]
    assert finding.message.startswith("3 of 19 numbers of the source were read nowhere: 250 in “○ 목표 250개로")
    assert finding.place.line == 3
    many = replace(report, seen=tuple(SeenLine(f"{value}개", report.seen[0].place) for value in range(888801, 888831)))
    (finding,) = [finding for finding in pipeline.audit(many).findings if finding.rule == "HG703"]
    assert finding.message.endswith("; and 20 more")
    assert not finding.failed, "a reader's loss is no fault of the report"


def test_headers_repeated_after_a_page_break_are_set_aside(tmp_path: Path) -> None:
    head = "구분 2030년 2031년\n"
    first = "가 사업 1,110 1,120\n나 사업 1,130 1,140\n"
    second = "다 사업 1,150 1,160\n라 사업 1,170 1,180\n"
    report = dump(tmp_path, f"< 연도별 목표 >\n{head}{first}- 3 -\n\n{head}{second}")
    assert len(report.tables) == 1
    found = dict(account(report).aside)
    assert found["repeated header"] == 2
    assert found["page number"] == 1
    assert account(report).lost == 0


@pytest.mark.parametrize("kind", ["hwp", "hwpx"])
def test_hwp_furniture_notes_and_inner_tables_are_counted_once(kind: str, tmp_path: Path) -> None:
    inner = b.grid("가 | 나\n711 | 722")
    outer = b.Table((b.Cell(0, 0, "구분"), b.Cell(0, 1, "내용"), b.Cell(1, 0, "계"), b.Cell(1, 1, [[inner]])))
    section = ["사업비 345백만원", [b.Holder("header", ["보고서 99"])], [outer]]
    document = {"hwp": b.hwp, "hwpx": b.hwpx}[kind]([section])
    report = read(tmp_path, f"plan.{kind}", document)
    found = account(report)
    assert (found.seen, found.lost) == (4, 0)
    assert dict(found.aside)["running head or foot"] == 1
    assert account(without(report, "사업비 345백만원")).lost == 1
    assert [line.text for line in report.seen if line.furniture] == ["보고서 99"]


def test_figures_are_counted_by_the_relations_that_hold(tmp_path: Path) -> None:
    rows = "구분,합계(명),상반기(명),하반기(명)\n총계,250,110,140\n직접일자리,150,70,80\n간접일자리,100,40,60\n"
    assert account(read(tmp_path, "a.csv", rows.encode())).verified == (0, 0, 9, 0)
    wrong = rows.replace("직접일자리,150", "직접일자리,151")
    found = account(read(tmp_path, "b.csv", wrong.encode()))
    assert found.verified == (1, 4, 4, 0)
    assert found.figures == 9


def test_the_sum_of_accounts_is_an_account(tmp_path: Path) -> None:
    one = account(dump(tmp_path))
    both = total((one, one))
    assert (both.seen, both.set_aside, both.figures) == (2 * one.seen, 2 * one.set_aside, 2 * one.figures)
    assert [reason for reason, _ in both.aside] == [reason for reason in REASONS if reason in dict(one.aside)]
    assert total(()) == Accounting()


def test_an_account_that_does_not_add_up_is_refused() -> None:
    with pytest.raises(ValueError, match="3 numbers seen are not 1 used, 1 set aside and 0 lost"):
        Accounting(3, cells=1, aside=(("page number", 1),))


def test_the_account_is_published(tmp_path: Path) -> None:
    audit = pipeline.audit(dump(tmp_path))
    found = audit.accounting
    assert found is not None
    folder = publish.stage(audit, tmp_path / "out").folder
    with (folder / "findings.csv").open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row["rule"] in {"HG704", "HG705", "HG706", "HG707"}]
    seen = rows[0]
    assert (seen["stated"], seen["computed"], seen["gap"], seen["severity"]) == ("19", "19", "0", "note")
    assert sum(int(row["computed"]) for row in rows if row["rule"] in {"HG705", "HG706"}) == found.seen
    assert [int(row["computed"]) for row in rows if row["rule"] == "HG707"] == list(found.verified)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["accounting"]["seen"] == sum(package["accounting"]["set_aside"].values()) + found.used
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "Where every number went" in page
    assert "HG706" not in page, "the account is a table of its own"


def test_check_prints_the_account(tmp_path: Path) -> None:
    audit = pipeline.audit(dump(tmp_path))
    assert "  19 numbers seen = " in render([audit], "text")
    both = json.loads(render([audit, audit], "json"))
    assert both["sources"][0]["accounting"]["seen"] == 19
    assert both["summary"]["accounting"]["seen"] == 38
    nothing = Audit(audit.source)
    assert json.loads(render([nothing], "json"))["sources"][0]["accounting"] is None
    assert "numbers seen" not in render([nothing], "text")


def test_a_row_without_columns_is_set_aside() -> None:
    from hapgye.uses import read_numbers
    from schemas import CheckedTable, Source

    raw = builders.grid("구분 | 합계 | 국비\n총계 | 30 | 20\n기타 | ~ | 17", header_rows=1)
    audit = Audit(Source("", "", "text", "", 0), (CheckedTable(normalize.table(raw, "t01"), "unchecked"),))
    uses = {item.text: item.use for item in read_numbers([raw], [], audit)}
    assert uses == {"30": "cells", "20": "cells", "17": "row without columns"}


def spoiled(folder: Path, name: str, spoil: Callable[[list[dict[str, str]]], object], audit: Audit) -> publish.Staged:
    """A report staged under a name, with the rows of its findings changed."""
    staged = publish.stage(audit, folder, name)
    path = staged.folder / "findings.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    spoil(rows)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return staged


def of(rule: str, rows: list[dict[str, str]]) -> dict[str, str]:
    return next(row for row in rows if row["rule"] == rule)


SPOILED: dict[str, Callable[[list[dict[str, str]]], object]] = {
    "fewer seen": lambda rows: of("HG704", rows).update(stated="18", gap="-1"),
    "fewer used": lambda rows: of("HG705", rows).update(computed="7"),
    "a reason dropped": lambda rows: rows.remove(of("HG706", rows)),
    "a loss without warning": lambda rows: rows.remove(of("HG703", rows)),
}


def test_the_checkpoint_refuses_accounts_that_do_not_add_up(tmp_path: Path) -> None:
    report = dump(tmp_path)
    lossy = pipeline.audit(without(report, "150"))
    assert lossy.accounting is not None
    assert lossy.accounting.lost == 1
    staged = [publish.stage(audit, tmp_path, name) for name, audit in (("whole", pipeline.audit(report)), ("lossy", lossy))]
    assert publish.checkpoint(staged, tmp_path / "docs").success
    bad = [spoiled(tmp_path, name, spoil, lossy) for name, spoil in SPOILED.items()]
    result = publish.checkpoint([*staged, *bad], tmp_path / "docs-2")
    assert set(result.reports) == set(SPOILED)
    assert any("numbers seen in a source are those used and those set aside" in failure for failure in result.failures)


def test_the_summary_of_a_run_names_what_was_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from hapgye import batch, cli

    report = dump(tmp_path)
    for read_report in (report, without(report, "문의 ☎ 02-345-6789, 제12조에 따라 2031년 3월까지 추진")):
        summary = batch.summarize(pipeline.audit(read_report), "plan")
        cli._print_summary(summary)
    whole, lossy = capsys.readouterr().out.splitlines()
    assert whole == "✓ plan: 1 clean; 9 figures, 9 verified; 7 exact"
    assert lossy.endswith("; 6 of 19 numbers LOST")


@pytest.mark.corpus
@pytest.mark.skipif(not SHARED, reason="HAPGYE_SHARED is not set")
@pytest.mark.parametrize("pattern", ["seeds/*.txt", "corpus/hwpx/*.hwpx"])
def test_nothing_is_lost_of_real_reports(pattern: str) -> None:
    paths = sorted(Path(SHARED).glob(pattern))
    assert paths
    assert {path.name: found.first for path in paths if (found := account(extract.read(path))).lost} == {}
