"""The Records page."""

from datetime import date
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.changes import Changes
from exportdesk.core.clock import today
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.words import sentence
from exportdesk.operations.records import Exported, Verification
from exportdesk.storage.issued_papers import NUMBERED
from exportdesk.ui.ask import open_or_tell
from exportdesk.ui.papers.opening import PaperOpening
from exportdesk.ui.records.events_pane import EventsPane
from exportdesk.ui.records.export_card import ExportCard
from exportdesk.ui.records.screenings_pane import ScreeningsPane
from exportdesk.ui.records.verify_card import VerifyCard
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Card, Page, ProgressLine, Tabs, Tone, px
from exportdesk.wiring import Desk

_SCREENINGS, _EVENTS = 0, 1


class RecordsPage(Page):
    """What was screened and what happened: look up, open, print, check, export."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(
            _("Records"),
            _("What was screened, and everything that happened. Nothing is rewritten."),
            scrolls=True,
        )
        self._desk, self._shell = desk, shell
        self._exported: Path | None = None

        self._export = self.add_action(_("&Export…"), self.ask_for_days, glyph="export-variant")
        self._opening = PaperOpening(desk, shell, self)
        self.summary = self.add_action(
            _("&Summary…"),
            self._opening.summary,
            glyph="file-chart-outline",
            hint=_("The screening summary of all customers, for the file"),
        )
        self.screenings = ScreeningsPane(desk, shell)
        self.events = EventsPane(desk, shell)
        self._open = self.add_action(
            _("&Open record"),
            self.screenings.open_record,
            glyph="file-document-outline",
            primary=True,
        )
        self._work = Card()
        self._line = ProgressLine(self._say_stage)
        self._work.body.addWidget(self._line)
        self._work.hide()
        self.found = VerifyCard()
        self.days = ExportCard()
        self.tabs = Tabs(_("What to show"))
        self._panes = QStackedWidget()
        self._compose()
        self.screenings.troubled.connect(self.show_trouble)
        self.screenings.picked.connect(self._follow)
        self.events.wants_check.connect(self.verify)
        self.events.wants_record.connect(self.arrive)
        self.found.compared.connect(self.verify)
        self.days.wanted.connect(self._choose_folder)
        self._look()

    def _compose(self) -> None:
        for words in (_("Screenings"), _("Events")):
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(self._turn)
        for pane in (self.screenings, self.events):
            self._panes.addWidget(pane)
        self.screenings.search.setMaximumWidth(px(380))
        head = QHBoxLayout()
        head.setContentsMargins(px(6), px(6), px(14), px(2))
        head.setSpacing(px(12))
        head.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        head.addWidget(self.screenings.search, 8)
        sheet = Card(flush=True)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._panes, 1)
        sheet.body.addLayout(column)
        sheet.setMinimumHeight(px(280))
        for card in (self._work, self.days, self.found):
            self.body.addWidget(card)
        self.body.addWidget(sheet, 1)
        self._order_keys()

    def _order_keys(self) -> None:
        """Let Tab follow the eye: tabs and search stand above the tables."""
        chain: tuple[QWidget, ...] = (
            self._export,
            self.summary,
            self._open,
            self.tabs,
            self.screenings.search,
            self.screenings.table,
            self.events.table,
        )
        for before, after in pairwise(chain):
            self.setTabOrder(before, after)

    @override
    def arrive(self, subject: object = None) -> None:
        if isinstance(subject, str) and subject.startswith(f"{NUMBERED}-"):
            self._opening.show_issued(subject)
            return
        if isinstance(subject, str):
            self.tabs.setCurrentIndex(_SCREENINGS)
            self.screenings.open_number(subject)
        if self.tabs.currentIndex() == _SCREENINGS:
            self.screenings.take_cursor()
        else:
            self.events.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def reload(self, changes: Changes) -> None:
        if changes & (Changes.SCREENINGS | Changes.EVENTS):
            self._look()

    @override
    def refresh(self) -> None:
        self._look()

    @override
    def print_out(self) -> None:
        if self._open.isEnabled():
            self.screenings.open_record()

    @override
    def search(self) -> bool:
        self.tabs.setCurrentIndex(_SCREENINGS)
        self.screenings.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.screenings.search.selectAll()
        return True

    @override
    def back(self) -> bool:
        for card in (self.days, self.found):
            if not card.isHidden():
                card.hide()
                return True
        if self.screenings.search.text():
            self.screenings.search.clear()
            self.screenings.search.search_now()
            return True
        return False

    def verify(self, against: str = "") -> None:
        """Check the chain of events, every screening and every paper.

        `against` is a hash printed on a paper, which must be in the chain.
        """
        self.found.hide()
        desk = self._desk
        self._begin(_("Checking the records…"))
        self._shell.background.start(
            lambda _progress: desk.records.verify(against),
            done=self._show_found,
            failed=self.show_trouble,
            finished=self._end,
        )

    def ask_for_days(self) -> None:
        """Ask which days go into an export."""
        self.days.ask(today(self._desk.clock))
        self.show_part(self.days.form)  # where the cursor is, in a page that scrolls

    def _choose_folder(self, first: date | None, last: date | None) -> None:
        into = self._shell.ask.folder(self, _("Where should the folder of records be made?"))
        if into is None:
            return
        folder = _new_folder(into, today(self._desk.clock))
        desk = self._desk
        self.days.hide()
        words = _("Writing records to {folder}").format(folder=folder.name)
        self._begin(words)
        job = self._shell.background.start(
            lambda progress: desk.records.export(folder, progress, first=first, last=last),
            done=self._show_exported,
            failed=self.show_trouble,
            cancelled=self._say_stopped,
            finished=self._end,
            progress=self._line.step,
        )
        if not self._work.isHidden():  # work done at once has ended already
            self._line.begin(words, job)

    def _show_exported(self, made: Exported) -> None:
        self._exported = made.folder
        words = ngettext(
            "{count} screening was written to {folder}.",
            "{count} screenings were written to {folder}.",
            made.screenings,
        ).format(count=figure(made.screenings), folder=made.folder.name)
        left_out = [sentence(code, facts) for code, facts in made.faults]
        self.banner.say(
            words,
            Tone.AMBER if left_out else Tone.GREEN,
            detail="\n".join([str(made.folder), *left_out]),
            action=_("Open the folder"),
            call=self._open_folder,
        )
        if not self.isVisible():
            self._shell.window.toast(words)

    def _open_folder(self) -> None:
        if self._exported is not None:
            open_or_tell(self._shell.ask, self, self._exported)

    def _show_found(self, found: Verification) -> None:
        self.found.show_result(found)
        if self.isVisible():  # "Verify" was switched off meanwhile, and lost the focus
            self.found.older.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_stopped(self) -> None:
        self._shell.window.toast(_("Stopped. The folder holds what was written until then."))

    def _begin(self, words: str) -> None:
        self.banner.clear()
        for one in (self._export, self.events.check):
            one.setEnabled(False)
        self._line.begin(words)
        self._work.show()

    def _end(self) -> None:
        for one in (self._export, self.events.check):
            one.setEnabled(True)
        self._line.end()
        self._work.hide()

    def _look(self) -> None:
        self.screenings.look()
        self.events.look()

    def _turn(self, place: int) -> None:
        self._panes.setCurrentIndex(place)
        self.screenings.search.setVisible(place == _SCREENINGS)
        self._follow(self.screenings.table.current is not None)

    def _follow(self, picked: bool) -> None:
        self._open.setEnabled(picked and self.tabs.currentIndex() == _SCREENINGS)

    @staticmethod
    def _say_stage(_stage: str) -> str:
        return _("Writing records…")


def _new_folder(into: Path, day: date) -> Path:
    """Return a folder that is not there yet, named for the day."""
    name = _("ExportDesk records {day}").format(day=day.isoformat())
    folder, count = into / name, 1
    while folder.exists():
        count += 1
        folder = into / f"{name} ({count})"
    return folder
