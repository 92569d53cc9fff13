"""An edition that is taken out of lists.db again leaves it as it was before."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from exportdesk.core.ids import EditionId
from exportdesk.storage.lists_db import ListsDb
from tests.storage.test_lists_db import CSL, OTHER, edition, listing, take_in


@pytest.fixture
def db(tmp_path: Path) -> Iterator[ListsDb]:
    opened = ListsDb.open(tmp_path / "lists.db")
    yield opened
    opened.close()


def content(db: ListsDb) -> list[str]:
    """Return everything the file holds, as SQL."""
    return list(db.db.conn.iterdump())


def test_the_first_edition_goes_with_all_it_brought(db: ListsDb) -> None:
    take_in(db, edition(1, OTHER), listing(1, source=OTHER))
    before = content(db)
    take_in(db, edition(1), listing(1), listing(2))
    assert db.withdraw(edition(1).id)
    assert content(db) == before
    assert not db.withdraw(edition(1).id)


def test_what_an_edition_ended_or_changed_is_in_force_again(db: ListsDb) -> None:
    take_in(db, edition(1), listing(1), listing(2), listing(3))
    take_in(db, edition(2), listing(1), listing(2, "Another name"))
    take_in(db, edition(1, OTHER), listing(7, source=OTHER))
    before = content(db)
    take_in(db, edition(3), listing(2, "A third name"), listing(4))
    assert db.withdraw(edition(3).id)
    assert content(db) == before
    assert [one.name for one in db.current_listings(CSL)] == ["Party 1", "Another name"]
    assert [one.name for one in db.listings_as_of(edition(1).id)] == [
        "Party 1", "Party 2", "Party 3",
    ]  # fmt: skip


def test_only_the_newest_edition_of_a_source_can_go(db: ListsDb) -> None:
    take_in(db, edition(1), listing(1))
    take_in(db, edition(2), listing(1), listing(2))
    before = content(db)
    assert not db.withdraw(edition(1).id)
    assert not db.withdraw(EditionId("none"))
    assert content(db) == before
    assert db.withdraw(edition(2).id)
    assert db.withdraw(edition(1).id)
    assert db.in_force() == ()
