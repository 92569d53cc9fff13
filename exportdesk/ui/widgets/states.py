"""What a place shows when it has nothing to show yet: empty, loading, failed."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.ui.theme import px
from exportdesk.ui.widgets.buttons import button
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.ui.widgets.glyph import Glyph
from exportdesk.ui.widgets.progress import ProgressLine
from exportdesk.ui.widgets.text import label


class EmptyState(QWidget):
    """What this place is for, and the button that fills it; beside it perhaps another way."""

    def __init__(
        self,
        glyph: str,
        title: str,
        words: str,
        *,
        action: str = "",
        call: Callable[..., object] | None = None,
        other: str = "",
        other_call: Callable[..., object] | None = None,
        primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = label(title, "section", wrap=True)
        self.words = label(words, "quiet", wrap=True)
        self.action = button(action, call, kind="primary" if primary else "")
        if not action:  # shown before it stands anywhere, it would be a window of its own
            self.action.hide()
        self.other = button(other, other_call)
        if not other:
            self.other.hide()
        self._ways = QWidget()
        ways = FlowLayout(px(8), centered=True, parent=self._ways)
        ways.addWidget(self.action)
        ways.addWidget(self.other)
        self._glyph = Glyph(glyph, "quiet", 36)
        _fill(self, self._glyph, self.title, self.words, self._ways)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_whole()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._keep_whole()

    def _keep_whole(self) -> None:
        """Ask for the height that the words need: the layout asks for that of one line."""
        inner = self.title.parentWidget()
        column = inner.layout() if inner is not None else None
        if inner is None or column is None or not self.isVisible():
            return
        sides = column.contentsMargins()
        wide = min(self.width(), inner.maximumWidth()) - sides.left() - sides.right()
        for words in (self.title, self.words):
            words.setMinimumHeight(words.heightForWidth(max(1, wide)))

    def draw(self, glyph: str, colour: str = "quiet") -> None:
        """Show another glyph above the words."""
        self._glyph.draw(glyph, colour)

    def say(self, title: str, words: str, *, action: str = "", other: str = "") -> None:
        """Say something else; no button for no action, and none for no other way."""
        self.title.setText(title)
        self.words.setText(words)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.other.setText(other)
        self.other.setVisible(bool(other))
        self._keep_whole()


class Faces(QStackedWidget):
    """Widgets of which one is shown, above something that needs its height.

    A stack asks for the height that its widgets would like, and takes it from what stands below
    where both do not fit. This one asks for the height that they need.
    """

    @override
    def hasHeightForWidth(self) -> bool:
        return False


class ShownStack(QStackedWidget):
    """Asks for the room of the widget that is shown, not for that of the widest one in it."""

    @override
    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return super().minimumSizeHint() if shown is None else shown.minimumSizeHint()


class StateStack(QStackedWidget):
    """Shows its content, or why there is none: empty, loading, or an error with a way on."""

    def __init__(self, content: QWidget, empty: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self._empty = empty
        self._progress = ProgressLine()
        self._loading = QWidget()
        _fill(self._loading, self._progress)
        self._again: Callable[[], object] | None = None
        self._error_title = label("", "section", wrap=True)
        self._error_words = label("", "quiet", wrap=True)
        self._error_button = button(_("Try again"), self._try_again)
        self._error = QWidget()
        _fill(
            self._error,
            Glyph("alert-circle-outline", "red", 36),
            self._error_title,
            self._error_words,
            self._error_button,
        )
        for widget in (content, empty, self._loading, self._error):
            self.addWidget(widget)

    @property
    def progress(self) -> ProgressLine:
        """The bar of the loading state."""
        return self._progress

    def show_content(self) -> None:
        """Show the content."""
        self.setCurrentWidget(self._content)

    def show_empty(self) -> None:
        """Show that there is nothing yet."""
        self.setCurrentWidget(self._empty)

    def show_loading(self, words: str) -> None:
        """Show that it is being got, in words."""
        self._progress.begin(words)
        self.setCurrentWidget(self._loading)

    def show_error(self, title: str, words: str, again: Callable[[], object] | None = None) -> None:
        """Show what happened, what was kept and what to do; `again` for a button to try again."""
        self._error_title.setText(title)
        self._error_words.setText(words)
        self._again = again
        self._error_button.setVisible(again is not None)
        self.setCurrentWidget(self._error)

    def _try_again(self) -> None:
        if self._again is not None:
            self._again()


def _fill(place: QWidget, *parts: QWidget) -> None:
    """Stack `parts` in the middle of `place`, no wider than reads well."""
    middle = QWidget()
    middle.setMaximumWidth(px(440))
    column = QVBoxLayout(middle)
    column.setContentsMargins(px(24), px(24), px(24), px(24))
    column.setSpacing(px(12))
    column.addStretch(2)
    for part in parts:
        if isinstance(part, QLabel):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        elif isinstance(part, ProgressLine) or isinstance(part.layout(), FlowLayout):
            column.addWidget(part)
        else:
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(3)
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(middle)
