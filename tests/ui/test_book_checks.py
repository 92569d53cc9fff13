"""Screening the book from the window: who, when, one at a time, and how it is stopped."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from exportdesk.core.book import Trigger
from exportdesk.core.cases import CaseParty, PartyAnswer
from exportdesk.core.changes import Changes
from exportdesk.core.customers import PartyName, Profile
from exportdesk.core.parties import Role
from exportdesk.core.progress import Silent
from exportdesk.core.standing import CustomerStatus
from exportdesk.operations.import_list import ImportRequest
from exportdesk.ui.book_checks import BookCheckEnd, BookChecks, book_checks_of
from exportdesk.ui.bus import Bus
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.readiness import ReadyState, readiness_of
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.ui.conftest import NotedWindow
from tests.ui.desks import NEXT_LIST, US_CSL, desk_on_copy, listed_name, open_desk
from tests.ui.scripted import ScriptedAsk


@pytest.fixture
def desk(demo_folder: Path, tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    with desk_on_copy(demo_folder, tmp_path, clock) as made:
        yield made


@pytest.fixture
def checks(desk: Desk, shell: Shell) -> BookChecks:
    return book_checks_of(desk, shell)


@pytest.fixture
def ends(checks: BookChecks) -> list[BookCheckEnd]:
    found: list[BookCheckEnd] = []
    checks.ended.connect(found.append)
    return found


def count(desk: Desk, status: CustomerStatus) -> int:
    return desk.workspace().customer_rows.statuses(desk.book.current()).get(status, 0)


def test_what_is_due_is_screened_at_the_start_and_told(
    desk: Desk, shell: Shell, window: NotedWindow
) -> None:
    assert count(desk, CustomerStatus.NOT_SCREENED) == 40
    told: list[Changes] = []
    shell.bus.changed.connect(told.append)
    book_checks_of(desk, shell)
    assert count(desk, CustomerStatus.NOT_SCREENED) == 0
    assert told[-1] & Changes.CUSTOMERS
    assert window.toasts[-1].endswith("new matches to review")
    assert window.warned  # not the sign of something done
    assert window.undo is not None
    window.undo()
    assert window.went[-1][0] == "review"


def test_there_is_one_for_each_window(checks: BookChecks, desk: Desk, shell: Shell) -> None:
    assert book_checks_of(desk, shell) is checks


def test_where_nothing_is_due_nothing_is_screened(
    checks: BookChecks, desk: Desk, ends: list[BookCheckEnd]
) -> None:
    screenings = len(desk.book.last())
    checks.look()
    assert [one.report for one in ends] == [None]
    assert len(desk.book.last()) == screenings


def test_once_in_a_week_the_scheduled_screening_is_of_everybody(
    checks: BookChecks, desk: Desk, ends: list[BookCheckEnd], clock: FakeClock
) -> None:
    clock.advance(days=6)
    checks.look()
    assert [one.report for one in ends] == [None]
    clock.advance(days=2)
    checks.look()
    report = ends[-1].report
    assert report is not None
    assert report.screening.whole
    assert report.screening.rescreened == report.screening.parties == 40
    checks.look()
    assert ends[-1].report is None


def test_how_far_it_is_stands_in_the_sidebar(
    checks: BookChecks, desk: Desk, window: NotedWindow
) -> None:
    window.book_notes.clear()
    checks.ask(whole=True)
    assert window.book_notes[-1] == ""
    assert any(words.startswith("Screening customers") for words in window.book_notes)
    window.book_notes.clear()
    checks.edited([next(iter(desk.workspace().customers.all())).id])
    assert set(window.book_notes) == {""}  # over before it is read


def test_only_those_edited_are_looked_at(
    checks: BookChecks, desk: Desk, ends: list[BookCheckEnd]
) -> None:
    one, two, *_others = [customer.id for customer in desk.workspace().customers.all()]
    checks.edited([])
    assert ends == []
    checks.edited([one])
    assert ends[-1].check.trigger is Trigger.EDIT
    assert ends[-1].report is not None
    assert ends[-1].report.screening.rescreened == 0  # nothing in it is different
    checks.ask([one, two])
    assert ends[-1].report.screening.rescreened == 2  # a person asked, so they are done anew


def test_new_lists_are_screened_with_once_they_are_ready(
    checks: BookChecks, desk: Desk, shell: Shell, ends: list[BookCheckEnd], clock: FakeClock
) -> None:
    clock.advance(days=8)
    desk.lists.import_file(ImportRequest(NEXT_LIST, US_CSL), Silent())
    assert count(desk, CustomerStatus.STALE) > 0
    shell.bus.tell(Changes.LISTS)
    assert any(one.check.trigger is Trigger.LISTS and one.report is not None for one in ends)
    assert count(desk, CustomerStatus.STALE) == 0


def test_nothing_begins_without_lists_or_where_nothing_may_be_written(
    demo_folder: Path, tmp_path: Path, shell: Shell
) -> None:
    empty = open_desk(tmp_path / "empty")
    checks = book_checks_of(empty, shell)
    assert readiness_of(empty, shell).state is ReadyState.NO_LISTS
    checks.ask()
    assert checks.check is None
    checks.close()
    empty.close()
    shutil.copytree(demo_folder, tmp_path / "read")
    reading = open_desk(tmp_path / "read", read_only=True)
    quiet = BookChecks(
        reading,
        background=shell.background,
        readiness=readiness_of(reading, shell),
        bus=shell.bus,
        window=shell.window,
    )
    quiet.ask()
    assert reading.book.last() == []
    quiet.close()
    reading.close()


@pytest.fixture
def threads(
    appearance: Appearance, tmp_path: Path, ask: ScriptedAsk, window: NotedWindow
) -> Iterator[Shell]:
    from PySide6.QtCore import QSettings

    def fail(error: BaseException) -> None:
        raise error

    runners = [JobRunner(fail, name=name) for name in ("w", "s", "b", "u")]
    bus = Bus()
    ini = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    yield Shell(*runners, bus, ask, ini, appearance, window)
    bus.ended.emit()
    for runner in runners:
        runner.close()


def test_it_can_be_stopped_and_the_book_is_as_before(
    desk: Desk, threads: Shell, qtbot: QtBot
) -> None:
    checks = book_checks_of(desk, threads)
    with qtbot.waitSignal(checks.stepped, timeout=20_000):
        pass
    with qtbot.waitSignal(checks.ended, timeout=20_000) as ended:
        checks.cancel()
    assert ended.args is not None
    (end,) = ended.args
    if end.stopped:  # it may have been quicker than the word
        assert count(desk, CustomerStatus.NOT_SCREENED) == 40
        with qtbot.waitSignal(checks.ended, timeout=20_000):
            checks.ask()
    assert count(desk, CustomerStatus.NOT_SCREENED) == 0


def test_what_lists_overtake_begins_anew_with_the_new_ones(
    desk: Desk, threads: Shell, qtbot: QtBot, clock: FakeClock
) -> None:
    checks = book_checks_of(desk, threads)
    with qtbot.waitSignal(checks.stepped, timeout=20_000):
        pass
    clock.advance(days=8)
    desk.lists.import_file(ImportRequest(NEXT_LIST, US_CSL), Silent())
    threads.bus.tell(Changes.LISTS)
    qtbot.waitUntil(
        lambda: (
            checks.check is None
            and count(desk, CustomerStatus.NOT_SCREENED) == 0
            and count(desk, CustomerStatus.STALE) == 0
        ),
        timeout=30_000,
    )


def test_edits_made_meanwhile_become_one_screening(
    desk: Desk, threads: Shell, qtbot: QtBot
) -> None:
    checks = book_checks_of(desk, threads)
    ends: list[BookCheckEnd] = []
    checks.ended.connect(ends.append)
    with qtbot.waitSignal(checks.stepped, timeout=20_000):
        pass
    ids = [customer.id for customer in desk.workspace().customers.all()][:3]
    for one in ids:
        checks.edited([one])
    qtbot.waitUntil(lambda: checks.check is None and len(ends) >= 2, timeout=30_000)
    edits = [one.check for one in ends if one.check.trigger is Trigger.EDIT]
    assert [one.customers for one in edits] == [frozenset(ids)]


def test_typed_parties_of_cases_are_screened_by_the_daily_check_and_after_new_lists(
    checks: BookChecks, desk: Desk, ends: list[BookCheckEnd], shell: Shell, clock: FakeClock
) -> None:
    name = listed_name(desk)
    typed = CaseParty(
        Role.FREIGHT_FORWARDER, PartyAnswer.TYPED, profile=Profile((PartyName(name),))
    )
    customer = next(iter(desk.workspace().customers.all()))
    case = desk.cases.new(customer.id)
    case = desk.cases.save(case.with_role(Role.FREIGHT_FORWARDER, typed))
    assert desk.case_parties.is_due()
    told: list[Changes] = []
    shell.bus.changed.connect(told.append)
    checks.look()
    assert not desk.case_parties.is_due()
    assert any(one & Changes.CASES for one in told)
    party = case.of_role(Role.FREIGHT_FORWARDER)[0].party
    assert desk.case_parties.matches(case, party)
    screened = desk.workspace().typed_screenings.of([party])[party]

    desk.lists.import_file(ImportRequest(NEXT_LIST, US_CSL), Silent())
    assert desk.case_parties.is_due()
    shell.bus.tell(Changes.LISTS)
    assert not desk.case_parties.is_due()
    after = desk.workspace().typed_screenings.of([party])[party]
    assert after.screened_with != screened.screened_with
    checks.look()  # nothing is due: nothing is screened again
    assert desk.workspace().typed_screenings.of([party])[party] == after
