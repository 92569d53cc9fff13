"""The demo's customers meet whom they are there to meet, and nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from exportdesk.core.customers import Customer
from exportdesk.core.progress import Silent
from exportdesk.lists import load_catalogue, open_list
from exportdesk.operations.demo import demo_customers, demo_lessons, demo_list_file
from exportdesk.operations.demo import demo_next_list_file as next_list_file
from exportdesk.rulebook import load_rulebook
from exportdesk.screening import IndexBuilder, Screener

# One common word shared with an alias is the lesson of this one: nothing may come up.
QUIET = {"NI-1004"}

LISTED = {
    "NI-1003": "Baltex Messtechnik LLC",
    "NI-1006": "Sagitta Instruments",
    "NI-1013": "Kestrel Bay Avionics FZE",
    "NI-1014": "FAJR AL-SAHRA TRADING COMPANY",
    "NI-1016": "Address 01",
    "NI-1018": "Shenzhen Jinyuan Weidian Electronic Technology Co., Ltd.",
    "NI-1019": "Chengdu Hongyuan Optoelectronics Technology Co., Ltd.",
    "NI-1022": "TIANLU PRECISION IMPORT AND EXPORT CO., LTD.",
    "NI-1028": "STELLA DELPHI",
    "NI-1033": "SOKOLENKO, Viktor Andreyevich",
    "NI-1035": "Severnyi Impuls LLC",
    "NI-1036": "MORENO SOLANO, Ana Lucia",
    "NI-1039": "DUNMORE CALIBRATION SERVICES",
}


def screener_of(list_file: Path, folder: Path) -> Screener:
    countries = load_rulebook().countries
    builder = IndexBuilder()
    source = load_catalogue().source("us-csl")
    for listing in open_list(list_file, source, countries.country_code, Silent()):
        builder.add(listing)
    folder.mkdir()
    builder.finish(folder, Silent())
    return Screener.load(folder)


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screener]:
    screener = screener_of(demo_list_file(), tmp_path_factory.mktemp("demo") / "index")
    yield screener
    screener.close()


def test_the_lessons_are_all_told() -> None:
    assert demo_lessons().keys() == LISTED.keys() | QUIET


@pytest.mark.parametrize("customer", demo_customers(), ids=lambda customer: customer.reference)
def test_a_customer_meets_its_listing_or_nobody(screener: Screener, customer: Customer) -> None:
    found = screener.screen(customer.party)
    if customer.reference in LISTED:
        assert found[0].name == LISTED[customer.reference]
    else:
        assert [match.name for match in found] == []


def test_the_next_edition_touches_a_customer(tmp_path: Path) -> None:
    (customer,) = (c for c in demo_customers() if c.party.name == "Silk Meridian Trading LLP")
    later = screener_of(next_list_file(), tmp_path / "index")
    assert later.screen(customer.party)[0].name == "Silk Meridian Trading LLP"
    later.close()
