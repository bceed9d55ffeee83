"""Dates and spans of time as reports print them, and what only looks like one."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.periods import is_period, read_period, read_periods


def cases() -> list[dict[str, str]]:
    with (Path(__file__).parent / "notation" / "periods.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["text"])
def test_periods(case: dict[str, str]) -> None:
    period = read_period(case["text"])
    assert period is not None
    assert (period.start or "", period.end or "") == (case["start"], case["end"])
    assert is_period(case["text"])


IN_TEXT = {
    "<개정 2017 6. 20.>": ["2017-06-20..2017-06-20"],
    "총 사망자수 (4.2. 0시 기준)": ["--04-02..--04-02"],
    "스페인\n(3. 30. 기준)": ["--03-30..--03-30"],
    "11.25 기준": ["--11-25..--11-25"],
    "집중신고기간(8.11~29), 신고": ["--08-11..--08-29"],
    "접수 26.06.16~18 까지": ["2026-06-16..2026-06-18"],
    "1.1~12.31": ["--01-01..--12-31"],
    "3.2~6.30 운영": ["--03-02..--06-30"],
    "’17.5 : 국정과제": ["2017-05..2017-05"],
    "지침(’25.3 제정)": ["2025-03..2025-03"],
    "2022. 6. / 2022. 9.": ["2022-06..2022-06", "2022-09..2022-09"],
    "2018\n예산액": ["2018..2018"],
    "2024계획": ["2024..2024"],
    "2023(’23.12월말)": ["2023..2023", "2023-12..2023-12"],
    "‘07.16(목)‘ 일자": ["--07-16..--07-16"],
    "3.27일": ["--03-27..--03-27"],
    "2020년 12월 까지 운영": ["None..2020-12"],
    "1~6월/7~12월": ["--01..--06", "--07..--12"],
}


@pytest.mark.parametrize(("text", "periods"), IN_TEXT.items())
def test_periods_in_text(text: str, periods: list[str]) -> None:
    assert [f"{period.start}..{period.end}" for period in read_periods(text)] == periods


@pytest.mark.parametrize(
    "text",
    ["57.3%", "45만 3,712개", "3년간", "20년 이상", "10∼15년 미만", "10년의 실적", "’20. 1개소", "12.5", "비예산", ""],
)
def test_no_period(text: str) -> None:
    assert not is_period(text)


@pytest.mark.parametrize("text", ["평균 2.5일", "1.1~1.25배", "1.1~2.5", "22.5~23.4", "2.5%~3.5%", "10년의 성과", "1.0-1.2m"])
def test_no_period_in_text(text: str) -> None:
    assert read_periods(text) == ()


def test_year_of_the_context() -> None:
    assert [(p.start, p.end) for p in read_periods("’21.6월, 12월")] == [("2021-06", "2021-06"), ("2021-12", "2021-12")]
    period = read_period("6월", 2020)
    assert period is not None
    assert period.start == "2020-06"


DATES = st.dates(date(1990, 1, 1), date(2049, 12, 31))
FORMS = (
    "{0.year}.{0.month}.{0.day}.",
    "{0.year}. {0.month}. {0.day}.",
    "{0.year}년 {0.month}월 {0.day}일",
    "’{0:%y}.{0.month}.{0.day}.",
)


@given(DATES, st.sampled_from(FORMS), st.sampled_from(["", "공고일 ", "("]))
def test_printed_dates(day: date, form: str, before: str) -> None:
    """A date printed in any form is that date; an apostrophe leaves the century open."""
    if "’" in form and not 2000 <= day.year <= 2049:
        return
    (period,) = read_periods(before + form.format(day))
    assert (period.start, period.end) == (day.isoformat(), day.isoformat())


@given(DATES, DATES, st.sampled_from(["~", "∼", "～", " ~ "]))
def test_printed_spans(first: date, last: date, joint: str) -> None:
    (period,) = read_periods(f"{first:%Y}.{first.month}.{first.day}.{joint}{last:%Y}.{last.month}.{last.day}.")
    assert (period.start, period.end) == (first.isoformat(), last.isoformat())
