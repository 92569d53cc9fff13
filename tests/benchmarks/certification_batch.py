"""How long many certifications take: `python -m tests.benchmarks.certification_batch [COUNT]`."""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from exportdesk.core.ids import ProductId
from exportdesk.core.processes import processors
from exportdesk.core.products import Product
from exportdesk.core.progress import Silent
from tests.reviewing import customer
from tests.ui.desks import fill, open_desk

Made = TypeVar("Made")
PRODUCTS = [
    Product(ProductId(f"p{at}"), f"P-{at}", "Microcontroller, 32-bit", "854231", eccn="3A991")
    for at in range(3)
]


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory() as folder:
        desk = open_desk(Path(folder) / "ws")
        fill(desk)
        for product in PRODUCTS:
            desk.products.save(product)
        holders = [customer(f"Calm Meters {at}", "TR", reference=f"K-{at}") for at in range(count)]
        desk.customers.save_all(holders)
        batches, out = desk.certification_batches, Path(folder) / "out"
        ids = [one.id for one in holders]
        products = [one.id for one in PRODUCTS]
        made = told(f"{count} drafts", lambda: batches.make(ids, Silent(), products=products).made)
        wanted = [one.id for one in made]
        told(
            f"their two papers each, kept, sent and written, {processors()} processors",
            lambda: batches.write(wanted, out, Silent()),
        )
        told("the table of all", lambda: desk.certifications.list())
        first = out / sorted(path.name for path in out.iterdir())[0]
        told("reading the first that comes back", lambda: desk.certifications.receive(first))
        second = out / sorted(path.name for path in out.iterdir())[1]
        told("reading the second", lambda: desk.certifications.receive(second))
        desk.close()


def told(name: str, make: Callable[[], Made]) -> Made:
    """Do something and print what it took."""
    started = time.perf_counter()
    made = make()
    print(f"{name:70s} {time.perf_counter() - started:8.3f} s")
    return made


if __name__ == "__main__":
    main()
