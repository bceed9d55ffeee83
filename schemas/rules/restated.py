"""The rules of figures that are stated twice, in prose and a table or in two tables (HG4xx)."""

from __future__ import annotations

from schemas.rules.rule import Rule

RESTATED = (
    Rule(
        "HG401",
        "a figure of the prose stands in a table too",
        "note",
        "The prose states a figure behind a name, and a table states it on the row of that name, perhaps in a finer unit.",
        "다온 직무체험 (250개, 30억원) and the row with 250 and 3,000 백만원.",
        "Nothing: only agreement is reported. Where a restated figure matters, see that it is listed.",
    ),
    Rule(
        "HG402",
        "figures behind a name are the sums of the rows of that name",
        "note",
        "Several rows of a table bear a name that the prose has once. Where one of the figures in parentheses behind the name "
        "is the sum of these rows, the others should be too. What differs may be defined differently: a note.",
        "새싹일자리 (3,600개, 752억원) over rows of 2,400 and 1,200 개 and of 51,300 and 22,900 백만원: the amounts make 742.",
        "Compare the rows with the figure: the prose may include a row of another name, or be misprinted.",
    ),
    Rule(
        "HG403",
        "a change stated in prose follows from a table",
        "note",
        "The prose states a change against the year before, and only a table has both years. Only what holds is reported.",
        "전년 대비 240개 증가 and the row with 1,560 and 1,800.",
        "Nothing: it tells which figures of the prose were verified.",
    ),
    Rule(
        "HG404",
        "a share stated in prose follows from a table",
        "note",
        "The prose states a figure and its share of another one that only a table has. Only what holds is reported.",
        "7,800명, 시 전체의 1.3% and the row with 7,800 and 600,000.",
        "Nothing: it tells which figures of the prose were verified.",
    ),
    Rule(
        "HG405",
        "a figure of two tables is the same in both",
        "note",
        "Two tables state figures under the same labels of row and column and in the same unit, and most of them agree. One "
        "that differs may be defined differently, or be of another date: a note.",
        "직접일자리 × 합계: 4,305 in the summary and in the plan.",
        "Compare the two tables; if both mean the same, ask the issuer which figure holds.",
    ),
    Rule(
        "HG406",
        "a figure of the prose is stated again",
        "note",
        "Two figures of one sentence, or a long one, stand in an earlier sentence too. Only agreement is reported.",
        "(3,600개, 752억원) in the summary and in the plan.",
        "Nothing: it tells which figures of the prose were verified.",
    ),
)
