"""The Control lists page where it asks a person: bundles, look-alikes, undoing, whom it touches."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exportdesk.core.editions import Edition
from exportdesk.core.errors import ListRefused
from exportdesk.core.ids import ListingUid
from exportdesk.core.screenings import Verdict
from exportdesk.operations.demo import demo_customers
from exportdesk.storage.opening import writing
from exportdesk.ui.bus import Bus
from exportdesk.ui.list_checks import ListChecks
from exportdesk.ui.lists.page import ListsPage
from exportdesk.ui.lists.source_pane import CHANGES, CHECKS
from exportdesk.ui.lists.words import published_note, published_text
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.lists.samples import DATA
from tests.publisher import CA_SEMA, UN_SC, US_CSL, Publisher, addresses, csl, edits, no_proxy
from tests.publisher import open_desk as open_publishers_desk
from tests.ui.conftest import NotedWindow
from tests.ui.desks import DEMO_LIST, NEXT_LIST, fill, open_desk, screen
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import clashing, unnamed


@pytest.fixture(autouse=True)
def _no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    no_proxy(monkeypatch)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with closing(Publisher()) as serving:
        yield serving


@pytest.fixture
def desk(tmp_path: Path, publisher: Publisher) -> Iterator[Desk]:
    edits(tmp_path / "ws", addresses(publisher))
    with closing(open_publishers_desk(tmp_path / "ws")) as opened:
        yield opened


def shown(desk: Desk, shell: Shell, qtbot: QtBot) -> ListsPage:
    made = ListsPage(desk, shell)
    qtbot.addWidget(made)
    made.resize(1068, 800)
    made.show()
    shell.bus.changed.connect(made.reload)  # as the window does
    return made


@pytest.fixture
def page(desk: Desk, shell: Shell, qtbot: QtBot) -> ListsPage:
    return shown(desk, shell, qtbot)


def test_a_list_of_a_bundle_that_was_refused_is_used_for_a_reason(
    page: ListsPage, desk: Desk, publisher: Publisher, ask: ScriptedAsk, tmp_path: Path
) -> None:
    page.updates.update_all()
    ask.answers = [tmp_path / "lists.zip"]
    page.bundles.choose_target()
    publisher.lists["/csl.json"] = csl(20, EL=44)
    page.updates.update_all()
    newer = desk.lists.in_force(US_CSL)
    page.take_in(tmp_path / "lists.zip")
    refusal = page.bundles.refusal
    assert refusal.isVisible()
    assert refusal._heading.text() == "Consolidated Screening List was not imported"
    assert page.banner.words.startswith("2 of 3 lists came in")
    assert desk.lists.in_force(US_CSL) == newer
    assert unnamed(page) == []
    assert clashing(page) == []
    QTest.mouseClick(refusal._anyway, Qt.MouseButton.LeftButton)
    QTest.keyClick(refusal._reason, Qt.Key.Key_Return)
    assert refusal._form._marks[refusal._reason].isVisible()  # a reason is wanted
    QTest.keyClicks(refusal._reason, "The newer one was a test file.")
    QTest.keyClick(refusal._reason, Qt.Key.Key_Return)
    edition = desk.lists.in_force(US_CSL)
    assert edition is not None
    assert edition.override_reason == "The newer one was a test file."
    assert not refusal.isVisible()
    assert "is in force. Your reason is on the record." in page.banner.words
    event = next(one for one in desk.records.events() if one.kind == "list_imported")
    assert event.subject == US_CSL


def test_a_refused_list_of_a_bundle_is_left_with_escape(
    page: ListsPage, desk: Desk, publisher: Publisher, ask: ScriptedAsk, tmp_path: Path
) -> None:
    page.updates.update_all()
    ask.answers = [tmp_path / "lists.zip"]
    page.bundles.choose_target()
    publisher.lists["/csl.json"] = csl(20, EL=44)
    page.updates.update_all()
    newer = desk.lists.in_force(US_CSL)
    page.take_in(tmp_path / "lists.zip")
    assert page.back()
    assert not page.bundles.cards.isVisible()
    assert not page.back()
    assert desk.lists.in_force(US_CSL) == newer


def test_a_file_of_another_source_is_taken_in_as_that_one(
    page: ListsPage, desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "download.xml"
    file.write_bytes((DATA / "un-traps.xml").read_bytes())
    page.sources.choose_key(CA_SEMA)
    page.take_in(file)
    card = page.panel.looks_like
    assert card.isVisible()
    assert card.title.text() == "This looks like the UN Security Council Consolidated List"
    assert desk.lists.in_force(UN_SC) is None
    assert unnamed(page) == []
    assert clashing(page) == []
    QTest.mouseClick(card.go_on, Qt.MouseButton.LeftButton)
    assert desk.lists.in_force(UN_SC) is not None
    assert desk.lists.in_force(CA_SEMA) is None
    assert not card.isVisible()
    current = page.sources.status
    assert current is not None
    assert current.source.key == UN_SC


def test_a_file_of_another_source_may_be_left(page: ListsPage, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "download.xml"
    file.write_bytes((DATA / "un-traps.xml").read_bytes())
    page.sources.choose_key(CA_SEMA)
    page.take_in(file)
    QTest.mouseClick(page.panel.looks_like.cancel, Qt.MouseButton.LeftButton)
    assert not page.panel.active
    assert desk.lists.in_force(UN_SC) is None


def test_the_source_that_the_reader_names_is_offered(page: ListsPage, tmp_path: Path) -> None:
    file = tmp_path / "cons.xml"
    file.write_bytes(b"")
    page.panel._path = file
    page.panel._source = desk_source(page, US_CSL)
    page.panel._fail(ListRefused("list-other-source", looks_like="us-ofac-cons", findings=()))
    assert page.panel.looks_like.isVisible()
    assert "OFAC Consolidated Sanctions" in page.panel.looks_like.title.text()


def desk_source(page: ListsPage, key: str) -> object:
    return next(one.source for one in page.sources_shown if one.source.key == key)


def test_ctrl_z_and_the_toast_turn_a_source_back(
    page: ListsPage, desk: Desk, window: NotedWindow, ask: ScriptedAsk
) -> None:
    ask.answers = [True, True, True]
    page.sources.choose_key(UN_SC)
    page.sources.setFocus()
    QTest.keyClick(page.sources, Qt.Key.Key_Space)
    assert desk.lists.is_turned_off(UN_SC)
    assert "is off: it is kept, and not screened against." in window.toasts[-1]
    QTest.keyClick(page.sources, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not desk.lists.is_turned_off(UN_SC)
    assert window.toasts[-1].endswith("is as it was.")
    QTest.keyClick(page.sources, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not desk.lists.is_turned_off(UN_SC)  # there is one step back, not two
    QTest.keyClick(page.sources, Qt.Key.Key_Space)
    undo, toasts = window.undo, list(window.toasts)
    assert undo is not None
    workspace = desk.workspace().db
    workspace.conn.execute("pragma busy_timeout = 20")
    with closing(sqlite3.connect(desk.folder / "workspace.db")) as other:
        other.execute("begin immediate")  # another window is writing
        page.sources.choose_key(US_CSL)
        QTest.keyClick(page.sources, Qt.Key.Key_Space)
        assert page.banner.isVisible()
        undo()
        other.rollback()
    assert window.toasts == toasts
    undo()  # neither a turn nor an undoing that failed has put the last turn out of reach
    assert not desk.lists.is_turned_off(UN_SC)
    assert not desk.lists.is_turned_off(US_CSL)
    assert window.toasts[-1].endswith("is as it was.")


def test_what_failed_before_the_start_is_said_again(
    page: ListsPage, desk: Desk, publisher: Publisher, shell: Shell, window: NotedWindow
) -> None:
    whole = publisher.lists.pop("/un.xml")
    page.updates.update_all()
    assert window.notes[-1] == ("1 list was not updated", "warn")
    window.notes.clear()
    later = ListChecks(desk, updating=shell.updating, bus=Bus(), window=window)
    later.begin()
    assert window.notes == [("1 list was not updated", "warn")]
    publisher.lists["/un.xml"] = whole
    later.ask((CA_SEMA,))  # another list does not make it good
    assert window.notes[-1] == ("1 list was not updated", "warn")
    later.ask((UN_SC,))
    assert window.notes[-1] == ("", "")
    later.close()


def test_a_source_turned_off_is_not_complained_of(
    page: ListsPage, publisher: Publisher, window: NotedWindow, ask: ScriptedAsk
) -> None:
    ask.answers = [True]
    publisher.lists.pop("/un.xml")
    page.updates.update_all()
    page.sources.choose_key(UN_SC)
    page.pane.head.turn.click()
    assert window.notes[-1] == ("", "")


def test_the_tabs_follow_the_source_whenever_they_are_made(
    page: ListsPage, publisher: Publisher
) -> None:
    page.updates.update_all()
    page.sources.choose_key(US_CSL)
    page.pane.tabs.setCurrentIndex(CHECKS)
    assert page.pane.checks.isVisible()
    assert page.pane.checks.table.model().rowCount() == 1
    publisher.lists["/csl.json"] = csl(19, EL=42)
    page.updates.update_all()
    assert page.pane.checks.table.model().rowCount() == 2
    page.pane.tabs.setCurrentIndex(CHANGES)
    assert page.pane.changes.isVisible()
    assert page.pane.changes.counts.text().startswith("2 added")
    what = page.pane.changes.what
    page.resize(1068, 600)
    QApplication.processEvents()
    assert what.height() >= what.minimumSizeHint().height(), "not even where the window is low"


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Desk]:
    clock = FakeClock()
    with closing(open_desk(tmp_path / "demo", clock)) as opened:
        fill(opened)
        with writing(opened.workspace().db):
            for customer in demo_customers():
                opened.workspace().customers.save(customer, clock.now().utc_text)
        gone = _gone(opened)
        screen(opened, gone, reference="PO-7", verdict=Verdict.SAME)
        clock.advance(days=1)
        yield opened


def _gone(desk: Desk) -> str:
    """Return a name that the next edition of the demo's list no longer holds."""
    import json

    later = {row["name"] for row in json.loads(NEXT_LIST.read_bytes())["results"]}
    now = json.loads(DEMO_LIST.read_bytes())["results"]
    return str(next(row["name"] for row in now if row["name"] not in later))


def test_customers_and_decisions_that_changes_touch_are_shown(
    demo: Desk, shell: Shell, qtbot: QtBot
) -> None:
    page = shown(demo, shell, qtbot)
    page.take_in(NEXT_LIST)
    page.pane.tabs.setCurrentIndex(CHANGES)
    changes = page.pane.changes
    changes.what.button_of("touched").click()
    lines = changes.touched._model.rows
    assert len(lines) >= 3
    saved = [line for line in lines if "S-2026-0001" in line.who or "S-2026-0001" in line.where]
    assert saved, lines
    assert saved[0].change.change.value == "removed"
    customers = [line for line in lines if line not in saved]
    assert {line.change.change.value for line in customers} <= {"added", "changed"}
    assert changes.touched.isVisible()
    assert changes.fields.isVisible()
    assert unnamed(page) == []
    changes.search.setText(saved[0].change.name)
    changes.search.search_now()
    assert {line.change.uid for line in changes.touched._model.rows} == {saved[0].change.uid}
    first = changes.touched.current
    assert first is not None
    assert first.change.uid == ListingUid(saved[0].change.uid)


def test_what_was_carried_over_is_said(page: ListsPage, desk: Desk) -> None:
    page.updates.update_all()
    page.sources.choose_key(US_CSL)
    edition = page.editions.current
    assert edition is not None
    source = desk.lists.catalogue.source(US_CSL)
    detail = page.pane.detail
    detail.show_edition(source, replace(edition, carried=7), None, in_force=True)
    assert any("came in another form: 7." in one for one in _said(page))
    detail.show_edition(source, edition, None, in_force=True)
    assert not any("came in another form" in one for one in _said(page))


def _said(page: ListsPage) -> list[str]:
    from PySide6.QtWidgets import QLabel

    facts = page.pane.detail._facts
    return [one.text() for one in facts.findChildren(QLabel)]


def test_an_own_list_is_not_said_to_have_an_unknown_date(page: ListsPage, desk: Desk) -> None:
    page.updates.update_all()
    edition = desk.lists.in_force(US_CSL)
    assert isinstance(edition, Edition)
    own = replace(edition, source="own:suspects", published=None)
    assert published_text(own) == "–"
    assert published_note(own) == "own list"
    assert published_text(replace(edition, published=None)) == "Not known"
