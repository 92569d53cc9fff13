"""lists.db: editions of control lists and their listings, superseded ones too."""

import sqlite3
from collections import Counter
from collections.abc import Collection, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
from sqlite_utils import Database

from exportdesk.core.editions import Edition
from exportdesk.core.ids import EditionId, ListingUid, SourceKey
from exportdesk.core.listings import Listing
from exportdesk.storage.lists_linking import Look, counterparts, linked_looks
from exportdesk.storage.lists_migrations import lists_migrations
from exportdesk.storage.lists_withdrawing import withdraw
from exportdesk.storage.lists_writing import Form, IncomingEdition
from exportdesk.storage.opening import (
    fault,
    file_of,
    open_database,
    open_for_reading,
    part_of_writing,
    writing,
)

_CHUNK = 500


class ListsDb:
    """Keeps what was taken in. Belongs to the thread that opened it."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._edition = msgspec.json.Decoder(Edition)
        self._listing = msgspec.json.Decoder(Listing)
        self._record = msgspec.json.Decoder(dict[str, object])

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> "ListsDb":
        """Open the file at `path`, making or updating it unless `read_only`. Raises StorageFault.

        The file can be fetched again but for its history: NORMAL keeps it whole through a crash of
        the program, and of the machine but for the last edition.
        """
        if read_only:
            return cls(open_for_reading(path, lists_migrations))
        backups = path.parent / "backups"
        return cls(open_database(path, lists_migrations, backups=backups, synchronous="NORMAL"))

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def data_version(self) -> int:
        """Return a number that changes when another connection has written."""
        found: int = self.db.execute("pragma data_version").fetchone()[0]
        return found

    @property
    def path(self) -> Path:
        """Where the file is."""
        return file_of(self.db)

    def in_force(self) -> tuple[Edition, ...]:
        """Return the newest edition of each source."""
        rows = self._rows(
            "select body from editions where seq in"
            " (select max(seq) from editions group by source) order by source"
        )
        return tuple(self._edition.decode(body) for (body,) in rows)

    def edition_in_force(self, source: SourceKey) -> Edition | None:
        """Return the newest edition of one source."""
        return next(iter(self._editions("source = ?", source, limit=1)), None)

    def editions(self, source: SourceKey) -> tuple[Edition, ...]:
        """Return all editions of one source, newest first."""
        return tuple(self._editions("source = ?", source))

    def every_edition(self) -> tuple[Edition, ...]:
        """Return all editions of all sources in the order in which they came in."""
        rows = self._rows("select body from editions order by seq")
        return tuple(self._edition.decode(body) for (body,) in rows)

    def edition(self, edition_id: EditionId) -> Edition | None:
        """Return one edition."""
        return next(iter(self._editions("id = ?", edition_id)), None)

    def listing(self, uid: ListingUid) -> Listing | None:
        """Return a listing with its record: as it is now, else as it last was."""
        return self.listings([uid]).get(uid)

    def listings(self, uids: Iterable[ListingUid]) -> dict[ListingUid, Listing]:
        """Return listings with their records by uid, as they are now, else as they last were."""
        wanted = list(dict.fromkeys(uids))
        found: dict[ListingUid, Listing] = {}
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            places = ",".join("?" * len(chunk))
            rows = self._rows(
                f"select body, record from listings where uid in ({places}) order by id", *chunk
            )
            for body, record in rows:  # the newest way it looked comes last
                listing = self._whole(body, record)
                found[listing.uid] = listing
        return found

    def in_force_of(self, uids: Iterable[ListingUid]) -> dict[ListingUid, Listing]:
        """Return those of these listings that are in force, by uid, without their records."""
        wanted = list(dict.fromkeys(uids))
        found: dict[ListingUid, Listing] = {}
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            rows = self._rows(
                "select body from listings where last_edition is null"
                f" and uid in ({','.join('?' * len(chunk))})",
                *chunk,
            )
            made = [self._listing.decode(body) for (body,) in rows]
            found |= {one.uid: one for one in made}
        return found

    def current_listings(self, source: SourceKey | None = None) -> Iterator[Listing]:
        """Yield every listing in force, without its record."""
        where, values = ("", ()) if source is None else (" and source = ?", (source,))
        sql = f"select body from listings where last_edition is null{where} order by id"
        for (body,) in self._rows(sql, *values):
            yield self._listing.decode(body)

    def listings_as_of(self, edition_id: EditionId) -> Iterator[Listing]:
        """Yield every listing that an edition of its source held, without its record."""
        rows = self._rows(
            "select l.body from listings l join editions e on e.id = ?"
            " where l.source = e.source and l.first_edition <= e.seq"
            " and (l.last_edition is null or l.last_edition >= e.seq) order by l.id",
            edition_id,
        )
        for (body,) in rows:
            yield self._listing.decode(body)

    def counterparts(self, uids: Iterable[ListingUid]) -> dict[ListingUid, tuple[ListingUid, ...]]:
        """Return for each uid the current listings of other sources that are the same entry."""
        try:
            return counterparts(self.db.conn, uids)
        except sqlite3.DatabaseError as error:
            raise fault(error, self.path) from error

    def linked_looks(self, uid: ListingUid, fingerprint: str) -> frozenset[Look]:
        """Return every look of a listing, this one included, that a decision on this one is about.

        A decision made on any of them stands for all.
        """
        try:
            return linked_looks(self.db.conn, Look(uid, fingerprint))
        except sqlite3.DatabaseError as error:
            raise fault(error, self.path) from error

    def counts(self, source: SourceKey | None = None) -> Counter[str]:
        """Return how many listings are in force, by list."""
        where, values = ("", ()) if source is None else (" and source = ?", (source,))
        return Counter(
            dict(
                self._rows(
                    "select list, count(*) from listings where last_edition is null"
                    f"{where} group by list",
                    *values,
                )
            )
        )

    def count(self) -> int:
        """Return how many listings are in force."""
        return self.counts().total()

    @contextmanager
    def several(self) -> Generator[None, None, None]:
        """Hold the file for new editions of several sources, which come in force at one moment.

        One that fails is undone by itself; what ends this undoes all. Raises as `incoming`.
        """
        with writing(self.db):
            yield

    @contextmanager
    def incoming(
        self,
        source: SourceKey,
        form: Form | None = None,
        told_by: Collection[SourceKey] = (),
    ) -> Generator[IncomingEdition, None, None]:
        """Hold the file for one new edition of `source`: all of it is kept, or nothing.

        `form` is how the edition comes: where the one before came otherwise, listings that differ
        in nothing else are carried over. `told_by` are the sources that tell the same lists.
        Raises StorageFault where the file is busy for more than 10 s, full, read-only or damaged.
        """
        with part_of_writing(self.db):
            yield IncomingEdition(self.db, source, form, told_by)

    def keep_anew(self, editions: Iterable[Edition]) -> None:
        """Keep what is known of editions that are there as it is now: their listings stay.

        Raises StorageFault.
        """
        with part_of_writing(self.db):
            for one in editions:
                self.db.conn.execute(
                    "update editions set published = ?, body = ? where id = ?",
                    (
                        one.published.isoformat() if one.published else None,
                        msgspec.json.encode(one).decode(),
                        one.id,
                    ),
                )

    def withdraw(self, edition_id: EditionId) -> bool:
        """Take the newest edition of a source out again, as if it had never come in.

        False where it is not there, or not the newest any more: then nothing is changed. Raises
        StorageFault.
        """
        with writing(self.db):
            return withdraw(self.db.conn, edition_id)

    def _editions(self, where: str, *values: str, limit: int = -1) -> Iterator[Edition]:
        rows = self._rows(
            f"select body from editions where {where} order by seq desc limit {limit}", *values
        )
        for (body,) in rows:
            yield self._edition.decode(body)

    def _whole(self, body: bytes, record: bytes) -> Listing:
        listing: Listing = self._listing.decode(body)
        return replace(listing, record=self._record.decode(record))

    def _rows(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self.db.conn.execute(sql, values)
        except sqlite3.DatabaseError as error:
            raise fault(error, self.path) from error
