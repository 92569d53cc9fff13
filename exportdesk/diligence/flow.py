"""The steps of a case: how each stands, what it asks, what the book knew, and what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from exportdesk.core.case_copies import repeated
from exportdesk.core.cases import (
    Answer,
    Case,
    CaseState,
    CaseStep,
    Outcome,
    Remedy,
    Resolution,
)
from exportdesk.core.ids import CaseId
from exportdesk.core.products import Jurisdiction
from exportdesk.diligence.case_answers import Known, answered, asked, known
from exportdesk.diligence.case_codes import OF_PRODUCTS
from exportdesk.diligence.case_differences import Difference, differences_of
from exportdesk.diligence.case_facts import CaseFacts
from exportdesk.diligence.checks.certification import items_to_certify
from exportdesk.diligence.checks.owners import is_asked_for_owners
from exportdesk.diligence.flags_asked import SEEN, FlagsAsked, flags_asked, seen
from exportdesk.diligence.outcome import drift
from exportdesk.diligence.weighing import Assessment, Weighed, assess
from exportdesk.rulebook import Question, Questions, RedFlag


class StepState(StrEnum):
    """How a step stands."""

    DONE = "done"
    PASSED_ON = "passed_on"  # nothing to do here, but what it rests on is open at another step
    OPEN = "open"
    MOOT = "moot"
    BLOCKED = "blocked"


class Moot(StrEnum):
    """Why a step has nothing to ask."""

    ITAR = "moot-itar"
    NOT_HIGH_PRIORITY = "moot-not-high-priority"
    LOOK_UP_LIST = "moot-look-up-list"
    PERSONS = "moot-persons"
    NO_LETTERS = "moot-no-letters"
    LETTERS_ASKED = "moot-letters-asked"
    NO_CERTIFICATION = "moot-no-certification"
    NOT_SIGNED = "moot-not-signed"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the answer a person gave, what the book knows, and which of both counts."""

    question: Question
    answer: Answer | None
    known: Known | None
    value: str


@dataclass(frozen=True, slots=True)
class StepView:
    """One step: how it stands, why it is moot, what it asks, what it found, what is different
    from the last case of this customer; `passed_on` is what is open elsewhere that it rests on.
    """

    step: CaseStep
    state: StepState
    moot: Moot | None = None
    questions: tuple[Asked, ...] = ()
    findings: tuple[Weighed, ...] = ()
    differences: tuple[Difference, ...] = ()
    passed_on: tuple[Weighed, ...] = ()

    @property
    def open(self) -> tuple[Weighed, ...]:
        """What is open here."""
        return tuple(one for one in self.findings if one.is_open)

    @property
    def waiting(self) -> int:
        """How many things wait here: an open finding is one, answers that lack are one each."""
        return sum(one.finding.lacking for one in self.open)


@dataclass(frozen=True, slots=True)
class Flow:
    """A case step by step, with what it comes to so far and the step to go to.

    `signs` are the red flags to look for, and why others are not.
    """

    steps: tuple[StepView, ...]
    assessment: Assessment
    next: CaseStep
    signs: FlagsAsked

    @property
    def flags(self) -> tuple[tuple[RedFlag, ...], ...]:
        """The red flags to look for, those together that say the same."""
        return self.signs.flags

    def of(self, step: CaseStep) -> StepView:
        """Return one step."""
        return next(one for one in self.steps if one.step is step)


@dataclass(frozen=True, slots=True)
class _Sorted:
    """What belongs to each step."""

    findings: dict[CaseStep, list[Weighed]] = field(default_factory=dict)
    questions: dict[CaseStep, list[Asked]] = field(default_factory=dict)
    differences: dict[CaseStep, list[Difference]] = field(default_factory=dict)


def flow(facts: CaseFacts) -> Flow:
    """Return the case step by step."""
    assessment = assess(facts)
    told = _Sorted()
    for one in assessment.findings:
        told.findings.setdefault(one.finding.step, []).append(one)
    for question in asked(facts):
        told.questions.setdefault(question.step, []).append(
            Asked(
                question,
                facts.case.answer(question.code),
                known(facts, question.code),
                seen(facts) if question.code == SEEN else answered(facts, question),
            )
        )
    for difference in differences_of(facts):
        told.differences.setdefault(difference.step, []).append(difference)
    steps = tuple(_step(step, facts, told) for step in CaseStep)
    return Flow(steps, assessment, _next(steps, facts.case), flags_asked(facts))


def repeat_order(case: Case, new_id: CaseId, questions: Questions) -> Case:
    """Return a new case for another order of the same customer.

    What is asked for every order is asked again. What was settled stays settled as long as its
    finding says the same, but not by a license, an agency's answer or an override: those were for
    one shipment.
    """

    of_one_order = {
        raises.flag for one in questions.all() if one.every_order for raises in one.raises
    }

    def keeps_answer(one: Answer) -> bool:
        question = questions.get(one.code)
        return question is not None and not question.every_order

    def keeps_resolution(one: Resolution) -> bool:
        return one.remedy in (Remedy.INQUIRY, Remedy.EVIDENCE, Remedy.REASON)

    return repeated(
        case,
        new_id,
        keeps_answer=keeps_answer,
        keeps_flag=lambda one: one.flag not in of_one_order,
        keeps_resolution=keeps_resolution,
    )


def _step(step: CaseStep, facts: CaseFacts, told: _Sorted) -> StepView:
    findings = tuple(told.findings.get(step, ()))
    questions = tuple(told.questions.get(step, ()))
    waiting = [one for one in findings if one.is_open]
    passed_on = _passed_on(step, told)
    moot = _moot(step, facts)
    if step is CaseStep.FOLLOW_UP and moot is None:
        state = StepState.OPEN if drift(facts) else StepState.DONE
    elif any(one.weighs.rank <= Outcome.HOLD_LICENSE.rank for one in waiting):
        state = StepState.BLOCKED
    elif moot is not None and (moot is Moot.ITAR or not waiting):
        # What a moot step still found counts in the outcome; only its questions are left out.
        state = StepState.MOOT
    elif waiting or _waits(step, facts):
        state = StepState.OPEN
    else:
        state = StepState.PASSED_ON if passed_on else StepState.DONE
    return StepView(
        step,
        state,
        moot if state is StepState.MOOT else None,
        questions,
        findings,
        tuple(told.differences.get(step, ())),
        passed_on,
    )


def _passed_on(step: CaseStep, told: _Sorted) -> tuple[Weighed, ...]:
    """Return what is open at another step of what this one rests on: settled there, told here."""
    at, codes = _RESTS_ON.get(step, (step, frozenset[str]()))
    found = told.findings.get(at, ())
    return tuple(one for one in found if one.is_open and one.finding.code in codes)


_NOT_NAMED = (
    CaseStep.PARTIES,
    frozenset(("party-missing", "party-unknown", "party-unknown-passing")),
)
_RESTS_ON = {
    CaseStep.TRIGGER: (CaseStep.DESTINATION, frozenset(("export-date-past",))),
    CaseStep.CLASSIFICATION: (CaseStep.DECISION, OF_PRODUCTS),
    # Whoever was not named was not looked at.
    CaseStep.SCREENING: _NOT_NAMED,
    CaseStep.OWNERSHIP: _NOT_NAMED,
}


def _waits(step: CaseStep, facts: CaseFacts) -> bool:
    """Whether a step is still to be done although nothing is found there."""
    if step in (CaseStep.SCREENING, CaseStep.OWNERSHIP):
        return not facts.taking_part  # nobody was looked at yet
    return step is CaseStep.DECISION and facts.case.state is CaseState.OPEN


def _moot(step: CaseStep, facts: CaseFacts) -> Moot | None:
    """Return why a step has nothing to ask, None where it has."""
    itar = any(one.item.product.jurisdiction is Jurisdiction.ITAR for one in facts.items)
    before = (CaseStep.TRIGGER, CaseStep.CLASSIFICATION, CaseStep.DECISION, CaseStep.FOLLOW_UP)
    if itar and step not in before:
        return Moot.ITAR
    match step:
        case CaseStep.OWNERSHIP:
            if facts.taking_part and not any(map(is_asked_for_owners, facts.taking_part)):
                return Moot.PERSONS
        case CaseStep.TRADE_INTEGRITY if facts.case.trade_integrity is None:
            if not facts.is_high_priority:
                return Moot.NOT_HIGH_PRIORITY
            return Moot.LOOK_UP_LIST if facts.has_look_up_list else None
        case CaseStep.LETTERS:
            return None if facts.letters else _no_letters(facts)
        case CaseStep.CERTIFICATION:
            return None if items_to_certify(facts) else Moot.NO_CERTIFICATION
        case CaseStep.FOLLOW_UP:
            return None if facts.case.sign_off else Moot.NOT_SIGNED
        case _:
            pass
    return None


def _no_letters(facts: CaseFacts) -> Moot | None:
    """Return why nothing is asked of letters where none is recorded."""
    question = facts.rulebook.questions.get("letters_known")
    value = facts.case.value("letters_known")
    if question is not None and question.step is not CaseStep.LETTERS and not value:
        return Moot.LETTERS_ASKED
    return Moot.NO_LETTERS if value == "no" else None


def _next(steps: tuple[StepView, ...], case: Case) -> CaseStep:
    """Return the first step with something to do, else the first blocked one, else the decision."""
    if case.is_locked:
        return CaseStep.FOLLOW_UP
    for wanted in (StepState.OPEN, StepState.BLOCKED):
        for one in steps:
            if one.state is wanted and one.step is not CaseStep.DECISION:
                return one.step
    return CaseStep.DECISION


def inputs(begun: Case, ended: Case) -> int:
    """Return how many things a person entered between two states of a case.

    Every field that is different counts as one, and so does each answer, party, product, red flag,
    license and resolution, and red flags not seen that were told at once; a sign-off is its
    outcome's confirmation, reason and date.
    """
    return sum(1 for _ in _entered(begun, ended))


def _entered(begun: Case, ended: Case) -> Iterator[str]:
    for name in ("title", "reference", "ordered_on", "export_on", "is_chosen", "trade_integrity"):
        if getattr(begun, name) != getattr(ended, name):
            yield name
    for name in ("country", "region", "address"):
        if getattr(begun.destination, name) != getattr(ended.destination, name):
            yield name
    for kind in ("parties", "answers", "flags", "resolutions", "licenses", "route"):
        before = getattr(begun, kind)
        yield from (kind for one in getattr(ended, kind) if one not in before)
    yield from ("looked" for _at in {one.at for one in ended.looked if one not in begun.looked})
    items = {one.product.id: one for one in begun.items}
    for item in ended.items:
        was = items.get(item.product.id)
        for name in ("product", "quantity", "unit", "value", "currency"):
            if was is None or getattr(was, name) != getattr(item, name):
                yield name
    if ended.sign_off is not None and begun.sign_off is None:
        yield from ("outcome", "reason", "export_on_confirmed")
