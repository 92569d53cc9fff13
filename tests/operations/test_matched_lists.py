"""What is compared: sources in use, and a source in full in the place of one that tells less."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from exportdesk.core.editions import Edition, ListFinding, Severity
from exportdesk.core.ids import SourceKey
from exportdesk.core.listings import Listing
from exportdesk.core.progress import Silent
from exportdesk.lists import load_catalogue
from exportdesk.operations.list_index import ensure_index, index_key
from exportdesk.operations.matched_lists import (
    MatchedLists,
    chosen,
    matched_listings,
    matched_lists,
    told_by,
)
from exportdesk.storage.lists_db import ListsDb
from tests.listed import listing, put

CATALOGUE = load_catalogue()
OLDER, NEWER = date(2026, 11, 2), date(2026, 11, 21)

CSL = (
    listing("us-csl:SDN:36", "Orlov Shipping", "RU"),
    listing("us-csl:SDN:40", "Only Told By The CSL", "RU"),
    listing("us-csl:SSI:77", "Bank Sever", "RU"),
    listing("us-csl:CAP:78", "Bank Yug", "RU"),
    listing("us-csl:EL:aaaa", "Sever Pribor JSC", "RU"),
    listing("us-csl:EL:cccc", "Listed Since", "CN"),
    listing("us-csl:ISN:dddd", "Another Agency", "IR"),
)
SDN = (listing("us-ofac-sdn:SDN:36", "Orlov Shipping LLC", "RU"),)
CONS = (listing("us-ofac-cons:SSI:77", "Bank Sever", "RU"),)
BIS = (listing("us-bis-744:EL:bbbb", "SEVER PRIBOR, JSC", "RU"),)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lists.db"


@pytest.fixture
def db(path: Path) -> Iterator[ListsDb]:
    put(path, "us-csl", *CSL)
    opened = ListsDb.open(path)
    yield opened
    opened.close()


def matched(db: ListsDb, *turned_off: str) -> MatchedLists:
    return chosen(CATALOGUE, {SourceKey(key): False for key in turned_off})(db.in_force())


def uids(db: ListsDb, *turned_off: str) -> set[str]:
    found: list[Listing] = list(matched_listings(db, matched(db, *turned_off)))
    assert len({one.uid for one in found}) == len(found)
    return {one.uid for one in found}


def told(*listings: Listing) -> set[str]:
    return {one.uid for one in listings}


def test_without_a_source_in_full_everything_is_compared(db: ListsDb) -> None:
    assert uids(db) == told(*CSL)


def test_a_source_in_full_takes_the_place_of_its_lists(db: ListsDb, path: Path) -> None:
    put(path, "us-ofac-sdn", *SDN, published=NEWER)
    assert uids(db) == told(*SDN, *CSL[2:])
    put(path, "us-bis-744", *BIS, published=NEWER)
    assert uids(db) == told(*SDN, *BIS, *CSL[2:4], CSL[6])


def test_a_list_that_the_detailed_edition_does_not_hold_stays(db: ListsDb, path: Path) -> None:
    put(path, "us-ofac-cons", *CONS, published=NEWER)
    assert uids(db) == told(*CONS, *CSL[:2], *CSL[3:])


def test_an_older_source_in_full_does_not_hide_who_was_listed_since(
    db: ListsDb, path: Path
) -> None:
    put(path, "us-ofac-sdn", *SDN, published=OLDER)
    put(path, "us-bis-744", *BIS, published=OLDER)
    assert uids(db) == told(*SDN, *BIS, CSL[1], *CSL[2:4], *CSL[5:])
    assert all(one.newer_kept for one in matched(db).superseding)


def test_without_a_date_the_day_of_import_counts(db: ListsDb, path: Path) -> None:
    put(path, "us-ofac-sdn", *SDN, published=None)
    (one,) = matched(db).superseding
    assert not one.newer_kept


def test_what_is_turned_off_is_not_compared_and_takes_no_place(db: ListsDb, path: Path) -> None:
    put(path, "us-ofac-sdn", *SDN, published=NEWER)
    assert uids(db, "us-ofac-sdn") == told(*CSL)
    assert uids(db, "us-csl") == told(*SDN)
    assert uids(db, "us-csl", "us-ofac-sdn") == set()


def test_an_edition_taken_in_against_a_refusal_takes_the_place_too(db: ListsDb, path: Path) -> None:
    finding = ListFinding("list-below-expected", Severity.REFUSE, {"list": "SDN"})
    edition = put(
        path, "us-ofac-sdn", *SDN,
        published=NEWER, findings=(finding,), override_reason="It is what there is.",
    )  # fmt: skip
    assert uids(db) == told(*SDN, *CSL[2:])
    assert edition in matched(db).editions


def test_what_is_compared_names_the_index(db: ListsDb, path: Path, tmp_path: Path) -> None:
    def key(*turned_off: str) -> str:
        return index_key(matched(db, *turned_off))

    alone = key()
    put(path, "us-ofac-sdn", *SDN, published=NEWER)
    both = key()
    assert len({alone, both, key("us-csl"), key("us-ofac-sdn")}) == 3
    assert key("us-ofac-sdn") == alone
    whole: MatchedLists = MatchedLists(matched(db).editions)
    assert index_key(whole) != both
    assert ensure_index(db, tmp_path / "index", Silent(), lambda _editions: matched(db)) == (
        tmp_path / "index" / both
    )
    put(path, "us-csl", *CSL, published=date(2026, 11, 22))
    assert matched(db).superseding[0].newer_kept


def test_an_index_of_nothing_is_not_built(db: ListsDb, tmp_path: Path) -> None:
    def none(_editions: object) -> MatchedLists:
        return matched(db, "us-csl")

    assert ensure_index(db, tmp_path / "index", Silent(), none) is None


def test_a_list_of_a_source_that_the_catalogue_has_no_more_is_compared_all_the_same(
    db: ListsDb, path: Path
) -> None:
    gone: Edition = put(path, "un-sc", listing("un-sc:QDi.901", "Oskar Vellamo"))
    less = load_catalogue()
    kept = tuple(one for one in less.sources if one.key != "un-sc")
    found = matched_lists(db.in_force(), type(less)(less.as_of, kept))
    assert gone in found.editions


def test_who_else_tells_the_lists_of_a_source() -> None:
    details = told_by(CATALOGUE.source("us-csl"), CATALOGUE)
    assert set(details) == {"us-ofac-sdn", "us-ofac-cons", "us-bis-744", "us-bis-dpl"}
    assert told_by(CATALOGUE.source("us-bis-dpl"), CATALOGUE) == (SourceKey("us-csl"),)
    assert told_by(CATALOGUE.source("eu-fsf"), CATALOGUE) == ()
