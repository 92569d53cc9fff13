"""Decisions on matches of kept parties. Appended, never rewritten."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlite_utils import Database

from exportdesk.core.clock import Moment, parse_utc
from exportdesk.core.customers import Profile
from exportdesk.core.ids import DecisionId, ListingUid, PartyId
from exportdesk.core.listings import Listing
from exportdesk.core.matches import Match
from exportdesk.core.screenings import Verdict
from exportdesk.core.standing import Evidence, MatchDecision
from exportdesk.storage.codec import from_json, to_json
from exportdesk.storage.merged_parties import Member, MergedParties

_CHUNK = 500
_COLUMNS = (
    "id, party_id, customer_id, uid, verdict, reason, decided_by, at, zone, offset_minutes,"
    " party_fingerprint, listing_fingerprint, review_on, body"
)
_REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class _Body:
    """What of a decision is not asked for in SQL."""

    profile: Profile
    listing: Listing
    match: Match | None
    evidence: tuple[Evidence, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    number: str = ""


class MatchDecisionStore:
    """Keeps every decision ever made on a match of a kept party."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._merged = MergedParties(db)

    def add(self, decision: MatchDecision) -> None:
        """Append a decision. Call inside `writing`."""
        body = _Body(
            decision.profile,
            decision.listing,
            decision.match,
            decision.evidence,
            decision.answers,
            decision.number,
        )
        self._db.execute(
            f"insert into match_decisions ({_COLUMNS})"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                decision.id,
                decision.party,
                decision.customer,
                decision.uid,
                decision.verdict.value if decision.verdict else _REVOKED,
                decision.reason,
                decision.by,
                decision.at.utc_text,
                decision.at.zone,
                decision.at.offset_minutes,
                decision.party_fingerprint,
                decision.listing_fingerprint,
                decision.review_on.isoformat() if decision.review_on else "",
                to_json(body),
            ),
        )

    def get(self, decision: DecisionId) -> MatchDecision | None:
        """Return one decision."""
        return next(iter(self._decisions("id = ?", [decision])), None)

    def all(self) -> list[MatchDecision]:
        """Return every decision, oldest first."""
        return self._decisions("1", [])

    def of_party(self, party: PartyId) -> list[MatchDecision]:
        """Return every decision on a match of this party, and of whom it was merged with."""
        return self._in("party_id", self._merged.ids(party))

    def of_customer(self, customer: PartyId) -> list[MatchDecision]:
        """Return every decision on a match of a customer's parties, oldest first; also of those
        who were merged into it.
        """
        return self._in("customer_id", self._merged.ids(customer))

    def newest(self, parties: Iterable[PartyId]) -> dict[PartyId, dict[ListingUid, MatchDecision]]:
        """Return the last decision on each listing, by party; revocations are decisions too.

        What was decided on a party that was merged into one of these counts for it.
        """
        members = self._merged.within(dict.fromkeys(parties))
        last: dict[PartyId, dict[ListingUid, dict[PartyId, MatchDecision]]] = {}
        for one in self._in("party_id", list(members)):
            by_uid = last.setdefault(members[one.party].of, {})
            by_uid.setdefault(one.uid, {})[one.party] = one  # the newest comes last
        return {
            party: {uid: _counting(party, told, members) for uid, told in by_uid.items()}
            for party, by_uid in last.items()
        }

    def on_listings(self, uids: Iterable[ListingUid]) -> list[MatchDecision]:
        """Return every decision on these listings, oldest first."""
        wanted = list(dict.fromkeys(uids))
        return self._decisions(f"uid in ({','.join('?' * len(wanted))})", wanted)

    def due(self, day: date) -> list[PartyId]:
        """Return the customers with a decision in use whose review date has come by `day`."""
        rows = self._db.execute(
            "select distinct m.customer_id from book_matches m"
            " join match_decisions d on d.id = m.decision_id"
            " where d.review_on <> '' and d.review_on <= ?"
            " and m.state in ('not_same', 'same', 'research')",
            (day.isoformat(),),
        )
        return [PartyId(customer) for (customer,) in rows]

    def count(self) -> int:
        """Return how many decisions there are."""
        found: int = self._db.execute("select count(*) from match_decisions").fetchone()[0]
        return found

    def _in(self, column: str, ids: Sequence[str]) -> list[MatchDecision]:
        """Return the decisions that have one of these in a column, oldest first."""
        found: list[MatchDecision] = []
        for start in range(0, len(ids), _CHUNK):
            chunk = ids[start : start + _CHUNK]
            found += self._decisions(f"{column} in ({','.join('?' * len(chunk))})", chunk)
        return sorted(found, key=_order) if len(ids) > _CHUNK else found

    def _decisions(self, where: str, values: Iterable[str]) -> list[MatchDecision]:
        rows = self._db.execute(
            f"select {_COLUMNS} from match_decisions where {where} order by at, id", list(values)
        )
        return [_decision(row) for row in rows]


def _order(decision: MatchDecision) -> tuple[str, str]:
    return decision.at.utc_text, decision.id


def _counting(
    party: PartyId, told: Mapping[PartyId, MatchDecision], members: Mapping[PartyId, Member]
) -> MatchDecision:
    """Return which of the last decisions on one listing counts, by whose match it was of.

    The party's own, else the newest on one that was merged into it. Where they say different
    things, and nothing was said since they are one, it is told as opposed.
    """
    own = told.get(party)
    others = [
        one
        for origin, one in told.items()
        if origin != party
        and one.verdict is not None
        and (own is None or own.at.utc_text < members[origin].since)
    ]
    said = [own] if own is not None and own.verdict is not None else []
    said += sorted(others, key=_order, reverse=True)
    if not said:
        return own or max(told.values(), key=_order)
    is_opposed = len({one.verdict for one in said}) > 1
    return replace(said[0], is_opposed=True) if is_opposed else said[0]


def _decision(row: tuple[object, ...]) -> MatchDecision:
    (decision, party, customer, uid, verdict, reason, by, at, zone, offset, ours, theirs,
     review_on, body) = (str(value) for value in row)  # fmt: skip
    seen = from_json(body, _Body)
    return MatchDecision(
        id=DecisionId(decision),
        party=PartyId(party),
        customer=PartyId(customer),
        uid=ListingUid(uid),
        verdict=None if verdict == _REVOKED else Verdict(verdict),
        reason=reason,
        by=by,
        at=Moment(parse_utc(at), zone, int(offset)),
        party_fingerprint=ours,
        listing_fingerprint=theirs,
        profile=seen.profile,
        listing=seen.listing,
        match=seen.match,
        review_on=date.fromisoformat(review_on) if review_on else None,
        evidence=seen.evidence,
        answers=seen.answers,
        number=seen.number,
    )
