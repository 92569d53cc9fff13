"""Where the goods go, by which way, and when."""

from collections.abc import Iterator

from exportdesk.core.cases import NO_REGION, UNKNOWN, CaseState
from exportdesk.core.parties import Role
from exportdesk.diligence.case_answers import answered
from exportdesk.diligence.case_codes import KINDS
from exportdesk.diligence.case_facts import CaseFacts
from exportdesk.diligence.case_findings import CaseFinding, found, of_kind
from exportdesk.diligence.checks.grounds import country_ground, flag_ground, region_ground
from exportdesk.diligence.checks.parties import is_embargoed
from exportdesk.rulebook import CountryRule, MilitaryEndUse, SpecialRule


def destination(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield what follows from the country of destination and from the region in it."""
    where, rule = facts.case.destination, facts.destination
    said = {"country": facts.country_name(where.country)}
    if not where.country:
        yield found("destination-missing")
        return
    if rule is None:
        yield found("destination-not-known", where.country, said)
        return
    if rule.special is SpecialRule.RUSSIA_BELARUS:
        ground = facts.rulebook.notes.of("russia-belarus")
        code = "destination-russia-belarus"
        yield of_kind(KINDS[code], code, rule.code, said, ground, agencies=("BIS",))
    elif is_embargoed(rule):
        yield found("destination-embargo", rule.code, said, country_ground(rule))
    elif rule.special is SpecialRule.SOME_ITEMS:
        yield found("destination-some-items", rule.code, said, country_ground(rule))
    yield from _region(facts, rule)
    yield from _groups(facts, rule)


def route(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield what follows from the countries that the goods pass through."""
    question = facts.rulebook.questions.get("route_direct")
    value = answered(facts, question) if question else ""
    if value == "no" and not facts.case.route:
        yield found("route-missing")
    if value == UNKNOWN:
        yield found("route-not-known", ground=facts.rulebook.notes.of("transit"))
    for code in facts.case.route:
        rule = facts.rulebook.countries_rules.of(code)
        said = {"country": facts.country_name(code)}
        if rule is None:
            yield found("route-not-known", code, said, facts.rulebook.notes.of("transit"))
        elif is_embargoed(rule):
            yield found("route-embargo", code, said, facts.rulebook.notes.of("transit"))
        elif rule.is_transshipment and code != facts.case.destination.country:
            ground = flag_ground(facts, "TRI23-13", "transshipment")
            yield found("route-transshipment", code, said, ground)


def export_date(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield what is wrong with the planned date of export, by which dated rules go."""
    planned = facts.case.export_on
    ground = facts.rulebook.notes.of("export-of-record")
    if planned is None:
        yield found("export-date-missing", ground=ground)
    elif planned < facts.looked_on and facts.case.state is CaseState.OPEN:
        yield found("export-date-past", facts={"on": planned.isoformat()}, ground=ground)


def _region(facts: CaseFacts, rule: CountryRule) -> Iterator[CaseFinding]:
    where, rules = facts.case.destination, facts.rulebook.countries_rules
    regions = {one.code: one for one in rules.regions_of(rule.code)}
    named = regions.get(where.region)
    if named is not None:
        yield found("destination-region", named.code, {"region": named.name}, region_ground(named))
        return
    if regions and where.region != NO_REGION:
        names = ", ".join(one.name for one in regions.values())
        yield found("destination-region-open", rule.code, {"regions": names}, country_ground(rule))
    addresses = [where.address]
    for party in facts.taking_part:
        if Role.ULTIMATE_CONSIGNEE in party.roles:
            addresses += [one.line for one in party.profile.addresses]
    for one in rules.regions_named(" / ".join(addresses)):
        if one.code in regions:
            said = {"party": where.address or rule.code, "region": one.name}
            yield found("destination-region-hint", one.code, said, region_ground(one))


def _groups(facts: CaseFacts, rule: CountryRule) -> Iterator[CaseFinding]:
    said = {"country": facts.country_name(rule.code)}
    notes = facts.rulebook.notes
    if rule.is_gecc:
        yield found("destination-coalition", rule.code, said, notes.of("coalition"))
    else:
        yield found("destination-outside-coalition", rule.code, said, notes.of("coalition"))
        if rule.is_transshipment and facts.is_high_priority:
            ground = notes.of("transshipment")
            yield found("destination-transshipment", rule.code, said, ground)
    if rule.is_macau_or_d5:
        yield found("destination-arms-embargo", rule.code, said, notes.of("arms-embargo"))
    if rule.military_end_use is not MilitaryEndUse.NONE:
        yield found("destination-military-rule", rule.code, said, notes.of("military-end-use"))
