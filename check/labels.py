"""The labels of a table, without blanks and signs, looked up from a text in which they may stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import regex

from check.view import View
from schemas.words import bare

_NOT_NAME = regex.compile(r"[^\p{L}\p{N}]+")
_GRAM = 2

Path = tuple[str, ...]


class Labels:
    """The folded labels of the rows and columns of one table, read only."""

    def __init__(self, view: View) -> None:
        self.rows = tuple(_path(row.path) for row in view.table.rows)
        self.columns = tuple(_path(column.path) for column in view.table.columns)
        self._rows = _by_gram(self.rows)
        self._columns = _by_gram(self.columns)

    def of(self, row: int, column: int) -> Path:
        """All labels of a figure, of its row and of its column."""
        return self.rows[row] + self.columns[column]

    def rows_in(self, text: str) -> list[int]:
        """The rows of which a label of two letters or more stands in a folded text, in order."""
        return _standing(self._rows, text)

    def columns_in(self, text: str) -> list[int]:
        """The columns of which a label of two letters or more stands in a folded text, in order."""
        return _standing(self._columns, text)


def folded(text: str) -> str:
    """A label without blanks, signs and what stands in parentheses."""
    return _NOT_NAME.sub("", bare(text))


def letters(text: str) -> str:
    """A text without blanks and signs, what stands in parentheses included."""
    return _NOT_NAME.sub("", text).casefold()


def _path(labels: Iterable[str]) -> Path:
    return tuple(map(folded, labels))


def _by_gram(paths: Sequence[Path]) -> dict[str, dict[str, list[int]]]:
    """The places of each label, by its first two letters and then by itself."""
    out: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, path in enumerate(paths):
        for label in set(path):
            if len(label) >= _GRAM:
                out[label[:_GRAM]][label].append(at)
    return out


def _standing(index: dict[str, dict[str, list[int]]], text: str) -> list[int]:
    grams = {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}
    labels = ((label, places) for gram in grams for label, places in index.get(gram, {}).items())
    return sorted({place for label, places in labels if label in text for place in places})
