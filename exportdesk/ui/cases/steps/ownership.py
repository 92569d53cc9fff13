"""Ownership: who owns the parties, line by line, as the customer's own page shows it."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from exportdesk.core.cases import CaseStep
from exportdesk.core.i18n import _
from exportdesk.core.ids import PartyId
from exportdesk.core.parties import PartyKind
from exportdesk.core.words.choices import word
from exportdesk.diligence.case_facts import PartyFacts
from exportdesk.ui.cases.steps.body import Panel, StepBody, link
from exportdesk.ui.customers.ownership_box import OwnershipBox
from exportdesk.ui.customers.subjects import OwnersOf


class OwnershipStep(StepBody):
    """The firms of the case with their owners."""

    @override
    def fill(self) -> None:
        facts = self.view.facts
        firms = [one for one in facts.taking_part if one.profile.kind is not PartyKind.PERSON]
        if not firms:
            self.say(_("No firm takes part yet."), "quiet")
        elif any(one.ownership is not None for one in firms):
            self.filled(_("Filled in: owners and shares as they are kept with each customer."))
        for party in firms:
            self.add(self._party(party))
        self.add_questions()

    def _party(self, party: PartyFacts) -> QWidget:
        panel = Panel(party.name or _("No name"))
        panel.say(", ".join(word(one) for one in party.roles), "caption")
        workspace = self.desk.workspace()
        holder = workspace.customers.holders([party.id]).get(party.id)
        if party.ownership is not None:
            box = OwnershipBox()
            panel.column.addWidget(box)
            box.show_result(party.ownership)
        elif holder is None:
            panel.say(
                _("Owners are kept with customers. Keep this party in the book to enter them."),
                "quiet",
            )
            where = self.step_asked
            panel.column.addWidget(
                link(_("Go to the parties"), lambda: where.emit(CaseStep.PARTIES), f"to-{party.id}")
            )
        else:
            panel.say(_("No owner is entered."), "quiet")
        if holder is not None:
            words = _("Open the customer to enter owners")
            panel.column.addWidget(
                link(words, lambda: self._go(holder), f"owners-{party.id}", about=party.name)
            )
        return panel

    def _go(self, customer: PartyId) -> None:
        self.shell.window.go("customers", OwnersOf(customer, self.view.case.id))
