"""Measures the window with a real list: start, getting lists ready, stalls, memory, one screening.

    python -m tests.benchmarks.window [--runs N] [--file LIST.json.gz]

By hand; needs the real list copies. Each run is a process of its own, offscreen. Baseline in the
same run: the time and memory of a bare Qt window, so that figures of different machines compare.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tests.real import shared

if TYPE_CHECKING:
    from exportdesk.ui.app import Program
    from exportdesk.wiring import Desk

FIGURES = (
    ("bare window, s", "bare_s"),
    ("window usable, s", "usable_s"),
    ("lists ready, s", "ready_s"),
    ("longest stall while starting, ms", "start_stall_ms"),
    ("longest stall while importing, ms", "import_stall_ms"),
    ("import in the window, s", "import_s"),
    ("screening p50, ms", "p50_ms"),
    ("screening p95, ms", "p95_ms"),
    ("bare window PSS, MB", "bare_mb"),
    ("window PSS with lists, MB", "pss_mb"),
)
NAMES = (
    "Huawei Technologies", "Acme Trading LLC", "Ivan Petrov", "Bank of Kunlun", "Ortiz",
    "Rosneft Oil Company", "Quiet Meadow Honey Farm", "Mohamed Ali", "Global Star Shipping",
)  # fmt: skip


def main() -> int:
    """Run it several times and print each figure's median with its range."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--runs", type=int, default=3)
    ask.add_argument("--file", default="lists/us-csl/consolidated.rebuilt-2026-07-31.json.gz")
    ask.add_argument("--child", choices=["bare", "window", "fill"])
    ask.add_argument("--folder", type=Path)
    args = ask.parse_args()
    if args.child:
        return CHILDREN[args.child](args.folder, args.file)
    runs: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory(prefix="exportdesk-bench-") as folder:
        child("fill", Path(folder), args.file)
        for _run in range(args.runs):
            figures = child("bare", Path(folder), args.file)
            figures |= child("window", Path(folder), args.file)
            runs.append(figures)
    for words, key in FIGURES:
        values = [run[key] for run in runs if key in run]
        middle, low, high = statistics.median(values), min(values), max(values)
        print(f"{words:36} {middle:9.2f}   ({low:.2f} to {high:.2f})")
    bare, usable = (statistics.median(run[key] for run in runs) for key in ("bare_s", "usable_s"))
    print(f"{'usable / bare window':36} {usable / bare:9.2f}")
    return 0


def child(kind: str, folder: Path, file: str) -> dict[str, float]:
    """Run one part in a process of its own and return its figures."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "BEGAN": str(time.time())}
    line = [sys.executable, "-m", "tests.benchmarks.window", "--child", kind]
    done = subprocess.run(
        [*line, "--folder", str(folder), "--file", file],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def since() -> float:
    """Return the seconds since the process was asked for."""
    return time.time() - float(os.environ["BEGAN"])


def pss_mb() -> float:
    """Return the proportional set size of this process."""
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise LookupError("no Pss")


def fill(folder: Path, file: str) -> int:
    """Take the list in."""
    from exportdesk.core.ids import SourceKey
    from exportdesk.core.progress import Silent
    from exportdesk.operations.import_list import ImportRequest
    from exportdesk.wiring import open_desk

    desk = open_desk(folder)
    desk.lists.import_file(ImportRequest(shared() / file, SourceKey("us-csl")), Silent())
    desk.close()
    print("{}")
    return 0


def bare(folder: Path, file: str) -> int:
    """Show a window with nothing in it."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.show()
    application.processEvents()
    print(json.dumps({"bare_s": since(), "bare_mb": pss_mb()}))
    return 0


def started(folder: Path) -> tuple[dict[str, float], "Program", "Desk"]:
    """Open the program on a workspace and wait for its lists; return the figures of that."""
    from PySide6.QtCore import QSettings

    from exportdesk.ui.app import Program, make_application
    from exportdesk.ui.ask import QtAsk
    from exportdesk.ui.pages import pages
    from exportdesk.ui.readiness import ReadyState, readiness_of
    from exportdesk.wiring import Desk, open_desk

    figures: dict[str, float] = {}
    application = make_application(["exportdesk"])
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    program = Program(application, folder, settings, QtAsk(settings))
    opened: list[Desk] = []

    def make_desk(*, read_only: bool) -> Desk:
        opened.append(open_desk(folder, read_only=read_only))
        return opened[0]

    program.open(make_desk, pages)
    main_window, desk = program.window, opened[0]
    assert main_window is not None
    while main_window.page is None:
        application.processEvents()
    figures["usable_s"] = since()
    readiness = readiness_of(desk, main_window.shell)
    stall = Stall()
    while readiness.state is ReadyState.LOADING:
        application.processEvents()
        stall.tick()
    figures["ready_s"] = since()
    figures["start_stall_ms"] = stall.longest_ms
    assert readiness.state is ReadyState.READY
    figures["pss_mb"] = pss_mb()
    return figures, program, desk


def screened_ms(desk: "Desk", names: Sequence[str]) -> list[float]:
    """Screen each name and return how many milliseconds each took, sorted."""
    from exportdesk.core.parties import Party

    taken = []
    for name in names:
        began = time.perf_counter()
        desk.screenings.screen(Party(name))
        taken.append((time.perf_counter() - began) * 1000)
    return sorted(taken)


def window(folder: Path, file: str) -> int:
    """Start the program, wait for its lists, screen, and import them again under its eyes."""
    from PySide6.QtWidgets import QApplication

    from exportdesk.core.changes import Changes
    from exportdesk.core.company import Company
    from exportdesk.core.errors import ListRefused
    from exportdesk.core.ids import SourceKey
    from exportdesk.operations.import_list import ImportRequest

    figures, program, desk = started(folder)
    main_window = program.window
    assert main_window is not None
    taken = screened_ms(desk, NAMES * 6)
    figures["p50_ms"], figures["p95_ms"] = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]

    ended: list[object] = []
    request = ImportRequest(shared() / file, SourceKey("us-csl"))
    began, stall = time.perf_counter(), Stall()
    main_window.shell.background.start(
        lambda progress: desk.lists.import_file(request, progress),
        done=ended.append,
        failed=ended.append,
    )
    before = desk.screenings.ready
    while not ended:
        QApplication.processEvents()
        stall.tick()
    main_window.shell.bus.tell(Changes.LISTS)
    while desk.screenings.ready == before or main_window.shell.screening.busy:
        QApplication.processEvents()
        stall.tick()
    assert not isinstance(ended[0], ListRefused), ended
    figures["import_s"] = time.perf_counter() - began
    figures["import_stall_ms"] = stall.longest_ms
    desk.profile.save_company(Company(name="Bench"))
    main_window.close()
    program.close()
    print(json.dumps(figures))
    return 0


class Stall:
    """The longest time between two turns of the window's loop."""

    def __init__(self) -> None:
        self.longest_ms = 0.0
        self._last = time.perf_counter()

    def tick(self) -> None:
        """Note a turn. Sleeps a little, as a window with nothing to do would."""
        now = time.perf_counter()
        self.longest_ms = max(self.longest_ms, (now - self._last) * 1000)
        time.sleep(0.002)
        self._last = time.perf_counter()


CHILDREN = {"bare": bare, "window": window, "fill": fill}

if __name__ == "__main__":
    sys.exit(main())
