"""The demo's files hold what the demo promises, and nobody real."""

import csv
import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from uuid import UUID

import pytest

from exportdesk.core import resources
from exportdesk.core.parties import PartyKind
from exportdesk.core.progress import Silent
from exportdesk.lists import load_catalogue, open_list
from exportdesk.operations.demo import (
    demo_company,
    demo_customers,
    demo_lessons,
    demo_list_file,
    demo_next_list_file,
    demo_operator,
    demo_products,
)
from exportdesk.rulebook import load_rulebook

COLUMNS = [
    "_id",
    "source",
    "entity_number",
    "type",
    "programs",
    "name",
    "title",
    "addresses",
    "federal_register_notice",
    "start_date",
    "end_date",
    "standard_order",
    "license_requirement",
    "license_policy",
    "call_sign",
    "vessel_type",
    "gross_tonnage",
    "gross_registered_tonnage",
    "vessel_flag",
    "vessel_owner",
    "remarks",
    "source_list_url",
    "alt_names",
    "citizenships",
    "dates_of_birth",
    "nationalities",
    "places_of_birth",
    "source_information_url",
    "ids",
]

# Who each lesson is about, on the list. A listing without its customer would teach nothing.
LESSONS = {
    "NI-1003": ("legal form", "Baltex Messtechnik LLC"),
    "NI-1004": ("one-word alias", "HAN, Tu Myong Chol"),
    "NI-1006": ("same name, other country", "Sagitta Instruments"),
    "NI-1013": ("typo", "Kestrel Bay Avionics FZE"),
    "NI-1014": ("other script", "FAJR AL-SAHRA TRADING COMPANY"),
    "NI-1016": ("same address", "Address 01"),
    "NI-1018": ("alias", "Shenzhen Jinyuan Weidian Electronic Technology Co., Ltd."),
    "NI-1019": ("other script", "Chengdu Hongyuan Optoelectronics Technology Co., Ltd."),
    "NI-1022": ("identifier", "TIANLU PRECISION IMPORT AND EXPORT CO., LTD."),
    "NI-1028": ("identifier", "STELLA DELPHI"),
    "NI-1033": ("word order", "SOKOLENKO, Viktor Andreyevich"),
    "NI-1035": ("other script", "Severnyi Impuls LLC"),
    "NI-1036": ("common name", "MORENO SOLANO, Ana Lucia"),
    "NI-1039": ("expired order", "DUNMORE CALIBRATION SERVICES"),
}

# Of the 50 codes of the Common High Priority List, those the catalogue is sure to hold.
HIGH_PRIORITY = {"854231", "854232", "854233", "854239", "851762", "852691", "853221", "853224"}
OLD_CODES = {"852580", "854140"}


def records(file: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(file.read_text(encoding="utf-8"))["results"]
    return found


@pytest.fixture(scope="module")
def listed() -> list[dict[str, object]]:
    return records(demo_list_file())


def test_company() -> None:
    company = demo_company()
    assert company.name == "Northfield Instruments, Inc."
    assert (company.city, company.region, company.country) == ("Dayton", "OH", "US")
    assert demo_operator() == "Dana Whitfield"


def test_forty_customers_in_twenty_countries() -> None:
    customers = demo_customers()
    assert len(customers) == 40
    assert len({customer.party.country for customer in customers}) == 20
    assert [c.reference for c in customers] == [f"NI-{n}" for n in range(1001, 1041)]
    names = load_rulebook().countries
    for customer in customers:
        assert names.country_code(customer.party.country) == customer.party.country
        assert customer.party.name.strip() == customer.party.name
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}|", customer.profile.formed_on)
    assert {c.party.kind for c in customers} == {
        PartyKind.ORGANIZATION,
        PartyKind.PERSON,
        PartyKind.VESSEL,
    }


def test_most_customers_teach_nothing() -> None:
    assert len(demo_lessons()) == len(LESSONS) == 14


def test_every_lesson_has_its_listing(listed: list[dict[str, object]]) -> None:
    names = {record["name"] for record in listed}
    lessons = demo_lessons()
    assert lessons.keys() == LESSONS.keys()
    for reference, (lesson, listing) in LESSONS.items():
        assert lessons[reference].startswith(f"{lesson}: ")
        assert listing in names


def test_sixty_products() -> None:
    products = demo_products()
    assert len(products) == len({product.sku for product in products}) == 60
    for product in products:
        assert re.fullmatch(r"\d{6}|\d{8}|\d{10}", product.hs_code), product
        assert re.fullmatch(r"EAR99|[0-9][A-E][0-9]{3}(\.[a-z0-9]+)*", product.eccn), product
        assert load_rulebook().countries.country_code(product.origin) == product.origin
    first_six = {product.hs_code[:6] for product in products}
    assert first_six >= HIGH_PRIORITY | OLD_CODES
    assert Counter(len(product.hs_code) for product in products)[6] > 0


def test_ids_are_fixed_and_of_version_7() -> None:
    ids = [c.id for c in demo_customers()] + [p.id for p in demo_products()]
    assert len(set(ids)) == 100
    assert all(UUID(text).version == 7 for text in ids)
    assert ids[:40] == [c.id for c in demo_customers()]


def test_every_list_is_there(listed: list[dict[str, object]]) -> None:
    counts = Counter(str(record["source"]) for record in listed)
    assert sum(counts.values()) == 167
    assert len(counts) == 13
    assert min(counts.values()) >= 3


def test_records_keep_the_real_files_habits(listed: list[dict[str, object]]) -> None:
    treasury = [r for r in listed if str(r["source"]).endswith("Treasury Department")]
    others = [r for r in listed if r not in treasury]
    assert {frozenset(record) for record in treasury} == {
        frozenset(["id", *(column for column in COLUMNS if column != "_id")])
    }
    assert all("type" not in r and "ids" not in r and "entity_number" not in r for r in others)
    assert any(r.get("alt_names", "") is None for r in others)
    assert any("alt_names" not in r for r in others)
    assert {r["country"] for r in others if "country" in r} == {"RU", "CN", "TH", "KP", "SY", "IR"}
    assert all(isinstance(record["id"], str) for record in listed)
    numbers = Counter(r["entity_number"] for r in treasury)
    assert Counter(numbers.values())[2] == 1  # one party on two lists


def test_address_only_listings(listed: list[dict[str, object]]) -> None:
    addresses = [r for r in listed if re.fullmatch(r"Address \d\d", str(r["name"]))]
    assert [r["addresses"][0]["country"] for r in addresses] == ["HK", "HK", "TR"]  # type: ignore[index] # a JSON value
    assert all(r["addresses"][0]["address"] for r in addresses)  # type: ignore[index] # a JSON value


def test_json_and_csv_hold_the_same(listed: list[dict[str, object]]) -> None:
    with resources.path("demo", "consolidated.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert list(rows[0]) == COLUMNS
    assert len(rows) == len(listed)
    for row, record in zip(rows, listed, strict=True):
        assert row["_id"] == record["id"]
        for column in COLUMNS[1:]:
            assert row[column] == flat(record.get(column)), (row["name"], column)


def test_both_forms_read_as_the_same_listings() -> None:
    countries = load_rulebook().countries
    source = load_catalogue().source("us-csl")
    read = {}
    for name in ("consolidated.json", "consolidated.csv"):
        reading = open_list(resources.path("demo", name), source, countries.country_code, Silent())
        read[name] = {listing.uid: listing for listing in reading}
        assert reading.listings == len(read[name]) == 167
        assert reading.skipped == ()
    from_json, from_csv = read.values()
    assert from_json.keys() == from_csv.keys()
    for uid, listing in from_json.items():
        assert from_csv[uid].names == listing.names
        assert from_csv[uid].kind is listing.kind
    kinds = Counter(listing.kind for listing in from_json.values())
    assert kinds[PartyKind.ADDRESS] == 3
    assert kinds[PartyKind.VESSEL] == 9


def flat(value: object) -> str:
    """Write a JSON value as the CSV form of the list does."""
    if value is None or isinstance(value, str):
        return value or ""
    assert isinstance(value, list)
    return "; ".join(item if isinstance(item, str) else flat_record(item) for item in value)


def flat_record(item: dict[str, str | None]) -> str:
    keys = ("type", "number", "country") if "type" in item else tuple(item)
    return ", ".join(part for key in keys if (part := item[key]))


def test_the_next_edition(listed: list[dict[str, object]]) -> None:
    later = {str(r["id"]) + str(r["source"]): r for r in records(demo_next_list_file())}
    before = {str(r["id"]) + str(r["source"]): r for r in listed}
    assert {later[key]["name"] for key in later.keys() - before.keys()} == {
        "Silk Meridian Trading LLP",
        "Hai Phong Lantern Freight Services",
        "AMBER SHOAL",
    }
    assert len(before.keys() - later.keys()) == 2
    changed = [key for key in before.keys() & later.keys() if before[key] != later[key]]
    assert {before[key]["name"] for key in changed} == {
        "Severnyi Impuls LLC",
        "KESTREL BAY GENERAL TRADING L.L.C.",
    }
    assert "Silk Meridian Trading LLP" in {c.party.name for c in demo_customers()}
    assert "Silk Meridian Trading LLP" not in {r["name"] for r in listed}


def test_the_next_edition_is_a_day_later() -> None:
    days = [
        json.loads(file.read_text(encoding="utf-8"))["search_performed_at"][:10]
        for file in (demo_list_file(), demo_next_list_file())
    ]
    assert days == ["2026-11-20", "2026-11-21"]


def test_nothing_leads_to_anyone_real(listed: list[dict[str, object]]) -> None:
    for file in resources.path("demo").iterdir():
        text = file.read_text(encoding="utf-8")
        for host in re.findall(r"https?://([\w.-]+)|@([\w.-]+)", text):
            assert "".join(host).rstrip(".").endswith(".example"), host
    for record in listed:
        assert "Made-up entry" in str(record["remarks"])
    company = tomllib.loads(resources.path("demo", "company.toml").read_text(encoding="utf-8"))
    assert "555 01" in company["company"]["phone"]  # the numbers kept free for fiction


def test_ship_numbers_fail_their_check_digit(listed: list[dict[str, object]]) -> None:
    numbers = re.findall(r"IMO (\d{7})", json.dumps(listed))
    assert len(numbers) == 9
    for number in numbers:
        total = sum(
            int(digit) * weight for digit, weight in zip(number[:6], range(7, 1, -1), strict=True)
        )
        assert total % 10 != int(number[6])
