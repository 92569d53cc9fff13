"""Follow-up: who signed what, what is different since, how long to keep it, what comes next."""

from typing_extensions import override

from exportdesk.core.cases import CaseState
from exportdesk.core.i18n import _
from exportdesk.ui.cases.steps.body import StepBody
from exportdesk.ui.cases.steps.signed import signed_panel
from exportdesk.ui.cases.words import outcome_chip, since_words, withdrawn_words
from exportdesk.ui.dates import day_text
from exportdesk.ui.products.words import ground_words
from exportdesk.ui.widgets import label


class FollowUpStep(StepBody):
    """After the sign-off."""

    @override
    def fill(self) -> None:
        case = self.view.case
        if case.state is CaseState.WITHDRAWN:
            self.say(_("The case was withdrawn. It stays as it was."), "quiet")
            for words in withdrawn_words(self.view):
                self.say(words)
        sign_off = case.sign_off
        if sign_off is None:
            self.add_questions()  # above them stands that it begins after the sign-off
            return
        self.add(signed_panel(self.view.case, sign_off))
        self._since()
        self._steps()
        self._keep()
        self.add_questions()

    def _since(self) -> None:
        found = self.view.drift
        self.heading(_("Changed since the sign-off"))
        if found is None:
            self.say(_("Nothing is different since."), "quiet")
            return
        for one in found.since:
            self.say(f"•  {since_words(self.desk, one)}")
        words, tone = outcome_chip(found.outcome)
        said = _("It would come to “{outcome}” now.").format(outcome=words)
        self.say(said, tone=tone if found.is_worse else None)
        self.say(_("Open a case for a repeat order to go through it again."), "caption")

    def _steps(self) -> None:
        steps = self.view.assessment.next_steps
        sign_off = self.view.case.sign_off
        if not steps or sign_off is None:
            return
        self.heading(_("What to do about listed parties"))
        for one in steps:
            words = ground_words(one.note)
            due = one.due(sign_off.at.local.date())
            if due is not None:
                words = _("By {day}: {words}").format(day=day_text(due), words=words)
            self.say(f"•  {words}")

    def _keep(self) -> None:
        retention, sign_off = self.desk.rulebook.retention, self.view.case.sign_off
        if sign_off is None:
            return
        self.heading(_("Keep it"))
        last = max(sign_off.export_on, sign_off.at.local.date())
        self.say(
            _("Keep this case, with its evidence, until {day} at least.").format(
                day=day_text(retention.until(last))
            )
        )
        for one in retention.periods():
            self.column.addWidget(label(ground_words(one.note), "caption", wrap=True))
