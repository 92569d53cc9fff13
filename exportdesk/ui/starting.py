"""Notes that a start is under way, so that the next one knows whether it ever ended well."""

from contextlib import suppress
from pathlib import Path

FAILED_TWICE = 2


class Starting:
    """Counts the starts that did not get as far as a window that works."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def failed(self) -> int:
        """How many starts in a row did not get there."""
        try:
            return min(int(self._path.read_text("ascii")), 99)
        except (OSError, ValueError):
            return 0

    def begin(self) -> None:
        """Note that one begins."""
        with suppress(OSError):
            self._path.write_text(str(self.failed + 1), "ascii")

    def succeed(self) -> None:
        """Note that the window works, or that the person was told why it cannot open."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def go_on(self, failed: int) -> None:
        """Note again that one is under way, the `failed`th, after `succeed` was called early."""
        with suppress(OSError):
            self._path.write_text(str(failed), "ascii")
