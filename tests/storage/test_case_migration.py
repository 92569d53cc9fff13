"""The workspace of before cases: what is in it stays, and cases can be opened."""

from pathlib import Path

from sqlite_utils import Database

from exportdesk.core.customers import Customer, PartyName, Profile
from exportdesk.core.ids import PartyId
from exportdesk.storage.codec import to_json
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace
from exportdesk.storage.workspace_migrations import workspace_migrations
from tests.ui.desks import open_desk

CUSTOMER = Customer(PartyId("c-1"), Profile((PartyName("Calm Meters"),)), reference="K-1")


def older(folder: Path) -> None:
    folder.mkdir()
    db = Database(folder / "workspace.db", execute_plugins=False)
    workspace_migrations.apply(db, stop_before="0008_cases_and_letters")
    db.execute(
        "insert into customers (id, reference, name, country, kind, tags, related, made_at,"
        " changed_at) values ('c-1', 'K-1', 'Calm Meters', '', 'unknown', '', 0, 'x', 'x')"
    )
    db.execute("insert into customer_bodies (id, body) values ('c-1', ?)", (to_json(CUSTOMER),))
    db.execute("insert into counters (kind, last) values ('S', 7)")
    db.conn.commit()
    db.close()


def test_what_was_there_stays_and_cases_are_empty(tmp_path: Path) -> None:
    older(tmp_path / "ws")
    workspace = Workspace.open(tmp_path / "ws")
    assert workspace.customers.get(CUSTOMER.id) == CUSTOMER
    assert workspace.cases.count() == 0
    assert workspace.letters.all() == []
    with writing(workspace.db):
        assert workspace.screenings.next_number("S", 2026) == "S-2026-0008"
    workspace.close()
    assert list((tmp_path / "ws" / "backups").iterdir())


def test_a_case_is_opened_in_it(tmp_path: Path) -> None:
    older(tmp_path / "ws")
    desk = open_desk(tmp_path / "ws")
    case = desk.cases.new(CUSTOMER.id)
    assert (case.number, case.title) == ("D-2026-0001", "Calm Meters")
    assert desk.records.verify().sound
    desk.close()
