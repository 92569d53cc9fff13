"""The list below a field of what may be meant."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent, QWindow
from PySide6.QtWidgets import QApplication, QCompleter, QListView, QWidget
from typing_extensions import override

_LOOKED_AT = 50  # names; of more, one that is longer still is cut


class Completions(QListView):
    """Give this to `QCompleter.setPopup`; `name` is for screen readers.

    A completer makes its popup a window of its own, which no style sheet reaches: it takes that of
    the window its field stands in, each time that it is shown.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.most = 7  # rows seen at once, as completers have it
        # Later: a height taken within the completer's own setting of it would be overruled.
        self._fit_later = QTimer(self)
        self._fit_later.setSingleShot(True)
        self._fit_later.timeout.connect(self._fit)
        self.setProperty("kind", "completions")
        self.setAccessibleName(name)
        # The popup is as high as its rows: a bar below them would cover the only one there is.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        field = self.focusProxy()
        sheet = field.window().styleSheet() if field is not None else ""
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
        super().showEvent(event)
        self._fit()
        self._fit_later.start()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_later.start()

    def _fit(self) -> None:
        """Take the height and the width that the rows need.

        A completer reckons it before the style sheet is there, which makes rows taller and puts an
        edge around them: the last one would be cut.
        """
        field, model = self.focusProxy(), self.model()
        rows = min(self.most, model.rowCount()) if model is not None else 0
        if not rows or field is None or not self.isVisible():
            return
        edge = self.height() - self.viewport().height()
        self._widen(edge)
        more = rows * self.sizeHintForRow(0) + edge - self.height()
        if more > 0:
            above = self.y() < field.mapToGlobal(field.rect().topLeft()).y()
            place = self.geometry()
            self.setGeometry(
                place.adjusted(0, -more, 0, 0) if above else place.adjusted(0, 0, 0, more)
            )

    def _widen(self, edge: int) -> None:
        """Be wider than the field where a name asks for it, within the screen."""
        model = self.model()
        looked_at = range(min(_LOOKED_AT, model.rowCount()))
        column = self.modelColumn()
        wide = max(self.sizeHintForIndex(model.index(row, column)).width() for row in looked_at)
        if model.rowCount() > self.most:
            wide += self.verticalScrollBar().sizeHint().width()
        place, screen = self.geometry(), self.screen().availableGeometry()
        if wide + edge > place.width():
            place.setWidth(min(wide + edge, screen.width()))
            if place.right() > screen.right():
                place.moveRight(screen.right())
            self.setGeometry(place)


class _Through(QObject):
    """Passes a press beside the list on to what it was meant for, and keeps Esc for the list.

    A popup has every press of the mouse, and completers only close at one beside it: who pressed on
    the next field would go on typing into the one before. Of Esc, the shortcut of the window below
    would get hold first, and the list would stay. Of Alt+F4 the system does not hear while a popup
    has the keyboard: it would close the list, and not the window. And where a shortcut of the
    window put the cursor elsewhere, the list would have Enter still.
    """

    def __init__(self, popup: Completions) -> None:
        super().__init__(popup)
        self._popup = popup
        popup.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)  # some systems do: not twice
        popup.installEventFilter(self)  # after the completer's own, so that it is asked first
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        stays = (None, self._popup, self._popup.focusProxy())
        if self._popup.isVisible() and now not in stays:
            self._popup.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            return self._close(event)
        if isinstance(event, QKeyEvent) and _closes_a_window(event):
            return self._close_window(event)
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseButtonRelease and not self._popup.isVisible():
            _pass_on(event, QApplication.widgetAt(event.globalPosition().toPoint()))
            return True  # of a tap so short that the popup has it yet
        beside = not self._popup.rect().contains(event.position().toPoint())
        if event.type() == QEvent.Type.MouseButtonPress and beside:
            self._popup.hide()
            below = QApplication.topLevelAt(event.globalPosition().toPoint())
            # To the window, which gives it with the focus to what stands there.
            _pass_on(event, below.windowHandle() if below is not None else None)
            return True
        return False

    def _close(self, event: QKeyEvent) -> bool:
        """Close the list at Esc; the field has again what was typed, whatever was looked at."""
        if event.type() == QEvent.Type.KeyPress:
            self._popup.clearSelection()
            self._popup.hide()
        event.accept()
        return True

    def _close_window(self, event: QKeyEvent) -> bool:
        """Close the window that the field stands in, once the list has let go of the keyboard."""
        field = self._popup.focusProxy()
        if event.type() == QEvent.Type.KeyPress and field is not None:
            self._popup.hide()
            QTimer.singleShot(0, field.window(), field.window().close)
        event.accept()
        return True


def _closes_a_window(event: QKeyEvent) -> bool:
    alt = Qt.KeyboardModifier.AltModifier
    return event.key() == Qt.Key.Key_F4 and event.modifiers() == alt


def _pass_on(event: QMouseEvent, to: QWidget | QWindow | None) -> None:
    if to is None:
        return
    place = event.globalPosition()
    local = QPointF(to.mapFromGlobal(place))
    same = QMouseEvent(
        event.type(), local, local, place, event.button(), event.buttons(), event.modifiers()
    )
    QCoreApplication.sendEvent(to, same)


def complete_with(finder: QCompleter, name: str) -> Completions:
    """Give `finder` such a list, and return it."""
    popup = Completions(name)
    finder.setPopup(popup)
    popup.most = finder.maxVisibleItems()
    _Through(popup)
    return popup
