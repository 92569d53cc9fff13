"""The life of a certification: sent, come back with what was found, accepted or not, replaced."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from exportdesk.core.certifications import (
    Answers,
    CertificationForm,
    CertificationState,
    standing_on,
)
from exportdesk.core.clock import Moment
from exportdesk.core.ids import CertificationId
from exportdesk.core.returned_forms import DigitalSignature, PdfTrait
from exportdesk.core.standing import Evidence


class SentBy(StrEnum):
    """How a form went to the customer."""

    EMAIL = "email"
    PRINT = "print"
    FILE = "file"  # saved, and handed over in some other way


class CameAs(StrEnum):
    """What came back."""

    FORM = "form"  # its fields were read
    PAPER = "paper"  # known by its code; what stands on it is for a person to read
    SCAN = "scan"  # said by a person to belong here


class Weight(StrEnum):
    """How much a finding weighs, the heaviest first."""

    SERIOUS = "serious"
    LOOK = "look"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class ReturnFinding:
    """One thing that is not as asked. `core.words` has the sentence; `field` names the field."""

    code: str
    weight: Weight
    field: str = ""
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sending:
    """When, by whom and how it was sent, and the two papers as they are kept.

    `clauses` are the ids of those that were to be confirmed, in their order.
    """

    at: Moment
    by: str
    how: SentBy
    fillable: Evidence
    flat: Evidence
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CameBack:
    """One answer that came back, what was read of it, and what was found. `answers` None: nothing.

    `more` are the other pages of it, where it came as several files.
    """

    file: Evidence
    at: Moment
    by: str
    came_as: CameAs
    answers: Answers | None = None
    signature: DigitalSignature = DigitalSignature.NONE
    signer: str = ""
    ink_signature_seen: bool = False
    traits: frozenset[PdfTrait] = frozenset()
    findings: tuple[ReturnFinding, ...] = ()
    more: tuple[Evidence, ...] = ()

    @property
    def files(self) -> tuple[Evidence, ...]:
        """Its files in the order of their pages."""
        return (self.file, *self.more)

    @property
    def is_signed(self) -> bool:
        """Whether there is a digital signature, or somebody saw one in ink."""
        unsigned = (DigitalSignature.NONE, DigitalSignature.BROKEN)
        return self.ink_signature_seen or self.signature not in unsigned

    @property
    def is_unread(self) -> bool:
        """Whether no program could read it, and nobody has told to have looked at it."""
        return self.answers is None and not self.is_signed

    @property
    def is_odd(self) -> bool:
        """Whether something is not as asked."""
        return any(one.weight is not Weight.NOTE for one in self.findings)


@dataclass(frozen=True, slots=True)
class Ruling:
    """Who accepted or rejected what came back, and why."""

    accepted: bool
    name: str
    reason: str
    at: Moment


@dataclass(frozen=True, slots=True)
class Certification:
    """One version of a certification with its life. A sent form never changes.

    `state` is as a person left it; `standing` adds what the day makes of it. `replaces` is the
    record this one takes the place of, `replaced_by` the one that took its own.
    """

    form: CertificationForm
    customer_name: str = ""
    state: CertificationState = CertificationState.DRAFT
    sending: Sending | None = None
    returns: tuple[CameBack, ...] = ()
    ruling: Ruling | None = None
    expires_on: date | None = None
    replaces: CertificationId | None = None
    replaced_by: CertificationId | None = None
    other_files: tuple[Evidence, ...] = ()

    @property
    def id(self) -> CertificationId:
        """Its id."""
        return self.form.id

    @property
    def number(self) -> str:
        """Its number, the same for all versions."""
        return self.form.number

    @property
    def title(self) -> str:
        """Number and version, as people say it."""
        return f"{self.number}/{self.form.version}"

    @property
    def is_draft(self) -> bool:
        """Whether the form may still change."""
        return self.state is CertificationState.DRAFT

    @property
    def last_return(self) -> CameBack | None:
        """What came back last."""
        return self.returns[-1] if self.returns else None

    @property
    def files(self) -> tuple[Evidence, ...]:
        """Every file of it: as sent, as it came back, what was added."""
        sent = (self.sending.fillable, self.sending.flat) if self.sending else ()
        return (*sent, *self.returned_files, *self.other_files)

    @property
    def returned_files(self) -> tuple[Evidence, ...]:
        """Every file that came back."""
        return tuple(file for one in self.returns for file in one.files)

    def open_findings(self, back: CameBack) -> tuple[ReturnFinding, ...]:
        """Return what is still to be minded of what came back.

        Once a later answer was accepted, nobody has to read an older one any more.
        """
        if self.ruling is None or not self.ruling.accepted or back == self.last_return:
            return back.findings
        return tuple(one for one in back.findings if one.code != "returned-not-read")

    def standing(self, day: date) -> CertificationState:
        """Return where it stands on a day."""
        return standing_on(self.state, self.expires_on, day)
