"""Opening a database file of ours, and writing to it."""

import errno
import os
import sqlite3
import time
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database, Migrations

from exportdesk.core.errors import ReadOnlyWorkspace, StorageFault

if TYPE_CHECKING:
    from exportdesk.storage.sealing import Seal

BUSY_SECONDS = 10.0
_RETRY_SECONDS = 0.02
_MAGIC = b"SQLite format 3\0"
_NOT_OURS = (errno.EACCES, errno.EPERM, errno.EROFS)


def open_database(
    path: Path,
    migrations: Migrations,
    *,
    backups: Path,
    synchronous: str = "FULL",
    seal: "Seal | None" = None,
) -> Database:
    """Open the file at `path`, bringing its schema up to date; with `seal` it is encrypted.

    The file is copied into `backups` before a schema change. Raises StorageFault: a file of a newer
    program, a file that is no database, a folder that cannot be written.
    """
    if path.is_file() and not os.access(path, os.W_OK):
        # SQLite would open it all the same, and fail at the first thing that is to be kept.
        raise ReadOnlyWorkspace("file-read-only", path=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = _connect(path, read_only=False, seal=seal)
    except (OSError, sqlite3.Error) as error:
        raise fault(error, path) from error
    try:
        _refuse_newer(db, migrations, path)
        if migrations.pending(db):
            _migrate(db, migrations, path, backups, seal)
        db.execute(f"pragma synchronous = {synchronous}")
    except (OSError, sqlite3.Error) as error:
        db.close()
        raise fault(error, path) from error
    except BaseException:
        db.close()
        raise
    return db


def open_for_reading(path: Path, migrations: Migrations, *, seal: "Seal | None" = None) -> Database:
    """Open the file at `path` without the means to change it. Raises StorageFault."""
    if not path.is_file():
        raise StorageFault("database-missing", path=str(path))
    try:
        db = _connect(path, read_only=True, seal=seal)
    except sqlite3.Error as error:
        raise fault(error, path) from error
    try:
        _refuse_newer(db, migrations, path)
        if migrations.pending(db):
            raise StorageFault("database-needs-update", path=str(path))
    except sqlite3.Error as error:
        db.close()
        raise fault(error, path) from error
    except BaseException:
        db.close()
        raise
    return db


@contextmanager
def writing(db: Database) -> Generator[Database, None, None]:
    """Hold the file for one write: everything inside is kept together or not at all.

    Raises StorageFault where the file is busy for more than 10 s, full, read-only or damaged.
    """
    path = file_of(db)
    try:
        db.conn.execute("begin immediate")
    except sqlite3.Error as error:
        raise fault(error, path) from error
    try:
        yield db
        db.conn.execute("commit")
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        _roll_back(db)  # our own mistake, not the user's trouble: let it rise as it is
        raise
    except sqlite3.Error as error:
        _roll_back(db)
        raise fault(error, path) from error
    except BaseException:
        _roll_back(db)
        raise


@contextmanager
def part_of_writing(db: Database) -> Generator[Database, None, None]:
    """Write one thing: a write of its own, or inside another one, which outlives its failure.

    Raises as `writing`.
    """
    if not db.conn.in_transaction:
        with writing(db):
            yield db
        return
    try:
        db.conn.execute("savepoint part")
        yield db
        db.conn.execute("release part")
    except BaseException:
        with suppress(sqlite3.Error):  # a full disk may have undone the whole already
            db.conn.execute("rollback to part")
            db.conn.execute("release part")
        raise


@contextmanager
def one_moment(db: Database) -> Generator[Database, None, None]:
    """Read everything inside as of one moment, whatever other programs write meanwhile."""
    path = file_of(db)
    try:
        db.conn.execute("begin")
        yield db
    except sqlite3.Error as error:
        raise fault(error, path) from error
    finally:
        _roll_back(db)


def fault(error: OSError | sqlite3.Error, path: Path) -> StorageFault:
    """Return the error that says in the user's terms what SQLite or the system refused."""
    name = str(getattr(error, "sqlite_errorname", "") or "")
    facts = {"path": str(path), "folder": str(path.parent), "detail": str(error)}
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    if full or name.startswith("SQLITE_FULL"):
        return StorageFault("disk-full", **facts)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StorageFault("database-busy", seconds=int(BUSY_SECONDS), **facts)
    if name.startswith("SQLITE_READONLY") or getattr(error, "errno", None) in _NOT_OURS:
        return ReadOnlyWorkspace("folder-read-only", **facts)
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return StorageFault("database-damaged", **facts)
    return StorageFault("database-unusable", **facts)


@contextmanager
def refused_as_fault(path: Path) -> Generator[None]:
    """Say in the user's terms what the system refused while a file at `path` was written."""
    try:
        yield
    except OSError as error:
        raise fault(error, path) from error


def begins_unencrypted(path: Path) -> bool:
    """Whether there is a database file at `path` that anybody can read."""
    with suppress(OSError), path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC
    return False


def file_of(db: Database) -> Path:
    """Return the path of the file `db` is open on."""
    return Path(db.conn.execute("pragma database_list").fetchone()[2] or ":memory:")


def connect(target: Path | str, seal: "Seal | None" = None, **given: Any) -> sqlite3.Connection:
    """Connect to a file of ours, encrypted or not; `given` is what `sqlite3.connect` takes.

    Every connection to workspace.db begins here. Both kinds fail with the errors of `sqlite3`.
    """
    if seal is None:
        plain: sqlite3.Connection = sqlite3.connect(target, **given)
        return plain
    # Another library, read where there is a password and nowhere else.
    from exportdesk.storage.sealed_sqlite import connect_sealed

    return connect_sealed(target, seal, **given)


def _connect(path: Path, *, read_only: bool, seal: "Seal | None") -> Database:
    # Each thread opens its own (`core.threads.PerThread`); only closing may happen on another one.
    if read_only:
        connection = connect_for_reading(path, seal)
    else:
        connection = connect(path, seal, timeout=BUSY_SECONDS, check_same_thread=False)
    try:
        db = Database(connection, execute_plugins=False)
        if not read_only:
            _use_wal(db)
        db.execute("pragma foreign_keys = on")
    except BaseException:
        connection.close()
        raise
    return db


def connect_for_reading(path: Path, seal: "Seal | None" = None) -> sqlite3.Connection:
    """Connect to the file so that nothing is written, in a folder that cannot be written too."""
    uri = path.resolve().as_uri()
    connection = connect(
        f"{uri}?mode=ro", seal, uri=True, timeout=BUSY_SECONDS, check_same_thread=False
    )
    try:
        connection.execute("select count(*) from sqlite_master")
    except sqlite3.OperationalError as error:
        connection.close()
        if not _has_no_place_for_wal(error, path):
            raise
        return connect(f"{uri}?immutable=1", seal, uri=True, check_same_thread=False)
    except BaseException:
        connection.close()
        raise
    return connection


def _use_wal(db: Database) -> None:
    # Where several programs make the file at once, SQLite says "locked" here without waiting.
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            return db.enable_wal()
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > until:
                raise
            time.sleep(_RETRY_SECONDS)


def _has_no_place_for_wal(error: sqlite3.OperationalError, path: Path) -> bool:
    """Whether the file can be read as it is: in a folder that cannot be written, with all in it."""
    log = path.with_name(f"{path.name}-wal")
    is_all_in_it = not log.is_file() or log.stat().st_size == 0
    return is_all_in_it and error.sqlite_errorname.startswith(
        ("SQLITE_CANTOPEN", "SQLITE_READONLY")
    )


def _refuse_newer(db: Database, migrations: Migrations, path: Path) -> None:
    with closing(Database(memory=True, execute_plugins=False)) as empty:
        known = {migration.name for migration in migrations.pending(empty)}
    if {migration.name for migration in migrations.applied(db)} - known:
        raise StorageFault("database-too-new", path=str(path))


def _migrate(
    db: Database, migrations: Migrations, path: Path, backups: Path, seal: "Seal | None"
) -> None:
    pending = migrations.pending(db)
    if migrations.applied(db) and pending:
        backups.mkdir(parents=True, exist_ok=True)
        number = pending[0].name.partition("_")[0]
        copy_database(db, backups / f"{path.stem}-before-{number}.db", seal)
    with writing(db):
        # Held for writing first, so that two programs that start at once migrate one after the
        # other; what the other has applied meanwhile is no longer pending.
        migrations.apply(db)


def copy_database(db: Database, target: Path, seal: "Seal | None" = None) -> None:
    """Copy the whole of `db` to a file at `target`, as of one moment, encrypted as `db` is."""
    target.unlink(missing_ok=True)
    with closing(connect(target, seal)) as copy:
        db.conn.backup(copy)


def _roll_back(db: Database) -> None:
    if db.conn.in_transaction:
        db.conn.execute("rollback")


def sqlite_version() -> str:
    """Return the version of SQLite in use."""
    return sqlite3.sqlite_version
