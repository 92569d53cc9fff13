"""lists.db: editions, listings as they are and were, and files that cannot be used."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exportdesk.core.editions import Edition, ListFinding, Severity, Skipped
from exportdesk.core.errors import StorageFault
from exportdesk.core.ids import EditionId, ListingUid, SourceKey
from exportdesk.core.listings import Address, ListedName, Listing, NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.storage.lists_comparing import Continuity
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.lists_writing import EditionChanges
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
        list="EL" if number % 2 else "SDN",
        list_name="Entity List",
        kind=PartyKind.ORGANIZATION,
        names=(ListedName(name or f"Party {number}", NameRole.PRIMARY), ListedName("Ünï")),
        addresses=(Address("1 Road, CN", country="CN"),),
        record={"name": name, "deep": {"a": [1, None]}, "id": "x"},
    )


def edition(number: int, source: SourceKey = CSL) -> Edition:
    return Edition(
        id=EditionId(f"edition-{source}-{number}"),
        source=source,
        imported=FakeClock().now(),
        origin="/a/list.json",
        format="csl-json",
        size=12,
        sha256="0" * 64,
        published=None,
        published_said=False,
        read=3,
        listings=2,
        names=4,
        counts={"EL": 2},
        skipped=(Skipped("row-without-name", 1, (3,)),),
        findings=(ListFinding("list-fell", Severity.WARN, {"list": "EL", "before": 3}),),
    )


def take_in(db: ListsDb, taken: Edition, *listings: Listing) -> EditionChanges:
    with db.incoming(taken.source) as incoming:
        for one in listings:
            incoming.add(one)
        changes = incoming.settle()
        incoming.keep(taken)
    return changes


def test_an_edition_and_its_listings_come_back(db: ListsDb) -> None:
    changes = take_in(db, edition(1), listing(1), listing(2))
    assert changes == EditionChanges(added=2, removed=0, changed=0, rewritten=0)
    assert db.in_force() == (edition(1),)
    assert db.edition(EditionId("edition-us-csl-1")) == edition(1)
    assert db.edition(EditionId("no")) is None
    assert db.edition_in_force(OTHER) is None
    assert db.listing(listing(1).uid) == listing(1)
    assert db.listing(ListingUid("no")) is None
    assert list(db.current_listings()) == [
        replace(listing(1), record={}),
        replace(listing(2), record={}),
    ]
    assert db.counts() == {"EL": 1, "SDN": 1}
    assert db.count() == 2


def test_listings_that_are_as_they_were_are_not_written_again(db: ListsDb) -> None:
    take_in(db, edition(1), listing(1), listing(2))
    # The publisher's row ids change with every build of the file.
    again = replace(listing(1), record={**listing(1).record, "id": "y", "_id": "z"})
    changes = take_in(db, edition(2), again, listing(2))
    assert changes.none
    assert db.db.execute("select count(*) from listings").fetchone() == (2,)
    assert db.in_force() == (edition(2),)
    assert db.editions(CSL) == (edition(2), edition(1))


def test_what_was_added_removed_and_changed(db: ListsDb) -> None:
    take_in(db, edition(1), listing(1), listing(2), listing(3))
    remarked = replace(listing(3), remarks="new")
    changes = take_in(db, edition(2), listing(1, "Renamed"), remarked, listing(4))
    assert changes == EditionChanges(
        added=1,
        removed=1,
        changed=1,
        rewritten=2,
        # All of them share the alias "Ünï", so that nobody's names are gone altogether.
        continuity={"EL": Continuity(before=2), "SDN": Continuity(before=1, uids_gone=1)},
    )
    assert not changes.none
    now = db.listing(listing(1).uid)
    assert now is not None
    assert now.name == "Renamed"
    gone = db.listing(listing(2).uid)
    assert gone == listing(2)
    assert db.listing(listing(3).uid) == remarked
    assert {x.uid for x in db.current_listings()} == {listing(n).uid for n in (1, 3, 4)}


def test_every_edition_can_be_read_again(db: ListsDb) -> None:
    take_in(db, edition(1), listing(1), listing(2))
    take_in(db, edition(9, OTHER), listing(7, source=OTHER))
    take_in(db, edition(2), listing(1, "Renamed"))
    take_in(db, edition(3), listing(1, "Renamed"), listing(2))

    def names(number: int) -> list[str]:
        return [x.name for x in db.listings_as_of(edition(number).id)]

    assert names(1) == ["Party 1", "Party 2"]
    assert names(2) == ["Renamed"]
    assert names(3) == ["Renamed", "Party 2"]
    assert [x.name for x in db.listings_as_of(edition(9, OTHER).id)] == ["Party 7"]


def test_sources_do_not_touch_each_other(db: ListsDb) -> None:
    take_in(db, edition(1), listing(1))
    take_in(db, edition(1, OTHER), listing(1, source=OTHER))
    take_in(db, edition(2, OTHER))
    assert [x.source for x in db.current_listings()] == [CSL]
    assert list(db.current_listings(OTHER)) == []
    assert db.counts(CSL) == {"EL": 1}
    assert {x.id for x in db.in_force()} == {edition(1).id, edition(2, OTHER).id}


def test_many_listings_at_once(db: ListsDb) -> None:
    take_in(db, edition(1), *(listing(n) for n in range(1300)))
    found = db.listings([listing(n).uid for n in range(1299, -1, -1)])
    assert len(found) == 1300


def test_an_edition_that_fails_leaves_nothing(db: ListsDb) -> None:
    take_in(db, edition(1), listing(1))
    with pytest.raises(ZeroDivisionError), db.incoming(CSL) as incoming:  # noqa: PT012 - what is kept before it raises
        for number in range(2, 700):
            incoming.add(listing(number))
        incoming.settle()
        incoming.keep(edition(2))
        assert db.in_force() == (edition(2),)
        raise ZeroDivisionError
    assert db.in_force() == (edition(1),)
    assert [x.uid for x in db.current_listings()] == [listing(1).uid]


def test_an_open_file_sees_what_another_took_in(db: ListsDb) -> None:
    reader = ListsDb.open(db.path, read_only=True)
    take_in(db, edition(1), listing(1))
    assert reader.count() == 1
    reader.close()


def test_a_full_disk(db: ListsDb) -> None:
    take_in(db, edition(1), listing(1))
    (pages,) = db.db.execute("pragma page_count").fetchone()
    db.db.execute(f"pragma max_page_count = {pages + 5}")
    with pytest.raises(StorageFault) as caught:
        take_in(db, edition(2), *(listing(n) for n in range(5000)))
    assert caught.value.code == "disk-full"
    assert db.in_force() == (edition(1),)
    assert db.count() == 1


def test_a_file_of_a_newer_program(tmp_path: Path) -> None:
    path = tmp_path / "lists.db"
    ListsDb.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at)"
            " values ('exportdesk-lists', '0099_from_the_future', '')"
        )
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StorageFault) as caught:
        ListsDb.open(path)
    assert caught.value.code == "database-too-new"
    assert path.read_bytes() == before


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "lists.db"
    path.write_bytes(b"not a database, and longer than a header of one" * 100)
    with pytest.raises(StorageFault) as caught:
        ListsDb.open(path)
    assert caught.value.code == "database-damaged"


def test_a_damaged_page_is_told(tmp_path: Path) -> None:
    path = tmp_path / "lists.db"
    db = ListsDb.open(path)
    take_in(db, edition(1), *(listing(n) for n in range(800)))
    db.db.execute("pragma wal_checkpoint(truncate)")
    db.close()
    data = bytearray(path.read_bytes())
    for page in range(8, len(data) // 4096):
        data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(data)
    db = ListsDb.open(path)
    with pytest.raises(StorageFault) as caught:
        list(db.current_listings())
    assert caught.value.code == "database-damaged"
    db.close()


def test_the_first_migration_makes_strict_tables(db: ListsDb) -> None:
    rows = db.db.execute(
        "select name, strict from pragma_table_list where name in ('editions', 'listings')"
    ).fetchall()
    assert sorted(rows) == [("editions", 1), ("listings", 1)]
    assert db.db.execute("pragma journal_mode").fetchone() == ("wal",)
    assert db.db.execute("pragma foreign_keys").fetchone() == (1,)
