"""Certifications for many customers at once: asked for in a sheet, made with progress."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from exportdesk.core.certifications import ENGLISH
from exportdesk.core.errors import BadInput, ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import CertificationId, PartyId, ProductId
from exportdesk.core.progress import Progress
from exportdesk.operations.certification_batch import Batch
from exportdesk.operations.certifications import CERTIFICATION_CHANGES
from exportdesk.operations.product_rows import FoundProducts, ProductQuery, ProductRow
from exportdesk.ui.ask import open_or_tell
from exportdesk.ui.cases.dialog import Sheet
from exportdesk.ui.cases.picking import product_picker
from exportdesk.ui.certifications.languages import Wordings, usable_wordings
from exportdesk.ui.certifications.scrolled_fields import ScrolledFields
from exportdesk.ui.certifications.wording_note import WordingNote
from exportdesk.ui.certifications.words import language_words
from exportdesk.ui.certifications.work_card import WorkCard
from exportdesk.ui.letters.taken import Taken
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import ComboBox, FormGrid, Page, Tone, button, label
from exportdesk.ui.widgets.choice import Choice
from exportdesk.wiring import Desk


@dataclass(frozen=True, slots=True)
class BatchSubject:
    """What a batch is of: customers who each get a new one, or certifications to be renewed.

    `left` counts those that were asked for and cannot be renewed.
    """

    customers: tuple[PartyId, ...] = ()
    renewals: tuple[CertificationId, ...] = ()
    left: int = 0

    @property
    def title(self) -> str:
        """What is to be made."""
        if self.renewals:
            count = len(self.renewals)
            words = ngettext("Renew {count} certification", "Renew {count} certifications", count)
        else:
            count = len(self.customers)
            words = ngettext(
                "A certification for {count} customer",
                "A certification for each of {count} customers",
                count,
            )
        return words.format(count=figure(count))

    @property
    def words(self) -> str:
        """What becomes of it."""
        if not self.renewals:
            return _("Each is filled with what the book knows of the customer.")
        words = _(
            "Each is asked again as it was, under a new number. The one before counts until it ends"
            " or the new one is accepted."
        )
        if self.left:
            words += " " + ngettext(
                "{count} more cannot be renewed: its renewal is begun, or it was never accepted.",
                "{count} more cannot be renewed: their renewal is begun, or they were never"
                " accepted.",
                self.left,
            ).format(count=figure(self.left))
        return words


@dataclass(frozen=True, slots=True)
class BatchWanted:
    """What is to be made. `language` None: what is likely wanted where each customer is, or what
    each was in before.
    """

    language: str | None
    products: tuple[ProductId, ...]
    writes: bool


class BatchSheet(Sheet):
    """`told` tells a `BatchWanted`."""

    told = Signal(object)

    def __init__(
        self, parent: QWidget, desk: Desk, shell: Shell, subject: BatchSubject, wordings: Wordings
    ) -> None:
        yes = _("&Renew them") if subject.renewals else _("&Make them")
        super().__init__(parent, subject.title, subject.words, yes=yes, take=self._give)
        self._desk, self._shell, self._wordings = desk, shell, wordings
        self._names: dict[ProductId, str] = {}
        first = (
            _("As each was before") if subject.renewals else _("As wanted where each customer is")
        )
        offered: list[tuple[str | None, str]] = [(None, first)]
        offered += [(one, language_words(one)) for one in wordings]
        grid = FormGrid()
        self.language: ComboBox[str | None] = grid.add(_("&Language"), ComboBox(offered), 12)
        self.note = WordingNote()
        self.more = button(_("Add pr&oducts…"), self.pick_products, glyph="plus")
        self.products: Taken[ProductId] = Taken(self._name_of, self.more)
        self.way: Choice[bool] = Choice(
            _("What becomes of them"),
            [(False, _("Keep as drafts")), (True, _("Send as files in a folder"))],
        )
        parts = [grid, self.note]
        if not subject.renewals:  # the items of those that are renewed stay
            parts += [label(_("Items that each one names"), "label"), self.products]
        parts += [label(_("What becomes of them"), "label"), self.way]
        self._fields = ScrolledFields(parts)
        self.body.addWidget(self._fields, 1)
        self.products.changed.connect(self._fields.fit)
        self.language.picked.connect(self._say_wording)
        self._say_wording()
        self.language.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_wording(self, *_what: object) -> None:
        self.note.say(self._wordings.get(self.language.value or ENGLISH))
        self._fields.fit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fields.fit()

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
        self._subject = BatchSubject()
        self._folder: Path | None = None
        self.card = WorkCard(shell.background)

    def ask(self, customers: Sequence[PartyId]) -> None:
        """Ask what is to be made for these customers."""
        if customers:
            self._ask(BatchSubject(tuple(customers)))

    def renew(self, certifications: Sequence[CertificationId]) -> None:
        """Ask how these are renewed; those that cannot be are left out."""
        if certifications:
            self._ask(BatchSubject(renewals=tuple(certifications)))

    def _ask(self, subject: BatchSubject) -> None:
        if self._desk.read_only or self.card.is_busy:
            return
        desk = self._desk

        def look(_progress: Progress) -> tuple[BatchSubject, Wordings]:
            asked = subject.renewals
            if asked:
                ready = desk.certification_batches.to_renew(asked)
                if not ready:
                    raise BadInput("certification-none-to-renew")
                return BatchSubject((), ready, len(asked) - len(ready)), usable_wordings(desk)
            return subject, usable_wordings(desk)

        self._shell.screening.start(look, done=self._open, failed=self._fail)

    def _open(self, found: tuple[BatchSubject, Wordings]) -> None:
        self._subject, wordings = found
        sheet = BatchSheet(self._page, self._desk, self._shell, self._subject, wordings)
        sheet.told.connect(self._begin)
        sheet.open()

    def _begin(self, wanted: BatchWanted) -> None:
        folder: Path | None = None
        if wanted.writes:
            folder = self._shell.ask.folder(self._page, _("Where should the forms be written?"))
            if folder is None:
                return
        self._folder = folder
        batches, subject = self._desk.certification_batches, self._subject
        products, language = wanted.products, wanted.language

        def work(progress: Progress) -> Batch:
            if subject.renewals and folder is None:
                return batches.renew(subject.renewals, progress, language=language)
            if subject.renewals and folder is not None:
                return batches.renew_and_write(
                    subject.renewals, folder, progress, language=language
                )
            if folder is None:
                return batches.make(
                    subject.customers, progress, products=products, language=language
                )
            return batches.make_and_write(
                subject.customers, folder, progress, products=products, language=language
            )

        self._page.banner.clear()
        self.card.start(
            work,
            _("Making certifications…"),
            done=self._done,
            failed=self._fail,
            cancelled=self._cancelled,
        )

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
        self.card.end()
        self._shell.bus.tell(CERTIFICATION_CHANGES)

    def _open_folder(self) -> None:
        if self._folder is not None:
            open_or_tell(self._shell.ask, self._page, self._folder)
