"""The way in: a window on a workspace, or one page of it drawn without being shown."""

import os
from contextlib import suppress
from pathlib import Path

from exportdesk.core.errors import StorageFault


def open_window(folder: Path, *, safe: bool = False) -> int:
    """Open the window on the workspace in `folder`; return the exit code once it is closed.

    `safe` leaves the lists out and the window's state.
    """
    from exportdesk.ui.display import hold_display

    hold_display()
    from exportdesk.ui.app import run_window
    from exportdesk.ui.pages import pages
    from exportdesk.ui.passwords.keys import Keys
    from exportdesk.wiring import Desk, open_desk

    place, keys = [folder], Keys()

    def make_desk(*, read_only: bool) -> Desk:
        desk = open_desk(place[-1], read_only=read_only, seal=keys.find(place[-1]))
        with suppress(StorageFault):  # what cannot be noted now is noted at the next start
            desk.lists.catch_up()
        return desk

    def make_safe(*, read_only: bool) -> Desk:
        return open_desk(place[-1], read_only=read_only, safe=True, seal=keys.find(place[-1]))

    return run_window(
        make_desk, pages, folder, make_safe=make_safe, safe=safe, moved=place.append, keys=keys
    )  # fmt: skip


def render_page(folder: Path) -> str:
    """Draw every page of the window on the workspace in `folder`, without showing any.

    Returns what was drawn; raises RuntimeError where a page came out empty.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSettings

    from exportdesk.ui.app import Program, make_application
    from exportdesk.ui.ask import QtAsk
    from exportdesk.ui.pages import PAGES, pages
    from exportdesk.wiring import Desk, open_desk

    def make_desk(*, read_only: bool) -> Desk:
        return open_desk(folder, read_only=read_only)

    application = make_application(["exportdesk"])
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    program = Program(application, folder, settings, QtAsk(settings))
    drawn = []
    try:
        program.open(make_desk, pages)
        window = program.window
        if window is None:
            raise RuntimeError("the window did not open")
        window.resize(1280, 800)
        for key in PAGES:
            window.make(key)  # now, not in a moment
            window.go(key)
            application.processEvents()
            picture = window.grab().toImage()
            colors = {
                picture.pixel(x, y)
                for x in range(0, picture.width(), 7)
                for y in range(0, picture.height(), 7)
            }
            if len(colors) < 5:
                raise RuntimeError(f"the page {key} came out empty")
            drawn.append(key)
        window.close()
    finally:
        program.close()
    return ", ".join(drawn)
