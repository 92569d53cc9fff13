"""The Canadian list: made-up traps under old and new element names, and the real records."""

import re
from collections import Counter
from pathlib import Path

import pytest

from exportdesk.core.listings import Identifier
from exportdesk.lists.ca_xml import aliases_in
from tests.lists.others import read_as, roles
from tests.lists.samples import DATA
from tests.real import real

TRAPS = DATA / "ca-traps.xml"
BILINGUAL = {
    "Country": "Country-Pays",
    "LastName": "LastName-NomDeFamille",
    "GivenName": "GivenName-Prenom",
    "EntityOrShip": "EntityOrShip-EntiteOuNavire",
    "Aliases": "Aliases-Alias",
    "DateOfBirthOrShipBuildDate":
        "DateOfBirthOrShipBuildDate-DateDeNaissanceOuDateDeConstructionDuNavire",
    "TitleOrShip": "TitleOrShipType-TitreOuTypeDeNavire",
    "ShipIMONumber": "ShipIMONumber-NumeroOMIDuNavire",
    "Schedule": "Schedule-Annexe",
    "Item": "Item-NumeroDarticle",
    "DateOfListing": "DateOfListing-DateDinscription",
}  # fmt: skip


def test_people() -> None:
    reading, listings = read_as("ca-sema", TRAPS)
    assert (reading.format, reading.published, reading.complete) == ("ca-xml", None, True)
    assert [(s.reason, s.rows) for s in reading.skipped] == [("row-without-name", (7,))]
    first, second = listings[:2]
    assert roles(first) == {
        "primary": ["Pretend Ivanovich TESTOV"],
        "original_script": ["Притенд ТЕСТОВ"],
        "alias": ["Pretend Testoff", "Predtend Testow"],
    }
    assert first.kind == second.kind == "person"
    assert first.programs == ("Examplia / Exemplie",)
    assert first.countries == second.countries == ()
    assert first.birth_dates == ("1965-04-29",)
    assert first.title == "Deputy of nothing"
    assert first.citation == "Schedule 1, Part 1, item 1"
    assert first.start_date == "2020-09-28"
    assert first.record["GivenName"] == "\tPretend Ivanovich "
    assert second.name == "Tes Ting"
    assert second.birth_dates == ("1981-10-01", "1981-11-11")


def test_organizations_and_ships() -> None:
    institute, ship, old, twin = read_as("ca-sema", TRAPS)[1][2:]
    assert roles(institute) == {
        "primary": ["Test Institute/Institut de test"],
        "alias": ["Test Institute", "Institut de test", "Test Inst. Co., Ltd.", "Tester (TI)",
                  "Testers"],
        "original_script": ["معهد الاختبار"],
    }  # fmt: skip
    assert institute.kind == "organization"
    assert (ship.kind, ship.name, ship.birth_dates) == ("vessel", "PRETEND STAR", ())
    assert ship.identifiers == (Identifier("IMO Number", "7654321"),)
    assert ship.remarks == "Ship type: General Cargo | Cargo classique; Built: 1994"
    assert ship.programs == ("Examplia",)
    assert (old.kind, old.citation) == ("organization", "item 91")
    assert twin.uid == f"{old.uid}-2"


def test_the_bilingual_element_names_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "sema-lmes.xml"
    text = TRAPS.read_text("utf-8")
    for old, new in BILINGUAL.items():
        text = re.sub(rf"(</?){old}>", rf"\g<1>{new}>", text)
    text = text.replace("<Entity>", "<Entity-Entite>").replace("</Entity>", "</Entity-Entite>")
    path.write_text(text, "utf-8")
    before, after = read_as("ca-sema", TRAPS)[1], read_as("ca-sema", path)[1]
    assert [(x.uid, x.names, x.kind, x.identifiers, x.birth_dates) for x in after] == [
        (x.uid, x.names, x.kind, x.identifiers, x.birth_dates) for x in before
    ]
    assert after[0].record["GivenName-Prenom"] == "\tPretend Ivanovich "


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("", []),
        (" ; ,", []),
        ("Andrei ", ["Andrei"]),
        ("First Name; Second Name", ["First Name", "Second Name"]),
        ("Test Trading Co., Ltd., TTC LLC", ["Test Trading Co., Ltd.", "TTC LLC"]),
        ("a.k.a. One Name, f.k.a. Two Name", ["One Name", "Two Name"]),
        ("aka One Name a.k.a.: Two Name", ["One Name", "Two Name"]),
        ("Belarusian: Тэст ТЭСТАЎ, Russian: Тест ТЕСТОВ", ["Тэст ТЭСТАЎ", "Тест ТЕСТОВ"]),
        ("(Arabic: اختبار)", ["اختبار"]),
        ("(The Tester)", ["The Tester"]),
        ("One Name and Two, and Three Name", ["One Name and Two", "Three Name"]),
        ("Akademiya Akakiy", ["Akademiya Akakiy"]),
    ],
)
def test_aliases_in_one_text(told: str, names: list[str]) -> None:
    assert aliases_in(told) == names


@pytest.mark.real_lists
def test_the_real_records() -> None:
    reading, listings = read_as("ca-sema", real("lists/ca/sema-lmes.rebuilt-2026-08-22.xml.gz"))
    assert (reading.rows, len(listings), reading.skipped) == (5690, 5690, ())
    kinds = Counter(listing.kind.value for listing in listings)
    assert kinds == {"person": 3514, "organization": 2176 - 731, "vessel": 731}
    assert len({listing.uid for listing in listings}) == 5690
    assert not any(listing.countries for listing in listings)
    assert sum(not str(listing.record.get("Schedule", "")) for listing in listings) == 329
    assert all(listing.programs and listing.start_date for listing in listings)
    assert not any(name.text != name.text.strip() for x in listings for name in x.names)
