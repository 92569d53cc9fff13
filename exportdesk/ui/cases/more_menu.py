"""A button in the head of a page with a menu of what else can be done, each act in words."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from exportdesk.core.i18n import _
from exportdesk.ui.widgets import Page

Act = tuple[str, str, Callable[[], object]]


class MoreMenu:
    """The acts stand in one order, in groups with a line between them; `actions` are by key."""

    def __init__(self, page: Page, groups: Sequence[Sequence[Act]]) -> None:
        self._page = page
        self.actions: dict[str, QAction] = {}
        self._groups: list[list[QAction]] = []
        for group in groups:
            made: list[QAction] = []
            for key, words, call in group:
                action = QAction(words, page)
                action.setObjectName(key)
                action.triggered.connect(call)
                action.setVisible(False)
                made.append(action)
                self.actions[key] = action
            self._groups.append(made)
        self.button = page.add_action(_("Mor&e"), self.open_menu, glyph="dots-horizontal")

    def offer(self, keys: Collection[str]) -> None:
        """Offer these acts; without any there is no button."""
        for key, action in self.actions.items():
            action.setVisible(key in keys)
        self.button.setVisible(bool(keys))

    def open_menu(self) -> None:
        """Show the menu below its button."""
        menu = QMenu(self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        for group in self._groups:
            menu.addSeparator()  # one at an end, or after another, is not drawn
            menu.addActions(group)
        right = self.button.mapToGlobal(self.button.rect().bottomRight())
        menu.popup(right - QPoint(menu.sizeHint().width(), 0))
