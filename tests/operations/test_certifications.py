"""Certifications on a real desk: made, sent, come back, accepted or not, replaced, renewed."""

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from exportdesk.core.certification_fields import field_values, origin_of
from exportdesk.core.certification_life import CameAs, Certification, SentBy
from exportdesk.core.certifications import (
    Answers,
    CertificationState,
    CertifiedEndUser,
    CertifiedSignature,
    IntendedUse,
)
from exportdesk.core.customers import Customer
from exportdesk.core.errors import BadInput, ReadOnlyWorkspace
from exportdesk.core.ids import CertificationId, PartyId
from exportdesk.core.parties import Role
from exportdesk.core.progress import Silent
from exportdesk.core.words import sentence
from exportdesk.core.words.returned import finding_facts
from exportdesk.operations.certification_pages import AnswerPage
from exportdesk.operations.certification_renewals import renewals
from exportdesk.storage.certifications import CertificationFilter
from exportdesk.wiring import Desk
from tests.casework import german, item
from tests.fakes import FakeClock
from tests.ui.desks import fill, open_desk, open_filled, ready_up, screen


@pytest.fixture
def clock() -> FakeClock:
    """Return a clock that the test moves."""
    return FakeClock()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace that is filled once, to be copied."""
    with closing(open_desk(tmp_path_factory.mktemp("filled") / "ws")) as made:
        fill(made)
        return made.folder


@pytest.fixture
def desk(filled: Path, tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    """Return a desk with a company and lists."""
    opened = open_desk(Path(shutil.copytree(filled, tmp_path / "ws")), clock)
    yield opened
    opened.close()


def signed_answers(one: Certification, **signature: object) -> Answers:
    """Return what a customer fills in who does all that is asked."""
    asked = one.form.asked
    clauses = one.sending.clauses if one.sending else ()
    signer = CertifiedSignature(
        "Ann Muster", "Director", asked.customer.legal_name, "2026-11-20", "Ulm", True
    )
    return replace(
        asked,
        roles=asked.roles or frozenset({Role.PURCHASER}),
        use=replace(
            asked.use,
            uses=frozenset({IntendedUse.TRANSFORM}),
            countries="Germany",
            end_user_not_known=False,
            end_users=asked.use.end_users or (CertifiedEndUser(asked.customer.legal_name),),
        ),
        confirmed=frozenset(clauses),
        signature=replace(signer, **signature),  # type: ignore[arg-type] # any field of it
    )


def filled_in(
    desk: Desk, one: Certification, answers: Answers, paper: bytes = b"", **more: str
) -> bytes:
    """Return the form that was sent, or another, filled in by another program."""
    paper = paper or desk.certifications.paper(one, fillable=True)
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(paper)))
    clauses = one.sending.clauses if one.sending else ()
    values = {
        name: f"/{value or 'Off'}" if value == "Yes" or name.startswith(_BOXES) else value
        for name, value in field_values(answers, clauses).items()
        if name != "use_other_text"
    } | more
    for page in writer.pages:
        writer.update_page_form_field_values(page, dict(values))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


_BOXES = ("role_", "use_use", "use_transform", "use_stock", "use_resell", "use_other", "confirm_",
          "end_user_not_known", "signer_authorized")  # fmt: skip


def drafted(desk: Desk) -> tuple[Customer, Certification]:
    """Return a customer, and a draft for an order of it."""
    customer = german(desk)
    case = desk.cases.new(customer.id, reference="PO-7", items=[item()])
    return customer, desk.certifications.draft(case=case.id)


def sent(desk: Desk) -> Certification:
    """Return a certification that was sent."""
    _customer, one = drafted(desk)
    return desk.certifications.send(one.id, SentBy.EMAIL)


def returned(desk: Desk, one: Certification) -> Certification:
    """Return it come back as it should, signed in ink."""
    data = filled_in(desk, one, signed_answers(one))
    found = desk.certifications.receive(data, "back.pdf", ink_signature_seen=True)
    return found.certification


def code_of(call: object, *args: object, **named: object) -> str:
    """Return the code with which something is refused."""
    assert callable(call)
    with pytest.raises(BadInput) as caught:
        call(*args, **named)
    assert "?" not in sentence(caught.value.code, caught.value.facts)
    return caught.value.code


def test_a_draft_knows_what_the_book_knows(desk: Desk) -> None:
    customer, one = drafted(desk)
    assert (one.number, one.form.version, one.state) == (
        "C-2026-0001",
        1,
        CertificationState.DRAFT,
    )
    asked = one.form.asked
    assert asked.customer.legal_name == customer.name
    assert asked.customer.registered_address == "Werkstrasse 4, Ulm"
    assert (asked.customer.country, asked.customer.formed_on) == ("DE", "1998")
    assert asked.order.reference == "PO-7"
    assert asked.roles == {Role.PURCHASER}
    assert asked.use.uses == frozenset()
    assert [(line.part, line.tier, line.quantity) for line in one.form.items] == [
        ("P-1", "1", "100")
    ]
    assert one.form.record == "D-2026-0001"
    assert one.form.wording
    assert desk.certifications.paper(one, fillable=True).startswith(b"%PDF-")


def test_a_draft_may_change_and_is_not_overwritten(desk: Desk) -> None:
    _customer, one = drafted(desk)
    changed = replace(one, form=replace(one.form, language="tr", own_clauses=("Pay first.",)))
    kept = desk.certifications.save(changed, one)
    assert kept.form.translation
    assert desk.certifications.get(one.id) == kept
    assert desk.certifications.save(kept) == kept
    assert code_of(desk.certifications.save, one, one) == "certification-changed-elsewhere"
    acts = [version.act for version in desk.certifications.history(one.id)]
    assert acts == ["certification_drafted", "certification_saved"]
    assert desk.certifications.as_it_was(desk.certifications.history(one.id)[0]) == one


def test_a_draft_can_be_discarded_and_its_number_is_gone(desk: Desk) -> None:
    customer, one = drafted(desk)
    desk.certifications.discard(one.id)
    assert desk.certifications.list() == []
    assert code_of(desk.certifications.get, one.id) == "certification-unknown"
    assert desk.certifications.draft(customer.id).number == "C-2026-0002"
    assert desk.records.verify().sound


def test_a_discarded_draft_comes_back_as_it_was(desk: Desk) -> None:
    _customer, one = drafted(desk)
    desk.certifications.discard(one.id)
    assert desk.certifications.put_back(one.id) == one
    assert desk.certifications.get(one.id) == one
    assert [step.act for step in desk.certifications.history(one.id)][1:] == [
        "certification_discarded",
        "certification_put_back",
    ]
    assert desk.certifications.put_back(one.id) == one  # nothing is told twice
    assert len(desk.certifications.history(one.id)) == 3
    desk.certifications.send(one.id, SentBy.EMAIL)
    assert code_of(desk.certifications.put_back, one.id) == "certification-locked"
    assert desk.records.verify().sound


def test_what_was_sent_is_kept_byte_for_byte_and_locked(desk: Desk) -> None:
    one = sent(desk)
    assert one.state is CertificationState.SENT
    assert one.sending is not None
    for fillable, file in ((True, one.sending.fillable), (False, one.sending.flat)):
        paper = desk.certifications.paper(one, fillable=fillable)
        assert paper == desk.certifications.read(file)
    desk.profile.save_company(replace(desk.company(), name="Other Name"))
    assert desk.certifications.paper(one) == desk.certifications.read(one.sending.flat)
    assert code_of(desk.certifications.save, one) == "certification-locked"
    assert code_of(desk.certifications.discard, one.id) == "certification-locked"
    assert code_of(desk.certifications.send, one.id, SentBy.EMAIL) == "certification-locked"


def test_sqlite_itself_keeps_a_sent_form(desk: Desk) -> None:
    import sqlite3

    one = sent(desk)
    db = desk.workspace().db
    for statement in (
        "update certifications set form = '{}' where id = ?",
        "update certifications set state = 'draft' where id = ?",
        "update certifications set removed_at = 'x' where id = ?",
        "delete from certifications where id = ?",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            db.execute(statement, (one.id,))


def test_a_filled_form_comes_back_and_is_accepted(desk: Desk) -> None:
    one = returned(desk, sent(desk))
    back = one.last_return
    assert back is not None
    assert back.came_as is CameAs.FORM
    assert [sentence(x.code, finding_facts(x)) for x in back.findings] == []
    assert back.answers is not None
    assert back.answers.signature.name == "Ann Muster"
    assert desk.certifications.read(back.file).startswith(b"%PDF-")
    accepted = desk.certifications.accept(one.id, "Dana Whitfield")
    assert accepted.expires_on == date(2027, 11, 20)
    assert desk.certifications.get(one.id) == accepted
    assert desk.records.verify().sound


def test_what_is_not_as_asked_wants_a_reason(desk: Desk) -> None:
    one = sent(desk)
    data = filled_in(desk, one, signed_answers(one, title="", signed_on="2026-11-21"))
    found = desk.certifications.receive(data, "back.pdf")
    assert [x.code for x in found.back.findings] == [
        "returned-unsigned",
        "returned-field-empty",
        "returned-day-ahead",
    ]
    accept = desk.certifications.accept
    assert code_of(accept, one.id, "Dana") == "certification-unsigned"
    seen = desk.certifications.saw_signature(one.id)
    assert seen.last_return is not None
    assert len(seen.last_return.findings) == 2
    assert code_of(accept, one.id, "Dana") == "certification-findings-open"
    assert code_of(accept, one.id, " ", "why") == "certification-name-missing"
    accepted = accept(one.id, "Dana", "Spoke to her on the phone", expires_on=date(2027, 1, 1))
    assert accepted.expires_on == date(2027, 1, 1)
    assert accepted.ruling is not None
    assert accepted.ruling.reason == "Spoke to her on the phone"


def test_a_page_that_was_made_anew_is_found_though_its_fields_say_otherwise(desk: Desk) -> None:
    one = sent(desk)
    (asked,) = one.form.items
    forged = replace(
        one, sending=None, form=replace(one.form, items=(replace(asked, quantity="977"),))
    )
    paper = desk.certifications.paper(forged, fillable=True)
    origin = origin_of(one.form)
    data = filled_in(desk, one, signed_answers(one), paper, **origin)
    found = desk.certifications.receive(data, "back.pdf", ink_signature_seen=True)
    told = {x.code: x.facts for x in found.back.findings}
    assert list(told) == ["returned-print-altered", "returned-items-altered"]
    assert told["returned-print-altered"]["new"] == "977"


def test_a_second_form_for_one_that_is_undecided_is_told(desk: Desk) -> None:
    one = returned(desk, sent(desk))
    data = filled_in(desk, one, signed_answers(one, place="Berlin"))
    found = desk.certifications.receive(data, "again.pdf", ink_signature_seen=True)
    assert [x.code for x in found.back.findings] == ["returned-another-before"]
    assert found.back.findings[0].facts == {"on": "2026-11-20"}


def test_a_form_that_would_have_ended_already_is_told(desk: Desk, clock: FakeClock) -> None:
    one = sent(desk)
    clock.advance(days=500)
    found = desk.certifications.receive(
        filled_in(desk, one, signed_answers(one)), "back.pdf", ink_signature_seen=True
    )
    assert [x.code for x in found.back.findings] == ["returned-day-old"]


def test_where_the_goods_go_is_read_from_words_too(desk: Desk) -> None:
    one = sent(desk)
    data = filled_in(desk, one, signed_answers(one), use_countries="Almanya, Belarus")
    found = desk.certifications.receive(data, "back.pdf", ink_signature_seen=True)
    assert [(x.code, x.facts["at"]) for x in found.back.findings] == [
        ("returned-use-under-license", "Belarus"),
    ]


def test_an_end_in_the_past_is_refused(desk: Desk) -> None:
    one = sent(desk)
    data = filled_in(desk, one, signed_answers(one))
    one = desk.certifications.receive(data, "back.pdf").certification
    accept = partial(desk.certifications.accept, one.id, "Dana", ink_signature_seen=True)
    early = date(2026, 11, 19)
    assert code_of(accept, expires_on=early) == "certification-ends-early"
    assert desk.certifications.get(one.id) == one, "nor is it kept that a signature was seen"
    assert accept().expires_on == date(2027, 11, 20)
    acts = [version.act for version in desk.certifications.history(one.id)]
    assert acts[-2:] == ["certification_signature_seen", "certification_accepted"]
    assert desk.records.verify().sound


def test_a_rejected_one_may_come_back_again(desk: Desk) -> None:
    one = returned(desk, sent(desk))
    assert code_of(desk.certifications.reject, one.id, " ") == "reason-missing"
    rejected = desk.certifications.reject(one.id, "The stamp is of another firm")
    assert rejected.state is CertificationState.REJECTED
    assert rejected.ruling is not None
    assert rejected.ruling.name == "Dana Whitfield"
    data = filled_in(desk, one, signed_answers(one, place="Berlin"))
    again = desk.certifications.receive(data, "again.pdf", ink_signature_seen=True).certification
    assert again.state is CertificationState.RETURNED
    assert again.ruling is None
    assert len(again.returns) == 2


def test_the_same_file_twice_is_told(desk: Desk) -> None:
    one = sent(desk)
    data = filled_in(desk, one, signed_answers(one))
    desk.certifications.receive(data, "back.pdf")
    assert code_of(desk.certifications.receive, data, "copy.pdf") == "returned-before"


def test_whose_it_is(desk: Desk, tmp_path: Path) -> None:
    one = sent(desk)
    receive = desk.certifications.receive
    stranger = open_filled(tmp_path / "other")
    theirs = sent(stranger)
    foreign = stranger.certifications.paper(theirs, fillable=True)
    stranger.close()
    assert theirs.number == one.number
    assert code_of(receive, foreign, "a.pdf") == "returned-not-ours"
    assert code_of(receive, foreign, "a.pdf", certification=one.id) == "returned-of-another"
    assert code_of(receive, b"%PDF-1.7", "a.pdf") == "returned-damaged"
    chosen = code_of(receive, b"%PDF-1.7", "a.pdf", certification=one.id)
    assert chosen == "returned-damaged-chosen"
    assert desk.certifications.get(one.id).returns == (), "it is no scan"
    assert code_of(receive, b"\x89PNG\r\n\x1a\n", "a.png") == "returned-no-code"
    assert code_of(receive, tmp_path / "none.pdf") == "file-missing"
    blank = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(blank)
    assert code_of(receive, blank.getvalue(), "scan.pdf") == "returned-no-code"
    ready_up(desk)
    ours = screen(desk, "Somebody GmbH").paper
    assert code_of(receive, ours, "S1.pdf") == "returned-other-paper"
    with pytest.raises(BadInput) as told:
        receive(ours, "S1.pdf", certification=one.id)
    assert told.value.code == "returned-other-paper"
    assert told.value.facts["paper"] == "Screening record S-2026-0001"
    assert desk.certifications.get(one.id).returns == ()
    by_hand = receive(blank.getvalue(), "scan.pdf", certification=one.id)
    assert by_hand.back.came_as is CameAs.SCAN
    assert [x.code for x in by_hand.back.findings] == ["returned-not-read"]
    assert by_hand.back.is_unread
    assert not by_hand.back.is_odd, "nobody has looked at it yet"
    assert code_of(desk.certifications.accept, one.id, "Dana") == "certification-unsigned"
    seen = desk.certifications.saw_signature(one.id).last_return
    assert seen is not None
    assert (seen.findings, seen.is_unread) == ((), False), "who saw the signature has read it"
    broken = receive(b"%PDF-1.7", "c.pdf", certification=one.id, damaged=True)
    assert broken.back.is_unread
    picture = receive(b"\x89PNG\r\n\x1a\n...", "b.png", certification=one.id)
    assert picture.back.came_as is CameAs.SCAN


def test_the_files_of_one_answer_are_kept_together_or_not_at_all(
    desk: Desk, tmp_path: Path
) -> None:
    one = sent(desk)
    found = desk.certifications

    def page(name: str, data: bytes = b"") -> AnswerPage:
        path = tmp_path / name
        path.write_bytes(data or b"\xff\xd8\xff picture of " + name.encode())
        return found.page(path, one.id)

    first, second, tenth = page("page 1.jpg"), page("page 2.jpg"), page("Page 10.jpg")
    filled = filled_in(desk, one, signed_answers(one))
    assert code_of(page, "filled.pdf", filled) == "returned-form-among"
    assert code_of(page, "note.txt", b"a note") == "returned-no-form"
    assert code_of(page, "cut.pdf", b"%PDF-1.7") == "returned-damaged-chosen"
    twice = replace(second, name="copy.jpg")
    receive = found.receive_pages
    assert code_of(receive, one.id, [first, second, twice]) == "returned-same-twice"
    assert found.get(one.id) == one, "nothing of it is kept"
    back = receive(one.id, [tenth, second, first]).back
    kept = found.get(one.id)
    assert kept.returns == (back,)
    assert [file.name for file in back.files] == ["page 1.jpg", "page 2.jpg", "Page 10.jpg"]
    assert [found.read(file) for file in back.files] == [first.data, second.data, tenth.data]
    assert kept.files[2:] == back.files
    assert (back.came_as, back.is_unread) == (CameAs.SCAN, True)
    event = desk.workspace().events.newest(1)[0]
    told = (desk.workspace().events.payload(event.seq) or {})["more"]
    assert [each["file"] for each in told] == ["page 2.jpg", "Page 10.jpg"]
    assert code_of(page, "again.jpg", second.data) == "returned-before"
    assert code_of(found.receive, second.data, "b.jpg", certification=one.id) == "returned-before"
    # One more scan is an answer of its own; once it is accepted, nothing is asked of the first.
    paper = found.page(_written(tmp_path / "p.pdf", found.paper(one)), one.id)
    more = receive(one.id, [page("seal.png", b"\x89PNG\r\n\x1a\n"), paper]).back
    assert more.came_as is CameAs.PAPER, "the code on one of its pages tells"
    assert [x.code for x in found.get(one.id).open_findings(back)] == ["returned-not-read"]
    accepted = found.accept(one.id, "Dana", ink_signature_seen=True)
    assert [accepted.open_findings(each) for each in accepted.returns] == [(), ()]
    assert accepted.returns[0] == back, "what was found of it stays as it was"
    assert desk.records.verify().sound


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_printed_form_is_known_by_its_code(desk: Desk) -> None:
    one = sent(desk)
    found = desk.certifications.receive(desk.certifications.paper(one), "print.pdf")
    assert found.back.came_as is CameAs.PAPER
    assert found.certification.id == one.id


def test_a_draft_cannot_come_back(desk: Desk) -> None:
    _customer, one = drafted(desk)
    data = desk.certifications.paper(one, fillable=True)
    assert code_of(desk.certifications.receive, data, "early.pdf") == "certification-not-sent"
    assert code_of(desk.certifications.accept, one.id, "x") == "certification-not-sent"
    assert code_of(desk.certifications.new_version, one.id) == "certification-not-sent"


def test_a_new_version_replaces_when_it_is_sent(desk: Desk) -> None:
    first = sent(desk)
    begun = desk.certifications.version(first.id)
    assert (begun.title, begun.replaces) == (f"{first.number}/2", first.id)
    assert desk.certifications.versions_of(first.number) == (first,), "begun only, not kept"
    second = desk.certifications.new_version(first.id)
    assert code_of(desk.certifications.keep, [begun]) == "certification-newer-there"
    assert (second.number, second.form.version) == (first.number, 2)
    assert second.form.replaces == "version 1"
    newer = desk.certifications.new_version
    assert code_of(newer, first.id) == "certification-newer-there"
    assert desk.certifications.get(first.id).state is CertificationState.SENT
    desk.certifications.send(second.id, SentBy.PRINT)
    gone = desk.certifications.get(first.id)
    assert (gone.state, gone.replaced_by) == (CertificationState.REPLACED, second.id)
    found = desk.certifications.receive(
        filled_in(desk, first, signed_answers(first)), "old.pdf", ink_signature_seen=True
    )
    assert found.certification.state is CertificationState.REPLACED
    assert [x.code for x in found.back.findings] == ["returned-superseded"]
    assert code_of(desk.certifications.accept, first.id, "x") == "certification-closed"
    assert [one.id for one in desk.certifications.versions_of(first.number)] == [
        first.id,
        second.id,
    ]
    assert desk.certifications.by_number("c-2026-0001").id == second.id
    assert desk.certifications.by_number("C-2026-0001/1").id == first.id
    assert desk.certifications.by_number(second.form.code.text).id == second.id
    assert code_of(desk.certifications.by_number, "C-2026-0009") == "certification-unknown"


def test_a_version_that_was_discarded_leaves_its_number_used(desk: Desk) -> None:
    first = sent(desk)
    desk.certifications.discard(desk.certifications.new_version(first.id).id)
    assert desk.certifications.new_version(first.id).form.version == 3


def test_it_expires_and_is_renewed(desk: Desk, clock: FakeClock) -> None:
    one = returned(desk, sent(desk))
    desk.certifications.accept(one.id, "Dana")
    assert desk.certifications.renewals() == ()
    clock.advance(days=340)
    assert [row.state for row in desk.certifications.list()] == [CertificationState.EXPIRING]
    assert [row.id for row in desk.certifications.expiring()] == [one.id]
    assert [row.id for row in desk.certifications.renewals()] == [one.id]
    wanted = CertificationFilter(states=(CertificationState.ACCEPTED,))
    assert desk.certifications.list(wanted) == []
    renewal = desk.certifications.renew(one.id)
    assert (renewal.number, renewal.form.replaces) == ("C-2027-0002", one.number)
    assert desk.certifications.renewals() == ()
    desk.certifications.send(renewal.id, SentBy.EMAIL)
    assert desk.certifications.get(one.id).state is CertificationState.ACCEPTED
    clock.advance(days=40)
    assert desk.certifications.get(one.id).standing(date(2027, 12, 5)) is CertificationState.EXPIRED
    again = signed_answers(renewal, signed_on="2027-12-01")
    kept = desk.certifications.get(renewal.id)
    desk.certifications.receive(filled_in(desk, kept, again), "new.pdf", ink_signature_seen=True)
    desk.certifications.accept(renewal.id, "Dana", "As agreed")
    assert desk.certifications.get(one.id).state is CertificationState.REPLACED
    assert desk.certifications.list(CertificationFilter(replaced=False))[0].id == renewal.id
    assert desk.records.verify().sound


def test_whom_a_customer_goes_on_as_may_have_one_that_counts_longer(desk: Desk) -> None:
    one = returned(desk, sent(desk))
    desk.certifications.accept(one.id, "Dana")
    (row,) = desk.certifications.list()
    longer = replace(row, id=CertificationId("longer"), customer=PartyId("kept"))
    rows = [replace(row, expires_on="2026-12-20"), replace(longer, expires_on="2027-11-01")]
    day = date(2026, 12, 1)
    assert len(renewals(rows, (), day, 60)) == 1
    assert renewals(rows, (), day, 60, lambda _customer: PartyId("kept")) == []


def test_a_reminder_ends_after_a_while(desk: Desk, clock: FakeClock) -> None:
    one = returned(desk, sent(desk))
    desk.certifications.accept(one.id, "Dana")
    clock.advance(days=365 + 80)
    assert len(desk.certifications.renewals()) == 1
    clock.advance(days=20)
    assert desk.certifications.renewals() == ()


def test_an_original_is_added_later(desk: Desk) -> None:
    one = returned(desk, sent(desk))
    desk.certifications.accept(one.id, "Dana")
    again = filled_in(desk, one, signed_answers(one, place="Bonn"))
    receive = desk.certifications.receive
    assert code_of(receive, again, "late.pdf") == "returned-accepted-before"
    kept = desk.certifications.attach(one.id, b"%PDF-scan of the original", "original.pdf")
    assert [file.name for file in kept.other_files] == ["original.pdf"]
    assert desk.certifications.attach(one.id, b"%PDF-scan of the original", "original.pdf") == kept
    assert code_of(desk.certifications.attach, one.id, b"", "x") == "file-empty"


def test_what_was_altered_is_found(desk: Desk) -> None:
    one = returned(desk, sent(desk))
    assert desk.records.verify().sound
    back = one.last_return
    assert back is not None
    path = desk.workspace().attachments.path(back.file.sha256)
    path.write_bytes(b"another")
    assert [code for code, _facts in desk.records.verify().faults] == ["attachment-altered"]
    desk.workspace().db.execute(
        "update certifications set body = replace(body, 'Muster', 'Master') where id = ?",
        (one.id,),
    )
    found = {code for code, _facts in desk.records.verify().faults}
    assert found == {"attachment-altered", "file-altered"}


def test_the_letter_that_goes_with_it(desk: Desk) -> None:
    holder, one = drafted(desk)
    letter = desk.certifications.mail(one)
    assert letter.to == ""  # nothing is known but the customer
    profile = replace(holder.profile, email="einkauf@muster.example", email_domain="muster.example")
    desk.customers.save(replace(holder, profile=profile))
    assert desk.certifications.mail(one).to == "einkauf@muster.example"
    assert one.number in letter.subject
    assert "Muster Elektronik GmbH" in letter.body
    assert "Calm Harbor Instruments" in letter.subject


def test_a_workspace_for_reading_only_stays_as_it_is(tmp_path: Path) -> None:
    opened = open_filled(tmp_path / "ws")
    one = sent(opened)
    data = filled_in(opened, one, signed_answers(one))
    opened.close()
    reading = open_desk(tmp_path / "ws", read_only=True)
    assert reading.certifications.list()[0].id == one.id
    with pytest.raises(ReadOnlyWorkspace):
        reading.certifications.receive(data, "x.pdf")
    with pytest.raises(ReadOnlyWorkspace):
        reading.certifications.reject(one.id, "why")
    reading.close()


def test_the_square_code_on_the_paper_leads_back_to_the_record(desk: Desk) -> None:
    one = sent(desk)
    for code in (one.form.code.text, f"EXPORTDESK CERTIFICATION {one.form.code.text}"):
        assert desk.certifications.by_number(code) == one
        assert [row.id for row in desk.search.book(code).certifications] == [one.id]
    case = desk.cases.get(one.form.case) if one.form.case else None
    assert case is not None
    scanned = f"EXPORTDESK CASE {case.number} {'0' * 16}"
    assert [row.number for row in desk.search.book(scanned).cases] == [case.number]


def test_words_find_it(desk: Desk) -> None:
    one = sent(desk)
    for text in ("c-2026", "muster", "po-7", "p-1", one.form.code.text, "d-2026-0001"):
        assert len(desk.certifications.list(CertificationFilter(text=text))) == 1, text
    assert desk.certifications.list(CertificationFilter(text="nothing")) == []
    assert [row.id for row in desk.search.book("po-7").certifications] == [one.id]
    assert desk.search.book("nothing at all").certifications == ()
    assert len(desk.certifications.list(CertificationFilter(customer=one.form.customer))) == 1
    assert len(desk.certifications.list(CertificationFilter(case=one.form.case))) == 1


def test_a_pack_of_the_case_holds_it_with_all_its_files(desk: Desk, tmp_path: Path) -> None:
    one = returned(desk, sent(desk))
    case = one.form.case
    assert case is not None
    packed = desk.packs.case(desk.cases.get(case), tmp_path / "pack.zip", Silent())
    assert packed.faults == ()
    assert desk.packs.verify(tmp_path / "pack.zip", Silent()).is_sound
    with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
        names = set(archive.namelist())
        told = json.loads(archive.read("certifications/C-2026-0001-1.json"))
        events = archive.read("events.jsonl").decode()
        files = {archive.read(name) for name in names if name.startswith("files/")}
    assert told["state"] == "returned"
    assert "certification_returned" in events
    assert files == {desk.certifications.read(file) for file in one.files}
