"""The book: matches of the parties that we keep, screenings of all of them, and its history."""

from dataclasses import dataclass, field
from enum import StrEnum

from exportdesk.core.clock import Moment
from exportdesk.core.customers import KeptParty
from exportdesk.core.ids import BatchId, DecisionId, EditionId, PartyId, SourceKey
from exportdesk.core.matches import Match
from exportdesk.core.standing import Lapse, MatchState

_NO_DECISION = DecisionId("")
NO_BATCH = BatchId("")


@dataclass(frozen=True, slots=True)
class BookMatch:
    """A match of a kept party, as the last screening found it, and how it stands.

    `decision` is the last one on it, "" where there is none; `lapses` tell why it does not stand.
    `found_at` is UTC text of when the match was first there. `asked_by` is who had it opened though
    it came up to no threshold: it stays through every screening.
    """

    party: PartyId
    customer: PartyId
    match: Match
    listing_fingerprint: str
    state: MatchState
    decision: DecisionId = _NO_DECISION
    lapses: tuple[Lapse, ...] = ()
    found_at: str = ""
    asked_by: str = ""


@dataclass(frozen=True, slots=True)
class Screened:
    """A kept party with what its last screening left: how it looked then, with what it was done.

    `is_near` tells that something matched then, or nearly did.
    """

    kept: KeptParty
    fingerprint: str
    screened_fingerprint: str
    screened_with: str
    is_near: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether the party looks different from when it was screened, or never was."""
        return self.fingerprint != self.screened_fingerprint


class Trigger(StrEnum):
    """Why the book was screened."""

    IMPORT = "import"
    EDIT = "edit"
    LISTS = "lists"
    SCHEDULE = "schedule"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class BookScreening:
    """One screening of the book, whole or of what changed.

    `parties` were looked at, `rescreened` of them compared with every listing. `opened` matches are
    new, `returned` came back, `gone` are no longer there. `screened_with` names the lists, the
    matcher's rules and the threshold; `threshold` and `seconds` are decimal text. `drift` is how
    many listings changed since everybody was last compared with all of them.
    """

    at: Moment
    by: str
    trigger: Trigger
    screened_with: str
    editions: tuple[EditionId, ...]
    sources: tuple[SourceKey, ...]
    algorithm: str
    threshold: str
    parties: int
    rescreened: int
    matches: int
    opened: int
    returned: int
    gone: int
    whole: bool
    seconds: str = ""
    drift: int = 0


class Act(StrEnum):
    """What was done to the book in one step that can be undone."""

    ADD = "add"
    EDIT = "edit"
    DELETE = "delete"
    IMPORT = "import"
    UNDO = "undo"
    DEMO = "demo"


class Kind(StrEnum):
    """What of the book a step was done to."""

    CUSTOMERS = "customers"
    PRODUCTS = "products"


@dataclass(frozen=True, slots=True)
class Batch:
    """One step: what was done, when, by whom. `label` is a name to tell it by, such as the file's.

    `undone_by` is the step that took it back, "" where it stands.
    """

    id: BatchId
    kind: Kind
    act: Act
    at: Moment
    by: str
    label: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    undone_by: BatchId = NO_BATCH


@dataclass(frozen=True, slots=True)
class Version:
    """What a step did to one customer or product: as it was, as it is then; "" for not there.

    Both are the stored JSON text.
    """

    batch: BatchId
    subject: str
    before: str
    after: str
