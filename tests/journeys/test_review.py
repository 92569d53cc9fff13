"""Reviewing the book with the keyboard alone: decide, be told what changed, go on."""

import json
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from exportdesk.core.book import Trigger
from exportdesk.core.company import Company, Settings
from exportdesk.core.customers import PartyAddress
from exportdesk.core.parties import PartyKind
from exportdesk.core.progress import Silent
from exportdesk.core.standing import MatchState
from exportdesk.operations.import_list import ImportRequest
from exportdesk.ui.review.page import ReviewPage
from exportdesk.wiring import Desk
from tests.journeys.conftest import PATIENCE, Person, Start
from tests.reviewing import customer, screen_book
from tests.sampling import by_name
from tests.ui.desks import DEMO_LIST, US_CSL, open_desk, ready_up

ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
CHANGED = "Kontur Radiokomponent JSC"


def next_list(folder: Path) -> Path:
    """Write the demo's list as of a day later, with another address for one party."""
    told = json.loads(DEMO_LIST.read_text("utf-8"))
    entry = next(one for one in told["results"] if one["name"] == CHANGED)
    entry["addresses"] = [
        {"address": "Novaya ulitsa 77", "city": "Tver", "state": None, "postal_code": "170999",
         "country": "RU"}
    ]  # fmt: skip
    told["search_performed_at"] = "2026-11-21T08:00:00Z"
    file = folder / "consolidated.json"
    file.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return file


def fill_book(workspace: Path) -> None:
    """Keep a customer for every other listed party, named as it is, and screen them."""
    desk = open_desk(workspace)
    desk.profile.save_company(Company("Calm Harbor Instruments"))
    desk.profile.save_settings(Settings(operator="Dana Whitfield"))
    desk.lists.import_file(ImportRequest(DEMO_LIST, US_CSL), Silent())
    listed = [
        one
        for one in desk.lists_db().current_listings()
        if one.kind is not PartyKind.ADDRESS and one.list in ("SDN", "EL")
    ]
    desk.customers.save_all(
        [customer(one.name, next(iter(one.countries), "")) for one in listed[:90]]
    )
    screen_book(desk, Trigger.IMPORT)
    assert desk.deciding.waiting() >= 60
    desk.close()


def page_of(person: Person) -> ReviewPage:
    page = person.window.page
    assert isinstance(page, ReviewPage)
    return page


def press(person: Person, *keys: Qt.Key | str) -> None:
    """Press keys where the window's focus is; never tell a widget to take it."""
    for key in keys:
        focus = QApplication.focusWidget() or person.window.focusWidget()
        assert isinstance(focus, QWidget)
        if isinstance(key, str):
            QTest.keyClicks(focus, key)
        else:
            QTest.keyClick(focus, key)


def open_review(person: Person) -> ReviewPage:
    """Go to Review by its key and wait for the queue."""
    activate(person)
    QTest.keyClick(person.window, Qt.Key.Key_3, CTRL)
    person.wait(lambda: person.has_arrived, "the page")
    person.wait(lambda: isinstance(person.window.page, ReviewPage), "the page")
    page = page_of(person)
    person.wait(lambda: page._shown is not None, "the first match")
    activate(person)
    return page


def activate(person: Person) -> None:
    """Have the window in front: keys go nowhere else."""
    with person.bot.waitActive(person.window, timeout=PATIENCE):
        person.window.activateWindow()


def settle(person: Person) -> None:
    """Wait until what was decided is kept and the queue read again."""
    shell = person.window.shell
    person.wait(lambda: not shell.jobs.busy and not shell.screening.busy, "the writes")


@by_name
def test_fifty_matches_with_the_keyboard_alone(start: Start, tmp_path: Path) -> None:
    fill_book(tmp_path / "ws")
    person = start(tmp_path / "ws")
    person.wait_for_lists()
    before = person.desk.deciding.waiting()
    page = open_review(person)

    for at in range(50):
        shown = page._shown
        assert shown is not None
        if at % 10 == 4:
            press(person, "r", "1", ENTER)
        elif at % 10 == 7:
            press(person, "n", "Their register names other owners", ENTER)
        elif at % 10 == 9:
            press(person, "q")
            while not page.foot.questions.text.startswith("Proposed"):
                press(person, ENTER)
            press(person, ENTER, ENTER)
        else:
            press(person, "n", "5", ENTER)
        now = page._shown
        assert now is None or now.case.subject != shown.case.subject
        assert not page.foot.is_asking
    settle(person)

    decided = person.desk.workspace().decisions.count()
    assert decided == 50
    waiting = person.desk.deciding.waiting()
    stay = len(person.desk.workspace().matches.with_state(MatchState.RESEARCH))
    assert waiting == before - 50 + stay
    assert stay >= 5

    press_undo(person)
    settle(person)
    assert person.desk.workspace().decisions.count() == 51
    assert person.desk.records.verify().sound
    person.leave()


def press_undo(person: Person) -> None:
    focus = QApplication.focusWidget() or person.window.focusWidget()
    QTest.keyClick(focus or person.window, Qt.Key.Key_Z, CTRL)


def decide_in_review(person: Person, page: ReviewPage, party: str) -> None:
    """Find a party by typing its name, and decide it."""
    find(person, page, party)

    def is_there() -> bool:
        if not page.queue.table.hasFocus():
            person.window.activateWindow()  # another program's window may have come before it
            press(person, Qt.Key.Key_Tab)
        return page.queue.table.hasFocus()

    person.wait(is_there, "the focus in the queue")
    press(person, "n", "5", ENTER)
    settle(person)


def move_away(desk: Desk, party: str) -> None:
    """Give a customer another address, as the Customers page does, and screen what changed."""
    kept = desk.customers.get(
        next(one.id for one in desk.workspace().customers.all() if one.name == party)
    )
    profile = replace(kept.profile, addresses=(PartyAddress("Hafenstr. 1", "Kiel", country="DE"),))
    desk.customers.save(replace(kept, profile=profile))
    screen_book(desk)


def test_a_decision_comes_back_when_either_side_changes(start: Start, tmp_path: Path) -> None:
    fill_book(tmp_path / "ws")
    person = start(tmp_path / "ws")
    person.wait_for_lists()
    page = open_review(person)
    decide_in_review(person, page, "IMPULS KOMPLEKT")
    decide_in_review(person, page, CHANGED)
    assert len(person.desk.workspace().matches.with_state(MatchState.NOT_SAME)) == 2

    # Somebody edits the customer in another window: this one notices, and says which field.
    other = open_desk(tmp_path / "ws")
    ready_up(other)
    move_away(other, "IMPULS KOMPLEKT")
    other.close()
    page.queue.filters.clear()
    person.wait(
        lambda: any(row.queued.party == "IMPULS KOMPLEKT" for row in page.queue.rows), "its return"
    )
    find(person, page, "IMPULS KOMPLEKT")
    said = page.pane.back.words
    assert "your party looks different" in said
    assert "Your party: countries | Russia | Germany" in said

    # A scheduled update takes in a new edition, in which the other listing is changed.
    other = open_desk(tmp_path / "ws")
    other.lists.import_file(ImportRequest(next_list(tmp_path), US_CSL), Silent())
    report = screen_book(other, Trigger.LISTS)
    assert [one.match.name for one in report.returned] == [CHANGED]
    other.close()
    page.queue.filters.clear()
    person.wait(lambda: any(row.queued.party == CHANGED for row in page.queue.rows), "its return")
    find(person, page, CHANGED)
    said = page.pane.back.words
    assert "the listing looks different" in said
    assert "The listing: addresses" in said
    assert "Novaya ulitsa 77" in said


def find(person: Person, page: ReviewPage, party: str) -> None:
    """Show a party by searching for it."""
    QTest.keyClick(person.window, Qt.Key.Key_F, CTRL)
    focus = QApplication.focusWidget() or person.window.focusWidget()
    assert focus is page.queue.filters.search
    page.queue.filters.search.selectAll()
    press(person, party, ENTER)
    person.wait(
        lambda: page._shown is not None and page._shown.case.kept.profile.name == party, party
    )
