"""Sentences about backups, restoring, and moving to another computer."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    "backup-copying": _("Copying the workspace"),
    "backup-writing": _("Writing the backup"),
    "backup-verifying": _("Verifying the backup"),
    "backup-unpacking": _("Unpacking the backup"),
    "backup-file-exists": _("There is a file {path} already. Choose another name."),
    "backup-folder-missing": _(
        "The folder {folder} is not there. No backup was made. Plug in the drive or connect to the "
        "network, or choose another folder in Settings."
    ),
    "backup-folder-other": _(
        "{folder} is not the folder that was chosen for backups: its file {marker} is missing. "
        "Another disk may be plugged in. No backup was made; plug in the right one, or choose the "
        "folder again in Settings."
    ),
    "backup-folder-read-only": _(
        "{folder} cannot be written. No backup was made. Choose another folder, or ask for the "
        "right to write there."
    ),
    "backup-folder-inside": _(
        "{folder} is inside the workspace and would be lost with it. Choose a folder on another "
        "disk, or on a network drive."
    ),
    "backup-no-room": _(
        "There is too little room on the disk that holds {folder}: {megabytes} MB more are "
        "needed. Nothing was changed."
    ),
    "backup-disk-full": _(
        "The disk that holds {folder} is full. No backup was made, and those before it are there."
    ),
    "backup-unwritable": _("{path} could not be written ({detail}). No backup was made."),
    "backup-not-sound": _(
        "The backup was written and reads back otherwise, so it was taken away again. The disk "
        "that holds {path} may be failing: use another one."
    ),
    "backup-not-one": _("{path} is not a backup that ExportDesk made."),
    "backup-damaged": _(
        "{path} is a backup of ExportDesk and is damaged or cut off. Nothing was changed. Try an "
        "older one, or copy it again from where it came."
    ),
    "backup-strange-part": _(
        "{path} holds something that no backup of ExportDesk holds ({name}). Nothing of it was "
        "unpacked."
    ),
    "backup-too-new": _(
        "{path} was written by a newer version of ExportDesk ({program}). Nothing was changed. "
        "Install that version first."
    ),
    "restore-window-open": _(
        "A window is open on this workspace. Close it first, or restore there, under Settings."
    ),
    "restore-held": _(
        "The backup is ready, and the files in {path} are still in use elsewhere ({detail}). Close "
        "whatever uses them and start ExportDesk again: it goes on from there."
    ),
    "restore-unfinished": _(
        "A backup is being put in the place of {path}, and that is not finished. Start ExportDesk "
        "again: it goes on from there."
    ),
    "restore-note-damaged": _(
        "A restore was interrupted and its note {path} is damaged. Your files are in the folder "
        "backups beside it. Move that note away to open the workspace as it is."
    ),
}
