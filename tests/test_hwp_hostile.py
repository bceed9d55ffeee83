"""Hostile HWP and HWPX inputs: each ends in a clear refusal or in a report with a warning, in bounded time and memory."""

from __future__ import annotations

import json
import random
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import hwp_builder as b

SECONDS, MEGABYTES = 10, 512
DOCUMENT = [
    [
        "1. 예산 현황",
        "(단위 : 백만원)",
        [b.grid("구분 | 예산 | <\n^ | 합계 | 국비\n총계 | 30 | 20\n직접일자리 | 10 | 20")],
        ["본문", b.Holder("note", [[b.Auto(1), " 각주"]]), b.Holder("box", ["상자"])],
    ],
    ["2. 둘째 구역", [b.grid("가 | 나\n1 | 2")]],
]
READER = """
import json, sys, time
import extract
def peak():
    try:
        return next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmHWM"))
    except OSError:
        return 0
for name in sys.stdin.read().split():
    start = time.perf_counter()
    report = extract.read(name)
    text = "".join(p.text for p in report.paragraphs) + "".join(c.text for t in report.tables for c in t.cells)
    print(json.dumps({
        "name": name.rpartition("/")[2], "seconds": time.perf_counter() - start, "problems": [p.rule for p in report.problems],
        "fatal": report.unreadable, "items": len(report.content), "secret": "OUTSIDE" in text,
        "megabytes": peak(),
    }), flush=True)
"""


def changed(data: bytes, count: int, seed: int) -> bytes:
    """The bytes with `count` bits flipped behind the first 512, which are a compound file's header."""
    out, chance = bytearray(data), random.Random(seed)
    for _ in range(count):
        out[chance.randrange(8, len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def spread(data: bytes, count: int) -> Iterator[bytes]:
    """The bytes cut off at `count` places."""
    for at in range(1, count + 1):
        yield data[: 64 + (len(data) - 64) * at // (count + 1)]


def with_section(records: bytes, flags: int = 1, stored: bytes | None = None) -> bytes:
    """An HWP file whose only section has these records, or is stored as these bytes."""
    streams = b.hwp_streams([[]], flags)
    streams["BodyText/Section0"] = b.deflated(records) if stored is None else stored
    return b.compound(streams)


def with_xml(section: str | bytes, **parts: str | bytes) -> bytes:
    """An HWPX file with this section, and other parts by their names with `__` for a slash and `_` for a dot."""
    named = {name.replace("__", "/").replace("_xml", ".xml").replace("_hpf", ".hpf"): data for name, data in parts.items()}
    return b.zipped(b.hwpx_parts([[]]) | {"Contents/section0.xml": section} | named)


def table_of(*cells: b.Cell, rows: int | None = None, columns: int | None = None) -> list[list[b.Para]]:
    return [["앞", [b.Table(cells, rows=rows, columns=columns)]]]


def nested(depth: int) -> list[list[b.Para]]:
    inner: b.Para = "속"
    for _ in range(depth):
        inner = [b.Table([b.Cell(0, 0, [inner]), b.Cell(0, 1, "a"), b.Cell(1, 0, "b"), b.Cell(1, 1, "c")])]
    return [["앞", inner]]


def cyclic(data: bytes, at: int) -> bytes:
    """A compound file in which the chain of sector `at` runs back to itself."""
    out = bytearray(data)
    (fat,) = struct.unpack_from("<I", out, 76)
    struct.pack_into("<I", out, 512 * (fat + 1) + 4 * at, at)
    return bytes(out)


def poked(data: bytes, at: int, value: int) -> bytes:
    """A compound file with another number in its header."""
    out = bytearray(data)
    struct.pack_into("<I", out, at, value)
    return bytes(out)


def bomb(size: int) -> bytes:
    """Raw deflate that unpacks to `size` zeros."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = bytes(1 << 20)
    return b"".join(packer.compress(block) for _ in range(size >> 20)) + packer.flush()


SPACES = 'xmlns:hs="s" xmlns:hp="p"'
ENTITIES = "".join(f'<!ENTITY e{at + 1} "{f"&e{at};" * 10}">' for at in range(12))
CROSSED = [b.Cell(r, c, f"{r}{c}", 2, 2) for r in range(3) for c in range(3)]


def hwp_cases() -> Iterator[tuple[str, bytes]]:
    whole = b.hwp(DOCUMENT)
    long = b.hwp([[f"문단 {at}" * 3 for at in range(300)], *DOCUMENT])
    yield from ((f"cut-{at}", data) for at, data in enumerate(spread(whole, 20)))
    yield from ((f"flip-{seed}", changed(whole, 1 + seed % 9, seed)) for seed in range(40))
    yield from ((f"flip-long-{seed}", changed(long, 20, seed)) for seed in range(15))
    yield from ((f"cycle-{at}", cyclic(long, at)) for at in range(6))
    for name, at in {
        "directory": 48,
        "minifat": 60,
        "difat": 68,
        "fat-count": 44,
        "difat-count": 72,
        "minifat-count": 64,
    }.items():
        yield from ((f"header-{name}-{value:x}", poked(whole, at, value)) for value in (0, 7, 0x7FFFFFFF))
    records = b.section_records(DOCUMENT[0])
    yield from ((f"records-cut-{at}", with_section(data)) for at, data in enumerate(spread(records, 8)))
    yield from ((f"records-flip-{seed}", with_section(changed(records, 4, seed))) for seed in range(25))
    yield "deflate-bomb", with_section(b"", stored=bomb(1 << 29))
    yield "deflate-cut", with_section(b"", stored=b.deflated(records)[:-40])
    yield "deflate-noise", with_section(b"", stored=bytes(range(256)) * 4)
    yield "checksum", with_section(b"", stored=b.deflated(records, struct.pack("<II", 1, 2)))
    yield "records-many", with_section(b"", stored=b.deflated(b.record(66, 0, b"") * 1_200_000))
    cell = b.record(72, 2, struct.pack("<II4H", 1, 0, 0, 0, 1, 1))
    table = b.record(66, 0, bytes(24)) + b.record(71, 1, b" lbt") + b.record(77, 2, struct.pack("<IHH", 0, 1, 1))
    yield "cells-many", with_section(table + cell * 400_000)
    yield "records-deep", with_section(b"".join(b.record(66, level % 1024, bytes(24)) for level in range(5000)))
    yield "controls-deep", with_section(b"".join(b.record(71, level, b" osg" + bytes(20)) for level in range(1, 1000)))
    yield "text-long", with_section(b.record(66, 0, bytes(24)) + b.record(67, 1, "가".encode("utf-16-le") * 8_000_000))
    yield "controls-without-objects", with_section(b.record(66, 0, bytes(24)) + b.record(67, 1, b"\x0b\x00" * 100_000))
    yield "surrogates", with_section(b.record(66, 0, bytes(24)) + b.record(67, 1, b"\x00\xd8" * 1000))
    yield "size-beyond", with_section(struct.pack("<II", 67 | 0xFFF << 20, 0xFFFFFFFF) + b"abc")
    yield "password", b.compound(b.hwp_streams(DOCUMENT) | {"FileHeader": b.file_header(3)})
    yield "drm", b.compound(b.hwp_streams(DOCUMENT) | {"FileHeader": b.file_header(17)})
    yield "header-short", b.compound(b.hwp_streams(DOCUMENT) | {"FileHeader": b"HWP Document File"})
    yield "no-section", b.compound({"FileHeader": b.file_header(), "DocInfo": b.deflated(b"")})
    yield (
        "distribution-without-key",
        b.compound(b.hwp_streams([[]], 5) | {"ViewText/Section0": b"\x00" * 300, "FileHeader": b.file_header(5)}),
    )
    yield "numbering-noise", b.compound(b.hwp_streams(DOCUMENT) | {"DocInfo": b.deflated(b.record(23, 1, b"\xff" * 4000) * 50)})
    yield "old-format", b"HWP Document File V3.00 \x1a\x01\x02\x03\x04\x05" + bytes(2000)


def hwpx_cases() -> Iterator[tuple[str, bytes]]:
    whole = b.hwpx(DOCUMENT)
    xml = b.section_xml(DOCUMENT[0])
    yield from ((f"cut-{at}", data) for at, data in enumerate(spread(whole, 15)))
    yield from ((f"flip-{seed}", changed(whole, 1 + seed % 9, seed)) for seed in range(30))
    yield from ((f"xml-cut-{at}", with_xml(data)) for at, data in enumerate(spread(xml.encode(), 10)))
    yield from ((f"xml-flip-{seed}", with_xml(changed(xml.encode(), 3, seed))) for seed in range(20))
    doctype = f'<!DOCTYPE sec [<!ENTITY e0 "ha">{ENTITIES}]>'
    text = f"<hs:sec {SPACES}><hp:p><hp:run><hp:t>%s</hp:t></hp:run></hp:p></hs:sec>"
    yield "laughs", with_xml(doctype + text % "&e12;")
    yield "laughs-attribute", with_xml(doctype + f'<hs:sec {SPACES} a="&e12;">' + (text % "x").partition(">")[2])
    yield "external-file", with_xml('<!DOCTYPE sec [<!ENTITY x SYSTEM "secret.txt">]>' + text % "&x;")
    yield "external-network", with_xml('<!DOCTYPE sec SYSTEM "http://192.0.2.1/x.dtd">' + text % "a")
    yield "parameter-entity", with_xml('<!DOCTYPE sec [<!ENTITY % x SYSTEM "secret.txt"> %x;]>' + text % "a")
    yield "doctype-utf16", with_xml(('<!DOCTYPE sec [<!ENTITY x "y">]>' + text % "&x;").encode("utf-16"))
    yield "doctype-manifest", with_xml(xml, **{"META-INF__manifest_xml": doctype + "<m>&e12;</m>"})
    yield "deep", with_xml(f"<hs:sec {SPACES}>" + "<hp:p><hp:run><hp:rect>" * 30_000)
    yield "wide", with_xml(f"<hs:sec {SPACES}><hp:p>" + "<hp:run/>" * 3_000_000 + "</hp:p></hs:sec>")
    yield "attributes", with_xml(f"<hs:sec {SPACES}><hp:p>" + '<a b="" c="" d="" e="" f=""/>' * 1_000_000 + "</hp:p></hs:sec>")
    yield "paragraphs", with_xml(f"<hs:sec {SPACES}>" + "<hp:p/>" * 1_000_000 + "</hs:sec>")
    yield "text-long", with_xml(text % ("가" * 9_000_000))
    yield "bomb", with_xml(b"<a>" + b" " * (1 << 28))
    yield "bomb-paragraphs", with_xml(f"<hs:sec {SPACES}>" + f"<hp:p><hp:run><hp:t>{'x' * 1_000_000}</hp:t></hp:run></hp:p>" * 80)
    yield "entries", b.zipped(b.hwpx_parts(DOCUMENT) | {f"x/{at}": "" for at in range(21_000)})
    yield "encrypted", with_xml(xml, **{"META-INF__manifest_xml": '<m xmlns:o="o"><o:encryption-data/></m>'})
    yield "no-section", b.zipped({"mimetype": "application/hwp+zip"})
    yield "spine-outside", with_xml(xml, Contents__content_hpf='<p><item id="a" href="../../secret.txt"/></p>')
    yield "numbers", with_xml(xml.replace('"0"', f'"{"9" * 5000}"').replace('"1"', '"-1"'))
    yield "not-xml", with_xml(b"\x00\xff" * 5000)
    yield "repeated-reference", with_xml(xml, Contents__header_xml="<a" + ' b="c"' * 2 + "/>")


def table_cases() -> Iterator[tuple[str, list[list[b.Para]]]]:
    yield "span-huge", table_of(b.Cell(0, 0, "a", 65535, 65535), b.Cell(0, 1, "b"), b.Cell(1, 0, "c"), b.Cell(1, 1, "d"))
    yield "grid-huge", table_of(b.Cell(0, 0, "a"), b.Cell(1, 1, "b"), rows=65535, columns=65535)
    yield "anchors-far", table_of(*(b.Cell(at * 80, at * 80, "a") for at in range(800)))
    yield "cells-same", table_of(*(b.Cell(0, 0, f"{at}") for at in range(50)), b.Cell(1, 1, "z"), b.Cell(1, 0, "y"))
    yield "cells-crossed", table_of(*CROSSED)
    yield "cells-outside", table_of(b.Cell(0, 0, "a"), b.Cell(9, 9, "b"), b.Cell(0, 9, "c"), rows=2, columns=2)
    yield "cells-none", table_of(rows=3, columns=3)
    yield "hole", table_of(b.Cell(0, 0, "a"), b.Cell(0, 1, "b"), b.Cell(1, 0, "c"), rows=2, columns=2)
    yield "size-nought", table_of(b.Cell(0, 0, "a"), b.Cell(1, 1, "b"), b.Cell(0, 1, "c"), rows=0, columns=0)
    yield "places-many", [[[t] for t in [b.Table([b.Cell(0, 0, "a", 1, 60_000), b.Cell(1, 0, "b", 7, 60_000)])] * 4]]
    yield "nested-20", nested(20)
    yield "nested-60", nested(60)


HEAVY = ("wide.hwpx", "attributes.hwpx", "bomb-paragraphs.hwpx", "deflate-bomb.hwp", "records-many.hwp", "cells-many.hwp")
ACCEPTED = frozenset({"HG702", "HG901", "HG902", "HG903", "HG904", "HG908", "HG911"})


def cases() -> Iterator[tuple[str, bytes]]:
    yield from ((f"{name}.hwp", data) for name, data in hwp_cases())
    yield from ((f"{name}.hwpx", data) for name, data in hwpx_cases())
    for name, document in table_cases():
        yield f"{name}.hwp", b.hwp(document)
        yield f"{name}.hwpx", b.hwpx(document)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    """What became of every hostile input, all read by one process but the heavy ones, each of which has its own."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "secret.txt").write_text("OUTSIDE")
    names = []
    for name, data in cases():
        (folder / name).write_bytes(data)
        names.append(str(folder / name))
    top = Path(__file__).parent.parent
    found = []
    for group in ([name for name in names if Path(name).name not in HEAVY], *([str(folder / name)] for name in HEAVY)):
        command = [sys.executable, "-c", READER]
        run = subprocess.run(command, input="\n".join(group), capture_output=True, text=True, cwd=top, timeout=300, check=True)
        found += [json.loads(line) for line in run.stdout.splitlines()]
    assert len(found) == len(names) >= 150
    return {outcome["name"]: outcome for outcome in found}


def test_every_hostile_input_ends_in_content_or_a_clear_refusal(outcomes: dict[str, dict]) -> None:
    bad = {name: o for name, o in outcomes.items() if not set(o["problems"]) <= ACCEPTED or not (o["fatal"] or o["items"])}
    assert not bad


def test_every_hostile_input_is_done_in_time(outcomes: dict[str, dict]) -> None:
    assert {name: o["seconds"] for name, o in outcomes.items() if o["seconds"] > SECONDS} == {}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
def test_hostile_inputs_together_stay_within_memory(outcomes: dict[str, dict]) -> None:
    assert max(o["megabytes"] for o in outcomes.values()) < MEGABYTES


def test_nothing_outside_the_document_is_read(outcomes: dict[str, dict]) -> None:
    assert not [name for name, o in outcomes.items() if o["secret"]]


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("deflate-bomb.hwp", "HG908"),
        ("records-many.hwp", "HG908"),
        ("password.hwp", "HG903"),
        ("drm.hwp", "HG903"),
        ("no-section.hwp", "HG902"),
        ("header-short.hwp", "HG902"),
        ("old-format.hwp", "HG904"),
        ("distribution-without-key.hwp", "HG902"),
        ("laughs.hwpx", "HG902"),
        ("laughs-attribute.hwpx", "HG902"),
        ("external-file.hwpx", "HG902"),
        ("external-network.hwpx", "HG902"),
        ("parameter-entity.hwpx", "HG902"),
        ("doctype-utf16.hwpx", "HG902"),
        ("wide.hwpx", "HG908"),
        ("attributes.hwpx", "HG908"),
        ("bomb.hwpx", "HG908"),
        ("bomb-paragraphs.hwpx", "HG908"),
        ("paragraphs.hwpx", "HG908"),
        ("cells-many.hwp", "HG908"),
        ("entries.hwpx", "HG908"),
        ("encrypted.hwpx", "HG903"),
        ("no-section.hwpx", "HG902"),
        ("places-many.hwp", "HG908"),
        ("places-many.hwpx", "HG908"),
    ],
)
def test_refused(outcomes: dict[str, dict], name: str, rule: str) -> None:
    assert (outcomes[name]["problems"], outcomes[name]["fatal"]) == ([rule], True)


@pytest.mark.parametrize(
    "name", ["checksum.hwp", "deflate-cut.hwp", "records-cut-6.hwp", "xml-cut-8.hwpx", "nested-60.hwp", "doctype-manifest.hwpx"]
)
def test_damage_that_leaves_something_is_a_warning(outcomes: dict[str, dict], name: str) -> None:
    assert "HG911" in outcomes[name]["problems"]
    assert outcomes[name]["items"]
    assert not outcomes[name]["fatal"]


@pytest.mark.parametrize("kind", ["hwp", "hwpx"])
@pytest.mark.parametrize(
    "name",
    ["span-huge", "grid-huge", "anchors-far", "cells-same", "cells-crossed", "cells-outside", "hole", "size-nought"],
)
def test_cells_that_do_not_tile_are_a_finding(outcomes: dict[str, dict], name: str, kind: str) -> None:
    assert "HG702" in outcomes[f"{name}.{kind}"]["problems"]
