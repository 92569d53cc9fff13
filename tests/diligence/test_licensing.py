"""The license indicator, ground by ground, on made-up tables."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.listings import ListedName, Listing
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.products import Jurisdiction
from exportdesk.core.words import known_codes, sentence
from exportdesk.diligence import (
    FilingNeed,
    Indication,
    LicenseItem,
    LicenseVerdict,
    ListedParty,
    ShipTo,
    indicate,
)
from exportdesk.rulebook import NO_TABLES, EarTables, Rulebook, Status, load_rulebook
from tests.rulebook.ear import all_made_up, made_up

DAY = date(2026, 12, 1)
NO = {"military": "no", "weapons": "no", "oil_gas": "no", "chips": "no"}
LIKELY, DEPENDS = LicenseVerdict.LIKELY_REQUIRED, LicenseVerdict.DEPENDS
OPEN, CLEAR = LicenseVerdict.NOT_CHECKED, LicenseVerdict.NOT_INDICATED


@cache
def rulebook() -> Rulebook:
    return load_rulebook()


@cache
def tables() -> EarTables:
    return all_made_up()


def item(eccn: str, hs_code: str = "", **more: object) -> LicenseItem:
    made = LicenseItem("item", eccn, hs_code=hs_code, origin="US")
    return replace(made, **more)  # type: ignore[arg-type] # fields by name


def asked(
    what: LicenseItem,
    country: str,
    region: str = "none",
    *parties: ListedParty,
    answers: dict[str, str] | None = None,
    held: EarTables | None = None,
) -> Indication:
    return indicate(
        what,
        ShipTo(country, region),
        parties,
        rulebook(),
        tables() if held is None else held,
        DAY,
        end_uses=NO if answers is None else {**NO, **answers},
    )


def verdicts(found: Indication) -> dict[str, LicenseVerdict]:
    return {line.code: line.verdict for line in found.lines}


def listed(code: str, role: Role = Role.END_USER, by: str = "", **more: object) -> ListedParty:
    listing = Listing(
        uid=ListingUid(f"us-csl:{code}:1"),
        source=SourceKey("us-csl"),
        list=code,
        list_name=code,
        kind=PartyKind.ORGANIZATION,
        names=(ListedName("Listed Works"),),
    )
    return ListedParty("Our Party", role, replace(listing, **more), by)  # type: ignore[arg-type] # fields by name


def test_a_mark_of_the_chart_means_likely_required() -> None:
    found = asked(item("3A001.a"), "CN")
    assert found.verdict is LIKELY
    line = found.of("license-chart")[0]
    assert line.facts["column"] == "NS 2"
    assert "Supplement No. 1 to part 738" in line.citation
    assert "ECCN 3A001" in line.citation
    assert line.ground.provenance.status is Status.SECONDARY
    assert "not yet tried on official files" in line.ground.provenance.unverified_note


def test_without_a_mark_it_is_not_indicated_on_that_ground() -> None:
    found = asked(item("3A991"), "DE")
    assert found.verdict is CLEAR
    assert verdicts(found)["license-chart-clear"] is CLEAR
    assert "not a permission" in sentence(f"license-verdict-{found.verdict}-means")


def test_a_control_on_part_of_an_entry_depends_and_counts_as_likely() -> None:
    german = asked(item("3A001.b"), "DE")
    assert german.verdict is DEPENDS
    assert german.verdict.holds
    (line,) = german.of("license-paragraph-open")
    assert str(line.facts["control"]).startswith("MT applies to “circuits”")
    key = str(line.facts["key"])
    no = asked(item("3A001.b", controls={key: False}), "DE")
    yes = asked(item("3A001.b", controls={key: True}), "DE")
    assert (no.verdict, yes.verdict) == (CLEAR, LIKELY)
    # Where the chart has no mark for the column, the paragraph does not matter.
    assert asked(item("3A001.b"), "CI").of("license-paragraph-open") == ()


@pytest.mark.parametrize(
    ("eccn", "code", "verdict"),
    [
        ("3A001.z.1.a", "license-everywhere", LIKELY),
        ("3A001.z.1.b", "license-other-paragraph", CLEAR),
        ("3A001.z", "license-paragraph-open", DEPENDS),
        ("3A001", "license-paragraph-open", DEPENDS),
    ],
)
def test_the_paragraph_of_the_eccn_answers(eccn: str, code: str, verdict: LicenseVerdict) -> None:
    found = asked(item(eccn), "CI")
    of_control = [line for line in found.lines if "z.1.a" in str(line.facts.get("control"))]
    assert [(line.code, line.verdict) for line in of_control] == [(code, verdict)]


def test_places_that_an_entry_names() -> None:
    assert verdicts(asked(item("3A611.y"), "CN"))["license-named-place"] is LIKELY
    assert verdicts(asked(item("3A611.y"), "HK"))["license-named-place"] is LIKELY
    german = verdicts(asked(item("3A611.y"), "DE"))
    assert german["license-other-place"] is CLEAR
    assert german["license-other-paragraph"] is CLEAR
    assert verdicts(asked(item("3A611.x"), "DE"))["license-control-in-words"] is OPEN


def test_groups_that_an_entry_names() -> None:
    held = made_up(774)
    assert held.entries is not None
    entry = held.entries["3A001"]
    control = replace(
        entry.controls[0],
        columns=(),
        countries=frozenset({"AE"}),
        groups=frozenset({"D:1"}),
        but_groups=frozenset({"D:3"}),
    )
    entries = {"3A001": replace(entry, controls=(control,))}
    held = replace(tables(), entries=entries)
    assert verdicts(asked(item("3A001"), "AE", held=held))["license-named-place"] is LIKELY
    # China is in D:1, and in D:3, which is left out.
    assert verdicts(asked(item("3A001"), "CN", held=held))["license-other-place"] is CLEAR
    control = replace(control, but_groups=frozenset())
    held = replace(tables(), entries={"3A001": replace(entry, controls=(control,))})
    assert verdicts(asked(item("3A001"), "HK", held=held))["license-named-place"] is LIKELY


def test_entries_in_words_are_not_checked() -> None:
    assert verdicts(asked(item("2A994"), "DE"))["license-in-words"] is OPEN
    assert verdicts(asked(item("0E982"), "DE"))["license-control-in-words"] is OPEN
    assert verdicts(asked(item("9A991"), "DE"))["license-unknown-eccn"] is OPEN


def test_a_footnote_that_names_the_entry_counts() -> None:
    british = asked(item("3A991"), "GB")
    assert british.verdict is DEPENDS
    assert british.of("license-footnote")[0].facts["number"] == 10
    assert not asked(item("3A991"), "IN").of("license-footnote")
    told = [gap for gap in asked(item("3A991"), "DE").not_checked if "footnote" in gap.code]
    assert [gap.facts["number"] for gap in told] == [3, 4]


def test_without_tables_the_program_says_what_it_did_not_check() -> None:
    found = asked(item("3A001"), "DE", held=NO_TABLES)
    assert verdicts(found)["license-no-list"] is OPEN
    assert found.verdict is OPEN
    gaps = {(gap.code, gap.facts.get("table")) for gap in found.not_checked}
    assert {
        ("license-no-table", "control-list"),
        ("license-no-table", "country-chart"),
        ("license-no-table", "license-exceptions"),
        ("license-groups-of-rulebook", None),
    } <= gaps
    only_list = asked(item("3A001"), "DE", held=made_up(774))
    assert verdicts(only_list)["license-no-chart"] is OPEN
    assert verdicts(asked(item("3A001"), "GL"))["license-no-row"] is OPEN


def test_ear99_asks_nothing_of_the_chart() -> None:
    found = asked(item("EAR99"), "DE", held=NO_TABLES)
    assert found.verdict is CLEAR
    assert verdicts(found)["license-ear99"] is CLEAR
    assert not [gap for gap in found.not_checked if "table" in gap.code]


@pytest.mark.parametrize("eccn", ["", "3A0", "none"])
def test_without_a_classification_nothing_is_ruled_out(eccn: str) -> None:
    found = asked(item(eccn), "DE")
    assert found.verdict is OPEN
    assert verdicts(found)["license-no-eccn"] is OPEN
    assert asked(item(eccn), "RU").verdict is OPEN
    assert asked(item(eccn), "IR").verdict is LIKELY


def test_exceptions_to_look_at() -> None:
    china, germany = asked(item("3A001.b"), "CN"), asked(item("3A001.b"), "DE")
    assert [one.symbol for one in china.of("license-chart")[0].exceptions] == []
    (line,) = germany.of("license-paragraph-open")
    hints = {one.symbol: one for one in line.exceptions}
    assert set(hints) == {"LVS", "GBS", "STA"}
    assert hints["GBS"].section == "740.4"
    assert hints["LVS"].words == "$3000, except N/A for MT"
    assert [one.section for one in asked(item("3A001.b"), "DE", held=_without_740()).of(
        "license-paragraph-open")[0].exceptions] == ["", "", ""]  # fmt: skip
    assert not asked(item("3A991"), "SC").of("license-chart")[0].exceptions


def _without_740() -> EarTables:
    return made_up(738).with_newer(made_up(774))


@pytest.mark.parametrize("country", ["CU", "IR", "KP", "SY"])
@pytest.mark.parametrize("eccn", ["EAR99", "3A001", "3A991.a", "2A994", "", "9X999"])
def test_embargoed_places_never_say_not_indicated(country: str, eccn: str) -> None:
    for held in (tables(), NO_TABLES):
        found = asked(item(eccn, value_usd=Decimal(100)), country, held=held)
        assert found.verdict is LIKELY
        assert not [line for line in found.lines if line.verdict is CLEAR]
        needs = {one.ground.code: one.need for one in found.filing}
        assert needs["eei-license"] is FilingNeed.REQUIRED
        if held is NO_TABLES:  # the made-up table of groups has but some countries
            assert needs["eei-group-e"] is FilingNeed.REQUIRED
        assert FilingNeed.NOT_INDICATED not in needs.values()


def test_syria_names_spp_for_ear99_since_its_day() -> None:
    def hints(eccn: str, on: date, *parties: ListedParty) -> list[str]:
        found = indicate(item(eccn), ShipTo("SY"), parties, rulebook(), tables(), on, end_uses=NO)
        return [one.symbol for line in found.lines for one in line.exceptions]

    assert hints("EAR99", DAY) == ["SPP"]
    assert hints("3A991", DAY) == []
    assert hints("EAR99", date(2025, 9, 1)) == []
    assert hints("EAR99", DAY, listed("UVL")) == []


@pytest.mark.parametrize("country", ["RU", "BY"])
def test_russia_and_belarus(country: str) -> None:
    assert verdicts(asked(item("3A991"), country))["license-place-eccn"] is LIKELY
    for hs in ("8542.31", "8457.10.0000", "902750"):
        found = asked(item("EAR99", hs), country)
        assert found.verdict is LIKELY
        assert verdicts(found)["license-place-code"] is LIKELY
        assert "746.8(a)(5)" in found.of("license-place-code")[0].citation
    plane = asked(item("EAR99", "8807.30"), country).of("license-place-code-unverified")[0]
    assert plane.verdict is LIKELY
    assert "from memory" in plane.ground.provenance.unverified_note
    shirt = asked(item("EAR99", "6205.20"), country)
    assert shirt.verdict is OPEN
    cited = " ".join(line.citation for line in shirt.of("license-place-supplement"))
    for paragraph in ("(a)(4)", "(a)(5)", "(a)(6)", "(a)(7)", "(a)(8)"):
        assert f"746.8{paragraph}" in cited
    assert verdicts(asked(item("EAR99"), country))["license-place-no-code"] is OPEN
    foreign = asked(item("EAR99", "8542.31", origin="CN"), country)
    assert verdicts(foreign)["license-place-foreign"] is OPEN
    assert "license-foreign-made" in {gap.code for gap in foreign.not_checked}


def test_iran_has_three_grounds() -> None:
    codes = [line.code for line in asked(item("EAR99", "8542.31"), "IR").lines]
    assert codes == ["license-place-code", "license-embargo"]
    assert "license-place-supplement" in verdicts(asked(item("EAR99", "6205.20"), "IR"))
    assert "license-place-eccn" in verdicts(asked(item("3A991"), "IR"))


def test_iraq_goes_by_eccn_and_military_use() -> None:
    assert verdicts(asked(item("3A991"), "IQ"))["license-place-eccn"] is LIKELY
    assert asked(item("EAR99"), "IQ").verdict is CLEAR
    assert asked(item("EAR99"), "IQ", answers={"military": "yes"}).verdict is LIKELY
    assert asked(item("EAR99"), "IQ", answers={"military": "unknown"}).verdict is OPEN
    assert asked(item("EAR99"), "IQ", answers={"military": ""}).verdict is OPEN


def test_regions_of_ukraine() -> None:
    assert asked(item("EAR99"), "UA", "").of("license-region-open")[0].verdict is DEPENDS
    assert asked(item("EAR99"), "UA", "none").verdict is CLEAR
    crimea = asked(item("EAR99"), "UA", "UA-CRIMEA")
    assert crimea.verdict is LIKELY
    assert "746.6" in crimea.of("license-embargo-but")[0].citation
    assert not [line for line in crimea.lines if line.verdict is CLEAR]


def test_places_the_rulebook_does_not_know() -> None:
    assert asked(item("EAR99"), "").of("license-no-destination")[0].verdict is OPEN
    assert asked(item("EAR99"), "ZZ").of("license-place-unknown")[0].verdict is OPEN
    assert asked(item("EAR99"), "ZZ").verdict is OPEN


@pytest.mark.parametrize(
    ("eccn", "country", "verdict"),
    [
        ("3A991", "CN", LIKELY),
        ("3A991", "HK", LIKELY),
        ("5A991", "VE", DEPENDS),
        ("EAR99", "CN", DEPENDS),  # the item is not in Supplement No. 2; 744.22 stays open
        ("EAR99", "NI", CLEAR),
        ("EAR99", "BY", LIKELY),
        ("EAR99", "DE", CLEAR),
    ],
)
def test_military_end_use(eccn: str, country: str, verdict: LicenseVerdict) -> None:
    found = asked(item(eccn), country, answers={"military": "yes"}, held=NO_TABLES)
    codes = ("license-end-use", "license-end-use-part", "license-supplement-2")
    lines = found.of(*codes, "license-supplement-2-part", "license-supplement-2-not")
    order = list(LicenseVerdict)
    assert min((line.verdict for line in lines), key=order.index, default=CLEAR) is verdict


def test_a_military_use_of_what_is_not_classified_is_not_checked() -> None:
    found = asked(item(""), "CN", answers={"military": "yes"})
    assert verdicts(found)["license-place-no-eccn"] is OPEN


def test_weapons_and_other_end_uses() -> None:
    yes = asked(item("EAR99"), "DE", answers={"weapons": "yes"})
    assert yes.verdict is LIKELY
    cited = {line.citation for line in yes.of("license-end-use")}
    assert cited == {"15 CFR 744.2", "15 CFR 744.3", "15 CFR 744.4"}
    assert {line.citation for line in yes.of("license-end-use-part")} == {
        *("15 CFR 744.5", "15 CFR 744.6")
    }
    for answer in ("unknown", "", "perhaps"):
        found = asked(item("EAR99"), "DE", answers={"weapons": answer})
        assert found.verdict is OPEN
        assert found.of("license-end-use-open")
    assert asked(item("3A991"), "MO", answers={"chips": "yes"}).of("license-end-use-part")
    # 744.23(a)(2)(i): any item subject to the EAR, for a plant of advanced nodes.
    for eccn in ("EAR99", "9A991"):
        assert asked(item(eccn), "MO", answers={"chips": "yes"}).of("license-end-use-part")
        assert asked(item(eccn), "HK", answers={"chips": ""}).of("license-end-use-open")
    assert not asked(item("EAR99"), "DE", answers={"chips": "yes"}).of("license-end-use-part")
    told = [gap for gap in found.not_checked if gap.code == "license-end-use-not-asked"]
    assert [gap.facts["citation"] for gap in told] == ["15 CFR 744.7"]


@pytest.mark.parametrize(
    ("code", "line", "verdict"),
    [
        ("SDN", "license-party-block", LIKELY),
        ("DPL", "license-party-block", LIKELY),
        ("EL", "license-party-published", LIKELY),
        ("ISN", "license-party-hold", LIKELY),
        ("MEU", "license-supplement-2", LIKELY),
        ("UVL", "license-party-document", CLEAR),
        ("SSI", "license-party-review", OPEN),
        ("DTC", "license-party-review", OPEN),
        ("OWN-INFORMED", "license-party-hold", LIKELY),
    ],
)
def test_lists_of_parties(code: str, line: str, verdict: LicenseVerdict) -> None:
    found = asked(item("3A991"), "DE", "none", listed(code))
    assert verdicts(found)[line] is verdict
    assert found.of(line)[0].facts["party"] == "Our Party"
    assert found.of(line)[0].citation


def test_what_an_entry_asks_is_shown_as_published() -> None:
    party = listed("EL", requirement="For all items subject to the EAR.", policy="Denial")
    (line,) = asked(item("EAR99"), "DE", "none", party).of("license-party-published")
    assert "For all items subject to the EAR." in sentence(line.code, line.facts)
    assert line.facts["policy"] == "Denial"


def test_address_entries_reach_only_some_items() -> None:
    party = listed("EL", kind=PartyKind.ADDRESS)
    for what, verdict in (
        (item("3A991"), LIKELY),
        (item("EAR99", "8542.31"), LIKELY),
        (item("EAR99", "6205.20"), DEPENDS),
        (item(""), OPEN),
    ):
        assert asked(what, "HK", "none", party).verdict is verdict


def test_military_end_users_are_about_supplement_2() -> None:
    codes = verdicts(asked(item("EAR99"), "DE", "none", listed("MEU")))
    assert codes["license-supplement-2-not"] is CLEAR
    assert asked(item("5A991"), "DE", "none", listed("MEU"), held=NO_TABLES).verdict is DEPENDS


def test_red_flag_lists_and_ended_orders_are_no_ground() -> None:
    ended = listed("DPL", end_date="2026-11-30")
    for party in (listed("OWN-RED-FLAG"), ended):
        found = asked(item("3A991"), "DE", "none", party)
        assert not [line for line in found.lines if "party" in line.facts]
        assert found.verdict is CLEAR
    assert (
        asked(item("3A991"), "DE", "none", listed("DPL", end_date="2026-12-01")).verdict is LIKELY
    )


def test_owners_count_only_by_the_ownership_rules() -> None:
    behind = asked(item("EAR99"), "DE", "none", listed("EL", Role.OWNER))
    assert verdicts(behind)["license-party-behind"] is OPEN
    counted = asked(item("EAR99"), "DE", "none", listed("EL", Role.OWNER, by="bis-50"))
    (line,) = counted.of("license-party-published")
    assert line.verdict is LIKELY
    assert "744.11(a)(1)" in line.citation


@pytest.mark.parametrize("code", ["UVL", "EL", "DPL", "SDN"])
def test_listed_parties_bar_exceptions(code: str) -> None:
    found = asked(item("3A001.b"), "DE", "none", listed(code))
    assert not [one for line in found.lines for one in line.exceptions]
    assert asked(item("3A001.b"), "DE", "none", listed("SSI")).holding[0].exceptions


@pytest.mark.parametrize("jurisdiction", [Jurisdiction.ITAR, Jurisdiction.OTHER])
def test_items_of_other_agencies_are_not_for_this_program(jurisdiction: Jurisdiction) -> None:
    found = asked(item("3A991", jurisdiction=jurisdiction), "DE")
    assert found.verdict is OPEN
    assert len(found.lines) == 1
    assert "not for this program" in sentence(found.lines[0].code, found.lines[0].facts)
    assert found.filing == ()


def test_an_unknown_jurisdiction_keeps_it_open() -> None:
    found = asked(item("EAR99", jurisdiction=Jurisdiction.NOT_KNOWN), "DE")
    assert found.verdict is OPEN
    assert verdicts(found)["license-jurisdiction-open"] is OPEN


def hints(found: Indication) -> dict[str, FilingNeed]:
    return {one.ground.code: one.need for one in found.filing}


def test_filing_goes_by_the_value_in_dollars() -> None:
    for value, need in (
        (None, FilingNeed.NOT_CHECKED),
        (Decimal("2500.00"), FilingNeed.NOT_INDICATED),
        (Decimal("2500.01"), FilingNeed.REQUIRED),
    ):
        assert hints(asked(item("EAR99", value_usd=value), "DE"))["eei-value"] is need


def test_lines_under_one_code_are_filed_together() -> None:
    for value, others, need, code in (
        ("2000", "500", FilingNeed.NOT_INDICATED, "filing-value-under"),
        ("2000", "500.01", FilingNeed.REQUIRED, "filing-value-together"),
        ("2600", None, FilingNeed.REQUIRED, "filing-value"),
        ("2000", None, FilingNeed.NOT_CHECKED, "filing-value-others-open"),
        (None, "9000", FilingNeed.NOT_CHECKED, "filing-value-open"),
        (None, None, FilingNeed.NOT_CHECKED, "filing-value-open"),
    ):
        amounts = [None if one is None else Decimal(one) for one in (value, others)]
        made = item("EAR99", "854231", value_usd=amounts[0], others_usd=amounts[1])
        (hint,) = [one for one in asked(made, "DE").filing if one.ground.code == "eei-value"]
        assert (hint.code, hint.need) == (code, need)
        assert "?" not in sentence(hint.code, hint.facts)


def test_a_hint_on_filing_says_why() -> None:
    said = {
        one.ground.code: sentence(one.code, one.facts) for one in asked(item("3A991"), "CN").filing
    }
    assert "to China, Russia or Venezuela is filed" in said["eei-china-russia-venezuela"]
    assert "License Exception STA" in said["eei-exception-sta"]


def test_filing_at_any_value() -> None:
    needed = FilingNeed.REQUIRED
    assert hints(asked(item("EAR99"), "IR"))["eei-group-e"] is needed
    assert "eei-group-e" not in hints(asked(item("EAR99"), "DE"))
    assert hints(asked(item("3A001"), "CN"))["eei-license"] is needed
    assert "eei-license" not in hints(asked(item("3A991"), "DE"))
    assert hints(asked(item(""), "DE"))["eei-license"] is FilingNeed.NOT_CHECKED
    assert hints(asked(item("3A611.x"), "DE"))["eei-600-series"] is needed
    assert "eei-600-series" not in hints(asked(item("3A991"), "DE"))
    assert hints(asked(item("3A991"), "HK"))["eei-china-russia-venezuela"] is needed
    assert "eei-china-russia-venezuela" not in hints(asked(item("EAR99"), "CN"))
    open_ = hints(asked(item(""), "CN"))
    assert open_["eei-china-russia-venezuela"] is FilingNeed.NOT_CHECKED
    assert hints(asked(item("3A069"), "CN"))["eei-3a069"] is needed
    uvl = hints(asked(item("EAR99"), "DE", "none", listed("UVL")))
    assert uvl["eei-unverified-party"] is needed
    assert "eei-unverified-party" not in hints(asked(item("EAR99"), "DE", "none", listed("EL")))


def test_the_destination_control_statement_is_for_controlled_items() -> None:
    code = "destination-control-statement"
    assert hints(asked(item("3A991"), "DE"))[code] is FilingNeed.REQUIRED
    assert code not in hints(asked(item("EAR99"), "DE"))
    assert hints(asked(item(""), "DE"))[code] is FilingNeed.NOT_CHECKED


def everything() -> Iterator[Indication]:
    parties = [listed(code) for code in ("SDN", "EL", "MEU", "UVL", "SSI", "ISN")]
    for country in ("DE", "CN", "HK", "GB", "RU", "SY", "UA", "IQ", "GL", "", "IR", "SC"):
        for eccn in ("EAR99", "3A001", "3A001.z.1.a", "3A611.y", "3A991", "2A994", "0E982", ""):
            for answer in ("yes", "no", "unknown"):
                made = item(eccn, "8542.31", origin="")
                answers = dict.fromkeys(NO, answer)
                yield asked(made, country, "", *parties, answers=answers)
                yield asked(made, country, "", answers=answers, held=NO_TABLES)


def test_every_line_has_a_careful_sentence_and_a_citation() -> None:
    codes = known_codes()
    seen: set[str] = set()
    for found in everything():
        for told in (*found.lines, *found.not_checked, *found.filing):
            said = sentence(told.code, told.facts)
            seen.add(told.code)
            assert told.code in codes
            assert "?" not in said.replace("? ", "").rstrip("?”"), said
            assert not re.search(r"cleared|compliant|may ship|allowed to", said)
        for line in found.lines:
            assert line.citation
            assert f"license-verdict-{line.verdict}-means" in codes
    assert len(seen) > 40


def test_the_worst_line_decides() -> None:
    order = list(LicenseVerdict)
    for found in everything():
        worst = min((line.verdict for line in found.lines), key=order.index)
        assert found.verdict is worst


def test_no_code_of_the_indicator_lacks_a_sentence() -> None:
    folder = Path(__file__).resolve().parents[2] / "exportdesk" / "diligence"
    written = {
        code
        for file in folder.glob("licens*.py")
        for code in re.findall(r'"((?:license|filing)-[a-z0-9-]+)"', file.read_text("utf-8"))
    }
    assert len(written) > 50
    assert written <= known_codes()


def test_a_listed_party_with_several_roles_is_one_ground() -> None:
    both = [listed("EL", role) for role in (Role.OWNER, Role.PURCHASER, Role.END_USER)]
    found = asked(item("EAR99"), "DE", "none", *both)
    assert len(found.of("license-party-published", "license-party-hold")) == 1
    assert not found.of("license-party-behind")
    other = replace(both[2], name="Another Party")
    two = asked(item("EAR99"), "DE", "none", *both, other)
    assert len(two.of("license-party-published", "license-party-hold")) == 2


def test_a_table_that_is_not_there_is_told_by_its_name() -> None:
    gaps = asked(item("3A001"), "DE", held=NO_TABLES).not_checked
    said = " ".join(sentence(gap.code, gap.facts) for gap in gaps)
    assert "The Commerce Country Chart was not loaded" in said
    assert "country-chart" not in said


HELD = {
    "Supplement No. 2 to part 746": "None of its codes is held here.",
    "Supplement No. 4 to part 746": "Its codes outside chapters 84, 85, 88 and 90",
    "Supplement No. 5 to part 746": "None of its goods is held here.",
    "Supplement No. 6 to part 746": "None of its items is held here.",
    "the software of 15 CFR 746.8(a)(8)": "Which software is meant was not taken in.",
}


def test_what_is_held_of_the_supplements_has_a_source_and_says_what_is_missing() -> None:
    held = rulebook().license_rules.supplements
    assert held.keys() == {*HELD, "Supplement No. 7 to part 746"}
    for one in held.values():
        told = one.note.provenance
        assert told.citation
        assert told.source
        assert one.missing
        assert not one.is_whole
        assert told.status is not Status.UNVERIFIED
    four, seven = held["Supplement No. 4 to part 746"], held["Supplement No. 7 to part 746"]
    assert (four.chapters, four.chapters_unverified) == ({"84", "85", "90"}, {"88"})
    assert four.note.provenance.status is Status.SECONDARY
    assert "from memory" in four.note.provenance.unverified_note
    tiers = {"1", "2"}
    assert seven.codes == {
        one.hs6 for one in rulebook().high_priority.all() if one.tier.tier in tiers
    }


@pytest.mark.parametrize("hs", ["910111", "300490", "220421", "870120", "390110"])
def test_supplements_that_are_not_held_are_told_and_leave_the_whole_open(hs: str) -> None:
    for country in ("RU", "BY"):
        found = asked(item("EAR99", hs), country)
        lines = {str(x.facts["supplement"]): x for x in found.of("license-place-supplement")}
        assert lines.keys() == HELD.keys()
        for name, line in lines.items():
            said = sentence(line.code, line.facts)
            assert "was not checked" in said
            assert name in said
            assert HELD[name] in said
            assert line.ground.provenance.source
        assert found.verdict is OPEN
    iran = asked(item("EAR99", hs), "IR")
    (line,) = iran.of("license-place-supplement")
    assert "Supplement No. 7 to part 746" in sentence(line.code, line.facts)
    assert "the others are not held here" in sentence(line.code, line.facts)
    assert not [line for line in iran.lines if line.verdict is CLEAR]
    address = asked(item("EAR99", hs), "HK", "none", listed("EL-ADDR"))
    assert address.of("license-party-address-ear99")[0].verdict is DEPENDS


def test_of_a_supplement_nobody_described_it_is_still_told_that_it_was_not_checked() -> None:
    rules = replace(rulebook().license_rules, supplements={})
    older = replace(rulebook(), license_rules=rules)
    made = item("EAR99", "910111")
    found = indicate(made, ShipTo("RU", "none"), (), older, tables(), DAY, end_uses=NO)
    said = [sentence(x.code, x.facts) for x in found.of("license-place-supplement")]
    assert any("is in Supplement No. 5 to part 746 was not checked." in one for one in said)


def _every_chapter() -> list[str]:
    """Return codes of every chapter of the HS, all high-priority codes, and none."""
    chapters = [f"{at:02}" for at in range(1, 98) if at != 77]
    plain = [f"{chapter}{rest}" for chapter in chapters for rest in ("0110", "9099")]
    return [*plain, *(one.hs6 for one in rulebook().high_priority.all()), ""]


@pytest.mark.parametrize("eccn", ["EAR99", "3A991", ""])
def test_no_code_is_ever_not_indicated_for_russia_belarus_and_the_regions(eccn: str) -> None:
    """What the supplements hold is not known here: each counts as likely, or is not checked."""
    known = rulebook().countries_rules
    places = [("RU", "none"), ("BY", "none")]
    places += [(one.country, one.code) for one in known.regions_of("UA")]
    assert len(places) == 5
    codes = _every_chapter() if eccn == "EAR99" else _every_chapter()[-60:]
    for (country, region), hs in itertools.product(places, codes):
        for origin in ("US", "DE"):
            found = asked(item(eccn, hs, origin=origin), country, region, answers=NO)
            assert found.verdict in (LIKELY, OPEN, DEPENDS), (country, region, hs)
            if found.verdict is OPEN:
                open_lines = [one for one in found.lines if one.verdict is OPEN]
                said = " ".join(sentence(one.code, one.facts) for one in open_lines)
                assert ("not checked" if eccn else "ECCN") in said, (country, hs, said)
