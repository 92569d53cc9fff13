"""What changes around a case: products of the book, and for whom something was settled."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exportdesk.core.cases import (
    CaseItem,
    CaseParty,
    CaseStep,
    Destination,
    License,
    PartyAnswer,
    Remedy,
)
from exportdesk.core.customers import PartyName, Profile
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import PartyId
from exportdesk.core.parties import Role
from exportdesk.core.products import Jurisdiction
from exportdesk.core.progress import Silent
from exportdesk.diligence import TypedProduct
from exportdesk.diligence.since import Ground, Part
from exportdesk.diligence.since_words import since_sentence
from exportdesk.diligence.weighing import Stand, assess
from exportdesk.wiring import Desk
from tests.casework import EXPORT_ON, filled, german, item, open_codes, settled
from tests.reviewing import customer, keep
from tests.ui.desks import open_filled


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_filled(tmp_path / "ws")
    yield made
    made.close()


def test_a_product_that_is_classified_otherwise_since_is_noticed(desk: Desk) -> None:
    typed = TypedProduct("P-1", "Circuit", "854231", "hs", "3A991", "ear", "", "US")
    desk.products.save(desk.products.check(typed).product)
    (kept,) = desk.products.all()
    made = german(desk)
    order = [CaseItem(kept, "100", "pcs", "5000", "USD")]
    case = settled(desk, filled(desk, desk.cases.new(made.id, items=order)))
    signed = desk.cases.sign(case, "Dana", "All fits", EXPORT_ON)
    still_open = filled(desk, desk.cases.new(made.id, items=order))
    assert desk.case_drifts.all(Silent()) == {}

    itar = replace(kept, eccn="", jurisdiction=Jurisdiction.ITAR, usml_category="XI")
    desk.products.save(itar)
    assert "product-changed" in open_codes(desk.cases.assess(still_open))
    drift = desk.cases.assess(signed).drift
    assert drift is not None
    assert drift.is_worse
    assert {(one.ground, one.what) for one in drift.since} == {(Ground.FACTS, Part.ITEMS)}
    told = [since_sentence(one, desk.since_names) for one in drift.since]
    assert "P-1: the book classifies it otherwise by now, ITAR." in told
    assert desk.case_drifts.all(Silent()).keys() == {signed.id}

    # A repeat order begins with what the book says, and the step says what is different.
    again = desk.cases.repeat(signed.id)
    assert again.items[0].product == itar
    view = desk.cases.assess(again)
    assert "jurisdiction-itar" in open_codes(view)
    assert "differs-jurisdiction" in {one.code for one in view.differences}


def test_what_was_settled_for_one_buyer_or_place_is_open_for_another(desk: Desk) -> None:
    case = settled(desk, filled(desk, desk.cases.new(german(desk).id, items=[item()])))
    case = desk.cases.flag(case, "KYC-04")
    proof = desk.cases.attach(b"what they wrote", "letter.txt")
    case = desk.cases.resolve_flag(case, "KYC-04", inquiry="?", answer="!", evidence=[proof])
    assert open_codes(desk.cases.assess(case)) == []

    # What was recorded can be taken back, and put back as it was.
    for key, code in (
        ("red-flag:KYC-04", "red-flag"),
        ("license-not-checked:p1", "license-not-checked"),
    ):
        opened = desk.cases.reopen(case, key)
        assert open_codes(desk.cases.assess(opened)) == [code]
        case = desk.cases.settle_again(opened, key, case)
        assert open_codes(desk.cases.assess(case)) == []
    kinds = [one.kind for one in desk.workspace().events.about(case.number, 100)]
    assert kinds.count("case_finding_reopened") == kinds.count("case_finding_put_back") == 2

    other = customer("Ganz Andere Firma", "KZ", address="1 Abay St, Almaty")
    keep(desk, other)
    buyer = CaseParty(Role.PURCHASER, PartyAnswer.KEPT, other.id, other.profile)
    weighed = desk.cases.assess(case.with_role(Role.PURCHASER, buyer)).assessment
    flag = weighed.of("red-flag:KYC-04")
    assert flag is not None
    assert flag.stand is Stand.RETURNED

    # The case is that of whoever buys: orders and certifications of the former one do not count.
    moved = desk.cases.save(case.with_role(Role.PURCHASER, buyer))
    assert (moved.customer, moved.title) == (other.id, other.name)
    typed = CaseParty(Role.PURCHASER, PartyAnswer.TYPED, profile=other.profile)
    moved = desk.cases.save(moved.with_role(Role.PURCHASER, typed))
    assert (moved.customer, moved.title) == ("", "")

    elsewhere = desk.cases.assess(replace(case, destination=Destination("KZ"))).assessment
    chart = elsewhere.of("license-not-checked:p1")
    assert chart is not None
    assert chart.stand is Stand.RETURNED


def test_another_customer_leaves_nothing_that_was_said_of_the_one_before(desk: Desk) -> None:
    made = german(desk)
    case = desk.cases.new(made.id, reference="PO-1", items=[item()])
    case = filled(desk, case, {"classification_basis": "unknown"})
    case = settled(desk, desk.cases.save(replace(case, licenses=(License("B1"),))))
    case = desk.cases.flag(case, "KYC-04")
    other = customer("Ganz Andere Firma", "KZ", address="1 Abay St, Almaty")
    keep(desk, other)
    moved = desk.cases.change_customer(case, other.id)
    assert moved == desk.cases.get(case.id)
    assert (moved.customer, moved.title) == (other.id, other.name)
    assert (moved.items, moved.export_on, moved.reference) == (case.items, EXPORT_ON, "PO-1")
    assert (moved.parties[0].party, len(moved.parties)) == (other.id, 1)
    assert moved.destination.country == "KZ"
    assert (moved.flags, moved.licenses, moved.trade_integrity, moved.route) == ((), (), None, ())
    # What was said of the goods holds, and is all that does.
    assert {one.code for one in moved.answers} == {"classification_basis"}
    steps = {one.finding.key: one.finding.step for one in assess(desk.cases.facts(case)).findings}
    assert {steps[one.finding] for one in case.resolutions} > {CaseStep.CLASSIFICATION}
    assert {steps[one.finding] for one in moved.resolutions} == {CaseStep.CLASSIFICATION}
    versions = desk.cases.versions(case.id)
    assert versions[-2][1] == case
    assert versions[-1][0].act == "case_customer_changed"
    event = desk.workspace().events.newest(1)[0]
    payload = desk.workspace().events.payload(event.seq) or {}
    assert (payload["from"], payload["to"]) == (made.id, other.id)
    assert desk.records.verify().sound

    # Whoever is not in the book buys: its answers do not become those of the customer chosen next.
    firm = Profile((PartyName("Test Trading Ltd"),))
    typed = CaseParty(Role.PURCHASER, PartyAnswer.TYPED, profile=firm)
    strange = desk.cases.new(destination=Destination("CN", address="7 Nanjing Rd"))
    strange = desk.cases.save(strange.with_role(Role.PURCHASER, typed))
    chosen = desk.cases.for_customer(strange, other.id)
    assert [one.party for one in chosen.of_role(Role.PURCHASER)] == [other.id]
    assert chosen.destination.country == "KZ"
    ended = CaseParty(Role.END_USER, PartyAnswer.KEPT, other.id, other.profile)
    same = CaseParty(Role.PURCHASER, PartyAnswer.SAME_AS, same_as=Role.END_USER)
    said = desk.cases.save(strange.with_role(Role.END_USER, ended).with_role(Role.PURCHASER, same))
    assert (said.customer, said.title) == (other.id, other.name), "it is whoever buys"
    strange = desk.cases.save(strange.with_role(Role.END_USER))
    # Nobody was named: what was entered stays.
    unknown = strange.with_role(Role.PURCHASER, CaseParty(Role.PURCHASER, PartyAnswer.UNKNOWN))
    chosen = desk.cases.save(desk.cases.for_customer(unknown, other.id))
    assert [one.party for one in chosen.of_role(Role.PURCHASER)] == [other.id]
    assert (chosen.customer, chosen.destination.country) == (other.id, "CN")

    assert desk.cases.change_customer(moved, other.id) == moved
    assert len(desk.cases.versions(case.id)) == len(versions)
    with pytest.raises(BadInput, match="customer-unknown"):
        desk.cases.change_customer(moved, PartyId("nobody"))
    with pytest.raises(BadInput, match="case-locked"):
        desk.cases.change_customer(desk.cases.withdraw(moved, "Off"), made.id)


def test_what_cannot_be_overridden_is_not_recorded_as_overridden(desk: Desk) -> None:
    case = filled(desk, desk.cases.new(german(desk).id, items=[item()]))
    there = replace(case, destination=Destination("RU"), licenses=(License("R1", "OFAC"),))
    case = desk.cases.save(there)
    key = "destination-russia-belarus:RU"
    with pytest.raises(BadInput, match="remedy-not-allowed"):
        desk.cases.resolve(case, key, Remedy.OVERRIDE, reason="We want to", second_name="Bob")
    case = desk.cases.resolve(case, key, Remedy.LICENSE, license="R1")
    weighed = desk.cases.assess(case).assessment.of(key)
    assert weighed is not None
    assert weighed.is_open
