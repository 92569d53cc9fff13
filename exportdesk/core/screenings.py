"""Screenings: what was asked, what came back, what a person decided."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum

from exportdesk.core.canonical import canonical_json, sha256_hex
from exportdesk.core.clock import Moment
from exportdesk.core.company import Company
from exportdesk.core.editions import EditionUse
from exportdesk.core.events import Head
from exportdesk.core.ids import ListingUid, ScreeningId
from exportdesk.core.listings import Listing
from exportdesk.core.matches import Match, Mention, OneParty, Tie
from exportdesk.core.name_looks import Namesake
from exportdesk.core.parties import Party


class Verdict(StrEnum):
    """What a person says of a match."""

    NOT_SAME = "not_same"
    RESEARCH = "research"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on one match, with the reason."""

    verdict: Verdict
    reason: str
    by: str
    at: Moment


@dataclass(frozen=True, slots=True)
class DecidedBefore:
    """What was decided on a listing for a party of the same name: an offer, never a decision.

    `number` is the screening it was decided in, "" where it was for the customer `customer`.
    """

    decision: Decision
    number: str = ""
    customer: str = ""


@dataclass(frozen=True, slots=True)
class SeenMatch:
    """A match and its listing as they were seen, and what was decided (None: not yet).

    `also` are the entries whose place this one takes: the same one of the same list, in a source
    that tells less of it.
    """

    match: Match
    listing: Listing
    decision: Decision | None = None
    also: tuple[ListingUid, ...] = ()


@dataclass(frozen=True, slots=True)
class NameLook:
    """A person's word that no listed party is meant whose name shares a word with ours."""

    reason: str
    by: str
    at: Moment
    listings: tuple[Namesake, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyResult:
    """One party of a screening and everything it met, best first.

    `groups` tell which of the matches are one listed party on several lists. `mention` is the word
    of its name that listed names hold, looked for where nothing matched; `looked` what was said
    of it.
    """

    party: Party
    matches: tuple[SeenMatch, ...] = ()
    groups: tuple[OneParty, ...] = ()
    mention: Mention | None = None
    looked: NameLook | None = None

    def count(self, verdict: Verdict | None) -> int:
        """Return how many matches carry this verdict (None: undecided)."""
        return sum(
            1 for m in self.matches if (m.decision.verdict if m.decision else None) is verdict
        )

    def by_party(self) -> tuple[tuple[SeenMatch, ...], ...]:
        """Return the matches listed party by listed party, in the order of the best of each."""
        first = {uid: group.uids[0] for group in self.groups for uid in group.uids}
        parties: dict[ListingUid, list[SeenMatch]] = {}
        for seen in self.matches:
            uid = seen.match.uid
            parties.setdefault(first.get(uid, uid), []).append(seen)
        return tuple(map(tuple, parties.values()))

    def ties(self, uid: ListingUid) -> tuple[Tie, ...]:
        """Return what joins the match with this listing to others, () where nothing does."""
        return next((group.ties for group in self.groups if uid in group.uids), ())


@dataclass(frozen=True, slots=True)
class Screening:
    """One saved screening: the whole of what its record prints.

    `threshold` is the lowest score shown (0 to 100); `head` is the chain of events after the save;
    `company` is the profile as it was then.
    """

    id: ScreeningId
    number: str
    at: Moment
    operator: str
    reference: str
    parties: tuple[PartyResult, ...]
    editions: tuple[EditionUse, ...]
    program_version: str
    algorithm: str
    threshold: float
    head: Head
    company: Company = field(default_factory=Company)

    def count(self, verdict: Verdict | None) -> int:
        """Return how many matches of all parties carry this verdict (None: undecided)."""
        return sum(result.count(verdict) for result in self.parties)

    @property
    def waits(self) -> bool:
        """Whether something in it is still to be decided, looked into or looked at."""
        return bool(
            self.count(None)
            or self.count(Verdict.RESEARCH)
            or any(one.mention is not None and one.looked is None for one in self.parties)
        )

    @property
    def match_count(self) -> int:
        """How many possible matches there are in all."""
        return sum(len(result.matches) for result in self.parties)


def screening_facts(screening: Screening) -> Mapping[str, object]:
    """Return what the record of events keeps of a screening: all that matters, without floats.

    Two screenings with the same facts say the same; a stored one that no longer yields the facts
    in its event was changed behind the program's back. Scores have two decimals.
    """
    return {
        "number": screening.number,
        "at": screening.at.utc_text,
        "zone": screening.at.zone,
        "operator": screening.operator,
        "reference": screening.reference,
        "program_version": screening.program_version,
        "algorithm": screening.algorithm,
        "threshold": _score(screening.threshold),
        "editions": [
            {"id": edition.id, "source": edition.source, "sha256": edition.sha256}
            for edition in screening.editions
        ],
        "parties": [_party_facts(result) for result in screening.parties],
        "whole_sha256": _whole(screening),
    }


def _whole(screening: Screening) -> str:
    """Return the SHA-256 of all that is kept of a screening, but for the head, which comes after.

    Empty fields are left out: one that a later version adds does not change what was saved before.
    """
    return sha256_hex(canonical_json(_plain(asdict(replace(screening, head=Head(0, ""))))))


def _plain(value: object) -> object:
    if isinstance(value, float):
        return repr(float(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items() if inner}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value


def _party_facts(result: PartyResult) -> Mapping[str, object]:
    party = result.party
    # Named only where there are any: what was saved before they were known keeps its facts.
    more = {
        "other_addresses": list(party.other_addresses),
        "other_countries": list(party.other_countries),
    }
    return {
        "name": party.name,
        "other_names": list(party.other_names),
        "kind": party.kind.value,
        "country": party.country,
        "address": party.address,
        "identifier": party.identifier,
        "role": party.role.value,
        "matches": [
            {
                "uid": seen.match.uid,
                "name": seen.match.name,
                "matched_name": seen.match.matched_name,
                "score": _score(seen.match.score),
                "verdict": seen.decision.verdict.value if seen.decision else "",
                "reason": seen.decision.reason if seen.decision else "",
                "by": seen.decision.by if seen.decision else "",
            }
            for seen in result.matches
        ],
        **{key: values for key, values in more.items() if values},
    }


def _score(score: float) -> str:
    return f"{score:.2f}"
