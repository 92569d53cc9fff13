"""Opening files of ours: new, older, newer, damaged, busy, read-only."""

import errno
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from exportdesk.core.errors import ReadOnlyWorkspace, StorageFault
from exportdesk.storage import opening
from exportdesk.storage.opening import connect, fault, writing
from exportdesk.storage.sealing import Seal
from exportdesk.storage.workspace_migrations import workspace_migrations

FORMS = pytest.mark.parametrize(
    "seal", [pytest.param(None, id="plain"), pytest.param(Seal(bytes(range(32))), id="encrypted")]
)
"""Every trouble is told alike with a password and without one."""


def open_database(
    path: Path, migrations: Migrations, *, backups: Path, seal: Seal | None = None
) -> Database:
    return opening.open_database(path, migrations, backups=backups, seal=seal)


def open_for_reading(path: Path, migrations: Migrations, seal: Seal | None = None) -> Database:
    return opening.open_for_reading(path, migrations, seal=seal)


def first() -> Migrations:
    steps = Migrations("thing")

    @steps(name="0001_ground")
    def _ground(db: Database) -> None:
        db.executescript("create table thing (id integer primary key, name text not null) strict;")

    return steps


def second() -> Migrations:
    steps = first()

    @steps(name="0002_color")
    def _color(db: Database) -> None:
        db.executescript("alter table thing add column color text not null default 'grey';")

    return steps


@FORMS
def test_a_new_file_is_made_ready(tmp_path: Path, seal: Seal | None) -> None:
    db = open_database(
        tmp_path / "deep" / "a.db", workspace_migrations, backups=tmp_path / "b", seal=seal
    )
    assert db.journal_mode == "wal"
    assert db.execute("pragma foreign_keys").fetchone()[0] == 1
    assert db.execute("pragma synchronous").fetchone()[0] == 2
    assert not (tmp_path / "b").exists()
    db.close()


@FORMS
def test_an_older_file_is_copied_aside_and_brought_up_to_date(
    tmp_path: Path, seal: Seal | None
) -> None:
    path = tmp_path / "a.db"
    db = open_database(path, first(), backups=tmp_path / "b", seal=seal)
    with writing(db):
        db.execute("insert into thing (name) values ('kept')")
    db.close()
    db = open_database(path, second(), backups=tmp_path / "b", seal=seal)
    assert db.execute("select name, color from thing").fetchall() == [("kept", "grey")]
    db.close()
    copy = connect(tmp_path / "b" / "a-before-0002.db", seal)
    assert copy.execute("select * from thing").fetchall() == [(1, "kept")]
    copy.close()


@FORMS
def test_a_file_that_is_held_whole_is_busy_and_not_read_as_it_was(
    tmp_path: Path, seal: Seal | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.1)
    path = tmp_path / "a.db"
    open_database(path, first(), backups=tmp_path / "b", seal=seal).close()
    holder = connect(path, seal)
    holder.execute("pragma locking_mode = exclusive")
    holder.execute("insert into thing (name) values ('not in the file yet')")
    holder.commit()
    with pytest.raises(StorageFault) as caught:
        open_for_reading(path, first(), seal)
    holder.close()
    assert caught.value.code == "database-busy"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_and_a_used_up_quota_are_the_same_trouble(number: int) -> None:
    assert fault(OSError(number, "said so"), Path("a.db")).code == "disk-full"


@FORMS
def test_a_newer_file_is_refused_unharmed(tmp_path: Path, seal: Seal | None) -> None:
    path = tmp_path / "a.db"
    open_database(path, second(), backups=tmp_path / "b", seal=seal).close()
    before = path.read_bytes()
    for open_it in (
        lambda: open_database(path, first(), backups=tmp_path / "b", seal=seal),
        lambda: open_for_reading(path, first(), seal),
    ):
        with pytest.raises(StorageFault) as caught:
            open_it()
        assert caught.value.code == "database-too-new"
    assert path.read_bytes() == before


@FORMS
def test_a_failed_migration_leaves_the_file_as_it_was(tmp_path: Path, seal: Seal | None) -> None:
    path = tmp_path / "a.db"
    open_database(path, first(), backups=tmp_path / "b", seal=seal).close()
    steps = second()

    @steps(name="0003_bad")
    def _bad(db: Database) -> None:
        db.execute("create table half (id integer) strict")
        db.execute("no such statement")

    with pytest.raises(StorageFault):
        open_database(path, steps, backups=tmp_path / "b", seal=seal)
    db = open_database(path, first(), backups=tmp_path / "b", seal=seal)
    assert sorted(db.table_names()) == ["_sqlite_migrations", "thing"]
    db.close()


@FORMS
@pytest.mark.parametrize(
    "content", [b"<html>not a database</html>" * 99, b"SQLite format 3\0" * 99]
)
def test_a_file_that_is_no_database_is_named_and_left_alone(
    tmp_path: Path, seal: Seal | None, content: bytes
) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)
    with pytest.raises(StorageFault) as caught:
        open_database(path, first(), backups=tmp_path, seal=seal)
    assert caught.value.code == "database-damaged"
    assert path.read_bytes() == content


@FORMS
def test_a_write_that_fails_leaves_nothing(tmp_path: Path, seal: Seal | None) -> None:
    db = open_database(tmp_path / "a.db", first(), backups=tmp_path, seal=seal)

    def stop_half_way() -> None:
        with writing(db):
            db.execute("insert into thing (name) values ('lost')")
            raise RuntimeError

    def break_a_rule() -> None:
        with writing(db):
            db.execute("insert into thing (name) values ('lost')")
            db.execute("insert into thing (name) values (null)")

    with pytest.raises(RuntimeError):
        stop_half_way()
    with pytest.raises(sqlite3.IntegrityError):
        break_a_rule()
    assert db.execute("select count(*) from thing").fetchone()[0] == 0
    db.close()


@FORMS
def test_a_second_writer_waits_and_then_gives_up(
    tmp_path: Path, seal: Seal | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.1)
    one = open_database(tmp_path / "a.db", first(), backups=tmp_path, seal=seal)
    two = open_database(tmp_path / "a.db", first(), backups=tmp_path, seal=seal)
    with writing(one):
        one.execute("insert into thing (name) values ('one')")
        with pytest.raises(StorageFault) as caught, writing(two):
            pass
    assert caught.value.code == "database-busy"
    with writing(two):
        two.execute("insert into thing (name) values ('two')")
    assert one.execute("select count(*) from thing").fetchone()[0] == 2
    one.close()
    two.close()


@FORMS
def test_two_programs_that_start_at_once_both_open(tmp_path: Path, seal: Seal | None) -> None:
    opened: list[Database] = []
    failed: list[BaseException] = []

    def open_it() -> None:
        try:
            opened.append(open_database(tmp_path / "a.db", second(), backups=tmp_path, seal=seal))
        except BaseException as error:  # noqa: BLE001 - told below
            failed.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for db in opened:
        db.close()
    assert failed == []
    assert len(opened) == 6


@FORMS
def test_reading_only_changes_nothing(tmp_path: Path, seal: Seal | None) -> None:
    path = tmp_path / "a.db"
    open_database(path, first(), backups=tmp_path, seal=seal).close()
    db = open_for_reading(path, first(), seal)
    with pytest.raises(ReadOnlyWorkspace) as caught, writing(db):
        db.execute("insert into thing (name) values ('no')")
    assert caught.value.code == "folder-read-only"
    db.close()
    with pytest.raises(StorageFault) as fault:
        open_for_reading(path, second(), seal)
    assert fault.value.code == "database-needs-update"
    with pytest.raises(StorageFault) as fault:
        open_for_reading(tmp_path / "none.db", second(), seal)
    assert fault.value.code == "database-missing"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="the superuser may write anywhere, so no folder is read-only",
)
def test_a_read_only_folder_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o555)
    with pytest.raises(StorageFault) as caught:
        open_database(folder / "a.db", first(), backups=tmp_path)
    assert caught.value.code in ("folder-read-only", "database-unusable")


@FORMS
def test_a_full_disk_is_said_and_the_write_undone(tmp_path: Path, seal: Seal | None) -> None:
    db = open_database(tmp_path / "a.db", first(), backups=tmp_path, seal=seal)
    db.execute(f"pragma max_page_count = {db.execute('pragma page_count').fetchone()[0]}")
    rows = [("long" * 1000,) for _row in range(100)]
    with pytest.raises(StorageFault) as caught, writing(db):
        db.conn.executemany("insert into thing (name) values (?)", rows)
    assert caught.value.code == "disk-full"
    assert db.execute("select count(*) from thing").fetchone()[0] == 0
    db.close()


@FORMS
def test_a_page_that_is_damaged_is_told_as_damage(tmp_path: Path, seal: Seal | None) -> None:
    path = tmp_path / "a.db"
    db = open_database(path, first(), backups=tmp_path, seal=seal)
    with writing(db):
        db.conn.executemany(
            "insert into thing (name) values (?)", [("long" * 1000,) for _row in range(50)]
        )
    db.close()
    data = bytearray(path.read_bytes())
    data[8 * 4096 :] = b"\xff" * (len(data) - 8 * 4096)
    path.write_bytes(data)
    db = open_database(path, first(), backups=tmp_path, seal=seal)
    with pytest.raises(sqlite3.DatabaseError) as caught:
        list(db.execute("select * from thing"))
    assert fault(caught.value, path).code == "database-damaged"
    with pytest.raises(sqlite3.DatabaseError):
        db.execute("select * from thing").fetchall()
    db.close()


def test_every_way_to_read_and_write_fails_alike_in_an_encrypted_file(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "a.db", Seal(bytes(32)))) as db:
        db.execute("create table thing (id integer primary key)")
        db.execute("insert into thing values (1)")
        for work in (
            lambda: db.execute("no such statement"),
            lambda: db.executemany("insert into other values (?)", [(1,)]),
            lambda: db.executescript("no such statement"),
            lambda: next(db.execute("select * from other")),
        ):
            with pytest.raises(sqlite3.OperationalError):
                work()
        with pytest.raises(sqlite3.IntegrityError) as caught:
            db.execute("insert into thing values (1)")
        assert caught.value.sqlite_errorname == "SQLITE_CONSTRAINT"
        reader = db.execute("select * from thing")
        assert reader.fetchmany(5) == [(1,)]
        assert list(db.execute("select * from thing")) == [(1,)]
        db.rollback()
    with pytest.raises(sqlite3.ProgrammingError):
        db.execute("select 1")
    with closing(connect(tmp_path / "a.db", Seal(b"1" * 32))) as other:
        with pytest.raises(sqlite3.DatabaseError) as wrong:
            other.execute("select * from thing")
        assert wrong.value.sqlite_errorname == "SQLITE_NOTADB"
