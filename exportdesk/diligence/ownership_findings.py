"""What the ownership calculation has to say: under each rule, and of the holdings as entered."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from exportdesk.diligence.findings import Finding, Severity
from exportdesk.diligence.ownership_view import (
    OwnerListing,
    OwnerParty,
    OwnershipSum,
    percent_text,
)
from exportdesk.diligence.shareholdings import NOTHING, WHOLE, Share, Shareholdings
from exportdesk.rulebook import Consequence, Note

Parties = Mapping[str, OwnerParty]

_RED_FLAG = Consequence.RED_FLAG


def rule_findings(
    of: OwnershipSum, firm: str, parties: Parties, shares: Shareholdings
) -> Iterator[Finding]:
    """Yield what follows from the owners of `firm` under one rule, as it stands on that day."""
    yield from _sum_finding(of, firm, parties)
    if of.reached:
        if len(of.listed) > 1:
            yield Finding(
                "ownership-strictest", Severity.NOTE, facts=_facts(of), ground=_strictest(of)
            )
    else:
        yield from _minorities(of, firm, parties, shares)
        yield from _unknown_shares(of, firm, parties, shares)
        yield from _undecided(of)
        if of.could_reach:
            yield Finding(
                "ownership-could-reach",
                Severity.ERROR if of.state.in_force else Severity.WARNING,
                facts=_facts(of) | {"firm": parties[firm].name},
                consequence=_RED_FLAG,
                ground=_state(of),
            )
    yield from _parents(of, firm, parties, shares)


def data_findings(firm: str, parties: Parties, shares: Shareholdings) -> Iterator[Finding]:
    """Yield what is missing or cannot be right in the holdings as they were entered."""
    above = shares.above(firm)
    for holding in shares.not_percent:
        yield Finding(
            "ownership-not-a-share",
            Severity.ERROR,
            facts=_ends(parties, holding.owner, holding.owned) | {"percent": str(holding.percent)},
        )
    for holding in shares.own:
        yield Finding("ownership-own-shares", Severity.NOTE, facts=_firm(parties, holding.owned))
    for one in above:
        yield from _entered_wrong(one, parties, shares)
    for one in above[1:]:
        if not parties[one].is_screened:
            yield Finding(
                "ownership-not-screened", Severity.WARNING, facts={"owner": parties[one].name}
            )
    circle = shares.in_circles(firm)
    if circle:
        names = ", ".join(parties[one].name for one in circle)
        yield Finding("ownership-circle", Severity.NOTE, facts={"firms": names})
    yield from _missing(above, parties, shares)


def _sum_finding(of: OwnershipSum, firm: str, parties: Parties) -> Iterator[Finding]:
    facts = _facts(of) | {"firm": parties[firm].name}
    if of.reached and of.state.in_force:
        yield Finding(
            "ownership-reached",
            Severity.ERROR,
            facts=facts,
            consequence=of.rule.consequence,
            ground=_state(of),
        )
    elif of.reached:
        yield Finding(
            "ownership-reached-not-in-force",
            Severity.WARNING,
            facts=facts,
            consequence=_RED_FLAG,
            ground=_state(of),
        )
    elif of.total > NOTHING:
        yield Finding(
            "ownership-below",
            Severity.WARNING,
            facts=facts,
            consequence=_RED_FLAG,
            ground=_said(of, "below", of.rule.below),
        )


def _minorities(
    of: OwnershipSum, firm: str, parties: Parties, shares: Shareholdings
) -> Iterator[Finding]:
    """Yield where those who count hold a share of an owner that is too small to count."""
    for one in shares.above(firm)[1:]:
        held = shares.held_at_least(one, of.counted)
        if one not in of.counted and held > NOTHING:
            facts = _facts(of) | {"firm": parties[firm].name, "owned": parties[one].name}
            yield Finding(
                "ownership-minority-above",
                Severity.WARNING,
                facts=facts | {"total": percent_text(held)},
                consequence=_RED_FLAG,
                ground=_said(of, "below", of.rule.below),
            )


def _unknown_shares(
    of: OwnershipSum, firm: str, parties: Parties, shares: Shareholdings
) -> Iterator[Finding]:
    lists = {owner.party.id: _lists(owner.listings) for owner in of.listed}
    for one in shares.above(firm):
        for share in shares.of(one):
            if one in of.counted or share.owner not in of.counted or not share.is_open:
                continue
            on = lists.get(share.owner, ())
            named = not on or bool(set(on) & of.rule.unknown_lists)
            yield Finding(
                "ownership-unknown-share",
                Severity.ERROR if named and of.state.in_force else Severity.WARNING,
                facts={
                    **_ends(parties, share.owner, one),
                    "rule": of.rule.name,
                    "standing": ", ".join(on) or of.rule.counts_as,
                    "at_most": percent_text(_at_most(share, shares)),
                },
                consequence=_RED_FLAG,
                ground=_said(of, "unknown", of.rule.unknown) if named else None,
            )


def _undecided(of: OwnershipSum) -> Iterator[Finding]:
    for owner in of.undecided:
        confirmed = any(listing.is_confirmed for listing in owner.listings)
        yield Finding(
            f"ownership-{'programs-unknown' if confirmed else 'undecided-owner'}",
            Severity.ERROR if of.could_reach else Severity.WARNING,
            facts={
                "owner": owner.party.name,
                "lists": ", ".join(_lists(owner.listings)),
                "rule": of.rule.name,
            },
        )


def _parents(
    of: OwnershipSum, firm: str, parties: Parties, shares: Shareholdings
) -> Iterator[Finding]:
    if not of.rule.parents:
        return
    for share in shares.held_by(firm):
        listings = [
            each
            for each in parties[share.owned].listings
            if each.is_confirmed and of.rule.covers(each.list, each.programs)
        ]
        if listings and share.owned != firm:
            yield Finding(
                "ownership-parent",
                Severity.WARNING,
                facts=_ends(parties, firm, share.owned)
                | {"lists": ", ".join(_lists(listings)), "rule": of.rule.name},
                consequence=_RED_FLAG,
                ground=_said(of, "parents", of.rule.parents),
            )


def _entered_wrong(firm: str, parties: Parties, shares: Shareholdings) -> Iterator[Finding]:
    known = shares.known(firm)
    if known > WHOLE:
        facts = _firm(parties, firm) | {"total": percent_text(known)}
        yield Finding("ownership-over-whole", Severity.ERROR, facts=facts)
    for share in shares.of(firm):
        if share.entered > 1:
            yield Finding(
                "ownership-entered-twice",
                Severity.WARNING,
                facts=_ends(parties, share.owner, firm)
                | {"count": share.entered, "percent": percent_text(share.at_least)},
            )


def _missing(above: list[str], parties: Parties, shares: Shareholdings) -> Iterator[Finding]:
    firm = above[0]
    if not shares.of(firm):
        yield Finding("ownership-not-told", Severity.WARNING, facts=_firm(parties, firm))
    for one in above:
        open_shares = [share for share in shares.of(one) if share.is_open]
        for share in open_shares:
            if not parties[share.owner].listings:
                yield Finding(
                    "ownership-share-missing",
                    Severity.NOTE,
                    facts=_ends(parties, share.owner, one),
                )
        left = WHOLE - shares.known(one)
        if shares.of(one) and not open_shares and left > NOTHING:
            yield Finding(
                "ownership-incomplete",
                Severity.WARNING if left * 2 >= WHOLE else Severity.NOTE,
                facts=_firm(parties, one) | {"left": percent_text(left)},
            )
        if one != firm and not shares.of(one) and not _needs_no_owner(parties[one]):
            yield Finding("ownership-owners-unknown", Severity.NOTE, facts=_firm(parties, one))


def _needs_no_owner(party: OwnerParty) -> bool:
    """Return whether nothing would change if we knew who owns it: a person, or listed itself."""
    return party.is_person or any(listing.is_confirmed for listing in party.listings)


def _at_most(share: Share, shares: Shareholdings) -> Decimal:
    return shares.held_at_most(share.owned, (share.owner,))


def _facts(of: OwnershipSum) -> dict[str, object]:
    return {
        "rule": of.rule.name,
        "counts_as": of.rule.counts_as,
        "threshold": percent_text(of.rule.threshold),
        "total": percent_text(of.total),
        "could_be": percent_text(of.could_be),
        "on": of.on.isoformat(),
        "owners": ", ".join(
            f"{owner.party.name} ({', '.join(_lists(owner.listings))})" for owner in of.listed
        ),
    }


def _firm(parties: Parties, firm: str) -> dict[str, object]:
    return {"firm": parties[firm].name}


def _ends(parties: Parties, owner: str, owned: str) -> dict[str, object]:
    return {"owner": parties[owner].name, "owned": parties[owned].name}


def _lists(listings: Iterable[OwnerListing]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(listing.list for listing in listings))


def _state(of: OwnershipSum) -> Note:
    return Note(of.rule.code, of.state.sentence, of.state.provenance)


def _strictest(of: OwnershipSum) -> Note:
    return Note(f"{of.rule.code}-strictest", of.rule.strictest, of.rule.provenance)


def _said(of: OwnershipSum, what: str, text: str) -> Note:
    """Return what the rule makes of it; while it is not in force, that it is not."""
    if not of.state.in_force:
        return _state(of)
    return Note(f"{of.rule.code}-{what}", text, of.rule.provenance)
