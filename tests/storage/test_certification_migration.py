"""The workspace of before certifications: what is in it stays, and one can be made."""

from pathlib import Path

from sqlite_utils import Database

from exportdesk.core.cases import Case, CaseStep, Outcome
from exportdesk.core.customers import Customer, PartyName, Profile
from exportdesk.core.ids import CaseId, PartyId
from exportdesk.storage.cases import CaseLook, CaseStore
from exportdesk.storage.certifications import CertificationFilter
from exportdesk.storage.codec import to_json
from exportdesk.storage.workspace import Workspace
from exportdesk.storage.workspace_migrations import workspace_migrations
from tests.ui.desks import open_desk

AT = "2026-11-20T17:00:00.000000Z"
CUSTOMER = Customer(PartyId("c-1"), Profile((PartyName("Calm Meters"),)), reference="K-1")
CASE = Case(CaseId("case-1"), "D-2026-0004", "Calm Meters", CUSTOMER.id)


def older(folder: Path) -> None:
    """Make a workspace of the version before, with a customer and a case in it."""
    folder.mkdir()
    db = Database(folder / "workspace.db", execute_plugins=False)
    workspace_migrations.apply(db, stop_before="0010_certifications")
    db.execute(
        "insert into customers (id, reference, name, country, kind, tags, related, made_at,"
        " changed_at) values ('c-1', 'K-1', 'Calm Meters', '', 'unknown', '', 0, 'x', 'x')"
    )
    db.execute("insert into customer_bodies (id, body) values ('c-1', ?)", (to_json(CUSTOMER),))
    look = CaseLook(Outcome.HOLD_RESOLVE, 3, CaseStep.PARTIES)
    CaseStore(db).save(CASE, "Calm Meters", look, AT)
    db.execute("insert into counters (kind, last) values ('D', 4)")
    db.conn.commit()
    db.close()


def test_what_was_there_stays_and_there_are_no_certifications(tmp_path: Path) -> None:
    older(tmp_path / "ws")
    workspace = Workspace.open(tmp_path / "ws")
    assert workspace.customers.get(CUSTOMER.id) == CUSTOMER
    assert workspace.cases.get(CASE.id) == CASE
    assert workspace.certifications.bodies() == {}
    assert workspace.certifications.begun() == frozenset()
    workspace.close()
    assert list((tmp_path / "ws" / "backups").iterdir())


def test_one_is_made_for_the_case_in_it(tmp_path: Path) -> None:
    older(tmp_path / "ws")
    desk = open_desk(tmp_path / "ws")
    one = desk.certifications.draft(case=CASE.id)
    assert (one.number, one.customer_name) == ("C-2026-0001", "Calm Meters")
    assert desk.certifications.list(CertificationFilter(case=CASE.id))[0].id == one.id
    desk.close()
