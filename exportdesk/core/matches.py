"""What screening returns: listings proposed for a party, each with its reasons."""

from dataclasses import dataclass, field
from enum import StrEnum

from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.parties import PartyKind


class Strength(StrEnum):
    """How strong a match is, in words."""

    VERY_LIKELY = "very_likely"
    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"


class Feature(StrEnum):
    """What was compared."""

    NAME = "name"
    LEGAL_FORM = "legal_form"
    COUNTRY = "country"
    KIND = "kind"
    ADDRESS = "address"
    IDENTIFIER = "identifier"


class Relation(StrEnum):
    """How ours and theirs met."""

    SAME = "same"
    SIMILAR = "similar"
    SOUNDS_ALIKE = "sounds_alike"
    OTHER_SCRIPT = "other_script"
    ABBREVIATION = "abbreviation"
    SAME_MEANING = "same_meaning"  # the same word in another language, a number in figures
    LEGAL_FORM = "legal_form"
    MISSING = "missing"  # ours, not in the listed name
    EXTRA = "extra"  # in the listed name, not ours
    GENERIC = "generic"  # met, but the word says little
    DIFFERS = "differs"
    SAME_BUILDING = "same_building"
    NOT_GIVEN = "not_given"


@dataclass(frozen=True, slots=True)
class Reason:
    """One comparison: our words, theirs, how they met, and what it did to the score (points)."""

    feature: Feature
    ours: str
    theirs: str
    relation: Relation
    effect: float = 0.0


@dataclass(frozen=True, slots=True)
class Mention:
    """A word of ours that is in the names of so many listings, none of which is a match.

    `begins`: it begins our name and all of theirs, and ours has other words that tell something.
    `alike`: it is theirs, and ours is one slip away from it. `words`: where all of them have more
    words of ours, those and this one as our name has them; looked at only where they are few.
    """

    word: str
    listings: int
    begins: bool = False
    alike: bool = False
    words: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Tie:
    """What joins listings as one party: a kind of number and the number, or "name" and the name."""

    what: str
    value: str


@dataclass(frozen=True, slots=True)
class OneParty:
    """Matches that are one listed party on several lists, best first, and what joins them."""

    uids: tuple[ListingUid, ...]
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A listing proposed for a party. `score` is 0 to 100; the machine's, never a decision.

    `name` is the listing's primary name, `matched_name` the name (or address, or identifier) that
    met ours; `countries` are ISO codes.
    """

    uid: ListingUid
    source: SourceKey
    list: str
    kind: PartyKind
    name: str
    matched_name: str
    countries: tuple[str, ...]
    score: float
    strength: Strength
    reasons: tuple[Reason, ...]
