"""Steps done to products from their page: saving, deleting, and taking the last one back."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import BatchId
from exportdesk.core.products import Product
from exportdesk.operations.products import KeptProducts
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk

_NAMED = 3


class ProductSteps(QObject):
    """Does the steps on the writing thread. `saved` tells the product that was kept, `failed` what
    went wrong; the last step can be undone, then the one before it.
    """

    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, page: QWidget, desk: Desk, shell: Shell) -> None:
        super().__init__(page)
        self._page, self._desk, self._shell = page, desk, shell
        self._done: list[tuple[BatchId, str]] = []
        self._words = ""
        self._saving: Product | None = None

    @property
    def busy(self) -> bool:
        """Whether a product is being saved."""
        return self._saving is not None

    def is_busy(self) -> bool:
        """Tell whether a product is being saved."""
        return self.busy

    def save(self, product: Product) -> None:
        """Keep a product."""
        if self.busy:
            return
        desk, self._saving = self._desk, product
        self._words = _("{sku} is saved.").format(sku=product.sku)
        self._shell.jobs.start(
            lambda _progress: desk.products.save(product), done=self._kept, failed=self._fail
        )

    def agrees_to_delete(self, products: Sequence[Product]) -> bool:
        """Ask whether products are to be taken out of the book."""
        if not products or self._desk.read_only:
            return False
        count = len(products)
        question = ngettext("Delete {sku}?", "Delete {count} products?", count).format(
            sku=products[0].sku, count=figure(count)
        )
        detail = _(
            "Records that name a product are kept. It can be brought back: with Undo, later from "
            "Records, Events."
        )
        if count > 1:
            named = ", ".join(one.sku for one in products[:_NAMED])
            more = "…" if count > _NAMED else ""
            detail = f"{named}{more}\n{detail}"
        return self._shell.ask.confirm(self._page, question, detail, yes=_("Delete"), danger=True)

    def delete(self, products: Sequence[Product]) -> None:
        """Take products out of the book."""
        desk, ids = self._desk, [one.id for one in products]
        self._words = ngettext(
            "{sku} is deleted.", "{count} products are deleted.", len(products)
        ).format(sku=products[0].sku, count=figure(len(products)))
        self._shell.jobs.start(
            lambda _progress: desk.products.delete(ids), done=self._kept, failed=self._fail
        )

    def undo(self) -> None:
        """Take the last step back."""
        if not self._done or self.busy:
            return
        batch, words = self._done[-1]
        self.undo_step(batch, words)

    def undo_step(self, batch: BatchId, words: str) -> None:
        """Take one step back; `words` say what it did."""
        if self.busy:
            return
        desk = self._desk
        self._done = [one for one in self._done if one[0] != batch]
        self._words = _("Undone: {what}").format(what=words)
        self._shell.jobs.start(
            lambda _progress: desk.products.undo(batch), done=self._undone, failed=self._fail
        )

    def _kept(self, kept: KeptProducts) -> None:
        saved, self._saving = self._saving, None
        if kept.products:
            self._done.append((kept.batch, self._words))
        self._shell.bus.tell(kept.changes)
        if saved is not None:
            self.saved.emit(saved)
        if kept.products:
            self._shell.window.toast(self._words, action=_("Undo"), call=self.undo)

    def _undone(self, kept: KeptProducts) -> None:
        self._shell.bus.tell(kept.changes)
        words = self._words
        if kept.left:
            left = ngettext(
                "{count} product was changed since and stays as it is.",
                "{count} products were changed since and stay as they are.",
                len(kept.left),
            ).format(count=figure(len(kept.left)))
            words = f"{words} {left}"
        self._shell.window.toast(words)

    def _fail(self, error: ExportDeskError) -> None:
        self._saving = None
        self.failed.emit(error)
