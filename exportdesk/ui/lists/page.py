"""The Control lists page."""

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QResizeEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.changes import Changes
from exportdesk.core.editions import Edition
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import EditionId
from exportdesk.core.words import say
from exportdesk.operations.lists import Freshness, SourceStatus
from exportdesk.ui.dates import age_text
from exportdesk.ui.lists.columns import edition_columns, source_columns
from exportdesk.ui.lists.detail import EditionDetail
from exportdesk.ui.lists.drop_sheet import DropSheet, dropped_file
from exportdesk.ui.lists.first_steps import FirstSteps
from exportdesk.ui.lists.importing import ImportPanel
from exportdesk.ui.lists.own_host import OwnHost
from exportdesk.ui.lists.words import change_sentence, skipped_text
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import (
    Card,
    Page,
    Splitter,
    StateStack,
    TableModel,
    TableView,
    Tone,
    px,
)
from exportdesk.wiring import Desk

_NARROW = 720  # below this, the panes stand one above the other


class ListsPage(Page):
    """Every source with its state; the editions of the one chosen; taking in a file."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(
            _("Control lists"),
            _("What your parties are compared with: which edition is in force, and how old it is."),
            scrolls=True,
        )
        self._desk, self._shell = desk, shell
        self._before: dict[EditionId, Edition] = {}
        self._import = self.add_action(
            _("&Import from file…"), self.choose_file, glyph="tray-arrow-down", primary=True
        )
        self.panel = ImportPanel(desk, shell)
        self.own = OwnHost(self, self.panel, desk, shell)
        self.sources = self._make_sources()
        self.editions = self._make_editions()
        self.detail = EditionDetail(shell.settings)
        self.detail.hide()
        self.first = FirstSteps(desk.lists.catalogue.sources[0], self.choose_file)
        self._states = self._compose()
        self._drop = DropSheet(self)
        self.setAcceptDrops(not desk.read_only)
        self._hold_back_if_read_only()
        self.panel.taken.connect(self._taken)
        self.panel.failed.connect(self._failed)
        self.panel.refused.connect(self._call_back)
        self.panel.stopped.connect(self._stopped)
        self.panel.turned.connect(self._arrange)
        self.own.turned.connect(self._arrange)
        self.panel.wants_file.connect(self.choose_file)
        self.look()
        if desk.lists.catalogue_fault is not None:
            self.banner.say(say(desk.lists.catalogue_fault), Tone.AMBER)

    def _make_sources(self) -> TableView[SourceStatus]:
        model = TableModel(source_columns(), identity=lambda s: s.source.key)
        table = TableView(model, _("Sources"), key="sources", settings=self._shell.settings)
        table.chosen.connect(self._show_source)
        table.horizontalScrollBar().rangeChanged.connect(self._fit_sources)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return table

    def _make_editions(self) -> TableView[Edition]:
        model = TableModel(edition_columns(self._before), identity=lambda e: e.id)
        table = TableView(model, _("Editions"), key="editions", settings=self._shell.settings)
        table.chosen.connect(self._show_edition)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for words, call in (
            (_("Copy SHA-256"), self._copy_sha256),
            (_("Copy file name with folder"), self._copy_origin),
            (_("Copy row"), table.copy_selection),
        ):
            action = QAction(words, table)
            action.triggered.connect(call)
            table.addAction(action)
        return table

    def _compose(self) -> StateStack:
        upper = Card(flush=True)
        upper.body.addWidget(self.sources)
        lower = Card(_("Editions"), flush=True)
        lower.body.addWidget(self.editions)
        self._panes = Splitter(
            lower, self.detail, key="lists", settings=self._shell.settings, shares=(10, 9)
        )
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        column.addWidget(upper)
        column.addWidget(self._panes, 1)
        self._empty = Card(flush=True)
        self._empty.body.addWidget(self.first)
        states = StateStack(whole, self._empty)
        self.body.addWidget(self.panel)
        self.body.addWidget(states, 1)
        self.body.addWidget(self.own.sheet, 1)
        self.body.addStretch(0)
        return states

    def _hold_back_if_read_only(self) -> None:
        if self._desk.read_only:
            for one in (self._import, self.first.action, self.own.opener):
                one.setEnabled(False)
                one.setToolTip(_("This workspace is open for reading only."))

    @override
    def arrive(self, subject: object = None) -> None:
        self._shell.window.badge("lists", 0)
        self.look()  # ages grow overnight without anything being written
        first = self.first.action if self.first.isVisible() else self.editions
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.own.is_open:
            self.own.sheet.take_cursor()
        if isinstance(subject, Path):
            self.take_in(subject)

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
        if self.panel.busy:
            return
        kinds = _("Control lists (*.json *.csv *.xlsx *.ods *.xml *.gz *.zip);;All files (*)")
        path = self._shell.ask.open_file(self, _("Import a control list"), kinds)
        if path is not None:
            self.take_in(path)

    def take_in(self, path: Path) -> None:
        """Take in the list file at `path`."""
        if self.own.is_open:
            self.own.drop(path)
        elif not self._desk.read_only:
            self.banner.clear()
            chosen = self.sources.current
            self.panel.take_in(path, chosen.source if chosen else None)

    def look(self) -> None:
        """Show how the lists stand now."""
        try:
            status = self._desk.lists.status()
        except ExportDeskError as error:
            self._states.show_error(_("The lists cannot be read"), say(error), self.look)
            return
        self.sources.show_rows(status.sources, choose_first=True)
        self._fit_sources()
        self._arrange()

    def _fit_sources(self, *_range: int) -> None:
        """Make the table of sources as high as its rows, and its scroll bar where it has one."""
        table = self.sources
        high = table.horizontalHeader().height() + px(2)
        high += table.verticalHeader().defaultSectionSize() * len(self.sources_shown)
        bar = table.horizontalScrollBar()
        table.setFixedHeight(high + (bar.sizeHint().height() if bar.maximum() else 0))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < px(_NARROW)
        self._panes.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        self._panes.setMinimumHeight(px(560 if narrow else 220))

    def _arrange(self) -> None:
        """Show what there is; on day one, a file under way or refused in place of the rest."""
        if self.own.arrange(self._import, self._states):
            return
        empty = all(one.edition is None for one in self.sources_shown)
        if empty:
            self._states.show_empty()
        else:
            self._states.show_content()
        # A stack is as high as its highest page, shown or not.
        self._empty.setMinimumHeight(0 if empty else 1)
        self._states.setVisible(not (empty and self.panel.active))
        self._import.setVisible(not empty or self.panel.active)
        if not self._desk.read_only:
            for one in (self._import, self.own.opener):
                one.setEnabled(not self.panel.busy)

    @property
    def sources_shown(self) -> tuple[SourceStatus, ...]:
        """How the sources stood when last looked at."""
        model = self.sources.model()
        return model.rows if isinstance(model, TableModel) else ()

    def _show_source(self, status: SourceStatus | None) -> None:
        editions = self._desk.lists.editions(status.source.key) if status is not None else []
        self._before.clear()
        self._before.update({newer.id: older for newer, older in pairwise(editions)})
        self.editions.show_rows(editions, choose_first=True)

    def _show_edition(self, edition: Edition | None) -> None:
        status = self.sources.current
        self.detail.setVisible(edition is not None)
        if edition is not None and status is not None:
            self.detail.show_edition(
                status.source,
                edition,
                self._before.get(edition.id),
                in_force=status.edition is not None and status.edition.id == edition.id,
            )

    def _taken(self, edition: Edition) -> None:
        if not self.editions.choose(edition):  # hidden pages look again only when they are shown
            self.look()
            for status in self.sources_shown:
                if status.source.key == edition.source:
                    self.sources.choose(status)
            self.editions.choose(edition)
        name = self._desk.lists.catalogue.source(edition.source).name
        words = _("{name}: {count} listings are in force now.").format(
            name=name, count=f"{edition.listings:,}"
        )
        detail = change_sentence(edition, self._before.get(edition.id))
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

    def _copy_sha256(self) -> None:
        if self.editions.current is not None:
            QGuiApplication.clipboard().setText(self.editions.current.sha256)

    def _copy_origin(self) -> None:
        if self.editions.current is not None:
            QGuiApplication.clipboard().setText(self.editions.current.origin)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None and not self.panel.busy:
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
