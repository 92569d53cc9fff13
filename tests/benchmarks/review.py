"""Measures Review with thousands of waiting matches: opening, the next match, filtering, stalls.

    python -m tests.benchmarks.review [--matches N] [--next N]

By hand, offscreen. The book is made up: customers named nearly as listed parties are. With the real
list copies the whole Consolidated Screening List is used, else a made-up one.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from exportdesk.core.ids import SourceKey
from exportdesk.core.parties import PartyKind
from exportdesk.core.progress import Silent
from exportdesk.operations.import_list import ImportRequest
from exportdesk.ui.app import Program, make_application
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.pages import pages
from exportdesk.ui.readiness import ReadyState, readiness_of
from exportdesk.ui.review.page import ReviewPage
from exportdesk.wiring import Desk
from tests.real import shared
from tests.reviewing import customer, screen_book
from tests.ui.desks import open_desk
from tests.ui.scripted import ScriptedAsk

LIST = "lists/us-csl/consolidated.rebuilt-2026-07-31.json.gz"


def main() -> int:
    """Fill a book, open the page, walk and decide; print the figures."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--matches", type=int, default=5000)
    ask.add_argument("--next", type=int, default=60)
    args = ask.parse_args()
    application = make_application(["exportdesk"])
    with tempfile.TemporaryDirectory(prefix="exportdesk-bench-") as folder:
        workspace = Path(folder) / "ws"
        desk = open_desk(workspace, own_process=True)
        fill(desk, args.matches)
        settings = QSettings(str(Path(folder) / "window.ini"), QSettings.Format.IniFormat)
        program = Program(application, workspace, settings, Yes())
        try:
            program.open(lambda **_: desk, pages)
            assert program.window is not None
            measure(program.window, desk, args.next)
            program.window.close()
        finally:
            program.close()
    return 0


def fill(desk: Desk, matches: int) -> None:
    """Keep as many customers as give so many waiting matches."""
    file = shared() / LIST
    desk.lists.import_file(ImportRequest(file, SourceKey("us-csl")), Silent())
    listed = [
        one
        for one in desk.lists.matched_listings()
        if one.kind is not PartyKind.ADDRESS and one.names
    ]
    step = max(1, len(listed) // matches)
    wanted = [
        customer(one.names[-1].text, next(iter(one.countries), ""), reference=f"C-{at}")
        for at, one in enumerate(listed[:: step or 1])
    ]
    for start in range(0, len(wanted), 500):
        desk.customers.save_all(wanted[start : start + 500])
        if start + 500 >= len(wanted):
            break
    screen_book(desk)
    print(f"{'customers':40} {len(wanted):9,}")
    print(f"{'waiting matches':40} {desk.deciding.waiting():9,}")


class Yes(ScriptedAsk):
    """Says yes to every question."""

    @override
    def _answer(self, question: str) -> object:
        return True


class Stall:
    """Keeps the longest turn of the event loop, and the most that the window computed in one.

    On a busy machine a turn takes longer than what is computed in it; the limit of 50 ms is held
    against the second.
    """

    def __init__(self) -> None:
        self.longest = self.computed = 0.0

    def tell(self, words: str) -> None:
        """Print both."""
        print(f"{words:40} {self.longest:9.1f}   (computing {self.computed:.1f})")

    def until(self, there: Callable[[], bool]) -> float:
        """Let the window work until something is so; return the milliseconds it took."""
        began = time.perf_counter()
        while not there():
            turn, computed = time.perf_counter(), time.thread_time()
            QApplication.processEvents()
            self.longest = max(self.longest, (time.perf_counter() - turn) * 1000)
            self.computed = max(self.computed, (time.thread_time() - computed) * 1000)
            time.sleep(0.001)  # a window that waits leaves the interpreter to the other threads
        return (time.perf_counter() - began) * 1000


def measure(window: MainWindow, desk: Desk, count: int) -> None:
    """Print what the page takes."""
    stall = Stall()
    stall.until(lambda: window.page is not None)
    ready = readiness_of(desk, window.shell)
    stall.until(lambda: ready.state is ReadyState.READY and not window.shell.screening.busy)
    stall = Stall()
    began, worked, own = time.perf_counter(), time.process_time(), time.thread_time()
    window.make("review")
    window.go("review")
    tell("made, ms of computing", [(time.thread_time() - own) * 1000])
    page = window.page
    assert isinstance(page, ReviewPage)
    stall.until(lambda: bool(page.queue.rows))
    stall.until(lambda: page._shown is not None)
    QApplication.processEvents()
    tell("opens, ms", [(time.perf_counter() - began) * 1000])
    tell("  processor time of that, ms", [(time.process_time() - worked) * 1000])
    stall.tell("longest stall while opening, ms")
    stall = Stall()
    stall.until(lambda: not window.shell.screening.busy)
    tell("next match shown, ms", [key(page, Qt.Key.Key_J) for _each in range(count)])
    shown = []
    stall = Stall()
    for _each in range(count):
        for one in (Qt.Key.Key_N, Qt.Key.Key_1):
            key(page, one)
        shown.append(key(page, Qt.Key.Key_Return))
        stall.until(lambda: not window.shell.jobs.busy and not window.shell.screening.busy)
    tell("decided and next shown, ms", shown)
    stall.tell("longest stall while deciding, ms")
    times = []
    for text in ("s", "st", "sta", "star", "", "al", "ali"):
        page.queue.filters.search.setText(text)
        began = time.perf_counter()
        page.queue.filters.search.search_now()
        QApplication.processEvents()
        times.append((time.perf_counter() - began) * 1000)
    tell("filtered as typed, ms", times)
    assert isinstance(page, ReviewPage)


def key(page: ReviewPage, one: Qt.Key) -> float:
    """Press a key where the focus is and draw; return the milliseconds."""
    focus = page.window().focusWidget() or page.queue.table
    began = time.perf_counter()
    QTest.keyClick(focus, one)
    page.repaint()
    return (time.perf_counter() - began) * 1000


def tell(words: str, values: list[float]) -> None:
    """Print a figure: median and the largest."""
    print(f"{words:40} {statistics.median(values):9.1f}   (to {max(values):.1f})")


if __name__ == "__main__":
    sys.exit(main())
