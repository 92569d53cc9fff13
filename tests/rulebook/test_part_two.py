"""Red flags, prohibitions, license rules, retention, next steps, policy: what they hold."""

import csv
import gzip
import re
from datetime import date

import pytest

from exportdesk.rulebook import (
    Covers,
    ExceptionUse,
    FilingKind,
    FlagWeight,
    PartyCovers,
    Provenance,
    Rulebook,
    Situation,
    Status,
    Tier,
    TurnsOn,
    Where,
    load_rulebook,
)
from exportdesk.rulebook.country_rules import SpecialRule
from tests.real import real

# Words that promise more than a program can know.
_FORBIDDEN = ("cleared", "compliant", "safe to ship", "you may ship", "guarantee", "approved")


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


def provenances(rulebook: Rulebook) -> list[tuple[str, str, Provenance]]:
    rules = rulebook.license_rules
    notes = [
        *(one.note for one in (*rules.places, *rules.end_uses, *rules.filings)),
        *(one.note for one in (*rules.parties.values(), *rules.exceptions.values())),
        *(one.note for one in rulebook.retention.periods()),
        *rulebook.retention.rules(),
        *(one.note for one in rulebook.next_steps.all()),
        rulebook.policy.certification,
        rulebook.policy.ages,
        rulebook.policy.watershed_note,
    ]
    return [
        *((flag.id, flag.text, flag.provenance) for flag in rulebook.red_flags.all()),
        *((one.name, one.text, one.provenance) for one in rulebook.prohibitions.all()),
        *((note.code, note.text, note.provenance) for note in notes),
    ]


def test_every_text_is_whole_careful_and_has_its_provenance(rulebook: Rulebook) -> None:
    for code, text, provenance in provenances(rulebook):
        assert text.endswith((".", "?")), code
        assert "  " not in text
        assert "\n" not in text
        assert not any(word in text.casefold() for word in _FORBIDDEN), text
        assert provenance.citation, code
        assert provenance.source, code
        assert date(2022, 1, 1) < provenance.as_of <= rulebook.as_of
        if provenance.status is Status.UNVERIFIED:
            assert provenance.unverified_note, code


def test_every_red_flag_has_a_question(rulebook: Rulebook) -> None:
    flags = rulebook.red_flags.all()
    assert len(flags) == 102
    for flag in flags:
        assert flag.question.endswith("?"), flag.id
        assert len(flag.question) < 140
        assert flag.topics
        if flag.same_as:
            assert flag.question == rulebook.red_flags.of(flag.same_as).question
    questions = [flag.question for flag in flags if not flag.same_as]
    assert len(set(questions)) == len(questions)


def test_the_red_flags_are_those_of_the_facts(rulebook: Rulebook) -> None:
    with real("domain/redflags.csv").open(encoding="utf-8", newline="") as file:
        facts = {row["id"]: row for row in csv.DictReader(file)}
    assert {flag.id for flag in rulebook.red_flags.all()} == set(facts)
    for flag in rulebook.red_flags.all():
        row = facts[flag.id]
        assert str(flag.severity) == row["severity"]
        assert flag.text != row["paraphrase"]
        seen = row["verification"]
        if "secondary" in seen.casefold():
            assert flag.provenance.status is not Status.VERIFIED, flag.id
        if seen.startswith("FROM MEMORY"):
            assert flag.provenance.status is Status.UNVERIFIED, flag.id


def test_for_everybody_are_1_to_12_and_29(rulebook: Rulebook) -> None:
    asked = rulebook.red_flags.applying([])
    kyc = {flag.number for flag in asked if flag.id.startswith("KYC") and flag.number}
    assert kyc == {str(number) for number in (*range(1, 13), 29)}
    chips = set(rulebook.red_flags.applying([Situation.CATEGORY_3_4])) - set(asked)
    assert {flag.number for flag in chips} == {str(number) for number in range(15, 29)}
    military = set(rulebook.red_flags.applying([Situation.MILITARY_ITEMS])) - set(asked)
    assert {flag.number for flag in military} == {"13", "14"}


def test_diversion_follows_from_goods_or_place(rulebook: Rulebook) -> None:
    flags = rulebook.red_flags
    outside = set(flags.applying([Situation.OUTSIDE_COALITION]))
    assert flags.of("FB22-05") in outside
    assert flags.of("FB23-02") not in outside
    both = set(flags.applying([Situation.OUTSIDE_COALITION, Situation.HIGH_PRIORITY]))
    assert outside < both
    assert flags.of("FB23-02") in both
    assert set(flags.applying(list(Situation))) == set(flags.all())


def test_nobody_is_asked_twice(rulebook: Rulebook) -> None:
    groups = rulebook.red_flags.asked(list(Situation))
    assert sum(map(len, groups)) == 102
    questions = [group[0].question for group in groups]
    assert len(set(questions)) == len(questions)
    for first, *others in groups:
        assert not first.same_as
        assert all(other.same_as == first.id for other in others)
    assert [flag.severity for flag in rulebook.red_flags.all()].count(FlagWeight.CHECK) == 3


def test_the_ten_prohibitions(rulebook: Rulebook) -> None:
    found = rulebook.prohibitions.all()
    assert [one.number for one in found] == list(range(1, 11))
    items = [one.number for one in found if one.turns_on is TurnsOn.ITEM_AND_PLACE]
    assert items == [1, 2, 3]
    never = [one.number for one in found if one.exceptions is ExceptionUse.NONE]
    assert never == [4, 9, 10]
    assert rulebook.prohibitions.of(10).provenance.citation == "15 CFR 736.2(b)(10)"


def test_every_special_country_has_rules(rulebook: Rulebook) -> None:
    for rule in rulebook.countries_rules.all():
        found = rulebook.license_rules.of_place(rule.code)
        if rule.special is SpecialRule.EMBARGO:
            assert any(one.covers is Covers.ALL for one in found), rule.code
        elif rule.special not in (SpecialRule.NONE, SpecialRule.REGIONS):
            assert found, rule.code
    for region in rulebook.countries_rules.regions_of("UA"):
        assert [one.code for one in rulebook.license_rules.of_place("UA", region.code)] == [
            "crimea-dnr-lnr"
        ]


def test_the_paragraphs_of_746_8_are_all_there(rulebook: Rulebook) -> None:
    for code in ("RU", "BY"):
        cited = " ".join(
            rule.note.provenance.citation for rule in rulebook.license_rules.of_place(code)
        )
        for paragraph in ("(1)", "(2)", "(4)", "(5)", "(6)", "(7)", "(8)"):
            assert f"746.8(a){paragraph}" in cited
        assert "and (3)" in cited
    industrial = rulebook.license_rules.place("russia-belarus-industrial")
    assert industrial.chapters == {"84", "85", "90"}
    assert industrial.chapters_unverified == {"88"}
    assert industrial.note.provenance.status is Status.SECONDARY


def test_supplements_and_lists(rulebook: Rulebook) -> None:
    rules = rulebook.license_rules
    tiers = {Tier.ONE, Tier.TWO}
    nine = {one.hs6 for one in rulebook.high_priority.all() if one.tier.tier in tiers}
    assert rules.supplement_7.codes == nine
    assert {"3A991", "5A992"} <= rules.military_items.codes
    assert "9A012" in rules.military_items.partial
    assert rules.parties["MEU"].covers is PartyCovers.SUPPLEMENT_2
    assert rules.end_use("military").where is Where.MILITARY_END_USE
    assert {one.asked_as for one in rules.end_uses} == {
        *("military", "weapons", "oil_gas", "chips", "")
    }
    assert [one.code for one in rules.filings if one.kind is FilingKind.STATEMENT] == [
        "destination-control-statement"
    ]


def test_supplement_2_is_that_of_the_regulation(rulebook: Rulebook) -> None:
    text = gzip.decompress(
        real("lists/us-bis/ecfr-title-15-part-744.2026-07-23.xml.gz").read_bytes()
    ).decode()
    start = text.index('N="Supplement No. 2 to Part 744"')
    part = text[start : text.index("<DIV9", start + 10)]
    found = set(re.findall(r"<P>(?:\([ivx]+\) )+(?:<I>)?(\d[A-E]\d{3})", part))
    listed = rulebook.license_rules.military_items
    assert found
    assert listed.codes | listed.partial - {"9A012"} == found


def test_everything_is_kept_ten_years(rulebook: Rulebook) -> None:
    retention = rulebook.retention
    assert {one.code: one.years for one in retention.periods()} == {"ear": 5, "ofac": 10}
    assert retention.years == 10
    assert retention.until(date(2026, 11, 26)) == date(2036, 11, 26)
    assert retention.until(date(2028, 2, 29)) == date(2038, 3, 1)
    assert "762.6(b)" in retention.rule("hold").provenance.citation


def test_the_steps_for_a_blocked_party(rulebook: Rulebook) -> None:
    steps = rulebook.next_steps.of("SDN")
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    told = " ".join(step.note.text for step in steps)
    assert "Do not refund money and do not return goods" in told
    due = {step.note.provenance.citation: step for step in steps if step.business_days}
    assert set(due) == {"31 CFR 501.603", "31 CFR 501.604"}
    friday = date(2026, 11, 27)
    assert due["31 CFR 501.603"].due(friday) == date(2026, 12, 11)
    assert due["31 CFR 501.603"].due(date(2026, 11, 28)) == date(2026, 12, 11)
    assert steps[0].due(friday) is None
    assert rulebook.next_steps.of("CMIC") == ()


def test_the_proposed_policy(rulebook: Rulebook) -> None:
    policy = rulebook.policy
    assert policy.certification_tiers == (Tier.ONE, Tier.TWO)
    assert policy.outside_coalition_only
    assert (policy.list_days, policy.rulebook_days, policy.renew_months) == (7, 90, 12)
    assert policy.watershed == date(2022, 2, 24)
