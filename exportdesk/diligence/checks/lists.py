"""What the answers rest on: lists and rulebook of which day, and the look-up by hand."""

from collections.abc import Iterator
from datetime import timedelta

from exportdesk.core.cases import LookUpResult
from exportdesk.diligence.case_facts import CaseFacts
from exportdesk.diligence.case_findings import CaseFinding, found
from exportdesk.diligence.checks.grounds import flag_ground

_NEEDED = ("SDN", "EL", "DPL", "UVL", "MEU")


def list_age(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield which lists were not confirmed lately, and whether the rulebook is old."""
    if not facts.lists:
        yield found("lists-missing")
    yield from _not_in_use(facts)
    oldest = facts.looked_on - timedelta(days=facts.policy.list_days)
    for one in facts.lists:
        if one.current_on is None:
            yield found("list-not-held", one.source, {"list": one.name})
        elif one.current_on < oldest:
            days = str(facts.policy.list_days)
            said = {"list": one.name, "on": one.current_on.isoformat(), "days": days}
            yield found("lists-old", one.source, said)
        elif one.undated:
            yield found("lists-undated", one.source, {"list": one.name})
    if facts.rulebook.as_of < facts.looked_on - timedelta(days=facts.policy.rulebook_days):
        days = str(facts.policy.rulebook_days)
        said = {"as_of": facts.rulebook.as_of.isoformat(), "days": days}
        yield found("rulebook-old", facts=said)


def _not_in_use(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield the lists of US agencies without which nobody can be said to have been screened."""
    codes = [one.codes for one in facts.lists if one.codes is not None]
    if not codes or len(codes) < len(facts.lists):
        return
    missing = [code for code in _NEEDED if not any(code in each for each in codes)]
    if missing:
        names = "; ".join(facts.rulebook.meanings[code].name for code in missing)
        yield found("lists-not-in-use", facts={"lists": names})


def look_up(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield what the look-up at the Trade Integrity Project came to, or that it is missing."""
    made, ground = facts.case.trade_integrity, facts.rulebook.notes.of("trade-integrity")
    needed = facts.is_high_priority and not facts.has_look_up_list
    if made is None:
        if needed:
            yield found("look-up-missing", ground=ground)
        return
    said = {"on": made.on.isoformat()}
    if made.on > facts.looked_on:
        yield found("look-up-ahead", facts=said, ground=ground)
    match made.result:
        case LookUpResult.FOUND:
            yield found("look-up-found", facts=said, ground=flag_ground(facts, "BIS24-05"))
        case LookUpResult.UNCLEAR:
            yield found("look-up-unclear", facts=said, ground=ground)
        case LookUpResult.NOT_FOUND:
            yield found("look-up-clean", facts=said, ground=ground)
    days = facts.policy.look_up_days
    if needed and made.on < facts.looked_on - timedelta(days=days):
        yield found("look-up-old", facts=said | {"days": str(days)}, ground=ground)
