"""The index of the lists in force: built once, whole or not at all, old ones cleared away."""

import errno
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typing_extensions import override

from exportdesk.core.errors import StorageFault
from exportdesk.core.parties import Party
from exportdesk.core.progress import Cancelled, Progress, Silent
from exportdesk.operations import list_index
from exportdesk.operations.import_list import ImportRequest, import_edition
from exportdesk.operations.list_index import (
    build_index,
    ensure_index,
    index_key,
    ready_index,
    remove_stale_indexes,
)
from exportdesk.operations.matched_lists import all_of
from exportdesk.screening import IndexBuilder, Screener
from exportdesk.storage.lists_db import ListsDb
from tests.fakes import FakeClock
from tests.lists.samples import TRAPS_CSV, TRAPS_JSON, Stopping, country_code, us_csl


@pytest.fixture
def db(tmp_path: Path) -> Iterator[ListsDb]:
    opened = ListsDb.open(tmp_path / "lists.db")
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


def take(db: ListsDb, path: Path = TRAPS_JSON) -> None:
    source = us_csl()
    import_edition(
        db,
        ImportRequest(path, source.key),
        Silent(),
        FakeClock(),
        source=source,
        country_code=country_code,
    )


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_without_a_list_there_is_no_index(db: ListsDb, folder: Path) -> None:
    assert ensure_index(db, folder, Silent()) is None
    assert ready_index(db, folder) is None
    assert not folder.exists()


def test_it_is_built_once_and_screens(db: ListsDb, folder: Path) -> None:
    take(db)
    progress = Stopping(lambda _stage, _done: False)
    built = ensure_index(db, folder, progress)
    assert built == folder / index_key(all_of(db.in_force()))
    assert progress.stages == ["building-index"]
    assert ready_index(db, folder) == built
    again = Stopping(lambda _stage, _done: True)
    assert ensure_index(db, folder, again) == built
    assert again.steps == 0
    screener = Screener.load(built)
    (best, *_) = screener.screen(Party("Teodric Qorvan"))
    assert best.uid == "us-csl:SDN:900001"
    screener.close()


def test_another_edition_or_matcher_is_another_index(
    db: ListsDb, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(db)
    first = ensure_index(db, folder, Silent())
    take(db, TRAPS_CSV)
    second = ensure_index(db, folder, Silent())
    assert first != second
    monkeypatch.setattr(list_index, "ALGORITHM", "next")
    assert ready_index(db, folder) is None


def test_stopping_leaves_nothing(db: ListsDb, folder: Path) -> None:
    take(db)
    with pytest.raises(Cancelled):
        build_index(db, folder, Stopping(lambda _stage, _done: True))
    assert names(folder) == []


def test_old_indexes_are_cleared_away(db: ListsDb, folder: Path) -> None:
    take(db)
    built = build_index(db, folder, Silent())
    for name in ("old", ".building-now", ".building-long-ago"):
        (folder / name).mkdir()
        (folder / name / "part").write_bytes(b"x")
    long_ago = time.time() - 7200
    os.utime(folder / ".building-long-ago", (long_ago, long_ago))
    (folder / "a file of somebody's").write_bytes(b"x")
    remove_stale_indexes(db, folder)
    assert names(folder) == sorted([built.name, ".building-now", "a file of somebody's"])
    remove_stale_indexes(db, folder / "no such folder")


def test_two_that_build_the_same_do_not_disturb_each_other(db: ListsDb, folder: Path) -> None:
    take(db)
    built = build_index(db, folder, Silent())
    assert build_index(db, folder, Silent()) == built
    assert names(folder) == [built.name]
    Screener.load(built).close()


def test_a_folder_that_cannot_be_made(db: ListsDb, tmp_path: Path) -> None:
    take(db)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageFault):
        build_index(db, tmp_path / "file", Silent())


def test_a_disk_that_fills_while_the_index_is_written(
    db: ListsDb, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Filling(IndexBuilder):
        @override
        def finish(self, folder: Path, progress: Progress) -> None:
            full = OSError(errno.ENOSPC, "No space left on device")
            raise StorageFault("index-unwritable", folder=str(folder)) from full

    take(db)
    monkeypatch.setattr("exportdesk.screening.IndexBuilder", Filling)
    with pytest.raises(StorageFault) as caught:
        build_index(db, folder, Silent())
    assert caught.value.code == "disk-full"
    assert names(folder) == []
