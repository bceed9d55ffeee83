"""The words of a dump's header, and how they fall into cells: by the marks that are printed, or by the cheapest cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extract.text.lines import Line, tokens
from schemas.words import SUBTOTALS, TOTALS

TOTAL = TOTALS | SUBTOTALS
LABEL = frozenset(
    {
        "구분",
        "사업명",
        "세부사업명",
        "주요세부사업명",
        "항목",
        "과목",
        "분야",
        "부서",
        "부서명",
        "기관명",
        "지역",
        "연도",
        "내용",
        "단위사업",
    }
)
_NAMES = tuple(LABEL)
_COMMON = frozenset({"항목", "분야", "부서", "지역", "연도", "내용"})
_FEW_NAMES = 2
INDEX = frozenset({"순번", "연번", "번호", "no", "no."})
REMARK = frozenset({"비고", "참고", "비교"})
HEADER_WORDS = (
    TOTAL
    | LABEL
    | REMARK
    | {"유형", "목표", "실적", "예산", "예산액", "집행액", "국비", "시비", "구비", "도비", "군비", "기타", "단위", "연번"}
)
_LEANING = regex.compile(r"(?:[~∼～․·ㆍ]|(?:및|또는)$)")
_YEAR = regex.compile(r"(?:[’‘'`]\d\d|(?:19|20)\d\d)년?")
_COUNTED = regex.compile(r"[%개명원건회]")
_LETTER_END = regex.compile(r"\p{L}$")
_MOST_WORDS = 400
_BLANK = 2  # the gap of a word behind a blank line
_FEW_ALIKE = 3
_MOST_ALIKE = 0.7
_UNIT_END = regex.compile(r"\((?:단위\s*:\s*)?(?:%p?|(?:천|만|백만|억|십억)?원|명|개소?|건|인|회|호|천명|명/건|건/명)\)$")
_HANGING = regex.compile(r"(?:및|또는|․|·|ㆍ|,|/|-)$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the header with the line break before it: 0 none, 1 a new line, 2 a new line after a blank one."""

    text: str
    gap: int
    line: Line


def folded(text: str) -> str:
    """A text without its blanks."""
    return "".join(text.split())


def starts_header(text: str) -> bool:
    """Whether a line opens a header with the name of the label column (구분, 사업명 …), or of one of running numbers before it.

    The name may be printed in any spacing.
    Words that name other things as well (지역, 내용) are such a name alone on their line, or before two names or more.
    """
    words = text.split()
    bare = "".join(words)
    if len(words) > _FEW_NAMES and words[0].casefold() in INDEX:
        return True
    if not bare.startswith(_NAMES) or ":" in text or "：" in text:
        return False
    named = [word for word in LABEL if bare.startswith(word)]
    return any(word not in _COMMON or bare == word for word in named) or len(words) > _FEW_NAMES


def words_of(lines: Sequence[Line]) -> list[Word]:
    """The words of header lines in order, the last `_MOST_WORDS` of them: no header has more."""
    words: list[Word] = []
    for at, line in enumerate(lines):
        for position, text in enumerate(tokens(line.text)):
            gap = 0 if position or not at else (2 if line.blanks else 1)
            words.append(Word(text, gap, line))
    return words[-_MOST_WORDS:]


def natural(words: Sequence[Word]) -> list[list[Word]]:
    """Pieces by the printed marks alone: a blank line or a closed unit ends one, letter-spaced syllables are one word."""
    pieces: list[list[Word]] = []
    by_unit = (
        bool(words) and all(_UNIT_END.search(w.text) for w in words if w.text.endswith(")")) and words[-1].text.endswith(")")
    )
    for at, word in enumerate(words):
        between = by_unit and not word.gap and not (at and words[at - 1].text.endswith(")"))
        if not pieces or (not between and _parts(words[at - 1], word, pieces[-1])):
            pieces.append([])
        pieces[-1].append(word)
    return pieces


def _parts(left: Word, right: Word, piece: Sequence[Word]) -> bool:
    """Whether a new header cell begins between two neighbouring words."""
    if _HANGING.search(left.text):
        return False
    if right.gap == 2 or left.text.endswith(")"):
        return not (right.text.startswith("(") and right.gap == 1)
    if right.gap == 1:
        return False
    if right.text.startswith("(") and _COUNTED.search(right.text):
        return False
    wrapped = any(word.gap for word in piece)
    lone = len(left.text) == 1 and _syllables(right) == 1
    return not lone and not (wrapped and right.gap)


def pieces(words: Sequence[Word], count: int) -> list[list[Word]]:
    """Cut the words into at most `count` runs where the printed marks speak most for a cut."""
    if count <= 0 or not words:
        return []
    count = min(count, len(words))
    alike = _Ends(_refrains(words), _common_end(words))
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for end in range(1, len(words) + 1):
        options: dict[int, tuple[float, int]] = {}
        for start in range(max(0, end - 12), end):
            cost = _piece_cost(words, start, end, alike)
            for used, (before, _) in best[start].items():
                total = before + cost
                if used < count and total < options.get(used + 1, (float("inf"), 0))[0]:
                    options[used + 1] = (total, start)
        best.append(options)
    if count not in best[-1]:
        return natural(words)[:count]
    cuts, end = [], len(words)
    for used in range(count, 0, -1):
        start = best[end][used][1]
        cuts.append(list(words[start:end]))
        end = start
    return cuts[::-1]


def _refrains(words: Sequence[Word]) -> frozenset[str]:
    """Words that three or more words end with: names of columns of one kind (… 일자리, … 사업) end alike."""
    texts = [word.text for word in words]
    return frozenset(t for t in texts if len(t) > 1 and sum(other.endswith(t) for other in texts) >= _FEW_ALIKE)


def _common_end(words: Sequence[Word]) -> str:
    """The syllable that nearly all blocks of a header end with (식품업, 숙박업, … 서비스업); empty if there is none."""
    ends = [block[-1].text[-1] for block in blocks(words) if _LETTER_END.search(block[-1].text)]
    if len(ends) <= _FEW_ALIKE:
        return ""
    syllable, times = Counter(ends).most_common(1)[0]
    return syllable if times >= _MOST_ALIKE * len(ends) else ""


def blocks(words: Sequence[Word]) -> list[list[Word]]:
    """The words between blank lines; what stands in parentheses at the head of a block belongs to the block before."""
    out: list[list[Word]] = []
    for word in words:
        if not out or (word.gap == _BLANK and not word.text.startswith("(") and not _HANGING.search(out[-1][-1].text)):
            out.append([])
        out[-1].append(word)
    return out


@dataclass(frozen=True, slots=True)
class _Ends:
    """What the names of a header's columns end with: whole words that come again, and a last syllable."""

    refrains: frozenset[str]
    syllable: str

    def closes(self, words: Sequence[Word], at: int) -> bool:
        """Whether the word at `at` ends a name as the others end, and the next does not go on with 및."""
        text = words[at].text
        alike = any(text.endswith(name) for name in self.refrains) or (bool(self.syllable) and text.endswith(self.syllable))
        return alike and not (at + 1 < len(words) and _LEANING.match(words[at + 1].text))


def _piece_cost(words: Sequence[Word], start: int, end: int, ends: _Ends) -> float:
    """How little a run of words looks like one header cell: the cost of its cut, less what speaks for it as a whole."""
    text = folded("".join(word.text for word in words[start:end]))
    cost = 0.02 * max(0, len(text) - 6)
    if text in HEADER_WORDS and not _spelled(words, start, end):
        cost -= 1.5
    if ends.closes(words, end - 1):
        cost += 1.0 if text in ends.refrains else -1.0
    cost += sum(0.8 for at in range(start, end - 1) if ends.closes(words, at))
    if len(words[start].text) > 1 and words[start].text in TOTAL and end > start + 1:
        cost += 0.0 if words[start + 1].text.startswith("(") else 2.5
    cost += sum(2.5 for word in words[start + 1 : end] if _breaks(word, ends))
    cost += sum(1.0 for word in words[start : end - 1] if word.text.endswith(")"))
    cost += _lone_cost(words, start, end)
    return cost + (_cut_cost(words[start - 1], words[start], ends) if start else 0.0)


def _spelled(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a run is one syllable of a letter-spaced word, `계` of `합 계`."""
    if end - start > 1 or len(words[start].text) > 1:
        return False
    before = start > 0 and not words[start].gap and len(words[start - 1].text) == 1
    return before or (end < len(words) and not words[end].gap and _syllables(words[end]) == 1)


def _breaks(word: Word, ends: _Ends) -> bool:
    """Whether the blank line before a word parts two names: not before a parenthesis, nor before what ends other names."""
    return word.gap == _BLANK and word.text not in ends.refrains and not word.text.startswith("(")


def _lone_cost(words: Sequence[Word], start: int, end: int) -> float:
    """A syllable alone before a longer word is a name of its own (계 국내업체): what it costs to join the two."""
    after = words[start + 1] if start + 1 < len(words) else None
    inside = start > 0 and not words[start].gap
    if len(words[start].text) > 1 or inside or after is None or after.gap or _syllables(after) == 1:
        return 0.0
    return -0.6 if end == start + 1 else 0.5


def _syllables(word: Word) -> int:
    """How many letters a word begins with: of `계(명)` one."""
    return next((at for at, char in enumerate(word.text) if not char.isalpha()), len(word.text))


def _cut_cost(left: Word, right: Word, ends: _Ends) -> float:
    """What speaks against a new header cell between two neighbouring words; less than nothing where much speaks for it."""
    cost = {0: 0.6, 1: 0.9, _BLANK: 0.9 if right.text in ends.refrains else -0.5}[right.gap]
    cost -= 2.0 if _YEAR.match(right.text) else 0.0
    cost += 4.0 if _HANGING.search(left.text) or _LEANING.match(right.text) else 0.0
    cost += 3.0 if right.text.startswith("(") else 0.0
    cost += 1.2 if not right.gap and len(left.text) == 1 and len(right.text) == 1 else 0.0
    return cost - (0.8 if left.text.endswith(")") else 0.0)
