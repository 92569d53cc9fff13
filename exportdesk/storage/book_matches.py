"""Matches of kept parties in workspace.db, as the last screening of the book found them."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from exportdesk.core.book import BookMatch, BookScreening, Screened
from exportdesk.core.customers import KeptParty, Profile
from exportdesk.core.ids import DecisionId, ListingUid, PartyId, SourceKey
from exportdesk.core.matches import Match
from exportdesk.core.parties import Role
from exportdesk.core.standing import Lapse, MatchState
from exportdesk.storage.codec import from_json, to_json

_CHUNK = 500
# The reasons are most of a match, and a queue of thousands shows none of them.
_WITHOUT_REASONS = "json_set(m.match, '$.reasons', json('[]'))"
_COLUMNS = (
    "m.party_id, m.customer_id, m.match, m.listing_fingerprint, m.state, m.decision_id, m.lapses,"
    " m.found_at, m.asked_by"
)


@dataclass(frozen=True, slots=True)
class Queued:
    """A match waiting in Review, with whose it is; its reasons are left out, `get` has them."""

    match: BookMatch
    party: str
    customer: str
    role: Role


class BookMatchStore:
    """Keeps what screening the book found. The machine's word: replaced by every screening."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def screened(
        self, customers: Iterable[PartyId] | None = None, behind: str = ""
    ) -> Iterator[Screened]:
        """Yield kept parties with what their last screening left, of these customers or of all.

        With `behind` only those that changed since, or were screened with something else.
        """
        if customers is None:
            yield from self._screened("1", [], behind)
            return
        wanted = list(dict.fromkeys(customers))
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            yield from self._screened(f"c.id in ({','.join('?' * len(chunk))})", chunk, behind)

    def _screened(self, where: str, values: Sequence[str], behind: str) -> Iterator[Screened]:
        late = " and (p.fingerprint <> p.screened_fingerprint or p.screened_with <> ?)"
        tables = " from book_parties p join customers c on c.id = p.customer_id"
        chosen = f" where c.deleted_at = '' and {where}{late if behind else ''}"
        given = [*values, behind] if behind else list(values)
        rows = self._db.execute(
            "select p.id, p.customer_id, p.role, p.profile, p.fingerprint, p.screened_fingerprint,"
            f" p.screened_with, p.is_near{tables}{chosen} order by c.row, p.position",
            given,
        )
        for party, customer, role, profile, now, then, screened_with, is_near in rows:
            kept = KeptParty(
                PartyId(party), PartyId(customer), Role(role), from_json(profile, Profile)
            )
            yield Screened(kept, now, then, screened_with, bool(is_near))

    def is_behind(self, screened_with: str) -> bool:
        """Whether any party changed since its screening, or was screened with something else."""
        # From the parties on: for each customer of a large book its own would be looked up.
        row = self._db.execute(
            "select 1 from book_parties p cross join customers c on c.id = p.customer_id"
            " where (p.fingerprint <> p.screened_fingerprint or p.screened_with <> ?)"
            " and c.deleted_at = '' limit 1",
            (screened_with,),
        ).fetchone()
        return row is not None

    def count_behind(self, screened_with: str) -> int:
        """Return how many parties changed since, or were screened with something else."""
        found: int = self._db.execute(
            "select count(*) from book_parties p cross join customers c on c.id = p.customer_id"
            " where (p.fingerprint <> p.screened_fingerprint or p.screened_with <> ?)"
            " and c.deleted_at = ''",
            (screened_with,),
        ).fetchone()[0]
        return found

    def screened_with(self) -> dict[str, int]:
        """Return with what parties were screened, and how many with each."""
        rows = self._db.execute(
            "select screened_with, count(*) from book_parties group by screened_with"
        )
        return {str(one): int(count) for one, count in rows}

    def is_review_due(self, day: date) -> bool:
        """Whether the review date of a decision that still stands has come."""
        row = self._db.execute(
            "select 1 from book_matches m join match_decisions d on d.id = m.decision_id"
            " join customers c on c.id = m.customer_id"
            " where c.deleted_at = '' and d.review_on <> '' and d.review_on <= ?"
            " and m.state in ('not_same', 'same', 'research') limit 1",
            (day.isoformat(),),
        ).fetchone()
        return row is not None

    def set_screened(self, party: PartyId, fingerprint: str, screened_with: str) -> None:
        """Note with what a party was screened, and how it looked. Call inside `writing`."""
        self._db.execute(
            "update book_parties set screened_fingerprint = ?, screened_with = ? where id = ?",
            (fingerprint, screened_with, party),
        )

    def move_screened(self, before: str, after: str, at: str, seen: Collection[PartyId]) -> None:
        """Note that whoever of `seen` was screened with one thing is screened with another as of
        `at`.

        Not who is deleted, nor who came back since `seen` were gathered: nobody looked at them.
        Call inside `writing`, once those for whom it makes a difference are noted.
        """
        rows = self._db.execute(
            "select p.id, p.customer_id from book_parties p join customers c"
            " on c.id = p.customer_id where p.screened_with = ? and c.deleted_at = ''",
            (before,),
        )
        late = [customer for party, customer in rows if party not in seen]
        but = " not in (select value from json_each(?))"
        self._db.execute(
            "update book_parties set screened_with = ? where screened_with = ? and customer_id in"
            f" (select id from customers where deleted_at = '') and customer_id{but}",
            (after, before, json.dumps(late)),
        )
        self._db.execute(
            "update customers set screened_with = ?, screened_at = ? where screened_with = ?"
            f" and deleted_at = '' and id{but}",
            (after, at, before, json.dumps(late)),
        )

    def replace(self, party: PartyId, matches: Iterable[BookMatch], *, is_near: bool) -> None:
        """Keep these matches of a party in place of those before. Call inside `writing`."""
        self._db.execute("delete from book_matches where party_id = ?", (party,))
        for one in matches:
            self.add(one)
        self._db.execute("update book_parties set is_near = ? where id = ?", (int(is_near), party))

    def add(self, match: BookMatch) -> None:
        """Keep one more match. Call inside `writing`."""
        self._db.execute(
            "insert into book_matches (party_id, uid, customer_id, source, list, score,"
            " strength, match, listing_fingerprint, state, decision_id, lapses, found_at,"
            " asked_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                match.party,
                match.match.uid,
                match.customer,
                match.match.source,
                match.match.list,
                float(match.match.score),
                match.match.strength.value,
                to_json(match.match),
                match.listing_fingerprint,
                match.state.value,
                match.decision,
                " ".join(match.lapses),
                match.found_at,
                match.asked_by,
            ),
        )

    def drop(self, match: BookMatch) -> None:
        """Take one match away. Call inside `writing`."""
        self._db.execute(
            "delete from book_matches where party_id = ? and uid = ?",
            (match.party, match.match.uid),
        )

    def asked(self) -> list[BookMatch]:
        """Return the matches that somebody had opened."""
        return self._matches("m.asked_by <> ''")

    def set_state(self, match: BookMatch) -> None:
        """Keep how a match stands: state, decision, lapses. Call inside `writing`."""
        self._db.execute(
            "update book_matches set state = ?, decision_id = ?, lapses = ?,"
            " listing_fingerprint = ? where party_id = ? and uid = ?",
            (
                match.state.value,
                match.decision,
                " ".join(match.lapses),
                match.listing_fingerprint,
                match.party,
                match.match.uid,
            ),
        )

    def of_party(self, party: PartyId) -> list[BookMatch]:
        """Return the matches of one party, best first."""
        return self._matches("m.party_id = ?", party)

    def of_customer(self, customer: PartyId) -> list[BookMatch]:
        """Return the matches of all parties of a customer, best first."""
        return self._matches("m.customer_id = ?", customer)

    def of_customers(self, customers: Iterable[PartyId]) -> list[BookMatch]:
        """Return the matches of all parties of these customers."""
        wanted = list(dict.fromkeys(customers))
        found: list[BookMatch] = []
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            found += self._matches(f"m.customer_id in ({','.join('?' * len(chunk))})", *chunk)
        return found

    def confirmed_customers(self) -> list[PartyId]:
        """Return whose parties are confirmed to be listed."""
        rows = self._db.execute(
            "select distinct customer_id from book_matches where state = ?",
            (MatchState.SAME.value,),
        )
        return [PartyId(one) for (one,) in rows]

    def customers_by_source(
        self, sources: Iterable[SourceKey]
    ) -> dict[SourceKey, dict[PartyId, str]]:
        """Return whose parties may be on the lists of these sources, by source: id and name.

        Matches that were decided to be somebody else are left out, and deleted customers.
        """
        wanted = list(dict.fromkeys(sources))
        found: dict[SourceKey, dict[PartyId, str]] = {}
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            rows = self._db.execute(
                "select distinct m.source, c.id, c.name from book_matches m"
                " join customers c on c.id = m.customer_id"
                f" where m.source in ({','.join('?' * len(chunk))})"
                " and m.state <> 'not_same' and c.deleted_at = ''"
                " order by c.name collate nocase",
                chunk,
            )
            for source, customer, name in rows:
                found.setdefault(SourceKey(source), {})[PartyId(customer)] = str(name)
        return found

    def get(self, party: PartyId, uid: ListingUid) -> BookMatch | None:
        """Return one match, None where it is no longer there."""
        return next(iter(self._matches("m.party_id = ? and m.uid = ?", party, uid)), None)

    def with_state(self, *states: MatchState) -> list[BookMatch]:
        """Return the matches of customers that are not deleted in these states, best first."""
        places = ",".join("?" * len(states))
        return self._matches(f"m.state in ({places}) and c.deleted_at = ''", *states)

    def queue(self, *states: MatchState, uid: ListingUid | None = None) -> list[Queued]:
        """Return the matches in these states with whose they are: strongest first, then oldest.

        With `uid` those with one listing only.
        """
        places = ",".join("?" * len(states))
        only = "" if uid is None else " and m.uid = ?"
        rows = self._db.execute(
            f"select {_COLUMNS.replace('m.match', _WITHOUT_REASONS, 1)}, p.name, c.name, p.role"
            " from book_matches m"
            " join book_parties p on p.id = m.party_id join customers c on c.id = m.customer_id"
            f" where m.state in ({places}) and c.deleted_at = ''{only}"
            " order by m.score desc, m.found_at, c.name collate nocase, m.uid",
            [*(state.value for state in states), *([] if uid is None else [uid])],
        )
        return [
            Queued(_match(row[:9]), party=row[9], customer=row[10], role=Role(row[11]))
            for row in rows
        ]

    def waiting(self) -> int:
        """Return how many matches wait in Review."""
        found: int = self._db.execute(
            "select count(*) from book_matches m cross join customers c on c.id = m.customer_id"
            " where m.state in ('open', 'returned', 'research') and c.deleted_at = ''"
        ).fetchone()[0]
        return found

    def add_screening(self, screening: BookScreening) -> None:
        """Keep that the book was screened. Call inside `writing`."""
        self._db.execute("insert into book_screenings (body) values (?)", (to_json(screening),))

    def screening_with(self, screened_with: str) -> BookScreening | None:
        """Return the last screening of the book with this, None where none is on file."""
        row = self._db.execute(
            "select body from book_screenings where body ->> '$.screened_with' = ?"
            " order by seq desc limit 1",
            (screened_with,),
        ).fetchone()
        return from_json(row[0], BookScreening) if row else None

    def last_whole(self) -> BookScreening | None:
        """Return the last screening of everybody with every listing; else the very first one,
        in which there was nobody who had been screened before.
        """
        row = self._db.execute(
            "select body from book_screenings order by body ->> '$.whole' = 1 desc,"
            " case when body ->> '$.whole' = 1 then -seq else seq end limit 1"
        ).fetchone()
        return from_json(row[0], BookScreening) if row else None

    def screenings(self, limit: int = 50) -> list[BookScreening]:
        """Return the last screenings of the book, newest first."""
        rows = self._db.execute(
            "select body from book_screenings order by seq desc limit ?", (limit,)
        )
        return [from_json(body, BookScreening) for (body,) in rows]

    def _matches(self, where: str, *values: str) -> list[BookMatch]:
        rows = self._db.execute(
            f"select {_COLUMNS} from book_matches m join customers c on c.id = m.customer_id"
            f" where {where} order by m.score desc, m.uid",
            [str(value) for value in values],
        )
        return [_match(row) for row in rows]


def _match(row: tuple[str, ...]) -> BookMatch:
    party, customer, match, fingerprint, state, decision, lapses, found_at, asked_by = row
    return BookMatch(
        party=PartyId(party),
        customer=PartyId(customer),
        match=from_json(match, Match),
        listing_fingerprint=fingerprint,
        state=MatchState(state),
        decision=DecisionId(decision),
        lapses=tuple(Lapse(word) for word in lapses.split()),
        found_at=found_at,
        asked_by=asked_by,
    )
