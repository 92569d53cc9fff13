"""Owners and holdings written short, for tables of cases.

Parties: `A=SDN/RUSSIA-EO14024 B=EL C=?SDN/CUBA`: a list with its programs, `?` where nobody has
decided it. Holdings: `A>C:60 B>C:? A>B:49.99`: owner, owned and percent, `?` where not known.
"""

from datetime import date
from decimal import Decimal

from exportdesk.diligence import Holding, OwnerListing, OwnerParty, OwnershipResult, ownership
from exportdesk.rulebook import OwnershipRules

IN_FORCE = date(2026, 11, 22)
SUSPENDED = date(2026, 5, 1)


def read_holdings(text: str) -> list[Holding]:
    """Return the holdings that a short text means."""
    holdings = []
    for each in text.split():
        owner, _, rest = each.partition(">")
        owned, _, percent = rest.partition(":")
        holdings.append(Holding(owner, owned, None if percent == "?" else Decimal(percent)))
    return holdings


def read_parties(text: str, holdings: list[Holding], firm: str) -> list[OwnerParty]:
    """Return the firm and all owners; whoever the text does not name is on no list."""
    listings: dict[str, list[OwnerListing]] = {}
    for each in text.split():
        name, _, told = each.partition("=")
        listed, _, programs = told.lstrip("?").partition("/")
        listings.setdefault(name, []).append(
            OwnerListing(
                listed,
                tuple(programs.split(",")) if programs else (),
                is_confirmed=not told.startswith("?"),
            )
        )
    names = dict.fromkeys([firm, *(end for h in holdings for end in (h.owner, h.owned))])
    return [OwnerParty(name, name, tuple(listings.get(name, ())), is_person=True) for name in names]


def owned(
    rules: OwnershipRules, parties: str, holdings: str, on: date = IN_FORCE, firm: str = "X"
) -> OwnershipResult:
    """Return what the owners of X make of it."""
    held = read_holdings(holdings)
    return ownership(firm, read_parties(parties, held, firm), held, rules, on)
