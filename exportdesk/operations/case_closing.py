"""Who withdrew a case, when and why, as its events and versions tell."""

from exportdesk.core.cases import Case, CaseState
from exportdesk.documents.case_values import Closing
from exportdesk.storage.workspace import Workspace

WITHDRAWN = "case_withdrawn"
_NEWEST = 1_000


def closing(workspace: Workspace, case: Case) -> Closing | None:
    """Return how a case was withdrawn, None for one that was not.

    The reason is "" where the details of that event were deleted.
    """
    if case.state is not CaseState.WITHDRAWN:
        return None
    for event in workspace.events.about(case.number, _NEWEST):
        if event.kind == WITHDRAWN:
            payload = workspace.events.payload(event.seq) or {}
            version = next(
                one for one in reversed(workspace.versions.of(case.id)) if one.act == WITHDRAWN
            )
            return Closing(event.actor, version.at, str(payload.get("reason", "")))
    return None
