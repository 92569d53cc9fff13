"""Papers kept byte for byte beside the workspace, each under the SHA-256 of its bytes."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from exportdesk.core.canonical import sha256_hex
from exportdesk.core.errors import StorageFault
from exportdesk.storage.opening import fault

if TYPE_CHECKING:
    from exportdesk.storage.sealing import Seal


MAGIC = b"EXPDSK\0\1"
"""What an encrypted file begins with."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper on file: what it belongs to, what it is, and the hash it is kept under."""

    subject: str
    kind: str
    sha256: str
    name: str
    size: int
    made_at: str


class AttachmentStore:
    """Keeps papers: bytes in the folder, their particulars in workspace.db.

    With a `seal` they are encrypted, under the hash of what they are.
    """

    def __init__(self, db: Database, folder: Path, seal: "Seal | None" = None) -> None:
        self._db = db
        self._folder = folder
        self._seal = seal

    def put(self, data: bytes) -> str:
        """Write the bytes where their hash says and return the hash; twice is once."""
        digest = sha256_hex(data)
        path = self.path(digest)
        if path.is_file() and (self._seal is None or is_sealed_file(path)):
            return digest
        write_whole(path, data if self._seal is None else self._seal.close(data, digest))
        return digest

    def file(self, paper: Paper) -> None:
        """Note a paper whose bytes are in place; one taken away comes back.

        Call inside `writing`.
        """
        self._db.execute(
            "insert into papers (subject, kind, sha256, name, size, made_at)"
            " values (?, ?, ?, ?, ?, ?) on conflict (subject, kind, sha256) do update"
            " set removed_at = '' where removed_at <> ''",
            (paper.subject, paper.kind, paper.sha256, paper.name, paper.size, paper.made_at),
        )

    def papers(self, subject: str) -> list[Paper]:
        """Return the papers of one subject, newest first."""
        rows = self._db.execute(
            "select subject, kind, sha256, name, size, made_at from papers"
            " where subject = ? and removed_at = '' order by made_at desc, sha256",
            (subject,),
        )
        return [Paper(*row) for row in rows]

    def take_away(self, paper: Paper, at: str) -> None:
        """Take a paper out of sight; it stays. Call inside `writing`. `at` is UTC text."""
        self._db.execute(
            "update papers set removed_at = ? where subject = ? and kind = ? and sha256 = ?",
            (at, paper.subject, paper.kind, paper.sha256),
        )

    def read(self, paper: Paper) -> bytes:
        """Return the bytes of a paper. Raises StorageFault where they are gone or altered."""
        try:
            data = self.path(paper.sha256).read_bytes()
        except FileNotFoundError as error:
            raise StorageFault("attachment-missing", name=paper.name) from error
        except OSError as error:
            raise fault(error, self.path(paper.sha256)) from error
        if self._seal is not None and is_sealed_data(data):
            try:
                data = self._seal.open(data, paper.sha256)
            except ValueError as error:
                raise StorageFault("attachment-altered", name=paper.name) from error
        # One that lies there unencrypted all the same, put there by hand, is read: its hash holds.
        if sha256_hex(data) != paper.sha256:
            raise StorageFault("attachment-altered", name=paper.name)
        return data

    def path(self, digest: str) -> Path:
        """Return where bytes with this hash are kept."""
        return self._folder / digest[:2] / digest


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises StorageFault."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.{os.getpid()}.part")
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise fault(error, path) from error


def is_sealed_data(data: bytes) -> bool:
    """Whether these bytes begin as an encrypted file does."""
    return data.startswith(MAGIC)


def is_sealed_file(path: Path) -> bool:
    """Whether the file at `path` is encrypted. Raises StorageFault."""
    try:
        with path.open("rb") as file:
            return is_sealed_data(file.read(len(MAGIC)))
    except OSError as error:
        raise fault(error, path) from error
