"""Opens the demo in a window of its own: another process, on another workspace."""

import sys

from PySide6.QtCore import QProcess


def demo_command() -> tuple[str, list[str]]:
    """Return the program and its arguments that open the demo."""
    if getattr(sys, "frozen", False):
        return sys.executable, ["demo"]
    return sys.executable, ["-m", "exportdesk", "demo"]


def open_demo() -> int:
    """Open the demo, made if it is not there yet; return the number of its process, 0 for none.

    The first time takes some seconds: customers, products and lists are put in.
    """
    program, arguments = demo_command()
    answer = QProcess.startDetached(program, arguments, "")
    started, number = answer if isinstance(answer, tuple) else (answer, 0)
    return int(number) if started else 0
