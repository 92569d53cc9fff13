"""The steps of a product: read when they are wanted, each undone once that is agreed; one that was
deleted is brought back, however long ago.
"""

from PySide6.QtCore import QObject, Signal

from exportdesk.core.book import Batch
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.ids import BatchId, ProductId
from exportdesk.ui.jobs import Latest
from exportdesk.ui.products.detail import ProductDetail
from exportdesk.ui.products.history_pane import History
from exportdesk.ui.products.steps import ProductSteps
from exportdesk.ui.products.words import act_words
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Page, Tone
from exportdesk.wiring import Desk


class LookingBack(QObject):
    """Fills the history beside the table; `undoing` tells that a step of it is being undone,
    `bringing` which product is being brought back.
    """

    undoing = Signal()
    bringing = Signal(object)

    def __init__(
        self, page: Page, desk: Desk, shell: Shell, detail: ProductDetail, steps: ProductSteps
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._shell = page, desk, shell
        self._detail, self._steps = detail, steps
        self._history: Latest[History] = Latest(shell.screening)
        self._gone: tuple[ProductId | None, Batch] | None = None
        detail.history_asked.connect(self._look)
        detail.history.undone.connect(self._undo)

    def tells_gone(self, product: ProductId) -> bool:
        """Say that a product is not in the book any more, with the way back; tell whether so."""
        if not self._desk.workspace().products.is_deleted(product):
            return False
        batch, before, _after = self._desk.products.history(product)[0]
        said = _("{sku} is not in the book any more. Records that name it stay.")
        sku = before.sku or before.description if before is not None else batch.label
        self._say_gone(said.format(sku=sku), product, batch)
        return True

    def tell_step(self, step: BatchId) -> None:
        """Say what a deletion of several took away, with the way back if it was not taken."""
        history = self._desk.workspace().history
        batch = history.batch(step)
        if batch is None:
            return
        count = figure(history.touched(step))
        if batch.undone_by:
            self._page.banner.say(_("{count} products were brought back.").format(count=count))
            return
        said = _("{count} products were deleted together. Records that name them stay.")
        self._say_gone(said.format(count=count), None, batch)

    def _say_gone(self, words: str, product: ProductId | None, batch: Batch) -> None:
        self._gone = (product, batch)
        action = "" if self._desk.read_only else _("Bring back")
        self._page.banner.say(words, Tone.AMBER, action=action, call=self._bring)

    def _bring(self) -> None:
        if self._gone is not None:
            product, batch = self._gone
            if product is not None:
                self.bringing.emit(product)
            self._undo(batch)

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
