"""How long certifications take: `python -m tests.benchmarks.certification [COUNT]`.

The bars: one in under 150 ms once the program is warm, 500 in under 30 s.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace

from exportdesk.core.ids import CertificationId
from exportdesk.documents.certification import certification
from tests.documents.certs import ASKED, countries, form, made, pair
from tests.documents.samples import HARD_NAMES, NORTHFIELD


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    for language in ("en", "tr", "ar", "zh"):
        made(form(language), fillable=True)
        for fillable in (True, False):
            kind = "to fill in" if fillable else "flat"
            told(f"one, {language}, {kind}", lambda: made(form(language), fillable=fillable))  # noqa: B023 - called at once
    told("one, en, 60 items", lambda: made(form(items=60), fillable=True))
    for language in ("en", "tr", "ar", "zh"):
        batch(language, count)


def told(name: str, make: Callable[[], bytes], times: int = 5) -> None:
    """Make a paper a few times and print the median."""
    clocks, data = [], b""
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        data = make()
        clocks.append((time.process_time() - cpu, time.perf_counter() - wall))
    cpu, wall = sorted(clocks)[times // 2]
    print(f"{name:28s} {wall * 1000:7.0f} ms ({cpu * 1000:.0f} ms of processor) {len(data):>9,} B")


def batch(language: str, count: int) -> None:
    """Make one for each of many customers, to be filled in, and print what it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    size = 0
    for number in range(count):
        name = f"{HARD_NAMES[number % len(HARD_NAMES)]} {number}"
        one = form(
            language,
            id=CertificationId(f"id {number}"),
            number=f"C-2026-{number + 1:04d}",
            asked=replace(ASKED, customer=replace(ASKED.customer, legal_name=name)),
        )
        size += len(
            certification(
                one,
                pair(language),
                NORTHFIELD,
                fillable=True,
                country_names=countries(),
                more_follow=number + 1 < count,
            )
        )
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{count} of them, {language:17s} {wall:7.1f} s  ({cpu:.1f} s of processor) {size:>9,} B")


if __name__ == "__main__":
    main()
