"""How likely a figure of the prose agrees with one of many by accident: the rounder it is and the denser they stand, the more."""

from __future__ import annotations

from decimal import Decimal

from check.sentences import Figure
from schemas import Verdict

_SPAN = Decimal("1.5")  # from half a value to twice a value, as a multiple of it


def accidental(figure: Figure, found: Verdict, crowd: int) -> Decimal:
    """How many of `crowd` figures between half and twice its value can be expected to agree with a figure by accident.

    Figures end in zeros more often than others do: one that does counts as printed to its last digit that is not 0.
    Where the agreement is not exact, it reaches a printed step to either side.
    """
    if not figure.size:
        return Decimal(crowd)
    width = grain(figure) if found == "exact" else max(grain(figure), 2 * figure.step)
    return crowd * width / (_SPAN * figure.size)


def grain(figure: Figure) -> Decimal:
    """What the last digit of a figure that is not 0 counts for, in the base unit: 100 of 3,600개, 1,000,000,000 of 30억원."""
    _, _, exponent = figure.size.normalize().as_tuple()
    return max(Decimal(1).scaleb(int(exponent)), figure.step)
