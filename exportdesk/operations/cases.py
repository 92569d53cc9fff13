"""Cases: opening, answering, settling, signing off, and what each comes to."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from exportdesk.core.case_copies import with_products
from exportdesk.core.cases import (
    Answer,
    Case,
    CaseItem,
    CasePolicy,
    CaseState,
    Destination,
    Origin,
    Outcome,
    SignOff,
)
from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock, Moment, today
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import CaseId, PartyId, ProductId, new_id
from exportdesk.core.standing import Evidence
from exportdesk.core.text import tidy_lines
from exportdesk.diligence import Indication
from exportdesk.diligence.case_differences import Difference, differences_of
from exportdesk.diligence.case_facts import CaseFacts
from exportdesk.diligence.flow import Flow, StepView, flow, inputs, repeat_order
from exportdesk.diligence.outcome import Drift, Signing, refusals, signed
from exportdesk.diligence.weighing import Assessment, assess
from exportdesk.documents.case_values import Closing
from exportdesk.operations.case_closing import WITHDRAWN, closing
from exportdesk.operations.case_customers import CaseCustomers
from exportdesk.operations.case_facts_of import CaseFactsOf
from exportdesk.operations.case_file import look_of
from exportdesk.operations.case_settling import CaseSettling
from exportdesk.operations.rulebook_past import PastRulebooks
from exportdesk.rulebook import Rulebook
from exportdesk.storage.attachments import Paper
from exportdesk.storage.cases import CaseFilter, CaseRow
from exportdesk.storage.codec import from_json
from exportdesk.storage.file_versions import FileVersion
from exportdesk.storage.opening import part_of_writing, writing
from exportdesk.storage.workspace import Workspace

CASE_CHANGES = Changes.CASES | Changes.EVENTS
"""What every save of a case touches."""


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything there is to show of a case: its facts, its steps, and what it comes to.

    `inputs` counts what a person entered since it was opened. `drift` is what is different since
    the sign-off, None where nothing is. `indications` are by product. `withdrawn` tells who
    withdrew it, and why.
    """

    case: Case
    facts: CaseFacts
    flow: Flow
    inputs: int
    differences: tuple[Difference, ...]
    drift: Drift | None
    indications: dict[ProductId, Indication]
    withdrawn: Closing | None = None

    @property
    def steps(self) -> tuple[StepView, ...]:
        """The steps in their order."""
        return self.flow.steps

    @property
    def assessment(self) -> Assessment:
        """Every finding, and how it stands."""
        return self.flow.assessment

    @property
    def outcome(self) -> Outcome:
        """What it comes to now; of a signed one, `case.sign_off` has what was signed."""
        return self.flow.assessment.outcome


class _Untouched(Exception):
    """Nothing was put into a new case."""


class Cases(CaseSettling, CaseCustomers):
    """The cases of a workspace. Each method may be called on any thread.

    Methods that change a case take it as it was read and return it as it is kept then. They raise
    BadInput where it is locked or was changed elsewhere meanwhile, and StorageFault.
    """

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        facts: CaseFactsOf,
        rulebook: Callable[[], Rulebook],
        past: PastRulebooks,
        clock: Clock,
        closed: Callable[[Case], None] = lambda _case: None,
    ) -> None:
        """`closed` is told of each case once it is signed off or withdrawn, and kept."""
        super().__init__(workspace=workspace, facts=facts, rulebook=rulebook, clock=clock)
        self._closed = closed
        self._past = past

    def list(self, wanted: CaseFilter | None = None) -> list[CaseRow]:
        """Return the cases of a filter, the one that was changed last first."""
        return self._workspace().cases.rows(wanted or CaseFilter())

    def held(self) -> frozenset[CaseId]:
        """Return which cases were signed as a hold and not taken up again with a repeat order."""
        return self._workspace().cases.held()

    def get(self, case: CaseId) -> Case:
        """Return a case. Raises BadInput where there is none of that id."""
        return self.file.get(case)

    def by_number(self, number: str) -> Case:
        """Return the case of a number, in any case of its letters. Raises BadInput."""
        found = self._workspace().cases.by_number(number.strip().upper())
        if found is None:
            raise BadInput("case-number-unknown", number=number)
        return self.get(found)

    def new(
        self,
        customer: PartyId | None = None,
        *,
        title: str = "",
        reference: str = "",
        items: Sequence[CaseItem] = (),
        destination: Destination | None = None,
        is_chosen: bool = False,
    ) -> Case:
        """Open a case and keep it, filled with what is known of its customer. Raises BadInput."""
        case = Case(
            id=CaseId(new_id()),
            title=title,
            reference=reference,
            items=tuple(items),
            destination=destination or Destination(),
            is_chosen=is_chosen,
        )
        return self.open(case, customer)

    def open(self, case: Case, customer: PartyId | None = None) -> Case:
        """Keep a new case as given, filled with what is known of its customer. Raises BadInput."""
        return self.keep(self._filled(case, customer))

    def repeat(self, case: CaseId) -> Case:
        """Open a case for another order of the same customer, and keep it. Raises BadInput."""
        return self.keep(self.repeated(case))

    def begun(self, customer: PartyId | None = None, items: Sequence[CaseItem] = ()) -> Case:
        """Return a new case, filled with what is known of its customer, that is not kept yet.

        It has no number. Raises BadInput.
        """
        return self._filled(Case(id=CaseId(new_id()), items=tuple(items)), customer)

    def repeated(self, case: CaseId) -> Case:
        """Return a case for another order of the same customer, not kept yet. Raises BadInput."""
        copy = repeat_order(self.get(case), CaseId(new_id()), self._rulebook().questions)
        kept = self._workspace().products.several(one.product.id for one in copy.items)
        return with_products(copy, kept)

    def keep(self, case: Case) -> Case:
        """Keep a new case under the next number. Raises BadInput, StorageFault."""
        before = self.get(case.copied_from) if case.copied_from else None
        return self.file.add(case, "case_opened", {"copied_from": before.number} if before else {})

    def keep_with(self, case: Case, act: Callable[[Case], Case]) -> Case:
        """Keep a new case together with the first thing that `act` puts into it, or not at all.

        Where it puts in nothing, the case comes back as given. Raises what `act` raises.
        """
        workspace = self.file.writable()
        with suppress(_Untouched), part_of_writing(workspace.db):
            kept = self.keep(case)
            changed = act(kept)
            if changed == kept:
                raise _Untouched
            return changed
        return case

    def save(self, case: Case, was: Case | None = None) -> Case:
        """Keep a step. With `was`, what somebody else saved meanwhile is not overwritten."""
        return self.file.save(case, was=was)

    def facts(self, case: Case) -> CaseFacts:
        """Return all facts of a case as of today."""
        return self._facts.of(case)

    def assess(self, case: Case) -> CaseView:
        """Return everything there is to show of a case, kept or not."""
        facts = self._facts.of(case)
        found = flow(facts)
        return CaseView(
            case=facts.case,
            facts=facts,
            flow=found,
            inputs=inputs(self._begun(case), facts.case),
            differences=differences_of(facts),
            drift=self._facts.drift(facts),
            indications={one.id: one.indication for one in facts.items if one.indication},
            withdrawn=closing(self._workspace(), case),
        )

    def note_look(self, view: CaseView) -> Changes:
        """Have the list of cases tell what an open case comes to by now.

        Lists, customers and certifications go on without it. Nobody changed the case, so no event
        tells of this.
        """
        workspace, case = self._workspace(), view.case.id
        told, kept = workspace.cases.look_of(case), workspace.cases.get(case)
        if workspace.read_only or told in (None, look_of(view.flow)) or kept is None:
            return Changes.NOTHING
        look = look_of(flow(self._facts.of(kept)))  # it may have been kept again since
        if look == told:
            return Changes.NOTHING
        with writing(workspace.db):
            workspace.cases.note_look(case, look)
        return Changes.CASES

    def versions(self, case: CaseId) -> tuple[tuple[FileVersion, Case], ...]:
        """Return every version of a case, oldest first."""
        found = self._workspace().versions.of(case)
        return tuple((one, from_json(one.body, Case)) for one in found)

    def answer(
        self,
        case: Case,
        code: str,
        value: str,
        note: str = "",
        evidence: Iterable[Evidence] = (),
    ) -> Case:
        """Keep the answer to a question; "" takes it away. Raises BadInput for one not taken."""
        question = self._rulebook().questions.get(code)
        if question is None:
            raise BadInput("question-unknown", question=code)
        value = value.strip()
        if value and not question.takes(value):
            raise BadInput("answer-not-taken", question=code, value=value)
        if question.is_ahead(value, today(self._clock)):
            raise BadInput("answer-ahead", value=value)
        by, at = self._signature()
        before, said = case.answer(code), tidy_lines(note)
        note_to = before.noted_to(value, said) if before else ""
        told = Answer(code, value, said, by, at, tuple(evidence), Origin.PERSON, note_to)
        changed = case.with_answer(told)
        return self.file.save(
            changed, "case_answered", {"question": code, "value": value}, was=case
        )

    def sign(
        self,
        case: Case,
        name: str,
        reason: str,
        export_on: date | None,
        outcome: Outcome | None = None,
    ) -> Case:
        """Sign a case off and lock it; as computed where no outcome is given.

        The facts are looked at once more. Raises BadInput with the code of what stands in the way.
        """

        self._past.keep()

        def close(facts: CaseFacts, now: Moment) -> tuple[Case, str, dict[str, object]]:
            found = assess(facts)
            signing = Signing(outcome or found.outcome, name, reason, export_on)
            refused = refusals(signing, facts, found)
            if refused:
                raise BadInput(refused[0].value)
            closed = signed(signing, facts, now)
            return closed, "case_signed", _signed_facts(closed.sign_off) if closed.sign_off else {}

        return self._lock(case, close)

    def withdraw(self, case: Case, reason: str) -> Case:
        """Withdraw an open case: the order is off. It stays, and is locked. Raises BadInput."""
        why = tidy_lines(reason)
        if not why:
            raise BadInput("reason-missing")

        def close(facts: CaseFacts, _now: Moment) -> tuple[Case, str, dict[str, object]]:
            closed = replace(facts.case, state=CaseState.WITHDRAWN)
            return closed, WITHDRAWN, {"reason": why}

        return self._lock(case, close)

    def attach(self, data: bytes, name: str) -> Evidence:
        """Keep the bytes of a file as evidence and return what names it. Raises BadInput."""
        return self.file.attach(data, name)

    def read(self, evidence: Evidence) -> bytes:
        """Return the bytes of a file that goes with a case. Raises StorageFault."""
        paper = Paper("", "evidence", evidence.sha256, evidence.name, evidence.size, "")
        return self._workspace().attachments.read(paper)

    def policy(self) -> CasePolicy:
        """Return what the company asks of itself."""
        return self._facts.policy()

    def save_policy(self, policy: CasePolicy) -> Changes:
        """Keep what the company asks of itself. Raises BadInput for figures out of range."""
        days = (
            *(policy.list_days, policy.rulebook_days),
            *(policy.look_up_days, policy.newcomer_days),
        )
        if not all(1 <= one <= 3650 for one in days) or policy.growth_factor < 2:
            raise BadInput("policy-out-of-range")
        if policy == self.policy():
            return Changes.NOTHING
        workspace, now = self.file.writable(), self._clock.now()
        with writing(workspace.db):
            workspace.settings.save_case_policy(policy)
            told: dict[str, object] = {
                "certification_tiers": [*policy.certification_tiers],
                "certification_everywhere": policy.certification_everywhere,
                "list_days": policy.list_days,
                "rulebook_days": policy.rulebook_days,
                "look_up_days": policy.look_up_days,
                "growth_factor": policy.growth_factor,
                "newcomer_days": policy.newcomer_days,
                "certification_countries": [*policy.certification_countries],
                "certification_not_for": [*policy.certification_not_for],
            }
            actor = workspace.settings.settings().operator
            workspace.events.append(
                "case_policy_changed", "settings", told, at=now.utc_text, actor=actor
            )
        return Changes.SETTINGS | CASE_CHANGES

    def _lock(
        self,
        case: Case,
        close: Callable[[CaseFacts, Moment], tuple[Case, str, dict[str, object]]],
    ) -> Case:
        locked = self.file.lock(case.id, case, close)
        self._closed(locked)
        return locked

    def _begun(self, case: Case) -> Case:
        """Return a case as it was opened."""
        first = self._workspace().versions.first(case.id)
        return case if first is None else from_json(first.body, Case)


def _signed_facts(made: SignOff) -> dict[str, object]:
    return {
        "outcome": made.outcome.value,
        "computed": made.computed.value if made.computed else "",
        "name": made.name,
        "reason": made.reason,
        "export_on": made.export_on.isoformat(),
        "rulebook": made.rulebook_print,
        "lists": dict(made.lists),
    }
