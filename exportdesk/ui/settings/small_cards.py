"""Who works here, how the program looks, and how it treats lists and scores."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QPushButton, QSpinBox
from typing_extensions import override

from exportdesk.core.company import Settings, Theme
from exportdesk.core.i18n import _
from exportdesk.core.text import tidy
from exportdesk.screening import DEFAULT_THRESHOLD
from exportdesk.ui.widgets import Card, FormGrid, button, label, line_edit, px, restyle


class OperatorCard(Card):
    """The name that stands on every decision."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(_("You"))
        form = FormGrid()
        self.operator = form.add(
            _("Your na&me"),
            line_edit(longest=100),
            12,
            hint=_("Stands on every screening you save and every decision you make."),
        )
        self.operator.textEdited.connect(self._tell)
        self.body.addWidget(form)

    def load(self, settings: Settings) -> None:
        """Show `settings`."""
        self.operator.setText(settings.operator)

    def read(self, settings: Settings) -> Settings:
        """Return `settings` with what is typed here."""
        return replace(settings, operator=tidy(self.operator.text()))

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed, or let it."""
        self.operator.setReadOnly(read_only)

    def _tell(self, _text: str) -> None:
        self.changed.emit()


class AppearanceCard(Card):
    """Light, dark, or as the system has it; `chosen` tells the choice, which takes effect at
    once.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("Appearance"))
        self._group = QButtonGroup(self)
        self._buttons: dict[Theme, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for theme, words in (
            (Theme.SYSTEM, _("As the system")),
            (Theme.LIGHT, _("Light")),
            (Theme.DARK, _("Dark")),
        ):
            made = button(words)
            made.setCheckable(True)
            bold = QFont(made.font())
            bold.setWeight(QFont.Weight.DemiBold)  # as the one that is chosen is drawn
            made.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(words) + px(32))
            self._group.addButton(made)
            self._buttons[theme] = made
            row.addWidget(made)
        row.addStretch(1)
        self._group.buttonClicked.connect(self._tell)
        self.body.addLayout(row)
        self.body.addWidget(label(_("Takes effect at once."), "caption", wrap=True))

    def load(self, settings: Settings) -> None:
        """Show `settings`."""
        self._buttons[settings.theme].setChecked(True)

    def button_of(self, theme: Theme) -> QPushButton:
        """Return the button that chooses `theme`."""
        return self._buttons[theme]

    def _tell(self, clicked: QPushButton) -> None:
        self.chosen.emit(next(theme for theme, made in self._buttons.items() if made is clicked))


class ListsCard(Card):
    """When lists count as old, and from which score matches are shown."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(_("Lists and scores"))
        form = FormGrid()
        self.days = form.add(
            _("Lists are &old after (days)"),
            _Spin(1, 365),
            6,
            hint=_("Older lists are said to be old on every page and every paper."),
        )
        self.score = form.add(
            _("&Lowest score shown"),
            _Spin(0, 100),
            6,
            hint=_("0 to 100. It is printed on every record."),
        )
        self.default = QCheckBox(
            _("&Use the program's own score ({score})").format(score=round(DEFAULT_THRESHOLD))
        )
        form.add_check(self.default, 12)
        self._warning = label("", "caption", wrap=True)
        self.body.addWidget(form)
        self.body.addWidget(self._warning)
        self.days.valueChanged.connect(self._tell)
        self.score.valueChanged.connect(self._tell)
        self.default.toggled.connect(self._follow)

    def load(self, settings: Settings) -> None:
        """Show `settings`."""
        for part in (self.days, self.score, self.default):
            part.blockSignals(True)
        own = settings.threshold
        self.days.setValue(settings.list_age_limit_days)
        self.default.setChecked(own is None)
        self.score.setValue(round(DEFAULT_THRESHOLD if own is None else own))
        self.score.setEnabled(own is not None and self.default.isEnabled())
        for part in (self.days, self.score, self.default):
            part.blockSignals(False)
        self._say()

    def read(self, settings: Settings) -> Settings:
        """Return `settings` with what is chosen here."""
        own = None if self.default.isChecked() else float(self.score.value())
        if own is not None and settings.threshold is not None:
            # A score with decimals, set from the command line, stays as it is until it is changed.
            own = settings.threshold if round(settings.threshold) == own else own
        return replace(settings, list_age_limit_days=self.days.value(), threshold=own)

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed, or let it."""
        for part in (self.days, self.score, self.default):
            part.setEnabled(not read_only)

    def _follow(self, default: bool) -> None:
        self.score.setEnabled(not default)
        if default:
            self.score.setValue(round(DEFAULT_THRESHOLD))
        self._tell()

    def _tell(self, _value: int = 0) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        score, own = self.score.value(), round(DEFAULT_THRESHOLD)
        words, tone = _("Possible matches with a lower score are not shown."), ""
        if not self.default.isChecked() and score > own:
            words = _(
                "Above the program's own score, a listed party under another spelling may not be "
                "shown to you."
            )
            tone = "amber"
        elif not self.default.isChecked() and score < own:
            words = _("Below the program's own score you see more matches that mean nothing.")
        self._warning.setText(words)
        restyle(self._warning, tone=tone)


class _Spin(QSpinBox):
    """A number; scrolling the page does not change it in passing."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__()
        self.setRange(least, most)
        self.setAccelerated(True)
        self.lineEdit().setTextMargins(px(8), 0, px(8), 0)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
