"""Cases: one shipment looked at before it goes, with all that was asked, answered and settled.

A case holds what a person entered or confirmed. What follows from it (findings, steps, outcome) is
computed anew each time and stored only in the sign-off.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from exportdesk.core.case_basis import BasisFact
from exportdesk.core.clock import Moment
from exportdesk.core.customers import Profile
from exportdesk.core.ids import CaseId, PartyId
from exportdesk.core.parties import Role
from exportdesk.core.products import Product
from exportdesk.core.standing import Evidence

NOBODY = PartyId("")

TRANSACTION_ROLES = (Role.PURCHASER, Role.ULTIMATE_CONSIGNEE, Role.END_USER)
"""Roles that somebody has in every transaction."""

PASSING_ROLES = (Role.INTERMEDIATE_CONSIGNEE, Role.FREIGHT_FORWARDER, Role.BANK)
"""Roles that may have nobody, which has to be said."""


class Outcome(StrEnum):
    """What a case comes to, the worst first."""

    DO_NOT_SHIP = "do_not_ship"
    HOLD_LICENSE = "hold_license"
    HOLD_RESOLVE = "hold_resolve"
    CONDITIONS = "conditions"
    NO_OBJECTION = "no_objection"

    @property
    def rank(self) -> int:
        """Its place in the order: 0 is the worst."""
        return list(Outcome).index(self)

    @property
    def lets_go(self) -> bool:
        """Whether the goods may go under it."""
        return self in (Outcome.CONDITIONS, Outcome.NO_OBJECTION)


class CaseStep(StrEnum):
    """The steps of a case in their order."""

    TRIGGER = "trigger"
    CLASSIFICATION = "classification"
    PARTIES = "parties"
    DESTINATION = "destination"
    SCREENING = "screening"
    OWNERSHIP = "ownership"
    TRADE_INTEGRITY = "trade_integrity"
    PROFILE = "profile"
    ORDER = "order"
    END_USE = "end_use"
    RED_FLAGS = "red_flags"
    LETTERS = "letters"
    CERTIFICATION = "certification"
    DECISION = "decision"
    FOLLOW_UP = "follow_up"


class CaseState(StrEnum):
    """Where a case stands. A signed one is locked."""

    OPEN = "open"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"


class PartyAnswer(StrEnum):
    """How it was said who has a role."""

    KEPT = "kept"  # a party of the book
    TYPED = "typed"
    SAME_AS = "same_as"  # whoever has another role
    UNKNOWN = "unknown"
    NONE = "none"  # nobody has this role


@dataclass(frozen=True, slots=True)
class CaseParty:
    """Who has one role. `party` is the kept party; `profile` the typed one, or the kept one as it
    was when it was last looked at.
    """

    role: Role
    answer: PartyAnswer
    party: PartyId = NOBODY
    profile: Profile | None = None
    same_as: Role = Role.NOT_SAID
    note: str = ""


@dataclass(frozen=True, slots=True)
class CaseItem:
    """One product as it was taken into the case. Quantity and value are decimal text, "" where not
    given; `currency` is an ISO 4217 code. `controls` are answers to whether a control on part of
    its ECCN's entry is for it, by the control's key.
    """

    product: Product
    quantity: str = ""
    unit: str = ""
    value: str = ""
    currency: str = ""
    controls: Mapping[str, bool] = field(default_factory=dict)


NO_REGION = "none"
"""What `Destination.region` says where the place is in no region with rules of its own."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the goods go to stay: ISO country, region with rules of its own, address.

    `region` is a region's code of the rulebook, NO_REGION where the place is in none, "" where it
    was not said.
    """

    country: str = ""
    region: str = ""
    address: str = ""


UNKNOWN = "unknown"
"""The answer that says that it is not known. It is one, and stays as an open point."""


class Origin(StrEnum):
    """Where an answer comes from."""

    PERSON = "person"
    BOOK = "book"
    LAST_CASE = "last_case"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to one question, by its code. "unknown" is an answer, "" is none.

    `note_to` is the answer that the note was written to, where another one is given since.
    """

    code: str
    value: str
    note: str = ""
    by: str = ""
    at: Moment | None = None
    evidence: tuple[Evidence, ...] = ()
    origin: Origin = Origin.PERSON
    note_to: str = ""

    def noted_to(self, value: str, note: str) -> str:
        """Return which answer a note is of once `value` is the answer: "" where it is of that."""
        written = (self.note_to or self.value) if note and note == self.note else value
        return "" if written == value else written


@dataclass(frozen=True, slots=True)
class RaisedFlag:
    """A red flag of the rulebook that somebody saw, and how it was resolved.

    It counts as resolved once there is an inquiry, an answer, evidence, and who says so. `seen` is
    the fingerprint of its finding then, "" in cases from before that was kept.
    """

    flag: str
    note: str = ""
    by: str = ""
    at: Moment | None = None
    inquiry: str = ""
    answer: str = ""
    evidence: tuple[Evidence, ...] = ()
    resolved_by: str = ""
    resolved_at: Moment | None = None
    seen: str = ""

    @property
    def is_looked_into(self) -> bool:
        """Whether anything was asked, answered or found out about it."""
        return bool(self.inquiry or self.answer or self.evidence)


@dataclass(frozen=True, slots=True)
class LookedFor:
    """A red flag that somebody looked for and did not see: in which words, by whom and when."""

    flag: str
    words: str
    by: str = ""
    at: Moment | None = None


class Remedy(StrEnum):
    """What settles a finding. The first six are recorded in the case, the others done elsewhere."""

    LICENSE = "license"  # a license that covers it
    AGENCY_ANSWER = "agency_answer"  # what BIS (or OFAC) answered
    INQUIRY = "inquiry"  # what was asked, what was answered, and evidence of it
    EVIDENCE = "evidence"
    REASON = "reason"
    OVERRIDE = "override"  # of company policy only: a reason and a second name
    ANSWER = "answer"  # fill in what is missing or put right what is wrong
    DECIDE = "decide"  # decide the match
    SCREEN = "screen"
    CERTIFY = "certify"
    UPDATE = "update"  # of lists or of the rulebook
    ELSEWHERE = "elsewhere"  # not in this program

    @property
    def is_recorded(self) -> bool:
        """Whether a resolution of the case may be of this kind."""
        return list(Remedy).index(self) <= list(Remedy).index(Remedy.OVERRIDE)


@dataclass(frozen=True, slots=True)
class Resolution:
    """How one finding was settled.

    `finding` is its key, `seen` its fingerprint then: it settles nothing once the finding says
    something else. `license` is the number of one of the licenses of the case.
    """

    finding: str
    remedy: Remedy
    reason: str = ""
    inquiry: str = ""
    answer: str = ""
    license: str = ""
    evidence: tuple[Evidence, ...] = ()
    by: str = ""
    second_name: str = ""
    at: Moment | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class License:
    """A license (or other authorization) as text. `agency` is its short name: BIS, OFAC, State."""

    number: str
    agency: str = "BIS"
    expires_on: date | None = None
    remarks: str = ""


class LookUpResult(StrEnum):
    """What a look-up by hand came to."""

    NOT_FOUND = "not_found"
    FOUND = "found"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class LookUp:
    """A look-up at the Trade Integrity Project: on which day, with what result."""

    on: date
    result: LookUpResult
    note: str = ""
    by: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who closed the case with which outcome, and on what it rested.

    `export_on` is the planned date of export as confirmed then. `facts` are fingerprints of the
    parts of the case, `lists` the edition of each list by source. `basis` are the facts around it
    one by one; of older sign-offs there are none.
    """

    outcome: Outcome
    name: str
    reason: str
    at: Moment
    export_on: date
    rulebook: str
    rulebook_print: str
    facts: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    computed: Outcome | None = None
    basis: tuple[BasisFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One case. `number` is D- and a year, `reference` the customer's order or ours.

    `is_chosen` asks for everything although no product is on the high-priority list. `copied_from`
    is the case of which it is a repeat.
    """

    id: CaseId
    number: str = ""
    title: str = ""
    customer: PartyId = NOBODY
    reference: str = ""
    ordered_on: date | None = None
    export_on: date | None = None
    is_chosen: bool = False
    parties: tuple[CaseParty, ...] = ()
    items: tuple[CaseItem, ...] = ()
    destination: Destination = field(default_factory=Destination)
    route: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    flags: tuple[RaisedFlag, ...] = ()
    looked: tuple[LookedFor, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    licenses: tuple[License, ...] = ()
    trade_integrity: LookUp | None = None
    sign_off: SignOff | None = None
    state: CaseState = CaseState.OPEN
    copied_from: CaseId | None = None

    @property
    def is_locked(self) -> bool:
        """Whether nothing in it may change any more."""
        return self.state is not CaseState.OPEN

    @property
    def export_confirmed(self) -> date | None:
        """The date of export that was given at the sign-off; None where none was.

        Where goods are not to go it is not asked for: the rules are then those of that day.
        """
        made = self.sign_off
        if made is None or (self.export_on is None and made.export_on == made.at.local.date()):
            return None
        return made.export_on

    def answer(self, code: str) -> Answer | None:
        """Return what was answered to a question; an empty answer is none."""
        return next((one for one in self.answers if one.code == code and one.value), None)

    def value(self, code: str) -> str:
        """Return the value of an answer, "" where there is none."""
        found = self.answer(code)
        return found.value if found else ""

    def with_answer(self, answer: Answer) -> "Case":
        """Return the case with this answer in place of the one to the same question."""
        others = (one for one in self.answers if one.code != answer.code)
        return replace(self, answers=(*others, answer))

    def of_role(self, role: Role) -> tuple[CaseParty, ...]:
        """Return who was named for a role."""
        return tuple(one for one in self.parties if one.role is role)

    def with_role(self, role: Role, *parties: CaseParty) -> "Case":
        """Return the case with these in the role, and nobody else."""
        others = tuple(one for one in self.parties if one.role is not role)
        return replace(self, parties=(*others, *parties))

    def flag(self, code: str) -> RaisedFlag | None:
        """Return a red flag that was raised."""
        return next((one for one in self.flags if one.flag == code), None)

    def with_flag(self, flag: RaisedFlag) -> "Case":
        """Return the case with this red flag in place of the one of the same id."""
        others = (one for one in self.flags if one.flag != flag.flag)
        return replace(self, flags=(*others, flag))

    def resolutions_of(self, finding: str) -> Iterator[Resolution]:
        """Yield what was recorded to settle a finding, newest first."""
        yield from (one for one in reversed(self.resolutions) if one.finding == finding)

    def license(self, number: str) -> License | None:
        """Return a license of the case by its number."""
        return next((one for one in self.licenses if one.number == number), None)


@dataclass(frozen=True, slots=True)
class CasePolicy:
    """What a company asks of itself beyond the rules. Days are counted back from today.

    `certification_tiers` are the tiers for which a certification is required, outside the
    coalition of countries with like controls or, with `certification_everywhere`, anywhere;
    `certification_countries` are countries (ISO codes) for which it is required all the same,
    `certification_not_for` those whose places do not count.
    `growth_factor` is how many times the largest earlier order an order may be, `newcomer_days` how
    long a customer counts as new after its first order.
    """

    certification_tiers: tuple[str, ...] = ("1", "2")
    certification_everywhere: bool = False
    list_days: int = 7
    rulebook_days: int = 90
    look_up_days: int = 30
    growth_factor: int = 3
    certification_countries: tuple[str, ...] = ()
    certification_not_for: tuple[str, ...] = ()
    newcomer_days: int = 365

    def certifies_like(self, other: "CasePolicy") -> bool:
        """Whether both ask for a certification of the same goods in the same places."""
        return (
            set(self.certification_tiers) == set(other.certification_tiers)
            and self.certification_everywhere == other.certification_everywhere
            and set(self.certification_countries) == set(other.certification_countries)
            and set(self.certification_not_for) == set(other.certification_not_for)
        )
