"""Whether a license is likely required for a product, and whether those recorded still hold."""

from collections.abc import Iterable, Iterator

from exportdesk.core.cases import NO_REGION
from exportdesk.diligence.case_codes import KINDS
from exportdesk.diligence.case_facts import CaseFacts, ItemFacts
from exportdesk.diligence.case_findings import CaseFinding, found, of_kind
from exportdesk.diligence.indication import IndicationLine, LicenseVerdict

_SUPPLEMENT = "license-place-supplement"
_SHARED = ("license-party-", "license-embargo")
_CODES = {
    LicenseVerdict.LIKELY_REQUIRED: "license-likely",
    LicenseVerdict.DEPENDS: "license-depends",
    LicenseVerdict.NOT_CHECKED: "license-not-checked",
}


def indications(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield what the license indicator says of each product."""
    for one in facts.items:
        yield from _indication(one, facts)


def licenses(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield the recorded licenses that run out before the goods go."""
    for one in facts.case.licenses:
        if one.expires_on is not None and one.expires_on < facts.export_on:
            said = {"number": one.number, "on": one.expires_on.isoformat()}
            ground = facts.rulebook.notes.of("license-terms")
            yield found("license-expired", one.number, said, ground)


def _indication(one: ItemFacts, facts: CaseFacts) -> Iterator[CaseFinding]:
    said = {"product": one.name, "eccn": one.item.product.eccn}
    if one.indication is None:
        ground = facts.rulebook.notes.of("eccn-needed")
        nothing = {"count": "0", "what": ground.provenance.citation}
        yield found("license-not-checked", one.id, said | nothing, ground)
        return
    for verdict, code in _CODES.items():
        lines = [line for line in one.indication.lines if line.verdict is verdict]
        if lines:
            facts_of = said | {"count": str(len(lines)), "what": _named(lines)}
            agencies = ("BIS",) if verdict.holds and _is_for_bis(lines, facts) else ()
            ground = lines[0].ground
            yield of_kind(KINDS[code], code, one.id, facts_of, ground, agencies=agencies)
    if one.indication.verdict is LicenseVerdict.NOT_INDICATED:
        yield found("license-not-indicated", one.id, said)


def _is_for_bis(lines: Iterable[IndicationLine], facts: CaseFacts) -> bool:
    """Whether BIS alone licenses these grounds: OFAC may for blocked parties and embargoes."""
    places = [facts.rulebook.countries_rules.of(code) for code in facts.countries]
    is_embargoed = any(one is not None and one.is_group_e for one in places)
    is_shared = any(line.code.startswith(_SHARED) for line in lines)
    return not (is_shared or is_embargoed or facts.case.destination.region not in ("", NO_REGION))


def _named(lines: Iterable[IndicationLine]) -> str:
    """Return what these lines are about, each once: a supplement, a rule, or what it rests on."""
    names = (
        str(line.facts.get("listed") if line.code == _SUPPLEMENT else line.facts.get("name") or "")
        or line.citation
        for line in lines
    )
    return "; ".join(dict.fromkeys(names))
