"""Whether files and records are sound, and what helps where something goes wrong."""

from PySide6.QtCore import QLibraryInfo
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from exportdesk.core.changes import Changes
from exportdesk.core.errors import ExportDeskError, StorageFault
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.progress import Progress
from exportdesk.core.words import say, sentence
from exportdesk.operations.diagnostics import diagnostics
from exportdesk.operations.integrity import Checked
from exportdesk.operations.leftovers import Unclaimed, put_aside, unclaimed
from exportdesk.ui.jobs import Job
from exportdesk.ui.log_sheet import LogSheet
from exportdesk.ui.shell import Shell
from exportdesk.ui.start_check import damage_of
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import Banner, Card, ProgressLine, button, label
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.wiring import Desk

_SHOWN = 5


class HealthCard(Card):
    """A check on demand, the log, what to send along, and a safe start."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(_("When something goes wrong"))
        self._desk, self._shell = desk, shell
        self._checked: Checked | None = None
        self._loose = Unclaimed((), 0)
        self._busy = False
        self.banner = Banner()
        self.line = ProgressLine(sentence)
        self.check = button(_("Check files and records"), self.check_all)
        self.tidy = button(_("Look for papers without a record…"), self.look_for_loose)
        self.log = button(_("Show the log"), self.show_log)
        self.copy = button(_("Copy diagnostic information"), self.copy_diagnostics)
        self.safe = button(_("Start safely…"), self.start_safely)
        words = _(
            "Checks the whole of every file, each record against the chain of events, and each "
            "paper against its hash. The diagnostic information holds versions, sizes and counts, "
            "and no name."
        )
        self.body.addWidget(label(words, "quiet", wrap=True))
        for part in (self.banner, self.line):
            self.body.addWidget(part)
        self.line.hide()
        row = FlowLayout(px(8))
        for one in (self.check, self.log, self.copy, self.safe, self.tidy):
            row.addWidget(one)
        self.body.addLayout(row)
        self.tidy.setVisible(not desk.read_only)

    def check_all(self) -> None:
        """Check files and records, and say what was found."""
        if self._busy:
            return
        integrity = self._desk.integrity
        self._begin()
        job = self._shell.background.start(
            integrity.whole,
            done=self._show,
            failed=self._fail,
            cancelled=self._stopped,
            finished=self._finish,
            progress=self.line.step,
        )
        self._let_stop(job)

    def look_for_loose(self) -> None:
        """Look for papers that no record names, and offer to put them aside."""
        if self._busy:
            return
        desk = self._desk
        self._begin()
        self._shell.background.start(
            lambda _progress: unclaimed(desk.workspace()),
            done=self._offer_loose,
            failed=self._fail,
            finished=self._finish,
        )

    def show_log(self) -> None:
        """Show the log."""
        LogSheet(self, self._desk.folder, self._shell).open()

    def copy_diagnostics(self) -> None:
        """Put versions, sizes and counts on the clipboard."""
        desk, window = self._desk, _window_words(self)

        def gather(_progress: Progress) -> str:
            return diagnostics(desk.workspace(), desk.lists, desk.clock, window=window)

        self._shell.background.start(gather, done=self._copied, failed=self._fail)

    def start_safely(self) -> None:
        """Close the window and open it without lists."""
        if self._shell.ask.confirm(
            self,
            _("Close the window and start safely?"),
            _(
                "A safe start leaves out the control lists and where the window stood, and saves "
                "nothing. Your records can be looked at, backed up and restored there."
            ),
            yes=_("Start safely"),
        ):
            self._shell.bus.safe_start_asked.emit()

    def _begin(self) -> None:
        self._busy = True
        self.banner.clear()
        self.line.begin(sentence("integrity-checking"))
        for one in (self.check, self.tidy):
            one.setEnabled(False)

    def _let_stop(self, job: Job) -> None:
        if self._busy:  # work done at once has ended already
            self.line.begin(sentence("integrity-checking"), job)

    def _finish(self) -> None:
        self._busy = False
        self.line.end()
        for one in (self.check, self.tidy):
            one.setEnabled(True)

    def _show(self, found: Checked) -> None:
        self._checked = found
        if found.sound and found.records is not None:
            count = found.records.head.count
            self.banner.say(
                ngettext(
                    "All is sound: {count} event, and the files whole.",
                    "All is sound: {count} events, and the files whole.",
                    count,
                ).format(count=figure(count)),
                Tone.GREEN,
            )
            return
        words = found.words
        self.banner.say(
            ngettext("{count} fault was found.", "{count} faults were found.", len(words)).format(
                count=len(words)
            ),
            Tone.RED,
            detail="\n".join(words[:_SHOWN]),
            action=_("Ways out…") if found.files and not self._desk.read_only else "",
            call=self._repair,
        )

    def _repair(self) -> None:
        if self._checked is not None and self._checked.files:
            self._shell.bus.repair_asked.emit(damage_of(self._checked.files[0]))

    def _offer_loose(self, found: Unclaimed) -> None:
        count = len(found.paths)
        if not count:
            self.banner.say(_("Every paper belongs to a record."), Tone.GREEN)
            return
        self._loose = found
        self.banner.say(
            ngettext(
                "{count} paper belongs to no record.",
                "{count} papers belong to no record.",
                count,
            ).format(count=figure(count)),
            Tone.AMBER,
            detail=_("They can be moved to the folder backups; nothing is deleted."),
            action=_("Put them aside"),
            call=self._put_aside,
        )

    def _put_aside(self) -> None:
        desk, found = self._desk, self._loose
        self.banner.clear()
        self._shell.jobs.start(
            lambda _progress: put_aside(
                desk.workspace(), found, desk.clock.now(), actor=desk.settings().operator
            ),
            done=self._aside,
            failed=self._fail,
        )

    def _aside(self, _folder: object) -> None:
        self.banner.say(
            _("Put aside, in the folder backups. What is younger than an hour stays."), Tone.GREEN
        )
        self._shell.bus.tell(Changes.EVENTS)

    def _copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.banner.say(_("Copied. It holds versions, sizes and counts, and no name."), Tone.GREEN)

    def _stopped(self) -> None:
        self.banner.say(sentence("cancelled"), Tone.AMBER)

    def _fail(self, error: ExportDeskError) -> None:
        known = isinstance(error, StorageFault) and error.code == "database-damaged"
        self.banner.say(
            say(error), Tone.RED, action=_("Ways out…") if known else "",
            call=lambda: self._shell.bus.repair_asked.emit(error),
        )  # fmt: skip


def _window_words(widget: QWidget) -> str:
    screen = widget.screen()
    size = screen.size()
    return (
        f"Qt {QLibraryInfo.version().toString()} on {QGuiApplication.platformName()}, "
        f"{size.width()}x{size.height()} at {screen.devicePixelRatio():g}, "
        f"{widget.locale().name()}"
    )
