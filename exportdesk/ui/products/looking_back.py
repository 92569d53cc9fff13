"""The steps of the product in view: read when they are wanted, each undone once that is agreed."""

from PySide6.QtCore import QObject, Signal

from exportdesk.core.book import Batch
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.ids import ProductId
from exportdesk.ui.jobs import Latest
from exportdesk.ui.products.detail import ProductDetail
from exportdesk.ui.products.history_pane import History
from exportdesk.ui.products.steps import ProductSteps
from exportdesk.ui.products.words import act_words
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Page
from exportdesk.wiring import Desk


class LookingBack(QObject):
    """Fills the history beside the table; `undoing` tells that a step of it is being undone."""

    undoing = Signal()

    def __init__(
        self, page: Page, desk: Desk, shell: Shell, detail: ProductDetail, steps: ProductSteps
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._shell = page, desk, shell
        self._detail, self._steps = detail, steps
        self._history: Latest[History] = Latest(shell.screening)
        detail.history_asked.connect(self._look)
        detail.history.undone.connect(self._undo)

    def _look(self, product: ProductId) -> None:
        desk = self._desk
        self._history.start(
            lambda _progress: desk.products.history(product),
            done=self._detail.show_history,
            failed=self._page.show_trouble,
        )

    def _undo(self, batch: Batch) -> None:
        count = self._desk.products.touched(batch.id)
        if count > 1 and not self._shell.ask.confirm(
            self._page,
            _("Undo this step for all {count} products?").format(count=figure(count)),
            _("They were added, changed or deleted together, and go back together."),
            yes=_("Undo all"),
        ):
            return
        self.undoing.emit()
        self._steps.undo_step(batch.id, act_words(batch.act))
