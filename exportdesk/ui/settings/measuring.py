"""How well the lowest score works on the user's own lists: a button, how far it is, the result."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.changes import Changes
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.measurements import Measurement
from exportdesk.core.progress import Progress
from exportdesk.core.words import say, sentence
from exportdesk.operations.measure import measure, report
from exportdesk.ui.dates import day_text
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import ProgressLine, button, label, restyle, rule, selectable
from exportdesk.wiring import Desk


class Measuring(QWidget):
    """Measures at the score that `threshold` gives, saved or not, and shows what came of it."""

    def __init__(self, desk: Desk, shell: Shell, threshold: Callable[[], float]) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._threshold = threshold
        self._busy = False
        self._paper: tuple[bytes, str] = (b"", "")
        self.begin = button(
            _("Measure on my own &lists…"),
            self.measure,
            hint=_(
                "Screens listed names, changed in many ways, and 1,000 made-up ordinary names "
                "at this score. Takes up to a minute."
            ),
        )
        self.open = button(_("Open the &report"), self._preview)
        self.line = ProgressLine(sentence)
        self.result = selectable(label("", wrap=True))
        self._compose()
        for part in (self.line, self.result, self.open):
            part.hide()

    def _compose(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self.begin)
        buttons.addWidget(self.open)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(4), 0, 0)
        column.setSpacing(px(8))
        column.addWidget(rule())
        column.addLayout(buttons)
        column.addWidget(self.line)
        column.addWidget(self.result)

    def measure(self) -> None:
        """Measure in the background; the page stays usable."""
        desk, score = self._desk, self._threshold()

        def work(progress: Progress) -> tuple[Measurement, bytes]:
            measured = measure(desk, progress, threshold=score)
            return measured, report(measured, desk.country_name, desk.templates.letterhead())

        self._busy = True
        self.begin.setEnabled(False)
        self.open.hide()
        self.result.hide()
        words = _("Measuring at {score}").format(score=f"{score:g}")
        self.line.begin(words)
        job = self._shell.background.start(
            work,
            done=self._measured,
            failed=self._failed,
            cancelled=self._stopped,
            finished=self._ended,
            progress=self.line.step,
        )
        if self._busy:  # work done at once has ended already
            self.line.begin(words, job)

    def _measured(self, outcome: tuple[Measurement, bytes]) -> None:
        measured, paper = outcome
        name = _("Measurement of {day}").format(day=day_text(measured.at.local.date()))
        self._paper = (paper, name)
        self.open.show()
        self._say(result_said(measured))
        if not self._desk.read_only:
            self._shell.bus.tell(Changes.EVENTS)

    def _failed(self, error: ExportDeskError) -> None:
        self._say(say(error), Tone.AMBER)

    def _stopped(self) -> None:
        self._say(_("Stopped. Nothing was measured."))

    def _ended(self) -> None:
        self._busy = False
        self.line.end()
        self.begin.setEnabled(True)

    def _say(self, words: str, tone: Tone | None = None) -> None:
        self.result.setText(words)
        self.result.setAccessibleName(words)
        restyle(self.result, tone=tone.value if tone else "")
        self.result.show()

    def _preview(self) -> None:
        paper, name = self._paper
        self._shell.window.preview(paper, name, "measurement.pdf")


def result_said(measured: Measurement) -> str:
    """Return both rates of a measurement in one sentence, with how many names they rest on."""
    return _(
        "On your own lists at {score}: {found} of 100 changed names found, {shown} of {thousand} "
        "made-up ordinary names shown ({tried} and {clean} names tried)."
    ).format(
        score=f"{measured.threshold:g}",
        found=_rate(100 * measured.varied.rate),
        shown=round(1000 * measured.clean.rate),
        thousand=figure(1000),
        tried=figure(measured.varied.tried),
        clean=figure(measured.clean.tried),
    )


def _rate(of_100: float) -> str:
    tenths = round(of_100, 1)
    return figure(tenths, 0 if tenths.is_integer() else 1)
