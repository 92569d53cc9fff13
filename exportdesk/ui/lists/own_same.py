"""Asks whether a table under the name of a list in use is its new edition, or another list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from exportdesk.core.editions import Edition
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.ui.dates import day_text
from exportdesk.ui.widgets import Glyph, button, label, px


class SameQuestion(QWidget):
    """Two answers, none of them given beforehand. `answered` tells whether it is the same list."""

    answered = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._words = label("", "strong", wrap=True)
        self._detail = label("", "quiet", wrap=True)
        self.mark = label(_("Say which of the two it is."), "mark")
        self.same = button(_("It is a new ed&ition of it"), self._tell)
        self.other = button(_("It is an&other list"), self._tell)
        self._group = QButtonGroup(self)
        answers = QHBoxLayout()
        answers.setSpacing(px(8))
        for one in (self.same, self.other):
            one.setCheckable(True)
            self._group.addButton(one)
            answers.addWidget(one)
        answers.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(px(6))
        column.addWidget(self._words)
        column.addWidget(self._detail)
        column.addLayout(answers)
        column.addWidget(self.mark)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addWidget(Glyph("help-circle-outline", "accent"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self.hide()

    @property
    def is_same(self) -> bool | None:
        """The answer, None while there is none."""
        if self.same.isChecked():
            return True
        return False if self.other.isChecked() else None

    def ask(self, name: str, edition: Edition) -> None:
        """Ask about the list called `name`, of which `edition` is in force."""
        self._group.setExclusive(False)
        self.same.setChecked(False)
        self.other.setChecked(False)
        self._group.setExclusive(True)
        self._words.setText(_("A list called “{name}” is in use already.").format(name=name))
        self._detail.setText(
            ngettext(
                "It holds {count} party and was imported on {day}. A new edition takes its place: "
                "whoever is not in this file is no longer screened.",
                "It holds {count} parties and was imported on {day}. A new edition takes its "
                "place: whoever is not in this file is no longer screened.",
                edition.listings,
            ).format(count=figure(edition.listings), day=day_text(edition.imported.local.date()))
        )
        self.mark.hide()
        self.show()

    def _tell(self) -> None:
        self.mark.hide()
        self.answered.emit(bool(self.is_same))
