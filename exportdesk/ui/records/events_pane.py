"""The record of events, newest first, with the hash at its end."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.book import Act, Kind
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.events import Event, Head
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.ids import SourceKey
from exportdesk.core.progress import Progress
from exportdesk.core.words import say
from exportdesk.operations.case_file import NUMBERS as CASES
from exportdesk.operations.certification_file import NUMBERS as CERTIFICATIONS
from exportdesk.operations.letters import NUMBERS as LETTERS
from exportdesk.ui.customers.subjects import DeletedTogether
from exportdesk.ui.jobs import Latest
from exportdesk.ui.papers.opening import PaperOpening
from exportdesk.ui.records.columns import event_columns
from exportdesk.ui.records.words import subject_words
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import (
    EmptyState,
    StateStack,
    TableModel,
    TableView,
    button,
    label,
    px,
)
from exportdesk.ui.widgets.list_card import add_row_actions
from exportdesk.wiring import Desk

_Found = tuple[list[Event], Head, dict[str, str]]

_LIMIT = 500
_ON_CASES = (f"{CASES}-", f"{LETTERS}-")  # how the numbers of cases and letters begin


class EventsPane(QWidget):
    """The table of events; `wants_check` asks for a check of all records, `wants_record` for the
    screening that an event is about.
    """

    wants_check = Signal()
    wants_record = Signal(object)

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._window = desk, shell.window
        self._opening = PaperOpening(desk, shell, self)
        self._found: Latest[_Found] = Latest(shell.screening)
        self._names: dict[str, str] = {}
        model = TableModel(
            event_columns(desk.clock.now().zone, self._about), identity=lambda event: event.seq
        )
        self.table = TableView(model, _("Events"), key="events", settings=shell.settings)
        self.table.opened.connect(self._open)
        self._count = label("", "caption", wrap=True)
        self.check = button(_("&Verify records"), self._ask_for_check, glyph="shield-check-outline")
        self.states = StateStack(
            self.table,
            EmptyState(
                "link-variant",
                _("Nothing has happened yet"),
                _(
                    "Every list imported, every screening saved and every change of settings is "
                    "noted here, each line sealed with the hash of the one before it."
                ),
            ),
        )
        self._add_menu()
        foot = QHBoxLayout()
        foot.setContentsMargins(px(14), px(8), px(14), px(8))
        foot.setSpacing(px(8))
        foot.addWidget(self._count, 1)
        foot.addWidget(self.check)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.states, 1)
        column.addLayout(foot)

    def look(self) -> None:
        """Look the events up again."""
        records = self._desk.records

        def find(_progress: Progress) -> _Found:
            events = records.events(_LIMIT)
            return events, records.head(), records.names(events)

        self._found.start(
            find,
            done=self._show,
            failed=self._show_error,
        )

    def copy_hash(self) -> None:
        """Put the hash of the event that is chosen on the clipboard."""
        if self.table.current is not None:
            QGuiApplication.clipboard().setText(self.table.current.hash)

    def _add_menu(self) -> None:
        actions = (
            (_("Open what it is about"), self.open_subject),
            (_("Copy hash"), self.copy_hash),
            (_("Copy row"), self.table.copy_selection),
        )
        add_row_actions(self.table, actions)

    def _about(self, event: Event) -> str:
        """Return what a person calls what an event is about."""
        named = self._names.get(event.subject) or subject_words(event.subject)
        return named or self._desk.source_name(SourceKey(event.subject))

    def _show(self, found: _Found) -> None:
        events, head, self._names = found
        self.table.show_rows(events, choose_first=True)
        if not self.isVisible():  # nobody chose one: what came meanwhile is the newest
            self.table.choose_place(0)
        if not events:
            self.states.show_empty()
            self._count.setText("")
            return
        self.states.show_content()
        words = _("{count} events, each sealed with the hash of the one before it.")
        if len(events) < head.count:
            words = _("The newest {shown} of {count} events are shown.")
        self._count.setText(words.format(count=figure(head.count), shown=figure(len(events))))

    def _show_error(self, error: ExportDeskError) -> None:
        self.states.show_error(_("The events cannot be read"), say(error), self.look)

    def open_subject(self) -> None:
        """Open what the event that is chosen is about: a screening, a case, a customer."""
        if self.table.current is not None:
            self._open(self.table.current)

    def _open(self, event: Event) -> None:
        if event.subject.startswith(_ON_CASES):
            self._window.go("cases", event.subject)
            return
        if event.subject.startswith(f"{CERTIFICATIONS}-"):
            self._window.go("certifications", event.subject)
            return
        if event.kind == "paper_issued":
            self._opening.show_issued(event.subject)
            return
        if self._goes_to_book(event):
            return
        opens = event.kind in ("screening_saved", "paper_made")
        if opens and event.subject.startswith("S-"):  # papers of cases are no screenings
            self.wants_record.emit(event.subject)

    def _goes_to_book(self, event: Event) -> bool:
        """Go to the customer or product that an event is about; one that is gone is told of."""
        if event.subject in self._names:
            is_product = event.kind.startswith(f"{Kind.PRODUCTS}_")
            self._window.go("products" if is_product else "customers", event.subject)
            return True
        for kind in Kind:
            batch = (
                self._desk.records.step_of(event) if event.kind == f"{kind}_{Act.DELETE}" else None
            )
            if batch is not None:
                self._window.go(kind.value, DeletedTogether(batch))
                return True
        return False

    def _ask_for_check(self) -> None:
        self.wants_check.emit()
