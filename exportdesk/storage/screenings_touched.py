"""Matches of saved screenings by the listings they met, with the last decision on each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from exportdesk.core.clock import Moment, parse_utc
from exportdesk.core.ids import ListingUid
from exportdesk.core.matches import Match
from exportdesk.core.parties import Party
from exportdesk.core.screenings import Verdict
from exportdesk.storage.codec import from_json

_CHUNK = 500

_MATCHES = """
    select s.number, s.at, s.zone, s.offset_minutes, p.body, m.match,
        d.verdict, d.reason, d.decided_by
    from screening_matches m
    join screenings s on s.id = m.screening_id
    join screening_parties p
        on p.screening_id = m.screening_id and p.position = m.party_position
    left join decisions d on d.id = (
        select max(e.id) from decisions e where e.screening_id = m.screening_id
        and e.party_position = m.party_position and e.match_position = m.position
    )
"""


@dataclass(frozen=True, slots=True)
class SavedMatch:
    """A match of a saved screening, and the last decision on it; `verdict` is None undecided."""

    number: str
    at: Moment
    party: Party
    match: Match
    verdict: Verdict | None
    reason: str
    decided_by: str


def saved_matches(db: Database, uids: Iterable[ListingUid]) -> Iterator[SavedMatch]:
    """Yield every match of a saved screening with one of these listings."""
    wanted = list(dict.fromkeys(uids))
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        places = ",".join("?" * len(chunk))
        rows = db.execute(f"{_MATCHES} where m.uid in ({places})", chunk)
        for number, at, zone, offset, party, match, verdict, reason, decided_by in rows:
            yield SavedMatch(
                number=number,
                at=Moment(parse_utc(at), zone, offset),
                party=from_json(party, Party),
                match=from_json(match, Match),
                verdict=Verdict(verdict) if verdict else None,
                reason=reason or "",
                decided_by=decided_by or "",
            )
