"""By real events alone, from an empty workspace: lists, customers, decisions, two that return."""

from pathlib import Path

from PySide6.QtCore import Qt

from exportdesk.core import resources
from exportdesk.core.standing import MatchState
from tests.journeys.conftest import Person, Start
from tests.journeys.test_customers import press as press_held
from tests.journeys.test_customers import row, table
from tests.journeys.test_review import (
    CHANGED,
    activate,
    decide_in_review,
    find,
    next_list,
    open_review,
    page_of,
)
from tests.sampling import by_name

CTRL = Qt.KeyboardModifier.ControlModifier
EDITED = "IMPULS KOMPLEKT"


def add_customer(person: Person, name: str) -> None:
    """Type a customer, keep it, and wait until it was screened by itself."""
    press_held(person, Qt.Key.Key_N, CTRL)
    person.type("Name", name)
    press_held(person, Qt.Key.Key_S, CTRL)

    def is_screened() -> bool:
        found = row(person, name)
        return found is not None and bool(found.screened_at)

    person.wait(is_screened, f"{name} kept and screened")


def waits(person: Person, name: str) -> bool:
    """Whether the queue shows a match of this customer that came back."""
    return any(
        line.queued.party == name and line.state is MatchState.RETURNED
        for line in page_of(person).queue.rows
    )


def show_all(person: Person) -> None:
    """Empty the search of the queue, as a person does."""
    press_held(person, Qt.Key.Key_F, CTRL)
    press_held(person, Qt.Key.Key_A, CTRL)
    press_held(person, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)


@by_name
def test_two_decisions_come_back_and_say_why(start: Start, tmp_path: Path) -> None:
    person = start(tmp_path / "ws", resources.path("demo", "consolidated.json"))
    person.go("Control lists")
    person.click("From a file")
    person.wait(lambda: person.desk.lists.status().listings > 0, "the list")
    person.wait_for_lists()
    activate(person)
    person.bot.keyClick(person.window, Qt.Key.Key_4, CTRL)
    person.wait(lambda: person.has_arrived, "the page")
    for name in (EDITED, CHANGED):
        add_customer(person, name)

    page = open_review(person)
    for name in (EDITED, CHANGED):
        decide_in_review(person, page, name)
        show_all(person)
    decided = person.desk.workspace().matches.with_state(MatchState.NOT_SAME)
    assert len(decided) == 2

    # The first customer is edited on its page.
    activate(person)
    person.bot.keyClick(person.window, Qt.Key.Key_4, CTRL)
    person.wait(lambda: person.has_arrived, "the page")
    press_held(person, Qt.Key.Key_F, CTRL)
    person.bot.keyClicks(person.field("Search name"), EDITED)
    person.wait(lambda: table(person).model().rowCount() == 1, "the customer found")
    person.wait(lambda: person.field("Name").text() == EDITED, "the customer in view")
    person.type("Name", f"{EDITED} Ltd")
    press_held(person, Qt.Key.Key_S, CTRL)
    person.wait_for_words("Review")
    page = open_review(person)
    person.wait(lambda: waits(person, f"{EDITED} Ltd"), "the return of what was edited")
    find(person, page, f"{EDITED} Ltd")
    assert "your party looks different" in page.pane.back.words
    assert f"Your party: names | {EDITED} | {EDITED} Ltd" in page.pane.back.words
    show_all(person)

    # A newer list is taken in, in which the other party has another address.
    person.ask.answers = [next_list(tmp_path)]
    person.go("Control lists")
    person.click("Import from file")
    person.wait(lambda: not person.ask.answers, "the file asked for")
    person.go("Review")
    person.wait(lambda: waits(person, CHANGED), "the return of what the list changed")
    activate(person)
    find(person, page, CHANGED)
    assert "the listing looks different" in page.pane.back.words
    assert "Novaya ulitsa 77" in page.pane.back.words
    assert person.desk.records.verify().sound
