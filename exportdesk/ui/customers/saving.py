"""Keeping what was typed about a customer, and showing it once it is kept."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from exportdesk.core.customer_changes import CustomerField
from exportdesk.core.customers import Customer
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.ids import PartyId
from exportdesk.core.words.choices import word
from exportdesk.operations.customers import Kept
from exportdesk.ui.customers.acting import Acting
from exportdesk.ui.customers.detail import Detail
from exportdesk.ui.customers.profile_tab import ProfileTab
from exportdesk.ui.customers.related_tab import RelatedTab
from exportdesk.ui.unsaved import Unsaved, both_words
from exportdesk.ui.widgets import Page, Tone


class Saving(QObject):
    """Keeps what the forms of `detail` tell. `kept` tells the customer that is to be shown as it
    is kept now, after this or another step.
    """

    kept = Signal(object)

    def __init__(self, page: Page, acting: Acting, detail: Detail, unsaved: Unsaved) -> None:
        super().__init__(page)
        self._page, self._acting, self._detail, self._unsaved = page, acting, detail, unsaved
        self._form: ProfileTab | RelatedTab | None = None  # that is being saved
        self._is_new = False
        detail.profile.saved.connect(self._save_profile)
        detail.related.saved.connect(self._save_related)
        detail.profile.collided.connect(self._say_both)
        detail.related.collided.connect(self._say_both)
        acting.failed.connect(self._fail)

    def take(self, kept: Kept, in_view: PartyId | None) -> None:
        """Have what a step kept shown, where it is `in_view` or was typed there.

        What is typed beside it and was no part of the step stays.
        """
        form, self._form = self._form, None
        is_new, self._is_new = self._is_new, False
        customers = kept.customers
        if form is not None and in_view is not None and not customers:
            customers = (in_view,)  # it was kept like this already
        if len(customers) == 1 and (is_new or self._is_seen(customers[0], in_view, form)):
            if form is self._detail.profile:
                self._detail.profile.accept()
            elif form is self._detail.related:
                self._detail.related.back()
            self.kept.emit(customers[0])
        self._unsaved.saved(is_all=not self._detail.is_dirty)

    def _is_seen(
        self, customer: PartyId, in_view: PartyId | None, form: ProfileTab | RelatedTab | None
    ) -> bool:
        if in_view is None:  # a new one is being typed, or nothing is shown
            return form is not None or not self._detail.profile.is_new
        return customer == in_view

    def _save_profile(self, customer: Customer) -> None:
        self._save(customer, self._detail.profile)

    def _save_related(self, customer: Customer) -> None:
        self._save(customer, self._detail.related)

    def _save(self, customer: Customer, form: ProfileTab | RelatedTab) -> None:
        if self._acting.busy:
            return
        self._page.banner.clear()
        self._form, self._is_new = form, self._detail.profile.is_new
        self._acting.save(customer, is_new=self._is_new)

    def _fail(self, error: ExportDeskError) -> None:
        if not self._acting.busy:  # else it was something else that went wrong
            self._form, self._is_new = None, False
        self._page.show_trouble(error)
        self._unsaved.fail()

    def _say_both(self, fields: Iterable[str]) -> None:
        names = ", ".join(map(_field_words, fields))
        self._page.banner.say(both_words(names), Tone.AMBER)


def _field_words(name: str) -> str:
    """Return what a field of a customer or a related party is called."""
    return _("Of whom") if name == "of" else word(CustomerField(name))
