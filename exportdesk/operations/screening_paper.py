"""The paper of a saved screening: made once, filed by its content, and the same ever after."""

from typing import Protocol

from exportdesk.core.clock import Clock
from exportdesk.core.screenings import Screening
from exportdesk.storage.attachments import Paper
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

RECORD = "screening_record"


class MakeRecord(Protocol):
    """Turns a saved screening into its paper."""

    def __call__(self, screening: Screening) -> bytes:
        """Return the PDF; the same screening gives the same bytes."""
        ...


def paper_of(
    workspace: Workspace, screening: Screening, make_record: MakeRecord, clock: Clock
) -> bytes:
    """Return the paper of a screening: as first made, or made now where it never was."""
    for paper in workspace.attachments.papers(screening.number):
        if paper.kind == RECORD:
            return workspace.attachments.read(paper)
    data = make_record(screening)
    if not workspace.read_only:
        _file(workspace, screening, data, clock)
    return data


def _file(workspace: Workspace, screening: Screening, data: bytes, clock: Clock) -> None:
    now = clock.now()
    paper = Paper(
        subject=screening.number,
        kind=RECORD,
        sha256=workspace.attachments.put(data),
        name=f"{screening.number}.pdf",
        size=len(data),
        made_at=now.utc_text,
    )
    with writing(workspace.db):
        if any(held.kind == RECORD for held in workspace.attachments.papers(screening.number)):
            return  # another program, or another thread, made it meanwhile
        workspace.attachments.file(paper)
        workspace.events.append(
            "paper_made",
            screening.number,
            {"kind": paper.kind, "sha256": paper.sha256, "size": paper.size},
            at=now.utc_text,
            actor=workspace.settings.settings().operator,
        )
