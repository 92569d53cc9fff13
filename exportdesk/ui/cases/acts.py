"""What is done to a case beyond answering: settling findings, beginning cases. No widgets."""

from collections.abc import Callable
from dataclasses import replace

from exportdesk.core.cases import Case, CaseItem
from exportdesk.core.errors import BadInput
from exportdesk.core.progress import Progress
from exportdesk.operations.cases import Cases
from exportdesk.ui.cases.resolve_sheet import Settled
from exportdesk.ui.cases.subjects import NewCase
from exportdesk.wiring import Desk


def settling(cases: Cases, told: Settled) -> Callable[[Case], Case]:
    """Return the act that settles a finding as told; a license is put into the case first."""

    def act(case: Case) -> Case:
        if told.code == "red-flag" and case.flag(told.about) is not None:
            return cases.resolve_flag(
                case,
                told.about,
                inquiry=told.inquiry,
                answer=told.answer,
                evidence=told.evidence,
            )
        number = ""
        if told.license is not None:
            number = told.license.number
            others = tuple(one for one in case.licenses if one.number != number)
            case = cases.save(replace(case, licenses=(*others, told.license)), was=case)
        for finding in (told.finding, *told.others):
            case = cases.resolve(
                case,
                finding,
                told.remedy,
                reason=told.reason,
                inquiry=told.inquiry,
                answer=told.answer,
                license=number,
                evidence=told.evidence,
                second_name=told.second_name,
            )
        return case

    return act


def beginning(desk: Desk, wanted: NewCase) -> Callable[[Progress], Case]:
    """Return the work that opens a case of a customer, with products, or empty."""

    def work(_progress: Progress) -> Case:
        items = []
        for product in wanted.products:
            try:
                items.append(CaseItem(desk.products.get(product)))
            except BadInput:
                continue  # deleted meanwhile
        return desk.cases.new(wanted.customer, items=items)

    return work
