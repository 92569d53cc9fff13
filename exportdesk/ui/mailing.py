"""Hands a message with a file to the system's mail program, as far as the system lets it."""

import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

_XDG_EMAIL = "xdg-email"
_FOLDERS = "exportdesk-mail-"
_KEPT_S = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to be looked over and sent by a person. `to` is "" where no address is known."""

    to: str
    subject: str
    body: str
    file: Path


class Mailed(StrEnum):
    """What became of a message."""

    ATTACHED = "attached"  # the mail program was asked to open it with the file
    TEXT_ONLY = "text_only"  # opened without the file: an address cannot carry one
    NOT_OPENED = "not_opened"


def hand_over(letter: Letter) -> Mailed:
    """Open a message in the mail program of the system; nothing is sent by itself.

    Linux has a command that attaches. On Windows and macOS a message is written as a draft file
    and opened. Where neither works, the text alone goes by a mailto address.
    """
    if sys.platform.startswith("linux"):
        attached = _by_command(letter)
    else:
        attached = _by_draft(letter)
    if attached:
        return Mailed.ATTACHED
    return Mailed.TEXT_ONLY if _opened(mail_address(letter)) else Mailed.NOT_OPENED


def command(letter: Letter, program: str = _XDG_EMAIL) -> list[str]:
    """Return the command that opens a message on Linux."""
    said = ["--utf8", "--subject", letter.subject, "--body", letter.body]
    to = [letter.to] if letter.to else []
    return [program, *said, "--attach", str(letter.file), *to]


def draft(letter: Letter) -> bytes:
    """Return a message as a file; the header tells mail programs that it was not sent yet."""
    from email.message import EmailMessage  # what it brings is not needed until a letter is written

    message = EmailMessage()
    message["X-Unsent"] = "1"
    message["Subject"] = letter.subject
    if letter.to:
        message["To"] = letter.to
    message.set_content(letter.body)
    kind, _, subtype = (guess_type(letter.file.name)[0] or "application/octet-stream").partition(
        "/"
    )
    message.add_attachment(
        letter.file.read_bytes(), maintype=kind, subtype=subtype, filename=letter.file.name
    )
    return message.as_bytes()


def mail_address(letter: Letter) -> str:
    """Return the mailto address that opens the text of a message."""
    body = letter.body.replace("\r\n", "\n").replace("\n", "\r\n")
    return f"mailto:{quote(letter.to)}?subject={quote(letter.subject)}&body={quote(body)}"


def folder_for_mail() -> Path:
    """Return a new folder for what goes with a message, and take those of other days away.

    A mail program may read the file when the message is sent, long after it was opened: nobody
    tells when a folder is needed no more. Raises OSError.
    """
    for old in Path(tempfile.gettempdir()).glob(f"{_FOLDERS}*"):
        with suppress(OSError):
            if time.time() - old.lstat().st_mtime > _KEPT_S:
                shutil.rmtree(old)  # refuses a link, and what is another user's
    return Path(tempfile.mkdtemp(prefix=_FOLDERS))


def _by_command(letter: Letter) -> bool:
    program = shutil.which(_XDG_EMAIL)
    if program is None:
        return False
    try:
        # Not waited for: some mail programs keep it running for as long as they are open.
        subprocess.Popen(
            command(letter, program),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    return True


def _by_draft(letter: Letter) -> bool:
    try:
        file = folder_for_mail() / f"{letter.file.stem}.eml"
        file.write_bytes(draft(letter))
    except OSError:
        return False
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))


def _opened(address: str) -> bool:
    return QDesktopServices.openUrl(QUrl.fromEncoded(address.encode()))
