"""Kills `lists update` at moments spread over the whole of it, from its start to its end.

A publisher on this machine serves four lists, a piece at a time; how long the program needs until
it asks, and from there to its end, is measured first.
"""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from enum import StrEnum
from pathlib import Path

from exportdesk.core.canonical import sha256_hex
from exportdesk.core.ids import SourceKey
from exportdesk.operations.demo import demo_list_file, demo_next_list_file
from exportdesk.storage.lists_db import ListsDb
from tests.lists.damage import blocks_of
from tests.lists.fetching.server import Conversation
from tests.lists.samples import DATA
from tests.publisher import Publisher, addresses, edits

ROOT = Path(__file__).resolve().parents[2]
PATHS = {
    SourceKey("us-csl"): "/csl.json",
    SourceKey("un-sc"): "/un.xml",
    SourceKey("eu-fsf"): "/eu.xml",
    SourceKey("uk-sl"): "/uk.xml",
}
_SAMPLES = {"un-sc": "un-traps.xml", "eu-fsf": "eu-traps.xml", "uk-sl": "uk-traps.xml"}
_PIECES = 6
_PIECE_SECONDS = 0.02  # so that the download takes long enough to be killed in it
_EARLY = 0.06  # of the kills, the part that comes before the first request
_LATE = 1.02  # the last moment, in lengths of an update
_NO_REQUEST = 30.0

Contents = Mapping[str, bytes]
"""What is served for each source."""


class Phase(StrEnum):
    """How far an update was when it was killed."""

    BEFORE = "before the first request"
    FETCHING = "while fetching"
    TAKING_IN = "while taking in"
    IN_FORCE = "with the new edition in force"
    ENDED = "after its end"


class Served:
    """The publisher, and how much of the update under way it has answered."""

    def __init__(self) -> None:
        self.editions = editions_of_four()
        self._publisher = Publisher()
        self._answered: set[str] = set()
        self.publish(0)

    def publish(self, which: int) -> None:
        """Serve one of the two editions of all sources from now on."""
        for source, path in PATHS.items():
            self._publisher.lists[path] = _Dripping(self.editions[which][source], self._answered)

    def begin(self) -> None:
        """Forget what was asked and answered."""
        self._publisher.asked()
        self._answered.clear()

    @property
    def asked(self) -> bool:
        """Whether a request has come."""
        return bool(self._publisher.server.asked)

    @property
    def all_answered(self) -> bool:
        """Whether every source has been answered whole."""
        return len(self._answered) == len(PATHS)

    def addresses(self) -> dict[str, str]:
        """Return where each source is."""
        return addresses(self._publisher, PATHS)

    def close(self) -> None:
        """Stop serving."""
        self._publisher.close()


class _Dripping:
    """Answers with a list in several pieces, or with the rest that is asked for."""

    def __init__(self, body: bytes, answered: set[str]) -> None:
        self._body, self._answered = body, answered
        self._tag = f'"{sha256_hex(body)[:16]}"'

    def __call__(self, talk: Conversation) -> None:
        headers = talk.asked.headers
        if headers.get("if-none-match") == self._tag:
            talk.reply(304, ETag=self._tag)
        else:
            start = 0
            told = re.fullmatch(r"bytes=(\d+)-", headers.get("range", ""))
            if told and headers.get("if-range") == self._tag:
                start = int(told[1])
            self._send(talk, start)
        self._answered.add(talk.asked.target)

    def _send(self, talk: Conversation, start: int) -> None:
        rest, whole = self._body[start:], len(self._body)
        named: dict[str, object] = {"Content-Length": len(rest), "ETag": self._tag}
        if start:
            named["Content-Range"] = f"bytes {start}-{whole - 1}/{whole}"
        talk.head(206 if start else 200, named | {"Accept-Ranges": "bytes"})
        size = len(rest) // _PIECES + 1
        for at in range(0, len(rest), size):
            talk.send(rest[at : at + size])
            talk.wait(_PIECE_SECONDS)


class Updating:
    """Runs updates of one workspace, and kills them."""

    def __init__(self, workspace: Path, served: Served) -> None:
        self.workspace, self.served = workspace, served
        edits(workspace, served.addresses())
        self.until_asked = self.from_there = 0.0

    def run_whole(self) -> tuple[float, float]:
        """Run an update to its end; return the seconds until it asks, and from there on."""
        self.served.begin()
        begun = time.monotonic()
        with self._command() as work:
            self._wait_for_request(work)
            asked = time.monotonic()
            assert work.wait() == 0, "an update that nobody killed failed"
        return asked - begun, time.monotonic() - asked

    def measure(self) -> None:
        """Measure an update from each edition to the other."""
        times = []
        for which in (1, 0):
            self.served.publish(which)
            times.append(self.run_whole())
        self.until_asked = min(first for first, _ in times)
        self.from_there = sum(rest for _, rest in times) / len(times)

    def kill_at(self, share: float) -> Phase:
        """Run an update and kill it once this share of it is done; say how far it was."""
        self.served.begin()
        before = in_force(self.workspace)
        with self._command() as work:
            if share < _EARLY:
                wait = self.until_asked * share / _EARLY
            else:
                self._wait_for_request(work)
                wait = self.from_there * _LATE * (share - _EARLY) / (1 - _EARLY)
            with suppress(subprocess.TimeoutExpired):
                work.wait(wait)
            if work.poll() is not None:
                return Phase.ENDED
            os.killpg(work.pid, signal.SIGKILL)
            work.wait()
        if in_force(self.workspace) != before:
            return Phase.IN_FORCE
        if self.served.all_answered:
            return Phase.TAKING_IN
        return Phase.FETCHING if self.served.asked else Phase.BEFORE

    def _command(self) -> subprocess.Popen[bytes]:
        line = [sys.executable, "-m", "exportdesk", "--workspace", str(self.workspace)]
        open_ways = {
            name: value
            for name, value in os.environ.items()
            if not name.lower().endswith("_proxy")  # nothing goes through a proxy of this machine
        }
        return subprocess.Popen(
            [*line, "lists", "update"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=open_ways | {"PYTHONPATH": str(ROOT)},
            start_new_session=True,
        )

    def _wait_for_request(self, work: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + _NO_REQUEST
        while not self.served.asked and work.poll() is None:
            assert time.monotonic() < until, "the update asked for nothing"
            time.sleep(0.002)


def moments(times: int, seed: int) -> Iterator[float]:
    """Yield `times` random moments, one from each equal part of an update, in random order."""
    chance = random.Random(seed)
    shares = [(number + chance.random()) / times for number in range(times)]
    chance.shuffle(shares)
    yield from shares


def editions_of_four() -> tuple[Contents, Contents]:
    """Return two editions of four sources, of the same day, so that either may follow the other."""
    older = {"us-csl": _of_one_day(demo_list_file())}
    newer = {"us-csl": _of_one_day(demo_next_list_file())}
    for source, name in _SAMPLES.items():
        data = (DATA / name).read_bytes()
        start, end = blocks_of(data)[-1]
        older[source], newer[source] = data, data[:start] + data[end:]
    return older, newer


def _of_one_day(path: Path) -> bytes:
    data, count = re.subn(
        rb'("search_performed_at": *")[^"]*', rb"\g<1>2026-11-20T10:15:00+00:00", path.read_bytes()
    )
    assert count == 1
    return data


def in_force(workspace: Path) -> dict[str, str]:
    """Return the hash of the file in force of each source."""
    with closing(ListsDb.open(workspace / "lists.db")) as db:
        return {str(edition.source): edition.sha256 for edition in db.in_force()}


def hashes_of(contents: Contents) -> dict[str, str]:
    """Return the hash of what is served for each source."""
    return {source: sha256_hex(data) for source, data in contents.items()}
