"""Asks for the publisher's date of a file that carries none, or for a better one."""

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.editions import Edition
from exportdesk.core.i18n import _
from exportdesk.core.words import sentence
from exportdesk.ui.dates import moment_text
from exportdesk.ui.lists.words import file_name
from exportdesk.ui.widgets import Card, button, label, px
from exportdesk.ui.widgets.choice import Choice
from exportdesk.ui.widgets.day_field import DayField
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.ui.widgets.text import keep_room

_TOLD = 18  # a line of what is said of the day


class DateCard(Card):
    """One question about a list whose file says no date: when was it published, or is that not
    known? It is asked before the file is taken in, and when a wrong date is to be changed.
    """

    answered = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(_("When was this list published?"))
        self._words = label("", "quiet", wrap=True)
        self._choice = Choice(
            _("Publisher's date"), [(True, _("&Published on")), (False, _("&Not known"))]
        )
        self._day = DayField()
        self._day.setAccessibleName(_("Publisher's date"))
        self._tells: date | None = None
        self._knew = False
        self._today = date.max
        self._go_on = button(_("&Go on"), self.answer)
        self._note = label("", "caption", wrap=True)
        self._mark = label("", "mark", wrap=True)
        self._mark.hide()
        self._build()

    @property
    def knew(self) -> bool:
        """Whether the date of the file asked about was known, and stood ready."""
        return self._knew

    def ask(
        self, path: Path, suggested: date | None, today: date, known: date | None = None
    ) -> None:
        """Ask about the file at `path`; `suggested` is the date in its name, `known` the one that
        it had when it was taken in before.

        Where neither tells any, "not known" is chosen: nobody has to find a date out. The day on
        which the file was last changed then stands ready, and says what it is.
        """
        self._words.setText(
            _(
                "{file} carries no date of its own; the page it came from may say when the list "
                "was updated. Without a date nobody can tell how old it is: it does not count as "
                "current, and every record made with it says so."
            ).format(file=path.name)
        )
        self._say_what(_("When was this list published?"), _("&Go on"))
        self._knew = known is not None
        named = suggested is not None and suggested <= today
        self._today = today
        self._day.end_at(today)
        if known is not None:
            self._day.choose(known)
            words = _("The same file had this date when it was imported before.")
        elif named:
            self._day.choose(suggested)
            words = _("Taken from the name of the file. Please check it.")
        else:
            self._day.choose(_changed_on(path, today))
            words = _("The file was last changed on that day. Please check when it was published.")
        self._note.setText(words)
        self._tells = self._day.value
        self._choice.choose(self._knew or named)
        self._mark.hide()
        self._follow()
        field = self._day if self._choice.value else self._go_on
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_anew(self, edition: Edition, today: date) -> None:
        """Ask for another date of an edition that is there."""
        self._words.setText(
            _(
                "{file}, imported {when}, says no date itself. Records that were made already keep "
                "the date that they say; the record of events tells of the change."
            ).format(file=file_name(edition), when=moment_text(edition.imported))
        )
        self._say_what(_("Change the date of publication"), _("Change the &date"))
        self._today = today
        self._day.end_at(today)
        self._day.choose(edition.published)
        self._tells = None
        self._choice.choose(True)
        self._mark.hide()
        self._follow()
        self._day.setFocus(Qt.FocusReason.OtherFocusReason)
        self._day.selectAll()

    def correct(self, day: date | None, words: str = "") -> None:
        """Show the date that was given again, to be corrected; `words` say what is wrong."""
        self._choice.choose(day is not None)
        if day is not None:
            self._day.choose(day)
        self._tells = None
        self._follow()
        self._say_wrong(words)

    def answer(self) -> None:
        """Tell the date, or that it is not known; say what is wrong where it can be neither."""
        day = self._day.value if self._choice.value else None
        if self._choice.value and day is None:
            self._day.say_doubt()
            self._say_wrong("" if self._day.is_bad else _("Give the date, or choose “Not known”."))
            return
        if day is not None and day > self._today:
            self._say_wrong(sentence("list-dated-ahead", {"published": day.isoformat()}))
            return
        self.answered.emit(day)

    def _say_wrong(self, words: str) -> None:
        self._mark.setText(words)
        self._mark.setHidden(not words)
        self._day.setFocus(Qt.FocusReason.OtherFocusReason)
        self._day.selectAll()

    def _say_what(self, heading: str, go_on: str) -> None:
        self.say(heading)
        self.setAccessibleName(heading)
        self._go_on.setText(go_on)

    def _build(self) -> None:
        self._choice.picked.connect(self._follow)
        self._day.setMaximumWidth(px(180))
        keep_room(self._day)
        self._day.returnPressed.connect(self.answer)
        self._day.textChanged.connect(self._follow)
        line = FlowLayout(px(12))
        line.addWidget(self._choice)
        line.addWidget(self._day)
        self.body.addWidget(self._words)
        self.body.addLayout(line)
        # One of them at a time, in room that is kept for it: the buttons below stay where they are.
        told = QWidget()
        said = QVBoxLayout(told)
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(0)
        for one in (self._day.doubt, self._note, self._mark):
            said.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        said.addStretch(1)
        told.setMinimumHeight(px(_TOLD))
        self.body.addWidget(told)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self._go_on)
        row.addWidget(button(_("Cancel"), self._shut))
        row.addStretch(1)
        self.body.addLayout(row)

    def _follow(self, _changed: object = None) -> None:
        self._day.setVisible(self._choice.value)
        self._day.doubt.setVisible(self._choice.value and self._day.doubt.says)
        tells = self._tells is not None and self._day.value == self._tells
        self._note.setVisible(self._choice.value and tells)
        self._mark.hide()

    def _shut(self) -> None:
        self.closed.emit()


def _changed_on(path: Path, today: date) -> date | None:
    """Return the day on which the file was last changed, where the system tells a likely one."""
    try:
        day = datetime.fromtimestamp(path.stat().st_mtime).date()
    except (OSError, OverflowError, ValueError):
        return None
    return day if day <= today else None
