"""Run the locating engine on cases that R packages for data editing have answered.

    bench/deductive.py CASES.json

A case has linear edits over variables, an input record (null: blank), and what the package made of it. Slips, signs,
exchanges and blanks filled are right when the record comes out the same; a located error when the package's set is among the
smallest ones; rounding when all edits hold after changes no larger than the package's.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

from check.locate import Edit, corrected, failing
from check.locate_milp import determined, rounded_apart, smallest_sets
from check.locate_slip import digit_slip

Record = dict[Hashable, Fraction]
_TERM = re.compile(r"\s*([-+])?\s*(\d+(?:\.\d+)?)?\s*\*?\s*([A-Za-z_][\w.]*)?")
_ROUNDING = Fraction(2)  # a gap of so much is rounding, not a slip, in the packages' terms
_MOST_ACTIONS = 4
_SAME = 1e-6
_NEAR = 0.01
_PROJECTIONS = 100


def main(path: str) -> None:
    """Print the misses and how many cases are right."""
    cases = json.loads(Path(path).read_text(encoding="utf-8"))
    right = 0
    for case in cases:
        answer, good = _KINDS[case["kind"]](case)
        right += good
        if not good:
            print(f"{case['id']}: expected {case['expected']}, found {answer}")
    print(f"right {right} of {len(cases)}")


def edits_of(case: Mapping[str, Any], slack: Fraction = Fraction(0)) -> list[Edit]:
    """The edits of a case; an equality holds within the slack."""
    texts = [case["edits"]] if isinstance(case["edits"], str) else case["edits"]
    return [_edit(text, slack) for text in texts]


def _edit(text: str, slack: Fraction) -> Edit:
    left, sign, right = re.split(r"(==|>=|<=|>|<)", text)
    terms, constant = _side(left)
    others, other_constant = _side(right)
    bound = other_constant - constant
    both = (*terms, *((key, -coefficient) for key, coefficient in others))
    if sign == "==":
        return Edit(both, bound - slack, bound + slack)
    return Edit(both, bound, None, sign == ">") if sign[0] == ">" else Edit(both, None, bound, sign == "<")


def _side(text: str) -> tuple[tuple[tuple[Hashable, Fraction], ...], Fraction]:
    terms: list[tuple[Hashable, Fraction]] = []
    constant = Fraction(0)
    for sign, number, name in _TERM.findall(text):
        if number or name:
            value = Fraction(number or 1) * (-1 if sign == "-" else 1)
            if name:
                terms.append((name, value))
            else:
                constant += value
    return tuple(terms), constant


def record_of(case: Mapping[str, Any]) -> Record:
    """The figures of a case that are not blank."""
    return {key: Fraction(Decimal(str(value))) for key, value in case["input"].items() if value is not None}


def _listed(value: Any) -> list[Any]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def _same(record: Mapping[Hashable, Fraction], expected: Mapping[str, Any], blank: Mapping[str, Any]) -> bool:
    return all(
        (value is None and (key not in record or key in blank))
        or (value is not None and key in record and float(record[key]) == value)
        for key, value in expected.items()
    )


def _typo(case: Mapping[str, Any]) -> tuple[Any, bool]:
    found = corrected(edits_of(case), record_of(case), _listed(case.get("fixate")), digit_slip)
    return {key: float(value) for key, value in found.items()}, _same(found, case["expected"], {})


def _sign(case: Mapping[str, Any]) -> tuple[Any, bool]:
    record = record_of(case)
    options = case["options"] or {}
    edits = edits_of(case, Fraction(Decimal(str(options.get("eps", 0)))))
    fixed = set(_listed(options.get("fixate")))
    flips = _listed(options["flip"]) if "flip" in options else [key for key in case["input"] if key not in fixed]
    actions: list[tuple[Hashable, ...]] = [(key,) for key in flips] + [tuple(pair) for pair in options.get("swap", [])]
    found = _fewest_actions(edits, record, actions) if len(record) == len(case["input"]) else record
    return {key: float(value) for key, value in found.items()}, _same(found, case["expected"], {})


def _fewest_actions(edits: Sequence[Edit], record: Record, actions: Sequence[tuple[Hashable, ...]]) -> Record:
    """The record after the fewest sign changes and exchanges that let all edits hold; itself if none do."""
    for count in range(min(len(actions), _MOST_ACTIONS) + 1):
        for chosen in combinations(actions, count):
            turned = dict(record)
            for action in chosen:
                if len(action) == 1:
                    turned[action[0]] = -turned[action[0]]
                else:
                    turned[action[0]], turned[action[1]] = turned[action[1]], turned[action[0]]
            if not failing(edits, turned):
                return turned
    return record


def _locate(case: Mapping[str, Any]) -> tuple[Any, bool]:
    expected = case["expected"].get("errorlocate", case["expected"])
    record = record_of(case)
    weights = {key: float(value) for key, value in (case.get("weight") or {}).items()}
    found = smallest_sets(edits_of(case), record, weights)
    wanted = frozenset(key for key, wrong in expected.items() if wrong)
    answer: dict[str, Any] = {"sets": [sorted(map(str, chosen)) for chosen in found]}
    good = wanted in found
    if "correct_typos" in case["expected"]:
        typos = corrected(edits_of(case, _ROUNDING), record, (), digit_slip)
        answer["typos"] = {key: float(value) for key, value in typos.items()}
        good = good and _same(typos, case["expected"]["correct_typos"], case["input"])
    return answer, good


def _impute(case: Mapping[str, Any]) -> tuple[Any, bool]:
    record = record_of(case)
    found: dict[Hashable, float] = {key: float(value) for key, value in record.items()}
    found |= determined(edits_of(case), record)
    expected = {key: value for key, value in case["expected"].items() if value is not None}
    return found, found.keys() == expected.keys() and all(abs(found[key] - value) < _SAME for key, value in expected.items())


def _rounding(case: Mapping[str, Any]) -> tuple[Any, bool]:
    """Right if the record is one of the package's, or consistent with as small a change as the best of them."""
    record = record_of(case)
    found = rounded_apart(edits_of(case), record)
    outcomes = case["expected"] if isinstance(case["expected"], list) else [case["expected"]]
    if found is None:
        return None, False
    changes = [sum(abs(float(outcome[str(key)]) - float(value)) for key, value in record.items()) for outcome in outcomes]
    change = sum(abs(found[key] - float(value)) for key, value in record.items())
    consistent = not failing(edits_of(case), {key: Fraction(Decimal(str(value))) for key, value in found.items()})
    return found, consistent and change <= min(changes)


def _adjust(case: Mapping[str, Any]) -> tuple[Any, bool]:
    """The nearest record under which all edits hold, by successive projections; hapgye itself never does this."""
    record = {key: float(value) for key, value in record_of(case).items()}
    weights = case.get("weight") or {}
    weights = dict(zip(record, weights, strict=False)) if isinstance(weights, list) else weights
    heavy = {key: float(weights.get(key, 1.0)) for key in record}
    for _ in range(_PROJECTIONS):
        for edit in edits_of(case):
            found = sum(float(c) * record[key] for key, c in edit.terms)
            low = float("-inf") if edit.low is None else float(edit.low)
            high = float("inf") if edit.high is None else float(edit.high)
            gap = min(max(found, low), high) - found
            size = sum(float(c) ** 2 / heavy[key] for key, c in edit.terms)
            for key, c in edit.terms:
                record[key] += gap * float(c) / heavy[key] / size
    return record, all(abs(record[key] - value) < _NEAR for key, value in case["expected"].items())


_KINDS = {
    "typo": _typo,
    "sign": _sign,
    "sign+swap": _sign,
    "locate": _locate,
    "locate(SBS2000)": _locate,
    "rounding": _rounding,
    "impute": _impute,
    "adjust": _adjust,
}

if __name__ == "__main__":
    main(sys.argv[1])
