"""Staged reports become published ones: by renaming folders, all of them or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from publish.names import DOCS
from publish.staged import Staged


@contextmanager
def staging(output: Path) -> Iterator[Path]:
    """A new hidden folder inside the output, so on the same file system, that is gone when the block ends.

    The output folder is made where it is missing; nothing else in it is touched. Raises OSError where it cannot be written.
    """
    output.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".staging-{os.getpid()}-", dir=output))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def commit(staged: Sequence[Staged], output: Path, docs: Path | None = None) -> tuple[Path, ...]:
    """Rename the staged folders to `output/<report>`, and `docs` to `output/data_docs`; the new paths are returned.

    Folders of the same name are renamed aside first and removed when all is in place. When any step fails, every step is taken
    back and the error goes on: the output is as it was. Raises FileExistsError, before anything moves, where a folder
    of that name was not published by hapgye: it is not ours to replace.
    """
    moves = [(item.folder, output / item.report) for item in staged]
    if docs is not None:
        moves.append((docs, output / DOCS))
    for _, target in moves:
        _refuse_foreign(target)
    done: list[tuple[Path, Path]] = []
    set_aside: list[Path] = []
    try:
        for source, target in moves:
            if os.path.lexists(target):
                aside = _aside(target)
                _rename(target, aside, done)
                set_aside.append(aside)
            _rename(source, target, done)
    except BaseException:
        _take_back(done)
        raise
    for old in set_aside:
        shutil.rmtree(old, ignore_errors=True)
    return tuple(target for _, target in moves)


def _rename(source: Path, target: Path, done: list[tuple[Path, Path]]) -> None:
    source.rename(target)
    done.append((source, target))


def _take_back(done: list[tuple[Path, Path]]) -> None:
    """Undo renames, last first; what cannot be undone stays where it is, the rest goes back."""
    for source, target in reversed(done):
        with suppress(OSError):
            target.rename(source)


def _aside(target: Path) -> Path:
    """A hidden name beside the target that nothing has."""
    count = 0
    while os.path.lexists(path := target.with_name(f".replaced-{os.getpid()}-{count}-{target.name}")):
        count += 1
    return path


def _refuse_foreign(target: Path) -> None:
    """Raise FileExistsError unless the target may be replaced: it is not there, is empty, or is a folder that hapgye wrote."""
    sign = "index.html" if target.name == DOCS else "datapackage.json"
    if not os.path.lexists(target):
        return
    ours = target.is_dir() and not target.is_symlink() and ((target / sign).is_file() or not any(target.iterdir()))
    if not ours:
        raise FileExistsError(
            f"{target.name} in the output was not written by hapgye and is not replaced: "
            "move it away, or choose another output folder"
        )
