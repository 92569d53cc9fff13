"""What nobody caught."""

import logging
import os
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from exportdesk.log import Log
from exportdesk.ui.crash import CrashHandler, FaultFile, report_of
from exportdesk.ui.crash_dialog import CrashDialog
from exportdesk.ui.mailing import Mailed
from exportdesk.ui.theme import Appearance
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import unnamed

CUSTOMER = "Örnek Elektronik A.Ş."


def fault(kind: type[Exception] = ValueError, text: str = CUSTOMER) -> Exception:
    """Return an error that was raised."""
    try:
        raise kind(text)
    except kind as error:
        return error


def other_fault() -> Exception:
    """Return an error raised elsewhere, on the way from another."""
    try:
        try:
            raise KeyError(CUSTOMER)
        except KeyError as error:
            raise RuntimeError(CUSTOMER) from error
    except RuntimeError as error:
        return error


class Shown:
    """Notes the reports shown; may itself fail while one is."""

    def __init__(self) -> None:
        self.reports: list[str] = []
        self.handler: CrashHandler | None = None

    def show(self, report: str) -> None:
        self.reports.append(report)
        if self.handler is not None:
            self.handler.report(other_fault())


def test_a_report_holds_places_and_no_data() -> None:
    report = report_of(other_fault())
    assert "PySide6 6." in report
    assert "test_crash.py" in report
    assert "KeyError" in report
    assert "RuntimeError" in report
    assert CUSTOMER not in report
    assert str(Path(__file__).parent) not in report


@pytest.mark.expect_log("An error nobody caught")
def test_a_fault_is_shown_once(qtbot: QtBot) -> None:
    shown = Shown()
    handler = CrashHandler(shown.show)
    for _ in range(3):
        handler.report(fault())
    assert len(shown.reports) == 1


@pytest.mark.expect_log("An error nobody caught")
def test_one_fault_at_a_time(qtbot: QtBot) -> None:
    shown = Shown()
    handler = shown.handler = CrashHandler(shown.show)
    handler.report(fault())
    assert len(shown.reports) == 1, "the one that came meanwhile is logged, not shown"


@pytest.mark.expect_log("An error nobody caught")
def test_other_threads_are_heard_on_this_one(qtbot: QtBot) -> None:
    shown = Shown()
    handler = CrashHandler(shown.show)
    before = sys.excepthook
    handler.install()
    try:
        thread = threading.Thread(target=lambda: 1 // 0)
        thread.start()
        thread.join()
        assert shown.reports == []
        qtbot.waitUntil(lambda: len(shown.reports) == 1)
    finally:
        handler.close()
    assert sys.excepthook is before
    assert "ZeroDivisionError" in shown.reports[0]


@pytest.mark.expect_log("An error nobody caught")
def test_what_rises_to_the_top_is_reported(qtbot: QtBot) -> None:
    shown = Shown()
    handler = CrashHandler(shown.show)
    handler.install()
    try:
        error = fault()
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        handler.close()
    assert len(shown.reports) == 1


def test_the_report_can_be_copied_and_saved(
    qtbot: QtBot, appearance: Appearance, ask: ScriptedAsk, tmp_path: Path
) -> None:
    dialog = CrashDialog("the report", ask)
    qtbot.addWidget(dialog)
    dialog.show()
    assert unnamed(dialog) == []
    assert dialog.findChild(QPlainTextEdit).toPlainText() == "the report"
    dialog._copy()
    assert QGuiApplication.clipboard().text() == "the report"
    ask.answers = [None, tmp_path, tmp_path / "no such folder" / "report.txt"]
    for _ in range(3):
        dialog._save()
    assert (tmp_path / "exportdesk-report.txt").read_text("utf-8") == "the report"
    assert ask.answers == []


def test_a_report_for_the_mail_stays_a_day_and_no_longer(
    qtbot: QtBot, ask: ScriptedAsk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    dialog = CrashDialog("the report", ask)
    qtbot.addWidget(dialog)
    ask.mailed = Mailed.ATTACHED
    dialog._mail()
    first = ask.mails[-1].file.parent
    assert first.is_dir(), "the mail program may read it when the message is sent"
    os.utime(first, (1, 1))
    dialog._mail()
    assert not first.exists()
    assert ask.mails[-1].file.read_text("utf-8") == "the report"
    ask.mailed = Mailed.NOT_OPENED
    dialog._mail()
    assert not ask.mails[-1].file.parent.exists()


def test_a_run_that_ended_well_leaves_nothing(tmp_path: Path) -> None:
    file = FaultFile(tmp_path / "fault.txt")
    assert file.left_behind() == ""
    file.open()
    assert (tmp_path / "fault.txt").exists()
    file.close()
    assert not (tmp_path / "fault.txt").exists()
    (tmp_path / "fault.txt").write_text("Fatal Python error", "utf-8")
    assert file.left_behind() == "Fatal Python error"


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("in the way", "utf-8")
    file = FaultFile(tmp_path / "logs" / "fault.txt")
    file.open()
    file.close()
    Log(tmp_path / "logs").close()


def test_the_log_is_turned_over(tmp_path: Path) -> None:
    log = Log(tmp_path / "logs")
    logger = logging.getLogger("exportdesk.test")
    for number in range(2_000):
        logger.info("%s %s", number, "x" * 1_000)
    log.close()
    logger.info("after the end")
    files = sorted(path.name for path in (tmp_path / "logs").iterdir())
    assert files == ["exportdesk.log", "exportdesk.log.1", "exportdesk.log.2"]
    assert "after the end" not in (tmp_path / "logs" / "exportdesk.log").read_text("utf-8")
