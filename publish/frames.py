"""The staged files, read back as the tables that the checkpoint looks at: what is checked is what was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish.fields import FINDING_FIELDS, OBSERVATION_FIELDS, Field
from publish.staged import QUARANTINE, Staged
from publish.text import unguarded

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Frames:
    """Observations and findings of all staged reports, and one row per file; numbers as text, blanks as missing.

    All three have `staged`, the name of the report that was staged, `folder` (main or quarantine), and `where`, which tells a
    row from the others of its report. `observations` and `findings` also have the published columns; findings have
    `table_status`, the status of the table that they are on, as its observations say. `files` has `file`, `header` (column
    names joined with commas), `rows`; `csv_rows`, for Parquet the rows of the CSV file beside it; for tables
    `last_row`, the highest row among the observations, and `statuses`, how many a table has.
    """

    observations: pd.DataFrame
    findings: pd.DataFrame
    files: pd.DataFrame


def read_frames(staged: Sequence[Staged]) -> Frames:
    """Read all staged reports back. A file that is missing or no CSV counts as one without a header."""
    import pandas as pd

    observations, findings, files = [_empty(OBSERVATION_FIELDS)], [_empty(FINDING_FIELDS)], []
    for item in staged:
        for name, folder in _folders(item):
            about = {"staged": item.report, "folder": name}
            seen = _read(folder / "observations.csv", OBSERVATION_FIELDS)
            found = _read(folder / "findings.csv", FINDING_FIELDS)
            observations.append(seen.frame.assign(**about))
            findings.append(found.frame.assign(**about))
            files += [about | seen.about("observations.csv"), about | found.about("findings.csv")]
            files += [about | entry for entry in _parquet(folder, len(seen.frame))]
            files += [about | entry for entry in _tables(folder, seen.frame)]
    everything = _with_where(pd.concat(observations, ignore_index=True))
    return Frames(everything, _with_status(pd.concat(findings, ignore_index=True), everything), _file_frame(files))


@dataclass(frozen=True, slots=True)
class _Read:
    frame: pd.DataFrame
    header: str

    def about(self, file: str) -> dict[str, Any]:
        return {"file": file, "header": self.header, "rows": len(self.frame)}


def _folders(item: Staged) -> Iterator[tuple[str, Path]]:
    yield "main", item.folder
    if (item.folder / QUARANTINE).is_dir():
        yield QUARANTINE, item.folder / QUARANTINE


def _read(path: Path, fields: tuple[Field, ...]) -> _Read:
    """A published CSV file with its columns as text, guards taken off; columns that it lacks are missing values."""
    import pandas as pd

    try:
        frame = pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""], encoding="utf-8", index_col=False)
    except (OSError, ValueError):  # pandas' own parser errors are ValueErrors
        return _Read(_empty(fields), "")
    header = ",".join(map(str, frame.columns))
    frame = frame.reindex(columns=[field.name for field in fields]).astype("str")
    for name in (field.name for field in fields):
        guards = frame[name].str.startswith("'", na=False)
        if guards.any():
            frame.loc[guards, name] = frame.loc[guards, name].map(unguarded)
        if frame[name].str.contains("<", regex=False, na=False).any():  # the Data Docs print values unescaped
            frame[name] = frame[name].str.replace("<", "&lt;", regex=False)
    return _Read(frame, header)


def _parquet(folder: Path, csv_rows: int) -> Iterator[dict[str, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    header, rows = "", 0
    try:
        metadata = pq.read_metadata(folder / "observations.parquet")
        header, rows = ",".join(metadata.schema.to_arrow_schema().names), metadata.num_rows
    except (OSError, pa.ArrowException):
        pass
    yield {"file": "observations.parquet", "header": header, "rows": rows, "csv_rows": csv_rows}


def _tables(folder: Path, observations: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """One entry per table that has a file or observations; without a file it has no rows."""
    import pandas as pd

    rows = pd.to_numeric(observations["row"], errors="coerce")
    grouped = (
        observations.assign(row=rows).groupby("table", sort=True).agg(last_row=("row", "max"), statuses=("status", "nunique"))
    )
    known = {str(name): entry for name, entry in grouped.to_dict("index").items()}
    names = {path.stem for path in (folder / "tables").glob("*.csv")} | set(known)
    for name in sorted(names):
        path = folder / "tables" / f"{name}.csv"
        yield {
            "file": f"tables/{name}.csv",
            "rows": _count_rows(path),
            **{str(key): count for key, count in known.get(name, {}).items()},
        }


def _count_rows(path: Path) -> int:
    """Rows below the header; texts in our files have no line ends in them, so lines are rows."""
    try:
        with path.open("rb") as handle:
            return sum(1 for _ in handle) - 1
    except OSError:
        return 0


def _with_where(observations: pd.DataFrame) -> pd.DataFrame:
    table, row, column, part = (observations[name].fillna("?") for name in ("table", "row", "column", "part"))
    return observations.assign(where=table + "!" + row + "," + column + "," + part)


def _with_status(findings: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    statuses = observations.drop_duplicates(["staged", "table"]).set_index(["staged", "table"])["status"]
    findings = findings.assign(where=findings["finding"])
    joint = findings.join(statuses.rename("table_status"), on=["staged", "table"])
    return joint.astype({"table_status": "str"})


def _file_frame(files: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    columns = ["staged", "folder", "file", "header", "rows", "csv_rows", "last_row", "statuses"]
    frame = pd.DataFrame(files, columns=columns)
    types = dict.fromkeys(columns[:4], "str") | dict.fromkeys(columns[4:], "float64")
    return frame.astype(types).assign(where=lambda files: files["folder"] + "/" + files["file"])


def _empty(fields: tuple[Field, ...]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({name: pd.Series(dtype="str") for name in (*(field.name for field in fields), "staged", "folder")})
