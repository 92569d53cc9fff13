"""Who owns the parties: what the ownership calculation found, as findings of the case."""

from collections.abc import Iterator

from exportdesk.core.parties import PartyKind, Role
from exportdesk.diligence.case_codes import (
    OWNER_NOT_SCREENED,
    OWNERSHIP,
    OWNERSHIP_NOTE,
    FindingKind,
)
from exportdesk.diligence.case_facts import CaseFacts, PartyFacts
from exportdesk.diligence.case_findings import CaseFinding, found, of_kind
from exportdesk.diligence.checks.grounds import flag_ground
from exportdesk.diligence.findings import Finding, Severity
from exportdesk.rulebook import Consequence

_ASKED = frozenset(
    (Role.PURCHASER, Role.INTERMEDIATE_CONSIGNEE, Role.ULTIMATE_CONSIGNEE, Role.END_USER)
)
_AGENCIES = {Consequence.BLOCK: ("OFAC",), Consequence.HOLD_LICENSE: ("BIS",)}


def is_asked_for_owners(one: PartyFacts) -> bool:
    """Whether it matters who owns a party: a firm that buys, passes on, receives or uses."""
    return bool(set(one.roles) & _ASKED) and one.profile.kind is not PartyKind.PERSON


def owners(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield what follows from who owns each firm, and where that is not known."""
    for one in facts.taking_part:
        if not is_asked_for_owners(one):
            continue
        if one.ownership is None:
            ground = flag_ground(facts, "FB23-05")
            yield found("owners-not-asked", one.id, {"party": one.name}, ground)
            continue
        for finding in one.ownership.findings:
            yield _of_case(one, finding)


def _of_case(one: PartyFacts, finding: Finding) -> CaseFinding:
    names = (str(finding.facts[key]) for key in _NAMING if key in finding.facts)
    return of_kind(
        _kind(finding),
        finding.code,
        "/".join((one.id, *names)),
        finding.facts,
        finding.ground,
        consequence=finding.consequence,
        agencies=_AGENCIES.get(finding.consequence, ()) if finding.consequence else (),
    )


_NAMING = ("rule", "owner", "owned", "firm", "firms")


def _kind(finding: Finding) -> FindingKind:
    if finding.code == "ownership-not-screened":
        return OWNER_NOT_SCREENED
    if finding.consequence is None and finding.severity is Severity.NOTE:
        return OWNERSHIP_NOTE
    return OWNERSHIP.get(finding.consequence, OWNERSHIP[Consequence.RED_FLAG])
