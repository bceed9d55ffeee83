"""What an HWPX document prints before its paragraphs: numbered lists, bullets, and which paragraph shapes have them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extract.hwp.numbers import Level, Lists
from extract.hwp.story import Head, HeadKind
from extract.hwpx.package import Stream, events, local, number

_KINDS: dict[str, HeadKind] = {"OUTLINE": "outline", "NUMBER": "number", "BULLET": "bullet"}


def lists_of(stream: Stream) -> Lists:
    """The lists in a header part, by the ids that it gives them."""
    numbers: dict[int, tuple[Level, ...]] = {}
    bullets: dict[int, str] = {}
    heads: dict[int, Head] = {}
    for element in events(stream, "numbering", "bullet", "paraPr"):
        name, ident = local(element.tag), number(element.get("id"), -1)
        if name == "numbering":
            numbers[ident] = tuple(_level(child) for child in element if local(child.tag) == "paraHead")
        elif name == "bullet":
            bullets[ident] = element.get("char", "")
        else:
            heads |= _head(ident, element)
    return Lists(numbers, bullets, heads)


def _level(element: Any) -> Level:
    return Level(element.text or "", element.get("numFormat", "DIGIT"), number(element.get("start"), 1))


def _head(ident: int, shape: Any) -> dict[int, Head]:
    heading: Mapping[str, str] = next((child.attrib for child in shape if local(child.tag) == "heading"), {})
    kind = _KINDS.get(heading.get("type", ""))
    level = number(heading.get("level"), 0)
    return {ident: Head(kind, number(heading.get("idRef"), 0), level)} if kind and 0 <= level < 10 else {}
