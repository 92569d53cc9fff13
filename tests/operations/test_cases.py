"""Cases through the desk: from opening to the sign-off, on real lists and a real book."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from exportdesk.core.cases import (
    CaseItem,
    CaseParty,
    CasePolicy,
    CaseState,
    Outcome,
    PartyAnswer,
    Remedy,
)
from exportdesk.core.customers import PartyAddress, PartyName, Profile
from exportdesk.core.errors import BadInput, StorageFault
from exportdesk.core.ids import CaseId, PartyId
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import Verdict
from exportdesk.core.standing import MatchState
from exportdesk.diligence.case_facts import ScreeningState
from exportdesk.diligence.since import Ground, Part
from exportdesk.operations.deciding import Word
from exportdesk.operations.import_list import ImportRequest
from exportdesk.storage.cases import CaseFilter
from exportdesk.storage.opening import writing
from exportdesk.wiring import Desk
from tests.casework import EXPORT_ON, filled, german, item, open_codes, owned, settled
from tests.fakes import FakeClock
from tests.reviewing import customer, keep, screen_book, waits
from tests.rulebook.changing import change, copied
from tests.ui.desks import NEXT_LIST, US_CSL, open_desk, open_filled


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    made = open_filled(tmp_path / "ws", clock)
    yield made
    made.close()


def typed(name: str, country: str, address: str = "1 Some Street") -> Profile:
    place = PartyAddress(address, country=country)
    return Profile((PartyName(name),), PartyKind.ORGANIZATION, (place,))


def decide(desk: Desk, party: str, verdict: Verdict) -> None:
    queued = waits(desk, party)
    desk.deciding.decide(desk.deciding.subjects([queued.match]), Word(verdict, "Looked into it."))


def test_a_clean_order_of_a_coalition_country_is_signed_off(desk: Desk) -> None:
    case = desk.cases.new(german(desk).id, reference="PO-1", items=[item()])
    assert case.number == "D-2026-0001"
    assert case.of_role(Role.PURCHASER)[0].answer is PartyAnswer.KEPT
    assert case.destination.country == "DE"
    case = settled(desk, filled(desk, case))
    view = desk.cases.assess(case)
    assert open_codes(view) == []
    assert view.outcome.lets_go
    assert view.indications.keys() == {"p1"}
    case = desk.cases.sign(case, "Dana Whitfield", "All of it fits", EXPORT_ON)
    assert case.is_locked
    assert case.sign_off is not None
    assert case.sign_off.lists.keys() == {"us-csl"}
    assert desk.cases.get(case.id) == case
    assert desk.cases.assess(case).drift is None
    assert desk.records.verify().sound
    (row,) = desk.cases.list()
    assert (row.state, row.signed_by, row.outcome) == (
        CaseState.SIGNED, "Dana Whitfield", case.sign_off.outcome,
    )  # fmt: skip


def test_outside_the_coalition_a_missing_certification_holds_a_first_tier_order(desk: Desk) -> None:
    made = owned(
        customer("Örnek Ölçü A.Ş.", "TR", address="Sanayi Cad. 4, Bursa", formed_on="2011"), "Biri"
    )
    keep(desk, made)
    case = filled(desk, desk.cases.new(made.id, items=[item()]), {"address_kind": "business"})
    case = settled(desk, case)
    view = desk.cases.assess(case)
    assert view.outcome is Outcome.HOLD_RESOLVE
    assert any(code.startswith("certification") for code in open_codes(view))
    with pytest.raises(BadInput, match="sign-off-better"):
        desk.cases.sign(case, "Dana", "Fine", EXPORT_ON, Outcome.NO_OBJECTION)
    held = desk.cases.sign(case, "Dana", "No certification yet", EXPORT_ON)
    assert held.sign_off is not None
    assert held.sign_off.outcome is Outcome.HOLD_RESOLVE
    assert (desk.cases.held(), desk.overview.held_cases()) == ({held.id}, 1)
    again = desk.cases.repeat(held.id)
    assert desk.cases.held() == set(), "it was taken up again"
    desk.cases.sign(again, "Dana", "Still none", EXPORT_ON)
    assert desk.cases.held() == {again.id}


def test_a_listed_owner_of_half_of_the_firm_stops_the_shipment(desk: Desk) -> None:
    made = owned(customer("Quiet Meadow Meters", "DE", address="Weg 1"), "IMPULS KOMPLEKT", "50")
    keep(desk, made)
    case = filled(desk, desk.cases.new(made.id, items=[item()]))
    assert "match-undecided" in open_codes(desk.cases.assess(case))
    decide(desk, "IMPULS KOMPLEKT", Verdict.SAME)
    view = desk.cases.assess(case)
    assert view.outcome is Outcome.DO_NOT_SHIP
    assert "ownership-counts-as-listed" in open_codes(view) or any(
        code.startswith("ownership") for code in open_codes(view)
    )
    owner = next(one for one in view.facts.parties if one.of == made.id)
    assert owner.matches[0].state is MatchState.SAME
    (found,) = view.indications.values()
    assert any(line.facts.get("counts_by") for line in found.lines)


def test_an_address_that_is_listed_by_itself_holds_the_order(desk: Desk) -> None:
    address = "Unit 7, 18/F, Lantern Commercial Centre, 64 Saltfish Street, Sheung Wan"
    made = owned(customer("Calm Meters Ltd", "HK", address=f"{address}, Hong Kong"), "Somebody")
    keep(desk, made)
    case = filled(desk, desk.cases.new(made.id, items=[item()]))
    assert "match-undecided-address" in open_codes(desk.cases.assess(case))
    decide(desk, "Calm Meters Ltd", Verdict.SAME)
    view = desk.cases.assess(case)
    assert "listed-address" in open_codes(view)
    assert view.outcome is Outcome.HOLD_LICENSE


def test_a_red_flag_needs_an_inquiry_an_answer_and_evidence(desk: Desk) -> None:
    case = settled(desk, filled(desk, desk.cases.new(german(desk).id, items=[item()])))
    case = desk.cases.flag(case, "KYC-06", "Installation was refused")
    assert desk.cases.assess(case).outcome is Outcome.HOLD_RESOLVE
    case = desk.cases.resolve_flag(case, "KYC-06", inquiry="Why?", answer="We have our own people")
    assert desk.cases.assess(case).outcome is Outcome.HOLD_RESOLVE
    proof = desk.cases.attach(b"%PDF-1.4 mail", "mail.pdf")
    case = desk.cases.resolve_flag(
        case, "KYC-06", inquiry="Why?", answer="We have our own people", evidence=[proof]
    )
    assert desk.cases.assess(case).outcome.lets_go
    assert desk.cases.read(proof) == b"%PDF-1.4 mail"
    with pytest.raises(BadInput, match="flag-looked-into"):
        desk.cases.unflag(case, "KYC-06")
    case = desk.cases.unflag(desk.cases.flag(case, "KYC-05"), "KYC-05")
    assert [one.flag for one in case.flags] == ["KYC-06"]
    # One that was raised takes with it what was said of those that say the same.
    told = desk.cases.look_for(case, {"KYC-10": "odd", "FB22-13": "odd", "KYC-11": "odd"})
    case = desk.cases.unflag(desk.cases.flag(told, "KYC-10"), "KYC-10")
    assert [one.flag for one in case.looked] == ["KYC-11"]
    for wrong in (
        lambda: desk.cases.flag(case, "NO-01"),
        lambda: desk.cases.resolve_flag(case, "KYC-07", inquiry="", answer=""),
        lambda: desk.cases.answer(case, "end_use", "perhaps"),
        lambda: desk.cases.answer(case, "nothing", "yes"),
        lambda: desk.cases.resolve(case, "none:", Remedy.REASON),
        lambda: desk.cases.attach(b"", "empty.pdf"),
    ):
        with pytest.raises(BadInput):
            wrong()


def test_what_changed_since_the_sign_off_is_named(desk: Desk, tmp_path: Path) -> None:
    made = german(desk)
    case = settled(desk, filled(desk, desk.cases.new(made.id, items=[item()])))
    case = desk.cases.sign(case, "Dana", "All fits", EXPORT_ON)
    assert desk.case_drifts.all(Silent()) == {}
    folder = copied(tmp_path)
    change(folder, "next_steps.toml", "as_of = 2026-11-22", "as_of = 2026-12-15")
    desk.rulebooks.take_in(folder, as_of=None, older=False)
    place, clock = desk.folder, desk.clock
    assert isinstance(clock, FakeClock)
    desk.close()
    again = open_desk(place, clock)
    try:
        drift = again.cases.assess(again.cases.get(case.id)).drift
        assert drift is not None
        assert [one.ground for one in drift.since] == [Ground.RULEBOOK]
        again.lists.import_file(ImportRequest(NEXT_LIST, US_CSL), Silent())
        screen_book(again)
        moved = replace(made.profile, addresses=(PartyAddress("Elsewhere 2", country="AT"),))
        again.customers.save(replace(made, profile=moved))
        screen_book(again)
        drift = again.cases.assess(again.cases.get(case.id)).drift
        assert drift is not None
        grounds = {one.ground for one in drift.since}
        assert grounds == {Ground.RULEBOOK, Ground.LISTS, Ground.FACTS}
        assert Part.PARTIES in {one.what for one in drift.since}
        assert again.case_drifts.all(Silent()) == {case.id: drift}
        assert again.case_drifts.all(Silent()) == {case.id: drift}  # this time as kept
        assert again.cases.get(case.id) == case
    finally:
        again.close()


def test_what_was_kept_for_a_drift_is_thrown_away_when_anything_happens(desk: Desk) -> None:
    made = german(desk)
    case = settled(desk, filled(desk, desk.cases.new(made.id, items=[item()])))
    case = desk.cases.sign(case, "Dana", "All fits", EXPORT_ON)
    assert desk.case_drifts.all(Silent()) == {}
    recorded = desk.workspace().cases.drifts(desk.case_drifts._stamp(desk.workspace()))
    assert recorded.keys() == {case.id}
    desk.cases.new(made.id)
    assert desk.case_drifts.all(Silent()) == {}
    desk.customers.save(owned(made, "Another Owner", "0"))
    assert case.id in desk.case_drifts.all(Silent())
    screen_book(desk)
    assert case.id in desk.case_drifts.all(Silent())


def test_a_locked_case_stays_as_it_is(desk: Desk) -> None:
    case = desk.cases.new(german(desk).id)
    with pytest.raises(BadInput, match="reason-missing"):
        desk.cases.withdraw(case, " ")
    gone = desk.cases.withdraw(case, "The order is off")
    assert gone.state is CaseState.WITHDRAWN
    for act in (
        lambda: desk.cases.save(replace(gone, title="Other")),
        lambda: desk.cases.answer(gone, "end_use", "transform"),
        lambda: desk.cases.sign(gone, "Dana", "Now", EXPORT_ON),
        lambda: desk.cases.withdraw(gone, "Again"),
    ):
        with pytest.raises(BadInput, match="case-locked"):
            act()
    workspace = desk.workspace()
    with pytest.raises(sqlite3.IntegrityError), writing(workspace.db):
        workspace.db.execute("update cases set title = 'x' where id = ?", (case.id,))
    for table in ("cases", "file_versions"):
        with pytest.raises(sqlite3.IntegrityError), writing(workspace.db):
            workspace.db.execute(f"delete from {table}")
    assert desk.cases.get(case.id) == gone


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(desk: Desk) -> None:
    case = desk.cases.new(german(desk).id)
    other = desk.cases.save(replace(case, title=" The  other "), was=case)
    assert other.title == "The other"
    with pytest.raises(BadInput, match="case-changed-elsewhere"):
        desk.cases.answer(case, "end_use", "transform")
    with pytest.raises(BadInput, match="case-changed-elsewhere"):
        desk.cases.sign(case, "Dana", "Fine", EXPORT_ON)
    with pytest.raises(BadInput, match="case-unknown"):
        desk.cases.save(replace(case, id=CaseId("none")))
    before = desk.records.head()
    assert desk.cases.save(other) == other
    assert desk.records.head() == before  # nothing was different
    forged = replace(other, number="D-1", state=CaseState.SIGNED, title="More")
    saved = desk.cases.save(forged)
    assert (saved.number, saved.state) == (case.number, CaseState.OPEN)
    assert [one.act for one, _case in desk.cases.versions(case.id)] == [
        "case_opened", "case_saved", "case_saved",
    ]  # fmt: skip
    # What the book says of the customer by now is nobody's change of the case.
    shown = desk.cases.assess(saved)
    customer = desk.customers.get(case.customer)
    moved = replace(customer.profile, website="https://new.example")
    desk.customers.save(replace(customer, profile=moved))
    desk.cases.answer(shown.case, "end_use", "transform")
    again = desk.cases.assess(desk.cases.get(case.id)).case
    assert desk.cases.answer(again, "end_use", "use").value("end_use") == "use"


def test_several_are_open_at_once_and_found_by_what_they_hold(desk: Desk) -> None:
    made = german(desk)
    first = desk.cases.new(made.id, reference="PO-77", items=[item()])
    second = desk.cases.new(reference="PO-78")
    third = desk.cases.withdraw(desk.cases.new(made.id), "Off")
    assert [one.number[-1] for one in desk.cases.list()] == ["3", "2", "1"]
    assert [one.id for one in desk.cases.list(CaseFilter("muster po-77"))] == [first.id]
    assert {one.id for one in desk.cases.list(CaseFilter(customer=made.id))} == {first.id, third.id}
    kept = desk.cases.list(CaseFilter(states=(CaseState.WITHDRAWN,)))
    assert [one.id for one in kept] == [third.id]
    assert desk.cases.list(CaseFilter(outcomes=(Outcome.NO_OBJECTION,))) == []
    assert desk.cases.by_number(" d-2026-0002 ").id == second.id
    with pytest.raises(BadInput, match="case-number-unknown"):
        desk.cases.by_number("D-2026-0099")
    with pytest.raises(BadInput, match="customer-unknown"):
        desk.cases.new(PartyId("nobody"))
    assert desk.workspace().cases.count(CaseState.OPEN) == 2


def test_a_repeat_order_takes_fewer_than_ten_inputs(desk: Desk, clock: FakeClock) -> None:
    case = settled(desk, filled(desk, desk.cases.new(german(desk).id, items=[item()])))
    first = desk.cases.sign(case, "Dana", "All fits", EXPORT_ON)
    clock.advance(days=3)
    case = desk.cases.repeat(first.id)
    assert case.copied_from == first.id
    assert case.sign_off is None
    view = desk.cases.assess(case)
    assert view.facts.last_case == first
    assert [(one.hs6, one.quantity) for one in view.facts.history] == [("854231", "100")]
    case = replace(case, reference="PO-2", export_on=date(2026, 12, 8), items=(item("120"),))
    case = desk.cases.save(replace(case, trade_integrity=first.trade_integrity))
    view = desk.cases.assess(case)
    asked = [one for step in view.steps for one in step.questions if not one.value]
    for code in (one.question.code for one in asked):
        case = desk.cases.answer(case, code, {"order_usual": "yes"}.get(code, "no"))
    view = desk.cases.assess(case)
    assert [one.code for one in view.differences] == ["differs-quantity"]
    assert open_codes(view) == [], open_codes(view)
    signed = desk.cases.sign(case, "Dana", "As before", date(2026, 12, 8))
    assert desk.cases.assess(signed).inputs < 10
    assert desk.cases.assess(first).drift is None  # what came after it changes nothing in it


def test_a_new_case_is_kept_with_the_first_act_or_not_at_all(desk: Desk) -> None:
    draft = desk.cases.begun(german(desk).id)
    head, cases = desk.workspace().events.head().count, desk.cases
    first = cases.new(title="First")
    assert draft.number == ""
    assert cases.assess(draft).inputs == 0
    assert cases.keep_with(draft, lambda case: case) == draft
    with pytest.raises(BadInput, match="question-unknown"):
        cases.keep_with(draft, lambda case: cases.answer(case, "no_such", "no"))
    assert desk.workspace().versions.subjects() == [first.id]
    assert desk.workspace().events.head().count == head + 1
    kept = cases.keep_with(draft, lambda case: cases.answer(case, "military", "no"))
    number = int(first.number.rpartition("-")[2]) + 1  # none was used up meanwhile
    assert kept.number == f"{first.number[:-4]}{number:04}"
    assert [one.act for one, _case in cases.versions(kept.id)] == ["case_opened", "case_answered"]
    again = cases.repeated(kept.id)
    assert (again.copied_from, again.number) == (kept.id, "")
    assert cases.keep(again).copied_from == kept.id
    assert len(cases.list()) == 3


def test_a_much_larger_order_is_noticed(desk: Desk) -> None:
    case = settled(desk, filled(desk, desk.cases.new(german(desk).id, items=[item("100")])))
    first = desk.cases.sign(case, "Dana", "All fits", EXPORT_ON)
    case = desk.cases.repeat(first.id)
    case = desk.cases.save(replace(case, items=(item("301"),)))
    assert "customer-growth" in open_codes(desk.cases.assess(case))


def test_typed_parties_are_screened_decided_and_kept(desk: Desk) -> None:
    made = german(desk)
    case = filled(desk, desk.cases.new(made.id, items=[item()]))
    profile = typed("Severnyi Impuls LLC", "RU", "Zavodskaya st., 12/4, Moscow")
    case = desk.cases.save(
        case.with_role(Role.END_USER, CaseParty(Role.END_USER, PartyAnswer.TYPED, profile=profile))
    )
    (user,) = case.of_role(Role.END_USER)
    assert user.party
    assert "screening-missing" in open_codes(desk.cases.assess(case))
    assert desk.case_parties.is_due()
    desk.case_parties.screen(case, Silent())
    assert not desk.case_parties.is_due()
    view = desk.cases.assess(case)
    facts = view.facts.party(user.party)
    assert facts is not None
    assert facts.screening is ScreeningState.CURRENT
    assert "match-undecided" in open_codes(view)
    found = desk.case_parties.matches(case, user.party)
    best = next(one for one in found if one.listing.list == "EL")
    with pytest.raises(BadInput, match="reason-missing"):
        desk.case_parties.decide(case, [best.subject], Word(Verdict.SAME, ""))
    word = Word(Verdict.SAME, "The very address", evidence=(("map.txt", b"map"),))
    (made_decision,) = desk.case_parties.decide(case, [best.subject], word).decisions
    assert made_decision.number == case.number
    view = desk.cases.assess(case)
    assert view.outcome.rank <= Outcome.HOLD_LICENSE.rank
    kept = desk.case_parties.keep(case, user.party)
    assert kept.of_role(Role.END_USER)[0].answer is PartyAnswer.KEPT
    assert desk.customers.get(made.id).kept(user.party) is not None
    screen_book(desk)
    facts = desk.cases.assess(kept).facts.party(user.party)
    assert facts is not None
    assert {one.uid: one.state for one in facts.matches}[best.listing.uid] is MatchState.SAME
    assert desk.records.verify().sound


def test_another_look_of_a_typed_party_has_to_be_screened_again(desk: Desk) -> None:
    case = desk.cases.new(german(desk).id)
    party = CaseParty(Role.BANK, PartyAnswer.TYPED, profile=typed("Quiet Bank", "DE"))
    case = desk.cases.save(case.with_role(Role.BANK, party))
    desk.case_parties.screen_behind(Silent())
    (bank,) = case.of_role(Role.BANK)
    assert "screening-stale" not in open_codes(desk.cases.assess(case))
    changed = replace(bank, profile=typed("Quiet Bank of Ulm", "DE"))
    case = desk.cases.save(case.with_role(Role.BANK, changed))
    assert "screening-stale" in open_codes(desk.cases.assess(case))
    desk.lists.import_file(ImportRequest(NEXT_LIST, US_CSL), Silent())
    desk.case_parties.screen(case, Silent())
    assert "screening-stale" not in open_codes(desk.cases.assess(case))
    with pytest.raises(BadInput, match="case-party-unknown"):
        desk.case_parties.matches(case, PartyId("none"))


def test_another_party_than_last_time_is_told_by_its_name(desk: Desk) -> None:
    case = settled(desk, filled(desk, desk.cases.new(german(desk).id, items=[item()])))
    first = desk.cases.sign(case, "Dana", "All fits", EXPORT_ON)
    case = desk.cases.repeat(first.id)
    party = CaseParty(Role.BANK, PartyAnswer.TYPED, profile=typed("Quiet Bank", "DE"))
    case = desk.cases.save(case.with_role(Role.BANK, party))
    (told,) = desk.cases.assess(case).differences
    assert (told.code, told.about, told.before, told.after) == (
        "differs-party", "bank", "none", "Quiet Bank",
    )  # fmt: skip


def test_a_typed_purchaser_becomes_the_customer(desk: Desk) -> None:
    case = desk.cases.new()
    party = CaseParty(Role.PURCHASER, PartyAnswer.TYPED, profile=typed("New Meters AG", "CH"))
    case = desk.cases.save(case.with_role(Role.PURCHASER, party))
    (buyer,) = case.of_role(Role.PURCHASER)
    kept = desk.case_parties.keep(case, buyer.party)
    assert kept.customer == buyer.party
    assert desk.customers.get(buyer.party).name == "New Meters AG"
    assert desk.cases.list()[0].customer_name == "New Meters AG"


def test_a_customer_that_left_the_book_was_not_screened(desk: Desk) -> None:
    made = german(desk)
    case = desk.cases.new(made.id, items=[item()])
    desk.customers.delete([made.id])
    view = desk.cases.assess(case)
    assert "screening-missing" in open_codes(view)
    assert view.facts.parties[0].name == made.name


def test_the_policy_is_the_companys_own(desk: Desk) -> None:
    assert desk.cases.policy().list_days == desk.settings().list_age_limit_days
    assert desk.cases.policy().newcomer_days == desk.rulebook.policy.newcomer_days == 365
    strict = replace(desk.cases.policy(), certification_everywhere=True, newcomer_days=30)
    desk.cases.save_policy(strict)
    assert desk.cases.policy() == strict
    case = settled(desk, filled(desk, desk.cases.new(german(desk).id, items=[item()])))
    assert any("certification" in code for code in open_codes(desk.cases.assess(case)))
    with pytest.raises(BadInput, match="policy-out-of-range"):
        desk.cases.save_policy(CasePolicy(list_days=0))
    with pytest.raises(BadInput, match="policy-out-of-range"):
        desk.cases.save_policy(CasePolicy(newcomer_days=0))


def test_an_altered_case_or_file_is_found(desk: Desk) -> None:
    case = desk.cases.new(german(desk).id, items=[item()])
    proof = desk.cases.attach(b"what they wrote", "letter.txt")
    case = desk.cases.answer(case, "end_use", "transform", evidence=[proof])
    assert desk.records.verify().sound
    desk.workspace().attachments.path(proof.sha256).write_bytes(b"altered")
    assert [code for code, _facts in desk.records.verify().faults] == ["attachment-altered"]
    desk.workspace().attachments.path(proof.sha256).write_bytes(b"what they wrote")
    db = desk.workspace().db
    with writing(db):
        db.execute("update cases set body = replace(body, 'Ulm', 'Bonn')")
    assert ("file-altered", {"number": case.number}) in desk.records.verify().faults


def test_a_case_reads_only_where_the_workspace_is_read_only(tmp_path: Path, desk: Desk) -> None:
    case = desk.cases.new(german(desk).id)
    reading = open_desk(desk.folder, read_only=True)
    try:
        assert reading.cases.assess(reading.cases.get(case.id)).outcome is Outcome.HOLD_RESOLVE
        with pytest.raises(StorageFault, match="read-only"):
            reading.cases.save(replace(case, title="x"))
    finally:
        reading.close()


def test_without_lists_everything_is_held(tmp_path: Path) -> None:
    bare = open_desk(tmp_path / "bare")
    try:
        case = bare.cases.new(items=[CaseItem(item().product, "1", "pcs")])
        view = bare.cases.assess(case)
        assert view.outcome is Outcome.HOLD_RESOLVE
        assert "list-not-held" in open_codes(view)
    finally:
        bare.close()
