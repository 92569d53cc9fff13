"""Notes that a recovery code was made and nobody has said yet that it is kept."""

from contextlib import suppress
from pathlib import Path

_NAME = "recovery-code-not-kept"


class UnseenCode:
    """A file beside the log, from before the code is made until the person has it.

    Where the program is killed in between, the next start says so.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "logs" / _NAME

    @property
    def is_noted(self) -> bool:
        """Whether a code may never have been seen."""
        return self._path.is_file()

    def note(self) -> None:
        """Note that one is being made."""
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_bytes(b"")

    def forget(self) -> None:
        """Note that it is kept, or that none was made."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
