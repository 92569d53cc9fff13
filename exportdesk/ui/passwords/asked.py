"""What is asked for where a workspace or a backup has a password."""

from collections.abc import Callable
from pathlib import Path

from exportdesk.core.i18n import _
from exportdesk.operations.passwords import change_password
from exportdesk.operations.restoring import unseal_backup
from exportdesk.storage.sealing import unseal
from exportdesk.ui.passwords.locked import Locked
from exportdesk.wiring.desk import system_clock

Unhandled = Callable[[BaseException], object]


def locked_workspace(folder: Path, unhandled: Unhandled, *, read_only: bool) -> Locked:
    """Return what opens a workspace; forgotten, its password can be set anew."""

    def renew(code: str, password: str) -> None:
        change_password(folder, code, password, clock=system_clock())

    return Locked(
        _("This workspace has a password."),
        folder,
        lambda secret: unseal(folder, secret),
        unhandled,
        renew=None if read_only else renew,
        front=None if read_only else folder,
    )


def locked_backup(path: Path, unhandled: Unhandled) -> Locked:
    """Return what opens a backup, by the password that its workspace had then."""
    return Locked(
        _("This backup has the password that its workspace had."),
        path,
        lambda secret: unseal_backup(path, secret),
        unhandled,
        leave=_("Cancel"),
    )
