"""Markers: what stands in a cell in a number's place."""

from __future__ import annotations

from normalize.typography import squeeze

_DASHES = "- – — ― − － ‐ ─ ━ ー -- ---"
_DOTS = "· ㆍ … ⋯ ‥ ... .. ． . ∙ ･"
_SIGNS = "〃 ″ * ** X x × N/A n/a NA N.A. #N/A"
_WORDS = (
    "비예산 미정 해당없음 해당사항없음 미해당 없음 미산정 산정불가 산출불가 별도 별도산정 미집계 집계중 집계불가 미공개 비공개 "
    "자료없음 미상 불명 불상 추후결정 추후확정 추후 협의중 미반영 미편성 미확정 미실시 미측정 측정불가 미제출 비대상 "
    "대상아님 해당무 無 무 미운영 미시행 미추진 생략"
)
_MARKERS = frozenset(squeeze(word) for word in f"{_DASHES} {_DOTS} {_SIGNS} {_WORDS}".split())
_OWN = {"–": "–", "−": "−", "·": "·", "ㆍ": "·"}
_LONGEST = 40


def read_marker(text: str) -> str | None:
    """The marker that is the whole text, in one spelling (`해당 없음` → `해당없음`, `( - )` → `-`), or None.

    A blank text is no marker. An en dash, a middle dot and a hyphen stay different markers.
    """
    if len(text) > _LONGEST:
        return None
    bare = "".join(text.split())
    if len(bare) > 2 and bare[0] in "(（" and bare[-1] in ")）":
        bare = bare[1:-1]
    folded = squeeze(bare)
    if folded not in _MARKERS:
        return None
    return _OWN.get(bare, folded)
