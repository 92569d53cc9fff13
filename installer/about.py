"""What every package of the program says of it: name, version, words, the moment it is made of."""

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from exportdesk import __version__

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
FOLDER = DIST / "exportdesk"

NAME = "ExportDesk"
COMMAND = "exportdesk"
VERSION = __version__
APP_ID = "org.exportdesk.ExportDesk"
SUMMARY = "Screen customers against control lists"
PUBLISHER = "ExportDesk contributors"
COPYRIGHT = f"Copyright {PUBLISHER}. Apache License 2.0."

MAINTAINER = os.environ.get("EXPORTDESK_MAINTAINER", f"{PUBLISHER} <exportdesk@exportdesk.invalid>")
"""Who answers for the packages; whoever publishes them gives a real address here."""

_BEFORE_ANY_COMMIT = datetime(2026, 1, 1, tzinfo=UTC)


def moment() -> datetime:
    """Return the moment the packages carry: that of the last commit, so that two builds agree."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not told.isdecimal():
        command = ["git", "log", "-1", "--format=%ct"]
        try:
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        except OSError:
            return _BEFORE_ANY_COMMIT
        told = done.stdout.strip()
    return datetime.fromtimestamp(int(told), UTC) if told.isdecimal() else _BEFORE_ANY_COMMIT


def four_numbers(version: str = VERSION) -> tuple[int, int, int, int]:
    """Return the version as Windows and macOS want it: numbers only."""
    plain = version.partition("-")[0].partition("+")[0]
    numbers = [int("".join(filter(str.isdigit, part)) or 0) for part in plain.split(".")]
    one, two, three, four, *_ = [*numbers, 0, 0, 0, 0]
    return one, two, three, four


def processor() -> str:
    """Return this processor's kind in one way of writing it: `x86_64` or `arm64`."""
    told = platform.machine().lower()
    return {"amd64": "x86_64", "aarch64": "arm64"}.get(told, told)


def stem() -> str:
    """Return what the names of this system's packages begin with."""
    systems = {"win32": "windows", "darwin": "macos"}
    return f"{NAME}-{VERSION}-{systems.get(sys.platform, 'linux')}-{processor()}"
