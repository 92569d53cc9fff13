"""The fields of how a company's papers look and what it adds to them."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.core.papers import (
    TAKES_CLAUSES,
    LegalReview,
    PaperKind,
    PaperTemplate,
    Signatory,
)
from exportdesk.core.text import tidy, tidy_lines
from exportdesk.core.words import sentence
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import (
    Card,
    CheckBox,
    ComboBox,
    DayField,
    FormGrid,
    button,
    label,
    line_edit,
    text_area,
)


class TemplateForm(QWidget):
    """`changed` tells every change, `logo_asked` that another picture is to be chosen."""

    changed = Signal()
    logo_asked = Signal()

    def __init__(self, uvl_version: str, contrast: Callable[[str], str]) -> None:
        """`uvl_version` is that of the UVL statement in use; `contrast` says what is wrong with a
        color, "" for nothing.
        """
        super().__init__()
        self._uvl_version, self._contrast = uvl_version, contrast
        self._template = PaperTemplate()
        self._clauses: dict[PaperKind, str] = {}
        self._is_loading = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, px(8), 0)
        column.setSpacing(px(14))
        for card in (self._look(), self._signs(), self._adds(), self._reviewed()):
            column.addWidget(card)
        column.addStretch(1)

    def _look(self) -> Card:
        card = Card(_("Letterhead"))
        self.logo = label("", "quiet", wrap=True)
        self.choose = button(_("Choose a &logo…"), self.logo_asked.emit, glyph="image-outline")
        self.drop = button(_("Take it away"), self._drop_logo)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.choose)
        row.addWidget(self.drop)
        row.addStretch(1)
        self._colors = FormGrid()
        self.accent = self._colors.add(
            _("&Color"), line_edit("#0F6B6B", longest=7), 6, hint=_("Empty: the program's own")
        )
        self.accent.textEdited.connect(self._tell)
        card.body.addWidget(self.logo)
        card.body.addLayout(row)
        card.body.addWidget(self._colors)
        return card

    def _signs(self) -> Card:
        card = Card(_("Who signs"))
        grid = FormGrid()
        self.name = grid.add(_("&Name"), line_edit(longest=200), 6)
        self.title = grid.add(_("&Title"), line_edit(longest=200), 6)
        self.email = grid.add(
            _("&E-mail"), line_edit(longest=200), 6, hint=_("Forms are asked to come back to it.")
        )
        self.phone = grid.add(_("&Phone"), line_edit(longest=50), 6)
        for line in (self.name, self.title, self.email, self.phone):
            line.textEdited.connect(self._tell)
        card.body.addWidget(grid)
        return card

    def _adds(self) -> Card:
        card = Card(_("Clauses of your own"))
        grid = FormGrid()
        kinds = [(kind, sentence(f"paper-{kind}")) for kind in TAKES_CLAUSES]
        self.kind: ComboBox[PaperKind] = grid.add(_("Added t&o"), ComboBox(kinds), 12)
        self.clauses = grid.add(
            _("Cl&auses"), text_area(lines=4), 12, hint=_("One to a line. They are numbered.")
        )
        self.kind.picked.connect(self._show_clauses)
        self.clauses.textChanged.connect(self._keep_clauses)
        card.body.addWidget(grid)
        return card

    def _reviewed(self) -> Card:
        card = Card(_("Who reviewed the wording"))
        grid = FormGrid()
        self.by = grid.add(_("By"), line_edit(longest=200), 6)
        self.on = grid.add(_("On"), DayField(), 6)
        self.note = grid.add(_("&Remark"), text_area(lines=2), 12)
        self.printed = CheckBox(_("Print this on the papers"))
        self.checked = CheckBox(
            _("The UVL statement ({version}) was compared with 15 CFR 744.15(b)").format(
                version=self._uvl_version
            )
        )
        self._review = grid
        card.body.addWidget(grid)
        card.body.addWidget(self.printed)
        card.body.addWidget(self.checked)
        self.by.textEdited.connect(self._tell)
        self.on.textChanged.connect(self._tell)
        self.note.textChanged.connect(self._tell)
        self.printed.clicked.connect(self._tell)
        self.checked.clicked.connect(self._tell)
        return card

    def load(self, template: PaperTemplate) -> None:
        """Show a template."""
        self._is_loading = True
        self._template = template
        self._clauses = {kind: "\n".join(texts) for kind, texts in template.clauses.items()}
        one, review = template.signatory, template.review
        for line, text in (
            (self.accent, template.accent),
            (self.name, one.name),
            (self.title, one.title),
            (self.email, one.email),
            (self.phone, one.phone),
            (self.by, review.by),
        ):
            line.setText(text)
            line.setCursorPosition(0)
        self.on.choose(review.on)
        self.note.setPlainText(review.note)
        self.printed.setChecked(review.is_printed)
        self.checked.setChecked(template.checked.get(PaperKind.UVL_STATEMENT) == self._uvl_version)
        self._show_logo()
        self._is_loading = False
        self._show_clauses()

    def take_logo(self, template: PaperTemplate) -> None:
        """Show the picture of a template in place of the one before."""
        self._template = replace(self._template, logo=template.logo, logo_name=template.logo_name)
        self._show_logo()
        self._tell()

    def read(self) -> PaperTemplate:
        """Return the template as typed."""
        clauses = {
            kind: tuple(text for text in map(tidy, said.splitlines()) if text)
            for kind, said in self._clauses.items()
        }
        checked: dict[PaperKind, str] = {
            kind: version
            for kind, version in self._template.checked.items()
            if kind is not PaperKind.UVL_STATEMENT
        }
        if self.checked.isChecked():
            checked[PaperKind.UVL_STATEMENT] = self._uvl_version
        return replace(
            self._template,
            accent=tidy(self.accent.text()).upper(),
            signatory=Signatory(
                tidy(self.name.text()),
                tidy(self.title.text()),
                tidy(self.email.text()),
                tidy(self.phone.text()),
            ),
            clauses={kind: texts for kind, texts in clauses.items() if texts},
            review=LegalReview(
                tidy(self.by.text()),
                self.on.value,
                tidy_lines(self.note.toPlainText()),
                self.printed.isChecked(),
            ),
            checked=checked,
        )

    def check(self) -> bool:
        """Mark what cannot be kept, and tell whether all is well."""
        self._colors.clear_marks()
        self._review.clear_marks()
        wrong = self._contrast(tidy(self.accent.text()).upper())
        if wrong:
            self._colors.mark(self.accent, wrong)
        if self.on.is_bad:
            self._review.mark(self.on, _("Write the date as YYYY-MM-DD."))
        return not wrong and not self.on.is_bad

    def _drop_logo(self) -> None:
        self._template = replace(self._template, logo="", logo_name="")
        self._show_logo()
        self._tell()

    def _show_logo(self) -> None:
        name = self._template.logo_name
        self.logo.setText(name or _("No logo. PNG or JPEG, up to 2 MB; it goes at the top left."))
        self.drop.setVisible(bool(self._template.logo))

    def _show_clauses(self, _kind: object = None) -> None:
        before, self._is_loading = self._is_loading, True
        self.clauses.setPlainText(self._clauses.get(self.kind.value, ""))
        self._is_loading = before

    def _keep_clauses(self) -> None:
        if not self._is_loading:
            self._clauses[self.kind.value] = self.clauses.toPlainText()
            self._tell()

    def _tell(self, *_what: object) -> None:
        if not self._is_loading:
            self.changed.emit()
