"""The rules of the input itself (HG9xx)."""

from __future__ import annotations

from schemas.rules.rule import Rule

SOURCE = (
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
        "a new version of the report in which 5,660 was corrected to 5,600.",
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
