"""The dialogs about the password: what they say, that they fit, and that keys reach everything."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from exportdesk.core import i18n
from exportdesk.core.company import Theme
from exportdesk.core.errors import WorkspaceLocked
from exportdesk.core.progress import Silent
from exportdesk.operations.open_windows import FRONT_FILE
from exportdesk.operations.passwords import set_password
from exportdesk.storage import sealing
from exportdesk.storage.sealing import Seal, new_seal, unseal_file
from exportdesk.ui.ask import QtAsk
from exportdesk.ui.coming_forward import comes
from exportdesk.ui.help.alone import LonePage
from exportdesk.ui.passwords.code_dialog import CodeDialog
from exportdesk.ui.passwords.code_paper import CodeSheet
from exportdesk.ui.passwords.locked import Locked, UnlockDialog
from exportdesk.ui.passwords.sheets import (
    ChangePasswordSheet,
    NewCodeSheet,
    RemovePasswordSheet,
    SetPasswordSheet,
)
from exportdesk.ui.passwords.unseen import UnseenCode
from exportdesk.ui.settings.page import SettingsPage
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance
from exportdesk.ui.widgets import Page
from exportdesk.wiring import Desk
from tests.documents.reading import pages_of, squeezed
from tests.fakes import FakeClock
from tests.ui.desks import open_desk
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import clashing, cut_off, mute, unnamed, words_cut

CODE = "7WQK-2M9D-3XHC-AB1D-EFGH-JKMN-PQRS-TVWX-12AB"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path / "ws")
    yield made
    made.close()


@pytest.fixture
def english_again() -> Iterator[None]:
    yield
    i18n.speak("en")


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1280, 800)
    qtbot.addWidget(made)
    made.show()
    return made


def bug(error: BaseException) -> None:
    raise error


def refused(_secret: str) -> Seal:
    raise WorkspaceLocked("password-wrong", path="ws")


def locked(folder: Path) -> Locked:
    return Locked("This workspace has a password.", folder, refused, bug, front=folder)


def sheet(folder: Path) -> CodeSheet:
    return CodeSheet(CODE, "Calm Harbor Instruments", folder, "2026-11-26 12:00")


def test_a_wrong_password_is_said_in_place_and_moves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = UnlockDialog(locked(tmp_path))
    qtbot.addWidget(dialog)
    dialog.show()
    size, place = dialog.size(), dialog.yes.pos()
    line = dialog.password.line
    assert line.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert dialog.password.mark == "Type something here first."
    QTest.keyClicks(line, "not this one")
    assert dialog.password.mark == ""
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "neither" in dialog.password.mark, timeout=5000)
    assert line.selectedText()
    assert (dialog.size(), dialog.yes.pos()) == (size, place)
    dialog.password.eye.click()
    assert line.echoMode() is QLineEdit.EchoMode.Normal
    assert dialog.password.eye.accessibleName() == "Hide what is typed"
    dialog.use_code()
    assert not line.text()
    assert (dialog.size(), dialog.yes.pos()) == (size, place)
    assert comes(tmp_path)  # the program is started once more
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    page = next(one for one in dialog.findChildren(LonePage) if one.isVisible())
    assert page.reader.page is not None
    page.follow("backups.md#restore")
    assert page.reader.page.name == "backups"
    page.reject()
    dialog.reject()
    assert dialog.seal is None
    assert not (tmp_path / FRONT_FILE).exists()


def test_the_window_stays_alive_while_a_password_is_tried(qtbot: QtBot, tmp_path: Path) -> None:
    made = new_seal("calm harbor", "2026-11-26T12:00:00Z")
    opens = Locked("x", tmp_path, lambda one: unseal_file(made.key_file, one, tmp_path), bug)
    dialog = UnlockDialog(opens)
    qtbot.addWidget(dialog)
    beats = []
    timer = QTimer(dialog)
    timer.timeout.connect(lambda: beats.append(1))
    timer.start(5)
    dialog.password.line.setText("not this one")
    dialog.take()
    qtbot.waitUntil(lambda: bool(dialog.password.mark), timeout=20_000)
    assert len(beats) > 5
    dialog.reject()


def test_the_code_is_copied_saved_printed_and_stays_until_it_is_kept(
    over: QWidget, shell: Shell, ask: ScriptedAsk, tmp_path: Path
) -> None:
    dialog = CodeDialog(sheet(tmp_path), ask, shell.jobs, over)
    dialog.open()
    assert UnseenCode(tmp_path).is_noted  # killed now, the next start would say so
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == CODE
    pdf, text, gone = tmp_path / "code.pdf", tmp_path / "code.txt", tmp_path / "no" / "code.pdf"
    ask.answers = [pdf.with_suffix(""), text, gone]
    for _each in range(3):
        dialog.save_button.click()
    for read in (pages_of(pdf.read_bytes()), [text.read_text("utf-8-sig")]):
        (told,) = read
        assert f"{CODE[:24]}{CODE[25:]}" in squeezed(told)
        assert "CalmHarborInstruments" in squeezed(told)
    assert str(gone) in dialog.banner.words
    ask.print_to = tmp_path / "printed.pdf"
    dialog.print_button.click()
    (told,) = pages_of(ask.print_to.read_bytes())
    assert CODE[:24] in squeezed(told)
    dialog.close()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not dialog.yes.isEnabled()
    dialog.kept.click()
    dialog.yes.click()
    assert not dialog.isVisible()
    assert not UnseenCode(tmp_path).is_noted


def test_the_questions_are_asked_by_dialogs(tmp_path: Path, qtbot: QtBot) -> None:
    ask = QtAsk(QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat))
    made = new_seal("calm harbor", "2026-11-26T12:00:00Z")
    opens = Locked("x", tmp_path, lambda one: unseal_file(made.key_file, one, tmp_path), bug)

    def type_it() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, UnlockDialog)
        QTest.keyClicks(dialog.password.line, made.recovery_code.lower())
        dialog.yes.click()

    def keep_it() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, CodeDialog)
        dialog.kept.click()
        dialog.yes.click()

    QTimer.singleShot(0, type_it)
    seal = ask.unlock(None, opens)
    assert seal is not None
    assert seal.mark == made.seal.mark
    QTimer.singleShot(0, keep_it)
    ask.keep_code(None, sheet(tmp_path), bug)


@pytest.mark.usefixtures("english_again")
@pytest.mark.parametrize(("language", "scale"), [("en", 1.0), ("en", 2.0), ("es", 2.0)])
def test_nothing_is_cut_and_no_key_stands_twice(
    language: str,
    scale: float,
    over: QWidget,
    desk: Desk,
    shell: Shell,
    appearance: Appearance,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    monkeypatch.delenv(i18n.OVERRIDE)
    assert i18n.speak(language) == language
    appearance.wear(Theme.DARK, scale=scale)
    unlock = UnlockDialog(locked(desk.folder / "a folder of some length" / "and of another"))
    qtbot.addWidget(unlock)
    made: list[QDialog] = [
        unlock,
        CodeDialog(sheet(desk.folder), shell.ask, shell.jobs, over),
        SetPasswordSheet(over, desk, shell),
        ChangePasswordSheet(over, desk, shell),
        NewCodeSheet(over, desk, shell),
        RemovePasswordSheet(over, desk, shell),
    ]
    for dialog in made:
        dialog.setModal(False)
        dialog.show()
        states = [unlock.use_code, lambda: unlock._turn_to(2, unlock.new)]
        for turn in [None, *(states if dialog is unlock else [])]:
            if turn is not None:
                turn()
            QTest.qWait(1)
            name = dialog.windowTitle()
            assert dialog.width() <= 1280, name
            assert dialog.height() <= 800, name
            assert [*cut_off(dialog), *words_cut(dialog), *clashing(dialog)] == [], name
            assert [*unnamed(dialog), *mute(dialog)] == [], name
            for area in dialog.findChildren(QScrollArea):
                inner = area.widget()
                assert inner is None or inner.width() <= area.viewport().width(), name
        dialog.hide()


def test_what_cannot_be_a_password_is_said_at_its_field(
    over: QWidget, desk: Desk, shell: Shell
) -> None:
    asked = []
    shell.bus.errand_asked.connect(asked.append)
    dialog = SetPasswordSheet(over, desk, shell)
    dialog.open()
    assert dialog.deletes.isChecked()
    title = next(one for one in dialog.findChildren(QLabel) if one.text() == dialog.windowTitle())
    assert dialog.new.first.line.mapTo(dialog, QPoint(0, 0)).x() == title.x(), "in one line"
    order = dialog.new.first.line
    after = [order := order.nextInFocusChain() for _each in range(12)]
    fields = [one for one in after if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    second = dialog.new.second
    assert fields[:3] == [second.line, dialog.new.first.eye, second.eye], "typed twice in a row"
    dialog.new.first.line.setText("short")
    dialog.yes.click()
    assert "8 characters" in dialog.new.first.mark
    dialog.new.first.line.setText("long enough")
    dialog.new.second.line.setText("long enough, and other")
    dialog.yes.click()
    assert dialog.new.second.mark == "This is not what stands above."
    assert asked == []
    dialog.new.second.line.setText("long enough")
    QTest.keyClick(dialog.new.second.line, Qt.Key.Key_Return)
    assert len(asked) == 1


def test_copies_of_before_are_told_on_the_card_and_deleted_there(
    shell: Shell, ask: ScriptedAsk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "_COST", 2**4)  # a test tries no passwords out
    folder, plain = tmp_path / "sealed", tmp_path / "plain.zip"
    with closing(open_desk(folder)) as before:
        before.backups.make(plain, Silent())
        before.backups.make_daily(Silent())
    seal = set_password(folder, "calm harbor", progress=Silent(), clock=FakeClock()).seal
    desk = open_desk(folder, seal=seal)
    page = SettingsPage(desk, shell)
    qtbot.addWidget(page, before_close_func=Page.close_page)
    page.show()
    page.arrive("password")
    assert page.focusWidget() is page.password.change
    assert page.help_topic() == "password"
    assert page.password.set.isHidden()
    assert page.password.banner.words == "2 copies from before the password are not encrypted."
    ask.answers = [False, True]
    page.password.delete_copies()
    assert len([*folder.glob("backups/before-restore-*")]) == 1
    page.password.delete_copies()
    assert page.password.banner.words == "2 unencrypted copies were deleted."
    assert not [*folder.glob("backups/before-restore-*")]
    assert plain.is_file()  # made by hand: told, and left
    page.backup.open(plain)
    assert "is encrypted with the password of this workspace" in page.backup.offer_password.text()
    assert page.backup.accept.isEnabled()
    page.close_page()
    desk.close()
