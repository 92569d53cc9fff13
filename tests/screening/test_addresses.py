"""Addresses: whether two are one place, as a table, and what that does to a match."""

from pathlib import Path

import pytest

from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.listings import Address, ListedName, Listing, NameRole
from exportdesk.core.matches import Feature, Relation
from exportdesk.core.parties import Party, PartyKind
from exportdesk.core.progress import Silent
from exportdesk.screening import IndexBuilder, Screener
from exportdesk.screening.addresses import read_address
from exportdesk.screening.index import Index

LISTED = (
    "Unit 7, 16/F, Golden Swallow Commercial Centre, 12-18 Fei Yan Street, Mong Kok, Kowloon,"
    " Hong Kong",
    "No: 52 Menekse Sk., Kapi No: 1, Merkez Mah., Sisli, Istanbul, 34381, Turkey",
    "Ul. Parusnaya, d. 6, Korpus 2, St. Petersburg, 198096, Russia",
    "Suite 703, Coral Falcon Tower, Lagoon Street, Deira, Dubai, UAE",
    "1480 SW Pelican Street, Suite 2000, Miami, FL 33130, US",
    "12F Yunque Building, 31 Zhongguancun South Street, Haidian District, Beijing, 100081, China",
    "P.O. Box 1122, Tehran, Iran",
)
SAME, BUILDING = Relation.SAME, Relation.SAME_BUILDING

CASES = [
    ("12-18 Fei Yan St., Mongkok, Hong Kong", 0, SAME),
    ("16/F, Golden Swallow Commercial Center, 12-18 Feiyan Street", 0, SAME),
    ("Room 905, Golden Swallow Comm. Ctr., 14 Fei Yan Street, Kowloon", 0, BUILDING),
    ("20 Fei Yan Street, Mong Kok, Hong Kong", None, None),
    ("Menekşe Sokak No:52, Şişli/İstanbul", 1, SAME),
    ("Menekse Sokak No:54, Sisli, Istanbul", None, None),
    ("6 Parusnaya Street, St Petersburg", 2, SAME),
    ("ул. Парусная, д. 6, Санкт-Петербург", 2, SAME),
    ("Coral Falcon Tower, Deira, Dubai", 3, SAME),
    ("Office 1506, Coral Falcon Tower, P.O. Box 4404, Dubai", 3, BUILDING),
    ("Ruby Tower, Opp. Coral Falcon Tower, Deira, Dubai", None, None),
    ("Deira, Dubai", None, None),
    ("1480 SW Pelican St, Miami", 4, SAME),
    ("1482 SW Pelican St, Miami", None, None),
    ("31 South Zhongguancun Street, Beijing", 5, SAME),
    ("P.O. Box 1122, Tehran", None, None),
    ("Tehran, Iran", None, None),
    ("", None, None),
]


def at(uid: str, text: str, kind: PartyKind) -> Listing:
    return Listing(
        uid=ListingUid(uid),
        source=SourceKey("own:TEST"),
        list="TEST",
        list_name="Test list",
        kind=kind,
        names=(ListedName(f"Address {uid}", NameRole.PRIMARY),),
        addresses=(Address(text),),
        countries=("HK",) if uid == "0" else (),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("addresses") / "key"
    builder = IndexBuilder()
    for number, text in enumerate(LISTED):
        builder.add(at(str(number), text, PartyKind.ADDRESS))
    builder.add(at("company", LISTED[3], PartyKind.ORGANIZATION))
    builder.finish(folder, Silent())
    return folder


@pytest.mark.parametrize(("ours", "listing", "relation"), CASES)
def test_places(folder: Path, ours: str, listing: int | None, relation: Relation | None) -> None:
    found = {one: met.relation for one, met in Index(folder).addresses.find(ours).items()}
    found.pop(len(LISTED), None)
    assert found == ({} if listing is None else {listing: relation})


def test_an_address_listing_is_found_by_address_alone(folder: Path) -> None:
    screener = Screener.load(folder)
    match = screener.screen(Party("", address="12-18 Fei Yan St., Mongkok", country="HK"))[0]
    assert (match.uid, match.matched_name) == ("0", LISTED[0])
    assert [(r.feature, r.relation) for r in match.reasons] == [(Feature.ADDRESS, SAME)]


def test_an_address_listing_is_not_found_by_its_number(folder: Path) -> None:
    assert Screener.load(folder).screen(Party("Address 1"), min_score=1) == ()


def test_the_same_place_is_evidence_beside_a_name(folder: Path) -> None:
    screener = Screener.load(folder)
    alone = {m.uid: m.score for m in screener.screen(Party("Adress Company"), min_score=0)}
    party = Party("Adress Company", address="Office 9, Coral Falcon Tower, Dubai")
    beside = {m.uid: m.score for m in screener.screen(party, min_score=0)}
    assert beside["company"] > alone["company"]


def test_floor_unit_and_postal_code_are_set_apart() -> None:
    place = read_address("Flat/RM 2309, 23/F, 45-51 Chevalier Road South, Wan Chai 999077")
    assert [(one.first, one.last) for one in place.numbers] == [(45, 51)]
    assert place.unit == {"2309", "23"}
    assert place.postal == {"999077"}
