"""The sample: drawn from the lists, the same each time, and its clean names listed nowhere."""

from itertools import islice

from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.listings import ListedName, Listing, NameRole
from exportdesk.core.measurements import Tally, Variation
from exportdesk.core.parties import PartyKind
from exportdesk.operations.demo import demo_list_file
from exportdesk.screening.made_names import made_names
from exportdesk.screening.measuring import (
    CLEAN,
    MOST_LISTED,
    Outcome,
    Probe,
    by_variation,
    outcomes,
    probes,
    rates,
)
from tests.screening.demo_index import listings_of


def listing(uid: str, *names: ListedName, kind: PartyKind = PartyKind.ORGANIZATION) -> Listing:
    return Listing(
        uid=ListingUid(uid),
        source=SourceKey("own:TEST"),
        list="TEST",
        list_name="Test list",
        kind=kind,
        names=names,
    )


def published(found: list[Probe]) -> list[Probe]:
    return [probe for probe in found if probe.variation is Variation.PUBLISHED]


def test_made_up_names_are_many_and_half_are_companies() -> None:
    made = list(islice(made_names(), 3000))
    assert len({one.name for one in made}) == 3000
    assert 1300 < sum(one.is_company for one in made) < 1800
    assert len({one.country for one in made}) == 16
    assert made == list(islice(made_names(), 3000))
    assert made[:2] == list(islice(made_names(), 2))
    assert all(one.name == " ".join(one.name.split()) for one in made)


def test_the_sample_does_not_depend_on_the_order_of_the_lists() -> None:
    listings = listings_of(demo_list_file())
    found = probes(listings)
    assert probes(reversed(listings)) == found
    assert sum(probe.variation is None for probe in found) == CLEAN
    assert 200 < len(published(found)) <= MOST_LISTED


def test_a_large_list_is_sampled() -> None:
    many = [listing(f"n{n}", ListedName(f"Zelvar Optika {n}")) for n in range(2000)]
    assert len(published(probes(many))) == MOST_LISTED


def test_weak_aliases_and_addresses_are_not_sampled() -> None:
    found = probes(
        [
            listing("a", ListedName("Zelvar"), ListedName("Zel", NameRole.WEAK_ALIAS)),
            listing("b", ListedName("Address 01"), kind=PartyKind.ADDRESS),
            listing("c", ListedName("Zelvar")),
        ]
    )
    (one,) = published(found)
    assert one.name == "Zelvar"
    assert one.expected == {"a", "c"}


def test_no_clean_name_is_listed_in_whatever_order() -> None:
    made = [one.name for one in islice(made_names(), 3)]
    turned = " ".join(reversed(made[1].split())).upper()
    listings = [
        listing("a", ListedName(made[0])),
        listing("b", ListedName("Zelvar"), ListedName(turned, NameRole.WEAK_ALIAS)),
    ]
    clean = [probe.name for probe in probes(listings) if probe.variation is None]
    assert len(clean) == CLEAN
    assert not {made[0], made[1]} & set(clean)
    assert clean[0] == made[2]


def test_what_counts_as_shown() -> None:
    own = frozenset({ListingUid("a"), ListingUid("c")})
    tried = [
        Probe("Zelvar", Variation.PUBLISHED, own),
        Probe("Zelvra", Variation.SWAPPED_LETTERS, own),
        Probe("Zlvar", Variation.DROPPED_LETTER, own),
        Probe("Meadow", None, frozenset()),
        Probe("Honey", None, frozenset()),
    ]
    a, b, c = (ListingUid(uid) for uid in "abc")
    found = outcomes(tried, [[(b, 99.0), (a, 90.0), (c, 80.0)], [(b, 99.0)], [], [(b, 61.0)], []])
    assert [one.score for one in found] == [90.0, -1.0, -1.0, 61.0, -1.0]
    assert by_variation(found, 60.0) == {
        Variation.PUBLISHED: Tally(1, 1),
        Variation.SWAPPED_LETTERS: Tally(1, 0),
        Variation.DROPPED_LETTER: Tally(1, 0),
        None: Tally(2, 1),
    }
    both = rates(found, 61.0)
    assert (both.listed, both.clean) == (Tally(2, 0), Tally(2, 1))
    assert rates(found, 61.5).clean == Tally(2, 0)


def test_at_a_threshold_of_nothing_only_what_was_found_is_shown() -> None:
    found = [Outcome(Variation.PUBLISHED, 0.0), Outcome(Variation.PUBLISHED, -1.0)]
    assert by_variation(found, 0.0) == {Variation.PUBLISHED: Tally(2, 1)}
