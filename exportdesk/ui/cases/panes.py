"""The step in view and what was found there: side by side, or in turn where there is no room."""

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.i18n import _, ngettext
from exportdesk.ui.cases.side_pane import SidePane
from exportdesk.ui.icons import beside_words, icon
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import Card, button
from exportdesk.ui.widgets.splitter import TurnedSplitter


class StepPanes(TurnedSplitter):
    """In a narrow window the step has all the room. `lead`, which is put at its head, brings the
    findings in its place, below a button that leads back.
    """

    def __init__(self, middle: Card, side: SidePane, *, settings: QSettings | None) -> None:
        turned = QWidget()
        super().__init__(middle, turned, key="case-side", settings=settings, shares=(15, 9))
        self._middle, self._turned = middle, turned
        self.lead = button("", self.show_findings)
        self.lead.setObjectName("to-findings")
        self.lead.setIconSize(beside_words())
        self._back = button("", self.leave, glyph="chevron-left", kind="link", hint="Esc")
        self._back.setObjectName("to-step")
        column = QVBoxLayout(turned)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(side, 1)
        self._shows_findings = False
        self._has_findings = True
        self._show()

    @property
    def last(self) -> QWidget:
        """What the Tab key comes to last: the findings, and the way back from them."""
        return self._turned

    def say(self, step: str, waiting: int, *, has_findings: bool) -> None:
        """Say which step is in view, how much waits there, and whether findings stand beside it:
        the decision shows all of them by itself.
        """
        words = ngettext("{count} open point", "{count} open points", waiting)
        self.lead.setText(words.format(count=waiting) if waiting else _("Findings"))
        self.lead.setIcon(icon("alert-circle-outline", "amber") if waiting else QIcon())
        self._back.setText(step)
        self._back.setAccessibleName(_("Back to {page}").format(page=step))
        self._has_findings = has_findings
        self._show()

    def show_findings(self) -> None:
        """Bring the findings in place of the step."""
        self._shows_findings = True
        self._show()
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_step(self) -> None:
        """Bring the step back."""
        self._shows_findings = False
        self._show()

    def leave(self) -> bool:
        """Go back from the findings to the step, with the cursor; tell whether they were there."""
        if self._middle.isVisibleTo(self):
            return False
        self.show_step()
        self.lead.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    @override
    def _show(self) -> None:
        turned = self._narrow and self._shows_findings and self._has_findings
        had = self._turned.isAncestorOf(QApplication.focusWidget() or self)
        self._middle.setVisible(not turned)
        self._turned.setVisible(self._has_findings and (turned or not self._narrow))
        self.lead.setVisible(self._narrow and self._has_findings)
        self._back.setVisible(self._narrow)
        if had and not self._turned.isVisibleTo(self) and self.lead.isVisible():
            self.lead.setFocus(Qt.FocusReason.OtherFocusReason)
        self.updateGeometry()
