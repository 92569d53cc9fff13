"""What `tests.benchmarks.book` measures: one run in a workspace of its own."""

import gzip
import json
import os
import random
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from exportdesk.core.book import Act, Trigger
from exportdesk.core.clock import SystemClock
from exportdesk.core.company import Settings
from exportdesk.core.customers import Customer, Profile
from exportdesk.core.ids import PartyId, SourceKey, new_id
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import Verdict
from exportdesk.operations.deciding import Word
from exportdesk.operations.import_list import ImportRequest
from exportdesk.screening import Screener
from exportdesk.wiring import Desk
from tests.benchmarks.batch import LIST, customers_of
from tests.real import shared

US_CSL = SourceKey("us-csl")
SAMPLE = 500


def changed_list(target: Path, share: float, seed: int) -> None:
    """Write the real list with a share of its entries under one more name, of words of the list."""
    found = shared() / LIST
    assert found.is_file(), "the real lists are not here"
    with gzip.open(found, "rt", encoding="utf-8") as file:
        told = json.load(file)
    rng = random.Random(seed)
    rows = told["results"]
    for at in rng.sample(range(len(rows)), int(len(rows) * share)):
        names = [*(rows[at].get("alt_names") or []), _mixed(rng, rows)]
        rows[at] = {**rows[at], "alt_names": names}
    with gzip.open(target, "wt", encoding="utf-8", compresslevel=1) as file:
        json.dump(told, file)


def _mixed(rng: random.Random, rows: list[dict[str, str]]) -> str:
    words = [rng.choice(rows)["name"].split() for _ in range(2)]
    return " ".join([*words[0][:1], *words[1][-2:]])


def seconds(begun: float) -> float:
    return time.perf_counter() - begun


def worked_seconds() -> float:
    """Return the processors' seconds of this process and of those that it started and ended."""
    return sum(os.times()[:4])


def run(count: int) -> dict[str, float]:
    """Do it all once in a workspace of its own; return seconds by part."""
    times: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "ws", clock=SystemClock("UTC"), zone="UTC")
        desk.profile.save_settings(Settings(operator="Bench"))
        found = shared() / LIST
        assert found.is_file()
        desk.lists.import_file(ImportRequest(found, US_CSL), Silent())
        listings = list(desk.lists_db().current_listings())
        people = [
            Customer(PartyId(new_id()), Profile.of(party), reference=f"K-{at:06d}")
            for at, party in enumerate(customers_of(count, listings))
        ]
        del listings
        begun = time.perf_counter()
        desk.customers.save_all(people, act=Act.IMPORT, label="bench")
        times["keep"] = seconds(begun)
        begun = time.perf_counter()
        report = desk.book.screen(Silent(), trigger=Trigger.IMPORT)
        times["first"] = seconds(begun)
        times["matches"] = report.screening.matches
        begun = time.perf_counter()
        desk.book.screen(Silent())
        times["nothing"] = seconds(begun)
        begun = time.perf_counter()
        queue = desk.deciding.queue()
        times["queue"] = seconds(begun)
        begun = time.perf_counter()
        subjects = desk.deciding.subjects(one.match for one in queue[:200])
        desk.deciding.decide(subjects, Word(Verdict.NOT_SAME, "Another party."))
        times["decide 200"] = seconds(begun)
        begun = time.perf_counter()
        desk.customers.save(
            replace(people[7], profile=replace(people[7].profile, notes="x"), tags=("y",))
        )
        times["edit one"] = seconds(begun)
        newer = Path(folder) / "next.json.gz"
        changed_list(newer, 0.01, 1)
        desk.lists.import_file(ImportRequest(newer, US_CSL, override_reason="bench"), Silent())
        begun, worked = time.perf_counter(), worked_seconds()
        desk.book.screen(Silent(), trigger=Trigger.LISTS)
        times["after 1 % changed"] = seconds(begun)
        times["  of the processors"] = worked_seconds() - worked
        ready = desk.lists.prepare_index(Silent())
        assert ready is not None
        screener = Screener.load(ready.folder)
        begun = time.perf_counter()
        for one in people[:SAMPLE]:
            screener.screen(one.party)
        times["one by one"] = seconds(begun) * count / SAMPLE
        screener.close()
        begun = time.perf_counter()
        assert desk.records.verify().sound
        times["verify"] = seconds(begun)
        desk.close()
    return times
