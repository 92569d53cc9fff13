"""The part of a file that has arrived, and a note beside it that lets a later fetch go on."""

import errno
import hashlib
import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

import msgspec

from exportdesk.core.errors import FetchFailed
from exportdesk.core.progress import Progress

_NOTE_EVERY = 4 * 2**20
_CHUNK = 2**20
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NOT_OURS = (errno.EACCES, errno.EPERM, errno.EROFS)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a part: where it is from, of which version, how far it reaches.

    `validator` is what the server marks the version with, strong enough to go on after a break.
    `total` is the size of the whole, None where the server did not say.
    """

    url: str
    validator: str
    total: int | None
    size: int = 0
    sha256: str = ""


@contextmanager
def writing_to(folder: Path) -> Generator[None, None, None]:
    """Turn what can go wrong when writing into `folder` into FetchFailed."""
    try:
        yield
    except OSError as error:
        detail = error.strerror or str(error)
        if error.errno in _FULL:
            raise FetchFailed("fetch-disk-full", folder=str(folder)) from error
        if error.errno in _NOT_OURS:
            raise FetchFailed("fetch-folder-read-only", folder=str(folder)) from error
        raise FetchFailed("fetch-folder-unusable", folder=str(folder), detail=detail) from error


class Partial:
    """The file that grows: `<name>.part`, with the note `<name>.part.json`.

    The note holds the SHA-256 of as much as it vouches for: after a crash of the machine the file
    may be longer than what really reached the disk.
    """

    def __init__(self, folder: Path, name: str, *, room: int) -> None:
        self._folder = folder
        self._room = room
        self._path = folder / f"{name}.part"
        self._note = folder / f"{name}.part.json"
        self._file: IO[bytes] | None = None
        self._kept: Kept | None = None
        self._noted = 0
        self._digest = hashlib.sha256()
        self.size = 0

    @property
    def path(self) -> Path:
        """Where the part is."""
        return self._path

    @property
    def sha256(self) -> str:
        """The SHA-256 of what has arrived."""
        return self._digest.hexdigest()

    def found(self, url: str, progress: Progress) -> Kept | None:
        """Return what an earlier fetch of `url` left, if it is undamaged and of any use."""
        try:
            kept = msgspec.json.decode(self._note.read_bytes(), type=Kept)
            if kept.url != url or not kept.validator or kept.size <= 0:
                return None
            return kept if self._hash_of_first(kept.size, progress) == kept.sha256 else None
        except (OSError, msgspec.DecodeError):
            return None

    def _hash_of_first(self, size: int, progress: Progress) -> str:
        digest = hashlib.sha256()
        left = size
        with self._path.open("rb") as file:
            while left and (chunk := file.read(min(left, _CHUNK))):
                digest.update(chunk)
                left -= len(chunk)
                progress.step(size - left, size)
        self._digest = digest
        return digest.hexdigest() if not left else ""

    def begin(self, kept: Kept) -> None:
        """Start the file anew, dropping what there was."""
        self.close()
        self._kept, self.size, self._digest = kept, 0, hashlib.sha256()
        with writing_to(self._folder):
            self._note.unlink(missing_ok=True)
            self._file = self._path.open("wb")
        self._check_room(kept.total or 0)

    def go_on(self, kept: Kept) -> None:
        """Go on after what `found` returned."""
        self.close()
        self._kept, self.size = kept, kept.size
        with writing_to(self._folder):
            self._file = self._path.open("r+b")
            self._file.truncate(kept.size)
            self._file.seek(kept.size)
        self._noted = kept.size
        self._check_room((kept.total or 0) - kept.size)

    def append(self, data: bytes) -> None:
        """Add what arrived. Raises FetchFailed: no room, no right to write."""
        if self._file is None:
            raise ValueError("nothing was begun")
        with writing_to(self._folder):
            self._file.write(data)
        self._digest.update(data)
        self.size += len(data)
        if self.size - self._noted >= _NOTE_EVERY:
            self.note()
            self._check_room(0)

    def note(self) -> None:
        """Write down how far the file reaches, if it can be gone on with at all."""
        if self._file is None or self._kept is None:
            return
        self._noted = self.size
        with writing_to(self._folder):
            self._file.flush()
            if not self._kept.validator:
                return
            note = replace(self._kept, size=self.size, sha256=self.sha256)
            fresh = self._note.with_suffix(".new")
            fresh.write_bytes(msgspec.json.encode(note))
            fresh.replace(self._note)

    def _check_room(self, needed: int) -> None:
        with writing_to(self._folder):
            free = shutil.disk_usage(self._folder).free
        if free < needed + self._room:
            raise FetchFailed("fetch-disk-full", folder=str(self._folder))

    def close(self) -> None:
        """Close the file. What arrived stays, as far as it can be gone on with."""
        file, self._file = self._file, None
        self._noted = 0
        if file is not None:
            with suppress(OSError):  # a full disk may show only now; the note says what to trust
                file.close()

    def leave(self) -> None:
        """Close the file for a later fetch to go on with, or throw away what none could use."""
        with suppress(FetchFailed):  # what is told is why the fetch ended, not this
            self.note()
        if self._kept is not None and not self._kept.validator:
            self.discard()
        self.close()

    def discard(self) -> None:
        """Throw away what arrived."""
        self.close()
        for path in (self._note, self._path, self._note.with_suffix(".new")):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def finish(self, target: Path) -> Path:
        """Make the part, which is the whole now, the file `target`."""
        self.close()
        with writing_to(self._folder):
            self._path.replace(target)
            self._note.unlink(missing_ok=True)
        return target
