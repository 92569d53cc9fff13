"""The tabs of the Due diligence page: the cases, the letters, and every case that is open."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QTabBar, QWidget
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import Tabs, icon_button

CASES_TAB, LETTERS_TAB = 0, 1  # tabs that are always there
_FIXED = 2
_HIGH = 42
_MOST = 8  # cases; of more, the one opened first is put away


class CaseTabs(Tabs):
    """A tab each for the list of cases and that of letters, then one for each case shown.

    `put_away` tells the id of a case whose tab is gone.
    """

    put_away = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Open cases"))
        self.addTab(_("All cases"))
        self.addTab(_("Letters from BIS"))

    @override
    def tabSizeHint(self, index: int) -> QSize:
        # As high without a case as with one, whose tab has a button: what is below stays.
        return super().tabSizeHint(index).expandedTo(QSize(0, px(_HIGH)))

    @property
    def is_full(self) -> bool:
        """Whether one more case would put another away."""
        return self.count() >= _MOST + _FIXED

    @property
    def cases(self) -> tuple[str, ...]:
        """The ids of the cases that are open, in the order of their tabs."""
        return tuple(self.case_at(at) for at in range(_FIXED, self.count()))

    def case_at(self, at: int) -> str:
        """Return the id of the case behind a tab, "" where there is none."""
        return str(self.tabData(at) or "")

    def tab_of(self, case: str) -> int:
        """Return where the tab of a case is, -1 where it has none."""
        return next((at for at in range(_FIXED, self.count()) if self.case_at(at) == case), -1)

    def add_case(self, case: str, number: str) -> int:
        """Return where the tab of a case is, made if it has none; a draft has no number."""
        if (there := self.tab_of(case)) >= 0:
            return there
        at = self.addTab("")
        self.setTabData(at, case)
        close = icon_button(_("Close"), "close", lambda: self.close_tab(self.tab_of(case)))
        close.setFixedSize(px(24), px(24))
        self.setTabButton(at, QTabBar.ButtonPosition.RightSide, close)
        QWidget.setTabOrder(self, close)
        self.say_number(case, number)
        while self.count() > _MOST + _FIXED:
            self.close_tab(_FIXED)
        return self.tab_of(case)

    def close_tab(self, at: int) -> None:
        """Put a case away; it is saved, but for a draft."""
        if at >= _FIXED:
            case = self.case_at(at)
            if at == self.currentIndex():  # the letters are no neighbor of a case
                last = at == self.count() - 1
                beside = at - 1 if last else at + 1
                self.setCurrentIndex(CASES_TAB if beside == LETTERS_TAB else beside)
            self.removeTab(at)
            self.put_away.emit(case)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.MiddleButton:
            self.close_tab(self.tabAt(event.position().toPoint()))
        else:
            super().mouseReleaseEvent(event)

    def close_current(self) -> None:
        """Put the case in view away."""
        self.close_tab(self.currentIndex())

    def say_number(self, case: str, number: str) -> None:
        """Write the number of a case on its tab, and what closing it comes to."""
        at = self.tab_of(case)
        if at < _FIXED:
            return
        self.setTabText(at, number or _("New case"))
        words = _("Close {number}; it is saved").format(number=number)
        if not number:
            words = _("Close; nothing was entered yet, so nothing is kept")
        close = self.tabButton(at, QTabBar.ButtonPosition.RightSide)
        close.setToolTip(words)
        close.setAccessibleName(words)
