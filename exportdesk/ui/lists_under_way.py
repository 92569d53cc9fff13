"""What is under way with the lists, told to the pages that are not about lists."""

from PySide6.QtCore import QObject, Signal

from exportdesk.core.i18n import _
from exportdesk.ui.bus import Bus
from exportdesk.ui.one_of import one_of


class ListsUnderWay(QObject):
    """An import that a person began, and an update; `turned` tells that either stands otherwise."""

    turned = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._importing = self._updating = ""

    @property
    def is_importing(self) -> bool:
        """Whether a list is being taken in from a file."""
        return bool(self._importing)

    @property
    def words(self) -> str:
        """What is under way and how far it is; "" for nothing."""
        return self._importing or self._updating

    def say_import(self, counted: str = "") -> None:
        """A list is being taken in from a file; `counted` is how far that is, where it is known."""
        words = _("Importing a list: {counted}").format(counted=counted)
        self._turn(words if counted else import_words(), self._updating)

    def end_import(self) -> None:
        """No list is being taken in from a file any more."""
        self._turn("", self._updating)

    def say_update(self, words: str) -> None:
        """Say how far an update is; "" where none is under way."""
        self._turn(self._importing, words)

    def _turn(self, importing: str, updating: str) -> None:
        if (importing, updating) != (self._importing, self._updating):
            self._importing, self._updating = importing, updating
            self.turned.emit()


def import_words() -> str:
    """Return in short that a list is being taken in: its room on the page does not change."""
    return _("Importing a list…")


def under_way_of(bus: Bus) -> ListsUnderWay:
    """Return what is under way in the window that `bus` belongs to."""
    return one_of(bus, ListsUnderWay, lambda: ListsUnderWay(bus))
