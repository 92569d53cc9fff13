"""What lists.db knows of the past: what was in force on a day, and how an entry looked then."""

import sqlite3
from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
from sqlite_utils import Database

from exportdesk.core.editions import Edition
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import EditionId, ListingUid, SourceKey
from exportdesk.core.listings import Listing
from exportdesk.storage.opening import fault, file_of

Pair = tuple[Listing | None, Listing | None]

_CHUNK = 500


class ListsHistory:
    """Reads editions of the past. Belongs to the thread that opened the file."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._edition = msgspec.json.Decoder(Edition)
        self._listing = msgspec.json.Decoder(Listing)
        self._record = msgspec.json.Decoder(dict[str, object])

    def edition(self, edition_id: EditionId) -> Edition:
        """Return one edition. Raises BadInput where there is none."""
        return self._numbered(edition_id)[1]

    def in_force_on(self, day: date) -> tuple[Edition, ...]:
        """Return the editions in force at the end of a day: the newest of each source by then.

        A day is that of the place where an edition was taken in.
        """
        newest: dict[SourceKey, Edition] = {}
        for (body,) in self._rows("select body from editions order by seq"):
            edition = self._edition.decode(body)
            if edition.imported.local.date() <= day:
                newest[edition.source] = edition
        return tuple(newest[source] for source in sorted(newest))

    def differing(self, older: EditionId, newer: EditionId) -> Iterator[Pair]:
        """Yield each entry that differs between two editions of a source, before and after.

        None where it was not listed. Entries come without their records, in no certain order; one
        of which only the record differs comes too.
        """
        before, newer_edition = self._numbered(older)[0], self._numbered(newer)
        after, source = newer_edition[0], newer_edition[1].source
        low, high = min(before, after), max(before, after)
        ended, begun = self._ended(source, low, high), self._begun(source, low, high)
        had, has = (ended, begun) if before == low else (begun, ended)
        for uid in had.keys() | has.keys():
            old, new = had.get(uid), has.get(uid)
            if old and new and old[0] == new[0]:
                continue  # it had gone, and came back as it was
            yield (
                self._listing.decode(old[1]) if old else None,
                self._listing.decode(new[1]) if new else None,
            )

    def listings_in(
        self, editions: Iterable[EditionId], uids: Iterable[ListingUid]
    ) -> dict[ListingUid, Listing]:
        """Return listings with their records as they stood in these editions, by uid."""
        numbers = [self._numbered(edition_id)[0] for edition_id in editions]
        wanted = list(dict.fromkeys(uids))
        found: dict[ListingUid, Listing] = {}
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            rows = self._rows(
                "select l.body, l.record from listings l join editions e on e.source = l.source"
                f" where l.uid in ({_places(chunk)}) and e.seq in ({_places(numbers)})"
                " and l.first_edition <= e.seq"
                " and (l.last_edition is null or l.last_edition >= e.seq)",
                *chunk,
                *numbers,
            )
            for body, record in rows:
                listing = self._listing.decode(body)
                found[listing.uid] = replace(listing, record=self._record.decode(record))
        return found

    def stored_listings(self, edition_id: EditionId) -> Generator[tuple[bytes, bytes], None, None]:
        """Yield each listing of an edition as it is kept: its JSON, and that of its record."""
        number, edition = self._numbered(edition_id)
        yield from self._rows(
            "select body, record from listings where source = ? and first_edition <= ?"
            " and (last_edition is null or last_edition >= ?) order by id",
            edition.source,
            number,
            number,
        )

    def _ended(
        self, source: SourceKey, low: int, high: int
    ) -> dict[str, tuple[bytes, bytes | str]]:
        """Return what the edition `low` held and `high` no longer holds so."""
        # The plus signs keep SQLite from taking an index that says less.
        rows = self._rows(
            "select uid, content, body from listings where +source = ? and +first_edition <= ?"
            " and last_edition >= ? and last_edition < ?",
            source,
            low,
            low,
            high,
        )
        return {uid: (content, body) for uid, content, body in rows}

    def _begun(
        self, source: SourceKey, low: int, high: int
    ) -> dict[str, tuple[bytes, bytes | str]]:
        """Return what the edition `high` holds and `low` did not yet hold so."""
        rows = self._rows(
            "select uid, content, body from listings where source = ? and first_edition > ?"
            " and first_edition <= ? and (+last_edition is null or +last_edition >= ?)",
            source,
            low,
            high,
            high,
        )
        return {uid: (content, body) for uid, content, body in rows}

    def _numbered(self, edition_id: EditionId) -> tuple[int, Edition]:
        for number, body in self._rows("select seq, body from editions where id = ?", edition_id):
            return number, self._edition.decode(body)
        raise BadInput("edition-unknown", edition=edition_id)

    def _rows(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._db.conn.execute(sql, values)
        except sqlite3.DatabaseError as error:
            raise fault(error, file_of(self._db)) from error


def _places(values: list[Any]) -> str:
    return ",".join("?" * len(values))
