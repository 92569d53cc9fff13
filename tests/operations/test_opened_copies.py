"""Copies of kept files for other programs are for their user alone, and do not stay for good."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from exportdesk.operations.opened_copies import copy_of, sweep_copies

MAKE = """
import os, sys
from exportdesk.operations.opened_copies import copy_of
print(copy_of(b"kept", sys.argv[1]), flush=True)
if sys.argv[2] == "killed":
    os._exit(1)
"""


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("TEMP", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def made_by_another(name: str, end: str) -> Path:
    ended = subprocess.run(
        [sys.executable, "-c", MAKE, name, end], capture_output=True, text=True, check=False
    )
    return Path(ended.stdout.strip())


def test_copies_go_with_the_program_or_at_the_next_start(shared: Path) -> None:
    assert not made_by_another("scan.pdf", "ended").exists()
    left = made_by_another("../scan.pdf", "killed")
    assert left.read_bytes() == b"kept"
    assert (left.parent.parent, left.name) == (shared, "scan.pdf")
    own, other = copy_of(b"ours", "note.txt"), shared / "exportdesk-open-else"
    other.mkdir()
    if os.name == "posix":
        assert (own.stat().st_mode & 0o777, own.parent.stat().st_mode & 0o777) == (0o600, 0o700)
        sweep_copies()
        assert not left.exists()
    assert own.exists(), "it may be open"
    assert other.is_dir(), "nobody knows whose it is"
