"""What every test runs under: no display, a home of its own, and no warning left unexplained."""

import gc
import logging
import multiprocessing
import os
import re
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from typing_extensions import override

from exportdesk.core import processes

MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3


def quick_place(memory: Path = MEMORY, room: int = ROOM) -> Path | None:
    """Return where files of tests lie in memory, where the system has a place with room for it.

    Workspaces wait for the disk at every change, so that nothing is lost when the power fails: no
    test shows that, and all of them would wait. Programs must run there: a test sets one up.
    """
    if not hasattr(os, "statvfs") or not os.access(memory, os.W_OK | os.X_OK):
        return None
    place = os.statvfs(memory)
    runs_programs = not place.f_flag & getattr(os, "ST_NOEXEC", 0)
    return memory if runs_programs and place.f_bavail * place.f_frsize >= room else None


if "TMPDIR" not in os.environ and (_quick := quick_place()) is not None:
    os.environ["TMPDIR"] = tempfile.tempdir = str(_quick)

# Qt and platformdirs read these when they are imported, so they are set before any test module is.
HOME = Path(tempfile.mkdtemp(prefix="exportdesk-tests-"))
FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "WIN_PD_OVERRIDE_APPDATA": "AppData/Roaming",
    "WIN_PD_OVERRIDE_LOCAL_APPDATA": "AppData/Local",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": ".run",
}
for _variable, _folder in FOLDERS.items():
    _path = HOME / _folder
    _path.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ[_variable] = str(_path)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["EXPORTDESK_LANGUAGE"] = "en"  # whatever the machine speaks

# The same examples in every run: a check that fails once and then not helps nobody. Nor does one
# that fails because the machine is busy: how fast things are is measured elsewhere.
hypothesis.settings.register_profile(
    "always the same",
    derandomize=True,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("always the same")

# A new Python reads code for half a second of processor time. A fork of a clean process that has
# read it (no thread, no window, no open file) begins at once, and is a process of its own as well.
if "forkserver" in multiprocessing.get_all_start_methods():
    processes.METHOD = "forkserver"
    multiprocessing.set_forkserver_preload(
        [
            "exportdesk.worker",
            "exportdesk.operations.import_list",
            "exportdesk.rulebook",
            "exportdesk.screening.builder",
            "exportdesk.screening.batch_workers",
            "exportdesk.documents.returned_reading",
        ]
    )


# Tests make a lot that stays for a while, and by Python's own measure a third of the time that a
# real list is read went into looks for garbage. The program looks as it does in its own code.
gc.set_threshold(50_000, 20, 50)


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers this file answers to."""
    config.addinivalue_line(
        "markers",
        "expect_log(pattern): the test makes a log record at WARNING or above that the regular "
        "expression matches; any other such record fails it, and so does the lack of this one",
    )
    config.addinivalue_line(
        "markers",
        "spawned: the processes of the test begin as those of the program do, as a new Python",
    )


def pytest_collection_finish() -> None:
    """Leave what stays to the end, all code and all tests, out of every later look for garbage."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take the tests' home away again."""
    shutil.rmtree(HOME, ignore_errors=True)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a case of bytes by its argument.

    pytest would spell the bytes out, and compressed ones hold the time: the processes that share
    the tests would then not agree on their names.
    """
    return argname if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def _begin_of_processes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.get_closest_marker("spawned") is not None:
        monkeypatch.setattr(processes, "METHOD", "spawn")


class _Keeper(logging.Handler):
    """Keeps what was logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_unexpected_log_records(request: pytest.FixtureRequest) -> Iterator[None]:
    expected = [str(mark.args[0]) for mark in request.node.iter_markers("expect_log")]
    keeper = _Keeper()
    logging.getLogger().addHandler(keeper)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(keeper)
    strays = [told for told in keeper.told if not any(re.search(e, told) for e in expected)]
    missed = [e for e in expected if not any(re.search(e, told) for told in keeper.told)]
    if strays:
        pytest.fail("logged without being expected: " + "; ".join(strays), pytrace=False)
    if missed:
        pytest.fail("expected in the log and not there: " + "; ".join(missed), pytrace=False)


@pytest.fixture(autouse=True)
def _no_thread_left_running() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    patience = time.monotonic() + 2
    for thread in set(threading.enumerate()) - before:
        if thread.daemon:
            continue
        thread.join(max(0.0, patience - time.monotonic()))
        if thread.is_alive():
            pytest.fail(f"left the thread {thread.name!r} running", pytrace=False)
