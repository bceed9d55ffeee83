"""Entries over two rows of a dump whose name and shared figure stand on a line between them: placed by the totals, or open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from hapgye import pipeline
from schemas import Table
from tests.builders import read_dump, shown
from tests.properties import examples

HEAD = "< 가온 사업 >\n구 분 유형 인원(명) 예산(백만원)\n"
FULL = "나루 마당 돌봄 12 300\n다솜 마당 나눔 20 410\n라온 마당 돌봄 7 95\n마루 마당 나눔 15 230\n"
BETWEEN = "돌봄 31\n가람 배움터 1,150\n나눔 44\n"


def audited(folder: Path, text: str) -> Table:
    (found,) = pipeline.audit(read_dump(folder, text)).tables
    return found.table


def figures(table: Table) -> set[tuple[str, str, str]]:
    """Every placed figure with its row's labels and its column's name."""
    return {
        (" > ".join(table.row_path(cell)), table.columns[cell.column].path[-1], cell.text)
        for cell in table.cells
        if not table.columns[cell.column].label
    }


def test_the_line_between_two_rows_is_what_they_share(tmp_path: Path) -> None:
    table = audited(tmp_path, f"{HEAD}합계 129 2,185\n{FULL}{BETWEEN}")
    assert table.loose == ()
    assert {item for item in figures(table) if item[0].startswith("가람")} == {
        ("가람 배움터 > 돌봄", "인원(명)", "31"),
        ("가람 배움터 > 나눔", "인원(명)", "44"),
        ("가람 배움터", "예산(백만원)", "1,150"),
    }


def test_what_is_shared_may_stand_before_the_rows_own_figures(tmp_path: Path) -> None:
    head = HEAD.replace("인원(명) 예산(백만원)", "예산(백만원) 인원(명)")
    full = "나루 마당 돌봄 300 12\n다솜 마당 나눔 410 20\n라온 마당 돌봄 95 7\n마루 마당 나눔 230 15\n"
    table = audited(tmp_path, f"{head}합계 2,185 129\n{full}{BETWEEN}")
    assert ("가람 배움터", "예산(백만원)", "1,150") in figures(table)
    assert ("가람 배움터 > 나눔", "인원(명)", "44") in figures(table)


@pytest.mark.parametrize("total", ["", "합계 130 2,185\n", "합계 129 2,285\n"])
def test_without_a_total_that_holds_they_stay_open(total: str, tmp_path: Path) -> None:
    table = audited(tmp_path, f"{HEAD}{total}{FULL}{BETWEEN}")
    assert [cell.text for cell in table.loose] == ["31", "1,150", "44"]
    assert not any(path.startswith("가람") for path, _, _ in figures(table))


def test_a_total_that_both_ways_hold_under_leaves_them_open(tmp_path: Path) -> None:
    table = audited(tmp_path, f"{HEAD}합계 104 1,085\n{FULL}돌봄 25\n가람 배움터 50\n나눔 25\n")
    assert [cell.text for cell in table.loose] == ["25", "50", "25"]


def test_a_name_on_three_lines_is_whole(tmp_path: Path) -> None:
    between = "가람과\n돌봄 31\n누리의 긴 1,150\n나눔 44\n배움터\n"
    table = audited(tmp_path, f"{HEAD}합계 141 2,485\n{FULL}{between}바다 마당 나눔 12 300\n")
    assert ("가람과 누리의 긴 배움터", "예산(백만원)", "1,150") in figures(table)
    assert ("바다 마당", "예산(백만원)", "300") in figures(table)


def test_an_entry_of_four_rows_shares_the_line_in_their_middle(tmp_path: Path) -> None:
    between = "돌봄 31\n나눔 5\n가람 배움터 1,150\n나눔 44\n돌봄 8\n"
    report = read_dump(tmp_path, f"{HEAD}합계 142 2,185\n{FULL}{between}")
    table = pipeline.audit(report).tables[0].table
    assert ("가람 배움터", "예산(백만원)", "1,150") in figures(table)
    (raw,) = report.tables
    assert [row[:2] for row in shown(raw)[-4:]] == [["가람 배움터", "돌봄"], ["^", "나눔"], ["^", "나눔"], ["^", "돌봄"]]


def test_a_full_line_in_the_middle_of_three_rows_names_them_all(tmp_path: Path) -> None:
    between = "돌봄 31\n누리 배움터 나눔 9 777\n나눔 44\n"
    report = read_dump(tmp_path, f"{HEAD}{FULL}{BETWEEN}{between}")
    assert [row[:2] for row in shown(report.tables[0])[-3:]] == [["누리 배움터", "돌봄"], ["^", "나눔"], ["^", "나눔"]]


def test_rows_that_follow_their_entry_are_not_taken_for_the_next(tmp_path: Path) -> None:
    text = f"{HEAD}합계 97 1,445\n{FULL}가람 배움터 돌봄 31 410\n나눔 12\n누리 마당 돌봄 0 0\n"
    assert ("가람 배움터 > 나눔", "인원(명)", "12") in figures(audited(tmp_path, text))


def test_words_in_the_place_of_the_last_figure_are_a_cell(tmp_path: Path) -> None:
    rows = "바다 마당 나눔 5 운영비 포함\n하늘 마당 돌봄 6 운영비 포함\n"
    table = audited(tmp_path, f"{HEAD}합계 65 1,035\n{FULL}{rows}")
    assert {("바다 마당", "인원(명)", "5"), ("하늘 마당", "예산(백만원)", "운영비 포함")} <= figures(table)


def test_words_behind_the_figures_of_a_single_line_are_none(tmp_path: Path) -> None:
    table = audited(tmp_path, f"{HEAD}합계 54 1,035\n{FULL}바다 마당 나눔 5 운영비 포함\n")
    assert not any("운영비" in text for _, _, text in figures(table))


@dataclass(frozen=True)
class Entries:
    """Entries of a category, a head count and an amount, or of two categories and counts under one amount."""

    rows: tuple[tuple[tuple[int, ...], int], ...]
    swapped: bool


entries = st.builds(
    Entries,
    st.lists(
        st.tuples(st.one_of(st.tuples(counts := st.integers(1, 999)), st.tuples(counts, counts)), st.integers(1, 9_999)),
        min_size=1,
        max_size=6,
    ).map(tuple),
    st.booleans(),
)


@examples(0.6, HealthCheck.function_scoped_fixture)
@given(entries)
def test_every_figure_stands_in_its_column_or_is_open(tmp_path: Path, made: Entries) -> None:
    order = (1, 0) if made.swapped else (0, 1)
    names = ["인원(명)", "예산(백만원)"]
    rows = [((12,), 300), ((20,), 410), ((7,), 95), ((15,), 230), ((9,), 51), ((3,), 66), *made.rows]
    whole = [sum(sum(counts) for counts, _ in rows), sum(amount for _, amount in rows)]
    lines = ["구 분 유형 " + " ".join(names[at] for at in order), "합계 " + " ".join(str(whole[at]) for at in order)]
    true = {("합계", names[at], str(whole[at])) for at in (0, 1)}
    for at, (counts, amount) in enumerate(rows):
        name = f"{chr(ord('가') + at)}람 마당"
        true.add((name, names[1], str(amount)))
        if len(counts) == 1:
            lines.append(f"{name} {('돌봄', '나눔')[at % 2]} " + " ".join(str((counts[0], amount)[at]) for at in order))
            true.add((name, names[0], str(counts[0])))
        else:
            lines += [f"돌봄 {counts[0]}", f"{name} {amount}", f"나눔 {counts[1]}"]
            true |= {(f"{name} > {kind}", names[0], str(count)) for kind, count in zip(("돌봄", "나눔"), counts, strict=True)}
    table = audited(tmp_path, "< 가온 사업 >\n" + "\n".join(lines) + "\n")
    assert figures(table) <= true
    assert len(figures(table)) + len(table.loose) == len(true)
