"""What can be done with letters, at the top right of the page they stand on."""

from PySide6.QtCore import QObject

from exportdesk.core.i18n import _
from exportdesk.ui.letters.pane import LettersPane
from exportdesk.ui.widgets import Page


class LetterActions(QObject):
    """The buttons for the list of letters and for the form, whichever is in view."""

    def __init__(self, page: Page, pane: LettersPane) -> None:
        super().__init__(page)
        self._pane = pane
        self._shown = False
        self.cancel = page.add_action(_("Cancel"), pane.leave)
        self.keep = page.add_action(_("Keep the &letter"), pane.keep, primary=True)
        self.record = page.add_action(
            _("&Record a letter…"), pane.record, glyph="plus", primary=True, hint="Ctrl+N"
        )
        pane.turned.connect(self._follow)
        self._follow()

    def show_for(self, shown: bool) -> None:
        """Show them where the letters are in view and can be changed."""
        self._shown = shown
        self._follow()

    def _follow(self) -> None:
        form = self._pane.is_form
        self.cancel.setVisible(self._shown and form)
        self.keep.setVisible(self._shown and form)
        self.keep.setEnabled(not self._pane.is_busy)
        self.record.setVisible(self._shown and not form)
