"""Kills the program at random moments of an import or a save, and looks at what is left.

    python3 dev.py campaign kills [--times N] [--seed N]

After each kill the files open and verify, the lists in force are one of the two editions whole, a
party can be screened, and every screening that was said to be saved is there.
"""

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from exportdesk.core.canonical import sha256_hex
from exportdesk.core.parties import Party
from exportdesk.core.progress import Silent
from exportdesk.operations.demo import demo_list_file, demo_next_list_file
from exportdesk.wiring import Desk, open_desk
from tests.importing import expect_nothing

LONGEST = 3.0  # seconds until the kill at the latest; an import of the demo's lists takes about two


def main() -> int:
    """Kill as often as asked and say how it went."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--times", type=int, default=50)
    ask.add_argument("--seed", type=int, default=1)
    args = ask.parse_args()
    with tempfile.TemporaryDirectory(prefix="exportdesk-kills-") as folder:
        alive = 0
        for number, finished in enumerate(kills(Path(folder), args.times, args.seed), start=1):
            alive += finished
            sys.stdout.write(f"\r{number} of {args.times}, {alive} had finished before the kill ")
            sys.stdout.flush()
    sys.stdout.write(f"\n{args.times} kills: nothing lost\n")
    return 0


def kills(folder: Path, times: int, seed: int) -> Iterator[bool]:
    """Kill `times` times; yield whether the work had ended by itself. Raises AssertionError."""
    moments = random.Random(seed)
    files = (demo_list_file(), demo_next_list_file())
    expect_nothing(folder)
    with command(folder, "lists", "import", files[0]) as work:
        work.wait()
    saved: set[str] = set()
    for number in range(times):
        # The older of the two editions is refused, unless a reason is given.
        lists = ("lists", "import", files[number // 2 % 2], "--override", "campaign")
        with command(folder, *(("save",) if number % 2 else lists)) as work:
            finished = kill_after(work, moments.uniform(0.05, LONGEST))
            saved |= said_to_be_saved(work)
        check(folder, {sha256_hex(file.read_bytes()) for file in files}, saved)
        yield finished


def command(folder: Path, *words: str | Path) -> subprocess.Popen[bytes]:
    """Start the program, or ourselves to save screenings one after the other."""
    if words[0] == "save":
        line = [sys.executable, __file__, "--save", str(folder)]
    else:
        line = [sys.executable, "-m", "exportdesk", "--workspace", str(folder), *map(str, words)]
    root = str(Path(__file__).resolve().parents[2])
    return subprocess.Popen(
        line,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=root,
        env=os.environ | {"PYTHONPATH": root},
        start_new_session=True,
    )


def kill_after(work: subprocess.Popen[bytes], seconds: float) -> bool:
    """Kill the process and its worker at that moment; tell whether it had ended by itself."""
    try:
        work.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(work.pid, signal.SIGKILL)
        work.wait()
        return False
    return True


def said_to_be_saved(work: subprocess.Popen[bytes]) -> set[str]:
    """Return the numbers that were told as saved before the kill."""
    assert work.stdout is not None
    told = work.stdout.read().decode(errors="replace").splitlines()
    return {line for line in told if line.startswith("S-")}


def check(folder: Path, editions: set[str], saved: set[str]) -> None:
    """Look at what is left. Raises AssertionError."""
    for name in ("lists.db", "workspace.db"):
        with closing(sqlite3.connect(folder / name)) as db:
            assert db.execute("pragma integrity_check").fetchone() == ("ok",), name
    with closing(open_desk(folder)) as desk:
        desk.lists.catch_up()
        (edition,) = desk.lists.uses()
        assert edition.sha256 in editions
        assert desk.lists_db().count() == edition.listings
        assert desk.screenings.get_ready(Silent())
        assert desk.screenings.screen(Party("Severny Impuls", country="RU")).matches
        verified = desk.records.verify()
        assert verified.sound, verified.faults
        assert saved <= {row.number for row in desk.records.screenings()}


def save_without_end(desk: Desk) -> None:
    """Save screenings until killed, telling each number once it is saved."""
    assert desk.screenings.get_ready(Silent())
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        result = desk.screenings.screen(Party("Severny Impuls"))
        sys.stdout.write(f"{desk.screenings.save([result]).screening.number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--save"]:
        with closing(open_desk(Path(sys.argv[2]))) as opened:
            save_without_end(opened)
        sys.exit(0)
    sys.exit(main())
