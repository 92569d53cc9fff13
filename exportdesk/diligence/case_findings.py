"""What there is to say of a case: findings with what they lead to and what would settle them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from exportdesk.core.canonical import canonical_json, sha256_hex
from exportdesk.core.cases import CaseStep, Outcome, Remedy
from exportdesk.diligence.case_codes import KINDS, FindingKind
from exportdesk.diligence.findings import Finding, Severity
from exportdesk.rulebook import Consequence, ListMeaning, NextStep, Note, Provenance

_SEVERITIES = {
    Outcome.DO_NOT_SHIP: Severity.ERROR,
    Outcome.HOLD_LICENSE: Severity.ERROR,
    Outcome.HOLD_RESOLVE: Severity.ERROR,
    Outcome.CONDITIONS: Severity.WARNING,
    Outcome.NO_OBJECTION: Severity.NOTE,
}


@dataclass(frozen=True, slots=True)
class CaseFinding(Finding):
    """A finding of a case. `about` is the party, product, flag or country it is about, as an id.

    `leads_to` is the best the case can come to while it is open. `settled_by` are the remedies that
    settle it; `then` is what it leads to once one did. `is_policy` is whether it rests on company
    policy alone, so that it can be overridden. `agencies` are those whose license counts, () for
    any. `next_steps` are what the rulebook says to do about a listed party. `shipment` is the print
    of who gets what where, for a finding whose settlement holds for that alone.
    """

    step: CaseStep = CaseStep.DECISION
    about: str = ""
    leads_to: Outcome = Outcome.HOLD_RESOLVE
    settled_by: tuple[Remedy, ...] = ()
    then: Outcome = Outcome.NO_OBJECTION
    is_policy: bool = False
    agencies: tuple[str, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    shipment: str = ""

    @property
    def key(self) -> str:
        """What names it among the findings of its case."""
        return f"{self.code}:{self.about}"

    @property
    def lacking(self) -> int:
        """How many things it asks for: each question that has no answer is one."""
        return int(str(self.facts["count"])) if self.code == "answers-missing" else 1

    @property
    def is_note(self) -> bool:
        """Whether it only tells something."""
        return self.leads_to is Outcome.NO_OBJECTION

    @property
    def fingerprint(self) -> str:
        """What it says, as one short text: a resolution settles what it has seen."""
        told = {key: str(value) for key, value in self.facts.items()}
        whole: dict[str, object] = {
            "key": self.key,
            "facts": told,
            "leads_to": self.leads_to.value,
        }
        if self.shipment:
            whole["shipment"] = self.shipment
        return f"1:{sha256_hex(canonical_json(whole))}"

    @property
    def fingerprint_alone(self) -> str:
        """The same without the shipment, as it was before that counted."""
        return replace(self, shipment="").fingerprint if self.shipment else self.fingerprint


def found(
    code: str,
    about: str = "",
    facts: Mapping[str, object] | None = None,
    ground: Note | None = None,
) -> CaseFinding:
    """Return the finding of a code, with what the table of codes says of it."""
    return of_kind(KINDS[code], code, about, facts, ground)


def of_kind(
    kind: FindingKind,
    code: str,
    about: str = "",
    facts: Mapping[str, object] | None = None,
    ground: Note | None = None,
    *,
    consequence: Consequence | None = None,
    agencies: tuple[str, ...] = (),
    next_steps: tuple[NextStep, ...] = (),
) -> CaseFinding:
    """Return a finding that is treated as `kind` says."""
    return CaseFinding(
        code=code,
        severity=_SEVERITIES[kind.leads_to],
        facts=dict(facts or {}),
        consequence=consequence,
        ground=ground,
        step=kind.step,
        about=about,
        leads_to=kind.leads_to,
        settled_by=kind.settled_by,
        then=kind.then,
        is_policy=kind.is_policy,
        agencies=agencies,
        next_steps=next_steps,
    )


def meaning_ground(meaning: ListMeaning) -> Note:
    """Return what a list means as the statement a finding rests on."""
    return Note(
        meaning.code,
        meaning.what_it_means,
        Provenance(
            meaning.citation, meaning.status, meaning.as_of, meaning.source, meaning.unverified_note
        ),
    )
