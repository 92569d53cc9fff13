"""How long the window answers nothing while customers are screened, decided and looked at.

    python -m tests.benchmarks.screening_stalls [--customers N] [--runs N] [--where]

By hand. The real window on a real workspace with its threads and processes, offscreen. Each run is
a process of its own: the start, the first screening of the whole book, a change of lists with the
screening that follows, deciding in Review, and each page opened for the first time. With the real
list copies the whole Consolidated Screening List is used, else the demo's. Told of each stage is
the longest turn of the window's loop, and the most that was computed in one: on a busy machine only
the second is the program's own, and the limit is held against it. `--where` says what long turns
did.
"""

import argparse
import gzip
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.real import shared

if TYPE_CHECKING:
    from exportdesk.ui.main_window import MainWindow
    from exportdesk.wiring import Desk

Stall = tuple[float, float]
"""The longest turn of the window's loop, and the most that was computed in one, in seconds."""

LIST = "lists/us-csl/consolidated.rebuilt-2026-07-31.json.gz"
LIMIT = 0.050
TOLD = 0.040
LISTED = 20  # one customer in so many bears a listed name
NEXT = "next.json.gz"


def main() -> int:
    """Fill a workspace once, run everything in fresh processes, and print the figures."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--customers", type=int, default=10_000)
    ask.add_argument("--runs", type=int, default=3)
    ask.add_argument("--where", action="store_true")
    ask.add_argument("--child", choices=["fill", "window"])
    ask.add_argument("--folder", type=Path)
    args = ask.parse_args()
    if args.child == "fill":
        return fill(args.folder, args.customers)
    if args.child == "window":
        return window(args.folder, where=args.where)
    runs: list[dict[str, Stall]] = []
    with tempfile.TemporaryDirectory(prefix="exportdesk-bench-") as temporary:
        child("fill", Path(temporary) / "ws", args)
        for run in range(args.runs + 1):
            folder = Path(temporary) / f"ws{run}"
            shutil.copytree(Path(temporary) / "ws", folder)
            figures = child("window", folder, args)
            shutil.rmtree(folder)
            if run:  # the first one compiles the program's code, as installing does
                runs.append(figures)
    return print_out(runs)


def child(kind: str, folder: Path, args: argparse.Namespace) -> dict[str, Stall]:
    """Run one part in a process of its own and return its figures."""
    environment = os.environ.copy()
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(folder.parent / "compiled")
    line = [sys.executable, "-m", "tests.benchmarks.screening_stalls", "--child", kind]
    line += ["--folder", str(folder), "--customers", str(args.customers)]
    if args.where:
        line.append("--where")
    done = subprocess.run(line, env=environment, stdout=subprocess.PIPE, check=True)
    figures: dict[str, Stall] = json.loads(done.stdout.splitlines()[-1])
    return figures


def print_out(runs: list[dict[str, Stall]]) -> int:
    """Print each stage's median and worst; return 1 where more is computed than may be."""
    over = 0
    print(f"{'the longest turn, ms':32}{'wall':>8}{'worst':>8}{'computing':>12}{'worst':>8}")
    for stage in runs[0]:
        wall, computed = ([1000 * run[stage][at] for run in runs] for at in (0, 1))
        over += statistics.median(computed) > 1000 * LIMIT
        print(
            f"{stage:32}{statistics.median(wall):8.0f}{max(wall):8.0f}"
            f"{statistics.median(computed):12.0f}{max(computed):8.0f}"
        )
    return 1 if over else 0


def fill(workspace: Path, count: int) -> int:
    """Take the list in, keep customers nobody has screened yet, and write the list's next file."""
    from exportdesk.core.ids import SourceKey
    from exportdesk.core.parties import PartyKind
    from exportdesk.core.progress import Silent
    from exportdesk.operations.import_list import ImportRequest
    from exportdesk.wiring import open_desk
    from tests.books import fill_book
    from tests.importing import expect_nothing
    from tests.reviewing import customer
    from tests.ui.desks import DEMO_LIST

    file = shared() / LIST
    file = file if file.exists() else DEMO_LIST
    expect_nothing(workspace)
    desk = open_desk(workspace)
    desk.lists.import_file(ImportRequest(file, SourceKey("us-csl")), Silent())
    listed = [
        one
        for one in desk.lists.matched_listings()
        if one.kind is not PartyKind.ADDRESS and one.names
    ]
    step = max(1, len(listed) // (count // LISTED))
    desk.customers.save_all(
        [
            customer(one.names[-1].text, next(iter(one.countries), ""), reference=f"L-{at}")
            for at, one in enumerate(listed[::step][: count // LISTED])
        ]
    )
    fill_book(desk.workspace(), count - count // LISTED)
    desk.close()
    write_next(file, workspace / NEXT)
    print("{}")
    return 0


def write_next(file: Path, into: Path) -> None:
    """Write the list as it may be the next day: one listing in a hundred is gone or renamed."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as stream:
        data = json.load(stream)
    dice = random.Random(5)
    kept = []
    for row in data["results"]:
        drawn = dice.random()
        if drawn < 0.005:
            continue
        if drawn < 0.01:
            row["name"] += " GROUP"
        kept.append(row)
    with gzip.open(into, "wt", encoding="utf-8", compresslevel=1) as stream:
        json.dump(data | {"results": kept}, stream)


def window(workspace: Path, *, where: bool) -> int:
    """Go through all stages in the real window and print the stall of each."""
    from PySide6.QtCore import QSettings

    from exportdesk.ui.app import Program, make_application
    from exportdesk.ui.pages import pages
    from exportdesk.wiring import Desk, open_desk
    from tests.benchmarks.review import Yes

    application = make_application(["exportdesk"])
    settings = QSettings(str(workspace / "window.ini"), QSettings.Format.IniFormat)
    program = Program(application, workspace, settings, Yes())
    opened: list[Desk] = []

    def make_desk(*, read_only: bool) -> Desk:
        opened.append(open_desk(workspace, read_only=read_only))
        opened[0].lists.catch_up()
        return opened[0]

    program.open(make_desk, pages)
    assert program.window is not None
    stages = Stages(program.window, opened[0], Watch() if where else None)
    try:
        stages.run(workspace)
        program.window.close()
    finally:
        program.close()
    print(json.dumps(stages.stalls))
    return 0


class Watch:
    """Looks every few milliseconds what the window's thread does, and tells it of long turns."""

    def __init__(self) -> None:
        self._main = threading.get_ident()
        self._seen: list[str] = []
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while True:
            time.sleep(0.002)
            frame, places = sys._current_frames().get(self._main), []
            while frame is not None and len(places) < 6:
                if "/exportdesk/" in frame.f_code.co_filename:
                    places.append(f"{Path(frame.f_code.co_filename).stem}:{frame.f_lineno}")
                frame = frame.f_back
            self._seen.append(" < ".join(places))

    def begin(self) -> None:
        """Forget what was seen so far."""
        self._seen = []

    def tell(self, stage: str, stall: Stall) -> None:
        """Say what was seen since."""
        said = "\n    ".join(f"{n} {place}" for place, n in Counter(self._seen).most_common(12))
        wall, computed = (1000 * one for one in stall)
        print(f"{stage}: {wall:.0f} ms, computing {computed:.0f}\n    {said}", file=sys.stderr)


class Stages:
    """What is done with the window, one after the other, and the longest stall of each."""

    def __init__(self, of: "MainWindow", desk: "Desk", watch: Watch | None) -> None:
        self.window, self.desk, self.watch = of, desk, watch
        self.stalls: dict[str, Stall] = {}

    def run(self, workspace: Path) -> None:
        """Do everything."""
        from exportdesk.ui.ahead import MakingAhead
        from exportdesk.ui.book_checks import book_checks_of
        from exportdesk.ui.pages import PAGES
        from exportdesk.ui.readiness import ReadyState, readiness_of

        window, shell = self.window, self.window.shell
        self.until("the first page", lambda: window.page is not None)
        readiness = readiness_of(self.desk, shell)
        self.until("the lists made ready", lambda: readiness.state is not ReadyState.LOADING)
        assert readiness.state is ReadyState.READY
        checks = book_checks_of(self.desk, shell)
        assert checks.check is not None  # nobody was screened yet
        self.until("the first screening", lambda: checks.check is None)
        self.idle("after it")
        self.change_lists(workspace, lambda: checks.check is not None)
        self.until("screened again", lambda: checks.check is None)
        self.idle("after it")
        making = self.window.findChild(MakingAhead)
        assert making is not None
        self.until("pages made ahead", lambda: making.done)
        self.decide()
        for key in PAGES:
            if key not in ("home", "review"):
                self.until(f"opening {key}", self.there(key), lambda key=key: window.go(key))
                self.idle(f"opening {key}")
        for key in PAGES:
            self.until(f"going to {key} again", self.there(key), lambda key=key: window.go(key))
            self.idle(f"going to {key} again")

    def there(self, key: str) -> Callable[[], bool]:
        """Return what tells whether a page is shown."""
        return lambda: self.window.page_key == key

    def change_lists(self, workspace: Path, begun: Callable[[], bool]) -> None:
        """Take the next edition in, as Control lists does, until customers are screened again."""
        from exportdesk.core.changes import Changes
        from exportdesk.core.ids import SourceKey
        from exportdesk.operations.import_list import ImportRequest

        shell, ended = self.window.shell, []
        request = ImportRequest(
            workspace / NEXT, SourceKey("us-csl"), override_reason="A list changed for a test."
        )
        desk = self.desk
        shell.background.start(
            lambda progress: desk.lists.import_file(request, progress),
            done=ended.append,
            failed=ended.append,
        )
        self.until("a list taken in", lambda: bool(ended))
        assert not isinstance(ended[0], Exception), ended
        self.until("new lists made ready", begun, lambda: shell.bus.tell(Changes.LISTS))

    def decide(self, count: int = 20) -> None:
        """Open Review and decide with the keyboard."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        from exportdesk.ui.review.page import ReviewPage

        window = self.window
        self.until("opening review", self.there("review"), lambda: window.go("review"))
        page = window.page
        assert isinstance(page, ReviewPage)
        self.until("opening review", lambda: bool(page.queue.rows) and page._shown is not None)
        self.idle("opening review")
        for _each in range(count):
            for key in (Qt.Key.Key_N, Qt.Key.Key_1, Qt.Key.Key_Return):
                focus = window.focusWidget() or page.queue.table
                self.turn("deciding", lambda focus=focus, key=key: QTest.keyClick(focus, key))
            self.idle("deciding")

    def idle(self, stage: str) -> None:
        """Let the window end what it has under way, and a little more."""
        shell = self.window.shell
        runners = (shell.jobs, shell.screening, shell.background, shell.updating)
        self.until(stage, lambda: not any(one.busy for one in runners))
        until = time.monotonic() + 0.05
        self.until(stage, lambda: time.monotonic() > until)

    def until(
        self, stage: str, there: Callable[[], bool], act: Callable[[], object] | None = None
    ) -> None:
        """Do something and let the window work until it is there; note the longest turn."""
        give_up = time.monotonic() + 120
        self.turn(stage, act)
        while not there():
            if time.monotonic() > give_up:
                raise TimeoutError(stage)
            time.sleep(0.001)
            self.turn(stage)

    def turn(self, stage: str, act: Callable[[], object] | None = None) -> None:
        """Let the window's loop turn once, after `act`, and note how long that took."""
        from PySide6.QtWidgets import QApplication

        if self.watch is not None:
            self.watch.begin()
        began, own = time.perf_counter(), time.thread_time()
        if act is not None:
            act()
        QApplication.processEvents()
        stall = time.perf_counter() - began, time.thread_time() - own
        if self.watch is not None and stall[1] > TOLD:
            self.watch.tell(stage, stall)
        before = self.stalls.get(stage, (0.0, 0.0))
        self.stalls[stage] = (max(stall[0], before[0]), max(stall[1], before[1]))


if __name__ == "__main__":
    sys.exit(main())
