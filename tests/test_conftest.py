"""The rules every test runs under do catch what they are there to catch."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.campaigns.samples import sampled
from tests.conftest import quick_place
from tests.sampling import LONG, sample

CONFTEST = Path(__file__).with_name("conftest.py")

TRIED = """
import logging, threading, time
from pathlib import Path
import pytest

def test_ok():
    assert "exportdesk-tests-" in str(Path.home())

def test_unexpected():
    logging.getLogger("storage").warning("the disk is slow")

@pytest.mark.expect_log("disk is s[lo]+w")
def test_expected():
    logging.getLogger("storage").warning("the disk is slow")

@pytest.mark.expect_log("disk is slow")
def test_missed():
    pass

def test_thread():
    threading.Thread(target=time.sleep, args=(4,), name="forgotten").start()
"""


def test_what_is_unexpected_fails(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST.read_text("utf-8"), "utf-8")
    (tmp_path / "test_tried.py").write_text(TRIED, "utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rE", str(tmp_path)],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    ).stdout
    assert "5 passed, 3 errors" in told
    assert "logged without being expected: WARNING storage: the disk is slow" in told
    assert "expected in the log and not there: disk is slow" in told
    assert "left the thread 'forgotten' running" in told


@pytest.mark.skipif(not hasattr(os, "statvfs"), reason="only where a system says how much is free")
def test_files_lie_in_memory_where_there_is_room(tmp_path: Path) -> None:
    place = os.statvfs(tmp_path)
    free = place.f_bavail * place.f_frsize
    assert quick_place(tmp_path, room=1) == tmp_path
    assert quick_place(tmp_path, room=2 * free + 1) is None
    assert quick_place(tmp_path / "not there", room=1) is None


def test_a_long_sample_is_tried_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(LONG, raising=False)
    assert sample(2, 9) == 2
    monkeypatch.setenv(LONG, "1")
    assert sample(2, 9) == 9
    assert CONFTEST.with_name("screening") / "test_rescreening.py" in sampled()
