"""Links between two looks of a listing, so that a decision on one stands on the other.

A look is a uid and a fingerprint. Two are linked where only another format tells them otherwise,
and where two sources tell the same entry of the same list.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import msgspec

from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.listings import Listing
from exportdesk.screening import Entries, Entry, entry_of, numbered_entry

_CHUNK = 400


@dataclass(frozen=True, slots=True)
class Look:
    """A listing as it looked while it had this fingerprint."""

    uid: ListingUid
    fingerprint: str


@dataclass(frozen=True, slots=True)
class _Arrived:
    entry: Entry
    list: str
    fingerprint: str


class Linking:
    """Gathers the links of one new edition, and writes them.

    `others` are the sources that tell the same lists.
    """

    def __init__(
        self, connection: sqlite3.Connection, edition: int, others: Collection[SourceKey]
    ) -> None:
        self._connection = connection
        self._edition = edition
        self._others = tuple(others) if self._any_in_force(others) else ()
        self._carried: list[tuple[str, str, str, str, int]] = []
        self._arrived: list[_Arrived] = []

    def carry(self, uid: ListingUid, old: str, new: str) -> None:
        """Link what a listing looked like before with what it looks like now."""
        self._carried.append((uid, old, uid, new, self._edition))

    def arrive(self, listing: Listing, fingerprint: str) -> None:
        """Note a listing that was not there before: another source may tell the same entry."""
        entry = entry_of(listing) if self._others else None
        if entry is not None:
            self._arrived.append(_Arrived(entry, listing.list, fingerprint))

    def write(self) -> None:
        """Write every link. Call once, inside the transaction."""
        self._connection.executemany(
            "insert into fingerprint_links (old_uid, old, uid, new, edition)"
            " values (?, ?, ?, ?, ?)",
            [*self._carried, *self._pairs()],
        )

    def _pairs(self) -> Iterator[tuple[str, str, str, str, int]]:
        for code in sorted({one.list for one in self._arrived}):
            fingerprints: dict[ListingUid, str] = {}
            told = Entries()
            for entry, fingerprint in _told(self._connection, self._others, code):
                told.add(entry)
                fingerprints[entry.uid] = fingerprint
            for one in self._arrived:
                same = told.the_same(one.entry) if one.list == code else None
                if same is not None:
                    yield (
                        same.uid, fingerprints[same.uid],
                        one.entry.uid, one.fingerprint, self._edition,
                    )  # fmt: skip

    def _any_in_force(self, others: Collection[SourceKey]) -> bool:
        places = ",".join("?" * len(others))
        (found,) = self._connection.execute(
            f"select exists (select 1 from editions where source in ({places}))", tuple(others)
        ).fetchone()
        return bool(found)


def _told(
    connection: sqlite3.Connection, sources: tuple[SourceKey, ...], code: str
) -> Iterator[tuple[Entry, str]]:
    """Yield the entries of a list that other sources tell now, with their fingerprints."""
    decoder = msgspec.json.Decoder(Listing)
    places = ",".join("?" * len(sources))
    rows = connection.execute(
        f"select id, uid, fingerprint from listings where source in ({places}) and list = ?"
        " and last_edition is null",
        (*sources, code),
    ).fetchall()
    for number, uid, fingerprint in rows:
        entry = numbered_entry(uid)
        if entry is None:
            (body,) = connection.execute(
                "select body from listings where id = ?", (number,)
            ).fetchone()
            entry = entry_of(decoder.decode(body))
        if entry is not None:
            yield entry, fingerprint


def linked_looks(connection: sqlite3.Connection, look: Look) -> frozenset[Look]:
    """Return every look on which a decision made on `look` stands, itself included, and back."""
    rows = connection.execute(
        "with recursive same (uid, look) as (values (?, ?)"
        " union select l.uid, l.new from fingerprint_links l, same s"
        " where l.old_uid = s.uid and l.old = s.look"
        " union select l.old_uid, l.old from fingerprint_links l, same s"
        " where l.uid = s.uid and l.new = s.look)"
        " select uid, look from same",
        (look.uid, look.fingerprint),
    )
    return frozenset(Look(ListingUid(uid), fingerprint) for uid, fingerprint in rows)


def counterparts(
    connection: sqlite3.Connection, uids: Iterable[ListingUid]
) -> dict[ListingUid, tuple[ListingUid, ...]]:
    """Return for each uid the listings of other sources that are the same entry and listed now."""
    wanted = list(dict.fromkeys(uids))
    found: dict[ListingUid, dict[ListingUid, None]] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        places = ",".join("?" * len(chunk))
        rows = connection.execute(
            "with pairs (uid, other) as ("
            f" select uid, old_uid from fingerprint_links where uid in ({places})"
            f" union select old_uid, uid from fingerprint_links where old_uid in ({places}))"
            " select p.uid, p.other from pairs p where p.uid <> p.other and exists"
            " (select 1 from listings l where l.uid = p.other and l.last_edition is null)"
            " order by p.uid, p.other",
            (*chunk, *chunk),
        )
        for uid, other in rows:
            found.setdefault(ListingUid(uid), {})[ListingUid(other)] = None
    return {uid: tuple(others) for uid, others in found.items()}
