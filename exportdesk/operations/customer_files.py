"""Files that belong to a customer: letters, registrations, what they sent."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock
from exportdesk.core.errors import BadInput, ReadOnlyWorkspace
from exportdesk.core.ids import PartyId
from exportdesk.storage.attachments import Paper
from exportdesk.storage.opening import fault, writing
from exportdesk.storage.workspace import Workspace

FILE = "file"
MOST_BYTES = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Filed:
    """The files that were added or taken away, and what that touched."""

    files: tuple[Paper, ...]
    changes: Changes


class CustomerFiles:
    """The files of customers. Each method may be called on any thread."""

    def __init__(self, *, workspace: Callable[[], Workspace], clock: Clock) -> None:
        self._workspace = workspace
        self._clock = clock

    def of(self, customer: PartyId) -> list[Paper]:
        """Return the files and papers of a customer, newest first; each once, where one of them
        came along from a customer that was merged into it.
        """
        workspace = self._workspace()
        whose = workspace.merged.ids(customer)
        found = [paper for one in whose for paper in workspace.attachments.papers(one)]
        once = {(paper.kind, paper.sha256): paper for paper in reversed(found)}
        return sorted(once.values(), key=lambda paper: paper.made_at, reverse=True)

    def add(self, customer: PartyId, paths: list[Path]) -> Filed:
        """Keep copies of files, each as it is now. Raises BadInput, StorageFault; none is then."""
        workspace = self._writable()
        if workspace.customers.get(customer) is None:
            raise BadInput("customer-unknown", customer=customer)
        now = self._clock.now()
        papers = []
        for path in paths:
            data = _bytes(path)
            digest = workspace.attachments.put(data)
            papers.append(Paper(customer, FILE, digest, path.name, len(data), now.utc_text))
        with writing(workspace.db):
            for paper in papers:
                workspace.attachments.file(paper)
                self._note(workspace, "file_added", paper, now.utc_text)
        return Filed(tuple(papers), Changes.CUSTOMERS | Changes.EVENTS)

    def take_away(self, file: Paper) -> Filed:
        """Take a file out of sight; its bytes and the record of it stay. Raises StorageFault."""
        workspace = self._writable()
        now = self._clock.now()
        with writing(workspace.db):
            workspace.attachments.take_away(file, now.utc_text)
            self._note(workspace, "file_removed", file, now.utc_text)
        return Filed((file,), Changes.CUSTOMERS | Changes.EVENTS)

    def bring_back(self, file: Paper) -> Filed:
        """Show a file again that was taken away. Raises StorageFault."""
        workspace = self._writable()
        now = self._clock.now()
        with writing(workspace.db):
            workspace.attachments.file(file)
            self._note(workspace, "file_added", file, now.utc_text)
        return Filed((file,), Changes.CUSTOMERS | Changes.EVENTS)

    def read(self, file: Paper) -> bytes:
        """Return the bytes of a file. Raises StorageFault where they are gone or altered."""
        return self._workspace().attachments.read(file)

    def write(self, file: Paper, path: Path) -> Path:
        """Write a copy of a file to `path`. Raises StorageFault."""
        data = self.read(file)
        try:
            path.write_bytes(data)
        except OSError as error:
            raise fault(error, path) from error
        return path

    def _writable(self) -> Workspace:
        workspace = self._workspace()
        if workspace.read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        return workspace

    def _note(self, workspace: Workspace, kind: str, file: Paper, at: str) -> None:
        workspace.events.append(
            kind,
            file.subject,
            {"kind": file.kind, "name": file.name, "sha256": file.sha256, "size": file.size},
            at=at,
            actor=workspace.settings.settings().operator,
        )


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise BadInput("file-is-folder", name=path.name)
        if path.stat().st_size > MOST_BYTES:
            raise BadInput("file-too-big", name=path.name, most=MOST_BYTES // (1024 * 1024))
        return path.read_bytes()
    except OSError as error:
        raise fault(error, path) from error
