"""Several lists at one moment: the good ones come in together, each refused one by itself."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from exportdesk.core.editions import Edition
from exportdesk.core.errors import BadInput, ListRefused, StorageFault
from exportdesk.core.ids import SourceKey
from exportdesk.core.progress import Cancelled, Progress, Silent
from exportdesk.operations.import_list import ImportRequest, Taken, import_editions
from exportdesk.storage.lists_db import ListsDb
from tests.fakes import FakeClock
from tests.lists.samples import DATA, TRAPS_JSON, Stopping, country_code, small_catalogue

UN = ImportRequest(DATA / "un-traps.xml", SourceKey("un-sc"))
CA = ImportRequest(DATA / "ca-traps.xml", SourceKey("ca-sema"))
UK = ImportRequest(DATA / "uk-traps.xml", SourceKey("uk-sl"))
CSL = ImportRequest(TRAPS_JSON, SourceKey("us-csl"))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[ListsDb]:
    opened = ListsDb.open(tmp_path / "lists.db")
    yield opened
    opened.close()


def take(
    db: ListsDb,
    *requests: ImportRequest,
    progress: Progress | None = None,
    before_keeping: Callable[[], object] = lambda: None,
) -> tuple[Taken, ...]:
    return import_editions(
        db,
        requests,
        progress or Silent(),
        FakeClock(),
        source_of=small_catalogue().source,
        country_code=country_code,
        before_keeping=before_keeping,
    )


def sources(db: ListsDb) -> set[str]:
    return {edition.source for edition in db.in_force()}


def test_all_come_in_force_together_with_what_is_built_once(db: ListsDb, tmp_path: Path) -> None:
    seen: list[set[str]] = []
    other = ListsDb.open(tmp_path / "lists.db", read_only=True)

    def build() -> None:
        seen.append(sources(db))
        assert sources(other) == set()  # nobody else sees a part of them

    taken = take(db, UN, CA, CSL, before_keeping=build)
    assert [one.source for one in taken if isinstance(one, Edition)] == [
        "un-sc", "ca-sema", "us-csl"
    ]  # fmt: skip
    assert seen == [{"un-sc", "ca-sema", "us-csl"}]
    assert sources(other) == {"un-sc", "ca-sema", "us-csl"}
    assert db.count() == sum(one.listings for one in taken if isinstance(one, Edition))
    other.close()


def test_one_that_is_refused_leaves_the_others_alone(db: ListsDb, tmp_path: Path) -> None:
    cut = tmp_path / "cut.xml"
    cut.write_bytes(UN.path.read_bytes()[:-200])
    taken = take(
        db,
        CA,
        ImportRequest(cut, UN.source),
        ImportRequest(tmp_path / "nothing", UK.source),
        ImportRequest(cut, SourceKey("mars")),
        CSL,
    )
    good, refused, missing, unknown, last = taken
    assert isinstance(good, Edition)
    assert isinstance(last, Edition)
    assert isinstance(refused, ListRefused)
    assert refused.code == "list-truncated"
    assert isinstance(missing, BadInput)
    assert isinstance(unknown, BadInput)
    assert unknown.code == "source-unknown"
    assert sources(db) == {"ca-sema", "us-csl"}
    assert db.count() == good.listings + last.listings
    assert db.count() == db.db.execute("select count(*) from listings").fetchone()[0]


def test_one_that_the_guard_refuses_changes_nothing_of_its_list(
    db: ListsDb, tmp_path: Path
) -> None:
    (before,) = take(db, UK)
    listings = list(db.current_listings())
    other = tmp_path / "older.xml"
    data = UK.path.read_bytes()
    assert b"<DateGenerated>" in data
    other.write_bytes(data.replace(b"/2026</DateGenerated>", b"/2020</DateGenerated>"))
    refused, good = take(db, ImportRequest(other, UK.source), CA)
    assert isinstance(refused, ListRefused)
    assert refused.code == "list-older"
    assert isinstance(good, Edition)
    assert db.edition_in_force(UK.source) == before
    assert [one for one in db.current_listings() if one.source == UK.source] == listings


def test_where_none_is_good_nothing_is_built(db: ListsDb, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.write_bytes(b"")
    (refused,) = take(db, ImportRequest(empty, UN.source), before_keeping=pytest.fail)
    assert isinstance(refused, ListRefused)
    assert db.in_force() == ()


@pytest.mark.parametrize("stage", ["list-reading", "list-comparing"])
def test_a_stop_undoes_all(db: ListsDb, stage: str) -> None:
    take(db, CA)
    reached: list[Stopping] = []
    # In the second of the two: the first one is already there.
    progress = Stopping(lambda at, _done: at == stage and reached[0].stages.count(at) == 2)
    reached.append(progress)
    with pytest.raises(Cancelled):
        take(db, UN, CSL, progress=progress)
    assert sources(db) == {"ca-sema"}


def test_an_index_that_cannot_be_built_undoes_all(db: ListsDb) -> None:
    def full() -> None:
        raise StorageFault("disk-full", path="index", folder=".", detail="")

    with pytest.raises(StorageFault):
        take(db, UN, CA, before_keeping=full)
    assert db.in_force() == ()
    assert db.count() == 0


def test_two_editions_of_one_source_follow_each_other(db: ListsDb) -> None:
    first, second = take(db, CA, CA)
    assert isinstance(first, Edition)
    assert isinstance(second, Edition)
    assert "list-unchanged" in {finding.code for finding in second.findings}
    assert db.in_force() == (second,)
