"""Copies of database files that are complete in themselves, for a backup and out of one."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database, Migrations

from exportdesk.core.errors import StorageFault
from exportdesk.storage.lists_migrations import lists_migrations
from exportdesk.storage.opening import fault, file_of
from exportdesk.storage.workspace_migrations import workspace_migrations

_COUNTED = ("cases", "certifications", "letters", "issued_papers")
_PAPER_KINDS = ("S", "D", "C", "L", "P")
_MIGRATIONS: Mapping[str, Migrations] = {
    "workspace.db": workspace_migrations,
    "lists.db": lists_migrations,
}


def copy_checked(db: Database, target: Path) -> None:
    """Copy `db` as of one moment, while others may write, and check the copy.

    The copy is one file without a log beside it. Raises StorageFault where the file is damaged.
    """
    try:
        with closing(sqlite3.connect(target)) as copy:
            db.conn.backup(copy)
            copy.execute("pragma journal_mode = delete")
    except (OSError, sqlite3.Error) as error:
        place = target if str(getattr(error, "sqlite_errorname", "")) == "SQLITE_FULL" else None
        raise fault(error, place or file_of(db)) from error
    check_whole(target, said=file_of(db))


def check_whole(path: Path, *, said: Path | None = None) -> None:
    """Read the whole file and hold that it is sound. Raises StorageFault naming `said`."""
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as db:
            found = db.execute("pragma integrity_check(3)").fetchall()
    except sqlite3.Error as error:
        raise fault(error, said or path) from error
    if found != [("ok",)]:
        detail = str(found[0][0]).splitlines()[-1] if found else ""
        raise StorageFault("database-damaged", path=str(said or path), detail=detail)


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
