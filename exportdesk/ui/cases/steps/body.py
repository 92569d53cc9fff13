"""What the steps of a case share: a column of words and fields, drawn anew for each state."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from exportdesk.core.cases import Case, CaseStep
from exportdesk.core.i18n import _
from exportdesk.diligence.flow import Asked, StepView
from exportdesk.operations.cases import CaseView
from exportdesk.ui.cases.answer_box import AnswerBox
from exportdesk.ui.cases.not_taken import NotTaken, not_taken
from exportdesk.ui.cases.session import CaseSession
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import DayField, Glyph, button, label, selectable
from exportdesk.ui.widgets.grown import Grown
from exportdesk.wiring import Desk


@dataclass(slots=True)
class Bench:
    """What a step works with. `opened` are the names of what was unfolded by hand; `unread` are
    texts as they were typed that the case has not taken yet, by case and field; `goes_to` names the
    field that is to have the cursor once the step is drawn anew; `rooms` are the questions of the
    step as it was drawn before, with how high each stood.
    """

    desk: Desk
    shell: Shell
    session: CaseSession
    opened: set[str] = field(default_factory=set)
    unread: dict[tuple[str, str], str] = field(default_factory=dict)
    goes_to: str = ""
    rooms: dict[str, int] = field(default_factory=dict)

    @property
    def countries(self) -> list[tuple[str, str]]:
        """The countries to choose from."""
        return self.desk.rulebook.countries.choices()

    def note_unread(self, case: Case, name: str, text: str) -> None:
        """Note what was typed into a field and not taken, "" for nothing."""
        if text:
            self.unread[case.id, name] = text
        else:
            self.unread.pop((case.id, name), None)

    def not_taken(self, case: Case) -> tuple[NotTaken, ...]:
        """Return what was typed into fields of a case and not taken."""
        if self.session.is_read_only:
            return ()
        typed = {name: text for (of, name), text in self.unread.items() if of == case.id}
        return tuple(not_taken(typed, case))


class StepBody(Grown):
    """One step as it is now. `step_asked` tells a step to go to, `resolve_asked` a finding to
    settle, `remedy_asked` a remedy that is done elsewhere; `again` that it is to be drawn anew;
    `doubted` that a field has a text that is not taken, or no longer.
    """

    step_asked = Signal(object)
    resolve_asked = Signal(object)
    remedy_asked = Signal(object)
    again = Signal()
    doubted = Signal()

    def __init__(self, bench: Bench, view: CaseView, step: CaseStep) -> None:
        super().__init__()
        self.foot: QPushButton | None = None  # what stays in view below the step
        self.still: QWidget | None = None  # what stays where it is, whatever comes above it
        self.bench, self.view, self.step = bench, view, step
        self.desk, self.shell, self.session = bench.desk, bench.shell, bench.session
        self.fill()

    @property
    def step_view(self) -> StepView:
        """How the step stands."""
        return self.view.flow.of(self.step)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self.session.is_read_only

    def fill(self) -> None:
        """Put everything in."""
        self.add_questions()

    def leave(self) -> None:
        """Note on the bench what the step needs to know of itself when it is drawn anew."""

    def moved(self) -> None:
        """Take in that another part of the step is in view."""

    def stands(self) -> int:
        """Return how far down what is to stay where it is stands in the step."""
        return self.still.mapTo(self, QPoint()).y() if self.still is not None else 0

    def add(self, widget: QWidget) -> QWidget:
        """Put a widget into the column."""
        self.column.addWidget(widget)
        return widget

    def say(self, words: str, kind: str = "", *, tone: Tone | None = None) -> QLabel:
        """Put words into the column."""
        made = selectable(label(words, kind, wrap=True, tone=tone))
        self.column.addWidget(made)
        return made

    def heading(self, words: str) -> None:
        """Put a heading into the column."""
        self.column.addWidget(label(words, "section", wrap=True))

    def filled(self, words: str) -> None:
        """Say what was filled in, and whence."""
        self.say(words, "caption", tone=Tone.ACCENT)

    def add_questions(self) -> None:
        """Put the questions of the step in."""
        for asked in self.step_view.questions:
            self.add_question(asked)

    def add_question(self, asked: Asked) -> QWidget:
        """Put one question in."""
        box = AnswerBox(
            self.desk,
            self.shell,
            self.session,
            asked,
            opened=self.bench.opened,
            read_only=self.read_only,
        )
        box.unfolded.connect(self.again)
        return self.add(box)

    def day_field(
        self, name: str, shown: date | None, keep: Callable[[date | None], object]
    ) -> DayField:
        """Return the field of a day; what could not be read of it is still there later."""
        made, key = DayField(), (self.view.case.id, name)
        made.setObjectName(name)
        made.choose(shown)
        made.setReadOnly(self.read_only)
        unread = self.bench.unread
        if key in unread and not self.read_only:
            made.setText(unread[key])
            made.say_doubt()
        made.picked.connect(keep)
        made.doubted.connect(lambda text: self.note_unread(name, text))
        return made

    def note_unread(self, name: str, text: str) -> None:
        """Note what was typed into a field and not taken, "" for nothing."""
        before = self.bench.unread.get((self.view.case.id, name), "")
        self.bench.note_unread(self.view.case, name, text)
        if text != before:
            self.doubted.emit()

    def export_field(self) -> DayField:
        """Return the field of the planned date of export; an odd one is told of below it."""
        case = self.view.case
        day = case.export_on
        made = self.day_field("export_on", day, self._keep_export)
        made.setToolTip(_("Dated rules go by it."))
        if day is None or self.read_only or made.is_bad:
            return made
        words = ""
        if day < self.view.facts.looked_on:
            words = _("This day is past.")
        elif case.ordered_on is not None and day < case.ordered_on:
            words = _("This is before the day of the order.")
        if words:
            made.hint(words)
        return made

    def _keep_export(self, day: date | None) -> None:
        self.session.save(lambda case: replace(case, export_on=day))

    def row(self, *parts: QWidget | None) -> QHBoxLayout:
        """Put widgets side by side; None takes the room that is left."""
        line = QHBoxLayout()
        line.setSpacing(px(8))
        for part in parts:
            if part is None:
                line.addStretch(1)
            else:
                line.addWidget(part)
        self.column.addLayout(line)
        return line


def area_of(widget: QWidget) -> QScrollArea | None:
    """Return what a part of a step is scrolled in, None while it is nowhere."""
    around: QWidget | None = widget
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around


class Panel(QFrame):
    """A part of a step with a line around it. Put things into `column`."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setAccessibleName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(14), px(12), px(14), px(12))
        self.column.setSpacing(px(8))
        self.head = QHBoxLayout()
        self.head.setSpacing(px(8))
        if name:
            self.title = label(name, "strong", wrap=True)
            self.head.addWidget(self.title, 1)
        self.column.addLayout(self.head)

    def say(self, words: str, kind: str = "", *, tone: Tone | None = None) -> QLabel:
        """Put words in."""
        made = selectable(label(words, kind, wrap=True, tone=tone))
        self.column.addWidget(made)
        return made


def link(words: str, call: Callable[[], object], name: str = "", *, about: str = "") -> QPushButton:
    """Return a link; the focus is kept by `name`, and a screen reader says what it is about."""
    made = button(words, lambda *_clicked: call(), kind="link")
    made.setObjectName(name)
    if about:
        made.setAccessibleName(f"{words}: {about}")
    return made


def remark(words: str, glyph: str = "information-outline", color: str = "quiet") -> QWidget:
    """Return a sentence with a glyph before it."""
    place = QWidget()
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    row.addWidget(Glyph(glyph, color, 16))
    row.addWidget(selectable(label(words, "caption", wrap=True)), 1)
    return place


def not_given() -> str:
    """Return what stands where nothing was given."""
    return _("Not given")
