"""The rules of what sentences claim of their own figures (HG5xx)."""

from __future__ import annotations

from schemas.rules.rule import Rule

PROSE = (
    Rule(
        "HG501",
        "a difference stated in prose holds",
        "warning",
        "A sentence states a figure, the one it is compared with, and the change between them.",
        "9,450개, ’23년(8,210개) 대비 1,240개 증가.",
        "Compare the sentence with the report, then with the table that has the same figures.",
    ),
    Rule(
        "HG502",
        "a ratio stated in prose holds",
        "warning",
        "A sentence states two figures and what percentage the one is of the other.",
        "45만 3,712개로 목표 (45만 7,542개) 대비 99.2%.",
        "Compare the sentence with the report. Rates are often typed by hand.",
    ),
    Rule(
        "HG503",
        "a growth rate stated in prose holds",
        "warning",
        "A sentence states a change and, in parentheses behind it, the change in percent of the old figure.",
        "’23년(8,210개) 대비 1,240개(15.1%) 증가.",
        "Compare the sentence with the report.",
    ),
    Rule(
        "HG504",
        "parts in parentheses add up to the figure before them",
        "warning",
        "A figure is followed by its parts in parentheses. A list that ends in 등 leaves parts out and is not summed.",
        "31개소(시 14, 구 9, 학교 8).",
        "Compare the figure and its parts with the report.",
    ),
    Rule(
        "HG505",
        "a figure is the sum of those in the items under it",
        "note",
        "The items below a sentence break its figure down. Only sums that hold are reported: items may state other things.",
        "총 900명 over 상담(200명), 특강(300명) and 견학(400명).",
        "Nothing: it tells which figures of the prose were verified.",
    ),
    Rule(
        "HG506",
        "a count equals the names in parentheses behind it",
        "note",
        "A count is followed by the names of what is counted. Only counts that hold are reported: lists may be incomplete.",
        "3개소(가온·나루·다온) 문을 엶.",
        "Nothing: it tells which figures of the prose were verified.",
    ),
    Rule(
        "HG507",
        "an equation printed in prose holds",
        "warning",
        "A sentence prints a sum, difference or product with its signs and what it comes to.",
        "950십억원 - 720십억원 = 230십억원; 2.5만 가구 × 30만원 = 7,500백만원.",
        "Work the equation out by hand and compare its figures with the tables around it.",
    ),
    Rule(
        "HG508",
        "a length of time follows from the dates beside it",
        "note",
        "A number of years, months or days stands beside its first and last date. Only what holds is reported: whether both "
        "ends count is for the report to say.",
        "2024.3.1～7.31.(5개월), 10년간(’22～’31).",
        "Nothing: it tells which figures of the prose were verified.",
    ),
    Rule(
        "HG509",
        "a share stated beside its figure holds",
        "warning",
        "A figure and its percentage stand together, of a total that the sentence names, that the shares make up, or that "
        "stands above them.",
        "90명(60.0%), 15명(10.0%) and 45명(30.0%) of 150명.",
        "Compare the figure, its share and the total with the report.",
    ),
    Rule(
        "HG510",
        "an amount in digits and in words is the same",
        "warning",
        "An amount is followed by the same amount in words, in parentheses.",
        "350,000,000원(삼억오천만원).",
        "Compare the two: a digit or a word may be missing.",
    ),
    Rule(
        "HG511",
        "a rate of the labour market follows from its definition",
        "note",
        "고용률, 실업률 and 경제활동참가율 are computed of the heads stated near them, their changes of the changes of these. "
        "Only what holds is reported: rates of an age group bear the same names.",
        "실업률 5.0% of 50천명 without work and 950천명 at work.",
        "Nothing: it tells which figures of the prose were verified.",
    ),
    Rule(
        "HG512",
        "the parts that an open list names do not exceed their whole",
        "warning",
        "A list that ends in 등, or what stands behind 중 or before 포함, names some parts of a figure. They may come to less; "
        "they cannot come to more. The gap is what the list leaves out.",
        "450명(청년 120명, 여성 210명 등).",
        "Compare the figure and the parts named with the report: one of them may be misprinted, or counted twice.",
    ),
)
