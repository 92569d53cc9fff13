"""A step that only asks: customer profile, order, end use."""

from typing_extensions import override

from exportdesk.core.cases import Case
from exportdesk.core.i18n import _
from exportdesk.diligence.flow import Asked
from exportdesk.rulebook import Question
from exportdesk.rulebook.questions import QuestionKind
from exportdesk.ui.cases.steps.body import StepBody, link
from exportdesk.ui.widgets import keep_room

_SEVERAL = 2


class QuestionsStep(StepBody):
    """The questions that are left, with what the book knew filled in."""

    @override
    def fill(self) -> None:
        if not self.step_view.questions:
            self.say(_("Nothing is asked here for this case."), "quiet")
        self.add_questions()

    @override
    def add_questions(self) -> None:
        """Put the questions in; those that only ask for a No can be answered at once."""
        run: list[Asked] = []
        for asked in self.step_view.questions:
            if not _rules_out(asked.question):
                self._offer_no(run)
                run = []
            else:
                run.append(asked)
            self.add_question(asked)
        self._offer_no(run)

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

        def act(case: Case) -> Case:
            for code in codes:
                case = cases.answer(case, code, "no")
            return case

        self.session.do(act)


def _rules_out(question: Question) -> bool:
    """Whether it is one of yes and no of which only the yes leads to anything."""
    led = {answer for one in question.raises for answer in one.answers}
    return question.kind is QuestionKind.YES_NO and "yes" in led and "no" not in led
