"""What changed in the demo's lists and in real ones, whom it touches, and files of it."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from exportdesk.core.customers import Customer, Profile
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import EditionId, ListingUid, PartyId, SourceKey
from exportdesk.core.list_changes import (
    ChangeKind,
    EditionDifference,
    FieldChange,
    ListingChange,
    ListingField,
    Touches,
)
from exportdesk.core.parties import Party, PartyKind
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import Verdict
from exportdesk.lists import load_catalogue
from exportdesk.operations.changes_file import difference_value, write_changes
from exportdesk.operations.demo import demo_customers
from exportdesk.operations.import_list import ImportRequest, import_edition
from exportdesk.operations.list_changes import touched_by
from exportdesk.rulebook import load_rulebook
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.opening import writing
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.real import real
from tests.sampling import by_name
from tests.ui.desks import (
    DEMO_LIST,
    NEXT_LIST,
    US_CSL,
    open_filled,
    ready_up,
    screen,
)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    """Return a desk with both of the demo's editions, a day apart."""
    opened = open_filled(tmp_path / "ws", clock)
    clock.advance(days=1)
    yield opened
    opened.close()


def go_on(desk: Desk, path: Path = NEXT_LIST, override: str = "") -> EditionDifference:
    """Take in the next edition and return what it changed."""
    request = ImportRequest(path, US_CSL, override_reason=override)
    desk.lists.import_file(request, Silent())
    return desk.history.between(US_CSL)


def with_customers(desk: Desk, *customers: Customer) -> None:
    with writing(desk.workspace().db):
        for customer in customers or demo_customers():
            desk.workspace().customers.save(customer, desk.clock.now().utc_text)


def test_the_demos_next_day(desk: Desk) -> None:
    found = go_on(desk)
    assert [change.name for change in found.added] == [
        "Silk Meridian Trading LLP", "AMBER SHOAL", "Hai Phong Lantern Freight Services",
    ]  # fmt: skip
    assert [change.name for change in found.removed] == [
        "LADY OF SIDRA", "Tbilisi Trans Caucasus Supply",
    ]  # fmt: skip
    fields = {change.name: [one.field.value for one in change.fields] for change in found.changed}
    assert fields == {
        "Severnyi Impuls LLC": ["aliases", "addresses"],
        "KESTREL BAY GENERAL TRADING L.L.C.": ["programs"],
    }
    assert (found.newer.added, found.newer.removed, found.newer.changed) == (3, 2, 2)
    assert found.unseen == 0


def test_editions_are_named_by_id_or_day(desk: Desk, clock: FakeClock) -> None:
    go_on(desk)
    clock.advance(days=1)
    go_on(desk, DEMO_LIST, override="The publisher went back")
    third, second, first = desk.history.editions(US_CSL)
    history = desk.history
    assert history.between(US_CSL).older == second
    assert history.between(US_CSL, last=second.id).older == first
    there_and_back = history.between(US_CSL, "2026-11-20", "2026-11-25")
    assert (there_and_back.older, there_and_back.newer) == (first, third)
    assert there_and_back.all == ()
    one_day = history.between(US_CSL, "2026-11-20", "2026-11-21")
    backward = history.changes(US_CSL, second.id, first.id)
    assert [c.uid for c in one_day.added] == [c.uid for c in backward.removed]
    assert history.edition(US_CSL, third.id) == third


@pytest.mark.parametrize(
    ("source", "first", "last", "code"),
    [
        ("us-csl", "", "", "edition-only-one"),
        ("us-csl", "2026-11-19", "", "edition-none-then"),
        ("us-csl", "no such id", "", "edition-unknown"),
        ("us-csl", "2026-02-30", "", "date-bad"),
        ("eu-fsf", "", "", "edition-none"),
    ],
)
def test_what_cannot_be_compared(desk: Desk, source: str, first: str, last: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        desk.history.between(SourceKey(source), first, last)
    assert caught.value.code == code


def test_an_edition_of_another_source(desk: Desk) -> None:
    (edition,) = desk.history.editions(US_CSL)
    with pytest.raises(BadInput) as caught:
        desk.history.changes(SourceKey("eu-fsf"), edition.id, edition.id)
    assert caught.value.code == "edition-other-source"


def test_whom_it_touches(desk: Desk) -> None:
    with_customers(desk)
    changed = screen(desk, "Severnyi Impuls", verdict=Verdict.SAME).screening
    removed = screen(desk, "Tbilisi Trans Caucasus Supply").screening
    screen(desk, "Chengdu Hongyuan Optoelectronics")  # whose listing stays as it is
    found = go_on(desk)
    touches = desk.history.touched(found, Silent())
    met = {
        (one.customer.party.name, one.match.name, one.change.change) for one in touches.customers
    }
    assert ("Silk Meridian Trading LLP", "Silk Meridian Trading LLP", "added") in met
    assert ("ООО «Северный импульс»", "Severnyi Impuls LLC", "changed") in met
    assert all(change is not ChangeKind.REMOVED for _, _, change in met)
    saved = {(one.number, one.change.change.value, one.verdict) for one in touches.screenings}
    assert saved == {
        (changed.number, "changed", Verdict.SAME),
        (removed.number, "removed", None),
    }
    (decided,) = (one for one in touches.screenings if one.verdict)
    assert (decided.reason, decided.decided_by) == ("Looked into it.", "Dana Whitfield")


def test_customers_are_scored_as_against_all_lists(desk: Desk) -> None:
    with_customers(desk)
    touches = desk.history.touched(go_on(desk), Silent())
    ready_up(desk)
    for one in touches.customers:
        among_all = desk.screenings.matches(one.customer.party)
        assert one.match in among_all
    assert len(touches.customers) >= 3


def test_an_edition_long_past_touches_as_it_did_then(desk: Desk, clock: FakeClock) -> None:
    with_customers(desk)
    go_on(desk)
    then = desk.history.touched(desk.history.between(US_CSL), Silent())
    clock.advance(days=1)
    go_on(desk, DEMO_LIST, override="The publisher went back")
    later = desk.history.touched(desk.history.between(US_CSL, "2026-11-20", "2026-11-21"), Silent())
    assert later == then


def test_without_customers_or_changes_nobody_is_touched(desk: Desk) -> None:
    (edition,) = desk.history.editions(US_CSL)
    nothing = desk.history.changes(US_CSL, edition.id, edition.id)
    assert desk.history.touched(nothing, Silent()) == Touches()
    assert desk.history.touched(go_on(desk), Silent()) == Touches()


def test_a_customer_known_by_an_address_only_is_told(desk: Desk) -> None:
    nobody = Customer(
        PartyId("c-1"), Profile.of(Party("", address="Prombaza 9, Ring Road, Kaluga"))
    )
    with_customers(desk, nobody)
    touches = desk.history.touched(go_on(desk), Silent())
    assert [one.match.name for one in touches.customers] == ["Severnyi Impuls LLC"]


def test_what_was_searched_for_narrows_whom_it_touches(desk: Desk) -> None:
    with_customers(desk)
    found = go_on(desk)
    touches = desk.history.touched(found, Silent())
    narrowed = touched_by(found.search("silk meridian"), touches)
    assert {one.match.name for one in narrowed.customers} == {"Silk Meridian Trading LLP"}
    value = difference_value(found.search("silk meridian"), narrowed)
    assert value["counts"] == {"added": 1, "removed": 0, "changed": 0, "unseen": 0}
    told = value["touches"]["customers"]  # type: ignore[index] # a JSON value
    assert "is new on the list" in told[0]["text"]


def evil(found: EditionDifference) -> EditionDifference:
    """Return a difference whose names and values a spreadsheet would run, or could not hold."""
    change = ListingChange(
        uid=ListingUid("us-csl:EL:1"),
        list="EL",
        name="=HYPERLINK(evil)",
        kind=PartyKind.UNKNOWN,
        change=ChangeKind.CHANGED,
        fields=(
            FieldChange(ListingField.ALIASES, ("+1", "same"), ("same", "@x", "-y")),
            FieldChange(ListingField.REMARKS, (), ("long " * 10_000,)),
        ),
        countries=("LB", "SY"),
    )
    return replace(found, added=(), removed=(), changed=(change,))


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_files_hold_every_change_and_no_formula(desk: Desk, tmp_path: Path, ending: str) -> None:
    found = go_on(desk)
    path = tmp_path / f"changes{ending}"
    write_changes([found, evil(found)], path)
    rows = rows_of(path)
    assert rows[0][:6] == ["source", "older", "newer", "list", "change", "uid"]
    by_kind = [row[4] for row in rows[1:]]
    assert (by_kind.count("added"), by_kind.count("removed")) == (3, 2)
    ours = [row for row in rows if row[5] == "us-csl:EL:1"]
    assert [row[6] for row in ours] == ["'=HYPERLINK(evil)"] * 3
    assert [tuple(row[9:12]) for row in ours[:2]] == [
        ("aliases", "'+1", "'@x"), ("aliases", "", "'-y"),
    ]  # fmt: skip
    assert ours[2][11].startswith("long long")
    assert ours[2][11].endswith("has all of it)") == (ending == ".xlsx")
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def rows_of(path: Path) -> list[list[str]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    return [[str(cell) for cell in row] for row in sheet.to_python()]


@pytest.mark.parametrize(
    ("name", "code"),
    [("changes.txt", "changes-out-kind"), ("no/changes.csv", "out-folder-missing")],
)
def test_files_that_cannot_be_written(tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        write_changes([], tmp_path / name)
    assert caught.value.code == code


@by_name
def test_a_year_of_the_real_un_list(tmp_path: Path) -> None:
    paths = [real(f"lists/un/consolidated.{day}.xml.gz") for day in ("2024-11-30", "2025-11-20")]
    source = load_catalogue().source("un-sc")
    db = ListsDb.open(tmp_path / "lists.db")
    clock = FakeClock(datetime(2026, 11, 20, tzinfo=UTC))
    older, newer = (
        import_edition(
            db, ImportRequest(path, source.key), Silent(), clock, source=source,
            country_code=load_rulebook().countries.country_code,
        )
        for path in paths
    )  # fmt: skip
    before = {one.uid: one for one in db.listings_as_of(older.id)}
    after = {one.uid: one for one in db.listings_as_of(newer.id)}
    db.close()
    desk = Desk(tmp_path, clock=clock, zone="UTC")
    try:
        found = desk.history.changes(source.key, older.id, newer.id)
    finally:
        desk.close()
    assert {one.uid for one in found.added} == after.keys() - before.keys()
    assert {one.uid for one in found.removed} == before.keys() - after.keys()
    assert (len(found.added), len(found.removed)) == (newer.added, newer.removed) == (126, 5)
    # A changed party is one that a person would decide anew on, or one with new remarks.
    assert len(found.changed) >= newer.changed > 0
    for change in found.changed:
        assert before[change.uid] != after[change.uid]
    same = before.keys() & after.keys() - {one.uid for one in found.changed}
    assert all(set(before[uid].names) == set(after[uid].names) for uid in same)
    assert newer.published == date(2025, 11, 20)


def test_an_id_is_no_day(desk: Desk) -> None:
    with pytest.raises(BadInput):
        desk.history.edition(US_CSL, EditionId("2026-11-20T00"))
