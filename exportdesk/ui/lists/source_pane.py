"""The right of the Control lists page: the source that is chosen, what is wrong, its tabs."""

from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.editions import Edition
from exportdesk.core.errors import ListRefused
from exportdesk.core.i18n import _
from exportdesk.core.ids import EditionId
from exportdesk.core.list_checks import CheckState, ListCheck
from exportdesk.operations.lists_status import SourceStatus
from exportdesk.ui.dates import moment_text
from exportdesk.ui.lists.changes_tab import ChangesTab
from exportdesk.ui.lists.checks_tab import ChecksTab
from exportdesk.ui.lists.columns import edition_columns
from exportdesk.ui.lists.detail import EditionDetail
from exportdesk.ui.lists.refusal_card import RefusalCard
from exportdesk.ui.lists.source_head import SourceHead
from exportdesk.ui.lists.source_table import SourceLine
from exportdesk.ui.lists.source_words import check_words
from exportdesk.ui.lists.words import in_force_words
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import (
    Banner,
    Card,
    EmptyState,
    Splitter,
    StateStack,
    TableModel,
    TableView,
    Tabs,
    Tone,
    px,
    restyle,
)
from exportdesk.ui.widgets.grown import Grown
from exportdesk.ui.widgets.list_card import add_row_actions
from exportdesk.wiring import Desk

EDITIONS, CHANGES, CHECKS = range(3)
CHECKS_SHOWN = 200
_SHEET_HIGH = 380
_BETWEEN = 20
_SEEN = 3


class SourcePane(QWidget):
    """Shows one source: facts, a refusal or failure with the ways on, editions, changes, checks.

    `taken_anyway` tells the reason a refused file shall be used for, `retried` that it shall be
    fetched again, `wants_file` that a file shall be imported.
    """

    taken_anyway = Signal(str)
    retried = Signal()
    wants_file = Signal()
    date_asked = Signal(object)  # the Edition whose date is wrong

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._status: SourceStatus | None = None
        self._refused: ListCheck | None = None
        self._editions: list[Edition] = []
        self._before: dict[EditionId, Edition] = {}
        self.head = SourceHead(desk.lists.catalogue, read_only=desk.read_only)
        self.refusal = RefusalCard()
        self.refusal.hide()
        self.failure = Banner()
        self.editions = self._make_editions()
        self.detail = EditionDetail(shell.settings, read_only=desk.read_only)
        self.detail.date_asked.connect(self._ask_date)
        restyle(self.detail, kind="clear")
        self.detail.fitted.connect(self._fit_editions)
        self.detail.hide()
        self._changes: ChangesTab | None = None
        self._checks: ChecksTab | None = None
        self.tabs = Tabs(_("What to show of the source"))
        self._panes = QStackedWidget()
        self._places: list[QVBoxLayout] = []
        self._held: StateStack = self._compose_editions()
        self._compose()

    @property
    def changes(self) -> ChangesTab:
        """The tab that compares editions, made when it is first looked at."""
        if self._changes is None:
            self._changes = ChangesTab(self._desk, self._shell)
            self._places[CHANGES].addWidget(self._changes)
            self._changes.show()
            self._show_changes()
        return self._changes

    @property
    def checks(self) -> ChecksTab:
        """The tab of checks, made when it is first looked at."""
        if self._checks is None:
            self._checks = ChecksTab(self._shell.settings)
            self._places[CHECKS].addWidget(self._checks)
            self._checks.show()
            self._show_checks()
        return self._checks

    def show_line(self, line: SourceLine, *, busy: bool) -> None:
        """Show how a source stands; `busy`: nothing can be begun now."""
        status = line.status
        if status is None:
            return
        another = self._status is None or self._status.source.key != status.source.key
        self._status = status
        self.head.show_line(line, busy=busy)
        self._show_trouble(status, offline=line.offline, busy=busy, another=another)
        editions = self._desk.lists.editions(status.source.key)
        if another or editions != self._editions:
            self._editions = editions
            self._before.clear()
            self._before.update({newer.id: older for newer, older in pairwise(editions)})
            self.editions.show_rows(editions, choose_first=True)
            self._fit_editions()
        if another:
            self.editions.choose_place(0)
        self._show_edition(self.editions.current)
        if editions:
            self._held.show_content()
        else:
            self._held.show_empty()
        self._show_changes()
        self._show_checks()

    def _show_changes(self) -> None:
        if self._changes is not None and self._status is not None:
            source = self._status.source
            self._changes.show_source(source, self._desk.history.editions(source.key))

    def _show_checks(self) -> None:
        if self._checks is not None and self._status is not None:
            key = self._status.source.key
            self._checks.show_checks(self._desk.updates.history(key, limit=CHECKS_SHOWN))

    def _show_trouble(
        self, status: SourceStatus, *, offline: bool, busy: bool, another: bool
    ) -> None:
        check = status.check if status.on else None
        refused = check if check is not None and check.state is CheckState.REFUSED else None
        if refused is not None and (refused != self._refused or another):
            self._say_refused(refused, status)
        self._refused = refused
        self.refusal.setVisible(refused is not None)
        self.refusal.allow(not busy and not self._desk.read_only)
        failed = status.failure if status.on else None
        if failed is None:
            self.failure.clear()
            return
        had = status.edition is not None
        tone = Tone.GREY if offline else Tone.RED
        action = "" if busy or self._desk.read_only else _("&Retry")
        self.failure.say(
            _("The check of {when} failed.").format(when=moment_text(failed.at)),
            tone,
            detail=check_words(failed),
            action=action,
            call=self._retry,
            other="" if not action or had else _("Import from file…"),
            call_other=self.wants_file.emit,
            closable=False,
        )

    def _say_refused(self, check: ListCheck, status: SourceStatus) -> None:
        waiting = self._desk.updates.waiting(status.source.key) is not None
        facts = {**check.facts, "findings": check.findings, "overridable": waiting}
        self.refusal.show_refusal(
            ListRefused(check.code, **facts),
            None,
            in_force_words(status),
            status.source.url,
            fetched=_("Fetched on {when} from {address}").format(
                when=moment_text(check.at), address=check.url or status.source.url
            ),
        )

    def _make_editions(self) -> TableView[Edition]:
        model = TableModel(edition_columns(self._before), identity=lambda e: e.id)
        table = TableView(model, _("Editions"), key="editions", settings=self._shell.settings)
        table.chosen.connect(self._show_edition)
        actions = (
            (_("Copy SHA-256"), self._copy_sha256),
            (_("Copy file name with folder"), self._copy_origin),
            (_("Copy row"), table.copy_selection),
        )
        add_row_actions(table, actions)
        return table

    def _compose_editions(self) -> StateStack:
        panes = Splitter(
            self.editions,
            self.detail,
            key="editions",
            settings=self._shell.settings,
            shares=(2, 3),
            orientation=Qt.Orientation.Vertical,
        )
        empty = EmptyState(
            "database-outline",
            _("Not imported yet"),
            _("Once this list is imported, each edition is listed here, with what changed."),
        )
        return StateStack(panes, empty)

    def _compose(self) -> None:
        for words in (_("Editions"), _("Changes"), _("Checks")):
            self.tabs.addTab(words)
            place = QWidget()
            column = QVBoxLayout(place)
            column.setContentsMargins(0, 0, 0, 0)
            self._places.append(column)
            self._panes.addWidget(place)
        self._places[EDITIONS].addWidget(self._held)
        self.tabs.currentChanged.connect(self._turn)
        sheet = _Sheet(flush=True)
        inner = QVBoxLayout()
        inner.setSpacing(0)
        inner.setContentsMargins(px(6), px(6), 0, px(2))
        inner.addWidget(self.tabs)
        sheet.body.setSpacing(0)
        sheet.body.addLayout(inner)
        sheet.body.addWidget(self._panes, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        above = Grown()
        for part in (self.head, self.failure, self.refusal):
            above.column.addWidget(part)
        column.addWidget(above)
        column.addWidget(sheet, 1)
        self.refusal.retried.connect(self._retry)
        self.refusal.another.connect(self.wants_file)
        self.refusal.taken_anyway.connect(self.taken_anyway)

    def _turn(self, tab: int) -> None:
        self._panes.setCurrentIndex(tab)
        if tab == CHANGES:
            self.changes.compare()
        elif tab == CHECKS:
            self.checks.show()

    def _show_edition(self, edition: Edition | None) -> None:
        status = self._status
        self.detail.setVisible(edition is not None)
        if edition is not None and status is not None:
            self.detail.show_edition(
                status.source,
                edition,
                self._before.get(edition.id),
                in_force=status.edition is not None and status.edition.id == edition.id,
                in_use=status.on,
            )

    def stand_whole(self, whole: bool) -> None:
        """Show an edition in full, for the page to scroll; or let it scroll by itself."""
        self.detail.stand_whole(whole)

    def _fit_editions(self) -> None:
        """Let the first few editions be seen whole: the page scrolls, not a row and a half."""
        count = len(self._editions)
        high = self.editions.horizontalHeader().sizeHint().height() + px(6)
        high += self.editions.verticalHeader().defaultSectionSize() * min(count, _SEEN)
        self.editions.setMinimumHeight(high)
        below = self.detail.minimumHeight() + px(_BETWEEN)
        self._held.setMinimumHeight(high + below if count else 0)

    def _ask_date(self) -> None:
        if self.editions.current is not None:
            self.date_asked.emit(self.editions.current)

    def choose_edition(self, edition: Edition) -> Edition:
        """Choose what an edition has become, and return it."""
        now = next((one for one in self._editions if one.id == edition.id), edition)
        self.editions.choose(now)
        self.tabs.setCurrentIndex(EDITIONS)
        self.detail.show_first()
        return now

    def before(self, edition: Edition) -> Edition | None:
        """Return the edition before one that is shown."""
        return self._before.get(edition.id)

    def _retry(self) -> None:
        self.retried.emit()

    def _copy_sha256(self) -> None:
        if self.editions.current is not None:
            QGuiApplication.clipboard().setText(self.editions.current.sha256)

    def _copy_origin(self) -> None:
        if self.editions.current is not None:
            QGuiApplication.clipboard().setText(self.editions.current.origin)


class _Sheet(Card):
    """What stands under the tabs: never lower than that needs, and never very low."""

    @override
    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(0, px(_SHEET_HIGH)))
