"""Checks for newer lists on file, and the workspace of before they were kept."""

from pathlib import Path

from sqlite_utils import Migrations

from exportdesk.core.company import Company
from exportdesk.core.editions import ListFinding, Severity
from exportdesk.core.ids import EditionId, SourceKey
from exportdesk.core.list_checks import CheckState, ListCheck
from exportdesk.storage.list_checks import KEPT
from exportdesk.storage.opening import open_database, writing
from exportdesk.storage.settings import SettingsStore
from exportdesk.storage.workspace import Workspace
from exportdesk.storage.workspace_migrations import _ground
from tests.fakes import FakeClock

US, EU = SourceKey("us-csl"), SourceKey("eu-fsf")
AT = FakeClock().now()
REFUSED = ListCheck(
    source=US,
    at=AT,
    state=CheckState.REFUSED,
    edition=EditionId("e1"),
    code="list-fell",
    facts={"before": 10, "now": 2.5, "name": "Entity List", "none": None},
    findings=(ListFinding("list-fell", Severity.REFUSE, {"before": 10}),),
    overridable=True,
    file="us-csl-0123456789ab.json",
    dated="2026-11-20",
    url="https://example.org/list",
    asked="https://example.org/list?token=x",
    etag='"a"',
    last_modified="Fri, 20 Nov 2026 05:00:00 GMT",
    sha256="00",
    size=7,
    tries=2,
    seconds=1.5,
)


def simple(source: SourceKey, state: CheckState, number: int = 0) -> ListCheck:
    return ListCheck(source, AT, state, size=number)


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path)
    with writing(workspace.db):
        workspace.checks.add(REFUSED)
    assert workspace.checks.of_source(US) == [REFUSED]
    assert workspace.checks.newest() == {US: REFUSED}
    assert workspace.checks.newest_good() == {}
    assert workspace.checks.newest_judged(US) == REFUSED
    assert workspace.checks.newest_judged(EU) is None
    workspace.close()


def test_the_newest_of_each_source_is_found(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path)
    good, bad = simple(US, CheckState.UNCHANGED, 1), simple(US, CheckState.FAILED, 2)
    other = simple(EU, CheckState.UPDATED, 3)
    with writing(workspace.db):
        for check in (simple(US, CheckState.UPDATED), good, other, bad):
            workspace.checks.add(check)
    assert workspace.checks.newest() == {US: bad, EU: other}
    assert workspace.checks.newest_good() == {US: good, EU: other}
    assert workspace.checks.newest_judged(US) == good
    workspace.close()


def test_only_the_newest_few_hundred_are_kept(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path)
    with writing(workspace.db):
        workspace.checks.add(simple(EU, CheckState.UPDATED))
        for number in range(KEPT + 5):
            workspace.checks.add(simple(US, CheckState.UNCHANGED, number))
    kept = workspace.checks.of_source(US, limit=10_000)
    assert [check.size for check in kept] == list(range(KEPT + 4, 4, -1))
    assert len(workspace.checks.of_source(EU)) == 1
    workspace.close()


def test_a_workspace_of_before_takes_checks(tmp_path: Path) -> None:
    before = Migrations("workspace")
    before(name="0001_ground")(_ground)
    db = open_database(tmp_path / "workspace.db", before, backups=tmp_path / "backups")
    with writing(db):
        SettingsStore(db).save_company(Company("Calm Harbor Instruments"))
    db.close()
    workspace = Workspace.open(tmp_path)
    assert workspace.settings.company().name == "Calm Harbor Instruments"
    assert workspace.settings.turned() == {}
    with writing(workspace.db):
        workspace.checks.add(REFUSED)
        workspace.settings.save_turned({EU: True})
    assert workspace.checks.newest() == {US: REFUSED}
    assert workspace.settings.turned() == {EU: True}
    workspace.close()
    assert (tmp_path / "backups" / "workspace-before-0002.db").is_file()
