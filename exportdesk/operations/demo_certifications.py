"""The demo's certifications: made, sent, filled in, taken in and decided as in real life.

Each act is done at its own moment, counted back from today, by a desk on a clock that stands there:
so that there is one in every state on whichever day somebody looks.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

from exportdesk.core.certification_life import Certification, SentBy
from exportdesk.core.certifications import (
    Answers,
    CertificationForm,
    CertifiedEndUser,
    CertifiedSignature,
    CertifiedUse,
    IntendedUse,
)
from exportdesk.core.clock import Clock, Moment
from exportdesk.core.ids import CertificationId, PartyId
from exportdesk.core.parties import Role
from exportdesk.core.progress import Progress
from exportdesk.operations.demo import (
    demo_certifications,
    demo_customers,
    demo_id,
    demo_operator,
    demo_products,
)
from exportdesk.storage.workspace import Workspace

if TYPE_CHECKING:  # read before the demo's window opens, which needs none of it
    from exportdesk.operations.certifications import Certifications

Row = Mapping[str, Any]
_ACTS = ("made", "sent", "back", "accepted", "rejected")
_ROLES = frozenset({Role.PURCHASER, Role.ULTIMATE_CONSIGNEE})
_APART = timedelta(minutes=7)  # between two acts of one day


class CertifyingDesk(Protocol):
    """The parts of a desk that certifications are made with."""

    @property
    def workspace(self) -> Callable[[], Workspace]: ...
    @property
    def certifications(self) -> "Certifications": ...


@dataclass(slots=True)
class PastClock:
    """A clock that stands where it is put."""

    moment: Moment

    def now(self) -> Moment:
        """Return the moment it stands at."""
        return self.moment


def fill_certifications(
    open_at: Callable[[Clock], AbstractContextManager[CertifyingDesk]],
    clock: Clock,
    progress: Progress,
) -> int:
    """Put the demo's certifications into its workspace, once; return how many.

    `open_at` opens a desk on the demo with a clock of its own. Raises StorageFault, Cancelled.
    """
    now = clock.now()
    past = PastClock(now)
    rows = demo_certifications()
    with open_at(past) as desk:
        if desk.workspace().certifications.bodies():
            return 0
        filling = _Filling(desk.certifications)
        acts = sorted(
            ((row[act], order, act, at) for at, row in enumerate(rows)
             for order, act in enumerate(_ACTS) if act in row),
            key=lambda one: (-one[0], one[3], one[1]),
        )  # fmt: skip
        for done, (days, _order, act, at) in enumerate(acts):
            progress.step(done, len(acts))
            moment = now.at - timedelta(days=days) - _APART * (len(acts) - done)
            past.moment = Moment.of(moment, now.zone)
            filling.do(act, rows[at])
    return len(rows)


class _Filling:
    """Does one act after the other. `of` has each certification as it stands, by its key."""

    def __init__(self, life: "Certifications") -> None:
        self._life = life
        self._customers = {one.reference: one.id for one in demo_customers()}
        self._products = {one.sku: one.id for one in demo_products()}
        self.of: dict[str, Certification] = {}

    def do(self, act: str, row: Row) -> None:
        """Do one act of a certification's life."""
        key, life = str(row["key"]), self._life
        match act:
            case "made":
                self.of[key] = life.keep([self._prepared(row)])[0]
            case "sent":
                self.of[key] = life.send(self.of[key].id, SentBy(row["how"]))
            case "back":
                one = self.of[key]
                name = f"{one.number}-{one.form.version} signed.pdf"
                taken = life.receive(
                    self._filled(row), name, ink_signature_seen=row.get("ink", False)
                )
                self.of[key] = taken.certification
            case "accepted":
                self.of[key] = life.accept(self.of[key].id, demo_operator())
            case "rejected":
                self.of[key] = life.reject(self.of[key].id, row["reason"], demo_operator())

    def _prepared(self, row: Row) -> Certification:
        customer = PartyId(self._customers[row["customer"]])
        products = [self._products[sku] for sku, _quantity in row["products"]]
        made = self._life.make.prepared(customer, None, products, row["language"])
        items = tuple(
            replace(item, quantity=quantity, unit="pcs")
            for item, (_sku, quantity) in zip(made.form.items, row["products"], strict=True)
        )
        before = self.of[row["replaces"]] if "replaces" in row else None
        order = replace(made.form.asked.order, reference=row["order"])
        form = replace(
            made.form,
            id=CertificationId(demo_id("certification", row["key"])),
            items=items,
            asked=replace(
                made.form.asked,
                order=order,
                roles=_ROLES if "resell" in row.get("uses", ()) else _ROLES | {Role.END_USER},
            ),
            replaces=before.number if before is not None else "",
        )
        return replace(made, form=form, replaces=before.id if before is not None else None)

    def _filled(self, row: Row) -> bytes:
        """Return the form as the customer filled it in: the same file with answers in it."""
        one = self.of[row["key"]]
        clauses = one.sending.clauses if one.sending is not None else ()
        form = replace(one.form, asked=_answers(row, one.form, clauses))
        return self._life.paper(Certification(form, one.customer_name), fillable=True)


def _answers(row: Row, form: CertificationForm, clauses: tuple[str, ...]) -> Answers:
    name, title, place = row["signer"]
    asked = form.asked.customer
    customer = replace(asked, legal_name=row.get("name", asked.legal_name))
    day = form.dated + timedelta(days=max(0, row["sent"] - row["back"] - 1))
    return replace(
        form.asked,
        customer=customer,
        use=CertifiedUse(
            uses=frozenset(IntendedUse(one) for one in row["uses"]),
            countries=row["countries"],
            end_users=tuple(CertifiedEndUser(*one) for one in row.get("end_users", ())),
        ),
        confirmed=frozenset(clauses) - frozenset(row.get("unconfirmed", ())),
        signature=CertifiedSignature(
            name, title, customer.legal_name, day.isoformat(), place, authorized=True
        ),
    )
