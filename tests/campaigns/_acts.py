"""Kills deciding, importing of a table and migrating at random moments, and looks what is left.

What a decision was told as kept is there; a table is in the book whole or not at all; a workspace
of an older version comes over whole at the next start, whatever the one before was doing.
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

from sqlite_utils import Database

from exportdesk.core.customers import Customer, PartyAddress, PartyName, Profile
from exportdesk.core.ids import DecisionId, PartyId
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import Verdict
from exportdesk.operations.deciding import Word
from exportdesk.operations.demo_run import claim_folder, fill_demo
from exportdesk.storage.codec import to_json
from exportdesk.storage.integrity import faults_of
from exportdesk.storage.workspace import Workspace
from exportdesk.storage.workspace_migrations import workspace_migrations
from exportdesk.wiring import Desk, open_desk

ROOT = Path(__file__).resolve().parents[2]
_LONGEST = 1.5  # seconds from the first decision to the kill at the latest
_ROWS = 150
_OLD_BOOK = 2_000
_AT = "2026-11-20T17:00:00.000000Z"


def kills_of_decisions(folder: Path, times: int, seed: int) -> Iterator[int]:
    """Kill whoever decides, `times` times; yield how many decisions were told by then."""
    moments = random.Random(seed)
    folder.mkdir()
    workspace = folder / "ws"
    _demo(workspace)
    with closing(open_desk(workspace)) as desk:
        assert desk.screenings.get_ready(Silent())
        desk.book.screen(Silent(), whole=True)
        assert desk.deciding.waiting() > 5
    told: set[str] = set()
    for _number in range(times):
        told |= _kill_after_begin(
            [sys.executable, __file__, "decide", str(workspace)], moments.uniform(0.0, _LONGEST)
        )
        with closing(open_desk(workspace)) as desk:
            _sound(desk)
            rows = desk.workspace().db.execute("select id from match_decisions")
            kept = {str(row[0]) for row in rows}
            assert told <= kept, told - kept
        yield len(told)


def kills_of_tables(folder: Path, times: int, seed: int) -> Iterator[bool]:
    """Kill imports of a table of customers; yield whether it was in the book."""
    moments = random.Random(seed)
    folder.mkdir()
    workspace = folder / "ws"
    _demo(workspace)
    line = [sys.executable, "-m", "exportdesk", "--workspace", str(workspace), "customers"]
    first = _table(folder, "first")
    began = time.monotonic()
    assert _start([*line, "import", str(first)]).wait() == 0
    whole = time.monotonic() - began
    with closing(open_desk(workspace)) as desk:
        holds = desk.workspace().customers.count()
    assert holds == 40 + _ROWS
    for number in range(times):
        work = _start([*line, "import", str(_table(folder, f"t{number}"))])
        ended = _kill(work, whole * moments.uniform(0.3, 1.05))
        with closing(open_desk(workspace)) as desk:
            _sound(desk)
            now = desk.workspace().customers.count()
        assert now in (holds, holds + _ROWS), (holds, now)
        assert not ended or now == holds + _ROWS, "it ended without its rows"
        yield now > holds
        holds = now


def kills_of_migrations(folder: Path, times: int, seed: int) -> Iterator[str]:
    """Kill first starts on workspaces of older versions; yield the version's next step."""
    moments = random.Random(seed)
    folder.mkdir()
    pending = [one.name for one in workspace_migrations.pending(Database(memory=True))]
    steps = pending[pending.index("0005_customers_found_quickly") :]
    whole = _measure(folder / "measured", _older(folder / f"old-{steps[0]}", steps[0]))
    for number in range(times):
        step = steps[number % len(steps)]
        workspace, old = folder / f"ws{number}", folder / f"old-{step}"
        shutil.copytree(old if old.is_dir() else _older(old, step), workspace)
        _kill(_verify(workspace), whole * moments.uniform(0.15, 1.0))
        with closing(Workspace.open(workspace)) as opened:
            assert opened.customers.count() == _OLD_BOOK
            assert len({one.id for one in opened.customers.all()}) == _OLD_BOOK
            assert not workspace_migrations.pending(opened.db)
        assert faults_of(workspace / "workspace.db", Silent(), whole=True) == ()
        shutil.rmtree(workspace)
        yield step


def _older(folder: Path, step: str) -> Path:
    """Make a workspace as a program of before `step` left it, with a book in it."""
    folder.mkdir()
    with closing(Database(folder / "workspace.db", execute_plugins=False)) as db:
        workspace_migrations.apply(db, stop_before=step)
        columns = {row[1] for row in db.execute("pragma table_info(customers)")}
        db.conn.execute("begin")
        for number in range(_OLD_BOOK):
            name = f"Calm Brook Optics {number}"
            customer = Customer(
                PartyId(f"c-{number}"),
                Profile((PartyName(name),), addresses=(PartyAddress(country="CA"),)),
                reference=f"K-{number}",
            )
            values = {
                "id": customer.id, "reference": customer.reference, "name": name, "country": "CA",
                "kind": "unknown", "tags": "\n", "related": 0, "made_at": _AT, "changed_at": _AT,
                "search": name.lower(),
            }  # fmt: skip
            used = {key: value for key, value in values.items() if key in columns}
            db.execute(
                f"insert into customers ({', '.join(used)}) values ({', '.join('?' * len(used))})",
                list(used.values()),
            )
            db.execute(
                "insert into customer_bodies (id, body) values (?, ?)",
                (customer.id, to_json(customer)),
            )
        db.conn.execute("commit")
    return folder


def _measure(folder: Path, old: Path) -> float:
    shutil.copytree(old, folder)
    began = time.monotonic()
    assert _verify(folder).wait() == 0
    return time.monotonic() - began


def _verify(workspace: Path) -> "subprocess.Popen[bytes]":
    line = [sys.executable, "-m", "exportdesk", "--workspace", str(workspace)]
    return _start([*line, "records", "verify"])


def _demo(workspace: Path) -> None:
    claim_folder(workspace)
    with closing(open_desk(workspace)) as desk:
        fill_demo(desk, Silent())


def _table(folder: Path, name: str) -> Path:
    path = folder / f"{name}.csv"
    rows = (f"{name}-{n},Quiet Harbor {name} {n} Ltd,Canada\n" for n in range(_ROWS))
    path.write_text("reference,name,country\n" + "".join(rows), "utf-8")
    return path


def _start(line: list[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        line,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )


def _kill(work: "subprocess.Popen[bytes]", seconds: float) -> bool:
    """Kill it then; tell whether it had ended by itself."""
    try:
        work.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(work.pid, signal.SIGKILL)
        work.wait()
        return False
    return True


def _kill_after_begin(line: list[str], seconds: float) -> set[str]:
    """Start what says "begun", kill it so much later, and return what it told by then."""
    work = subprocess.Popen(
        line,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    with work:
        assert work.stdout is not None
        assert work.stdout.readline() == b"begun\n"
        time.sleep(seconds)
        assert work.poll() is None, "it ended before it was killed"
        os.killpg(work.pid, signal.SIGKILL)
        told = work.stdout.read().decode(errors="replace")
    return {one for one in told.splitlines() if len(one) == 36}  # a line cut off is not told


def _sound(desk: Desk) -> None:
    verified = desk.records.verify()
    assert verified.sound, verified.faults
    assert faults_of(desk.folder / "workspace.db", Silent(), whole=True) == ()


def _decide_without_end(workspace: Path) -> None:
    with closing(open_desk(workspace)) as desk:
        deciding = desk.deciding
        sys.stdout.write("begun\n")
        sys.stdout.flush()
        while True:
            queue = deciding.queue()
            if not queue:
                deciding.revoke(_standing(desk), "campaign")
                continue
            case = deciding.case(queue[0].match.party, queue[0].match.match.uid)
            done = deciding.decide([case.subject], Word(Verdict.NOT_SAME, "campaign"))
            for one in done.decisions:
                sys.stdout.write(f"{one.id}\n")
                sys.stdout.flush()


def _standing(desk: Desk) -> list[DecisionId]:
    """Return the last decision on each match, where it was not taken back."""
    rows = desk.workspace().db.execute(
        "select id from (select id, verdict, max(rowid) from match_decisions"
        " group by party_id, uid) where verdict <> 'revoked'"
    )
    return [DecisionId(row[0]) for row in rows]


if __name__ == "__main__":
    _decide_without_end(Path(sys.argv[2]))
