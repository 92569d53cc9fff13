"""The steps of a case: what is asked, what the book knew, what is different, what comes next."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from exportdesk.core.cases import (
    Answer,
    Case,
    CaseParty,
    CaseStep,
    Destination,
    LookUp,
    LookUpResult,
    Origin,
    Outcome,
    PartyAnswer,
    RaisedFlag,
    Remedy,
    Resolution,
)
from exportdesk.core.customers import PartyName, Profile
from exportdesk.core.ids import CaseId, PartyId, ProductId
from exportdesk.core.parties import Role
from exportdesk.core.products import Jurisdiction
from exportdesk.core.words import known_codes, sentence
from exportdesk.diligence.case_differences import differences, differences_of
from exportdesk.diligence.case_facts import CaseFacts, PartyFacts, who_is
from exportdesk.diligence.flow import Moot, StepState, flow, inputs, repeat_order
from exportdesk.diligence.outcome import Signing, refusals, signed
from exportdesk.diligence.weighing import Lack, Stand, assess
from exportdesk.rulebook import load_rulebook
from tests.diligence.case_tables import AT, CUSTOMER, PROOF, rulebook, scene
from tests.rulebook.changing import change, copied

NEXT = CaseId("case-2")


def state(facts: CaseFacts, step: CaseStep) -> StepState:
    return flow(facts).of(step).state


def test_steps_stand_in_the_order_of_the_enumeration() -> None:
    assert [one.step for one in flow(scene("turkey")).steps] == list(CaseStep)


def test_a_case_with_nothing_open_leads_to_the_decision() -> None:
    result = flow(scene("turkey"))
    assert result.next is CaseStep.DECISION
    assert result.of(CaseStep.DECISION).state is StepState.OPEN
    assert result.of(CaseStep.FOLLOW_UP).moot is Moot.NOT_SIGNED
    assert {one.state for one in result.steps} == {
        StepState.DONE,
        StepState.OPEN,
        StepState.MOOT,
    }


def test_the_next_step_is_the_first_open_one_then_the_first_blocked_one() -> None:
    both = scene("turkey", matches=["purchaser|SDN|same"], answers={"order_usual": ""})
    assert flow(both).next is CaseStep.ORDER
    assert state(both, CaseStep.SCREENING) is StepState.BLOCKED
    assert flow(scene("turkey", matches=["purchaser|SDN|same"])).next is CaseStep.SCREENING


def test_what_the_indicator_tells_is_passed_on_to_the_decision() -> None:
    facts = scene("turkey")
    unsure = replace(facts, items=tuple(replace(one, indication=None) for one in facts.items))
    told = flow(unsure).of(CaseStep.CLASSIFICATION)
    assert told.state is StepState.PASSED_ON
    assert [one.finding.code for one in told.passed_on] == ["license-not-checked"]
    assert told.open == ()
    assert flow(unsure).next is CaseStep.DECISION


def test_nobody_was_looked_at_where_nobody_takes_part() -> None:
    nobody = replace(scene("turkey"), parties=())
    for step in (CaseStep.SCREENING, CaseStep.OWNERSHIP):
        assert state(scene("turkey"), step) is StepState.DONE
        assert state(nobody, step) is StepState.OPEN


def test_what_the_book_knows_is_filled_in_and_says_whence() -> None:
    profile = flow(scene("turkey")).of(CaseStep.PROFILE)
    known = {one.question.code: one.known for one in profile.questions if one.known}
    assert {code: one.value for code, one in known.items()} == {
        "formed_on": "2011-04-19",
        "imports_before": "these",
        "web_presence": "yes",
    }
    assert all(one.answer is None for one in profile.questions if one.known)
    assert "customer record" in sentence(known["formed_on"].code, known["formed_on"].facts)
    assert {one.code for one in known.values()} <= known_codes()


def test_letters_in_the_book_answer_whether_there_are_any() -> None:
    facts = scene("turkey", answers={"letters_known": ""}, letters=["red_flag|P-1"])
    asked = flow(facts).of(CaseStep.RED_FLAGS).questions
    said = {one.question.code: (one.value, one.known.code if one.known else "") for one in asked}
    assert said["letters_known"] == ("yes", "known-letters")


def test_a_persons_answer_goes_before_the_books() -> None:
    facts = scene("turkey", answers={"web_presence": "no"})
    asked = {one.question.code: one for one in flow(facts).of(CaseStep.PROFILE).questions}
    assert asked["web_presence"].value == "no"
    assert asked["web_presence"].known is not None


def test_a_firm_that_was_not_there_is_not_asked_what_it_bought() -> None:
    facts = scene("turkey", customer={"formed_on": "2023"}, history=[])
    codes = {one.question.code for one in flow(facts).of(CaseStep.PROFILE).questions}
    assert "formed_on" in codes
    assert "imports_before" not in codes
    said = scene(
        "turkey", customer={"formed_on": "2023"}, history=[], answers={"imports_before": "none"}
    )
    assert "customer-imports-none" in {one.finding.code for one in assess(said).open}


def test_red_flags_to_look_for_go_by_the_case() -> None:
    def asked(facts: CaseFacts) -> set[str]:
        return {one.id for together in flow(facts).flags for one in together}

    assert "FB23-03" in asked(scene("germany"))
    assert "FB23-03" not in asked(scene("plain"))
    assert "HK-01" in asked(scene("hongkong", answers={"secretary_address": ""}))
    assert "FB22-01" not in asked(scene("germany"))
    assert "FB22-01" in asked(scene("germany", answers={"business_line": "shipping"}))


def test_a_red_flag_of_which_an_answer_speaks_is_not_looked_for_again() -> None:
    def asked(**answers: str) -> set[str]:
        result = flow(scene("turkey", answers=answers))
        left = {one.id for each in result.signs.left_out for one in each.flags}
        here = {one.id for together in result.flags for one in together}
        assert left | here == {one.id for one in rulebook().red_flags.all()}
        assert not left & here
        return {one.id for together in result.flags for one in together}

    unusual = {"order_usual": "no", "payment": "usual", "delivery": "usual"}
    assert "KYC-07" in asked(service_refused="", **unusual)
    assert "KYC-07" in asked(service_refused="unknown", **unusual)
    assert "KYC-07" not in asked(service_refused="no", **unusual)
    # What is only asked where the order is unusual is answered where it is usual.
    assert {"KYC-05", "KYC-08"} <= asked(order_usual="", payment="", delivery="")
    assert not {"KYC-05", "KYC-08"} & asked(order_usual="yes", payment="", delivery="")
    assert "KYC-05" in asked(order_usual="no", payment="", delivery="usual")


def test_itar_ends_the_flow_and_hides_nothing() -> None:
    facts = scene("germany", products=["8542.31||ITAR|5|pcs|1|USD"], usml_category="XI", lists=[])
    result = flow(facts)
    assert result.of(CaseStep.SCREENING).moot is Moot.ITAR
    assert result.of(CaseStep.CLASSIFICATION).state is StepState.BLOCKED
    assert "lists-missing" in {one.finding.code for one in result.assessment.open}


def test_why_a_step_is_moot_is_told() -> None:
    plain = flow(scene("plain"))
    assert plain.of(CaseStep.TRADE_INTEGRITY).moot is Moot.NOT_HIGH_PRIORITY
    assert plain.of(CaseStep.CERTIFICATION).moot is Moot.NO_CERTIFICATION
    assert {one.value for one in Moot} <= known_codes()


def test_a_look_up_that_was_made_all_the_same_is_shown() -> None:
    facts = scene("plain", look_up="not_found|2026-11-20")
    assert state(facts, CaseStep.TRADE_INTEGRITY) is StepState.DONE


def test_nobody_named_yet_is_no_reason_to_leave_out_ownership() -> None:
    empty = CaseFacts(case=Case(NEXT), looked_on=date(2026, 11, 22), rulebook=rulebook())
    result = flow(empty)
    assert result.of(CaseStep.OWNERSHIP).moot is None
    assert result.next is CaseStep.TRIGGER
    assert result.assessment.outcome is Outcome.HOLD_RESOLVE
    codes = {one.finding.code for one in result.assessment.open}
    assert {"items-missing", "party-missing", "destination-missing", "lists-missing"} <= codes


# A repeat order


def closed() -> Case:
    """Return the case of the first order, signed off."""
    facts = scene("turkey")
    return signed(Signing(Outcome.NO_OBJECTION, "Ann Lee", "Fits", date(2026, 12, 1)), facts, AT)


def test_a_repeat_order_takes_fewer_than_ten_inputs_to_sign_off() -> None:
    facts, last = scene("turkey"), closed()
    begun = repeat_order(last, NEXT, facts.rulebook.questions)
    case = replace(
        begun,
        reference="PO-2",
        export_on=date(2026, 12, 8),
        items=tuple(replace(one, quantity="120") for one in begun.items),
        trade_integrity=LookUp(date(2026, 11, 22), LookUpResult.NOT_FOUND),
    )
    for code, value in (("order_usual", "yes"), ("red_flags_seen", "no")):
        case = case.with_answer(Answer(code, value))
    items = tuple(
        replace(one, item=item) for one, item in zip(facts.items, case.items, strict=True)
    )
    now = replace(facts, case=case, items=items, last_case=last)
    assert assess(now).outcome is Outcome.NO_OBJECTION
    signing = Signing(Outcome.NO_OBJECTION, "Ann Lee", "As before", date(2026, 12, 8))
    assert refusals(signing, now, assess(now)) == ()
    # The name is that of the operator, and the outcome is the computed one.
    ended = signed(signing, now, AT)
    entered = inputs(begun, ended)
    assert entered < 10


def test_a_repeat_order_asks_anew_what_belongs_to_one_shipment() -> None:
    case = replace(
        closed(),
        flags=(
            RaisedFlag("KYC-05", inquiry="?", answer="!", evidence=PROOF, resolved_by="Ann"),
            RaisedFlag("KYC-06", inquiry="?", answer="!", evidence=PROOF, resolved_by="Ann"),
        ),
        resolutions=tuple(Resolution("x:", remedy, by="Ann") for remedy in Remedy),
        route=("FR",),
    )
    again = repeat_order(case, NEXT, rulebook().questions)
    assert again.copied_from == case.id
    assert (again.number, again.reference, again.export_on, again.ordered_on) == (
        "",
        "",
        None,
        None,
    )
    assert (again.sign_off, again.trade_integrity, again.licenses) == (None, None, ())
    assert not again.is_locked
    assert again.parties == case.parties
    assert again.route == ("FR",)
    codes = {one.code: one.origin for one in again.answers}
    assert codes["military"] is Origin.LAST_CASE
    assert not {"order_usual", "red_flags_seen"} & codes.keys()
    # Cash is asked about anew; the other comes back with what was found out, and waits.
    assert [(one.flag, one.inquiry, one.resolved_by) for one in again.flags] == [
        ("KYC-06", "?", "")
    ]
    assert [one.remedy for one in again.resolutions] == [
        Remedy.INQUIRY,
        Remedy.EVIDENCE,
        Remedy.REASON,
    ]


def test_a_red_flag_of_a_repeat_order_waits_for_somebody_to_confirm_it() -> None:
    facts = scene("germany", flags={"KYC-06": "resolved"})
    again = repeat_order(facts.case, NEXT, rulebook().questions)
    weighed = assess(replace(facts, case=again)).of("red-flag:KYC-06")
    assert weighed is not None
    assert weighed.lacks == (Lack.UNSIGNED,)


def test_a_red_flag_that_an_answer_raised_waits_in_a_repeat_order_too() -> None:
    asked = {"order_usual": "no", "payment": "cash", "price": "usual", "delivery": "usual"}
    facts = scene("germany", answers=asked, resolve=["red-flag|inquiry"])
    assert assess(facts).of("red-flag:KYC-05") is not None
    assert assess(facts).outcome is Outcome.NO_OBJECTION
    again = repeat_order(facts.case, NEXT, rulebook().questions)
    again = replace(again, answers=facts.case.answers)
    weighed = assess(replace(facts, case=again)).of("red-flag:KYC-05")
    assert weighed is not None
    assert (weighed.lacks, weighed.stand) == ((Lack.UNSIGNED,), Stand.OPEN)
    (kept,) = again.resolutions
    assert (kept.inquiry, kept.by) == ("We asked how the goods are used", "")


def test_one_of_several_that_is_the_same_as_another_has_its_role_too() -> None:
    case = scene("germany").case
    forwarder = CaseParty(
        Role.FREIGHT_FORWARDER, PartyAnswer.TYPED, profile=Profile((PartyName("Calm Cargo"),))
    )
    same = CaseParty(Role.END_USER, PartyAnswer.SAME_AS, same_as=Role.FREIGHT_FORWARDER)
    both = (*case.of_role(Role.END_USER), same)
    case = case.with_role(Role.FREIGHT_FORWARDER, forwarder).with_role(Role.END_USER, *both)
    named = [one.profile.name for one in who_is(case, Role.END_USER) if one.profile]
    assert named == ["Muster Elektronik GmbH", "Calm Cargo"]


def test_what_was_settled_comes_back_when_the_facts_are_different() -> None:
    facts = scene(
        "turkey",
        products=["8542.31|3A991|EAR|2400|pcs|5000|USD"],
        resolve=["customer-growth|inquiry"],
    )
    assert assess(facts).outcome is Outcome.NO_OBJECTION
    more = tuple(replace(one, item=replace(one.item, quantity="9000")) for one in facts.items)
    weighed = assess(replace(facts, items=more)).of("customer-growth:854231/pcs")
    assert weighed is not None
    assert weighed.stand is Stand.RETURNED


# What is different from the last case


def test_what_is_different_from_the_last_case_is_pointed_out_at_its_step() -> None:
    facts = scene("turkey", products=["8542.31|3A991|EAR|120|pcs|5000|USD"], route=["FR"])
    last = closed()
    other = replace(last.items[0], product=replace(last.items[0].product, id=ProductId("p9")))
    last = replace(last, items=(*last.items, other))
    (item,) = facts.case.items
    itar = replace(item.product, jurisdiction=Jurisdiction.ITAR)
    dearer = replace(item, product=itar, value="7000")
    case = replace(facts.case, items=(dearer,)).with_answer(Answer("end_use", "resell"))
    owner = PartyFacts(PartyId("o"), Profile((PartyName("Biri"),)), (Role.OWNER,), of=CUSTOMER)
    now = replace(facts, last_case=last, case=case, parties=(*facts.parties, owner))
    steps = {one.step: [each.code for each in one.differences] for one in flow(now).steps}
    assert steps[CaseStep.TRIGGER] == ["differs-value", "differs-quantity", "differs-product-gone"]
    assert steps[CaseStep.CLASSIFICATION] == ["differs-jurisdiction"]
    begun = differences(last, replace(case, items=()))
    assert "differs-product-gone" not in {one.code for one in begun}, "it has none yet"
    assert steps[CaseStep.OWNERSHIP] == ["differs-owners"]
    assert steps[CaseStep.DESTINATION] == ["differs-route"]
    assert (steps[CaseStep.END_USE], steps[CaseStep.ORDER]) == (["differs-answer"], [])
    for one in differences_of(now):
        told = {"about": one.about, "before": one.before, "after": one.after}
        assert "?" not in sentence(one.code, told), one
    assert steps[CaseStep.PARTIES] == []


def test_every_difference_has_a_sentence() -> None:
    last, facts = closed(), scene("turkey")
    item = facts.case.items[0]
    named = facts.case.parties[0]
    assert named.profile is not None
    other = replace(item.product, hs_code="854232", eccn="3A001")
    renamed = replace(named.profile, names=(PartyName("Another"),))
    case = replace(
        facts.case,
        items=(replace(item, product=other),),
        parties=(replace(named, profile=renamed), *facts.case.parties[1:5]),
        destination=Destination("AE", "", "Quay 1"),
    )
    found = differences(last, case)
    assert {one.code for one in found} == {
        "differs-code",
        "differs-eccn",
        "differs-destination",
        "differs-party",
        "differs-party-detail",
    }
    new = replace(item, product=replace(item.product, id=type(item.product.id)("p9")))
    more = differences(last, replace(facts.case, items=(item, new)))
    assert [one.code for one in more] == ["differs-product-new"]
    assert {one.code for one in (*found, *more)} <= known_codes()
    assert differences(None, case) == ()


def test_who_has_a_role_is_told_by_kept_party_name_or_answer() -> None:
    facts = scene("germany", roles={"bank": "Bank|DE|Platz 1", "freight_forwarder": "unknown"})
    found = differences(scene("germany").case, facts.case)
    assert [(one.about, one.before, one.after) for one in found] == [
        (Role.FREIGHT_FORWARDER, "none", "unknown"),
        (Role.BANK, "none", "Bank"),
    ]
    assert facts.case.of_role(Role.BANK)[0].answer is PartyAnswer.TYPED


def test_inputs_counts_every_field_answer_and_entry() -> None:
    empty, full = Case(NEXT), scene("turkey").case
    counted = inputs(empty, full)
    # reference, ordered, export, look-up; country, address; 6 parties; item with 5 fields; the
    # answers; one resolution.
    assert counted == 4 + 2 + 6 + 5 + len(full.answers) + 1
    assert inputs(full, full) == 0


# What facts may lack, and a rulebook that is newer than the program


def test_a_named_party_that_no_facts_came_for_is_not_passed_over() -> None:
    facts = scene("turkey", roles={"bank": "Bank|DE|Platz 1"})
    without = replace(facts, parties=facts.parties[:1])
    assert "screening-missing:bank-0" in {one.finding.key for one in assess(without).open}
    bare = CaseParty(Role.BANK, PartyAnswer.KEPT, PartyId("b9"))
    unread = replace(without, case=facts.case.with_role(Role.BANK, bare))
    assert "screening-missing:b9" in {one.finding.key for one in assess(unread).open}


def test_a_product_that_no_facts_came_for_is_not_passed_over() -> None:
    facts = replace(scene("turkey"), items=())
    keys = {one.finding.key for one in assess(facts).open}
    assert {"items-missing:", "product-faulty:p1"} <= keys


def test_a_finding_that_only_a_newer_rulebook_knows_holds_the_case(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    change(folder, "questions.toml", 'finding = "end-use-onward"', 'finding = "end-use-orbit"')
    newer = load_rulebook(folder)
    facts = replace(scene("turkey", answers={"onward": "elsewhere"}), rulebook=newer)
    found = assess(facts).of("answer-of-concern:onward/end-use-orbit")
    assert found is not None
    assert found.finding.step is CaseStep.END_USE
    assert assess(facts).outcome is Outcome.HOLD_RESOLVE
    assert [one.finding.code for one in flow(facts).of(CaseStep.END_USE).open] == [
        "answer-of-concern"
    ]


def test_of_a_month_its_last_day_counts() -> None:
    for formed_on, code in (
        ("2021-12", "customer-formed-before"),
        ("2022-01", "customer-formed-before"),
        ("2022-03", "customer-formed-after"),
    ):
        facts = scene("turkey", customer={"formed_on": formed_on})
        assert code in {one.finding.code for one in assess(facts).findings}


def test_advanced_chips_are_asked_about_where_a_rule_asks() -> None:
    def codes(facts: CaseFacts) -> set[str]:
        return {one.question.code for one in flow(facts).of(CaseStep.END_USE).questions}

    assert "chips" not in codes(scene("germany"))  # coalition: no rule of this kind reaches there
    for country in ("CN", "HK", "MO"):  # Hong Kong counts as China, Macau is named by itself
        for eccn in ("EAR99", "9A991", ""):
            assert "chips" in codes(going_to(country, eccn))
    assert "chips" in codes(going_to("TR", "3A991"))
    assert "chips" not in codes(going_to("TR", "EAR99"))


def going_to(country: str, eccn: str) -> CaseFacts:
    """Return a case in which everybody is in one country, of goods with one ECCN."""
    facts = scene("turkey")
    (line,) = facts.case.items[:1]
    item = replace(line, product=replace(line.product, eccn=eccn))
    case = replace(facts.case, destination=Destination(country), items=(item,))
    return replace(
        facts,
        case=case,
        items=tuple(replace(one, item=item) for one in facts.items[:1]),
        parties=tuple(
            replace(
                one,
                profile=replace(
                    one.profile,
                    addresses=tuple(replace(a, country=country) for a in one.profile.addresses),
                ),
            )
            for one in facts.parties
        ),
    )


def test_nobody_is_screened_who_is_not_named_and_each_answer_that_lacks_counts() -> None:
    unnamed = scene("turkey")
    case = unnamed.case.with_role(Role.BANK)
    told = flow(replace(unnamed, case=case)).of(CaseStep.SCREENING)
    assert told.state is StepState.PASSED_ON
    assert [one.finding.about for one in told.passed_on] == ["bank"]
    lacking = scene("turkey", answers={"order_usual": "", "military": "", "weapons": ""})
    found = flow(lacking)
    assert [len(found.of(CaseStep.END_USE).open), found.of(CaseStep.END_USE).waiting] == [1, 2]
    assert found.assessment.waiting == sum(one.waiting for one in found.steps) == 3
