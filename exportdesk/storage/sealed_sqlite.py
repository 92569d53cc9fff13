"""Connections to an encrypted database file, which fail with the errors of Python's `sqlite3`.

SQLCipher comes with a module of its own, whose errors are not those that the rest of the program
catches. Here, and nowhere else, each is turned into the one of the same name. The module is read
when a workspace with a password is opened, and not before.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn, cast

import sqlcipher3  # type: ignore[import-untyped] # it says nothing of its types
from typing_extensions import override

from exportdesk.storage.opening import BUSY_SECONDS, fault
from exportdesk.storage.sealing import Seal

_NEVER = object()
_Error = sqlcipher3.Error


class _Cursor(sqlcipher3.Cursor):  # type: ignore[misc] # its module says nothing of its types
    """A cursor that fails with Python's own errors."""

    def execute(self, *given: Any) -> "_Cursor":
        try:
            return cast(_Cursor, super().execute(*given))
        except _Error as error:
            _told(error)

    def executemany(self, *given: Any) -> "_Cursor":
        try:
            return cast(_Cursor, super().executemany(*given))
        except _Error as error:
            _told(error)

    def executescript(self, script: str) -> "_Cursor":
        try:
            return cast(_Cursor, super().executescript(script))
        except _Error as error:
            _told(error)

    def fetchone(self) -> Any:
        try:
            return super().fetchone()
        except _Error as error:
            _told(error)

    def fetchmany(self, *given: Any, **named: Any) -> list[Any]:
        try:
            return cast(list[Any], super().fetchmany(*given, **named))
        except _Error as error:
            _told(error)

    def fetchall(self) -> list[Any]:
        try:
            return cast(list[Any], super().fetchall())
        except _Error as error:
            _told(error)

    @override
    def __iter__(self) -> Iterator[Any]:
        # The step of the library's own, called from C: no call of Python's for every row.
        step: Callable[[], Any] = super().__next__
        try:
            yield from iter(step, _NEVER)
        except _Error as error:
            _told(error)

    @override
    def __next__(self) -> Any:
        try:
            return super().__next__()
        except _Error as error:
            _told(error)


class _Connection(sqlcipher3.Connection):  # type: ignore[misc] # as above
    """A connection whose cursors and own acts fail with Python's own errors."""

    def cursor(self, *_given: Any) -> _Cursor:
        try:
            return cast(_Cursor, super().cursor(_Cursor))
        except _Error as error:
            _told(error)

    def commit(self) -> None:
        try:
            super().commit()
        except _Error as error:
            _told(error)

    def rollback(self) -> None:
        try:
            super().rollback()
        except _Error as error:
            _told(error)

    def backup(self, target: Any, **named: Any) -> None:
        try:
            super().backup(target, **named)
        except _Error as error:
            _told(error)


def connect_sealed(target: Path | str, seal: Seal, **given: Any) -> sqlite3.Connection:
    """Connect to an encrypted file; `given` is what `sqlite3.connect` takes.

    Nothing is read yet: another key shows at the first statement, as a file that is no database.
    """
    connection = _connected(target, **given)
    try:
        connection.execute(f'pragma key = "{seal.database_key}"')
    except BaseException:
        connection.close()
        raise
    return connection


def convert_database(source: Path, target: Path, *, of: Seal | None, to: Seal | None) -> None:
    """Copy the whole of a database file to a new one with another key, None for no encryption.

    Others wait with their writes meanwhile. No connection of `sqlite3` has the file open in this
    process: one library does not see the locks of the other. Raises StorageFault.
    """
    try:
        _convert(source, target, of, to)
    except (OSError, sqlite3.Error) as error:
        raise fault(error, source) from error


def _convert(source: Path, target: Path, of: Seal | None, to: Seal | None) -> None:
    with closing(_connect_any(source, of)) as held, closing(_connect_any(source, of)) as reading:
        held.execute("begin immediate")
        key = "" if to is None else to.database_key
        reading.execute("attach database ? as other key ?", (str(target), key))
        reading.execute("select sqlcipher_export('other')").fetchall()
        _hold_the_same(reading)
        reading.execute("detach database other")
        held.execute("rollback")


def _hold_the_same(db: sqlite3.Connection) -> None:
    """Hold that both files have the same tables, indexes and guards, and the same rows."""
    made = "select type, name, tbl_name, sql from {0}.sqlite_master order by type, name"
    ours, theirs = (db.execute(made.format(one)).fetchall() for one in ("main", "other"))
    if ours != theirs:
        raise sqlite3.DatabaseError("the copy has other tables")
    for kind, name, *_rest in ours:
        if kind != "table":
            continue
        count = 'select count(*) from {0}."{1}"'
        (here,) = db.execute(count.format("main", name)).fetchone()
        (there,) = db.execute(count.format("other", name)).fetchone()
        lost = f'select 1 from (select * from main."{name}" except select * from other."{name}")'
        if here != there or db.execute(f"{lost} limit 1").fetchone() is not None:
            raise sqlite3.DatabaseError(f"{name}: the copy has other rows")


def _connect_any(path: Path, seal: Seal | None) -> sqlite3.Connection:
    wait = {"timeout": BUSY_SECONDS}
    return _connected(path, **wait) if seal is None else connect_sealed(path, seal, **wait)


def sealed_version() -> str:
    """Return the version of SQLCipher in use."""
    connection = _connected(":memory:")
    try:
        return str(connection.execute("pragma cipher_version").fetchone()[0])
    finally:
        connection.close()


def damaged_pages(connection: sqlite3.Connection) -> list[str]:
    """Return what is wrong with pages of an encrypted file, in SQLCipher's words."""
    return [str(row[0]) for row in connection.execute("pragma cipher_integrity_check")]


def _connected(target: Path | str, **given: Any) -> sqlite3.Connection:
    try:
        made = sqlcipher3.connect(str(target), factory=_Connection, **given)
    except _Error as error:
        _told(error)
    connection = cast(sqlite3.Connection, made)
    # It would write to the terminal what it found wrong, beside the error that says it.
    connection.execute("pragma cipher_log_level = NONE")
    # Sorting must not leave a page of the company's records in a file for all to read.
    connection.execute("pragma temp_store = memory")
    return connection


def _told(error: Any) -> NoReturn:
    kind: type[sqlite3.Error] = getattr(sqlite3, type(error).__name__, sqlite3.DatabaseError)
    told = kind(*error.args)
    for name in ("sqlite_errorcode", "sqlite_errorname"):
        if hasattr(error, name):
            setattr(told, name, getattr(error, name))
    raise told from error
