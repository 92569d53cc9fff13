"""Kills backups and restores at random moments, and looks what is left.

A file that has a backup's name is a whole one, the workspace opens and verifies, and after a
restore that was cut off it is either as it was or as in the backup, with what was there kept.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from exportdesk.core.progress import Silent
from exportdesk.operations.backup_archive import verify_archive
from exportdesk.operations.demo_run import claim_folder, fill_demo
from exportdesk.operations.restoring import change_over, finish_pending, get_ready, is_pending
from exportdesk.storage.workspace import Workspace
from exportdesk.wiring import open_desk
from exportdesk.wiring.desk import system_clock

_LONGEST = 2.0  # seconds from the first line to the kill at the latest
_BALLAST = 4_000_000  # bytes of a paper, so that a backup takes long enough to be killed in it


def kills_of_backups(folder: Path, times: int, seed: int) -> Iterator[str]:
    """Kill `times` times, backups and restores in turn; yield what was under way."""
    moments = random.Random(seed)
    folder.mkdir()
    workspace, target = folder / "ws", folder / "made"
    target.mkdir()
    claim_folder(workspace)
    with closing(open_desk(workspace)) as desk:
        fill_demo(desk, Silent())
        desk.workspace().attachments.put(os.urandom(_BALLAST))
        desk.backups.make(folder / "first.zip", Silent())
        desk.backups.make_daily(Silent())
    for number in range(times):
        kind = ("backup", "restore")[number % 2]
        where = target if kind == "backup" else folder / "first.zip"
        said = _kill(kind, workspace, where, moments.uniform(0.0, _LONGEST))
        _check(workspace, target, said)
        yield kind


def _kill(kind: str, workspace: Path, where: Path, seconds: float) -> list[str]:
    """Start the work, kill it some time after it says that it begins; return what it said."""
    root = str(Path(__file__).resolve().parents[2])
    work = subprocess.Popen(
        [sys.executable, __file__, kind, str(workspace), str(where)],
        stdout=subprocess.PIPE,
        cwd=root,
        env=os.environ | {"PYTHONPATH": root},
        start_new_session=True,
    )
    with work:
        assert work.stdout is not None
        assert work.stdout.readline() == b"begun\n"
        time.sleep(seconds)
        assert work.poll() is None, "it ended before it was killed"
        os.killpg(work.pid, signal.SIGKILL)
        return work.stdout.read().decode(errors="replace").splitlines()


def _check(workspace: Path, target: Path, said: list[str]) -> None:
    """Look at what is left. Raises AssertionError."""
    told = {Path(line) for line in said if line.startswith(str(target))}  # daily ones may go again
    whole = {*target.glob("*.zip"), *(workspace / "backups" / "daily").glob("*.zip")}
    assert told <= whole
    assert any(one.parent.name == "daily" for one in whole)
    for path in whole:
        verify_archive(path, Silent())
    finish_pending(workspace)
    assert not is_pending(workspace)
    with closing(open_desk(workspace)) as desk:
        verified = desk.records.verify()
        assert verified.sound, verified.faults
        assert desk.workspace().customers.count() == 40
        assert desk.lists.status().listings > 0
    for kept in (workspace / "backups").glob("before-restore-*"):
        with closing(Workspace.open(kept)) as former:
            assert former.events.verify().fault is None
            assert former.customers.count() == 40
        for paper in (kept / "attachments").rglob("*"):
            assert not paper.is_file() or paper.stat().st_size == _BALLAST


def _back_up_without_end(workspace: Path, target: Path) -> None:
    with closing(open_desk(workspace)) as desk:
        _say("begun")
        while True:
            number = time.monotonic_ns()
            _say(str(desk.backups.make(target / f"{number}.zip", Silent()).path))
            _say(str(desk.backups.make_daily(Silent()).path))


def _restore_without_end(workspace: Path, backup: Path) -> None:
    _say("begun")
    while True:
        get_ready(backup, workspace, Silent(), clock=system_clock())
        change_over(workspace)
        _say("restored")


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    {"backup": _back_up_without_end, "restore": _restore_without_end}[sys.argv[1]](
        Path(sys.argv[2]), Path(sys.argv[3])
    )
