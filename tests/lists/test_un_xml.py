"""The UN list: made-up traps, and the real files at two dates."""

import gzip
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from exportdesk.core.errors import ListRefused
from exportdesk.core.listings import Identifier, Listing
from exportdesk.lists import Reading
from tests.lists.others import read_as, roles, script_counts, script_of
from tests.lists.samples import DATA
from tests.real import real
from tests.sampling import by_name

TRAPS = DATA / "un-traps.xml"
REAL = {
    "2024": ("lists/un/consolidated.2024-11-30.xml.gz", date(2024, 11, 30), 686, 193),
    "2025": ("lists/un/consolidated.2025-11-20.xml.gz", date(2025, 11, 20), 727, 273),
}


Reals = dict[str, tuple[Reading, list[Listing]]]


@pytest.fixture(scope="module")
def reals() -> Reals:
    """The real files, each read once for all tests."""
    return {year: read_as("un-sc", real(path)) for year, (path, *_) in REAL.items()}


def test_the_file_as_such() -> None:
    reading, listings = read_as("un-sc", TRAPS)
    assert (reading.format, reading.published, reading.complete) == (
        "un-xml", date(2026, 10, 5), True,
    )  # fmt: skip
    assert [listing.uid for listing in listings[::2]] == ["un-sc:EXi.001", "un-sc:EXe.001"]
    assert reading.rows == 4
    assert [(s.reason, s.rows) for s in reading.skipped] == [("row-without-name", (2,))]
    assert listings[1].uid.startswith("un-sc:")
    assert len(listings[1].uid) == len("un-sc:") + 16


def test_names_of_a_person() -> None:
    person = read_as("un-sc", TRAPS)[1][0]
    assert person.kind == "person"
    assert roles(person) == {
        "primary": ["BARAM BARAM OL-TESTI"],
        "original_script": ["برام برام التستي", "Бэч", "Абу Мустер", "حاجي برام"],
        "alias": ["Barram Oltesti", "Baram Ol Testy", "Haji Baram", "Hajji Baram"],
        "weak_alias": ["Bach", "Abu Muster"],
    }


def test_names_of_an_entity() -> None:
    entity = read_as("un-sc", TRAPS)[1][2]
    assert entity.kind == "organization"
    assert roles(entity) == {
        "primary": ["FIRST TEST HOLDING (FTH) ; SECOND TEST HOLDING"],
        "alias": [
            "FIRST TEST HOLDING (FTH)", "SECOND TEST HOLDING", "JAMAAH IN LATIN LETTERS",
            "Alpha of Example (AOE)", "Alfa of Example", "Alfa al Mithal", "Kawthar Test Co.",
        ],
        "original_script": ["ألفا المثال", "測試船務(香港)有限公司", "شركة الاختبار"],
    }  # fmt: skip
    assert entity.identifiers == (
        Identifier("UN Reference Number", "EXe.001"),
        Identifier("IMO Number", "5571322"),
    )


def test_everything_else_of_a_person() -> None:
    person = read_as("un-sc", TRAPS)[1][0]
    assert person.identifiers == (
        Identifier("UN Reference Number", "EXi.001"),
        Identifier("Passport", "OA 454044", "PA"),
        Identifier("National Identification Number (Ration card no)", "SA0020249", "HK"),
        Identifier("Passport", "L723315"),
        Identifier("Residential card number 665", "665"),
    )
    assert person.birth_dates == (
        "1960-03-23", "circa 1958", "circa 1955 to 1958", "1956 to 1957", "1959-09",
        "30-35 years old", "1961-05-04",
    )  # fmt: skip
    assert [(a.text, a.country) for a in person.addresses] == [
        ("Street 5, Colon, 0301, Panama", "PA"),
        ("Believed location - Examplia", ""),
    ]
    assert person.countries == ("PA",)
    assert person.programs == ("Examplia",)
    assert person.title == "Dr.; Head of nothing"
    assert person.start_date == "2012-12-31"
    assert person.record["NEW_FIELD"] == "kept"
    assert person.record["VERSIONNUM"] == "1"
    assert person.record["FIRST_NAME"] == "BARAM "


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: data[: data.index(b"to own a")], "list-truncated"),
        (lambda data: data[: len(data) // 2], "list-truncated"),
        (lambda data: data.replace(b"</ENTITIES>", b"</ENTITY>"), "list-damaged"),
        (lambda data: data[: data.rindex(b"</CONS")], "list-truncated"),
    ],
)
def test_what_is_not_whole_is_refused(
    tmp_path: Path, change: Callable[[bytes], bytes], code: str
) -> None:
    path = tmp_path / "un.xml"
    path.write_bytes(change(TRAPS.read_bytes()))
    with pytest.raises(ListRefused) as caught:
        read_as("un-sc", path)
    assert caught.value.code == code


def test_a_date_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "un.xml"
    path.write_bytes(TRAPS.read_bytes().replace(b"2026-10-05T", b"2026-13-05T"))
    assert read_as("un-sc", path)[0].published is None


@pytest.mark.real_lists
@pytest.mark.parametrize("year", REAL)
def test_the_real_files(reals: Reals, year: str) -> None:
    _, published, persons, entities = REAL[year]
    reading, listings = reals[year]
    assert (reading.published, reading.complete, reading.skipped) == (published, True, ())
    kinds = [listing.kind.value for listing in listings]
    assert kinds.count("person") == persons
    assert kinds.count("organization") == entities
    assert all(listing.identifiers[0].type == "UN Reference Number" for listing in listings)
    assert len({listing.uid for listing in listings}) == persons + entities
    assert all(listing.start_date and listing.programs for listing in listings)


@pytest.mark.real_lists
def test_no_name_in_another_script_is_lost(reals: Reals) -> None:
    """Every text in the file that is not all Latin is among the names of its party."""
    _, listings = reals["2025"]
    own: list[str] = []
    aliases: list[str] = []
    for listing in listings:
        told = "\n".join(name.text for name in listing.names)
        record = listing.record
        written = record.get("NAME_ORIGINAL_SCRIPT", "")
        if isinstance(written, str) and script_of(written) != "LATIN":
            own.append(script_of(written))
            assert " ".join(written.split()) in told
        for key in ("INDIVIDUAL_ALIAS", "ENTITY_ALIAS"):
            blocks = record.get(key, [])
            for block in blocks if isinstance(blocks, list) else [blocks]:
                name = block.get("ALIAS_NAME", "") if isinstance(block, dict) else ""
                if script_of(name) != "LATIN":
                    aliases.append(name)
                    other = [w for w in name.split() if script_of(w) != "LATIN"]
                    assert all(word.strip("(),;") in told for word in other)
    # What is left of 379 such fields is one in Latin letters.
    assert (len(own), own.count("CYRILLIC"), own.count("ARABIC")) == (378, 11, 367)
    assert len(aliases) == 39
    assert script_counts(listings) == {"ARABIC": 401, "CYRILLIC": 42, "CJK": 5}


@pytest.mark.real_lists
def test_two_dates_of_one_list_have_the_same_uids(reals: Reals) -> None:
    before, after = (reals[year][1] for year in ("2024", "2025"))
    first = {listing.identifiers[0].number: listing.uid for listing in before}
    then = {listing.identifiers[0].number: listing.uid for listing in after}
    both = first.keys() & then.keys()
    assert len(both) > 850
    assert all(first[number] == then[number] == f"un-sc:{number}" for number in both)


@by_name
@pytest.mark.real_lists
def test_the_real_file_cut_anywhere(tmp_path: Path) -> None:
    data = gzip.decompress(real(REAL["2025"][0]).read_bytes())
    path = tmp_path / "un.xml"
    for part in (0.3, 0.8, 0.999_99):
        path.write_bytes(data[: int(len(data) * part)])
        with pytest.raises(ListRefused):
            read_as("un-sc", path)
    assert etree.fromstring(data).get("dateGenerated", "").startswith("2025-11-20")
