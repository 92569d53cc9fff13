"""The license indicator against the tables of the eCFR, worked out a second time by plain means."""

import gzip
import json
import random
import re
from datetime import date

import pytest

from exportdesk.diligence import LicenseItem, LicenseVerdict, ShipTo, indicate
from exportdesk.rulebook import EarTables, Rulebook, load_rulebook
from tests.real import real
from tests.rulebook.ear import REAL, real_tables

DAY = date(2026, 7, 23)
PAIRS = 500
_WHOLE = re.compile(r"^([A-Z]{2}) applies to (the )?entire entry\.?$")
_COLUMN = re.compile(r"^([A-Z]{2}) Column ([123])\.?$")
_EMBARGOED = {"Cuba": "CU", "Iran": "IR", "Korea, North": "KP", "Syria": "SY"}

Pair = tuple[str, str, str, bool]


@pytest.fixture(scope="module")
def tables() -> EarTables:
    return real_tables()


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


def every_pair(rulebook: Rulebook) -> list[Pair]:
    """Return entry, column, country and whether it is marked, for all whole-entry controls."""
    chart = json.loads(real(REAL[0]).read_text("utf-8"))["countries"]
    entries = json.loads(gzip.decompress(real(REAL[3]).read_bytes()))["entries"]
    codes = {name: rulebook.countries.country_code(name) for name in chart}
    codes |= {"Seycheles": "SC", "Micronesia (Federated State of)": "FM"}
    codes |= {name: "SX" for name in chart if name.startswith("Sint Maarten")}
    found = []
    for entry in entries:
        for row in entry["countryChart"]:
            column = _COLUMN.match(row["countryChart"])
            if not _WHOLE.match(row["control"]) or not column:
                continue
            name = f"{column[1]} {column[2]}"
            for country, marked in chart.items():
                found.append((entry["eccn"], name, codes[country], name in marked["marks"]))
    return found


def lines_of(
    eccn: str, country: str, rulebook: Rulebook, tables: EarTables
) -> list[tuple[str, str, LicenseVerdict]]:
    found = indicate(
        LicenseItem("item", eccn, origin="US"), ShipTo(country), (), rulebook, tables, DAY
    )
    return [
        (line.code, str(line.facts["column"]), line.verdict)
        for line in found.of("license-chart", "license-chart-clear")
    ]


def test_500_random_pairs_are_as_the_tables_say(rulebook: Rulebook, tables: EarTables) -> None:
    pairs = every_pair(rulebook)
    assert len(pairs) > 150_000
    assert all(country for _eccn, _column, country, _marked in pairs)
    drawn = random.Random(20261126).sample(pairs, PAIRS)
    assert {marked for *_rest, marked in drawn} == {True, False}
    for eccn, column, country, marked in drawn:
        expected = (
            ("license-chart", column, LicenseVerdict.LIKELY_REQUIRED)
            if marked
            else ("license-chart-clear", column, LicenseVerdict.NOT_INDICATED)
        )
        assert expected in lines_of(eccn, country, rulebook, tables), (eccn, column, country)
        if marked:
            assert ("license-chart-clear", column, LicenseVerdict.NOT_INDICATED) not in lines_of(
                eccn, country, rulebook, tables
            )


def test_embargoed_places_never_say_not_indicated(rulebook: Rulebook, tables: EarTables) -> None:
    assert tables.entries is not None
    answers = dict.fromkeys(("military", "weapons", "oil_gas", "chips"), "no")
    for code in _EMBARGOED.values():
        for eccn in ("EAR99", *tables.entries):
            found = indicate(
                LicenseItem("item", eccn, origin="US"),
                ShipTo(code, "none"),
                (),
                rulebook,
                tables,
                DAY,
                end_uses=answers,
            )
            assert found.verdict is LicenseVerdict.LIKELY_REQUIRED
            assert LicenseVerdict.NOT_INDICATED not in {line.verdict for line in found.lines}


def test_part_of_an_entry_is_never_ruled_out_without_its_paragraph(
    rulebook: Rulebook, tables: EarTables
) -> None:
    assert tables.entries is not None
    seen = 0
    for eccn, entry in tables.entries.items():
        found = indicate(
            LicenseItem("item", eccn, origin="US"), ShipTo("CN", "none"), (), rulebook, tables, DAY
        )
        assert not found.of("license-other-paragraph")
        for control in entry.controls:
            if control.scope != "part" or not control.columns:
                continue
            told = [line for line in found.lines if line.facts.get("key") == control.key]
            for line in told:
                assert line.code in ("license-paragraph-open", "license-chart-clear")
                seen += line.code == "license-paragraph-open"
    assert seen > 200
