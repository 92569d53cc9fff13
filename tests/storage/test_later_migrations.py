"""Workspaces of each version since the book: what was in them is there afterwards."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from exportdesk.core.customers import Customer, PartyAddress, PartyName, Profile
from exportdesk.core.ids import PartyId
from exportdesk.storage.codec import to_json
from exportdesk.storage.customer_rows import CustomerOrder, CustomerQuery
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace
from exportdesk.storage.workspace_migrations import workspace_migrations

AT = "2026-11-20T17:00:00.000000Z"
CUSTOMER = Customer(
    PartyId("c-1"),
    Profile((PartyName("Calm Brook Optics"),), addresses=(PartyAddress(country="CA"),)),
    reference="K-1",
    tags=("west",),
)
STEPS = [migration.name for migration in workspace_migrations.pending(Database(memory=True))]
SINCE_THE_BOOK = STEPS[STEPS.index("0004_the_book") + 1 :]


def older(folder: Path, step: str) -> None:
    """Make a workspace of the version before `step`, with a customer and a paper in it."""
    folder.mkdir()
    db = Database(folder / "workspace.db", execute_plugins=False)
    workspace_migrations.apply(db, stop_before=step)
    columns = {row[1] for row in db.execute("pragma table_info(customers)")}
    values = {
        "id": CUSTOMER.id, "reference": "K-1", "name": CUSTOMER.name, "country": "CA",
        "kind": "unknown", "tags": "\nwest\n", "related": 0, "made_at": AT, "changed_at": AT,
        "search": "calm brook optics",
    }  # fmt: skip
    used = {name: value for name, value in values.items() if name in columns}
    db.execute(
        f"insert into customers ({', '.join(used)}) values ({', '.join('?' * len(used))})",
        list(used.values()),
    )
    db.execute(
        "insert into customer_bodies (id, body) values (?, ?)", (CUSTOMER.id, to_json(CUSTOMER))
    )
    db.execute(
        "insert into papers (subject, kind, sha256, name, size, made_at)"
        " values ('S-2026-0001', 'screening_record', 'aa', 'S-2026-0001.pdf', 7, ?)",
        (AT,),
    )
    db.conn.commit()
    db.close()


@pytest.mark.parametrize("step", SINCE_THE_BOOK)
def test_a_workspace_of_the_version_before_comes_over_whole(tmp_path: Path, step: str) -> None:
    older(tmp_path / "ws", step)
    workspace = Workspace.open(tmp_path / "ws")
    assert list(workspace.customers.all()) == [CUSTOMER]
    for order in CustomerOrder:
        found = workspace.customer_rows.find(CustomerQuery(search="brook", order=order))
        rows = workspace.customer_rows.rows(found)
        assert [(row.name, row.tags) for row in rows] == [("Calm Brook Optics", ("west",))]
    assert [paper.name for paper in workspace.attachments.papers("S-2026-0001")] == [
        "S-2026-0001.pdf"
    ]
    with writing(workspace.db):
        workspace.customers.save(CUSTOMER, AT)
    workspace.close()
    number = step[:4]
    assert (tmp_path / "ws" / "backups" / f"workspace-before-{number}.db").is_file()
