"""What the tabs of a customer share: a column that scrolls, a bar of actions below it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from exportdesk.ui.widgets import px
from exportdesk.ui.widgets.flow import FlowLayout


class ScrollingColumn(QScrollArea):
    """Put widgets into `column`; it scrolls where they do not fit."""

    def __init__(self, name: str) -> None:
        super().__init__()
        inner = QWidget()
        inner.setProperty("kind", "clear")
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(px(16), px(14), px(16), px(14))
        self.column.setSpacing(px(14))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setAccessibleName(name)
        self.setWidget(inner)


def action_bar(*parts: QWidget | None) -> QHBoxLayout:
    """Return a bar of actions; None takes the room that is left. Without one, it breaks lines."""
    if None in parts:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for part in parts:
            if part is None:
                row.addStretch(1)
            else:
                row.addWidget(part)
    else:
        flow = FlowLayout(px(8), apart=True)
        for part in parts:
            if part is not None:
                flow.addWidget(part)
        row = QHBoxLayout()
        row.addLayout(flow)
    row.setContentsMargins(px(16), px(8), px(16), px(10))
    return row
