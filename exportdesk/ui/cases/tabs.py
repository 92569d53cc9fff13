"""The tabs of the Due diligence page: the cases, the letters, and every case that is open."""

from PySide6.QtWidgets import QTabBar

from exportdesk.core.i18n import _
from exportdesk.ui.widgets import icon_button

CASES_TAB, LETTERS_TAB = 0, 1  # tabs that are always there
_FIXED = 2
_MOST = 8  # cases; of more, the one opened first is put away


class CaseTabs(QTabBar):
    """A tab each for the list of cases and that of letters, then one for each case shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Open cases"))
        self.setExpanding(False)
        self.setDrawBase(False)
        self.addTab(_("All cases"))
        self.addTab(_("Letters from BIS"))

    @property
    def has_cases(self) -> bool:
        """Whether any case is open."""
        return self.count() > _FIXED

    def case_at(self, at: int) -> str:
        """Return the id of the case behind a tab, "" where there is none."""
        return str(self.tabData(at) or "")

    def tab_of(self, case: str) -> int:
        """Return where the tab of a case is, -1 where it has none."""
        return next((at for at in range(_FIXED, self.count()) if self.case_at(at) == case), -1)

    def add_case(self, case: str, number: str) -> int:
        """Return where the tab of a case is, made if it has none."""
        if (there := self.tab_of(case)) >= 0:
            return there
        at = self.addTab(number)
        self.setTabData(at, case)
        close = icon_button(
            _("Close {number}; it is saved").format(number=number),
            "close",
            lambda: self.close_tab(self.tab_of(case)),
        )
        self.setTabButton(at, QTabBar.ButtonPosition.RightSide, close)
        while self.count() > _MOST + _FIXED:
            self.removeTab(_FIXED)
        return self.tab_of(case)

    def close_tab(self, at: int) -> None:
        """Put a case away; it is saved."""
        if at >= _FIXED:
            self.removeTab(at)

    def say_number(self, case: str, number: str) -> None:
        """Write the number of a case on its tab."""
        at = self.tab_of(case)
        if at >= _FIXED:
            self.setTabText(at, number)
