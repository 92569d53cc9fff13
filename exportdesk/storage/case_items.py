"""Which products were in which cases, in workspace.db: who bought what."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from exportdesk.core.cases import CaseItem, CaseState, Outcome
from exportdesk.core.ids import CaseId, PartyId, ProductId
from exportdesk.storage.codec import to_json
from exportdesk.storage.merged_parties import MergedParties

CASE_ITEMS = (
    """
    create table case_items (
        case_id text not null references cases (id),
        position integer not null,
        product text not null,
        quantity text not null,
        unit text not null,
        primary key (case_id, position)
    ) strict, without rowid
    """,
    "create index case_items_by_product on case_items (product)",
    # What cases of before hold: their text is the same since there are any.
    """
    insert into case_items (case_id, position, product, quantity, unit)
    select c.id, i.key, json_extract(i.value, '$.product.id'),
        coalesce(json_extract(i.value, '$.quantity'), ''),
        coalesce(json_extract(i.value, '$.unit'), '')
    from cases c, json_each(c.body, '$.items') i
    """,
)
"""What the migration that brings them makes."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """A product in a case: whose, how much. `day` is the planned day of export, else that of its
    opening, as ISO text. `customer` is "" where the case names none.
    """

    case: CaseId
    number: str
    state: CaseState
    outcome: Outcome
    customer: PartyId
    name: str
    reference: str
    quantity: str
    unit: str
    day: str
    has_export_day: bool
    position: int


class CaseItems:
    """Keeps what is in cases, by product."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._merged = MergedParties(db)

    def save(self, case: CaseId, items: Sequence[CaseItem]) -> None:
        """Keep what is in a case, in place of what was. Call inside `writing`."""
        self._db.execute("delete from case_items where case_id = ?", (case,))
        self._db.conn.executemany(
            "insert into case_items (case_id, position, product, quantity, unit)"
            " values (?, ?, ?, ?, ?)",
            [(case, at, one.product.id, one.quantity, one.unit) for at, one in enumerate(items)],
        )

    def of_product(self, product: ProductId) -> list[Purchase]:
        """Return the cases that a product is in, the last first; not those withdrawn.

        A customer that was merged is told as the one that it goes on as.
        """
        rows = self._db.execute(
            "select c.id, c.number, c.state, c.outcome, c.customer, c.customer_name, c.reference,"
            " i.quantity, i.unit, c.export_on, c.made_at, i.position from case_items i"
            " join cases c on c.id = i.case_id where i.product = ? and c.state <> 'withdrawn'"
            " order by c.row desc, i.position",
            (product,),
        ).fetchall()
        now = self._merged.now(PartyId(row[4]) for row in rows)
        names = dict(
            self._db.execute(
                "select id, name from customers where id in (select value from json_each(?))",
                (to_json(list(now.values())),),
            ).fetchall()
        )
        return [
            Purchase(
                CaseId(case),
                number,
                CaseState(state),
                Outcome(outcome),
                now[PartyId(customer)],
                str(names.get(now[PartyId(customer)], name)),
                reference,
                quantity,
                unit,
                export_on or made_at[:10],
                bool(export_on),
                int(position),
            )
            for (case, number, state, outcome, customer, name, reference, quantity, unit,
                 export_on, made_at, position) in rows
        ]  # fmt: skip

    def buyers(self) -> dict[ProductId, int]:
        """Return how many customers each product was signed off for, so that it may go to them."""
        rows = self._db.execute(
            "select i.product, c.customer from case_items i join cases c on c.id = i.case_id"
            " where c.state = 'signed' and c.outcome in ('conditions', 'no_objection')"
            " group by i.product, c.customer"
        ).fetchall()
        now = self._merged.now(PartyId(customer) for _product, customer in rows)
        found: dict[ProductId, set[PartyId]] = {}
        for product, customer in rows:
            found.setdefault(ProductId(product), set()).add(now[PartyId(customer)])
        return {product: len(whose) for product, whose in found.items()}
