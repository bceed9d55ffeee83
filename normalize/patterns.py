"""Patterns of names and codes that hold digits, by the character they begin with; `normalize.names` tries them at every place.

All runs are possessive, so that no text is slow. They are written for folded text (see `normalize.typography`).
"""

from __future__ import annotations

from normalize.spelling import COUNTED, UNIT

_MORE = rf"(?!\d|[.,]\d|{COUNTED})"
"""No further digits and no unit may follow."""

FIGURES = (
    # codes and phone numbers: 123-45-67890, 1588-0000, 22-5, 2031 - 000123; but 5-9인 is a range
    r"0\d{1,2}+\)\s?\d{3,4}+-\d{4}",
    r"\d{1,30}+\s-\s0\d{1,30}+",
    rf"(?!\d{{1,6}}+-\d{{1,6}}+{COUNTED})\d{{1,30}}+(?:-\d{{1,30}}+(?![.,]\d))++",
    # numbers with a leading nought: 007, 01234 가온시
    rf"0\d{{1,30}}+(?![.,]\d|{COUNTED})",
    # clock and proportion: 17:30, 1:1, 7대 3
    r"\d{1,6}+(?:\.\d{1,2}+)?(?:\s?:\s?\d{1,6}+(?:\.\d{1,2}+)?+){1,5}+",
    rf"\d{{1,3}}+\s?대\s?\d{{1,3}}+{_MORE}",
    # versions, addresses of the net, dates that are none: 1.2.3
    r"\d{1,30}+(?:\.\d{1,30}+){2,}+\.?",
    # digits before a Latin word: 3D, 10th, 21A1; but 3km
    rf"\d{{1,30}}+(?!{UNIT})[A-Za-z][A-Za-z\d]{{0,30}}+(?:/[A-Za-z]{{1,9}}+)?",
    # footnotes and list numbers inside a line: 2) 불교부단체; but 신규 150) closes a bracket
    r"\d{1,2}+\)(?=\s{0,3}+[가-힣A-Za-z｢「])(?<!\([^()]{0,60}\d\))",
    # ages: 20~30대, 30대 여성, 2030세대
    r"[1-9]0(?:\s?[~,·]\s?[1-9]0)++대",
    r"[1-9]0대(?=\s?(?:이상|이하|미만|초반|중반|후반|청년|여성|남성|남자|여자|인구|구직|직장|취업|근로|중장년|연령|가장|≤))",
    r"(?:2030|3040|4050|5060|6070)(?=\s?세대)",
    # several ordinals: 1~4차, 3~5급, 2~3호
    r"(?:\d{1,2}+\s?[~,]\s?){1,6}+\d{1,2}+(?:차|급|등급|순위|학년|단계|기(?!\s?[가-힣])|인실)(?!\s?원)",
    r"(?:1?\d\s?[~,]\s?){1,6}+1?\d호(?!\s?(?:원|공급|지원|주택))",
    r"\d{1,2}+(?:등(?![가-힣])|회\s?추경)",
    r"[45]대\s?(?:보험|사회보험|중증|강)",
    # enumerations joined by a middle dot: 1·2호점, 3·1절
    r"\d{1,4}+(?:·\d{1,4}+)++",
    r"\d{1,2}\.\d{1,2}(?=\s?(?:민주|혁명|의거|학생|운동|만세(?!대)))",
    # fractions and pages: 1/2, 15분의 1
    rf"(?<!/)\d{{1,2}}+\s?/\s?\d{{1,2}}+(?![\d/]|[.,]\d|{COUNTED})",
    r"\d{1,4}+분의\s?\d{1,4}+",
    # per one of something: 1인당, 1일 최대, 1명 기준
    r"1\s?(?:인|명|개소|개|일|회|가구|세대|건|팀|업체|개사|호|년|시간|주|㎡|kg|km|톤)\s?(?:당(?![가-힣])|당\s|(?=\s(?:최대|평균|기준)))",
    # days and hours of the clock: 31일까지, 10시
    r"\d{1,2}+(?:일(?=까지|부터|자\s)|\s?시(?:(?![가-힣·])|(?=부터|까지|에|경|이후|이전|기준|현재|와|의))(?:\s?\d{1,2}+\s?분)?)",
)
"""Begin with a digit that goes on no other number."""

AHEAD = (
    r"0\d|1\s?[인명개일회가세건팀업호년시주㎡kt톤]|\d{1,30}+(?:[A-Za-z일]|\s?[-:·~,/]\s?\d|\s-|\.\d|\)\s{0,3}+[가-힣A-Za-z｢「\d]"
    r"|\s?[대시차급등순학단기세회]|분의)"
)
"""What all of `FIGURES` begin with: looked for first, so that most figures are passed at once."""

BEHIND = (
    # footnotes behind a sentence: 기준.3) 결산
    r"(?<=[가-힣]\.)\d{1,2}+\)(?=\s{0,3}+[가-힣A-Za-z｢「])",
    # years of books: 김필헌, 2014;
    r"(?<=[가-힣]{2},\s?)(?:19|20)\d\d[a-z]?(?:,\s?\d{1,3}+)?(?=\s?[;)])",
    # rooms: 3층 310호
    r"(?<=(?:층|\d동|관|빌딩|타워|센터|청사|실|텔)\s?)\d{2,4}+호(?![가-힣])",
    # streets: 선유로9길 30, 세종대로 110, 중구 퇴계로 10
    r"(?<=[가-힣][로길]\s?)\d{1,4}+(?:가|번?길)(?:\s?\d{1,4}+(?:-\d{1,4}+)?(?![\d,.]))?",
    rf"(?<=[가-힣](?:대로|길)\s?)\d{{1,4}}+(?!\d|[.,]\d|{COUNTED}|[가-힣])",
    rf"(?<=[시군구읍면동]\s[가-힣\d]{{1,10}}(?:로|길)\s?)\d{{1,4}}+(?!\d|[.,]\d|{COUNTED}|[가-힣])",
)
"""Begin with a digit, behind certain words."""

LATIN = (
    # SFR-001, A30, UML2.0, COVID-19; but GDP2.3% is a figure
    r"(?<![A-Za-z\d_-])(?!(?:USD|KRW|EUR|JPY|CNY|US)[\s\d$]|[xX]\d)[A-Za-z][A-Za-z&+]{0,29}+[-_]?\d[\dA-Za-z]{0,30}+(?:[-._][\dA-Za-z]{1,30}+){0,6}+(?!\d|,\d|\s?%)",
    # standards and pages: H.323, p.31, pp. 12-14
    r"(?<![A-Za-z])(?:[A-Z]\.\d{2,4}+|pp?\.\s?\d{1,4}+(?:\s?[-~]\s?\d{1,4}+)?)",
    # versions of a named thing: HTML 4.01, ver. 2.1
    r"(?<![A-Za-z])[Vv]er\.?\s?\d{1,2}+(?:\.\d{1,2}+){1,2}+",
    rf"(?<![A-Za-z])(?!(?:USD|KRW|EUR|JPY|CNY)\s)[A-Za-z][A-Za-z&+]{{1,29}}+\s\d{{1,2}}+\.\d{{1,2}}+{_MORE}",
    # web and postal addresses
    r"(?<![A-Za-z\d.+_-])[A-Za-z\d.+_-]{1,64}+@[A-Za-z\d._-]{1,64}+|https?://[^\s<>()]{1,300}+",
)
"""Begin with a Latin letter."""

WORDS = (
    # legal and numbered references: 제3차, 제104조제4호, 별표 3, 참고1
    r"(?:(?<![가-힣])제\s?|(?<=[조항호목의장])제)\d{1,6}+(?![\d,.]\d|\s?%)(?:\s?(?:[조항호목장절관편차회기](?!\s?원)|단계))?(?:의\s?\d{1,3}+)?",
    r"제\s?\d{1,6}+(?:[조항호](?!\s?원)(?:의\s?\d{1,3}+)?|-\d{1,4}+)",
    r"(?<![^\s])분의\s?\d{1,4}+",
    r"(?<![가-힣])(?:별표|별지|별첨|서식|양식|참고|붙임|그림|표|유형|첨부|각주|부록|과제|안|주석|전략|사례|규제대안|대안)\s?"
    rf"\d{{1,3}}+(?![\d,.]\d|{COUNTED})(?:[-~]\d{{1,3}}+)?",
    r"매월\s?\d{1,2}+일",
    r"(?:지침|버전|규격)\s?\d{1,2}+(?:\.\d{1,2}+){1,2}+",
    r"코로나\s?-?\s?(?:바이러스(?:감염증)?)?\s?-?\s?19",
)
"""Begin with a Korean word."""

MARKS = (
    r"(?<![\d.,])\(0\d{1,2}+\)\s?\d{3,4}+-\d{4}",
    r"(?<=[가-힣_.]\s?)\(\s?(?:19|20)\d\d[a-z]?\s?\)",
    r"[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]-\d{1,4}+" + rf"(?:\s?[~,]\s?\d{{1,4}}+{_MORE})*+",
    r"☎\s?\(?\d[\d\s-]{0,20}+",
)
"""Begin with a bracket, a Roman numeral or a sign: (044)203-5160, 탁현우(2022), Ⅲ-18, ☎."""
