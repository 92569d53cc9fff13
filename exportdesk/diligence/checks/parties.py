"""Who takes part: is everybody named, with an address, and in a place where that may be."""

from collections.abc import Iterator

from exportdesk.core.cases import PASSING_ROLES, TRANSACTION_ROLES, PartyAnswer
from exportdesk.core.parties import Role
from exportdesk.core.text import folded
from exportdesk.diligence.case_facts import CaseFacts, PartyFacts, who_is
from exportdesk.diligence.case_findings import CaseFinding, found
from exportdesk.diligence.checks.grounds import country_ground, flag_ground, region_ground
from exportdesk.rulebook import CountryRule, Note, SpecialRule

_RECEIVES = frozenset((Role.ULTIMATE_CONSIGNEE, Role.END_USER))
_HANDLES = _RECEIVES | {Role.INTERMEDIATE_CONSIGNEE}
_NEEDS_ADDRESS = _HANDLES | {Role.PURCHASER}


def roles(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield the roles that nobody was named for, and those that are not known."""
    ground = facts.rulebook.notes.of("transaction-parties")
    for role in (*TRANSACTION_ROLES, *PASSING_ROLES):
        answers = {one.answer for one in who_is(facts.case, role)}
        said = {"role": role}
        if PartyAnswer.UNKNOWN in answers:
            passing = role in (Role.FREIGHT_FORWARDER, Role.BANK)
            yield found(f"party-unknown{'-passing' if passing else ''}", role, said, ground)
        elif not answers or (PartyAnswer.NONE in answers and role in TRANSACTION_ROLES):
            yield found("party-missing", role, said, ground)


def who(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield what is missing of the parties that were named."""
    for one in facts.taking_part:
        said = {"party": one.name, "role": next(iter(one.roles), Role.NOT_SAID)}
        if not one.name:
            yield found("party-without-name", one.id, said)
        if not one.profile.country:
            yield found("party-without-country", one.id, said)
        streets = [each for each in one.profile.addresses if each.line]
        if not streets and set(one.roles) & _NEEDS_ADDRESS:
            yield found("party-without-address", one.id, said, _kyc(facts))


def handling(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield forwarders and banks that are to receive or use the goods."""
    for one in facts.taking_part:
        said = {"party": one.name}
        if Role.FREIGHT_FORWARDER in one.roles and _is_destination(facts, one):
            yield found("party-forwards", one.id, said, flag_ground(facts, "KYC-09"))
            continue
        if not set(one.roles) & _RECEIVES:
            continue
        if Role.FREIGHT_FORWARDER in one.roles:
            yield found("party-forwards", one.id, said, flag_ground(facts, "KYC-09"))
        if Role.BANK in one.roles:
            yield found("party-bank-receives", one.id, said, flag_ground(facts, "FB23-07"))


def _is_destination(facts: CaseFacts, one: PartyFacts) -> bool:
    """Whether the goods are to end up at an address of this party."""
    where = facts.case.destination
    address = folded(where.address)
    return bool(address) and any(
        each.country == where.country and folded(each.line) == address
        for each in one.profile.addresses
    )


def places(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield parties in places under an embargo, and who is elsewhere than the goods go."""
    for one in facts.taking_part:
        for code in one.profile.countries:
            rule = facts.rulebook.countries_rules.of(code)
            if rule is not None and is_embargoed(rule):
                yield _embargoed(facts, one, rule)
        for address in one.profile.addresses:
            for region in facts.rulebook.countries_rules.regions_named(address.line):
                if address.country == region.country:
                    said = {"party": one.name, "region": region.name}
                    ground = region_ground(region)
                    yield found("destination-region-hint", f"{one.id}/{region.code}", said, ground)
        yield from _elsewhere(facts, one)


def _elsewhere(facts: CaseFacts, one: PartyFacts) -> Iterator[CaseFinding]:
    """Yield whether somebody receives or uses the goods in another place than they go to.

    That an end user is under an embargo is told already.
    """
    goes_to, country = facts.case.destination.country, one.profile.country
    if not country or not goes_to or goes_to in one.profile.countries:
        return
    said = {"party": one.name, "country": facts.country_name(country)}
    rule = facts.rulebook.countries_rules.of(country)
    if Role.ULTIMATE_CONSIGNEE in one.roles:
        yield found("party-elsewhere", one.id, said, _kyc(facts))
    elif Role.END_USER in one.roles and not (rule is not None and is_embargoed(rule)):
        yield found("party-uses-elsewhere", one.id, said, _kyc(facts))


def is_embargoed(rule: CountryRule) -> bool:
    """Whether nearly everything that goes there likely needs a license."""
    special = rule.special in (SpecialRule.EMBARGO, SpecialRule.RUSSIA_BELARUS)
    return special or rule.is_group_e


def _embargoed(facts: CaseFacts, one: PartyFacts, rule: CountryRule) -> CaseFinding:
    said = {"party": one.name, "country": facts.country_name(rule.code)}
    handles = bool(set(one.roles) & _HANDLES)
    code = "party-embargoed" if handles else "party-near-embargo"
    return found(code, f"{one.id}/{rule.code}", said, country_ground(rule))


def _kyc(facts: CaseFacts) -> Note:
    return facts.rulebook.notes.of("know-your-customer")
