"""The container of an HWP file: an OLE compound file whose streams are deflated, and in distribution documents encrypted."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.errors import Unreadable
from extract.hwp.crypt import decrypted
from extract.hwp.records import Budget
from extract.hwp.story import MAX_DOCUMENT, MAX_INFLATED

_COMPRESSED, _PASSWORD, _DISTRIBUTION, _DRM, _CERTIFICATE, _CERTIFICATE_DRM = 1 << 0, 1 << 1, 1 << 2, 1 << 4, 1 << 8, 1 << 10
_SECTION = re.compile(r"section(\d{1,5})", re.IGNORECASE)
_CHUNK = 1 << 16
_DAMAGE = (
    OSError,
    struct.error,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    MemoryError,
    AssertionError,
)
"""What a compound file that is damaged can make its reader raise."""


@dataclass(frozen=True, slots=True)
class Package:
    """An opened HWP file: its compound file, header flags, and the paths of its sections in order."""

    file: Any
    flags: int
    sections: tuple[tuple[str, str], ...]
    budget: Budget


@contextmanager
def opened(path: Path, budget: Budget) -> Iterator[Package]:
    """The package at `path`.

    Raises `Unreadable`: HG902 where it is damaged or without sections, HG903 where a password or rights management
    keeps it closed.
    """
    import olefile

    with path.open("rb") as stream:
        try:
            file = olefile.OleFileIO(stream)
            header = _raw(file, ("FileHeader",))
            streams = [(entry[0], entry[1]) for entry in file.listdir() if len(entry) == 2]
        except _DAMAGE as error:
            raise damaged(error) from error
        flags = _flags(header)
        yield Package(file, flags, _sections(streams, "ViewText" if flags & _DISTRIBUTION else "BodyText"), budget)


def damaged(error: BaseException) -> Unreadable:
    """The refusal of a file whose container cannot be read."""
    return Unreadable("HG902", f"The HWP file is damaged ({type(error).__name__}: {error}): fetch it again.")


def _flags(header: bytes) -> int:
    if len(header) < 40 or not header.startswith(b"HWP Document File"):
        raise Unreadable("HG902", "The HWP file has no valid FileHeader: fetch it again.")
    flags: int = struct.unpack_from("<I", header, 36)[0]
    if flags & _PASSWORD:
        raise Unreadable("HG903", "The document has a password: ask the issuer for an open copy, or save it without one.")
    if flags & (_DRM | _CERTIFICATE | _CERTIFICATE_DRM):
        raise Unreadable("HG903", "The document is under rights management (DRM): ask the issuer for an open copy.")
    return flags


def _sections(streams: list[tuple[str, str]], storage: str) -> tuple[tuple[str, str], ...]:
    found = {}
    for folder, name in streams:
        numbered = _SECTION.fullmatch(name)
        if folder.casefold() == storage.casefold() and numbered:
            found[int(numbered[1])] = (folder, name)
    if not found:
        raise Unreadable("HG902", f"The HWP file has no section in {storage}: fetch it again.")
    return tuple(found[number] for number in sorted(found))


def document_information(package: Package) -> bytes:
    """The inflated DocInfo stream, what there is of it: without it only automatic numbers are missing."""
    try:
        return _inflated(_raw(package.file, ("DocInfo",)), package, "DocInfo")
    except (*_DAMAGE, Unreadable):
        package.budget.fault("DocInfo cannot be read: automatic numbers before paragraphs are missing.")
        return b""


def sections(package: Package) -> Iterator[tuple[str, bytes]]:
    """The names and inflated contents of the sections in order; one that cannot be read is a fault.

    Raises `Unreadable` HG908 where they unpack to too much, HG903 where decrypting them needs a missing package.
    """
    left = MAX_DOCUMENT
    for entry in package.sections:
        name = "/".join(entry)
        data = _section(package, entry, name)
        left -= len(data)
        if left < 0:
            raise _too_large(MAX_DOCUMENT)
        yield name, data


def _section(package: Package, entry: tuple[str, str], name: str) -> bytes:
    try:
        stored = _raw(package.file, entry)
        return _inflated(decrypted(stored) if package.flags & _DISTRIBUTION else stored, package, name)
    except _DAMAGE as error:
        package.budget.fault(f"{name} cannot be read ({type(error).__name__}: {error}): its tables and text are missing.")
        return b""


def _raw(file: Any, entry: tuple[str, ...]) -> bytes:
    """A stream as stored. olefile follows no more sectors than the file has, so that a cycle ends."""
    data: bytes = file.openstream("/".join(entry)).read()
    return data


def _inflated(data: bytes, package: Package, name: str) -> bytes:
    """The content of a stream; what is wrong with its deflation or its checksum is a fault."""
    if not package.flags & _COMPRESSED:
        return data
    inflater = zlib.decompressobj(-15)
    chunks: list[bytes] = []
    at, left = 0, MAX_INFLATED
    try:
        while at < len(data) and not inflater.eof:
            pending = data[at : at + _CHUNK]
            at += _CHUNK
            while pending and not inflater.eof:
                chunks.append(inflater.decompress(pending, _CHUNK * 16))
                pending = inflater.unconsumed_tail
                left -= len(chunks[-1])
                if left < 0:
                    raise _too_large(MAX_INFLATED)
    except zlib.error as error:
        package.budget.fault(f"{name} is damaged ({error}): what follows there is missing.")
        return b"".join(chunks)
    content = b"".join(chunks)
    if not inflater.eof:
        package.budget.fault(f"{name} is cut off: what follows there is missing.")
    elif not _confirmed(content, inflater.unused_data + data[at:]):
        package.budget.fault(f"{name} does not match its checksum: compare its tables with the report.")
    return content


def _confirmed(content: bytes, trailer: bytes) -> bool:
    """Whether the CRC-32 and length behind the content fit; there may be none, or only the padding of a cipher."""
    if len(trailer) < 8 or not trailer.strip(b"\x00"):
        return True
    return struct.unpack_from("<II", trailer) == (zlib.crc32(content), len(content))


def _too_large(limit: int) -> Unreadable:
    return Unreadable("HG908", f"The document unpacks to over {limit:,} bytes, more than are read: split the report.")
