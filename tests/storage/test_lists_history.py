"""lists.db and the past: any two editions compared, days, and listings as they were."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from exportdesk.core.editions import Edition
from exportdesk.core.errors import BadInput, StorageFault
from exportdesk.core.ids import EditionId, ListingUid, SourceKey
from exportdesk.core.listings import ListedName, Listing, NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.lists_history import ListsHistory
from exportdesk.storage.lists_migrations import lists_migrations
from exportdesk.storage.opening import open_database
from tests.fakes import FakeClock

CSL, OTHER = SourceKey("us-csl"), SourceKey("eu-fsf")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[ListsDb]:
    opened = ListsDb.open(tmp_path / "lists.db")
    yield opened
    opened.close()


def listing(number: int, name: str = "", source: SourceKey = CSL) -> Listing:
    return Listing(
        uid=ListingUid(f"{source}:EL:{number}"),
        source=source,
        list="EL",
        list_name="Entity List",
        kind=PartyKind.ORGANIZATION,
        names=(ListedName(name or f"Party {number}", NameRole.PRIMARY),),
        record={"name": name},
    )


def take(db: ListsDb, day: int, *listings: Listing, source: SourceKey = CSL) -> Edition:
    clock = FakeClock()
    clock.advance(days=day)
    edition = Edition(
        id=EditionId(f"{source}-{day}"), source=source, imported=clock.now(), origin="",
        format="csl-json", size=0, sha256="", published=None, published_said=False, read=0,
        listings=len(listings), names=0, counts={},
    )  # fmt: skip
    with db.incoming(source) as incoming:
        for one in listings:
            incoming.add(one)
        incoming.settle()
        incoming.keep(edition)
    return edition


def told(db: ListsDb, older: Edition, newer: Edition) -> list[tuple[str, str]]:
    pairs = ListsHistory(db.db).differing(older.id, newer.id)
    return sorted((a.name if a else "", b.name if b else "") for a, b in pairs)


@pytest.fixture
def three(db: ListsDb) -> tuple[Edition, Edition, Edition]:
    """Return three editions, between which others of another source came in."""
    first = take(db, 0, listing(1), listing(2), listing(3))
    take(db, 0, listing(8, source=OTHER), source=OTHER)
    second = take(db, 1, listing(1, "Renamed"), listing(3), listing(4))
    take(db, 1, source=OTHER)
    third = take(db, 2, listing(1, "Renamed again"), listing(2), listing(4), listing(5))
    return first, second, third


def test_any_two_editions_are_compared(
    db: ListsDb, three: tuple[Edition, Edition, Edition]
) -> None:
    first, second, third = three
    assert told(db, first, second) == [
        ("", "Party 4"), ("Party 1", "Renamed"), ("Party 2", ""),
    ]  # fmt: skip
    assert told(db, second, third) == [
        ("", "Party 2"), ("", "Party 5"), ("Party 3", ""), ("Renamed", "Renamed again"),
    ]  # fmt: skip
    # Party 2 had gone and came back as it was: between these two nothing happened to it.
    assert told(db, first, third) == [
        ("", "Party 4"), ("", "Party 5"), ("Party 1", "Renamed again"), ("Party 3", ""),
    ]  # fmt: skip
    assert told(db, first, first) == []


def test_the_other_way_round_is_the_reverse(
    db: ListsDb, three: tuple[Edition, Edition, Edition]
) -> None:
    first, _, third = three
    assert sorted((b, a) for a, b in told(db, third, first)) == told(db, first, third)


def test_comparing_agrees_with_reading_both_whole(
    db: ListsDb, three: tuple[Edition, Edition, Edition]
) -> None:
    def names(edition: Edition) -> dict[str, str]:
        return {one.uid: one.name for one in db.listings_as_of(edition.id)}

    for older in three:
        for newer in three:
            before, after = names(older), names(newer)
            expected = sorted(
                (before.get(uid, ""), after.get(uid, ""))
                for uid in before.keys() | after.keys()
                if before.get(uid) != after.get(uid)
            )
            assert told(db, older, newer) == expected


def test_what_was_in_force_at_the_end_of_a_day(
    db: ListsDb, three: tuple[Edition, Edition, Edition]
) -> None:
    history = ListsHistory(db.db)

    def on(day: int) -> list[str]:
        return [edition.id for edition in history.in_force_on(date(2026, 11, day))]

    assert on(19) == []
    assert on(20) == ["eu-fsf-0", "us-csl-0"]
    assert on(21) == ["eu-fsf-1", "us-csl-1"]
    assert on(30) == ["eu-fsf-1", "us-csl-2"]


def test_a_day_is_that_of_the_place_where_it_came_in(db: ListsDb) -> None:
    clock = FakeClock()
    clock.advance(hours=10)  # 22:00 in New York, and already tomorrow in UTC
    edition = take(db, 0, listing(1))
    late = replace(edition, id=EditionId("late"), imported=clock.now())
    with db.incoming(CSL) as incoming:
        incoming.settle()
        incoming.keep(late)
    found = ListsHistory(db.db).in_force_on(date(2026, 11, 20))
    assert [one.id for one in found] == ["late"]


def test_a_listing_as_it_was(db: ListsDb, three: tuple[Edition, Edition, Edition]) -> None:
    history = ListsHistory(db.db)
    uids = [listing(n).uid for n in (1, 2, 3, 5)] + [ListingUid("no")]
    found = history.listings_in([three[0].id, EditionId("eu-fsf-0")], uids)
    assert {uid: one.name for uid, one in found.items()} == {
        listing(n).uid: f"Party {n}" for n in (1, 2, 3)
    }
    assert found[listing(1).uid] == listing(1)  # with its record
    assert history.listings_in([three[1].id], uids)[listing(1).uid].name == "Renamed"


def test_an_edition_that_there_is_not(db: ListsDb) -> None:
    with pytest.raises(BadInput) as caught:
        list(ListsHistory(db.db).differing(EditionId("no"), EditionId("no")))
    assert caught.value.code == "edition-unknown"


def test_a_file_of_the_version_before_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "lists.db"
    before = Migrations("exportdesk-lists")
    with closing(Database(memory=True)) as empty:
        ground = lists_migrations.pending(empty)[0]
    before(name=ground.name)(ground.fn)
    old = ListsDb(open_database(path, before, backups=tmp_path / "backups"))
    edition = take(old, 0, listing(1))
    assert "listings_by_first_edition" not in _indexes(old)
    old.close()
    with pytest.raises(StorageFault) as caught:
        ListsDb.open(path, read_only=True)
    assert caught.value.code == "database-needs-update"
    new = ListsDb.open(path)
    assert "listings_by_first_edition" in _indexes(new)
    assert new.in_force() == (edition,)
    assert new.listing(listing(1).uid) == listing(1)
    assert (tmp_path / "backups" / "lists-before-0002.db").is_file()
    new.close()


def _indexes(db: ListsDb) -> set[str]:
    rows = db.db.execute("select name from sqlite_master where type = 'index'").fetchall()
    return {name for (name,) in rows}
