"""What can be done with a screening, at the top right of the page: what it says, when it may."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from exportdesk.core.i18n import _
from exportdesk.ui.screen.draft import ScreeningDraft
from exportdesk.ui.widgets import Page


class ScreenButtons(QObject):
    """Keep as a customer, begin anew, add a party, save; each calls what it is given."""

    def __init__(
        self,
        page: Page,
        *,
        keep: Callable[[], object],
        new: Callable[[], object],
        add: Callable[[], object],
        save: Callable[[], object],
    ) -> None:
        super().__init__(page)
        self.new = page.add_action(_("New screening"), new, glyph="file-outline", hint=_("Ctrl+N"))
        # One in the place of the other once all is saved: nothing beside them moves then.
        turns = (_("&Add party"), _("&Keep as customer"))
        self.add = page.add_action(turns[0], add, glyph="plus", hint=_("Ctrl+Enter"), turns=turns)
        self.keep = page.add_action(turns[1], keep, glyph="account-plus-outline", turns=turns)
        # The words become shorter once saved; nothing beside them moves.
        saved = (_("&Save and print record"), _("&Open record"))
        self.save = page.add_action("", save, glyph="printer-outline", primary=True, turns=saved)

    def show_draft(self, draft: ScreeningDraft, *, saving: bool, why_not: str) -> None:
        """Show what goes with a draft; `why_not` says why it cannot be saved, "" where it can."""
        is_saved = draft.saved is not None
        self.new.setEnabled(not draft.is_blank)
        self.save.setText(_("&Open record") if is_saved else _("&Save and print record"))
        self.save.setEnabled(not why_not and not saving)
        self.save.setToolTip(why_not or _("Ctrl+P"))

    def show_keep(self, *, shown: bool, there: bool, busy: bool) -> None:
        """Show whether the party in view can be kept, or is `there` already."""
        self.keep.setText(_("Open &kept customer") if there else _("&Keep as customer"))
        self.keep.setToolTip(
            _("This party is a customer already.")
            if there
            else _("Keeps this party, with what was decided, and screens it from now on.")
        )
        self.keep.setEnabled(not busy)
        self.add.setVisible(not shown)
        self.keep.setVisible(shown)
