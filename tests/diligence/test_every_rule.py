"""Every rule of the rulebook does something: a rule that nothing reaches fails here."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest

from exportdesk.core.cases import Outcome
from exportdesk.diligence import Indication, ListedParty
from exportdesk.diligence.weighing import assess
from exportdesk.rulebook import (
    Consequence,
    EndUseRule,
    FilingRule,
    HighPriorityItem,
    ListMeaning,
    Note,
    OwnershipRule,
    PartyRule,
    PlaceRule,
    Region,
    SpecialRule,
    Switch,
)
from tests.diligence.case_tables import bases, rulebook, scene
from tests.diligence.test_licensing import NO, asked, item, listed

RULES = rulebook().license_rules
ECCNS = ("EAR99", "3A001", "3A611.y", "3A991", "2A994", "0E982", "5A992", "9A515", "3A069", "")
REGIONS = [
    region
    for country in rulebook().countries_rules.all()
    for region in rulebook().countries_rules.regions_of(country.code)
]

HS = ("854231", "870120", "880730", "910111", "")


@cache
def reached() -> frozenset[Note]:
    """Return every statement that some indication rests on."""
    return frozenset(one.ground for found in indications() for one in (*found.lines, *found.filing))


def indications() -> Iterator[Indication]:
    special = [one.code for one in rulebook().countries_rules.all() if one.special]
    regions = [(one.country, one.code) for one in REGIONS]
    places = [*((code, "none") for code in (*special, "DE", "CN", "HK", "VE", "SC")), *regions]
    yes = dict.fromkeys(NO, "yes")
    for country, region in places:
        for eccn in ECCNS:
            yield asked(item(eccn, HS[0]), country, region, answers=yes)
        for code in HS:
            yield asked(item("EAR99", code), country, region)
        yield asked(item("EAR99", HS[0], origin="DE"), country, region)
    for code in RULES.parties:
        yield from (asked(item(eccn, HS[0]), "DE", "none", _on(code)) for eccn in ECCNS)


def _on(code: str) -> ListedParty:
    return listed(code)


@pytest.mark.parametrize("rule", RULES.places, ids=lambda one: one.code)
def test_each_rule_for_a_place_is_reached(rule: PlaceRule) -> None:
    assert rule.note in reached()


@pytest.mark.parametrize("rule", RULES.end_uses, ids=lambda one: one.code)
def test_each_rule_on_an_end_use_is_reached(rule: EndUseRule) -> None:
    if not rule.asked_as:  # nobody is asked: it is told as not checked
        gaps = asked(item("EAR99", HS[0]), "DE").not_checked
        assert any(rule.name in str(gap.facts.values()) for gap in gaps)
        return
    assert rule.note in reached()


@pytest.mark.parametrize("rule", RULES.parties.values(), ids=lambda one: one.list)
def test_each_list_with_a_rule_of_its_own_is_reached(rule: PartyRule) -> None:
    assert rule.note in reached()


@pytest.mark.parametrize("rule", RULES.filings, ids=lambda one: one.code)
def test_each_rule_on_filing_is_reached(rule: FilingRule) -> None:
    assert rule.note in reached()


# What lists mean, whose owners count, which day a rule begins, where places are special


@pytest.mark.parametrize("meaning", rulebook().meanings.values(), ids=lambda one: one.code)
def test_a_confirmed_listing_of_each_list_leads_to_what_its_meaning_says(
    meaning: ListMeaning,
) -> None:
    result = assess(scene("turkey", matches=[f"purchaser|{meaning.code}|same"]))
    outcome = {
        Consequence.BLOCK: (Outcome.DO_NOT_SHIP,),
        Consequence.HOLD_LICENSE: (Outcome.HOLD_LICENSE,),
        Consequence.DOCUMENT: (Outcome.HOLD_RESOLVE,),
        Consequence.REVIEW: (Outcome.HOLD_RESOLVE,),
        Consequence.RED_FLAG: (Outcome.HOLD_RESOLVE,),
    }[meaning.consequence]
    assert result.outcome in outcome
    said = [one for one in result.open if one.finding.code.startswith("listed-")]
    assert len(said) == 1
    assert said[0].finding.citation == meaning.citation


@pytest.mark.parametrize("rule", rulebook().ownership.rules, ids=lambda one: one.code)
def test_each_ownership_rule_counts_from_its_threshold_on(rule: OwnershipRule) -> None:
    listed_on = next(iter(rule.lists))
    for share, reaches in ((rule.threshold, True), (rule.threshold - 1, False)):
        owners = {"parties": f"A={listed_on}", "holdings": f"A>X:{share} B>X:{100 - share}"}
        day = next(
            day.isoformat()
            for day in (*rule.switch.changes(), scene("turkey").export_on)
            if rule.switch.in_force(day).in_force
        )
        told = scene("turkey", owners=owners, export_on=day, today=day)
        one = told.parties[0].ownership
        assert one is not None
        assert one.sum_of(rule.code).reached is reaches
        assert (one.consequence is not None) >= reaches


@pytest.mark.parametrize("switch", rulebook().switches.all(), ids=lambda one: one.code)
def test_each_dated_rule_stands_as_its_periods_say_to_the_day(switch: Switch) -> None:
    days = switch.changes()
    assert len(days) == len(switch.periods) - 1
    assert switch.in_force(date.max) == switch.periods[-1].state
    for day, before, since in zip(days, switch.periods, switch.periods[1:], strict=False):
        assert switch.in_force(day - timedelta(days=1)) == before.state
        assert switch.in_force(day) == since.state


@pytest.mark.parametrize("special", SpecialRule)
def test_each_special_rule_of_a_place_holds_an_order_to_it(special: SpecialRule) -> None:
    places = [one for one in rulebook().countries_rules.all() if one.special is special]
    assert places
    for one in places:
        result = assess(scene("germany", destination={"country": one.code, "address": "Road 1"}))
        told = [each for each in result.findings if each.finding.code.startswith("destination-")]
        assert told, one.code


@pytest.mark.parametrize("region", REGIONS, ids=lambda one: one.code)
def test_each_region_has_rules_of_its_own(region: Region) -> None:
    place = {"country": region.country, "region": region.code, "address": "Road 1"}
    result = assess(scene("germany", destination=place))
    assert result.outcome.rank <= Outcome.HOLD_LICENSE.rank
    assert region.code in {one.code for one in rulebook().countries_rules.regions_named(
        region.words[0])}  # fmt: skip


RAISES = [
    (question.code, answer, one.flag or one.finding)
    for question in rulebook().questions.all()
    for one in question.raises
    for answer in sorted(one.answers)
]


@pytest.mark.parametrize(("code", "answer", "raised"), RAISES)
def test_each_answer_raises_what_the_rulebook_says(code: str, answer: str, raised: str) -> None:
    asks = {"price": "no", "payment": "no", "delivery": "no"}
    usual = {"order_usual": asks[code]} if code in asks else {}
    found: set[str] = set()
    for base in bases():
        changes = {"answers": {**usual, code: answer}}
        result = assess(scene(base, **changes))
        found |= {one.finding.code for one in result.findings}
        found |= {one.finding.about for one in result.findings if one.finding.code == "red-flag"}
    assert raised in found


@pytest.mark.parametrize("item_of", rulebook().high_priority.all(), ids=lambda one: one.hs6)
def test_each_high_priority_code_begins_the_diligence(item_of: HighPriorityItem) -> None:
    facts = scene(
        "turkey", products=[f"{item_of.hs6}|EAR99|EAR|5|pcs|10|USD"], certification="none"
    )
    assert facts.is_high_priority
    tiers = facts.policy.certification_tiers
    missing = {one.finding.code for one in assess(facts).open}
    assert ("certification-missing" in missing) == (item_of.tier.tier.value in tiers)
