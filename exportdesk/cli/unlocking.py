"""Opening a workspace or backup with a password: asked in the terminal, or read from a file."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exportdesk.core.errors import BadInput, WorkspaceLocked
from exportdesk.core.i18n import _
from exportdesk.core.sealed import is_sealed

if TYPE_CHECKING:
    from exportdesk.storage.sealing import Seal

_MOST = 4096
_ASKED = "exportdesk.password"


def seal_of(folder: Path) -> "Seal | None":
    """Return the key of the workspace in `folder`, None where it has no password.

    Raises WorkspaceLocked where nobody gave the password or gave a wrong one, StorageFault.
    """
    if not is_sealed(folder):
        return None
    from exportdesk.storage.sealing import unseal

    context = click.get_current_context(silent=True)
    held: dict[str, Seal] = {} if context is None else context.find_root().meta
    key = f"{_ASKED}.{folder}"
    if key not in held:
        held[key] = unseal(folder, secret_for(folder))
    return held[key]


def is_locked(folder: Path) -> bool:
    """Whether a workspace has a password, and nobody is there to give it."""
    return is_sealed(folder) and password_file() is None and not _is_terminal()


def secret_for(path: Path) -> str:
    """Return the password or recovery code of a workspace or backup. Raises WorkspaceLocked."""
    given = password_file()
    if given is not None:
        return first_line(given)
    if not _is_terminal():
        raise WorkspaceLocked("password-needed", path=str(path))
    return asked(_("Password or recovery code of {path}").format(path=path))


def asked(words: str, *, again: bool = False) -> str:
    """Ask for a password in the terminal, without showing it; a new one twice."""
    text: str = click.prompt(words, hide_input=True, err=True, confirmation_prompt=again)
    return text


def password_file() -> Path | None:
    """Return the file that was given for the password of this call."""
    context = click.get_current_context(silent=True)
    session = None if context is None else context.find_root().obj
    found = getattr(session, "password_file", None)
    return found if isinstance(found, Path) else None


def first_line(path: Path) -> str:
    """Return the first line of a file, for a password is no argument. Raises BadInput."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST)
    except OSError as error:
        detail = error.strerror or str(error)
        raise BadInput("file-unreadable", path=str(path), detail=detail) from error
    with suppress(UnicodeDecodeError):
        line = data.decode("utf-8-sig").split("\n", 1)[0].rstrip("\r")
        if line:
            return line
    raise BadInput("password-file-empty", path=str(path))


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
