"""What stands around a table: its caption, unit caption, section path and footnotes, from the paragraphs beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

import regex

from schemas import Paragraph, RawTable

# The marks that open a heading, outermost level first; offices vary in which they use, not in their order.
_HEADINGS = (
    regex.compile(r"(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+\.?|제\s?\d+\s?[장편부])\s"),
    regex.compile(r"(?:\d{1,2}\.\s|\d{1,2}\s+(?=[’‘'\p{L}])(?!(?:월|일|년|명|개|건)\b))"),
    regex.compile(r"[가나다라마바사아자차카타파하]\.\s"),
    regex.compile(r"(?:\d{1,2}\)|\(\d{1,2}\)|[가-하]\)|【[^】]{1,20}】|[①-⑳]+)\s*"),
    regex.compile(r"[□▢■◇◆◈❑❏\p{Co}]\s*"),
)
_OPENING = regex.compile(r"^[□▢■◇◆◈❑❏\p{Co}\s]+")
_LISTING = regex.compile(r"[:：].*\d|[①-⑳].*,.*[①-⑳]|[.,]$")
_ITEM = regex.compile(r"(?:[○◦●•▸▶▷►‣∙✓✔·ㆍ․−–—－☞⇨→]|-\s|[*※])")
_FOOTNOTE = regex.compile(r"(?:※|\*{1,3}(?!\s*\d+\s*$)|주\s?\d?\s?[):]|\(?(?:자료|출처|주)\s?[):：])")
_CAPTION = regex.compile(
    r"(?:[<〈《\[【「].{2,80}[>〉》\]】」]\s*\S{0,3}|[\[<]?\s?(?:표|그림|참\s?고|붙\s?임|별\s?표)\s?[\d\-]*\s?[\]>.]?\s?.{2,80})"
)
_UNIT = regex.compile(r"[(\[]?\s*단\s?위\s*[:：]\s*(?P<unit>[^()\[\]]{1,40}(?:\([^()]*\)[^()]*)?)\s*[)\]]?")
_UNIT_WORD = r"(?:%p?|[십백천만억조]{0,2}(?:원|명|개소?|건|인|회|호|가구|세대|톤|대|점)|㎡|㎢|km|ha)"
_BARE_UNIT = regex.compile(rf"[(\[〔<〈]\s*{_UNIT_WORD}(?:\s*[,·/]\s*{_UNIT_WORD})*+\s*[)\]〕>〉]")
_MOST_HEADING = 60
_MOST_FOOTNOTES = 6


def unit_caption(text: str) -> str | None:
    """The unit caption inside `text` as printed, e.g. `(단위 : 백만원)`; None if there is none."""
    found = _UNIT.search(text)
    return found[0].strip() if found else None


def is_caption(text: str) -> bool:
    """Whether a line is printed as a table's caption: in angle or square brackets, or as 표 1, 참고."""
    return _CAPTION.fullmatch(text.strip()) is not None


def heading_level(text: str) -> int | None:
    """The depth of a heading by the mark that opens it, 0 outermost; None for a line that is no heading."""
    text = text.strip()
    if len(text) > _MOST_HEADING or _LISTING.search(text):
        return None
    for level, mark in enumerate(_HEADINGS):
        found = mark.match(text)
        if found and any(map(str.isalpha, text[found.end() :])):
            return level
    return None


def is_item(text: str) -> bool:
    """Whether a line opens with a list bullet."""
    return _ITEM.match(text.strip()) is not None


def attach(content: Sequence[RawTable | Paragraph]) -> tuple[RawTable | Paragraph, ...]:
    """Give every table its context and every paragraph its kind and level.

    `content` is in reading order, with one paragraph per printed line. What a table already knows is kept. Where a format
    has no lines, a paragraph's line is its number among the paragraphs, from 1.
    """
    lines = count(1)
    marked = [_with_kind(_with_line(item, next(lines))) if isinstance(item, Paragraph) else item for item in content]
    sections: dict[int, str] = {}
    out: list[RawTable | Paragraph] = []
    for at, item in enumerate(marked):
        if isinstance(item, Paragraph):
            if item.kind == "heading":
                sections = {level: text for level, text in sections.items() if level < item.level}
                sections[item.level] = _OPENING.sub("", item.text)
            out.append(item)
            continue
        caption, unit = _above(marked, at)
        out.append(
            replace(
                item,
                caption=item.caption or caption or (list(sections.values())[-1] if sections else ""),
                unit=item.unit or unit,
                section=item.section or tuple(sections[level] for level in sorted(sections)),
                footnotes=item.footnotes or _below(marked, at),
            )
        )
    return tuple(out)


def _with_line(paragraph: Paragraph, number: int) -> Paragraph:
    if paragraph.place.line is not None:
        return paragraph
    return replace(paragraph, place=replace(paragraph.place, line=number))


def _with_kind(paragraph: Paragraph) -> Paragraph:
    level = heading_level(paragraph.text)
    if level is not None and unit_caption(paragraph.text) is None:
        return replace(paragraph, kind="heading", level=level)
    return replace(paragraph, kind="item" if is_item(paragraph.text) else "prose", level=0)


def _above(content: Sequence[RawTable | Paragraph], at: int) -> tuple[str, str]:
    """Caption and unit caption in the up to three lines above the table at `at`."""
    caption = unit = ""
    for item in reversed(content[max(0, at - 3) : at]):
        if not isinstance(item, Paragraph):
            break
        printed = unit_caption(item.text) or _bare_unit(item.text)
        if printed and not unit:
            unit = printed
            rest = item.text.replace(printed, "").strip()
            caption = rest if len(rest) > 1 else ""
        elif is_caption(item.text):
            caption = item.text.strip()
        elif not unit or item.kind != "heading":
            break
        if caption:
            break
    return caption, unit


def _bare_unit(text: str) -> str | None:
    """A line that is nothing but units in brackets, e.g. `(건, 천원)`: over a table it is its unit caption."""
    return text.strip() if _BARE_UNIT.fullmatch(text.strip()) else None


def _below(content: Sequence[RawTable | Paragraph], at: int) -> tuple[str, ...]:
    """The footnotes in the lines right under the table at `at`."""
    notes: list[str] = []
    for item in content[at + 1 : at + 1 + _MOST_FOOTNOTES]:
        if not isinstance(item, Paragraph) or not _FOOTNOTE.match(item.text.strip()):
            break
        notes.append(item.text.strip())
    return tuple(notes)
