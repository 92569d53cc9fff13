"""Sentences about where a workspace is, the computer's clock, and starting safely."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    "workspace-on-share": _(
        "{path} is on a network share ({kind}). A workspace there would be damaged as soon as two "
        "computers open it, so it is not opened. Copy it to a disk of this computer; backups may "
        "go to the network."
    ),
    "safe-start-repair": _("Choose what is to be done with the workspace {path}."),
    "copy-no-workspace": _("There is no workspace in {path}."),
    "copy-in-use": _(
        "The workspace in {path} is in use: it changed while it was copied. Nothing was kept of "
        "the copy. Close ExportDesk on the other computers and try again."
    ),
    "copy-copying": _("Copying the workspace"),
    "clock-behind": _(
        "The clock of this computer says {now}, which is before the last record, of {last}. Set "
        "it right: what you do now is dated wrongly. The order of the records is kept all the same."
    ),
}
