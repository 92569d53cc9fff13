"""The Home page."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.changes import Changes
from exportdesk.core.company import Company, Settings
from exportdesk.core.demo_mark import is_demo
from exportdesk.core.i18n import _
from exportdesk.core.ids import SourceKey
from exportdesk.core.releases import Release
from exportdesk.operations.backups import BackupStatus
from exportdesk.operations.lists_status import Freshness, ListsStatus, SourceStatus
from exportdesk.operations.overview import CertificationCounts
from exportdesk.storage.screenings import ScreeningRow
from exportdesk.ui.backups import daily_backups_of
from exportdesk.ui.demo import name_to_try
from exportdesk.ui.home.backup_note import BackupNote, BackupTrouble
from exportdesk.ui.home.cards import GoButton, ListsCard, QuickCard, TasksCard
from exportdesk.ui.home.demo_asking import DemoAsking
from exportdesk.ui.home.demo_card import DemoCard
from exportdesk.ui.home.first_steps import first_steps, is_beginning, is_new
from exportdesk.ui.home.steps_card import StepsCard
from exportdesk.ui.home.subjects import CLOSE_DEMO, DEMO, STEPS
from exportdesk.ui.home.tasks import (
    NO_CASES,
    NO_CERTIFICATIONS,
    Again,
    CaseCounts,
    tasks,
)
from exportdesk.ui.home.version_note import VersionNote
from exportdesk.ui.jobs import Latest
from exportdesk.ui.lists_under_way import under_way_of
from exportdesk.ui.records.columns import screening_columns
from exportdesk.ui.search.box import SearchBox
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Card, Page, TableModel, TableView, px, restyle
from exportdesk.wiring import Desk

_NARROW = 720  # below this, the cards stand one under the other
_LOOKED_THROUGH = 500
_SHOWN = 5
_COLUMNS = ("parties", "result", "when")


@dataclass(frozen=True, slots=True)
class _Standing:
    """What the page shows, looked up in one go."""

    company: Company
    settings: Settings
    status: ListsStatus
    rows: list[ScreeningRow]
    sources: tuple[SourceStatus, ...]
    backups: BackupStatus
    waiting: int = 0
    cases: CaseCounts = NO_CASES
    certifications: CertificationCounts = NO_CERTIFICATIONS
    customers: int = 0
    certified: bool = False
    steps_hidden: bool = False
    newer: Release | None = None
    names: int = 0


class HomePage(Page):
    """Day one: first steps. After that: what waits, the lists, a quick screening, the last five."""

    looked = Signal()
    """How everything stands was looked up, and is shown if it could be."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(_("Home"), _("What needs doing today."), scrolls=True)
        self._desk, self._shell = desk, shell
        self._looking: Latest[_Standing] = Latest(shell.screening)
        self.search_box = SearchBox()
        self.search_box.asked.connect(shell.bus.search_asked)
        self.head_actions.addWidget(self.search_box)
        self._arrived = False
        self._is_demo = is_demo(desk.folder)
        self._try_name = name_to_try(desk.folder)
        self.steps = StepsCard(is_demo=self._is_demo, read_only=desk.read_only)
        self.demo_card = DemoCard(shell.settings)
        self._demo = DemoAsking(self, shell, self.steps, is_here=self._is_demo)
        self.demo_card.look_asked.connect(self._demo.open)
        self.demo_card.close_asked.connect(lambda: self.window().close())
        self.quick = QuickCard()
        self.lists = ListsCard()
        self.tasks = TasksCard()
        self.backup_trouble = BackupTrouble()
        self.backup_note = BackupNote()
        self.backup_note.hide()
        self.version_note = VersionNote()
        self.version_note.hide()
        self.last = self._make_table()
        self._last_card = self._make_last_card()
        self._upper = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._compose()
        self._drawn_later = QTimer(self)  # once everything that was shown anew has its place
        self._drawn_later.setSingleShot(True)
        self._drawn_later.setInterval(0)
        self._drawn_later.timeout.connect(self._draw)
        for card in (self.steps, self.lists, self.tasks):
            card.wanted.connect(self._go)
        self.backup_note.wanted.connect(self._go)
        self.version_note.page_asked.connect(self._open_release)
        self.version_note.skip_asked.connect(self._skip_release)
        self.backup_trouble.again.connect(daily_backups_of(desk, shell).ask)
        self.quick.asked.connect(self._screen)
        self.steps.demo.clicked.connect(self._demo.open)
        self.steps.hidden_asked.connect(self._hide_steps)
        self.steps.others.turned.connect(self._turn)
        self._under_way = under_way_of(shell.bus)
        self._under_way.turned.connect(self._say_under_way)
        self.steps.say_lists_under_way(self._under_way.words)
        self._cards = (
            self.demo_card,
            self.steps,
            self.quick,
            self.lists,
            self.tasks,
            self._last_card,
        )
        for hidden in self._cards:
            hidden.hide()
        self.look()

    def _make_table(self) -> TableView[ScreeningRow]:
        columns = {column.name: column for column in screening_columns()}
        columns["parties"] = replace(columns["parties"], width=130)  # the cards stand side by side
        model = TableModel([columns[key] for key in _COLUMNS], identity=lambda row: row.id)
        table = TableView(model, _("Last screenings"), key="home", settings=self._shell.settings)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.opened.connect(self._open)
        return table

    def _make_last_card(self) -> Card:
        card = Card(_("Last screenings"), flush=True)
        every = GoButton(_("All records"), "records")
        every.wanted.connect(self._go)
        restyle(every, kind="link")
        card.head.addWidget(every)
        card.body.addWidget(self.last)
        card.body.addStretch(1)
        return card

    def _compose(self) -> None:
        for row, left, right in (
            (self._upper, self.quick, self.lists),
            (self._lower, self._last_card, self.tasks),
        ):
            row.setSpacing(px(14))
            row.addWidget(left, 3)
            row.addWidget(right, 2)
        self.body.addWidget(self.backup_trouble)
        self.body.addWidget(self.demo_card)
        self.body.addWidget(self.steps)
        self.body.addLayout(self._upper)
        self.body.addLayout(self._lower)
        self.body.addWidget(self.backup_note)
        self.body.addWidget(self.version_note)
        self.body.addStretch(1)

    @override
    def arrive(self, subject: object = None) -> None:
        # Ages grow overnight without anything being written.
        if subject == DEMO:
            self._demo.open()
        if subject == CLOSE_DEMO:
            QTimer.singleShot(0, self, self.window().close)  # once it has arrived
        if subject == STEPS:
            self._say_hidden(False)
            self.demo_card.bring_back()
        self._arrived = True
        self.look()
        self._focus()

    def _focus(self) -> None:
        """Put the keyboard where the page is first used, once that is there."""
        if not self._arrived:
            return
        if not self.quick.isHidden():
            self._arrived = False
            self.quick.name.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._desk.lists.status().freshness is not Freshness.NONE:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # what is typed by then is not lost

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.hasFocus() and self.quick.isHidden():
            QApplication.sendEvent(self.quick.name, event)
        else:
            super().keyPressEvent(event)

    @override
    def reload(self, changes: Changes) -> None:
        self.look()

    @override
    def refresh(self) -> None:
        self.look()

    @override
    def new(self) -> None:
        self._screen("")

    @override
    def search(self) -> bool:
        if self.quick.isHidden():
            return False
        self.quick.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def look(self) -> None:
        """Look up how everything stands."""
        desk = self._desk
        self._looking.start(
            lambda _progress: _Standing(
                desk.company(),
                desk.settings(),
                desk.lists.status(),
                desk.overview.screenings(_LOOKED_THROUGH),
                desk.lists.sources(),
                desk.backups.status(),
                desk.overview.matches(),
                CaseCounts.of(desk.overview.open_cases(), desk.overview.held_cases()),
                desk.overview.certifications(),
                desk.overview.customers(),
                desk.overview.is_certified(),
                desk.profile.first_steps_hidden(),
                desk.version_checks.to_tell(),
                desk.overview.names(),
            ),
            done=self._show,
            failed=self.show_trouble,
            finished=self.looked.emit,
        )

    def _show(self, now: _Standing) -> None:
        self._draw(False)
        self._drawn_later.start()
        steps = first_steps(
            now.company,
            now.status,
            bool(now.rows),
            customers=now.customers,
            # The demo's certifications come while its window is open: nothing moves by that.
            certified=now.certified or self._is_demo,
            try_name=self._try_name,
        )
        beginning = is_beginning(steps)
        ready = now.status.freshness is not Freshness.NONE
        self.steps.others.show_sources(now.sources, read_only=self._desk.read_only)
        self.steps.show_steps(steps)
        for part in self.steps.findChildren(QWidget):
            part.ensurePolished()  # the size of its words is told by the style sheet
        self.lists.show_status(now.status)
        self.tasks.show_tasks(
            tasks(
                now.settings,
                now.status,
                now.rows,
                _LOOKED_THROUGH,
                now.waiting,
                now.cases,
                now.certifications,
                now.names,
            )
        )
        self.last.show_rows(now.rows[:_SHOWN])
        self._fit_table()
        undone = not all(step.done for step in steps)
        shown = undone and not (ready and now.steps_hidden)
        self.quick.stand_out(not (beginning and shown))
        self.steps.setVisible(shown)
        self.demo_card.setVisible(self._is_demo and not self.demo_card.is_put_away)
        self.quick.setVisible(ready)
        self.lists.setVisible(ready)
        self.backup_trouble.show_status(now.backups, read_only=self._desk.read_only)
        self.backup_note.show_status(now.backups)
        self.backup_note.setVisible(bool(now.rows) or now.backups.last is not None)
        self.version_note.show_release(now.newer, self._desk.version_checks.version)
        self._last_card.setVisible(bool(now.rows))
        waits = bool(now.waiting or now.cases.open or now.certifications.any)
        waits = waits or now.status.freshness in (Freshness.OLD, Freshness.UNKNOWN)
        self.tasks.setVisible(bool(now.rows) or waits)
        self._focus()
        self.say(
            self.title.text(),
            _("Welcome. A few steps to your first record.")
            if shown and is_new(steps) and not now.cases.open
            else _("What needs doing today."),
        )

    def _draw(self, drawn: bool = True) -> None:
        """Draw the cards again, or not before words and rows that are new stand where they stay."""
        inner = self.body.parentWidget()
        if inner is not None:
            inner.setUpdatesEnabled(drawn)

    def _say_under_way(self) -> None:
        self.steps.say_lists_under_way(self._under_way.words)
        if not self._under_way.words:
            self.look()

    def _fit_table(self) -> None:
        rows = self.last.model().rowCount()
        high = self.last.horizontalHeader().height() + px(2)
        high += self.last.verticalHeader().defaultSectionSize() * rows
        bar = self.last.horizontalScrollBar()
        self.last.setFixedHeight(high + (bar.sizeHint().height() if bar.maximum() else 0))

    def _go(self, page: str, subject: object) -> None:
        if isinstance(subject, Again):
            self._screen_again(subject.number)
        else:
            self._shell.window.go(page, subject)

    def _screen_again(self, number: str) -> None:
        desk = self._desk
        self._shell.jobs.start(
            lambda _progress: desk.screenings.get(number),
            done=lambda screening: self._shell.window.go("screen", screening),
            failed=self.show_trouble,
        )

    def _turn(self, key: str, on: bool) -> None:
        desk = self._desk
        self._shell.jobs.start(
            lambda _progress: desk.lists.turn(SourceKey(key), on),
            done=self._shell.bus.tell,
            failed=self.show_trouble,
        )

    def _screen(self, name: str) -> None:
        self._shell.window.go("screen", name or None)

    def _hide_steps(self) -> None:
        self._say_hidden(True)
        self._shell.window.toast(
            _("The first steps are hidden."), action=_("Undo"), call=self._show_steps
        )

    def _show_steps(self) -> None:
        self._say_hidden(False)

    def _say_hidden(self, hidden: bool) -> None:
        desk = self._desk
        self._shell.jobs.start(
            lambda _progress: desk.profile.hide_first_steps(hidden),
            done=self._shell.bus.tell,
            failed=self.show_trouble,
        )

    def _open_release(self, release: Release) -> None:
        self._shell.ask.open_page(self, release.page)

    def _skip_release(self, release: Release) -> None:
        self._skip(release.version)
        self._shell.window.toast(
            _("Version {version} is skipped.").format(version=release.version),
            action=_("Undo"),
            call=self._skip_none,
        )

    def _skip_none(self) -> None:
        self._skip("")

    def _skip(self, version: str) -> None:
        checks = self._desk.version_checks
        self._shell.jobs.start(
            lambda _progress: checks.skip(version),
            done=self._shell.bus.tell,
            failed=self.show_trouble,
        )

    def _open(self, row: ScreeningRow) -> None:
        self._shell.window.go("records", row.number)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < px(_NARROW)
        direction = QBoxLayout.Direction
        for row in (self._upper, self._lower):
            row.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
