"""How fast cells are read, and how the time grows with their length.

    python bench/cells.py [SECONDS]

Prints, for cells of several kinds, how many `read_quantities` reads a second; beside it, for the cells that they can read, plain
`float(text.replace(",", ""))` and `price-parser` where that is installed (it is no dependency of the project). Then the
seconds for one cell of 250 KB and of 1 MB of the texts that are slowest, and how often the longer one takes the time of the
shorter: 4 is linear. SECONDS is how long each kind of cell is read, 1 by default.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from normalize.numbers import read_quantities

Reader = Callable[[str], object]

MANY = 20_000
KINDS: dict[str, Callable[[int], str]] = {
    "1,234": lambda n: f"{n + 1000:,}",
    "12.3%": lambda n: f"{n / 10:.1f}%",
    "△1,234": lambda n: f"△{n + 1000:,}",
    "263,417백만원": lambda n: f"{n + 1000:,}백만원",
    "-": lambda n: "-" if n % 2 else "비예산",
    "words": lambda n: f"직접일자리 사업 {chr(0xAC00 + n % 11172)}",
    "145,694 (48%)": lambda n: f"{n + 1000:,} ({n % 100}%)",
    "2조 2,958억원": lambda n: f"{n % 90 + 1}조 {n % 9000 + 1:,}억원",
    "270명 (계속 120, 신규 150)": lambda n: f"{n + 9}명 (계속 {n}, 신규 9)",
    "’20.4월 이후 1,234명으로 5% 증가": lambda n: f"’20.{n % 12 + 1}월 이후 {n + 1000:,}명으로 {n % 90}% 증가",
}
PLAIN = {"1,234", "12.3%", "△1,234", "263,417백만원"}
"""The kinds that price-parser can read; float reads the first only."""

PIECES = ("1 ", "1조", "1~", "1(", "'2", "길1 ", "1,111 ", "12.3% ", "12명(3명) ", "1", "1,", "가", "(", "-")
SHORT, LONG = 250_000, 1_000_000


def rate(reader: Reader, cells: Sequence[str], seconds: float) -> float:
    """Cells a second, each cell read once in turn until the time is over."""
    done, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < seconds or not done:
        for cell in cells:
            reader(cell)
        done += len(cells)
    return done / spent


def peer() -> Reader | None:
    """price-parser's reader, where it is installed."""
    if find_spec("price_parser") is None:
        return None
    from price_parser import Price

    return Price.fromstring


def as_float(text: str) -> float:
    return float(text.replace(",", ""))


def seconds_for(text: str) -> float:
    start = time.perf_counter()
    read_quantities(text)
    return time.perf_counter() - start


def main(arguments: Sequence[str]) -> None:
    seconds = float(arguments[0]) if arguments else 1.0
    price = peer()
    print(f"{'cells a second':36}{'hapgye':>10}{'price-parser':>14}{'float':>12}")
    for kind, make in KINDS.items():
        cells = [make(n) for n in range(MANY)]
        line = f"{kind:36}{rate(read_quantities, cells, seconds):10,.0f}"
        line += f"{rate(price, cells, seconds):14,.0f}" if price and kind in PLAIN else f"{'-':>14}"
        line += f"{rate(as_float, cells, seconds):12,.0f}" if kind == "1,234" else f"{'-':>12}"
        print(line)
    print(f"\n{'one cell of':16}{SHORT:>12,}{LONG:>12,}   growth (4 is linear)")
    for piece in PIECES:
        short, long = (seconds_for((piece * LONG)[:size]) for size in (SHORT, LONG))
        print(f"{piece!r:16}{short:10.2f} s{long:10.2f} s   {long / short:.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
