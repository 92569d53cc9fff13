"""The sheet of the check: the kinds of finding, the findings of one, the customers of one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.words import sentence
from exportdesk.operations.hygiene import Unclean
from exportdesk.ui.book_check.columns import (
    ASIDE_COLUMNS,
    KindRow,
    finding_columns,
    kind_columns,
)
from exportdesk.ui.book_check.detail import FindingDetail
from exportdesk.ui.book_check.looking import FoundRow, Looked
from exportdesk.ui.book_check.words import kind_words, looked_words
from exportdesk.ui.jobs import Job, Step
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import (
    Card,
    EmptyState,
    ProgressLine,
    Splitter,
    StateStack,
    TableModel,
    TableView,
    label,
    px,
)
from exportdesk.wiring import Desk

_KINDS = 300  # pixels of the kinds


class CheckSheet(QWidget):
    """Shows what was found. `again` is the wish to look once more."""

    again = Signal()

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._looked: Looked | None = None
        self.kinds_model: TableModel[KindRow] = TableModel(
            kind_columns(), identity=lambda row: row.what
        )
        self.kinds = TableView(self.kinds_model, _("Kinds of finding"))
        self.kinds.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        zone = desk.clock.now().zone
        self.model: TableModel[FoundRow] = TableModel(
            finding_columns(zone), identity=lambda row: row.key
        )
        self.table = TableView(self.model, _("Findings"), settings=shell.settings, key="book-check")
        self.table.allow_several()
        self.detail = FindingDetail(desk, shell)
        self.line = ProgressLine(sentence)
        self.line.hide()
        self.caption = label("", "caption")
        self.empty = EmptyState(
            "clipboard-check-outline", "", "", action=_("&Look again"), call=self.again.emit
        )
        self._lay_out(shell)
        self.kinds.chosen.connect(self._show_kind)
        self.kinds.opened.connect(self._go_to_findings)
        self.table.selectionModel().selectionChanged.connect(self._show_chosen)
        self.model.modelReset.connect(self._show_chosen)
        self.table.opened.connect(self._go_to_detail)
        self.detail.turned.connect(self._make_room)

    def _lay_out(self, shell: Shell) -> None:
        left, self._findings = Card(flush=True), Card(flush=True)
        left.body.addWidget(self.kinds)
        left.setFixedWidth(px(_KINDS))
        self._findings.body.addWidget(self.table)
        panes = Splitter(
            self._findings,
            self.detail,
            key="book-check",
            settings=shell.settings,
            shares=(2, 3),
            orientation=Qt.Orientation.Vertical,
        )
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(14))
        row.addWidget(left)
        row.addWidget(panes, 1)
        blank = Card(flush=True)
        blank.body.addWidget(self.empty, 1)
        self.state = StateStack(content, blank)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(8))
        for part in (self.line, self.caption):
            whole.addWidget(part)
        whole.addWidget(self.state, 1)

    # How a look goes

    def begin_look(self, job: Job | None = None) -> None:
        """Show that the book is looked over; what was found before stays in view meanwhile."""
        words = sentence("checking-the-book")
        if self._looked is not None:
            self.line.begin(words, job)
            return
        self.caption.hide()
        self.state.show_loading(words)
        if job is not None:
            self.state.progress.begin(words, job)

    def step(self, step: Step) -> None:
        """Show how far the look is."""
        (self.line if self._looked is not None else self.state.progress).step(step)

    def end_look(self) -> None:
        """Show that nothing is looked at any more."""
        self.line.end()

    def show_stopped(self) -> None:
        """Say that the look was stopped before anything was found."""
        self.end_look()
        if self._looked is None:
            self.empty.say(
                _("Stopped"),
                _("The customers were not checked. Nothing was changed."),
                action=_("&Look again"),
            )
            self.state.show_empty()

    def show_failed(self, words: str) -> None:
        """Say why the book could not be looked over."""
        self.end_look()
        if self._looked is None:
            self.state.show_error(_("The customers could not be checked"), words, self.again.emit)

    # What was found

    def show_looked(self, looked: Looked) -> None:
        """Show what was found, at the place where the person was."""
        self._looked = looked
        self.end_look()
        self.caption.setText(looked_words(looked.customers, looked.at))
        self.caption.setVisible(bool(looked.rows))
        if not looked.rows:
            self._say_nothing_found(looked.customers)
            return
        had_cursor = self.state.currentWidget() is not self.state.widget(0) and self.isVisible()
        former, place = self.kinds.current, self.table.currentIndex().row()
        self.state.show_content()
        self.kinds.show_rows(_kinds(looked.rows), choose_first=True)
        now = self.kinds.current
        same = former is not None and now is not None and former.what == now.what
        self._fill(now, place if same else 0)
        if had_cursor:
            self.take_cursor()

    @property
    def shown(self) -> Sequence[FoundRow]:
        """The findings that are chosen."""
        return self.table.selected

    def take_cursor(self) -> None:
        """Put the cursor where the person goes on."""
        if self.state.currentIndex() == 0:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.state.currentIndex() == 1:
            self.empty.action.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_pane(self) -> None:
        """Hear nothing more of what was asked."""
        self.detail.close_pane()

    def _say_nothing_found(self, customers: int) -> None:
        if customers:
            self.empty.say(
                _("Nothing found to put right"),
                _(
                    "Names, countries, addresses, identifiers and websites of {customers} were"
                    " looked at. That says nothing about whether a customer is on a list, and two"
                    " that differ in all of this may still be one."
                ).format(customers=figure(customers)),
                action=_("&Look again"),
            )
        else:
            self.empty.say(
                _("No customers yet"),
                _(
                    "Once there are some, this looks for names and countries that keep screening"
                    " from being good, and for customers that may be in the book twice."
                ),
            )
        self.detail.show_rows(())
        self.state.show_empty()
        if self.isVisible():
            self.take_cursor()

    def _show_kind(self, row: KindRow | None) -> None:
        if row is not None and self._looked is not None:
            self._fill(row, 0)

    def _fill(self, kind: KindRow | None, place: int) -> None:
        if kind is None or self._looked is None:
            return
        is_aside = kind.what is None
        for at in ASIDE_COLUMNS:
            self.table.show_column(at, is_aside)
        rows = [one for one in self._looked.rows if _is_of(one, kind.what)]
        self.table.setAccessibleName(kind_words(kind.what))
        self.table.show_rows(rows)
        if self.table.current is None and rows:
            self.table.choose_place(max(0, min(place, len(rows) - 1)))
        self._show_chosen()

    def _show_chosen(self, *_what: object) -> None:
        self.detail.show_rows(self.table.selected)

    def _go_to_findings(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_detail(self) -> None:
        self.detail.take_cursor()

    def _make_room(self, merging: bool) -> None:
        self._findings.setVisible(not merging)


def _is_of(row: FoundRow, what: Unclean | None) -> bool:
    return row.is_aside if what is None else row.finding.what is what and not row.is_aside


def _kinds(rows: Sequence[FoundRow]) -> list[KindRow]:
    """Return the kinds there are, the gravest first, what was put aside last."""
    counts = [KindRow(what, sum(_is_of(one, what) for one in rows)) for what in (*Unclean, None)]
    return [one for one in counts if one.count]
