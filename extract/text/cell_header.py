"""The header of a dump that prints one cell a line: which names are an upper row over the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extract.text.header import Header, bare_names, grouped, header_cell, name_runs, one_group
from extract.text.lines import Line
from extract.text.words import TOTAL, Word, folded


def header_of_cells(first: Sequence[Sequence[Line]], names: Sequence[Sequence[Line]], labels: int, values: int) -> Header:
    """The header of a dump that prints one cell a line: the label column's name, and all other names row by row.

    More names than `values` columns are an upper row: groups of repeated names, or single names and one group of parts.
    """
    words = [[Word(line.text, 0, line) for line in name] for name in names]
    upper, leaf = _repeated_below(words, values) or (words[:-values], words[-values:])
    runs = name_runs(bare_names(leaf))
    if len(upper) > 1 and _alike(leaf, len(upper)):
        runs = [values // len(upper)] * len(upper)
    total = next((at for at, name in enumerate(words) if at and folded(name[0].text) in TOTAL), 0)
    if not upper:
        cells, rows = [header_cell(0, labels + at, name) for at, name in enumerate(leaf)], 1
    elif 1 < len(runs) == len(upper):
        cells, rows = grouped(upper, leaf, runs, labels), 2
    elif total and len(upper) == 1:
        cells, rows = one_group(words[:total], words[total:], total - 1, labels), 2
    else:
        cells, rows = [header_cell(0, labels + at, name) for at, name in enumerate(leaf)], 1
    cells.append(header_cell(0, 0, [Word(line.text, 0, line) for line in first[0]], rowspan=rows, colspan=labels))
    return Header(tuple(sorted(cells, key=lambda c: (c.row, c.column))), rows)


def _repeated_below(words: Sequence[list[Word]], values: int) -> tuple[list[list[Word]], list[list[Word]]] | None:
    """Upper names and leaf names where just the leaf names come twice, whatever order a dump prints them in."""
    times = Counter(bare_names(words))
    leaf = [word for word, name in zip(words, bare_names(words), strict=True) if times[name] > 1]
    upper = [word for word, name in zip(words, bare_names(words), strict=True) if times[name] == 1]
    return (upper, leaf) if 1 < len(upper) == len(name_runs(bare_names(leaf))) and len(leaf) == values else None


def _alike(leaf: Sequence[Sequence[Word]], groups: int) -> bool:
    """Whether leaf names fall into groups of one size with names in parentheses (rates) at the same places of each."""
    size, rest = divmod(len(leaf), groups)
    bracketed = [name[0].text.startswith("(") for name in leaf]
    parts = [bracketed[at : at + size] for at in range(0, len(leaf), max(size, 1))]
    return size > 1 and not rest and any(bracketed) and all(part == parts[0] for part in parts)
