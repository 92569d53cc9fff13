"""What an own list is: its name, and the letter or the decision behind it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from exportdesk.core.editions import Edition
from exportdesk.core.errors import BadInput
from exportdesk.core.i18n import _
from exportdesk.core.text import tidy
from exportdesk.core.words import say
from exportdesk.lists import Letter, LetterKind
from exportdesk.lists.catalogue import LONGEST_OWN_NAME
from exportdesk.ui.lists.own_same import SameQuestion
from exportdesk.ui.lists.own_words import LETTERS, kind_choices
from exportdesk.ui.widgets import Card, ComboBox, DayField, FormGrid, label, line_edit


class AboutCard(Card):
    """A form with `load` and `read`. `changed` tells every change of a person's."""

    changed = Signal()

    def __init__(
        self,
        held: Callable[[str], Edition | None],
        check_name: Callable[[str], object],
        meaning: Callable[[str], str],
    ) -> None:
        """`held` finds the list of a name that is in use, `check_name` raises BadInput where it
        can be none, `meaning` says what a match on a list of a kind means.
        """
        super().__init__(_("About the list"))
        self._held, self._check_name, self._meaning = held, check_name, meaning
        self._asked = ""
        self._free = ""
        form = self._form = FormGrid()
        self.name = form.add(_("&Name of the list"), line_edit(longest=LONGEST_OWN_NAME), 7)
        self.kind: ComboBox[str] = form.add(_("&What it is"), ComboBox(kind_choices()), 5)
        self._letter = FormGrid()
        self.dated = self._letter.add(_("&Date of the letter"), DayField(), 3)
        self.reference = self._letter.add(_("&Reference"), line_edit(width=16, longest=100), 3)
        self.asks = self._letter.add(
            _("What the letter as&ks of you"),
            line_edit(_("Such as: apply for a license before shipping to them"), longest=300),
            6,
        )
        self._says = label("", "caption", wrap=True)
        self.same = SameQuestion()
        for one in (form, self.same, self._letter, self._says):
            self.body.addWidget(one)
        self.name.textEdited.connect(self._tell)
        self.name.textChanged.connect(self._look)
        self.kind.picked.connect(self._pick)
        self.same.answered.connect(self._answer)
        for line in (self.reference, self.asks, self.dated):
            line.textEdited.connect(self._tell)
        self._follow()

    def load(self, name: str, letter: Letter | None, *, free: str, today: date) -> None:
        """Show what is known beforehand; `free` is the name to go on with for another list."""
        self._free = free
        self._asked = ""
        self.dated.end_at(today)
        self.kind.choose(letter.kind.value if letter else "")
        self.dated.choose(letter.dated if letter else None)
        self.reference.setText(letter.reference if letter else "")
        self.asks.setText(letter.asks if letter else "")
        self.name.setText(name)
        self._look()
        self._form.clear_marks()
        self._letter.clear_marks()
        self._follow()

    @property
    def typed_name(self) -> str:
        """The name, without stray spaces."""
        return tidy(self.name.text())

    def letter(self) -> Letter | None:
        """Return what was said of the letter; None where nothing was said yet."""
        if not self.kind.value:
            return None
        kind = LetterKind(self.kind.value)
        if kind not in LETTERS:
            return Letter(kind)
        return Letter(kind, self.dated.value, tidy(self.reference.text()), tidy(self.asks.text()))

    def check(self) -> bool:
        """Mark what is missing or wrong, put the cursor there, and tell whether all is well."""
        self._form.clear_marks()
        self._letter.clear_marks()
        wrong: list[QWidget] = []
        try:
            self._check_name(self.typed_name)
        except BadInput as error:
            words = say(error) if self.typed_name else _("Give the list a name.")
            self._form.mark(self.name, words)
            wrong.append(self.name)
        if not self.kind.value:
            words = _("Say what it is: it decides what a match means.")
            self._form.mark(self.kind, words)
            wrong.append(self.kind)
        if self._is_letter and self.dated.is_bad:
            self._letter.mark(self.dated, _("Write the date as YYYY-MM-DD."))
            wrong.append(self.dated)
        if not self.same.isHidden() and self.same.is_same is None:
            self.same.mark.show()
            wrong.append(self.same.same)
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def take_cursor(self) -> None:
        """Put the cursor where the next answer is wanted."""
        asked = not self.same.isHidden() and self.same.is_same is None
        first: QWidget = self.name
        if asked:
            first = self.same.same
        elif self.typed_name and not self.kind.value:
            first = self.kind
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if first is self.name:
            self.name.selectAll()

    @property
    def _is_letter(self) -> bool:
        return self.kind.value in {kind.value for kind in LETTERS}

    def _pick(self, _kind: str) -> None:
        self._form.unmark(self.kind)
        self._follow()
        self.changed.emit()

    def _tell(self, _text: str) -> None:
        self.changed.emit()

    def _follow(self) -> None:
        self._letter.setVisible(self._is_letter)
        said = self._meaning(self.kind.value) if self.kind.value else ""
        self._says.setText(said)
        self._says.setVisible(bool(said))

    def _look(self) -> None:
        """Ask about the name, where a list in use has it; once for each name."""
        name = self.typed_name
        edition = self._held(name) if name else None
        if edition is None:
            self._asked = ""
            self.same.hide()
        elif name != self._asked:
            self._asked = name
            self.same.ask(name, edition)

    def _answer(self, same: bool) -> None:
        if not same:
            # Another list goes on under another name; its letter is another one too.
            self.name.setText(self._free)
            self.dated.choose(None)
            self.reference.clear()
            self.asks.clear()
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            self.name.selectAll()
        self.changed.emit()
