"""Kills setting a password, working with it and taking it away, and looks what is left.

The workspace opens, with the password or without one, never half: its files and records are sound,
and everything that was told as kept is there and can be read.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from exportdesk.core.progress import Silent
from exportdesk.core.sealed import is_sealed
from exportdesk.operations.demo_run import claim_folder, fill_demo
from exportdesk.operations.integrity import check_files
from exportdesk.operations.passwords import remove_password, set_password
from exportdesk.operations.restoring import finish_pending, is_pending
from exportdesk.operations.unencrypted import delete_unencrypted
from exportdesk.storage import sealing
from exportdesk.storage.attachments import Paper
from exportdesk.storage.opening import writing
from exportdesk.storage.sealing import Seal, unseal
from exportdesk.storage.workspace import Workspace
from exportdesk.wiring import open_desk
from exportdesk.wiring.desk import system_clock

_LONGEST = 3.0  # seconds from the first line to the kill at the latest
_BALLAST = 1_000_000  # bytes of each paper, so that a copy takes long enough to be killed in it
_PASSWORD = "a password of the campaign"
_KIND, _SUBJECT, _AT = "kept_in_campaign", "campaign", "2026-11-20T17:00:00.000000Z"


def kills_of_passwords(folder: Path, times: int, seed: int) -> Iterator[str]:
    """Kill `times` times; yield in which form the workspace was found."""
    moments = random.Random(seed)
    folder.mkdir()
    workspace = folder / "ws"
    claim_folder(workspace)
    with closing(open_desk(workspace)) as desk:
        fill_demo(desk, Silent())
    told: set[str] = set()
    for _number in range(times):
        told |= _kill(workspace, moments.uniform(0.0, _LONGEST))
        finish_pending(workspace)
        assert not is_pending(workspace)
        seal = _seal_of(workspace)
        _check(workspace, seal, told)
        shutil.rmtree(workspace / "backups", ignore_errors=True)
        yield "plain" if seal is None else "encrypted"


def _check(workspace: Path, seal: Seal | None, told: set[str]) -> None:
    """Look at what is left. Raises AssertionError."""
    assert check_files(workspace, Silent(), whole=True, seal=seal) == ()
    with closing(open_desk(workspace, seal=seal)) as desk:
        verified = desk.records.verify()
        assert verified.sound, verified.faults
        kept = desk.workspace()
        assert kept.customers.count() == 40
        events = [one for one in kept.events.all() if one.kind == _KIND]
        digests = {str((kept.events.payload(one.seq) or {})["paper"]) for one in events}
        assert told <= digests, told - digests
        for digest in digests:
            assert len(kept.attachments.read(Paper("", "", digest, "", 0, ""))) == _BALLAST
    for path in (workspace / "attachments").glob("??/*"):
        assert path.suffix == ".part" or path.name in digests or seal is None or _is_sealed(path)


def _is_sealed(path: Path) -> bool:
    return path.read_bytes()[:8] == b"EXPDSK\0\1"


def _seal_of(workspace: Path) -> Seal | None:
    return unseal(workspace, _PASSWORD) if is_sealed(workspace) else None


def _kill(workspace: Path, seconds: float) -> set[str]:
    """Start the work, kill it some time after it says that it begins; return what it told."""
    root = str(Path(__file__).resolve().parents[2])
    work = subprocess.Popen(
        [sys.executable, __file__, str(workspace)],
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
        told = work.stdout.read().decode(errors="replace")
    return {one for one in told.splitlines() if len(one) == 64}  # a line cut off is not told


def _turn_without_end(workspace: Path) -> None:
    sealing._COST = 2**4  # a test tries no passwords out
    _say("begun")
    while True:
        seal = _seal_of(workspace)
        with closing(Workspace.open(workspace, seal=seal)) as opened:
            digest = opened.attachments.put(os.urandom(_BALLAST))
            with writing(opened.db):
                opened.events.append(_KIND, _SUBJECT, {"paper": digest}, at=_AT, actor="")
        _say(digest)
        clock = system_clock()
        if seal is None:
            sealed = set_password(workspace, _PASSWORD, progress=Silent(), clock=clock)
            delete_unencrypted(workspace, sealed.seal, clock=clock)
        else:
            remove_password(workspace, _PASSWORD, progress=Silent(), clock=clock)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _turn_without_end(Path(sys.argv[1]))
