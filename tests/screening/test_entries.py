"""The same entry of the same list is found again, whoever tells it, and no other one is."""

from dataclasses import replace

import pytest

from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.listings import Address, Identifier, ListedName, Listing, NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.screening import Entries, carries_over, entry_of, same_entry


def listing(uid: str, name: str, *countries: str, **more: object) -> Listing:
    source, code, _ = uid.split(":")
    made = Listing(
        uid=ListingUid(uid),
        source=SourceKey(source),
        list=code,
        list_name="",
        kind=PartyKind.UNKNOWN,
        names=(ListedName(name, NameRole.PRIMARY),),
        countries=countries,
    )
    return replace(made, **more)  # type: ignore[arg-type] # fields by name


CSL = listing("us-csl:EL:aaaa", "Orlova Pribor JSC", "RU", start_date="2024-03-01")
ECFR = listing("us-bis-744:EL:bbbb", "ORLOVA  PRIBOR, J.S.C.", "RU", "BY", start_date="2024-03-02")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (CSL, ECFR, True),
        (CSL, replace(ECFR, countries=("CN",)), False),
        (CSL, replace(ECFR, countries=(), addresses=(Address("Minsk", country="RU"),)), True),
        (CSL, replace(ECFR, countries=()), False),
        (replace(CSL, countries=()), replace(ECFR, countries=()), True),
        (CSL, replace(ECFR, names=(ListedName("Orlova Pribor AG"),)), False),
        (CSL, replace(ECFR, names=(ListedName("Pribor Orlova JSC"),)), False),
        (CSL, listing("us-bis-744:MEU:bbbb", "Orlova Pribor JSC", "RU"), False),
        (CSL, listing("us-csl:EL:cccc", "Orlova Pribor JSC", "RU"), False),
        (CSL, CSL, True),
        (
            listing("us-csl:SDN:36", "Orlov, Pavel", "RU"),
            listing("us-ofac-sdn:SDN:36", "Somebody Renamed", "CU"),
            True,
        ),
        (
            listing("us-csl:SDN:36", "Orlov, Pavel"),
            listing("us-ofac-sdn:SDN:37", "Orlov, Pavel"),
            False,
        ),
        (
            listing("us-csl:SDN:36", "Orlov, Pavel"),
            listing("us-ofac-cons:NS-MBS:36", "Orlov, Pavel"),
            False,
        ),
        (
            listing("us-csl:ISN:aaaa", "Orlov", "RU"),
            listing("us-bis-744:ISN:bbbb", "Orlov", "RU"),
            False,
        ),
        (
            listing("own:EL:1", "Orlova Pribor JSC", "RU"),
            listing("us-csl:EL:aaaa", "Orlova Pribor JSC", "RU"),
            False,
        ),
    ],
)  # fmt: skip
def test_the_same_entry(one: Listing, other: Listing, same: bool) -> None:
    assert same_entry(one, other) is same
    assert same_entry(other, one) is same


def test_of_several_of_one_name_the_start_date_decides_or_nothing_does() -> None:
    first = listing("us-csl:DPL:a", "Dora Vance", "US", start_date="2020-01-05")
    second = listing("us-csl:DPL:b", "Dora Vance", "US", start_date="2023-06-07")
    told = Entries(map(entry_of, [first, second]))
    theirs = listing("us-bis-dpl:DPL:c", "DORA VANCE", "US", start_date="2023-06-07")
    wanted = entry_of(theirs)
    assert wanted is not None
    found = told.the_same(wanted)
    assert found is not None
    assert found.uid == second.uid
    unsure = entry_of(replace(theirs, start_date="2021-01-01"))
    assert unsure is not None
    assert told.the_same(unsure) is None
    assert told.holds(unsure)
    undated = entry_of(replace(theirs, start_date=""))
    assert undated is not None
    assert Entries(
        map(entry_of, [replace(first, start_date=""), replace(second, start_date="")])
    ).the_same(undated) is None  # fmt: skip
    assert not told.holds(None)


BEFORE = listing(
    "us-ofac-sdn:SDN:36",
    "ORLOV, Pavel",
    kind=PartyKind.PERSON,
    identifiers=(Identifier("Passport", "AB 123-4", "RU"), Identifier("Tax ID", "77")),
    end_date="2027-01-01",
)


@pytest.mark.parametrize(
    ("change", "carried"),
    [
        ({"names": (ListedName("Pavel Orlov"), ListedName("Павел Орлов"))}, True),
        ({"addresses": (Address("1 Road"),), "programs": ("X",), "birth_dates": ("1960",)}, True),
        ({"kind": PartyKind.UNKNOWN}, True),
        ({"identifiers": ()}, True),
        ({"identifiers": (Identifier("passport", "AB1234"), Identifier("Passport", "C9"))}, True),
        ({"end_date": ""}, True),
        ({"names": (ListedName("Pavel Orlovsky"),)}, False),
        ({"kind": PartyKind.ORGANIZATION}, False),
        ({"list": "NS-MBS"}, False),
        ({"identifiers": (Identifier("Passport", "AB9999"),)}, False),
        ({"end_date": "2028-01-01"}, False),
    ],
)
def test_what_only_another_form_tells_otherwise_is_carried_over(
    change: dict[str, object], carried: bool
) -> None:
    after = replace(BEFORE, **change)  # type: ignore[arg-type] # fields by name
    assert carries_over(BEFORE, after) is carried
    assert carries_over(after, BEFORE) is carried


def test_a_ship_is_the_same_ship_with_and_without_the_letters_of_its_number() -> None:
    old = replace(BEFORE, identifiers=(Identifier("Vessel Registration", "IMO 9900001"),))
    new = replace(BEFORE, identifiers=(Identifier("Vessel Registration", "9900001"),))
    assert carries_over(old, new)
