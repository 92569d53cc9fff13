"""The list of cases: by state, searched, sorted, and what can be done to the one chosen."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from typing_extensions import override

from exportdesk.core.cases import CaseState
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import CaseId, PartyId
from exportdesk.core.progress import Progress
from exportdesk.core.words import say
from exportdesk.diligence.outcome import Drift
from exportdesk.storage.cases import CaseFilter
from exportdesk.ui.cases.columns import Line, case_columns
from exportdesk.ui.jobs import Latest
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import SearchField, TableModel, TableView, button
from exportdesk.ui.widgets.choice import Choice
from exportdesk.ui.widgets.list_card import ListCard, add_row_actions, list_head
from exportdesk.wiring import Desk


class Show(StrEnum):
    """Which cases are listed."""

    ALL = "all"
    OPEN = "open"
    HOLD = "hold"
    SIGNED = "signed"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"

    def takes(self, line: Line) -> bool:
        """Whether it lists a case."""
        row = line.row
        match self:
            case Show.OPEN:
                return row.state is CaseState.OPEN
            case Show.HOLD:
                return line.held or (line.is_open and not row.outcome.lets_go)
            case Show.SIGNED:
                return row.state is CaseState.SIGNED
            case Show.CHANGED:
                return line.changed
            case Show.WITHDRAWN:
                return row.state is CaseState.WITHDRAWN
            case _:
                return True


class CaseList(ListCard[Line]):
    """`opened` tells the case to show; `new_asked`, `repeat_asked` and `withdraw_asked` what is to
    be done.
    """

    opened = Signal(str)
    new_asked = Signal()
    repeat_asked = Signal(str)
    withdraw_asked = Signal(object)

    def __init__(self, desk: Desk, shell: Shell) -> None:
        country = desk.country_name
        self.model = TableModel(
            case_columns(country, desk.clock.now().zone), identity=lambda line: line.id
        )
        table = TableView(self.model, _("Cases"), key="cases", settings=shell.settings)
        super().__init__(table, "clipboard-check-outline")
        self._desk = desk
        self._found: Latest[list[Line]] = Latest(shell.screening)
        self._drifting: Latest[dict[CaseId, Drift]] = Latest(shell.background)
        self._drifts: Mapping[CaseId, Drift] = {}
        self._lines: list[Line] = []
        self._wanted = ""
        self.customer: PartyId | None = None
        self.search = SearchField(_("Search number, title, customer, order, product"))
        self.show_choice: Choice[Show] = Choice(
            _("Which cases"),
            [
                (Show.ALL, _("All")),
                (Show.OPEN, _("Open")),
                (Show.HOLD, _("On hold")),
                (Show.SIGNED, _("Signed off")),
                (Show.CHANGED, _("Changed since")),
                (Show.WITHDRAWN, _("Withdrawn")),
            ],
        )
        self.repeat = button(_("Repeat order"), self._ask_repeat, glyph="repeat")
        self.withdraw = button(_("Withdraw…"), self._ask_withdraw, kind="danger")
        self.open_button = button(_("&Open"), self._open)
        self._stand(
            list_head((self.search, self.columns), self.show_choice),
            actions=(self.open_button, self.repeat, self.withdraw),
        )
        self._connect()
        self.states.show_loading(_("Reading the cases…"))

    def _connect(self) -> None:
        self.search.searched.connect(self.look)
        self.show_choice.picked.connect(self._fill)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._show_actions)
        self._row_acts = add_row_actions(
            self.table,
            (
                (_("&Open"), self._open),
                (_("Repeat order"), self._ask_repeat),
                (_("Withdraw…"), self._ask_withdraw),
                (_("Copy row"), self.table.copy_selection),
            ),
        )
        self._show_actions()

    def look(self, *_what: object) -> None:
        """Look the cases up again."""
        desk, wanted = self._desk, CaseFilter(text=self.search.text(), customer=self.customer)

        def work(_progress: Progress) -> list[Line]:
            held = desk.cases.held()
            return [Line(row, held=row.id in held) for row in desk.cases.list(wanted)]

        self._found.start(work, done=self._take, failed=self._fail)
        self._look_for_drifts()

    def of_customer(self, customer: PartyId | None, name: str = "") -> None:
        """List the cases of one customer."""
        self.customer = customer
        self.search.blockSignals(True)
        self.search.setText("")
        self.search.blockSignals(False)
        self.search.setPlaceholderText(
            _("Cases of {name}").format(name=name)
            if customer
            else _("Search number, title, customer, order, product")
        )
        self.show_choice.choose(Show.ALL)
        self.look()

    def show_only(self, show: Show) -> None:
        """List the cases that stand like this."""
        self.of_customer(None)
        self.show_choice.choose(show)
        self._fill()

    def show_all(self) -> None:
        """Leave no case out any more."""
        self.of_customer(None)

    def choose(self, case: str) -> None:
        """Choose a case once the list is read anew, where it is in it."""
        self._wanted = case

    @property
    def is_filtered(self) -> bool:
        """Whether some cases may be left out."""
        chosen = self.show_choice.value is not Show.ALL
        return bool(self.customer or self.search.text().strip() or chosen)

    def _look_for_drifts(self) -> None:
        drifts = self._desk.case_drifts

        def work(progress: Progress) -> dict[CaseId, Drift]:
            return drifts.all(progress)

        self._drifting.start(work, done=self._take_drifts)

    def _take_drifts(self, found: dict[CaseId, Drift]) -> None:
        self._drifts = found
        self._show(self._lines)

    def _take(self, lines: list[Line]) -> None:
        self._show(lines)
        self._wanted = ""

    def _show(self, lines: list[Line]) -> None:
        self._lines = [replace(one, changed=one.id in self._drifts) for one in lines]
        self._fill()

    def _fill(self, _show: object = None) -> None:
        show = self.show_choice.value
        shown = [one for one in self._lines if show.takes(one)]
        self._show_found(shown)
        wanted = next((one for one in shown if one.id == self._wanted), None)
        if wanted is not None:
            self.table.choose(wanted)
        total = len(self._lines)
        words = ngettext("{count} case", "{count} cases", total).format(count=figure(total))
        if len(shown) != total:
            words = _("{shown} of {count} cases").format(
                shown=figure(len(shown)), count=figure(total)
            )
        self._count.setText(words if total else "")
        self._show_actions()

    @override
    def _none(self) -> tuple[str, str, str]:
        if self.is_filtered:
            return _("Nothing found"), _("No case is as you asked."), _("Show all cases")
        return (
            _("No cases yet"),
            _(
                "A case answers “may I ship this?” for one order: who takes part, what goes"
                " where, what the lists and rules say, what is open, and who signed it off. It"
                " asks only what the program cannot know."
            ),
            "" if self._desk.read_only else _("New case"),
        )

    def _fail(self, error: ExportDeskError) -> None:
        self.states.show_error(_("The cases cannot be read"), say(error), self.look)

    def _show_actions(self, _row: object = None) -> None:
        line, writable = self.table.current, not self._desk.read_only
        self.open_button.setEnabled(line is not None)
        self.repeat.setEnabled(line is not None and writable)
        may_withdraw = line is not None and line.is_open and writable
        if self.window().focusWidget() is self.withdraw and not may_withdraw:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)  # Qt would go to the sidebar
        self.withdraw.setEnabled(may_withdraw)
        of_buttons = (self.open_button, self.repeat, self.withdraw)
        for act, made in zip(self._row_acts, of_buttons, strict=False):
            act.setEnabled(made.isEnabled())

    def _open(self, _row: object = None) -> None:
        if self.table.current is not None:
            self.opened.emit(self.table.current.id)

    def _ask_repeat(self) -> None:
        if self.table.current is not None and not self._desk.read_only:
            self.repeat_asked.emit(self.table.current.id)

    def _ask_withdraw(self) -> None:
        if self.withdraw.isEnabled() and self.table.current is not None:
            self.withdraw_asked.emit(self.table.current.row)

    @override
    def _act(self) -> None:
        if self.is_filtered:
            self.show_all()
        else:
            self.new_asked.emit()
