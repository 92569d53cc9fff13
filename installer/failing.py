"""How a build fails, and how packages are made by tools of the system."""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


class BuildFailed(Exception):
    """Something could not be made, or is not fit to be given to anyone."""


class ToolMissing(BuildFailed):
    """A part cannot be made here, for want of a program that makes it."""


def need(*tools: str) -> None:
    """Refuse where a tool is not on the path."""
    lacking = [tool for tool in tools if shutil.which(tool) is None]
    if lacking:
        raise ToolMissing(f"not on the path: {', '.join(lacking)}")


def run(command: Sequence[str], *, where: Path, env: Mapping[str, str] | None = None) -> str:
    """Run a tool; return what it wrote. Raises BuildFailed with its last lines."""
    done = subprocess.run(
        list(command),
        cwd=where,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).splitlines()[-12:])
        raise BuildFailed(f"{command[0]} ended with {done.returncode}:\n{last}")
    return done.stdout
