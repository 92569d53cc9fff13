"""What holds for every ownership, however tangled: checked against a plain recomputation."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from exportdesk.diligence import Holding, OwnerListing, OwnerParty, OwnershipResult, ownership
from exportdesk.rulebook import load_rulebook
from tests.diligence.owners import IN_FORCE

RULES = load_rulebook().ownership
NAMES = "XABCDE"
HALF = Decimal(50)
LISTINGS = (
    *[()] * 4,
    (OwnerListing("SDN", ("SDGT",)),),
    (OwnerListing("SDN", ("CUBA",)),),
    (OwnerListing("EL"),),
    (OwnerListing("EL", is_confirmed=False),),
    (OwnerListing("SDN", ("SDGT",), is_confirmed=False),),
)

percents = st.sampled_from([Decimal(n) for n in (0, 10, 20, 25, 30, 40, 50, 60, 100)])
holdings = st.lists(
    st.builds(
        Holding,
        st.sampled_from(NAMES),
        st.sampled_from(NAMES),
        st.one_of(percents, percents, percents, st.none()),
    ),
    max_size=14,
)
listings = st.lists(st.sampled_from(LISTINGS), min_size=len(NAMES), max_size=len(NAMES))


def asked(held: list[Holding], listed: list[tuple[OwnerListing, ...]]) -> OwnershipResult:
    """Return what comes of the holdings of X."""
    parties = [OwnerParty(name, name, on) for name, on in zip(NAMES, listed, strict=True)]
    return ownership("X", parties, held, RULES, IN_FORCE)


def greatest(held: list[Holding]) -> dict[tuple[str, str], Decimal]:
    """Return the greatest known share of each owner in each firm, own shares left out."""
    shares: dict[tuple[str, str], Decimal] = {}
    for one in held:
        if one.owner != one.owned and one.percent is not None:
            key = (one.owner, one.owned)
            shares[key] = max(shares.get(key, Decimal(0)), one.percent)
    return shares


def by_brute_force(held: list[Holding], listed: set[str]) -> Decimal:
    """Return how much of X those hold who are in every set that the rule cannot leave.

    A set is closed when it holds the listed ones and every firm of which its members hold one
    half. The smallest closed set is what all closed sets have in common.
    """
    shares = greatest(held)
    owners = [name for name in NAMES if name != "X"]

    def held_by(firm: str, some: set[str]) -> Decimal:
        return sum((p for (a, b), p in shares.items() if b == firm and a in some), Decimal(0))

    common = set(owners)
    for size in range(len(owners) + 1):
        for chosen in combinations(owners, size):
            some = set(chosen)
            closed = all(f in some for f in owners if held_by(f, some) >= HALF)
            if listed <= some and closed:
                common &= some
    return held_by("X", common)


def confirmed(listed: list[tuple[OwnerListing, ...]], rule: str) -> set[str]:
    """Return who is listed for sure under a rule."""
    return {
        name
        for name, on in zip(NAMES, listed, strict=True)
        for listing in on
        if listing.is_confirmed and RULES.of(rule).covers(listing.list, listing.programs)
    } - {"X"}


@given(holdings, listings)
def test_the_cascade_is_what_brute_force_finds(
    held: list[Holding], listed: list[tuple[OwnerListing, ...]]
) -> None:
    result = asked(held, listed)
    for one in result.sums:
        assert one.total == by_brute_force(held, confirmed(listed, one.rule.code))
        assert one.could_be >= one.total


@given(holdings, listings, st.data())
def test_a_greater_share_never_makes_a_sum_smaller(
    held: list[Holding], listed: list[tuple[OwnerListing, ...]], data: st.DataObject
) -> None:
    before = asked(held, listed)
    if not held:
        return
    at = data.draw(st.integers(0, len(held) - 1))
    more = (held[at].percent or Decimal(0)) + data.draw(percents)
    after = asked([*held[:at], replace(held[at], percent=more), *held[at + 1 :]], listed)
    for was, now in zip(before.sums, after.sums, strict=True):
        assert now.total >= was.total
        assert was.counted <= now.counted


@given(holdings, listings, st.integers(1, len(NAMES) - 1), st.sampled_from(LISTINGS))
def test_one_more_listing_never_makes_it_better(
    held: list[Holding],
    listed: list[tuple[OwnerListing, ...]],
    at: int,
    more: tuple[OwnerListing, ...],
) -> None:
    before = asked(held, listed)
    after = asked(held, [*listed[:at], listed[at] + more, *listed[at + 1 :]])
    for was, now in zip(before.sums, after.sums, strict=True):
        assert now.total >= was.total
        assert now.could_be >= was.could_be


@given(holdings, listings, st.randoms())
def test_the_order_of_holdings_changes_no_sum(
    held: list[Holding], listed: list[tuple[OwnerListing, ...]], random: Random
) -> None:
    shuffled = list(held)
    random.shuffle(shuffled)
    there, back = asked(held, listed), asked(shuffled, listed)
    for one, other in zip(there.sums, back.sums, strict=True):
        assert (one.total, one.could_be, one.counted) == (
            other.total,
            other.could_be,
            other.counted,
        )
    assert there.consequence is back.consequence
    codes = sorted(finding.code for finding in there.findings)
    assert codes == sorted(finding.code for finding in back.findings)


@given(holdings, listings)
def test_what_is_settled_lies_between_for_sure_and_at_most(
    held: list[Holding], listed: list[tuple[OwnerListing, ...]]
) -> None:
    """Deciding every open owner as listed, with known shares, never passes what could be."""
    known = [one for one in held if one.percent is not None]
    sure = [tuple(replace(each, is_confirmed=True) for each in on) for on in listed]
    for settled, open_ in zip(asked(known, sure).sums, asked(known, listed).sums, strict=True):
        assert open_.total <= settled.total <= open_.could_be
