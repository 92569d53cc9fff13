"""How far the screening of the book is, and why nobody is screened where that is so."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.words import say
from exportdesk.ui.book_checks import BookCheck, BookCheckEnd, BookChecks
from exportdesk.ui.readiness import Readiness, ReadyState
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Banner, Card, ProgressLine, Tone, px

_PATIENCE_MS = 400  # what is done sooner than that needs no word


class CheckStrip(QWidget):
    """Shown while a screening takes its time, after it was stopped, and where lists are missing."""

    def __init__(
        self, checks: BookChecks, readiness: Readiness, shell: Shell, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._checks, self._readiness, self._shell = checks, readiness, shell
        self.banner = Banner()
        self._card = Card()
        self._line = ProgressLine()
        self._card.body.addWidget(self._line)
        self._card.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.banner)
        column.addWidget(self._card)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._show_line)
        checks.stepped.connect(self._step)
        checks.ended.connect(self._end)
        readiness.changed.connect(self._show_lists)
        self._show_lists()
        if checks.check is not None:
            self._patience.start()

    @property
    def words(self) -> str:
        """What the line says, "" where it is not shown."""
        return "" if self._card.isHidden() else self._line.words

    def stop(self) -> None:
        """Press the button that stops the screening."""
        self._line.stop()

    def _step(self, check: BookCheck) -> None:
        if self._card.isHidden():
            if not self._patience.isActive():
                self._patience.start()
            return
        step = check.step
        if step is None:
            return
        if step.total:
            self._line.say(_("Screening customers: {done} of {total} parties").format(
                done=figure(step.done), total=figure(step.total)
            ))  # fmt: skip
        self._line.step(step)

    def _show_line(self) -> None:
        check = self._checks.check
        if check is None:
            return
        self.banner.clear()
        self._card.show()
        self._show()
        self._line.begin(_("Screening customers"), self._checks.job)
        self._step(check)

    def _end(self, end: BookCheckEnd) -> None:
        self._patience.stop()
        self._line.end()
        self._card.hide()
        if end.error is not None:
            self.banner.say(say(end.error), Tone.RED, action=_("Try again"), call=self._checks.ask)
        elif end.stopped:
            self.banner.say(
                _("The screening was stopped. Who was not screened is marked as such."),
                Tone.AMBER,
                action=_("Screen now"),
                call=self._ask_again,
            )
        elif end.report is not None:
            self.banner.clear()
        self._show()

    def _ask_again(self) -> None:
        self.banner.clear()
        self._show()
        self._checks.ask()

    def _show_lists(self) -> None:
        if self._readiness.state is ReadyState.NO_LISTS:
            self.banner.say(
                _("There is no control list yet, so customers are kept and not screened."),
                Tone.AMBER,
                action=_("Control lists"),
                call=self._go_to_lists,
                closable=False,
            )
        elif self.banner.words and self._readiness.state is ReadyState.READY:
            self.banner.clear()
        self._show()

    def _go_to_lists(self) -> None:
        self._shell.window.go("lists")

    def _show(self) -> None:
        self.setVisible(not (self.banner.isHidden() and self._card.isHidden()))
