"""The cards of the Home page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.operations.lists_status import Freshness, ListsStatus
from exportdesk.ui.dates import age_text
from exportdesk.ui.home.tasks import Task, list_lines, notes_words
from exportdesk.ui.icons import icon
from exportdesk.ui.lists.subjects import LISTS_NOTES
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import (
    Card,
    Chip,
    Glyph,
    button,
    label,
    line_edit,
    px,
    restyle,
)
from exportdesk.ui.widgets.buttons import PushButton
from exportdesk.ui.widgets.flow import FlowLayout


class GoButton(PushButton):
    """A button that leads to a page; `wanted` tells which, and with what."""

    wanted = Signal(str, object)

    def __init__(self, words: str, page: str, subject: object = None) -> None:
        super().__init__(words)
        self._page, self._subject = page, subject
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._tell)

    def _tell(self) -> None:
        self.wanted.emit(self._page, self._subject)


class RowsCard(Card):
    """A card whose rows are made anew each time; `wanted` tells where one leads."""

    wanted = Signal(str, object)

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(12))
        self.body.addLayout(self._rows)
        self.body.addStretch(1)

    def clear_rows(self) -> None:
        """Take all rows away."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _lead(self, made: GoButton) -> GoButton:
        made.wanted.connect(self.wanted)
        return made


class QuickCard(Card):
    """A name to screen at once; `asked` tells it."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Quick screening"))
        self.name = line_edit(_("Name of a company, person or vessel"), longest=300)
        self.name.setAccessibleName(_("Name to screen"))
        self.name.returnPressed.connect(self.ask)
        self.button = button(_("&Screen"), self.ask, glyph="magnify", kind="primary")
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.name, 1)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self.body.addWidget(
            label(
                _(
                    "Possible matches appear at once. Add country, address and the other parties "
                    "of the shipment there."
                ),
                "caption",
                wrap=True,
            )
        )
        self.body.addStretch(1)

    def stand_out(self, filled: bool) -> None:
        """Make the button the page's filled one, or a plain one."""
        restyle(self.button, kind="primary" if filled else "")
        self.button.setIcon(icon("magnify", "on_accent" if filled else "ink"))

    def ask(self) -> None:
        """Tell what is typed."""
        self.asked.emit(self.name.text().strip())
        self.name.clear()


class ListsCard(Card):
    """How the control lists stand."""

    wanted = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(_("Control lists"))
        self.chip = Chip()
        self.head.addWidget(self.chip)
        self.first = label("", wrap=True)
        self.second = label("", "quiet", wrap=True)
        self.body.addWidget(self.first)
        self.body.addWidget(self.second)
        go = GoButton(_("Show the lists"), "lists")
        self.notes = GoButton("", "lists", LISTS_NOTES)
        restyle(self.notes, kind="link")
        self.notes.hide()
        row = FlowLayout(px(8))
        for one in (go, self.notes):
            one.wanted.connect(self.wanted)
            row.addWidget(one)
        self.body.addStretch(1)
        self.body.addLayout(row)

    def show_status(self, status: ListsStatus) -> None:
        """Show how they stand."""
        days = status.oldest_days
        words, tone = {
            Freshness.NONE: (_("Not imported yet"), Tone.GREY),
            Freshness.CURRENT: (_("Current"), Tone.GREEN),
            Freshness.UNKNOWN: (_("Date not known"), Tone.AMBER),
            Freshness.OLD: (_("Old"), Tone.AMBER),
        }[status.freshness]
        if days and status.freshness is not Freshness.UNKNOWN:
            words = _("{state}: {age}").format(state=words, age=age_text(days))
        self.chip.say(words, tone)
        first, second = list_lines(status)
        self.first.setText(first)
        self.second.setText(second)
        notes = notes_words(status)
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))


class TasksCard(RowsCard):
    """What waits; or that nothing does."""

    def __init__(self) -> None:
        super().__init__(_("To do"))

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """Show `tasks`."""
        self.clear_rows()
        for task in tasks:
            self._rows.addWidget(self._row(task))
        if not tasks:
            self._rows.addWidget(_line("check-circle-outline", "green", _("Nothing is waiting.")))

    def _row(self, task: Task) -> QWidget:
        amber = task.tone is Tone.AMBER
        glyph = "alert-outline" if amber else "information-outline"
        row = _line(glyph, "amber" if amber else "quiet", task.words)
        made = self._lead(GoButton(task.action, task.page, task.subject))
        made.setAccessibleName(f"{task.action}: {task.words}")
        restyle(made, kind="link")
        layout = row.layout()
        if layout is not None:
            layout.addWidget(made)
        return row


def _line(glyph: str, colour: str, words: str) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(px(10))
    line.addWidget(Glyph(glyph, colour, 18))
    line.addWidget(label(words, wrap=True), 1)
    return row
