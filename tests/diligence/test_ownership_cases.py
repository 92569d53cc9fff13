"""Who owns a firm, case by case: owners, holdings, and what comes of them under both rules."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from exportdesk.core.words import known_codes, sentence
from exportdesk.diligence import (
    Holding,
    OwnerListing,
    OwnerParty,
    OwnershipResult,
    Severity,
    ownership,
    percent_text,
)
from exportdesk.rulebook import Consequence, OwnershipRules, load_rulebook
from tests.diligence.owners import IN_FORCE, SUSPENDED, owned

SDN = "SDN/RUSSIA-EO14024"  # counts under both rules
CUBA = "SDN/CUBA"  # counts under OFAC's only


@dataclass(frozen=True, slots=True)
class Case:
    """Parties and holdings (see `tests.diligence.owners`), both sums, and findings by code."""

    parties: str
    holdings: str
    ofac: str
    bis: str
    consequence: Consequence | None
    ofac_could: str = ""
    bis_could: str = ""
    finds: str = ""
    on: date = IN_FORCE


BLOCK, HOLD, FLAG = Consequence.BLOCK, Consequence.HOLD_LICENSE, Consequence.RED_FLAG

CASES = {
    # one owner, directly
    "nobody is listed": Case("", "A>X:100", "0", "0", None),
    "wholly owned": Case(f"A={SDN}", "A>X:100", "100", "100", BLOCK, finds="reached reached"),
    "exactly one half": Case(f"A={SDN}", "A>X:50", "50", "50", BLOCK),
    "a hair under": Case(f"A={SDN}", "A>X:49.99", "49.99", "49.99", FLAG, finds="below below"),
    "far under": Case(f"A={SDN}", "A>X:0.01", "0.01", "0.01", FLAG),
    "nothing held": Case(f"A={SDN}", "A>X:0", "0", "0", None),
    "many digits": Case(f"A={SDN}", "A>X:49.999999999999999999", *["49.999999999999999999"] * 2,
                        FLAG),
    # which lists count where
    "Entity List is BIS's alone": Case("A=EL", "A>X:50", "0", "50", HOLD),
    "MEU List is BIS's alone": Case("A=MEU", "A>X:75", "0", "75", HOLD),
    "a program outside 744.8": Case(f"A={CUBA}", "A>X:50", "50", "0", BLOCK),
    "two programs, one of them inside": Case("A=SDN/CUBA,SDGT", "A>X:50", "50", "50", BLOCK),
    "programs not known": Case("A=SDN", "A>X:50", "50", "0", BLOCK, bis_could="50",
                               finds="programs-unknown could-reach"),
    "an address of the Entity List": Case("A=EL-ADDR", "A>X:60", "0", "0", None),
    "lists that do not pass on": Case("A=UVL B=DPL C=SSI/UKRAINE-EO13662", "A>X:30 B>X:30 C>X:40",
                                      "0", "0", None),
    "on two lists at once": Case(f"A={SDN} A=EL", "A>X:55", "55", "55", BLOCK),
    # several owners
    "two quarters": Case(f"A={SDN} B={SDN}", "A>X:25 B>X:25", "50", "50", BLOCK,
                         finds="strictest strictest"),
    "two quarters less a bit": Case(f"A={SDN} B={SDN}", "A>X:25 B>X:24.99", "49.99", "49.99", FLAG),
    "one of each list": Case(f"A={CUBA} B=EL", "A>X:30 B>X:30", "30", "30", FLAG),
    "sums of both lists for BIS": Case(f"A={SDN} B=EL", "A>X:30 B>X:20", "30", "50", HOLD),
    "MEU and Entity List together": Case("A=EL B=MEU", "A>X:20 B>X:30", "0", "50", HOLD),
    "three with thirds of a half": Case(f"A={SDN} B={SDN} C={SDN}",
                                        "A>X:16.67 B>X:16.67 C>X:16.66", "50", "50", BLOCK),
    "listed and others": Case(f"A={SDN}", "A>X:40 B>X:60", "40", "40", FLAG),
    # through others: never by multiplying
    "a half of a half": Case(f"A={SDN}", "A>B:50 B>X:50", "50", "50", BLOCK),
    "the whole holding counts": Case(f"A={SDN}", "A>B:51 B>X:100", "100", "100", BLOCK),
    "under a half above": Case(f"A={SDN}", "A>B:49 B>X:100", "0", "0", FLAG,
                               finds="minority-above minority-above"),
    "under a half below": Case(f"A={SDN}", "A>B:100 B>X:49", "49", "49", FLAG),
    "four deep": Case(f"A={SDN}", "A>B:50 B>C:50 C>D:50 D>X:50", "50", "50", BLOCK),
    "the chain breaks in the middle": Case(f"A={SDN}", "A>B:50 B>C:49.9 C>X:100", "0", "0", FLAG),
    "two paths": Case(f"A={SDN}", "A>B:50 A>C:50 B>X:25 C>X:25", "50", "50", BLOCK),
    "one path counts": Case(f"A={SDN}", "A>B:50 A>C:25 B>X:25 C>X:25", "25", "25", FLAG),
    "directly and through another": Case(f"A={SDN}", "A>X:25 A>B:50 B>X:25", "50", "50", BLOCK),
    "two owners make the one between count": Case(f"A={SDN} B={SDN}", "A>C:25 B>C:25 C>X:50",
                                                  "50", "50", BLOCK),
    "two lists make the one between count": Case(f"A={CUBA} B=EL", "A>C:25 B>C:25 C>X:50",
                                                 "0", "0", FLAG),
    "a listed firm between": Case("B=EL", "A>B:100 B>X:50", "0", "50", HOLD),
    "who is listed is below": Case("C=EL", "A>X:100 X>C:60", "0", "0", FLAG, finds="parent"),
    "a sister is not an owner": Case("C=EL", "A>X:100 A>C:100", "0", "0", None),
    # circles, own shares, what is entered twice or wrong
    "a circle brings nobody in": Case("", "B>C:60 C>B:60 B>X:100", "0", "0", None, finds="circle"),
    "a circle with a listed owner": Case(f"A={SDN}", "A>B:50 B>C:50 C>B:50 C>X:50", "50", "50",
                                         BLOCK, finds="circle"),
    "a circle that lacks a little": Case(f"A={SDN}", "A>B:30 B>C:60 C>B:30 C>X:60", "0", "0", FLAG),
    "through the firm itself": Case(f"A={SDN}", "A>X:20 X>B:60 B>X:40", "20", "20", FLAG,
                                    finds="circle"),
    "through the firm itself, with enough": Case(f"A={SDN}", "A>X:50 X>B:60 B>X:40", "50", "50",
                                                 BLOCK),
    "own shares": Case(f"A={SDN}", "A>X:45 X>X:20", "45", "45", FLAG, finds="own-shares"),
    "own shares of an owner": Case(f"A={SDN}", "A>B:40 B>B:60 B>X:100", "0", "0", FLAG),
    "the same twice": Case(f"A={SDN}", "A>X:30 A>X:30", "30", "30", FLAG, "60", "60",
                           finds="entered-twice could-reach could-reach"),
    "twice with other shares": Case(f"A={SDN}", "A>X:20 A>X:25", "25", "25", FLAG, "45", "45",
                                    finds="entered-twice"),
    "twice, and enough": Case(f"A={SDN}", "A>X:60 A>X:10", "60", "60", BLOCK, "70", "70"),
    "more than the whole": Case(f"A={SDN}", "A>X:60 B>X:60", "60", "60", BLOCK, finds="over-whole"),
    "one share more than the whole": Case(f"A={SDN}", "A>X:120", "120", "120", BLOCK,
                                          finds="over-whole"),
    "more than the whole above": Case("", "A>B:60 C>B:60 B>X:100", "0", "0", None,
                                      finds="over-whole"),
    "a share below nothing": Case(f"A={SDN}", "A>X:-5", "0", "0", FLAG, "100", "100",
                                  finds="not-a-share unknown-share unknown-share"),
    "a share that is no number": Case(f"A={SDN}", "A>X:NaN", "0", "0", FLAG, "100", "100",
                                      finds="not-a-share"),
    "an endless share": Case(f"A={SDN}", "A>X:Infinity", "0", "0", FLAG, "100", "100",
                             finds="not-a-share"),
    # unknown shares
    "an unknown share of a listed owner": Case(f"A={SDN}", "A>X:?", "0", "0", FLAG, "100", "100",
                                               finds="unknown-share could-reach"),
    "unknown, but others leave too little": Case("A=EL", "A>X:? B>X:60", "0", "0", FLAG, "0", "40",
                                                 finds="unknown-share"),
    "unknown, and others leave enough": Case("A=EL", "A>X:? B>X:50", "0", "0", FLAG, "0", "50",
                                             finds="unknown-share could-reach"),
    "unknown with a known listed share": Case("A=EL B=EL", "A>X:? B>X:30 C>X:30", "0", "30", FLAG,
                                              "0", "70", finds="unknown-share below could-reach"),
    "two unknown": Case("A=EL B=EL", "A>X:? B>X:? C>X:45", "0", "0", FLAG, "0", "55"),
    "known in part": Case("A=EL", "A>X:30 A>X:?", "0", "30", FLAG, "0", "100",
                          finds="entered-twice unknown-share below could-reach"),
    "unknown above": Case("A=EL", "A>B:? B>X:80", "0", "0", FLAG, "0", "80",
                          finds="unknown-share could-reach"),
    "unknown above, too little below": Case("A=EL", "A>B:? B>X:40", "0", "0", FLAG, "0", "40",
                                            finds="unknown-share"),
    "unknown below": Case("A=EL", "A>B:70 B>X:?", "0", "0", FLAG, "0", "100",
                          finds="unknown-share could-reach"),
    "unknown of somebody who is not listed": Case("", "A>X:?", "0", "0", None,
                                                  finds="share-missing"),
    "unknown does not matter any more": Case("A=EL", "A>X:60 A>B:? B>X:10", "0", "60", HOLD, "0",
                                             "70"),
    "unknown beside more than the whole": Case("A=EL", "A>X:? B>X:90 C>X:30", "0", "0", FLAG, "0",
                                               "100", finds="over-whole unknown-share"),
    # owners that nobody decided on
    "a possible owner": Case(f"A=?{SDN}", "A>X:60", "0", "0", FLAG, "60", "60",
                             finds="undecided-owner could-reach"),
    "a possible owner, too little": Case("A=?EL", "A>X:40 B>X:60", "0", "0", None, "0", "40",
                                         finds="undecided-owner"),
    "a possible one tips it": Case(f"A={SDN} B=?{SDN}", "A>X:30 B>X:20", "30", "30", FLAG, "50",
                                   "50", finds="undecided-owner could-reach below"),
    "possible above": Case("A=?EL", "A>B:50 B>X:50", "0", "0", FLAG, "0", "50"),
    "confirmed and possible at once": Case(f"A=EL A=?{SDN}", "A>X:50", "0", "50", HOLD, "50", "50",
                                           finds="undecided-owner could-reach"),
    "it is enough without the possible one": Case("A=EL B=?EL", "A>X:50 B>X:30", "0", "50", HOLD,
                                                  "0", "80", finds="reached"),
    # the dated switch
    "BIS's rule suspended": Case("A=EL", "A>X:60", "0", "60", FLAG, on=SUSPENDED,
                                 finds="reached-not-in-force"),
    "BIS's rule suspended, OFAC's not": Case(f"A={SDN}", "A>X:60", "60", "60", BLOCK, on=SUSPENDED,
                                             finds="reached reached-not-in-force"),
    "the last day of the suspension": Case("A=EL", "A>X:60", "0", "60", FLAG, on=date(2026, 11, 9)),
    "the first day after it": Case("A=EL", "A>X:60", "0", "60", HOLD, on=date(2026, 11, 10)),
    "under a half while suspended": Case("A=EL", "A>X:30", "0", "30", FLAG, on=SUSPENDED,
                                         finds="below"),
    "unknown while suspended": Case("A=EL", "A>X:?", "0", "0", FLAG, "0", "100", on=SUSPENDED,
                                    finds="unknown-share could-reach"),
    # what is missing
    "nobody is told": Case("", "", "0", "0", None, finds="not-told"),
    "part is told": Case("", "A>X:40", "0", "0", None, finds="incomplete"),
}  # fmt: skip


@pytest.fixture(scope="module")
def rules() -> OwnershipRules:
    return load_rulebook().ownership


def codes(result: OwnershipResult) -> list[str]:
    return [finding.code.removeprefix("ownership-") for finding in result.findings]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_case(rules: OwnershipRules, case: Case) -> None:
    result = owned(rules, case.parties, case.holdings, case.on)
    ofac, bis = result.sum_of("ofac-50"), result.sum_of("bis-50")
    assert (ofac.total, bis.total) == (Decimal(case.ofac), Decimal(case.bis))
    assert ofac.could_be == Decimal(case.ofac_could or case.ofac)
    assert bis.could_be == Decimal(case.bis_could or case.bis)
    assert ofac.reached == (ofac.total >= 50)
    assert bis.could_reach == (bis.could_be >= 50)
    assert result.consequence is case.consequence
    found = codes(result)
    for code in set(case.finds.split()):
        assert found.count(code) == case.finds.split().count(code) or (
            code in found and case.finds.split().count(code) == 1
        ), (code, found)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_case_is_told_line_by_line(rules: OwnershipRules, case: Case) -> None:
    result = owned(rules, case.parties, case.holdings, case.on)
    for one in result.sums:
        assert one.limits
        last = one.steps[-1]
        assert (last.firm.id, last.total, last.reached) == ("X", one.total, one.reached)
        reached = {step.firm.id for step in one.steps[:-1] if step.reached}
        assert reached == one.counted - {owner.party.id for owner in one.listed}
        for step in one.steps:
            assert step.total == sum(share.percent for share in step.shares)
            # Who counts by its owners was shown to reach the threshold in a step before.
            before = one.steps[: one.steps.index(step)]
            for share in step.shares:
                shown = any(each.firm == share.owner and each.reached for each in before)
                assert shown != bool(share.lists)
        for line in one.lines():
            said = sentence(line.code, line.facts)
            assert line.code in known_codes()
            assert "?" not in said
    for finding in result.findings:
        assert finding.code in known_codes()
        said = sentence(finding.code, finding.facts)
        assert "?" not in said, said
        if finding.consequence is not None and finding.severity is not Severity.WARNING:
            assert finding.citation


def test_the_calculation_in_words(rules: OwnershipRules) -> None:
    result = owned(rules, f"A={SDN} C=EL", "A>B:60 B>X:30 C>X:20 C>D:10 D>X:50")
    said = [sentence(line.code, line.facts) for line in result.sum_of("bis-50").lines()]
    assert said == [
        "A (SDN) holds 60 % of B.",
        "Together 60 % of B: 50 % or more, so B counts as listed.",
        "C (EL) holds 10 % of D.",
        "Together 10 % of D: under 50 %, so D does not count as listed.",
        "B counts as listed by its owners and holds 30 % of X; the whole of that counts.",
        "C (EL) holds 20 % of X.",
        "Together 50 % of X: 50 % or more, so X counts as listed.",
    ]
    ofac = [sentence(line.code, line.facts) for line in result.sum_of("ofac-50").lines()]
    assert ofac[-1] == "Together 30 % of X: under 50 %, so X does not count as blocked."


def test_a_firm_that_nobody_listed_holds(rules: OwnershipRules) -> None:
    result = owned(rules, "", "A>X:100")
    assert [sentence(line.code, line.facts) for line in result.sum_of("ofac-50").lines()] == [
        "No owner that counts as blocked is known to hold a share of X."
    ]


def test_findings_rest_on_the_rulebook(rules: OwnershipRules) -> None:
    reached = owned(rules, "A=EL", "A>X:60").findings[0]
    assert reached.ground is not None
    assert reached.ground.text.endswith("whether that was extended was not checked.")
    assert reached.ground.provenance.unverified_note
    suspended = owned(rules, "A=EL", "A>X:60", SUSPENDED).findings[0]
    assert suspended.ground is not None
    assert "suspended" in suspended.ground.text
    assert "1 May 2026" in sentence(suspended.code, suspended.facts)
    unknown = owned(rules, "A=EL", "A>X:? B>X:60").findings[0]
    assert unknown.code == "ownership-unknown-share"
    assert "red flag 29" in unknown.citation
    assert unknown.ground is not None
    assert "Red flag 29" in unknown.ground.text
    assert "at most 40 %" in sentence(unknown.code, unknown.facts)


def test_red_flag_29_speaks_of_entity_list_and_meu_owners(rules: OwnershipRules) -> None:
    found = [
        finding
        for finding in owned(rules, f"A={SDN}", "A>X:? B>X:60").findings
        if finding.code == "ownership-unknown-share"
    ]
    assert [(one.facts["rule"], one.ground is None) for one in found] == [
        ("OFAC 50 Percent Rule", False),
        ("BIS Affiliates Rule (50 percent)", True),
    ]


def test_several_owners_have_the_strictest_named(rules: OwnershipRules) -> None:
    result = owned(rules, f"A={SDN} B=EL C=MEU", "A>X:20 B>X:20 C>X:20")
    strictest = next(one for one in result.findings if one.code == "ownership-strictest")
    assert "strictest owner" in strictest.ground.text if strictest.ground else False
    said = sentence(strictest.code, strictest.facts)
    assert said.endswith("Compare what applies to each of them: A (SDN), B (EL), C (MEU).")
    listed = result.sum_of("bis-50").listed
    assert [owner.party.name for owner in listed] == ["A", "B", "C"]
    assert [listing.list for owner in listed for listing in owner.listings] == ["SDN", "EL", "MEU"]


def test_names_are_said_and_ids_are_not(rules: OwnershipRules) -> None:
    parties = [
        OwnerParty("1", "Nordlicht GmbH"),
        OwnerParty("2", "Ostwind AG", (OwnerListing("EL", uid="us-csl:EL:1", requirement="All"),)),
    ]
    result = ownership("1", parties, [Holding("2", "1", Decimal("33.30"))], rules, IN_FORCE)
    below = result.findings[0]
    said = sentence(below.code, below.facts)
    assert "33.3 % of Nordlicht GmbH" in said
    assert "Ostwind AG (EL)" in said
    assert result.sum_of("bis-50").listed[0].listings[0].requirement == "All"
    assert result.firm.name == "Nordlicht GmbH"


def test_owners_that_were_not_screened_or_have_owners_of_their_own(rules: OwnershipRules) -> None:
    parties = [OwnerParty("X", "X"), OwnerParty("A", "A", is_person=True), OwnerParty("B", "B")]
    holdings = [Holding("A", "X", Decimal(50)), Holding("B", "X", Decimal(30))]
    holdings.append(Holding("C", "X", Decimal(20)))
    result = ownership("X", parties, holdings, rules, IN_FORCE)
    assert [(one.code, *one.facts.values()) for one in result.findings] == [
        ("ownership-not-screened", "C"),
        ("ownership-owners-unknown", "B"),
        ("ownership-owners-unknown", "C"),
    ]


def test_a_firm_that_nothing_is_known_of(rules: OwnershipRules) -> None:
    result = ownership("X", [], [], rules, IN_FORCE)
    assert codes(result) == ["not-told"]
    assert result.consequence is None
    with pytest.raises(KeyError):
        result.sum_of("none")


def test_the_order_of_entry_changes_no_sum(rules: OwnershipRules) -> None:
    holdings = "A>B:60 B>C:50 C>X:25 A>X:25 D>X:50 A>X:10"
    there = owned(rules, f"A={SDN}", holdings)
    back = owned(rules, f"A={SDN}", " ".join(reversed(holdings.split())))
    assert [(one.total, one.could_be) for one in there.sums] == [
        (one.total, one.could_be) for one in back.sums
    ]
    assert sorted(codes(there)) == sorted(codes(back))


def test_a_rule_with_another_threshold(rules: OwnershipRules) -> None:
    lower = replace(
        rules, rules=tuple(replace(rule, threshold=Decimal(25)) for rule in rules.rules)
    )
    assert owned(lower, "A=EL", "A>B:25 B>X:25").consequence is HOLD
    assert owned(rules, "A=EL", "A>B:25 B>X:25").consequence is FLAG


def test_a_long_chain_is_quick_and_does_not_run_deep(rules: OwnershipRules) -> None:
    chain = " ".join(f"P{n}>P{n + 1}:50" for n in range(300)) + " P300>X:50"
    result = owned(rules, f"P0={SDN}", chain)
    assert result.consequence is BLOCK
    assert len(result.sum_of("ofac-50").steps) == 301


@pytest.mark.parametrize(
    ("percent", "text"),
    [("50", "50"), ("50.0", "50"), ("49.99", "49.99"), ("1E+2", "100"), ("0.10", "0.1")],
)
def test_shares_are_written_as_people_do(percent: str, text: str) -> None:
    assert percent_text(Decimal(percent)) == text


def test_an_unknown_share_in_an_owner_that_counts_anyway_is_not_asked_for(
    rules: OwnershipRules,
) -> None:
    assert "unknown-share" not in codes(owned(rules, "A=EL B=EL", "A>B:? B>X:30 C>X:70"))
    assert "unknown-share" not in codes(owned(rules, "A=EL C=EL", "A>B:? C>B:50 B>X:30 D>X:70"))


def test_an_unknown_share_is_graver_while_the_rule_is_in_force(rules: OwnershipRules) -> None:
    def severity(on: date) -> Severity:
        found = owned(rules, "A=EL", "A>X:?", on).findings
        return next(one.severity for one in found if one.code == "ownership-unknown-share")

    assert severity(IN_FORCE) is Severity.ERROR
    assert severity(SUSPENDED) is Severity.WARNING
