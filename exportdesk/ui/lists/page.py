"""The Control lists page."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from typing_extensions import override

from exportdesk.core.changes import Changes
from exportdesk.core.editions import Edition
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.ids import SourceKey
from exportdesk.core.list_checks import CheckState
from exportdesk.core.words import say
from exportdesk.lists import looks_like_bundle
from exportdesk.operations.lists_status import SourceStatus
from exportdesk.operations.update_lists import UpdateOutcome
from exportdesk.ui.icons import icon
from exportdesk.ui.list_checks import UpdateEnd, list_checks_of
from exportdesk.ui.lists.bundling import Bundling
from exportdesk.ui.lists.counting import counts_words
from exportdesk.ui.lists.first_steps import FirstSteps
from exportdesk.ui.lists.importing import ImportPanel
from exportdesk.ui.lists.own_host import OwnHost
from exportdesk.ui.lists.panes import SourcePanes
from exportdesk.ui.lists.source_pane import EDITIONS, SourcePane
from exportdesk.ui.lists.source_table import SourceTable, grouped
from exportdesk.ui.lists.source_words import is_offline
from exportdesk.ui.lists.subjects import LISTS_NOTES
from exportdesk.ui.lists.telling import Telling
from exportdesk.ui.lists.turning import Turning
from exportdesk.ui.lists.update_strip import UpdateStrip
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import (
    EmptyState,
    Page,
    StateStack,
    TableView,
    Tone,
    button,
    restyle,
)
from exportdesk.ui.widgets.brought import bring_into_view
from exportdesk.ui.widgets.drop_sheet import FileDrops, one_dropped_file
from exportdesk.wiring import Desk

_GATHER_MS = 80  # how long to wait, while an update runs, for more that has changed
_NEXT_MS = 5  # a turn of the window's loop later, once the sources are drawn
UPDATE, FILE = "update", "file"  # what other pages may send the person here for


class ListsPage(Page):
    """Every source with its state; the one chosen in full; updating; taking in a file."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(
            _("Control lists"),
            _("What your parties are compared with: which edition is in force, and how old it is."),
            scrolls=True,
        )
        self._desk, self._shell = desk, shell
        self._statuses: tuple[SourceStatus, ...] = ()
        self.updates = list_checks_of(desk, shell)
        self._import = self.add_action(
            _("&Import from file…"), self.choose_file, glyph="tray-arrow-down"
        )
        self.panel = ImportPanel(desk, shell)
        self.own = OwnHost(self, self.panel, desk, shell)
        self.update_all = self.add_action(
            _("&Update all"), self.updates.update_all, glyph="refresh", primary=True, hint="F5"
        )
        self.bundles = Bundling(self, desk, shell)
        self.telling = Telling(self, desk, shell)
        self.save = button(
            _("Sa&ve for another computer…"),
            self.bundles.choose_target,
            kind="link",
            glyph="usb-flash-drive-outline",
        )
        self.strip = UpdateStrip(self.updates)
        self.sources = SourceTable(shell.settings)
        self._pane: SourcePane | None = None
        self.first = FirstSteps(
            desk.lists.catalogue.sources[0], self.choose_file, self.updates.update_all
        )
        self.turning = Turning(self, desk, shell)
        self._states = self._compose()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_GATHER_MS)
        self._soon.timeout.connect(self.look)
        if not desk.read_only:
            FileDrops(
                self,
                _("Let go to import the list from this file"),
                lambda paths: self.take_in(paths[0]),
                found=one_dropped_file,
                may=lambda: not self._busy,
            )
        self._hold_back_if_read_only()
        self._connect()
        self.look()
        if fault := desk.lists.catalogue_fault or desk.rulebook_fault:
            self.banner.say(say(fault), Tone.AMBER)

    def _connect(self) -> None:
        self.panel.taken.connect(self._taken)
        self.panel.dated.connect(self._dated)
        self.telling.wants_file.connect(self.choose_file)
        self.telling.wants_notes.connect(self._show_told)
        self.panel.failed.connect(self.telling.failed)
        self.panel.refused.connect(self.telling.call_back)
        self.panel.stopped.connect(self.telling.stopped)
        self.panel.wants_file.connect(self.choose_file)
        for one in (self.panel, self.own, self.bundles, self.strip):
            one.turned.connect(self._arrange)
        for one in (self.panel, self.bundles):  # they stand at the top, and ask a person
            one.turned.connect(self.show_top)
        self.sources.picked.connect(self._show_source)
        self.sources.toggled.connect(self._toggle)
        self.bundles.wants_file.connect(self.choose_file)
        self.updates.stepped.connect(self._follow)
        self.updates.came.connect(self._came)
        self.updates.ended.connect(self._update_ended)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.turning.undo)

    @property
    def pane(self) -> SourcePane:
        """The source that is chosen, in full."""
        return self._pane or self._make_pane()

    @property
    def editions(self) -> TableView[Edition]:
        """The editions of the source that is chosen."""
        return self.pane.editions

    @property
    def sources_shown(self) -> tuple[SourceStatus, ...]:
        """How the sources stood when last looked at."""
        return self._statuses

    def _compose(self) -> StateStack:
        restyle(self.own.opener, kind="link")
        self.own.opener.setIcon(icon("table-plus", "accent"))
        self._panes = SourcePanes(
            self.sources,
            self.first,
            self.own.opener,
            self.save,
            settings=self._shell.settings,
        )
        nothing = EmptyState("database-outline", _("No source is known"), "")
        states = StateStack(self._panes, nothing)
        for card in (self.strip, self.bundles.cards, self.panel):
            self.body.addWidget(card)
        self.body.addWidget(states, 1)
        self.body.addStretch(0)
        return states

    def _make_pane(self) -> SourcePane:
        """Make the right side. It is the larger half: a page just opened shows the sources first,
        so that no turn of the window's loop takes long.
        """
        pane = self._pane = SourcePane(self._desk, self._shell)
        pane.head.turn_asked.connect(self._toggle)
        pane.head.update_asked.connect(self._update_one)
        pane.head.page_asked.connect(partial(self._shell.ask.open_page, self))
        pane.retried.connect(self._update_one)
        pane.wants_file.connect(self.choose_file)
        pane.taken_anyway.connect(self._take_anyway)
        pane.date_asked.connect(self._ask_date)
        self._panes.add(pane)
        self._arrange()
        return pane

    def _fill(self) -> None:
        if self._pane is None:
            self._make_pane()

    def _hold_back_if_read_only(self) -> None:
        if self._desk.read_only:
            held = (self._import, self.update_all, self.own.opener)
            for one in (*held, self.first.action, self.first.file):
                one.setEnabled(False)
                one.setToolTip(_("This workspace is open for reading only."))

    @override
    def arrive(self, subject: object = None) -> None:
        self._shell.window.badge("lists", 0)
        self.look()  # ages grow overnight without anything being written
        # What begins an update is grey while one runs: the cursor would leave the page with it.
        begins = self.first.isVisible() and subject != UPDATE
        first = self.first.action if begins else self.sources
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.own.is_open:
            self.own.sheet.take_cursor()
        if isinstance(subject, Path):
            self.take_in(subject)
        elif subject == UPDATE:
            self.updates.update_all()
        elif subject == FILE:
            self.choose_file()
        elif subject == LISTS_NOTES:
            self.show_notes()
        elif isinstance(subject, str):
            self.sources.choose_key(SourceKey(subject))

    def show_notes(self) -> None:
        """Lead to what there is to know of an edition in force, the first with any."""
        for status in self._statuses:
            if status.edition is not None and status.edition.findings:
                self.sources.choose_key(status.source.key)
                self.editions.choose(status.edition)
                self._show_beginning()
                self.show_edition()
                return

    def show_edition(self) -> None:
        """Scroll to the edition that is shown."""
        self.show_part(self.pane.detail)

    def _show_told(self) -> None:
        """Lead from what is told of an edition to its notes, in the room that the telling took."""
        self.banner.clear()
        self.show_edition()
        QTimer.singleShot(0, self.pane, partial(bring_into_view, self.pane.detail))

    def _show_beginning(self) -> None:
        self.pane.tabs.setCurrentIndex(EDITIONS)
        self.pane.detail.show_first()

    @override
    def reload(self, changes: Changes) -> None:
        if not changes & (Changes.LISTS | Changes.SETTINGS):
            return
        if self.updates.busy:
            self._soon.start()
        else:
            self.look()

    @override
    def refresh(self) -> None:
        self.look()

    @property
    @override
    def has_work(self) -> bool:
        return self.own.is_open or self._busy

    @override
    def help_topic(self) -> str:
        return "importing-a-list#lists-of-your-own" if self.own.is_open else ""

    @override
    def back(self) -> bool:
        return self.own.back() or self.panel.dismiss() or self.bundles.dismiss()

    @override
    def new(self) -> None:
        if self._import.isEnabled():
            self.choose_file()

    def choose_file(self) -> None:
        """Ask for a list file and take it in."""
        if self.own.is_open:
            self.own.choose_file()
            return
        if self._busy:
            return
        kinds = _("Control lists (*.json *.csv *.xlsx *.ods *.xml *.gz *.zip);;All files (*)")
        path = self._shell.ask.open_file(self, _("Import a control list"), kinds)
        if path is not None:
            self.take_in(path)

    def take_in(self, path: Path) -> None:
        """Take in the list file at `path`."""
        if self.own.is_open:
            self.own.drop(path)
        elif not self._desk.read_only and not self._busy:
            self.banner.clear()
            if looks_like_bundle(path):
                self.bundles.take_in(path)
                return
            status = self.sources.status
            self.panel.take_in(path, status.source if status else None)

    def look(self) -> None:
        """Show how the lists stand now."""
        self._soon.stop()
        try:
            self._statuses = self._desk.lists.sources()
        except ExportDeskError as error:
            self._states.show_error(_("The lists cannot be read"), say(error), self.look)
            return
        update = self.updates.update
        now = update.source.key if update is not None and update.source is not None else ""
        lines = grouped(self._statuses, updating=now, offline=is_offline(self._statuses))
        self.sources.show_lines(lines)
        self._panes.say_counts(counts_words(self._statuses, self._desk.lists.status().listings))
        self._show_source(self.sources.status)
        self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._panes.stand_in(self.width())

    @property
    def _busy(self) -> bool:
        return self.panel.busy or self.bundles.busy or self.updates.busy

    def _arrange(self) -> None:
        """Show what there is, and which actions can be begun now."""
        if self.own.arrange(self._import, self.update_all, self._states):
            return
        empty = all(one.edition is None for one in self._statuses)
        begun = any(one.check is not None for one in self._statuses)
        chosen = self.sources.status
        start = (
            chosen is not None and chosen.source.key == self._desk.lists.catalogue.sources[0].key
        )
        day_one = empty and start and not begun and not self._busy
        if day_one or self._pane is not None:
            self._panes.show_pane(None if day_one else self._pane)
        else:
            QTimer.singleShot(_NEXT_MS, self, self._fill)
        self._panes.let_day_one(day_one)
        # One filled button a page: on day one it stands where the eye is.
        self.update_all.setVisible(not day_one)
        self._import.setVisible(not day_one)
        self.save.setEnabled(not empty and not self._busy)
        if not self._desk.read_only:
            for one in (self._import, self.own.opener, self.update_all):
                one.setEnabled(not self._busy)
            for one in (self.first.action, self.first.file):
                one.setEnabled(not self._busy)
        self._show_line()

    def _show_source(self, _status: SourceStatus | None) -> None:
        self._arrange()

    def _show_line(self) -> None:
        line = self.sources.current
        if line is not None and self._pane is not None:
            self._pane.show_line(line, busy=self._busy)

    def _toggle(self) -> None:
        status = self.sources.status
        if status is not None:
            self.turning.toggle(status)

    def _update_one(self) -> None:
        status = self.sources.status
        if status is not None:
            self.updates.ask((status.source.key,))

    def _take_anyway(self, reason: str) -> None:
        status = self.sources.status
        if status is not None and not self._busy:
            self.panel.take_refused(status.source.key, reason)

    def _follow(self, update: object) -> None:
        now = self.updates.update
        key = now.source.key if now is not None and now.source is not None else ""
        shown = next((line.key for line in self.sources.lines if line.updating), "")
        if key != shown and not self._soon.isActive():
            self._soon.start()

    def _came(self, outcome: UpdateOutcome) -> None:
        if outcome.state is CheckState.REFUSED:
            self.telling.call_back()

    def _update_ended(self, end: UpdateEnd) -> None:
        self.look()
        if end.asked:
            if self.telling.ended(end):
                self.updates.is_told = True
            if end.bad and end.no_network is None:
                self.sources.choose_key(end.bad[0].source)

    def _taken(self, edition: Edition) -> None:
        self.look()  # hidden pages look again only when they are shown
        self.sources.choose_key(edition.source)
        self.editions.choose(edition)
        status = self.sources.status
        there = status is not None and status.edition == edition
        self._show_beginning()
        self.telling.taken(edition, self.pane.before(edition), status if there else None)

    def _ask_date(self, edition: Edition) -> None:
        if not self._busy:
            self.banner.clear()
            self.panel.change_date(edition)

    def _dated(self, before: Edition) -> None:
        """Say which date an edition has now that had another `before`."""
        self.look()
        self.sources.choose_key(before.source)
        self.telling.dated(self.pane.choose_edition(before), before)
