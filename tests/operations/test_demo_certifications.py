"""The demo's certifications: one in every state on any day, the same each time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from exportdesk.core.certification_life import Certification
from exportdesk.core.certifications import CertificationState
from exportdesk.core.progress import Silent
from exportdesk.operations.demo import demo_certifications, demo_customers, demo_products
from exportdesk.operations.demo_certifications import fill_certifications
from exportdesk.operations.demo_run import fill_demo
from exportdesk.wiring import Desk
from tests.ui.desks import open_desk

_STATES = set(CertificationState) - {CertificationState.NONE}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The demo with its certifications."""
    made = open_desk(tmp_path_factory.mktemp("demo") / "workspace")
    fill_demo(made, Silent())
    assert fill_certifications(made.at, made.clock, Silent()) == len(demo_certifications())
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
