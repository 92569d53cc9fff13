"""Sentences about the password of a workspace."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    "sealing-copying": _("Copying the workspace"),
    "sealing-checking": _("Checking the copy"),
    "sealing-papers": _("Copying papers"),
    "workspace-locked": _(
        "The workspace {path} has a password. Nothing can be read without it, or without its "
        "recovery code."
    ),
    "password-wrong": _(
        "This is neither the password nor the recovery code of the workspace {path}."
    ),
    "recovery-code-mistyped": _(
        "A letter or digit of this recovery code is wrong, or two are swapped. Compare it with the "
        "one you kept."
    ),
    "password-too-short": _("A password has {least} characters or more."),
    "password-set-already": _("The workspace {path} has a password already. It can be changed."),
    "password-none": _("The workspace {path} has no password."),
    "database-not-encrypted": _(
        "{path} is not encrypted, and {key} beside it says that it is. Nothing was changed. If you "
        "put an unencrypted copy there, move {key} away; else restore a backup."
    ),
    "key-file-damaged": _(
        "{path} is damaged, and without it the workspace cannot be opened. Nothing was changed. "
        "Restore a backup: each has this file in it."
    ),
    "key-file-missing": _(
        "{path} is missing, and without it the workspace cannot be opened. Nothing was changed. "
        "Put it back, or restore a backup: each has this file in it."
    ),
    "key-file-unreadable": _("{path} cannot be read ({detail}). Nothing was changed."),
    "key-file-too-new": _(
        "{path} was written by a newer version of ExportDesk. Nothing was changed. Install the "
        "newer version, or open another workspace."
    ),
    "sealing-held": _(
        "The workspace is ready in its new form, and the files in {path} are still in use "
        "elsewhere ({detail}). Close whatever uses them and start ExportDesk again: it goes on "
        "from there. Then make a recovery code in Settings."
    ),
    "backup-locked": _(
        "{path} is a backup of a workspace with a password. Give the password it had then, or its "
        "recovery code."
    ),
    "password-needed": _(
        "{path} has a password. Give it with --password-file FILE, or call this in a terminal, "
        "which asks for it."
    ),
    "update-locked": _(
        "The workspace {path} has a password, which was not given: lists were fetched, and your "
        "customers are screened against them when somebody opens it."
    ),
    "password-file-empty": _("The file {path} has no password in its first line."),
}
