"""The Control lists page."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout
from typing_extensions import override

from exportdesk.core.changes import Changes
from exportdesk.core.editions import Edition
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import SourceKey
from exportdesk.core.list_checks import CheckState
from exportdesk.core.progress import Progress
from exportdesk.core.words import say
from exportdesk.lists import looks_like_bundle
from exportdesk.operations.lists_status import Freshness, SourceStatus
from exportdesk.operations.update_lists import UpdateOutcome
from exportdesk.ui.dates import age_text
from exportdesk.ui.icons import icon
from exportdesk.ui.list_checks import UpdateEnd, list_checks_of
from exportdesk.ui.lists.bundling import Bundling
from exportdesk.ui.lists.drop_sheet import DropSheet, dropped_file
from exportdesk.ui.lists.first_steps import FirstSteps
from exportdesk.ui.lists.importing import ImportPanel
from exportdesk.ui.lists.own_host import OwnHost
from exportdesk.ui.lists.source_pane import SourcePane
from exportdesk.ui.lists.source_table import SourceTable, grouped
from exportdesk.ui.lists.source_words import is_offline
from exportdesk.ui.lists.turning import Turning
from exportdesk.ui.lists.update_strip import UpdateStrip
from exportdesk.ui.lists.words import change_sentence, skipped_text
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import (
    Card,
    EmptyState,
    Page,
    Splitter,
    StateStack,
    TableView,
    Tone,
    button,
    px,
    restyle,
)
from exportdesk.wiring import Desk

_NARROW = 860  # below this, the panes stand one above the other
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
        self.save = button(
            _("Sa&ve for another computer…"),
            self.bundles.choose_target,
            kind="link",
            glyph="usb-flash-drive-outline",
        )
        self.strip = UpdateStrip(self.updates)
        self.sources = SourceTable(shell.settings)
        self.pane = SourcePane(desk, shell)
        self.first = FirstSteps(desk.lists.catalogue.sources[0], self.choose_file, self._get_lists)
        self.turning = Turning(self, desk, shell)
        self._states = self._compose()
        self._drop = DropSheet(self)
        self.setAcceptDrops(not desk.read_only)
        self._hold_back_if_read_only()
        self._connect()
        self.look()
        if desk.lists.catalogue_fault is not None:
            self.banner.say(say(desk.lists.catalogue_fault), Tone.AMBER)

    def _connect(self) -> None:
        self.panel.taken.connect(self._taken)
        self.panel.failed.connect(self._failed)
        self.panel.refused.connect(self._call_back)
        self.panel.stopped.connect(self._stopped)
        self.panel.wants_file.connect(self.choose_file)
        for one in (self.panel, self.own, self.bundles, self.strip):
            one.turned.connect(self._arrange)
        self.sources.picked.connect(self._show_source)
        self.sources.toggled.connect(self._toggle)
        self.pane.head.turn_asked.connect(self._toggle)
        self.pane.head.update_asked.connect(self._update_one)
        self.pane.head.page_asked.connect(self._open_page)
        self.pane.retried.connect(self._update_one)
        self.pane.wants_file.connect(self.choose_file)
        self.pane.taken_anyway.connect(self._take_anyway)
        self.updates.stepped.connect(self._follow)
        self.updates.came.connect(self._came)
        self.updates.ended.connect(self._update_ended)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.turning.undo)

    @property
    def editions(self) -> TableView[Edition]:
        """The editions of the source that is chosen."""
        return self.pane.editions

    @property
    def sources_shown(self) -> tuple[SourceStatus, ...]:
        """How the sources stood when last looked at."""
        return self._statuses

    def _compose(self) -> StateStack:
        left = Card(flush=True)
        left.body.addWidget(self.sources, 1)
        further = QVBoxLayout()
        further.setContentsMargins(px(12), px(4), px(12), px(10))
        further.setSpacing(px(2))
        restyle(self.own.opener, kind="link")
        self.own.opener.setIcon(icon("table-plus", "accent"))
        for one in (self.own.opener, self.save):
            further.addWidget(one)
        left.body.addLayout(further)
        left.setMinimumWidth(px(330))
        self._day_one = Card(flush=True)
        self._day_one.body.addWidget(self.first)
        self._right = QStackedWidget()
        for pane in (self.pane, self._day_one):
            self._right.addWidget(pane)
        self._panes = Splitter(
            left, self._right, key="lists-sources", settings=self._shell.settings, shares=(11, 13)
        )
        nothing = EmptyState("database-outline", _("No source is known"), "")
        states = StateStack(self._panes, nothing)
        for card in (self.strip, self.bundles.card, self.panel):
            self.body.addWidget(card)
        self.body.addWidget(states, 1)
        self.body.addWidget(self.own.sheet, 1)
        self.body.addStretch(0)
        return states

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
        first = self.first.action if self.first.isVisible() else self.sources
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.own.is_open:
            self.own.sheet.take_cursor()
        if isinstance(subject, Path):
            self.take_in(subject)
        elif subject == UPDATE:
            self.updates.update_all()
        elif subject == FILE:
            self.choose_file()
        elif isinstance(subject, str):
            self.sources.choose_key(SourceKey(subject))

    @override
    def reload(self, changes: Changes) -> None:
        if changes & (Changes.LISTS | Changes.SETTINGS):
            self.look()

    @override
    def refresh(self) -> None:
        self.look()

    @override
    def back(self) -> bool:
        return self.own.back() or self.panel.dismiss()

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
        try:
            self._statuses = self._desk.lists.sources()
        except ExportDeskError as error:
            self._states.show_error(_("The lists cannot be read"), say(error), self.look)
            return
        update = self.updates.update
        now = update.source.key if update is not None and update.source is not None else ""
        lines = grouped(self._statuses, updating=now, offline=is_offline(self._statuses))
        self.sources.show_lines(lines)
        self._show_source(self.sources.status)
        self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < px(_NARROW)
        self._panes.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        # Side by side, the panes are as high as what stands in them asks for.
        self._panes.setMinimumHeight(px(1100) if narrow else 0)

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
        self._right.setCurrentWidget(self._day_one if day_one else self.pane)
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
        if line is not None:
            self.pane.show_line(line, busy=self._busy)

    def _toggle(self) -> None:
        status = self.sources.status
        if status is not None:
            self.turning.toggle(status)

    def _update_one(self) -> None:
        status = self.sources.status
        if status is not None:
            self.updates.ask((status.source.key,))

    def _get_lists(self) -> None:
        self.updates.update_all()

    def _open_page(self, address: str) -> None:
        self._shell.ask.open_page(self, address)

    def _take_anyway(self, reason: str) -> None:
        status = self.sources.status
        if status is None or self._busy:
            return
        desk, key = self._desk, status.source.key

        def take(progress: Progress) -> UpdateOutcome:
            return desk.updates.take_anyway(key, reason, progress)

        self.panel.show_work(_("Taking in the file that was refused"), take, self._taken_anyway)

    def _taken_anyway(self, outcome: UpdateOutcome) -> None:
        self._shell.bus.tell(Changes.LISTS | Changes.EVENTS)
        if outcome.edition is not None:
            self._taken(outcome.edition)

    def _follow(self, update: object) -> None:
        now = self.updates.update
        key = now.source.key if now is not None and now.source is not None else ""
        shown = next((line.key for line in self.sources.lines if line.updating), "")
        if key != shown:
            self.look()

    def _came(self, outcome: UpdateOutcome) -> None:
        if outcome.state is CheckState.REFUSED and not self.isVisible():
            self._call_back()

    def _update_ended(self, end: UpdateEnd) -> None:
        self.look()
        if not end.asked:
            return
        self.banner.clear()
        if end.error is not None:
            self.show_trouble(end.error)
        elif end.no_network is not None:
            self.banner.say(say(end.no_network), Tone.GREY)
        elif end.bad:
            self._say_bad(end)

    def _say_bad(self, end: UpdateEnd) -> None:
        name_of = self._desk.lists.catalogue.name_of
        first = end.bad[0]
        words = ngettext(
            "{name} was not updated. The lists you had stay in force.",
            "{count} lists were not updated: {names}. The lists you had stay in force.",
            len(end.bad),
        ).format(
            name=name_of(first.source),
            count=len(end.bad),
            names=", ".join(name_of(one.source) for one in end.bad),
        )
        self.banner.say(words, Tone.RED)
        self.sources.choose_key(first.source)

    def _taken(self, edition: Edition) -> None:
        self.look()  # hidden pages look again only when they are shown
        self.sources.choose_key(edition.source)
        self.editions.choose(edition)
        name = self._desk.lists.catalogue.source(edition.source).name
        words = _("{name}: {count} listings are in force now.").format(
            name=name, count=f"{edition.listings:,}"
        )
        detail = change_sentence(edition, self.pane.before(edition))
        notes = len(edition.findings) + len(edition.skipped)
        if notes:
            detail += " " + ngettext(
                "There is {count} thing to know about it, below.",
                "There are {count} things to know about it, below.",
                notes,
            ).format(count=notes)
        detail += "".join(f" {skipped_text(skipped)}." for skipped in edition.skipped)
        now = self._desk.lists.status()
        old = next(
            (s for s in now.sources if s.edition == edition and s.freshness is Freshness.OLD),
            None,
        )
        if old is not None:
            detail = (
                _("It is old already: {age}. Get a newer one.").format(
                    age=age_text(old.age_days or 0)
                )
                + f" {detail}"
            )
        sound = old is None and not edition.override_reason
        self.banner.say(words, Tone.GREEN if sound else Tone.AMBER, detail=detail)
        if not self.isVisible():
            self._shell.window.toast(words)

    def _failed(self, error: ExportDeskError) -> None:
        self.show_trouble(error)
        if error.code == "list-not-noted":  # in force all the same
            self._shell.bus.tell(Changes.LISTS)
        self._call_back()

    def _call_back(self) -> None:
        """Show in the sidebar that this page waits, where somebody went to another meanwhile."""
        if not self.isVisible():
            self._shell.window.badge("lists", 1)

    def _stopped(self) -> None:
        self._shell.window.toast(_("Stopped. The lists are as they were."))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None and not self._busy:
            event.acceptProposedAction()
            self._drop.cover()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop.hide()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._drop.hide()
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.take_in(path)
