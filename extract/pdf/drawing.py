"""How much the pages of a PDF make PDFium draw: their contents, and the forms in these as often as they are drawn.

PDFium loads a page as a whole, and no call of Python's can stop it. Forms that draw each other, a few instructions each,
and contents that unpack to thousands of times their size would keep it busy without end, or take all memory.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import regex

from extract.pdf.streams import EACH, MAX_DRAWN, STREAM, Stream, unpacked

_DEEPEST = 40
"""Levels of forms in forms that PDFium follows."""

_SECTION = regex.compile(rb"(\d+) \d+\r?\n((?:\d{10} \d{5} [nf]\s{1,2})+)")
_ENTRY = regex.compile(rb"(\d{10}) \d{5} ([nf])")
_REFERENCE = regex.compile(rb"(\d+) \d+ R")
_NAMED = regex.compile(rb"/([^\s/<>\[\](){}%]+)\s*(\d+) \d+ R")
_DRAW = regex.compile(rb"/([^\s/<>\[\](){}%]+)\s*Do\b")
_ESCAPE = regex.compile(rb"#([0-9a-fA-F]{2})")


class Node(NamedTuple):
    """A stream of drawing instructions, and the object whose resources its names mean."""

    stream: int
    owner: int


@dataclass(frozen=True)
class Drawing:
    """What the pages of an open PDF draw, read from a plain copy of it: objects by their numbers, no encryption."""

    copy: bytes
    places: Mapping[int, int]
    _steps: dict[Node, tuple[int, Counter[Node]]] = field(default_factory=dict)

    def drawn(self, number: int) -> int:
        """Bytes of instructions that page `number`, from 1, draws; a little more than `MAX_DRAWN` stands for any more."""
        pages = self._pages
        some = pages[number - 1 : number] if number <= len(pages) else pages
        return max((self._drawn(page, owner) for page, owner in some), default=0)

    @cached_property
    def _pages(self) -> list[tuple[int, int]]:
        """Of every page its object, and the object whose resources it uses, in page order."""
        root = _reference(self._text(self.places.get(_root(self.copy), -1)), b"Pages")
        stack, seen, pages = [(root, root)], set[int](), []
        while stack:
            at, owner = stack.pop()
            text = self._text(self.places.get(at, -1))
            if at in seen:
                continue
            seen.add(at)
            owner = at if b"/Resources" in text else owner
            kids = regex.search(rb"/Kids\s*\[([^\]]*)\]", text)
            if kids is None:
                pages.append((at, owner))
            else:
                stack += [(int(kid), owner) for kid in reversed(_REFERENCE.findall(kids[1]))]
        return pages

    def _drawn(self, page: int, owner: int) -> int:
        """The same of a page's object, whose resources are those of `owner`."""
        text = self._text(self.places.get(page, -1))
        found = regex.search(rb"/Contents\s*(?:\[([^\]]*)\]|(\d+ \d+ R))", text)
        parts = [Node(int(part), owner) for part in _REFERENCE.findall(found[1] or found[2])] if found else []
        parts += [Node(glyph, font) for font, glyph in self._drawn_glyphs(owner)]
        reached, left = set[Node](), list(parts)
        while left:
            node = left.pop()
            if node not in reached:
                reached.add(node)
                left += self._step(node)[1]
        drawn = {node: self._step(node)[0] for node in reached}
        for _ in range(_DEEPEST):
            before = drawn
            drawn = {node: min(self._cost(node, before), MAX_DRAWN + 1) for node in reached}
            if drawn == before:
                break
        return min(sum(drawn[part] for part in parts), MAX_DRAWN + 1)

    def _cost(self, node: Node, drawn: Mapping[Node, int]) -> int:
        size, forms = self._step(node)
        return size + sum(count * drawn[form] for form, count in forms.items())

    def _step(self, node: Node) -> tuple[int, Counter[Node]]:
        """The size of a stream unpacked, and the forms that it draws, with how often."""
        if node not in self._steps:
            content = self._content(node.stream)
            names = self._named(node.owner, b"XObject")
            draws = Counter(names.get(_plain(name), 0) for name in _DRAW.findall(content))
            forms = {form: self._text(self.places.get(form, -1)) for form in draws}
            drawn = {
                Node(form, form if b"/Resources" in text else node.owner): draws[form]
                for form, text in forms.items()
                if b"/Form" in text
            }
            self._steps[node] = len(content) + EACH, Counter(drawn)
        return self._steps[node]

    def _drawn_glyphs(self, owner: int) -> Iterator[tuple[int, int]]:
        """The fonts of a page whose characters are drawings, each with the streams of these."""
        for font in self._named(owner, b"Font").values():
            text = self._text(self.places.get(font, -1))
            if b"/Type3" in text:
                yield from ((font, int(glyph)) for glyph in self._named(font, b"CharProcs", text).values())

    def _named(self, owner: int, kind: bytes, text: bytes | None = None) -> dict[bytes, int]:
        """The objects that an owner's resources name, of one kind."""
        if text is None:
            text = self._text(self.places.get(owner, -1))
            outside = _reference(text, b"Resources")
            text = self._text(self.places[outside]) if outside in self.places else text
        found = regex.search(rb"/" + kind + rb"\s*(?:<<([^<>]*)>>|(\d+) \d+ R)", text)
        if found is None:
            return {}
        named = found[1] if found[1] is not None else self._text(self.places.get(int(found[2]), -1))
        return {_plain(name): int(number) for name, number in _NAMED.findall(named)}

    def _text(self, place: int) -> bytes:
        """The object at a place of the copy as text, without the data of a stream; b"" where there is none."""
        if place < 0:
            return b""
        end = self.copy.find(b"endobj", place)
        return regex.split(rb">>stream\r?\n", self.copy[place:end], maxsplit=1)[0]

    def _content(self, number: int) -> bytes:
        """The instructions of a stream, as far as the bound."""
        place = self.places.get(number, -1)
        head = self._text(place)
        begin = STREAM.search(self.copy, place + len(head)) if head else None
        if begin is None:
            return b""
        return unpacked(Stream(head, self.copy[begin.end() : self.copy.find(b"endstream", begin.end())]))


def drawing_of(document: Any) -> Drawing:
    """What the pages of an open `pypdfium2.PdfDocument` draw; raises pypdfium2's errors."""
    from pypdfium2 import raw

    plain = io.BytesIO()
    document.save(plain, flags=raw.FPDF_REMOVE_SECURITY)
    copy = plain.getvalue()
    return Drawing(copy, dict(_places(copy)))


def _places(copy: bytes) -> Iterator[tuple[int, int]]:
    """The number of every object of a plain copy, and where it begins."""
    for section in _SECTION.finditer(copy, copy.rfind(b"xref", 0, copy.rfind(b"startxref"))):
        for at, (place, kind) in enumerate(_ENTRY.findall(section[2])):
            if kind == b"n":
                yield int(section[1]) + at, int(place)


def _root(copy: bytes) -> int:
    return _reference(copy[copy.rfind(b"trailer") :], b"Root")


def _reference(text: bytes, name: bytes) -> int:
    """The number of the object that a dictionary refers to under a name, -1 where it refers to none."""
    found = regex.search(rb"/" + name + rb"\s*(\d+) \d+ R", text)
    return int(found[1]) if found else -1


def _plain(name: bytes) -> bytes:
    """A name without escapes."""
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), name)
