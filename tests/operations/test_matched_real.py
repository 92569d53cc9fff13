"""The real US lists together: what is paired, what stays, and what another form changes."""

from collections import Counter
from collections.abc import Iterator

import pytest

from exportdesk.core.editions import Edition
from exportdesk.core.fingerprints import listing_fingerprint
from exportdesk.core.progress import Silent
from exportdesk.lists import load_catalogue
from exportdesk.operations.import_list import ImportRequest, import_edition
from exportdesk.operations.matched_lists import matched_listings, matched_lists, told_by
from exportdesk.rulebook import load_rulebook
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.lists_linking import Look
from tests.fakes import FakeClock
from tests.real import real
from tests.sampling import by_name

CATALOGUE = load_catalogue()
FILES = {
    "us-csl": "us-csl/consolidated.rebuilt-2026-07-31.json.gz",
    "us-bis-744": "us-bis/ecfr-title-15-part-744.2026-07-23.xml.gz",
    "us-bis-dpl": "us-bis/dpl.2023-11-30.txt",
    "us-ofac-cons": "us-ofac/CONS_ENHANCED.2025-01-14.xml.gz",
}


def take(db: ListsDb, key: str, file: str) -> Edition:
    source = CATALOGUE.source(key)
    return import_edition(
        db,
        ImportRequest(real(f"lists/{file}"), source.key, override_reason="An old copy, for a test"),
        Silent(),
        FakeClock(),
        source=source,
        country_code=load_rulebook().countries.country_code,
        told_by=told_by(source, CATALOGUE),
    )


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ListsDb]:
    for file in FILES.values():
        real(f"lists/{file}")
    opened = ListsDb.open(tmp_path_factory.mktemp("real") / "lists.db")
    for key, file in FILES.items():
        take(opened, key, file)
    yield opened
    opened.close()


def share_told_elsewhere(db: ListsDb, source: str) -> float:
    uids = [one.uid for one in db.current_listings(CATALOGUE.source(source).key)]
    return len(db.counterparts(uids)) / len(uids)


@by_name
def test_nearly_every_entry_is_found_in_the_other_source(db: ListsDb) -> None:
    assert share_told_elsewhere(db, "us-ofac-cons") > 0.98
    assert share_told_elsewhere(db, "us-bis-744") > 0.9
    # An order of 2023 that has run out is gone from the list of 2026, or there several times.
    assert share_told_elsewhere(db, "us-bis-dpl") > 0.85


@by_name
def test_an_old_copy_of_the_denied_persons_hides_nobody(db: ListsDb) -> None:
    matched = matched_lists(db.in_force(), CATALOGUE)
    newer = {one.by: one.newer_kept for one in matched.superseding}
    assert newer["us-bis-dpl"]
    assert newer["us-ofac-cons"]
    found = list(matched_listings(db, matched))
    assert len({one.uid for one in found}) == len(found)
    counts = Counter((one.source, one.list) for one in found)
    assert counts["us-csl", "DPL"] > 1_000
    assert counts["us-bis-dpl", "DPL"] == db.counts(CATALOGUE.source("us-bis-dpl").key)["DPL"]
    assert counts["us-csl", "CMIC"] == 0
    assert counts["us-csl", "SDN"] == db.counts(CATALOGUE.source("us-csl").key)["SDN"]


@by_name
def test_the_classic_form_after_the_enhanced_one_carries_decisions_over(db: ListsDb) -> None:
    key = CATALOGUE.source("us-ofac-cons").key
    before = {one.uid: listing_fingerprint(one) for one in db.current_listings(key)}
    edition = take(db, key, "us-ofac/consolidated.2024-02-24.xml")
    assert edition.carried > 400
    assert edition.changed < 10
    after = {one.uid: listing_fingerprint(one) for one in db.current_listings(key)}
    told_otherwise = [uid for uid in after if uid in before and after[uid] != before[uid]]
    stand = [
        uid for uid in told_otherwise if Look(uid, before[uid]) in db.linked_looks(uid, after[uid])
    ]
    assert len(stand) == edition.carried
