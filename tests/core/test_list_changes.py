"""What differs between two editions: every field, whatever the order, by list, by name."""

from dataclasses import replace

import pytest

from exportdesk.core.editions import Edition
from exportdesk.core.ids import EditionId, ListingUid, SourceKey
from exportdesk.core.list_changes import (
    ChangeKind,
    ListCount,
    ListingField,
    difference,
    listing_change,
)
from exportdesk.core.listings import Address, Identifier, ListedName, Listing, NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.core.words.choices import word
from tests.fakes import FakeClock

WAS = Listing(
    uid=ListingUid("us-csl:EL:1"),
    source=SourceKey("us-csl"),
    list="EL",
    list_name="Entity List",
    kind=PartyKind.ORGANIZATION,
    names=(
        ListedName("Quiet Orchard Trading", NameRole.PRIMARY),
        ListedName("QOT"),
        ListedName("Orchard", NameRole.WEAK_ALIAS),
    ),
    addresses=(Address("1 Elm Road, Tyre", country="LB"), Address("Box 9")),
    identifiers=(Identifier("Tax ID", "123", "LB"),),
    countries=("LB",),
    record={"id": "7"},
)


def edition(number: int) -> Edition:
    return Edition(
        id=EditionId(f"edition-{number}"), source=SourceKey("us-csl"), imported=FakeClock().now(),
        origin="", format="csl-json", size=0, sha256="", published=None, published_said=False,
        read=0, listings=0, names=0, counts={},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "change", "gone", "new"),
    [
        ("name", {"names": (ListedName("New", NameRole.PRIMARY), *WAS.names[1:])},
         ("Quiet Orchard Trading",), ("New",)),
        ("aliases", {"names": (*WAS.names, ListedName("QO"))}, (), ("QO",)),
        ("original_script", {"names": (*WAS.names, ListedName("بستان", NameRole.ORIGINAL_SCRIPT))},
         (), ("بستان",)),
        ("addresses", {"addresses": WAS.addresses[1:]}, ("1 Elm Road, Tyre [LB]",), ()),
        ("identifiers", {"identifiers": (Identifier("", "123", "LB"),)},
         ("Tax ID: 123 [LB]",), ("123 [LB]",)),
        ("countries", {"countries": ("LB", "SY")}, (), ("SY",)),
        ("kind", {"kind": PartyKind.PERSON}, ("organization",), ("person",)),
        ("list", {"list": "UVL"}, ("EL",), ("UVL",)),
        ("birth_dates", {"birth_dates": ("1960",)}, (), ("1960",)),
        ("programs", {"programs": ("IRAN",)}, (), ("IRAN",)),
        ("requirement", {"requirement": "All items"}, (), ("All items",)),
        ("policy", {"policy": "Denial"}, (), ("Denial",)),
        ("citation", {"citation": "91 FR 1"}, (), ("91 FR 1",)),
        ("start_date", {"start_date": "2026-01-02"}, (), ("2026-01-02",)),
        ("end_date", {"end_date": "2027-01-02"}, (), ("2027-01-02",)),
        ("title", {"title": "Dr"}, (), ("Dr",)),
        ("remarks", {"remarks": "see also"}, (), ("see also",)),
        ("url", {"url": "https://lists.example"}, (), ("https://lists.example",)),
    ],
)  # fmt: skip
def test_each_field_is_told_before_and_after(
    field: str, change: dict[str, object], gone: tuple[str, ...], new: tuple[str, ...]
) -> None:
    found = listing_change(WAS, replace(WAS, **change))  # type: ignore[arg-type] # fields by name
    assert found is not None
    assert found.change is ChangeKind.CHANGED
    assert [(one.field, one.gone, one.new) for one in found.fields] == [(field, gone, new)]


def test_a_name_that_became_weak_is_told_in_both_fields() -> None:
    weak = replace(WAS, names=(WAS.names[0], ListedName("QOT", NameRole.WEAK_ALIAS), WAS.names[2]))
    found = listing_change(WAS, weak)
    assert found is not None
    assert [(one.field.value, one.gone, one.new) for one in found.fields] == [
        ("aliases", ("QOT",), ()),
        ("weak_aliases", (), ("QOT",)),
    ]


def test_order_and_the_publishers_record_are_no_change() -> None:
    assert listing_change(WAS, replace(WAS, addresses=WAS.addresses[::-1])) is None
    assert listing_change(WAS, replace(WAS, record={"id": "8"})) is None
    assert listing_change(None, None) is None


def test_it_is_counted_by_list_and_searched_by_every_name_there_was() -> None:
    other = replace(WAS, uid=ListingUid("us-csl:DPL:2"), list="DPL", names=())
    renamed = replace(WAS, names=(ListedName("Loud Meadow", NameRole.PRIMARY),))
    gone = replace(WAS, uid=ListingUid("us-csl:EL:3"))
    found = difference(
        edition(1),
        edition(2),
        [(WAS, renamed), (None, other), (gone, None), (gone, replace(gone, record={}))],
    )
    assert [len(part) for part in (found.added, found.removed, found.changed)] == [1, 1, 1]
    assert found.unseen == 1
    assert found.by_list == (ListCount("DPL", 1, 0, 0), ListCount("EL", 0, 1, 1))
    assert [change.uid for change in found.all] == ["us-csl:DPL:2", WAS.uid, "us-csl:EL:3"]
    assert [change.uid for change in found.search("orchard QUIET").all] == [WAS.uid, "us-csl:EL:3"]
    assert [change.uid for change in found.search("us-csl:dpl").all] == ["us-csl:DPL:2"]
    assert found.search("meadow el:3").all == ()
    assert found.search(" ") == found


def test_every_field_and_kind_of_change_has_a_word() -> None:
    assert len({word(field) for field in ListingField}) == len(ListingField)
    assert [word(kind) for kind in ChangeKind] == ["added", "removed", "changed"]
