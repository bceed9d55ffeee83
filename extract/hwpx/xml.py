"""The XML of an HWPX section as a stream: what carries text or structure as light nodes, and no more of them than are needed.

A section of a whole year's budget does not fit in memory as a tree, so paragraphs and cells are handed on as soon as they end,
and only what they became stays in the node around them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, cast

from extract.errors import Unreadable
from extract.hwp.story import Cell, Para
from extract.hwpx.package import Stream, local

MAX_NODES = 1_000_000
"""Nodes and attributes that are in memory at once."""

_LAYOUT = frozenset(
    {"linesegarray", "sz", "pos", "outMargin", "inMargin", "cellSz", "cellMargin", "charPr", "offset", "orgSz", "curSz", "flip"}
    | {"rotationInfo", "renderingInfo", "imgRect", "imgClip", "imgDim", "effects", "lineShape", "fillBrush", "shadow", "colPr"}
)
"""Elements that say only how something looks; many, so they are passed over with all that is in them."""

_WORDED = frozenset({"t", "script", "mainText", "stringParam"})
_BARE: Mapping[str, str] = {}
_DESCRIBED = frozenset({"tbl", "secPr", "autoNum", "autoNumFormat", "fieldBegin", "fieldEnd", "stringParam"})
"""Elements whose attributes are kept."""

_DESCRIBING = frozenset({"cellAddr", "cellSpan"})
"""Elements whose attributes are kept with the element around them."""

_BLOCKS = frozenset({"p", "tc"})
"""Elements that are handed on when they end."""


class Node:
    """An element: its local name (namespaces vary between versions), attributes, and in order its texts and inner nodes."""

    __slots__ = ("attributes", "children", "name")

    def __init__(self, name: str, attributes: Mapping[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Child] = []

    def text(self) -> str:
        """The texts directly inside."""
        return "".join(child for child in self.children if type(child) is str)


Child = Node | str | Para | Cell
Finish = Callable[[Node, int], Child]


Use = Literal["plain", "layout", "described", "describing", "block"]


class _Uses(dict[str, tuple[str, Use]]):
    """The local name of each tag of a part, and what it is good for."""

    def __missing__(self, tag: str) -> tuple[str, Use]:
        name = local(tag)
        uses: tuple[tuple[frozenset[str], Use], ...]
        uses = ((_LAYOUT, "layout"), (_BLOCKS, "block"), (_DESCRIBED, "described"), (_DESCRIBING, "describing"))
        self[tag] = name, next((use for names, use in uses if name in names), "plain")
        return self[tag]


class Builder:
    """What the parser tells of a section, as nodes; `finish` makes paragraphs and cells of theirs when they end.

    It is given a node and in how many other paragraphs it stands. Paragraphs that stand in no other gather in `ready`.
    """

    def __init__(self, finish: Finish) -> None:
        self.finish = finish
        self.ready: list[Para] = []
        self.uses = _Uses()
        self.open = [Node("", _BARE)]
        self.marks: list[int] = []
        self.depth = 0
        self.nodes = 0
        self.passing = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins. Raises `Unreadable` HG908 where too much would be in memory."""
        if self.passing:
            self.passing += 1
            return
        name, use = self.uses[tag]
        if use == "plain":
            self.open.append(Node(name, _BARE))
            self.nodes += 1
        elif use == "layout":
            self.passing = 1
        else:
            self.described(name, use, attributes)
        if self.nodes > MAX_NODES:
            raise Unreadable("HG908", f"A paragraph of the document has over {MAX_NODES:,} parts, more than are read: split it.")

    def described(self, name: str, use: str, attributes: Mapping[str, str]) -> None:
        """An element begins whose attributes count."""
        self.nodes += 1 + len(attributes)
        if use == "describing":
            around = self.open[-1]
            around.attributes = {**around.attributes, **attributes}
            self.passing = 1
            return
        self.open.append(Node(name, attributes))
        if use == "block":
            self.marks.append(self.nodes)
            self.depth += name == "p"

    def end(self, tag: str) -> None:  # noqa: ARG002 - what a parser calls
        """An element ends."""
        if self.passing:
            self.passing -= 1
            return
        node = self.open.pop()
        if node.name not in _BLOCKS:
            self.open[-1].children.append(node)
            return
        self.nodes = self.marks.pop()
        self.depth -= node.name == "p"
        done = self.finish(node, self.depth)
        if self.depth == 0 and isinstance(done, Para):
            self.ready.append(done)
            self.nodes = 0
        else:
            self.open[-1].children.append(done)

    def data(self, text: str) -> None:
        """Text inside an element."""
        if not self.passing and self.open[-1].name in _WORDED:
            self.open[-1].children.append(text)

    def doctype(self, *_: Any) -> None:
        """A document type declaration, which no HWPX has. Raises `Unreadable` HG902."""
        raise Unreadable("HG902", "A part of the package declares a document type: save the document anew as HWPX.")

    def close(self) -> None:
        """The part ends."""

    def taken(self) -> Iterator[Para]:
        """The paragraphs that are ready, once."""
        ready, self.ready = self.ready, []
        yield from ready


def paragraphs(stream: Stream, finish: Finish) -> Iterator[Para]:
    """The paragraphs of a part that stand in no other, one by one.

    XML that is not well formed raises `lxml.etree.XMLSyntaxError` after the paragraphs before it.
    """
    from lxml import etree

    builder = Builder(finish)
    parser = etree.XMLParser(
        target=cast("Any", builder), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        while chunk := stream.read():
            parser.feed(chunk)
            yield from builder.taken()
        parser.close()
    except etree.XMLSyntaxError:
        yield from builder.taken()
        raise
    yield from builder.taken()
