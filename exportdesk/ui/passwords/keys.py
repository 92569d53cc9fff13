"""The keys of workspaces and backups that a person opened, kept while the program runs."""

from pathlib import Path
from typing import TYPE_CHECKING

from exportdesk.core.sealed import is_sealed

if TYPE_CHECKING:
    from exportdesk.storage.sealing import Seal


class Keys:
    """Opens a workspace again without asking: after a restore, or in another language."""

    def __init__(self) -> None:
        self._seals: list[Seal] = []

    def keep(self, seal: "Seal") -> None:
        """Know one more key."""
        if all(one.mark != seal.mark for one in self._seals):
            self._seals.append(seal)

    def find(self, folder: Path) -> "Seal | None":
        """Return the key of the workspace in `folder`; None where it has none, or is not known.

        Raises StorageFault where its key file cannot be read.
        """
        if not self._seals or not is_sealed(folder):
            return None
        # Read once a key is known, and not before the window is there.
        from exportdesk.storage.sealing import read_key_file

        key_file = read_key_file(folder)
        return next((one for one in self._seals if one.opens(key_file)), None)
