"""Products and tier: which order this is, and the products of it with quantity and value."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget
from typing_extensions import override

from exportdesk.core.case_copies import filled_from
from exportdesk.core.cases import Case, CaseItem
from exportdesk.core.figures import figures
from exportdesk.core.i18n import _, of_rulebook
from exportdesk.core.ids import ProductId
from exportdesk.core.progress import Progress
from exportdesk.core.typed_numbers import Typed, read_typed, to_type_over
from exportdesk.core.words.product_fields import tier_words
from exportdesk.diligence.case_facts import ItemFacts
from exportdesk.operations.product_rows import FoundProducts, ProductQuery, ProductRow
from exportdesk.storage.customer_rows import CustomerRow
from exportdesk.ui.cases.customer_picking import CustomerPicker
from exportdesk.ui.cases.fields import KeptLine
from exportdesk.ui.cases.picking import product_picker
from exportdesk.ui.cases.steps.body import Panel, StepBody
from exportdesk.ui.products.words import code_words, standing_words, tier_tone
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import (
    CheckBox,
    Chip,
    FormGrid,
    button,
    icon_button,
    label,
    restyle,
    selectable,
)
from exportdesk.ui.widgets.why import Why

_DOLLARS = re.compile(r"^(US)?\$\s*|\s*(US)?\$$")
_NUMBERS = ("quantity", "value")
_CURRENCY = re.compile(r"[A-Z]{3}")


class TriggerStep(StepBody):
    """The order and its products."""

    @override
    def fill(self) -> None:
        self._order()
        self.heading(_("Products"))
        for item in self.view.facts.items:
            self.add(self._item(item))
        if not self.read_only:
            add = button(_("&Add products…"), self.pick, glyph="plus")
            add.setObjectName("add-products")
            self.row(add, None)
        chosen = CheckBox(
            _("Ask everything, though no product is a high-priority item"),
            self.view.case.is_chosen,
        )
        chosen.setObjectName("is_chosen")
        chosen.setEnabled(not self.read_only)
        chosen.clicked.connect(lambda on: self._keep(is_chosen=on))
        items = self.view.facts.items
        if self.view.case.is_chosen or (items and not any(one.high_priority for one in items)):
            self.add(chosen)
        self.add_questions()

    def _order(self) -> None:
        case, customer = self.view.case, self.view.facts.customer
        grid = FormGrid()
        if customer is None:
            self.say(_("No customer is chosen yet."), "quiet")
            if not self.read_only:
                self.row(button(_("Choose a &customer…"), self.pick_customer), None)
        else:
            self.filled(_("Filled in from the customer record."))
        for name, words, span in (("title", _("&Title"), 7), ("reference", _("&Order no."), 5)):
            line = KeptLine(name, getattr(case, name), longest=200)
            line.setReadOnly(self.read_only)
            line.kept.connect(lambda text, name=name: self._keep(**{name: text}))
            grid.add(words, line, span)
        ordered = self.day_field("ordered_on", case.ordered_on, self._keep_ordered)
        grid.add(_("Ordere&d on"), ordered, 6)
        grid.add(_("Planned date of e&xport"), self.export_field(), 6)
        self.add(grid)

    def _item(self, item: ItemFacts) -> QWidget:
        panel = Panel(item.name)
        high = item.high_priority
        if high is not None:
            tone = tier_tone(high.tier.tier)
            if tone is not None:
                panel.head.addWidget(Chip(tier_words(high.tier.tier), tone))
        if not self.read_only:
            words = _("Take {product} out of the case").format(product=item.name)
            panel.head.addWidget(icon_button(words, "close", lambda: self._drop(item.id)))
        product = item.item.product
        parts = (product.description, code_words(product), product.eccn)
        about = selectable(
            label("  ·  ".join(part for part in parts if part), "caption", wrap=True)
        )
        if high is None:
            panel.column.addWidget(about)
        else:
            reason = f"{of_rulebook(high.tier.meaning)} {standing_words(high.tier.provenance)}"
            panel.column.addWidget(Why(about, reason, tier_words(high.tier.tier)))
        panel.column.addLayout(self._amounts(item.item))
        return panel

    def _amounts(self, item: CaseItem) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(px(4))
        fault = label("", "mark", wrap=True)
        for at, (name, words, stretch) in enumerate(
            (
                ("quantity", _("Quantity"), 3),
                ("unit", _("Unit"), 2),
                ("value", _("Value of the line"), 3),
                ("currency", _("Currency"), 2),
            )
        ):
            given = getattr(item, name)
            if name in _NUMBERS:
                given = to_type_over(given)
            if self.read_only and not given:
                continue
            hint = {"unit": _("pcs"), "currency": "USD"}.get(name, "")
            # What could not be taken is still there once the step is drawn anew, and says so.
            key = (self.view.case.id, f"{name}-{item.product.id}")
            typed = "" if self.read_only else self.bench.unread.get(key, "")
            line = KeptLine(key[1], typed or given, hint, longest=40)
            line.setAccessibleName(f"{item.product.sku}: {words}")
            line.setReadOnly(self.read_only)
            line.kept.connect(
                lambda text, name=name, line=line: self._keep_amount(item, name, text, line, fault)
            )
            above = label(words, "label", wrap=True)
            above.setBuddy(line)
            grid.addWidget(above, 0, at, Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(line, 1, at)
            grid.setColumnStretch(at, stretch)
            if typed:
                _mark(line, fault, _read_amount(name, typed, item.currency)[1])
        fault.setVisible(bool(fault.text()))
        grid.addWidget(fault, 2, 0, 1, 4)
        return grid

    # Keeping

    def _keep(self, **changes: object) -> None:
        self.session.save(lambda case: replace(case, **changes))  # type: ignore[arg-type] # fields

    def _keep_ordered(self, day: date | None) -> None:
        self._keep(ordered_on=day)

    def _keep_amount(
        self, item: CaseItem, name: str, text: str, line: KeptLine, fault: QLabel
    ) -> None:
        tidy, wrong = _read_amount(name, text, item.currency)
        _mark(line, fault, wrong)
        fault.setVisible(bool(wrong))
        self.note_unread(line.objectName(), text if wrong else "")
        if wrong:
            return
        changes = {name: tidy}
        if name == "value" and tidy and not item.currency:
            changes["currency"] = "USD"
        product = item.product.id
        self.session.save(lambda case: _with_item(case, product, changes))

    def _drop(self, product: ProductId) -> None:
        self.session.save(
            lambda case: replace(
                case, items=tuple(one for one in case.items if one.product.id != product)
            )
        )

    def pick(self) -> None:
        """Ask which products to add."""
        rows = self.desk.product_rows

        def work(progress: Progress) -> FoundProducts:
            return rows.find(ProductQuery(), progress)

        self.shell.screening.start(work, done=self._offer)

    def _offer(self, found: FoundProducts) -> None:
        held = {one.product.id for one in self.view.case.items}
        rows = [row for row in found.rows if row.id not in held]
        if not rows:
            self.shell.window.toast(_("There is no other product in the book. Enter it there."))
            return
        sheet = product_picker(self, rows)
        sheet.picked.connect(_adding(self))
        sheet.open()

    def pick_customer(self) -> None:
        """Ask whose case it is."""
        sheet = CustomerPicker(self, self.desk, self.shell)
        sheet.picked.connect(_filling(self))
        sheet.open()


def _filling(step: TriggerStep) -> Callable[[tuple[CustomerRow, ...]], None]:
    session, workspace = step.session, step.desk.workspace

    def fill(rows: tuple[CustomerRow, ...]) -> None:
        customer = workspace().customers.get(rows[0].id)
        if customer is not None:
            session.save(lambda case: filled_from(case, customer))

    return fill


def _adding(step: TriggerStep) -> Callable[[tuple[ProductRow, ...]], None]:
    # The step may be drawn anew while the sheet is open; the session stays.
    session, bench = step.session, step.bench

    def add(rows: tuple[ProductRow, ...]) -> None:
        items = tuple(CaseItem(row.product) for row in rows)
        if items:
            bench.goes_to = f"quantity-{items[0].product.id}"
        session.save(lambda case: replace(case, items=(*case.items, *items)))

    return add


def _with_item(case: Case, product: ProductId, changes: dict[str, str]) -> Case:
    items = tuple(
        replace(one, **changes) if one.product.id == product else one  # type: ignore[arg-type] # texts
        for one in case.items
    )
    return replace(case, items=items)


def _read_amount(name: str, text: str, currency: str) -> tuple[str, str]:
    """Return what was typed as it is kept, and what is wrong with it, "" for nothing.

    `currency` is that of the line: where it is dollars, or none yet, the sign may stand by a value.
    """
    if name in _NUMBERS and text:
        if name == "value" and currency in ("", "USD"):
            text = _DOLLARS.sub("", text)
        typed = read_typed(text, figures().group)
        return typed.number, "" if typed.number else _unread(typed)
    if name == "currency" and text:
        tidy = text.upper()
        is_one = _CURRENCY.fullmatch(tidy)
        return tidy, "" if is_one else _("A currency has three letters: USD.")
    return text, ""


def _mark(line: KeptLine, fault: QLabel, words: str) -> None:
    """Say what is wrong with an amount, or that nothing is."""
    restyle(line, invalid=bool(words))
    fault.setText(words)
    line.setAccessibleDescription(words)


def _unread(typed: Typed) -> str:
    if typed.twice:
        whole, decimal = typed.twice
        return _("This may be {whole} or {decimal}. Write the one you mean like that.").format(
            whole=whole, decimal=decimal
        )
    return _("Write a number, such as 2400 or 1250.50.")
