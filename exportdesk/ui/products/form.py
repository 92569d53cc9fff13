"""The form of a product, with what there is to say of each field below it."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.core.products import HsSchedule, Jurisdiction, Product
from exportdesk.core.words import sentence
from exportdesk.core.words.product_fields import (
    jurisdiction_words,
    schedule_words,
    tier_words,
)
from exportdesk.diligence import CheckedProduct, Finding, Severity, TypedProduct
from exportdesk.operations.product_rows import problems_of
from exportdesk.rulebook import Rulebook
from exportdesk.rulebook.eccn import read_eccn
from exportdesk.rulebook.hs_codes import dotted
from exportdesk.ui.products.finding_rows import FindingRows, Fix, Shown
from exportdesk.ui.products.tier_block import TierBlock, TierLine
from exportdesk.ui.products.words import code_words
from exportdesk.ui.widgets import ComboBox, CountryBox, FormGrid, line_edit, px, restyle, text_area
from exportdesk.ui.widgets.grown import Grown

# The block of the tier says this in full.
_SAID_ABOVE = "product-high-priority"
_RETIRED = "product-hs-retired-"
_WHOLE_CODE = 6
_BELOW_CODE = 96  # two lines of words, and two of codes to use in place of a retired one
# That a field is empty is seen, and said beside "Save": a line below it would move the next ones.
_EMPTY = frozenset(
    f"product-{name}-missing" for name in ("sku", "description", "jurisdiction", "origin")
)
_PROPOSED = "product-jurisdiction-proposed"
_TABLES = "tables"  # what a remedy leads to that is no field
E = TypeVar("E", bound=StrEnum)

_ROWS = (
    ("sku",),
    ("description",),
    ("hs_code", "hs_schedule"),
    ("jurisdiction", "eccn", "usml_category"),
    ("origin", "manufacturer"),
    ("notes",),
)


class ProductForm(Grown):
    """Rows of fields, each with its findings. `edited` tells that something was typed,
    `tables_asked` that the tables of the EAR are to be loaded.
    """

    edited = Signal()
    tables_asked = Signal()
    codes_asked = Signal()  # to see the whole high-priority list

    def __init__(self, rulebook: Rulebook, countries: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._rulebook = rulebook
        self._touched: set[str] = set()
        self._is_new = self._is_proposed = self._tried = False
        self._make_fields(countries)
        self.tier_line = TierLine(rulebook)
        self.tier = TierBlock(rulebook)
        self.rows: dict[str, FindingRows] = {}
        self._grids: dict[str, FormGrid] = {}
        self._compose()
        self.column.addStretch(1)
        self._listen()

    def _make_fields(self, countries: Sequence[tuple[str, str]]) -> None:
        self.sku = line_edit(longest=100)
        self.description = line_edit(longest=500)
        self.hs_code = line_edit(_("8542.31"), longest=40)
        self.hs_schedule: ComboBox[HsSchedule] = ComboBox(
            [(one, schedule_words(one)) for one in _last_first(HsSchedule)]
        )
        self.jurisdiction: ComboBox[Jurisdiction] = ComboBox(
            [(one, jurisdiction_words(one)) for one in _last_first(Jurisdiction)]
        )
        self.usml_category = line_edit(_("XI(c)"), longest=40)
        self.eccn = line_edit(_("3A991.a.2 or EAR99"), longest=40)
        self.origin = CountryBox(countries, none=_("Not given"))
        self.manufacturer = line_edit(longest=200)
        self.notes = text_area(lines=3)
        self.fields: dict[str, QWidget] = {
            name: getattr(self, name) for row in _ROWS for name in row
        }

    def _compose(self) -> None:
        labels = {
            "sku": (_("S&KU"), 5),
            "description": (_("&Description"), 12),
            "hs_code": (_("&HS code"), 7),
            "hs_schedule": (_("Kind o&f code"), 5),
            "jurisdiction": (_("&Jurisdiction"), 6),
            "usml_category": (_("&USML category"), 6),
            "eccn": (_("&ECCN"), 6),
            "origin": (_("Country of &origin"), 6),
            "manufacturer": (_("&Manufacturer"), 6),
            "notes": (_("No&tes"), 12),
        }
        for names in _ROWS:
            grid = FormGrid()
            for name in names:
                words, span = labels[name]
                grid.add(words, self.fields[name], span)
                self._grids[name] = grid
            self.column.addWidget(grid)
            is_code = "hs_code" in names
            found = FindingRows(folded=is_code, short=is_code)
            found.fixed.connect(self._take)
            self.column.addWidget(self._said_of_code(found) if is_code else found)
            for name in names:
                self.rows[name] = found
        self.column.addWidget(self.tier)
        for one in (self.tier_line, self.tier):
            one.codes_asked.connect(self.codes_asked)

    def _said_of_code(self, found: FindingRows) -> QWidget:
        """Return what stands below a code, with room for what is wrong while it is being typed:
        the fields below stay where they are.
        """
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.tier_line)
        column.addWidget(found)
        column.addStretch(1)
        block.setMinimumHeight(px(_BELOW_CODE))
        self.said_of_code = block
        return block

    def _listen(self) -> None:
        for name, field in self.fields.items():
            field.setObjectName(name)
            if isinstance(field, QLineEdit):
                field.textEdited.connect(self._tell)
            elif isinstance(field, QPlainTextEdit):
                field.textChanged.connect(self._tell)
            elif isinstance(field, ComboBox | CountryBox):
                field.picked.connect(self._tell)

    def load(self, product: Product, *, is_new: bool = False) -> None:
        """Show `product`. Of a new one nothing is said until it is typed."""
        self._is_new, self._is_proposed, self._tried = is_new, False, False
        self._touched.clear()
        self.notes.blockSignals(True)
        for line, text in (
            (self.sku, product.sku),
            (self.description, product.description),
            (self.hs_code, code_words(product)),
            (self.usml_category, product.usml_category),
            (self.eccn, product.eccn),
            (self.manufacturer, product.manufacturer),
        ):
            line.setText(text)
            line.setCursorPosition(0)
        self.hs_schedule.choose(product.hs_schedule)
        self.jurisdiction.choose(product.jurisdiction)
        self.origin.choose(product.origin)
        self.notes.setPlainText(product.notes)
        self.notes.blockSignals(False)

    def follow(self, product: Product, typed: Product) -> None:
        """Show a product where it differs from what is `typed`; nothing else moves."""
        self.notes.blockSignals(True)
        for line, text, former in (
            (self.sku, product.sku, typed.sku),
            (self.description, product.description, typed.description),
            (self.hs_code, code_words(product), code_words(typed)),
            (self.usml_category, product.usml_category, typed.usml_category),
            (self.eccn, product.eccn, typed.eccn),
            (self.manufacturer, product.manufacturer, typed.manufacturer),
        ):
            if text != former:
                line.setText(text)
        self.hs_schedule.choose(product.hs_schedule)
        self.jurisdiction.choose(product.jurisdiction)
        if product.origin != typed.origin:
            self.origin.choose(product.origin)
        if product.notes != typed.notes:
            self.notes.setPlainText(product.notes)
        self.notes.blockSignals(False)

    def read(self) -> TypedProduct:
        """Return what is typed."""
        return TypedProduct(
            sku=self.sku.text(),
            description=self.description.text(),
            hs_code=self.hs_code.text(),
            hs_schedule=self.hs_schedule.value.value,
            eccn=self.eccn.text(),
            jurisdiction=self.jurisdiction.value.value,
            usml_category=self.usml_category.text(),
            origin=self.origin.value,
            manufacturer=self.manufacturer.text(),
            notes=self.notes.toPlainText(),
        )

    def show_checked(self, checked: CheckedProduct) -> None:
        """Show what was found of what is typed, each below its field."""
        self.tier_line.show_product(checked)
        wrong = any(one.field == "hs_code" and self._is_said(one) for one in checked.findings)
        self.tier_line.setVisible(bool(self.tier_line.words.text()) or not wrong)
        self.tier.show_product(checked)
        proposed = self._proposed(checked)
        is_itar = checked.product.jurisdiction is Jurisdiction.ITAR
        wanted = is_itar or bool(self.usml_category.text().strip())
        self._grids["usml_category"].show_field(self.usml_category, wanted)
        for names in _ROWS:
            said = [
                (finding, self._fixes(finding))
                for finding in (*proposed, *checked.findings)
                if finding.field in names and self._is_said(finding)
            ]
            self.rows[names[0]].show_findings(_with_room(said))
            for name in names:
                self._mark(name, said)

    def say_all(self) -> None:
        """Hold nothing back any more: somebody tried to save."""
        self._tried = True
        self._touched.update(self.fields)

    def first_error(self, checked: CheckedProduct) -> QWidget | None:
        """Return the first field with something plainly wrong."""
        wrong = {one.field for one in checked.findings if one.severity is Severity.ERROR}
        return next((field for name, field in self.fields.items() if name in wrong), None)

    def said_problems(self, checked: CheckedProduct) -> list[Finding]:
        """Return what should be mended, the gravest first, without what is held back: of a new
        one, all until somebody tries to save.
        """
        if self._is_new and not self._tried:
            return []
        return [one for one in problems_of(checked.findings) if self._is_said(one)]

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed, or let it."""
        for field in self.fields.values():
            if isinstance(field, QLineEdit | QPlainTextEdit):
                field.setReadOnly(read_only)
            else:
                field.setEnabled(not read_only)

    def _is_said(self, finding: Finding) -> bool:
        held_back = self._is_new and finding.field not in self._touched
        held_back = held_back and finding.code != _PROPOSED
        return finding.code != _SAID_ABOVE and not held_back

    def _mark(self, name: str, said: Sequence[Shown]) -> None:
        field = self.fields[name]
        own = [finding for finding, _fixes in said if finding.field == name]
        wrong = any(one.severity is Severity.ERROR for one in own)
        if bool(field.property("invalid")) is not wrong:
            restyle(field, invalid=wrong)
        words = " ".join(sentence(one.code, one.facts) for one in own)
        field.setAccessibleDescription(words)

    def _fixes(self, finding: Finding) -> tuple[Fix, ...]:
        if finding.code == "product-eccn-not-checked":
            return (Fix(_("Load the tables…"), _TABLES, ""),)
        if self.sku.isReadOnly():
            return ()
        if finding.code == "product-jurisdiction-missing" and read_eccn(self.eccn.text()):
            return (Fix(_("Choose EAR"), "jurisdiction", Jurisdiction.EAR),)
        if finding.code == "product-hs-lost-zero":
            meant = (finding.facts.get(one) for one in ("likely", "uncut"))
            return tuple(self._use(str(one).replace(".", "")) for one in meant if one)
        if finding.code.startswith(_RETIRED):
            retired = self._rulebook.high_priority.retired(self.hs_code.text())
            codes = retired.successors if retired is not None else ()
            # A heading of four digits is no code yet: the sentence names it.
            return tuple(self._use(code) for code in codes if len(code) >= _WHOLE_CODE)
        return ()

    def _use(self, code: str) -> Fix:
        """Return the remedy that is another code, with the tier it would bring."""
        item = self._rulebook.high_priority.of(code)
        words = _("Use {code}").format(code=dotted(code))
        if item is not None:
            words = _("Use {code} ({tier})").format(
                code=dotted(code), tier=tier_words(item.tier.tier)
            )
        return Fix(words, "hs_code", dotted(code))

    def _take(self, fix: Fix) -> None:
        """Put a remedy into its field, as if it had been typed: Ctrl+Z in the field undoes it."""
        if fix.field == _TABLES:
            self.tables_asked.emit()
            return
        field = self.fields[fix.field]
        if isinstance(field, QLineEdit):
            field.selectAll()
            field.insert(fix.value)
        else:
            self.jurisdiction.choose(Jurisdiction(fix.value))
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._touched.add(fix.field)
        self.edited.emit()

    def _propose(self) -> None:
        """Choose EAR for a new product that has an ECCN, as long as nobody chose anything."""
        if not self._is_new or "jurisdiction" in self._touched:
            return
        named = bool(read_eccn(self.eccn.text()))
        if named and self.jurisdiction.value is Jurisdiction.NOT_KNOWN:
            self._is_proposed = True
            self.jurisdiction.choose(Jurisdiction.EAR)
        elif not named and self._is_proposed:
            self._is_proposed = False
            self.jurisdiction.choose(Jurisdiction.NOT_KNOWN)

    def _proposed(self, checked: CheckedProduct) -> tuple[Finding, ...]:
        """Return the note that says why EAR stands there although nobody chose it."""
        if not self._is_proposed or "jurisdiction" in self._touched:
            return ()
        ground = self._rulebook.notes.of("eccn-needed")
        facts = {"eccn": checked.product.eccn}
        return (Finding(_PROPOSED, Severity.NOTE, "jurisdiction", facts, ground=ground),)

    def _tell(self, _value: object = None) -> None:
        sender = self.sender()
        if isinstance(sender, QLineEdit | QPlainTextEdit | QComboBox):
            self._touched.add(sender.objectName())
        if sender is self.eccn:
            self._propose()
        self.edited.emit()


def _with_room(said: Sequence[Shown]) -> list[Shown]:
    """Return what stands below the fields of a row: what is seen anyway has no line, nor has what
    can wait until a retired code is replaced.
    """
    is_retired = any(one.code.startswith(_RETIRED) for one, _fixes in said)
    return [
        (one, fixes)
        for one, fixes in said
        if (fixes or one.code not in _EMPTY)
        and (not is_retired or one.code.startswith(_RETIRED) or one.severity is Severity.ERROR)
    ]


def _last_first(choices: type[E]) -> list[E]:
    """Return the choices of an enumeration with "not known", which stands last, in front."""
    every = list(choices)
    return [every[-1], *every[:-1]]
