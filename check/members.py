"""Group rows against their members, told by outline marks: deductions among the members, and lists not read to their end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from check.plausible import undecided
from check.view import View
from schemas import Finding
from schemas.outline import Mark, mark

_BRACKETED = regex.compile(r"\(\s*[\d,.]+\s*\)")

Reading = tuple[str, list[int]]


def member_readings(view: View, group: int) -> list[Reading]:
    """What a group row can sum up, as reason and rows: its members; the marked ones; all with the unmarked rows under them."""
    members = view.children(group)
    marked = [row for row in members if _mark(view, row) is not None]
    within = [row for member in members for row in _unmarked(view, member)]
    readings = [(f"the sum of its {len(members)} members", members)] if len(members) > 1 else []
    if 1 < len(marked) < len(members):
        readings.append((f"the sum of its {len(marked)} marked members", marked))
    if members and within:
        both = sorted([*members, *within])
        readings.append((f"the sum of its {len(members)} members and the deductions from them", both))
    return readings


def _unmarked(view: View, member: int) -> list[int]:
    """The rows under a marked row that bear no mark themselves, if no others stand there: contra accounts."""
    below = view.children(member)
    plain = all(_mark(view, row) is None and not view.children(row) for row in below)
    return below if plain and _mark(view, member) is not None else []


def sign_of(view: View, row: int, column: int) -> int:
    """-1 for a figure in parentheses that was read as a positive one and stands under a marked row; else 1."""
    cell, number, above = view.cell(row, column), view.number(row, column), view.parents[row]
    if cell is None or number is None or above is None or number.value is None or number.value <= 0:
        return 1
    taken = _BRACKETED.fullmatch(cell.text.strip()) and _mark(view, row) is None and _mark(view, above) is not None
    return -1 if taken else 1


def settled(findings: Sequence[Finding], view: View, group: int) -> list[Finding]:
    """The findings of a group row, those that fail undecidable where its members' marks do not run from first to last."""
    broken = _broken(view, group) if any(f.verdict == "inconsistent" for f in findings) else ""
    return [undecided(f, broken) if broken and f.verdict == "inconsistent" else f for f in findings]


def _broken(view: View, group: int) -> str:
    """How the members of a group are not one list: one is missing, or without a mark, or the list goes on behind; else blank."""
    found = [_mark(view, row) for row in view.children(group)]
    marks = [each for each in found if each is not None and each.number is not None]
    if marks and None in found:
        return "rows with and without a mark stand among its members"
    for last, following in pairwise(marks):
        if last.kind == following.kind and not following.follows(last):
            return "the marks of its members do not follow each other"
    if marks and marks[0].number != 1:
        return "the list of its members does not begin with the first mark"
    behind = _behind(view, group)
    if marks and behind is not None and _next_mark(view, behind, marks[-1]):
        return "the list of its members seems to go on behind it"
    return ""


def _next_mark(view: View, start: int, last: Mark) -> bool:
    """Whether the first row of the last member's kind from `start` on is the one after it."""
    found = (_mark(view, row) for row in range(start, len(view.table.rows)))
    following = next((m for m in found if m is not None and m.kind == last.kind), None)
    return following is not None and following.follows(last)


def _behind(view: View, group: int) -> int | None:
    """The first row below a group that does not stand in it; None where there is none."""
    inside = {group}
    for row in range(group + 1, len(view.table.rows)):
        if view.parents[row] not in inside:
            return row
        inside.add(row)
    return None


def _mark(view: View, row: int) -> Mark | None:
    path = view.table.rows[row].path
    return mark(path[-1]) if path else None
