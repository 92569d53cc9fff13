"""A spreadsheet to a screened book: read, mapped, planned, kept, screened; then looked over.

    python -m tests.benchmarks.book_import [--rows 10000] [--kind xlsx]

By hand; needs the real Consolidated Screening List (`tests.real`). Made-up customers, one in twenty
with a listed name.
"""

import argparse
import random
import tempfile
import time
from pathlib import Path

from exportdesk.core.book import Kind, Trigger
from exportdesk.core.clock import SystemClock
from exportdesk.core.company import Settings
from exportdesk.core.customers import Customer, PartyAddress, Profile
from exportdesk.core.ids import PartyId, SourceKey, new_id
from exportdesk.core.progress import Silent
from exportdesk.operations.book_drafts import customer_draft
from exportdesk.operations.import_list import ImportRequest
from exportdesk.tables import customer_table, write_table
from exportdesk.wiring import Desk
from tests.benchmarks.batch import LIST, customers_of
from tests.real import shared

US_CSL = SourceKey("us-csl")


def people(desk: Desk, count: int) -> list[Customer]:
    """Return made-up customers, some with the names of listed parties."""
    rng = random.Random(5)
    listings = list(desk.lists_db().current_listings())
    made = []
    for at, party in enumerate(customers_of(count, listings)):
        profile = Profile.of(party)
        street = PartyAddress(
            f"{rng.randrange(1, 400)} Mill Lane", f"Town {at % 900}", country="GB"
        )
        made.append(
            Customer(
                PartyId(new_id()),
                Profile(
                    profile.names,
                    profile.kind,
                    (*profile.addresses, street),
                    email_domain=f"x{at}.example",
                ),
                reference=f"K-{at:06d}",
            )
        )
    return made


def main() -> None:
    """Measure once and say how long each part took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--kind", choices=["xlsx", "csv", "ods"], default="xlsx")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "ws", clock=SystemClock("UTC"), zone="UTC")
        desk.profile.save_settings(Settings(operator="Bench"))
        found = shared() / LIST
        assert found.is_file(), "the real lists are not here"
        desk.lists.import_file(ImportRequest(found, US_CSL), Silent())
        file = Path(folder) / f"customers.{arguments.kind}"
        drafts = [customer_draft(one) for one in people(desk, arguments.rows)]
        write_table(file, *customer_table(drafts))
        begun = last = time.perf_counter()

        def tell(part: str) -> None:
            nonlocal last
            now = time.perf_counter()
            print(f"{part:24} {now - last:8.2f} s")
            last = now

        opened = desk.table_imports.open(Kind.CUSTOMERS, file, Silent())
        tell("read and guess")
        proposal = desk.table_imports.plan(opened, Silent())
        tell("plan")
        done = desk.table_imports.take(proposal, Silent())
        tell("keep")
        report = desk.book.screen(
            Silent(), trigger=Trigger.IMPORT, customers=map(PartyId, done.ids)
        )
        tell("screen")
        print(f"{'file to screened book':24} {last - begun:8.2f} s")
        print(f"{done.new} new, {done.faulty} faulty, {len(report.opened)} matches")
        again = desk.table_imports.plan(opened, Silent())
        tell("plan against the book")
        print(sum(1 for one in again.rows if one.act == "same"), "the same")
        findings = desk.hygiene.check(Silent())
        tell("look the book over")
        print(len(findings), "findings")
        desk.customers.undo(done.batch)
        tell("undo")
        desk.close()


if __name__ == "__main__":
    main()
