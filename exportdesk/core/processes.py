"""How a process of ours that works in the background behaves towards the rest of the machine."""

import multiprocessing
import os
import signal
import sys
from contextlib import suppress
from multiprocessing.context import SpawnContext
from multiprocessing.process import BaseProcess
from typing import cast

PATIENCE_SECONDS = 15.0

METHOD = "spawn"
"""How a process begins: as a new Python, with nothing of the window in it.

Tests begin most of theirs as forks of a clean process that has read the code before.
"""


def context() -> SpawnContext:
    """Return what begins processes, and the pipes to them."""
    return cast(SpawnContext, multiprocessing.get_context(METHOD))  # the others have its methods


def step_back() -> None:
    """Leave the processor to the window, and Ctrl+C to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):
        if sys.platform == "win32":
            import ctypes

            below_normal = 0x4000
            ctypes.windll.kernel32.SetPriorityClass(
                ctypes.windll.kernel32.GetCurrentProcess(), below_normal
            )
        else:
            os.nice(5)


def end(process: BaseProcess) -> None:
    """End a process and wait until it is gone: asked first, then made to."""
    process.terminate()
    process.join(PATIENCE_SECONDS)
    if process.is_alive():
        process.kill()
        process.join()
    process.close()


def processors() -> int:
    """Return how many processors this program may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def is_gone(number: int) -> bool:
    """Whether there is no process of this number any more; False where nobody can tell."""
    if sys.platform == "win32" or number <= 0:
        return False  # asking with a signal would end the process there
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
