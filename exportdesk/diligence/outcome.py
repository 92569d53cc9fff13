"""Signing a case off: what stands in the way, what is kept, and what is different since."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from exportdesk.core.cases import Case, CaseState, Outcome, SignOff
from exportdesk.core.clock import Moment
from exportdesk.core.text import tidy_lines
from exportdesk.diligence.case_basis import basis
from exportdesk.diligence.case_facts import CaseFacts
from exportdesk.diligence.case_prints import changed_since, fact_prints, list_editions
from exportdesk.diligence.since import Since
from exportdesk.diligence.weighing import Assessment, assess


class Refusal(StrEnum):
    """Why a case cannot be signed off as wished."""

    LOCKED = "sign-off-locked"
    NAME_MISSING = "sign-off-name-missing"
    REASON_MISSING = "sign-off-reason-missing"
    DATE_MISSING = "sign-off-date-missing"
    DATE_PAST = "sign-off-date-past"
    DATE_DIFFERS = "sign-off-date-differs"
    BETTER = "sign-off-better"


@dataclass(frozen=True, slots=True)
class Signing:
    """What a person says at the sign-off. `export_on` is asked again: dated rules go by it."""

    outcome: Outcome
    name: str
    reason: str
    export_on: date | None


def refusals(signing: Signing, facts: CaseFacts, assessment: Assessment) -> tuple[Refusal, ...]:
    """Return why the case cannot be signed off like this, () where it can.

    The outcome may be worse than what was computed, never better. Where the goods are not to go,
    the date is not asked for.
    """
    return tuple(_refusals(signing, facts, assessment))


def signed(signing: Signing, facts: CaseFacts, at: Moment) -> Case:
    """Return the case signed off and locked. ValueError where something stands in the way."""
    assessment = assess(facts)
    if refusals(signing, facts, assessment):
        raise ValueError("this case cannot be signed off like this")
    sign_off = SignOff(
        outcome=signing.outcome,
        name=signing.name.strip(),
        reason=tidy_lines(signing.reason),
        at=at,
        export_on=signing.export_on or facts.export_on,
        rulebook=facts.rulebook.as_of.isoformat(),
        rulebook_print=facts.rulebook_print,
        facts=fact_prints(facts),
        lists=list_editions(facts),
        computed=assessment.outcome,
        basis=basis(facts),
    )
    return replace(facts.case, sign_off=sign_off, state=CaseState.SIGNED)


@dataclass(frozen=True, slots=True)
class Drift:
    """What is different since a case was signed off, and what it would come to now."""

    since: tuple[Since, ...]
    outcome: Outcome
    was: Outcome

    @property
    def is_worse(self) -> bool:
        """Whether it would come to something worse than what was signed."""
        return self.outcome.rank < self.was.rank


def drift(
    facts: CaseFacts, rules: Callable[[str], Iterable[Since]] = lambda _old: ()
) -> Drift | None:
    """Return what is different since the sign-off, None where nothing is or nobody signed.

    `rules` tells what differs between the rulebook of a fingerprint and the one in use.
    """
    sign_off = facts.case.sign_off
    since = changed_since(sign_off, facts, rules) if sign_off else ()
    if sign_off is None or not since:
        return None
    return Drift(since, assess(facts).outcome, sign_off.outcome)


def _refusals(signing: Signing, facts: CaseFacts, assessment: Assessment) -> Iterator[Refusal]:
    if facts.case.is_locked:
        yield Refusal.LOCKED
    if not signing.name.strip():
        yield Refusal.NAME_MISSING
    if not tidy_lines(signing.reason):
        yield Refusal.REASON_MISSING
    if signing.outcome.lets_go:
        if signing.export_on is None:
            yield Refusal.DATE_MISSING
        elif signing.export_on < facts.looked_on:
            yield Refusal.DATE_PAST
        elif signing.export_on != facts.case.export_on:
            # What was computed goes by another day: set it in the case and look again.
            yield Refusal.DATE_DIFFERS
    if signing.outcome.rank > assessment.outcome.rank:
        yield Refusal.BETTER
