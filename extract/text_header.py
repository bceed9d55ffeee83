"""The header of a dump's table, rebuilt from the lines it was shattered into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extract.text_lines import Line, tokens
from schemas import Place, RawCell
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
_REMARK = frozenset({"비고", "참고", "비교"})
_WORDS = (
    TOTAL
    | LABEL
    | _REMARK
    | {"유형", "목표", "실적", "예산", "예산액", "집행액", "국비", "시비", "구비", "도비", "군비", "기타", "단위", "연번"}
)
_LEANING = regex.compile(r"(?:[~∼～․·ㆍ]|(?:및|또는)$)")
_YEAR = regex.compile(r"(?:[’‘'`]\d\d|(?:19|20)\d\d)년?")
_MOST_WORDS = 400
_UNIT_END = regex.compile(r"\((?:단위\s*:\s*)?(?:%p?|(?:천|만|백만|억|십억)?원|명|개소?|건|인|회|호|천명|명/건|건/명)\)$")
_HANGING = regex.compile(r"(?:및|또는|․|·|ㆍ|,|/|-)$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the header with the line break before it: 0 none, 1 a new line, 2 a new line after a blank one."""

    text: str
    gap: int
    line: Line


@dataclass(frozen=True, slots=True)
class Header:
    """Header cells on a grid, how many rows they take, and how many columns stand behind the figures (비고)."""

    cells: tuple[RawCell, ...]
    rows: int
    remarks: int = 0


def folded(text: str) -> str:
    return regex.sub(r"\s+", "", text)


def starts_header(text: str) -> bool:
    """Whether a line opens a header with the name of the label column (구분, 사업명 …), printed in any spacing."""
    bare = folded(text)
    return any(bare.startswith(word) for word in LABEL) and not regex.search(r"[:：]", text)


def words_of(lines: Sequence[Line]) -> list[Word]:
    """The words of header lines in order, the last `_MOST_WORDS` of them: no header has more."""
    words: list[Word] = []
    for at, line in enumerate(lines):
        for position, text in enumerate(tokens(line.text)):
            gap = 0 if position or not at else (2 if line.blanks else 1)
            words.append(Word(text, gap, line))
    return words[-_MOST_WORDS:]


def build_header(lines: Sequence[Line], labels: int, values: int) -> Header:
    """Cells for `labels` label columns and `values` columns of figures, in one or two rows."""
    words = words_of(lines)
    if not words:
        return Header((), 0)
    taken = _label_words(words, labels)
    rest = words[taken:]
    rest, remark = _without_remarks(rest, values)
    upper, leaf = _levels(rest, values)
    cells: list[RawCell] = []
    refrain = _refrain(rest, values)
    if refrain is not None:
        cells += _grouped(*refrain, labels)
    elif upper:
        cells += _two_rows(upper, leaf, labels, values)
    else:
        cells += [_cell(0, labels + at, piece) for at, piece in enumerate(_pieces(leaf, values))]
    rows = 2 if upper or refrain else 1
    cells += _label_names(words[:taken], labels, rows)
    cells += [_cell(0, labels + values, [word], rowspan=rows) for word in remark]
    return Header(tuple(sorted(cells, key=lambda c: (c.row, c.column))), rows, len(remark))


def leaf_count(lines: Sequence[Line]) -> int:
    """How many columns the last line of a header names, by its words alone."""
    return len(_natural(words_of(lines[-1:]))) if lines else 0


def _label_words(words: Sequence[Word], labels: int) -> int:
    """How many of the first words name the label columns."""
    if not labels:
        return 0
    taken = _prefix(words, LABEL)
    for _ in range(labels - 1):
        taken += _prefix(words[taken:], _WORDS) if taken else 0
    return taken


def _prefix(words: Sequence[Word], names: frozenset[str] | set[str]) -> int:
    best = 0
    for end in range(1, min(len(words), 6) + 1):
        if folded("".join(word.text for word in words[:end])) in names:
            best = end
            if end > 1 or len(words[0].text) > 1:
                break
    return best


def _label_names(words: Sequence[Word], labels: int, rows: int) -> list[RawCell]:
    """The names of the label columns; a single name stands over all of them."""
    if not words:
        return []
    if folded("".join(word.text for word in words)) in LABEL:
        return [_cell(0, 0, words, rowspan=rows, colspan=labels)]
    return [_cell(0, at, piece, rowspan=rows) for at, piece in enumerate(_pieces(words, labels))]


def _without_remarks(words: Sequence[Word], values: int) -> tuple[list[Word], list[Word]]:
    """The words without the name of a remarks column (비고) that ends a line and has no figures, and that name."""
    ends = [at for at, word in enumerate(words) if at + 1 == len(words) or words[at + 1].gap]
    found = [at for at in ends if at and folded(words[at].text) in _REMARK]
    if not found or len(words) <= values:
        return list(words), []
    at = found[-1]
    after = [replace(words[at + 1], gap=max(words[at].gap, words[at + 1].gap))] if at + 1 < len(words) else []
    return [*words[:at], *after, *words[at + 2 :]], [words[at]]


def _levels(words: Sequence[Word], values: int) -> tuple[Sequence[Word], Sequence[Word]]:
    """Split the words into an upper row and a leaf row; the upper one is empty for a header of one row."""
    starts = [at for at, word in enumerate(words) if word.gap and at]
    last = starts[-1] if starts else len(words)
    leaf = _natural(words[last:])
    if values > 1 and len(leaf) == values and (len(_natural(words[:last])) <= values or len(_runs(_names(leaf))) > 1):
        return words[:last], words[last:]
    for at in starts:
        if _prefix(words[at:], TOTAL) and 1 <= _singles(words[:at], words[at:], values) < values - 1:
            return words[:at], words[at:]
    return (), words


def _singles(upper: Sequence[Word], leaf: Sequence[Word], values: int) -> int:
    """How many upper names are columns of their own, beside the one group that the leaf names stand under."""
    total = _prefix(leaf, TOTAL)
    below = 1 + len(_natural(leaf[total:])) if total else len(_natural(leaf))
    singles = values - below
    return singles if 0 <= singles < len(upper) else len(_natural(upper)) - 1


def _two_rows(upper: Sequence[Word], leaf: Sequence[Word], labels: int, values: int) -> list[RawCell]:
    """Cells of a header of two rows: groups above, or single columns that span both rows and one group above the rest."""
    leaves = len(_natural(leaf))
    if leaves == values:
        groups, names = _natural(upper), _natural(leaf)
        runs = len(_runs(_names(names)))
        if 1 < runs != len(groups):
            groups = _pieces(upper, runs)
        return _grouped(groups, names, _shares(groups, names, values), labels)
    singles = _singles(upper, leaf, values)
    groups, below = _pieces(upper, singles + 1), values - singles
    cells = [_cell(0, labels + at, piece, rowspan=2) for at, piece in enumerate(groups[:-1])]
    first = labels + len(groups) - 1
    cells.append(_cell(0, first, groups[-1], colspan=below))
    return cells + [_cell(1, first + at, piece) for at, piece in enumerate(_pieces(leaf, below))]


def _grouped(
    groups: Sequence[Sequence[Word]], leaf: Sequence[Sequence[Word]], spans: Sequence[int], labels: int
) -> list[RawCell]:
    """Groups in the upper row, each over its span of leaf columns."""
    cells, column = [], labels
    for piece, span in zip(groups, spans, strict=True):
        cells.append(_cell(0, column, piece, colspan=span))
        column += span
    return cells + [_cell(1, labels + at, piece) for at, piece in enumerate(leaf)]


def _shares(groups: Sequence[Sequence[Word]], leaf: Sequence[Sequence[Word]], values: int) -> list[int]:
    """How many leaf columns each group spans: a new group begins where a name comes again, else all span alike."""
    count = len(groups)
    runs = _runs(_names(leaf))
    if len(runs) == count:
        return runs
    if count and values % count == 0:
        return [values // count] * count
    return [1] * (count - 1) + [values - count + 1]


def _names(pieces: Sequence[Sequence[Word]]) -> list[str]:
    """The texts of header cells without what stands in parentheses behind them."""
    return [regex.sub(r"(?<=.)\([^()]*\)", "", folded("".join(word.text for word in piece))) for piece in pieces]


def _runs(names: Sequence[str]) -> list[int]:
    """The lengths of the runs of names in which none comes twice."""
    runs: list[list[str]] = []
    for name in names:
        if not runs or name in runs[-1]:
            runs.append([])
        runs[-1].append(name)
    return [len(run) for run in runs]


def _refrain(words: Sequence[Word], values: int) -> tuple[list[list[Word]], list[list[Word]], list[int]] | None:
    """Upper names, leaf names and spans where each upper name stands over the same first word: years over 인원 and 증감률."""
    for at in [at for at, word in enumerate(words) if word.gap and at]:
        upper, leaf = [[word] for word in words[:at]], words[at:]
        starts = [index for index, word in enumerate(leaf) if word.text == leaf[0].text]
        groups = [list(leaf[begin:end]) for begin, end in zip(starts, [*starts[1:], len(leaf)], strict=True)]
        pieces = [[group[:1], *([group[1:]] if group[1:] else [])] for group in groups]
        if 1 < len(upper) == len(groups) and sum(map(len, pieces)) == values and values > len(upper):
            return upper, [piece for group in pieces for piece in group], [len(group) for group in pieces]
    return None


def _natural(words: Sequence[Word]) -> list[list[Word]]:
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
    if right.text.startswith("(") and regex.search(r"[%개명원건회]", right.text):
        return False
    wrapped = any(word.gap for word in piece)
    lone = len(left.text) == 1 and len(regex.match(r"\p{L}*", right.text)[0]) == 1  # type: ignore[index]
    return not lone and not (wrapped and right.gap)


def _pieces(words: Sequence[Word], count: int) -> list[list[Word]]:
    """Cut the words into at most `count` runs where the printed marks speak most for a cut."""
    if count <= 0 or not words:
        return []
    count = min(count, len(words))
    alike = _repeated_ends(words)
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
        return _natural(words)[:count]
    cuts, end = [], len(words)
    for used in range(count, 0, -1):
        start = best[end][used][1]
        cuts.append(list(words[start:end]))
        end = start
    return cuts[::-1]


def _repeated_ends(words: Sequence[Word]) -> frozenset[str]:
    """Words that three or more words end with: names of columns of one kind (… 일자리, … 사업) end alike."""
    texts = [word.text for word in words]
    return frozenset(t for t in texts if len(t) > 1 and sum(other.endswith(t) for other in texts) >= 3)


def _piece_cost(words: Sequence[Word], start: int, end: int, alike: frozenset[str]) -> float:
    """How little a run of words looks like one header cell: the cost of its cut, less what speaks for it as a whole."""
    text = folded("".join(word.text for word in words[start:end]))
    cost = 0.02 * max(0, len(text) - 6)
    if text in _WORDS:
        cost -= 1.5
    if any(words[end - 1].text.endswith(name) for name in alike):
        cost += 1.0 if text in alike else -1.0
    if words[start].text in TOTAL and end > start + 1 and not words[start + 1].text.startswith("("):
        cost += 2.5
    cost += sum(2.5 for word in words[start + 1 : end] if word.gap == 2)
    cost += sum(1.0 for word in words[start : end - 1] if word.text.endswith(")"))
    if start:
        left, right = words[start - 1], words[start]
        cost += {0: 0.6, 1: 0.9, 2: -0.5}[right.gap]
        cost -= 2.0 if _YEAR.match(right.text) else 0.0
        cost += 4.0 if _HANGING.search(left.text) or _LEANING.match(right.text) else 0.0
        cost += 3.0 if right.text.startswith("(") else 0.0
        cost += 1.2 if not right.gap and len(left.text) == 1 and len(right.text) == 1 else 0.0
        cost -= 0.8 if left.text.endswith(")") else 0.0
    return cost


def _cell(row: int, column: int, piece: Sequence[Word], rowspan: int = 1, colspan: int = 1) -> RawCell:
    text = " ".join(word.text for word in piece)
    line = piece[0].line
    return RawCell(row, column, text, rowspan, colspan, Place(line.page, line.number), header=True)
