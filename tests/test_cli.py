"""The command line as a user calls it: output, exit status, and what lies on the disk afterwards."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from hapgye.cli import main
from schemas import RULES

ROOT = Path(__file__).parent.parent
RAW = ROOT / "raw"
WRONG = RAW / "inconsistent" / "wrong-total.pdf"
HEAVY = ("pandas", "pdfplumber", "camelot", "great_expectations", "pyarrow", "openpyxl", "rich")


def hapgye(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hapgye.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, timeout=300, check=False, env=_environment())


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    output = tmp_path_factory.mktemp("published") / "out"
    return hapgye("run", "-o", str(output)), output


def test_run_publishes_every_sample(published: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    run, output = published
    assert run.returncode == 0, run.stderr
    samples = {path.stem for path in RAW.iterdir() if path.suffix in {".pdf", ".txt", ".csv", ".xlsx"}}
    assert {path.name for path in output.iterdir()} == samples | {"data_docs"}
    assert (output / "data_docs" / "index.html").is_file()
    for sample in samples:
        files = {path.name for path in (output / sample).iterdir()}
        assert files == {"tables", "observations.csv", "observations.parquet", "findings.csv", "datapackage.json", "report.html"}


def test_run_says_what_a_person_wants_to_read(published: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    run, _ = published
    assert "city-jobs-plan: 3 clean" in run.stdout
    assert "0 inconsistent" in run.stdout
    assert run.stderr == ""


def test_run_leaves_nothing_behind(published: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    _, output = published
    assert not [path.name for path in output.iterdir() if path.name.startswith(".")]


def test_observations_carry_exact_values_and_units(published: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    _, output = published
    total = rows(output / "city-jobs-plan" / "observations.csv")
    jobs = [row for row in total if row["table"] == "t03" and row["row"] == "0"]
    assert [(row["value"], row["unit"], row["base_value"], row["base_unit"]) for row in jobs] == [
        ("68456", "개", "68456", "개"),
        ("385154", "백만원", "385154000000", "원"),
    ]


def test_a_second_run_replaces_the_first(tmp_path: Path) -> None:
    source = tmp_path / "market.csv"
    source.write_text("구분,점포\n계,30\n하나,10\n둘,20\n", encoding="utf-8")
    output = tmp_path / "out"
    run = hapgye("run", str(source), "-o", str(output))
    assert run.returncode == 0
    assert "\n1 source, 1 table, 3 figures, 1 relation, 0 inconsistent\n" in run.stdout
    source.write_text("구분,점포\n계,50\n하나,20\n둘,30\n", encoding="utf-8")
    assert hapgye("run", str(source), "-o", str(output)).returncode == 0
    assert [row["value"] for row in rows(output / "market" / "observations.csv")] == ["50", "20", "30"]


def test_run_quarantines_what_does_not_add_up(tmp_path: Path) -> None:
    run = hapgye("run", str(WRONG), "-o", str(tmp_path))
    assert run.returncode == 1
    assert "stated 13,660, computed 13,600" in run.stdout
    held = tmp_path / "wrong-total" / "quarantine"
    assert [path.name for path in (held / "tables").iterdir()] == ["t02.csv"]
    assert not (tmp_path / "wrong-total" / "tables" / "t02.csv").exists()
    [wrong] = [row for row in rows(held / "findings.csv") if row["verdict"] == "inconsistent"]
    assert (wrong["stated"], wrong["computed"], wrong["gap"]) == ("13660", "13600", "60")


def test_check_names_the_total_its_parts_and_the_place() -> None:
    run = hapgye("check", str(WRONG))
    assert run.returncode == 1
    for text in ("HG101", "page 1", "합 계", "13,660", "13,600", "직접일자리", "7,117", "hapgye explain HG101"):
        assert text in run.stdout


def test_check_as_json_says_the_same() -> None:
    run = hapgye("check", str(WRONG), "--format", "json")
    assert run.returncode == 1
    [source] = json.loads(run.stdout)["sources"]
    [finding] = source["findings"]
    assert (finding["rule"], finding["page"], finding["target"]) == ("HG101", 1, "t02!0,1")
    assert (finding["stated"], finding["computed"], finding["gap"]) == ("13660", "13600", "60")
    assert [term["value"] for term in finding["terms"]] == ["7117", "2175", "1987", "1218", "320", "783"]


def test_check_writes_nothing(tmp_path: Path) -> None:
    assert hapgye("check", str(WRONG), cwd=tmp_path).returncode == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", ["junit", "sarif", "github"])
def test_check_speaks_to_ci(form: str) -> None:
    run = hapgye("check", str(WRONG), "--format", form)
    assert run.returncode == 1
    if form == "junit":
        assert ET.fromstring(run.stdout).find(".//failure") is not None
    if form == "sarif":
        assert json.loads(run.stdout)["runs"][0]["results"][0]["ruleId"] == "HG101"
    if form == "github":
        assert run.stdout.startswith("::error ")


def test_a_baseline_accepts_with_a_reason(tmp_path: Path) -> None:
    draft = hapgye("check", str(WRONG), "--format", "baseline").stdout
    baseline = tmp_path / "accepted.toml"
    baseline.write_text(draft, encoding="utf-8")
    refused = hapgye("check", str(WRONG), "--baseline", str(baseline))
    assert refused.returncode == 2
    assert "reason" in refused.stderr
    baseline.write_text(draft.replace('reason = ""', 'reason = "misprint, confirmed"'), encoding="utf-8")
    accepted = hapgye("check", str(WRONG), "--baseline", str(baseline))
    assert accepted.returncode == 0, accepted.stdout
    output = tmp_path / "out"
    assert hapgye("run", str(WRONG), "--baseline", str(baseline), "-o", str(output)).returncode == 0
    assert not (output / "wrong-total" / "quarantine").exists()


def test_a_baseline_entry_that_matches_nothing_is_an_error(tmp_path: Path) -> None:
    baseline = tmp_path / "accepted.toml"
    entry = '[[accepted]]\nreport = "market-survey-cp949.csv"\nrule = "HG101"\ntarget = "t01!0,1"\nreason = "gone"\n'
    baseline.write_text(entry, encoding="utf-8")
    run = hapgye("check", str(RAW / "market-survey-cp949.csv"), "--baseline", str(baseline))
    assert run.returncode == 1
    assert "HG910" in run.stdout


def test_show_prints_the_contract_as_json() -> None:
    run = hapgye("show", str(RAW / "jobs-budget.xlsx"), "--format", "json")
    assert run.returncode == 0
    shown = json.loads(run.stdout)
    [table] = shown["tables"]
    assert set(table) >= {"table", "page", "caption", "unit", "section", "reader", "cells"}
    assert set(table["cells"][0]) == {"row", "col", "rowspan", "colspan", "text", "header"}
    assert {cell["header"] for cell in table["cells"] if cell["row"] == 0} == {True}


def test_show_draws_tables() -> None:
    run = hapgye("show", str(RAW / "market-survey-cp949.csv"))
    assert run.returncode == 0
    assert "│" in run.stdout


@pytest.mark.parametrize("code", sorted(RULES))
def test_explain_tells_every_rule(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", code]) == 0
    shown = capsys.readouterr().out
    assert RULES[code].title in shown
    assert "Example: " in shown
    assert "What to do: " in shown


def test_explain_refuses_what_is_no_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "HG999"]) == 2
    assert "there is no rule HG999" in capsys.readouterr().err


def test_wrong_usage_is_status_2() -> None:
    assert hapgye("check").returncode == 2
    assert hapgye("nothing").returncode == 2


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("empty.pdf", b"", "HG901"),
        ("blank.txt", b" \n\t\n", "HG901"),
        ("random.pdf", bytes(range(256)) * 40, "HG904"),
        ("cut.pdf", (RAW / "city-jobs-plan.pdf").read_bytes()[:20_000], "HG902"),
        ("cut.xlsx", (RAW / "jobs-budget.xlsx").read_bytes()[:3_000], "HG902"),
    ],
)
def test_a_bad_source_is_one_clear_finding(tmp_path: Path, name: str, content: bytes, rule: str) -> None:
    bad = tmp_path / name
    bad.write_bytes(content)
    output = tmp_path / "out"
    run = hapgye("run", str(bad), str(RAW / "market-survey-cp949.csv"), "-o", str(output))
    assert run.returncode == 3
    assert f"{rule} " in run.stdout
    assert "Traceback" not in run.stdout + run.stderr
    assert [row["rule"] for row in rows(output / bad.stem / "findings.csv")] == [rule]
    assert rows(output / "market-survey-cp949" / "observations.csv")


def test_a_missing_source_is_status_3(tmp_path: Path) -> None:
    run = hapgye("check", str(tmp_path / "nothing.pdf"))
    assert run.returncode == 3
    assert "HG907" in run.stdout


def test_a_wrongly_named_source_is_read_by_its_content(tmp_path: Path) -> None:
    wrong = tmp_path / "report.txt"
    wrong.write_bytes((RAW / "jobs-budget.xlsx").read_bytes())
    run = hapgye("check", str(wrong))
    assert run.returncode == 0
    assert "1 clean" in run.stdout


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le"])
def test_text_is_read_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    dump = tmp_path / "dump.txt"
    dump.write_bytes(
        (RAW / "district-jobs-goals-dump.txt").read_text(encoding="utf-8").replace("‧", "·").encode(encoding, "ignore")
    )
    run = hapgye("check", str(dump))
    assert run.returncode == 0, run.stdout


def test_formulas_do_not_reach_a_spreadsheet(tmp_path: Path) -> None:
    source = tmp_path / "formulas.csv"
    source.write_text('구분,비고,점포\n계,=HYPERLINK("x"),30\n하나,+1+1,10\n둘,@SUM(A1),20\n', encoding="utf-8")
    output = tmp_path / "out"
    assert hapgye("run", str(source), "-o", str(output)).returncode == 0
    for path in output.glob("formulas/**/*.csv"):
        for row in rows(path):
            assert not [text for text in row.values() if text and text[0] in "=+@\t\r"], path


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom hapgye.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"loaded = [name for name in {HEAVY!r} if name in sys.modules]\nassert not loaded, loaded"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False, env=_environment()
    )
    assert run.returncode == 0, run.stderr
