"""Measures Customers opened while the program starts, with very many rows and the real list.

    python -m tests.benchmarks.customers_start [--customers 100000] [--runs 5]

By hand; needs the real lists (`tests.real`). Each run is a process of its own, offscreen: the
window opens, and the moment its first page stands, Customers is asked for, while the lists are
being got ready and the code of the other pages is being read. Told are the seconds from the asking
to the rows, the longest turn of the window's loop until then, and how much of it was computed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.real import shared

LIST = "lists/us-csl/consolidated.rebuilt-2026-07-31.json.gz"
FIGURES = (
    ("first page, s after the start", "first_s"),
    ("Customers from then to its rows, s", "open_s"),
    ("processor's time of all threads, s", "worked_s"),
    ("longest turn, ms", "stall_ms"),
    ("longest turn, computing, ms", "computed_ms"),
)


def main() -> int:
    """Run it several times and print each figure's median with its range."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--customers", type=int, default=100_000)
    ask.add_argument("--runs", type=int, default=5)
    ask.add_argument("--keep", type=Path, help="a folder to fill once and use again")
    ask.add_argument("--child", choices=["fill", "window"])
    ask.add_argument("--folder", type=Path)
    args = ask.parse_args()
    if args.child == "fill":
        return fill(args.folder, args.customers)
    if args.child:
        return window(args.folder, args.customers)
    with tempfile.TemporaryDirectory(prefix="exportdesk-bench-") as made:
        folder = args.keep or Path(made)
        if not (folder / "ws").is_dir():
            child("fill", folder, args.customers)
        runs = [child("window", folder, args.customers) for _run in range(args.runs)]
    for words, key in FIGURES:
        values = [run[key] for run in runs]
        middle, low, high = statistics.median(values), min(values), max(values)
        print(f"{words:38}{middle:9.2f}   ({low:.2f} to {high:.2f})")
    return 0


def child(kind: str, folder: Path, customers: int) -> dict[str, float]:
    """Run one part in a process of its own and return its figures."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "BEGAN": str(time.time())}
    # Compiled, as an installed program is: else opening a page measures the compiler.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    line = [sys.executable, "-m", "tests.benchmarks.customers_start", "--child", kind]
    done = subprocess.run(
        [*line, "--folder", str(folder), "--customers", str(customers)],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def fill(folder: Path, customers: int) -> int:
    """Take the list in, keep the customers as screened with it, close."""
    from exportdesk.core.ids import SourceKey
    from exportdesk.core.progress import Silent
    from exportdesk.operations.import_list import ImportRequest
    from exportdesk.storage.opening import writing
    from exportdesk.wiring import open_desk
    from tests.books import fill_book
    from tests.importing import expect_nothing

    folder.mkdir(parents=True, exist_ok=True)
    expect_nothing(folder / "ws")
    desk = open_desk(folder / "ws")
    desk.lists.import_file(ImportRequest(shared() / LIST, SourceKey("us-csl")), Silent())
    desk.lists.prepare_index(Silent())
    workspace = desk.workspace()
    fill_book(workspace, customers)
    with writing(workspace.db):
        # As after a screening that found nothing: else the start would begin with screening all.
        current, at = desk.book.current(), desk.clock.now().utc_text
        workspace.db.execute(
            "update book_parties set screened_with = ?, screened_fingerprint = fingerprint",
            (current,),
        )
        workspace.db.execute(
            "update customers set screened_with = ?, screened_at = ?, status = 'no_open_match'",
            (current, at),
        )
    desk.close()
    print("{}")
    return 0


def window(folder: Path, customers: int) -> int:
    """Open the window, ask for Customers at once, and print figures."""
    began = float(os.environ["BEGAN"])
    from PySide6.QtCore import QSettings

    from exportdesk.ui.app import Program, make_application
    from exportdesk.ui.ask import QtAsk
    from exportdesk.ui.pages import pages
    from exportdesk.wiring import open_desk

    application = make_application(["exportdesk"])
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    program = Program(application, folder / "ws", settings, QtAsk(settings))
    program.open(lambda *, read_only: open_desk(folder / "ws", read_only=read_only), pages)
    shown = program.window
    assert shown is not None
    shown.resize(1280, 800)
    while shown.page is None:
        application.processEvents()
    figures = {"first_s": time.time() - began}
    asked, worked = time.perf_counter(), time.process_time()
    stall = computed = 0.0
    shown.go("customers")
    while True:
        turn, computing = time.perf_counter(), time.thread_time()
        application.processEvents()
        stall = max(stall, time.perf_counter() - turn)
        computed = max(computed, time.thread_time() - computing)
        table = getattr(getattr(shown.page, "list", None), "table", None)
        detail = getattr(shown.page, "detail", None)
        if table is not None and table.model().rowCount() == customers and detail.view is not None:
            break
        assert time.perf_counter() - asked < 120
        time.sleep(0.001)
    figures |= {
        "open_s": time.perf_counter() - asked,
        "worked_s": time.process_time() - worked,
        "stall_ms": 1000 * stall,
        "computed_ms": 1000 * computed,
    }
    shown.close()
    program.close()
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
