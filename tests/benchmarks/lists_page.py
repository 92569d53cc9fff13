"""How long the Control lists page holds the window, with every list there is and a year of checks.

    python -m tests.benchmarks.lists_page [--runs N]

By hand; needs the real lists (`tests.real`). The window is offscreen, its worker and its publisher
are real: an update fetches the same files from a server on this machine, with one list that is new
and one that is missing. Each figure is the longest time between two turns of the window's loop; the
limit is 50 ms. A bare turn, in which nothing is to be done, is measured beside them.
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
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.all_lists import paths, write_sdn
from tests.benchmarks.window import Stall, started

if TYPE_CHECKING:
    from exportdesk.core.list_checks import ListCheck
    from exportdesk.ui.lists.page import ListsPage
    from exportdesk.wiring import Desk

LIMIT_MS = 50.0
CHECKS = 220  # of each source
NEW, MISSING = "un-sc", "ch-seco"
FIGURES = (
    ("a turn with nothing to do", "idle_ms"),
    ("starting, until lists are ready", "start_stall_ms"),
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
        middle = statistics.median(values)
        over += middle > LIMIT_MS
        kept = "ok" if middle <= LIMIT_MS else "OVER"
        print(f"{words:38}{middle:8.1f} ms  ({min(values):.1f} to {max(values):.1f})  {kept}")
    return 1 if over else 0


def child(kind: str, folder: Path) -> dict[str, float]:
    """Run one part in a process of its own and return its figures."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "BEGAN": str(time.time())}
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
    from exportdesk.wiring import open_desk

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
            while main_window.isVisible():
                turn()
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
    figures = {"idle_ms": longest(lambda: None)}
    figures["open_ms"] = longest(lambda: main_window.go("lists"))
    page = main_window.page
    assert isinstance(page, ListsPage)
    main_window.go("home")
    turn()
    figures["again_ms"] = longest(lambda: main_window.go("lists"))

    def click(row: int) -> None:
        spot = page.sources.visualRect(page.sources.model().index(row, 0)).center()
        QTest.mouseClick(page.sources.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    rows = [at for at, line in enumerate(page.sources.lines) if line.status is not None]
    figures["click_ms"] = max(longest(lambda at=at: click(at)) for at in rows * 2)  # type: ignore[misc] # one row each
    figures["tab_ms"] = max(tabs(page, click, row) for row in rows)
    figures["told_ms"] = longest(lambda: main_window.shell.bus.tell(Changes.LISTS))
    figures["update_ms"] = update(page, desk)
    return figures


def tabs(page: "ListsPage", click: Callable[[int], None], row: int) -> float:
    """Look at each tab of a source, the comparison of its editions too."""
    click(row)
    turn()
    return max(
        longest(lambda tab=tab: page.pane.tabs.setCurrentIndex(tab))  # type: ignore[misc] # one tab
        for tab in (1, 2, 0)
    )


def update(page: "ListsPage", desk: "Desk") -> float:
    """Update every source in use; return the longest stall, until the index is ready again."""
    from exportdesk.core.list_checks import CheckState
    from exportdesk.ui.list_checks import UpdateEnd

    ends: list[UpdateEnd] = []
    page.updates.ended.connect(ends.append)
    stall = Stall()
    page.update_all.click()
    while not ends or page._shell.background.busy or page._shell.screening.busy:
        turn()
        stall.tick()
    said = {one.source: one.state for one in ends[0].outcomes}
    expected = dict.fromkeys(said, CheckState.UNCHANGED)
    expected |= {key: CheckState.FAILED for key in said if key == MISSING}
    expected |= {key: CheckState.UPDATED for key in said if key == NEW}
    print(said, file=sys.stderr)
    assert said == expected, said
    assert desk.updates.checks()
    return stall.longest_ms


def longest(act: Callable[[], object], turns: int = 60) -> float:
    """Return the longest turn of the window's loop in which `act` is done, or that follows."""
    began = time.perf_counter()
    act()
    most = (time.perf_counter() - began) * 1000
    for _turn in range(turns):
        began = time.perf_counter()
        turn()
        most = max(most, (time.perf_counter() - began) * 1000)
        time.sleep(0.003)
    return most


def turn() -> None:
    """Let the window do what it has to."""
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()


if __name__ == "__main__":
    sys.exit(main())
