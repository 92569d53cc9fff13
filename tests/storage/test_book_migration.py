"""The workspace of before the book: its customers and products come over whole."""

import json
from pathlib import Path

from sqlite_utils import Database

from exportdesk.core.customers import NameUse, PartyAddress, PartyName, Profile
from exportdesk.core.ids import PartyId, ProductId
from exportdesk.core.listings import Identifier
from exportdesk.core.parties import PartyKind
from exportdesk.storage.customer_rows import CustomerQuery
from exportdesk.storage.workspace import Workspace
from exportdesk.storage.workspace_migrations import workspace_migrations

OLD_CUSTOMER = {
    "id": "c-1",
    "party": {
        "name": "Örnek Elektronik",
        "kind": "organization",
        "country": "TR",
        "address": "Kiremithane 14, Istanbul",
        "identifier": "TR-990158-0",
        "role": "",
        "other_names": ["Ornek"],
    },
    "reference": "K-1",
    "website": "https://ornek.example",
    "formed_on": "2011-04-19",
    "notes": "Yearly plan.",
}
OLD_PRODUCT = {
    "id": "p-1", "sku": "NI-1", "description": "Board", "hs_code": "847180", "eccn": "EAR99",
    "origin": "US", "manufacturer": "Northfield", "notes": "",
}  # fmt: skip


def older(folder: Path) -> None:
    folder.mkdir()
    db = Database(folder / "workspace.db", execute_plugins=False)
    workspace_migrations.apply(db, stop_before="0004_the_book")
    db.execute(
        "insert into customers (id, reference, name, body) values ('c-1', 'K-1', ?, ?)",
        (OLD_CUSTOMER["party"]["name"], json.dumps(OLD_CUSTOMER)),  # type: ignore[index]  # made up above
    )
    db.execute(
        "insert into customers (id, reference, name, body) values ('c-2', '', 'Bare', ?)",
        (json.dumps({"id": "c-2", "party": {"name": "Bare"}}),),
    )
    db.execute(
        "insert into products (id, sku, body) values ('p-1', 'NI-1', ?)",
        (json.dumps(OLD_PRODUCT),),
    )
    db.conn.commit()
    db.close()


def test_customers_and_products_of_before_come_over(tmp_path: Path) -> None:
    older(tmp_path / "ws")
    workspace = Workspace.open(tmp_path / "ws")
    kept, bare = sorted(workspace.customers.all(), key=lambda one: one.id)
    assert kept.profile == Profile(
        names=(PartyName("Örnek Elektronik"), PartyName("Ornek", NameUse.TRADING)),
        kind=PartyKind.ORGANIZATION,
        addresses=(PartyAddress("Kiremithane 14, Istanbul", country="TR"),),
        identifiers=(Identifier("", "TR-990158-0"),),
        website="https://ornek.example",
        formed_on="2011-04-19",
        notes="Yearly plan.",
    )
    assert (kept.id, kept.reference) == (PartyId("c-1"), "K-1")
    assert (bare.name, bare.profile.kind) == ("Bare", PartyKind.UNKNOWN)
    assert {one.id for one in workspace.customers.parties()} == {"c-1", "c-2"}
    found = workspace.customer_rows.find(CustomerQuery(search="ornek 990158"))
    assert [row.name for row in workspace.customer_rows.rows(found)] == ["Örnek Elektronik"]
    product = workspace.products.get(ProductId("p-1"))
    assert product is not None
    assert (product.sku, product.hs_code, product.eccn) == ("NI-1", "847180", "EAR99")
    assert [one.sku for one in workspace.products.search("8471.80 board", 5)] == ["NI-1"]
    workspace.close()
    assert (tmp_path / "ws" / "backups" / "workspace-before-0004.db").is_file()
    again = Workspace.open(tmp_path / "ws", read_only=True)
    assert again.customers.count() == 2
    again.close()
