"""Checks an evidence pack against its own list of hashes, and its events against theirs."""

import hashlib
import json
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from exportdesk.core.errors import BadInput
from exportdesk.core.events import event_hash, payload_digest
from exportdesk.core.progress import Progress
from exportdesk.operations.pack_writing import SUMS, Fault

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_CHUNK = 1024 * 1024
_MOST_SUMS = 64 * 1024 * 1024
_EVENTS = "events.jsonl"
_BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError)

Open = Callable[[str], IO[bytes]]


@dataclass(frozen=True, slots=True)
class PackCheck:
    """How many files a pack has, and what is not as it was written."""

    files: int
    faults: tuple[Fault, ...]

    @property
    def is_sound(self) -> bool:
        """Whether every file is there, as it was written, and nothing else is."""
        return not self.faults


def verify_pack(path: Path, progress: Progress) -> PackCheck:
    """Check a pack, a ZIP file or a folder, without unpacking it.

    It shows that nothing changed since the pack was written, and whether its events fit their
    hashes; not who wrote it. Raises BadInput where it is no pack, Cancelled.
    """
    progress.stage("checking-pack")
    try:
        with ExitStack() as held:
            if path.is_dir():
                names, opened = _in_folder(path)
            else:
                archive = held.enter_context(zipfile.ZipFile(path))
                names = [one.filename for one in archive.infolist() if not one.is_dir()]
                opened = archive.open
            return _check(path, names, opened, progress)
    except (OSError, *_BROKEN) as error:
        raise BadInput("pack-not-one", path=str(path)) from error


def _in_folder(path: Path) -> tuple[list[str], Open]:
    files = sorted(one for one in path.rglob("*") if one.is_symlink() or not one.is_dir())
    names = [one.relative_to(path).as_posix() for one in files]
    return names, lambda name: (path / name).open("rb")


def _check(path: Path, names: list[str], opened: Open, progress: Progress) -> PackCheck:
    if SUMS not in names:
        raise BadInput("pack-not-one", path=str(path))
    faults: list[Fault] = []
    faults += [
        ("pack-file-twice", {"file": name}) for name, times in Counter(names).items() if times > 1
    ]
    with opened(SUMS) as file:
        lines = file.read(_MOST_SUMS).decode("utf-8", "replace").split("\n")
    sums: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        told = _LINE.fullmatch(line)
        if told is not None:
            sums[told[2]] = told[1]
        elif line:
            faults.append(("pack-line-bad", {"line": number}))
    there = {*names} - {SUMS}
    faults += [("pack-file-missing", {"file": name}) for name in sorted(sums.keys() - there)]
    faults += [("pack-file-untold", {"file": name}) for name in sorted(there - sums.keys())]
    for done, name in enumerate(sorted(there & sums.keys())):
        progress.step(done, len(sums))
        if _digest(name, opened) != sums[name]:
            faults.append(("pack-file-altered", {"file": name}))
    if _EVENTS in there:
        faults += _events(opened)
    progress.step(len(sums), len(sums))
    return PackCheck(len(names), tuple(faults))


def _digest(name: str, opened: Open) -> str:
    """Return the SHA-256 of a file in the pack, "" where it cannot be read."""
    found = hashlib.sha256()
    try:
        with opened(name) as file:
            while chunk := file.read(_CHUNK):
                found.update(chunk)
    except (OSError, *_BROKEN):
        return ""
    return found.hexdigest()


def _events(opened: Open) -> Iterator[Fault]:
    try:
        with opened(_EVENTS) as file:
            for number, line in enumerate(file, start=1):
                if not _is_sound(line):
                    yield "pack-events-bad", {"file": _EVENTS, "line": number}
    except (OSError, *_BROKEN):
        return  # told already: its hash differs


def _is_sound(line: bytes) -> bool:
    """Whether an event in a line gives the hash it tells, and its details theirs."""
    try:
        told = json.loads(line)
        payload = told["payload"]
        fits = payload is None or payload_digest(payload) == told["payload_sha256"]
        return bool(fits and told["hash"] == _hash(told))
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


def _hash(told: Mapping[str, object]) -> str:
    seq = told["seq"]
    if not isinstance(seq, int):
        raise TypeError("an event's number is a whole number")
    names = ("at", "actor", "host", "kind", "subject", "payload_sha256")
    texts = {name: str(told[name]) for name in names}
    return event_hash(str(told["previous"]), seq=seq, **texts)
