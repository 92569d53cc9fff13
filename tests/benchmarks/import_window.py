"""Measures how long the window stands still while a table is taken into the book.

    python -m tests.benchmarks.import_window [--rows N] [--runs N]

By hand. The real page with its threads, offscreen, in a new workspace each time; figures as
`customers_table` gives them: on a busy machine only what is computed is the program's own.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from exportdesk.ui.app import Program, make_application
from exportdesk.ui.book_import.sheet import Stage
from exportdesk.ui.customers.page import CustomersPage
from exportdesk.ui.pages import pages
from exportdesk.wiring import Desk, open_desk
from tests.benchmarks.customers_table import Figures, timed, wait
from tests.importing import expect_nothing
from tests.tables.test_rows import many
from tests.ui.scripted import ScriptedAsk


def main() -> int:
    """Import a table several times, and print what each part takes."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--rows", type=int, default=10_000)
    ask.add_argument("--runs", type=int, default=3)
    args = ask.parse_args()
    application = make_application(["exportdesk"])
    figures = Figures()
    for _run in range(args.runs):
        with tempfile.TemporaryDirectory(prefix="exportdesk-bench-") as folder:
            measure(application, Path(folder), args.rows, figures)
    figures.print_out()
    return 0


def measure(application: QApplication, folder: Path, rows: int, figures: Figures) -> None:
    """Open the window on a new workspace and import so many customers."""
    workspace, file = folder / "ws", folder / "many.csv"
    file.write_text(many(rows), "utf-8")
    expect_nothing(workspace)
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    program = Program(application, workspace, settings, ScriptedAsk())

    def make_desk(*, read_only: bool) -> Desk:
        return open_desk(workspace, read_only=read_only)

    program.open(make_desk, pages)
    window = program.window
    assert window is not None
    window.resize(1280, 800)
    wait(lambda: window.page is not None)
    window.go("customers")
    wait(lambda: isinstance(window.page, CustomersPage) and not window.shell.background.busy)
    page = window.page
    assert isinstance(page, CustomersPage)
    page.importing.begin()
    sheet = page.importing.sheet
    for what, act, stage in (
        ("read the file", lambda: sheet.open_file(file), Stage.COLUMNS),
        ("plan the rows", sheet.go_on, Stage.ROWS),
        ("take them in", sheet.take_in, Stage.DONE),
    ):
        began = time.perf_counter()
        stall = timed(act, Arrived(page, stage))
        figures.note(what, time.perf_counter() - began, stall)
    window.shell.background.cancel_all()
    window.close()
    wait(lambda: not window.isVisible())
    program.close()


class Arrived:
    """Tells whether the sheet stands at a stage."""

    def __init__(self, page: CustomersPage, stage: Stage) -> None:
        self._page = page
        self._stage = stage

    def __call__(self) -> bool:
        """Whether it does."""
        return self._page.importing.sheet.stage is self._stage


if __name__ == "__main__":
    sys.exit(main())
