"""Tells the window that asked for the demo how far its making is, in a file of two words."""

from contextlib import suppress
from pathlib import Path

LISTS, WINDOW = "lists", "window"
_ENDS = {LISTS: (0, 70), WINDOW: (85, 100)}  # per cent of the whole


class Telling:
    """Progress of the demo's making: the file says its part and how many per cent are done."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part, self._percent = "", -1

    def begin(self, part: str) -> None:
        """Begin one of the parts above."""
        self._part = part
        self._say(_ENDS[part][0])

    def stage(self, name: str) -> None:
        """Do nothing: the parts are coarser than the stages of an import."""

    def step(self, done: int, total: int | None = None) -> None:
        """Tell how much of the part is done; it never goes back."""
        low, high = _ENDS[self._part]
        if total:
            self._say(low + (high - low) * min(done, total) // total)

    def _say(self, percent: int) -> None:
        if percent <= self._percent:
            return
        self._percent = percent
        with suppress(OSError):  # whoever asked looks no longer
            self._path.write_text(f"{self._part} {percent}", encoding="ascii")
