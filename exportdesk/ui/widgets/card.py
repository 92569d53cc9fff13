"""Cards: the white sheets a page is made of."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from exportdesk.ui.theme import px
from exportdesk.ui.widgets.text import label


class Card(QFrame):
    """A sheet with an optional heading. Put things into `body`; `head` takes what stands right
    of the title. `flush` leaves no margin, for a table that fills the card.
    """

    def __init__(
        self,
        title: str = "",
        *,
        flush: bool = False,
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        around = QVBoxLayout(self)
        edge = 1 if flush else px(16)
        around.setContentsMargins(edge, edge, edge, edge)
        around.setSpacing(px(12))
        self.title = label(title, "card-title" if large else "section")
        self.caption = label("", "caption")
        self.caption.hide()
        self.head = QHBoxLayout()
        self.head.setSpacing(px(8))
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.head.addWidget(self.caption)
        if flush:
            self.head.setContentsMargins(px(14), px(14), px(14), 0)
        self.body = QVBoxLayout()
        self.body.setSpacing(px(8))
        self._has_head = bool(title)
        if title:
            around.addLayout(self.head)
        else:
            self.title.setParent(self)
            self.caption.setParent(self)
            self.title.hide()
        around.addLayout(self.body, 1)

    def let_title_wrap(self) -> None:
        """Let the title take the room there is, in several lines; what is beside it what it needs.

        Without this, a card is never narrower than its title.
        """
        self.title.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)  # a new policy forgets what word wrap had set
        self.title.setSizePolicy(policy)
        self.head.setStretch(0, 1)
        for at in range(1, self.head.count()):
            self.head.setStretch(at, 0)

    def say(self, title: str, caption: str = "") -> None:
        """Show another title, and a caption at the right of it."""
        self.title.setText(title)
        self.caption.setText(caption)
        self.caption.setVisible(bool(caption))
