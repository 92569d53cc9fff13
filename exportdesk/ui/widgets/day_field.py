"""A date that can be typed, pasted or picked from a calendar; empty means not given."""

import re
from datetime import date

from PySide6.QtCore import QDate, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.figures import figures
from exportdesk.core.i18n import _
from exportdesk.core.typed_days import read_day, readings
from exportdesk.ui.dates import day_text
from exportdesk.ui.icons import icon
from exportdesk.ui.theme import px
from exportdesk.ui.widgets.day_doubt import DayDoubt
from exportdesk.ui.widgets.text import restyle

_PARTIAL = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2]))?")


class DayField(QLineEdit):
    """A day, shown as YYYY-MM-DD however it was typed: so it cannot be mistaken for another, and a
    year alone may stand there. As it is written elsewhere it is told under the mouse. Alt+Down
    opens a calendar.

    `picked` tells the day once it is settled. A `partial` one takes a year or a month alone too.
    What cannot be read is said in `doubt`, which stands below the field, as soon as it is left;
    `doubted` tells the text that waits there, "" once it is settled.
    """

    picked = Signal(object)
    doubted = Signal(str)

    def __init__(
        self, hint: str = "", *, partial: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._partial = partial
        self._latest: date | None = None
        self._calendar: _Calendar | None = None
        self._told: date | None = None
        self._described = self._written = ""
        self.doubt = DayDoubt()
        self.doubt.chosen.connect(self._take)
        whole = _("2019 or 2019-05-31") if partial else _("YYYY-MM-DD")
        self.setPlaceholderText(hint or whole)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 18)
        opener = self.addAction(
            icon("calendar-outline", "quiet"), QLineEdit.ActionPosition.TrailingPosition
        )
        opener.setText(_("Choose from a calendar"))
        opener.triggered.connect(self.open_calendar)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(_("Choose from a calendar"))
        self.editingFinished.connect(self.settle)
        self.textChanged.connect(self.forget_doubt)
        self.textChanged.connect(self._write_out)

    @property
    def value(self) -> date | None:
        """The day, None where none or no real day is given."""
        return read_day(self.text(), figures().days)

    @property
    def is_bad(self) -> bool:
        """Whether something is typed that is no day."""
        text = self.text().strip()
        if self._partial and _PARTIAL.fullmatch(text):
            return False
        return bool(text) and self.value is None

    def choose(self, day: date | None) -> None:
        """Show `day`, or nothing."""
        self.setText("" if day is None else day.isoformat())
        self._told = day

    def end_at(self, latest: date) -> None:
        """Offer no day after `latest` in the calendar."""
        self._latest = latest

    def open_calendar(self) -> None:
        """Show the month of the day, or of the latest one, below the field."""
        self._calendar = _Calendar(self, self.value or self._latest, self._latest)
        self._calendar.chosen.connect(self._take)
        self._calendar.open_below()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() == Qt.Key.Key_Down:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def _take(self, day: date) -> None:
        self.setText(day.isoformat())
        self.settle()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def say_doubt(self) -> None:
        """Say below what is typed here that it cannot be read; nothing where it can."""
        if not self.is_bad or self.doubt.says:
            return
        days = readings(self.text(), figures().days)
        if len(days) > 1:
            words = _("This can be more than one day. Which one is it?")
        elif self._partial:
            words = _("Write a year, a month or a day: 2011, 2011-04, 2011-04-19.")
        else:
            words = _("That is no date: write it like 2027-03-31.")
        self.say_wrong(words, *(days if len(days) > 1 else ()))

    def say_wrong(self, words: str, *days: date) -> None:
        """Say below what is typed here what is wrong with it; `days` are those it may mean."""
        if not self.doubt.says:
            self._described = self.accessibleDescription()
        self.setAccessibleDescription(words)
        self.doubt.say(words, days)
        restyle(self, invalid=True)

    def hint(self, words: str) -> None:
        """Say below what is typed here what is odd about it, which may be right all the same."""
        self.say_wrong(words)
        self.doubt.say(words, odd=True)
        restyle(self, invalid=False)

    def forget_doubt(self) -> None:
        """Say nothing of it any more."""
        if self.doubt.says:
            self.doubt.clear()
            self.setAccessibleDescription(self._described)
            restyle(self, invalid=False)

    def _write_out(self) -> None:
        day, shown = self.value, self.toolTip()
        if shown == self._written:  # else the field has something of its own to say
            self._written = "" if day is None else day_text(day)
            self.setToolTip(self._written)

    def settle(self) -> None:
        """Take what is typed, or say that it cannot be read; the day before stays until then."""
        if self.is_bad:
            self.say_doubt()
            self.doubted.emit(self.text())
            return
        self.doubted.emit("")
        day = self.value
        if day is not None:
            self.setText(day.isoformat())
        if day != self._told:
            self._told = day
            self.picked.emit(day)


class _Calendar(QWidget):
    """A month to pick a day from; goes away when one is picked or something else is clicked."""

    chosen = Signal(object)

    def __init__(self, field: DayField, shown: date | None, latest: date | None) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._field = field
        self._month = QCalendarWidget()
        self._month.setAccessibleName(_("Calendar"))
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._dress()
        if latest is not None:
            self._month.setMaximumDate(QDate(latest.year, latest.month, latest.day))
        if shown is not None:
            self._month.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self._month.clicked.connect(self._choose)
        self._month.activated.connect(self._choose)
        around = QVBoxLayout(self)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self._month)

    def open_below(self) -> None:
        """Open under the field, inside its screen."""
        self.adjustSize()
        place = self._field.mapToGlobal(QPoint(0, self._field.height()))
        room = self._field.screen().availableGeometry()
        place.setX(min(place.x(), room.right() - self.width()))
        if place.y() + self.height() > room.bottom():
            place.setY(self._field.mapToGlobal(QPoint(0, 0)).y() - self.height())
        self.move(place)
        self.show()
        self._month.setFocus(Qt.FocusReason.PopupFocusReason)

    def _dress(self) -> None:
        """Draw weekends and arrows in the program's own colours."""
        plain = QTextCharFormat()
        plain.setForeground(self.palette().text())
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._month.setWeekdayTextFormat(day, plain)
        for name, glyph, words in (
            ("qt_calendar_prevmonth", "chevron-left", _("Month before")),
            ("qt_calendar_nextmonth", "chevron-right", _("Month after")),
        ):
            arrow = self._month.findChild(QToolButton, name)
            if arrow is not None:
                arrow.setIcon(icon(glyph))
                arrow.setIconSize(QSize(px(20), px(20)))
                arrow.setAccessibleName(words)

    def _choose(self, day: QDate) -> None:
        self.close()
        self.chosen.emit(date(day.year(), day.month(), day.day()))
