"""Who signed a case off: with which outcome, when and why."""

from exportdesk.core.cases import Case, SignOff
from exportdesk.core.days import day_here
from exportdesk.core.i18n import _
from exportdesk.core.words.choices import word
from exportdesk.ui.cases.steps.body import Panel
from exportdesk.ui.cases.words import outcome_chip
from exportdesk.ui.dates import day_text, moment_text
from exportdesk.ui.widgets import Chip


def signed_panel(case: Case, sign_off: SignOff) -> Panel:
    """Return a panel that tells the sign-off of a case."""
    panel = Panel(_("Signed off by {name}").format(name=sign_off.name))
    panel.head.addWidget(Chip(*outcome_chip(sign_off.outcome)))
    panel.say(moment_text(sign_off.at), "caption")
    panel.say(sign_off.reason)
    if sign_off.computed is not None and sign_off.computed is not sign_off.outcome:
        panel.say(
            _("Computed: {outcome}. It was signed as something stricter.").format(
                outcome=word(sign_off.computed)
            ),
            "caption",
        )
    words = _("Planned date of export {day}; rulebook of {rulebook}.")
    if case.export_confirmed is None:
        words = _("No date of export was given: judged as of {day}; rulebook of {rulebook}.")
    words = words.format(day=day_text(sign_off.export_on), rulebook=day_here(sign_off.rulebook))
    panel.say(words, "caption")
    return panel
