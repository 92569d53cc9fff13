"""A list and what its rows tell: side by side, or one at a time where there is no room for both."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.ui.theme import px
from exportdesk.ui.widgets.brought import area_around
from exportdesk.ui.widgets.buttons import button
from exportdesk.ui.widgets.splitter import TurnedSplitter
from exportdesk.ui.widgets.table_view import RowsView

_LEAST_LIST, _LEAST_DETAIL = 260, 380  # so high is the one in view, at the least
_SEVERAL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class PanesInTurn(TurnedSplitter):
    """Side by side like any splitter. In a narrow window the list has all the room until a row is
    clicked or opened; then `detail` has it, below a button that leads back.
    """

    def __init__(
        self,
        listed: QWidget,
        detail: QWidget,
        *,
        table: RowsView[Any],
        inside: QWidget,
        back: str,
        key: str,
        settings: QSettings | None,
        shares: tuple[int, ...],
        beside: Sequence[QWidget] = (),
    ) -> None:
        """`inside` takes the cursor in the detail; `beside` goes where the list goes."""
        turned = QWidget()
        super().__init__(listed, turned, key=key, settings=settings, shares=shares)
        self._turned = turned
        self._back = button(back, self._go_back, glyph="chevron-left", kind="link", hint="Esc")
        column = QVBoxLayout(turned)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(detail, 1)
        self._back.hide()
        self._listed = listed
        self._table, self._inside, self._beside = table, inside, tuple(beside)
        self._shows_detail = self._hides_beside = False
        self._patience = QTimer(self)  # until a second click cannot be of a double click any more
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._take_clicks)
        table.clicked.connect(self._open)

    @override
    def minimumSizeHint(self) -> QSize:
        needed = super().minimumSizeHint()
        if not self._narrow:
            return needed
        least = px(_LEAST_DETAIL if self._shows_detail else _LEAST_LIST)
        return needed.expandedTo(QSize(0, least))

    @property
    def shows_detail(self) -> bool:
        """Whether the detail stands where the list would be."""
        return self._narrow and self._shows_detail

    def show_detail(self) -> None:
        """Bring the detail into view."""
        if self._narrow and not self._shows_detail:
            self._shows_detail = True
            self._show()
            self._scroll_to_top()

    def show_list(self) -> None:
        """Bring the list into view."""
        had = self._turned.isAncestorOf(QApplication.focusWidget() or self)
        self._shows_detail = False
        self._show()
        if had and self._narrow:
            self.take_focus()

    def take_focus(self) -> None:
        """Put the cursor into the one in view; the list, where both are."""
        shown = self._inside if self.shows_detail else self._table
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def _show(self) -> None:
        self._listed.setVisible(not self.shows_detail)
        if self._hides_beside is not self.shows_detail:  # else it may be hidden by others
            self._hides_beside = self.shows_detail
            for one in self._beside:
                one.setVisible(not self._hides_beside)
        self._turned.setVisible(self._shows_detail or not self._narrow)
        self._back.setVisible(self._narrow)
        self.updateGeometry()

    def _open(self, *_what: object) -> None:
        several = QGuiApplication.keyboardModifiers() & _SEVERAL
        if not self._narrow or several or len(self._table.selected_places) != 1:
            return
        # The second click of a double click would meet whatever stands there now.
        self._turned.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._patience.start(QApplication.doubleClickInterval())
        self.show_detail()
        self.take_focus()

    def _take_clicks(self) -> None:
        self._turned.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)

    def _go_back(self) -> None:
        self.show_list()
        self.take_focus()

    def _scroll_to_top(self) -> None:
        area = area_around(self)
        inner = area.widget() if area is not None else None
        if area is not None and inner is not None:
            top = self.mapTo(inner, QPoint(0, 0)).y()
            bar = area.verticalScrollBar()
            bar.setValue(min(bar.value(), max(0, top - px(8))))
