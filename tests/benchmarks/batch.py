"""How long many customers take: `python tests/benchmarks/batch.py [--customers 10000] [--runs 3]`.

Made-up customers (one in twenty bears a listed name) against the real Consolidated Screening List,
by as many processes as the program starts, and one after the other in this process, on the same
machine right after: times depend on the machine and what else it does, their ratio less. What
a change of lists takes is measured by `rescreen.py`.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from exportdesk.core.listings import Listing
from exportdesk.core.matches import Match
from exportdesk.core.parties import Party, PartyKind
from exportdesk.core.processes import processors
from exportdesk.core.progress import Silent
from exportdesk.lists import load_catalogue, open_list
from exportdesk.rulebook import load_rulebook
from exportdesk.screening import IndexBuilder
from exportdesk.screening.batch import processes_for, screen_many
from exportdesk.screening.made_names import made_names
from tests.real import shared

LIST = "lists/us-csl/consolidated.rebuilt-2026-07-31.json.gz"
LISTED_EVERY = 20
_Result = TypeVar("_Result")


def customers_of(count: int, listings: list[Listing]) -> list[Party]:
    """Return made-up customers; every twentieth bears the name of a listing."""
    named = [listing for listing in listings if listing.names]
    step = max(1, len(named) * LISTED_EVERY // count)
    customers = []
    for number, made in enumerate(islice(made_names(), count)):
        kind = PartyKind.ORGANIZATION if made.is_company else PartyKind.PERSON
        name = made.name
        if number % LISTED_EVERY == 0:
            listing = named[number // LISTED_EVERY * step % len(named)]
            name, kind = listing.name, listing.kind
        customers.append(Party(name, kind, made.country))
    return customers


def timed(work: Callable[[], _Result]) -> tuple[float, _Result]:
    """Return the seconds that work took, and its result."""
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(description="Time the screening of many customers.")
    ask.add_argument("--customers", type=int, default=10_000)
    ask.add_argument("--runs", type=int, default=3)
    args = ask.parse_args()
    source, countries = load_catalogue().source("us-csl"), load_rulebook().countries
    listings = list(open_list(shared() / LIST, source, countries.country_code, Silent()))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "index"
        builder = IndexBuilder()
        for listing in listings:
            builder.add(listing)
        builder.finish(folder, Silent())
        measure(folder, customers_of(args.customers, listings), listings, args.runs)


def measure(folder: Path, customers: list[Party], listings: list[Listing], runs: int) -> None:
    """Screen the customers every way and print medians."""
    count = processes_for(len(set(customers)), processors())
    print(f"{len(customers):,} customers, {len(listings):,} listings, {processors()} processors")
    took: dict[str, list[float]] = {"many": [], "worked": [], "single": []}
    found: list[tuple[Match, ...]] = []
    for _run in range(runs):
        before = os.times()
        seconds, found = timed(lambda: screen_many(folder, customers, Silent()))
        after = os.times()
        took["many"].append(seconds)
        worked = after.children_user - before.children_user
        took["worked"].append(worked + after.children_system - before.children_system)
        seconds, single = timed(lambda: screen_many(folder, customers, Silent(), processes=0))
        took["single"].append(seconds)
        assert single == found
    many, single_ = (statistics.median(took[key]) for key in ("many", "single"))
    size, worked = len(customers), statistics.median(took["worked"])
    print(f"medians of {runs} runs; {sum(map(bool, found)):,} customers with possible matches")
    print(f"  {count} processes  {many:6.2f} s  {size / many:7,.0f} customers a second")
    print(f"    of the processors' time {worked:.2f} s: {worked / max(1, count):.2f} s on each")
    print(f"  one by one   {single_:6.2f} s  {size / single_:7,.0f} customers a second")
    print(f"  processes are {single_ / many:.2f} times as fast as one by one")


if __name__ == "__main__":
    main()
