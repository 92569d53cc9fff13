"""Sentences about checking the files, and the ways out where one is damaged."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    "integrity-checking": _("Checking the files"),
    "integrity-records": _("Checking the records"),
    "file-damaged": _("{file} is damaged: {detail}."),
    "salvage-reading": _("Reading what can still be read"),
    "salvage-checking": _("Checking what was read"),
    "salvage-writing": _("Writing the tables"),
    "salvage-nothing": _(
        "Nothing can be read of {path} any more. Restore a backup. The file stays where it is."
    ),
    "salvage-table": _("{table}: {read:,} rows read, {lost:,} lost"),
    "salvage-table-unknown": _("{table}: {read:,} rows read; how many are lost cannot be told"),
    "backup-without-lists": _("{path} holds no control lists."),
}
