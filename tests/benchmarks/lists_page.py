"""How long the Control lists page holds the window, with every list there is and a year of checks.

    python -m tests.benchmarks.lists_page [--runs N]

By hand; needs the real lists (`tests.real`). The window is offscreen, its worker and its publisher
are real: an update fetches the same files from a server on this machine, with one list that is new
and one that is missing. Each figure is the longest time in which the window's loop could answer
nothing; the limit is 50 ms. What it is while nothing is to be done is measured beside them. On a
busy machine that grows too, so the time that the window's thread computed in it is told as well;
that is what the limit is held against.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.all_lists import paths, write_sdn
from tests.benchmarks.window import started

if TYPE_CHECKING:
    from exportdesk.core.list_checks import ListCheck
    from exportdesk.ui.lists.page import ListsPage
    from exportdesk.wiring import Desk

LIMIT_MS = 50.0
CHECKS = 220  # of each source
NEW, MISSING = "un-sc", "ch-seco"
FIGURES = (
    ("a turn with nothing to do", "idle_ms"),
    ("the page opened for the first time", "open_ms"),
    ("the page opened again", "again_ms"),
    ("a source clicked", "click_ms"),
    ("a tab of a source clicked", "tab_ms"),
    ("something changed while it is shown", "told_ms"),
    ("an update of all sources", "update_ms"),
)


def main() -> int:
    """Run it several times and print each figure's median with its range."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--runs", type=int, default=3)
    ask.add_argument("--child", choices=["fill", "window"])
    ask.add_argument("--folder", type=Path)
    args = ask.parse_args()
    if args.child:
        return {"fill": fill, "window": window}[args.child](args.folder)
    runs = []
    for _run in range(args.runs):
        with tempfile.TemporaryDirectory(prefix="exportdesk-bench-") as folder:
            write_sdn(Path(folder))
            child("fill", Path(folder))
            runs.append(child("window", Path(folder)))
    over = 0
    for words, key in FIGURES:
        values = [run[key] for run in runs]
        computed = statistics.median(run[f"{key}_cpu"] for run in runs)
        over += computed > LIMIT_MS
        kept = "ok" if computed <= LIMIT_MS else "OVER"
        print(
            f"{words:38}{statistics.median(values):8.1f} ms  ({min(values):.1f} to "
            f"{max(values):.1f}), computing {computed:.1f}  {kept}"
        )
    return 1 if over else 0


def child(kind: str, folder: Path) -> dict[str, float]:
    """Run one part in a process of its own and return its figures."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "BEGAN": str(time.time())}
    # Compiled, as an installed program is: else opening a page measures the compiler.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        environment.pop(name, None)
        environment.pop(name.upper(), None)
    line = [sys.executable, "-m", "tests.benchmarks.lists_page", "--child", kind]
    done = subprocess.run(
        [*line, "--folder", str(folder)], env=environment, stdout=subprocess.PIPE, check=True
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def fill(folder: Path) -> int:
    """Take in all files but one, and note a year of checks of each."""
    from exportdesk.core.ids import SourceKey
    from exportdesk.core.progress import Silent
    from exportdesk.operations.import_list import ImportRequest
    from exportdesk.storage.opening import writing
    from exportdesk.ui.lists import changes_tab, page
    from exportdesk.wiring import open_desk

    assert page is not changes_tab  # both are compiled now, for the next part

    desk = open_desk(folder / "ws")
    requests = [
        # Of some there is only an old copy, or a sample: the guard is told so.
        ImportRequest(path, SourceKey(source), override_reason="measured")
        for source, path in paths(folder).items()
        if source != NEW
    ]
    desk.lists.import_files(requests, Silent())
    workspace = desk.workspace()
    with writing(workspace.db):
        workspace.settings.save_turned({SourceKey(source): True for source in paths(folder)})
        for source in paths(folder):
            for day in range(CHECKS, 0, -1):
                workspace.checks.add(a_check(desk, source, day))
    desk.close()
    print("{}")
    return 0


def a_check(desk: "Desk", source: str, days: int) -> "ListCheck":
    """Return what might have come of a check so many days ago: mostly nothing newer."""
    from datetime import timedelta

    from exportdesk.core.clock import Moment
    from exportdesk.core.editions import ListFinding, Severity
    from exportdesk.core.ids import SourceKey
    from exportdesk.core.list_checks import CheckState, ListCheck

    key, now = SourceKey(source), desk.clock.now()
    at = Moment.of(now.at - timedelta(days=days), now.zone)
    held = desk.lists.in_force(key)
    check = ListCheck(
        key,
        at,
        CheckState.UNCHANGED,
        edition=held.id if held is not None else None,
        url="https://lists.example/a/list/of/parties.json",
        etag='"5f3759df"',
        sha256="0" * 64,
        size=12_345_678,
        tries=1,
        seconds=3.25,
    )
    if days % 9 == 1:
        facts = {"source": desk.lists.catalogue.name_of(key), "status": 503}
        check = replace(check, state=CheckState.FAILED, code="fetch-status", facts=facts, size=0)
    elif days % 9 == 2:
        lost = ListFinding("list-shrunk", Severity.REFUSE, {"before": 9000, "now": 4000})
        check = replace(check, state=CheckState.REFUSED, code="list-refused", findings=(lost,) * 4)
    return check


def window(folder: Path) -> int:
    """Start the program and use the page, as a person does."""
    from contextlib import closing

    from tests.publisher import Publisher, addresses, edits

    with closing(Publisher()) as publisher:
        files = {source: path.read_bytes() for source, path in paths(folder).items()}
        publisher.lists = {f"/{source}": data for source, data in files.items()}
        del publisher.lists[f"/{MISSING}"]
        edits(folder / "ws", addresses(publisher, {key: f"/{key}" for key in files}))
        figures, program, desk = started(folder / "ws")
        try:
            figures |= used(folder, program, desk)
        finally:
            main_window = program.window
            assert main_window is not None
            main_window.close()
            longest(lambda: None, until=lambda: not main_window.isVisible())
            program.close()
    print(json.dumps(figures))
    return 0


def used(_folder: Path, program: object, desk: "Desk") -> dict[str, float]:
    """Use the page in the window of `program`, and return the figures."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from exportdesk.core.changes import Changes
    from exportdesk.ui.app import Program
    from exportdesk.ui.lists.page import ListsPage

    assert isinstance(program, Program)
    main_window = program.window
    assert main_window is not None
    main_window.resize(1280, 800)
    longest(lambda: None)
    figures = told("idle_ms", longest(lambda: None))
    there = lambda: main_window.page_key == "lists"  # noqa: E731 - read twice below
    figures |= told("open_ms", longest(lambda: main_window.go("lists"), until=there))
    page = main_window.page
    assert isinstance(page, ListsPage)
    longest(lambda: main_window.go("home"))
    figures |= told("again_ms", longest(lambda: main_window.go("lists")))

    def click(row: int) -> None:
        spot = page.sources.visualRect(page.sources.model().index(row, 0)).center()
        QTest.mouseClick(page.sources.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    rows = [at for at, line in enumerate(page.sources.lines) if line.status is not None]
    figures |= told("click_ms", *(longest(partial(click, at)) for at in rows * 2))
    figures |= told("tab_ms", *(one for at in rows for one in tabs(page, partial(click, at))))
    tell = partial(main_window.shell.bus.tell, Changes.LISTS)
    figures |= told("told_ms", *(longest(tell) for _time in range(5)))
    figures |= told("update_ms", update(page, desk))
    return figures


def told(key: str, *stalls: tuple[float, float]) -> dict[str, float]:
    """Return the worst of several, and the most that was computed in any."""
    return {key: max(s[0] for s in stalls), f"{key}_cpu": max(s[1] for s in stalls)}


def tabs(page: "ListsPage", click: Callable[[], object]) -> list[tuple[float, float]]:
    """Look at each tab of a source, the comparison of its editions too."""
    longest(click)
    turn_to = page.pane.tabs.setCurrentIndex
    return [longest(partial(turn_to, tab)) for tab in (1, 2, 0)]


def update(page: "ListsPage", desk: "Desk") -> tuple[float, float]:
    """Update every source in use; return the longest stall, until the index is ready again."""
    from exportdesk.core.list_checks import CheckState
    from exportdesk.ui.list_checks import UpdateEnd

    ends: list[UpdateEnd] = []
    page.updates.ended.connect(ends.append)

    def over() -> bool:
        return bool(ends) and not page._shell.background.busy and not page._shell.screening.busy

    stall = longest(page.update_all.click, until=over)
    said = {one.source: one.state for one in ends[0].outcomes}
    expected = dict.fromkeys(said, CheckState.UNCHANGED)
    expected |= {key: CheckState.FAILED for key in said if key == MISSING}
    expected |= {key: CheckState.UPDATED for key in said if key == NEW}
    assert said == expected, said
    assert desk.updates.checks()
    return stall


def longest(
    act: Callable[[], object], *, seconds: float = 0.25, until: Callable[[], bool] | None = None
) -> tuple[float, float]:
    """Return the longest gap in the window's loop, in ms, in which `act` is done or that follows;
    and the most that was computed in one.
    """
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    loop, ticks, start = QEventLoop(), QTimer(), QTimer()
    ticks.setTimerType(Qt.TimerType.PreciseTimer)
    last = [time.perf_counter(), time.thread_time()]
    most = [0.0, 0.0]
    ends = time.perf_counter() + seconds

    def tick() -> None:
        for at, now in enumerate((time.perf_counter(), time.thread_time())):
            most[at] = max(most[at], (now - last[at]) * 1000)
            last[at] = now
        if until() if until is not None else last[0] > ends:
            loop.quit()

    ticks.timeout.connect(tick)
    ticks.start(1)
    start.setSingleShot(True)
    start.timeout.connect(act)
    start.start(5)
    loop.exec()
    ticks.stop()
    return most[0], most[1]


if __name__ == "__main__":
    sys.exit(main())
