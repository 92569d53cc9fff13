"""Asks why findings are put aside."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.core.text import tidy
from exportdesk.operations.hygiene import HygieneFinding
from exportdesk.ui.book_check.words import findings_count, reasons
from exportdesk.ui.widgets import button, label, line_edit, px


class AsidePane(QWidget):
    """A reason, one of the common ones or another. `given` tells it, `left` that there is none."""

    given = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = label("", "strong", wrap=True)
        self.reason = line_edit(_("Why is there nothing to put right?"), longest=500)
        self.reason.setAccessibleName(_("Reason"))
        self.put = button(_("&Put aside"), self._give, kind="primary")
        self.cancel = button(_("Cancel"), self.left.emit)
        self.common: list[QPushButton] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(px(12))
        line = QHBoxLayout()
        line.setSpacing(px(12))
        line.addWidget(self.reason, 1)
        line.addWidget(self.put)
        line.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        for part in (self._title, label(
            _("It is not shown again until one of the customers or what they share changes. You can"
              " bring it back under Put aside."), "quiet", wrap=True,
        )):  # fmt: skip
            column.addWidget(part)
        column.addLayout(line)
        column.addLayout(self._row)
        self.reason.textChanged.connect(self._follow)
        self.reason.returnPressed.connect(self._give)
        self._follow()

    def ask(self, findings: Sequence[HygieneFinding]) -> None:
        """Ask for the reason of these findings."""
        self._title.setText(
            _("Put aside {findings}").format(findings=findings_count(len(findings)))
        )
        self.reason.clear()
        while self._row.count():
            item = self._row.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.deleteLater()
        self.common = [button(text, self._take, kind="link") for text in reasons(findings)]
        for made in self.common:
            self._row.addWidget(made)
            made.show()
        self._row.addStretch(1)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _take(self) -> None:
        pressed = next((one for one in self.common if one is self.sender()), None)
        if pressed is not None:
            self.reason.setText(pressed.text())
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        self.put.setEnabled(bool(tidy(self.reason.text())))

    def _give(self) -> None:
        text = tidy(self.reason.text())
        if text:
            self.given.emit(text)
