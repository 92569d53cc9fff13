"""Sentences about the workspace: opening, reading, writing."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    "database-missing": _("There is no workspace at {path}."),
    "database-too-new": _(
        "{path} was written by a newer version of ExportDesk. Nothing was changed. "
        "Install the newer version, or open another workspace."
    ),
    "database-needs-update": _(
        "{path} comes from an older version of ExportDesk and cannot be brought up to date while "
        "it is open for reading only."
    ),
    "database-damaged": _(
        "{path} is damaged or is not an ExportDesk file ({detail}). Nothing was changed. "
        "Restore a backup, or open another workspace."
    ),
    "database-busy": _(
        "Another program has held {path} for more than {seconds} seconds. Nothing was changed; "
        "try again."
    ),
    "path-refused": _("{path} cannot be used: {detail}."),
    "database-unusable": _("{path} cannot be used: {detail}."),
    "folder-read-only": _(
        "{folder} cannot be written. Nothing was changed. Choose a folder of your own, or ask for "
        "the right to write there."
    ),
    "file-read-only": _(
        "{path} is protected against writing. Nothing was changed. Take the protection off, or ask "
        "for the right to write there."
    ),
    "disk-full": _("The disk that holds {folder} is full. Nothing was changed; make room first."),
    "workspace-read-only": _("This workspace is open for reading only. Nothing was changed."),
    "attachment-missing": _("The paper {name} is missing from the attachments folder."),
    "attachment-altered": _(
        "The paper {name} is not the one that was stored: its bytes have changed."
    ),
    "printer-failed": _(
        "The printer did not take the paper. Check that it is on, or save as PDF instead."
    ),
    "screening-unknown": _("There is no screening {number}."),
    "screening-altered": _("Screening {number} is not as it was saved: it was changed since."),
    "screening-lost": _("Screening {number} was saved and is no longer in the workspace."),
    "event-number-gap": _("Event {seq} is missing or out of order."),
    "event-previous-differs": _("Event {seq} does not follow from the one before it."),
    "event-hash-differs": _("Event {seq} was changed after it was written."),
    "event-payload-differs": _("The details of event {seq} were changed after they were written."),
    "head-unknown": _("No event in this workspace has the hash {hash}."),
}
