"""Jurisdiction and classification, and what the license indicator says of each product."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.cases import Case
from exportdesk.core.citations import of_citation
from exportdesk.core.i18n import _, ngettext, of_rulebook
from exportdesk.core.ids import ProductId
from exportdesk.core.products import Product
from exportdesk.core.words import sentence
from exportdesk.core.words.product_fields import jurisdiction_words
from exportdesk.diligence import Finding, Severity
from exportdesk.diligence.case_facts import ItemFacts
from exportdesk.diligence.indication import (
    ExceptionHint,
    FilingNeed,
    Indication,
    IndicationLine,
    LicenseVerdict,
)
from exportdesk.ui.cases.answer_box import Answers
from exportdesk.ui.cases.steps.body import Panel, StepBody, link
from exportdesk.ui.products.finding_rows import FindingRows
from exportdesk.ui.products.words import code_words, ground_words, standing_words
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import Chip, label, rule, selectable

_TONES = {
    LicenseVerdict.LIKELY_REQUIRED: Tone.RED,
    LicenseVerdict.DEPENDS: Tone.AMBER,
    LicenseVerdict.NOT_CHECKED: Tone.GREY,
    LicenseVerdict.NOT_INDICATED: Tone.GREY,
}


_TIER = "product-high-priority"
_ASKED_LATER = "license-end-use-open"
_NO_TABLE = frozenset(("license-no-list", "license-no-chart"))


class ClassificationStep(StepBody):
    """Each product: what its record says, and on which grounds a license is likely required."""

    @override
    def fill(self) -> None:
        if not self.view.facts.items:
            self.say(_("Add the products of the order first."), "quiet")
        for item in self.view.facts.items:
            self.add(self._item(item))
        self.add_questions()

    def _item(self, item: ItemFacts) -> QWidget:
        product = item.item.product
        panel = Panel(item.name)
        panel.head.addWidget(
            link(
                _("Open the product"),
                lambda: self._go(product.id),
                f"open-{product.id}",
                about=item.name,
            )
        )
        eccn = product.eccn or _("no ECCN")
        parts = (jurisdiction_words(product.jurisdiction), eccn, code_words(product))
        panel.say("  ·  ".join(part for part in parts if part), "caption", tone=Tone.ACCENT)
        kept, taken = item.kept, self.session.taken.get(product.id)
        if taken and kept == product:
            words = _("Taken over from the book, which knows it by now: {now}.")
            panel.say(words.format(now=taken), "caption", tone=Tone.ACCENT)
        if kept is not None and kept != product and not self.read_only:
            panel.say(
                _("The record of this product was changed in the book since."), tone=Tone.AMBER
            )
            panel.column.addWidget(
                link(
                    _("Take it as it is now"),
                    lambda: self._refresh(kept),
                    f"take-{product.id}",
                    about=item.name,
                )
            )
        found = FindingRows(folded=True)
        panel.column.addWidget(found)
        # What is only noted, and the tier that the first step told, is unfolded with the grounds.
        whole = f"grounds-{item.id}" in self.bench.opened
        found.show_findings(
            [(one, ()) for one in item.checked.findings if whole or not _is_noted(one)]
        )
        if item.indication is not None:
            self._indication(panel, item, item.indication)
        return panel

    def _indication(self, panel: Panel, item: ItemFacts, found: Indication) -> None:
        panel.column.addWidget(rule())
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(label(_("License indicator"), "strong"), 1)
        words = sentence(f"license-verdict-{found.verdict.value}")
        head.addWidget(Chip(words, _TONES[found.verdict]))
        panel.column.addLayout(head)
        order = list(LicenseVerdict)
        lines = sorted(found.lines, key=lambda line: order.index(line.verdict))
        name = f"grounds-{item.id}"
        whole = name in self.bench.opened
        shown = [line for line in lines if whole or not _is_folded(line)]
        differ = any(line.verdict is not found.verdict for line in shown)
        for line in shown:
            panel.column.addWidget(self._line(item, line, whole=whole, tells=differ))
        if lacks_tables(found):
            words = _("Load the tables…")
            panel.column.addWidget(link(words, self._load_tables, f"tables-{item.id}"))
        if whole:
            panel.say(sentence(f"license-verdict-{found.verdict.value}-means"), "caption")
            self._not_checked(panel, found)
        self._filing(panel, found, whole=whole)
        if not whole:
            more = len(lines) - len(shown)
            panel.column.addWidget(link(_folded(found, more), lambda: self._unfold(name), name))

    def _line(self, item: ItemFacts, line: IndicationLine, *, whole: bool, tells: bool) -> QWidget:
        """Return one ground; `tells` says its verdict, where not all are as the whole."""
        place = QWidget()
        place.setObjectName("ground")
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        column = QVBoxLayout()
        column.setSpacing(px(2))
        column.addWidget(selectable(label(sentence(line.code, line.facts), wrap=True)))
        ground = ground_words(line.ground) if whole else of_citation(line.citation)
        column.addWidget(selectable(label(ground, "caption", wrap=True)))
        for hint in line.exceptions:
            column.addWidget(selectable(label(_hint(hint), "caption", wrap=True)))
        key = str(line.facts.get("key", ""))
        answered = item.item.controls.get(key)
        if key and (line.verdict is LicenseVerdict.DEPENDS or answered is not None):
            value = "" if answered is None else "yes" if answered else "no"
            answers = Answers(
                f"control-{item.id}-{key}",
                _("Is this paragraph meant for {product}?").format(product=item.name),
                [("yes", _("It is meant")), ("no", _("It is not"))],
                value,
            )
            answers.setEnabled(not self.read_only)
            answers.picked.connect(
                lambda picked, key=key: self._control(item.id, key, picked == "yes")
            )
            column.addWidget(answers)
        row.addLayout(column, 1)
        if tells:
            chip = Chip(sentence(f"license-verdict-{line.verdict.value}"), _TONES[line.verdict])
            row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        return place

    def _not_checked(self, panel: Panel, found: Indication) -> None:
        if not found.not_checked:
            return
        panel.column.addWidget(label(_("What was not checked"), "label"))
        for one in found.not_checked:
            panel.say(f"•  {sentence(one.code, one.facts)}", "caption")

    def _filing(self, panel: Panel, found: Indication, *, whole: bool) -> None:
        least = (FilingNeed.REQUIRED, FilingNeed.NOT_CHECKED) if whole else (FilingNeed.REQUIRED,)
        shown = [one for one in found.filing if one.need in least]
        if not shown:
            return
        panel.column.addWidget(label(_("Filing and statements"), "label"))
        for one in shown:
            need = sentence(f"filing-need-{one.need.value}")
            said = sentence(one.code, one.facts)
            rule_words = of_citation(one.ground.provenance.citation)
            if whole and said == of_rulebook(one.ground.text):  # it is the rule's own words already
                rule_words = standing_words(one.ground.provenance)
            elif whole:
                rule_words = ground_words(one.ground)
            panel.say(f"{need}: {said} {rule_words}", "caption")

    def _go(self, product: ProductId) -> None:
        self.shell.window.go("products", product)

    def _load_tables(self) -> None:
        self.shell.window.go("settings", "rulebook")

    def _unfold(self, name: str) -> None:
        self.bench.opened.add(name)
        self.again.emit()

    def _refresh(self, kept: Product) -> None:
        self.session.take({kept.id: kept})

    def _control(self, product: ProductId, key: str, applies: bool) -> None:
        def change(case: Case) -> Case:
            items = tuple(
                replace(one, controls={**one.controls, key: applies})
                if one.product.id == product
                else one
                for one in case.items
            )
            return replace(case, items=items)

        self.session.save(change)


def lacks_tables(found: Indication | None) -> bool:
    """Whether the indicator had no list or chart to look into."""
    return found is not None and any(line.code in _NO_TABLE for line in found.lines)


def _is_folded(line: IndicationLine) -> bool:
    """Whether a line says nothing that has to be read before going on."""
    return line.verdict is LicenseVerdict.NOT_INDICATED or line.code == _ASKED_LATER


def _is_noted(one: Finding) -> bool:
    return one.severity is Severity.NOTE or one.code == _TIER


def _folded(found: Indication, more: int) -> str:
    """Return what is offered to be unfolded: how many grounds beside those in view, and how much
    was not checked.
    """
    left = len(found.not_checked)
    left += sum(1 for one in found.filing if one.need is FilingNeed.NOT_CHECKED)
    if not more:
        words = ngettext("Show {count} unchecked point", "Show {count} unchecked points", left)
        return words.format(count=left) if left else _("Show the grounds in full")
    words = ngettext("Show {count} more ground", "Show {count} more grounds", more)
    if more == len(found.lines):
        words = ngettext("Show {count} ground", "Show {count} grounds", more)
    grounds = words.format(count=more)
    if not left:
        return grounds
    points = ngettext("{count} unchecked point", "{count} unchecked points", left)
    return _("{grounds} and {points}").format(grounds=grounds, points=points.format(count=left))


def _hint(one: ExceptionHint) -> str:
    where = f" ({one.section})" if one.section else ""
    title = f", {one.title}" if one.title else ""
    symbol = f"{one.symbol}{title}{where}"
    if one.words:
        told = _("Exception to look at: {symbol}: “{words}”")
        return told.format(symbol=symbol, words=one.words)
    return _("Exception to look at: {symbol}").format(symbol=symbol)
