"""What screening the parties of a case left: matches nobody decided, and listed parties."""

from collections.abc import Iterator

from exportdesk.core.standing import MatchState
from exportdesk.diligence.case_codes import KINDS
from exportdesk.diligence.case_facts import (
    CaseFacts,
    PartyFacts,
    PartyMatch,
    ScreeningState,
    named_parties,
)
from exportdesk.diligence.case_findings import CaseFinding, found, meaning_ground, of_kind
from exportdesk.rulebook import Consequence
from exportdesk.rulebook.meanings import ADDRESS_ENTRY


def screening(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield who was not screened, which matches are open, and who is listed."""
    for one in facts.parties:
        said = {"party": one.name}
        match one.screening:
            case ScreeningState.NOT_SCREENED:
                yield found("screening-missing", one.id, said)
            case ScreeningState.STALE:
                yield found("screening-stale", one.id, said)
            case _:
                pass
        for each in one.matches:
            yield from _match(facts, one, each)
    # A named party that no facts came for was not looked at: that may not pass for a good sign.
    for key, (named, roles) in named_parties(facts.case).items():
        if facts.party(key) is None:
            name = named.profile.name if named.profile else ""
            yield found("screening-missing", key, {"party": name or roles[0]})
    if facts.parties and all(_is_settled(one) for one in facts.parties):
        said = {"parties": str(len(facts.parties))}
        yield found("screening-no-open-match", facts=said)


def agency_of(agency: str) -> tuple[str, ...]:
    """Return the short name of an agency: the last word in brackets."""
    _before, bracket, short = agency.rpartition("(")
    return (short.rstrip(") "),) if bracket else ()


def _is_settled(one: PartyFacts) -> bool:
    states = {each.state for each in one.matches}
    return one.screening is ScreeningState.CURRENT and states <= {MatchState.NOT_SAME}


def _match(facts: CaseFacts, one: PartyFacts, match: PartyMatch) -> Iterator[CaseFinding]:
    about = f"{one.id}/{match.uid}"
    said = {"party": one.name, "listing": match.name, "list": match.meaning.name}
    ground = meaning_ground(match.meaning)
    is_address = match.meaning.code == ADDRESS_ENTRY
    if match.state is MatchState.NOT_SAME:
        return
    if match.has_ended:
        yield found("listed-ended", about, said, ground)
    elif match.state.is_undecided:
        code = "match-undecided-address" if is_address else "match-undecided"
        yield found(code, about, said, ground)
    elif not one.of or not _is_counted(facts, one):
        # What a listed owner leads to is for the ownership rules; one they do not know is a flag.
        consequence = Consequence.RED_FLAG if one.of else match.meaning.consequence
        code = f"listed-{consequence}"
        if is_address and not one.of:
            code = "listed-address"
        yield of_kind(
            KINDS[code],
            code,
            about,
            said,
            ground,
            consequence=consequence,
            agencies=agency_of(match.meaning.agency),
            next_steps=facts.rulebook.next_steps.of(match.meaning.code),
        )


def _is_counted(facts: CaseFacts, owner: PartyFacts) -> bool:
    """Whether a rule on ownership took this owner for listed."""
    owned = facts.party(owner.of)
    sums = owned.ownership.sums if owned and owned.ownership else ()
    return any(listed.party.id == owner.id for each in sums for listed in each.listed)
