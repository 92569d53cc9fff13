"""Below a match: the verdicts with their keys, then the reason, or the questions on the way."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportdesk.core.screenings import Verdict
from exportdesk.rulebook import ListMeaning
from exportdesk.rulebook.review_questions import ReviewQuestions
from exportdesk.screening.assessing import Assessed, Known
from exportdesk.ui.ask import Ask
from exportdesk.ui.review.ask_panel import AskPanel, Objects
from exportdesk.ui.review.offer import Offer
from exportdesk.ui.review.question_panel import QuestionPanel
from exportdesk.ui.review.several_bar import SeveralBar
from exportdesk.ui.widgets.brought import InSight

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
        self.several: SeveralBar | None = None  # below the queue, if there is one
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

    def stand_below(self, queue: QVBoxLayout) -> SeveralBar:
        """Put what answers several at once below the queue, where this is not seen beside it."""
        made = self.several = SeveralBar(read_only=self._read_only)
        made.asked.connect(self.asked)
        queue.addWidget(made)
        return made

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
        self.show_none()
        self._show(self.offer)

    def show_none(self) -> None:
        """Offer nothing for several at once: one is chosen, or none."""
        if self.several is not None:
            self.several.rest()

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
        if self.several is not None:
            self.several.show_several(strictest)
        self._show(self.offer)

    def show_compared(self, identical: bool) -> None:
        """Say whether the matches chosen are the same question, which one reason can answer."""
        self._one_for_all = identical
        self.offer.say_compared(identical)
        if self.several is not None:
            self.several.show_compared(identical)

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
