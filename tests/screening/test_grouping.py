"""One party on several lists is one group; two parties never become one by chance."""

import random
from dataclasses import replace

import pytest

from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.listings import Address, Identifier, ListedName, Listing, NameRole
from exportdesk.core.matches import Match, Strength
from exportdesk.core.parties import PartyKind
from exportdesk.screening import group_listings, group_matches

PERSON, ORGANIZATION, VESSEL = PartyKind.PERSON, PartyKind.ORGANIZATION, PartyKind.VESSEL


def listing(uid: str, name: str = "", kind: PartyKind = PERSON, **more: object) -> Listing:
    source, _, rest = uid.partition(":")
    given = Listing(
        uid=ListingUid(uid),
        source=SourceKey(source),
        list=rest.partition(":")[0],
        list_name="",
        kind=kind,
        names=(ListedName(name, NameRole.PRIMARY),) if name else (),
    )
    return replace(given, **more)  # type: ignore[arg-type] # fields by name


def ids(*told: tuple[str, str] | tuple[str, str, str]) -> tuple[Identifier, ...]:
    return tuple(Identifier(*one) for one in told)


def grouped(*listings: Listing) -> list[list[str]]:
    found = group_listings(listings)
    assert sorted(one.uid for g in found for one in g.listings) == sorted(x.uid for x in listings)
    for group in found:
        assert bool(group.ties) == (len(group.listings) > 1)
    return [[one.uid for one in group.listings] for group in found]


UN = listing("un-sc:QDi.901", "Oskar Vellamo", identifiers=ids(("UN Reference Number", "QDi.901")))
SDN = listing("us-csl:SDN:90117", "VELLAMO, Oskar")
EU = listing(
    "eu-fsf:EU.90.1",
    "Oskari Vellamo",
    identifiers=ids(("UN Reference Number", "QDi.901"), ("OFAC Number", "90117")),
)
UK = listing("uk-sl:AFG0901", "Wellamo", identifiers=ids(("OFSI Group ID", "6901")))
AU = listing("au-dfat:901", "O. Vellamo", identifiers=ids(("OFSI Group ID", "6901")))


def test_references_join_across_five_lists() -> None:
    other = listing("us-csl:SDN:90118", "Somebody Else")
    assert grouped(SDN, UK, other, UN, EU, AU) == [
        [SDN.uid, UN.uid, EU.uid],
        [UK.uid, AU.uid],
        [other.uid],
    ]
    (group, _, _) = group_listings([SDN, UK, other, UN, EU, AU])
    assert {(tie.what, tie.value) for tie in group.ties} == {
        ("UN Reference Number", "QDi.901"),
        ("OFAC Number", "90117"),
    }


@pytest.mark.parametrize(
    ("uid", "identifier"),
    [
        ("us-csl:SSI:90117", ("OFAC Number", "90117")),
        ("us-ofac-sdn:SDN:90117", ("ofac number", " 90117 ")),
        ("us-csl:NS-MBS:90117-2", ("OFAC Number", "90117")),
        ("eu-fsf:EU.90.1", ("EU Reference Number", "EU.90.1")),
        ("uk-sl:AFG0901", ("UK Sanctions Number", "AFG0901")),
        ("un-sc:QDi.901", ("UN Reference Number", "QDi.901.")),
    ],
)
def test_the_uid_is_the_number_at_its_publisher(uid: str, identifier: tuple[str, str]) -> None:
    one = listing(uid, "Alder")
    other = listing("ca-sema:x", "Birch", identifiers=ids(identifier))
    assert grouped(one, other) == [[one.uid, other.uid]]


def test_a_hash_is_no_number() -> None:
    # A hash may be all digits: on another agency's list it is still no OFAC number.
    one = listing("us-csl:EL:9011790117901179", "Alder")
    other = listing("ca-sema:x", "Birch", identifiers=ids(("OFAC Number", "9011790117901179")))
    assert len(grouped(one, other)) == 2


def test_a_ship_and_a_company_may_have_the_same_number() -> None:
    ship = listing("a:1", "Calm Star", VESSEL, identifiers=ids(("IMO Number", "9074729")))
    registered = ids(("Vessel Registration Identification", "IMO 9074729"))
    again = listing("b:2", "Old Star", VESSEL, identifiers=registered)
    owner = listing("c:3", "Star Co", ORGANIZATION, identifiers=ids(("IMO Number", "9074729")))
    assert grouped(ship, again, owner) == [["a:1", "b:2"], ["c:3"]]


def test_passports_count_with_their_country() -> None:
    one = listing("a:1", "Alder", identifiers=ids(("Passport", "AB 12345", "PA")))
    same = listing("b:2", "Birch", identifiers=ids(("Passport Number", "AB12345", "PA")))
    elsewhere = listing("c:3", "Fir", identifiers=ids(("Passport", "AB12345", "HK")))
    unsaid = listing("d:4", "Elm", identifiers=ids(("Passport", "AB12345")))
    tax = listing("e:5", "Oak", identifiers=ids(("Tax ID", "AB12345", "PA")))
    assert grouped(one, same, elsewhere, unsaid, tax) == [
        ["a:1", "b:2"], ["c:3"], ["d:4"], ["e:5"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        ({"birth_dates": ("1960-02-03",)}, {"birth_dates": ("1960-02-03", "1961")}, True),
        ({"countries": ("IR",)}, {"addresses": (Address("x", country="IR"),)}, True),
        ({"countries": ("IR",)}, {"countries": ("SY",)}, False),
        ({}, {}, False),
        (
            {"countries": ("IR",), "birth_dates": ("1960-02-03",)},
            {"countries": ("IR",), "birth_dates": ("1971-02-03",)},
            False,
        ),
        (
            {"countries": ("IR",), "birth_dates": ("circa 1960",)},
            {"countries": ("IR",), "birth_dates": ("1961-02-03",)},
            True,
        ),
        ({"countries": ("IR",)}, {"countries": ("IR",), "kind": ORGANIZATION}, False),
    ],
)
def test_the_same_name(one: dict[str, object], other: dict[str, object], joined: bool) -> None:
    first = listing("a:1", "VELLAMO, Oskar Juhani")
    second = listing("b:2", "Oskar Juhani Vellamo")
    found = grouped(replace(first, **one), replace(second, **other))  # type: ignore[arg-type] # fields by name
    assert len(found) == (1 if joined else 2)


def test_names_that_say_too_little() -> None:
    there = {"countries": ("RU",)}
    assert len(grouped(listing("a:1", "Ali", **there), listing("b:2", "Ali", **there))) == 2
    firms = [
        listing(f"x:{name}", name, ORGANIZATION, **there)
        for name in ("Alder Pribor LLC", "ALDER PRIBOR", "Alder Pribor AG")
    ]
    assert grouped(*firms[1:]) == [["x:ALDER PRIBOR", "x:Alder Pribor AG"]]
    assert len(grouped(firms[0], firms[2])) == 2
    turned = listing("d:4", "Pribor Alder", ORGANIZATION, **there)
    assert len(grouped(firms[1], turned)) == 2
    aliases = listing(
        "c:3", "Birch Works", ORGANIZATION, names=(
            ListedName("Birch Works", NameRole.PRIMARY), ListedName("Alder Pribor")), **there,
    )  # fmt: skip
    assert len(grouped(firms[1], aliases)) == 2


def test_no_name_no_number() -> None:
    place = listing("a:1", kind=PartyKind.ADDRESS, addresses=(Address("1 Road", country="CN"),))
    assert len(grouped(place, replace(place, uid=ListingUid("b:2")))) == 2
    assert group_listings([]) == ()


def test_the_order_of_what_is_given_makes_no_difference() -> None:
    dice = random.Random(7)
    listings = [UN, SDN, EU, UK, AU]
    wanted = {frozenset(group) for group in grouped(*listings)}
    for _ in range(20):
        dice.shuffle(listings)
        assert {frozenset(group) for group in grouped(*listings)} == wanted


def match(uid: str, score: float) -> Match:
    return Match(
        ListingUid(uid), SourceKey("x"), "L", PERSON, uid, uid, (), score, Strength.LIKELY, ()
    )


def test_matches_are_grouped_best_first() -> None:
    matches = [match(str(x.uid), 90.0 - n) for n, x in enumerate([UK, SDN, AU, EU])]
    matches.insert(1, match("gone:1", 89.5))
    known = {x.uid: x for x in (UK, SDN, AU, EU)}
    groups = group_matches(matches, lambda one: known.get(one.uid))
    assert [[one.uid for one in group.matches] for group in groups] == [
        [UK.uid, AU.uid],
        ["gone:1"],
        [SDN.uid, EU.uid],
    ]
    assert groups[1].ties == ()
    assert groups[0].ties[0].value == "6901"
