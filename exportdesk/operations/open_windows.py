"""Tells whether a window is open on a workspace, and asks it to come to the front."""

import sys
from contextlib import suppress
from pathlib import Path

WINDOW_LOCK = "window.lock"  # in the folder of a workspace, while its window is open
FRONT_FILE = "window.front"  # beside it; the window comes to the front when this is written to


def window_has(folder: Path) -> bool:
    """Whether a window is open on the workspace: it holds its lock file as Qt's QLockFile does."""
    path = folder / WINDOW_LOCK
    if not path.is_file():
        return False
    try:
        # On POSIX a lock needs no right to write: a protected file tells nothing of a window.
        with path.open("r+b" if sys.platform == "win32" else "rb") as file:
            if sys.platform == "win32":
                return False  # held, it could not have been opened
            import fcntl  # not there on Windows

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.flock(file, fcntl.LOCK_UN)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def call_forward(folder: Path) -> None:
    """Ask the window that is open on the workspace to come to the front."""
    path = folder / FRONT_FILE
    with suppress(OSError):  # the window stays where it is, and the person looks for it
        if path.is_file():
            path.write_text("to the front\n", encoding="ascii")
