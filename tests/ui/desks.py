"""Real desks for the tests of pages: a workspace in a folder, the demo's list, made-up parties."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exportdesk.core import resources
from exportdesk.core.company import Company, Settings
from exportdesk.core.ids import SourceKey
from exportdesk.core.parties import Party, PartyKind
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import Verdict
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.screening import Saved
from exportdesk.storage.sealing import Seal
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Page
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.importing import ImporterHere, expect_nothing

DEMO_LIST = resources.path("demo", "consolidated.json")
NEXT_LIST = resources.path("demo", "consolidated.next.json")
DEMO_CSV = resources.path("demo", "consolidated.csv")
US_CSL = SourceKey("us-csl")
P = TypeVar("P", bound=Page)


def open_desk(
    folder: Path,
    clock: FakeClock | None = None,
    *,
    read_only: bool = False,
    own_process: bool = False,
    seal: Seal | None = None,
) -> Desk:
    """Open a desk on the workspace in `folder`.

    Lists are taken in by the calling process, on the test's clock: starting the worker takes longer
    than reading the demo's list. `own_process` leaves it as it is in the program.
    """
    clock = clock or FakeClock()
    expect_nothing(folder)
    importer = None if own_process else ImporterHere(folder, clock, seal)
    return Desk(
        folder, clock=clock, zone=clock.zone, read_only=read_only, importer=importer, seal=seal
    )


@contextmanager
def desk_on_copy(
    of: Path, folder: Path, clock: FakeClock | None = None, **settings: Any
) -> Iterator[Desk]:
    """Open a desk on a copy of the workspace `of` in `folder`, with these settings changed."""
    shutil.copytree(of, folder / "workspace")
    with closing(open_desk(folder / "workspace", clock)) as made:
        if settings:
            made.profile.save_settings(replace(made.settings(), **settings))
        yield made


def show_page(page: P, shell: Shell, qtbot: QtBot) -> P:
    """Show a page as the window does: told of changes, active, arrived at."""
    qtbot.addWidget(page, before_close_func=Page.close_page)
    shell.bus.changed.connect(page.reload)
    page.resize(1068, 800)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    if not page.isActiveWindow():  # a wait for it takes 50 ms at least
        with qtbot.waitActive(page):
            page.activateWindow()
    page.arrive()
    return page


def fill(desk: Desk) -> None:
    """Give the desk a company, an operator and the demo's list, ready to screen."""
    desk.profile.save_company(Company("Calm Harbor Instruments", city="Portland", region="OR"))
    desk.profile.save_settings(Settings(operator="Dana Whitfield"))
    desk.lists.import_file(ImportRequest(DEMO_LIST, US_CSL), Silent())
    ready_up(desk)


@cache
def _filled_once() -> Path:
    """Return a workspace that is filled, on a clock that stands at noon; made once a process."""
    folder = Path(tempfile.mkdtemp(dir=Path.home())) / "workspace"
    with closing(open_desk(folder)) as desk:
        fill(desk)
    return folder


def open_filled(folder: Path, clock: FakeClock | None = None) -> Desk:
    """Open a desk in `folder` that is filled: on a copy, which costs a quarter of filling it."""
    shutil.copytree(_filled_once(), folder)
    desk = open_desk(folder, clock)
    ready_up(desk)
    return desk


def ready_up(desk: Desk) -> None:
    """Load the index of the lists in force."""
    ready = desk.lists.prepare_index(Silent())
    assert ready is not None
    desk.screenings.load(ready)


def listed_name(desk: Desk) -> str:
    """Return the name of a listed party."""
    return next(one.name for one in desk.lists_db().current_listings() if one.list == "EL")


def screen(desk: Desk, name: str, *, reference: str = "", verdict: Verdict | None = None) -> Saved:
    """Screen a party and save it; decide every match with `verdict`, where one is given."""
    result = desk.screenings.screen(Party(name, PartyKind.ORGANIZATION))
    if verdict is not None:
        decision = desk.screenings.decision(verdict, "Looked into it.")
        matches = tuple(replace(seen, decision=decision) for seen in result.matches)
        result = replace(result, matches=matches)
    return desk.screenings.save([result], reference=reference)
