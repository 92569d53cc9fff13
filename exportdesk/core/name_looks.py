"""Names of kept parties that share a telling word with listed ones, and what a person said of them.

That a name shares a word is the machine's word, and no match. A person may say that none of those
listed parties is meant. It stands until the party gets a name that was not looked at, shares
another word, or a listed party that was not among them shares it; or until it is taken back.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from exportdesk.core.clock import Moment
from exportdesk.core.ids import DecisionId, ListingUid, PartyId
from exportdesk.core.matches import Mention
from exportdesk.core.text import folded

_NOBODY_LOOKED = DecisionId("")


@dataclass(frozen=True, slots=True)
class Namesake:
    """A listed party whose name shares the word: its uid, the code of its list, its name."""

    uid: ListingUid
    list: str
    name: str


@dataclass(frozen=True, slots=True)
class SharedName:
    """That a name of a kept party shares a word with these listings, none of which is a match.

    `decision` is the look of a person that stands, "" where none does.
    """

    party: PartyId
    customer: PartyId
    mention: Mention
    uids: tuple[ListingUid, ...]
    decision: DecisionId = _NOBODY_LOOKED

    @property
    def is_open(self) -> bool:
        """Whether somebody is to look at it: one word somewhere in names is too common for it."""
        return self.mention.begins and not self.decision


@dataclass(frozen=True, slots=True)
class NameDecision:
    """A person's word that a party of ours is none of the listed parties that share a word.

    `names` are those of ours that were looked at, `listings` the listed parties meant. `is_revoked`
    takes back what was said before. `customer` is whose party it was.
    """

    id: DecisionId
    party: PartyId
    customer: PartyId
    word: str
    names: tuple[str, ...]
    listings: tuple[Namesake, ...]
    reason: str
    by: str
    at: Moment
    is_revoked: bool = False

    @property
    def name(self) -> str:
        """What the party was called."""
        return self.names[0] if self.names else ""


class NameLapse(StrEnum):
    """Why what was said of a name does not stand any more."""

    REVOKED = "revoked"
    NAME_CHANGED = "name_changed"
    LISTED_SINCE = "listed_since"


def unseen(decision: NameDecision, uids: Iterable[ListingUid]) -> list[ListingUid]:
    """Return which of these listings `decision` did not see under their uids."""
    seen = {one.uid for one in decision.listings}
    return [uid for uid in uids if uid not in seen]


def newcomers(decision: NameDecision, others: Iterable[Namesake]) -> tuple[Namesake, ...]:
    """Return which of these `decision` saw under no name on their list either."""
    seen = {(one.list, folded(one.name)) for one in decision.listings}
    return tuple(one for one in others if (one.list, folded(one.name)) not in seen)


def name_lapses(
    decision: NameDecision, names: Iterable[str], word: str, others: Collection[Namesake]
) -> tuple[NameLapse, ...]:
    """Return why `decision` does not stand for a party of these names that shares `word`.

    `others` are those that it did not see by uid (`unseen`): the same name on the same list, told
    by another source, is nobody new.
    """
    if decision.is_revoked:
        return (NameLapse.REVOKED,)
    found = []
    looked_at = {folded(one) for one in decision.names}
    if folded(word) != folded(decision.word) or {folded(one) for one in names} - looked_at:
        found.append(NameLapse.NAME_CHANGED)
    if newcomers(decision, others):
        found.append(NameLapse.LISTED_SINCE)
    return tuple(found)


def name_decision_facts(decision: NameDecision) -> dict[str, object]:
    """Return what the record of events keeps of it."""
    return {
        "id": decision.id,
        "party": decision.party,
        "name": decision.name,
        "names": list(decision.names),
        "word": decision.word,
        "listings": [{"uid": o.uid, "list": o.list, "name": o.name} for o in decision.listings],
        "reason": decision.reason,
    }
