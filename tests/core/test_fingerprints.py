"""Fingerprints: the same for what looks the same, another for what does not."""

from dataclasses import replace

import pytest

from exportdesk.core.canonical import canonical_json, sha256_hex
from exportdesk.core.fingerprints import listing_fingerprint, party_fingerprint
from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.listings import Address, Identifier, ListedName, Listing, NameRole
from exportdesk.core.parties import Party, PartyKind, Role

LISTING = Listing(
    uid=ListingUid("us-csl:EL:1"),
    source=SourceKey("us-csl"),
    list="EL",
    list_name="Entity List",
    kind=PartyKind.UNKNOWN,
    names=(ListedName('Ünï "Co"\t', NameRole.PRIMARY), ListedName("B"), ListedName("C")),
    addresses=(Address("1 Road, CN", street="1 Road", country="CN"), Address("2 Road")),
    identifiers=(Identifier("Tax", "1", "CN"), Identifier("Tax", "2")),
    countries=("CN", "AE"),
    programs=("P", "Q"),
    requirement="All items",
    policy="Denial",
    start_date="2020-01-01",
)
PARTY = Party("Name", PartyKind.PERSON, "CN", "1 Road", "X1", Role.BANK, ("B", "A"))


def test_a_fingerprint_never_changes_by_itself() -> None:
    # If this fails, every decision ever made would come back for review: raise VERSION and carry
    # the old fingerprints over instead.
    assert listing_fingerprint(LISTING) == (
        "1:06bc7416cae781993281922ba615254fdfda8fd153eac79f7ca7a071164a713e"
    )
    assert party_fingerprint(PARTY) == (
        "1:7b9f958ce8e50d0d446fe9e28aee05850125b58fe285c712636651a3764b0cf0"
    )


def test_the_spelling_is_the_canonical_one() -> None:
    expected = canonical_json(
        {
            "names": ["A", "B", "Name"],
            "kind": "person",
            "addresses": ["1 Road"],
            "countries": ["CN"],
            "identifiers": ["X1"],
            "dates": ["1990"],
        }
    )
    assert party_fingerprint(PARTY, dates=["1990"]) == f"1:{sha256_hex(expected)}"


@pytest.mark.parametrize(
    "same",
    [
        {"names": (LISTING.names[0], LISTING.names[2], LISTING.names[1])},
        {"addresses": LISTING.addresses[::-1]},
        {"addresses": (Address("1 Road, CN", country="CN"), Address("2 Road"))},
        {"identifiers": LISTING.identifiers[::-1]},
        {"countries": ("AE", "CN")},
        {"remarks": "new", "url": "https://example.org", "citation": "99 FR 1", "title": "Dr"},
        {"record": {"a": 1.5}},
        {"uid": ListingUid("us-csl:EL:2"), "list_name": "The Entity List"},
    ],
)
def test_what_does_not_count(same: dict[str, object]) -> None:
    changed = replace(LISTING, **same)  # type: ignore[arg-type] # fields by name
    assert listing_fingerprint(changed) == listing_fingerprint(LISTING)


@pytest.mark.parametrize(
    "other",
    [
        {"names": LISTING.names[:2]},
        {"names": (ListedName("Other", NameRole.PRIMARY), *LISTING.names[1:])},
        {"kind": PartyKind.ORGANIZATION},
        {"addresses": LISTING.addresses[:1]},
        {"identifiers": ()},
        {"countries": ("CN",)},
        {"birth_dates": ("1990",)},
        {"list": "MEU"},
        {"programs": ("P",)},
        {"requirement": "Some items"},
        {"policy": ""},
        {"start_date": "2021-01-01"},
        {"end_date": "2030-01-01"},
    ],
)
def test_what_counts(other: dict[str, object]) -> None:
    changed = replace(LISTING, **other)  # type: ignore[arg-type] # fields by name
    assert listing_fingerprint(changed) != listing_fingerprint(LISTING)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({"role": Role.END_USER}, True),
        ({"other_names": ("A", "B")}, True),
        ({"name": "Nama"}, False),
        ({"kind": PartyKind.UNKNOWN}, False),
        ({"country": "HK"}, False),
        ({"address": ""}, False),
        ({"identifier": "X2"}, False),
        ({"other_addresses": (), "other_countries": ()}, True),
        ({"other_addresses": ("1 Road",), "other_countries": ("CN", "CN")}, True),
        ({"other_addresses": ("2 Road",)}, False),
        ({"other_countries": ("HK",)}, False),
    ],
)
def test_a_party_of_ours(other: dict[str, object], same: bool) -> None:
    changed = replace(PARTY, **other)  # type: ignore[arg-type] # fields by name
    assert (party_fingerprint(changed) == party_fingerprint(PARTY)) is same


def test_further_addresses_count_in_any_order() -> None:
    one = replace(PARTY, other_addresses=("2 Road", "3 Road"), other_countries=("HK", "AE"))
    other = replace(PARTY, other_addresses=("3 Road", "2 Road"), other_countries=("AE", "HK"))
    assert party_fingerprint(one) == party_fingerprint(other) != party_fingerprint(PARTY)
