"""Compound files: the container of HWP documents."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file (version 3) of streams, whose names may have one folder."""
    sectors: list[bytes] = []
    fat: list[int] = []

    def store(data: bytes) -> int:
        """Append sectors; the first one's number."""
        count = -(-len(data) // 512)
        first = len(sectors)
        sectors.extend(data[at * 512 : at * 512 + 512].ljust(512, b"\x00") for at in range(count))
        fat.extend([*range(first + 1, first + count), _END] if count else [])
        return first if count else _END

    mini, minifat = b"", []
    entries: dict[str, tuple[int, int]] = {}
    for name, data in streams.items():
        if len(data) >= 4096:
            entries[name] = (store(data), len(data))
            continue
        first, count = len(mini) // 64, -(-len(data) // 64)
        mini += data.ljust(count * 64, b"\x00")
        minifat += [*range(first + 1, first + count), _END] if count else []
        entries[name] = (first if count else _END, len(data))
    root = (store(mini), len(mini))
    minifat_at = store(b"".join(struct.pack("<I", at) for at in minifat).ljust(-(-len(minifat) * 4 // 512) * 512, b"\xff"))
    directory_at = store(_directory(entries, root))
    fat_sectors = 1
    while fat_sectors * 128 < len(fat) + fat_sectors:
        fat_sectors += 1
    fat_at = len(sectors)
    fat += [_FAT] * fat_sectors
    table = b"".join(struct.pack("<I", at) for at in fat).ljust(fat_sectors * 512, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, fat_sectors, directory_at, 0, 4096, minifat_at, -(-len(minifat) // 128), _END, 0, fat_at,
    )  # fmt: skip
    header += b"".join(struct.pack("<I", fat_at + at if at < fat_sectors else _FREE) for at in range(1, 109))
    return header + b"".join(sectors) + table


def _directory(entries: Mapping[str, tuple[int, int]], root: tuple[int, int]) -> bytes:
    """Directory entries: siblings hang on each other's right."""
    folders: dict[str, list[str]] = {"": []}
    for name in entries:
        folder = name.rpartition("/")[0]
        if folder and folder not in folders:
            folders[folder] = []
            folders[""].append(folder)
        folders[folder].append(name)
    names = [name for group in folders.values() for name in group]
    number = {name: at for at, name in enumerate(names, 1)}
    out = _entry("Root Entry", 5, number[folders[""][0]], _NONE, *root)
    for name in names:
        group = folders[name.rpartition("/")[0]]
        place = group.index(name)
        right = number[group[place + 1]] if place + 1 < len(group) else _NONE
        inner = number[folders[name][0]] if name in folders else _NONE
        start, size = entries.get(name, (0, 0))
        out += _entry(name.rpartition("/")[2], 1 if name in folders else 2, inner, right, start, size)
    return out.ljust(-(-len(out) // 512) * 512, b"\x00")


def _entry(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:
    title = (name + "\x00").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xI16xIQ", title, len(title), kind, 1, _NONE, right, child, 0, start, size
    )  # fmt: skip
