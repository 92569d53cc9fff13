"""Listed addresses of the real lists: found however they are rewritten, and clean ones not."""

# ruff: noqa: T201 - the rates are shown with `pytest -s`

import random
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.listings import Address, Listing
from exportdesk.core.matches import Relation
from exportdesk.core.parties import Party, PartyKind
from exportdesk.core.progress import Silent
from exportdesk.screening import IndexBuilder, Screener
from exportdesk.screening.address_index import AddressFinder
from exportdesk.screening.addresses import read_address
from exportdesk.screening.index import Index
from tests import addresses as made
from tests.real import real
from tests.sampling import by_name

PER_FORM = 20
FORMS = ("hong_kong", "china", "turkey", "emirates", "russia", "united_states")


@pytest.fixture(scope="module")
def listed() -> list[str]:
    texts = [
        *made.csl_addresses(real("lists/us-csl/consolidated.2022-05-16.csv.gz")),
        *made.ecfr_addresses(real("lists/us-bis/ecfr-title-15-part-744.2026-07-23.xml.gz")),
        *made.ofac_addresses(real("lists/us-ofac/add.2025-12.csv.gz")),
    ]
    return list(dict.fromkeys(text for text in texts if ";" not in text))


@pytest.fixture(scope="module")
def finder(listed: list[str], tmp_path_factory: pytest.TempPathFactory) -> AddressFinder:
    folder = tmp_path_factory.mktemp("real") / "index"
    builder = IndexBuilder()
    for number, text in enumerate(listed):
        builder.add(listing(number, text))
    builder.finish(folder, Silent())
    return Index(folder).addresses


def listing(number: int, text: str) -> Listing:
    """Return an address as a listing without a name."""
    return Listing(
        uid=ListingUid(str(number)),
        source=SourceKey("own:TEST"),
        list="TEST",
        list_name="Test",
        kind=PartyKind.ADDRESS,
        names=(),
        addresses=(Address(text),),
    )


def sample(listed: list[str], form: str) -> list[tuple[int, str]]:
    """Return listed addresses of one form that say which house."""
    every = [
        (number, text)
        for number, text in enumerate(listed)
        if made.form_of(text) == form and read_address(text).has_house
    ]
    return random.Random(form).sample(every, min(PER_FORM, len(every)))


@by_name
def test_a_listed_address_is_found_however_it_is_written(
    listed: list[str], finder: AddressFinder
) -> None:
    found: Counter[tuple[str, str]] = Counter()
    tried: Counter[tuple[str, str]] = Counter()
    missed: dict[str, list[str]] = defaultdict(list)
    for form in FORMS:
        rewrites = dict(made.REWRITES)
        if form == "russia":
            rewrites |= {"respelled": made.respell, "Cyrillic": made.in_cyrillic}
        for number, text in sample(listed, form):
            for name, rewrite in rewrites.items():
                ours = rewrite(text)
                tried[form, name] += 1
                if number in finder.find(ours):
                    found[form, name] += 1
                else:
                    missed[name].append(f"{text}\n      {ours}")
    for key, count in tried.items():
        print(f"  {key[0]:14} {key[1]:15} {found[key]}/{count} = {found[key] / count:.3f}")
    for name, texts in missed.items():
        print(name, *texts[:8], sep="\n    ")
    for key, count in tried.items():
        least = 0.85 if key[1] == "Cyrillic" else 0.9
        assert found[key] >= least * count, key


@by_name
def test_another_house_number_is_another_place(listed: list[str], finder: AddressFinder) -> None:
    tried, wrong = 0, []
    for form in FORMS:
        for number, text in sample(listed, form):
            ours = made.other_house(text)
            if ours:
                tried += 1
                if number in finder.find(ours):
                    wrong.append(f"{text}\n      {ours}")
    print(f"  {len(wrong)} of {tried} with another house number were called the same place")
    print(*wrong[:12], sep="\n    ")
    assert len(wrong) <= 0.01 * tried


@by_name
@pytest.mark.parametrize("common", [False, True], ids=["made-up street", "common street"])
def test_clean_addresses_are_left_alone(finder: AddressFinder, common: bool) -> None:
    dice = random.Random(20261122)
    same, building, shown = 0, 0, []
    for at in range(400):
        ours = made.clean_address(FORMS[at % len(FORMS)], dice, common=common)
        meetings = finder.find(ours).values()
        same += any(one.relation is Relation.SAME for one in meetings)
        building += any(one.relation is Relation.SAME_BUILDING for one in meetings)
        shown += [f"{ours}\n      {one.theirs} ({one.relation})" for one in list(meetings)[:1]]
    print(f"  of 400 clean addresses: {same} same address, {building} same building")
    print(*shown[:25], sep="\n    ")
    # On a common street a house number meets a listed one by chance: that is the same house.
    assert same <= (16 if common else 1)


def test_address_entries_of_the_entity_list_are_found(tmp_path: Path) -> None:
    entries = made.address_entries(real("lists/us-bis/ecfr-title-15-part-744.2026-07-23.xml.gz"))
    builder = IndexBuilder()
    for number, text in enumerate(entries):
        builder.add(listing(number, text))
    builder.finish(tmp_path / "index", Silent())
    screener = Screener.load(tmp_path / "index")
    rewrites = {**made.REWRITES, "another floor": made.other_floor}
    for name, rewrite in rewrites.items():
        missed = [
            text
            for number, text in enumerate(entries)
            if str(number)
            not in {match.uid for match in screener.screen(Party("", address=rewrite(text)))}
        ]
        print(f"  {name}: {len(entries) - len(missed)} of {len(entries)} address entries found")
        print(*missed[:3], sep="\n    ")
        assert len(missed) <= 0.03 * len(entries), name
