"""Tells whether a window is open on a workspace, and asks it to come to the front."""

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

WINDOW_LOCK = "window.lock"  # in the folder of a workspace, while its window is open
FRONT_FILE = "window.front"  # beside it; the window comes to the front when this is written to
STARTS_S = 5.0  # how long a window that is being opened is waited for
ANSWERS_S = 2.0  # and how long one that is there, until it has answered
_LOOK_S = 0.05


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


def call_forward(folder: Path) -> bool:
    """Ask the window that is open on the workspace to come to the front; tell whether one can."""
    path = folder / FRONT_FILE
    with suppress(OSError):  # the window stays where it is, and the person looks for it
        if path.is_file():
            path.write_text("to the front\n", encoding="ascii")
            return True
    return False


def answer_call(folder: Path) -> bool:
    """Tell whether the window was called since the last answer; if so, answer that it comes."""
    path = folder / FRONT_FILE
    with suppress(OSError):
        if path.stat().st_size:
            path.write_bytes(b"")
            return True
    return False


def comes_forward(
    folder: Path,
    pause: Callable[[float], object] = time.sleep,
    *,
    starts: float = STARTS_S,
    answers: float = ANSWERS_S,
) -> bool:
    """Call the window of the workspace to the front and tell whether it answered.

    `starts` and `answers`: for how many seconds one that is being opened, and an answer, is waited
    for. One that hangs, belongs to another person or is on another computer does not answer.
    """
    path = folder / FRONT_FILE
    until = time.monotonic() + starts
    while not path.is_file():
        if time.monotonic() >= until or not window_has(folder):
            return False
        pause(_LOOK_S)
    if not call_forward(folder):
        return False
    until = time.monotonic() + answers
    while time.monotonic() < until:
        pause(_LOOK_S)
        with suppress(OSError):
            if not path.stat().st_size:
                return True
    return False
