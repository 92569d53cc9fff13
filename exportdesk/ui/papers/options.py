"""What can be chosen for each paper before it is issued."""

from abc import abstractmethod
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.cases import Case
from exportdesk.core.i18n import _
from exportdesk.core.ids import PartyId, ProductId, SourceKey
from exportdesk.core.papers import PaperKind
from exportdesk.core.progress import Progress
from exportdesk.core.text import tidy
from exportdesk.operations.paper_asking import Ask
from exportdesk.operations.paper_drafts import PaperDraft, RefusalScope
from exportdesk.operations.product_rows import FoundProducts, ProductQuery, ProductRow
from exportdesk.ui.cases.picking import product_picker
from exportdesk.ui.letters.taken import Taken
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import CheckBox, DayField, FormGrid, button, label, line_edit, text_area
from exportdesk.ui.widgets.choice import Choice
from exportdesk.wiring import Desk

Drafting = Callable[[Progress], PaperDraft]


class PaperOptions(QWidget):
    """Fields of one kind of paper. `changed` tells every change."""

    changed = Signal()

    def __init__(self, desk: Desk, shell: Shell, case: Case | None = None) -> None:
        """`case` is the one that it is filled from, None where it is of the customer alone."""
        super().__init__()
        self.desk, self.shell = desk, shell
        self.case = case.id if case is not None else None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(12))
        if case is not None:
            words = _("For case {number}: whom, what and whereto are filled in from it.")
            self.column.addWidget(label(words.format(number=case.number), "quiet", wrap=True))

    @abstractmethod
    def drafting(self) -> Drafting:
        """Return the work that gathers the paper as chosen."""

    def tell(self, *_what: object) -> None:
        """Tell that something was changed."""
        self.changed.emit()


class StatementOptions(PaperOptions):
    """Which products a statement names."""

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        kind: PaperKind,
        customer: PartyId,
        case: Case | None = None,
    ) -> None:
        super().__init__(desk, shell, case)
        self._kind, self._customer = kind, customer
        self._names: dict[ProductId, str] = {}
        more = button(_("Add pr&oducts…"), self.pick, glyph="plus")
        self.products: Taken[ProductId] = Taken(self._name_of, more)
        self.products.changed.connect(self.tell)
        named = _("Items") if case is None else _("Items beside those of the case")
        self.column.addWidget(label(named, "label"))
        self.column.addWidget(self.products)
        self.column.addStretch(1)

    def drafting(self) -> Drafting:
        """Return the work that gathers the statement."""
        papers, customer, products = self.desk.papers, self._customer, self.products.values
        case = self.case
        if self._kind is PaperKind.UVL_STATEMENT:
            return lambda _progress: papers.uvl_statement(customer, case=case, products=products)
        return lambda _progress: papers.end_use_statement(customer, case=case, products=products)

    def pick(self) -> None:
        """Ask for products."""
        rows = self.desk.product_rows
        self.shell.screening.start(
            lambda progress: rows.find(ProductQuery(), progress), done=self._offer
        )

    def _offer(self, found: FoundProducts) -> None:
        sheet = product_picker(self, found.rows)
        sheet.picked.connect(self._take)
        sheet.open()

    def _take(self, rows: tuple[ProductRow, ...]) -> None:
        self._names.update({row.id: row.product.sku for row in rows})
        self.products.put_in(*(row.id for row in rows))

    def _name_of(self, product: ProductId) -> str:
        return self._names.get(product, product)


class RefusalOptions(PaperOptions):
    """What a letter says that we cannot do; never why."""

    def __init__(
        self, desk: Desk, shell: Shell, customer: PartyId, case: Case | None = None
    ) -> None:
        super().__init__(desk, shell, case)
        self._customer = customer
        self.scope: Choice[RefusalScope] = Choice(
            _("What you cannot do"),
            [
                (RefusalScope.ORDER, _("Supply this order")),
                (RefusalScope.CUSTOMER, _("Supply this customer")),
                (RefusalScope.FOR_NOW, _("Ship at present")),
            ],
        )
        grid = FormGrid()
        self.reference = grid.add(_("Their order or in&quiry"), line_edit(longest=100), 12)
        self.reference.setText(case.reference if case is not None else "")
        self.payment = CheckBox(_("Speak of money that was paid"))
        self.column.addWidget(label(_("What you cannot do"), "label"))
        for part in (self.scope, grid, self.payment):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.scope.picked.connect(self.tell)
        self.reference.textChanged.connect(self.tell)
        self.payment.clicked.connect(self.tell)

    def drafting(self) -> Drafting:
        """Return the work that gathers the letter."""
        papers, customer = self.desk.papers, self._customer
        reference, scope = tidy(self.reference.text()), self.scope.value
        payment, case = self.payment.isChecked(), self.case
        return lambda _progress: papers.refusal_letter(
            customer, case=case, reference=reference, scope=scope, mentions_payment=payment
        )


class AskingOptions(PaperOptions):
    """What a letter asks for: what is missing is ticked, the rest can be."""

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        customer: PartyId,
        missing: Sequence[Ask],
        others: Sequence[Ask],
        *,
        case: Case | None = None,
    ) -> None:
        super().__init__(desk, shell, case)
        self._customer = customer
        texts = {one.text for one in missing}
        self._boxes: list[tuple[CheckBox, Ask]] = []
        grid = FormGrid()
        self.reference = grid.add(_("Their order or in&quiry"), line_edit(longest=100), 6)
        self.reference.setText(case.reference if case is not None else "")
        self.until = grid.add(_("Answer &by"), DayField(), 6)
        self.column.addWidget(grid)
        self.column.addWidget(label(_("What you ask for"), "label"))
        for one in (*missing, *(each for each in others if each.text not in texts)):
            self._add(one, ticked=one.text in texts)
        self.own = text_area(_("One request to a line"), lines=3)
        self.own.setAccessibleName(_("Anything else"))
        above = label(_("Anything &else"), "label")
        above.setBuddy(self.own)
        self.column.addWidget(above)
        self.column.addWidget(self.own)
        self.column.addStretch(1)
        self.own.textChanged.connect(self.tell)
        self.reference.textChanged.connect(self.tell)
        self.until.textChanged.connect(self.tell)

    def _add(self, one: Ask, *, ticked: bool) -> None:
        box = CheckBox("", ticked)
        box.setAccessibleName(one.text)
        box.clicked.connect(self.tell)
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        words = label(one.text, wrap=True)
        words.setBuddy(box)
        row.addWidget(box)
        row.addWidget(words, 1)
        self._boxes.append((box, one))
        self.column.addWidget(place)
        if one.because:
            self.column.addWidget(label(one.because, "caption", wrap=True))

    def drafting(self) -> Drafting:
        """Return the work that gathers the letter. It raises BadInput where nothing is ticked."""
        papers, customer = self.desk.papers, self._customer
        asks = [one for box, one in self._boxes if box.isChecked()]
        lines = map(tidy, self.own.toPlainText().splitlines())
        asks += [Ask("own", line) for line in lines if line]
        reference, until, case = tidy(self.reference.text()), self.until.value, self.case
        return lambda _progress: papers.information_letter(
            customer, case=case, reference=reference, asks=asks, return_by=until
        )


class SummaryOptions(PaperOptions):
    """Which days a summary of all customers is for."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        grid = FormGrid()
        self.first = grid.add(_("&From"), DayField(), 6, hint=_("Empty: this month"))
        self.last = grid.add(_("&To"), DayField(), 6, hint=_("Empty: today"))
        self.column.addWidget(grid)
        self.column.addStretch(1)
        for day in (self.first, self.last):
            day.picked.connect(self.tell)

    def drafting(self) -> Drafting:
        """Return the work that gathers the summary."""
        papers, first, last = self.desk.papers, self.first.value, self.last.value
        return lambda _progress: papers.summary(first, last)


class ChangesOptions(PaperOptions):
    """Two editions of a source; they were chosen where the report was asked for."""

    def __init__(self, desk: Desk, shell: Shell, source: SourceKey, first: str, last: str) -> None:
        super().__init__(desk, shell)
        self._source, self._first, self._last = source, first, last
        self.column.addWidget(
            label(
                _("Which parties were added, removed or changed, and whom of yours that touches."),
                "quiet",
                wrap=True,
            )
        )
        self.column.addStretch(1)

    def drafting(self) -> Drafting:
        """Return the work that gathers the report."""
        papers, source, first, last = self.desk.papers, self._source, self._first, self._last
        return lambda progress: papers.list_changes_report(source, progress, first, last)
