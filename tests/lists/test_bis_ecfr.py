"""Reading BIS's lists from the eCFR: every trap of the tables, and the real file."""

import re
from datetime import date
from pathlib import Path

import pytest
from anyascii import anyascii

from exportdesk.core.errors import ListRefused
from exportdesk.core.listings import Listing, NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.core.progress import Silent
from exportdesk.lists import Reading, load_catalogue, open_list
from exportdesk.lists.uids import hashed
from exportdesk.rulebook import load_rulebook
from tests.ending import ends
from tests.lists.samples import DATA
from tests.real import real
from tests.sampling import by_name

SAMPLE = DATA / "bis" / "part-744.xml"
country_code = load_rulebook().countries.country_code


def read(path: Path) -> tuple[Reading, list[Listing]]:
    source = load_catalogue().source("us-bis-744")
    reading = open_list(path, source, country_code, Silent())
    return reading, list(reading)


@pytest.fixture(scope="module")
def sample() -> dict[str, Listing]:
    return {listing.name: listing for listing in read(SAMPLE)[1]}


def names(listing: Listing) -> list[str]:
    return [name.text for name in listing.names]


def addresses(listing: Listing) -> list[tuple[str, str]]:
    return [(address.text, address.country) for address in listing.addresses]


def test_every_row_is_a_listing_or_is_skipped_with_its_reason() -> None:
    reading, listings = read(SAMPLE)
    assert dict(reading.counts) == {"EL": 27, "UVL": 3, "MEU": 4}
    assert {(s.reason, s.count) for s in reading.skipped} == {
        ("row-heading", 3),
        ("row-reserved", 1),
        ("row-unreadable", 1),
        ("row-without-name", 1),
    }
    assert reading.complete
    assert reading.published == date(2026, 11, 18)
    assert reading.uneven == (23,)
    assert reading.list_names["EL"] == ("Supplement No. 4 to Part 744—Entity List",)
    assert len({listing.uid for listing in listings}) == len(listings)


def test_the_names_of_the_lists_are_those_of_the_catalogue() -> None:
    reading, _ = read(SAMPLE)
    for known in load_catalogue().source("us-bis-744").lists:
        assert reading.list_names[known.code] == (known.name,)


@pytest.mark.parametrize(
    ("name", "others", "places"),
    [
        # no aliases: the name ends where the address begins
        (
            "Orrin Fenn",
            [],
            [
                "501, 5th Floor, Brindle Market, Halden, Kiribati",
                "Flat No. 41 Block No. 24, Halden, Kiribati",
            ],
        ),
        # aliases with dashes, the `and` before the last in italics
        (
            "Brindle Construction Company (BCC)",
            ["Brindle Road Company", "Brindel and Balal Company"],
            ["Quay Pushta, Halden, Kiribati", "Maidan, Paktia, Kiribati"],
        ),
        # addresses joined by `, and` only
        (
            "Fenn Sister Company",
            [],
            ["Golaye Park, Halden, Kiribati", "Dasht Road, Takhar Province, Kiribati"],
        ),
        # no comma between name and address
        ("Teal Trading Co., Ltd.", [], ["No. 1 Xifei Road, Halden, Kiribati"]),
        # an alias in the line, a list of them in parentheses
        ("Mira Rahz", ["Sael Karim Rahz"], ["29, 1st Floor, Amjad Bldg., Halden, Kiribati"]),
        (
            "Wong Yuh Teal",
            ["Teal Yulan", "Jancy Wong", "Yuh Teal Wong"],
            ["Blk 109B Edgedale Plains, Halden, Kiribati", "10 Jalan Besar, Halden, Kiribati"],
        ),
        # a former name first, and the address in the line of the last alias
        (
            "Gasorrin, AO",
            ["Otkrytoe Obshchestvo Gasorrin", "AO 'Gasorrin'", "Gasorrin"],
            ["d. 54 korp. 1 litera A, Halden 197374, Kiribati"],
        ),
        # a body named with the one above it
        ("Institute of Tides, Ministry of Seas", [], ["No. 36 Brindle Road, Halden, Kiribati"]),
        # the words `a.k.a.` left out
        ("Lone Quay LLC", ["Lone Kay"], ["3 Quay Street, Halden, Kiribati"]),
        ("Orrin Farm", [], ["7 1⁄2 Northern Highway, Halden, Kiribati"]),
        # an alias that is not on a line of its own, an address without a country
        (
            "Peak Laboratories (PL)",
            ["Peak Labs", "Institute of Peaks (IP)", "KPL"],
            ["Dhoke Road, Halden 46000"],
        ),
        ("Safe Group", [], ["Kiribati"]),
        (
            "Multi Center OY",
            ["Multi OY", "Finn Multi"],
            ["Rajahovintie 14, Vaalimaa, 49930 Finland"],
        ),
        (
            "Services Teal",
            ["Nouvelle Teal"],
            ["1305 Rue Pise, Helsinki, Finland", "203-760 Rue Galt, Helsinki, Finland"],
        ),
    ],
)
def test_a_cell_taken_apart(
    sample: dict[str, Listing], name: str, others: list[str], places: list[str]
) -> None:
    listing = sample[name]
    assert names(listing) == [name, *others]
    assert [n.role for n in listing.names] == [NameRole.PRIMARY] + [NameRole.ALIAS] * len(others)
    assert [text for text, _ in addresses(listing)] == places
    code = "FI" if listing.list == "UVL" else "KI"
    assert {country for _, country in addresses(listing)} == {code}
    assert listing.countries == (code,)


def test_an_address_without_a_name(sample: dict[str, Listing]) -> None:
    listing = sample["Address 01"]
    assert listing.kind is PartyKind.ADDRESS
    assert addresses(listing) == [("Unit D, 16/F One Place, 18 Quay Rd, Wan Chai, Hong Kong", "HK")]
    # Hong Kong stands under China.
    assert listing.countries == ("HK", "CN")


def test_institutions_under_another_are_parties_of_their_own(sample: dict[str, Listing]) -> None:
    above = sample["Ninth Academy of Tides (NAT)"]
    assert names(above)[1:] == ["Tides Academy", "NAT Academy"]
    shared = ["50 Yongding Road, Beijing, China", "51 Yongding Road, Beijing, China"]
    for name, others in (
        ("Second Tide Department", ["Tide Systems"]),
        ("23rd Tide Institute", []),
        ("201 Tide Factory", ["Tide Works", "TW"]),
    ):
        under = sample[name]
        assert names(under)[1:] == others
        assert under.remarks == "Subordinate institution of Ninth Academy of Tides (NAT)"
        # The rows they stand in have blank cells, and addresses come last, for all of them.
        assert [text for text, _ in addresses(under)] == shared
        assert (under.policy, under.citation) == (above.policy, above.citation)
        assert under.record["continued"] == above.record["continued"]
    assert [text for text, _ in addresses(above)] == shared
    inside = sample["Envolteal"]
    assert names(inside) == ["Envolteal", "Hebei Envolteal"]
    assert inside.remarks == "Subordinate institution of Quay Electronics Institute (QEI)"


def test_entities_that_are_affiliated_or_subordinate(sample: dict[str, Listing]) -> None:
    above = sample["Orrin Technologies Co., Ltd."]
    assert names(above)[1:] == ["Orrin Tech"]
    assert addresses(above) == [("Orrin Base, Longgang District, Shenzhen, China", "CN")]
    marine = sample["Orrin Marine Co., Ltd."]
    assert names(marine)[1:] == ["Orrin Marine", "OMN Tech", "OMN"]
    assert addresses(marine) == [("Building R4, No. 2 City Avenue, Dongguan, China", "CN")]
    assert marine.remarks == "Affiliated entity of Orrin Technologies Co., Ltd."
    assert names(sample["Orrin Long Technology Co., Ltd."])[1:] == ["Orrin Long"]
    assert addresses(sample["Orrin Lab"]) == [("No. 410 Jianghong Road, Hangzhou, China", "CN")]
    assert names(sample["Atom Complex (ACX)"])[1:] == ["Atom Centre", "Atom Defense Complex"]
    assert sample["Atom Institute"].remarks == "Subordinate institution of Atom Commission (AC)"
    assert names(sample["Atom Commission (AC)"]) == ["Atom Commission (AC)", "Power Workshops"]


def test_a_ministry_and_its_forces(sample: dict[str, Listing]) -> None:
    ministry = sample["The Ministry of Defence of Kiribati"]
    assert names(ministry)[1:] == ["Armed Forces of Kiribati"]
    assert "all operating units wherever located" in ministry.remarks


def test_footnotes_stand_with_the_listings_that_refer_to_them(sample: dict[str, Listing]) -> None:
    listing = sample["Lone Quay LLC"]
    assert listing.requirement == "For all items (See §§ 734.9(e) ¹ and 744.11 of the EAR ²)"
    assert listing.remarks == (
        "Footnote 1: For this entity, made-up note one.; Footnote 2: Disclosure. Made-up note two."
    )
    assert "Footnote" not in sample["Teal Trading Co., Ltd."].remarks


def test_where_else_an_address_is_told(sample: dict[str, Listing]) -> None:
    assert sample["Orrin Fenn"].remarks == "See alternate addresses under China"
    assert sample["Mira Rahz"].remarks == "See alternate address under China"


@pytest.mark.parametrize(
    ("name", "citation", "start"),
    [
        ("Orrin Fenn", "76 FR 71869, 11/21/11.", "2011-11-21"),
        (
            "Brindle Construction Company (BCC)",
            "79 FR 44683, 8/1/14. 81 FR 14953, 3/21/16.",
            "2014-08-01",
        ),
        ("Fenn Sister Company", "86 FR 67319. 11/26/21.", "2021-11-26"),
        ("Atom Complex (ACX)", "63 FR 64322, 11/19/98.", "1998-11-19"),
        ("Multi Center OY", "85 FR 64017, October 9, 2020.", "2020-10-09"),
        ("TEC Power Co. Ltd.", "85 FR 83799, 12/23/2020.", "2020-12-23"),
    ],
)
def test_citation_and_first_date(
    sample: dict[str, Listing], name: str, citation: str, start: str
) -> None:
    assert (sample[name].citation, sample[name].start_date) == (citation, start)


def test_the_rows_of_the_military_end_user_list(sample: dict[str, Listing]) -> None:
    found = [name for name, listing in sample.items() if listing.list == "MEU"]
    assert found == [
        "Tide Solid Technology (TST)",
        "TEC Aero Co. Ltd.",
        "TEC Power Co. Ltd.",
        "Quay Factory",
    ]
    above = "Subordinate institution of Tide Engine Company of China"
    assert [sample[name].remarks for name in found] == ["", above, above, ""]
    assert sample["TEC Aero Co. Ltd."].record == {
        "Entity": "TEC Aero Co. Ltd., Cheng-fa Industrial Park, Chengdu, China."
    }


def test_the_publishers_cells_are_kept(sample: dict[str, Listing]) -> None:
    assert sample["Orrin Fenn"].record == {
        "Country": "KIRIBATI",
        "Entity": (
            "Orrin Fenn, 501, 5th Floor, Brindle Market, Halden, Kiribati; and Flat No. 41 Block "
            "No. 24, Halden, Kiribati. (See alternate addresses under China)."
        ),
        "License requirement": "For all items subject to the EAR. (See § 744.11 of the EAR)",
        "License review policy": "Presumption of denial",
        "Federal Register citation": "76 FR 71869, 11/21/11.",
    }


def test_a_uid_is_that_of_the_consolidated_list_where_both_tell_the_same() -> None:
    found = {listing.name: listing.uid for listing in read(SAMPLE)[1]}
    told = hashed("MEU", "Tide Solid Technology (TST)", "85 FR 83799", "2020-12-23")
    assert found["Tide Solid Technology (TST)"] == f"us-bis-744:MEU:{told}"
    # Of the Unverified List that one has neither citations nor dates.
    assert found["Services Teal"] == f"us-bis-744:UVL:{hashed('UVL', 'Services Teal', '', '')}"


def test_an_amendment_of_an_entry_leaves_its_uid(tmp_path: Path) -> None:
    # Each amendment adds a notice to the citation, which the eCFR prints whole.
    before = SAMPLE.read_text("utf-8")
    citation = "76 FR 71869, 11/21/11."
    assert citation in before
    amended = tmp_path / "amended.xml"
    amended.write_text(before.replace(citation, f"{citation[:-1]}; 91 FR 901, 11/2/26."), "utf-8")
    old, new = read(SAMPLE)[1], read(amended)[1]
    assert [listing.uid for listing in new] == [listing.uid for listing in old]
    assert [listing.citation for listing in new] != [listing.citation for listing in old]


def test_a_territory_that_is_no_country(sample: dict[str, Listing]) -> None:
    assert sample["Shipyard Teal"].countries == ()
    assert sample["Shipyard Teal"].record["Country"] == "CRIMEA REGION OF UKRAINE"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_a_cut_file_is_refused(tmp_path: Path, share: float) -> None:
    whole = SAMPLE.read_bytes()
    path = tmp_path / "cut.xml"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(ListRefused) as refused:
        read(path)
    assert refused.value.code in {"list-truncated", "list-damaged"}


def test_a_supplement_that_is_not_there_is_not_counted(tmp_path: Path) -> None:
    whole = SAMPLE.read_text("utf-8")
    start = whole.index('<DIV9 N="Supplement No. 6')
    end = whole.index('<DIV9 N="Supplement No. 7')
    path = tmp_path / "part.xml"
    path.write_text(whole[:start] + whole[end:], "utf-8")
    reading, _ = read(path)
    assert set(reading.counts) == {"EL", "MEU"}  # the guard refuses it: list-absent


@pytest.mark.parametrize(
    ("dated", "day"),
    [
        ("/on/2026-02-31/", None),
        ("/on/_SUBSTITUTE_DATE_/", None),
        ("<AMDDATE>Sept. 5, 2026", date(2026, 9, 5)),
        ("<AMDDATE>Jul. 23, 2026", date(2026, 7, 23)),
    ],
)
def test_the_date_of_the_edition(tmp_path: Path, dated: str, day: date | None) -> None:
    whole = SAMPLE.read_text("utf-8")
    if dated.startswith("<"):
        whole = whole.replace("/on/2026-11-18/", "/on/").replace(
            "<HEAD>PART", f"{dated}</AMDDATE><HEAD>PART"
        )
    path = tmp_path / "dated.xml"
    path.write_text(whole.replace("/on/2026-11-18/", dated), "utf-8")
    assert read(path)[0].published == day


@pytest.mark.parametrize(
    "cell",
    [
        "and " * 200_000,
        "(see " * 20_000,
        "a.k.a., " * 3_500,
        "Institute, " * 2_600,
        "X, a.k.a., Teal Yard, " + "Teal Bee, " * 2_800,
        "the following one alias:<br/>" + "&#x2014;X;<br/>" * 5_000,
        "Affiliated entities:<br/>" + "Teal<br/>" * 5_000,
        "; " * 14_000,
        "." * 29_000,
        "following " * 2_900,
        "Address " * 3_600,
        "X. " * 9_000,
        "A" * 29_000,
        "a.k.a., X" + "<br/>" * 29_000,
        "1" * 29_000,
    ],
)
def test_monstrous_cells_take_no_time(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "monster.xml"
    path.write_text(SAMPLE.read_text("utf-8").replace("Orrin Farm, ", cell), "utf-8")
    with ends():
        reading, _ = read(path)
    assert reading.rows >= 39


@by_name
def test_the_real_tables() -> None:
    reading, listings = read(real("lists/us-bis/ecfr-title-15-part-744.2026-07-23.xml.gz"))
    # 3,415 rows, of which 4 go on with the entry above; 53 parties stand inside of entries.
    assert dict(reading.counts) == {"EL": 3411 + 53, "UVL": 186, "MEU": 70}
    assert {(s.reason, s.count) for s in reading.skipped} == {
        ("row-heading", 16),
        ("row-reserved", 4),
    }
    assert not reading.uneven
    assert sum(listing.kind is PartyKind.ADDRESS for listing in listings) == 19
    assert all(listing.start_date and listing.countries for listing in listings)
    assert all(
        listing.requirement and listing.policy for listing in listings if listing.list == "EL"
    )
    assert sum("Footnote 5" in listing.remarks for listing in listings) == 16
    assert sum("Affiliated entity of" in listing.remarks for listing in listings) == 22
    for listing in listings:
        assert not any("a.k.a" in name.text or "; " in name.text for name in listing.names)


@by_name
def test_the_names_are_those_of_the_consolidated_list_of_the_same_week() -> None:
    ours = read(real("lists/us-bis/ecfr-title-15-part-744.2026-07-23.xml.gz"))[1]
    path = real("lists/us-csl/consolidated.rebuilt-2026-07-31.json.gz")
    csl = list(open_list(path, load_catalogue().source("us-csl"), country_code, Silent()))
    assert share_equal(ours, csl, "EL") >= 0.95
    assert share_equal(ours, csl, "MEU") == 1.0
    # That list splits the Unverified List's aliases off into entries of their own.
    theirs = {folded(name.text) for one in csl if one.list == "UVL" for name in one.names}
    of_ours = [{folded(n.text) for n in one.names} for one in ours if one.list == "UVL"]
    assert sum(found <= theirs for found in of_ours) / len(of_ours) >= 0.95


def folded(name: str) -> str:
    own = re.sub(
        r"^.*?(?:Subordinate Institution -|Affiliated Entity:|and subordinate entity)", "", name
    )
    return " ".join(re.findall(r"\w+", anyascii(own).casefold()))


def share_equal(ours: list[Listing], theirs: list[Listing], code: str) -> float:
    """Return the share of our listings that have the very names of one of theirs."""
    known = {
        frozenset(folded(name.text) for name in one.names if folded(name.text))
        for one in theirs
        if one.list == code
    }
    sets = [frozenset(folded(n.text) for n in one.names) for one in ours if one.list == code]
    return sum(found in known for found in sets) / len(sets)
