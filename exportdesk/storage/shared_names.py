"""Names that share a word with listed ones in workspace.db, and what was said of them.

The first is the machine's word, replaced by every screening; what a person said is appended and
never rewritten.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from exportdesk.core.clock import Moment, parse_utc
from exportdesk.core.ids import DecisionId, ListingUid, PartyId
from exportdesk.core.matches import Mention
from exportdesk.core.name_looks import NameDecision, Namesake, SharedName
from exportdesk.storage.codec import from_json, to_json
from exportdesk.storage.merged_parties import MergedParties

_CHUNK = 500
SHARED_NAMES = (
    """
    create table shared_names (
        party_id text primary key references book_parties (id) on delete cascade,
        customer_id text not null references customers (id),
        word text not null,
        listings integer not null,
        begins integer not null,
        uids text not null,
        decision_id text not null default ''
    ) strict
    """,
    "create index shared_names_by_customer on shared_names (customer_id)",
    """
    create table name_decisions (
        id text primary key,
        party_id text not null,
        customer_id text not null,
        is_revoked integer not null,
        reason text not null,
        decided_by text not null,
        at text not null,
        zone text not null,
        offset_minutes integer not null,
        body text not null
    ) strict
    """,
    "create index name_decisions_by_party on name_decisions (party_id)",
    "create index name_decisions_by_customer on name_decisions (customer_id)",
    """
    create trigger name_decisions_are_never_changed before update on name_decisions
    begin select raise(abort, 'decisions are append-only'); end
    """,
    """
    create trigger name_decisions_are_never_deleted before delete on name_decisions
    begin select raise(abort, 'decisions are append-only'); end
    """,
    # Who asked for a match that no screening proposed: it stays through every later screening.
    "alter table book_matches add column asked_by text not null default ''",
)
"""What the migration that brings them makes."""

WORDS_SHARED = "alter table shared_names add column words text not null default ''"
"""What the migration makes that keeps what else names share. The next screening fills it."""

_SHARED = "party_id, customer_id, word, listings, begins, uids, decision_id, words"
_DECISION = (
    "id, party_id, customer_id, is_revoked, reason, decided_by, at, zone, offset_minutes, body"
)


_BEGINS, _ALIKE = 1, 2
BEGINS = f"begins & {_BEGINS}"
"""Whether the word begins the names, in SQL: the column holds what joins ours and theirs."""


@dataclass(frozen=True, slots=True)
class _Body:
    """What of a decision is not asked for in SQL."""

    word: str
    names: tuple[str, ...]
    listings: tuple[Namesake, ...]


class SharedNameStore:
    """Keeps which names share a word, and every decision on one."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._merged = MergedParties(db)

    def replace(self, parties: Iterable[PartyId], found: Iterable[SharedName]) -> None:
        """Keep what is found for these parties in place of what was. Call inside `writing`."""
        self._db.conn.executemany(
            "delete from shared_names where party_id = ?", [(one,) for one in parties]
        )
        self._db.conn.executemany(
            f"insert into shared_names ({_SHARED}) values (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    one.party,
                    one.customer,
                    one.mention.word,
                    one.mention.listings,
                    _how(one.mention),
                    to_json(one.uids),
                    one.decision,
                    one.mention.words,
                )
                for one in found
            ],
        )

    def set_decision(self, party: PartyId, decision: DecisionId) -> None:
        """Keep which look stands for a party, "" for none. Call inside `writing`."""
        self._db.execute(
            "update shared_names set decision_id = ? where party_id = ?", (decision, party)
        )

    def of_customers(self, customers: Iterable[PartyId]) -> list[SharedName]:
        """Return which names of these customers' parties share a word, in the parties' order."""
        columns = ", ".join(f"s.{one}" for one in _SHARED.split(", "))
        found: list[SharedName] = []
        for chunk in _chunks(customers):
            rows = self._db.execute(
                f"select {columns} from shared_names s join book_parties p on p.id = s.party_id"
                f" where s.customer_id in ({','.join('?' * len(chunk))})"
                " order by s.customer_id, p.position",
                chunk,
            )
            found += map(_shared, rows)
        return found

    def all(self) -> dict[PartyId, SharedName]:
        """Return which names share a word, by party."""
        rows = self._db.execute(f"select {_SHARED} from shared_names")
        return {one.party: one for one in map(_shared, rows)}

    def add(self, decision: NameDecision) -> None:
        """Append a decision. Call inside `writing`."""
        self._db.execute(
            f"insert into name_decisions ({_DECISION}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                decision.id,
                decision.party,
                decision.customer,
                int(decision.is_revoked),
                decision.reason,
                decision.by,
                decision.at.utc_text,
                decision.at.zone,
                decision.at.offset_minutes,
                to_json(_Body(decision.word, decision.names, decision.listings)),
            ),
        )

    def decision(self, wanted: DecisionId) -> NameDecision | None:
        """Return one decision."""
        return next(iter(self._decisions("id = ?", [wanted])), None)

    def decisions(self) -> list[NameDecision]:
        """Return every decision, oldest first."""
        return self._decisions("1", [])

    def said_of(self, customer: PartyId) -> list[NameDecision]:
        """Return every decision on a name of a customer's parties, oldest first; also of those who
        were merged into it.
        """
        whose = list(self._merged.ids(customer))
        return self._decisions(f"customer_id in ({','.join('?' * len(whose))})", whose)

    def newest(self, parties: Iterable[PartyId]) -> dict[PartyId, NameDecision]:
        """Return the last decision by party; one on whom was merged into it counts for it."""
        members = self._merged.within(dict.fromkeys(parties))
        last: dict[PartyId, NameDecision] = {}
        for chunk in _chunks(members):
            where = f"party_id in ({','.join('?' * len(chunk))})"
            for one in self._decisions(where, chunk):
                of = members[one.party].of
                former = last.get(of)
                if former is None or former.at.utc_text <= one.at.utc_text:
                    last[of] = one
        return last

    def waiting(self) -> int:
        """Return of how many customers nothing but a name is to be looked at."""
        found: int = self._db.execute(
            "select count(*) from customers where deleted_at = '' and status = 'check_name'"
        ).fetchone()[0]
        return found

    def among(self, customers: Iterable[PartyId]) -> list[PartyId]:
        """Return which of these customers stand so that somebody is to look at the name."""
        found: list[PartyId] = []
        for chunk in _chunks(customers):
            rows = self._db.execute(
                f"select id from customers where id in ({','.join('?' * len(chunk))})"
                " and deleted_at = '' and status = 'check_name'",
                chunk,
            )
            found += [PartyId(one) for (one,) in rows]
        return found

    def _decisions(self, where: str, values: Iterable[str]) -> list[NameDecision]:
        rows = self._db.execute(
            f"select {_DECISION} from name_decisions where {where} order by at, rowid", list(values)
        )
        return [_decision(row) for row in rows]


def _chunks(ids: Iterable[PartyId]) -> list[Sequence[PartyId]]:
    wanted = list(dict.fromkeys(ids))
    return [wanted[start : start + _CHUNK] for start in range(0, len(wanted), _CHUNK)]


def _shared(row: tuple[object, ...]) -> SharedName:
    party, customer, word, listings, begins, uids, decision, words = row
    return SharedName(
        PartyId(str(party)),
        PartyId(str(customer)),
        mention_of(str(word), int(str(listings)), int(str(begins)), str(words)),
        from_json(str(uids), tuple[ListingUid, ...]),
        DecisionId(str(decision)),
    )


def _decision(row: tuple[object, ...]) -> NameDecision:
    decision, party, customer, revoked, reason, by, at, zone, offset, body = map(str, row)
    seen = from_json(body, _Body)
    return NameDecision(
        id=DecisionId(decision),
        party=PartyId(party),
        customer=PartyId(customer),
        word=seen.word,
        names=seen.names,
        listings=seen.listings,
        reason=reason,
        by=by,
        at=Moment(parse_utc(at), zone, int(offset)),
        is_revoked=revoked == "1",
    )


def _how(mention: Mention) -> int:
    return _BEGINS * mention.begins + _ALIKE * mention.alike


def mention_of(word: str, listings: int, how: int, words: str) -> Mention:
    """Return what a row tells; `how` holds what joins ours and theirs."""
    return Mention(word, listings, bool(how & _BEGINS), alike=bool(how & _ALIKE), words=words)
