"""The workspace of before merges carried things over: what is in its cases is told by product."""

from pathlib import Path

from sqlite_utils import Database

from exportdesk.core.cases import Case, CaseItem, CaseStep, Outcome
from exportdesk.core.customers import Customer, PartyName, Profile
from exportdesk.core.ids import CaseId, PartyId, ProductId
from exportdesk.core.products import Product
from exportdesk.storage.cases import CaseLook, CaseStore
from exportdesk.storage.codec import to_json
from exportdesk.storage.workspace import Workspace
from exportdesk.storage.workspace_migrations import workspace_migrations

AT = "2026-11-20T17:00:00.000000Z"
CUSTOMER = Customer(PartyId("c-1"), Profile((PartyName("Calm Meters"),)), reference="K-1")
METER = Product(ProductId("p-1"), "M-1", "Meter")
CABLE = Product(ProductId("p-2"), "C-1", "Cable")
CASE = Case(
    CaseId("case-1"),
    "D-2026-0004",
    "Calm Meters",
    CUSTOMER.id,
    "PO-4",
    items=(CaseItem(METER, "12", "pcs"), CaseItem(CABLE), CaseItem(METER, "1.5")),
)


def test_the_items_of_cases_are_told_by_product(tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    folder.mkdir()
    db = Database(folder / "workspace.db", execute_plugins=False)
    workspace_migrations.apply(db, stop_before="0012_merged_parties_and_items_of_cases")
    db.execute(
        "insert into customers (id, reference, name, country, kind, tags, related, made_at,"
        " changed_at) values ('c-1', 'K-1', 'Calm Meters', '', 'unknown', '', 0, 'x', 'x')"
    )
    db.execute("insert into customer_bodies (id, body) values ('c-1', ?)", (to_json(CUSTOMER),))
    look = CaseLook(Outcome.HOLD_RESOLVE, 3, CaseStep.PARTIES)
    CaseStore(db).save(CASE, "Calm Meters", look, AT)
    db.conn.commit()
    db.close()
    workspace = Workspace.open(folder)
    found = workspace.case_items.of_product(METER.id)
    assert [(one.number, one.name, one.quantity, one.unit) for one in found] == [
        ("D-2026-0004", "Calm Meters", "12", "pcs"),
        ("D-2026-0004", "Calm Meters", "1.5", ""),
    ]
    assert (found[0].customer, found[0].reference, found[0].day) == ("c-1", "PO-4", AT[:10])
    (cable,) = workspace.case_items.of_product(CABLE.id)
    assert (cable.quantity, cable.position) == ("", 1)
    assert workspace.case_items.buyers() == {}
    assert workspace.merged.by_batch() == {}
    workspace.close()
