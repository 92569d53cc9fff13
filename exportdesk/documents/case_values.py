"""What the paper of a case is made of, as plain values, and what it calls things."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from exportdesk.core.cases import Case, CaseState, RaisedFlag
from exportdesk.core.clock import Moment
from exportdesk.core.editions import EditionUse
from exportdesk.core.events import Head
from exportdesk.core.i18n import _
from exportdesk.core.ids import LetterId, ListingUid, PartyId
from exportdesk.core.letters import Letter
from exportdesk.core.parties import Role
from exportdesk.core.standing import MatchDecision
from exportdesk.core.words.choices import word
from exportdesk.diligence.case_facts import CaseFacts, party_key
from exportdesk.diligence.flow import Flow
from exportdesk.diligence.outcome import Drift


@dataclass(frozen=True, slots=True)
class RulebookUse:
    """The edition of the rulebook that a case rests on: its name, newest date and SHA-256."""

    name: str
    as_of: date
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Closing:
    """Who withdrew a case, when and why."""

    by: str
    at: Moment
    reason: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A red flag that somebody raised, and that was taken back as raised by mistake."""

    raised: RaisedFlag
    by: str
    at: Moment


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """Everything the paper of a case tells, as of `made`.

    `decisions` are the last on each match of its parties, `letters` those that touch it. `drift` is
    what is different since the sign-off. `customer` is what the customer is called in the book, ""
    where it is not in it.
    """

    facts: CaseFacts
    flow: Flow
    editions: tuple[EditionUse, ...]
    rulebook: RulebookUse
    head: Head
    made: Moment
    program_version: str
    customer: str = ""
    decisions: Mapping[tuple[PartyId, ListingUid], MatchDecision] = field(default_factory=dict)
    letters: Mapping[LetterId, Letter] = field(default_factory=dict)
    drift: Drift | None = None
    withdrawn: Closing | None = None
    taken_back: tuple[TakenBack, ...] = ()

    @property
    def case(self) -> Case:
        """The case."""
        return self.facts.case

    @property
    def is_draft(self) -> bool:
        """Whether nobody has signed or withdrawn it yet."""
        return self.case.state is CaseState.OPEN

    @property
    def customer_name(self) -> str:
        """What the customer is called: in the book, else as typed into the case."""
        found = self.facts.customer
        return self.customer or (found.name if found else "")

    def name_of(self, party: PartyId) -> str:
        """Return what a party of the case is called."""
        found = self.facts.party(party)
        return found.name if found else ""

    def named(self, role: Role) -> Sequence[tuple[PartyId, str]]:
        """Return the parties named for a role: id and name of each."""
        found = self.case.of_role(role)
        return [
            (party_key(one, at), one.profile.name if one.profile else "")
            for at, one in enumerate(found)
        ]


@dataclass(frozen=True, slots=True)
class CaseNames:
    """What the paper calls countries, lists and sources."""

    country: Callable[[str], str]
    list_title: Callable[[str], str]
    source: Callable[[str], str]


def roles_said(roles: Sequence[Role]) -> str:
    """Return roles as one phrase."""
    return ", ".join(word(role) for role in roles) or _("no role")
