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
        "HG105",
        "a sum found in the numbers",
        "warning",
        "No label says so, but in several parallel rows or columns one figure is the sum of the same others, more often than "
        "chance allows. Where that holds in far more lines than it fails, a line in which it fails is a hypothesis: a warning, "
        "which neither fails a run nor quarantines the table.",
        "11,697 = 8,758 + 1,726 + 833 + 380 and, in the row below, 8,740 = 6,378 + 1,726 + 432 + 204.",
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
        "HG401",
        "a figure of the prose stands in a table too",
        "note",
        "The prose states a figure behind a name, and a table states it on the row of that name, perhaps in a finer unit.",
        "서울형 청년인턴 직무캠프 (350개, 40억원) and the row with 350 and 4,000 백만원.",
        "Nothing: only agreement is reported. Where a restated figure matters, see that it is listed.",
    ),
    Rule(
        "HG402",
        "figures behind a name are the sums of the rows of that name",
        "note",
        "Several rows of a table bear a name that the prose has once. Where one of the figures in parentheses behind the name "
        "is the sum of these rows, the others should be too. What differs may be defined differently: a note.",
        "뉴딜일자리 (4,200개, 841억원) over rows of 3,100 and 1,100 개 and of 69,049 and 14,080 백만원: the amounts make 831.",
        "Compare the rows with the figure: the prose may include a row of another name, or be misprinted.",
    ),
    Rule(
        "HG403",
        "a change stated in prose follows from a table",
        "note",
        "The prose states a change against the year before, and only a table has both years. Only what holds is reported.",
        "전년 대비 299개 증가 and the row with 19,796 and 20,095.",
        "Nothing: it tells which figures of the prose were verified.",
    ),
    Rule(
        "HG404",
        "a share stated in prose follows from a table",
        "note",
        "The prose states a figure and its share of another one that only a table has. Only what holds is reported.",
        "59,739명, 서울시 전체의 1.3% and the row with 59,739 and 4,474,950.",
        "Nothing: it tells which figures of the prose were verified.",
    ),
    Rule(
        "HG405",
        "a figure of two tables is the same in both",
        "note",
        "Two tables state figures under the same labels of row and column and in the same unit, and most of them agree. One "
        "that differs may be defined differently, or be of another date: a note.",
        "직접일자리 × 합계: 43,019 in the summary and in the plan.",
        "Compare the two tables; if both mean the same, ask the issuer which figure holds.",
    ),
    Rule(
        "HG406",
        "a figure of the prose is stated again",
        "note",
        "Two figures of one sentence, or a long one, stand in an earlier sentence too. Only agreement is reported.",
        "(4,200개, 841억원) in the summary and in the plan.",
        "Nothing: it tells which figures of the prose were verified.",
    ),
    Rule(
        "HG501",
        "a difference stated in prose holds",
        "warning",
        "A sentence states a figure, the one it is compared with, and the change between them.",
        "78개 사업 68,456개, ’20년(55,619개) 대비 12,837개 증가.",
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
        "’20년(55,619개) 대비 12,837개(23.1%) 증가.",
        "Compare the sentence with the report.",
    ),
    Rule(
        "HG504",
        "parts in parentheses add up to the figure before them",
        "warning",
        "A figure is followed by its parts in parentheses. A list that ends in 등 leaves parts out and is not summed.",
        "62개소(시직영 23, 구직영 21, 대학 18).",
        "Compare the figure and its parts with the report.",
    ),
    Rule(
        "HG505",
        "a figure is the sum of those in the items under it",
        "note",
        "The items below a sentence break its figure down. Only sums that hold are reported: items may state other things.",
        "총 78,535명 over 1:1상담(6,210명), 멘토링(7,209명) and so on.",
        "Nothing: it tells which figures of the prose were verified.",
    ),
    Rule(
        "HG506",
        "a count equals the names in parentheses behind it",
        "note",
        "A count is followed by the names of what is counted. Only counts that hold are reported: lists may be incomplete.",
        "3개소 신규운영(마포·성동·양천).",
        "Nothing: it tells which figures of the prose were verified.",
    ),
    Rule(
        "HG507",
        "an equation printed in prose holds",
        "warning",
        "A sentence prints a sum, difference or product with its signs and what it comes to.",
        "2,308십억원 - 1,842십억원 = 466십억원; 4.5만 세대 × 47.2만원 = 21,240백만원.",
        "Work the equation out by hand and compare its figures with the tables around it.",
    ),
    Rule(
        "HG508",
        "a length of time follows from the dates beside it",
        "note",
        "A number of years, months or days stands beside its first and last date. Only what holds is reported: whether both "
        "ends count is for the report to say.",
        "2021.2.1～6.30.(5개월), 10년간(’20～’29).",
        "Nothing: it tells which figures of the prose were verified.",
    ),
    Rule(
        "HG509",
        "a share stated beside its figure holds",
        "warning",
        "A figure and its percentage stand together, of a total that the sentence names, that the shares make up, or that "
        "stands above them.",
        "102명(60.4%), 13명(7.7%) and 54명(32.0%) of 169명.",
        "Compare the figure, its share and the total with the report.",
    ),
    Rule(
        "HG510",
        "an amount in digits and in words is the same",
        "warning",
        "An amount is followed by the same amount in words, in parentheses.",
        "270,000,000원(이억칠천만원).",
        "Compare the two: a digit or a word may be missing.",
    ),
    Rule(
        "HG511",
        "a rate of the labour market follows from its definition",
        "note",
        "고용률, 실업률 and 경제활동참가율 are computed of the heads stated near them, their changes of the changes of these. "
        "Only what holds is reported: rates of an age group bear the same names.",
        "실업률 6.5% of 341천명 without work and 4,893천명 at work.",
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
        "6371 among 6,907 and 4,103.",
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
        "고용서비스 2,175 1,473 24 under six columns without totals.",
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
        "1,473 stands on page 3, and neither a cell nor a line of the prose has it.",
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
        "Convert it to PDF, HWPX, HWP, text, CSV or XLSX.",
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
    Rule(
        "HG911",
        "a part of the source is damaged",
        "warning",
        "One part of a document is cut off, does not fit its checksum or cannot be read; what could be read was.",
        "an HWP section whose checksum does not fit its content.",
        "Fetch the file again, or compare its tables with the report by eye.",
    ),
    Rule(
        "HG912",
        "printed characters have no known meaning",
        "warning",
        "A font of a page does not tell which characters its glyphs are, or tells wrong ones. Characters without a meaning are "
        "shown as \N{REPLACEMENT CHARACTER}; where most of a page has none, nothing of the page is read.",
        "a PDF whose fonts were embedded without a mapping to Unicode: it prints well, but copied text is nonsense.",
        "Run text recognition (OCR) over the pages named, or ask the issuer for the original file.",
    ),
    Rule(
        "HG913",
        "the text was recognised in a picture",
        "warning",
        "Pages show a scan, and their text is an invisible layer that a program for text recognition laid over it. It is read as "
        "it stands, with that program's mistakes.",
        "a scanned report in which text can be searched: 3,180 may stand in it as 3,130.",
        "Compare the figures of the pages named with the report by eye, or ask the issuer for the original file.",
    ),
)

RULES: dict[str, Rule] = {rule.code: rule for rule in _ALL}
