"""Checks that issued papers are as they were issued, and that the logo is still there."""

from exportdesk.core.errors import StorageFault
from exportdesk.storage.attachments import Paper
from exportdesk.storage.workspace import Workspace

Fault = tuple[str, dict[str, object]]

_ALL = 1_000_000_000


def altered_issued(workspace: Workspace) -> list[Fault]:
    """Hold every issued paper against the event of its issue, and its bytes against its hash."""
    rows = {one.number: one for one in workspace.issued.rows(limit=_ALL)}
    faults: list[Fault] = []
    told: set[str] = set()
    for event in workspace.events.all():
        if event.kind != "paper_issued" or event.subject in told:
            continue
        told.add(event.subject)
        try:
            facts = workspace.events.payload(event.seq)
        except StorageFault:
            continue  # told already, as a fault of the chain
        if facts is None:
            continue  # deleted by an allowed act
        row = rows.get(event.subject)
        if row is None:
            faults.append(("issued-paper-lost", {"number": event.subject}))
            continue
        kept = (row.kind.value, row.sha256, row.recipient, row.customer, row.case, row.wording)
        names = ("kind", "sha256", "recipient", "customer", "case", "wording")
        if kept != tuple(facts.get(name, "") for name in names):
            faults.append(("issued-paper-altered", {"number": event.subject}))
        faults += _altered_bytes(workspace, event.subject, facts)
    faults += [
        ("issued-paper-altered", {"number": number}) for number in sorted(rows.keys() - told)
    ]
    return faults + _lost_logo(workspace)


def _altered_bytes(workspace: Workspace, number: str, facts: object) -> list[Fault]:
    told = facts if isinstance(facts, dict) else {}
    wanted = {str(told.get(key)) for key in ("sha256", "flat_sha256") if told.get(key)}
    held = workspace.attachments.papers(number)
    faults: list[Fault] = []
    for paper in held:
        try:
            workspace.attachments.read(paper)
        except StorageFault as error:
            faults.append((error.code, dict(error.facts)))
    hashes = {paper.sha256 for paper in held}
    faults += [("attachment-missing", {"name": number}) for _each in sorted(wanted - hashes)]
    faults += [("attachment-altered", {"name": number}) for _each in sorted(hashes - wanted)]
    return faults


def _lost_logo(workspace: Workspace) -> list[Fault]:
    template = workspace.settings.paper_template()
    if not template.logo:
        return []
    try:
        workspace.attachments.read(
            Paper("papers", "logo", template.logo, template.logo_name, 0, "")
        )
    except StorageFault:
        return [("template-logo-lost", {})]
    return []
