"""The way on where a workspace is on a network share: a copy of it on this computer."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from exportdesk.core.canonical import sha256_hex
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.progress import Cancelled
from exportdesk.core.words import say, sentence
from exportdesk.operations.own_folders import usual_folder
from exportdesk.operations.places import copy_here, refuse_share
from exportdesk.ui.ask import Ask
from exportdesk.ui.choosing import Way
from exportdesk.ui.waiting import wait_for

if TYPE_CHECKING:
    from exportdesk.storage.sealing import Seal


def copy_instead(
    ask: Ask,
    settings: QSettings,
    workspace: Path,
    unhandled: Callable[[BaseException], object],
    seal: "Seal | None" = None,
) -> Path | None:
    """Say why the workspace is not opened and offer a copy; return where there is one to open.

    A copy that was made before is offered again: the way in still leads to the share. One with a
    password is copied with its `seal`, which shows whether the copy is whole.
    """
    shut = _("This workspace is on the network.")
    key = f"copies/{sha256_hex(str(workspace).encode())[:16]}"
    while True:
        try:
            refuse_share(workspace)
        except ExportDeskError as error:
            detail = say(error)
        else:
            return workspace  # it was moved meanwhile
        made = str(settings.value(key, "", type=str))
        target = Path(made) if made and (Path(made) / "workspace.db").is_file() else None
        taken = ask.way(None, shut, detail, _ways(target))
        if taken is None:
            return None
        if target is not None and taken == 0:
            return target
        try:
            target = _copied(ask, workspace, unhandled, seal)
        except ExportDeskError as error:
            ask.trouble(None, shut, say(error))
        except Cancelled:
            ask.trouble(None, sentence("cancelled"))
        else:
            if target is not None:
                settings.setValue(key, str(target))
                return target


def _ways(made: Path | None) -> list[Way]:
    ways = [
        Way(
            _("Copy it to this computer…"),
            _(
                "Choose an empty folder. Close ExportDesk on the other computers first, and go on "
                "working in the copy only."
            ),
        )
    ]
    if made is not None:
        ways.insert(0, Way(_("Open the copy on this computer"), str(made)))
    return ways


def _copied(
    ask: Ask, workspace: Path, unhandled: Callable[[BaseException], object], seal: "Seal | None"
) -> Path | None:
    usual = usual_folder()
    if not usual.exists():
        detail = _("It is copied to {folder}.").format(folder=usual)
        if ask.confirm(None, _("Copy the workspace to its usual place?"), detail, yes=_("Copy")):
            return _copy(workspace, usual, unhandled, seal)
    folder = ask.folder(None, _("Choose an empty folder for the workspace"))
    return None if folder is None else _copy(workspace, folder, unhandled, seal)


def _copy(
    workspace: Path,
    target: Path,
    unhandled: Callable[[BaseException], object],
    seal: "Seal | None",
) -> Path:
    words = sentence("copy-copying")
    wait_for(lambda progress: copy_here(workspace, target, progress, seal=seal), words, unhandled)
    return target
