"""Addresses: whether two are one place, as a table, and what that does to a match."""

# ruff: noqa: T201 - the rates are shown with `pytest -s`

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.listings import Address, Identifier, ListedName, Listing, NameRole
from exportdesk.core.matches import Feature, Relation
from exportdesk.core.parties import Party, PartyKind
from exportdesk.core.progress import Silent
from exportdesk.screening import IndexBuilder, Screener
from exportdesk.screening.addresses import read_address
from exportdesk.screening.index import Index
from exportdesk.screening.rescreening import Screened, screen_book

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
NUMBER = Identifier("Registration ID", "554267", "HK")
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
    ("P.O. Box 1122, Tehran", 6, SAME),
    ("P.O. Box 1122, Shiraz", None, None),
    ("P.O. Box 1123, Tehran", None, None),
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
    found = Screener.load(folder).screen(Party("Address 1"), min_score=1)
    assert PartyKind.ADDRESS not in {match.kind for match in found}


def test_the_same_place_is_evidence_beside_a_name(folder: Path) -> None:
    screener = Screener.load(folder)
    alone = {m.uid: m.score for m in screener.screen(Party("Adress Company"), min_score=0)}
    party = Party("Adress Company", address="Office 9, Coral Falcon Tower, Dubai")
    beside = {m.uid: m.score for m in screener.screen(party, min_score=0)}
    assert beside["company"] > alone["company"]


def test_floor_unit_and_postal_code_are_set_apart() -> None:
    place = read_address("Flat/RM 2309, 23/F, 45-51 Chevalier Road South, Wan Chai 999077")
    assert [(one.first, one.last) for one in place.numbers] == [(45, 51)]
    assert (place.floors, place.rooms) == ({"23"}, {"2309"})
    assert place.postal == {"999077"}


PARTS = [
    ("No: 52/4 Menekse Sok.", [52], set(), {"4"}, set()),
    ("Menekse Sk. No: 52 K: 3 D: 7", [52], {"3"}, {"7"}, set()),
    ("Parusnaya str. 24", [24], set(), set(), set()),
    ("Pr-d Staroparusnyi D. 7A, Str. 6, Office 710", [7], set(), {"710"}, {"6"}),
    ("ул. Парусная, д. 6, корп. 2, оф. 12", [6], set(), {"12"}, {"2"}),
    ("B-R 31 Parusnyi D., Floor 7, Pomeshch. I. Kom 16", [31], {"7"}, {"i", "16"}, set()),
    ("Room 801, Building 9, No. 1, Zhongqiao East Road", [1], set(), {"801"}, {"9"}),
    ("Building 58, Parusnaya Street", [58], set(), set(), set()),
    ("LOB 16, Office 123, JAFZA", [16], set(), {"123"}, set()),
    ("中华村南大街31号云雀大厦12层1205室", [31], {"12"}, {"1205"}, set()),
    ("飛燕街12-18號金燕商業中心三樓7室", [12], {"3"}, {"7"}, set()),
    ("Rm 1318-19, 13/F, 610 Nam Shan Street", [610], {"13"}, {"1318", "1319"}, set()),
    ("301-7 Lockwood Road", [301], set(), set(), set()),
    ("361 Old Quarry Ln #14", [361], set(), {"14"}, set()),
    ("Old Quarry Ln #14", [14], set(), set(), set()),
    ("12 Highway 175", [12], set(), set(), set()),
]


@pytest.mark.parametrize(("text", "numbers", "floors", "rooms", "blocks"), PARTS)
def test_parts(
    text: str, numbers: list[int], floors: set[str], rooms: set[str], blocks: set[str]
) -> None:
    place = read_address(text)
    assert [one.first for one in place.numbers] == numbers
    assert (place.floors, place.rooms, place.blocks) == (floors, rooms, blocks)


PAIRS = [
    (file.stem, row["listed"], row["ours"], row["label"])
    for file in sorted((Path(__file__).parents[1] / "data" / "addresses").glob("*.csv"))
    for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())
]


def test_labelled_pairs(tmp_path: Path) -> None:
    listed = list(dict.fromkeys(pair[1] for pair in PAIRS))
    builder = IndexBuilder()
    for number, text in enumerate(listed):
        builder.add(at(str(number), text, PartyKind.ADDRESS))
    builder.finish(tmp_path / "key", Silent())
    addresses = Index(tmp_path / "key").addresses
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    real: Counter[str] = Counter()
    labelled: Counter[str] = Counter()
    for form, theirs, ours, label in PAIRS:
        met = addresses.find(ours).get(listed.index(theirs))
        answer = str(met.relation) if met else "different"
        tried[form] += 1
        labelled[form] += answer == label
        found[form] += answer != "different"
        real[form] += label != "different"
        right[form] += label != "different" != answer
    for form in tried:
        print(
            f"  {form:16} precision {right[form] / found[form]:.3f}"
            f" recall {right[form] / real[form]:.3f} label right {labelled[form] / tried[form]:.3f}"
        )
    assert sum(tried.values()) >= 400
    for form in tried:
        assert right[form] >= 0.97 * found[form], form
        assert right[form] >= 0.95 * real[form], form
        assert labelled[form] >= 0.96 * tried[form], form


def test_two_addresses_in_one_field_are_two(tmp_path: Path) -> None:
    builder = IndexBuilder()
    builder.add(
        at("0", "12 Fei Yan Street, Mong Kok; and 31 Nam Shan Road, Kowloon", PartyKind.ADDRESS)
    )
    builder.finish(tmp_path / "key", Silent())
    found = Index(tmp_path / "key").addresses.find("31 Nam Shan Rd., Kowloon")
    assert found[0].theirs == "31 Nam Shan Road, Kowloon"


def test_evidence_of_an_address_is_told_beside_another_name(folder: Path) -> None:
    party = Party("Quite Another Bakery", address="Office 9, Coral Falcon Tower, Deira, Dubai")
    matches = {m.uid: m for m in Screener.load(folder).screen(party, min_score=0)}
    reasons = {r.feature: r.relation for r in matches["company"].reasons}
    assert reasons[Feature.ADDRESS] is BUILDING
    assert matches["3"].matched_name == LISTED[3]


# A party with several addresses and countries


def test_the_address_that_met_is_told(folder: Path) -> None:
    screener = Screener.load(folder)
    bare = Party("", address="Deira, Dubai", country="AE")
    party = replace(bare, other_addresses=("6 Parusnaya Street, St Petersburg", "", LISTED[4]))
    found = {match.uid: match for match in screener.screen(party)}
    assert not screener.screen(bare)
    assert set(found) == {"2", "4"}
    assert found["2"].reasons[0].ours == "6 Parusnaya Street, St Petersburg"
    assert found["4"].reasons[0].ours == LISTED[4]


def test_the_better_meeting_of_two_counts_in_any_order(folder: Path) -> None:
    screener = Screener.load(folder)
    building = "Room 905, Golden Swallow Comm. Ctr., 14 Fei Yan Street, Kowloon"
    same = "12-18 Fei Yan St., Mongkok, Hong Kong"
    alone = screener.rank(Party("", address=same))
    for first, second in ((building, same), (same, building)):
        party = Party("", address=first, other_addresses=(second,))
        assert screener.rank(party) == alone
        assert screener.screen(party)[0].reasons[0].ours == same


def test_addresses_that_did_not_meet_are_told_together(folder: Path) -> None:
    party = Party("Address company", address="1 Far Lane, Perth", other_addresses=("2 Hill, Cork",))
    match = next(m for m in Screener.load(folder).screen(party, min_score=0) if m.uid == "company")
    told = next(reason for reason in match.reasons if reason.feature is Feature.ADDRESS)
    assert (told.ours, told.relation) == ("1 Far Lane, Perth; 2 Hill, Cork", Relation.DIFFERS)


@pytest.mark.parametrize("further", [("HK",), ("BR", "HK"), ("CN",)])
def test_the_most_favorable_of_our_countries_counts(folder: Path, further: tuple[str, ...]) -> None:
    screener = Screener.load(folder)
    party = Party("", country="BR", address="12-18 Fei Yan St., Mongkok")
    elsewhere, at_home = screener.rank(party), screener.rank(replace(party, country="HK"))
    assert elsewhere < at_home
    assert screener.rank(replace(party, other_countries=further)) == at_home


def test_a_second_country_never_costs_a_match_by_name(tmp_path: Path) -> None:
    builder = IndexBuilder()
    builder.add(replace(at("0", LISTED[0], PartyKind.ORGANIZATION), identifiers=(NUMBER,)))
    builder.finish(tmp_path / "key", Silent())
    screener = Screener.load(tmp_path / "key")
    party = Party("Address 0", country="HK", identifier="554267")
    alone = screener.screen(party, min_score=0)
    for one in (
        replace(party, other_countries=("DE", "BR")),
        replace(party, country="DE", other_countries=("BR", "HK")),
    ):
        assert screener.screen(one, min_score=0) == alone
    (differs,) = screener.screen(replace(party, country="DE", other_countries=("BR",)), min_score=0)
    assert differs.score < alone[0].score
    told = next(reason for reason in differs.reasons if reason.feature is Feature.COUNTRY)
    assert (told.ours, told.theirs, told.relation) == ("DE, BR", "HK", Relation.DIFFERS)


def test_several_numbers_may_stand_in_one_text(tmp_path: Path) -> None:
    builder = IndexBuilder()
    builder.add(replace(at("0", LISTED[0], PartyKind.ORGANIZATION), identifiers=(NUMBER,)))
    builder.finish(tmp_path / "key", Silent())
    screener = Screener.load(tmp_path / "key")
    for text in ("7708710924, 554267", "INN 7708710924; Reg. No. 554267", "7708710924\n554267"):
        (found,) = screener.screen(Party("Somebody", country="HK", identifier=text))
        assert found.score == 99.9


@pytest.mark.parametrize(
    ("ours", "is_near"),
    [
        ("Ul. Parusnaya, d. 6, 198096, Hill Road", True),
        ("31 Zhongguancun South Street, 100081, Hill Road", True),
        ("Coral Falcon Tower, Dubai, UAE, Porto", True),
        ("9 Far Lane, Perth", False),
    ],
)
def test_an_address_nearly_taken_for_ours_is_near(folder: Path, ours: str, is_near: bool) -> None:
    party = Party("Nobody", address="Deira, Dubai", other_addresses=(ours,))
    assert screen_book(folder, [party], Silent()) == [Screened((), is_near)]
