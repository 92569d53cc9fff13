"""How far something is: words, a thin bar, a way to stop it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.ui.jobs import Job, Step
from exportdesk.ui.theme import px
from exportdesk.ui.widgets.buttons import button
from exportdesk.ui.widgets.text import label


class ProgressLine(QWidget):
    """Shows a job's progress. `say_stage` turns a stage's code into words; `shares` tells from
    where to where a stage fills the bar, 0 to 1: what is not in there leaves it as it is.

    Where nobody knows how far it is, the bar is empty: a bar that runs to and fro without end makes
    some people ill, and says no more than the words do.
    """

    cancelled = Signal()

    def __init__(
        self,
        say_stage: Callable[[str], str] | None = None,
        parent: QWidget | None = None,
        *,
        shares: Mapping[str, tuple[float, float]] | None = None,
    ) -> None:
        super().__init__(parent)
        self._say_stage = say_stage
        self._shares = shares
        self._job: Job | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._words = label("", "quiet")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = button(_("Stop"), self._cancel)
        self._stop.hide()
        column = QVBoxLayout()
        column.setSpacing(px(6))
        column.addWidget(self._words)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addLayout(column, 1)
        row.addWidget(self._stop)

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(360), super().sizeHint().height())

    def begin(self, words: str, job: Job | None = None) -> None:
        """Show that something is under way; with its `job`, it can be stopped."""
        self._job = job
        self._stop.setVisible(job is not None)
        self._stop.setEnabled(True)
        self._bar.setRange(0, 1000)
        self._bar.setValue(0)
        self._say(words)
        self.show()

    def step(self, step: Step) -> None:
        """Show how far it is (give this to `JobRunner.start(progress=...)`)."""
        part = step.part or 0.0
        if self._shares is None:
            self._bar.setValue(round(part * 1000))
        else:  # parts may begin anew, for another list: the bar waits for them
            begins, ends = self._shares.get(step.stage, (0.0, 0.0))
            reached = round((begins + part * (ends - begins)) * 1000)
            self._bar.setValue(max(self._bar.value(), reached))
        if step.stage and self._say_stage is not None:
            self._say(self._say_stage(step.stage))

    def say(self, words: str) -> None:
        """Say something else of what is under way."""
        self._say(words)

    @property
    def part(self) -> float:
        """How much of the bar is filled, 0 to 1."""
        return self._bar.value() / 1000

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def stop(self) -> None:
        """Press the button that stops the job."""
        self._stop.click()

    def end(self) -> None:
        """Show nothing more."""
        self._job = None
        self.hide()

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self._bar.setAccessibleName(words)

    def _cancel(self) -> None:
        self._stop.setEnabled(False)
        if self._job is not None:
            self._job.cancel()
        self.cancelled.emit()
