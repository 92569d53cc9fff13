"""Searching everything at its size: how long each answer takes, letter by letter.

    python -m tests.benchmarks.search [--customers 10000] [--products 10000] [--runs 5]

By hand; needs the real Consolidated Screening List (`tests.real`). The bar is 100 ms for what a
person sees: customers, products and records together, then listings. What it is divided by is
measured in the same run: reading every customer's search text once, in Python.
"""

import argparse
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from exportdesk.core.book import Act
from exportdesk.core.clock import SystemClock
from exportdesk.core.company import Settings
from exportdesk.core.customers import Customer, Profile
from exportdesk.core.ids import PartyId, ProductId, SourceKey, new_id
from exportdesk.core.parties import Party
from exportdesk.core.progress import Silent
from exportdesk.operations.demo import demo_products
from exportdesk.operations.import_list import ImportRequest
from exportdesk.wiring import Desk
from tests.benchmarks.batch import LIST, customers_of
from tests.real import shared

TYPED = ("8542.31", "huawei technologies", "K-004711", "trading company", "S-2026-0042", "müller")
SCREENINGS = 500


def fill(desk: Desk, customers: int, products: int) -> None:
    """Put so many made-up customers and products, and some hundred screenings, into a workspace."""
    desk.profile.save_settings(Settings(operator="Bench"))
    found = shared() / LIST
    assert found.is_file(), "the real lists are not here"
    desk.lists.import_file(ImportRequest(found, SourceKey("us-csl")), Silent())
    ready = desk.lists.prepare_index(Silent())
    assert ready is not None
    desk.screenings.load(ready)
    listings = list(desk.lists_db().current_listings())
    desk.customers.save_all(
        [
            Customer(PartyId(new_id()), Profile.of(party), reference=f"K-{at:06d}")
            for at, party in enumerate(customers_of(customers, listings))
        ],
        act=Act.IMPORT,
        label="bench",
    )
    kinds = demo_products()
    desk.products.save_all(
        [
            replace(kinds[at % len(kinds)], id=ProductId(new_id()), sku=f"X-{at:05d}")
            for at in range(products)
        ]
    )
    for at in range(SCREENINGS):
        desk.screenings.save([desk.screenings.screen(Party(f"Meadow {at}"))], reference=f"PO-{at}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=10_000)
    parser.add_argument("--products", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "ws", clock=SystemClock("UTC"), zone="UTC")
        fill(desk, arguments.customers, arguments.products)
        book: dict[str, list[float]] = {}
        listed: dict[str, list[float]] = {}
        bases = []
        for _run in range(arguments.runs):
            begun = time.perf_counter()
            rows = desk.workspace().db.execute("select search from customer_search").fetchall()
            sum("meadow" in text for (text,) in rows)
            bases.append(time.perf_counter() - begun)
            for whole in TYPED:
                for end in range(1, len(whole) + 1):
                    text = whole[:end]
                    begun = time.perf_counter()
                    desk.search.book(text)
                    middle = time.perf_counter()
                    desk.search.listings(text)
                    book.setdefault(text, []).append(middle - begun)
                    listed.setdefault(text, []).append(time.perf_counter() - middle)
        desk.close()
    base = statistics.median(bases)
    print(f"{'base':24} {base * 1000:7.1f} ms")
    for name, times in (("book", book), ("listings", listed)):
        medians = {text: statistics.median(each) for text, each in times.items()}
        every = sorted(medians.values())
        worst = max(medians, key=lambda text: medians[text])
        print(
            f"{name:10} median {statistics.median(every) * 1000:7.1f} ms"
            f"   worst {medians[worst] * 1000:7.1f} ms ({worst!r},"
            f" {medians[worst] / base:.1f} x base)"
        )
    both = max(
        statistics.median(a + b for a, b in zip(book[text], listed[text], strict=True))
        for text in book
    )
    print(f"{'both':10} worst {both * 1000:7.1f} ms")


if __name__ == "__main__":
    main()
