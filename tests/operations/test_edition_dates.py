"""A wrong publication date is put right: what is looked at from now on has it, records do not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from exportdesk.core.changes import Changes
from exportdesk.core.editions import Edition
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import SourceKey
from exportdesk.core.parties import Party
from exportdesk.core.progress import Silent
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.lists_status import Freshness
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.importing import ImporterHere
from tests.lists.samples import TRAPS_CSV, TRAPS_JSON

CSL = SourceKey("us-csl")
WRONG, RIGHT = date(2026, 10, 2), date(2026, 11, 18)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    clock = FakeClock()
    made = Desk(tmp_path, clock=clock, zone="UTC", importer=ImporterHere(tmp_path, clock))
    yield made
    made.close()


def take(desk: Desk, path: Path = TRAPS_CSV, published: date | None = None) -> Edition:
    return desk.lists.import_file(ImportRequest(path, CSL, published), Silent())


def freshness(desk: Desk) -> Freshness:
    return next(one.freshness for one in desk.lists.sources() if one.source.key == CSL)


def test_the_date_is_changed_and_records_keep_what_they_said(desk: Desk) -> None:
    edition = take(desk, published=WRONG)
    desk.screenings.get_ready(Silent())
    saved = desk.screenings.save([desk.screenings.screen(Party("Kestrel"))]).screening
    assert freshness(desk) is Freshness.OLD
    assert desk.edition_dates.change(edition.id, RIGHT) == Changes.LISTS | Changes.EVENTS
    assert freshness(desk) is Freshness.CURRENT
    (now,) = desk.lists.editions(CSL)
    assert (now, now.published) == (desk.lists.in_force(CSL), RIGHT)
    assert (now.id, now.sha256) == (edition.id, edition.sha256)
    (event,) = desk.workspace().events.newest(1)
    assert (event.kind, event.subject) == ("list_date_changed", CSL)
    told = desk.workspace().events.payload(event.seq)
    assert told is not None
    assert (told["before"], told["after"]) == ("2026-10-02", "2026-11-18")
    assert [one.published for one in desk.lists.uses()] == [RIGHT]
    kept = desk.screenings.get(saved.number)
    assert [one.published for one in kept.editions] == [WRONG]
    assert desk.edition_dates.change(edition.id, RIGHT) == Changes.NOTHING
    desk.edition_dates.change(edition.id, None)
    (now,) = desk.lists.editions(CSL)
    assert (now.published, now.published_said) == (None, False)
    assert "list-date-unknown" in [one.code for one in now.findings]
    desk.edition_dates.change(edition.id, RIGHT)
    assert "list-date-unknown" not in [one.code for one in desk.lists.editions(CSL)[0].findings]
    assert desk.records.verify().sound


def test_the_same_file_with_another_date_is_a_change_of_the_date(desk: Desk) -> None:
    first = take(desk, published=RIGHT + timedelta(days=1))
    again = take(desk, published=RIGHT)  # an earlier one: nothing older is brought in
    assert again.id == first.id
    assert [one.published for one in desk.lists.editions(CSL)] == [RIGHT]
    kinds = [one.kind for one in desk.records.events()]
    assert kinds == ["list_date_changed", "list_imported"]
    assert take(desk, published=RIGHT).id != first.id, "with the same date it is a new import"


def test_the_note_of_an_edition_taken_although_older_goes_with_the_wrong_date(desk: Desk) -> None:
    wrong = take(desk, published=RIGHT + timedelta(days=2))
    other = desk.folder / "other.csv"
    lines = TRAPS_CSV.read_bytes().splitlines(keepends=True)
    other.write_bytes(b"".join(lines[:-1]))
    request = ImportRequest(other, CSL, RIGHT, override_reason="The date was wrong.")
    older = desk.lists.import_file(request, Silent())
    assert older.override_reason
    desk.edition_dates.change(wrong.id, RIGHT)
    now = desk.lists.in_force(CSL)
    assert now is not None
    assert (now.id, now.override_reason) == (older.id, "")
    assert "list-older" not in [one.code for one in now.findings]


def test_a_date_that_cannot_be_is_refused(desk: Desk) -> None:
    with pytest.raises(BadInput, match="list-dated-ahead"):
        take(desk, published=date(2030, 1, 1))
    with pytest.raises(BadInput, match="list-dated-long-ago"):
        take(desk, published=date(1125, 12, 26))
    first = take(desk, published=WRONG)
    other = desk.folder / "other.csv"
    other.write_bytes(b"".join(TRAPS_CSV.read_bytes().splitlines(keepends=True)[:-1]))
    last = take(desk, other, RIGHT)
    for edition, day, code in (
        (last, date(2030, 1, 1), "list-dated-ahead"),
        (last, date(1125, 12, 26), "list-dated-long-ago"),
        (last, WRONG - timedelta(days=1), "list-dated-before"),
        (first, RIGHT + timedelta(days=1), "list-dated-after"),
    ):
        with pytest.raises(BadInput, match=code):
            desk.edition_dates.change(edition.id, day)
    told_by_its_file = take(desk, TRAPS_JSON)
    with pytest.raises(BadInput, match="list-not-dateable"):
        desk.edition_dates.change(told_by_its_file.id, RIGHT)


def test_a_change_that_was_not_noted_is_noted_at_the_next_start(desk: Desk) -> None:
    edition = take(desk, published=WRONG)
    db = desk.lists_db()
    db.keep_anew([replace(edition, published=RIGHT)])
    assert desk.lists.catch_up() == Changes.LISTS | Changes.EVENTS
    assert desk.lists.editions(CSL)[0].published == RIGHT
    assert desk.lists.catch_up() == Changes.NOTHING
