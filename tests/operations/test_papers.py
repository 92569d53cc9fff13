"""Numbered papers on a real desk: gathered, looked at, issued, kept, verified."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from exportdesk.core import resources
from exportdesk.core.customers import PartyAddress
from exportdesk.core.errors import BadInput, ReadOnlyWorkspace
from exportdesk.core.ids import CaseId, LetterId, PartyId, ProductId
from exportdesk.core.letters import Letter, LetterKind
from exportdesk.core.listings import Identifier
from exportdesk.core.papers import PaperKind, Signatory
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import Verdict
from exportdesk.core.words import sentence
from exportdesk.documents.paper_values import LetterValues, StatementValues, SummaryValues
from exportdesk.operations.deciding import Word
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.paper_asking import Ask
from exportdesk.operations.paper_drafts import PaperDraft, RefusalScope
from exportdesk.operations.paper_statements import is_box
from exportdesk.wiring import Desk
from tests.casepapers import rich
from tests.casework import german, item
from tests.documents.reading import pages_of, squeezed
from tests.fakes import FakeClock
from tests.reviewing import customer, keep, waits
from tests.ui.desks import NEXT_LIST, US_CSL, open_desk, open_filled, ready_up


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    made = open_filled(tmp_path / "ws", clock)
    yield made
    made.close()


def text_of(data: bytes) -> str:
    return squeezed(" ".join(pages_of(data)))


def codes(draft: PaperDraft) -> list[str]:
    return [one.code for one in draft.cautions]


def statement(draft: PaperDraft) -> StatementValues:
    assert isinstance(draft.values, StatementValues)
    return draft.values


def letter(draft: PaperDraft) -> LetterValues:
    assert isinstance(draft.values, LetterValues)
    return draft.values


def on_uvl(desk: Desk) -> PartyId:
    """Keep a customer that is confirmed to be on the Unverified List."""
    name = next(one.name for one in desk.lists_db().current_listings() if one.list == "UVL")
    made = customer(name, "AE", address="P.O. Box 1234", reference="K-7")
    keep(desk, made)
    subjects = desk.deciding.subjects([waits(desk, name).match])
    desk.deciding.decide(subjects, Word(Verdict.SAME, "Same name and address."))
    return made.id


def test_a_preview_keeps_nothing(desk: Desk) -> None:
    draft = desk.papers.refusal_letter(german(desk).id, reference="PO-1")
    head = desk.records.head()
    text = text_of(desk.papers.preview(draft))
    assert squeezed("Your reference: PO-1") in text
    assert "P-2026-0001" in text
    assert desk.records.head() == head
    assert desk.papers.list() == []


def test_an_issued_paper_has_a_number_one_event_and_its_bytes(desk: Desk, clock: FakeClock) -> None:
    made = german(desk)
    before = desk.records.head().count
    issued = desk.papers.issue(desk.papers.refusal_letter(made.id))
    assert issued.paper.number == "P-2026-0001"
    assert issued.flat == b""
    assert desk.records.head().count == before + 1
    event = desk.records.events(1)[0]
    assert (event.kind, event.subject, event.actor) == (
        "paper_issued", "P-2026-0001", "Dana Whitfield",
    )  # fmt: skip
    facts = desk.workspace().events.payload(event.seq) or {}
    assert facts["sha256"] == issued.paper.sha256
    assert facts["customer"] == made.id
    assert facts["wording"] == "refusal_letter en 2026-11"
    assert len(str(facts["wording_sha256"])) == 64
    clock.advance(days=400)
    assert desk.papers.read("p-2026-0001") == issued.data
    assert desk.papers.get("P-2026-0001") == issued.paper
    with pytest.raises(BadInput, match="paper-not-printed"):
        desk.papers.read("P-2026-0001", flat=True)
    with pytest.raises(BadInput, match="paper-unknown"):
        desk.papers.get("P-2026-0009")
    assert desk.records.verify().sound


def test_numbers_run_on_over_all_kinds_and_papers_are_found_by_what_they_are_about(
    desk: Desk,
) -> None:
    first, second = german(desk), customer("Calm Brook Optics", "CA", reference="K-2")
    keep(desk, second)
    case = desk.cases.new(first.id, items=[item()])
    desk.papers.issue(desk.papers.summary())
    desk.papers.issue(desk.papers.refusal_letter(second.id))
    desk.papers.issue(desk.papers.end_use_statement(first.id, case=case.id))
    numbers = [one.number for one in desk.papers.list()]
    assert numbers == ["P-2026-0003", "P-2026-0002", "P-2026-0001"]
    assert [one.number for one in desk.papers.list(customer=first.id)] == ["P-2026-0003"]
    assert [one.number for one in desk.papers.list(case=case.id)] == ["P-2026-0003"]
    of_kind = desk.papers.list(kind=PaperKind.SCREENING_SUMMARY)
    assert [one.number for one in of_kind] == ["P-2026-0001"]
    assert len(desk.papers.list(limit=2)) == 2


def test_a_number_taken_meanwhile_goes_to_whoever_was_quicker(
    desk: Desk, tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = german(desk)
    other = open_desk(tmp_path / "ws", clock)
    draft = desk.papers.refusal_letter(made.id)
    keep_paper = desk.papers._keep
    quick: list[str] = []

    def slow(*args: object) -> object:
        if not quick:
            quick.append(other.papers.issue(draft).paper.number)
        return keep_paper(*args)  # type: ignore[arg-type] # handed through

    monkeypatch.setattr(desk.papers, "_keep", slow)
    issued = desk.papers.issue(draft)
    other.close()
    assert quick == ["P-2026-0001"]
    assert issued.paper.number == "P-2026-0002"
    assert "P-2026-0002" in text_of(issued.data)
    assert desk.records.verify().sound


def test_verifying_tells_of_an_altered_or_lost_paper(desk: Desk) -> None:
    issued = desk.papers.issue(desk.papers.end_use_statement(german(desk).id))
    workspace = desk.workspace()
    path = workspace.attachments.path(issued.paper.sha256)
    data = path.read_bytes()
    path.write_bytes(data + b" ")
    assert [code for code, _facts in desk.records.verify().faults] == ["attachment-altered"]
    path.write_bytes(data)
    assert desk.records.verify().sound
    workspace.db.execute("update issued_papers set recipient = 'Somebody else'")
    workspace.db.conn.commit()
    assert [code for code, _facts in desk.records.verify().faults] == ["issued-paper-altered"]
    workspace.db.execute("delete from issued_papers")
    workspace.db.conn.commit()
    assert [code for code, _facts in desk.records.verify().faults] == ["issued-paper-lost"]


def test_a_workspace_for_reading_issues_nothing(desk: Desk, tmp_path: Path) -> None:
    made = german(desk)
    reading = open_desk(tmp_path / "ws", read_only=True)
    draft = reading.papers.refusal_letter(made.id)
    assert reading.papers.preview(draft)
    with pytest.raises(ReadOnlyWorkspace):
        reading.papers.issue(draft)
    reading.close()


def test_the_summary_tells_how_the_book_stands(desk: Desk) -> None:
    on_uvl(desk)
    german(desk)
    desk.customers.save(customer("Not Looked At Yet", "CA"))
    draft = desk.papers.summary()
    values = draft.values
    assert isinstance(values, SummaryValues)
    assert (values.first, values.last) == (date(2026, 11, 1), date(2026, 11, 20))
    listed, unscreened, quiet = values.customers
    assert listed.consequence == "document"
    assert (unscreened.name, unscreened.screened) == ("Not Looked At Yet", "")
    assert (quiet.parties, quiet.screened) == (2, "2026-11-20")
    assert values.matches[0].reason == "Same name and address."
    assert len(values.decisions) == 1
    assert len(values.screenings) == 2
    assert codes(draft) == ["caution-stale"]
    text = text_of(desk.papers.issue(draft).data)
    assert squeezed("Listed: Statement needed") in text
    assert squeezed("1 customer is not screened with the lists in force.") in text


def test_the_figures_of_the_summary_are_those_of_a_book_counted_by_hand(desk: Desk) -> None:
    listed = desk.customers.get(on_uvl(desk)).name
    names = (one.name for one in desk.lists_db().current_listings() if one.list == "EL")
    firms = [name for name in names if not name.startswith("Address")][:3]
    for at, name in enumerate(firms):
        keep(desk, customer(name, "CN", reference=f"E-{at}"))
    german(desk)
    renamed = customer("Quiet Lantern Bakery", "CA", reference="Q-1")
    keep(desk, renamed)
    desk.customers.save(replace(renamed, profile=customer("Quiet Lantern Pastry").profile))
    desk.customers.save(customer("Not Looked At Yet", "CA"))
    dismissed = next(one for one in desk.deciding.queue() if one.customer == firms[0])
    desk.deciding.decide(
        desk.deciding.subjects([dismissed.match]), Word(Verdict.NOT_SAME, "Another country.")
    )
    waiting = [one.customer for one in desk.deciding.queue()]
    review = len({*waiting} & {*firms})
    quiet = 1 + len({*firms} - {*waiting})
    of_listed = waiting.count(listed)
    assert review >= 2
    values = desk.papers.summary().values
    assert isinstance(values, SummaryValues)
    assert values.undecided == len(waiting)
    text = text_of(desk.papers.preview(desk.papers.summary()))
    for expected in (
        f"7 customers: 1 listed, {review} review, 1 stale, 1 not screened, {quiet} no open match.",
        f"Listed 1 {of_listed}",
        f"Review {review} {len(waiting) - of_listed}",
        "Stale 1 0",
        "Not screened 1 0",
        f"No open match {quiet} 0",
        f"All 7 {len(waiting)}",
        "Not the same party: Another country.",
        "2 customers are not screened with the lists in force.",
    ):
        assert squeezed(expected) in text, expected
    assert len(values.decisions) == 2


def test_the_summary_of_other_days_holds_only_what_was_done_then(desk: Desk) -> None:
    on_uvl(desk)
    values = desk.papers.summary(date(2026, 10, 1), date(2026, 10, 31)).values
    assert isinstance(values, SummaryValues)
    assert values.decisions == ()
    assert values.screenings == ()
    assert len(values.customers) == 1
    with pytest.raises(BadInput, match="days-turned"):
        desk.papers.summary(date(2026, 11, 2), date(2026, 11, 1))


def test_a_uvl_statement_is_for_the_party_that_is_listed(desk: Desk) -> None:
    draft = desk.papers.uvl_statement(on_uvl(desk))
    values = statement(draft)
    assert values.party.is_box
    assert codes(draft) == ["caution-uvl-draft", "caution-box", "caution-no-items"]
    assert all(sentence(one.code, one.facts) != one.code for one in draft.cautions)
    text = text_of(desk.papers.preview(draft))
    assert "DRAFT" in text
    assert squeezed("TO BE CHECKED") in text


def test_a_checked_wording_is_no_draft_until_it_changes(desk: Desk) -> None:
    made = on_uvl(desk)
    version = statement(desk.papers.uvl_statement(made)).wording.version
    template = replace(desk.templates.get(), checked={PaperKind.UVL_STATEMENT: version})
    desk.templates.save(template)
    draft = desk.papers.uvl_statement(made)
    assert "caution-uvl-draft" not in codes(draft)
    assert "DRAFT" not in text_of(desk.papers.preview(draft))
    desk.templates.save(replace(template, checked={PaperKind.UVL_STATEMENT: "2026-10"}))
    assert statement(desk.papers.uvl_statement(made)).is_draft


def test_a_uvl_statement_of_nobody_listed_says_so(desk: Desk) -> None:
    draft = desk.papers.uvl_statement(german(desk).id)
    assert codes(draft)[0] == "caution-uvl-none"
    with pytest.raises(BadInput, match="customer-unknown"):
        desk.papers.uvl_statement(PartyId("nobody"))


def test_a_statement_of_a_case_holds_its_items_and_its_end_user(desk: Desk) -> None:
    case = rich(desk)
    issued = desk.papers.issue(desk.papers.end_use_statement(case.customer, case=case.id))
    values = statement(desk.papers.end_use_statement(case.customer, case=case.id))
    assert values.record == case.number
    assert values.destination == case.destination.country
    assert [(one.part, one.hs_code, one.quantity) for one in values.items] == [
        ("P-1", "8542.31", "100 pcs")
    ]
    fields = PdfReader(io.BytesIO(issued.data)).get_fields() or {}
    assert fields["party_name"]["/V"] == "Örnek Ölçü Sanayi ve Ticaret A.Ş."
    assert not PdfReader(io.BytesIO(issued.flat)).get_fields()
    assert desk.papers.read(issued.paper.number, flat=True) == issued.flat
    kept = desk.workspace().customers.get(case.customer)
    assert kept is not None
    profile = replace(kept.profile, email="satis@ornek.example", email_domain="ornek.example")
    desk.customers.save(replace(kept, profile=profile))
    mail = desk.papers.mail(issued.paper.number)
    assert mail.to == "satis@ornek.example"
    assert "P-2026-0001" in mail.subject
    assert "Örnek Ölçü Sanayi ve Ticaret A.Ş." in mail.body
    assert mail.attachment == "P-2026-0001.pdf"
    with pytest.raises(BadInput, match="product-unknown"):
        desk.papers.end_use_statement(case.customer, products=[ProductId("none")])
    with pytest.raises(BadInput, match="case-other-customer"):
        desk.papers.end_use_statement(german(desk).id, case=case.id)


@pytest.mark.parametrize("scope", list(RefusalScope))
def test_a_refusal_says_nothing_of_what_was_found(desk: Desk, scope: RefusalScope) -> None:
    case = rich(desk)  # owned by a listed party, with a red flag and a letter from BIS
    draft = desk.papers.refusal_letter(
        case.customer, case=case.id, scope=scope, mentions_payment=True
    )
    text = text_of(desk.papers.preview(draft)).casefold()
    forbidden = (
        "impuls komplekt", "sdn", "listed", "sanction", "match", "screen", "red flag", "bis ",
        "ofac", "denied", "suspic", "risk", "illegal", "violat", "military", "russia",
        "compliance", "government",
    )  # fmt: skip
    told = squeezed(" ".join((*letter(draft).paragraphs, *letter(draft).after))).casefold()
    assert [word for word in forbidden if squeezed(word) in told] == []
    assert "impulskomplekt" not in text
    assert squeezed("makes no statement about you, your company or anyone else") in text
    assert "caution-counsel" in codes(draft)
    assert "caution-blocked" in codes(draft)


def test_writing_to_a_customer_named_by_bis_is_cautioned(desk: Desk) -> None:
    made = german(desk)
    named = Letter(LetterId(""), LetterKind.RED_FLAG, reference="BIS-1", customers=(made.id,))
    desk.letters.add(named, Silent())
    draft = desk.papers.refusal_letter(made.id)
    assert "caution-agency-letter" in codes(draft)
    assert all(sentence(one.code, one.facts) != one.code for one in draft.cautions)


def ask_keys(asks: tuple[Ask, ...]) -> set[str]:
    return {one.key for one in asks}


def test_what_is_asked_follows_from_the_open_findings_of_a_case(desk: Desk) -> None:
    made = german(desk)
    case = desk.cases.new(made.id, items=[replace(item(), quantity="")])
    asks = desk.papers.asks(made.id, case.id)
    assert {"quantity", "role", "end_use", "route"} <= ask_keys(asks)
    assert len({one.text for one in asks}) == len(asks)
    assert all(one.because for one in asks)
    issued = desk.papers.issue(
        desk.papers.information_letter(made.id, case=case.id, return_by=date(2026, 12, 10))
    )
    text = text_of(issued.data)
    assert squeezed("The quantity you order of") in text
    assert squeezed("by December 10, 2026 to") in text
    for one in asks:
        assert squeezed(one.text) in text
        for because in one.because.split("\n"):
            assert squeezed(because) not in text


def test_an_undecided_match_is_asked_about_without_saying_so(desk: Desk) -> None:
    name = next(one.name for one in desk.lists_db().current_listings() if one.list == "EL")
    made = customer(name, "CN", reference="K-5")
    keep(desk, made)
    asks = desk.papers.asks(made.id)
    assert {"address", "registration_number", "owners", "identity"} <= ask_keys(asks)
    text = text_of(desk.papers.preview(desk.papers.information_letter(made.id)))
    for word in ("match", "entity list", "screened", "suspic", "sanction"):
        assert squeezed(word) not in text.casefold()


def test_a_customer_of_whom_all_is_known_is_asked_nothing(desk: Desk) -> None:
    made = german(desk)
    known = replace(
        made,
        profile=replace(
            made.profile,
            addresses=(PartyAddress("Werkstrasse 4", "Ulm", country="DE"),),
            identifiers=(Identifier("", "HRB 1"),),
        ),
    )
    desk.customers.save(known)
    assert desk.papers.asks(known.id) == ()
    with pytest.raises(BadInput, match="asks-missing"):
        desk.papers.information_letter(known.id)
    chosen = desk.papers.asked_anyway()[:2]
    own = Ask("own", "Your own question about <b>this</b> & that?")
    draft = desk.papers.information_letter(known.id, asks=[*chosen, own])
    assert len(letter(draft).asks) == 3
    assert squeezed(own.text) in text_of(desk.papers.preview(draft))


def test_answers_go_to_the_signatory(desk: Desk) -> None:
    made = customer("Calm Brook Optics", "CA")
    keep(desk, made)
    assert "caution-no-return" in codes(desk.papers.information_letter(made.id))
    desk.templates.save(replace(desk.templates.get(), signatory=Signatory("A", "B", "a@b.example")))
    draft = desk.papers.information_letter(made.id)
    assert "caution-no-return" not in codes(draft)
    assert any("a@b.example" in text for text in letter(draft).after)


def test_the_report_of_list_changes_names_whom_it_touches(desk: Desk) -> None:
    keep(desk, customer("Silk Meridian Trading LLP", "KZ", reference="NI-1031"))
    desk.lists.import_file(ImportRequest(NEXT_LIST, US_CSL), Silent())
    ready_up(desk)
    issued = desk.papers.issue(desk.papers.list_changes_report(US_CSL, Silent()))
    text = text_of(issued.data)
    assert squeezed("Silk Meridian Trading LLP NI-1031") in text
    assert issued.paper.recipient
    assert desk.records.verify().sound


def test_a_report_needs_two_editions(desk: Desk) -> None:
    with pytest.raises(BadInput, match="edition-only-one"):
        desk.papers.list_changes_report(US_CSL, Silent())


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("P.O. Box 1234, Dubai", True),
        ("PO Box 7", True),
        ("Postfach 10 20 30, Bonn", True),
        ("а/я 15, Москва", True),
        ("Kiremithane Caddesi No. 14", False),
        ("12 Harbor Street, P.O. Box 9", False),
        ("", False),
    ],
)
def test_a_post_office_box_is_recognized(address: str, expected: bool) -> None:
    assert is_box(address) is expected


def test_unknown_customers_and_cases_are_refused(desk: Desk) -> None:
    for make in (desk.papers.refusal_letter, desk.papers.end_use_statement, desk.papers.asks):
        with pytest.raises(BadInput, match="customer-unknown"):
            make(PartyId("nobody"))  # type: ignore[operator] # each takes a customer
    with pytest.raises(BadInput):
        desk.papers.information_letter(german(desk).id, case=CaseId("none"))


def test_own_wording_takes_the_place_of_the_program_s(desk: Desk) -> None:
    made = german(desk)
    ours = statement(desk.papers.end_use_statement(made.id)).wording
    text = resources.path("wording", "refusal_letter", "en.toml").read_text(encoding="utf-8")
    folder = desk.folder / "wording" / "refusal_letter"
    folder.mkdir(parents=True)
    (folder / "en.toml").write_text(
        text.replace('version = "2026-11"', 'version = "ours-1"').replace(
            "We do not discuss", "We never discuss"
        ),
        encoding="utf-8",
    )
    issued = desk.papers.issue(desk.papers.refusal_letter(made.id))
    assert squeezed("We never discuss the details") in text_of(issued.data)
    assert issued.paper.wording == "refusal_letter en ours-1"
    (folder / "en.toml").write_text(text.replace("We do not discuss", "We never discuss"))
    with pytest.raises(BadInput, match="paper-wording-bad"):
        desk.papers.refusal_letter(made.id)
    assert ours.version == "2026-11"


def test_an_evidence_pack_holds_what_was_issued(desk: Desk, tmp_path: Path) -> None:
    case = rich(desk)
    statement_, letter_ = (
        desk.papers.issue(desk.papers.end_use_statement(case.customer, case=case.id)),
        desk.papers.issue(desk.papers.refusal_letter(case.customer)),
    )
    desk.papers.issue(desk.papers.summary())
    packed = desk.packs.case(case, tmp_path / "pack.zip", Silent())
    assert packed.faults == ()
    with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
        held = {
            name.removeprefix("papers/"): archive.read(name)
            for name in archive.namelist()
            if name.startswith("papers/")
        }
        events = archive.read("events.jsonl").decode()
    assert held == {
        "P-2026-0001.pdf": statement_.data,
        "P-2026-0001 print.pdf": statement_.flat,
        "P-2026-0002.pdf": letter_.data,
    }
    assert '"paper_issued"' in events
    assert desk.records.verify().papers == 3
