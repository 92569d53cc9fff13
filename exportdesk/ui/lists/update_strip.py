"""How far an update is, in the page, with a way to stop it."""

from PySide6.QtCore import Signal

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.words import sentence
from exportdesk.ui.jobs import Step
from exportdesk.ui.list_checks import ListChecks, Update
from exportdesk.ui.lists.shares import UPDATING
from exportdesk.ui.lists.words import size_text
from exportdesk.ui.widgets import Card, ProgressLine, label

_BYTES = ("list-downloading", "list-resuming")
_MOST_ROWS = 500_000  # beyond that a step counts bytes that are unpacked, which say nothing


class UpdateStrip(Card):
    """Shows the update of `checks` while it is under way, and nothing otherwise."""

    turned = Signal()  # shown, or hidden again

    def __init__(self, checks: ListChecks) -> None:
        super().__init__()
        self._checks = checks
        self._line = ProgressLine(shares=UPDATING)
        self._line.cancelled.connect(self._say_stopping)
        self._detail = label("", "caption")
        self._shown: tuple[int, bool] | None = None
        self.body.addWidget(self._line)
        self.body.addWidget(self._detail)
        checks.stepped.connect(self._step)
        checks.ended.connect(self._end)
        self.hide()
        if checks.update is not None:
            self._step(checks.update)

    @property
    def words(self) -> str:
        """What it says, both lines."""
        return f"{self._line.words}\n{self._detail.text()}"

    def stop(self) -> None:
        """Stop the update."""
        self._line.stop()

    def _step(self, update: Update) -> None:
        begun = (update.number, self._checks.job is not None)
        if begun != self._shown:
            self._shown = begun
            self._line.begin(_words(update), self._checks.job)
            self._detail.setText(_("Asking the publisher"))
        if update.step is not None:
            self._line.step(update.step)
            self._detail.setText(_detail(update.step))
        if self.isHidden():
            self.show()
            self.turned.emit()

    def _say_stopping(self) -> None:
        self._detail.setText(_("Stopping…"))

    def _end(self, _end: object) -> None:
        self._shown = None
        self._line.end()
        self.hide()
        self.turned.emit()


def _words(update: Update) -> str:
    if update.source is None:
        return _("Looking for newer lists")
    if update.total < 2:
        return update.source.name
    return _("{number} of {total}: {name}").format(
        number=update.number, total=update.total, name=update.source.name
    )


def _detail(step: Step) -> str:
    stage = sentence(step.stage) if step.stage else ""
    if not step.done or step.stage == "building-index":  # its steps are nothing that is known
        return stage
    if step.stage in _BYTES:
        done, total = size_text(step.done), size_text(step.total) if step.total else ""
    elif step.total is None or step.total <= _MOST_ROWS:
        done, total = figure(step.done), figure(step.total) if step.total else ""
    else:
        return stage
    counted = _("{done} of {total}").format(done=done, total=total) if total else done
    return f"{stage}: {counted}"
