"""What the numbered papers print: values, gathered by `operations`, drawn by `documents`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from exportdesk.core.book import BookScreening
from exportdesk.core.clock import Moment
from exportdesk.core.company import Company
from exportdesk.core.editions import EditionUse
from exportdesk.core.events import Head
from exportdesk.core.list_changes import EditionDifference, Touches
from exportdesk.core.papers import Letterhead, PaperKind
from exportdesk.core.parties import Role
from exportdesk.core.standing import CustomerStatus, MatchDecision, MatchState
from exportdesk.documents.paper_wording import PaperWording


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What every numbered paper says of its making."""

    number: str
    at: Moment
    operator: str
    head: Head
    company: Company
    letterhead: Letterhead
    program_version: str


@dataclass(frozen=True, slots=True)
class PaperNames:
    """How papers name a country by its code, a list by its code, and a source by its key.

    `countries` are those that can be chosen in a field, by code.
    """

    country: Callable[[str], str] = str
    list_title: Callable[[str], str] = str
    source: Callable[[str], str] = str
    countries: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryCustomer:
    """A customer in the summary of the book. `screened` is the local day, "" for never."""

    name: str
    reference: str
    country: str
    parties: int
    status: CustomerStatus
    consequence: str
    open_matches: int
    strongest: float
    screened: str

    @property
    def is_behind(self) -> bool:
        """Whether it is not screened with the lists in force."""
        return self.status in (CustomerStatus.STALE, CustomerStatus.NOT_SCREENED)


@dataclass(frozen=True, slots=True)
class SummaryMatch:
    """A possible match that is undecided, or a confirmed one. `found` is a local day."""

    customer: str
    party: str
    role: Role
    listed: str
    list: str
    score: float
    state: MatchState
    found: str
    reason: str = ""
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class SummaryValues:
    """How the whole book stands, and what was done to it in a time. `matches`, worst first."""

    first: date
    last: date
    customers: tuple[SummaryCustomer, ...]
    matches: tuple[SummaryMatch, ...]
    decisions: tuple[MatchDecision, ...]
    screenings: tuple[BookScreening, ...]
    editions: tuple[EditionUse, ...]
    threshold: float
    algorithm: str
    undecided: int = 0

    @property
    def kind(self) -> PaperKind:
        """Which paper it is."""
        return PaperKind.SCREENING_SUMMARY


@dataclass(frozen=True, slots=True)
class StatementItem:
    """One line of a statement."""

    part: str = ""
    description: str = ""
    hs_code: str = ""
    eccn: str = ""
    quantity: str = ""


@dataclass(frozen=True, slots=True)
class StatementParty:
    """Who makes a statement, or the end user. `country` is an ISO code; "" is not provided."""

    name: str = ""
    other_names: str = ""
    address: str = ""
    country: str = ""
    website: str = ""
    registration_number: str = ""
    is_box: bool = False


@dataclass(frozen=True, slots=True)
class StatementValues:
    """A statement to be signed: who makes it, about which items and which use.

    `record` is what is linked with it for us; `is_checked` says that a person compared the wording
    with the rule.
    """

    wording: PaperWording
    party: StatementParty
    reference: str = ""
    destination: str = ""
    end_use: str = ""
    end_user: StatementParty = field(default_factory=StatementParty)
    items: tuple[StatementItem, ...] = ()
    own_clauses: tuple[str, ...] = ()
    record: str = ""
    is_checked: bool = False

    @property
    def kind(self) -> PaperKind:
        """Which statement it is."""
        return self.wording.kind

    @property
    def is_draft(self) -> bool:
        """Whether the wording still has to be compared with the rule."""
        return self.wording.must_be_checked and not self.is_checked


@dataclass(frozen=True, slots=True)
class LetterValues:
    """A letter: to whom, about what, in which paragraphs, with what is asked.

    `recipient` are the lines of the address; each of `asks` gets room for its answer. `after` are
    the paragraphs under them.
    """

    wording: PaperWording
    recipient: tuple[str, ...]
    subject: str
    reference: str
    paragraphs: tuple[str, ...]
    asks: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def kind(self) -> PaperKind:
        """Which letter it is."""
        return self.wording.kind


@dataclass(frozen=True, slots=True)
class ChangesValues:
    """What differs between two editions of a source, and whom of ours that touches."""

    source_name: str
    found: EditionDifference
    touches: Touches
    threshold: float

    @property
    def kind(self) -> PaperKind:
        """Which paper it is."""
        return PaperKind.LIST_CHANGES


PaperContents = SummaryValues | StatementValues | LetterValues | ChangesValues
