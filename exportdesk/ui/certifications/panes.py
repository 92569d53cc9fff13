"""A form and its paper: side by side, or in turn where there is no room for both."""

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import button
from exportdesk.ui.widgets.splitter import TurnedSplitter

_LEAST = 300  # so high is the one in view, at the least


class FormPanes(TurnedSplitter):
    """In a narrow window the form has all the room; a button above it brings the paper in its
    place, below a button that leads back.
    """

    def __init__(self, form: QWidget, paper: QWidget, *, settings: QSettings | None) -> None:
        self.lead = button(_("Show the paper"), self.show_paper, glyph="file-sign", kind="link")
        self._back = button(
            _("Back to the form"), self.leave, glyph="chevron-left", kind="link", hint="Esc"
        )
        self._form = _below(self.lead, form, Qt.AlignmentFlag.AlignRight)
        self._paper = _below(self._back, paper, Qt.AlignmentFlag.AlignLeft)
        super().__init__(
            self._form, self._paper, key="certification-form", settings=settings, shares=(1, 1)
        )
        self._shows_paper = False
        self._show()

    def show_paper(self) -> None:
        """Bring the paper in place of the form."""
        self._shows_paper = True
        self._show()
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_form(self) -> None:
        """Bring the form back."""
        self._shows_paper = False
        self._show()

    def leave(self) -> bool:
        """Go back from the paper to the form, with the cursor; tell whether it was there."""
        if self._form.isVisibleTo(self):
            return False
        self.show_form()
        self.lead.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    @override
    def _show(self) -> None:
        turned = self._narrow and self._shows_paper
        had = self._paper.isAncestorOf(QApplication.focusWidget() or self)
        self._form.setVisible(not turned)
        self._paper.setVisible(turned or not self._narrow)
        for one in (self.lead, self._back):
            one.setVisible(self._narrow)
        self.setMinimumHeight(px(_LEAST) if self._narrow else 0)
        if had and not self._paper.isVisibleTo(self) and self.lead.isVisible():
            self.lead.setFocus(Qt.FocusReason.OtherFocusReason)


def _below(head: QPushButton, part: QWidget, side: Qt.AlignmentFlag) -> QWidget:
    """Return a pane with a button above what it shows."""
    pane = QWidget()
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(6))
    column.addWidget(head, 0, side)
    column.addWidget(part, 1)
    return pane
