"""How many changes of one digit of a checked figure are noticed, and how often the changed figure is the suspect.

    bench/mutants.py [REPORT…]

Runs over the samples in raw/ (or the reports named) and over 500 generated tables. A change counts where it exceeds what the
printed digits allow in some sum or difference of the figure. The suspect counts where the figure stands in two of them that
cross, sharing no other figure; and, apart, where it stands in several that do not: the members of a group that stand together
in its sum and in the sum of all entries cannot be told apart by them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import check
import normalize
from check.confront import confront
from check.view import View
from hapgye import pipeline
from schemas import Cell, CellRef, Finding, RawCell, RawTable, Relation, Table

_RAW = Path(__file__).resolve().parents[1] / "raw"
_TABLES = 500
_MOST = 40  # changes tried in one table of a report
_FEW = 4  # and in a generated one
_HOLDS = {"exact", "rounding", "truncation"}
_ADDITIVE = {"sum", "difference"}


@dataclass
class Tally:
    """Changes tried, noticed, tried where two relations cross, and the changed figure alone or among others suspected."""

    tried: int = 0
    noticed: int = 0
    crossed: int = 0
    alone: int = 0
    among: int = 0
    parallel: int = 0
    parallel_alone: int = 0
    parallel_among: int = 0
    missed: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        noticed = f"noticed {self.noticed} of {self.tried} ({_share(self.noticed, self.tried)})"
        suspected = f"the only suspect {_share(self.alone, self.crossed)}, among them {_share(self.among, self.crossed)}"
        among = _share(self.parallel_among, self.parallel)
        parallel = f"the only suspect {_share(self.parallel_alone, self.parallel)}, among them {among}"
        return f"{noticed}; where two relations cross {self.crossed}: {suspected}; in parallel {self.parallel}: {parallel}"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none"


def tables_of(path: Path) -> list[Table]:
    """The tables of one report as they are checked."""
    return [checked.table for checked in pipeline.audit_path(path).tables]


def generated(rng: Random) -> Table:
    """A table with a total row and a total column over groups with their own rows."""
    columns = [f"항목{at}" for at in range(1, rng.randint(2, 6) + 1)]
    groups = [rng.randint(2, 6) for _ in range(rng.randint(0, 4))]
    high = rng.choice([60, 900, 20_000, 3_000_000])
    body: list[tuple[str, str, list[int]]] = []
    for number, size in enumerate(groups or [rng.randint(3, 9)], 1):
        rows = [[rng.randint(1, high) for _ in columns] for _ in range(size)]
        if groups:
            body.append((f"분야{number}", "소계", [sum(column) for column in zip(*rows, strict=True)]))
        body += [(f"분야{number}" if groups else f"사업{at}", f"사업{number}-{at}", row) for at, row in enumerate(rows)]
    heads = [row for _, name, row in body if name == "소계"] or [row for *_, row in body]
    body.insert(0, ("총계", "", [sum(column) for column in zip(*heads, strict=True)]))
    unit = rng.choice(["(단위 : 명)", "(단위 : 백만원)", "(단위 : 원)"])
    header = ["구분", *(["사업명"] if groups else []), "합계", *columns]
    lines = [header, *([a, *([b] if groups else []), *(f"{v:,}" for v in (sum(row), *row))] for a, b, row in body)]
    cells = tuple(RawCell(r, c, text) for r, line in enumerate(lines) for c, text in enumerate(line) if text)
    return normalize.table(RawTable(cells, len(lines), len(header), "generated", unit=unit, header_rows=1), "t01")


def mutants(table: Table, findings: Sequence[Finding], rng: Random, most: int) -> Iterator[tuple[CellRef, str, Table]]:
    """Changed figures, each with whether its relations cross in it or run in parallel, and the table with one digit changed."""
    relations: dict[CellRef, list[Relation]] = {}
    for finding in findings:
        if finding.relation is not None and finding.relation.kind in _ADDITIVE and finding.verdict in _HOLDS:
            for ref in dict.fromkeys((finding.relation.target, *(term.ref for term in finding.relation.terms))):
                relations.setdefault(ref, []).append(finding.relation)
    refs = sorted(relations, key=str)
    for ref in rng.sample(refs, min(len(refs), most)):
        times = len(relations[ref])
        changed = _changed(table, ref, rng)
        if changed is None:
            continue
        view = View(changed)
        if any(confront(relation, view).verdict == "inconsistent" for relation in relations[ref]):
            yield ref, "crossed" if _cross(relations[ref]) else "parallel" if times > 1 else "", changed


def _cross(relations: Sequence[Relation]) -> bool:
    """Whether two relations of a figure share no other figure."""
    cells = [{relation.target, *(term.ref for term in relation.terms)} for relation in relations]
    return any(len(a & b) == 1 for at, a in enumerate(cells) for b in cells[at + 1 :])


def _changed(table: Table, ref: CellRef, rng: Random) -> Table | None:
    """The table with one digit of one figure changed; None where there is no such figure."""
    cell = table.grid().get((ref.row, ref.column if ref.column is not None else -1))
    if cell is None or ref.part >= len(cell.quantities) or cell.quantities[ref.part].value is None:
        return None
    quantity = cell.quantities[ref.part]
    digits = [at for at in range(quantity.start, quantity.end) if cell.text[at].isdecimal()]
    at = rng.choice(digits)
    others = [d for d in "0123456789" if d != cell.text[at] and not (d == "0" and at == digits[0])]
    text = cell.text[:at] + rng.choice(others) + cell.text[at + 1 :]
    read = normalize.read_quantities(text, quantity.unit)
    if len(read) != len(cell.quantities) or not others:
        return None
    new: Cell = replace(cell, text=text, quantities=tuple(read))
    return replace(table, cells=tuple(new if other is cell else other for other in table.cells))


def count(table: Table, rng: Random, tally: Tally, most: int) -> None:
    """Try the changes of one table."""
    before = check.check_table(table)
    known = {_name(finding) for finding in before if finding.verdict == "inconsistent"}
    for ref, standing, changed in mutants(table, before, rng, most):
        failed = [f for f in check.check_table(changed) if f.verdict == "inconsistent" and _name(f) not in known]
        tally.tried += 1
        tally.noticed += bool(failed)
        if not failed:
            tally.missed.append(f"{ref} not noticed")
        suspects = {suspect for finding in failed for suspect in finding.suspects}
        if standing == "parallel":
            tally.parallel += 1
            tally.parallel_alone += suspects == {ref}
            tally.parallel_among += ref in suspects
        if standing == "crossed":
            tally.crossed += 1
            tally.alone += suspects == {ref}
            tally.among += ref in suspects
            if failed and suspects != {ref}:
                tally.missed.append(f"{ref}: {len(failed)} failed, suspects {sorted(map(str, suspects))}")


def _name(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.target, finding.relation


def main(paths: Sequence[Path]) -> None:
    """Print the shares for every report and for the generated tables."""
    for path in paths or sorted(p for p in _RAW.iterdir() if p.is_file() and p.suffix != ".md"):
        rng, tally = Random(0), Tally()  # noqa: S311
        for table in tables_of(path):
            count(table, rng, tally, _MOST)
        print(f"{path.name}: {tally}")
        for text in tally.missed[:5]:
            print(f"    {text}")
    rng, tally = Random(1), Tally()  # noqa: S311
    for _ in range(_TABLES):
        count(generated(rng), rng, tally, _FEW)
    print(f"{_TABLES} generated tables: {tally}")
    for text in tally.missed[:10]:
        print(f"    {text}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
