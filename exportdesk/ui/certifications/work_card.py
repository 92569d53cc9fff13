"""A card above a page while something long is done: how far it is, and a way to stop it."""

from collections.abc import Callable
from typing import TypeVar

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.progress import Progress
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.widgets import Card, ProgressLine

T = TypeVar("T")


class WorkCard(Card):
    """Out of sight where nothing is done."""

    def __init__(self, runner: JobRunner) -> None:
        super().__init__()
        self._runner = runner
        self._line = ProgressLine()
        self.body.addWidget(self._line)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether something is being done."""
        return not self.isHidden()

    def start(
        self,
        work: Callable[[Progress], T],
        words: str,
        *,
        done: Callable[[T], object],
        failed: Callable[[ExportDeskError], object],
        cancelled: Callable[[], object],
    ) -> None:
        """Do it, with `words` above how far it is; who gives the three calls `end` in each."""
        self._line.begin(words)
        self.show()
        job = self._runner.start(
            work, done=done, failed=failed, cancelled=cancelled, progress=self._line.step
        )
        if self.is_busy:  # work done at once has ended already
            self._line.begin(words, job)

    def end(self) -> None:
        """Go out of sight."""
        self._line.end()
        self.hide()
