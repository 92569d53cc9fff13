"""A step that only asks: customer profile, order, end use."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from exportdesk.core.cases import Case
from exportdesk.core.i18n import _, of_rulebook
from exportdesk.diligence.flow import Asked
from exportdesk.rulebook import Question
from exportdesk.rulebook.questions import QuestionKind
from exportdesk.ui.cases.steps.body import StepBody, link
from exportdesk.ui.widgets import keep_room, label

_SEVERAL = 2


class QuestionsStep(StepBody):
    """The questions that are left, with what the book knew filled in."""

    @override
    def fill(self) -> None:
        self.boxes: dict[str, QWidget] = {}
        if not self.step_view.questions:
            self.say(_("Nothing is asked here for this case."), "quiet")
        self.add_questions()

    @override
    def add_questions(self) -> None:
        """Put the questions in; those that only ask for a No can be answered at once."""
        run: list[Asked] = []
        now = {one.question.code: one for one in self.step_view.questions}
        for code in self._in_place(list(now)):
            asked = now.get(code)
            if asked is None:
                self._keep_free(code)
                continue
            if not _rules_out(asked.question):
                self._offer_no(run)
                run = []
            else:
                run.append(asked)
            self.boxes[code] = self.add_question(asked)
        self._offer_no(run)

    def _in_place(self, now: list[str]) -> list[str]:
        """Return the questions in their order, with those that an answer took away meanwhile."""
        wanted = list(now)
        before = list(self.bench.rooms)
        for at, code in enumerate(before):
            if code not in wanted:
                after = next((one for one in reversed(before[:at]) if one in wanted), None)
                wanted.insert(wanted.index(after) + 1 if after else 0, code)
        return wanted

    def _keep_free(self, code: str) -> None:
        """Keep the room of a question that is asked no more: what is below must not move up."""
        question = self.desk.rulebook.questions.get(code)
        asks = of_rulebook(question.text) if question is not None else ""
        words = _("Not asked any more: {question}").format(question=asks)
        room = label(words, "caption", wrap=True)
        room.setAlignment(Qt.AlignmentFlag.AlignTop)
        room.setFixedHeight(self.bench.rooms[code])
        self.boxes[code] = self.add(room)

    @override
    def leave(self) -> None:
        self.bench.rooms = {code: one.height() for code, one in self.boxes.items()}

    def _offer_no(self, run: list[Asked]) -> None:
        if len(run) < _SEVERAL or self.read_only:
            return
        left = tuple(one.question.code for one in run if not one.value)
        made = link(_("No to all of these"), lambda: self._say_no(left))
        made.setObjectName("no-to-all")
        # Its room stays: what is below must not move away from under the pointer.
        keep_room(made)
        if len(left) < _SEVERAL:
            made.hide()
        self.row(made, None)

    def _say_no(self, codes: tuple[str, ...]) -> None:
        cases = self.desk.cases
        # On an answer that is there: an Enter too many is not to answer the next question.
        self.bench.goes_to = f"{codes[-1]}=no"

        def act(case: Case) -> Case:
            for code in codes:
                case = cases.answer(case, code, "no")
            return case

        self.session.do(act)


def _rules_out(question: Question) -> bool:
    """Whether it is one of yes and no of which only the yes leads to anything."""
    led = {answer for one in question.raises for answer in one.answers}
    return question.kind is QuestionKind.YES_NO and "yes" in led and "no" not in led
