"""The rules by their codes: what each one says, an example, and what to do about it. A code never changes its meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `severity` is that of a finding in which it does not hold."""

    code: str
    title: str
    severity: Severity
    meaning: str
    example: str
    remedy: str


_ALL = (
    Rule(
        "HG101",
        "a total row equals the sum of its parts",
        "error",
        "A row labelled 합계, 총계, 소계, 계 or 전체 states, column by column, the sum of the rows it stands over.",
        "총계 68,456 over 직접일자리 14,688 and 간접일자리 53,768: 14,688 + 53,768 = 68,456.",
        "Compare the named cells with the report. If the report itself is wrong, ask its issuer, or accept "
        "the finding in a baseline file.",
    ),
    Rule(
        "HG102",
        "a group row equals the sum of its members",
        "error",
        "A row that heads a group (직접일자리 over its projects) states the sum of the group's rows. An amount "
        "merged over two rows counts once.",
        "고용서비스 38,560 over its four projects 4,450 + 30,000 + 110 + 4,000.",
        "Compare the group row and its members with the report; look for a member that the reader attached to the wrong group.",
    ),
    Rule(
        "HG103",
        "a grand total equals the sum of all entries",
        "error",
        "A total row above several groups equals the sum of all rows that are no totals themselves.",
        "총계 (78개 사업) 68,456 is the sum of the 78 project rows.",
        "If HG101 holds and this fails, a group does not match its members: see the HG102 findings of the table.",
    ),
    Rule(
        "HG104",
        "a total column equals the sum of the columns beside it",
        "error",
        "A column headed 합계, 총계, 소계, 계 or 전체 states, row by row, the sum of the "
        "columns under the same header or beside it.",
        "예산 › 합계 92,134 = 국비 16,128 + 시비 36,017 + 구비 37,593 + 기금 2,396.",
        "Compare the row with the report; a lost blank may have moved its figures by one column.",
    ),
    Rule(
        "HG201",
        "a difference named in a header holds",
        "error",
        "A column headed with a formula such as 증감(A-B), or 증감 between two periods, states the difference of those columns.",
        "증감(A-B) 12,837 = 68,456 - 55,619.",
        "Compare the three cells with the report; a lost △ shows as a gap of twice the difference.",
    ),
    Rule(
        "HG202",
        "a ratio named in a header holds",
        "warning",
        "A column headed 달성률, 집행률, or with a formula such as (B/A), states the quotient of two other columns in percent.",
        "실적 56,362 / 목표 68,430 = 82.4 %.",
        "Rates are often typed by hand: compare with the report. A warning does not quarantine the table.",
    ),
    Rule(
        "HG203",
        "a growth rate named in a header holds",
        "warning",
        "A column or row headed 증감률 or 전년대비 states the change from the old figure to "
        "the new one in percent of the old one.",
        "from 310,313 to 309,397: -0.3 %.",
        "Compare with the report; percentage points are sometimes printed as percent.",
    ),
    Rule(
        "HG204",
        "a share of a total holds",
        "warning",
        "A column headed 비중 or 구성비, or a percentage in parentheses behind a figure, "
        "states that figure's share of its total.",
        "남성 145,694 of 304,819 is 48 %.",
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
        "총계 (78개 사업) = 15 + 4 + 39 + 6 + 6 + 5 + 3.",
        "Compare the labels with the report.",
    ),
    Rule(
        "HG701",
        "a row's figures could not be placed",
        "warning",
        "A row of a text dump has fewer figures than the table has columns, and its arithmetic allows no placement, or several.",
        "고용서비스 2,175 1,473 24 under six columns without totals.",
        "Read the PDF, HWPX or HWP of the same report if there is one: there the columns are printed.",
    ),
    Rule(
        "HG901",
        "the source is empty",
        "error",
        "The file has no bytes, or nothing but white space.",
        "a download that stopped at once.",
        "Fetch the file again.",
    ),
    Rule(
        "HG902",
        "the source is damaged",
        "error",
        "The file begins like a known format but cannot be read to its end.",
        "a PDF cut off in the middle.",
        "Fetch the file again and compare its size or checksum with the original.",
    ),
    Rule(
        "HG903",
        "the source is encrypted",
        "error",
        "The file needs a password.",
        "a PDF with an open password.",
        "Ask the issuer for an open copy, or decrypt it and run again.",
    ),
    Rule(
        "HG904",
        "the source's format is unknown",
        "error",
        "The content is none of the formats that hapgye reads; the file's name does not matter.",
        "random bytes, an image, a Word file.",
        "Convert it to PDF, text, CSV or XLSX.",
    ),
    Rule(
        "HG905",
        "the source holds images only",
        "error",
        "The pages have pictures but no text, so there is nothing to read.",
        "a scanned report.",
        "Run text recognition (OCR) over it first, or ask the issuer for the original file.",
    ),
    Rule(
        "HG906",
        "a page could not be read",
        "warning",
        "One page of a source could not be read; the others were.",
        "a page whose text has no Unicode mapping, or whose content stream is damaged.",
        "Compare that page with the report by eye: its tables are missing.",
    ),
    Rule(
        "HG907",
        "the source could not be opened",
        "error",
        "There is no such file, it is a folder without sources, or it may not be read.",
        "a misspelt path.",
        "Check the path and its permissions.",
    ),
    Rule(
        "HG908",
        "the source is larger than the limit",
        "error",
        "The file, or what it unpacks to, is larger than hapgye reads.",
        "a spreadsheet of a few kilobytes that unpacks to gigabytes.",
        "Split the report, if it is honest.",
    ),
    Rule(
        "HG909",
        "hapgye failed on the source",
        "error",
        "A fault of hapgye itself: the source may be fine.",
        "an unexpected error in a reader.",
        "Please report it with the file and the message; the other sources were still done.",
    ),
    Rule(
        "HG910",
        "an accepted finding is no longer found",
        "error",
        "A baseline file accepts an inconsistency that its report no longer has, or has with another stated figure.",
        "a new version of the report in which 13,660 was corrected to 13,600.",
        "Delete the entry from the baseline file; accept the new figure only after comparing it with the report.",
    ),
)

RULES: dict[str, Rule] = {rule.code: rule for rule in _ALL}
