"""The demo's cases: one signed off, one on hold, one in progress, made as a person makes them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

from exportdesk.core.cases import (
    Answer,
    Case,
    CaseItem,
    CaseParty,
    LookUp,
    LookUpResult,
    PartyAnswer,
    Remedy,
)
from exportdesk.core.clock import Clock, today
from exportdesk.core.ids import CaseId, PartyId
from exportdesk.core.parties import Role
from exportdesk.core.progress import Progress
from exportdesk.operations.demo import (
    demo_cases,
    demo_customers,
    demo_id,
    demo_operator,
    demo_products,
)
from exportdesk.storage.workspace import Workspace

if TYPE_CHECKING:  # read before the demo's window opens, only to see whether all is there
    from exportdesk.operations.case_parties import CaseParties
    from exportdesk.operations.cases import Cases

Row = Mapping[str, Any]
_NOBODY = (Role.INTERMEDIATE_CONSIGNEE, Role.FREIGHT_FORWARDER, Role.BANK)


class CaseDesk(Protocol):
    """The parts of a desk that cases are made with."""

    @property
    def workspace(self) -> Callable[[], Workspace]: ...
    @property
    def cases(self) -> "Cases": ...
    @property
    def case_parties(self) -> "CaseParties": ...
    @property
    def clock(self) -> Clock: ...


def has_cases(workspace: Workspace) -> bool:
    """Whether all cases of the demo were made."""
    wanted = [_id_of(row) for row in demo_cases()]
    return len(workspace.cases.several(wanted)) == len(wanted)


def fill_cases(desk: CaseDesk, progress: Progress, *, certified: bool = True) -> int:
    """Put the demo's cases into its workspace, each once; return how many were made.

    Without `certified` those are left for later whose certification is still to come: the list of
    cases shows what one came to when it was saved. Where a person took the customer of one out of
    the book, it is left out. Raises ListsMissing, StorageFault, Cancelled.
    """
    customers = {one.reference: one.id for one in demo_customers()}
    workspace, made = desk.workspace(), 0
    there = workspace.cases.several([_id_of(row) for row in demo_cases()])
    for row in demo_cases():
        customer = PartyId(customers[row["customer"]])
        if row.get("certified", False) and not certified:
            continue
        if _id_of(row) not in there and workspace.customers.get(customer) is not None:
            _make(desk, row, customer, progress)
            made += 1
    return made


def _make(desk: CaseDesk, row: Row, customer: PartyId, progress: Progress) -> None:
    case = desk.cases.open(_begun(row, desk.clock), customer)
    desk.case_parties.screen(case, progress)
    case = desk.cases.save(_answered(case, row, desk.clock))
    for told in row.get("settled", ()):
        case = _settled(desk, case, told)
    if "signed" in row:
        desk.cases.sign(case, demo_operator(), row["signed"]["reason"], case.export_on)


def _begun(row: Row, clock: Clock) -> Case:
    """Return a case with its order, nothing of it answered yet."""
    products = {one.sku: one for one in demo_products()}
    day = today(clock)
    return Case(
        id=_id_of(row),
        reference=row["order"],
        ordered_on=day - timedelta(days=row["ordered"]),
        export_on=day + timedelta(days=row["export"]),
        items=tuple(
            CaseItem(products[sku], quantity, "pcs", value, "USD")
            for sku, quantity, value in row["products"]
        ),
    )


def _answered(case: Case, row: Row, clock: Clock) -> Case:
    """Return it with who has which role, the look-up and the answers."""
    buyer = PartyAnswer.SAME_AS
    consignee = CaseParty(Role.ULTIMATE_CONSIGNEE, buyer, same_as=Role.PURCHASER)
    end_user = CaseParty(Role.END_USER, buyer, same_as=Role.PURCHASER)
    if row["end_user"] == "unknown":
        end_user = CaseParty(Role.END_USER, PartyAnswer.UNKNOWN)
    case = case.with_role(Role.ULTIMATE_CONSIGNEE, consignee).with_role(Role.END_USER, end_user)
    for role in _NOBODY:
        case = case.with_role(role, CaseParty(role, PartyAnswer.NONE))
    now, by = clock.now(), demo_operator()
    if row["looked_up"]:
        case = replace(case, trade_integrity=LookUp(today(clock), LookUpResult.NOT_FOUND, by=by))
    for code, value in row["answers"].items():
        case = case.with_answer(Answer(code, value, by=by, at=now))
    return case


def _settled(desk: CaseDesk, case: Case, told: Mapping[str, str]) -> Case:
    """Keep what settles each open finding of a code; with a text, that is its evidence."""
    evidence = []
    if "text" in told:
        evidence = [desk.cases.attach(told["text"].lstrip().encode(), told["file"])]
    for one in desk.cases.assess(case).assessment.open:
        if one.finding.code == told["finding"]:
            case = desk.cases.resolve(
                case,
                one.finding.key,
                Remedy(told["remedy"]),
                reason=told["reason"],
                evidence=evidence,
                second_name=told.get("second_name", ""),
            )
    return case


def _id_of(row: Row) -> CaseId:
    return CaseId(demo_id("case", row["key"]))
