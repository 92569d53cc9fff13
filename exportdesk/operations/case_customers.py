"""Whose case it is: filled with what is known of a customer, and given to another one."""

from exportdesk.core.case_copies import filled_from, for_another
from exportdesk.core.cases import Answer, Case, CaseStep, Remedy, Resolution
from exportdesk.core.customers import Customer
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import PartyId
from exportdesk.core.parties import Role
from exportdesk.diligence.case_facts import buyers
from exportdesk.diligence.weighing import assess
from exportdesk.operations.case_flags import CaseFlags

_OF_PRODUCTS = (CaseStep.TRIGGER, CaseStep.CLASSIFICATION)
_OF_THE_GOODS = (Remedy.EVIDENCE, Remedy.REASON)


class CaseCustomers(CaseFlags):
    """The part of `Cases` that is about its customer; the same holds for its methods."""

    def change_customer(self, case: Case, customer: PartyId) -> Case:
        """Keep an open case as one of another customer; see `for_customer`. The versions before
        stay.
        """
        changed = self.for_customer(case, customer)
        told = {"from": case.customer, "to": customer}
        return self.file.save(changed, "case_customer_changed", told, was=case)

    def for_customer(self, case: Case, customer: PartyId) -> Case:
        """Return a case as one of another customer, not kept. Raises BadInput for an unknown one.

        Its order and products stay, with what was answered of them and what explains a finding of
        theirs. Parties, place, all other answers, red flags and licenses were about the one before.
        Where nobody bought before, what was entered stays, and the rest is filled in.
        """
        found = self._customer(customer)
        if customer == case.customer:
            return case
        if not case.customer and not buyers(case):
            return filled_from(case.with_role(Role.PURCHASER), found)
        questions, findings = self._rulebook().questions, assess(self._facts.of(case)).findings
        of_goods = {one.finding.key for one in findings if one.finding.step in _OF_PRODUCTS}

        def keeps_answer(one: Answer) -> bool:
            question = questions.get(one.code)
            return question is not None and question.step in _OF_PRODUCTS

        def keeps_resolution(one: Resolution) -> bool:
            return one.finding in of_goods and one.remedy in _OF_THE_GOODS

        return for_another(
            case, found, keeps_answer=keeps_answer, keeps_resolution=keeps_resolution
        )

    def _filled(self, case: Case, customer: PartyId | None) -> Case:
        return filled_from(case, self._customer(customer)) if customer else case

    def _customer(self, customer: PartyId) -> Customer:
        customers = self._workspace().customers
        found = customers.get(customer)
        if found is None or customers.is_deleted(customer):
            raise BadInput("customer-unknown", id=customer)
        return found
