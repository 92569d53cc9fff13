"""The table of certifications: found by words, filtered by state and country, sorted."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from exportdesk.core.certifications import CertificationState
from exportdesk.core.clock import Moment, parse_utc
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.ids import CertificationId, PartyId
from exportdesk.core.words import say
from exportdesk.core.words.choices import word
from exportdesk.operations.certification_batch import RENEWED
from exportdesk.storage.certifications import CertificationFilter, CertificationRow
from exportdesk.ui.certifications.columns import certification_columns
from exportdesk.ui.certifications.subjects import Show
from exportdesk.ui.certifications.words import STATES, counted
from exportdesk.ui.jobs import Latest
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import FilterButton, SearchField, TableModel, TableView, button, px
from exportdesk.ui.widgets.list_card import ListCard, add_row_actions, list_head
from exportdesk.wiring import Desk


class CertificationList(ListCard[CertificationRow]):
    """`chosen` tells the row in view (or None), `opened` Enter on one, `new_asked` that one is to
    be made, `act_asked` what is to be done with the one in view, `renew_asked` which of those that
    are selected are to be renewed together.
    """

    chosen = Signal(object)
    act_asked = Signal(str)
    opened = Signal()
    new_asked = Signal()
    renew_asked = Signal(object)

    def __init__(self, desk: Desk, shell: Shell) -> None:
        columns = certification_columns(desk.country_name, partial(_local_day, desk))
        self.model = TableModel(columns, identity=lambda row: row.id)
        table = TableView(
            self.model, _("Certifications"), key="certifications", settings=shell.settings
        )
        table.allow_several()
        super().__init__(table, "file-sign")
        self._desk = desk
        self._found: Latest[list[CertificationRow]] = Latest(shell.screening)
        self._rows: list[CertificationRow] = []
        self._wanted: CertificationId | None = None
        self._due: frozenset[CertificationId] = frozenset()
        self.renew = button("", self._ask_renew, glyph="autorenew")
        self.customer: PartyId | None = None
        self._acts: dict[str, QAction] = {}
        self._untouched, self._filling = True, False  # whether a person has chosen one; rows come
        self.search = SearchField(_("Search number, customer, order, item"))
        self.states_button: FilterButton[CertificationState] = FilterButton(_("State"))
        self.countries_button: FilterButton[str] = FilterButton(_("Country"))
        filters = QHBoxLayout()
        filters.setSpacing(px(8))
        filters.addWidget(self.states_button)
        filters.addWidget(self.countries_button)
        filters.addStretch(1)
        filters.addWidget(self.columns)
        head = list_head(self.search)
        head.addLayout(filters)
        self._stand(head, actions=(self.renew,))
        self.renew.hide()
        self._connect()
        self.states.show_loading(_("Reading the certifications…"))

    def _connect(self) -> None:
        self.search.searched.connect(self.look)
        self.states_button.picked.connect(self._fill)
        self.countries_button.picked.connect(self._fill)
        self.table.chosen.connect(self.chosen)
        self.table.chosen.connect(self._note_choice)
        self.table.opened.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(self._say_count)
        self._divider = QAction(self.table)
        self._divider.setSeparator(True)
        self.table.addAction(self._divider)
        add_row_actions(self.table, ((_("Copy rows"), self.table.copy_selection),))

        self._renew_action = QAction(self.table)
        self._renew_action.setVisible(False)
        self._renew_action.triggered.connect(self._ask_renew)
        self.table.insertAction(self._divider, self._renew_action)

    def take_acts(self, acts: Mapping[str, QAction]) -> None:
        """Offer in the menu of a row what can be done beside the table."""
        for key, made in acts.items():
            action = QAction(made.text(), self.table)
            action.setObjectName(key)
            action.setVisible(False)
            action.triggered.connect(self._ask_act)
            self.table.insertAction(self._divider, action)
            self._acts[key] = action

    def offer_acts(self, may: Collection[str]) -> None:
        """Show those that can be done with the one in view."""
        for key, action in self._acts.items():
            action.setVisible(key in may)
        self._divider.setVisible(bool(may))

    def _ask_act(self) -> None:
        self.act_asked.emit(self.sender().objectName())

    def _note_choice(self, _row: object) -> None:
        if not self._filling:
            self._untouched = False

    def look(self, *_what: object) -> None:
        """Look the certifications up again."""
        desk = self._desk
        wanted = CertificationFilter(text=self.search.text(), customer=self.customer)
        self._found.start(
            lambda _progress: desk.certifications.list(wanted), done=self._show, failed=self._fail
        )

    def show_one(self, certification: CertificationId) -> None:
        """Choose one, which the filters may have left out, once it is found."""
        self._wanted = certification
        self.clear_filters()
        self.look()

    def show_only(self, states: Iterable[CertificationState]) -> None:
        """List those in these states."""
        self.clear_filters()
        self.states_button.choose(tuple(states))
        self.look()

    def show_due(self, due: Iterable[CertificationId]) -> None:
        """List what ends or ended, with these selected."""
        self._due = frozenset(due)
        self.show_only(Show.ENDING.states)

    def clear_filters(self) -> None:
        """Leave none out any more."""
        self.customer = None
        self.search.setText("")
        self.states_button.choose()
        self.countries_button.choose()

    @property
    def is_filtered(self) -> bool:
        """Whether some may be left out."""
        chosen = self.states_button.chosen or self.countries_button.chosen
        return bool(chosen or self.customer or self.search.text().strip())

    def _show(self, rows: list[CertificationRow]) -> None:
        self._rows = rows
        states = Counter(row.state for row in rows)
        self.states_button.offer([(one, word(one), states[one]) for one in STATES if states[one]])
        places = Counter(row.country for row in rows if row.country)
        name = self._desk.country_name
        named = sorted((name(code), code, count) for code, count in places.items())
        self.countries_button.offer([(code, words, count) for words, code, count in named])
        self._fill()

    def _fill(self) -> None:
        states, places = self.states_button.chosen, self.countries_button.chosen
        shown = [
            row
            for row in self._rows
            if (not states or row.state in states) and (not places or row.country in places)
        ]
        self._filling = True
        self._show_found(shown)
        if self._untouched:  # what waits for a person comes first
            waits = next((row for row in shown if row.state is CertificationState.RETURNED), None)
            if waits is not None:
                self.table.choose(waits)
        self._filling = False
        wanted = next((row for row in shown if row.id == self._wanted), None)
        if wanted is not None:
            self._wanted = None
            self.table.choose(wanted)
        due = [row for row in shown if row.id in self._due]
        if due:
            self._due = frozenset()
            self.table.choose_several(due)
        self._say_count()
        self.chosen.emit(self.table.current)

    @override
    def _none(self) -> tuple[str, str, str]:
        if self.is_filtered:
            return (
                _("Nothing found"),
                _("No certification is as you asked."),
                _("Show all certifications"),
            )
        return (
            _("No certifications yet"),
            _(
                "A certification is what you ask a customer to sign before high-priority items"
                " ship: who they are, what they do with the items, and that they will not send"
                " them where they may not go. Make one here, from a customer, or in a case."
            ),
            "" if self._desk.read_only else _("New certification"),
        )

    def _say_count(self, *_what: object) -> None:
        shown, total = self.model.rowCount(), len(self._rows)
        words = counted(total)
        if shown != total:
            words = _("{shown} of {all}").format(shown=figure(shown), all=words)
        selected = len(self.table.selected_places)
        if selected > 1:
            words = _("{words}, {count} selected").format(words=words, count=figure(selected))
        self._count.setText(words if total else "")
        self._offer_renewals()

    def _renewed(self) -> tuple[CertificationRow, ...]:
        """Return those selected that can be renewed together."""
        if self._desk.read_only:
            return ()
        found = tuple(row for row in self.table.selected if row.state in RENEWED)
        return found if len(found) > 1 else ()

    def _offer_renewals(self) -> None:
        count = len(self._renewed())
        words = _("Renew {count}…").format(count=figure(count))
        self.renew.setText(words)
        self.renew.setVisible(bool(count))
        self._renew_action.setText(words)
        self._renew_action.setVisible(bool(count))

    def _ask_renew(self) -> None:
        self.renew_asked.emit(tuple(row.id for row in self._renewed()))

    def _fail(self, error: ExportDeskError) -> None:
        self.states.show_error(_("The certifications cannot be read"), say(error), self.look)

    def _open(self, _row: object = None) -> None:
        self.opened.emit()

    @override
    def _act(self) -> None:
        if self.is_filtered:
            self.clear_filters()
            self.look()
        else:
            self.new_asked.emit()


def _local_day(desk: Desk, moment: str) -> str:
    zone = desk.clock.now().zone
    return Moment.of(parse_utc(moment), zone).local.date().isoformat()
