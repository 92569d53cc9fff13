"""Red flags: what a person is asked about, what the facts tell, and what is said of each."""

from dataclasses import replace
from typing import Any

import pytest

from exportdesk.core.cases import Case, LookedFor, Outcome
from exportdesk.core.words import known_codes, sentence
from exportdesk.diligence.case_facts import CaseFacts
from exportdesk.diligence.flags_asked import FlagsAsked, flags_asked, seen
from exportdesk.diligence.flow import flow
from exportdesk.diligence.weighing import assess
from exportdesk.rulebook import Questions
from tests.diligence.case_tables import AT, bases, facts_of, rulebook, scene, whole
from tests.diligence.test_case_properties import WORSE

NOT_SAID = {"red_flags_seen": ""}


def left_out(asked: FlagsAsked) -> dict[str, str]:
    """Return why each red flag is left out, by its id."""
    return {flag.id: one.code for one in asked.left_out for flag in one.flags}


def looked(facts: CaseFacts, *, but: str = "") -> CaseFacts:
    """Return the facts with every sign looked for and not seen, but for one."""
    told = tuple(
        LookedFor(flag.id, sign.words, "Ann Lee", AT)
        for sign in flags_asked(facts).signs
        for flag in sign.flags
        if sign.id != but
    )
    return with_case(facts, looked=told)


def with_case(facts: CaseFacts, **changes: Any) -> CaseFacts:
    case: Case = replace(facts.case, **changes)
    return replace(facts, case=case)


@pytest.mark.parametrize("base", sorted(bases()))
def test_each_red_flag_is_asked_about_or_left_out_with_a_reason(base: str) -> None:
    asked = flags_asked(scene(base))
    here = [flag.id for sign in asked.signs for flag in sign.flags]
    left = left_out(asked)
    assert sorted([*here, *left]) == sorted(one.id for one in rulebook().red_flags.all())
    for code in left.values():
        assert code in known_codes()
        assert sentence(code) != code
    assert all(one.words and one.looked is None for one in asked.signs)


def test_every_red_flag_that_may_be_asked_about_has_few_words_under_a_subject() -> None:
    groups = rulebook().questions.groups
    named = {flag for group in groups for flag in group.signs}
    leaders = {one.id for one in rulebook().red_flags.all() if not one.same_as}
    left = leaders - named
    # Those without are told by the facts in every case.
    for base in bases():
        assert not left & {one.id for one in flags_asked(scene(base)).signs}
    assert (
        left
        == {
            *("KYC-00", "KYC-29", "FB23-02", "FB23-05", "FB23P-1", "FB23P-2"),
            *("BIS24-01", "BIS24-02", "BIS24-03", "BIS24-04", "BIS24-05", "BIS24-06"),
            *("FB22-13", "FB23N-03"),
        }
        & leaders
    )
    for group in groups:
        assert group.provenance.citation
        assert all(len(words.split()) <= 16 for words in group.signs.values())


OTHER = {"products": ["8471.30|EAR99|EAR|2|pcs|1500|USD"], "base_resolve": False}
ODD = {"order_usual": "no", "delivery": "vague"}
TOLD: list[tuple[str, dict[str, Any], str, str]] = [
    ("germany", {}, "KYC-00", "flag-by-screening"),
    ("germany", {}, "KYC-09", "flag-by-consignee"),
    ("germany", {"answers": {"business_line": "dealer"}}, "KYC-09", ""),
    ("turkey", {"roles": {"ultimate_consignee": "Else|TR|Izmir"}}, "FB22-12", ""),
    ("germany", {}, "KYC-29", "flag-by-owners"),
    ("germany", {}, "BIS24-03", "flag-by-letters"),
    ("germany", {}, "BIS24-05", "flag-by-look-up"),
    ("germany", {}, "FB23-05", "flag-by-answers"),
    ("turkey", {}, "FB23-02", "flag-by-formed"),
    ("turkey", {}, "FB23-01", "flag-by-formed"),
    ("turkey", {"answers": {"order_usual": ""}}, "FB23-01", ""),
    ("turkey", {"customer": {"formed_on": "2023"}}, "FB23-01", "flag-by-formed"),
    ("turkey", {**OTHER, "customer": {"formed_on": "2023"}}, "FB23-01", ""),
    ("turkey", OTHER, "FB23-01", "flag-by-formed"),
    ("turkey", {}, "FB22-02", ""),
    ("turkey", {"answers": {"business_line": "state"}}, "FB22-02", "flag-spoken"),
    ("germany", {"answers": ODD}, "KYC-08", "flag-spoken"),
    ("germany", {"answers": ODD}, "KYC-10", ""),
    ("germany", {"answers": {**ODD, "delivery": "usual"}}, "KYC-10", "flag-spoken"),
    ("germany", {}, "FB23N-02", ""),
    ("turkey", {"answers": {"web_presence": "no"}}, "FB23N-02", "flag-spoken"),
    ("turkey", {}, "FB23P-1", "flag-by-imports"),
    ("germany", {}, "FB23-03", ""),
    ("turkey", {}, "FB23-04", "flag-by-history"),
    ("turkey", {"history": []}, "FB23-04", ""),
    ("turkey", {"history": ["854231|2021-05-01|400|kg"]}, "FB23-04", ""),
    ("turkey", {"history": ["854231|2025-03-01|350|pcs"]}, "FB23-04", ""),
    ("germany", {}, "FB23N-01", "flag-no-bank"),
    ("germany", {"roles": {"bank": "Bank|DE|Ulm"}}, "FB23N-01", ""),
    ("germany", {}, "FB23-07", "flag-by-consignee"),
    ("germany", {"answers": {"business_line": "dealer"}}, "FB23N-05", ""),
    ("germany", {"roles": {"ultimate_consignee": "Else|DE|Ulm"}}, "FB23N-05", ""),
    ("turkey", {"roles": {"ultimate_consignee": "Else|TR|Izmir"}}, "FB23-07", ""),
    ("germany", {}, "TRI23-13", "flag-by-places"),
    ("germany", {"roles": {"freight_forwarder": "Else|AE|Dubai"}}, "TRI23-13", ""),
    ("germany", {"roles": {"end_user": "Else|AE|Dubai"}}, "TRI23-13", ""),
    ("germany", {}, "FB23-08", "flag-spoken"),
    ("germany", {"answers": {"order_usual": "no"}}, "FB23-08", ""),
    ("turkey", {}, "TRI23-09", ""),
    ("hongkong", {}, "HK-02", "flag-by-premises"),
    ("turkey", {"roles": {"ultimate_consignee": "Else|HK|8 Harbour Road"}}, "HK-02", ""),
    ("turkey", {}, "KYC-04", "flag-by-imports"),
    ("germany", {"history": ["847130|2026-11-01|1|pcs"]}, "KYC-04", ""),
    ("germany", {"history": ["847130|2025-11-01|1|pcs"]}, "KYC-04", "flag-known-since"),
    (
        "germany",
        {"history": ["847130|2026-11-01|1|pcs"], "policy": {"newcomer_days": 20}},
        *("KYC-04", "flag-known-since"),
    ),
    ("germany", {"history": ["854231|2025-11-01|1|pcs"]}, "G7-01", ""),
    ("turkey", {}, "KYC-24", "flag-known-since"),
    ("germany", {}, "KYC-24", ""),
    ("germany", {}, "KYC-16", "flag-no-tools"),
    ("germany", {"products": ["8486.20|3B001|EAR|1|pcs|9|USD"]}, "KYC-16", ""),
    ("germany", {"products": ["3707.10|3C002|EAR|1|kg|9|USD"]}, "KYC-16", ""),
    ("germany", {}, "KYC-22", ""),
    ("germany", {"products": ["8542.33|3A090.A|EAR|1|pcs|9|USD"]}, "KYC-19", ""),
    ("germany", {}, "KYC-19", ""),
    ("germany", {"products": ["8542.33|3A991|EAR|1|pcs|9|USD"]}, "KYC-19", "flag-no-processors"),
    ("plain", {}, "FB22-18", "flag-no-other"),
    ("plain", {"flags": {"KYC-06": "open"}}, "FB22-18", ""),
    ("plain", {"matches": ["purchaser|EL|open"]}, "FB22-18", ""),
    ("plain", {"letters": ["supplier_list|P"]}, "FB22-18", ""),
    ("germany", {}, "HK-02", "flag-only-hong-kong"),
    ("plain", {}, "FB22-14", "flag-only-diversion"),
    ("germany", {}, "FB22-01", "flag-only-maritime"),
    ("germany", {}, "KYC-13", "flag-only-military-items"),
]


@pytest.mark.parametrize(("base", "changes", "flag", "why"), TOLD)
def test_what_the_facts_tell_is_not_asked(
    base: str, changes: dict[str, Any], flag: str, why: str
) -> None:
    asked = flags_asked(scene(base, **changes))
    if why:
        assert left_out(asked)[flag] == why
    else:
        assert flag in {one.id for sign in asked.signs for one in sign.flags}


def test_what_is_bad_of_what_is_not_asked_is_a_finding() -> None:
    def found(base: str, **changes: Any) -> set[str]:
        return {one.finding.code for one in assess(scene(base, **changes)).open}

    forwards = {"freight_forwarder": "same:ultimate_consignee"}
    assert "party-forwards" in found("germany", roles=forwards)
    place = {"freight_forwarder": "Cargo GmbH|DE|Werkstrasse 4, Ulm"}
    assert "party-forwards" in found("germany", roles=place)
    elsewhere = {"freight_forwarder": "Cargo GmbH|DE|Hafen 1, Kiel"}
    assert "party-forwards" not in found("germany", roles=elsewhere)
    assert "match-undecided" in found("germany", matches=["purchaser|EL|open"])
    assert "match-undecided-address" in found("germany", matches=["purchaser|EL-ADDR|open"])
    share = {"parties": "A=EL", "holdings": "A>X:? B>X:50"}
    assert "ownership-unknown-share" in found("germany", owners=share)
    assert "route-transshipment" in found("germany", route=["AE"])
    assert "letter-supplier_list" in found("germany", letters=["supplier_list|P"])
    assert "customer-formed-after" in found("turkey", customer={"formed_on": "2023"})


def test_mail_that_anybody_may_have_is_a_warning_sign_and_no_mail_domain_of_its_own() -> None:
    facts = scene("turkey")
    customer = facts.customer
    assert customer is not None

    def with_mail(domain: str) -> CaseFacts:
        profile = replace(customer.profile, email_domain=domain, website="")
        parties = [
            replace(customer, profile=profile) if p is customer else p for p in facts.parties
        ]
        return replace(facts, parties=tuple(parties))

    private, own = with_mail("gmail.com"), with_mail("ornek.example")
    raised = [one.finding.about for one in assess(private).open if one.finding.code == "red-flag"]
    assert raised == ["TRI23-08"]
    assert left_out(flags_asked(private))["TRI23-08"] == "flag-by-mail"
    assert left_out(flags_asked(own))["TRI23-08"] == "flag-by-mail"
    assert "red-flag" not in {one.finding.code for one in assess(own).open}
    asked = {one.id for one in flags_asked(with_mail("")).signs}
    assert "TRI23-08" in asked


# What is said of each


def test_what_is_said_of_each_answers_for_all() -> None:
    open_one = scene("turkey", answers=NOT_SAID)
    assert assess(open_one).outcome is Outcome.HOLD_RESOLVE
    told = looked(open_one)
    assert flags_asked(told).said == "no"
    assert assess(told).outcome is Outcome.NO_OBJECTION
    last = flags_asked(open_one).signs[-1].id
    left = looked(open_one, but=last)
    assert flags_asked(left).said == ""
    missing = assess(left).open
    assert {one.finding.code for one in missing} == {"answers-missing"}
    seen = left.rulebook.questions.get("red_flags_seen")
    assert seen is not None
    said = sentence(missing[0].finding.code, missing[0].finding.facts)
    assert said == f"Questions open: 1, first: {seen.text}"


def test_new_facts_ask_for_what_nobody_looked_for() -> None:
    told = looked(scene("turkey", answers=NOT_SAID))
    ships = scene("turkey", answers={**NOT_SAID, "business_line": "shipping"})
    other = with_case(ships, looked=told.case.looked)
    waiting = {one.id for one in flags_asked(other).signs if one.is_open}
    assert {"FB22-01", "FB22-03", "FB22-04"} <= waiting
    assert assess(other).outcome is Outcome.HOLD_RESOLVE


def test_other_words_are_looked_for_again() -> None:
    told = looked(scene("turkey", answers=NOT_SAID))
    first, *rest = told.case.looked
    changed = with_case(told, looked=(replace(first, words="something else"), *rest))
    assert [one.id for one in flags_asked(changed).signs if one.is_open] == [first.flag]


def test_a_raised_one_is_no_longer_one_that_was_not_seen() -> None:
    told = looked(scene("turkey", answers=NOT_SAID, flags={"KYC-06": "open"}))
    sign = next(one for one in flags_asked(told).signs if one.id == "KYC-06")
    assert sign.is_raised
    assert sign.looked is None
    assert flags_asked(told).said == "yes"
    assert [one.finding.code for one in assess(told).open] == ["red-flag"]
    at_once = scene("turkey", answers={"red_flags_seen": "no"}, flags={"KYC-06": "open"})
    assert seen(at_once) == "yes", "raised after all"


@pytest.mark.parametrize("at", range(3))
@pytest.mark.parametrize("but", ["", "KYC-06", "FB23-06"])
def test_a_worse_fact_never_improves_what_was_looked_for_one_by_one(at: int, but: str) -> None:
    table = {"base": "germany", "answers": NOT_SAID}
    told = looked(facts_of(table), but=but)
    before = assess(told).outcome
    assert before is (Outcome.HOLD_RESOLVE if but else Outcome.NO_OBJECTION)
    for worse in WORSE:
        facts = facts_of(worse(table, whole(table), at))
        after = assess(with_case(facts, looked=told.case.looked)).outcome
        assert after.rank <= before.rank


def test_a_rulebook_without_subjects_asks_by_each_question() -> None:
    facts = scene("turkey", answers=NOT_SAID)
    questions = Questions(rulebook().questions.as_of, rulebook().questions.all())
    older = replace(facts, rulebook=replace(facts.rulebook, questions=questions))
    (group,) = flags_asked(older).groups
    assert group.text == ""
    assert [one.words for one in group.signs] == [one.flags[0].question for one in group.signs]
    assert {one.id for one in group.signs} == {one.id for one in flags_asked(facts).signs}
    assert flow(older).signs.said == ""
