"""Writing one new edition into lists.db, inside the transaction that holds the file."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import msgspec
from sqlite_utils import Database

from exportdesk.core.editions import Edition
from exportdesk.core.fingerprints import listing_fingerprint
from exportdesk.core.ids import SourceKey
from exportdesk.core.listings import Listing
from exportdesk.screening import carries_over
from exportdesk.storage.lists_comparing import (
    Continuity,
    NamesSeen,
    continuities,
    earlier_with_the_same,
)
from exportdesk.storage.lists_linking import Linking

_BATCH = 500
# The publisher's own row ids change from one build of the file to the next.
_UNSTABLE = frozenset({"_id", "id"})


@dataclass(frozen=True, slots=True)
class Form:
    """In what form a list comes: its format, and the version of the reader."""

    format: str
    reader: int = 1


@dataclass(frozen=True, slots=True)
class EditionChanges:
    """What an edition changes against the one in force before it.

    `rewritten` listings are not as they were to the last field; of these, `changed` ones look
    otherwise to whoever decides on them, but for those that are `carried`: only the form differs in
    which the list came. `continuity` says of each list that was there how much of it still is.
    """

    added: int
    removed: int
    changed: int
    rewritten: int
    carried: int = 0
    continuity: Mapping[str, Continuity] = field(default_factory=dict)

    @property
    def none(self) -> bool:
        """Whether every listing is as it was, to the last field."""
        return not (self.added or self.removed or self.rewritten)

    @property
    def none_seen(self) -> bool:
        """Whether nothing changed but the form: another format may show the same differently."""
        return not (self.added or self.removed or self.changed)


class IncomingEdition:
    """Takes the listings of a new edition one by one; those that are as they were cost nothing."""

    def __init__(
        self,
        db: Database,
        source: SourceKey,
        form: Form | None = None,
        told_by: Collection[SourceKey] = (),
    ) -> None:
        """`form` is that of the new edition, where known; `told_by` tell the same lists too."""
        self._connection = db.conn
        self._source = source
        newest, own = self._connection.execute(
            "select max(seq), max(seq) filter (where source = ?) from editions", (source,)
        ).fetchone()
        self._seq = (newest or 0) + 1
        self._before: int | None = own
        rows = self._connection.execute(
            "select uid, id, fingerprint, content, list from listings"
            " where last_edition is null and source = ?",
            (source,),
        )
        self._known: dict[str, tuple[int, str, bytes, str]] = {
            uid: (row, fingerprint, content, code) for uid, row, fingerprint, content, code in rows
        }
        self._had = Counter(code for _, _, _, code in self._known.values())
        self._same = 0
        self._names = NamesSeen()
        self._rewritten_rows: list[int] = []
        self._encoder = msgspec.json.Encoder()
        self._ended: list[tuple[int | None, int]] = []
        self._begun: list[tuple[object, ...]] = []
        self._added = self._changed = self._rewritten = self._carried = 0
        self._links = Linking(self._connection, self._seq, told_by)
        self._decoder = msgspec.json.Decoder(Listing)
        self._form_differs = form is not None and form != self._form_before()

    def add(self, listing: Listing) -> None:
        """Take in one listing. Each uid may come once."""
        body = self._encoder.encode(replace(listing, record={}))
        record = self._encoder.encode(listing.record)
        content = self._content(listing, body)
        known = self._known.pop(listing.uid, None)
        if known is not None and known[2] == content:
            self._same += 1
            return
        if self._had:
            self._names.add(listing)
        fingerprint = listing_fingerprint(listing)
        if known is None:
            self._added += 1
            self._links.arrive(listing, fingerprint)
        else:
            self._rewritten += 1
            if known[1] != fingerprint:
                self._note_change(listing, known[0], known[1], fingerprint)
            self._rewritten_rows.append(known[0])
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
        removed = [row for row, _, _, _ in self._known.values()]
        uids_gone = Counter(code for _, _, _, code in self._known.values())
        self._ended += [(self._before, row) for row in removed]
        self._known.clear()
        self._write()
        self._links.write()
        names_gone = self._names.gone(self._connection, [*removed, *self._rewritten_rows])
        return EditionChanges(
            added=self._added,
            removed=len(removed),
            changed=self._changed,
            rewritten=self._rewritten,
            carried=self._carried,
            continuity=continuities(self._had, uids_gone, names_gone),
        )

    def earlier_with_the_same(self) -> Edition | None:
        """Return a superseded edition that held just what this one holds. After `settle`."""
        held = self._same + self._rewritten + self._added
        body = earlier_with_the_same(self._connection, self._source, held)
        return None if body is None else msgspec.json.decode(body, type=Edition)

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

    def _form_before(self) -> Form | None:
        """Return the form of the edition before, None where there is none."""
        row = self._connection.execute(
            "select body from editions where seq = ?", (self._before,)
        ).fetchone()
        if row is None:
            return None
        before = msgspec.json.decode(row[0], type=Edition)
        return Form(before.format, before.reader)

    def _note_change(self, listing: Listing, row: int, old: str, new: str) -> None:
        """Count a listing that looks otherwise; one that is only told otherwise is carried over."""
        if self._form_differs:
            (body,) = self._connection.execute(
                "select body from listings where id = ?", (row,)
            ).fetchone()
            if carries_over(self._decoder.decode(body), listing):
                self._carried += 1
                self._links.carry(listing.uid, old, new)
                return
        self._changed += 1

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
