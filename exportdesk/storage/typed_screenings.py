"""What screening found for parties that are typed into cases and not kept in the book."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from exportdesk.core.clock import parse_utc
from exportdesk.core.ids import PartyId
from exportdesk.core.matches import Match
from exportdesk.storage.codec import from_json, to_json

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class FoundMatch:
    """A match with the fingerprint of its listing as it was then."""

    match: Match
    listing_fingerprint: str


@dataclass(frozen=True, slots=True)
class TypedScreening:
    """The last screening of one typed party: how it looked, with what, when (UTC text)."""

    party: PartyId
    fingerprint: str
    screened_with: str
    at: str
    matches: tuple[FoundMatch, ...]

    def __post_init__(self) -> None:
        """Hold that the moment is one. Raises ValueError."""
        parse_utc(self.at)


class TypedScreeningStore:
    """Keeps the last screening of each. The machine's word: replaced by every screening."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, one: TypedScreening) -> None:
        """Keep a screening in place of the one before. Call inside `writing`."""
        self._db.execute(
            "insert into typed_screenings (party_id, fingerprint, screened_with, at, matches)"
            " values (?, ?, ?, ?, ?) on conflict (party_id) do update set"
            " fingerprint = excluded.fingerprint, screened_with = excluded.screened_with,"
            " at = excluded.at, matches = excluded.matches",
            (one.party, one.fingerprint, one.screened_with, one.at, to_json(one.matches)),
        )

    def of(self, parties: Iterable[PartyId]) -> dict[PartyId, TypedScreening]:
        """Return the last screening of each of these parties that was screened."""
        wanted = list(dict.fromkeys(parties))
        found: dict[PartyId, TypedScreening] = {}
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            rows = self._db.execute(
                "select party_id, fingerprint, screened_with, at, matches from typed_screenings"
                f" where party_id in ({','.join('?' * len(chunk))})",
                chunk,
            )
            for party, fingerprint, screened_with, at, matches in rows:
                key = PartyId(party)
                kept = from_json(matches, tuple[FoundMatch, ...])
                found[key] = TypedScreening(key, fingerprint, screened_with, at, kept)
        return found
