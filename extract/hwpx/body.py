"""A section of an HWPX file: from its XML to paragraphs with what is anchored in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from extract.hwp.numbers import shown
from extract.hwp.records import Budget
from extract.hwp.story import MAX_DEPTH, Cell, Frame, Grid, Head, Note, Para, Part
from extract.hwp.text import MAX_FIELDS, drop_guide, guide_of, merged
from extract.hwpx.package import Stream, number
from extract.hwpx.xml import Child, Node, paragraphs

_CHARACTERS = {"lineBreak": "\n", "tab": " ", "nbSpace": "\u00a0", "fwSpace": " ", "hyphen": "-"}
_SHAPES = frozenset(
    {"rect", "ellipse", "polygon", "curve", "arc", "line", "connectLine", "container", "pic", "ole", "textart", "video", "chart"}
)
"""Drawn objects; what is not named anywhere here prints nothing: layout, memos, hidden remarks, overprinted ornaments."""

MAX_SPAN = 65_535
"""The largest row, column or span that the format can store."""


class Section:
    """One section while its paragraphs are read; `outline` is the list that numbers its outline."""

    def __init__(self, heads: Mapping[int, Head], budget: Budget) -> None:
        self.heads = heads
        self.budget = budget
        self.outline = 0

    def paras(self, stream: Stream) -> Iterator[Para]:
        """The paragraphs of the section, one by one."""
        return paragraphs(stream, self._finish)

    def _finish(self, node: Node, depth: int) -> Child:
        """A paragraph or cell that ended; what stands in it has been finished before."""
        if depth > MAX_DEPTH:
            self.budget.fault(f"Tables or boxes stand inside each other more than {MAX_DEPTH} deep: the inner ones are missing.")
            return ""
        return self._para(node) if node.name == "p" else self._cell(node)

    def _para(self, node: Node) -> Para:
        self.budget.take_para()
        line = _Line()
        for run in node.children:
            if isinstance(run, Node) and run.name == "run":
                for child in _branches(run):
                    self._child(child, line)
        head = self.heads.get(number(node.attributes.get("paraPrIDRef"), -1))
        if head and head.kind == "outline":
            head = Head("outline", self.outline, head.level)
        return Para(merged(line.out), head)

    def _child(self, node: Node, line: _Line) -> None:
        """What one child of a run or of a control prints."""
        name = node.name
        if name == "t":
            line.text(node)
        elif name == "ctrl":
            for child in _branches(node):
                self._child(child, line)
        elif name == "tbl":
            line.put(_table(node))
        elif name in {"header", "footer"}:
            line.put(Frame("furniture", tuple(_inner(node))))
        elif name in {"footNote", "endNote"}:
            line.put(Note(tuple(_inner(node))))
        elif name == "secPr":
            self.outline = number(node.attributes.get("outlineShapeIDRef"), 0)
        elif name in _SHAPES:
            line.box(node)
        else:
            line.small(node)

    def _cell(self, node: Node) -> Cell:
        self.budget.take_cell()
        row, column = _span(node, "rowAddr", 0), _span(node, "colAddr", 0)
        rowspan, colspan = _span(node, "rowSpan", 1) or 1, _span(node, "colSpan", 1) or 1
        return Cell(row, column, rowspan, colspan, node.attributes.get("header") == "1", tuple(_inner(node)))


@dataclass(slots=True)
class _Line:
    """A paragraph while its runs are read: what it prints so far, its open fields, whether text is marked as deleted."""

    out: list[Part] = field(default_factory=list)
    fields: dict[str, tuple[int, str]] = field(default_factory=dict)
    deleting: bool = False

    def put(self, part: Part) -> None:
        """Add a part unless it is deleted."""
        if not self.deleting:
            self.out.append(part)

    def text(self, node: Node) -> None:
        """A text element: characters, and elements for those that XML cannot hold or that mark tracked changes."""
        for child in node.children:
            if isinstance(child, str):
                self.put(child)
            elif isinstance(child, Node):
                self.deleting = child.name == "deleteBegin" or (self.deleting and child.name != "deleteEnd")
                self.put(_CHARACTERS.get(child.name, ""))

    def box(self, node: Node) -> None:
        """A drawn object: the caption's paragraphs first, then those of all boxes that are grouped in it."""
        captions = [child for child in _branches(node) if child.name == "caption"]
        others = [child for child in _branches(node) if child.name != "caption"]
        paras = tuple(para for child in (*captions, *others) for para in _inner(child))
        if paras:
            self.put(Frame("box", paras))

    def small(self, node: Node) -> None:
        """What prints a few characters or none: automatic numbers, equations, ruby text, fields."""
        name = node.name
        if name == "autoNum":
            self.put(_automatic(node))
        elif name in {"equation", "dutmal"}:
            self.put("".join(child.text() for child in _branches(node) if child.name in {"script", "mainText"}))
        elif name == "fieldBegin" and len(self.fields) < MAX_FIELDS:
            guide = _guide(node) if node.attributes.get("type") == "CLICK_HERE" else ""
            self.fields[node.attributes.get("id", "")] = (len(self.out), guide)
        elif name == "fieldEnd" and (opened := self.fields.pop(node.attributes.get("beginIDRef", ""), None)):
            drop_guide(self.out, *opened)


def _table(node: Node) -> Grid:
    cells: list[Cell] = []
    caption: list[Para] = []
    for child in _branches(node):
        if child.name == "tr":
            cells += [cell for cell in child.children if isinstance(cell, Cell)]
        elif child.name == "caption":
            caption += _inner(child)
    return Grid(_span(node, "rowCnt", 0), _span(node, "colCnt", 0), tuple(cells), tuple(caption))


def _branches(node: Node) -> Iterator[Node]:
    """The inner nodes of a node, of a switch between versions those of one branch."""
    for child in node.children:
        if isinstance(child, Node):
            if child.name == "switch":
                yield from _branches(_chosen(child))
            else:
                yield child


def _chosen(switch: Node) -> Node:
    """The default branch of a switch, which every version has, or the first there is; an empty one if there is none."""
    branches = [child for child in switch.children if isinstance(child, Node) and child.name in {"case", "default"}]
    return next((child for child in branches if child.name == "default"), branches[0] if branches else Node("default", {}))


def _inner(node: Node) -> Iterator[Para]:
    """The paragraphs inside a node that stand in no other paragraph of it, in order."""
    for child in (_chosen(node) if node.name == "switch" else node).children:
        if isinstance(child, Para):
            yield child
        elif isinstance(child, Node):
            yield from _inner(child)


def _automatic(node: Node) -> str:
    shape: Mapping[str, str] = next((child.attributes for child in _branches(node) if child.name == "autoNumFormat"), {})
    text = shown(number(node.attributes.get("num"), 0), shape.get("type", "DIGIT"))
    return f"{shape.get('prefixChar', '')}{text}{shape.get('suffixChar', '')}"


def _guide(node: Node) -> str:
    """The guide text of a click-here field (누름틀)."""
    params = [param for child in _branches(node) for param in (child, *_branches(child)) if param.name == "stringParam"]
    texts = {param.attributes.get("name", ""): param.text() for param in params}
    return texts.get("Direction", "").strip() or guide_of(texts.get("Command", ""))


def _span(node: Node, attribute: str, default: int) -> int:
    return min(number(node.attributes.get(attribute), default), MAX_SPAN)
