"""What findings rest on: a red flag of the rulebook where it has it, else a statement of law."""

from exportdesk.diligence.case_facts import CaseFacts
from exportdesk.rulebook import CountryRule, Note, RedFlag, Region


def flag_ground(facts: CaseFacts, flag: str, otherwise: str = "know-your-customer") -> Note:
    """Return the red flag as a statement, or another one where this rulebook lacks it."""
    found = red_flag(facts, flag)
    if found is None:
        return facts.rulebook.notes.of(otherwise)
    return Note(found.id, found.text, found.provenance)


def red_flag(facts: CaseFacts, flag: str) -> RedFlag | None:
    """Return a red flag, None where this rulebook does not have it."""
    return next((one for one in facts.rulebook.red_flags.all() if one.id == flag), None)


def country_ground(rule: CountryRule) -> Note:
    """Return what the rulebook says of a country as a statement."""
    return Note(f"country-{rule.code}", rule.note, rule.provenance)


def region_ground(region: Region) -> Note:
    """Return what the rulebook says of a region as a statement."""
    return Note(f"region-{region.code}", region.note, region.provenance)
