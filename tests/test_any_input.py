"""Whatever a source holds, the whole line takes it: read, normalised, placed, checked, accounted for, told and published."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from extract.errors import Unreadable
from hapgye.pipeline import audit
from hapgye.reporting import FORMATS, render
from normalize import read_period, read_quantities
from publish import stage
from schemas import Audit, Paragraph, Place, RawCell, RawTable, Report, SeenLine, Source
from tests.builders import read_dump
from tests.properties import examples

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
# fmt: off
LABELS = [
    "구분", "구 분", "합계", "총계", "소계", "계", "계(A)", "전체", "기타", "가온", "나루", "다솜", "연번", "비고", "사업명",
    "성", "별", "연 령", "남", "여", "남자", "예산", "국비", "시비", "목표", "실적", "증감", "(A-B)", "(B/A)", "A", "B", "취업자",
    "참여인원", "총사업비", "1분기", "2분기", "상반기", "2020년", "2021년", "’20년", "1000명 이상", "50~99명", "건수",
    "제1장", "월",
]
FIGURES = [
    "7", "12", "34", "46", "0", "100", "1,234", "△3", "(45%)", "12.5%", "3.4%p", "-", "비예산", "…", "1", "2", "3", "5", "6",
    "45만 3,712개", "2조 2,958억원", "12명", "총 12명", "12 (45%)", "’20. 2.∼6.", "- 3 -", "1.5배", "12,34", "1.234개",
]
MARKS = [
    "(단위 : 명)", "(단위:백만원)", "○", "□", "※ 자료", "1.", "가.", "①", "‹표 1›", "<표>", "|", "·", "⇒", "→", ":", "(", ")",
    ",", "명", "개", "%", "대비", "중", "전년 대비", "인건비 : 12명", "증가", "감소", "의", "등", "각각", "목표(12개)",
    "100명(남 46, 여 54)",
]
# fmt: on
WORDS = st.sampled_from(LABELS + FIGURES + MARKS)
POOLS = st.lists(WORDS, min_size=2, max_size=14, unique=True)
NOTATION = st.text("0123456789,.()[]-~∼△▲%/:'’ \n\u3000\xa0만억조천백원명개년월일제차분기약여호㎡A$·①½²", max_size=40)


@st.composite
def dumps(draw: st.DrawFn) -> str:
    """Lines over a few words that come again and again: loose, set in columns, or one word a line; page breaks between."""
    word = st.sampled_from(draw(POOLS))
    widths = draw(st.lists(st.integers(4, 16), min_size=2, max_size=6))
    cell = st.one_of(st.just(""), word, word, word)
    set_apart = st.tuples(*(st.tuples(cell, st.just(width), st.sampled_from("<>")) for width in widths))
    columns = set_apart.map(lambda row: "".join(f"{text:{side}{width}}" for text, width, side in row))
    loose = st.lists(word, max_size=6).map(" ".join)
    line = draw(st.sampled_from([columns, loose, word]))
    return "\n".join(draw(st.lists(line | st.sampled_from(["", "\f", "\u3000"]) if draw(st.booleans()) else line, max_size=40)))


@st.composite
def grids(draw: st.DrawFn) -> RawTable:
    """A table whose cells may overlap, leave gaps and span one another, with rows that lost their blanks."""
    rows, columns = draw(st.integers(1, 9)), draw(st.integers(1, 7))
    text = st.sampled_from(draw(POOLS)) | TEXTS | st.builds(" ".join, st.lists(WORDS, max_size=4))
    spots = draw(st.lists(st.tuples(st.integers(0, rows - 1), st.integers(0, columns - 1)), max_size=rows * columns))
    cells = []
    for row, column in sorted(spots):
        down = draw(st.just(1) | st.integers(1, rows - row))
        across = draw(st.just(1) | st.integers(1, columns - column))
        cells.append(RawCell(row, column, draw(text), down, across, header=draw(st.booleans())))
    open_rows = draw(st.sets(st.integers(0, rows - 1), max_size=3))
    loose = [RawCell(row, at, draw(text)) for row in sorted(open_rows) for at in range(draw(st.integers(0, columns)))]
    return RawTable(
        tuple(cells),
        rows,
        columns,
        "test",
        caption=draw(st.just("") | text),
        unit=draw(st.sampled_from(["", "(단위 : 명)", "(단위 : 백만원, %)", "단위"])),
        header_rows=draw(st.none() | st.integers(0, rows)),
        footnotes=tuple(draw(st.lists(text, max_size=1))),
        loose=tuple(loose),
    )


@st.composite
def prose(draw: st.DrawFn) -> Paragraph:
    kind = draw(st.sampled_from(["heading", "prose", "item"]))
    text = draw(st.lists(WORDS | NOTATION, max_size=10).map(" ".join) | TEXTS)
    return Paragraph(text, Place(line=draw(st.none() | st.integers(1, 99))), kind, draw(st.integers(0, 3)))


def told(report: Report) -> Audit:
    """The audit of a report, once every form has told of it."""
    found = audit(report)
    assert all(render([found], form).endswith("\n") for form in FORMATS)
    assert [table.table.name for table in found.tables] == [f"t{at:02d}" for at in range(1, len(report.tables) + 1)]
    return found


@examples(1.5, HealthCheck.function_scoped_fixture)
@given(st.one_of(dumps(), dumps(), dumps(), st.text(st.characters(exclude_categories=["Cs"]), max_size=400)))
@example("구분\n구분 7")
@example("합계 \U00011de0 7")  # a digit that Python has no value for
def test_any_text(tmp_path: Path, text: str) -> None:
    try:
        report = read_dump(tmp_path, text)
    except Unreadable:
        return  # control characters make it no text
    assert told(report).accounting is not None


@examples(1.5)
@given(st.lists(grids() | prose(), min_size=1, max_size=5))
@example([Paragraph("0\U00011de0")])
def test_any_grids_and_prose(content: list[RawTable | Paragraph]) -> None:
    texts = [cell.text for item in content if isinstance(item, RawTable) for cell in item.cells]
    texts += [item.text for item in content if isinstance(item, Paragraph)]
    seen = tuple(SeenLine(text) for text in texts if any(char.isdigit() for char in text))
    assert told(Report(Source("a.txt", "a.txt", "text", "", 0), tuple(content), seen=seen)).accounting is not None


@examples(0.4)
@given(st.lists(grids() | prose(), min_size=1, max_size=3))
def test_any_report_is_published(content: list[RawTable | Paragraph]) -> None:
    found = audit(Report(Source("a.txt", "a.txt", "text", "", 0), tuple(content)))
    with TemporaryDirectory() as folder:
        home = stage(found, Path(folder)).folder
        assert {"observations.csv", "findings.csv", "report.html"} <= {path.name for path in home.iterdir()}


@examples(5)
@example("20\U00011de0\U00011de0년 \U00011de0명", None)
@given(
    TEXTS | NOTATION | st.lists(WORDS | NOTATION, max_size=6).map(" ".join),
    st.none() | st.sampled_from(["명", "백만원", "%", "?"]),
)
def test_any_notation(text: str, unit: str | None) -> None:
    quantities = read_quantities(text, unit)
    assert all(text[q.start : q.end] == q.text and q.text for q in quantities)
    period = read_period(text)
    assert period is None or period.text == text[period.at : period.to]
