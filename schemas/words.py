"""The words by which Korean reports name totals; labels and headers are compared without blanks and parentheses."""

from __future__ import annotations

import re

TOTALS = frozenset({"합계", "총합계", "총계", "계", "전체", "총액", "누계", "합", "total"})
SUBTOTALS = frozenset({"소계", "중계", "부분계", "subtotal"})

# fmt: off
UNKNOWN = frozenset({
    "…", "⋯", "‥", "...", "..", "X", "x", "N/A", "n/a", "NA",
    "N.A.", "#N/A", "미정", "미산정", "산정불가", "산출불가", "별도", "별도산정", "미집계", "집계중",
    "집계불가", "미공개", "비공개", "자료없음", "미상", "불명", "불상", "추후결정", "추후확정", "추후",
    "협의중", "미확정", "미측정", "측정불가", "미제출", "생략",
})
# fmt: on
"""The markers that stand for a figure that is there but not told; all others stand for none."""

_WHOLE = re.compile(r"(?:전체|총)(?!점|장|무|량)[가-힣]{1,8}|[가-힣]{1,8}(?:합계|총계|소계)")
_ASIDE = re.compile(r"\([^()]*\)|[<>〈〉\[\]【】\s·*]")


def bare(label: str) -> str:
    """A label without blanks, brackets and what stands in parentheses: `총 계 (78개 사업)` → `총계`."""
    return _ASIDE.sub("", label).casefold()


def is_total(label: str) -> bool:
    """Whether a label says that its row or column is a total (합계, 총계, 계, 전체 …)."""
    return bare(label) in TOTALS


def is_subtotal(label: str) -> bool:
    """Whether a label says that its row or column is a subtotal (소계)."""
    return bare(label) in SUBTOTALS


def may_be_total(label: str) -> bool:
    """Whether a label names a whole less plainly (전체인구, 총사업비, 세입합계): a total only if the figures say so."""
    return _WHOLE.fullmatch(bare(label)) is not None
