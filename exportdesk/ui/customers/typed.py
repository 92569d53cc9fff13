"""Asks what is to become of what was typed about a customer and not saved."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from exportdesk.core.i18n import _
from exportdesk.ui.customers.detail import Detail
from exportdesk.ui.customers.profile_tab import ProfileTab
from exportdesk.ui.customers.related_tab import RelatedTab
from exportdesk.ui.shell import Shell
from exportdesk.ui.unsaved import Unsaved


class Typed:
    """What is being typed beside the table of `page`."""

    def __init__(self, page: QWidget, shell: Shell, detail: Detail, unsaved: Unsaved) -> None:
        self._page, self._shell, self._detail, self._unsaved = page, shell, detail, unsaved

    @property
    def question(self) -> str:
        """What is asked before it goes."""
        name = self._detail.typed_name
        if self._detail.profile.is_new:
            words = _("Save the new customer {name}?") if name else _("Save the new customer?")
        else:
            words = _("Save what you typed about {name}?")
        return words.format(name=name)

    @property
    def left(self) -> str:
        """What is said once the page is left."""
        name = self._detail.typed_name
        words = _("{name} is not saved yet.") if name else _("The new customer is not saved yet.")
        return words.format(name=name)

    def may_drop(self, then: Callable[[], object]) -> bool:
        """Tell whether it may go; `then` is done once it is saved, where it is to be."""
        if not self._detail.is_dirty:
            if self._detail.profile.is_new:
                self._detail.drop()
            return True
        if not self._agrees_to_drop(then):
            return False
        self._detail.drop()
        return True

    def may_cancel(self, form: ProfileTab | RelatedTab, then: Callable[[], object]) -> bool:
        """Tell whether what is typed in `form` may go, and that alone; `then` as above."""
        return not form.is_dirty or self._agrees_to_drop(then)

    def _agrees_to_drop(self, then: Callable[[], object]) -> bool:
        answer = self._shell.ask.choose(
            self._page,
            self.question,
            _("It is not saved yet."),
            (_("Save"), _("Do not save")),
        )
        if answer == 0:
            self._unsaved.save_and(then)
        return answer == 1
