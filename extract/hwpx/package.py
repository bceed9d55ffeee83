"""The package of an HWPX file: a zip whose spine names the sections in reading order."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote

from extract.errors import Unreadable
from extract.hwp.records import Budget
from extract.hwp.story import MAX_DOCUMENT, MAX_INFLATED

MAX_ENTRIES = 20_000
"""Files that a package may hold."""

MAX_TREE = 300_000_000
"""Bytes of memory that a part may take that is parsed as a tree, by the estimates below; honest ones take 15 MB."""

_TAG, _ATTRIBUTE = 140, 240
_CHUNK = 1 << 16

_MOST_MANIFEST = 4 * 1024 * 1024
FAULTS = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, LookupError)
"""What a damaged package can make the zip reader raise."""


@dataclass(slots=True)
class Package:
    """An opened package and how many bytes may still be unpacked from it."""

    archive: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]
    budget: Budget
    left: int = MAX_DOCUMENT


@dataclass(slots=True)
class Stream:
    """A part as a stream of bytes that stops what unpacks to too much."""

    package: Package
    stream: IO[bytes]
    left: int = MAX_INFLATED

    def read(self, size: int = _CHUNK) -> bytes:
        """Up to `size` of the next bytes. Raises `Unreadable` HG908 where there are too many."""
        data = self.stream.read(size)
        self.left -= len(data)
        self.package.left -= len(data)
        if min(self.left, self.package.left) < 0:
            raise too_large()
        return data


@dataclass(slots=True)
class _Weighed:
    """A stream that is parsed as a tree, which stops where the tree would take too much memory."""

    stream: Stream
    left: int = MAX_TREE

    def read(self, size: int) -> bytes:
        data = self.stream.read(size)
        self.left -= _TAG * data.count(b"<") + _ATTRIBUTE * data.count(b"=")
        if self.left < 0:
            raise too_large()
        return data


def too_large() -> Unreadable:
    """The refusal of what unpacks to too much."""
    return Unreadable("HG908", "The document unpacks to more than is read: split the report.")


@contextmanager
def opened(path: Path, budget: Budget) -> Iterator[Package]:
    """The package at `path`. Raises `Unreadable`: HG902 damaged, HG903 encrypted, HG908 too many parts."""
    try:
        archive = zipfile.ZipFile(path)
    except FAULTS as error:
        raise damaged(error) from error
    with archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
        if len(archive.infolist()) > MAX_ENTRIES:
            raise Unreadable("HG908", f"The package has over {MAX_ENTRIES:,} parts, more than are read.")
        package = Package(archive, entries, budget)
        if any(tag == "encryption-data" for tag, _ in outline(package, "META-INF/manifest.xml")):
            raise Unreadable("HG903", "The document is encrypted: ask the issuer for an open copy, or save it without password.")
        yield package


def damaged(error: BaseException) -> Unreadable:
    """The refusal of a package that cannot be read."""
    return Unreadable("HG902", f"The HWPX package is damaged ({type(error).__name__}: {error}): fetch it again.")


@contextmanager
def part(package: Package, name: str) -> Iterator[Stream]:
    """A part of the package as a stream. Raises `Unreadable` HG903 where it is encrypted."""
    entry = package.entries[name]
    if entry.flag_bits & 1:
        raise Unreadable("HG903", "The document's package has a password: ask the issuer for an open copy.")
    with package.archive.open(entry) as stream:
        yield Stream(package, stream)


def events(stream: Stream, *tags: str) -> Iterator[Any]:
    """The elements with one of the local names `tags`, each when it is complete, from a part's XML.

    Raises `Unreadable` HG902 for a document type declaration, which no HWPX has. XML that is not well formed raises
    `lxml.etree.XMLSyntaxError` after what came before it.
    """
    from lxml import etree

    parser = etree.iterparse(
        _Weighed(stream),
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    first = True
    for _, element in parser:
        if first and element.getroottree().docinfo.internalDTD is not None:
            raise Unreadable("HG902", "A part of the package declares a document type: save the document anew as HWPX.")
        first = False
        yield element


@lru_cache(4096)
def local(tag: str) -> str:
    """The local name of a tag; namespaces vary between versions of the format."""
    return tag.rpartition("}")[2]


def number(text: str | None, default: int) -> int:
    """A number without a sign, as attributes have it; the default where there is none."""
    return int(text) if text and text.isdecimal() and len(text) < 12 else default


def outline(package: Package, name: str) -> list[tuple[str, dict[str, str]]]:
    """All elements of a small part as local names with their attributes; [] where the part is missing or damaged."""
    from lxml import etree

    entry = package.entries.get(name)
    if entry is None or entry.file_size > _MOST_MANIFEST:
        return []
    try:
        with part(package, name) as stream:
            return [(local(element.tag), dict(element.attrib)) for element in events(stream, "*")]
    except (*FAULTS, etree.XMLSyntaxError) as error:
        package.budget.fault(f"{name} cannot be read ({error}).")
        return []


def spine(package: Package) -> tuple[list[str], list[str], str]:
    """The names of the sections in reading order, of the master pages, and of the header.

    Raises `Unreadable` HG902 where there is no section.
    """
    roots = [held.get("full-path", "") for tag, held in outline(package, "META-INF/container.xml") if tag == "rootfile"]
    root = next((path for path in roots if path.endswith(".hpf")), "Contents/content.hpf")
    found = outline(package, root)
    hrefs = {held.get("id", ""): _resolved(package, root, held.get("href", "")) for tag, held in found if tag == "item"}
    ordered = [hrefs.get(held.get("idref", ""), "") for tag, held in found if tag == "itemref"]
    sections = [name for name in dict.fromkeys(ordered) if _kind(name) == "section"]
    others = package.entries.keys() - set(sections)
    sections += sorted((name for name in others if _kind(name) == "section"), key=_natural)
    masters = sorted((name for name in package.entries if _kind(name) == "masterpage"), key=_natural)
    if not sections:
        raise Unreadable("HG902", "The HWPX package has no section: fetch it again.")
    header = next((name for name in package.entries if posixpath.basename(name).lower() == "header.xml"), "")
    return sections, masters, header


def _resolved(package: Package, root: str, href: str) -> str:
    """The entry that an address names: from the package's top, as Hancom writes it, or beside the file that names it."""
    beside = posixpath.join(posixpath.dirname(root), unquote(href))
    return next((name for name in (href, unquote(href), beside) if name in package.entries), "")


def _kind(name: str) -> str:
    folder, _, base = name.lower().rpartition("/")
    stem = base.removesuffix(".xml").rstrip("0123456789")
    return stem if base.endswith(".xml") and folder.endswith("contents") and stem in {"section", "masterpage"} else ""


def _natural(name: str) -> tuple[int, str]:
    digits = "".join(filter(str.isdigit, posixpath.basename(name)))
    return int(digits[:9] or 0), name
