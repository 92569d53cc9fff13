"""The questions on the way to a decision, one after the other; the data answers what it can."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.citations import of_citation
from exportdesk.core.i18n import _, of_rulebook
from exportdesk.core.screenings import Verdict
from exportdesk.core.words import sentence
from exportdesk.rulebook import Status
from exportdesk.rulebook.review_questions import Question, ReviewQuestions
from exportdesk.screening.assessing import Assessed, Known, assessed, steps
from exportdesk.ui.matches import words as match_words
from exportdesk.ui.matches.parts import flowing, say_in
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import button, label, restyle
from exportdesk.ui.widgets.flow import FlowLayout

_MOST = 6


class QuestionPanel(QWidget):
    """Walks through the questions. `proposed` tells an `Assessed` and the answers it rests on."""

    proposed = Signal(object, object)
    left = Signal()

    def __init__(self, questions: ReviewQuestions) -> None:
        super().__init__()
        self._questions = questions
        self._known: Known | None = None
        self._given: dict[str, str] = {}
        self._at = 0
        self._found: Assessed | None = None
        self._place = label("", "label")
        self._text = label("", "strong", wrap=True)
        self._help = label("", "caption", wrap=True)
        self._seen = flowing()
        self._answers = [button("", self._take) for _each in range(_MOST)]
        self._source = label("", "caption", wrap=True)
        self._back = button(_("Back"), self.go_back, kind="link", hint=_("Backspace"))
        self._cancel = button(_("Cancel"), self.left.emit, kind="link", hint=_("Esc"))
        self._flow = FlowLayout(px(8))
        for one in self._answers:
            self._flow.addWidget(one)
        foot = QHBoxLayout()
        foot.addWidget(self._source, 1)
        foot.addWidget(self._back, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        for part in (self._place, self._text, self._help, self._seen):
            column.addWidget(part)
        column.addLayout(self._flow)
        column.addLayout(foot)
        self._say_source()

    @property
    def text(self) -> str:
        """What is asked, or proposed."""
        return self._text.text()

    @property
    def answers(self) -> list[QPushButton]:
        """The answers that can be given."""
        return [one for one in self._answers if not one.isHidden()]

    def begin(self, known: Known) -> None:
        """Ask the first question."""
        self._known, self._given, self._at = known, {}, 0
        self._show()

    def go_back(self) -> None:
        """Ask the question before again; leave at the first one."""
        if self._at == 0:
            self.left.emit()
            return
        self._at -= 1
        asked = self._asked()
        for step in asked[self._at :]:
            self._given.pop(step, None)
        self._show()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        text, shown = event.text(), self.answers
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Backspace:
            self.go_back()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.focusPreviousChild()
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.focusNextChild()
        elif text.isdigit() and 1 <= int(text) <= len(shown):
            shown[int(text) - 1].click()
        elif not (text.strip() and text.isprintable()):
            super().keyPressEvent(event)

    def _asked(self) -> tuple[str, ...]:
        assert self._known is not None
        return steps(self._given, is_held=self._known.is_held)

    def _show(self) -> None:
        assert self._known is not None
        self._found = assessed(self._given, self._known, self._questions)
        if self._found is not None:
            self._show_proposal(self._found)
            return
        step = self._asked()[-1]
        question = self._questions.question(step)
        self._place.setText(
            _("Question {number} of at most {all}: {title}").format(
                number=self._at + 1,
                all=len(self._questions.questions),
                title=of_rulebook(question.title),
            )
        )
        self._text.setText(of_rulebook(question.text))
        self._help.setText(of_rulebook(question.help))
        said, likely = self._known.seen[step], self._known.answers[step]
        told = (
            _("By the data: {said} Confirm it with Enter, or answer otherwise.")
            if likely
            else _("By the data: {said} That does not settle it: choose an answer.")
        )
        say_in(self._seen, told.format(said=said) if said else "")
        self._offer(question, likely)

    def _offer(self, question: Question, likely: str) -> None:
        for at, made in enumerate(self._answers):
            there = at < len(question.answers)
            made.setVisible(there)
            if not there:
                continue
            answer = question.answers[at]
            own = answer.code == likely
            words = of_rulebook(answer.text)
            made.setText(f"{at + 1}  {words}")
            made.setProperty("code", answer.code)
            made.setAccessibleName(
                _("{answer}, what the data says").format(answer=words) if own else words
            )
            restyle(made, kind="chosen" if own else "")
            if own:
                made.setFocus(Qt.FocusReason.OtherFocusReason)
        if not likely:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # Enter is no answer then; a digit is
        self._flow.invalidate()

    def _show_proposal(self, found: Assessed) -> None:
        self._place.setText(_("What the answers say"))
        self._text.setText(sentence(f"assess-proposes-{found.verdict}"))
        self._help.setText(_("You decide. The reason can be edited before it is kept."))
        say_in(self._seen, found.reason)
        order = [found.verdict, *(one for one in Verdict if one is not found.verdict)]
        for at, made in enumerate(self._answers):
            made.setVisible(at < len(order))
            if at < len(order):
                words = match_words.verdict(order[at])[0]
                made.setText(f"{at + 1}  {words}…")
                made.setAccessibleName(words)
                made.setProperty("code", order[at].value)
                restyle(made, kind="chosen" if at == 0 else "")
        self._answers[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._flow.invalidate()

    def _take(self) -> None:
        made = self.sender()
        if not isinstance(made, QPushButton):
            return
        code = str(made.property("code"))
        if self._found is not None:
            taken = Assessed(Verdict(code), self._found.by, self._found.reason)
            self.proposed.emit(taken, dict(self._given))
            return
        self._given[self._asked()[-1]] = code
        self._at += 1
        self._show()

    def _say_source(self) -> None:
        found = self._questions
        said = [_("After {name}").format(name=of_rulebook(found.name))]
        if found.status is not Status.VERIFIED:
            facts = {"as_of": match_words.day(found.as_of)}
            said.append(sentence(f"status-{found.status}", facts))
            restyle(self._source, tone=Tone.AMBER.value)
        self._source.setText(". ".join(said))
        told = "; ".join(of_citation(one) for one in (found.citation, found.source) if one)
        about = f"{told}.\n\n{of_rulebook(found.unverified_note)}"
        self._source.setToolTip(about)
        self._source.setAccessibleName(self._source.text())
        self._source.setAccessibleDescription(about)
