"""A page covered by a sheet: its cards and actions are out of sight, its title is another one."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from exportdesk.ui.widgets import Page


class Covering:
    """Hides what a page shows and gives it back as it was; `beside` stays where it is."""

    def __init__(self, page: Page, beside: Sequence[QWidget] = ()) -> None:
        self._page, self._beside = page, tuple(beside)
        self._hidden: list[tuple[QWidget, bool]] = []
        self._title, self._purpose = page.title.text(), page.purpose.text()

    def cover(self, title: str, purpose: str, ours: Sequence[QWidget]) -> None:
        """Hide all but `ours`, which are the sheet and its actions, and say what it is for."""
        page = self._page
        page.banner.clear()
        self._title, self._purpose = page.title.text(), page.purpose.text()
        staying = (*ours, *self._beside)
        self._hidden = [(one, one.isHidden()) for one in self._shown() if one not in staying]
        for one, _was in self._hidden:
            one.hide()
        page.say(title, purpose)

    def uncover(self) -> None:
        """Show what was hidden."""
        for one, was in self._hidden:
            one.setVisible(not was)
        self._page.say(self._title, self._purpose)

    def _shown(self) -> list[QWidget]:
        """Return the cards and the actions of the page."""
        found = []
        for layout in (self._page.body, self._page.head_actions):
            for at in range(layout.count()):
                item = layout.itemAt(at)
                widget = item.widget() if item is not None else None
                if widget is not None:
                    found.append(widget)
        return found
