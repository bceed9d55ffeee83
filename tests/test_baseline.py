"""The baseline: what it accepts, what it no longer finds, and which files it refuses."""

from __future__ import annotations

import pickle
import tomllib
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hapgye import baseline
from hapgye.baseline import Accepted, Baseline, BaselineError
from schemas import RULES, Audit, CellRef, CheckedTable, Finding, Problem, Relation, Source, Status, Table, Term

KNOWN = Accepted("plan.pdf", "HG101", "t01!0,1", "misprint", Decimal(13660))
ENTRY = 'report = "plan.pdf"\nrule = "HG101"\ntarget = "t01!0,1"\nreason = "misprint"\n'


def finding(stated: str = "13660", table: str = "t01", **changes: Any) -> Finding:
    target = CellRef(table, 0, 1)
    relation = Relation("HG101", "sum", "label", target, (Term(CellRef(table, 1, 1)),))
    values: dict[str, Any] = {"rule": "HG101", "message": "off by 60", "severity": "error", "verdict": "inconsistent"}
    values |= {"relation": relation, "target": target, "table": table, "stated": Decimal(stated)}
    return Finding(**(values | changes))


def audit(*findings: Finding, name: str = "plan.pdf", problems: tuple[Problem, ...] = ()) -> Audit:
    tables = [CheckedTable(Table(table, (), (), (), "test"), "quarantined") for table in ("t01", "t02")]
    return Audit(Source(f"in/{name}", name, "pdf", "", 1), tuple(tables), findings=findings, problems=problems)


def status(findings: Sequence[Finding]) -> Status:
    return "quarantined" if any(found.failed for found in findings) else "clean"


def accept(found: Audit, *entries: Accepted) -> Audit:
    return baseline.accept(found, Baseline(entries), status)


def unused(*audits: Audit, entry: Accepted = KNOWN) -> list[Problem]:
    return list(baseline.unused(Baseline((entry,), "known.toml"), audits))


def test_an_accepted_finding_becomes_a_note_and_clears_its_table() -> None:
    result = accept(audit(finding(), finding(table="t02")), KNOWN)
    assert [(f.severity, f.message) for f in result.findings] == [
        ("note", "off by 60 (accepted: misprint)"),
        ("error", "off by 60"),
    ]
    assert [table.status for table in result.tables] == ["clean", "quarantined"]
    assert not unused(result)


def test_a_table_with_another_error_stays_quarantined() -> None:
    other = finding(target=CellRef("t01", 0, 2))
    assert [table.status for table in accept(audit(finding(), other), KNOWN).tables] == ["quarantined", "quarantined"]


def test_accepting_twice_is_accepting_once() -> None:
    once = accept(audit(finding()), KNOWN)
    assert accept(once, KNOWN) == once


@pytest.mark.parametrize(
    "other",
    [
        Accepted("other.pdf", "HG101", "t01!0,1", "r"),
        Accepted("plan.pdf", "HG103", "t01!0,1", "r"),
        Accepted("plan.pdf", "HG101", "t01!0,2", "r"),
        Accepted("plan.pdf", "HG101", "t01!0,1", "r", Decimal(13661)),
    ],
)
def test_an_entry_that_differs_in_anything_accepts_nothing(other: Accepted) -> None:
    found = audit(finding())
    assert accept(found, other) == found


def test_the_stated_figure_is_optional_and_compared_by_value() -> None:
    for stated in (None, Decimal("13660.00")):
        entry = Accepted("plan.pdf", "HG101", "t01!0,1", "r", stated)
        assert accept(audit(finding()), entry).findings[0].severity == "note"


def test_a_name_matches_in_any_unicode_form() -> None:
    entry = Accepted("계획.pdf", "HG101", "t01!0,1", "r")
    assert accept(audit(finding(), name=unicodedata.normalize("NFD", "계획.pdf")), entry).findings[0].severity == "note"


def test_a_changed_figure_is_no_longer_accepted_and_reported() -> None:
    changed = audit(finding("13700"))
    assert accept(changed, KNOWN) == changed
    (problem,) = unused(changed)
    assert problem.rule == "HG910"
    assert RULES["HG910"].severity == "error"
    assert not problem.fatal
    assert problem.message == (
        "known.toml, entry 1: HG101 at t01!0,1 of plan.pdf is accepted with 13660 stated, but now 13700 is stated there; "
        "delete the entry (its reason was: misprint)"
    )


def test_a_finding_that_holds_now_is_reported() -> None:
    holds = finding(verdict="exact", severity="note")
    assert accept(audit(holds), KNOWN).findings == (holds,)
    assert "it is found no longer" in unused(audit(holds))[0].message
    assert unused(audit(holds), entry=Accepted("plan.pdf", "HG101", "t01!0,1", "r"))


def test_entries_of_reports_that_were_not_read_are_left_alone() -> None:
    assert not unused(audit(name="other.pdf"))
    assert not unused(audit(problems=(Problem("HG902", "cut off", fatal=True),)))
    assert not unused()
    assert len(unused(audit())) == 1


def write(folder: Path, text: str) -> Path:
    path = folder / "known.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return path


@pytest.mark.parametrize("stated", ["13660", "13660.0", '"13660"', '"1.366e4"'])
def test_load_reads_exact_figures(tmp_path: Path, stated: str) -> None:
    loaded = baseline.load(write(tmp_path, f"[[accepted]]\n{ENTRY}stated = {stated}\n"))
    assert loaded.entries == (KNOWN,)
    assert pickle.loads(pickle.dumps(loaded)) == loaded


def test_load_keeps_decimal_places_exact(tmp_path: Path) -> None:
    (entry,) = baseline.load(write(tmp_path, f"[[accepted]]\n{ENTRY}stated = 0.1\n")).entries
    assert entry.stated == Decimal("0.1")


def test_an_empty_file_accepts_nothing(tmp_path: Path) -> None:
    assert baseline.load(write(tmp_path, "")).entries == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[accepted]\n", "no valid TOML"),
        ("\udcff", "no valid TOML"),
        ("a = " + "[" * 100_000, "nested too deeply|no valid TOML"),
        ("stated = 1e99999999999999999999", "no figure"),
        ("a = " + "9" * 10_000, "no valid TOML"),
        ('version = "1"\n', "unknown key 'version'; expected accepted"),
        ("accepted = 3\n", "`accepted` is a number; expected"),
        ("accepted = [3]\n", "entry 1: is a number; expected"),
        (f"[[accepted]]\n{ENTRY}[[accepted]]\nreport = 'a'\n", "entry 2: has no `rule`"),
        (f"[[accepted]]\n{ENTRY}note = 'x'\n", "entry 1: unknown key 'note'; expected report, rule"),
        (f"[[accepted]]\n{ENTRY.replace('misprint', ' ')}", "`reason` is blank; expected why"),
        (f"[[accepted]]\n{ENTRY.replace('plan.pdf', '')}", "`report` is blank"),
        (f"[[accepted]]\n{ENTRY.replace('HG101', 'HG000')}", "there is no rule 'HG000'"),
        ("[[accepted]]\nreport = 3\n", "`report` is a number; expected a text"),
        (f"[[accepted]]\n{ENTRY}stated = true\n", "`stated` is a truth value; expected a number"),
        (f"[[accepted]]\n{ENTRY}stated = 2021-01-01\n", "`stated` is a date or time"),
        (f"[[accepted]]\n{ENTRY}stated = '13,660'\n", "'13,660' is no figure; expected"),
        (f"[[accepted]]\n{ENTRY}stated = nan\n", "'nan' is no figure"),
        (f"[[accepted]]\n{ENTRY}stated = 1e999999\n", "no figure"),
    ],
)
def test_a_malformed_file_is_refused_with_what_is_wrong(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(BaselineError, match=message) as caught:
        baseline.load(path)
    assert str(caught.value).startswith(f"{path}: ")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="cannot be read"):
        baseline.load(tmp_path / "none.toml")
    with pytest.raises(BaselineError, match="cannot be read"):
        baseline.load(tmp_path)


def test_a_written_entry_accepts_its_finding_once_it_has_a_reason(tmp_path: Path) -> None:
    name = 'a"\\\x7f\n\udcff한글.pdf'
    found = audit(finding("0.10", message="a\n[[accepted]]\x7f"), name=name)
    text = baseline.entry(found, found.findings[0])
    with pytest.raises(BaselineError, match="`reason` is blank"):
        baseline.load(write(tmp_path, text))
    loaded = baseline.load(write(tmp_path, text.replace('reason = ""', 'reason = "known"')))
    assert baseline.accept(found, loaded, status).findings[0].severity == "note"


def test_render_writes_what_makes_a_run_fail_and_nothing_else() -> None:
    open_row = Finding("HG701", "open row", "warning", table="t01", target=CellRef("t01", 3))
    ratio = finding(rule="HG202", severity="warning")
    homeless = Finding("HG101", "no target", "error")
    found = audit(finding(), finding(), finding("5", severity="note"), open_row, ratio, homeless)
    written = tomllib.loads(baseline.render([found]))["accepted"]
    assert [(entry["rule"], entry["target"], entry.get("stated")) for entry in written] == [
        ("HG101", "t01!0,1", "13660"),
        ("HG701", "t01!3", None),
    ]
    assert tomllib.loads(baseline.render([])) == {}
