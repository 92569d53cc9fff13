"""The checks of a case: each a small function from its facts to findings."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from exportdesk.core.cases import CaseStep
from exportdesk.diligence.case_facts import CaseFacts
from exportdesk.diligence.case_findings import CaseFinding
from exportdesk.diligence.checks.certification import certification
from exportdesk.diligence.checks.destination import destination, export_date, route
from exportdesk.diligence.checks.goods import classification, trigger
from exportdesk.diligence.checks.letters import letters
from exportdesk.diligence.checks.licenses import indications, licenses
from exportdesk.diligence.checks.lists import list_age, look_up
from exportdesk.diligence.checks.owners import owners
from exportdesk.diligence.checks.parties import handling, places, roles, who
from exportdesk.diligence.checks.profile import firm, orders
from exportdesk.diligence.checks.questions import answers, red_flags
from exportdesk.diligence.checks.screening import screening
from exportdesk.diligence.shipment import is_of_shipment, shipment_print

Check = Callable[[CaseFacts], Iterator[CaseFinding]]

CHECKS: tuple[Check, ...] = (
    *(trigger, classification, roles, who, handling, places, destination, route, export_date),
    *(screening, list_age, owners, look_up, firm, orders, answers, red_flags, letters),
    *(certification, indications, licenses),
)


def check_case(facts: CaseFacts) -> tuple[CaseFinding, ...]:
    """Return everything there is to say of a case: by step, the worst first, each once."""
    shipment = shipment_print(facts)
    found = {
        one.key: replace(one, shipment=shipment) if is_of_shipment(one) else one
        for check in CHECKS
        for one in check(facts)
    }
    order = list(CaseStep)
    return tuple(
        sorted(
            found.values(),
            key=lambda one: (order.index(one.step), one.leads_to.rank, one.code, one.about),
        )
    )
