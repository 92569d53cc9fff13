"""Whether a database file is sound: a quick look at its structure, or the whole of it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from exportdesk.core.errors import Filled, StorageFault
from exportdesk.core.i18n import mark as _m
from exportdesk.core.progress import Progress
from exportdesk.storage.opening import connect_for_reading, fault

if TYPE_CHECKING:
    from exportdesk.storage.sealing import Seal

_MOST = 20  # faults told: thousands of them say no more than the first
_STEPS = 200_000  # SQLite's own between two looks at whether to stop
_CORRUPT = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_DAMAGED = ("database-damaged", "database-unusable")


def faults_of(
    path: Path, progress: Progress, *, whole: bool, seal: "Seal | None" = None
) -> tuple[str, ...]:
    """Return what is wrong with the file at `path`, in SQLite's words; nothing where it is sound.

    The quick look reads every page and row; the whole one also holds rows against indexes and
    references, and an encrypted file's pages against their codes. Nothing is written. Raises
    StorageFault where the file cannot be read at all for another reason than damage, Cancelled.
    """
    pragma = "integrity_check" if whole else "quick_check"
    try:
        with closing(_open(path, seal)) as db, stoppable(db, progress):
            if whole and seal is not None and (broken := _broken_pages(db)):
                return tuple(broken[:_MOST])
            found = [str(row[0]) for row in db.execute(f"pragma {pragma}({_MOST})")]
            faults = [line for text in found for line in text.splitlines() if line != "ok"]
            if whole and not faults:
                faults += _loose_ends(db)
    except sqlite3.Error as error:
        trouble = fault(error, path)
        if trouble.code not in _DAMAGED:
            raise trouble from error
        return (str(error),)
    return tuple(faults[:_MOST])


@contextmanager
def stoppable(db: sqlite3.Connection, progress: Progress) -> Iterator[None]:
    """Let `progress` end a statement of SQLite's that takes long. Raises Cancelled."""
    stopped: list[BaseException] = []

    def look() -> int:
        try:
            progress.step(0)
        except BaseException as told:  # noqa: BLE001 - raised again below, on this thread
            stopped.append(told)
        return len(stopped)

    db.set_progress_handler(look, _STEPS)
    try:
        yield
    except sqlite3.Error:
        if stopped:
            raise stopped[0] from None
        raise
    finally:
        db.set_progress_handler(None, 0)


def damage_in(error: BaseException, folder: Path) -> StorageFault | None:
    """Return what is to be said where `error` is SQLite meeting a damaged page in `folder`."""
    name = str(getattr(error, "sqlite_errorname", "") or "")
    if not isinstance(error, sqlite3.DatabaseError) or not name.startswith(_CORRUPT):
        return None
    return StorageFault("database-damaged", path=str(folder), detail=str(error))


def missing_file(path: Path) -> StorageFault:
    """Return what is said where there is no such file."""
    return StorageFault("database-missing", path=str(path))


def _open(path: Path, seal: "Seal | None") -> sqlite3.Connection:
    if not path.is_file():
        raise missing_file(path)
    return connect_for_reading(path, seal)


def _broken_pages(db: sqlite3.Connection) -> list[str]:
    # Read where there is a password, and not before.
    from exportdesk.storage.sealed_sqlite import damaged_pages

    return damaged_pages(db)


def _loose_ends(db: sqlite3.Connection) -> list[str]:
    """Return rows that belong to none: SQLite's own check leaves that out."""
    run: Callable[[str], sqlite3.Cursor] = db.execute
    return [
        Filled(
            _m("row {row} of {table} belongs to no row of {other}"),
            row=row[1],
            table=row[0],
            other=row[2],
        )
        for row in run("pragma foreign_key_check").fetchmany(_MOST)
    ]
