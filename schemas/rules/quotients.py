"""The rules of differences, ratios, growth and shares (HG2xx) and of counts (HG3xx) that tables state."""

from __future__ import annotations

from schemas.rules.rule import Rule

QUOTIENTS = (
    Rule(
        "HG201",
        "a difference named in a header holds",
        "error",
        "A column headed with a formula such as 증감(A-B), or 증감 between two periods, states the difference of those columns.",
        "증감(A-B) 1,240 = 8,460 - 7,220.",
        "Compare the three cells with the report; a lost △ shows as a gap of twice the difference.",
    ),
    Rule(
        "HG202",
        "a ratio named in a header holds",
        "warning",
        "A column headed 달성률, 집행률, or with a formula such as (B/A), states the quotient of two other columns in percent.",
        "실적 3,710 / 목표 4,500 = 82.4 %.",
        "Rates are often typed by hand: compare with the report. A warning does not quarantine the table.",
    ),
    Rule(
        "HG203",
        "a growth rate named in a header holds",
        "warning",
        "A column or row headed 증감률 or 전년대비 states the change from the old figure to "
        "the new one in percent of the old one.",
        "from 12,500 to 12,460: -0.3 %.",
        "Compare with the report; percentage points are sometimes printed as percent.",
    ),
    Rule(
        "HG204",
        "a share of a total holds",
        "warning",
        "A percentage beside a figure, in a column or row of its own (구성비, 비중) or in parentheses behind it, states that "
        "figure's share of a total.",
        "남성 2,400 of 5,000 is 48 %.",
        "Compare with the report. A warning does not quarantine the table.",
    ),
    Rule(
        "HG301",
        "a stated count equals the rows counted",
        "error",
        "A label such as 고용서비스 (4개 사업) states how many rows its group has.",
        "고용서비스 (4개 사업) heads four rows.",
        "Compare the group's rows with the report; a project printed on two lines may count once or twice.",
    ),
    Rule(
        "HG302",
        "a stated count equals the sum of the counts below it",
        "error",
        "The count in a total's label is the sum of the counts in the labels of its groups.",
        "총계 (12개 사업) = 5 + 4 + 3.",
        "Compare the labels with the report.",
    ),
)
