"""The verdicts on what is chosen, each with its key, and the way to the questions."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.core.screenings import Verdict
from exportdesk.rulebook import ListMeaning
from exportdesk.ui.matches.verdict_buttons import offer_same, verdict_words
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import button, label
from exportdesk.ui.widgets.flow import FlowLayout


def only_research() -> str:
    """Return why matches that are not the same question are not decided with one reason."""
    return _(
        "These are not the same question, so no one reason holds for all. Say that they need"
        " research, or decide them one by one."
    )


class Offer(QWidget):
    """The verdicts, each with its key, and the way to the questions."""

    asked = Signal(object)
    questions_wanted = Signal()

    def __init__(self, *, read_only: bool, alone: bool = False) -> None:
        super().__init__()
        self._read_only = read_only
        self._alone = alone
        self.not_same = button(f"N  {verdict_words(Verdict.NOT_SAME)}", self._ask_not_same)
        self.research = button(f"R  {verdict_words(Verdict.RESEARCH)}", self._ask_research)
        self.same = button("", self._ask_same)
        self.questions = button(
            _("Q  Ask me step by step"), self.questions_wanted.emit, kind="link"
        )
        self._hint = label("", "caption", wrap=True)
        row = FlowLayout(px(8))
        for part in (self.not_same, self.research, self.same):
            row.addWidget(part)
        for part in (self.not_same, self.research, self.same, self.questions):
            part.setEnabled(not read_only)
        under = QHBoxLayout()
        under.setSpacing(px(12))
        under.addWidget(self.questions)
        under.addWidget(self._hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(row)
        column.addLayout(under)

    def say(self, meaning: ListMeaning | None, *, history: bool, several: bool) -> None:
        """Offer the verdicts in the words that go with the list."""
        offer_same(self.same, meaning, history=history, letter="S")
        self.questions.setVisible(not several)
        for part in (self.not_same, self.same):
            part.setEnabled(not self._read_only and not several)
        self._hint.setText(
            _("This workspace is open for reading: nothing can be decided here.")
            if self._read_only
            else ""
            if self._alone
            else _("J next, K previous · Ctrl+Z takes the last decision back")
        )

    def hint(self, words: str) -> None:
        """Say beside the verdicts what is to be known of them."""
        self._hint.setText(words)

    def keep_hint_room(self, hints: Iterable[str], width: int) -> None:
        """Keep room for the longest of these beside nothing else, whatever is said."""
        wraps, metrics = Qt.TextFlag.TextWordWrap, self._hint.fontMetrics()
        room = QRect(0, 0, width, 1 << 20)
        high = max(metrics.boundingRect(room, wraps, one).height() for one in hints)
        self._hint.setMinimumHeight(high)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)

    def say_compared(self, identical: bool) -> None:
        """Say whether one reason can hold for all that is chosen."""
        for part in (self.not_same, self.same):
            part.setEnabled(identical and not self._read_only)
        if not identical and not self._read_only:
            self._hint.setText(only_research())

    def _ask_not_same(self) -> None:
        self.asked.emit(Verdict.NOT_SAME)

    def _ask_research(self) -> None:
        self.asked.emit(Verdict.RESEARCH)

    def _ask_same(self) -> None:
        self.asked.emit(Verdict.SAME)
