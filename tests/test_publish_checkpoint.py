"""The checkpoint passes on what was staged, and on nothing that was spoiled afterwards."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from publish import CheckpointResult, Staged, checkpoint, stage
from publish.fields import FINDING_FIELDS, OBSERVATION_FIELDS
from schemas import Audit, Source
from tests.published import example, read

Rows = list[dict[str, str]]


def change(path: Path, edit: Callable[[Rows], object]) -> None:
    """Rewrite a staged CSV file after `edit` changed its rows in place."""
    rows = read(path)
    header = list(rows[0])
    edit(rows)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def put(index: int, **values: str) -> Callable[[Rows], object]:
    return lambda rows: rows[index].update(values)


def run(staged: Staged, tmp_path: Path) -> CheckpointResult:
    return checkpoint([staged], tmp_path / "docs")


def test_a_good_report_passes_and_the_docs_say_why(staged: Staged, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(staged, tmp_path) == CheckpointResult(True, (), 52, ())
    assert (tmp_path / "docs" / "index.html").is_file()
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "docs").rglob("*.html")]
    assert any("An observation is a number or a marker" in page for page in pages)
    assert not any(str(tmp_path) in page for page in pages)
    assert capfd.readouterr() == ("", "")


def test_an_empty_run_passes(tmp_path: Path) -> None:
    empty = stage(Audit(Source("e.txt", "e.txt", "text", "0" * 64, 0)), tmp_path)
    for reports in ([], [empty]):
        docs = tmp_path / f"docs-{len(reports)}"
        assert checkpoint(reports, docs).success
        assert (docs / "index.html").is_file()


def test_two_reports_are_checked_in_one_go(staged: Staged, tmp_path: Path) -> None:
    other = stage(example(), tmp_path, "other")
    change(other.folder / "observations.csv", put(0, status="good"))
    result = checkpoint([staged, other], tmp_path / "docs")
    assert not result.success
    assert result.reports == ("other",)
    assert any("other t01!0,1,0" in failure for failure in result.failures)


def test_the_docs_run_no_markup_of_a_document(staged: Staged, tmp_path: Path) -> None:
    change(staged.folder / "observations.csv", put(0, marker="<script>alert(1)</script>", status="<script>alert(1)</script>"))
    assert not run(staged, tmp_path).success
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "docs").rglob("*.html")]
    assert any("&lt;script>alert(1)" in page for page in pages)
    assert not any("<script>alert(1)" in page for page in pages)


OBSERVATIONS = {
    "No row twice": (lambda rows: rows.append(dict(rows[0])), "told by report, table, row, column, part"),
    "value and marker": (put(0, marker="-"), "exactly one of value and marker"),
    "neither value nor marker": (put(0, value="", base_value=""), "exactly one of value and marker"),
    "no report": (put(0, report=""), "The report is always given"),
    "another report": (put(0, report="other"), "in whose folder it stands"),
    "no raw text": (put(0, raw=""), "The raw is always given"),
    "table name": (put(0, table="table 1"), "t01, t02"),
    "negative row": (put(0, row="-1"), "The row counts from 0"),
    "page 0": (put(0, page="0"), "The page counts from 1"),
    "unknown status": (put(0, status="good"), "clean, unchecked or quarantined"),
    "two statuses": (put(0, status="unchecked"), "have one status"),
    "exponent": (put(0, value="1E+3"), "The value is in plain decimal digits"),
    "quantum": (put(0, quantum="0.0"), "greater than 0"),
    "base value without unit": (put(0, unit=""), "written unit is known"),
    "base value missing": (put(0, base_value=""), "whose base unit is known has a base value"),
    "quarantined outside": (put(0, status="quarantined"), "quarantined tables stand in the quarantine folder"),
    "row beyond the table": (put(0, row="99"), "has a row for every row"),
    "a row lost": (lambda rows: rows.pop(), "as many rows as the CSV"),
}


@pytest.mark.parametrize("name", OBSERVATIONS)
def test_spoiled_observations_fail(spoiled: CheckpointResult, name: str) -> None:
    said = OBSERVATIONS[name][1]
    assert any(said in failure and f"{name} " in failure for failure in spoiled.failures), spoiled.failures


broken = {"verdict": "inconsistent", "severity": "error", "stated": "3", "computed": "1", "gap": "2"}
FINDINGS = {
    "No number twice": (lambda rows: rows.append(dict(rows[0])), "told by report, finding"),
    "a wrong sum on a clean table": (put(0, **broken), "wrong and not accepted is in quarantine"),
    "an error on a clean table": (put(0, severity="error"), "No error is found on a clean table"),
    "a wrong gap": (put(1, gap="42.616"), "stated figure less the computed one"),
    "a gap of no digits": (put(1, gap="x"), "stated figure less the computed one"),
    "no computed figure": (put(1, computed=""), "tells the stated figure, the computed one"),
    "rule": (put(0, rule="X1"), "codes such as HG101"),
    "kind": (put(0, kind="product"), "known kind"),
    "origin": (put(0, origin="dream"), "known origin"),
    "verdict": (put(0, verdict="wrong"), "one of five"),
    "severity": (put(0, severity="fatal"), "error, warning or note"),
    "number": (put(0, finding="1"), "f0001"),
    "tolerance": (put(0, tolerance="-1"), "not negative"),
    "no message": (put(0, message=""), "The message is always given"),
    "no terms": (put(0, terms=""), "has its kind, target, terms and verdict"),
    "on a quarantined table": (put(2, table="t02"), "Findings on quarantined tables"),
}


@pytest.mark.parametrize("name", FINDINGS)
def test_spoiled_findings_fail(spoiled: CheckpointResult, name: str) -> None:
    said = FINDINGS[name][1]
    assert any(said in failure and f"{name} " in failure for failure in spoiled.failures), spoiled.failures


def rename_column(folder: Path) -> None:
    path = folder / "observations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("base_value", "basevalue", 1), encoding="utf-8")


def swap_columns(folder: Path) -> None:
    path = folder / "findings.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("rule,kind", "kind,rule", 1), encoding="utf-8")


def cut_file(folder: Path) -> None:
    path = folder / "observations.csv"
    path.write_bytes(path.read_bytes()[:-40])


FILES: dict[str, Callable[[Path], object]] = {
    "column renamed": rename_column,
    "columns swapped": swap_columns,
    "file cut": cut_file,
    "observations gone": lambda folder: (folder / "observations.csv").unlink(),
    "findings gone": lambda folder: (folder / "findings.csv").unlink(),
    "Parquet gone": lambda folder: (folder / "observations.parquet").unlink(),
    "Parquet spoiled": lambda folder: (folder / "observations.parquet").write_bytes(b"PAR1"),
    "no CSV": lambda folder: (folder / "observations.csv").write_bytes(b"a,b\n1,2,3\n\xff"),
    "table gone": lambda folder: (folder / "tables" / "t01.csv").unlink(),
    "table cut": lambda folder: (folder / "tables" / "t01.csv").write_bytes(b"a\n1\n"),
}


@pytest.mark.parametrize("name", FILES)
def test_spoiled_files_fail(spoiled_files: CheckpointResult, name: str) -> None:
    assert name in spoiled_files.reports


def test_bad_reports_do_not_blame_the_others(spoiled: CheckpointResult, spoiled_files: CheckpointResult) -> None:
    assert not spoiled.success
    assert not spoiled_files.success
    assert set(spoiled.reports) == {*OBSERVATIONS, *FINDINGS}
    assert set(spoiled_files.reports) == set(FILES)


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory) -> CheckpointResult:
    """One run over a good report and one spoiled report for each case, named after it."""
    folder = tmp_path_factory.mktemp("spoiled")
    reports = {name: stage(example(), folder, name) for name in ("good", *OBSERVATIONS, *FINDINGS)}
    for name, (edit, _) in OBSERVATIONS.items():
        change(reports[name].folder / "observations.csv", edit)
    for name, (edit, _) in FINDINGS.items():
        change(reports[name].folder / "findings.csv", edit)
    return checkpoint(list(reports.values()), folder / "docs")


@pytest.fixture(scope="module")
def spoiled_files(tmp_path_factory: pytest.TempPathFactory) -> CheckpointResult:
    """The same for spoiled files."""
    folder = tmp_path_factory.mktemp("files")
    reports = {name: stage(example(), folder, name) for name in ("good", *FILES)}
    for name, spoil in FILES.items():
        spoil(reports[name].folder)
    return checkpoint(list(reports.values()), folder / "docs")


def test_the_same_report_twice_fails(staged: Staged, tmp_path: Path) -> None:
    result = checkpoint([staged, staged], tmp_path / "docs")
    assert any("A file is told by" in failure for failure in result.failures)


def test_the_order_of_columns_is_the_contract() -> None:
    assert [field.name for field in OBSERVATION_FIELDS][:3] == ["report", "table", "page"]
    assert (len(OBSERVATION_FIELDS), len(FINDING_FIELDS)) == (17, 21)
