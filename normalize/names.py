"""What holds digits and is no quantity: phone numbers, codes, versions, legal references, addresses, list numbers, ordinals."""

from __future__ import annotations

import regex

from normalize.periods import read_periods
from normalize.spelling import COUNTED, DEFINITIONS, SCALE, TAIL, UNIT

FILL = "\0"
"""Stands for every character that is set aside, so that offsets stay."""

_AT = r"(?<![\d.,])"

# Each pattern is tried in this order at every place; all runs are possessive, so that no text is slow.
_PATTERNS = (
    # codes and phone numbers: 314-81-07954, 1600-1004, 22-5; but 5-9인 is a range
    rf"(?<![\d.,])(?!\d{{1,6}}+-\d{{1,6}}+{COUNTED})\d{{1,30}}+(?:-\d{{1,30}}+(?![.,]\d))++",
    # clock and proportion: 17:30, 1:1
    rf"{_AT}\d{{1,6}}+(?:\s?:\s?\d{{1,6}}+){{1,5}}+",
    # versions, addresses of the net, dates that are none: 1.2.3
    r"(?<![\d.,])\d{1,30}+(?:\.\d{1,30}+){2,}+\.?",
    # Latin names: SFR-001, A30, UML2.0, COVID-19; but GDP2.3% is a figure
    r"(?<![A-Za-z\d_-])(?!(?:USD|KRW|EUR|JPY|CNY|US)[\s\d$])[A-Za-z][A-Za-z&+]{0,29}+[-_]?\d[\dA-Za-z]{0,30}+(?:[-._][\dA-Za-z]{1,30}+){0,6}+(?!\d|,\d|\s?%)",
    # versions of a named thing: HTML 4.01
    rf"(?<![A-Za-z])(?!(?:USD|KRW|EUR|JPY|CNY)\s)[A-Za-z][A-Za-z&+]{{1,29}}+\s\d\.\d{{1,2}}+(?![\d.,]|{COUNTED})",
    # digits before a Latin word: 3D, 10th, 21A1; but 3km
    rf"{_AT}\d{{1,30}}+(?!{UNIT})[A-Za-z][A-Za-z\d]{{0,30}}+(?:/[A-Za-z]{{1,9}}+)?",
    # legal and numbered references: 제3차, 제104조제4호, 별표 3, 참고1
    r"(?:(?<![가-힣])제\s?|(?<=[조항호목의장])제)\d{1,6}+(?![\d,.]\d|\s?%)(?:\s?(?:[조항호목장절관편차회기](?!\s?원)|단계))?(?:의\s?\d{1,3}+)?",
    r"(?<![가-힣])(?:별표|별지|참고|붙임|그림|표|유형|첨부|각주|부록|과제|안|주석|전략|사례|규제대안|대안)\s?"
    rf"\d{{1,3}}+(?![\d,.]\d|{COUNTED})(?:-\d{{1,3}}+)?",
    r"(?<![\d.,])[45]대\s?(?:보험|사회보험|중증|강)",
    r"코로나\s?-?\s?(?:바이러스(?:감염증)?)?\s?-?\s?19",
    # streets: 선유로9길 30, 세종대로 110
    r"(?<=[가-힣][로길])\s?\d{1,4}+(?:가|번?길)(?:\s?\d{1,4}+(?:-\d{1,4}+)?(?![\d,.]))?",
    r"(?<=[가-힣](?:대로|길))\s?\d{1,4}+(?![\d.,]\d|\s?[%가-힣])",
    # enumerations joined by a middle dot: 1·2호점, 3·1절
    r"(?<![\d.,])\d{1,4}+(?:·\d{1,4}+)++",
    r"(?<![\d.,])\d{1,2}\.\d{1,2}(?=\s?(?:민주|혁명|의거|학생|운동|만세))",
    # fractions and pages: 1/2, 15분의 1
    rf"(?<![\d/.,])\d{{1,2}}+\s?/\s?\d{{1,2}}+(?![\d/]|[.,]\d|{COUNTED})",
    rf"{_AT}\d{{1,4}}+분의\s?\d{{1,4}}+",
    # per one of something: 1인당, 1일 최대, 1명 기준
    rf"{_AT}1\s?(?:인|명|개소|개|일|회|가구|세대|건|팀|업체|개사|호|년|시간|주|㎡|kg|km|톤)\s?(?:당(?![가-힣])|당\s|(?=\s(?:최대|평균|기준)))",
    # days and hours of the clock: 31일까지, 10시
    rf"{_AT}\d{{1,2}}+(?:일(?=까지|부터|자\s)|\s?시(?!간|[·도군설스범민행장])(?:\s?\d{{1,2}}+\s?분)?)",
    # telephone exchanges, web and postal addresses
    r"[\w.+-]{1,64}+@[\w.-]{1,64}+|https?://[^\s<>()]{1,300}+|☎\s?\(?\d[\d\s-]{0,20}+",
)
_NAMES = regex.compile(DEFINITIONS + "|".join(f"(?:{pattern})" for pattern in _PATTERNS))

_ITEM = regex.compile(
    rf"""{DEFINITIONS}^[ ]{{0,20}}+(?:[-○□▪•*·]\s?)?(?:
      \d{{1,2}}+[.)](?!\d)(?=\s*+\S)
    | \(\d{{1,2}}+\)(?=\s{{0,3}}+[가-힣A-Za-z])
    | \d{{1,2}}+(?:\.\d{{1,2}}+){{1,2}}+\.?(?=\s{{1,3}}+[가-힣A-Za-z])(?!{COUNTED}{TAIL})
    )""",
    regex.VERBOSE | regex.MULTILINE,
)
_SECTION = regex.compile(
    rf"{DEFINITIONS}^\s{{0,20}}+\d{{1,2}}+(?=\s{{1,3}}+[가-힣A-Za-z'\0])(?!\s{{1,3}}+(?:{SCALE}|{UNIT}{TAIL}))"
)


def _blank(match: regex.Match[str]) -> str:
    return FILL * (match.end() - match.start())


def set_aside(text: str) -> str:
    """The folded text with every period, name, reference, code and list number blanked out, character by character."""
    parts, position = [], 0
    for period in read_periods(text):
        parts += [text[position : period.at], FILL * (period.to - period.at)]
        position = period.to
    rest = "".join([*parts, text[position:]])
    rest = _SECTION.sub(_blank, _ITEM.sub(_blank, rest))
    return _NAMES.sub(_blank, rest)
