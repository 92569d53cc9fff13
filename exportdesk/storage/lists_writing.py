"""Writing one new edition into lists.db, inside the transaction that holds the file."""

import hashlib
from dataclasses import dataclass, replace

import msgspec
from sqlite_utils import Database

from exportdesk.core.editions import Edition
from exportdesk.core.fingerprints import listing_fingerprint
from exportdesk.core.ids import SourceKey
from exportdesk.core.listings import Listing

_BATCH = 500
# The publisher's own row ids change from one build of the file to the next.
_UNSTABLE = frozenset({"_id", "id"})


@dataclass(frozen=True, slots=True)
class EditionChanges:
    """What an edition changes against the one in force before it."""

    added: int
    removed: int
    changed: int
    rewritten: int

    @property
    def none(self) -> bool:
        """Whether every listing is as it was, to the last field."""
        return not (self.added or self.removed or self.rewritten)


class IncomingEdition:
    """Takes the listings of a new edition one by one; those that are as they were cost nothing."""

    def __init__(self, db: Database, source: SourceKey) -> None:
        self._connection = db.conn
        self._source = source
        newest, own = self._connection.execute(
            "select max(seq), max(seq) filter (where source = ?) from editions", (source,)
        ).fetchone()
        self._seq = (newest or 0) + 1
        self._before: int | None = own
        rows = self._connection.execute(
            "select uid, id, fingerprint, content from listings"
            " where last_edition is null and source = ?",
            (source,),
        )
        self._known: dict[str, tuple[int, str, bytes]] = {
            uid: (row, fingerprint, content) for uid, row, fingerprint, content in rows
        }
        self._encoder = msgspec.json.Encoder()
        self._ended: list[tuple[int | None, int]] = []
        self._begun: list[tuple[object, ...]] = []
        self._added = self._changed = self._rewritten = 0

    def add(self, listing: Listing) -> None:
        """Take in one listing. Each uid may come once."""
        body = self._encoder.encode(replace(listing, record={}))
        record = self._encoder.encode(listing.record)
        content = self._content(listing, body)
        known = self._known.pop(listing.uid, None)
        if known is not None and known[2] == content:
            return
        fingerprint = listing_fingerprint(listing)
        if known is None:
            self._added += 1
        else:
            self._rewritten += 1
            self._changed += known[1] != fingerprint
            self._ended.append((self._before, known[0]))
        self._begun.append(
            (
                listing.uid,
                listing.source,
                listing.list,
                self._seq,
                fingerprint,
                content,
                body,
                record,
            )
        )
        if len(self._begun) >= _BATCH:
            self._write()

    def settle(self) -> EditionChanges:
        """Close every listing that did not come again, and say what changed. Call once."""
        removed = len(self._known)
        self._ended += [(self._before, row) for row, _, _ in self._known.values()]
        self._known.clear()
        self._write()
        return EditionChanges(self._added, removed, self._changed, self._rewritten)

    def keep(self, edition: Edition) -> None:
        """Put the edition itself in force."""
        self._connection.execute(
            "insert into editions (seq, id, source, published, sha256, body)"
            " values (?, ?, ?, ?, ?, ?)",
            (
                self._seq,
                edition.id,
                edition.source,
                edition.published.isoformat() if edition.published else None,
                edition.sha256,
                self._encoder.encode(edition).decode(),
            ),
        )

    def _content(self, listing: Listing, body: bytes) -> bytes:
        told = {key: value for key, value in listing.record.items() if key not in _UNSTABLE}
        digest = hashlib.sha256(body)
        digest.update(msgspec.json.encode(told, order="sorted"))
        return digest.digest()

    def _write(self) -> None:
        self._connection.executemany(
            "update listings set last_edition = ? where id = ?", self._ended
        )
        self._connection.executemany(
            "insert into listings"
            " (uid, source, list, first_edition, fingerprint, content, body, record)"
            " values (?, ?, ?, ?, ?, ?, ?, ?)",
            self._begun,
        )
        self._ended.clear()
        self._begun.clear()
