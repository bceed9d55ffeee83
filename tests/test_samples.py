"""The samples in raw/ are what their script makes, and their figures hold, the one that is wrong on purpose aside."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from tests.truth import ROOT, TRUTH, closed, truth

PDFS = ("city-jobs-plan.pdf", "district-jobs-goals.pdf", "inconsistent/wrong-total.pdf")
TEXTS = ("district-jobs-goals-dump.txt", "market-survey-cp949.csv")
SAMPLES = (*PDFS, *TEXTS, "jobs-budget.xlsx")
CAPTIONED = (*PDFS, "district-jobs-goals-dump.txt")

# How many sums each table of a sample states, and those that do not come out even: table, cell, stated less computed.
STATED_SUMS = {
    "city-jobs-plan.pdf": [4, 6, 8 + 7],
    "district-jobs-goals.pdf": [3 * 2, 5 * 2, 0, 5, 6 + 7, 2],
    "district-jobs-goals-dump.txt": [6 + 7, 3 * 2, 5, 2, 0],
    "inconsistent/wrong-total.pdf": [5 * 2, 6 + 7],
    "jobs-budget.xlsx": [4 * 5 + 12],
    "market-survey-cp949.csv": [5 + 6],
}
GAPS = {"district-jobs-goals.pdf": [(5, [1, 2], 1)], "inconsistent/wrong-total.pdf": [(1, [2, 1], 60)]}

# Rates as printed in a sample, and what they are the rate of, in percent of the last figure.
RATES = [
    ("city-jobs-plan.pdf", "88.9%", 107172, 120495),
    ("city-jobs-plan.pdf", "82.4%", 56362, 68430),
    ("city-jobs-plan.pdf", "97.6%", 50810, 52065),
    ("city-jobs-plan.pdf", "92.2%", 6371, 6907),
    ("city-jobs-plan.pdf", "88.3%", 3622, 4103),
    ("city-jobs-plan.pdf", "98.0%", 2749, 2804),
    ("city-jobs-plan.pdf", "23.1%", 12837, 55619),
    ("city-jobs-plan.pdf", "5.6%", 204, 3647),
    ("city-jobs-plan.pdf", "21.5%", 14688, 68456),
    ("city-jobs-plan.pdf", "78.5%", 53768, 68456),
    ("district-jobs-goals.pdf", "3.2%", 304819, 9509458),
    ("district-jobs-goals.pdf", "△1.84%", 57725 - 58808, 58808),
    ("district-jobs-goals.pdf", "3.49%", 59739 - 57725, 57725),
    ("district-jobs-goals.pdf", "31.5%", 8718, 27672),
    ("district-jobs-goals.pdf", "83.4%", 16752, 20095),
    ("district-jobs-goals.pdf", "52.3%", 7117, 13600),
    ("district-jobs-goals-dump.txt", "2.4%", 312173 - 304819, 312173),
    ("district-jobs-goals-dump.txt", "32.1%", 264864, 825752),
]


def texts(table: dict[str, Any]) -> dict[tuple[int, int], str]:
    return {(cell["r"], cell["c"]): cell["text"] for cell in table["cells"]}


def number(text: str) -> Decimal:
    """The first number in a text; a triangle is a minus sign."""
    found = re.search(r"[△-]?\d[\d,]*(\.\d+)?", text)
    assert found, f"no number in {text!r}"
    return Decimal(found[0].replace(",", "").replace("△", "-"))


def pages(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def printed(name: str) -> str:
    path = ROOT / "raw" / name
    return "\n".join(pages(path)) if path.suffix == ".pdf" else path.read_text(encoding="utf-8")


def typesetter(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return str(document.get_metadata_value("Creator"))
    finally:
        document.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two folders that the script wrote the samples to, one after the other."""
    folders = (tmp_path_factory.mktemp("once"), tmp_path_factory.mktemp("again"))
    for folder in folders:
        subprocess.run([sys.executable, ROOT / "tests" / "samples" / "make.py", folder], check=True, timeout=120)
    return folders


@pytest.mark.parametrize("name", SAMPLES)
def test_two_runs_make_the_same_bytes(made: tuple[Path, Path], name: str) -> None:
    once, again = (folder / "raw" / name for folder in made)
    assert once.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("name", TEXTS)
def test_committed_text_is_what_the_script_makes(made: tuple[Path, Path], name: str) -> None:
    assert (ROOT / "raw" / name).read_bytes() == (made[0] / "raw" / name).read_bytes()


@pytest.mark.parametrize("name", SAMPLES)
def test_committed_truth_is_what_the_script_makes(made: tuple[Path, Path], name: str) -> None:
    truth_file = Path("tests", "samples", "truth", f"{Path(name).stem}.json")
    assert (ROOT / truth_file).read_bytes() == (made[0] / truth_file).read_bytes()


@pytest.mark.parametrize("name", PDFS)
def test_committed_pdf_is_what_the_script_makes(made: tuple[Path, Path], name: str) -> None:
    """Byte for byte when the same version typeset both, else page by page in text."""
    committed, fresh = ROOT / "raw" / name, made[0] / "raw" / name
    assert pages(committed) == pages(fresh)
    if typesetter(committed) == typesetter(fresh):
        assert committed.read_bytes() == fresh.read_bytes()


def test_committed_workbook_is_what_the_script_makes(made: tuple[Path, Path]) -> None:
    committed, fresh = (openpyxl.load_workbook(folder / "raw" / "jobs-budget.xlsx").worksheets[0] for folder in (ROOT, made[0]))
    assert [[(c.value, c.number_format) for c in row] for row in committed] == [
        [(c.value, c.number_format) for c in row] for row in fresh
    ]
    assert set(map(str, committed.merged_cells.ranges)) == set(map(str, fresh.merged_cells.ranges))


def test_every_sample_has_its_truth() -> None:
    reports = [p for p in (ROOT / "raw").rglob("*") if p.is_file() and p.name != "README.md"]
    assert sorted(p.relative_to(ROOT / "raw").as_posix() for p in reports) == sorted(SAMPLES)
    assert sorted(p.stem for p in TRUTH.glob("*.json")) == sorted(Path(name).stem for name in SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_true_cells_cover_their_grid_once(name: str) -> None:
    for table in truth(name):
        covered = [
            (r, c)
            for cell in table["cells"]
            for r in range(cell["r"], cell["r"] + cell["rs"])
            for c in range(cell["c"], cell["c"] + cell["cs"])
        ]
        assert sorted(covered) == [(r, c) for r in range(table["rows"]) for c in range(table["cols"])]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_stated_sum_holds_but_the_known_gaps(name: str) -> None:
    gaps = []
    for index, table in enumerate(truth(name)):
        figures = texts(table)
        for claim in table["sums"]:
            parts = sum(number(figures[tuple(part)]) for part in claim["parts"])
            gap = number(figures[tuple(claim["total"])]) - parts
            assert str(gap) == claim["gap"], f"table {index}, cell {claim['total']}: the parts add up to {parts}"
            gaps += [(index, claim["total"], int(gap))] if gap else []
    assert gaps == GAPS.get(name, [])
    assert [len(table["sums"]) for table in truth(name)] == STATED_SUMS[name]


def test_project_counts_are_the_rows_below_them() -> None:
    projects = truth("city-jobs-plan.pdf")[2]
    figures = texts(projects)
    below = {claim["total"][0]: [r for r, _ in claim["parts"]] for claim in projects["sums"] if claim["total"][1] == 2}
    counts = {row: int(number(figures[row, 0])) for row in below}
    total, *groups = sorted(below)
    assert counts[total] == sum(counts[row] for row in groups) == 78
    assert all(counts[row] == len(below[row]) for row in groups)
    assert projects["rows"] == 1 + 1 + 7 + 78


@pytest.mark.parametrize(("name", "index"), [("city-jobs-plan.pdf", 1), ("district-jobs-goals.pdf", 2)])
def test_differences_hold(name: str, index: int) -> None:
    table = truth(name)[index]
    figures = texts(table)
    changes = [(r, c) for (r, c), text in figures.items() if text.startswith("증감") for r in range(r + 1, table["rows"])]
    assert changes
    for row, column in changes:
        a, b = sorted((number(figures[row, column - 2]), number(figures[row, column - 1])), reverse=True)
        assert number(figures[row, column]) == a - b


@pytest.mark.parametrize(("name", "rate", "part", "whole"), RATES)
def test_rates_hold(name: str, rate: str, part: int, whole: int) -> None:
    assert rate in printed(name)
    stated = number(rate)
    assert (Decimal(part) / whole * 100).quantize(stated) == stated


def test_growth_rates_of_the_dump_hold() -> None:
    table = truth("district-jobs-goals-dump.txt")[2]
    figures = texts(table)
    for row in range(2, table["rows"]):
        heads = [figures[row, 1], *(figures[row, column] for column in range(2, table["cols"], 2))]
        stated = [number(figures[row, column]) for column in range(3, table["cols"], 2)]
        growth = [(number(new) / number(old) - 1) * 100 for old, new in pairwise(heads)]
        assert [value.quantize(rate) for value, rate in zip(growth, stated, strict=True)] == stated


def test_employment_rates_of_the_dump_hold() -> None:
    table = truth("district-jobs-goals-dump.txt")[4]
    figures = texts(table)
    for column in range(1, table["cols"]):
        stated, sought, found = (number(figures[row, column]) for row in (2, 3, 4))
        assert (found / sought * 100).quantize(stated) == stated


@pytest.mark.parametrize("name", ["district-jobs-goals.pdf", "district-jobs-goals-dump.txt"])
def test_shares_in_parentheses_hold(name: str) -> None:
    figures = next(texts(table) for table in truth(name) if "성별·연령별 인구" in table["caption"])
    shares = {cell: text for cell, text in figures.items() if text.endswith("%)")}
    assert len(shares) == 3 * 8
    for (_, column), text in shares.items():
        share = number(text) / number(figures[1, column]) * 100
        assert f"({share.quantize(Decimal(1))}%)" in text


def test_spending_rates_of_the_workbook_hold() -> None:
    (table,) = truth("jobs-budget.xlsx")
    figures = texts(table)
    for row in range(2, table["rows"]):
        rate = number(figures[row, 6]) / number(figures[row, 5]) * 100
        assert rate.quantize(Decimal("0.1")) == number(figures[row, 7])


@pytest.mark.parametrize("name", CAPTIONED)
def test_all_that_the_truth_holds_is_printed(name: str) -> None:
    text = closed(printed(name))
    for table in truth(name):
        body = [cell["text"] for cell in table["cells"] if cell["r"] >= table["header_rows"] or name.endswith(".pdf")]
        missing = [t for t in (table["caption"], table["unit"], *table["footnotes"], *body) if closed(t) not in text]
        assert not missing


@pytest.mark.parametrize("name", CAPTIONED)
def test_figures_in_prose_stand_in_a_table(name: str) -> None:
    long = re.compile(r"\d{1,3}(?:,\d{3})+")
    known = {found for table in truth(name) for text in texts(table).values() for found in long.findall(text)}
    known |= {"6,371"} if name == "city-jobs-plan.pdf" else set()  # stands without its comma in the table
    assert set(long.findall(printed(name))) <= known


def test_the_list_of_projects_repeats_its_header_on_each_page() -> None:
    heads = [page for page in map(closed, pages(ROOT / "raw" / "city-jobs-plan.pdf")) if "사업명유형" in page]
    assert len(heads) == 3


def test_the_only_misprint_is_the_known_one() -> None:
    right, wrong = texts(truth("district-jobs-goals.pdf")[4]), texts(truth("inconsistent/wrong-total.pdf")[1])
    assert {cell: (right[cell], wrong[cell]) for cell in right if right[cell] != wrong[cell]} == {(2, 1): ("13,600", "13,660")}
    assert "13,600" not in printed("inconsistent/wrong-total.pdf")


def test_the_dump_has_lost_its_blank_cells() -> None:
    lines = (ROOT / "raw" / "district-jobs-goals-dump.txt").read_text(encoding="utf-8").splitlines()
    assert "고용서비스 2,175 1,473 1,449 24" in lines
    assert "직업능력개발훈련 1,218 1,380 157 1,223" in lines


def test_the_survey_is_cp949_and_nothing_narrower() -> None:
    content = (ROOT / "raw" / "market-survey-cp949.csv").read_bytes()
    assert "꽃샾골목" in content.decode("cp949")
    for encoding in ("utf-8", "euc_kr"):
        with pytest.raises(UnicodeDecodeError):
            content.decode(encoding)
