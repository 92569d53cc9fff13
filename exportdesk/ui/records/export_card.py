"""Asks which records go into an export, before the folder is chosen."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from exportdesk.core.i18n import _
from exportdesk.ui.widgets import Card, FormGrid, button, label, px
from exportdesk.ui.widgets.day_field import DayField
from exportdesk.ui.widgets.grown import Grown


class ExportCard(Card):
    """The first and the last day, both optional. `wanted` tells them; `closed` that none is."""

    wanted = Signal(object, object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(_("Export records"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.form = FormGrid()
        self.first = self.form.add(_("&First day"), DayField(_("From the beginning")), 3)
        self.last = self.form.add(_("&Last day"), DayField(_("Until now")), 3)
        asked = Grown()  # on a small screen it scrolls, rather than its words being cut
        asked.column.setSpacing(px(8))
        asked.column.addWidget(
            label(
                _(
                    "Writes every screening of these days into a new folder: its record as PDF, a "
                    "table of all matches and decisions, the chain of events, and a list of the "
                    "files with their SHA-256."
                ),
                "quiet",
                wrap=True,
            )
        )
        asked.column.addWidget(self.form)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        self.go = button(_("&Choose the folder…"), self.answer)
        row.addWidget(self.go)
        row.addWidget(button(_("Cancel"), self._shut))
        row.addStretch(1)
        asked.column.addLayout(row)
        self.body.addWidget(asked)
        self.hide()

    def ask(self, today: date) -> None:
        """Ask, with the fields as they were left."""
        self.form.clear_marks()
        for field in (self.first, self.last):
            field.end_at(today)
        self.show()
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def answer(self) -> None:
        """Tell the days, or say beside the field what is wrong with one."""
        self.form.clear_marks()
        for field in (self.first, self.last):
            if field.is_bad:
                self.form.mark(field, _("Write the day as YYYY-MM-DD, or leave it empty."))
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        first, last = self.first.value, self.last.value
        if first is not None and last is not None and last < first:
            self.form.mark(self.last, _("The last day comes before the first."))
            self.last.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.wanted.emit(first, last)

    def _shut(self) -> None:
        self.hide()
        self.closed.emit()
