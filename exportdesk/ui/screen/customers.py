"""What the Screen page has to do with customers: offered while a name is typed, and made."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from exportdesk.core.customers import Customer
from exportdesk.core.i18n import _
from exportdesk.core.ids import BatchId, PartyId
from exportdesk.core.parties import Party, Role
from exportdesk.core.screenings import PartyResult
from exportdesk.storage.customer_rows import CustomerRow
from exportdesk.ui.book_checks import book_checks_of
from exportdesk.ui.jobs import Latest
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk

if TYPE_CHECKING:
    from exportdesk.operations.customers import Kept

_MOST = 8
_LEAST_LETTERS = 2
_PAUSE_MS = 60

_Which = tuple[str, int]  # the number of a screening, and which party of it


@dataclass(frozen=True, slots=True)
class Offered:
    """A customer to choose: its name, and the words it is told from others by."""

    id: PartyId
    name: str
    words: str


class Offering(QObject):
    """Finds customers for what is typed. `found` tells them, `chosen` one in full."""

    found = Signal(list)
    chosen = Signal(object)

    def __init__(self, desk: Desk, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._shell = desk, shell
        self._looking: Latest[list[CustomerRow]] = Latest(shell.screening)
        self._words = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.look)

    def type(self, words: str) -> None:
        """Look for customers once typing pauses for a moment."""
        self._words = words.strip()
        self._timer.start()

    def look(self) -> None:
        """Look for customers at once."""
        self._timer.stop()
        desk, words = self._desk, self._words
        if len(words) < _LEAST_LETTERS:
            self._looking.drop()
            self.found.emit([])
            return
        self._looking.start(
            lambda _progress: desk.workspace().customer_rows.offer(words, _MOST),
            done=self._tell,
            failed=self._forget,
        )

    def close(self) -> None:
        """Look for nobody any more."""
        self._timer.stop()
        self._looking.drop()

    def take(self, customer: str) -> None:
        """Bring one customer in full."""
        desk = self._desk
        self._shell.screening.start(
            lambda _progress: desk.customers.get(PartyId(customer)), done=self._bring
        )

    def _tell(self, rows: list[CustomerRow]) -> None:
        country_name = self._desk.country_name
        self.found.emit(
            [
                Offered(
                    row.id,
                    row.name,
                    ", ".join(p for p in (row.name, country_name(row.country), row.reference) if p),
                )
                for row in rows
            ]
        )

    def _forget(self, _error: object) -> None:
        self.found.emit([])

    def _bring(self, customer: Customer) -> None:
        self.chosen.emit(customer)


class Keeping(QObject):
    """Makes a customer of the party of a saved screening, once.

    `changed` tells that one is being made, was made or was taken back; `failed` an error.
    """

    failed = Signal(object)
    changed = Signal()

    def __init__(self, desk: Desk, shell: Shell, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._shell, self._page = desk, shell, page
        self._checks = book_checks_of(desk, shell)
        self._batch: BatchId | None = None
        self._name = ""
        self._made: dict[_Which, PartyId] = {}
        self._making: _Which | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a customer is being made."""
        return self._making is not None

    def customer(self, number: str, at: int, party: Party) -> PartyId | None:
        """Return the customer made of a party of a screening, or that it was filled in from; None
        while there is none.
        """
        made, workspace = self._made.get((number, at)), self._desk.workspace()
        if made is not None and workspace.customer_rows.row_of(made) is not None:
            return made
        asked = replace(party, role=Role.NOT_SAID)
        for row in workspace.customer_rows.named(party.name):
            one = workspace.customers.get(row.id)
            if one is not None and one.party == asked:
                return one.id
        return None

    def keep(self, result: PartyResult, number: str, party: int) -> None:
        """Keep the party, with what was decided; asks first where the name is there already."""
        desk = self._desk
        if self.is_busy:
            return
        there = desk.workspace().customer_rows.named(result.party.name)
        if there and not self._shell.ask.confirm(
            self._page,
            _("There is a customer called {name} already.").format(name=there[0].name),
            _("Keep another one of the same name?"),
            yes=_("Keep another"),
        ):
            return
        self._name = result.party.name
        self._making = number, party
        self.changed.emit()
        self._shell.jobs.start(
            lambda _progress: desk.customer_records.keep(result, number),
            done=self._kept,
            failed=self._fail,
        )

    def _fail(self, error: object) -> None:
        self._making = None
        self.changed.emit()
        self.failed.emit(error)

    def _kept(self, kept: "Kept") -> None:
        self._batch = kept.batch
        if self._making is not None:
            self._made[self._making] = kept.customers[0]
        self._making = None
        self.changed.emit()
        self._shell.bus.tell(kept.changes)
        self._shell.window.toast(
            _("{name} is a customer now.").format(name=self._name),
            action=_("Undo"),
            call=self._undo,
        )
        self._checks.edited(kept.customers)

    def _undo(self) -> None:
        desk, batch = self._desk, self._batch
        if batch is not None:
            self._shell.jobs.start(
                lambda _progress: desk.customers.undo(batch),
                done=self._undone,
                failed=self.failed.emit,
            )

    def _undone(self, kept: "Kept") -> None:
        self._batch = None
        self.changed.emit()
        self._shell.bus.tell(kept.changes)
        self._shell.window.toast(_("Taken back."))
