"""Whether the characters of a page are text: fonts without a mapping to Unicode, or with a wrong one, print nonsense."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extract.pdf.page import UNKNOWN, Page
from schemas import Place, Problem

_LOST = 0.3
"""Share of a page's characters from which, if their meaning is unknown, nothing of the page is read."""

_FEWEST = 40
"""Characters of a kind from which their use can be judged."""

_COMMON = 0.7
"""Share of Hangul syllables that belong to the 2,350 of KS X 1001; of random ones it is 0.21, of Korean prose over 0.99."""

_MOJIBAKE = 0.4
"""Share of Latin-1 letters and signs above ASCII; in prose of the languages that use them it is below 0.15."""

_FOREIGN = 0.2
_SCRIPTS = 4
"""Foreign scripts from which letters of `_FOREIGN` of the page are numbers of glyphs, not text of some language."""

_HANGUL = regex.compile(r"[가-힣]")
_LATIN_1 = regex.compile(r"[\x80-\xFF]")
_KNOWN = regex.compile(r"[\p{Hangul}\p{Han}\p{Latin}\p{Greek}\p{Cyrillic}\p{Hiragana}\p{Katakana}\p{Common}\p{Inherited}]")
_BLOCK = 128
_NAMED = 10
"""Pages that a problem names at most."""

_PICTURE = 0.6
_CAPTION = 20
"""Characters up to which a page that a picture covers holds no text worth the name, only a page number or mark."""


def is_picture(page: Page) -> bool:
    """Whether a page shows a picture and, beside a page number or mark, no text."""
    width, height = page.frame.size
    if not page.glyphs:
        return page.pictured > 0 and not page.unmapped
    return len(page.glyphs) < _CAPTION and page.pictured >= _PICTURE * width * height


def nonsense(page: Page) -> str:
    """Why the characters of a page cannot be read as text; "" where they can."""
    texts = [glyph.text for glyph in page.glyphs]
    lost = page.unmapped + texts.count(UNKNOWN)
    count = page.unmapped + len(texts)
    if lost > _LOST * count:
        return f"has no known meaning for {lost:,} of its {count:,} characters (a font without a mapping to Unicode)"
    text = "".join(texts)
    if _is_random_hangul(text):
        return "has Hangul syllables that no Korean text has (a font with a wrong mapping to Unicode)"
    if len(found := _LATIN_1.findall(text)) > max(_FEWEST, _MOJIBAKE * len(text)):
        return f"has {len(found):,} accented letters and signs among {len(text):,} characters (text in a wrong encoding)"
    if _mixes_scripts(text):
        return "mixes letters of many scripts (a font without a mapping to Unicode)"
    return ""


def _is_random_hangul(text: str) -> bool:
    syllables = _HANGUL.findall(text)
    if len(syllables) < _FEWEST:
        return False
    common = sum(len(syllable.encode("euc_kr", "ignore")) == 2 for syllable in syllables)
    return common < _COMMON * len(syllables)


def _mixes_scripts(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    foreign = [char for char in letters if not _KNOWN.match(char)]
    if len(foreign) < max(_FEWEST, _FOREIGN * len(letters)):
        return False
    return len({ord(char) // _BLOCK for char in foreign}) >= _SCRIPTS


def doubts(page: Page) -> Sequence[Problem]:
    """The problem of a page of which some characters, but not most, have no known meaning."""
    lost = sum(glyph.text == UNKNOWN for glyph in page.glyphs)
    if not lost:
        return ()
    message = (
        f"Page {page.number} has {lost:,} characters without a mapping to Unicode, shown as {UNKNOWN}: figures that hold them "
        "are not read. Compare the page with the report by eye."
    )
    return (Problem("HG912", message, Place(page.number)),)


def recognition(numbers: Sequence[int]) -> Sequence[Problem]:
    """The problem of a document of which some pages, given by their numbers, hold text recognised in a picture."""
    if not numbers:
        return ()
    first = ", ".join(map(str, numbers[:_NAMED])) + (" …" if len(numbers) > _NAMED else "")
    message = (
        f"The text of {len(numbers):,} of the PDF's pages ({first}) was recognised in a picture and may hold mistakes: compare "
        "their figures with the report by eye."
    )
    return (Problem("HG913", message, Place(numbers[0])),)
