"""What `hapgye check` prints: every format carries what failed, says nothing when nothing did, and bears hostile text."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest

from hapgye.reporting import FORMATS, render
from hapgye.reporting.width import cells, cut, hanging, padded, printable, wrapped
from schemas import (
    Audit,
    Cell,
    CellRef,
    CheckedTable,
    Column,
    Finding,
    LineRef,
    Place,
    Problem,
    Quantity,
    Relation,
    Row,
    Source,
    Status,
    Table,
    Term,
)

HOSTILE = "a\x00\x1b[31m::error::b\r\n]]>&<\"'%0A,:\u202e\ud800한글"
WARNING = Finding("HG202", "a ratio that fails", "warning", None, table="t01", target=CellRef("t01", 1, 1))


def figure(row: int, column: int, text: str) -> Cell:
    return Cell(row, column, text, (Quantity(text, Decimal(text.replace(",", "")), "명"),))


def make_table(parts: list[int], total: str, caption: str = "일자리 목표", label: str = "부문") -> Table:
    """A total row over its parts, in one measure column."""
    rows = (Row(0, ("총계",), Place(line=11)), *(Row(i, ("직접", f"{label} {i}")) for i, _ in enumerate(parts, 1)))
    body = (figure(0, 1, total), *(figure(i, 1, f"{part:,}") for i, part in enumerate(parts, 1)))
    columns = (Column(0, ("구분",), label=True), Column(1, ("2021년", "목표"), "명"))
    return Table("t01", columns, rows, body, "test", Place(page=3, line=10), caption, "(단위 : 명)")


def make_finding(parts: list[int], total: str, **changes: Any) -> Finding:
    target, stated, computed = CellRef("t01", 0, 1), Decimal(total.replace(",", "")), Decimal(sum(parts))
    terms = tuple(Term(CellRef("t01", i, 1)) for i in range(1, len(parts) + 1))
    relation = Relation("HG101", "sum", "label", target, terms, "the sum of the rows below")
    verdict, severity = ("exact", "note") if stated == computed else ("inconsistent", "error")
    values: dict[str, Any] = {
        "rule": "HG101",
        "message": f"총계: stated {stated:,f}, computed {computed:,f}",
        "severity": severity,
        "verdict": verdict,
        "relation": relation,
        "target": target,
        "table": "t01",
        "stated": stated,
        "computed": computed,
        "gap": stated - computed,
        "tolerance": Decimal(0),
    }
    return Finding(**(values | changes))


def make_audit(parts: list[int], total: str, status: Status | None = None, path: str = "in/plan.pdf", **changes: Any) -> Audit:
    found = make_finding(parts, total)
    table = make_table(parts, total, caption=changes.pop("caption", "일자리 목표"), label=changes.pop("label", "부문"))
    checked = CheckedTable(table, status or ("quarantined" if found.failed else "clean"))
    values: dict[str, Any] = {"tables": (checked,), "findings": (found,)}
    return Audit(Source(path, path.rsplit("/", 1)[-1], "pdf", "ab" * 32, 9), **(values | changes))


CLEAN = make_audit([7000, 6600], "13,600")
WRONG = make_audit([7000, 6600], "13,660")
GONE = Audit(Source("in/gone.pdf", "gone.pdf", "unknown", "", 0), problems=(Problem("HG902", "cut off", fatal=True),))


def hostile() -> Audit:
    finding = make_finding([1, 2], "4", message=HOSTILE, suggestion=HOSTILE, suspects=(CellRef("t01", 1, 1),))
    return make_audit(
        [1, 2],
        "4",
        path=f"in/{HOSTILE}.pdf",
        caption=HOSTILE,
        label=HOSTILE,
        findings=(finding,),
        problems=(Problem("HG906", HOSTILE),),
    )


def results(*audits: Audit) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(render(audits, "sarif"))["runs"][0]["results"]
    return found


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_written_for_any_text(form: str) -> None:
    text = render([hostile(), CLEAN, WRONG, GONE], form)
    assert text.encode("utf-8")
    assert "\x1b" not in text
    assert text.endswith("\n")
    assert render([], form).endswith("\n")


def test_a_format_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="no format 'yaml'; there are text, json"):
        render([], "yaml")


def test_text_names_every_part_of_a_failing_total() -> None:
    text = render([WRONG], "text")
    for line in (
        "error HG101  a total row equals the sum of its parts",
        "where       t01 일자리 목표, page 3, line 11, t01!0,1",
        "total       총계 × 2021년 > 목표",
        "stated      13,660",
        "computed    13,600",
        "gap            +60  (the printed digits allow 0)",
        "parts       + 직접 > 부문 1  7,000",
        "            + 직접 > 부문 2  6,600",
        "hapgye explain HG101",
    ):
        assert f"    {line}\n" in text or f"  {line}\n" in text
    assert text.splitlines()[-1].startswith("1 source; 1 table: 0 clean, 0 unchecked, 1 quarantined; 1 relation; 1 error")


def test_text_says_so_in_two_lines_when_nothing_is_wrong() -> None:
    lines = render([CLEAN], "text").splitlines()
    assert lines[:3] == ["in/plan.pdf", "  1 table: 1 clean; 1 relation confronted: 1 exact; nothing wrong", ""]
    assert len(lines) == 4


@pytest.mark.parametrize(("count", "shown", "more"), [(12, 12, ""), (13, 10, "… and 3 more parts")])
def test_text_shows_the_first_of_many_parts(count: int, shown: int, more: str) -> None:
    text = render([make_audit([1] * count, "99")], "text")
    assert text.count("> 부문") == shown
    assert more in text
    assert ("more parts" in text) == bool(more)


def test_text_of_warnings_accepted_findings_and_problems_is_short() -> None:
    accepted = make_finding([1, 2], "4", severity="note", message="off by one (accepted: misprint)")
    audit = make_audit([1, 2], "4", "clean", findings=(WARNING, accepted), problems=(Problem("HG906", "blank", Place(page=2)),))
    text = render([audit, GONE], "text")
    assert "  warning HG202  t01, page 3, line 10: a ratio that fails\n" in text
    assert "  accepted HG101  t01, page 3, line 11: off by one (accepted: misprint)\n" in text
    assert "  warning HG906  page 2: blank\n" in text
    assert "in/gone.pdf\n  could not be read\n\n  error HG902  cut off\n    Fetch the file again" in text
    assert "explain" not in text
    assert "2 sources (1 could not be read)" in text
    assert "1 error, 2 warnings, 1 accepted" in text


@pytest.mark.parametrize(
    ("count", "shown", "more"), [(3, 3, ""), (4, 2, "… and 2 more notes: a figure lacks"), (40, 2, "38 more notes")]
)
def test_text_folds_the_notes_of_a_rule(count: int, shown: int, more: str) -> None:
    notes = tuple(Finding("HG602", f"no comma {i}", "note", None, table="t01", target=CellRef("t01", 1, 1)) for i in range(count))
    audit = make_audit([1, 2], "3", "clean", findings=(*notes, WARNING, WARNING, WARNING, WARNING))
    text = render([audit], "text")
    assert text.count(": no comma ") == shown
    assert more in text
    assert ("more note" in text) == bool(more)
    assert text.count("a ratio that fails") == 4
    assert render([audit], "json").count("no comma ") == count


def test_text_stays_within_a_hundred_cells() -> None:
    long = "아주 긴 이름의 사업 " * 20
    audit = make_audit([1, 2], "4", caption=long, label=long, findings=(make_finding([1, 2], "4", suggestion=long * 3),))
    lines = render([audit, hostile()], "text").splitlines()
    assert max(map(cells, lines[:-1])) <= 100
    assert sum(map(cells, lines)) > 1000


def test_text_of_a_quotient_stands_over() -> None:
    relation = Relation(
        "HG202", "ratio", "header", CellRef("t01", 0, 1), (Term(CellRef("t01", 1, 1)), Term(CellRef("t01", 2, 1)))
    )
    text = render([make_audit([1, 2], "4", findings=(make_finding([1, 2], "4", relation=relation),))], "text")
    assert "figure      총계" in text
    assert "\n                / 직접 > 부문 2  2\n" in text


def test_json_gives_findings_with_paths_and_exact_figures() -> None:
    found = json.loads(render([WRONG, CLEAN], "json"))
    finding = found["sources"][0]["findings"][0]
    assert finding["rule"] == "HG101"
    assert (finding["table"], finding["caption"], finding["page"], finding["line"]) == ("t01", "일자리 목표", 3, 11)
    assert (finding["row"], finding["column"], finding["target"]) == (0, 1, "t01!0,1")
    assert (finding["row_path"], finding["column_path"]) == (["총계"], ["2021년", "목표"])
    assert [finding[key] for key in ("stated", "computed", "gap", "tolerance")] == ["13660", "13600", "60", "0"]
    assert finding["terms"][0] == {
        "ref": "t01!1,1",
        "sign": 1,
        "row_path": ["직접", "부문 1"],
        "column_path": ["2021년", "목표"],
        "raw": "7,000",
        "value": "7000",
        "unit": "명",
    }
    assert found["sources"][0]["tables"][0]["status"] == "quarantined"
    assert found["sources"][1]["findings"] == []
    assert found["sources"][1]["verdicts"]["exact"] == 1
    assert found["summary"]["errors"] == 1
    assert '"일자리 목표"' in render([WRONG], "json")


def test_json_gives_what_cannot_be_decided_in_the_counts_only() -> None:
    open_finding = make_finding([1, 2], "4", verdict="undecidable", severity="note", computed=None, gap=None)
    source = json.loads(render([make_audit([1, 2], "4", "unchecked", findings=(open_finding,))], "json"))["sources"][0]
    assert (source["findings"], source["verdicts"]["undecidable"]) == ([], 1)


def test_json_keeps_hostile_text_and_problems() -> None:
    source = json.loads(render([hostile()], "json"))["sources"][0]
    assert source["findings"][0]["terms"][0]["row_path"] == ["직접", f"{HOSTILE} 1"]
    assert source["problems"][0]["severity"] == "warning"
    assert source["problems"][0]["remedy"]


def junit(*audits: Audit) -> ElementTree.Element:
    return ElementTree.fromstring(render(audits, "junit"))


def test_junit_fails_the_table_with_the_finding() -> None:
    root = junit(WRONG, CLEAN)
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("2", "1", "0")
    failure = root.findall("testsuite")[0].find("testcase/failure")
    assert failure is not None
    assert failure.get("type") == "HG101"
    assert "부문 1: 7,000" in (failure.text or "")
    assert not list(root.findall("testsuite")[1].iter("failure"))


def test_junit_has_input_problems_as_errors_and_warnings_as_output() -> None:
    root = junit(GONE, make_audit([1, 2], "3", findings=(make_finding([1, 2], "3"), WARNING)))
    gone, other = root.findall("testsuite")
    assert (gone.get("errors"), gone.get("failures")) == ("1", "0")
    assert (other.get("errors"), other.get("failures")) == ("0", "0")
    assert "a ratio that fails" in (other.findtext("testcase/system-out") or "")


def test_junit_fails_a_quarantined_table_without_errors_and_skips_an_unchecked_one() -> None:
    open_row = Finding("HG701", "a row without columns", "warning", table="t01", target=CellRef("t01", 1))
    root = junit(make_audit([1], "1", "quarantined", findings=(open_row,)), make_audit([1], "1", "unchecked", findings=()))
    first, second = root.findall("testsuite")
    assert "a row without columns" in (first.findtext("testcase/failure") or "")
    assert (second.get("skipped"), second.get("failures")) == ("1", "0")
    bare = junit(make_audit([1], "1", "quarantined", findings=()))
    assert bare.get("failures") == "1"


def test_junit_has_a_case_for_prose() -> None:
    prose = Finding("HG101", "a sentence that fails", "error", target=LineRef(7))
    root = junit(make_audit([1], "1", findings=(make_finding([1], "1"), prose)))
    assert [case.get("name") for case in root.iter("testcase") if case.find("failure") is not None] == ["prose"]


def test_junit_keeps_what_xml_can_hold() -> None:
    case = junit(hostile()).find("testsuite/testcase[failure]")
    assert case is not None
    assert "::error::b ]]>&<\"'%0A,:" in (case.get("name") or "")


def test_sarif_has_its_required_properties() -> None:
    log = json.loads(render([WRONG, GONE], "sarif"))
    run = log["runs"][0]
    assert (log["version"], log["$schema"][:8]) == ("2.1.0", "https://")
    assert run["tool"]["driver"]["name"] == "hapgye"
    assert all(rule["id"] and rule["shortDescription"]["text"] for rule in run["tool"]["driver"]["rules"])
    assert run["invocations"] == [{"executionSuccessful": False}]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert run["artifacts"][place["index"]]["location"]["uri"] == place["uri"]
        assert result["message"]["text"]
        assert result["level"] in {"error", "warning", "note"}


def test_sarif_places_a_finding() -> None:
    (found,) = results(WRONG, CLEAN)
    location = found["locations"][0]
    assert location["physicalLocation"]["region"] == {"startLine": 11}
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "t01!0,1"
    assert (found["level"], found["properties"]) == ("error", {"page": 3})


def test_sarif_fingerprints_are_stable_and_unlike() -> None:
    twice = make_audit([1, 2], "4", findings=(make_finding([1, 2], "4"), make_finding([1, 2], "4")))
    first, second = (found["partialFingerprints"]["hapgyeFinding/v1"] for found in results(twice))
    assert first != second
    later = make_audit([1, 2], "5", path="elsewhere/plan.pdf")
    assert [found["partialFingerprints"]["hapgyeFinding/v1"] for found in results(later)] == [first]


def test_sarif_suppresses_what_is_accepted() -> None:
    accepted = make_finding([1, 2], "4", severity="note", message="off (accepted: misprint)")
    (found,) = results(make_audit([1, 2], "4", findings=(accepted,)))
    assert found["suppressions"] == [{"kind": "external", "justification": "off (accepted: misprint)"}]
    assert "suppressions" not in results(WRONG)[0]


def test_sarif_addresses_are_percent_encoded() -> None:
    (problem, _) = results(hostile())
    address = problem["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"(?:[\w./~-]|%[0-9A-F]{2})+", address, re.ASCII)


def test_github_places_and_escapes() -> None:
    line, summary = render([WRONG], "github").splitlines()
    assert line.startswith(
        "::error file=in/plan.pdf,line=11,title=HG101 a total row equals the sum of its parts::총계: stated 13,660"
    )
    assert "%0Aparts: 직접 > 부문 1: 7,000;" in line
    assert summary.startswith("1 source;")


def test_github_prints_one_command_a_line_whatever_the_text() -> None:
    lines = render([hostile()], "github").splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "1"]
    properties = lines[0].removeprefix("::error ").split("::")[0]
    assert [part.split("=")[0] for part in properties.split(",")] == ["file", "line", "title"]
    assert "%3A%3Aerror%3A%3Ab ]]>&<\"'%250A%2C%3A" in properties
    assert "%250A" in lines[0].split("::", 2)[2]


def test_github_puts_errors_first_and_accepted_findings_last() -> None:
    accepted = make_finding([1, 2], "4", severity="note")
    lines = render([make_audit([1, 2], "4", "clean", findings=(accepted, WARNING)), WRONG], "github").splitlines()
    assert [line.split(" ")[0] for line in lines[:3]] == ["::error", "::warning", "::notice"]


def test_widths_count_korean_letters_twice() -> None:
    assert (cells("합계 1"), cut("합계표", 5), padded("합", 4), padded("합", 4, right=True)) == (6, "합계…", "합  ", "  합")
    assert all(cells(line) <= 7 for line in wrapped("가나다라마바사 아자 x" * 5, 7))
    assert "".join(wrapped("가나다라마바사", 5)) == "가나다라마바사"
    assert hanging("ab: ", "x y", 5) == ["ab: x", "    y"]
    assert printable("a\x1b\u202e\u200bb\n c") == "ab c"
