"""The papers of cases: a draft before the sign-off, kept at it, made anew after, all verified."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from exportdesk.core.cases import Destination, Outcome
from exportdesk.core.errors import BadInput, StorageFault
from exportdesk.core.progress import Silent
from exportdesk.operations.import_list import ImportRequest
from exportdesk.wiring import Desk
from tests.casework import EXPORT_ON, filled, german, item, settled
from tests.documents.reading import pages_of, squeezed
from tests.fakes import FakeClock
from tests.ui.desks import NEXT_LIST, US_CSL, open_filled, ready_up


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


def kinds(desk: Desk) -> list[str]:
    return [event.kind for event in desk.records.events()]


def test_a_draft_is_marked_on_every_page_and_not_kept(desk: Desk) -> None:
    case = desk.cases.new(german(desk).id, items=[item()])
    before = desk.records.head()
    data = desk.case_papers.report(case)
    pages = pages_of(data)
    assert all("DRAFT" in squeezed(page) for page in pages)
    assert all(squeezed("Draft: not signed off.") in squeezed(page) for page in pages)
    assert desk.records.head() == before
    assert desk.case_papers.papers(case) == []
    with pytest.raises(BadInput, match="case-open"):
        desk.case_papers.paper(case)


def test_the_paper_says_what_of_the_supplements_was_not_checked(desk: Desk) -> None:
    case = desk.cases.new(german(desk).id, items=[item(hs="910111", eccn="EAR99")])
    case = desk.cases.save(replace(case, destination=Destination("RU")))
    text = text_of(desk.case_papers.report(case))
    for words in (
        "Supplement No. 5 to part 746 (luxury goods) was not checked.",
        "None of its goods is held here.",
        "Its codes outside chapters 84, 85, 88 and 90 are not held here.",
        "Not checked: Supplement No. 2 to part 746",
        "Supplement No. 4 to part 746: That chapter 88 was added in January 2024 is from memory.",
    ):
        assert squeezed(words) in text


def test_the_sign_off_makes_the_paper_and_keeps_it(desk: Desk, clock: FakeClock) -> None:
    case = settled(desk, filled(desk, desk.cases.new(german(desk).id, items=[item()])))
    case = desk.cases.sign(case, "Dana Whitfield", "All of it fits", EXPORT_ON)
    (paper,) = desk.case_papers.papers(case)
    assert (paper.name, paper.kind) == ("D-2026-0001.pdf", "case_record")
    assert kinds(desk)[:2] == ["paper_made", "case_signed"]
    data = desk.case_papers.read(paper)
    assert squeezed("DRAFT") not in text_of(data)
    assert squeezed("Nothing was different from the sign-off") in text_of(data)
    clock.advance(days=3)
    assert desk.case_papers.report(case) == data
    assert len(desk.case_papers.papers(case)) == 1
    found = desk.records.verify()
    assert found.sound
    assert found.papers == 1


def test_verifying_tells_of_a_case_paper_that_is_gone_or_altered(desk: Desk) -> None:
    case = settled(desk, filled(desk, desk.cases.new(german(desk).id, items=[item()])))
    case = desk.cases.sign(case, "Dana Whitfield", "All of it fits", EXPORT_ON)
    (paper,) = desk.case_papers.papers(case)
    path = desk.workspace().attachments.path(paper.sha256)
    data = path.read_bytes()
    path.write_bytes(data + b" ")
    assert [code for code, _facts in desk.records.verify().faults] == ["attachment-altered"]
    path.unlink()
    assert [code for code, _facts in desk.records.verify().faults] == ["attachment-missing"]
    path.write_bytes(data)
    assert desk.records.verify().sound
    db = desk.workspace().db
    db.execute("delete from papers where subject = 'D-2026-0001'")
    db.conn.commit()
    assert [code for code, _facts in desk.records.verify().faults] == ["attachment-missing"]


def test_a_paper_made_anew_says_what_changed_and_the_first_stays(
    desk: Desk, clock: FakeClock
) -> None:
    case = settled(desk, filled(desk, desk.cases.new(german(desk).id, items=[item()])))
    case = desk.cases.sign(case, "Dana Whitfield", "All of it fits", EXPORT_ON)
    first = desk.case_papers.paper(case)
    clock.advance(days=1)
    desk.lists.import_file(ImportRequest(NEXT_LIST, US_CSL), Silent())
    ready_up(desk)
    text = text_of(desk.case_papers.anew(case))
    assert squeezed("CHANGED SINCE SIGN-OFF") in text
    assert squeezed("Consolidated Screening List: the edition of") in text
    assert squeezed("Hold until resolved") in text
    names = [paper.name for paper in desk.case_papers.papers(case)]
    assert names == ["D-2026-0001.pdf", "D-2026-0001 2026-11-21.pdf"]
    assert desk.case_papers.paper(case) == first
    assert desk.records.verify().sound


def test_a_withdrawn_case_has_a_paper_that_says_so(desk: Desk) -> None:
    case = desk.cases.new(german(desk).id, items=[item()])
    case = desk.cases.unflag(desk.cases.flag(case, "KYC-05"), "KYC-05")
    for answer in ("state", "research"):
        case = desk.cases.answer(case, "business_line", answer, "They build radar.")
    case = desk.cases.withdraw(case, "The customer took it back.")
    text = text_of(desk.case_papers.paper(case))
    assert squeezed("Withdrawn: the order is off, and nothing was signed.") in text
    assert squeezed("The customer took it back.") in text
    assert squeezed("None stands; what was raised was taken back.") in text
    assert squeezed("as raised by mistake.") in text
    assert squeezed("Note, written to the answer “Military or government” before:") in text
    assert desk.records.verify().sound


def test_a_sign_off_stands_where_its_paper_cannot_be_made(desk: Desk, tmp_path: Path) -> None:
    case = settled(desk, filled(desk, desk.cases.new(german(desk).id, items=[item()])))
    attachments = tmp_path / "ws" / "attachments"
    aside = tmp_path / "aside"
    attachments.rename(aside)
    attachments.write_bytes(b"a file where the folder should be")
    with pytest.raises(StorageFault, match="case-paper-not-made"):
        desk.cases.sign(case, "Dana Whitfield", "All of it fits", EXPORT_ON)
    attachments.unlink()
    aside.rename(attachments)
    kept = desk.cases.get(case.id)
    assert kept.sign_off is not None
    assert kept.sign_off.export_on == date(2026, 12, 1)
    assert kept.sign_off.outcome is not Outcome.DO_NOT_SHIP
    assert desk.case_papers.paper(kept).startswith(b"%PDF")
    assert desk.records.verify().sound
