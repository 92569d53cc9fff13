"""Below a match: the verdicts with their keys, then the reason, or the questions on the way."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.core.screenings import Verdict
from exportdesk.core.words import sentence
from exportdesk.rulebook import Consequence, ListMeaning
from exportdesk.rulebook.review_questions import ReviewQuestions
from exportdesk.screening.assessing import Assessed, Known
from exportdesk.ui.ask import Ask
from exportdesk.ui.review.ask_panel import AskPanel, Objects
from exportdesk.ui.review.question_panel import QuestionPanel
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import button, label, restyle
from exportdesk.ui.widgets.brought import InSight
from exportdesk.ui.widgets.flow import FlowLayout

VERDICT_KEYS = {
    Qt.Key.Key_N: Verdict.NOT_SAME,
    Qt.Key.Key_R: Verdict.RESEARCH,
    Qt.Key.Key_S: Verdict.SAME,
}
"""The letters that decide, as the buttons say."""


class Foot(QWidget):
    """`given` tells a `Draft`; `questions_wanted` that the questions are to be asked."""

    given = Signal(object)
    left = Signal()
    asked = Signal(object)
    questions_wanted = Signal()

    def __init__(
        self, ask: Ask, questions: ReviewQuestions, *, read_only: bool, alone: bool = False
    ) -> None:
        """`alone`: there is no queue beside the match to go through."""
        super().__init__()
        self._read_only = read_only
        self._meaning: ListMeaning | None = None
        self._history = False
        self._group = self._alike = self._several = 0
        self._today = date.min
        self._one_for_all = True
        self._objects: Objects | None = None
        self.offer = Offer(read_only=read_only, alone=alone)
        self.offer.asked.connect(self.asked)
        self.offer.questions_wanted.connect(self.questions_wanted)
        self.reason = AskPanel(ask)
        self.reason.given.connect(self.given)
        self.reason.left.connect(self.leave)
        self.questions = QuestionPanel(questions)
        self.questions.proposed.connect(self._take_proposal)
        self.questions.left.connect(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._parts: tuple[QWidget, ...] = (self.offer, self.reason, self.questions)
        for part in self._parts:
            column.addWidget(part)
        self._show(self.offer)
        self._sight = InSight(self)  # in a narrow window it stands below the queue

    @property
    def is_asking(self) -> bool:
        """Whether a reason or an answer is being asked for."""
        return self.offer.isHidden()

    def show_one(
        self,
        meaning: ListMeaning,
        today: date,
        *,
        history: bool,
        group: int,
        objects: Objects | None = None,
    ) -> None:
        """Offer the verdicts on one match; `group`: how many other listings the party has.

        `objects` tells what the data says against a reason.
        """
        self._objects = objects
        self._meaning, self._history, self._today = meaning, history, today
        self._group, self._alike, self._several = group, 0, 0
        self._one_for_all = True
        self.offer.say(meaning, history=history, several=False)
        self._show(self.offer)

    def show_several(self, count: int, strictest: ListMeaning | None, today: date) -> None:
        """Offer the verdicts on several matches at once: until they are known to be the same
        question, only to look into them.
        """
        self._meaning, self._history, self._today = strictest, False, today
        self._objects = None
        self._group = self._alike = 0
        self._several = count
        self._one_for_all = False
        self.offer.say(strictest, history=False, several=True)
        self._show(self.offer)

    def show_compared(self, identical: bool) -> None:
        """Say whether the matches chosen are the same question, which one reason can answer."""
        self._one_for_all = identical
        self.offer.say_compared(identical)

    def takes(self, verdict: Verdict) -> bool:
        """Whether a verdict can be given on what is chosen: of unlike matches only that they need
        research.
        """
        return self._one_for_all or verdict is Verdict.RESEARCH

    def show_alike(self, count: int) -> None:
        """Say how many identical cases there are."""
        self._alike = count
        self.reason.offer_alike(count)

    def ask(
        self, verdict: Verdict, reason: str = "", answers: Mapping[str, str] | None = None
    ) -> None:
        """Ask for the reason of a verdict."""
        if self._read_only or not self.takes(verdict):
            return
        self._show(self.reason)
        self.reason.begin(
            verdict,
            self._today,
            meaning=self._meaning,
            history=self._history,
            group=self._group,
            alike=self._alike,
            several=self._several,
            reason=reason,
            answers=answers,
            objects=self._objects,
        )
        self._sight.ask()

    def ask_questions(self, known: Known) -> None:
        """Ask the questions on the way to a verdict."""
        if not self._read_only:
            self._show(self.questions)
            self.questions.begin(known)
            self._sight.ask()

    def leave(self) -> bool:
        """Stop asking; tell whether something was being asked for."""
        if not self.is_asking:
            return False
        self._show(self.offer)
        self.left.emit()
        return True

    def rest(self) -> None:
        """Offer the verdicts again, without a word."""
        self._show(self.offer)

    def _take_proposal(self, found: Assessed, answers: Mapping[str, str]) -> None:
        self.ask(found.verdict, found.reason, answers)

    def _show(self, part: QWidget) -> None:
        for other in self._parts:
            other.setVisible(other is part)


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
        self.not_same = button(_("N  Not the same party…"), self._ask_not_same)
        self.research = button(_("R  Needs research…"), self._ask_research)
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
        said = _("S  Same party…")
        consequence = None if meaning is None or history else meaning.consequence
        if consequence is Consequence.BLOCK:
            said = _("S  Same party: stop…")
        elif consequence is Consequence.HOLD_LICENSE:
            said = _("S  Same party: hold…")
        self.same.setText(said)
        stops = consequence is not None and consequence.stops
        means = "" if consequence is None else sentence(f"consequence-{consequence}-means")
        self.same.setToolTip(means)
        self.same.setAccessibleDescription(means)
        restyle(self.same, kind="danger" if stops else "")
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
