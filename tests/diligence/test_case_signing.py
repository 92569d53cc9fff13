"""Signing a case off, what is kept of it, and what is different since."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from exportdesk.core.cases import Case, CaseState, CaseStep, Outcome
from exportdesk.core.customers import PartyName
from exportdesk.core.words import known_codes
from exportdesk.diligence.case_facts import CaseFacts, policy_of
from exportdesk.diligence.case_prints import fact_prints
from exportdesk.diligence.flow import StepState, flow
from exportdesk.diligence.outcome import Drift, Refusal, Signing, drift, refusals, signed
from exportdesk.diligence.since import Ground, Part
from exportdesk.diligence.weighing import Lack, Stand, assess
from tests.diligence.case_tables import AT, TODAY, rulebook, scene

DAY = date(2026, 12, 1)
GOOD = Signing(Outcome.NO_OBJECTION, "Ann Lee", "All of it fits", DAY)


def refused(facts: CaseFacts, **changed: Any) -> tuple[Refusal, ...]:
    return refusals(replace(GOOD, **changed), facts, assess(facts))


def test_a_case_with_nothing_open_can_be_signed_and_is_locked_then() -> None:
    facts = scene("turkey")
    assert refused(facts) == ()
    case = signed(GOOD, facts, AT)
    assert case.is_locked
    assert case.state is CaseState.SIGNED
    kept = case.sign_off
    assert kept is not None
    assert (kept.outcome, kept.name, kept.reason, kept.export_on, kept.at) == (
        *(Outcome.NO_OBJECTION, "Ann Lee", "All of it fits", DAY, AT),
    )
    assert kept.rulebook == rulebook().as_of.isoformat()
    assert kept.lists == {"us-csl": "us-csl-1"}
    assert kept.facts.keys() == {part.value for part in Part}
    assert refused(replace(facts, case=case)) == (Refusal.LOCKED,)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"name": "  "}, Refusal.NAME_MISSING),
        ({"reason": "\n"}, Refusal.REASON_MISSING),
        ({"export_on": None}, Refusal.DATE_MISSING),
        ({"export_on": TODAY - timedelta(days=1)}, Refusal.DATE_PAST),
        ({"export_on": DAY + timedelta(days=1)}, Refusal.DATE_DIFFERS),
    ],
)
def test_a_sign_off_needs_name_reason_and_the_date_again(
    changed: dict[str, Any], why: Refusal
) -> None:
    assert refused(scene("turkey"), **changed) == (why,)
    with pytest.raises(ValueError, match="cannot be signed"):
        signed(replace(GOOD, **changed), scene("turkey"), AT)


@pytest.mark.parametrize(
    "changes",
    [
        {"matches": ["purchaser|SDN|same"]},
        {"matches": ["purchaser|EL|same"]},
        {"flags": {"KYC-06": "open"}},
        {"certification": "none"},
        {"answers": {"end_use": "resell"}},
    ],
)
def test_an_outcome_may_be_worse_than_computed_and_never_better(changes: dict[str, Any]) -> None:
    facts = scene("turkey", **changes)
    computed = assess(facts).outcome
    for outcome in Outcome:
        better = outcome.rank > computed.rank
        assert (Refusal.BETTER in refused(facts, outcome=outcome)) is better


def test_who_refuses_an_order_is_not_asked_when_it_would_have_gone() -> None:
    facts = scene("turkey", export_on="")
    assert refused(facts, outcome=Outcome.DO_NOT_SHIP, export_on=None) == ()
    case = signed(replace(GOOD, outcome=Outcome.DO_NOT_SHIP, export_on=None), facts, AT)
    assert case.sign_off is not None
    assert case.sign_off.export_on == TODAY
    assert case.sign_off.computed is Outcome.HOLD_RESOLVE


def test_what_stands_in_the_way_has_a_sentence() -> None:
    assert {one.value for one in Refusal} <= known_codes()
    assert {f"lack-{one}" for one in Lack} <= known_codes()
    assert {f"stand-{one}" for one in Stand} <= known_codes()
    assert {f"part-{one}" for one in Part} <= known_codes()
    assert {f"since-{one}" for one in Ground} <= known_codes()
    assert {f"step-{one}" for one in CaseStep} <= known_codes()
    assert {f"step-state-{one}" for one in StepState} <= known_codes()
    assert {f"outcome-{one}-means" for one in Outcome} <= known_codes()


def test_the_policy_of_the_rulebook_is_the_default_one() -> None:
    assert policy_of(rulebook().policy) == scene("turkey").policy


# Listed parties


def test_for_a_blocked_party_the_next_steps_of_the_rulebook_are_there() -> None:
    steps = assess(scene("turkey", matches=["purchaser|SDN|same"])).next_steps
    assert any(step.business_days == 10 for step in steps)
    assert any("refund" in step.note.text for step in steps)


def test_the_gravest_listing_says_first_what_to_do() -> None:
    matches = ["purchaser|UVL|same", "purchaser|SDN|same"]
    steps = assess(scene("turkey", matches=matches)).next_steps
    lists = [step.list for step in steps]
    assert lists == sorted(lists, key=["SDN", "UVL"].index)
    assert set(lists) == {"SDN", "UVL"}


# What is different since


def shipped() -> CaseFacts:
    """Return the facts of a signed case, as they were."""
    facts = scene("turkey")
    return replace(facts, case=signed(GOOD, facts, AT))


def told(found: Drift | None) -> list[tuple[Ground, str]]:
    return [(one.ground, one.what) for one in found.since] if found else []


def test_nothing_is_different_right_after() -> None:
    facts = shipped()
    assert drift(facts) is None
    assert drift(scene("turkey")) is None
    assert flow(facts).of(CaseStep.FOLLOW_UP).state is StepState.DONE
    assert flow(facts).next is CaseStep.FOLLOW_UP
    assert flow(facts).of(CaseStep.DECISION).state is StepState.DONE


def test_a_day_that_goes_by_is_no_change() -> None:
    assert drift(replace(shipped(), looked_on=date(2026, 12, 5))) is None


def test_the_order_of_parties_and_answers_is_no_change() -> None:
    facts = shipped()
    case = replace(facts.case, answers=facts.case.answers[::-1], parties=facts.case.parties[::-1])
    assert drift(replace(facts, case=case, parties=facts.parties[::-1])) is None


@pytest.mark.parametrize(
    ("part", "changes"),
    [
        (Part.SCREENING, {"matches": ["purchaser|SDN|same"]}),
        (Part.OWNERSHIP, {"owners": {"parties": "A=EL", "holdings": "A>X:60 B>X:40"}}),
        (Part.LETTERS, {"letters": ["red_flag|P"]}),
        (Part.CERTIFICATION, {"certification": "expired"}),
        (Part.HISTORY, {"history": ["854231|2021-05-01|10|pcs"]}),
        (Part.LICENSE, {"indication": ["likely_required"]}),
        (Part.POLICY, {"policy": {"certification_tiers": ["1"]}}),
    ],
)
def test_what_is_different_around_the_case_is_named(part: Part, changes: dict[str, Any]) -> None:
    signed_case = shipped().case
    after = replace(scene("turkey", **changes), case=signed_case)
    found = drift(after)
    assert set(told(found)) == {(Ground.FACTS, part)}
    assert flow(after).of(CaseStep.FOLLOW_UP).state is StepState.OPEN


def test_a_match_that_was_decided_as_another_party_is_no_change() -> None:
    after = scene("turkey", matches=["purchaser|SDN|not_same"])
    assert drift(replace(after, case=shipped().case)) is None


def test_a_change_of_the_customer_is_named() -> None:
    facts = shipped()
    renamed = replace(facts.parties[0].profile, names=(PartyName("Another"),))
    after = replace(facts, parties=(replace(facts.parties[0], profile=renamed),))
    assert told(drift(after)) == [(Ground.FACTS, Part.PARTIES)]


def test_lists_and_rulebook_are_named_with_their_editions() -> None:
    facts = shipped()
    rulebook_day = rulebook().as_of.isoformat()
    lists = (*(replace(one, edition="us-csl-2") for one in facts.lists),)
    found = drift(replace(facts, lists=lists, rulebook_print="r2"))
    assert found is not None
    assert [(one.ground, one.what, one.before, one.after) for one in found.since] == [
        (Ground.LISTS, "us-csl", "us-csl-1", "us-csl-2"),
        (Ground.RULEBOOK, "rulebook", rulebook_day, rulebook_day),
    ]
    assert not found.is_worse
    gone = drift(replace(facts, lists=()))
    assert gone is not None
    assert [(one.what, one.after) for one in gone.since] == [("us-csl", "")]
    assert gone.is_worse


def test_what_it_would_come_to_now_is_told() -> None:
    after = replace(scene("turkey", matches=["purchaser|SDN|same"]), case=shipped().case)
    found = drift(after)
    assert found is not None
    assert found.outcome is Outcome.DO_NOT_SHIP
    assert found.was is Outcome.NO_OBJECTION
    assert found.is_worse


def test_every_part_of_a_case_has_its_own_fingerprint() -> None:
    facts = scene("turkey")
    before = fact_prints(facts)

    def different(**changed: Any) -> set[str]:
        case: Case = replace(facts.case, **changed)
        now = fact_prints(replace(facts, case=case))
        return {part for part in before if before[part] != now[part]}

    assert different(route=("FR",)) == {Part.DESTINATION}
    assert different(answers=facts.case.answers[1:]) == {Part.ANSWERS}
    assert different(parties=facts.case.parties[1:]) == {Part.PARTIES}
    assert different(items=()) == {Part.ITEMS}
    assert different(reference="PO-9") == {Part.DATES}
    assert different(resolutions=()) == {Part.RESOLUTIONS}
