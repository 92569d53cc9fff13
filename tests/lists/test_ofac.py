"""Reading OFAC's own files: every trap, in the three forms they come in."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from exportdesk.core.errors import ListRefused
from exportdesk.core.listings import Identifier, Listing, NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.core.words import say
from exportdesk.lists import Reading
from tests.lists.ofac_samples import OFAC, opened, read, sample_set, zipped

Give = Callable[[str], Path]


@pytest.fixture
def give(tmp_path: Path) -> Give:
    """Return the sample of a list in a form: `sdn enhanced`, `cons csv`."""

    def path(wanted: str) -> Path:
        key, form = wanted.split()
        if form == "csv":
            files = sample_set("CONS_" if key == "cons" else "")
            return zipped(tmp_path / f"{key}.zip", files)
        names = {"sdn xml": "SDN.XML", "cons xml": "CONSOLIDATED.XML"}
        return OFAC / names.get(wanted, f"{key.upper()}_ENHANCED.XML")

    return path


FORMS = pytest.mark.parametrize("form", ["enhanced", "xml", "csv"])


def by_name(path: Path, key: str = "sdn") -> dict[str, Listing]:
    return {listing.name: listing for listing in read(path, key)[1]}


@FORMS
def test_nothing_is_lost(give: Give, form: str) -> None:
    reading, listings = read(give(f"sdn {form}"), "sdn")
    skipped = {one.reason: one.count for one in reading.skipped}
    orphans = {"row-without-party": 4} if form == "csv" else {}
    assert skipped == {"row-without-name": 1, **orphans}
    assert [listing.uid for listing in listings] == [
        f"us-ofac-sdn:SDN:{number}" for number in range(900101, 900106)
    ]
    assert reading.complete
    assert not reading.perhaps_cut
    assert not reading.uneven
    assert reading.published is None if form == "csv" else str(reading.published) == "2026-11-18"
    assert reading.list_names == {"SDN": ("SDN List",)}


def comparable(listing: Listing) -> Listing:
    """Return a listing without what only one form has: scripts, lists, authorities, relations."""
    only = ("Owned or Controlled By: ", "Linked To: ", "Sanctions type: ")
    remarks = listing.remarks.split("; ")
    return dataclasses.replace(
        listing,
        names=tuple(n for n in listing.names if n.role is not NameRole.ORIGINAL_SCRIPT),
        addresses=tuple(
            dataclasses.replace(a, street="", city="", region="", postal_code="")
            for a in listing.addresses
            if a.text.isascii()
        ),
        identifiers=tuple(sorted(listing.identifiers, key=str)),
        countries=tuple(sorted(listing.countries)),
        remarks="; ".join(sorted(one for one in remarks if not one.startswith(only))),
        citation="",
        start_date="",
        record={},
    )


@pytest.mark.parametrize("form", ["xml", "csv"])
def test_all_forms_give_the_same_listings(give: Give, form: str) -> None:
    full, other = read(give("sdn enhanced"), "sdn")[1], read(give(f"sdn {form}"), "sdn")[1]
    for theirs, ours in zip(full, other, strict=True):
        if form == "csv":  # the strong ones stand in a file of their own, the weak ones elsewhere
            theirs, ours = (
                dataclasses.replace(one, names=tuple(sorted(one.names, key=str)))
                for one in (theirs, ours)
            )
        assert comparable(ours) == comparable(theirs)


@FORMS
def test_a_person(give: Give, form: str) -> None:
    person = by_name(give(f"sdn {form}"))["QORVAN, Teodric"]
    assert person.kind is PartyKind.PERSON
    assert person.title == "Director of the Made-Up Bureau"
    assert person.programs == ("SDGT", "IRAN-XX")
    roles = {name.text: name.role for name in person.names}
    assert person.names[0].role is NameRole.PRIMARY
    assert roles["QORVAN, Teo"] is roles["KORVANE, Theodrich"] is NameRole.ALIAS
    assert roles["TEODRIC"] is roles["UNCLE HALDEN"] is NameRole.WEAK_ALIAS
    assert person.birth_dates == ("1961-04-05", "circa 1962", "Jan 1959")
    assert set(person.countries) == {"CN", "PA", "HK"}
    latin = [address for address in person.addresses if address.text.isascii()]
    assert [(address.text, address.country) for address in latin] == [
        ("12 Brindle Quay, Suite 4, Port Halden, Upper Province 10-117, China", "CN"),
        ("Panama", "PA"),
        ("Westhalden, Region: Invented Strip", ""),
    ]
    assert set(person.identifiers) == {
        Identifier("Passport", "X 123,456", "CN"),
        Identifier("Passport", "X 123457"),
        Identifier("Driver's License No.", "D-77", "PA"),
        Identifier("Digital Currency Address - XBT", "1QorvanMadeUpAddressXXXXXXXXXXXXXX"),
        Identifier("Digital Currency Address - XBT", "1HaldenMadeUpAddressYYYYYYYYYYYYYY"),
        Identifier("Phone Number", "99961653"),
        Identifier("Email Address", "teo@qorvan.example"),
        Identifier("OFAC Number", "900101"),
    }
    for told in (
        "Head of the Brindle office; all offices worldwide",
        "Secondary sanctions risk: Made-Up Regulations, sections 1.1 and 1.2",
        "Place of birth: Halden, Upper Province",
        "Gender: Male",
        "Nationality: Atlantis",
        ": BRINDLE & HALDEN TRADING CO., LTD.",
    ):
        assert told in person.remarks


@FORMS
def test_a_vessel_and_an_aircraft(give: Give, form: str) -> None:
    listed = by_name(give(f"sdn {form}"))
    vessel, aircraft = listed["HALDEN STAR"], listed["T-QRV"]
    assert (vessel.kind, aircraft.kind) == (PartyKind.VESSEL, PartyKind.AIRCRAFT)
    assert vessel.countries == ("PA",)
    assert set(vessel.identifiers) == {
        Identifier("IMO Number", "9999993"),
        Identifier("MMSI", "999000111"),
        Identifier("Call sign", "HX99"),
        Identifier("OFAC Number", "900102"),
    }
    for told in ("Vessel Type: Crude Oil Tanker", "Vessel Flag: Panama", "Vessel Owner: Halden"):
        assert told in vessel.remarks
    assert Identifier("Aircraft Tail Number", "T-QRV") in aircraft.identifiers
    assert Identifier("Previous Aircraft Tail Number", "T-OLD") in aircraft.identifiers
    assert "Aircraft Model: HB76" in aircraft.remarks


@FORMS
def test_a_company(give: Give, form: str) -> None:
    company = by_name(give(f"sdn {form}"))["BRINDLE & HALDEN TRADING CO., LTD."]
    assert company.kind is PartyKind.ORGANIZATION
    assert company.list == "SDN"
    roles = {name.text: name.role for name in company.names}
    assert roles["BRINDLE TRADING"] is NameRole.ALIAS  # weak and strong: strong
    assert roles["HALTRADE"] is NameRole.ALIAS
    assert {(i.type, i.number, i.country) for i in company.identifiers} >= {
        ("Registration ID", "1027700132195", "CN"),
        ("Tax ID No.", "7744001497", "CN"),
        ("Tax ID No.", "7744001498", "PA"),
        ("Unified Social Credit Code (USCC)", "91110000MA00MADEUP", "CN"),
        ("SWIFT/BIC", "BRNDXXMM", ""),
        ("BIK (RU)", "044525187", ""),
        ("Website", "www.brindle.example", ""),
    }
    assert "Executive Order 13662 Directive Determination: Subject to Directive 1" in (
        company.remarks
    )
    assert "http://www.example.org/directives." in company.remarks


def test_names_and_addresses_in_their_own_scripts(give: Give) -> None:
    listed = by_name(give("sdn enhanced"))
    scripts = {
        name.text
        for listing in listed.values()
        for name in listing.names
        if name.role is NameRole.ORIGINAL_SCRIPT
    }
    assert scripts == {
        "КОРВАН, Теодрик",
        "كورفان، تيو",
        "布林德尔贸易有限公司",
        "布林德爾貿易有限公司",
    }
    addresses = [address.text for address in listed["QORVAN, Teodric"].addresses]
    assert "Набережная 12, Халден, China" in addresses


def test_authorities_dates_and_relations(give: Give) -> None:
    company = by_name(give("sdn enhanced"))["BRINDLE & HALDEN TRADING CO., LTD."]
    assert company.citation == "Executive Order 99999 (Invented)"
    assert company.start_date == "2024-11-21"
    assert "Owned or Controlled By: HALDEN HOLDING" in company.remarks
    assert "Sanctions type: 13662 Sectoral Directive 1" in company.remarks
    relations = company.record["relationships"]
    assert isinstance(relations, dict)
    assert relations["relationship"]["relatedEntity"]["#text"] == "HALDEN HOLDING"


LISTS = {
    "us-ofac-cons:PLC:910001",
    "us-ofac-cons:SSI:910002",
    "us-ofac-cons:CMIC:910003",
    "us-ofac-cons:NS-MBS:910004",
    "us-ofac-cons:CAP:910005",
    "us-ofac-cons:FSE:910006",
    "us-ofac-cons:CONSOLIDATED-LIST:910008",
}


def test_one_listing_for_each_list(give: Give) -> None:
    reading, listings = read(give("cons enhanced"), "cons")
    assert {listing.uid for listing in listings} == LISTS | {
        "us-ofac-cons:NS-MBS:910002",
        "us-ofac-cons:NON-SDN-NEWLY-INVENTED-LIST:910007",
    }
    dates = {listing.list: listing.start_date for listing in listings if "910002" in listing.uid}
    assert dates == {"NS-MBS": "2022-02-24", "SSI": "2014-07-16"}
    assert reading.list_names["CONSOLIDATED-LIST"] == ("Consolidated List",)
    assert reading.list_names["NON-SDN-NEWLY-INVENTED-LIST"] == ("Non-SDN Newly Invented List",)


@pytest.mark.parametrize("form", ["xml", "csv"])
def test_programs_tell_the_list_where_the_file_does_not(give: Give, form: str) -> None:
    reading, listings = read(give(f"cons {form}"), "cons")
    assert {listing.uid for listing in listings} == LISTS | {
        "us-ofac-cons:CONSOLIDATED-LIST:910007",
    }
    assert reading.list_names["CONSOLIDATED-LIST"] == ("Consolidated List",)
    assert not reading.skipped
    micro = by_name(give(f"cons {form}"), "cons")["BRINDLE MICRO COMPANY"]
    assert micro.remarks == "Listing Date (CMIC): 03 Jun 2021; Issuer Name: Brindle Co."


def test_the_record_is_the_publishers(give: Give) -> None:
    rows = by_name(give("sdn csv"))["QORVAN, Teodric"].record
    assert rows["Program"] == "SDGT] [IRAN-XX"
    assert "Call_Sign" not in rows
    assert [row[3] for row in rows["ALT"]] == ["QORVAN, Teo", "KORVANE, Theodrich"]  # type: ignore[attr-defined] # a JSON value
    assert len(rows["ADD"]) == 4  # type: ignore[arg-type] # a JSON value
    entry = by_name(give("sdn xml"))["QORVAN, Teodric"].record
    assert entry["idList"]["id"][0]["expirationDate"] == "12 Nov 2012"  # type: ignore[index] # a JSON value
    entity = by_name(give("sdn enhanced"))["QORVAN, Teodric"].record
    assert entity["@id"] == "900101"


def refused(path: Path, key: str) -> ListRefused:
    with pytest.raises(ListRefused) as caught:
        read(path, key)
    assert say(caught.value)
    return caught.value


def changed(tmp_path: Path, name: str, old: str, new: str) -> Path:
    text = (OFAC / name).read_text("utf-8")
    assert old in text
    path = tmp_path / name
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def test_a_lone_file_of_the_set_is_refused() -> None:
    error = refused(OFAC / "SDN.CSV", "sdn")
    assert error.code == "list-files-missing"
    assert "ADD.CSV, ALT.CSV, SDN_COMMENTS.CSV" in say(error)
    assert "CONS_PRIM.CSV" in say(refused(OFAC / "CONS_ALT.CSV", "cons"))


@pytest.mark.parametrize("name", sample_set())
def test_a_set_without_one_file_is_refused(tmp_path: Path, name: str) -> None:
    files = {one: data for one, data in sample_set().items() if one != name}
    error = refused(zipped(tmp_path / "set.zip", files), "sdn")
    assert error.code == "list-files-missing"
    assert error.facts["missing"] == name


def test_an_archive_of_both_lists(tmp_path: Path) -> None:
    both = zipped(tmp_path / "both.zip", {**sample_set(), **sample_set("CONS_")})
    assert read(both, "sdn")[0].counts == {"SDN": 5}
    assert read(both, "cons")[0].counts["SSI"] == 1


def test_an_archive_of_two_editions_is_unclear(tmp_path: Path) -> None:
    files = sample_set()
    twice = zipped(tmp_path / "twice.zip", {**files, "OLD.CSV": files["SDN.CSV"]})
    assert refused(twice, "sdn").code == "list-archive-unclear"


@FORMS
def test_one_list_is_not_taken_for_the_other(give: Give, form: str, tmp_path: Path) -> None:
    assert refused(give(f"cons {form}"), "sdn").code == "list-other-list"
    path = give(f"sdn {form}")
    if form != "enhanced":  # programs tell it only where most tell nothing
        data = {
            name: text.replace(b"SDGT", b"OTHER").replace(b"UKRAINE-EO13662", b"OTHER")
            for name, text in (sample_set() if form == "csv" else {}).items()
        }
        text = (OFAC / "SDN.XML").read_text("utf-8").replace("UKRAINE-EO13662", "OTHER")
        if data:
            path = zipped(tmp_path / "other.zip", data)
        else:
            path = tmp_path / "other.xml"
            path.write_text(text, "utf-8")
    assert refused(path, "cons").code == "list-other-list"


@pytest.mark.parametrize("name", ["SDN_ENHANCED.XML", "SDN.XML"])
def test_a_cut_file_is_refused(tmp_path: Path, name: str) -> None:
    data = (OFAC / name).read_bytes()
    for share in (0.2, 0.5, 0.9):
        path = tmp_path / name
        path.write_bytes(data[: int(len(data) * share)])
        assert refused(path, "sdn").code in {"list-truncated", "list-damaged"}


def test_entries_fewer_than_the_file_says(tmp_path: Path) -> None:
    path = changed(tmp_path, "SDN.XML", "<Record_Count>6<", "<Record_Count>7<")
    error = refused(path, "sdn")
    assert (error.code, error.facts["said"], error.facts["read"]) == ("list-incomplete", 7, 6)


def test_a_cut_row_of_the_set(tmp_path: Path) -> None:
    files = sample_set()
    files["ALT.CSV"] = files["ALT.CSV"][:-20]
    assert refused(zipped(tmp_path / "cut.zip", files), "sdn").code == "list-truncated"
    files["ALT.CSV"] = sample_set()["ALT.CSV"][:-3]
    assert opened(zipped(tmp_path / "line.zip", files), "sdn").perhaps_cut
    files["ALT.CSV"] = sample_set()["ALT.CSV"][:-1]
    assert opened(zipped(tmp_path / "mark.zip", files), "sdn").perhaps_cut
    files["SDN.CSV"] = files["SDN.CSV"][:-60]
    assert refused(zipped(tmp_path / "quote.zip", files), "sdn").code == "list-truncated"
    files = {**sample_set(), "SDN.CSV": sample_set()["SDN.CSV"].replace(b'"CUBA"', b'"C"UBA"')}
    error = refused(zipped(tmp_path / "damaged.zip", files), "sdn")
    assert (error.code, error.facts["row"]) == ("list-damaged-row", 5)


def test_a_set_without_the_mark_at_the_end(tmp_path: Path) -> None:
    files = {name: data.replace(b"\x1a", b"") for name, data in sample_set().items()}
    reading = opened(zipped(tmp_path / "set.zip", files), "sdn")
    assert not reading.complete
    assert not reading.perhaps_cut


def test_rows_of_another_width(tmp_path: Path) -> None:
    files = sample_set()
    files["SDN.CSV"] = files["SDN.CSV"].replace(
        b"\x1a",
        b'900107,"WIDE",-0- ,"X",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"more"\r\n900108\r\n',
    )
    reading, listings = read(zipped(tmp_path / "set.zip", files), "sdn")
    assert reading.uneven == (7, 8)
    assert listings[-1].record[""] == ["more"]
    assert {one.reason for one in reading.skipped} == {
        "row-unreadable", "row-without-name", "row-without-party",
    }  # fmt: skip


def test_changes_are_not_the_list(tmp_path: Path) -> None:
    path = changed(tmp_path, "SDN_ENHANCED.XML", 'entity id="900102"', 'entity id="2" action="add"')
    assert refused(path, "sdn").code == "list-changes-only"
    path = changed(
        tmp_path,
        "SDN_ENHANCED.XML",
        "<dataAsOf>2026-11-18T00:00:00</dataAsOf>",
        "<datePublished>2026-11-18T00:00:00</datePublished>",
    )
    assert refused(path, "sdn").code == "list-changes-only"


def test_a_selection_is_not_the_list(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        "SDN_ENHANCED.XML",
        "<filters>",
        "<filters><sanctionsPrograms><sanctionsProgram>X</sanctionsProgram></sanctionsPrograms>",
    )
    error = refused(path, "sdn")
    assert (error.code, error.facts["chosen"]) == ("list-selection", "sanctionsPrograms")


def test_what_may_be_missing(tmp_path: Path) -> None:
    text = (OFAC / "SDN_ENHANCED.XML").read_text("utf-8")
    head, _, rest = text.partition("  <publicationInfo>")
    body = rest.partition("</publicationInfo>\n")[2]
    path = tmp_path / "bare.xml"
    path.write_text(
        head + body.replace('script refId="20122">Cyrillic</script', "script/").replace(
            '>SDN List</sanctionsList>', "></sanctionsList>"
        ).replace("<formattedFullName>HALDEN STAR</formattedFullName>", "").replace(
            'entity id="900105"', "entity"
        ),
        "utf-8",
    )  # fmt: skip
    reading, listings = read(path, "sdn")
    assert reading.published is None
    assert len(listings) == 5
    assert "HALDEN STAR" in {listing.name for listing in listings}
    nameless = next(one for one in listings if one.name == "O'HALDEN SONS")
    assert len(nameless.uid.split(":")[2]) == 16
    roles = {name.text: name.role for one in listings for name in one.names}
    assert roles["КОРВАН, Теодрик"] is NameRole.ORIGINAL_SCRIPT


def test_classic_xml_without_its_head(tmp_path: Path) -> None:
    text = (OFAC / "SDN.XML").read_text("utf-8")
    before, _, rest = text.partition("  <publshInformation>")
    path = tmp_path / "sdn.xml"
    path.write_text(before + rest.partition("</publshInformation>\n")[2], "utf-8")
    reading, listings = read(path, "sdn")
    assert (reading.published, len(listings)) == (None, 5)
    path = changed(tmp_path, "SDN.XML", "11/18/2026", "soon")
    assert opened(path, "sdn").published is None


def notes_of(reading: Reading) -> tuple[str, ...]:
    return reading._document.notes


def test_notes_say_what_a_form_cannot_tell(give: Give) -> None:
    assert notes_of(opened(give("sdn enhanced"), "sdn")) == ()
    assert notes_of(opened(give("sdn xml"), "sdn")) == ("list-latin-only",)
    assert notes_of(opened(give("cons csv"), "cons")) == ("list-latin-only", "list-by-program")
