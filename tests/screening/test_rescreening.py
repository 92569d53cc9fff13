"""Screening again after a change of lists: the same result as screening everybody."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from exportdesk.core.errors import StorageFault
from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.listings import Address, Identifier, ListedName, Listing, NameRole
from exportdesk.core.parties import Party, PartyKind, Role
from exportdesk.core.progress import Cancelled, Silent
from exportdesk.lists import load_catalogue, open_list
from exportdesk.operations.demo import demo_customers, demo_list_file, demo_next_list_file
from exportdesk.rulebook import load_rulebook
from exportdesk.screening import Screener
from exportdesk.screening.batch import screen_many
from exportdesk.screening.batch_workers import Crew
from exportdesk.screening.index import Index
from exportdesk.screening.made_names import made_names
from exportdesk.screening.normalize import read_name
from exportdesk.screening.readings import readings
from exportdesk.screening.rescreening import (
    MOST_CHANGED,
    Screened,
    is_too_much,
    near,
    rescreen,
    screen_book,
    screen_changed,
    waiting_crew,
)
from exportdesk.screening.touching import ListChanges, Touching
from tests.changed_lists import changed_lists, customers_near
from tests.real import real
from tests.sampling import by_name, sample
from tests.screening.demo_index import changed, index_of, listings_of


def listing(uid: str, *names: str, **facts: object) -> Listing:
    made = Listing(
        uid=ListingUid(uid),
        source=SourceKey("own:TEST"),
        list="TEST",
        list_name="Test list",
        kind=PartyKind.ORGANIZATION,
        names=tuple(ListedName(name, NameRole.ALIAS) for name in names),
        countries=("RU",),
    )
    return replace(made, **facts)  # type: ignore[arg-type] # fields by name


def made_listings(count: int, seed: int) -> list[Listing]:
    """Return made-up listings with aliases, addresses and numbers; many share words."""
    dice = random.Random(f"pool {seed}")
    names = list(islice(made_names(), 2000, 2000 + 3 * count))
    pool = []
    for number in range(count):
        made = names[3 * number]
        aliases = [names[3 * number + 1].name] if dice.random() < 0.4 else []
        street = names[3 * number + 2].name.split()[0]
        pool.append(
            listing(
                str(number),
                made.name,
                *aliases,
                kind=PartyKind.ORGANIZATION if made.is_company else PartyKind.PERSON,
                countries=(made.country,) if dice.random() < 0.8 else (),
                addresses=(Address(f"{dice.randrange(1, 99)} {street} Street, Dubai, AE"),)
                if dice.random() < 0.6
                else (),
                identifiers=(Identifier("Tax ID No.", f"77{dice.randrange(10**7, 10**8)}"),)
                if dice.random() < 0.2
                else (),
            )
        )
    return pool


def numbered(customers: list[Party], pool: list[Listing]) -> Iterator[Party]:
    """Yield the customers, some with a number of a listing."""
    known = [one.identifiers[0].number for one in pool if one.identifiers]
    for at, customer in enumerate(customers):
        number = known[at % len(known)] if at % 7 == 0 and known else ""
        yield replace(customer, identifier=number)


def brought_up_to_date(
    folder: Path, customers: list[Party], former: list[Screened], changes: ListChanges, **how: int
) -> list[Screened]:
    """Return every customer's result: the former where the change does not touch it."""
    again = [one.is_near for one in former]
    found = rescreen(folder, customers, again, changes, Silent(), processes=0, **how)
    return [found.get(at, one) for at, one in enumerate(former)]


@pytest.mark.parametrize("seed", range(sample(1, 6)))
def test_the_result_is_that_of_screening_everybody(tmp_path: Path, seed: int) -> None:
    pool = made_listings(400, seed)
    customers = list(numbered(customers_near(pool, 250, seed), pool))
    before, after, changes = changed_lists(pool, 0.04, seed)
    old, new = index_of(before, tmp_path / "old"), index_of(after, tmp_path / "new")
    former = screen_book(old, customers, Silent(), processes=0)
    now = brought_up_to_date(new, customers, former, changes)
    whole = screen_many(new, customers, Silent(), processes=0)
    assert [one.matches for one in now] == whole
    assert sum(one.matches != two.matches for one, two in zip(now, former, strict=True)) > 5


@by_name
def test_a_chain_of_changes_ends_where_screening_everybody_does(tmp_path: Path) -> None:
    pool = made_listings(500, 99)
    customers = list(numbered(customers_near(pool, 150, 99), pool))
    listed = pool[:470]
    former = screen_book(index_of(listed, tmp_path / "0"), customers, Silent(), processes=0)
    earlier = 0
    for step in range(1, sample(4, 9)):
        # One listing after the other goes, and another comes.
        gone, come = listed[step * 17], pool[469 + step]
        listed = [one for one in listed if one is not gone] + [come]
        folder = index_of(listed, tmp_path / str(step))
        changes = ListChanges((gone,), (come,))
        former = brought_up_to_date(folder, customers, former, changes, earlier=earlier)
        earlier += changes.count
        assert [one.matches for one in former] == screen_many(folder, customers, Silent())


@by_name
def test_the_result_is_the_same_with_the_real_lists(tmp_path: Path) -> None:
    seed = 1
    source, countries = load_catalogue().source("us-csl"), load_rulebook().countries
    file = real("lists/us-csl/consolidated.2022-05-16.csv.gz")
    pool = list(open_list(file, source, countries.country_code, Silent()))[:: sample(6, 3)]
    customers = customers_near(pool, sample(120, 250), seed)
    before, after, changes = changed_lists(pool, 0.01, seed)
    old, new = index_of(before, tmp_path / "old"), index_of(after, tmp_path / "new")
    former = screen_book(old, customers, Silent())
    found = rescreen(new, customers, [one.is_near for one in former], changes, Silent())
    whole = screen_many(new, customers, Silent())
    assert [found.get(at, one).matches for at, one in enumerate(former)] == whole
    assert len(found) < 0.6 * len(customers)


def test_processes_give_what_one_gives(tmp_path: Path) -> None:
    pool = made_listings(300, 5)
    customers = customers_near(pool, 120, 5)
    customers += [replace(one, role=Role.BANK) for one in customers[::4]]
    before, after, changes = changed_lists(pool, 0.04, 5)
    folder = index_of(after, tmp_path / "new")
    former = screen_book(index_of(before, tmp_path / "old"), customers, Silent(), processes=0)
    again = [one.is_near for one in former]
    here = rescreen(folder, customers, again, changes, Silent(), processes=0)
    assert 0 < len(here) < len(customers)
    assert rescreen(folder, customers, again, changes, Silent(), processes=2) == here
    with Crew(folder, 2) as crew:  # that waits while the book is read
        assert rescreen(folder, customers, again, changes, Silent(), processes=1, crew=crew) == here


def test_processes_wait_only_where_a_glance_at_each_pays_for_them(tmp_path: Path) -> None:
    with waiting_crew(tmp_path, 5_000) as crew:
        assert crew is None
    with waiting_crew(tmp_path, 100_000) as crew:
        assert crew is not None
        assert crew.process_ids


def test_many_are_judged_as_each_one_is(tmp_path: Path) -> None:
    pool = made_listings(300, 11)
    customers = list(numbered(customers_near(pool, 200, 11), pool))
    _before, after, changes = changed_lists(pool, 0.04, 11)
    asks = touching(tmp_path, after, changes)
    each = {at for at, party in enumerate(customers) if asks.touches(party)}
    assert 0 < len(each) < len(customers)
    assert asks.touched(customers) == each


# Who is touched


def test_who_was_near_and_who_changed_is_screened_without_any_change(tmp_path: Path) -> None:
    folder = index_of(made_listings(100, 3), tmp_path / "key")
    parties = [Party("Nobody Ever"), Party("Somebody Else"), Party("Nobody Ever")]
    found = rescreen(folder, parties, [False, False, True], ListChanges(), Silent())
    assert found == {0: Screened(), 2: Screened()}
    assert rescreen(folder, parties, [False] * 3, ListChanges(), Silent()) == {}
    assert rescreen(folder, [], [], ListChanges(), Silent()) == {}


def touching(tmp_path: Path, pool: list[Listing], changes: ListChanges) -> Touching:
    return Screener.load(index_of(pool, tmp_path / "whole")).touching(changes, near(60.0))


def test_a_changed_listing_touches_whoever_it_may_be(tmp_path: Path) -> None:
    pool = made_listings(300, 7)
    new = listing(
        "new", "Zelvar Optika", "Korvatski Andrei",
        addresses=(Address("6 Parusnaya Street, St Petersburg"),),
        identifiers=(Identifier("Tax ID No.", "7708710924"),),
    )  # fmt: skip
    asks = touching(tmp_path, [*pool, new], ListChanges(after=(new,)))
    for party in (
        Party("Zelwar Optika LLC", country="BR"),
        Party("Nobody", other_names=("Zelvar Optica",)),
        Party("Nobody", address="6 Parusnaya St., St Petersburg"),
        Party("Nobody", other_addresses=("ul. Parusnaya 6, St Petersburg",)),
        Party("Nobody", identifier="1234; INN 7708710924"),
        Party("ZelvarOptika"),
    ):
        assert asks.touches(party), party
    for party in (Party("Mill Creek Bakery"), Party(""), Party("Nobody", identifier="7708710925")):
        assert not asks.touches(party), party


def test_of_a_changed_listing_only_names_that_may_be_met_otherwise_touch(tmp_path: Path) -> None:
    """A name that stood there before, with the same beside it, is as one of any other listing."""
    pool = made_listings(300, 7)
    was = listing("one", "Zelvar Optika", "Tarvand Petrokimia", countries=("RU",))
    alias = ListedName("Qasimov Brothers Shipping")
    more = replace(was, names=(*was.names, alias), remarks="changed")
    asks = touching(tmp_path / "more", [*pool, more], ListChanges((was,), (more,)))
    assert asks.touches(Party("Qasimov Brothers Shipping"))
    assert not asks.touches(Party("Zelvar Optika"))
    for at, other in enumerate(
        (
            replace(was, countries=("AE",)),
            replace(was, kind=PartyKind.PERSON),
            replace(was, names=(replace(was.names[0], role=NameRole.WEAK_ALIAS), was.names[1])),
        )
    ):
        asks = touching(tmp_path / f"{at}", [*pool, other], ListChanges((was,), (other,)))
        assert asks.touches(Party("Zelvar Optika"))


def test_a_listing_that_is_gone_touches_whoever_it_was_like(tmp_path: Path) -> None:
    pool = made_listings(300, 7)
    gone = listing("gone", "Zelvar Optika", "Tarvand Petrokimia")
    now = replace(gone, names=gone.names[1:])
    for at, changes in enumerate((ListChanges((gone,)), ListChanges((gone,), (now,)))):
        asks = touching(tmp_path / str(at), [*pool, now] if at else pool, changes)
        assert asks.touches(Party("Zelvar Optika"))
        assert not asks.touches(Party("Mill Creek Bakery"))


def test_a_word_that_comes_or_goes_touches_whose_name_is_read_otherwise(tmp_path: Path) -> None:
    pool = made_listings(300, 7)
    glued = Party("Qworvandel Zzyzxmeridak Something Else Entirely Here")
    other = listing("other", "Zzyzx", kind=PartyKind.PERSON), listing("more", "Meridak")
    asks = touching(tmp_path, [*pool, *other], ListChanges(after=other))
    lexicon = Index(tmp_path / "whole").lexicon
    assert len(readings(read_name(glued.name), lexicon)) == 2
    assert asks.touches(glued)
    gone = touching(tmp_path, pool, ListChanges(before=other))
    assert gone.touches(glued)
    assert gone.touches(Party("Meridak With Several Other Words Beside"))
    assert not gone.touches(Party("Plain Creek Bakery"))


# How much is too much


def test_much_changed_lists_are_screened_whole(tmp_path: Path) -> None:
    pool = made_listings(100, 3)
    folder = index_of(pool, tmp_path / "key")
    few = ListChanges(after=tuple(pool[:5]))
    assert few.count <= MOST_CHANGED * len(pool)
    assert not is_too_much(folder, few)
    assert is_too_much(folder, few, earlier=1)
    assert is_too_much(folder, ListChanges(tuple(pool[4:6]), tuple(pool[:5])))
    parties = [Party("Mill Creek Bakery")]
    assert rescreen(folder, parties, [False], few, Silent()) == {}
    assert rescreen(folder, parties, [False], few, Silent(), earlier=1) == {0: Screened()}
    assert rescreen(folder, parties, [False], few, Silent(), min_score=10.0).keys() == {0}


@pytest.mark.parametrize(("shown", "least"), [(60.0, 30.0), (90.0, 60.0), (25.0, 5.0)])
def test_near_lies_below_what_is_shown(shown: float, least: float) -> None:
    assert near(shown) == least


def test_stopping_and_an_unreadable_index_are_told(tmp_path: Path) -> None:
    class Stopping(Silent):
        def step(self, done: int, total: int | None = None) -> None:
            if done:
                raise Cancelled

    folder = index_of(made_listings(50, 3), tmp_path / "key")
    parties = [Party("Mill Creek Bakery"), Party("Dayton Tools Inc.")]
    changes = ListChanges(after=tuple(made_listings(1, 3)))
    for processes in (0, 2):
        with pytest.raises(Cancelled):
            rescreen(folder, parties, [True] * 2, changes, Stopping(), processes=processes)
    with pytest.raises(StorageFault) as caught:
        rescreen(tmp_path / "none", parties, [True] * 2, changes, Silent())
    assert caught.value.code == "index-unreadable"


# Only what is found among the changed listings


def test_what_is_found_among_changed_listings_is_what_a_whole_screening_finds_of_them(
    tmp_path: Path,
) -> None:
    after = listings_of(demo_next_list_file())
    uids = changed(listings_of(demo_list_file()), after)
    assert len(uids) == 5
    ordinary = [Party(made.name, country=made.country) for made in islice(made_names(), 60)]
    names = [Party(name.text) for listing in after for name in listing.names]
    asked = [*(customer.party for customer in demo_customers()), *ordinary, *names]
    folder = index_of(after, tmp_path / "next")
    whole = screen_many(folder, asked, Silent(), limit=10_000, min_score=25.0)
    expected = [tuple(match for match in found if match.uid in uids) for found in whole]
    assert sum(map(bool, expected)) > 5
    these = [one for one in after if one.uid in uids]
    for processes in (0, 2):
        found = screen_changed(folder, asked, these, Silent(), min_score=25.0, processes=processes)
        assert found == expected
    (silk,) = screen_changed(folder, [Party("Silk Meridian Trading LLP")], these, Silent())
    assert [match.name for match in silk] == ["Silk Meridian Trading LLP"]
    assert screen_changed(tmp_path / "no index", [Party("Acme")], (), Silent()) == [()]
