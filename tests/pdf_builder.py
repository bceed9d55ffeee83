"""PDFs written object by object: small ones, long ones, and such as are made to hang a reader or to exhaust its memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterator


def document(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of numbered objects, from 1."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return bytes(out) + b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, xref)


def stream(data: bytes, head: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(data), data)


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
TEXT = b"BT /F 12 Tf 20 100 Td (Total 1,234) Tj ET"


def single(content: bytes = TEXT, box: bytes = b"0 0 300 200", extra: bytes = b"", *more: bytes, head: bytes = b"") -> bytes:
    """A PDF of one page; `extra` are more entries of the page, `more` objects from 6 on, `head` the content's entries."""
    return document(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>/Contents 4 0 R%s>>"
        % (box, extra),
        stream(content, head),
        FONT,
        *more,
    )


def grid_content(rows: int, columns: int) -> bytes:
    lines = [b"%d 0 m %d 900 l S" % (10 + n, 10 + n) for n in range(columns)]
    return b"\n".join(lines + [b"0 %d m 900 %d l S" % (10 + n, 10 + n) for n in range(rows)])


def bomb(size: int) -> bytes:
    return zlib.compress(b" " * size + TEXT, 9)


def deep(depth: int) -> bytes:
    kids = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 3) for n in range(depth)]
    leaf = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 9 9]>>" % (depth + 1)
    return document(b"<</Type/Catalog/Pages 2 0 R>>", *kids, leaf)


def forms(depth: int) -> bytes:
    """Forms that draw each other: the last draws the first."""
    count = max(depth, 1)
    some = [
        stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (6 + (n + 1) % count))
        for n in range(count)
    ]
    return single(TEXT + b" /X Do", b"0 0 300 200", b"", *some)


def chain(depth: int, draws: bytes) -> bytes:
    """Forms that each draw the next as `draws` says; the last prints a text."""
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<</Font<</F 5 0 R>>/XObject<</X %d 0 R>>>>"
    some = [stream(draws if n < depth - 1 else TEXT, head % (7 + n)) for n in range(depth)]
    return single(TEXT + b" " + draws, b"0 0 300 200", b"", *some)


def glyphs_of_forms() -> bytes:
    """A font whose character is a drawing that draws forms, many levels deep."""
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 65/LastChar 65/Widths[9]"
    font += b"/CharProcs<</a 6 0 R>>/Encoding<</Differences[65/a]>>/Resources<</XObject<</X 7 0 R>>>>>>"
    head = b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    some = [stream(b"/X Do /X Do", head % (8 + n)) for n in range(30)]
    glyph = stream(b"9 0 0 0 9 9 d1 /X Do /X Do")
    data = single(b"BT /F 12 Tf 20 100 Td (A) Tj ET", b"0 0 300 200", b"", glyph, *some)
    return data.replace(FONT, font)


def pages(count: int) -> bytes:
    """A PDF of many pages, each with a ruled table of its own."""
    content = grid_content(12, 6).replace(b" 900", b" 21") + TEXT
    kids = b" ".join(b"%d 0 R" % (5 + n) for n in range(count))
    one = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Resources<</Font<</F 4 0 R>>>>/Contents 3 0 R>>"
    return document(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % count,
        stream(content),
        FONT,
        *([one] * count),
    )


def hostile() -> Iterator[tuple[str, bytes]]:
    """Documents made to hang a reader, to exhaust its memory or to break it."""
    sound = single()
    for share in (1, 5, 10, 25, 40, 55, 70, 85, 95, 99):
        yield f"cut at {share} %", sound[: len(sound) * share // 100]
    for at in range(0, len(sound), len(sound) // 8):
        yield f"zeroed at {at}", sound[:at] + b"\x00" * 40 + sound[at + 40 :]
    yield "page tree of itself", document(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>")
    yield (
        "page trees of each other",
        document(
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 9>>", b"<</Type/Pages/Kids[2 0 R]/Count 9>>"
        ),
    )
    yield "deep page tree", deep(3_000)
    yield "more pages than there are", sound.replace(b"/Count 1", b"/Count 4000")
    yield "millions of pages", sound.replace(b"/Count 1", b"/Count 90000000")
    yield "negative page count", sound.replace(b"/Count 1", b"/Count -5")
    yield "no catalogue", document(b"<</Type/Pages/Kids[]/Count 0>>")
    yield "no pages", document(b"<</Type/Catalog>>")
    yield "catalogue of itself", document(b"<</Type/Catalog/Pages 1 0 R>>")
    for name, size in (
        ("huge", b"0 0 1e30 1e30"),
        ("flat", b"0 0 0 0"),
        ("inverted", b"300 200 0 0"),
        ("far", b"1e9 1e9 2e9 2e9"),
        ("broken", b"a b c d"),
        ("not a number", b"0 0 nan inf"),
    ):
        yield f"{name} page", single(TEXT, size)
    yield "odd rotation", single(TEXT, b"0 0 300 200", b"/Rotate 37")
    yield "a million paths", single(b"0 0 m 9 9 l S\n" * 1_000_000)
    yield "a path of a million points", single(b"0 0 m\n" + b"9 9 l 1 1 l\n" * 500_000 + b"S")
    yield "a grid of two thousand lines", single(grid_content(1_000, 1_000), b"0 0 1000 1000")
    yield "a grid of eight thousand lines", single(grid_content(4_000, 4_000), b"0 0 5000 5000")
    yield "text of half a million characters", single(b"BT /F 1 Tf (" + b"9" * 500_000 + b") Tj ET")
    yield "words on one spot", single(b"BT /F 9 Tf 20 100 Td " + b"(12) Tj 0 0 Td " * 20_000 + b"ET")
    yield "text without end", single(b"BT /F 12 Tf (" + b"(" * 100_000)
    yield "a stack without end", single(b"q " * 500_000 + TEXT)
    yield "a bomb", single(bomb(300_000_000), head=b"/Filter/FlateDecode")
    yield "a bomb in a bomb", single(zlib.compress(bomb(200_000_000), 9), head=b"/Filter[/FlateDecode/FlateDecode]")
    yield "a wrong filter", single(TEXT, head=b"/Filter/FlateDecode")
    yield "an unknown filter", single(TEXT, head=b"/Filter/Nothing")
    yield "a length that lies", single().replace(b"/Length 42", b"/Length 99999999")
    for depth in (1, 2, 30):
        yield f"forms in a ring of {depth}", forms(depth)
    yield "forms that draw the next twice", chain(40, b"/X Do /X Do")
    yield "few forms that draw the next a thousand times", chain(4, b"/X Do " * 1_000)
    yield "a form drawn by the million", chain(1, b"/X Do " * 1_000_000)
    yield "forms in a ring that draw twice", chain(20, b"/X Do /X Do").replace(b"/X 26 0 R", b"/X  6 0 R")
    yield "forms by another spelling", chain(30, b"/X Do /X Do").replace(b"/Type/XObject/Subtype/Form", b"/Subtype/#46orm")
    yield "characters that draw forms", glyphs_of_forms()
    yield "a bomb of paths", single(zlib.compress(b"0 0 m 9 9 l S\n" * 4_000_000, 9), head=b"/Filter/FlateDecode")
    yield "a bomb of text", single(zlib.compress(b"BT /F 9 Tf (12) Tj ET " * 2_000_000, 9), head=b"/Filter/FlateDecode")
    yield (
        "a bomb by parts",
        single(zlib.compress(b"0 0 m 9 9 l S\n" * 100_000, 9), head=b"/Filter/FlateDecode").replace(
            b"/Contents 4 0 R", b"/Contents[" + b"4 0 R " * 500 + b"]"
        ),
    )
    yield "numbers out of range", single(b"1e38 1e38 m 9e99 -9e99 l S 1e30 0 0 1e30 0 0 cm 0 0 m 9 9 l S nan inf l S " + TEXT)
    yield "arrays in arrays", single(b"[" * 200_000 + TEXT)
    yield "dictionaries in dictionaries", single(TEXT, b"0 0 300 200", b"/A" + b"<</A" * 100_000 + b" 1" + b">>" * 100_000)
    yield "parents in a ring", sound.replace(b"/Parent 2 0 R", b"/Parent 3 0 R")
    yield "content of itself", sound.replace(b"/Contents 4 0 R", b"/Contents 3 0 R")
    yield "contents by the thousand", sound.replace(b"/Contents 4 0 R", b"/Contents[" + b"4 0 R " * 5_000 + b"]")
    yield "cross-references of itself", sound.replace(b"trailer<<", b"trailer<</Prev %d" % sound.rindex(b"xref\n0"))
    yield "a broken cross-reference", sound.replace(b"00000 n", b"abcde n")
    yield "a start that lies", sound[: sound.rindex(b"startxref")] + b"startxref\n99999999\n%%EOF\n"
    yield "a broken lock", sound.replace(b"trailer<<", b"trailer<</Encrypt<</Filter/Standard/V 9/R 9>>")
    yield "a lock of another maker", sound.replace(b"trailer<<", b"trailer<</Encrypt<</Filter/Unknown/V 4>>")
