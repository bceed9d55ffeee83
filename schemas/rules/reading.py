"""The rules of notation (HG6xx), and of the structure and account of what was read (HG7xx)."""

from __future__ import annotations

from schemas.rules.rule import Rule

READING = (
    Rule(
        "HG601",
        "the separators of a figure stand where none belongs",
        "warning",
        "Commas do not part groups of three digits, or a point stands before three digits of what is counted in whole pieces. "
        "The figure is read as printed.",
        "68.456개, 1,23,456.",
        "Compare with the report. If it is printed so, ask its issuer which figure is meant.",
    ),
    Rule(
        "HG602",
        "a figure lacks the separators that all others have",
        "note",
        "A table separates thousands by commas in all its figures but one. The figure is read as printed.",
        "5284 among 6,120 and 3,975.",
        "Compare with the report: a digit or a comma may be missing.",
    ),
    Rule(
        "HG603",
        "a change between percentages is printed in percent",
        "note",
        "A column of changes holds the plain differences of two columns of percentages. Such differences are percentage points.",
        "비율 40.0%, 42.5% and 증감 2.5% instead of 2.5%p.",
        "Read the column as percentage points (%p).",
    ),
    Rule(
        "HG604",
        "a unit caption does not fit its table",
        "warning",
        "No figure of the table is in the unit of its caption, or a column in whole pieces holds fractions throughout.",
        "(단위 : 명) over a column of 57.3, 41.0 and 12.8.",
        "Compare the caption with the report; the unit of the named column may be another one.",
    ),
    Rule(
        "HG605",
        "a column's unit cannot be decided",
        "note",
        "The caption lists several units and the header of the column speaks for none of them. Its figures have no unit.",
        "(단위 : 개, 백만원) over a column headed 계획.",
        "Take the unit from the report where the figures are used.",
    ),
    Rule(
        "HG701",
        "a row's figures could not be placed",
        "warning",
        "A row of a text dump has fewer figures than the table has columns, and its arithmetic allows no placement, or several.",
        "고용서비스 1,320 870 45 under six columns without totals.",
        "Read the PDF, HWPX or HWP of the same report if there is one: there the columns are printed.",
    ),
    Rule(
        "HG702",
        "a table's cells do not tile its grid",
        "warning",
        "The cells that a file stores for a table overlap, leave gaps or lie outside it; honest files have none such.",
        "two cells at row 0, column 0, or a span of 65,535 rows in a table of three.",
        "Open the document in its own program, compare the table, and save it anew.",
    ),
    Rule(
        "HG703",
        "a number of the source was read nowhere",
        "warning",
        "The numbers of a source are counted in its bare text before anything is read from it. One that then stands in no table "
        "and no paragraph, and that no reason sets aside, was lost by the reader.",
        "1,208 stands on page 3, and neither a cell nor a line of the prose has it.",
        "Compare the place with the report by eye: its table may lack a figure. Please report it with the file.",
    ),
    Rule(
        "HG704",
        "every number of the source is accounted for",
        "note",
        "The numbers seen in the source are those used in table cells and in claims of the prose, those set aside for a reason, "
        "and those lost. Of this finding the stated figure is what was seen, the computed one what was used and set aside.",
        "1,204 numbers seen = 690 in cells + 75 in claims + 439 set aside.",
        "Nothing, where the gap is 0; else see HG703.",
    ),
    Rule(
        "HG705",
        "numbers used",
        "note",
        "How many numbers of the source are part of a figure in a table's cells, and how many of one in a claim of the prose.",
        "numbers in table cells: 690.",
        "Nothing: it is part of the account of HG704.",
    ),
    Rule(
        "HG706",
        "numbers set aside for a reason",
        "note",
        "How many numbers of the source are no figures, by reason: headers and labels, dates, page and list numbers, footnote "
        "marks, references, phone numbers, addresses, codes, and figures of the prose that stand in no claim.",
        "numbers set aside, date or period: 112.",
        "Nothing: it is part of the account of HG704.",
    ),
    Rule(
        "HG707",
        "figures verified by relations",
        "note",
        "How many figures of the tables stand in no, one, two, or three and more relations that were confronted and hold.",
        "figures of tables verified by two relations: 410.",
        "Nothing. What no relation verifies is as reliable as its reading.",
    ),
)
