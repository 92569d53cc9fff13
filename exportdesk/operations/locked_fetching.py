"""Fetching lists for a workspace whose password nobody gave: the lists are not encrypted.

What the update has to know stands in a small file beside the workspace: which sources are on, and
the proxy. It tells nothing of the company. What was taken in is noted in workspace.db, and the
customers are screened, when somebody opens it.
"""

from contextlib import closing, suppress
from pathlib import Path

import msgspec

from exportdesk.core.company import Settings
from exportdesk.core.errors import StorageFault
from exportdesk.core.ids import SourceKey
from exportdesk.storage.attachments import write_whole
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

FETCHING_FILE = "fetching.json"
_MOST = 64 * 1024


class _Kept(msgspec.Struct, frozen=True):
    """What the update is told. A proxy that wants a name and password is not kept here."""

    turned: dict[str, bool] = {}
    proxy: str = ""


def note_for_fetching(workspace: Workspace) -> None:
    """Write down what fetching has to know, where a password will keep it shut.

    Call when a workspace is opened and closed. What cannot be written is no trouble of the caller.
    """
    if workspace.seal is None or workspace.read_only:
        return
    path = workspace.folder / FETCHING_FILE
    with suppress(StorageFault, OSError):
        proxy = workspace.settings.settings().proxy
        turned = {str(key): on for key, on in sorted(workspace.settings.turned().items())}
        kept = msgspec.json.encode(_Kept(turned, "" if "@" in proxy else proxy))
        if not path.is_file() or path.read_bytes() != kept:
            write_whole(path, kept)


def make_stand_in(folder: Path, place: Path) -> None:
    """Make a workspace in `place` that serves for one update of the lists of the one in `folder`.

    Raises StorageFault.
    """
    kept = _read(folder / FETCHING_FILE)
    with closing(Workspace.open(place)) as workspace, writing(workspace.db):
        workspace.settings.save_settings(Settings(proxy=kept.proxy))
        workspace.settings.save_turned({SourceKey(key): on for key, on in kept.turned.items()})


def _read(path: Path) -> _Kept:
    with suppress(OSError, msgspec.MsgspecError), path.open("rb") as file:
        return msgspec.json.decode(file.read(_MOST), type=_Kept)
    return _Kept()
