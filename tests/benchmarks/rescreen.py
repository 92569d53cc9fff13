"""How long screening again takes: `python tests/benchmarks/rescreen.py [--customers 10000]`.

Made-up customers (one in twenty bears a listed name) against the real Consolidated Screening List,
before and after one listing in a hundred came, went or was modified. Printed: screening everybody
against the new lists, screening again whom the change touches, on the same machine one right after
the other, and whether the result is the same. Times depend on what else the machine does; so the
processors' time of the processes is printed too.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from exportdesk.core.listings import Listing
from exportdesk.core.parties import Party
from exportdesk.core.processes import processors
from exportdesk.core.progress import Silent
from exportdesk.screening import IndexBuilder
from exportdesk.screening.rescreening import rescreen, screen_book
from exportdesk.screening.touching import ListChanges

_Result = TypeVar("_Result")


def timed(work: Callable[[], _Result]) -> tuple[float, float, _Result]:
    """Return the seconds that work took, those of the processors in its processes, its result."""
    began, before = time.perf_counter(), os.times()
    result = work()
    after, seconds = os.times(), time.perf_counter() - began
    worked = after.children_user + after.children_system
    return seconds, worked - before.children_user - before.children_system, result


def index_of(listings: list[Listing], folder: Path) -> Path:
    """Build an index in `folder` and return it."""
    builder = IndexBuilder()
    for listing in listings:
        builder.add(listing)
    builder.finish(folder, Silent())
    return folder


def measure(old: Path, new: Path, customers: list[Party], changes: ListChanges, runs: int) -> None:
    """Screen everybody and screen again, and print medians."""
    former = screen_book(old, customers, Silent())
    again = [one.is_near for one in former]
    whole_took, took, worked = [], [], []
    for _run in range(runs):
        seconds, whole_worked, whole = timed(lambda: screen_book(new, customers, Silent()))
        whole_took.append((seconds, whole_worked))
        seconds, work, found = timed(lambda: rescreen(new, customers, again, changes, Silent()))
        took.append(seconds)
        worked.append(work)
        now = [found.get(at, one).matches for at, one in enumerate(former)]
        assert now == [one.matches for one in whole]
    full = statistics.median(seconds for seconds, _work in whole_took)
    full_worked = statistics.median(work for _seconds, work in whole_took)
    part = statistics.median(took)
    print(f"medians of {runs} runs, {processors()} processors")
    print(f"  everybody    {full:6.2f} s  (processors' time {full_worked:.2f} s)")
    print(f"  touched only {part:6.2f} s  (processors' time {statistics.median(worked):.2f} s)")
    print(f"  {full / part:.1f} times as fast; {sum(again):,} were near, {len(found):,} of")
    print(f"  {len(customers):,} were screened again; the results are equal")


if __name__ == "__main__":
    # Not at the top: a process that screens reads this file too, and needs none of these.
    from exportdesk.lists import load_catalogue, open_list
    from exportdesk.rulebook import load_rulebook
    from tests.benchmarks.batch import LIST, customers_of
    from tests.changed_lists import changed_lists
    from tests.real import shared

    ask = argparse.ArgumentParser(description="Time screening again after a change of lists.")
    ask.add_argument("--customers", type=int, default=10_000)
    ask.add_argument("--share", type=float, default=0.01)
    ask.add_argument("--runs", type=int, default=3)
    args = ask.parse_args()
    source, countries = load_catalogue().source("us-csl"), load_rulebook().countries
    pool = list(open_list(shared() / LIST, source, countries.country_code, Silent()))
    before, after, changes = changed_lists(pool, args.share, 1)
    print(f"{args.customers:,} customers, {len(pool):,} listings, {changes.count} changed")
    with tempfile.TemporaryDirectory() as temporary:
        measure(
            index_of(before, Path(temporary) / "before"),
            index_of(after, Path(temporary) / "after"),
            customers_of(args.customers, pool),
            changes,
            args.runs,
        )
