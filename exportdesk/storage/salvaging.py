"""Copying what can still be read of a damaged database file, row by row."""

import os
import re
import shutil
import sqlite3
import struct
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database, Migrations

from exportdesk.core.errors import StorageFault
from exportdesk.core.progress import Progress
from exportdesk.storage.backup_copies import migrations_of
from exportdesk.storage.integrity import missing_file
from exportdesk.storage.opening import connect, refused_as_fault
from exportdesk.storage.unreadable_texts import leave_out_unreadable

if TYPE_CHECKING:
    from exportdesk.storage.sealing import Seal

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_PAGE = 4096
_LEAF_OR_NODE = (5, 13)  # what the first page begins with after the header: a table of tables
_LAST = 2**63 - 1
_OWN = "_sqlite_migrations"
_DIGEST, _DIGEST_LENGTH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])"), 64
PAPERS_ASIDE = "papers_put_aside"
_KEPT = 1_000  # rows written between two looks at whether to stop

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class TableRead:
    """How much of one table could be read: `lost` is None where nobody can tell."""

    name: str
    read: int
    lost: int | None

    @property
    def whole(self) -> bool:
        """Whether nothing of it is missing."""
        return self.lost == 0


class Damaged:
    """A damaged database file, read from a copy of its own: nothing is changed by looking."""

    def __init__(self, path: Path, scratch: Path, seal: "Seal | None" = None) -> None:
        """`scratch` is a folder for the copy; an encrypted file is decrypted in memory instead.

        Raises StorageFault where there is no such file.
        """
        if not path.is_file():
            raise missing_file(path)
        self.path = path
        self._copy = scratch / f"damaged-{path.name}"
        self._db = self._copied() if seal is None else _decrypted(path, seal)
        # Without this, one broken line in the table of tables would hide all tables.
        self._db.execute("pragma writable_schema = on")
        self._db.execute("pragma cell_size_check = on")

    def _copied(self) -> sqlite3.Connection:
        path = self.path
        shutil.copyfile(path, self._copy)
        log = path.with_name(f"{path.name}-wal")
        if log.is_file():
            shutil.copyfile(log, self._copy.with_name(f"{self._copy.name}-wal"))
        _mend_header(self._copy)
        return sqlite3.connect(self._copy)

    def close(self) -> None:
        """Close the copy, and take it away."""
        self._db.close()
        for path in self._copy.parent.glob(f"{self._copy.name}*"):
            path.unlink(missing_ok=True)

    def applied(self) -> tuple[str, ...]:
        """Return the names of the migrations it says it has seen, none where that is lost."""
        with suppress(sqlite3.Error):
            rows = self._db.execute(f"select name from {_OWN} order by id")
            return tuple(str(row[0]) for row in rows)
        return ()

    def tables(self) -> tuple[str, ...]:
        """Return the names of the tables that can still be found."""
        names: list[str] = []
        with suppress(sqlite3.Error):
            found = self._db.execute(
                "select name from sqlite_master where type = 'table' order by rowid"
            )
            names.extend(str(row[0]) for row in found)
        return tuple(name for name in names if not name.startswith("sqlite_"))

    def columns(self, table: str) -> tuple[str, ...]:
        """Return the names of a table's columns."""
        with suppress(sqlite3.Error):
            rows = self._db.execute("select name from pragma_table_info(?)", (table,))
            return tuple(str(row[0]) for row in rows)
        return ()

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Row]:
        """Yield what can be read of a table, going on behind what cannot."""
        if not self._has_row_numbers(table):
            yield from self._rows_in_order(table, columns)
            return
        named = ", ".join(["rowid", *(f'"{column}"' for column in columns)])
        from_there = f'select {named} from "{table}" where rowid >= ? order by rowid'
        last = -1
        while True:
            try:
                for row in self._db.execute(from_there, (last + 1,)):
                    last = _behind(row, last)
                    yield row[1:]
            except (sqlite3.DatabaseError, UnicodeDecodeError):
                # The row before the fault was on its way already: each is asked for by itself.
                found = self._next_readable(f"{from_there} limit 1", last)
                if found is None:
                    return
                last = int(found[0])
                yield found[1:]
            else:
                return

    def count(self, table: str) -> int | None:
        """Return how many rows a table had, where an index or the table itself still tells."""
        with suppress(sqlite3.Error):
            return int(self._db.execute(f'select count(*) from "{table}"').fetchone()[0])
        return None

    def _has_row_numbers(self, table: str) -> bool:
        try:
            self._db.execute(f'select rowid from "{table}" limit 0')
        except sqlite3.Error as error:
            return "no such column" not in str(error)  # damage is no reason to read on by order
        return True

    def _rows_in_order(self, table: str, columns: Sequence[str]) -> Iterator[Row]:
        """Yield the rows of a table without row numbers, up to the first that cannot be read."""
        named = ", ".join(f'"{column}"' for column in columns)
        with suppress(sqlite3.DatabaseError, UnicodeDecodeError):
            yield from self._db.execute(f'select {named} from "{table}"')

    def _next_readable(self, query: str, behind: int) -> Row | None:
        """Return the next row that can be read; None where none follows."""
        bad, step = behind, 1
        while (good := bad + step) <= _LAST:
            if self._answers(query, good):
                break
            bad, step = good, step + step // 4 + 1  # what is jumped over is looked at again
        else:
            return None
        while good - bad > 1:
            middle = (good + bad) // 2
            if self._answers(query, middle):
                good = middle
            else:
                bad = middle
        found: Row | None = self._db.execute(query, (good,)).fetchone()
        return found if found is not None and found[0] > behind else None

    def _answers(self, query: str, at: int) -> bool:
        try:
            self._db.execute(query, (at,)).fetchone()
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            return False
        return True


def _behind(row: Row, last: int) -> int:
    """Return the number of a row; pages that lead back to themselves would never end."""
    if row[0] <= last:
        raise sqlite3.DatabaseError("rows out of order")
    return int(row[0])


def copy_readable(
    damaged: Damaged, target: Path, progress: Progress, seal: "Seal | None" = None
) -> tuple[TableRead, ...]:
    """Make a sound file at `target` of what can be read, and tell what could not.

    With `seal` it is encrypted. It has the form that the damaged one had, so that opening it brings
    it up to date. Raises StorageFault where nothing can be read or the file is of a newer program,
    Cancelled.
    """
    migrations = migrations_of(damaged.path.name)
    with closing(Database(connect(target, seal), execute_plugins=False)) as db:
        _make_tables(db, migrations, damaged)
        db.conn.isolation_level = None
        db.execute("pragma foreign_keys = off")
        guards = _take_guards(db)
        tables = [str(row[0]) for row in db.execute(_OURS)]
        found = [_copy_table(db, damaged, table, progress) for table in tables]
        if not any(one.read for one in found):
            raise StorageFault("salvage-nothing", path=str(damaged.path))
        dropped = leave_out_unreadable(db, is_newest=not migrations.pending(db))
        for table, count in _drop_loose(db).items():
            dropped[table] = dropped.get(table, 0) + count
        for sql in guards:
            db.execute(sql)
    return tuple(_with_dropped(one, dropped.get(one.name, 0)) for one in found)


_OURS = (
    "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'"
    f" and name <> '{_OWN}' order by rowid"
)


def _make_tables(db: Database, migrations: Migrations, damaged: Damaged) -> None:
    pending = [one.name for one in migrations.pending(db)]
    applied = damaged.applied()
    if {*applied} - {*pending}:
        raise StorageFault("database-too-new", path=str(damaged.path))
    later = pending[len(applied) :] if applied else []
    migrations.apply(db, stop_before=later[:1] or None)


def _take_guards(db: Database) -> list[str]:
    """Take the triggers away, and return what makes them again."""
    found = db.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
    for name, _sql in found:
        db.execute(f'drop trigger "{name}"')
    return [str(sql) for _name, sql in found]


def _copy_table(db: Database, damaged: Damaged, table: str, progress: Progress) -> TableRead:
    wanted = [str(row[0]) for row in db.execute("select name from pragma_table_info(?)", (table,))]
    there = damaged.columns(table)
    columns = [column for column in wanted if column in there]
    db.execute(f'delete from "{table}"')  # a migration may have filled it
    if not columns:
        return TableRead(table, 0, None)
    named = ", ".join(f'"{column}"' for column in columns)
    places = ", ".join("?" * len(columns))
    insert = f'insert or ignore into "{table}" ({named}) values ({places})'
    read = refused = 0
    db.execute("begin")
    for row in damaged.rows(table, columns):
        try:
            read += db.execute(insert, row).rowcount
        except (sqlite3.Error, OverflowError):
            refused += 1  # what lies there is no row of this table any more
        if (read + refused) % _KEPT == 0:
            progress.step(read)
    db.execute("commit")
    progress.step(read)
    counted = damaged.count(table)
    lost = refused or None if counted is None else max(counted - read, refused, 0)
    return TableRead(table, read, lost)


def _drop_loose(db: Database) -> dict[str, int]:
    """Take away rows whose own were lost, until none is left; return how many of each table."""
    dropped: dict[str, int] = {}
    while loose := db.execute("pragma foreign_key_check").fetchall():
        for table, row, parent, key in loose:
            if row is None:  # a table without row numbers: all its loose rows at once
                done = _drop_by_key(db, table, parent, key)
            else:
                done = db.execute(f'delete from "{table}" where rowid = ?', (row,)).rowcount
            dropped[table] = dropped.get(table, 0) + done
    return dropped


def _drop_by_key(db: Database, table: str, parent: str, key: int) -> int:
    """Take away the rows of a table whose key of one column names no row of `parent`."""
    ours, theirs = db.execute(
        'select "from", "to" from pragma_foreign_key_list(?) where id = ?', (table, key)
    ).fetchone()
    sql = f'delete from "{table}" where "{ours}" not in (select "{theirs}" from "{parent}")'
    return int(db.execute(sql).rowcount)


def _with_dropped(one: TableRead, dropped: int) -> TableRead:
    lost = None if one.lost is None else one.lost + dropped
    return TableRead(one.name, one.read - dropped, lost)


def _decrypted(path: Path, seal: "Seal") -> sqlite3.Connection:
    """Return what can be decrypted of a file, in memory: it never lies on the disk as it is."""
    # Read where there is a password, and not before.
    from exportdesk.storage.sealed_pages import decrypted

    with refused_as_fault(path):
        data = decrypted(path, seal)
    db = sqlite3.connect(":memory:")
    try:
        db.deserialize(data)
        db.execute("pragma temp_store = memory")
    except BaseException:
        db.close()
        raise
    return db


def _mend_header(path: Path) -> None:
    """Write a header where it is gone and the rest of the first page is there."""
    with path.open("r+b") as file:
        head = file.read(_HEADER + 1)
        if head.startswith(_MAGIC) or len(head) <= _HEADER or head[_HEADER] not in _LEAF_OR_NODE:
            return
        pages = file.seek(0, os.SEEK_END) // _PAGE
        file.seek(0)
        file.write(_header(pages))


def _header(pages: int) -> bytes:
    """Return the header of a file as this program makes them: 4,096 bytes a page, WAL, UTF-8."""
    numbers = (1, pages, 0, 0, 1, 4, 0, 0, 1, 0, 0, 0)
    sizes = struct.pack(">H6B", _PAGE, 2, 2, 0, 64, 32, 32)
    tail = struct.pack(">12I", *numbers) + bytes(20) + struct.pack(">2I", 1, 3_040_000)
    return _MAGIC + sizes + tail


def numbers_of(db: Database) -> dict[str, int]:
    """Return the highest number of each kind of paper that any record or event tells."""
    highest: dict[str, int] = {}
    rows = db.execute(
        "select number from screenings union select number from cases union"
        " select number from certifications union select number from letters union"
        " select number from issued_papers union"
        " select subject from events where subject glob '[A-Z]-[0-9]*'"
    )
    for (number,) in rows:
        kind, _, rest = str(number).partition("-")
        digits = rest.split("-")
        if len(digits) > 1 and digits[1].isdigit():
            highest[kind] = max(highest.get(kind, 0), int(digits[1]))
    return highest


def count_on(db: Database, highest: dict[str, int]) -> None:
    """Let no number be given twice where the counters were lost. Call inside `writing`."""
    for kind, last in highest.items():
        db.execute(
            "insert into counters (kind, last) values (?, ?)"
            " on conflict (kind) do update set last = max(last, excluded.last)",
            (kind, last),
        )


def screen_anew(db: Database) -> None:
    """Have every kept party screened again: a match that was lost must come back.

    Call inside `writing`.
    """
    db.execute("update book_parties set screened_fingerprint = '', screened_with = ''")


def digests_in(db: Database) -> set[str]:
    """Return everything in any row that looks like a SHA-256.

    Events that tell which papers were put aside claim none of them.
    """
    aside = {
        int(row[0]) for row in db.execute("select seq from events where kind = ?", (PAPERS_ASIDE,))
    }
    found: set[str] = set()
    tables = [str(row[0]) for row in db.execute(_OURS)]
    for table in tables:
        columns = [row[0] for row in db.execute("select name from pragma_table_info(?)", (table,))]
        named = ", ".join(f'"{one}"' for one in columns)
        for row in db.execute(f'select {named} from "{table}"'):
            if table == "event_payloads" and row[0] in aside:
                continue
            for cell in row:
                if isinstance(cell, str) and len(cell) >= _DIGEST_LENGTH:
                    found.update(_DIGEST.findall(cell))
    return found
