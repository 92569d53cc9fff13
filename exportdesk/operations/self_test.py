"""The program's test of itself, on the machine it is installed on."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from exportdesk.core.clock import SystemClock
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.progress import Silent
from exportdesk.core.words import say
from exportdesk.operations.demo_run import DemoDesk, do_the_main_job, fill_demo


@dataclass(frozen=True, slots=True)
class Check:
    """One part of the test: what was tried, whether it went well, what there is to say of it."""

    name: str
    passed: bool
    detail: str
    seconds: float


def self_test(
    open_desk: Callable[[], DemoDesk], render_page: Callable[[Path], str]
) -> tuple[Check, ...]:
    """Open a workspace, take in a list, screen, make a paper, read one, verify, encrypt, render.

    `render_page` draws a page of the window to a picture beside the workspace and says what it saw.
    """
    checks: list[Check] = []
    desk: DemoDesk | None = None

    def attempt(name: str, work: Callable[[], str]) -> bool:
        began = time.perf_counter()
        try:
            detail, passed = work(), True
        except ExportDeskError as error:
            detail, passed = say(error), False
        except Exception as error:  # noqa: BLE001 - whatever is wrong here is what the test is for
            detail, passed = f"{type(error).__name__}: {error}", False
        checks.append(Check(name, passed, detail, time.perf_counter() - began))
        return passed

    def open_it() -> str:
        nonlocal desk
        desk = open_desk()
        return str(desk.folder)

    def take_in() -> str:
        assert desk is not None
        fill_demo(desk, Silent())
        return f"{desk.lists.status().listings} listings in force"

    def screen() -> str:
        assert desk is not None
        report = do_the_main_job(desk, Silent())
        found, data = report.screening.match_count, report.paper.read_bytes()
        if not found:
            raise ValueError("the demo's customers met no listing")
        if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-1024:]:
            raise ValueError("the record is not a PDF")
        return f"{report.customers} customers, {found} possible matches, {len(data)} bytes of PDF"

    def print_scripts() -> str:
        # Imported when a paper is made, as everywhere: reportlab is slow to load.
        from exportdesk.documents.sample import SCRIPTS, sample_page

        return f"{len(SCRIPTS)} scripts, {len(sample_page())} bytes of PDF"

    def read_back() -> str:
        from exportdesk.documents.returned_form import read_returned
        from exportdesk.documents.sample import sample_page

        return f"{read_returned(sample_page()).pages} page, read within bounds"

    def verify() -> str:
        assert desk is not None
        verified = desk.workspace().events.verify()
        if verified.fault is not None:
            raise ValueError(verified.fault.code)
        return f"{verified.head.count} events"

    def encrypt() -> str:
        assert desk is not None
        return encrypt_one(desk.folder.parent / "encrypted")

    def render() -> str:
        assert desk is not None
        return render_page(desk.folder)

    parts = (
        ("open a workspace", open_it),
        ("take in a list with the worker process", take_in),
        ("screen and make a record", screen),
        ("print every script", print_scripts),
        ("read a PDF in a process of its own", read_back),
        ("verify the record of events", verify),
        ("encrypt a workspace and open it", encrypt),
        ("render a page of the window", render),
    )
    for name, work in parts:
        if not attempt(name, work):
            break
    return tuple(checks)


def encrypt_one(folder: Path) -> str:
    """Make a workspace, give it a password, open it by its recovery code, and say what did it."""
    # Read where there is a password, and not before: here, to see that it is all there.
    from exportdesk.operations.passwords import PASSWORD_SET, set_password
    from exportdesk.storage.sealed_sqlite import sealed_version
    from exportdesk.storage.sealing import unseal
    from exportdesk.storage.workspace import Workspace

    Workspace.open(folder).close()
    made = set_password(folder, "self-test", progress=Silent(), clock=SystemClock("UTC"))
    with closing(Workspace.open(folder, seal=unseal(folder, made.recovery_code))) as workspace:
        if [one.kind for one in workspace.events.all()] != [PASSWORD_SET]:
            raise ValueError("what was kept is not there")
    return f"SQLCipher {sealed_version()}"
