"""Measures the Products page with ten thousand products: opening, searching, sorting, stalls.

    python -m tests.benchmarks.products_page [--products N] [--runs N]

By hand, offscreen, with the demo's products many times over. Beside each longest turn of the
window's loop stands what was computed in it; the limit of 50 ms is held against that.
"""

import argparse
import os
import sys
import tempfile
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt

from exportdesk.core.ids import ProductId, new_id
from exportdesk.operations.demo import demo_products
from exportdesk.ui.app import Program, make_application
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.pages import pages
from exportdesk.ui.products.page import ProductsPage
from exportdesk.wiring import open_desk
from tests.benchmarks.customers_table import Figures, timed, wait
from tests.importing import expect_nothing
from tests.ui.scripted import ScriptedAsk

TYPED = ("8542.31", "x-0042", "camera", "nothing like it")


def main() -> int:
    """Fill a workspace, open the page on it, and measure."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--products", type=int, default=10_000)
    ask.add_argument("--runs", type=int, default=3)
    args = ask.parse_args()
    application = make_application(["exportdesk"])
    with tempfile.TemporaryDirectory(prefix="exportdesk-bench-") as folder:
        workspace = Path(folder) / "ws"
        expect_nothing(workspace)
        fill(workspace, args.products)
        settings = QSettings(str(workspace / "window.ini"), QSettings.Format.IniFormat)
        program = Program(application, workspace, settings, ScriptedAsk())
        figures = Figures()
        program.open(partial(open_desk, workspace), pages)
        assert program.window is not None
        measure(program.window, args.products, args.runs, figures)
        program.window.close()
        program.close()
        figures.print_out()
    return 0


def fill(workspace: Path, count: int) -> None:
    """Keep so many products."""
    desk = open_desk(workspace)
    kinds = demo_products()
    desk.products.save_all(
        [
            replace(kinds[at % len(kinds)], id=ProductId(new_id()), sku=f"X-{at:05d}")
            for at in range(count)
        ]
    )
    desk.close()


def measure(window: MainWindow, count: int, runs: int, figures: Figures) -> None:
    """Open the page, then search and sort `runs` times."""
    shell = window.shell
    window.resize(1280, 800)
    wait(lambda: window.page is not None)
    wait(lambda: not (shell.background.busy or shell.screening.busy or shell.updating.busy))

    def there(wanted: int) -> bool:
        page = window.page
        return isinstance(page, ProductsPage) and len(page.pane.model.rows) == wanted

    began = time.perf_counter()
    stall = timed(lambda: window.go("products"), lambda: there(count))
    figures.note("open the page", time.perf_counter() - began, stall)
    page = window.page
    assert isinstance(page, ProductsPage)
    for _run in range(runs):
        for words in TYPED:
            page.pane.filters.search.setText(words)
            began = time.perf_counter()
            stall = timed(page.pane.filters.search.search_now, lambda: not shell.screening.busy)
            figures.note("search", time.perf_counter() - began, stall)
        page.pane.filters.search.clear()
        began = time.perf_counter()
        stall = timed(page.pane.filters.search.search_now, lambda: there(count))
        figures.note("show all again", time.perf_counter() - began, stall)
        for at, column in enumerate(page.pane.model.columns):
            began = time.perf_counter()
            order = Qt.SortOrder.DescendingOrder
            stall = timed(partial(page.pane.table.sortByColumn, at, order), lambda: True)
            figures.note(f"sort by {column.name}", time.perf_counter() - began, stall)


if __name__ == "__main__":
    sys.exit(main())
