"""Every number that a source holds: used in a cell or a claim, set aside for a reason, or lost."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import normalize
from hapgye.matching import Number, matched
from hapgye.uses import Read, Use, read_numbers
from hapgye.verified import claimed, verified
from schemas import REASONS, RULES, Accounting, Audit, Finding, LostNumber, Paragraph, Place, RawTable, Reason, SeenLine

MOST_NAMED = 10
"""Lost numbers that are named; of more, the rest is counted."""

_AROUND = 30
"""Characters on each side of a lost number that are quoted."""

_LONGEST_MARK = 2

Spot = tuple[int, int]
Spans = Mapping[str, Sequence[tuple[Spot, Spot]]]


class _Seen(NamedTuple):
    """A number that a source holds: its line, and where it stands in it."""

    line: SeenLine
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]

    @property
    def may_be_dropped(self) -> bool:
        """Whether a reader may leave it out: a footnote mark, page furniture."""
        closed = self.line.text[self.end : self.end + 1] == ")"
        return self.line.furniture or (closed and self.end - self.start <= _LONGEST_MARK)


def account(seen: Sequence[SeenLine], raws: Sequence[RawTable], paragraphs: Sequence[Paragraph], audit: Audit) -> Accounting:
    """Where the numbers of the lines `seen` went. `raws` are the audit's tables as read, in the same order."""
    numbers = [_Seen(line, *span) for line in seen for span in normalize.numbers_in(line.text)]
    numbers.sort(key=lambda number: number.may_be_dropped)
    uses = _uses(numbers, read_numbers(raws, paragraphs, audit))
    if None in uses:
        pages = normalize.page_numbers((line.text, line.place) for line in seen)
        repeated = _repeated(raws, audit)
        uses = [use or _dropped(number, pages, repeated) for number, use in zip(numbers, uses, strict=True)]
    counts = Counter(use for use in uses if use)
    lost = [number for number, use in zip(numbers, uses, strict=True) if not use]
    return Accounting(
        len(numbers),
        counts["cells"],
        counts["claims"],
        tuple((reason, counts[reason]) for reason in REASONS if counts[reason]),
        len(lost),
        tuple(_named(number) for number in lost[:MOST_NAMED]),
        verified(audit),
        sum(len(statement.quantities) for statement in audit.statements),
        len(claimed(audit.findings)),
    )


def lost_finding(accounting: Accounting) -> tuple[Finding, ...]:
    """The warning that numbers of the source are in nothing that was read; none where none is lost."""
    if not accounting.lost:
        return ()
    named = "; ".join(f"{lost.text} in “{lost.around}”{_where(lost.place)}" for lost in accounting.first)
    more = accounting.lost - len(accounting.first)
    message = f"{accounting.lost:,} of {accounting.seen:,} numbers of the source were read nowhere: {named}"
    rest = f"; and {more:,} more" if more else ""
    return (Finding("HG703", message + rest, RULES["HG703"].severity, place=accounting.first[0].place),)


def _where(place: Place) -> str:
    words = (f"{word} {number}" for word, number in (("page", place.page), ("line", place.line)) if number is not None)
    text = ", ".join(words)
    return f" ({text})" if text else ""


def _named(number: _Seen) -> LostNumber:
    around = number.line.text[max(0, number.start - _AROUND) : number.end + _AROUND]
    return LostNumber(number.text, " ".join(around.split()), number.line.place)


def _uses(numbers: Sequence[_Seen], read: Iterable[Read]) -> list[Use | None]:
    """What came of each number seen; None where nothing that was read has it."""
    paged = any(number.line.place.page is not None for number in numbers)
    lined = any(number.line.place.line is not None for number in numbers)

    texts: dict[str, str] = {}  # numbers printed alike share one text

    def placed(text: str, place: Place) -> Number:
        return Number(texts.setdefault(text, text), place.page if paged else None, place.line if lined else None)

    known: list[Number] = []
    uses: list[Use] = []
    for item in read:
        known.append(placed(item.text, item.place))
        uses.append(item.use)
    found = matched([placed(number.text, number.line.place) for number in numbers], known)
    return [None if at is None else uses[at] for at in found]


def _dropped(number: _Seen, pages: set[tuple[str, Place]], repeated: Spans) -> Reason | None:
    """Why a number was rightly left out by its reader; None where there is no reason."""
    line = number.line
    if line.furniture:
        return "running head or foot"
    if (line.text, line.place) in pages:
        return "page number"
    if (number.start, number.end) in normalize.footnote_marks(line.text):
        return "footnote mark"
    spot = _spot(line.place)
    return "repeated header" if any(first < spot <= last for first, last in repeated.get(number.text, ())) else None


def _repeated(raws: Sequence[RawTable], audit: Audit) -> Spans:
    """By each number of a header or band the parts of the document, first and last spot, over which its table goes on."""
    out: defaultdict[str, list[tuple[Spot, Spot]]] = defaultdict(list)
    for raw, checked in zip(raws, audit.tables, strict=True):
        top = raw.rows - len(checked.table.rows)
        heads = (cell.text for cell in raw.cells if cell.row < top or cell.colspan == raw.columns)
        texts = {text[start:end] for text in heads for start, end in normalize.numbers_in(text)}
        spots = [_spot(cell.place) for cell in (*raw.cells, *raw.loose)] if texts else []
        for text in texts:
            out[text].append((min(spots), max(spots)))
    return out


def _spot(place: Place) -> Spot:
    """A place as documents are read: by its page, else by its line."""
    return place.page or 0, (place.line or 0) if place.page is None else 0
