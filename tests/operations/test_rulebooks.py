"""Which rulebook a workspace uses, taking in a newer one, and tables of the EAR beside it."""

import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from exportdesk.core import resources
from exportdesk.core.customers import Customer, PartyName, Profile
from exportdesk.core.ear import EarTable
from exportdesk.core.errors import BadInput, ReadOnlyWorkspace, StorageFault
from exportdesk.core.ids import PartyId, new_id
from exportdesk.core.parties import PartyKind
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import Verdict
from exportdesk.core.words import say
from exportdesk.diligence import TypedProduct
from exportdesk.operations.deciding import Word
from exportdesk.operations.demo_run import fill_demo
from exportdesk.operations.rulebooks import OWN, InUse, TakenRulebook, TakenTables
from exportdesk.rulebook import NO_TABLES
from exportdesk.wiring import Desk
from tests.reviewing import keep
from tests.rulebook.changing import change, copied
from tests.rulebook.ear import DAY, FOLDER
from tests.ui.desks import open_desk


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def desk(workspace: Path) -> Iterator[Desk]:
    made = open_desk(workspace)
    yield made
    made.close()


def newer(tmp_path: Path, day: str = "2026-12-15") -> Path:
    """Return a rulebook of a later day with one code more and one text changed."""
    folder = copied(tmp_path)
    change(folder, "next_steps.toml", "as_of = 2026-11-22", f"as_of = {day}")
    change(folder, "next_steps.toml", "Stop. Do not ship", "Stop! Do not ship")
    with (folder / "high_priority.csv").open("a", encoding="utf-8") as file:
        file.write("870000,1,Made up,yes,,,,,,\n")
    return folder


def taken(desk: Desk, source: Path, *, older: bool = False) -> TakenRulebook:
    found = desk.rulebooks.take_in(source, older=older)
    assert isinstance(found, TakenRulebook)
    return found


def events(desk: Desk) -> list[tuple[str, str]]:
    return [(one.kind, one.subject) for one in reversed(desk.workspace().events.newest(9))]


def refused(desk: Desk, source: Path) -> str:
    with pytest.raises(BadInput) as caught:
        desk.rulebooks.take_in(source)
    return say(caught.value)


def test_at_first_the_program_own_rulebook_is_in_use(desk: Desk) -> None:
    status = desk.rulebooks.status()
    assert status.in_use.is_own
    assert status.in_use.edition == status.own == desk.rulebook_edition
    assert status.own.folder == resources.path("rulebook")
    assert (status.kept, dict(status.broken), dict(status.tables)) == ((), {}, {})
    assert desk.rulebook_fault is None
    assert not status.own_is_newer


def test_a_newer_one_is_compared_kept_and_used_from_then_on(
    desk: Desk, workspace: Path, tmp_path: Path
) -> None:
    found = taken(desk, newer(tmp_path))
    changes = {one.file: one for one in found.changes}
    assert changes["high_priority.csv"].added == ("870000",)
    assert changes["next_steps.toml"].changed == ("step SDN 1",)
    assert found.edition.as_of == date(2026, 12, 15)
    assert found.edition.folder == workspace / "rulebook" / found.edition.name
    assert events(desk) == [("rulebook_imported", found.edition.name)]
    told = desk.workspace().events.payload(1)
    assert told is not None
    assert told["changes"] == {
        "high_priority.csv": {"added": 1, "removed": 0, "changed": 0},
        "next_steps.toml": {"added": 0, "removed": 0, "changed": 1},
    }
    assert desk.rulebook.high_priority.of("870000") is None  # a window works with one throughout
    again = open_desk(workspace)
    assert again.rulebook.high_priority.of("870000") is not None
    assert again.rulebook_edition == found.edition
    assert [one.name for one in again.rulebooks.status().kept] == [found.edition.name]
    again.close()


def test_the_same_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    first = taken(desk, newer(tmp_path))
    second = taken(desk, tmp_path / "rulebook")
    assert (second.is_new, second.changes, second.edition) == (False, (), first.edition)
    assert len(events(desk)) == 1


def test_one_of_a_day_far_ahead_is_refused(desk: Desk, tmp_path: Path) -> None:
    # It would never be old, and every true one would be refused as older.
    ahead = newer(tmp_path, "2031-01-02")
    assert "as of 2031-01-02, which is still to come" in refused(desk, ahead)
    with pytest.raises(BadInput):
        desk.rulebooks.look_at(ahead)
    assert events(desk) == []


def test_an_older_one_is_taken_only_when_asked(desk: Desk, tmp_path: Path) -> None:
    taken(desk, newer(tmp_path))
    own = resources.path("rulebook")
    assert "older than the one in use (2026-12-15)" in refused(desk, own)
    assert len(events(desk)) == 1
    assert taken(desk, own, older=True).is_new
    assert not desk.rulebooks.status().in_use.is_own


def test_another_one_may_be_chosen(desk: Desk, workspace: Path, tmp_path: Path) -> None:
    name = taken(desk, newer(tmp_path)).edition.name
    assert desk.rulebooks.use(OWN).name == desk.rulebooks.status().own.name
    assert desk.rulebooks.status().in_use.is_own
    assert desk.rulebooks.use(name).folder == workspace / "rulebook" / name
    assert [kind for kind, _subject in events(desk)] == [
        "rulebook_imported", "rulebook_chosen", "rulebook_chosen"
    ]  # fmt: skip
    with pytest.raises(BadInput) as caught:
        desk.rulebooks.use("../elsewhere")
    assert caught.value.code == "rulebook-unknown"


def test_a_broken_one_falls_back_to_the_program_own(
    desk: Desk, workspace: Path, tmp_path: Path
) -> None:
    name = taken(desk, newer(tmp_path)).edition.name
    (workspace / "rulebook" / name / "notes.toml").write_text("[broken", "utf-8")
    again = open_desk(workspace)
    assert again.rulebook_edition.folder == resources.path("rulebook")
    assert again.rulebook_fault is not None
    assert name in say(again.rulebook_fault)
    assert "notes.toml" in say(again.rulebook_fault)
    assert list(again.rulebooks.status().broken) == [name]
    with pytest.raises(BadInput):
        again.rulebooks.use(name)
    repaired = taken(again, tmp_path / "rulebook")
    assert repaired.edition.name == name
    again.close()
    sound = open_desk(workspace)
    assert (sound.rulebook_fault, sound.rulebook_edition.name) == (None, name)
    sound.close()


def test_one_that_was_changed_on_the_shelf_is_not_trusted(
    desk: Desk, workspace: Path, tmp_path: Path
) -> None:
    name = taken(desk, newer(tmp_path)).edition.name
    change(workspace / "rulebook" / name, "notes.toml", "The list of high", "The lists of high")
    again = open_desk(workspace)
    assert "not as it was imported" in say(again.rulebook_fault or BadInput("none"))
    assert taken(again, tmp_path / "rulebook").edition.name == name
    again.close()


def test_what_cannot_be_taken_is_refused_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    folder = newer(tmp_path)
    change(folder, "switches.toml", "in_force = false", "in_force = 0")
    assert "switches.toml" in refused(desk, folder)
    assert "There is no file" in refused(desk, tmp_path / "none")
    text = tmp_path / "text.txt"
    text.write_text("nothing", "utf-8")
    assert "neither a rulebook" in refused(desk, text)
    assert events(desk) == []
    assert desk.rulebooks.status().kept == ()


def test_tables_of_the_ear_are_kept_and_used(desk: Desk, workspace: Path) -> None:
    assert desk.ear_tables is NO_TABLES
    for part in (738, 740, 774):
        found = desk.rulebooks.take_in(FOLDER / f"part-{part}.xml", as_of=DAY)
        assert isinstance(found, TakenTables)
        assert found.unplaced == {738: ("Utopia",), 740: ("Atlantis",), 774: ()}[part]
    assert [kind for kind, _subject in events(desk)] == ["ear_tables_imported"] * 3
    again = open_desk(workspace)
    assert set(again.ear_tables.sources) == set(EarTable)
    sources = again.rulebooks.status().tables
    assert sources[EarTable.CONTROL_LIST].name == "part-774.xml"
    assert all(one.as_of == DAY for one in sources.values())
    codes = {
        eccn: {one.code for one in again.products.check(_product(eccn)).findings}
        for eccn in ("9A991", "3A001")
    }
    assert "product-eccn-not-in-index" in codes["9A991"] - codes["3A001"]
    assert "product-eccn-not-checked" not in codes["9A991"] | codes["3A001"]
    again.close()


def _product(eccn: str) -> TypedProduct:
    return TypedProduct(sku="1", description="Made up", eccn=eccn)


def test_older_tables_are_taken_only_when_asked(desk: Desk) -> None:
    file = FOLDER / "part-774.xml"
    desk.rulebooks.take_in(file, as_of=DAY)
    with pytest.raises(BadInput) as caught:
        desk.rulebooks.take_in(file, as_of=date(2029, 1, 1))
    assert "Commerce Control List as of 2029-01-01" in say(caught.value)
    desk.rulebooks.take_in(file, as_of=date(2029, 1, 1), older=True)
    assert desk.rulebooks.tables().sources[EarTable.CONTROL_LIST].as_of == date(2029, 1, 1)


def test_broken_tables_are_told_and_may_be_replaced(desk: Desk, workspace: Path) -> None:
    desk.rulebooks.take_in(FOLDER / "part-774.xml", as_of=DAY)
    kept = next((workspace / "rulebook" / "tables").glob("*.gz"))
    kept.write_bytes(b"<DIV5/>")
    again = open_desk(workspace)
    assert again.ear_tables is NO_TABLES
    status = again.rulebooks.status()
    assert status.tables_fault is not None
    assert not status.tables
    again.rulebooks.take_in(FOLDER / "part-774.xml", as_of=DAY)
    assert again.rulebooks.status().tables_fault is None
    again.close()


def test_reading_only_takes_nothing_in(desk: Desk, workspace: Path, tmp_path: Path) -> None:
    reading = open_desk(workspace, read_only=True)
    with pytest.raises(ReadOnlyWorkspace):
        reading.rulebooks.take_in(newer(tmp_path))
    with pytest.raises(ReadOnlyWorkspace):
        reading.rulebooks.use(OWN)
    assert reading.rulebooks.status().in_use.is_own
    reading.close()


def test_a_shelf_that_cannot_be_written_is_said(
    desk: Desk, workspace: Path, tmp_path: Path
) -> None:
    (workspace / "rulebook").write_text("in the way", "utf-8")
    for source in (newer(tmp_path), FOLDER / "part-774.xml"):
        with pytest.raises(StorageFault) as caught:
            desk.rulebooks.take_in(source, as_of=DAY)
        assert "rulebook" in say(caught.value)
    assert events(desk) == []


def test_customers_stand_as_the_rulebook_in_use_says(desk: Desk, tmp_path: Path) -> None:
    firms = (PartyKind.ORGANIZATION, PartyKind.UNKNOWN)
    fill_demo(desk, Silent())
    every = desk.lists_db().current_listings()
    name = next(x for x in every if x.list == "EL" and x.kind in firms).names[0].text
    profile = Profile((PartyName(name),), PartyKind.ORGANIZATION)
    customer = Customer(PartyId(new_id()), profile)
    keep(desk, customer)
    found = [one for one in desk.deciding.queue() if one.party == name]
    match = next(one.match for one in found if one.match.match.list == "EL")
    desk.deciding.decide(desk.deciding.subjects([match]), Word(Verdict.SAME, "It is them."))
    assert _consequence(desk, customer) == "hold_license"
    desk.standings_by_rules.catch_up(Silent())
    assert not desk.standings_by_rules.is_due

    rules = newer(tmp_path)
    change(rules, "list_meanings.toml", 'consequence = "hold_license"', 'consequence = "block"')
    taken(desk, rules)
    assert desk.is_other_rulebook_chosen
    desk.take_chosen_rulebook()
    assert not desk.is_other_rulebook_chosen
    assert desk.standings_by_rules.is_due
    desk.standings_by_rules.catch_up(Silent())
    assert _consequence(desk, customer) == "block"
    assert not desk.standings_by_rules.is_due


def _consequence(desk: Desk, customer: Customer) -> str:
    """Return what is kept of how a customer stands."""
    query = "select consequence from customers where id = ?"
    return str(desk.workspace().db.execute(query, [customer.id]).fetchone()[0])


def test_one_that_is_chosen_while_the_one_before_is_read_is_in_use(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, go_on = threading.Event(), threading.Event()
    with closing(open_desk(desk.folder)) as window:
        name = taken(desk, newer(tmp_path)).edition.name
        read = window._read_rulebook

        def slowly() -> InUse:
            found = read()
            if not found.is_own:
                return found
            reading.set()
            go_on.wait(5)
            return found

        monkeypatch.setattr(window, "_read_rulebook", slowly)
        works = (lambda: window.rulebook_in_use, window.take_chosen_rulebook)
        first, second = (threading.Thread(target=work) for work in works)
        first.start()
        assert reading.wait(5)
        second.start()
        second.join(0.2)
        go_on.set()
        first.join()
        second.join()
        assert window.rulebook_edition.name == name
