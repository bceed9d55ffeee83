"""Ratios, growth rates and shares as witnesses: a figure put right must not spoil those in which it stands."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from check.view import View
from check.weigh import plain, weigh_quotient
from schemas import HOLDS, CellRef, Finding, Quantity, Relation

_QUOTIENTS = frozenset({"ratio", "growth", "share"})


class Rates:
    """The quotients of a table, by the figures that stand in them."""

    def __init__(self, findings: Iterable[Finding], view: View) -> None:
        self._view = view
        self._on: dict[Hashable, list[Relation]] = {}
        for finding in findings:
            relation = finding.relation
            if relation is not None and relation.kind in _QUOTIENTS and finding.verdict in HOLDS | {"inconsistent"}:
                for ref in {relation.target, *(term.ref for term in relation.terms)}:
                    self._on.setdefault(ref, []).append(relation)

    def unspoilt(self, meant: Mapping[Hashable, Fraction]) -> Mapping[Hashable, Fraction]:
        """Of figures with the values that they may have been meant to have, those under which their own quotients hold.

        A figure without a quotient is neither accused nor cleared; all are given back where the quotients clear none.
        """
        spoilt = {key for key, value in meant.items() if any(not self._holds(rate, key, value) for rate in self._on.get(key, ()))}
        accused = {key for key in meant if key not in spoilt and any(not self._holds(rate) for rate in self._on.get(key, ()))}
        kept = accused or meant.keys() - spoilt
        return {key: value for key, value in meant.items() if key in kept} or meant

    def _holds(self, relation: Relation, key: Hashable = None, value: Fraction = Fraction(0)) -> bool:
        """Whether a quotient holds as printed, or with another value for one figure."""
        figures = [self._figure(ref, key, value) for ref in (relation.target, *(term.ref for term in relation.terms[:2]))]
        stated, top, bottom = (*figures, None, None)[:3]
        if stated is None or top is None or bottom is None or not bottom.value:
            return True
        return weigh_quotient(stated, top, bottom, less=int(relation.kind == "growth"))[0] != "inconsistent"

    def _figure(self, ref: CellRef, key: Hashable, value: Fraction) -> Quantity | None:
        quantity = self._view.quantity(ref)
        if ref != key or quantity is None or not quantity.value:
            return quantity if quantity is not None and quantity.value is not None else None
        base = quantity.base_value
        scaled = None if base is None else plain(value * Fraction(base) / Fraction(quantity.value))
        return replace(quantity, value=plain(value), base_value=scaled)
