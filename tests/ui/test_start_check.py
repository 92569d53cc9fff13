"""After the start: damage and a wrong clock are said; ways out; a safe start; the log."""

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from exportdesk.core.changes import Changes
from exportdesk.core.clock import Moment
from exportdesk.core.connections import Connected
from exportdesk.core.errors import ExportDeskError, StorageFault
from exportdesk.core.mounts import Mount
from exportdesk.core.releases import ReleaseAddress
from exportdesk.operations.passwords import Sealed
from exportdesk.operations.places import refuse_share
from exportdesk.operations.restoring import Restored, is_pending
from exportdesk.storage.sealing import Seal
from exportdesk.ui.alarms import CLOCK, DAMAGE, PASSWORD, RESTORED, SAFE, Alarms
from exportdesk.ui.app import Again, Program
from exportdesk.ui.choosing import ChoosingDialog, Way
from exportdesk.ui.crash import report_of
from exportdesk.ui.dates import moment_text
from exportdesk.ui.log_sheet import LogSheet
from exportdesk.ui.pages import pages
from exportdesk.ui.passwords.errands import _say_kept
from exportdesk.ui.restored import tell_restored
from exportdesk.ui.settings.backup_card import BackupCard
from exportdesk.ui.settings.connections_sheet import ConnectionsSheet
from exportdesk.ui.settings.health_card import HealthCard
from exportdesk.ui.settings.page import SettingsPage
from exportdesk.ui.shell import Shell
from exportdesk.ui.start_check import StartCheck
from exportdesk.ui.starting import Starting
from exportdesk.ui.theme import Appearance
from exportdesk.ui.version_checks import version_looks_of
from exportdesk.ui.way_out import WayOut
from exportdesk.wiring import Desk
from tests.fakes import NOON, FakeClock
from tests.storage.damaging import DAMAGES, settle, without_first_page
from tests.ui.desks import desk_on_copy, open_desk, show_page
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import unnamed
from tests.ui.whole import whole_window


@pytest.fixture
def folder(demo_folder: Path, tmp_path: Path) -> Path:
    shutil.copytree(demo_folder, tmp_path / "ws")
    settle(tmp_path / "ws" / "workspace.db")
    return tmp_path / "ws"


@pytest.fixture
def desk(folder: Path, clock: FakeClock) -> Iterator[Desk]:
    with closing(open_desk(folder, clock)) as made:
        yield made


def looked(desk: Desk, shell: Shell, qtbot: QtBot) -> tuple[Alarms, list[ExportDeskError]]:
    """Look as after a start; return what stands above the pages, and what a click repairs."""
    alarms, asked = Alarms(), list[ExportDeskError]()
    qtbot.addWidget(alarms)
    check = StartCheck(
        lambda: desk.integrity,
        background=shell.background,
        bus=shell.bus,
        alarms=alarms,
        repair=asked.append,
    )
    check.look()
    return alarms, asked


def test_nothing_is_said_where_all_is_well(desk: Desk, shell: Shell, qtbot: QtBot) -> None:
    alarms, _asked = looked(desk, shell, qtbot)
    assert alarms.isHidden()


def test_damage_is_said_with_the_way_out(folder: Path, shell: Shell, qtbot: QtBot) -> None:
    with closing(open_desk(folder)) as desk:
        DAMAGES["random pages"](folder / "workspace.db")
        alarms, asked = looked(desk, shell, qtbot)
        assert "workspace.db is damaged" in alarms.words(DAMAGE)
        (out,) = (
            one for one in alarms.banners[DAMAGE].findChildren(QPushButton) if "Ways" in one.text()
        )
        out.click()
    assert [one.facts["path"] for one in asked] == [str(folder / "workspace.db")]


def test_a_clock_that_was_moved_back_is_said(
    desk: Desk, shell: Shell, qtbot: QtBot, clock: FakeClock
) -> None:
    clock.at = NOON - timedelta(days=30)
    alarms, _asked = looked(desk, shell, qtbot)
    assert "before the last record" in alarms.words(CLOCK)
    alarms.clear(CLOCK)
    assert alarms.isHidden()


def way_out(
    folder: Path, *answers: object, code: str = "database-damaged"
) -> tuple[bool, ScriptedAsk]:
    def unhandled(error: BaseException) -> None:
        raise error

    ask = ScriptedAsk(*answers)
    error = StorageFault(code, path=str(folder / "workspace.db"), detail="x")
    return WayOut(ask, folder, unhandled).offer(error), ask


def test_the_newest_backup_is_offered_first(folder: Path, qtbot: QtBot) -> None:
    with closing(open_desk(folder)) as desk:
        made = desk.backups.make(folder / "backups" / "b.zip", Quiet())
    without_first_page(folder / "workspace.db")
    again, ask = way_out(folder, "Restore the backup of 20 Nov 2026", True)
    assert again
    assert is_pending(folder)
    assert str(made.manifest.company or "40 customers") in " ".join(ask.asked) + " 40 customers"


def test_a_lost_key_file_leaves_a_backup_without_a_password(folder: Path, qtbot: QtBot) -> None:
    with closing(open_desk(folder)) as desk:
        desk.backups.make(folder / "backups" / "b.zip", Quiet())
    (folder / "workspace.key").write_text("{", encoding="utf-8")
    again, ask = way_out(folder, "Restore the backup of", True, code="key-file-damaged")
    assert again
    assert is_pending(folder)
    assert any("no password then" in one for one in ask.told)


def test_what_can_be_read_is_salvaged_and_told_before_it_is_used(
    folder: Path, qtbot: QtBot
) -> None:
    DAMAGES["random pages"](folder / "workspace.db")
    again, ask = way_out(folder, "Salvage", False, None)
    assert not again
    assert not is_pending(folder), "a person who says no keeps the file there is"
    again, ask = way_out(folder, "Salvage", True)
    assert again
    assert is_pending(folder)
    assert any("rows could be read" in one for one in ask.asked)


def test_tables_are_written_and_the_ways_offered_again(
    folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    DAMAGES["cut off"](folder / "workspace.db")
    again, ask = way_out(folder, "Write tables", tmp_path / "out", None)
    assert not again
    assert (tmp_path / "out" / "settings.csv").is_file()
    assert "Written to" in ask.troubles[0]


def test_nothing_readable_is_said_and_the_ways_offered_again(folder: Path, qtbot: QtBot) -> None:
    without_first_page(folder / "workspace.db")
    again, ask = way_out(folder, "Salvage", None)
    assert not again
    assert "Nothing can be read" in ask.troubles[0]


def test_the_ways_stand_one_under_the_other_and_have_names(
    appearance: Appearance, qtbot: QtBot
) -> None:
    told = "What came since is lost. " * 8
    ways = [Way("Restore the backup of yesterday", told), Way("Other", "So.")]
    dialog = ChoosingDialog("It is damaged.", "A sentence.", ways)
    qtbot.addWidget(dialog)
    dialog.show()
    assert unnamed(dialog) == []
    assert dialog.buttons[0].y() < dialog.buttons[1].y()
    (words,) = [one for one in dialog.findChildren(QLabel) if one.text() == told]
    assert words.height() >= words.heightForWidth(words.width()), "nothing of it is cut"
    dialog.buttons[1].click()
    assert dialog.chosen == 1


class Quiet:
    def stage(self, name: str) -> None: ...
    def step(self, done: int, total: int | None = None) -> None: ...


def test_the_card_checks_copies_and_shows(
    desk: Desk, shell: Shell, ask: ScriptedAsk, qtbot: QtBot
) -> None:
    card = HealthCard(desk, shell)
    qtbot.addWidget(card)
    card.check_all()
    assert card.banner.words.startswith("All is sound")
    card.copy_diagnostics()
    text = QGuiApplication.clipboard().text()
    assert "SQLite 3." in text
    assert "40 customers" in text
    for secret in (str(desk.folder), *(one.name for one in desk.workspace().customers.all())):
        assert secret not in text
    card.look_for_loose()
    assert card.banner.words == "Every paper belongs to a record."
    asked: list[bool] = []
    shell.bus.safe_start_asked.connect(lambda: asked.append(True))
    ask.answers = [False, True]
    card.start_safely()
    assert asked == []
    card.start_safely()
    assert asked == [True]


def test_the_card_offers_the_ways_out_of_what_it_finds(
    desk: Desk, folder: Path, shell: Shell, qtbot: QtBot
) -> None:
    DAMAGES["bad index"](folder / "workspace.db")
    card = HealthCard(desk, shell)
    qtbot.addWidget(card)
    asked: list[object] = []
    shell.bus.repair_asked.connect(asked.append)
    card.check_all()
    assert "fault" in card.banner.words
    next(one for one in card.banner.findChildren(QPushButton) if "Ways" in one.text()).click()
    assert len(asked) == 1


def test_the_log_is_shown_and_only_its_trouble_where_wished(
    desk: Desk, shell: Shell, ask: ScriptedAsk, qtbot: QtBot
) -> None:
    logs = desk.folder / "logs"
    logs.mkdir(exist_ok=True)
    (logs / "exportdesk.log").write_text(
        "2026-11-20 12:00:00,1 INFO exportdesk: began\n"
        "2026-11-20 12:00:01,1 ERROR exportdesk.crash: An error\n  a line of it\n"
        "2026-11-20 12:00:02,1 INFO exportdesk: ended\n",
        "utf-8",
    )
    card = HealthCard(desk, shell)
    qtbot.addWidget(card)
    sheet = LogSheet(card, desk.folder, shell)
    qtbot.addWidget(sheet)
    sheet.show()
    assert unnamed(sheet) == []
    assert "ended" in sheet.text.toPlainText()
    (folder,) = (one for one in sheet.findChildren(QPushButton) if "folder" in one.text())
    assert ask.tells_where(folder.click, logs)
    sheet.trouble.click()
    assert sheet.text.toPlainText().splitlines() == [
        "2026-11-20 12:00:01,1 ERROR exportdesk.crash: An error",
        "  a line of it",
    ]


def test_every_connection_stands_in_the_table(desk: Desk, shell: Shell, qtbot: QtBot) -> None:
    for made in (
        Connected("data.trade.gov", "Consolidated Screening List", 200, 13_000_000),
        Connected("data.trade.gov", "Consolidated Screening List", 304, 0, via="proxy.office"),
        Connected("treasury.gov", "SDN List", 0, 0),
        Connected("treasury.gov", "SDN List", 503, 90),
    ):
        desk.connections.note(made)
    with (desk.folder / "logs" / "connections.jsonl").open("ab") as file:
        file.write(b"{half a line")
    card = HealthCard(desk, shell)
    qtbot.addWidget(card)
    sheet = ConnectionsSheet(card, desk, shell)
    qtbot.addWidget(sheet)
    sheet.show()
    assert unnamed(sheet) == []
    model = sheet.table.model()
    shown = [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    assert [row[3] for row in shown] == ["Refused (503)", "No answer", "Unchanged", "Answered"]
    assert shown[2][1] == "data.trade.gov through proxy.office"
    assert shown[3][4] == "12.4 MB"
    # None is ever dropped: what the table has no room for is in the files.
    logs, line = desk.folder / "logs", (desk.folder / "logs" / "connections.jsonl").read_bytes()
    (logs / "connections.jsonl").write_bytes(line[: line.index(b"\n") + 1] * 9_000)
    for _time in range(2):
        desk.connections.note(Connected("ofac.example", "SDN List", 200, 1))
    assert len(desk.connections.newest(20_000)) == 9_002
    sheet.look()
    assert "newest 1,000" in sheet.more.text()
    assert str(logs) in sheet.more.text()


def test_starts_that_never_ended_well_are_counted(tmp_path: Path) -> None:
    starting = Starting(tmp_path / "starting")
    assert starting.failed == 0
    for expected in (1, 2):
        starting.begin()
        assert starting.failed == expected
    (tmp_path / "starting").write_text("what?")
    assert starting.failed == 0
    starting.succeed()
    starting.succeed()
    assert not (tmp_path / "starting").exists()


@pytest.fixture
def program(qapp: QApplication, folder: Path, ini: QSettings) -> Iterator[Program]:
    (folder / "logs").mkdir(exist_ok=True)
    (folder / "logs" / "starting").write_text("2")
    made = Program(qapp, folder, ini, ScriptedAsk(True))
    yield made
    if made.window is not None:
        made.window.close()
    made.close()


def test_after_two_failed_starts_a_safe_one_is_offered(
    program: Program, folder: Path, qtbot: QtBot
) -> None:
    def as_always(*, read_only: bool) -> Desk:
        raise AssertionError("not this one")

    def safely(*, read_only: bool) -> Desk:
        made = open_desk(folder, read_only=read_only)
        made.leave_lists_out()
        return made

    assert program.open(as_always, pages, make_safe=safely) is None
    assert program.window is not None
    qtbot.waitUntil(lambda: program.window is not None and program.window.page is not None)
    assert "started safely" in program.window.alarms.words(SAFE)
    assert program.window.windowTitle().count("ExportDesk") == 1
    assert not program.opens_again
    program._repair_anyway()
    assert program.opens_again
    assert program.again != Again()


def test_a_window_at_work_connects_to_nobody(
    demo_folder: Path,
    tmp_path: Path,
    appearance: Appearance,
    ini: QSettings,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every page and a backup; nothing is asked of any publisher, so nothing at all."""
    tried: list[object] = []

    def refuse(_socket: socket.socket, address: object) -> None:
        if not isinstance(address, str | bytes):  # pipes of this machine's own processes
            tried.append(address)
            raise OSError("no network in this test")

    real = socket.getaddrinfo

    def look_up(host: object, *rest: object, **more: object) -> object:
        tried.append(host)
        return real(host, *rest, **more)  # type: ignore[arg-type] # handed on as it came

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with (
        desk_on_copy(demo_folder, tmp_path) as desk,
        whole_window(desk, appearance, ini, qtbot) as w,
    ):
        for key in ("screen", "review", "customers", "products", "cases", "lists", "settings"):
            w.go(key)
            QApplication.processEvents()
        desk.backups.make(tmp_path / "b.zip", Quiet())
        desk.version_checks.address = ReleaseAddress("https://api.example/", ("example",))
        version_looks_of(desk, w.shell).look()  # nobody switched it on
        w.shell.bus.tell(~Changes.NOTHING)
        QApplication.processEvents()
        assert desk.connections.newest() == []
    assert tried == []


def test_a_report_tells_no_name_of_locals_messages_or_paths(tmp_path: Path) -> None:
    def customers_page(customer: str, path: Path) -> None:
        secret = f"{customer} at {path}"
        try:
            raise FileNotFoundError(2, secret, str(path))
        except FileNotFoundError as error:
            raise ValueError({customer: secret}) from error

    name = "Örnek Elektronik A.Ş."
    try:
        customers_page(name, tmp_path / f"{name}.pdf")
    except ValueError as error:
        error.add_note(f"while saving {name}")
        report = report_of(error)
    assert "FileNotFoundError" in report
    assert "customers_page" in report
    assert name not in report
    assert str(tmp_path) not in report


def test_a_workspace_on_a_share_is_copied_and_the_copy_opened(
    folder: Path,
    tmp_path: Path,
    ini: QSettings,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mounts = (Mount("/", "ext4"), Mount(str(folder), "nfs4"))
    monkeypatch.setattr("exportdesk.core.mounts.system_mounts", lambda: mounts)
    monkeypatch.setattr(
        "exportdesk.ui.share_way.usual_folder", lambda: tmp_path / "u" / "workspace"
    )
    if os.name != "posix":
        pytest.skip("Windows tells shares otherwise")

    def on_a_share(*, read_only: bool) -> Desk:
        refuse_share(folder)
        raise AssertionError("it was opened on the share")

    here = tmp_path / "here"
    ask = ScriptedAsk("Copy it", False, here)
    program = Program(qapp, folder, ini, ask)
    assert program.open(on_a_share, pages) == 0
    assert program.opens_again
    assert program.workspace == here
    program.close()
    assert "network share (nfs4)" in ask.told[0]
    with closing(open_desk(here)) as copied:
        assert copied.workspace().customers.count() == 40
    # The way in still leads to the share: the copy is offered first from now on.
    again = Program(qapp, folder, ini, ScriptedAsk("Open the copy"))
    assert again.open(on_a_share, pages) == 0
    assert again.workspace == here
    again.close()
    away = Program(qapp, folder, ini, ScriptedAsk(None))
    assert away.open(on_a_share, pages) == 4
    assert not away.opens_again
    away.close()


def test_a_page_of_settings_begins_with_the_card_that_was_asked_for(
    desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    page = show_page(SettingsPage(desk, shell), shell, qtbot)
    page.resize(600, 500)  # one column: the card is far below
    page.arrive("backup")
    assert page._area is not None
    area = page._area
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 500)
    top = page.backup.mapTo(area.viewport(), page.backup.rect().topLeft()).y()
    assert 0 <= top < 60


def test_a_restore_that_is_ready_can_be_left_where_the_window_stayed_open(
    desk: Desk, folder: Path, tmp_path: Path, shell: Shell, qtbot: QtBot
) -> None:
    desk.backups.make(tmp_path / "b.zip", Quiet())
    card = BackupCard(desk, shell)
    qtbot.addWidget(card)
    card.open(tmp_path / "b.zip")
    card.take()
    assert is_pending(folder)
    next(one for one in card.banner.findChildren(QPushButton) if "Do not" in one.text()).click()
    assert not is_pending(folder)
    assert not list((folder / "backups").glob("restoring-*"))


def test_a_restore_offers_the_backups_that_are_there_newest_first(
    desk: Desk, tmp_path: Path, shell: Shell, clock: FakeClock, qtbot: QtBot, ask: ScriptedAsk
) -> None:
    by_hand = tmp_path / "b.zip"
    other = tmp_path / "other.zip"
    card = BackupCard(desk, shell)
    qtbot.addWidget(card)
    card.show()
    ask.answers = [None, other]
    card.choose_backup()  # none is there: a file is asked for
    assert card.choice.isHidden()
    desk.backups.make(other, Quiet())
    desk.backups.make(by_hand, Quiet())
    clock.advance(days=1)
    desk.backups.make_daily(Quiet())
    daily = Path(desk.backups.status().last_path)
    (daily.parent / "exportdesk-000000000000-20261101T000000Z.zip").write_bytes(b"torn")
    card.choose_backup()
    said = [card.choice.box.itemText(at) for at in range(card.choice.box.count())]
    assert [one.split(",")[0] for one in said] == ["21 Nov 2026", "20 Nov 2026"]
    assert all(one.endswith(("KB", "MB")) for one in said)
    assert card._source == daily
    assert card.offer.isVisible()
    card.choice.box.setCurrentIndex(1)
    card.choice.box.activated.emit(1)
    assert card._source == by_hand
    card.choice.other.click()
    assert card._source == other
    assert unnamed(card) == []
    card.leave.setFocus()
    card.leave.click()
    assert card.choice.isHidden()
    assert card.window().focusWidget() is card.restore  # not wherever Qt finds a field


def test_what_a_restore_put_aside_is_told_until_it_is_closed(
    tmp_path: Path, ask: ScriptedAsk, qtbot: QtBot
) -> None:
    alarms, kept = Alarms(), tmp_path / "before-restore-20261126T161200Z-abcdef"
    qtbot.addWidget(alarms)
    at = Moment.of(NOON, "UTC")
    tell_restored(Restored(at.text, kept, at), alarms, ask)
    banner = alarms.banners[RESTORED]
    assert moment_text(at) in banner.words  # as people here write it
    assert any("“backups”" in one.text() for one in banner.findChildren(QLabel))
    assert alarms.minimumSizeHint().width() < 700  # wrapped, never wider than the window
    next(one for one in banner.findChildren(QPushButton) if "Open" in one.text()).click()
    assert ask.opened == [kept]
    assert not alarms.isHidden()
    # A system without a program for folders may not say so: the path is there to go by.
    assert any(str(kept) in one.text() for one in banner.findChildren(QLabel))
    assert ask.troubles == []
    ask.opens = False
    next(one for one in banner.findChildren(QPushButton) if "Open" in one.text()).click()
    assert ask.troubles == [f"No program on this computer opens {kept.name}. {kept}"]
    banner.clear()
    assert alarms.isHidden()
    # So is told of the copy without a password that is still there once one is set.
    _say_kept(Sealed(Seal(bytes(32)), "", kept), alarms, ask)
    banner = alarms.banners[PASSWORD]
    opens = next(one for one in banner.findChildren(QPushButton) if "Open" in one.text())
    assert ask.tells_where(opens.click, kept)
    banner.clear()
