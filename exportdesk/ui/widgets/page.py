"""The base of every page: title, one line of purpose, actions at the right, then cards."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from exportdesk.core.changes import Changes
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.words import say
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets.banner import Banner
from exportdesk.ui.widgets.buttons import button
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.ui.widgets.page_head import HeadLayout
from exportdesk.ui.widgets.text import Chip, label


class Page(QWidget):
    """A page of the window. Put cards into `body`.

    The window calls `arrive` when the page is shown, `reload` when something it may show has
    changed, `new`, `print_out`, `refresh` and `back` for Ctrl+N, Ctrl+P, F5 and Esc, and
    `may_leave` before it closes. Override what the page has an answer to.
    """

    def __init__(
        self,
        title: str,
        purpose: str = "",
        *,
        scrolls: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`scrolls` for pages of forms and cards that may be taller than the window."""
        super().__init__(parent)
        self.title = label(title, "title")
        self.chip = Chip()
        self.purpose = label(purpose, "purpose", wrap=True)
        if (
            not purpose
        ):  # to be shown before it stands in the page, it would open a window of its own
            self.purpose.hide()
        self.head_actions = FlowLayout(px(12))
        self.banner = Banner()
        self.body = QVBoxLayout()
        self.body.setSpacing(px(14))
        self.setAccessibleName(title)
        self._area: QScrollArea | None = None  # of a page that scrolls
        self._part: QWidget | None = None
        self._scroll_later = QTimer(self)
        self._scroll_later.setSingleShot(True)
        self._scroll_later.timeout.connect(self._scroll_to_part)
        self._build_frame(scrolls)

    def _build_frame(self, scrolls: bool) -> None:
        line = QHBoxLayout()
        line.setSpacing(px(12))
        line.addWidget(self.title)
        line.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        words = self.head_words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addLayout(line)
        words.addWidget(self.purpose)
        head = self.head = HeadLayout(words, self.head_actions)
        whole = QVBoxLayout(self)
        # Below it, the window keeps room for what it tells for a moment.
        whole.setContentsMargins(px(28), px(24), px(28), px(2))
        whole.setSpacing(px(14))
        rows = self.head_rows = QVBoxLayout()  # what is put in has the whole width
        rows.setSpacing(px(2))
        rows.addLayout(head)
        whole.addLayout(rows)
        whole.addWidget(self.banner)
        if scrolls:
            whole.addWidget(self._scrolling_body(), 1)
        else:
            whole.addLayout(self.body, 1)

    def _scrolling_body(self) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("kind", "clear")
        self.body.setContentsMargins(0, 0, 0, 0)
        inner.setLayout(self.body)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        self._area = area
        return area

    def show_top(self) -> None:
        """Scroll to the beginning, where what a person has to see now was put."""
        if self._area is not None:
            self._area.verticalScrollBar().setValue(0)

    def show_part(self, part: QWidget) -> None:
        """Scroll so that `part` begins in sight, once it has its place."""
        self._part = part
        self._scroll_later.start()

    def _scroll_to_part(self) -> None:
        inner = self._area.widget() if self._area is not None else None
        part, self._part = self._part, None
        if self._area is not None and inner is not None and part is not None:
            top = part.mapTo(inner, part.rect().topLeft()).y()
            self._area.verticalScrollBar().setValue(max(0, top - px(8)))

    def add_action(
        self,
        text: str,
        clicked: Callable[..., object],
        *,
        glyph: str = "",
        primary: bool = False,
        hint: str = "",
        also: Sequence[str] = (),
    ) -> QPushButton:
        """Add a button at the top right, after those added before. One `primary` a page."""
        kind = "primary" if primary else ""
        made = button(text, clicked, glyph=glyph, kind=kind, hint=hint, also=also)
        self.head_actions.addWidget(made)
        return made

    def say(self, title: str, purpose: str) -> None:
        """Show another title and purpose."""
        self.title.setText(title)
        self.purpose.setText(purpose)
        self.purpose.setVisible(bool(purpose))
        self.setAccessibleName(title)

    @override
    def hasHeightForWidth(self) -> bool:
        # A page fills the window. Asked for the height its words would like best, it would stand
        # taller than the window, and the window would scroll for nothing.
        return False

    def show_trouble(self, error: ExportDeskError) -> None:
        """Say in the page what went wrong (give this to `JobRunner.start(failed=...)`)."""
        self.banner.say(say(error), Tone.RED)

    def arrive(self, subject: object = None) -> None:
        """Be shown. `subject` is what the page was sent: a text to screen, a record to open."""

    def reload(self, changes: Changes) -> None:
        """Look again, if `changes` holds a kind of record shown here."""

    def may_leave(self) -> bool:
        """Tell whether the window may close; ask first where work would be lost."""
        return True

    @property
    def has_work(self) -> bool:
        """Whether anything in it would be lost if it were made anew."""
        return False

    def new(self) -> None:
        """Begin something new (Ctrl+N)."""

    def print_out(self) -> None:
        """Print what is shown (Ctrl+P)."""

    def refresh(self) -> None:
        """Look again (F5)."""

    def back(self) -> bool:
        """Go back one step (Esc); tell whether there was one."""
        return False

    def search(self) -> bool:
        """Put the cursor into the search field (Ctrl+F); tell whether there is one."""
        return False

    def help_topic(self) -> str:
        """Return the page of the guide that F1 opens; "" for the one of the whole page."""
        return ""

    def close_page(self) -> None:
        """End what the page keeps running; called once, when the window closes."""
