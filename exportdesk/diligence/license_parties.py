"""Lists of parties: what a confirmed listing of somebody in the transaction asks for."""

from collections.abc import Iterable, Iterator

from exportdesk.core.parties import Role
from exportdesk.diligence.indication import IndicationLine, LicenseVerdict
from exportdesk.diligence.license_asked import Asked
from exportdesk.diligence.license_items import ListedParty
from exportdesk.diligence.license_uses import in_supplement_2
from exportdesk.rulebook import (
    Consequence,
    ListMeaning,
    Note,
    PartyCovers,
    PartyRule,
    Provenance,
    denial_order_ended,
)
from exportdesk.rulebook.hs_codes import hs6_of

_OUTSIDE = frozenset({Role.OWNER, Role.DIRECTOR})
_NO_EXCEPTIONS = frozenset({Consequence.BLOCK, Consequence.HOLD_LICENSE, Consequence.DOCUMENT})


def party_lines(asked: Asked) -> Iterator[IndicationLine]:
    """Yield what the listings of the parties ask for. A denial order that ran out asks nothing."""
    for party in _each_once(asked.parties):
        if denial_order_ended(party.listing, asked.on):
            continue
        meaning = asked.rulebook.meaning_of(party.listing.list, party.listing.kind)
        if meaning.consequence is not Consequence.RED_FLAG:  # no ground for a license
            yield _of_listing(asked, party, meaning)


def _each_once(parties: Iterable[ListedParty]) -> Iterator[ListedParty]:
    """Yield each party once for each of its listings: several roles are no further ground.

    A role in the transaction itself counts, where there is one.
    """
    first: dict[tuple[str, str, str], ListedParty] = {}
    for one in parties:
        key = (one.name, one.listing.uid, one.counts_by)
        held = first.get(key)
        if held is None or (held.role in _OUTSIDE and one.role not in _OUTSIDE):
            first[key] = one
    yield from first.values()


def bars_exceptions(asked: Asked) -> bool:
    """Return whether a listing of a party bars license exceptions as a rule."""
    return any(
        asked.rulebook.meaning_of(one.listing.list, one.listing.kind).consequence in _NO_EXCEPTIONS
        for one in asked.parties
        if not denial_order_ended(one.listing, asked.on)
    )


def _of_listing(asked: Asked, party: ListedParty, meaning: ListMeaning) -> IndicationLine:
    rule = asked.rulebook.license_rules.parties.get(meaning.code)
    code, verdict = _asks(asked, party, meaning, rule)
    listing = party.listing
    facts = {
        "party": party.name,
        "role": str(party.role),
        "listed": listing.name,
        "list": meaning.name,
        "requirement": listing.requirement,
        "policy": listing.policy,
        "counts_by": party.counts_by,
        "eccn": asked.item.written,
    }
    return IndicationLine(code, verdict, _ground(asked, party, meaning, rule), facts)


def _asks(
    asked: Asked, party: ListedParty, meaning: ListMeaning, rule: PartyRule | None
) -> tuple[str, LicenseVerdict]:
    if party.role in _OUTSIDE and not party.counts_by:
        return "license-party-behind", LicenseVerdict.NOT_CHECKED
    if meaning.consequence is Consequence.DOCUMENT:
        return "license-party-document", LicenseVerdict.NOT_INDICATED
    if meaning.consequence is Consequence.REVIEW:
        return "license-party-review", LicenseVerdict.NOT_CHECKED
    match rule.covers if rule else PartyCovers.ALL:
        case PartyCovers.SUPPLEMENT_7:
            return _at_address(asked)
        case PartyCovers.SUPPLEMENT_2:
            return in_supplement_2(asked)
        case PartyCovers.AS_PUBLISHED:
            return "license-party-published", LicenseVerdict.LIKELY_REQUIRED
        case _:
            code = "block" if meaning.consequence is Consequence.BLOCK else "hold"
            return f"license-party-{code}", LicenseVerdict.LIKELY_REQUIRED


def _at_address(asked: Asked) -> tuple[str, LicenseVerdict]:
    """Return what an address entry asks for: items with an ECCN, and EAR99 ones of a supplement."""
    listed = asked.rulebook.license_rules.supplement_7
    if not asked.item.written:
        return "license-place-no-eccn", LicenseVerdict.NOT_CHECKED
    if asked.item.is_controlled or hs6_of(asked.item.hs_code) in listed.codes:
        return "license-party-address", LicenseVerdict.LIKELY_REQUIRED
    return "license-party-address-ear99", LicenseVerdict.DEPENDS


def _ground(asked: Asked, party: ListedParty, meaning: ListMeaning, rule: PartyRule | None) -> Note:
    if party.counts_by:
        owned = asked.rulebook.ownership.of(party.counts_by)
        return Note(owned.code, owned.strictest, owned.provenance)
    if rule is not None:
        return rule.note
    provenance = Provenance(
        citation=meaning.citation,
        status=meaning.status,
        as_of=meaning.as_of,
        source=meaning.source,
        unverified_note=meaning.unverified_note,
    )
    return Note(f"list-{meaning.code}", meaning.what_it_means, provenance)
