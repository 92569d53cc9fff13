"""Who works here, how the program looks, and how it treats scores."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter

from exportdesk.core.company import Settings, Theme
from exportdesk.core.days import day_in
from exportdesk.core.figures import WISHES, FiguresWish, written
from exportdesk.core.i18n import LANGUAGES, _
from exportdesk.core.text import tidy
from exportdesk.screening import DEFAULT_THRESHOLD
from exportdesk.ui.rates import threshold_said
from exportdesk.ui.settings.score_field import ScoreField
from exportdesk.ui.widgets import Card, ComboBox, FormGrid, button, label, line_edit, restyle
from exportdesk.ui.widgets.choice import Choice
from exportdesk.ui.widgets.completions import complete_with
from exportdesk.ui.widgets.text import keep_room

_FIGURE, _DAY = 12_345.6, date(2026, 11, 20)


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
            hint=_("Appears on every screening you save and every decision you make."),
        )
        self._known = QStringListModel(self)
        finder = QCompleter(self._known, self)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        complete_with(finder, _("Names used before"))
        finder.activated.connect(self._tell)
        self.operator.setCompleter(finder)
        self.operator.textEdited.connect(self._tell)
        self.body.addWidget(form)

    def load(self, settings: Settings) -> None:
        """Show `settings`."""
        self.operator.setText(settings.operator)

    def read(self, settings: Settings) -> Settings:
        """Return `settings` with what is typed here."""
        return replace(settings, operator=tidy(self.operator.text()))

    def offer(self, names: tuple[str, ...]) -> None:
        """Offer the names of those who worked here before: several people may take turns."""
        self._known.setStringList(names)

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed, or let it."""
        self.operator.setReadOnly(read_only)

    def _tell(self, _text: str) -> None:
        self.changed.emit()


class AppearanceCard(Card):
    """Light or dark, the language, and how figures and days are written; all are kept at once.

    `chosen` tells the theme, `spoken` the language and `written` whose figures, which the window
    takes on when it is opened again: `again` asks for that.
    """

    chosen = Signal(object)
    spoken = Signal(object)
    written = Signal(object)
    again = Signal()

    def __init__(self) -> None:
        super().__init__(_("Appearance"))
        self.choice = Choice(
            _("Appearance"),
            [
                (Theme.SYSTEM, _("As the system")),
                (Theme.LIGHT, _("Light")),
                (Theme.DARK, _("Dark")),
            ],
        )
        self.choice.picked.connect(self.chosen)
        languages = [("", _("As the system")), *LANGUAGES.items()]
        self.language = Choice(_("Language"), languages)
        self.language.picked.connect(self.spoken)
        self.figures = ComboBox(_ways())
        self.figures.picked.connect(self.written)
        self.again_button = button(_("Open the &window again"), kind="link")
        self.again_button.clicked.connect(self.again)
        keep_room(self.again_button)  # what is clicked stays under the mouse
        self.again_button.hide()
        self.head.addWidget(self.again_button)
        form = FormGrid()
        form.add(_("Theme"), self.choice, 12)
        form.add(_("Language"), self.language, 12)
        form.add(_("Numbers and dates"), self.figures, 12)
        self._hint = label("", "caption", wrap=True)
        self.body.addWidget(form)
        self.body.addWidget(self._hint)
        self.setTabOrder(self.figures, self.again_button)
        self._began: tuple[str, str] | None = None

    def load(self, settings: Settings) -> None:
        """Show `settings`."""
        self.choice.choose(settings.theme)
        self.language.choose(settings.language)
        self.figures.choose(settings.figures)
        chosen = (settings.language, settings.figures.value)
        if self._began is None:
            self._began = chosen
        waits = chosen != self._began
        self._hint.setText(
            _("Kept. The window follows once it is opened again.")
            if waits
            else _(
                "Kept at once, without Save changes. The theme follows at once, language and "
                "numbers once the window is opened again. Papers, files and what the lists say "
                "stay in English, with numbers as in the United States."
            )
        )
        self.again_button.setVisible(waits)


def _ways() -> list[tuple[FiguresWish, str]]:
    """Return the ways to write figures and days, each as its own example."""
    examples = [
        (wish, f"{written(_FIGURE, 1, way)} · {day_in(_DAY, way.days)}")
        for wish, way in WISHES.items()
    ]
    return [(FiguresWish.SYSTEM, _("As the system")), *examples]


class ScoresCard(Card):
    """From which score matches are shown."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(_("Scores"))
        form = FormGrid()
        own = _("The program's own: {score}").format(score=round(DEFAULT_THRESHOLD))
        self.whose = Choice(_("Lowest score shown"), [(True, own), (False, _("My own"))])
        form.add(_("Lowest score shown"), self.whose, 12)
        self.score = form.add(_("M&y own, 0 to 100"), ScoreField(_("My own lowest score")), 12)
        self._rates = label("", wrap=True)
        self._warning = label("", "caption", wrap=True)
        for part in (form, self._rates, self._warning):
            self.body.addWidget(part)
        self.score.changed.connect(self._tell)
        self.whose.picked.connect(self._follow)

    def load(self, settings: Settings) -> None:
        """Show `settings`."""
        self.score.blockSignals(True)
        own = settings.threshold
        self.whose.choose(own is None)
        self.score.set_value(round(DEFAULT_THRESHOLD if own is None else own))
        self.score.setEnabled(own is not None and self.whose.isEnabled())
        self.score.blockSignals(False)
        self._say()

    def read(self, settings: Settings) -> Settings:
        """Return `settings` with what is chosen here."""
        own = None if self.whose.value else float(self.score.value())
        if own is not None and settings.threshold is not None:
            # A score with decimals, set from the command line, stays as it is until it is changed.
            own = settings.threshold if round(settings.threshold) == own else own
        return replace(settings, threshold=own)

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed, or let it."""
        for part in (self.score, self.whose):
            part.setEnabled(not read_only)

    def _follow(self, default: bool) -> None:
        self.score.setEnabled(not default)
        if default:
            self.score.set_value(round(DEFAULT_THRESHOLD))
        self._tell()

    def _tell(self, _value: int = 0) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        score, own = self.score.value(), round(DEFAULT_THRESHOLD)
        words, tone = (
            _("Matches with a lower score are not shown; it is printed on every record."),
            "",
        )
        if not self.whose.value and score > own:
            words = _(
                "Above the program's own score, a listed party under another spelling may not be "
                "shown to you."
            )
            tone = "amber"
        elif not self.whose.value and score < own:
            words = _("Below the program's own score you see more matches that mean nothing.")
        rates = threshold_said(score)
        self._rates.setText(rates)
        self.score.describe(rates)
        self._warning.setText(words)
        restyle(self._warning, tone=tone)
