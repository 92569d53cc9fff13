"""What is done to a case beyond answering: settling findings. No widgets."""

from collections.abc import Callable
from dataclasses import replace

from exportdesk.core.cases import Case
from exportdesk.operations.cases import Cases
from exportdesk.ui.cases.resolve_sheet import Settled


def settling(cases: Cases, told: Settled) -> Callable[[Case], Case]:
    """Return the act that settles a finding as told; a license is put into the case first."""

    def act(case: Case) -> Case:
        if told.opens:
            return cases.reopen(case, told.finding)
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
