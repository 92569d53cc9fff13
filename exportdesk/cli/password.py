"""`exportdesk password`: setting the password of a workspace, changing it, taking it away."""

import os
from pathlib import Path

import click

from exportdesk.cli.session import (
    DONE,
    FAILED,
    Session,
    console,
    counted,
    hold_confirmed,
    print_json,
    progress_bar,
)
from exportdesk.cli.unlocking import asked, first_line, password_file, seal_of, secret_for
from exportdesk.core.errors import BadInput, ExportDeskError, StorageFault
from exportdesk.core.i18n import _
from exportdesk.core.sealed import is_sealed
from exportdesk.operations import passwords, unencrypted
from exportdesk.operations.open_windows import window_has
from exportdesk.operations.restoring import finish_pending
from exportdesk.storage.workspace import Workspace
from exportdesk.wiring.desk import system_clock

_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
_NEW = click.option(
    "--new-password-file",
    "new_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Read the new password from the first line of FILE.",
)


@click.group(no_args_is_help=False)
def password() -> None:
    """The password of the workspace: without one it is not encrypted."""


@password.command("set")
@_NEW
@click.option(
    "--delete-unencrypted", "delete", is_flag=True,
    help="Delete the unencrypted copy of before, and unencrypted automatic backups.",
)  # fmt: skip
@_JSON
@click.pass_obj
def set_(session: Session, new_file: Path | None, delete: bool, as_json: bool) -> int:
    """Encrypt the workspace with a new password, and print its recovery code, this once.

    Without both, nobody can open it any more. Lists and what you export stay unencrypted.
    """
    folder = _closed(session)
    wanted = _new_password(new_file)
    with progress_bar() as progress:
        done = passwords.set_password(
            folder, wanted, progress=progress, clock=system_clock(), actor=_actor()
        )
    kept = "" if done.kept_old is None else str(done.kept_old)
    told: dict[str, object] = {"recovery_code": done.recovery_code, "kept": kept}
    if not as_json:
        _tell_code(done.recovery_code)  # before anything that may fail: it is not told again
    gone = None
    if delete:
        try:
            gone = unencrypted.delete_unencrypted(
                folder, done.seal, clock=system_clock(), actor=_actor()
            )
        except ExportDeskError:
            if as_json:
                print_json(told)
            raise
    if as_json:
        print_json(told | ({} if gone is None else _deleted(gone)))
    elif gone is not None:
        _tell_deleted(gone)
    elif kept:
        words = _("An unencrypted copy of before is in {kept}: delete it once all is well.")
        console().print(words.format(kept=kept), markup=False)
    return FAILED if gone is not None and gone.left else DONE


@password.command()
@_NEW
@_JSON
@click.pass_obj
def change(session: Session, new_file: Path | None, as_json: bool) -> int:
    """Give the workspace another password; backups made before keep the one they had."""
    folder = _with_password(session)
    old = secret_for(folder)
    passwords.change_password(
        folder, old, _new_password(new_file), clock=system_clock(), actor=_actor()
    )
    return _say(_("The password is changed."), {"changed": True}, as_json)


@password.command("recovery-code")
@_JSON
@click.pass_obj
def recovery_code(session: Session, as_json: bool) -> int:
    """Make another recovery code and print it; the one before opens this workspace no more."""
    folder = _with_password(session)
    code = passwords.new_recovery_code(
        folder, secret_for(folder), clock=system_clock(), actor=_actor()
    )
    if as_json:
        print_json({"recovery_code": code})
    else:
        _tell_code(code)
    return DONE


@password.command()
@click.option("--yes", is_flag=True, help="Ask nothing.")
@_JSON
@click.pass_obj
def remove(session: Session, yes: bool, as_json: bool) -> int:
    """Take the password away: everybody who can read the folder can read the workspace then."""
    folder = _closed(session)
    _with_password(session)
    old = secret_for(folder)
    if not yes and not as_json and password_file() is None:
        hold_confirmed(_("Decrypt the workspace {folder}?").format(folder=folder))
    with progress_bar() as progress:
        done = passwords.remove_password(
            folder, old, progress=progress, clock=system_clock(), actor=_actor()
        )
    kept = "" if done.kept_old is None else str(done.kept_old)
    words = _("The workspace has no password any more. The encrypted one of before is in {kept}")
    return _say(words.format(kept=kept), {"kept": kept}, as_json)


@password.command()
@_JSON
@click.pass_obj
def status(session: Session, as_json: bool) -> int:
    """Say whether the workspace has a password."""
    sealed = is_sealed(session.folder)
    words = _("The workspace has a password.") if sealed else _("The workspace has no password.")
    return _say(words, {"password": sealed}, as_json)


@password.command("delete-unencrypted")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@_JSON
@click.pass_obj
def delete_unencrypted(session: Session, yes: bool, as_json: bool) -> int:
    """Delete copies and automatic backups of before the password, which anybody can read."""
    folder = _with_password(session)
    seal = seal_of(folder)
    assert seal is not None
    workspace = Workspace.open(folder, seal=seal)
    try:
        found = unencrypted.find_unencrypted(workspace)
    finally:
        workspace.close()
    if found.count and not yes and not as_json and password_file() is None:
        for path in (*found.folders, *found.copies):
            console().print(str(path), markup=False)
        hold_confirmed(_("Delete them for good?"))
    done = unencrypted.delete_unencrypted(folder, seal, clock=system_clock(), actor=_actor())
    if as_json:
        print_json(_deleted(done))
    else:
        _tell_deleted(done)
    return FAILED if done.left else DONE


def _closed(session: Session) -> Path:
    folder = session.folder
    if window_has(folder):
        raise StorageFault("restore-window-open", path=str(folder))
    finish_pending(folder)
    if not (folder / "workspace.db").is_file():
        raise StorageFault("database-missing", path=str(folder))
    return folder


def _with_password(session: Session) -> Path:
    if not is_sealed(session.folder):
        raise BadInput("password-none", path=str(session.folder))
    return session.folder


def _new_password(path: Path | None) -> str:
    return asked(_("New password"), again=True) if path is None else first_line(path)


def _actor() -> str:
    return os.environ.get("USER") or os.environ.get("USERNAME") or ""


def _say(words: str, value: dict[str, object], as_json: bool) -> int:
    if as_json:
        print_json(value)
    else:
        console().print(words, markup=False)
    return DONE


def _tell_code(code: str) -> None:
    out = console()
    out.print(_("Recovery code: {code}").format(code=code), markup=False)
    words = _(
        "Print it or write it down, and keep it away from this computer. It is not shown again. "
        "Without it and without the password nobody can open the workspace."
    )
    out.print(words, markup=False)


def _tell_deleted(done: unencrypted.Deleted) -> None:
    out = console()
    copies = counted(done.count, "unencrypted copy", "unencrypted copies")
    out.print(_("{copies} deleted").format(copies=copies), markup=False)
    for path in (*done.left, *done.by_hand):
        out.print(_("Still there and not encrypted: {path}").format(path=path), markup=False)


def _deleted(done: unencrypted.Deleted) -> dict[str, object]:
    return {
        "deleted": done.count,
        "left": [str(path) for path in done.left],
        "by_hand": [str(path) for path in done.by_hand],
    }
