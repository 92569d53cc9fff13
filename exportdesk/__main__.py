"""Starts the program: `exportdesk` with a console, `exportdeskw` without one."""

import faulthandler
import gc
import multiprocessing
import os
import sys
from pathlib import Path


def main() -> None:
    """Run the command line; without a command, open the window."""
    multiprocessing.freeze_support()
    # Whatever is written is for this person alone; on Windows the folder's own rights say so.
    os.umask(0o077)
    from exportdesk.cli.program import main as run
    from exportdesk.cli.session import Doors

    sys.exit(run(sys.argv[1:], Doors(_open_window, _render_page)))


def main_window() -> None:
    """Run the same program where there is no console to write to."""
    # A windowed program on Windows has no standard streams at all; writing to None would crash it.
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for good
            setattr(sys, name, nowhere)
    main()


def _open_window(folder: Path, safe: bool) -> int:
    if sys.stderr is not None:
        faulthandler.enable()  # until the workspace is known, which has a file for it
    gc.disable()  # all that is made so far is code, which stays; the window has its own way
    from exportdesk.ui.start import open_window

    return open_window(folder, safe=safe)


def _render_page(folder: Path) -> str:
    from exportdesk.ui.start import render_page

    return render_page(folder)


if __name__ == "__main__":
    main()
