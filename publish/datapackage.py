"""The Frictionless Data Package (specification 1) that describes the files of one folder."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from publish.accounting import as_data
from publish.fields import Field, Sheet
from publish.formats import DECIMAL_DIGITS, DECIMAL_PLACES
from schemas import Audit, Source

_GUARD = (
    "CSV text that begins with =, +, @, a tab or a line end, or with - and no plain number behind it, has a single quote before "
    "it, so that no spreadsheet takes it for a formula: take one leading quote away where such text follows it. Numbers are "
    "never changed. Parquet files hold the same rows with the text unquoted."
)
_DIALECT = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True}
_PARQUET = (
    f"the rows of observations.csv with types: integers as int64, numbers as decimal128({DECIMAL_DIGITS}, {DECIMAL_PLACES}), "
    "or, in a file with a number that does not fit, that column as strings of plain digits; blanks are null"
)


def write_datapackage(
    folder: Path, title: str, audit: Audit, sheets: Mapping[str, Sheet], notes: Mapping[str, tuple[str, str]]
) -> None:
    """Describe the sheets that were written as CSV under `folder`, by their file names, and the Parquet file if there is one.

    `notes` gives title and description of a file where there is more to say than its name does. The property `accounting`,
    which the specification leaves to us, says where the numbers of the source went.
    """
    source = audit.source
    resources = [_resource(folder, path, sheet, *notes.get(path, ("", ""))) for path, sheet in sheets.items()]
    if (folder / "observations.parquet").exists():
        resources.append(_file(folder, "observations.parquet") | {"type": "file", "description": _PARQUET})
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": f"{_slug(title)}-{source.sha256[:12]}".strip("-").lower() or "report",
        "title": title,
        "description": _GUARD,
        "sources": [_source(source)],
        "resources": resources,
    }
    if audit.accounting:
        package["accounting"] = as_data(audit.accounting)
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def source_path(source: Source) -> str:
    """Where the source lies, fit to be published: an address without credentials, a relative path, or the bare file name."""
    if re.match(r"https?://", source.path):
        parts = urlsplit(source.path)
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    path = PurePath(source.path)
    relative = not path.is_absolute() and ".." not in path.parts and not source.path.startswith("~") and source.path
    return path.as_posix() if relative else source.name


def _resource(folder: Path, path: str, sheet: Sheet, title: str, description: str) -> dict[str, Any]:
    about = {key: text for key, text in (("title", title), ("description", description)) if text}
    return (
        _file(folder, path)
        | about
        | {
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "dialect": _DIALECT | ({"skipBlankRows": True} if _has_blank_row(sheet) else {}),
            "schema": {"fields": [_descriptor(field) for field in sheet.fields], "missingValues": [""]},
        }
    )


def _has_blank_row(sheet: Sheet) -> bool:
    """Whether a row is nothing but blanks, such as one of markers only, which validators take for a mistake."""
    return any(all(value is None or value == "" for value in record) for record in sheet.records)


def _file(folder: Path, path: str) -> dict[str, Any]:
    content = (folder / path).read_bytes()
    name, _, ending = path.removeprefix("tables/").rpartition(".")
    if ending != "csv":
        name = f"{name}-{ending}"
    return {
        "name": _slug(name),
        "path": path,
        "format": ending,
        "mediatype": "text/csv" if ending == "csv" else "application/vnd.apache.parquet",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def _descriptor(field: Field) -> dict[str, Any]:
    descriptor: dict[str, Any] = {"name": field.name, "type": field.type, "description": field.description}
    if field.unit:
        descriptor["unit"] = field.unit
    if field.required:
        descriptor["constraints"] = {"required": True}
    return descriptor


def _source(source: Source) -> dict[str, Any]:
    return {
        "title": source.name,
        "path": source_path(source),
        "format": source.format,
        "bytes": source.size,
        "hash": f"sha256:{source.sha256}",
        "sha256": source.sha256,
    }


def _slug(text: str) -> str:
    """Lower-case ASCII letters, digits, dots and hyphens of a text, as the specification wants names."""
    return re.sub(r"[^a-z0-9._]+", "-", text.lower()).strip("-.")
