"""The demo's certifications and cases: one in every state on any day, the same each time."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from exportdesk.core.cases import CaseState, CaseStep, Outcome
from exportdesk.core.certification_life import Certification
from exportdesk.core.certifications import CertificationState
from exportdesk.core.progress import Silent
from exportdesk.diligence.flow import StepState
from exportdesk.operations.demo import demo_certifications, demo_customers, demo_products
from exportdesk.operations.demo_cases import fill_cases, has_cases
from exportdesk.operations.demo_certifications import fill_certifications
from exportdesk.operations.demo_run import fill_demo
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.ui.desks import open_desk

_STATES = set(CertificationState) - {CertificationState.NONE}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The demo with its cases and certifications."""
    made = open_desk(tmp_path_factory.mktemp("demo") / "workspace")
    fill_demo(made, Silent())
    assert not has_cases(made.workspace())
    assert fill_cases(made, Silent(), certified=False) == 2
    assert fill_certifications(made.at, made.clock, Silent()) == len(demo_certifications())
    assert fill_cases(made, Silent()) == 1
    yield made
    made.close()


def test_each_names_a_customer_and_products_of_the_demo() -> None:
    customers = {one.reference for one in demo_customers()}
    products = {one.sku for one in demo_products()}
    rows = demo_certifications()
    assert len({row["key"] for row in rows}) == len(rows)
    for row in rows:
        assert row["customer"] in customers
        assert {sku for sku, _quantity in row["products"]} <= products


def test_there_is_one_in_every_state_and_nothing_is_made_twice(desk: Desk) -> None:
    rows = desk.certifications.list()
    assert {row.state for row in rows} == _STATES
    assert {row.language for row in rows} == {"en", "tr", "zh", "ar", "ru", "es", "kk"}
    odd = {row.state: row.findings for row in rows if row.findings}
    assert set(odd) == {CertificationState.RETURNED, CertificationState.REJECTED}
    assert {row.state for row in desk.certifications.renewals()} == {
        CertificationState.EXPIRING,
        CertificationState.EXPIRED,
    }
    assert fill_certifications(desk.at, desk.clock, Silent()) == 0
    assert len(desk.certifications.list()) == len(rows)
    assert desk.records.verify().sound


def test_codes_and_papers_are_the_same_each_time(desk: Desk) -> None:
    one = desk.certifications.by_number("C-2026-0008")
    assert one.form.code.text == "C-2026-0008-1-KD5B-08"
    assert one.sending is not None
    again = desk.certifications.paper(Certification(one.form, one.customer_name))
    assert again == desk.certifications.read(one.sending.flat)


def test_every_one_that_was_sent_is_kept_with_both_papers(desk: Desk, tmp_path: Path) -> None:
    for row in desk.certifications.list():
        one = desk.certifications.get(row.id)
        if one.is_draft:
            continue
        assert one.sending is not None
        for file in one.files:
            assert desk.certifications.read(file).startswith(b"%PDF-")


def test_a_case_is_signed_off_one_is_on_hold_and_one_is_left_to_finish(desk: Desk) -> None:
    signed, held, begun = (desk.cases.by_number(f"D-2026-000{n}") for n in (1, 2, 3))
    assert [one.state for one in (signed, held, begun)] == [
        CaseState.SIGNED,
        CaseState.OPEN,
        CaseState.OPEN,
    ]
    seen = desk.cases.assess(signed)
    assert seen.outcome is Outcome.NO_OBJECTION
    assert seen.drift is None
    assert desk.cases.read(signed.resolutions[0].evidence[0]).startswith(b"MADE UP")
    seen = desk.cases.assess(held)
    assert seen.outcome is Outcome.HOLD_RESOLVE
    assert not [one for step in seen.steps for one in step.questions if not one.value]
    codes = {one.finding.code for one in seen.assessment.open}
    assert codes >= {"match-undecided-address", "party-unknown", "red-flag", "end-use-unknown"}
    seen = desk.cases.assess(begun)
    states = {one.step: one.state for one in seen.steps}
    assert states[CaseStep.CERTIFICATION] is StepState.DONE  # C-2026-0005 covers it
    left = {step.step for step in seen.steps for one in step.questions if not one.value}
    assert left == {CaseStep.PROFILE}
    (row,) = (one for one in desk.cases.list() if one.id == begun.id)
    assert row.open_findings == seen.assessment.waiting, "the list says what the case says"
    assert has_cases(desk.workspace())
    assert fill_cases(desk, Silent()) == 0


def test_the_case_is_signed_off_also_where_lists_and_rules_are_long_old(tmp_path: Path) -> None:
    clock = FakeClock()
    clock.advance(days=400)
    with closing(open_desk(tmp_path / "workspace", clock)) as desk:
        fill_demo(desk, Silent())
        fill_cases(desk, Silent())
        signed = desk.cases.by_number("D-2027-0001")
        assert signed.sign_off is not None
        assert signed.sign_off.outcome is Outcome.CONDITIONS
