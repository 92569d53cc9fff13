"""Copies of database files that are complete in themselves, for a backup and out of one."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from exportdesk.core.errors import StorageFault
from exportdesk.core.events import GENESIS
from exportdesk.storage.lists_migrations import lists_migrations
from exportdesk.storage.opening import connect, connect_for_reading, fault, file_of
from exportdesk.storage.workspace_migrations import workspace_migrations

if TYPE_CHECKING:
    from exportdesk.storage.sealing import Seal

_COUNTED = ("cases", "certifications", "letters", "issued_papers")
_PAPER_KINDS = ("S", "D", "C", "L", "P")
_MIGRATIONS: Mapping[str, Migrations] = {
    "workspace.db": workspace_migrations,
    "lists.db": lists_migrations,
}


def copy_checked(db: Database, target: Path, seal: "Seal | None" = None) -> None:
    """Copy `db` as of one moment, while others may write, and check the copy.

    It is encrypted as `db` is, which `seal` opened, and one file without a log beside it.

    Raises StorageFault where the file is damaged.
    """
    try:
        with closing(connect(target, seal)) as copy:
            db.conn.backup(copy)
            copy.execute("pragma journal_mode = delete")
    except (OSError, sqlite3.Error) as error:
        place = target if str(getattr(error, "sqlite_errorname", "")) == "SQLITE_FULL" else None
        raise fault(error, place or file_of(db)) from error
    check_whole(target, said=file_of(db), seal=seal)


def check_whole(path: Path, *, said: Path | None = None, seal: "Seal | None" = None) -> None:
    """Read the whole file and hold that it is sound. Raises StorageFault naming `said`."""
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro"
        with closing(connect(uri, seal, uri=True)) as db:
            found = _broken_pages(db, seal) or db.execute("pragma integrity_check(3)").fetchall()
    except sqlite3.Error as error:
        raise fault(error, said or path) from error
    if found != [("ok",)]:
        detail = str(found[0][0]).splitlines()[-1] if found else ""
        raise StorageFault("database-damaged", path=str(said or path), detail=detail)


def _broken_pages(db: sqlite3.Connection, seal: "Seal | None") -> list[tuple[str]]:
    if seal is None:
        return []
    from exportdesk.storage.sealed_sqlite import damaged_pages

    db.execute("select count(*) from sqlite_master")  # else a wrong key is told as damage
    return [(one,) for one in damaged_pages(db)]


def newest_event(path: Path) -> str | None:
    """Return the hash of the newest event in a workspace.db without a password.

    None where it cannot be read, or is not one.
    """
    try:
        with closing(connect_for_reading(path)) as db:
            row = db.execute("select hash from events order by seq desc limit 1").fetchone()
    except (OSError, sqlite3.Error):
        return None
    return GENESIS if row is None else str(row[0])


def migrations_of(file: str) -> Migrations:
    """Return what makes the database file called `file`."""
    return _MIGRATIONS[file]


def counts_of(db: Database) -> dict[str, int]:
    """Return how many there are of each kind of record that is never taken away."""
    return {
        table: int(db.execute(f"select count(*) from {table}").fetchone()[0]) for table in _COUNTED
    }


def papers_of(db: Database) -> dict[str, str]:
    """Return the names of all papers in sight by their hashes."""
    return dict(db.execute("select sha256, name from papers where removed_at = ''"))


def schema_of(db: Database, file: str) -> str:
    """Return the last change that was made to the form of the database file called `file`."""
    applied = _MIGRATIONS[file].applied(db)
    return applied[-1].name if applied else ""


def knows_schema(file: str, name: str) -> bool:
    """Whether this program knows that change of the form of a database file."""
    with closing(Database(memory=True, execute_plugins=False)) as empty:
        return not name or any(one.name == name for one in _MIGRATIONS[file].pending(empty))


def skip_numbers(db: Database, count: int) -> None:
    """Leave out so many numbers of every kind of paper. Call inside `writing`."""
    for kind in _PAPER_KINDS:
        db.execute(
            "insert into counters (kind, last) values (?, ?)"
            " on conflict (kind) do update set last = last + ?",
            (kind, count, count),
        )
