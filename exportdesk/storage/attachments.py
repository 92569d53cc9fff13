"""Papers kept byte for byte beside the workspace, each under the SHA-256 of its bytes."""

import os
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from exportdesk.core.canonical import sha256_hex
from exportdesk.core.errors import StorageFault
from exportdesk.storage.opening import fault


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
    """Keeps papers: bytes in the folder, their particulars in workspace.db."""

    def __init__(self, db: Database, folder: Path) -> None:
        self._db = db
        self._folder = folder

    def put(self, data: bytes) -> str:
        """Write the bytes where their hash says and return the hash; twice is once."""
        digest = sha256_hex(data)
        path = self.path(digest)
        if path.is_file():
            return digest
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            partial = path.with_name(f"{digest}.{os.getpid()}.part")
            with partial.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        except OSError as error:
            raise fault(error, path) from error
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
        if sha256_hex(data) != paper.sha256:
            raise StorageFault("attachment-altered", name=paper.name)
        return data

    def path(self, digest: str) -> Path:
        """Return where bytes with this hash are kept."""
        return self._folder / digest[:2] / digest
