"""The record of events in workspace.db."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from exportdesk.core.canonical import canonical_json, sha256_hex
from exportdesk.core.errors import StorageFault
from exportdesk.core.events import (
    GENESIS,
    ChainFault,
    Event,
    Head,
    check_chain,
    event_hash,
    payload_digest,
)

LEAST_DIGITS = 16
"""How much of a hash, from its beginning, tells an event: the head of a paper has so much."""

_COLUMNS = "seq, at, actor, host, kind, subject, payload_sha256, previous, hash"


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of the whole chain found: the sound head, and the first fault, if any."""

    head: Head
    fault: ChainFault | None


class EventStore:
    """Appends to the chain and checks it."""

    def __init__(self, db: Database, *, host: str) -> None:
        self._db = db
        self._host = host

    def head(self) -> Head:
        """Return the end of the chain."""
        row = self._db.execute("select seq, hash from events order by seq desc limit 1").fetchone()
        return Head(*row) if row else Head(0, GENESIS)

    def append(
        self, kind: str, subject: str, payload: Mapping[str, object], *, at: str, actor: str
    ) -> Head:
        """Add one event (UTC text `at`) and return the new head. Call inside `writing`."""
        head = self.head()
        seq, digest = head.count + 1, payload_digest(payload)
        digested = event_hash(
            head.hash,
            seq=seq,
            at=at,
            actor=actor,
            host=self._host,
            kind=kind,
            subject=subject,
            payload_sha256=digest,
        )
        self._db.execute(
            f"insert into events ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (seq, at, actor, self._host, kind, subject, digest, head.hash, digested),
        )
        self._db.execute(
            "insert into event_payloads (seq, payload) values (?, ?)",
            (seq, canonical_json(payload).decode()),
        )
        return Head(seq, digested)

    def all(self) -> Iterator[Event]:
        """Yield every event, oldest first."""
        for row in self._db.execute(f"select {_COLUMNS} from events order by seq"):
            yield Event(*row)

    def any_since(self, seq: int, *, but: Collection[str] = ()) -> bool:
        """Whether an event came after number `seq` that is of none of the kinds `but`."""
        row = self._db.execute(
            "select exists (select 1 from events where seq > ?"
            f" and kind not in ({','.join('?' * len(but))}))",
            (seq, *but),
        ).fetchone()
        return bool(row[0])

    def newest(self, limit: int) -> list[Event]:
        """Return the last `limit` events, newest first."""
        rows = self._db.execute(
            f"select {_COLUMNS} from events order by seq desc limit ?", (limit,)
        )
        return [Event(*row) for row in rows]

    def names(self, subjects: Iterable[str]) -> dict[str, str]:
        """Return what customers and products among `subjects` are called, deleted ones too."""
        rows = self._db.execute(
            "with asked as (select value from json_each(?))"
            " select id, name from customers where id in asked union all"
            " select id, case sku when '' then description else sku end from products"
            " where id in asked",
            (json.dumps(sorted(set(subjects))),),
        )
        return {subject: name for subject, name in rows if name}

    def payload(self, seq: int) -> Mapping[str, object] | None:
        """Return the details of event `seq`; None where they were deleted by an allowed act.

        Raises StorageFault where they are no details any more.
        """
        row = self._db.execute(
            "select payload from event_payloads where seq = ?", (seq,)
        ).fetchone()
        try:
            return None if row is None else json.loads(row[0])
        except ValueError as error:
            raise StorageFault("event-payload-differs", seq=seq) from error

    def verify(self) -> Verified:
        """Check the chain from its genesis, and every payload that is still there."""
        head, fault = check_chain(self.all())
        if fault is None:
            fault = self._altered_payload()
        return Verified(head, fault)

    def about(self, subject: str, limit: int, *others: str) -> list[Event]:
        """Return the last events about one subject, newest first, and about `others` with it."""
        subjects = (subject, *others)
        rows = self._db.execute(
            f"select {_COLUMNS} from events where subject in ({','.join('?' * len(subjects))})"
            " order by seq desc limit ?",
            (*subjects, limit),
        )
        return [Event(*row) for row in rows]

    def last_but(self, *kinds: str) -> int:
        """Return the number of the last event that is of none of these kinds (SQL patterns)."""
        where = " and ".join(["1", *("kind not like ?" for _kind in kinds)])
        row = self._db.execute(f"select max(seq) from events where {where}", kinds).fetchone()
        return int(row[0] or 0)

    def contains(self, digest: str) -> bool:
        """Whether an event with this hash is in the chain (the genesis hash always is).

        The first 16 digits are enough: the head of a paper has no room for more.
        """
        if len(digest) < LEAST_DIGITS:
            return False
        if GENESIS.startswith(digest):
            return True
        found = self._db.execute(
            "select 1 from events where substr(hash, 1, ?) = ?", (len(digest), digest)
        ).fetchone()
        return found is not None

    def _altered_payload(self) -> ChainFault | None:
        rows = self._db.execute(
            "select e.seq, e.payload_sha256, p.payload from events e"
            " join event_payloads p on p.seq = e.seq order by e.seq"
        )
        for seq, digest, payload in rows:
            if sha256_hex(payload.encode()) != digest:  # kept in the very form that was hashed
                return ChainFault(seq, "event-payload-differs")
        return None
