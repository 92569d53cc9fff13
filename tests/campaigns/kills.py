"""Kills the program at random moments of everything that writes, and looks what is left.

    python3 dev.py campaign kills [--share N] [--seed N]

Two hundred and twenty kills: updating lists, taking files in and saving screenings, backing up and
restoring, deciding, importing a table of customers, migrating, setting and taking away a password.
`--share` is how many percent of each are done. An update fetches and takes in several sources at
one moment; its kills are spread over the whole of it. After each kill the files open and verify,
what is in force is whole and all of it either as before or as it was to become, its index is there
and a party can be screened with it, and everything that was said to be kept is there (`_backups`,
`_acts` and `_passwords` say what they look at).
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
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from exportdesk.core.canonical import sha256_hex
from exportdesk.core.ids import SourceKey
from exportdesk.core.parties import Party
from exportdesk.core.progress import Silent
from exportdesk.operations.demo import demo_list_file, demo_next_list_file
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.list_index import ready_index
from exportdesk.wiring import Desk, open_desk
from tests.campaigns._acts import kills_of_decisions, kills_of_migrations, kills_of_tables
from tests.campaigns._backups import kills_of_backups
from tests.campaigns._passwords import kills_of_passwords
from tests.campaigns._updates import (
    Phase,
    Served,
    Updating,
    hashes_of,
    in_force,
    moments,
)
from tests.importing import expect_nothing
from tests.lists.damage import blocks_of
from tests.lists.samples import DATA

LONGEST = 3.5  # seconds until the kill at the latest; an import or an update takes two or three
OWN = 3_000
_SAMPLES = {"un-sc": "un-traps.xml", "eu-fsf": "eu-traps.xml", "uk-sl": "uk-traps.xml"}

Files = Mapping[str, Path]
"""The file of each source."""


def main() -> int:
    """Kill as often as asked and say how it went."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--share", type=int, default=100)
    ask.add_argument("--seed", type=int, default=1)
    args = ask.parse_args()
    begun = time.monotonic()
    done: Counter[str] = Counter()
    wanted = {name: max(1, round(times * args.share / 100)) for name, times in TIMES.items()}
    with tempfile.TemporaryDirectory(prefix="exportdesk-kills-") as folder:
        for name, times in wanted.items():
            (Path(folder) / name).mkdir()
            for told in CAMPAIGNS[name](Path(folder) / name / "work", times, args.seed):
                done[name] += 1
                sys.stdout.write(f"{name} {done[name]} of {times}: {told}\n")
                sys.stdout.flush()
    spread = ", ".join(f"{count} {name}" for name, count in done.items())
    sys.stdout.write(f"{done.total()} of {sum(wanted.values())} kills ({spread}): nothing lost, ")
    sys.stdout.write(f"{time.monotonic() - begun:.0f} s\n")
    return 0


def kills_of_updates(folder: Path, times: int, seed: int) -> Iterator[Phase]:
    """Kill `times` updates; yield how far each was. Raises AssertionError."""
    folder.mkdir()
    workspace = folder / "workspace"
    with closing(Served()) as served:
        updating = Updating(workspace, served)
        updating.run_whole()
        own = {"own:suspects": own_list(folder, OWN)}
        with command(workspace, "update", own) as work:
            assert work.wait() == 0
        updating.measure()
        holds = dict(in_force(workspace))
        for share in moments(times, seed):
            which = int(holds["us-csl"] == hashes_of(served.editions[0])["us-csl"])
            served.publish(which)
            wanted = holds | hashes_of(served.editions[which])
            phase = updating.kill_at(share)
            holds = check(workspace, (holds, wanted), set())
            if phase is Phase.ENDED:
                assert holds == wanted, "it ended without what was served"
            yield phase
        served.publish(0)
        updating.run_whole()
        assert in_force(workspace) == holds | hashes_of(served.editions[0])


def kills(folder: Path, times: int, seed: int) -> Iterator[bool]:
    """Kill `times` times; yield whether the work had ended by itself. Raises AssertionError."""
    moments = random.Random(seed)
    folder.mkdir(exist_ok=True)
    workspace = folder / "workspace"
    updates = editions_of_several(folder)
    expect_nothing(workspace)
    with command(workspace, "update", updates[0]) as work:
        assert work.wait() == 0
    holds = hashes(updates[0])
    saved: set[str] = set()
    for number in range(times):
        wanted = dict(holds)
        match number % 4:
            case 0 | 2:
                files = updates[(number // 2 + 1) % 2]
                begun = command(workspace, "update", files)
                wanted |= hashes(files)
            case 1:
                # The older of the two editions is refused, unless a reason is given.
                file = (demo_list_file(), demo_next_list_file())[number // 4 % 2]
                begun = command(workspace, "import", {"us-csl": file})
                wanted |= hashes({"us-csl": file})
            case _:
                begun = command(workspace, "save", {})
        with begun as work:
            finished = kill_after(work, moments.uniform(0.05, LONGEST))
            saved |= said_to_be_saved(work)
        holds = check(workspace, (holds, wanted), saved)
        yield finished


def editions_of_several(folder: Path) -> tuple[Files, Files]:
    """Write two editions of several sources: the Screening List, three others, and an own list."""
    older: dict[str, Path] = {"us-csl": demo_list_file()}
    newer: dict[str, Path] = {"us-csl": demo_next_list_file()}
    for source, name in _SAMPLES.items():
        data = (DATA / name).read_bytes()
        start, end = blocks_of(data)[-1]
        older[source], newer[source] = folder / name, folder / f"next-{name}"
        older[source].write_bytes(data)
        newer[source].write_bytes(data[:start] + data[end:])
    for files, count in ((older, OWN), (newer, OWN + 50)):
        files["own:suspects"] = own_list(folder, count)
    return older, newer


def own_list(folder: Path, count: int) -> Path:
    """Write an own list of so many parties and return where it is."""
    path = folder / f"own-{count}.csv"
    rows = (f"Party Number{n} Trading,Alias {n} {count},China\n" for n in range(count))
    path.write_text("name,aliases,country\n" + "".join(rows), "utf-8")
    return path


def hashes(files: Files) -> dict[str, str]:
    """Return the hash of the file of each source."""
    return {source: sha256_hex(path.read_bytes()) for source, path in files.items()}


def command(folder: Path, kind: str, files: Files) -> subprocess.Popen[bytes]:
    """Start the program to import a list, or ourselves to take in several or to save."""
    named = [word for source, path in files.items() for word in (source, str(path))]
    line = [sys.executable, __file__, kind, str(folder), *named]
    if kind == "import":
        line = [sys.executable, "-m", "exportdesk", "--workspace", str(folder), "lists", "import"]
        line += [named[1], "--source", named[0], "--override", "campaign"]
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


def check(
    folder: Path, states: tuple[Mapping[str, str], Mapping[str, str]], saved: set[str]
) -> dict[str, str]:
    """Look at what is left and return what is in force. Raises AssertionError."""
    for name in ("lists.db", "workspace.db"):
        with closing(sqlite3.connect(folder / name)) as db:
            assert db.execute("pragma integrity_check").fetchone() == ("ok",), name
    with closing(open_desk(folder)) as desk:
        lists_db = desk.lists_db()
        editions = lists_db.in_force()
        holds = {str(edition.source): edition.sha256 for edition in editions}
        assert holds in states, (holds, states)
        for edition in editions:
            assert lists_db.counts(edition.source) == edition.counts
            assert len(list(lists_db.current_listings(edition.source))) == edition.listings
        # An edition is never in force without its index: it is there before anybody asks for it.
        assert ready_index(lists_db, folder / "index") is not None
        desk.lists.catch_up()
        assert desk.screenings.get_ready(Silent())
        assert desk.screenings.screen(Party("Severny Impuls", country="RU")).matches
        found = desk.screenings.screen(Party(f"Party Number{OWN - 1} Trading")).matches
        assert any(match.listing.uid.startswith("own:suspects:") for match in found)
        verified = desk.records.verify()
        assert verified.sound, verified.faults
        assert saved <= {row.number for row in desk.records.screenings()}
    return holds


def update(desk: Desk, words: list[str]) -> None:
    """Take in the file of each source at one moment."""
    requests = [
        ImportRequest(Path(path), SourceKey(source), override_reason="campaign")
        for source, path in zip(words[::2], words[1::2], strict=True)
    ]
    for taken in desk.lists.import_files(requests, Silent()):
        if isinstance(taken, Exception):
            raise taken


def save_without_end(desk: Desk) -> None:
    """Save screenings until killed, telling each number once it is saved."""
    assert desk.screenings.get_ready(Silent())
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        result = desk.screenings.screen(Party("Severny Impuls"))
        sys.stdout.write(f"{desk.screenings.save([result]).screening.number}\n")
        sys.stdout.flush()


def work() -> int:
    """Do what the campaign started us for."""
    kind, folder, *words = sys.argv[1:]
    with closing(open_desk(Path(folder))) as desk:
        if kind == "update":
            update(desk, words)
        else:
            save_without_end(desk)
    return 0


TIMES = {
    "updates": 60, "imports and saves": 40, "backups and restores": 40, "decisions": 20,
    "tables": 20, "migrations": 20, "passwords": 20,
}  # fmt: skip
CAMPAIGNS: Mapping[str, Callable[[Path, int, int], Iterator[object]]] = {
    "updates": kills_of_updates,
    "imports and saves": kills,
    "backups and restores": kills_of_backups,
    "decisions": kills_of_decisions,
    "tables": kills_of_tables,
    "migrations": kills_of_migrations,
    "passwords": kills_of_passwords,
}

if __name__ == "__main__":
    sys.exit(work() if sys.argv[1:2] in (["update"], ["save"]) else main())
