"""What a certification is to a case: missing, waiting, accepted, and what a sign-off rests on."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exportdesk.core.cases import Case
from exportdesk.core.certification_life import SentBy
from exportdesk.core.certifications import CertificationState
from exportdesk.core.progress import Silent
from exportdesk.diligence.case_prints import fact_prints
from exportdesk.wiring import Desk
from tests.casework import filled, german, item
from tests.fakes import FakeClock
from tests.operations.test_certifications import returned
from tests.ui.desks import open_filled


@pytest.fixture
def clock() -> FakeClock:
    """Return a clock that the test moves."""
    return FakeClock()


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    """Return a desk whose policy asks for certifications everywhere."""
    opened = open_filled(tmp_path / "ws", clock)
    policy = replace(opened.cases.policy(), certification_everywhere=True)
    opened.cases.save_policy(policy)
    yield opened
    opened.close()


def certified_codes(desk: Desk, case: Case) -> list[str]:
    """Return what is found of the certification of a case."""
    found = desk.cases.assess(case).assessment.findings
    codes = [one.finding.code for one in found]
    return [code for code in codes if code.startswith("certification-")]


def test_a_case_follows_its_certification(desk: Desk) -> None:
    case = filled(desk, desk.cases.new(german(desk).id, reference="PO-7", items=[item()]))
    assert certified_codes(desk, case) == ["certification-missing"]
    case = desk.cases.answer(case, "formed_on", "1997")
    one = desk.certifications.draft(case=case.id)
    assert one.form.asked.customer.formed_on == "1997", "not asked once more"
    unknown = desk.cases.answer(case, "formed_on", "unknown")
    made = desk.certifications.make.prepared(case=unknown.id)
    assert made.form.asked.customer.formed_on == "1998", "as the book has it"
    assert certified_codes(desk, case) == ["certification-waiting"]
    one = desk.certifications.send(one.id, SentBy.EMAIL)
    assert certified_codes(desk, case) == ["certification-waiting"]
    one = returned(desk, one)
    assert certified_codes(desk, case) == ["certification-returned"]
    desk.certifications.reject(one.id, "Not theirs")
    assert certified_codes(desk, case) == ["certification-refused"]
    desk.certifications.accept(one.id, "Dana", "It was theirs after all")
    assert certified_codes(desk, case) == ["certification-accepted"]
    facts = desk.cases.facts(case)
    assert facts.certification.state is CertificationState.ACCEPTED
    assert facts.certification.number == one.number


def test_a_country_for_which_none_is_asked_counts_for_nothing(desk: Desk) -> None:
    case = filled(desk, desk.cases.new(german(desk).id, reference="PO-7", items=[item()]))
    places = desk.cases.facts(case).countries
    assert "DE" in places
    everywhere = desk.cases.policy()
    before = fact_prints(desk.cases.facts(case))["policy"]
    desk.cases.save_policy(replace(everywhere, certification_not_for=places))
    assert certified_codes(desk, case) == []
    assert fact_prints(desk.cases.facts(case))["policy"] != before
    # One place that counts is enough; and where no place is known, it is asked.
    desk.cases.save_policy(replace(everywhere, certification_not_for=("FR",)))
    assert certified_codes(desk, case) == ["certification-missing"]
    desk.cases.save_policy(everywhere)
    assert fact_prints(desk.cases.facts(case))["policy"] == before


def test_another_order_wants_one_of_its_own(desk: Desk) -> None:
    customer = german(desk)
    first = desk.cases.new(customer.id, reference="PO-7", items=[item()])
    one = desk.certifications.send(desk.certifications.draft(case=first.id).id, SentBy.EMAIL)
    assert certified_codes(desk, desk.cases.new(customer.id, reference="PO-9", items=[item()])) == [
        "certification-other-order"
    ], "what is under way for another order is not waited for"
    desk.certifications.accept(returned(desk, one).id, "Dana")
    second = desk.cases.new(customer.id, reference="PO-8", items=[item()])
    assert certified_codes(desk, second) == ["certification-other-order"]
    general = desk.certifications.draft(customer.id, case=second.id)
    assert certified_codes(desk, second) == ["certification-waiting"]
    desk.certifications.discard(general.id)


def test_a_renewal_long_after_is_no_change_of_a_signed_case(desk: Desk, clock: FakeClock) -> None:
    case = filled(desk, desk.cases.new(german(desk).id, reference="PO-7", items=[item()]))
    one = desk.certifications.send(desk.certifications.draft(case=case.id).id, SentBy.EMAIL)
    desk.certifications.accept(returned(desk, one).id, "Dana")
    outcome = desk.cases.assess(case).outcome
    day = case.export_on if outcome.lets_go else None
    signed = desk.cases.sign(case, "Dana Whitfield", "Looked at it all", day)
    parts = {"certification"}
    clock.advance(days=350)
    desk.certifications.renew(one.id)
    drift = desk.case_drifts.all(Silent()).get(signed.id)
    assert not drift or not parts & {since.what for since in drift.since}
    clock.advance(days=60)
    drift = desk.case_drifts.all(Silent()).get(signed.id)
    assert not drift or not parts & {since.what for since in drift.since}
    desk.certifications.reject(one.id, "The stamp was forged")
    drift = desk.case_drifts.all(Silent())[signed.id]
    assert parts & {since.what for since in drift.since}
