"""Likely slips of the hand between a printed figure and the one that was meant."""

from __future__ import annotations

from decimal import Decimal


def slip(printed: Decimal, meant: Decimal) -> str:
    """The name of the slip that turns one figure into the other; empty if none does.

    Digits are at Damerau-Levenshtein distance 1: one replaced, left out, added, or two neighbours swapped.

    >>> slip(Decimal(13660), Decimal(13600))
    'one digit off'
    >>> slip(Decimal(1243), Decimal(1234))
    'two digits swapped'
    >>> slip(Decimal(5), Decimal(777))
    ''
    """
    if printed == -meant and printed:
        return "a sign"
    if printed and meant and (printed < 0) == (meant < 0) and printed != meant and _digits(printed) == _digits(meant):
        return "a factor of ten"
    return digit_slip(printed, meant)


def digit_slip(printed: Decimal, meant: Decimal) -> str:
    """The name of the slip at Damerau-Levenshtein distance 1 over the digits; empty if there is none."""
    a, b = (f"{abs(figure):f}".replace(".", "") for figure in _aligned(printed, meant))
    if printed == meant or (printed < 0) != (meant < 0):
        return ""
    return _replaced(a, b) if len(a) == len(b) else _left_out(a, b)


def _digits(figure: Decimal) -> str:
    return f"{abs(figure):f}".replace(".", "").strip("0")


def _aligned(printed: Decimal, meant: Decimal) -> tuple[Decimal, Decimal]:
    """Both figures with the decimals of the finer one, so that their digits can be laid side by side."""
    exponents = [figure.as_tuple().exponent for figure in (printed, meant)]
    finest = min((e for e in exponents if isinstance(e, int)), default=0)
    unit = Decimal(1).scaleb(min(finest, 0))
    if max(printed.adjusted(), meant.adjusted()) - unit.adjusted() > 25:
        return printed, meant
    return printed.quantize(unit), meant.quantize(unit)


def _replaced(a: str, b: str) -> str:
    different = [at for at in range(len(a)) if a[at] != b[at]]
    if len(different) == 1:
        return "one digit off"
    first, last = different[0], different[-1]
    swapped = len(different) == 2 and last == first + 1 and a[first] + a[last] == b[last] + b[first]
    return "two digits swapped" if swapped else ""


def _left_out(a: str, b: str) -> str:
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    if len(longer) != len(shorter) + 1 or all(longer[:at] + longer[at + 1 :] != shorter for at in range(len(longer))):
        return ""
    return "a digit too many" if longer == a else "a digit missing"
