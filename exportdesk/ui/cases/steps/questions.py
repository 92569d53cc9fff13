"""A step that only asks: customer profile, order, end use."""

from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.ui.cases.steps.body import StepBody


class QuestionsStep(StepBody):
    """The questions that are left, with what the book knew filled in."""

    @override
    def fill(self) -> None:
        if not self.step_view.questions:
            self.say(_("Nothing is asked here for this case."), "quiet")
        self.add_questions()
