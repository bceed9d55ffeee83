"""What is published of a small report with one clean, one quarantined and one unchecked table."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from publish import Staged, stage
from schemas import (
    Audit,
    Problem,
    Source,
)
from tests.published import SHA, example, read


def test_the_files_of_a_report(staged: Staged) -> None:
    files = {str(path.relative_to(staged.folder)) for path in staged.folder.rglob("*") if path.is_file()}
    plain = {"observations.csv", "observations.parquet", "findings.csv", "datapackage.json", "report.html"}
    assert staged.report == "일자리 계획"
    assert files == {
        *plain,
        "tables/t01.csv",
        "tables/t03.csv",
        "quarantine/tables/t02.csv",
        "quarantine/reasons.csv",
        *(f"quarantine/{name}" for name in plain),
    }


def test_a_clean_table(staged: Staged) -> None:
    text = (staged.folder / "tables" / "t01.csv").read_bytes().decode("utf-8")
    assert text == (
        "구분,비고,일자리 수(개),일자리 수(개) (2),예산(백만원) > 합계,예산(백만원) > 국비,예산(백만원) > 시비\n"
        "총계 (5개 사업),,1250,,92134,38117,54017\n"
        "직접일자리 (3개 사업),,1010,80.8,52134,16117,36017\n"
        "○ 구내식당 운영,신규,120,,12134,6117,6017\n"
        "○ 도서관 사서 지원,계속,390,,40000,10000,30000\n"
        "○ 골목길 안내,계속,500,,,,\n"
        "간접일자리 (2개 사업),,240,,40000,22000,18000\n"
        "○ 취업 상담,,200,,30000,22000,18000\n"
        "'=HYPERLINK(1),,40,,10000,,\n"
    )


def test_observations(staged: Staged) -> None:
    rows = read(staged.folder / "observations.csv")
    assert ",".join(rows[0]) == (
        "report,table,page,line,row,column,part,row_path,column_path,raw,value,unit,base_value,base_unit,quantum,marker,status"
    )
    assert list(rows[0].values()) == [
        *("일자리 계획", "t01", "3", "40", "0", "1", "0", "총계 (5개 사업)", "일자리 수(개)", "1,250"),
        *("1250", "개", "1250", "개", "1", "", "clean"),
    ]
    by_key = {(row["table"], row["row"], row["column"], row["part"]): row for row in rows}
    assert len(by_key) == len(rows) == 33
    assert by_key["t01", "1", "1", "1"]["value"] == "80.8"
    assert by_key["t01", "1", "1", "1"]["raw"] == by_key["t01", "1", "1", "0"]["raw"] == "1,010 (80.8%)"
    assert by_key["t01", "2", "2", "0"]["row_path"] == "직접일자리 (3개 사업) > 구내식당 운영"
    assert by_key["t01", "2", "2", "0"]["column_path"] == "예산(백만원) > 합계"
    assert by_key["t01", "2", "2", "0"]["base_value"] == "12134000000"
    assert (by_key["t01", "4", "2", "0"]["marker"], by_key["t01", "4", "2", "0"]["value"]) == ("비예산", "")
    assert ("t01", "7", "3", "0") not in by_key, "a merged figure stands once"
    assert by_key["t01", "7", "2", "0"]["row_path"] == "간접일자리 (2개 사업) > =HYPERLINK(1)"
    assert (by_key["t03", "0", "1", "0"]["value"], by_key["t03", "0", "1", "0"]["line"]) == ("57.3", "90")
    assert by_key["t03", "0", "2", "0"]["value"] == "-2.7"
    assert {row["table"] for row in rows} == {"t01", "t03"}


def test_findings(staged: Staged) -> None:
    rows = read(staged.folder / "findings.csv")
    assert ",".join(rows[0]) == (
        "report,finding,rule,kind,origin,table,page,line,row,column,target,terms,stated,computed,gap,tolerance,verdict,severity,"
        "suspects,suggestion,message"
    )
    good, prose, problem = rows
    assert (good["finding"], good["target"], good["terms"]) == ("f0001", "t01!0,2", "t01!1,2 + t01!5,2")
    assert (good["table"], good["page"], good["line"], good["row"], good["column"]) == ("t01", "3", "40", "0", "2")
    assert (good["verdict"], good["severity"], good["gap"]) == ("exact", "note", "0")
    assert (prose["finding"], prose["target"], prose["table"], prose["gap"]) == ("f0003", "line:12", "", "42.615")
    assert (problem["rule"], problem["page"], problem["verdict"], problem["severity"]) == ("HG906", "7", "", "warning")
    assert problem["message"] == "page 7 of 일자리 계획.pdf could not be read"


def test_quarantine_holds_what_did_not_pass_and_nothing_else(staged: Staged) -> None:
    held = staged.folder / "quarantine"
    assert {row["table"] for row in read(held / "observations.csv")} == {"t02"}
    assert {row["status"] for row in read(held / "observations.csv")} == {"quarantined"}
    (finding,) = read(held / "findings.csv")
    assert (finding["finding"], finding["terms"]) == ("f0002", "t02!0,1 + t02!0,2 + t02!0,3 + t02!0,4")
    assert (finding["page"], finding["line"], finding["suspects"]) == ("4", "71", "t02!0,0")
    (reason,) = read(held / "reasons.csv")
    assert reason["reason"] == "f0002 계 1,354 is not the sum of its 4 columns, 1,335"
    assert (held / "tables" / "t02.csv").read_text(encoding="utf-8") == "계,1분기,2분기,3분기,4분기\n1354,100,250,395,590\n"


def test_no_quarantine_without_quarantined_tables(tmp_path: Path) -> None:
    audit = example()
    staged = stage(replace(audit, tables=audit.tables[:1], findings=audit.findings[:1]), tmp_path)
    assert not (staged.folder / "quarantine").exists()


def test_an_unreadable_source_leaves_its_problem(tmp_path: Path) -> None:
    source = Source("x.pdf", "x.pdf", "pdf", SHA, 0)
    staged = stage(Audit(source, problems=(Problem("HG906", "nothing", fatal=True),)), tmp_path)
    (row,) = read(staged.folder / "findings.csv")
    assert (row["severity"], row["message"]) == ("error", "nothing")
    assert read(staged.folder / "observations.csv") == []


def test_no_file_tells_where_the_source_lay(staged: Staged) -> None:
    package = json.loads((staged.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["sources"][0]["path"] == "일자리 계획.pdf"
    assert package["sources"][0]["sha256"] == SHA
    for path in staged.folder.rglob("*"):
        assert path.is_dir() or b"/home/someone" not in path.read_bytes(), path


def test_staging_twice_is_the_same_to_the_byte(tmp_path: Path) -> None:
    first, second = stage(example(), tmp_path / "a"), stage(example(), tmp_path / "b")
    for path in first.folder.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (second.folder / path.relative_to(first.folder)).read_bytes(), path.name
