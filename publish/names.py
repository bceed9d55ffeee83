"""Folder names for reports: the file's name without its ending, safe for every file system, and never the same twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePath
from urllib.parse import unquote, urlsplit

DOCS = "data_docs"
"""The folder under the output in which the checkpoint's Data Docs stand; no report gets this name."""

LONGEST_NAME = 180
"""Bytes of UTF-8 in a report's name; file systems end at 255, and the rest is for prefixes while a folder is replaced."""

_ENDING = re.compile(r"(.+)\.(?=[a-z0-9]*[a-z])([a-z0-9]{1,8})", re.IGNORECASE | re.DOTALL)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u2028\u2029\ud800-\udfff]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def unique_names(paths: Iterable[str]) -> tuple[str, ...]:
    """One report name for each path or address, in order.

    Of sources that share a name the later get their ending behind it, then a number. Names that differ only in case or in
    how their letters are composed count as the same, as some file systems take them so.

    >>> unique_names(["raw/a.pdf", "raw/a.txt", "old/a.txt", "2021.4 계획.pdf"])
    ('a', 'a-txt', 'a-txt-2', '2021.4 계획')
    """
    used, names = {DOCS}, []
    for path in paths:
        stem, ending = _split(path)
        candidates = [stem, f"{stem}-{ending}"] if ending else [stem]
        name, count = candidates[0], 1
        while name.casefold() in used:
            name = _suffixed(candidates, count)
            count += 1
        used.add(name.casefold())
        names.append(name)
    return tuple(names)


def _suffixed(candidates: list[str], count: int) -> str:
    """The count-th other name: the one with the ending first, then numbers from 2 behind the longest candidate."""
    base, suffix = candidates[0], ""
    if len(candidates) > 1:
        suffix = candidates[1][len(base) :]
        count -= 1
    if count:
        suffix += f"-{count + 1}"
    return _cut(base, LONGEST_NAME - len(suffix.encode())) + suffix


def _split(path: str) -> tuple[str, str]:
    """A safe name and the ending of a path or address, the ending in lower case."""
    plain = unquote(urlsplit(path).path) if re.match(r"https?://", path) else path
    name = unicodedata.normalize("NFC", PurePath(plain).name)
    found = _ENDING.fullmatch(name)
    stem, ending = (found[1], found[2].lower()) if found else (name, "")
    safe = _cut(_UNSAFE.sub("_", stem).strip().lstrip("."), LONGEST_NAME).rstrip(". ") or "report"
    return (f"{safe}_" if _DEVICES.fullmatch(safe) else safe), ending


def _cut(text: str, size: int) -> str:
    """The text's beginning in at most `size` bytes of UTF-8, no letter cut in two."""
    return text.encode()[:size].decode(errors="ignore")
