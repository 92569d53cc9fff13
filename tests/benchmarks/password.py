"""What a password costs: opening, an import and a screening of the whole book, with and without.

    python -m tests.benchmarks.password [--rows 10000]

By hand; needs the real Consolidated Screening List (`tests.real`). Both forms on the same machine,
one right after the other; the processors' time is told too, for a busy machine makes the clock lie.
"""

import argparse
import os
import shutil
import tempfile
import time
from contextlib import closing
from pathlib import Path

from exportdesk.core.book import Kind, Trigger
from exportdesk.core.clock import SystemClock
from exportdesk.core.company import Settings
from exportdesk.core.ids import PartyId, SourceKey
from exportdesk.core.progress import Silent
from exportdesk.operations.book_drafts import customer_draft
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.passwords import set_password
from exportdesk.storage.sealing import Seal, unseal
from exportdesk.tables import customer_table, write_table
from exportdesk.wiring import Desk
from tests.benchmarks.batch import LIST
from tests.benchmarks.book_import import people
from tests.real import shared

US_CSL = SourceKey("us-csl")
PASSWORD = "a password to measure with"
OPENED = 5


def desk_on(folder: Path, seal: Seal | None) -> Desk:
    return Desk(folder, clock=SystemClock("UTC"), zone="UTC", seal=seal)


class Watch:
    """Tells how long each part took."""

    def __init__(self) -> None:
        self.told: dict[str, tuple[float, float]] = {}
        self._mark()

    def part(self, name: str) -> None:
        now, worked = time.perf_counter(), sum(os.times()[:4])
        self.told[name] = (now - self._began, worked - self._worked)
        self._mark()

    def _mark(self) -> None:
        self._began, self._worked = time.perf_counter(), sum(os.times()[:4])


def measure(folder: Path, file: Path, seal: Seal | None) -> dict[str, tuple[float, float]]:
    """Do it all in one workspace; return seconds and the processors' seconds of each part."""
    watch = Watch()
    for _each in range(OPENED):
        desk_on(folder, seal).close()
    watch.part(f"open it {OPENED} times")
    with closing(desk_on(folder, seal)) as desk:
        opened = desk.table_imports.open(Kind.CUSTOMERS, file, Silent())
        proposal = desk.table_imports.plan(opened, Silent())
        watch.part("read the table")
        done = desk.table_imports.take(proposal, Silent())
        watch.part("keep it")
        desk.book.screen(Silent(), trigger=Trigger.IMPORT, customers=map(PartyId, done.ids))
        watch.part("screen everybody")
        desk.book.screen(Silent(), whole=True)
        watch.part("screen everybody again")
        desk.integrity.whole(Silent())
        watch.part("check it whole")
    return watch.told


def main() -> None:
    """Measure both forms and say how they compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        plain, sealed = Path(place) / "plain", Path(place) / "sealed"
        file = Path(place) / "customers.xlsx"
        with closing(desk_on(plain, None)) as desk:
            desk.profile.save_settings(Settings(operator="Bench"))
            found = shared() / LIST
            assert found.is_file(), "the real lists are not here"
            desk.lists.import_file(ImportRequest(found, US_CSL), Silent())
            drafts = [customer_draft(one) for one in people(desk, arguments.rows)]
            write_table(file, *customer_table(drafts))
        shutil.copytree(plain, sealed)
        set_password(sealed, PASSWORD, progress=Silent(), clock=SystemClock("UTC"))
        began = time.perf_counter()
        seal = unseal(sealed, PASSWORD)
        print(f"{'try a password':24} {time.perf_counter() - began:8.2f} s")
        without, with_it = measure(plain, file, None), measure(sealed, file, seal)
        began = time.perf_counter()
        set_password(plain, PASSWORD, progress=Silent(), clock=SystemClock("UTC"))
        print(f"{'set a password':24} {time.perf_counter() - began:8.2f} s")
    for part, (took, worked) in without.items():
        sealed_took, sealed_worked = with_it[part]
        print(
            f"{part:24} {took:8.2f} s {sealed_took:8.2f} s"
            f"  processors {worked:8.2f} s {sealed_worked:8.2f} s  x {sealed_worked / worked:.2f}"
        )


if __name__ == "__main__":
    main()
