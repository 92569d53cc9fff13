"""The rulebooks that cases were signed under: kept, and compared with the one in use."""

from collections.abc import Callable
from pathlib import Path

from exportdesk.core import resources
from exportdesk.core.errors import BadInput, StorageFault
from exportdesk.operations.rulebooks import SHELF, InUse
from exportdesk.rulebook import RowChange, fingerprint, keep_edition, row_changes


class PastRulebooks:
    """Keeps and compares rulebooks. Each method may be called on any thread."""

    def __init__(self, *, folder: Path, in_use: Callable[[], InUse]) -> None:
        """`folder` is the workspace's."""
        self._shelf = folder / SHELF
        self._in_use = in_use
        self._found: dict[tuple[str, str], tuple[RowChange, ...]] = {}

    def keep(self) -> None:
        """Keep the rulebook in use with the workspace: another may come with the next program.

        Raises StorageFault.
        """
        edition = self._in_use().edition
        try:
            keep_edition(edition, self._shelf)
        except OSError as error:
            detail = error.strerror or str(error)
            raise StorageFault("database-unusable", path=str(self._shelf), detail=detail) from error

    def changes_since(self, old: str) -> tuple[RowChange, ...] | None:
        """Return what differs between the rulebook of a fingerprint and the one in use.

        None where that one is not kept here.
        """
        edition = self._in_use().edition
        key = (old, edition.fingerprint)
        if key not in self._found:
            place = self._place(old)
            if place is None:
                return None  # and not for good: it may be taken in later
            self._found[key] = row_changes(place, edition.folder)
        return self._found[key]

    def _place(self, wanted: str) -> Path | None:
        places = [resources.path("rulebook")]
        if self._shelf.is_dir():
            places += self._shelf.glob(f"*-{wanted[:8]}")
        for place in places:
            try:
                if fingerprint(place) == wanted:
                    return place
            except BadInput:
                continue  # a file of it is gone or cannot be read: then it is not that one
        return None
