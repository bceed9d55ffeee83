"""Values as text: plain decimal digits, folded white space, and cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

LONGEST = 2000
"""The most characters of a document's text that one published cell repeats; longer texts end in `…`."""

_FORMULA = re.compile(r"'*(?:[=+@\t\r\n＝＋＠－]|-(?!\d[\d,]*(?:\.\d+)?\s?%?\Z).)", re.DOTALL)
_GUARDED = re.compile("'" + _FORMULA.pattern, re.DOTALL)
_UNPRINTABLE = {"Cc", "Cs"}


def plain(number: Decimal | None) -> str:
    """A number in plain decimal digits, without exponent, grouping or idle zeros; None is blank.

    >>> plain(Decimal("1E+8")), plain(Decimal("57.30")), plain(Decimal("-0.0")), plain(None)
    ('100000000', '57.3', '0', '')
    """
    if number is None:
        return ""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def grouped(number: Decimal | None) -> str:
    """A number for the eye, with a comma between thousands.

    >>> grouped(Decimal("-1234567.50"))
    '-1,234,567.5'
    """
    digits, point, fraction = plain(number).partition(".")
    return f"{int(digits):,}{point}{fraction}" if digits not in {"", "-0"} else digits + point + fraction


def folded(text: str, limit: int = LONGEST) -> str:
    r"""Text on one line: white space folded to single blanks, control characters dropped, cut at `limit` characters.

    Half surrogates, which no UTF-8 file can hold, become U+FFFD.

    >>> folded("  총  계\n(78개\x00 사업) ")
    '총 계 (78개 사업)'
    """
    line = " ".join(text.split())
    if not line.isprintable():
        line = line.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        line = "".join(c for c in line if unicodedata.category(c) not in _UNPRINTABLE)
    return line if len(line) <= limit else line[: limit - 1] + "…"


def joined(path: tuple[str, ...]) -> str:
    """A path of labels or header texts, outermost first.

    >>> joined(("예산", "합 계"))
    '예산 > 합 계'
    """
    return folded(" > ".join(folded(part) for part in path if part.strip()))


def guarded(text: str) -> str:
    """A text cell for CSV: one that a spreadsheet would run as a formula gets a single quote before it.

    That is text beginning with `=`, `+`, `@` (or their full-width forms), tab, line end, or with `-` unless a plain number
    follows. `unguarded` takes exactly that quote away again.

    >>> guarded("=1+1"), guarded("-2+3"), guarded("-3.4%"), guarded("-"), guarded("△5")
    ("'=1+1", "'-2+3", '-3.4%', '-', '△5')
    """
    return "'" + text if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given.

    >>> [unguarded(guarded(text)) for text in ("=1", "'=1", "'a", "-")]
    ['=1', "'=1", "'a", '-']
    """
    return text[1:] if _GUARDED.match(text) else text
