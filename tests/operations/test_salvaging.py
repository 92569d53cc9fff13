"""Damaged files: found, and every way out of them, on files that are really damaged."""

import csv
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from exportdesk.core.errors import BadInput, StorageFault
from exportdesk.core.progress import Cancelled, Silent
from exportdesk.core.words import say
from exportdesk.operations.demo_run import fill_demo
from exportdesk.operations.integrity import check_files
from exportdesk.operations.restoring import change_over, forget, get_ready, is_pending
from exportdesk.operations.salvaging import (
    backups_of,
    begin_lists_anew,
    export_readable,
    lists_from,
    salvage,
    table_words,
)
from exportdesk.storage.integrity import faults_of
from exportdesk.storage.unreadable_texts import TEXTS
from exportdesk.storage.workspace import Workspace
from tests.fakes import FakeClock
from tests.storage.damaging import DAMAGES, bad_index, settle, without_first_page
from tests.ui.desks import listed_name, open_desk, ready_up, screen

QUIET = Silent()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's book with a screening, and a backup where daily ones go."""
    folder = tmp_path_factory.mktemp("filled") / "ws"
    with closing(open_desk(folder)) as desk:
        fill_demo(desk, QUIET)
        ready_up(desk)
        screen(desk, listed_name(desk))
        desk.book.screen(QUIET, whole=True)
        desk.backups.make_daily(QUIET)
    settle(folder / "workspace.db")
    settle(folder / "lists.db")
    return folder


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    shutil.copytree(filled, tmp_path / "ws")
    return tmp_path / "ws"


def test_sound_files_have_no_faults(folder: Path) -> None:
    for whole in (False, True):
        assert check_files(folder, QUIET, whole=whole) == ()


@pytest.mark.parametrize("kind", DAMAGES)
def test_damage_is_found_and_salvaged_and_the_program_goes_on(kind: str, folder: Path) -> None:
    damaged = folder / "workspace.db"
    DAMAGES[kind](damaged)
    before = damaged.read_bytes()
    assert faults_of(damaged, QUIET, whole=True)
    # Rows against indexes are beyond the quick look; everything else it sees.
    assert bool(faults_of(damaged, QUIET, whole=False)) is (kind != "bad index")
    assert damaged.read_bytes() == before, "looking changed it"
    done = salvage(folder, QUIET, clock=FakeClock(), actor="Dana Whitfield")
    assert damaged.read_bytes() == before, "salvaging changed it before the changeover"
    assert done.whole is (kind in ("without header", "bad index"))
    assert done.read > 0
    assert all("?" not in line for line in table_words(done.lost).splitlines())
    changed = change_over(folder)
    assert changed is not None
    assert changed.kept is not None
    assert (changed.kept / "workspace.db").read_bytes() == before
    assert check_files(folder, QUIET, whole=True) == ()
    with closing(open_desk(folder)) as desk:
        assert desk.records.events(1)[0].kind == "workspace_salvaged"
        if done.whole:
            assert desk.records.verify().sound
            assert desk.workspace().customers.count() == 40
            assert [row.number for row in desk.records.screenings()] == ["S-2026-0001"]
        ready_up(desk)
        again = screen(desk, listed_name(desk)).screening.number
        # Numbers that stand on papers are not given twice, even where the counter was lost.
        assert again == ("S-2026-0002" if done.whole else "S-2026-0102")


def test_what_was_lost_is_counted_and_screened_again(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "workspace.db")) as db:
        wanted = db.execute("select count(*) from book_parties").fetchone()[0]
        # A row of the table is gone, as an overwritten page would take it, with its index entry.
        db.execute("delete from book_parties where rowid = 1")
    DAMAGES["random pages"](folder / "workspace.db")
    salvage(folder, QUIET, clock=FakeClock())
    change_over(folder)
    with closing(open_desk(folder)) as desk:
        held = {one.id for one in desk.workspace().customers.parties()}
        named = {one.id for each in desk.workspace().customers.all() for one in each.parties()}
        assert held >= named, "somebody is left out of screening"
        assert len(held) <= wanted
        assert desk.book.is_due


def test_a_row_whose_text_is_broken_is_left_out_and_told(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "workspace.db")) as db, db:
        # One is no JSON any more; the others are, and tell something else than they should.
        db.execute("update customer_bodies set body = substr(body, 2) where rowid = 3")
        db.execute("update products set body = replace(body, 'hs_code', 'hs_cxde') where row = 5")
        db.execute("update products set body = replace(body, '\"id\"', '\"ix\"') where row = 6")
        whose, name = db.execute(
            "select id, name from customers where id ="
            " (select id from customer_bodies where rowid = 3)"
        ).fetchone()
    done = salvage(folder, QUIET, clock=FakeClock())
    assert {one.name: one.lost for one in done.lost} == {"customer_bodies": 1, "products": 1}
    change_over(folder)
    with closing(open_desk(folder)) as desk:
        workspace = desk.workspace()
        again = workspace.customers.get(whose)
        assert again is not None
        assert again.name == name  # told again by what is screened of the customer
        assert len(list(workspace.customers.all())) == 40
        assert len(list(workspace.products.all())) == 59
        assert desk.book.is_due


def test_every_text_that_may_break_is_looked_at(folder: Path) -> None:
    with closing(open_desk(folder)) as desk:
        db = desk.workspace().db
        texts = {
            (table.name, column.name)
            for table in db.tables
            for column in table.columns
            for (text,) in db.execute(f'select "{column.name}" from "{table.name}" limit 1')
            if str(text)[:1] in ("{", "[")
        }
    assert len(texts) > 10
    assert texts <= TEXTS.keys()


def test_where_nothing_can_be_read_that_is_said_and_nothing_is_ready(folder: Path) -> None:
    without_first_page(folder / "workspace.db")
    with pytest.raises(StorageFault, match="salvage-nothing"):
        salvage(folder, QUIET, clock=FakeClock())
    assert not is_pending(folder)
    assert not list((folder / "backups").glob("restoring-*"))


def test_salvaging_can_be_stopped_and_leaves_nothing(folder: Path) -> None:
    class Stopping(Silent):
        def step(self, done: int, total: int | None = None) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        salvage(folder, Stopping(), clock=FakeClock())
    assert not list((folder / "backups").glob("restoring-*"))


def test_a_check_can_be_stopped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopping(Silent):
        def step(self, done: int, total: int | None = None) -> None:
            raise Cancelled

    monkeypatch.setattr("exportdesk.storage.integrity._STEPS", 100)
    with pytest.raises(Cancelled):
        faults_of(folder / "workspace.db", Stopping(), whole=True)


def test_a_file_of_a_newer_program_is_not_salvaged_by_half(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "workspace.db")) as db:
        db.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at)"
            " values ('workspace', '9999_later', '')"
        )
        db.commit()
    with pytest.raises(StorageFault, match="too-new"):
        salvage(folder, QUIET, clock=FakeClock())


def test_what_can_be_read_goes_into_tables(folder: Path, tmp_path: Path) -> None:
    DAMAGES["without header"](folder / "workspace.db")
    before = (folder / "workspace.db").read_bytes()
    done = export_readable(folder / "workspace.db", tmp_path / "out", QUIET)
    assert done.whole
    assert (folder / "workspace.db").read_bytes() == before
    with (tmp_path / "out" / "customers.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 40
    assert {"name", "country"} <= rows[0].keys()
    assert "customers: 40, 0" in (tmp_path / "out" / "README.txt").read_text("utf-8")
    with pytest.raises(BadInput, match="not-empty"):
        export_readable(folder / "workspace.db", tmp_path / "out", QUIET)


def test_the_newest_backup_is_found_though_the_workspace_is_damaged(
    folder: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "drive"
    elsewhere.mkdir()
    clock = FakeClock()
    clock.advance(days=1)
    with closing(open_desk(folder, clock)) as desk:
        desk.backups.plan(folder=elsewhere, daily=True)
        made = desk.backups.make_daily(QUIET)
        (elsewhere / "notes.zip").write_text("no backup")
    settle(folder / "workspace.db")
    DAMAGES["without header"](folder / "workspace.db")
    found = backups_of(folder)
    assert found[0].path == made.path
    assert len(found) == 2
    get_ready(found[0].path, folder, QUIET, clock=clock)
    change_over(folder)
    with closing(open_desk(folder)) as desk:
        assert desk.records.verify().sound


def test_damaged_lists_are_fetched_again_and_no_record_is_touched(folder: Path) -> None:
    DAMAGES["cut off"](folder / "lists.db")
    (found,) = check_files(folder, QUIET, whole=False)
    assert found.file == "lists.db"
    begin_lists_anew(folder, clock=FakeClock())
    change_over(folder)
    with closing(open_desk(folder)) as desk:
        assert desk.lists.status().listings == 0
        assert desk.records.verify().sound
        assert desk.workspace().customers.count() == 40


def test_lists_come_from_a_backup_and_no_record_is_touched(folder: Path) -> None:
    with closing(open_desk(folder)) as desk:
        ready_up(desk)
        screen(desk, "Somebody Else")  # after the backup
    settle(folder / "workspace.db")
    DAMAGES["cut off"](folder / "lists.db")
    lists_from(backups_of(folder)[0].path, folder, QUIET, clock=FakeClock())
    change_over(folder)
    with closing(open_desk(folder)) as desk:
        assert desk.lists.status().listings > 0
        assert len(desk.records.screenings()) == 2
        ready_up(desk)
        assert check_files(folder, QUIET, whole=True) == ()


def test_what_is_ready_can_be_given_up(folder: Path) -> None:
    bad_index(folder / "workspace.db")
    salvage(folder, QUIET, clock=FakeClock())
    assert is_pending(folder)
    forget(folder)
    assert not is_pending(folder)
    assert change_over(folder) is None
    with closing(Workspace.open(folder)) as workspace:
        assert workspace.customers.count() == 40


def test_a_damaged_page_is_told_as_damage(folder: Path) -> None:
    found = check_files(folder, QUIET, whole=False)
    assert found == ()
    with pytest.raises(StorageFault) as caught:
        faults_of(folder / "nothing.db", QUIET, whole=False)
    assert "?" not in say(caught.value)
