"""Certifications for many customers at once: asked for in a sheet, made with progress."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import PartyId, ProductId
from exportdesk.core.progress import Progress
from exportdesk.operations.certification_batch import Batch
from exportdesk.operations.certifications import CERTIFICATION_CHANGES
from exportdesk.operations.product_rows import FoundProducts, ProductQuery, ProductRow
from exportdesk.ui.cases.dialog import Sheet
from exportdesk.ui.cases.picking import product_picker
from exportdesk.ui.certifications.languages import usable_languages
from exportdesk.ui.certifications.words import language_words
from exportdesk.ui.letters.taken import Taken
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Card, ComboBox, FormGrid, Page, ProgressLine, Tone, button, label
from exportdesk.ui.widgets.choice import Choice
from exportdesk.wiring import Desk


@dataclass(frozen=True, slots=True)
class BatchWanted:
    """What is to be made. `language` None: what is likely wanted where each customer is."""

    language: str | None
    products: tuple[ProductId, ...]
    writes: bool


class BatchSheet(Sheet):
    """`told` tells a `BatchWanted`."""

    told = Signal(object)

    def __init__(
        self, parent: QWidget, desk: Desk, shell: Shell, count: int, languages: Sequence[str]
    ) -> None:
        super().__init__(
            parent,
            ngettext(
                "A certification for {count} customer",
                "A certification for each of {count} customers",
                count,
            ).format(count=figure(count)),
            _("Each is filled with what the book knows of the customer."),
            yes=_("&Make them"),
            take=self._give,
        )
        self._desk, self._shell = desk, shell
        self._names: dict[ProductId, str] = {}
        offered: list[tuple[str | None, str]] = [(None, _("As wanted where each customer is"))]
        offered += [(one, language_words(one)) for one in languages]
        grid = FormGrid()
        self.language: ComboBox[str | None] = grid.add(_("&Language"), ComboBox(offered), 12)
        self.more = button(_("Add pr&oducts…"), self.pick_products, glyph="plus")
        self.products: Taken[ProductId] = Taken(self._name_of, self.more)
        self.way: Choice[bool] = Choice(
            _("What becomes of them"),
            [(False, _("Keep as drafts")), (True, _("Send as files in a folder"))],
        )
        self.body.addWidget(grid)
        self.body.addWidget(label(_("Items that each one names"), "label"))
        self.body.addWidget(self.products)
        self.body.addWidget(label(_("What becomes of them"), "label"))
        self.body.addWidget(self.way)
        self.body.addStretch(1)
        self.language.setFocus(Qt.FocusReason.OtherFocusReason)

    def pick_products(self) -> None:
        """Ask for products."""
        rows = self._desk.product_rows
        self._shell.screening.start(
            lambda progress: rows.find(ProductQuery(), progress), done=self._offer
        )

    def _offer(self, found: FoundProducts) -> None:
        sheet = product_picker(self, found.rows)
        sheet.picked.connect(self._take_products)
        sheet.open()

    def _take_products(self, rows: tuple[ProductRow, ...]) -> None:
        self._names.update({row.id: row.product.sku for row in rows})
        self.products.put_in(*(row.id for row in rows))

    def _name_of(self, product: ProductId) -> str:
        return self._names.get(product, product)

    def _give(self) -> None:
        self.told.emit(BatchWanted(self.language.value, self.products.values, self.way.value))
        self.accept()


class BatchHost(QObject):
    """Asks what is to be made, and makes it. `made` tells what was made, `failed` an error."""

    made = Signal(object)
    failed = Signal(object)

    def __init__(self, page: Page, desk: Desk, shell: Shell) -> None:
        super().__init__(page)
        self._page, self._desk, self._shell = page, desk, shell
        self._customers: tuple[PartyId, ...] = ()
        self._folder: Path | None = None
        self._line = ProgressLine()
        self.card = Card()
        self.card.body.addWidget(self._line)
        self.card.hide()

    def ask(self, customers: Sequence[PartyId]) -> None:
        """Ask what is to be made for these customers."""
        if self._desk.read_only or not customers or not self.card.isHidden():
            return
        self._customers = tuple(customers)
        desk = self._desk
        self._shell.screening.start(
            lambda _progress: usable_languages(desk), done=self._open, failed=self._fail
        )

    def _open(self, languages: list[str]) -> None:
        sheet = BatchSheet(self._page, self._desk, self._shell, len(self._customers), languages)
        sheet.told.connect(self._begin)
        sheet.open()

    def _begin(self, wanted: BatchWanted) -> None:
        folder: Path | None = None
        if wanted.writes:
            folder = self._shell.ask.folder(self._page, _("Where should the forms be written?"))
            if folder is None:
                return
        self._folder = folder
        batches, customers = self._desk.certification_batches, self._customers

        def work(progress: Progress) -> Batch:
            products, language = wanted.products, wanted.language
            if folder is None:
                return batches.make(customers, progress, products=products, language=language)
            return batches.make_and_write(
                customers, folder, progress, products=products, language=language
            )

        self._page.banner.clear()
        words = _("Making certifications…")
        self._line.begin(words)
        self.card.show()
        job = self._shell.background.start(
            work,
            done=self._done,
            failed=self._fail,
            cancelled=self._cancelled,
            progress=self._line.step,
        )
        if not self.card.isHidden():  # work done at once has ended already
            self._line.begin(words, job)

    def _done(self, batch: Batch) -> None:
        self._end()
        count = len(batch.made)
        if self._folder is None:
            words = ngettext("{count} draft was made.", "{count} drafts were made.", count).format(
                count=figure(count)
            )
            self._shell.window.toast(words)
        else:
            words = ngettext(
                "{count} form was written, and counts as sent.",
                "{count} forms were written, and count as sent.",
                count,
            ).format(count=figure(count))
            self._page.banner.say(
                words,
                Tone.GREEN,
                detail=str(self._folder),
                action=_("Open the folder"),
                call=self._open_folder,
            )
        self.made.emit(batch.made)

    def _cancelled(self) -> None:
        self._end()
        words = _("Stopped. No certification was made.")
        if self._folder is not None:
            words = _("Stopped. What was written until then is sent; the others were not made.")
        self._page.banner.say(words, Tone.AMBER)

    def _fail(self, error: ExportDeskError) -> None:
        self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        self._line.end()
        self.card.hide()
        self._shell.bus.tell(CERTIFICATION_CHANGES)

    def _open_folder(self) -> None:
        if self._folder is not None:
            self._shell.ask.open_outside(self._page, self._folder)
