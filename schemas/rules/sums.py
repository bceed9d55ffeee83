"""The rules of sums (HG1xx): totals of rows and of columns, groups, sums that no label names."""

from __future__ import annotations

from schemas.rules.rule import Rule

SUMS = (
    Rule(
        "HG101",
        "a total row equals the sum of its parts",
        "error",
        "A row labelled 합계, 총계, 소계, 계 or 전체 states, column by column, the sum of the rows it stands over.",
        "총계 8,460 over 직접일자리 3,180 and 간접일자리 5,280: 3,180 + 5,280 = 8,460.",
        "Compare the named cells with the report. If the report itself is wrong, ask its issuer, or accept "
        "the finding in a baseline file.",
    ),
    Rule(
        "HG102",
        "a group row equals the sum of its members",
        "error",
        "A row that heads a group (직접일자리 over its projects) states the sum of the group's rows. An amount "
        "merged over two rows counts once.",
        "고용서비스 9,570 over its four projects 2,150 + 6,400 + 120 + 900.",
        "Compare the group row and its members with the report; look for a member that the reader attached to the wrong group.",
    ),
    Rule(
        "HG103",
        "a grand total equals the sum of all entries",
        "error",
        "A total row above several groups equals the sum of all rows that are no totals themselves.",
        "총계 (12개 사업) 8,460 is the sum of the 12 project rows.",
        "If HG101 holds and this fails, a group does not match its members: see the HG102 findings of the table.",
    ),
    Rule(
        "HG104",
        "a total column equals the sum of the columns beside it",
        "error",
        "A column headed 합계, 총계, 소계, 계 or 전체 states, row by row, the sum of the "
        "columns under the same header or beside it.",
        "예산 › 합계 9,130 = 국비 2,410 + 시비 3,350 + 구비 3,120 + 기금 250.",
        "Compare the row with the report; a lost blank may have moved its figures by one column.",
    ),
    Rule(
        "HG105",
        "a sum found in the numbers",
        "warning",
        "No label says so, but in several parallel rows or columns one figure is the sum of the same others, more often than "
        "chance allows. Where that holds in far more lines than it fails, a line in which it fails is a hypothesis: a warning, "
        "which neither fails a run nor quarantines the table.",
        "11,432 = 8,517 + 1,864 + 729 + 322 and, in the row below, 8,951 = 6,483 + 1,864 + 417 + 187.",
        "Nothing, where it holds. Where a line fails, compare it with the report; a header or label may be misprinted.",
    ),
    Rule(
        "HG106",
        "how a report shortens its figures",
        "note",
        "Told once for a report: whether its relations hold only if figures are rounded, or only if digits are cut off, and what "
        "the report itself says of sums that do not come out (단수조정, 반올림). It changes no verdict.",
        "The report cuts digits off: 7 relations hold only if figures are cut off, none only if they are rounded.",
        "Nothing. Where one relation goes against the habit, look at its figures.",
    ),
)
