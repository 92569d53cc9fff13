"""A filter: a button that says what is chosen, and a menu of choices with their counts."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.ui.theme import px
from exportdesk.ui.widgets.buttons import PushButton
from exportdesk.ui.widgets.fields import paint_chevron
from exportdesk.ui.widgets.text import restyle

V = TypeVar("V")

_LONGEST = 18


class FilterButton(PushButton, Generic[V]):
    """Several values may be chosen; none means all. `picked` tells every change."""

    picked = Signal()

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        short: Callable[[V], str] | None = None,
    ) -> None:
        """`short` gives what the button says of a value whose words are too long for it."""
        super().__init__(parent)
        self._name, self._short = name, short
        self._words: dict[V, str] = {}
        self._chosen: set[V] = set()
        self._menu = _StayingMenu(self)
        self._menu.setToolTipsVisible(True)
        self._menu.triggered.connect(self._toggle)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.clicked.connect(self._open)
        self._say()

    @property
    def chosen(self) -> frozenset[V]:
        """The values chosen."""
        return frozenset(self._chosen)

    def offer(self, choices: Sequence[tuple[V, str, int]]) -> None:
        """Offer these values, each with its words and its count; what is chosen stays."""
        self._words = {value: words for value, words, _count in choices}
        menu = self._menu
        menu.clear()
        for value, words, count in choices:
            shown = _("{words}  ({count})").format(words=words, count=figure(count))
            action = QAction(shown.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(value in self._chosen)
            action.setData(value)
            menu.addAction(action)
        if not choices:
            nothing = menu.addAction(_("Nothing to filter by"))
            nothing.setEnabled(False)
        self._say()

    def choose(self, values: Sequence[V] = ()) -> None:
        """Choose these values, without a word; none for all."""
        self._chosen = set(values)
        for action in self._menu.actions():
            if action.isCheckable():
                action.setChecked(action.data() in self._chosen)
        self._say()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_chevron(self, "chevron-down")

    def _open(self) -> None:
        self._menu.setMinimumWidth(self.width())
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _toggle(self, action: QAction) -> None:
        if not action.isCheckable():
            return
        value = action.data()
        self._chosen ^= {value}
        self._say()
        self.picked.emit()

    def _say(self) -> None:
        said = [self._words.get(value, str(value)) for value in self._chosen]
        if not said:
            words = self._name
        elif len(said) == 1:
            words = said[0]
            if self._short is not None and len(words) > _LONGEST:
                words = self._short(next(iter(self._chosen)))
        else:
            words = _("{name}: {count}").format(name=self._name, count=len(said))
        shown = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(_("{name}: {chosen}").format(
            name=self._name, chosen=", ".join(sorted(said)) or _("all")
        ))  # fmt: skip
        self.setAccessibleName(self.toolTip())
        # The mark of a menu stands at the right end of the words.
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(shown) + px(44))
        restyle(self, kind="filter", on=bool(said))


class _StayingMenu(QMenu):
    """A menu that stays open while boxes in it are ticked."""

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.actionAt(event.position().toPoint())
        if action is not None and action.isCheckable() and action.isEnabled():
            action.trigger()
            return
        super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None and action.isCheckable():
            action.trigger()
            return
        super().keyPressEvent(event)
