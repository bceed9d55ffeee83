"""Staged folders reach their final names whole or not at all, and what was there before comes back when that fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish import DOCS, Staged, commit, staging


def report(folder: Path, name: str, text: str) -> Staged:
    home = folder / name
    home.mkdir(parents=True)
    (home / "datapackage.json").write_text(text)
    return Staged(name, home)


def docs_in(folder: Path) -> Path:
    docs = folder / "docs"
    docs.mkdir()
    (docs / "index.html").write_text("docs")
    return docs


def contents(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_reports_and_docs_are_placed(tmp_path: Path) -> None:
    output = tmp_path / "new" / "output"
    with staging(output) as folder:
        assert folder.parent == output
        assert folder.name.startswith(".staging-")
        paths = commit([report(folder, "a", "1"), report(folder, "b", "2")], output, docs_in(folder))
    assert paths == (output / "a", output / "b", output / DOCS)
    assert contents(output) == {"a/datapackage.json": "1", "b/datapackage.json": "2", f"{DOCS}/index.html": "docs"}


def test_a_report_is_replaced_whole(tmp_path: Path) -> None:
    report(tmp_path, "a", "old")
    (tmp_path / "a" / "left-over.csv").write_text("old")
    (tmp_path / "mine.txt").write_text("mine")
    with staging(tmp_path) as folder:
        commit([report(folder, "a", "new")], tmp_path)
    assert contents(tmp_path) == {"a/datapackage.json": "new", "mine.txt": "mine"}


@pytest.mark.parametrize("failing", range(1, 6))
def test_nothing_changes_when_any_rename_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    report(tmp_path, "a", "old a")
    report(tmp_path, "c", "old c")
    before = contents(tmp_path)
    rename, calls = Path.rename, []

    def flaky(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == failing:
            raise OSError("disk")
        return rename(path, target)

    with staging(tmp_path) as folder:
        staged = [report(folder, name, "new") for name in ("a", "b", "c")]
        monkeypatch.setattr(Path, "rename", flaky)
        with pytest.raises(OSError, match="disk"):
            commit(staged, tmp_path)
    assert contents(tmp_path) == before
    assert not list(tmp_path.glob(".*"))


def test_a_folder_of_somebody_else_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "thesis.txt").write_text("mine")
    with staging(tmp_path) as folder:
        staged = [report(folder, "b", "new"), report(folder, "a", "new")]
        with pytest.raises(FileExistsError, match="a in the output was not written by hapgye"):
            commit(staged, tmp_path)
    assert contents(tmp_path) == {"a/thesis.txt": "mine"}


def test_a_file_or_link_in_the_way_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine")
    elsewhere = report(tmp_path, "elsewhere", "old").folder
    (tmp_path / "b").symlink_to(elsewhere)
    for name in ("a", "b"):
        with staging(tmp_path) as folder, pytest.raises(FileExistsError):
            commit([report(folder, name, "new")], tmp_path)
    assert (elsewhere / "datapackage.json").read_text() == "old"


def test_staging_is_gone_after_an_error_and_leaves_others_alone(tmp_path: Path) -> None:
    (tmp_path / ".staging-1-other").mkdir()
    with pytest.raises(ZeroDivisionError), staging(tmp_path) as folder:
        (folder / "x").write_text(str(1 / 0))
    assert [path.name for path in tmp_path.iterdir()] == [".staging-1-other"]
