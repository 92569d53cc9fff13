"""A person updates the lists: the whole program, its worker process, a publisher with sockets."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from exportdesk.ui.lists.page import ListsPage
from tests.journeys.conftest import Person, Start
from tests.lists.fetching.server import Conversation
from tests.publisher import CA_SEMA, UN_SC, US_CSL, Publisher, addresses, csl, edits, no_proxy
from tests.sampling import by_name

HALF = 2


class Held:
    """Sends half of a list, and the rest when it is let go; what waits can be cut off."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.begun = threading.Event()
        self.go = threading.Event()

    def __call__(self, talk: Conversation) -> None:
        middle = len(self._data) // HALF
        talk.head(200, {"Content-Length": len(self._data), "Content-Type": "application/json"})
        talk.send(self._data[:middle])
        self.begun.set()
        self.go.wait(20)
        talk.send(self._data[middle:])


@pytest.fixture(autouse=True)
def _no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    no_proxy(monkeypatch)


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[Publisher]:
    with closing(Publisher()) as serving:
        edits(tmp_path / "ws", addresses(serving))
        yield serving


def foot(person: Person) -> str:
    """Return what stands at the foot of the sidebar."""
    found = [
        one.accessibleName()
        for one in person.window.findChildren(QWidget)
        if one.metaObject().className() == "SidebarFoot"
    ]
    assert len(found) == 1
    return found[0]


def page_of(person: Person) -> ListsPage:
    page = person.window.page
    assert isinstance(page, ListsPage)
    return page


def chips(person: Person) -> dict[str, str]:
    lines = page_of(person).sources.lines
    return {line.key: line.state[0] for line in lines if line.status is not None}


@by_name
def test_one_list_fails_the_others_come_in_and_stopping_keeps_the_last_good(
    start: Start, publisher: Publisher, tmp_path: Path
) -> None:
    held = Held(csl(EL=40))
    publisher.lists["/csl.json"] = held
    un = publisher.lists.pop("/un.xml")
    person = start(tmp_path / "ws")
    person.go("Control lists")
    person.click("Update now")
    person.wait(held.begun.is_set, "the publisher to be asked")
    person.wait_for_words("1 of 3: Consolidated Screening List")
    person.wait_for_words("Downloading")
    person.wait(lambda: "Checking lists: 1 of 3" in foot(person), "the sidebar to say so")
    person.wait(lambda: chips(person).get(US_CSL) == "Updating", "the chip of the source")
    assert not page_of(person).update_all.isEnabled()
    held.go.set()
    person.wait(lambda: not _busy(person), "the update to end")
    person.wait_for_words("was not imported. You do not have this list yet.")
    assert chips(person)[US_CSL] == chips(person)[CA_SEMA] == "Current"
    assert chips(person)[UN_SC] == "Failed"
    person.wait(lambda: "1 list was not updated" in foot(person), "the sidebar's note")
    assert "source is missing" in foot(person)
    person.wait_for_lists()
    person.go("Screen")
    person.type("Name", _listed(person))
    person.wait_for_words("possible match")

    first = person.desk.lists.in_force(US_CSL)
    newer = Held(csl(19, EL=44))
    publisher.lists["/csl.json"], publisher.lists["/un.xml"] = newer, un
    person.go("Control lists")
    person.click("Update all")
    person.wait(newer.begun.is_set, "the newer list to begin")
    person.wait_for_words("1 of 3: Consolidated Screening List")
    person.click("Stop")
    # The publisher still holds its answer back: what stops does not wait for it.
    person.wait(lambda: not _busy(person), "the update to stop")
    assert not newer.go.is_set()
    newer.go.set()
    person.wait_for_words("Stopped. The lists are as they were.")
    assert person.desk.lists.in_force(US_CSL) == first
    assert chips(person)[US_CSL] == "Current"
    assert person.desk.lists.in_force(UN_SC) is None
    assert not list((tmp_path / "ws" / "quarantine").glob("us-csl*.json"))
    assert person.desk.records.verify().sound

    person.ask.answers.append("Close without saving")  # the name that was typed on Screen
    person.leave()
    again = start(tmp_path / "ws")
    again.wait(lambda: "1 list was not updated" in foot(again), "the note after a restart")
    again.go("Control lists")
    again.click("Update all")
    again.wait(lambda: again.desk.lists.in_force(UN_SC) is not None, "the list that was missing")
    again.wait(lambda: not _busy(again), "the update to end")
    again.wait(lambda: "not updated" not in foot(again), "the note to go")
    kept = again.desk.lists.in_force(US_CSL)
    assert kept is not None
    assert kept.counts["EL"] == 44


def _busy(person: Person) -> bool:
    return page_of(person).updates.busy


def _listed(person: Person) -> str:
    return next(one.name for one in person.desk.lists_db().current_listings() if one.list == "EL")
