"""Measures the table of customers with very many rows: opening, sorting, filtering, scrolling.

    python -m tests.benchmarks.customers_table [--customers N] [--runs N]

By hand. The real page on a real workspace with its threads, offscreen; each figure is the median,
with the range, and beside it the longest time in which the window's thread answered nothing, and
the most that it computed in one go: on a busy machine only the second is the program's own.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from array import array
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from exportdesk.ui.app import Program, make_application
from exportdesk.ui.customers.columns import ORDERS
from exportdesk.ui.customers.page import CustomersPage
from exportdesk.ui.pages import pages
from exportdesk.wiring import Desk, open_desk
from tests.books import fill_book
from tests.importing import expect_nothing
from tests.ui.scripted import ScriptedAsk

Stall = tuple[float, float]
"""The longest turn of the window's loop, and the most that was computed in one."""

TYPED = ("gran", "granite op", "brightwater", "C-0123", "holding 1", "c0123", "nobody at all")


class Figures:
    """Seconds of each kind of act, and the longest stall within it."""

    def __init__(self) -> None:
        self.taken: dict[str, list[float]] = {}
        self.stalls: dict[str, Stall] = {}

    def note(self, what: str, seconds: float, stall: Stall) -> None:
        """Keep one measurement."""
        self.taken.setdefault(what, []).append(seconds)
        before = self.stalls.get(what, (0.0, 0.0))
        self.stalls[what] = (max(stall[0], before[0]), max(stall[1], before[1]))

    def print_out(self) -> None:
        """Print each median with its range and the longest stall."""
        for what, taken in self.taken.items():
            middle, low, high = (1000 * f(taken) for f in (statistics.median, min, max))
            stall, computed = (1000 * one for one in self.stalls[what])
            print(
                f"{what:26} {middle:6.0f} ms  ({low:.0f} to {high:.0f})"
                f"   stall {stall:4.0f} ms, computing {computed:4.0f}"
            )


def main() -> int:
    """Fill a workspace, open the page on it, and measure."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--customers", type=int, default=100_000)
    ask.add_argument("--runs", type=int, default=5)
    args = ask.parse_args()
    application = make_application(["exportdesk"])
    with tempfile.TemporaryDirectory(prefix="exportdesk-bench-") as folder:
        workspace = Path(folder) / "ws"
        expect_nothing(workspace)
        desk = open_desk(workspace)
        fill_book(desk.workspace(), args.customers)
        desk.close()
        figures = Figures()
        measure(application, workspace, args, figures)
        figures.print_out()
    return 0


def measure(
    application: QApplication, workspace: Path, args: argparse.Namespace, figures: Figures
) -> None:
    """Open the window and do everything `runs` times."""
    settings = QSettings(str(workspace / "window.ini"), QSettings.Format.IniFormat)
    program = Program(application, workspace, settings, ScriptedAsk())
    opened: list[Desk] = []

    def make_desk(*, read_only: bool) -> Desk:
        opened.append(open_desk(workspace, read_only=read_only))
        return opened[0]

    program.open(make_desk, pages)
    window = program.window
    assert window is not None
    window.resize(1280, 800)
    wait(lambda: window.page is not None)
    shell = window.shell  # the code of the pages is read, as it is a second after the start
    wait(lambda: not (shell.background.busy or shell.screening.busy or shell.updating.busy))
    began = time.perf_counter()
    stall = timed(lambda: window.go("customers"), lambda: shown(window.page, args.customers))
    figures.note("open the page", time.perf_counter() - began, stall)
    page = window.page
    assert isinstance(page, CustomersPage)
    for _run in range(args.runs):
        sort(page, figures)
        type_words(page, args.customers, figures)
        scroll(page, figures)
    window.close()
    program.close()


def shown(page: object, count: int) -> bool:
    """Whether the page shows so many customers and the first one in full."""
    return (
        isinstance(page, CustomersPage)
        and page.list.table.model().rowCount() == count
        and page.detail.view is not None
    )


def sort(page: CustomersPage, figures: Figures) -> None:
    """Sort by every column, both ways."""
    for at, column in enumerate(page.list._model.columns):
        if column.name not in ORDERS:
            continue
        for order in (Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder):
            before = page.list._model.numbers
            began = time.perf_counter()
            stall = timed(
                partial(page.list.table.sortByColumn, at, order), partial(settled, page, before)
            )
            figures.note(f"sort by {column.name}", time.perf_counter() - began, stall)


def type_words(page: CustomersPage, count: int, figures: Figures) -> None:
    """Type words letter by letter; each letter is measured until its rows are there."""
    search = page.filters.search
    for words in TYPED:
        for letter in words:
            before = page.list._model.numbers
            QTest.keyClicks(search, letter)
            began = time.perf_counter()
            stall = timed(search.search_now, partial(settled, page, before))
            figures.note("filter, one more letter", time.perf_counter() - began, stall)
        search.clear()
        search.search_now()
        wait(lambda: page.list.table.model().rowCount() == count)


def settled(page: CustomersPage, before: "array[int]") -> bool:
    """Whether what was asked for is shown."""
    return page.list._model.numbers is not before or is_idle(page)


def is_idle(page: CustomersPage) -> bool:
    """Whether nothing is being looked for."""
    return not page._shell.screening.busy


def scroll(page: CustomersPage, figures: Figures) -> None:
    """Scroll through the whole table in two hundred steps, each drawn at once."""
    bar = page.list.table.verticalScrollBar()
    for step in range(200):
        began, own = time.perf_counter(), time.thread_time()
        bar.setValue(bar.maximum() * step // 200)
        page.list.table.viewport().repaint()
        taken = time.perf_counter() - began
        figures.note("scroll, one step", taken, (taken, time.thread_time() - own))


def timed(act: Callable[[], object], there: Callable[[], bool]) -> Stall:
    """Do something, wait until it is there, and return the longest stall."""
    longest = turn(act)
    while not there():
        time.sleep(0.001)
        longest = tuple(map(max, longest, turn()))  # type: ignore[assignment] # two stay two
    return longest


def turn(act: Callable[[], object] | None = None) -> Stall:
    """Let the window's loop turn once, after `act`; return how long that took and computed."""
    began, own = time.perf_counter(), time.thread_time()
    if act is not None:
        act()
    QApplication.processEvents()
    return time.perf_counter() - began, time.thread_time() - own


def wait(there: Callable[[], bool], seconds: float = 60.0) -> None:
    """Let the window work until something is so."""
    until = time.monotonic() + seconds
    while not there():
        if time.monotonic() > until:
            raise TimeoutError("the window did not get there")
        QApplication.processEvents()
        time.sleep(0.001)


if __name__ == "__main__":
    sys.exit(main())
