"""Measures a very long table taken in through the real window: stages, turns, memory, stopping.

    python -m tests.benchmarks.import_window [--rows 100000]

By hand. One process, offscreen, an empty workspace without lists: what screening adds is measured
by `book_import`. Of each stage are told the seconds, those of the processor in all threads, the
longest turn of the window's loop and the most that its thread computed in one (on a busy machine
only that is the program's own), how often progress was told, and the most memory so far. Looking
at the rows and keeping them are each stopped once before they are let end.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QProgressBar

from exportdesk.ui.app import Program, make_application
from exportdesk.ui.book_import.sheet import ImportSheet, Stage
from exportdesk.ui.customers.page import CustomersPage
from exportdesk.ui.pages import pages
from exportdesk.wiring import open_desk
from tests.importing import expect_nothing
from tests.tables.test_rows import many
from tests.ui.scripted import ScriptedAsk


def main() -> int:
    """Do it once and print each stage."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--rows", type=int, default=100_000)
    args = ask.parse_args()
    application = make_application(["exportdesk"])
    with tempfile.TemporaryDirectory(prefix="exportdesk-bench-") as folder:
        workspace, file = Path(folder) / "ws", Path(folder) / "many.csv"
        expect_nothing(workspace)
        file.write_text(many(args.rows), "utf-8")
        settings = QSettings(str(Path(folder) / "window.ini"), QSettings.Format.IniFormat)
        program = Program(application, workspace, settings, ScriptedAsk())
        program.open(
            lambda *, read_only: open_desk(workspace, read_only=read_only),
            pages,
        )
        window = program.window
        assert window is not None
        window.resize(1280, 800)
        watch = Watch(application)
        watch.until("the window", lambda: window.page is not None)
        shell = window.shell
        watch.until("its code read", lambda: not (shell.background.busy or shell.screening.busy))
        window.make("customers")
        window.go("customers")
        page = window.page
        assert isinstance(page, CustomersPage)
        page.importing.begin()
        measure(page.importing.sheet, file, watch)
        watch.until("all done", lambda: not (shell.jobs.busy or shell.background.busy))
        window.close()
        program.close()
    return 0


def measure(sheet: ImportSheet, file: Path, watch: "Watch") -> None:
    """Go through the stages."""
    sheet.open_file(file)
    watch.until("read the file", lambda: sheet.stage is Stage.COLUMNS, sheet)
    sheet.go_on()
    watch.turns(2.0)
    sheet.go_back()
    watch.until("stop looking at the rows", lambda: sheet.stage is Stage.COLUMNS, sheet)
    sheet.go_on()
    watch.until("check the rows", lambda: sheet.stage is Stage.ROWS, sheet)
    sheet.take_in()
    watch.turns(2.0)
    sheet.go_back()
    watch.until("stop keeping", lambda: sheet.stage is not Stage.WAIT, sheet)
    assert sheet.stage is Stage.ROWS, "it was kept before it could be stopped"
    sheet.take_in()
    watch.until("keep the rows", lambda: sheet.stage is Stage.DONE, sheet)


class Watch:
    """Runs the window's loop, and tells how long its turns were."""

    def __init__(self, application: QApplication) -> None:
        self._application = application

    def turns(self, seconds: float) -> None:
        """Let it run for some time."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            self._application.processEvents()
            time.sleep(0.001)

    def until(self, what: str, is_so: Callable[[], bool], sheet: ImportSheet | None = None) -> None:
        """Let it run until something is so, and print figures."""
        began, worked = time.perf_counter(), time.process_time()
        longest = computed = 0.0
        told: set[str] = set()
        while not is_so():
            turn, computing = time.perf_counter(), time.thread_time()
            self._application.processEvents()
            longest = max(longest, time.perf_counter() - turn)
            computed = max(computed, time.thread_time() - computing)
            if sheet is not None:
                told.add(str(sheet.line.findChildren(QProgressBar)[0].value()))
            time.sleep(0.001)
            assert time.perf_counter() - began < 1200, what
        seconds, worked = time.perf_counter() - began, time.process_time() - worked
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{what:26}{seconds:8.2f} s, processor {worked:7.2f}"
            f"   longest turn {1000 * longest:5.0f} ms, computing {1000 * computed:4.0f}"
            f"   progress {len(told):4}   memory {memory:5.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
