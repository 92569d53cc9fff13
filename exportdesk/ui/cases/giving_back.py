"""Takes over into the customer record what a case recorded and the record lacks."""

from dataclasses import replace

from exportdesk.core.cases import UNKNOWN
from exportdesk.core.customers import Customer
from exportdesk.core.i18n import _
from exportdesk.core.progress import Progress
from exportdesk.operations.customers import Kept
from exportdesk.ui.cases.session import CaseSession
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk

FORMED = "formed_on"
"""The one question whose answer the customer record has a field for, in the same words."""


class GivingBack:
    """Works on the case in view. What is taken over can be taken back."""

    def __init__(self, desk: Desk, shell: Shell, session: CaseSession) -> None:
        self._desk, self._shell, self._session = desk, shell, session

    def lacking(self) -> Customer | None:
        """Return the customer where its record does not say when it was formed."""
        case = self._session.case
        if case is None or not case.customer or self._desk.read_only:
            return None
        customer = self._desk.workspace().customers.get(case.customer)
        return customer if customer is not None and not customer.profile.formed_on else None

    @property
    def is_due(self) -> bool:
        """Whether the case has a day that the record lacks."""
        case = self._session.case
        value = case.value(FORMED) if case is not None else ""
        return bool(value) and value != UNKNOWN and self.lacking() is not None

    def offer(self, value: str) -> None:
        """Offer to keep a day that was just answered."""
        if value and value != UNKNOWN and self.lacking() is not None:
            self._shell.window.toast(
                _("The customer record does not say this yet."),
                action=_("Keep it there"),
                call=lambda: self._keep(value),
            )

    def keep(self) -> None:
        """Keep the day of the case in the customer record."""
        if self.is_due and self._session.case is not None:
            self._keep(self._session.case.value(FORMED))

    def _keep(self, value: str) -> None:
        customer = self.lacking()
        if customer is None:
            return
        changed = replace(customer, profile=replace(customer.profile, formed_on=value))
        customers = self._desk.customers

        def work(_progress: Progress) -> Kept:
            return customers.save(changed)

        self._shell.jobs.start(work, done=self._kept, failed=self._session.failed.emit)

    def _kept(self, kept: Kept) -> None:
        self._shell.bus.tell(kept.changes)
        self._shell.window.toast(
            _("Kept in the customer record."), action=_("Undo"), call=lambda: self._undo(kept)
        )

    def _undo(self, kept: Kept) -> None:
        customers = self._desk.customers
        self._shell.jobs.start(
            lambda _progress: customers.undo(kept.batch),
            done=lambda undone: self._shell.bus.tell(undone.changes),
            failed=self._session.failed.emit,
        )
