"""The license indicator asked with what a case says."""

from dataclasses import replace
from decimal import Decimal

from exportdesk.core.cases import Outcome, Remedy
from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.listings import ListedName, Listing
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.words import sentence
from exportdesk.diligence.case_licensing import end_uses, license_item, with_indications
from exportdesk.diligence.indication import LicenseVerdict
from exportdesk.diligence.license_items import ListedParty
from exportdesk.diligence.weighing import assess
from exportdesk.rulebook import NO_TABLES
from tests.diligence.case_tables import rulebook, scene

LISTING = Listing(
    ListingUid("us-csl:EL:1"),
    SourceKey("us-csl"),
    "EL",
    "Entity List",
    PartyKind.ORGANIZATION,
    (ListedName("Listed"),),
    requirement="All items subject to the EAR",
)


def test_without_the_tables_a_controlled_item_is_not_checked() -> None:
    facts = with_indications(scene("turkey"), (), NO_TABLES)
    codes = {one.finding.code for one in assess(facts).open}
    assert codes == {"license-not-checked"}
    assert facts.items[0].indication is not None
    assert facts.items[0].indication.verdict is LicenseVerdict.NOT_CHECKED


def test_ear99_to_a_place_without_rules_is_not_indicated() -> None:
    facts = scene("plain")
    told = with_indications(facts, (), NO_TABLES)
    assert assess(told).outcome is Outcome.NO_OBJECTION
    assert "license-not-indicated" in {one.finding.code for one in assess(told).findings}


def test_russia_asks_for_a_license_on_several_grounds_and_one_license_is_for_all() -> None:
    facts = scene(
        "turkey",
        customer={"country": "RU"},
        destination={"country": "RU"},
        base_resolve=False,
    )
    result = assess(with_indications(facts, (), NO_TABLES))
    codes = {one.finding.code for one in result.open_for(Remedy.LICENSE)}
    assert {"destination-russia-belarus", "party-embargoed", "license-likely"} <= codes
    likely = next(w.finding for w in result.open if w.finding.code == "license-likely")
    assert likely.citation


def test_a_listed_party_is_a_ground_of_its_own() -> None:
    party = ListedParty("Örnek", Role.PURCHASER, LISTING)
    facts = with_indications(scene("plain"), [party], NO_TABLES)
    assert "license-likely" in {one.finding.code for one in assess(facts).open}


def test_the_answers_of_the_case_are_those_of_the_license_rules() -> None:
    facts = scene("turkey", answers={"military": "unknown", "weapons": "yes"})
    answers = end_uses(facts)
    assert answers == {"chips": "no", "military": "unknown", "oil_gas": "no", "weapons": "yes"}
    asked = {rule.asked_as for rule in rulebook().license_rules.end_uses if rule.asked_as}
    assert asked == answers.keys()


def test_a_value_counts_in_dollars_only() -> None:
    item = scene("turkey").case.items[0]
    assert license_item(item).value_usd == Decimal("5000")
    assert license_item(replace(item, currency="EUR")).value_usd is None
    assert license_item(replace(item, value="")).value_usd is None
    assert license_item(replace(item, controls={"NS2": True})).controls == {"NS2": True}


def test_lines_of_an_order_under_one_code_count_together() -> None:
    facts = scene(
        "plain",
        products=[
            "7318150001|EAR99|EAR|1|pcs|2000|USD",
            "731815|EAR99|EAR|1|pcs|600|USD",
            "731816|EAR99|EAR|1|pcs|2000|USD",
            "731816|EAR99|EAR|1|pcs|2000|EUR",
        ],
    )
    told = with_indications(facts, (), NO_TABLES)
    found = [
        {hint.ground.code: hint.code for hint in one.indication.filing}["eei-value"]
        for one in told.items
        if one.indication
    ]
    assert found == [
        *("filing-value-together", "filing-value-together"),
        *("filing-value-others-open", "filing-value-open"),
    ]


def test_a_line_without_a_code_may_be_under_that_of_another() -> None:
    one, other = "||EAR|1|pcs|2000|USD", "731815|EAR99|EAR|1|pcs|400|USD"
    for products, codes in (
        ([one, one], ["code-open", "code-open"]),
        ([one, other], ["under", "under"]),
        ([one, other, one], ["code-open", "code-open", "code-open"]),
        ([one, other.replace("USD", "")], ["code-open", "open"]),
    ):
        told = with_indications(scene("plain", products=products), (), NO_TABLES)
        found = [
            {hint.ground.code: hint.code for hint in each.indication.filing}["eei-value"]
            for each in told.items
            if each.indication
        ]
        assert found == [f"filing-value-{code}" for code in codes]


def test_the_finding_names_what_was_not_checked() -> None:
    facts = scene(
        "turkey",
        customer={"country": "RU"},
        destination={"country": "RU"},
        products=["910111|EAR99|EAR|1|pcs|100|USD"],
        base_resolve=False,
    )
    found = assess(with_indications(facts, (), NO_TABLES)).findings
    (one,) = [w.finding for w in found if w.finding.code == "license-not-checked"]
    said = sentence(one.code, one.facts)
    for number in (2, 4, 5, 6):
        assert f"Supplement No. {number} to part 746 (" in said
    assert "(luxury goods)" in said
    assert "?" not in said
    (one,) = [
        w.finding for w in assess(with_indications(scene("turkey"), (), NO_TABLES)).findings
        if w.finding.code == "license-not-checked"
    ]  # fmt: skip
    assert "Not checked: Commerce Control List." in sentence(one.code, one.facts)
