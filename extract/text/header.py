"""The header of a dump's table, rebuilt from the lines it was shattered into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from extract.text.lines import Line
from extract.text.words import HEADER_WORDS, LABEL, REMARK, TOTAL, Word, blocks, folded, natural, pieces, starts_header, words_of
from schemas import Place, RawCell

_MONEY = regex.compile(r"예산|사업비|재원|금액|비용|재정|\((?:천|백만|억)?원\)")
_ASIDE = regex.compile(r"(?<=.)\([^()]*\)")
_NAMING = regex.compile(r"\p{L}(?:구분|명|명칭|항목)$")
_FUND = regex.compile(r"\p{Hangul}{1,4}비|\p{Hangul}{0,4}기금|균특\S*|기타|자부담|교부세|보조금|출연금|민자")


@dataclass(frozen=True, slots=True)
class Header:
    """Header cells on a grid, how many rows they take, and how many columns stand behind the figures (비고)."""

    cells: tuple[RawCell, ...]
    rows: int
    remarks: int = 0


def build_header(lines: Sequence[Line], labels: int, values: int) -> Header:
    """Cells for `labels` label columns and `values` columns of figures, in one or two rows."""
    named = next((at for at, line in enumerate(lines) if starts_header(line.text)), 0) if labels else 0
    above, words = words_of(lines[:named]), words_of(lines[named:])
    if not words:
        return Header((), 0)
    taken = _label_words(words, labels) or _first_name(words, labels, values)
    rest = words[taken:]
    rest, remark = _without_remarks(rest, values)
    if not rest:  # the label column's name stands below all others
        above, rest = [], above
    upper, leaf = (above, rest) if above else _levels(rest, values)
    cells: list[RawCell] = []
    wrapped = _wrapped(above, rest, values)
    if wrapped is not None:
        upper, leaf = (), wrapped
    refrain = None if above else _refrain(rest, values)
    around = _around(above, rest, values) if wrapped is None else None
    if around is not None:
        cells += one_group(*around, labels)
    elif refrain is not None:
        cells += grouped(*refrain, labels)
    elif upper:
        cells += _two_rows(upper, leaf, labels, values)
    else:
        cells += [header_cell(0, labels + at, piece) for at, piece in enumerate(pieces(leaf, values))]
    rows = 2 if upper or refrain or around else 1
    cells += _label_names(words[:taken], labels, rows)
    cells += [header_cell(0, labels + values, [word], rowspan=rows) for word in remark]
    return Header(tuple(sorted(cells, key=lambda c: (c.row, c.column))), rows, len(remark))


def leaf_count(lines: Sequence[Line]) -> int:
    """How many columns the last line of a header names, by its words alone."""
    return len(natural(words_of(lines[-1:]))) if lines else 0


def _label_words(words: Sequence[Word], labels: int) -> int:
    """How many of the first words name the label columns."""
    if not labels:
        return 0
    taken = _prefix(words, LABEL)
    for _ in range(labels - 1):
        taken += _prefix(words[taken:], HEADER_WORDS) if taken else 0
    return taken


def _first_name(words: Sequence[Word], labels: int, values: int) -> int:
    """How many words name a single label column without a known name: by its ending, or by its place on a single line.

    Then the line holds one name more than there are figures.
    """
    names = natural(words)
    if labels != 1 or len(names) <= values or any(word.gap for word in words):
        return 0
    return len(names[0]) if len(names) == values + 1 or _NAMING.search(names[0][-1].text) else 0


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
        return [header_cell(0, 0, words, rowspan=rows, colspan=labels)]
    return [header_cell(0, at, piece, rowspan=rows) for at, piece in enumerate(pieces(words, labels))]


def _without_remarks(words: Sequence[Word], values: int) -> tuple[list[Word], list[Word]]:
    """The words without the name of a remarks column (비고) that ends a line and has no figures, and that name."""
    ends = [at for at, word in enumerate(words) if at + 1 == len(words) or words[at + 1].gap]
    found = [at for at in ends if at and folded(words[at].text) in REMARK]
    if not found or len(words) <= values:
        return list(words), []
    at = found[-1]
    after = [replace(words[at + 1], gap=max(words[at].gap, words[at + 1].gap))] if at + 1 < len(words) else []
    return [*words[:at], *after, *words[at + 2 :]], [words[at]]


def _levels(words: Sequence[Word], values: int) -> tuple[Sequence[Word], Sequence[Word]]:
    """Split the words into an upper row and a leaf row; the upper one is empty for a header of one row."""
    starts = [at for at, word in enumerate(words) if word.gap and at]
    last = starts[-1] if starts else len(words)
    leaf = natural(words[last:])
    if values > 1 and len(leaf) == values and (len(natural(words[:last])) <= values or len(name_runs(bare_names(leaf))) > 1):
        return words[:last], words[last:]
    for at in starts:
        if _prefix(words[at:], TOTAL) and 1 <= _singles(words[:at], words[at:], values) < values - 1:
            return words[:at], words[at:]
    names = natural(words)
    runs = len(name_runs(bare_names(names[-values:])))
    if values > 1 and not starts and 1 < runs == len(names) - values:
        return [word for name in names[:-values] for word in name], [word for name in names[-values:] for word in name]
    if values > 1 < len(leaf) and len(blocks(words[:last])) - 1 + len(leaf) == values:
        return words[:last], words[last:]
    return (), words


def fits(lines: Sequence[Line], values: int) -> bool:
    """Whether header lines without a label column's name fall into `values` names by their blank lines alone.

    The names on the last line stand beside those above it, or below one of them.
    """
    words = words_of(lines)
    last = len(words) - len(words_of(lines[-1:]))
    upper, leaf = len(blocks(words[:last])), len(natural(words[last:]))
    if last and leaf > 1 and (words[last].gap > 1 or words[last - 1].text.endswith(")")):
        return values in {upper + leaf, upper + leaf - 1}
    return len(blocks(words)) == values


def groups_over(upper: Sequence[Line], named: Sequence[Line]) -> bool:
    """Whether the names of some lines are as many as the groups into which repeated names fall on the lines below."""
    words = words_of(named)
    names = bare_names(natural(words[_label_words(words, 1) :]))
    return 1 < len(name_runs(names)) == len(natural(words_of(upper)))


def _singles(upper: Sequence[Word], leaf: Sequence[Word], values: int) -> int:
    """How many upper names are columns of their own, beside the one group that the leaf names stand under."""
    total = _prefix(leaf, TOTAL)
    below = 1 + len(natural(leaf[total:])) if total else len(natural(leaf))
    singles = values - below
    return singles if 0 <= singles < len(upper) else len(natural(upper)) - 1


def _two_rows(upper: Sequence[Word], leaf: Sequence[Word], labels: int, values: int) -> list[RawCell]:
    """Cells of a header of two rows: groups above, or single columns that span both rows and one group above the rest."""
    leaves = len(natural(leaf))
    if leaves == values:
        groups, names = natural(upper), natural(leaf)
        runs = len(name_runs(bare_names(names)))
        if len(groups) > values or 1 < runs != len(groups):
            groups = pieces(upper, runs)
        return grouped(groups, names, _shares(groups, names, values), labels)
    groups = pieces(upper, min(_singles(upper, leaf, values) + 1, values))
    below = values - len(groups) + 1
    return one_group(groups, pieces(leaf, below), _group_of(groups, leaf), labels)


def one_group(upper: Sequence[Sequence[Word]], leaf: Sequence[Sequence[Word]], group: int, labels: int) -> list[RawCell]:
    """Upper names that are columns of their own but for one, over the leaf names."""
    first, below = labels + group, len(leaf)
    cells = [
        header_cell(0, at + (below - 1) * (at > first), piece, *((1, below) if at == first else (2, 1)))
        for at, piece in enumerate(upper, start=labels)
    ]
    return cells + [header_cell(1, first + at, piece) for at, piece in enumerate(leaf)]


def _wrapped(above: Sequence[Word], words: Sequence[Word], values: int) -> list[Word] | None:
    """The names in order where they are wrapped: as many first halves above the label column's name as second halves below.

    Names of one line stand beside the label column's name, behind the others.
    """
    first = next((at for at, word in enumerate(words) if word.gap), len(words))
    upper, beside, lower = natural(above), natural(words[:first]), natural(words[first:])
    if len(upper) < 2 or len(upper) != len(lower) or len(upper) + len(beside) != values:
        return None
    halves = zip(upper, lower, strict=True)
    names = [[*a, *(replace(word, gap=0) for word in b)] for a, b in halves] + beside
    return [replace(word, gap=2 * (at == 0)) for name in names for at, word in enumerate(name)]


def _around(above: Sequence[Word], words: Sequence[Word], values: int) -> tuple[list[list[Word]], list[list[Word]], int] | None:
    """Upper names, leaf names and the place of the group among the upper ones, where single names are wrapped.

    A name of several lines stands in the middle of its two rows: where it goes on below the leaf line it began above the label
    column's name, beside the group; else all of it stands between the group and the leaf line.
    """
    lines = _lines(words)
    at = max(range(len(lines)), key=lambda index: len(natural(lines[index])), default=0)
    leaf = natural(lines[at]) if lines else []
    singles = values - len(leaf)
    between, below = [word for line in lines[:at] for word in line], [word for line in lines[at + 1 :] for word in line]
    if not above or singles < 1 or len(leaf) < 2 or not (between or below):
        return None
    if not below:
        names = pieces([replace(word, gap=0) for word in between], singles) if singles > 1 else [list(between)]
        return ([*names, list(above)], leaf, singles) if len(names) == singles else None
    upper = pieces(above, singles + 1)
    rest = [pieces(part, singles) if singles > 1 else [list(part)] for part in (between, below) if part]
    if len(upper) != singles + 1 or any(len(part) != singles for part in rest):
        return None
    group = _group_of(upper, lines[at])
    alone = [piece for index, piece in enumerate(upper) if index != group]
    names = [[*piece, *(word for part in rest for word in part[index])] for index, piece in enumerate(alone)]
    return [*names[:group], upper[group], *names[group:]], leaf, group


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """The words line by line."""
    starts = [at for at, word in enumerate(words) if word.gap or not at]
    return [list(words[a:b]) for a, b in pairwise([*starts, len(words)])]


def _group_of(groups: Sequence[Sequence[Word]], leaf: Sequence[Word]) -> int:
    """Which upper name the leaf names stand under: of funds (국비, 지방비) the only one that names money, else the last."""
    money = [at for at, piece in enumerate(groups) if _MONEY.search(folded("".join(word.text for word in piece)))]
    if len(money) == 1 and all(_FUND.fullmatch(word.text) or word.text in TOTAL for word in leaf):
        return money[0]
    return len(groups) - 1


def grouped(groups: Sequence[Sequence[Word]], leaf: Sequence[Sequence[Word]], spans: Sequence[int], labels: int) -> list[RawCell]:
    """Groups in the upper row, each over its span of leaf columns."""
    cells, column = [], labels
    for piece, span in zip(groups, spans, strict=True):
        cells.append(header_cell(0, column, piece, colspan=span))
        column += span
    return cells + [header_cell(1, labels + at, piece) for at, piece in enumerate(leaf)]


def _shares(groups: Sequence[Sequence[Word]], leaf: Sequence[Sequence[Word]], values: int) -> list[int]:
    """How many leaf columns each group spans: a new group begins where a name comes again, else all span alike."""
    count = len(groups)
    runs = name_runs(bare_names(leaf))
    if len(runs) == count:
        return runs
    if count and values % count == 0:
        return [values // count] * count
    return [1] * (count - 1) + [values - count + 1]


def bare_names(pieces: Sequence[Sequence[Word]]) -> list[str]:
    """The texts of header cells without what stands in parentheses behind them."""
    return [_ASIDE.sub("", folded("".join(word.text for word in piece))) for piece in pieces]


def name_runs(names: Sequence[str]) -> list[int]:
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


def header_cell(row: int, column: int, piece: Sequence[Word], rowspan: int = 1, colspan: int = 1) -> RawCell:
    text = " ".join(word.text for word in piece)
    line = piece[0].line
    return RawCell(row, column, text, rowspan, colspan, Place(line.page, line.number), header=True)
