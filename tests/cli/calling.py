"""Calls of the command line: in this process, or by a Python of its own as people call it."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from exportdesk.cli.program import main
from exportdesk.cli.session import Doors

Told = tuple[int, str, str]
"""How a call ended, and what it wrote to standard output and standard error."""

Call = Callable[..., Told]


def words_of(workspace: Path, args: tuple[str | Path, ...]) -> list[str]:
    """Return the words of a call on a workspace."""
    return ["--workspace", str(workspace), *(str(arg) for arg in args)]


def call_here(
    workspace: Path, args: tuple[str | Path, ...], capture: pytest.CaptureFixture[bytes]
) -> Told:
    """Run the command line in this process, on its real streams."""
    capture.readouterr()
    code = main(words_of(workspace, args), Doors(_no_window, _no_page))
    told = capture.readouterr()
    return code, told.out.decode(), told.err.decode()


def call_program(workspace: Path, args: tuple[str | Path, ...]) -> Told:
    """Run the program as people do: a process of its own, with pipes."""
    done = subprocess.run(
        [sys.executable, "-m", "exportdesk", *words_of(workspace, args)],
        capture_output=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def copied(folder: Path, target: Path) -> Path:
    """Return a copy of a workspace that nobody else writes to."""
    return Path(shutil.copytree(folder, target))


def _no_window(folder: Path, _safe: bool) -> int:
    raise AssertionError(f"nobody asked for a window on {folder}")


def _no_page(folder: Path) -> str:
    raise AssertionError(f"nobody asked for a page of {folder}")
