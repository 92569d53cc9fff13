"""Whose work the program stands on: the notices that come with it."""

import sys
from pathlib import Path

from exportdesk.core import resources
from exportdesk.core.i18n import _

_FILE = "THIRD_PARTY_NOTICES.md"


def notices() -> str:
    """Return the notices as Markdown; where the file is not there, where to find it."""
    for folder in _folders():
        try:
            return (folder / _FILE).read_text("utf-8")
        except OSError:
            continue
    return _(
        "The notices are in the file {file}, and each package carries its own license."
    ).format(file=_FILE)


def _folders() -> tuple[Path, ...]:
    if getattr(sys, "frozen", False):
        # Beside the programs; in a bundle of macOS, where only code may stand there, with the data.
        beside = Path(sys.executable).parent / "licenses"
        return (beside, resources.path().parent / "licenses")
    return (resources.path().parent,)
