"""Screening as of a day: the lists of that day, their index, and what is told of them."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from exportdesk.core.errors import BadInput, ListsMissing, StorageFault
from exportdesk.core.ids import SourceKey
from exportdesk.core.parties import Party
from exportdesk.core.progress import Cancelled, Progress, Silent
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.list_index import PAST, remove_stale_indexes
from exportdesk.operations.past_index import KEPT
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.lists.samples import Stopping
from tests.ui.desks import DEMO_LIST, NEXT_LIST, US_CSL, open_desk

FRIDAY, SATURDAY = date(2026, 11, 20), date(2026, 11, 21)
NEW = Party("Silk Meridian Trading LLP")
GONE = Party("Tbilisi Trans Caucasus Supply")
OWN = SourceKey("own:Suspects")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    """Return a desk on Saturday: Friday's list and Saturday's, and a list of its own since."""
    opened = open_desk(tmp_path / "ws", clock)
    opened.lists.import_file(ImportRequest(DEMO_LIST, US_CSL), Silent())
    clock.advance(days=1)
    opened.lists.import_file(ImportRequest(NEXT_LIST, US_CSL), Silent())
    suspects = tmp_path / "suspects.csv"
    suspects.write_text("id,name\n1,Umber Lagoon Freight\n", encoding="utf-8")
    opened.lists.import_file(ImportRequest(suspects, OWN), Silent())
    clear(opened)
    yield opened
    opened.close()


def clear(desk: Desk) -> None:
    """Clear old indexes away, as the worker process does after each list."""
    remove_stale_indexes(desk.lists_db(), desk.folder / "index")


def names_on(desk: Desk, day: date, party: Party, progress: Progress | None = None) -> list[str]:
    with desk.past.open(day, progress or Silent()) as past:
        return [seen.listing.name for seen in past.screen(party).matches]


def past_folders(desk: Desk) -> set[str]:
    folder = desk.folder / "index" / PAST
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def test_each_day_answers_from_its_own_lists(desk: Desk) -> None:
    assert names_on(desk, FRIDAY, NEW) == []
    assert names_on(desk, SATURDAY, NEW)[0] == "Silk Meridian Trading LLP"
    assert names_on(desk, FRIDAY, GONE)[0] == "Tbilisi Trans Caucasus Supply"
    assert names_on(desk, SATURDAY, GONE) == []
    assert names_on(desk, FRIDAY, Party("Umber Lagoon Freight")) == []
    assert names_on(desk, SATURDAY, Party("Umber Lagoon Freight")) == ["Umber Lagoon Freight"]


def test_a_listing_is_shown_as_it_was(desk: Desk) -> None:
    def aliases(day: date) -> int:
        with desk.past.open(day, Silent()) as past:
            (seen, *_) = past.screen(Party("Severnyi Impuls LLC")).matches
            assert seen.listing.record  # the publisher's record of that day
            return len(seen.listing.names)

    assert aliases(SATURDAY) == aliases(FRIDAY) + 1


def test_it_scores_as_the_lists_of_that_day_did(tmp_path: Path, desk: Desk) -> None:
    other = open_desk(tmp_path / "other", FakeClock())
    other.lists.import_file(ImportRequest(DEMO_LIST, US_CSL), Silent())
    assert other.screenings.get_ready(Silent())
    asked = [Party(one.name) for one in other.lists_db().current_listings()][:60]
    with desk.past.open(FRIDAY, Silent()) as past:
        then = past.matches_of(asked, Silent(), min_score=0)
        assert then == other.screenings.matches_of(asked, Silent(), min_score=0)
        assert past.screen(asked[0], min_score=0, limit=3).matches
    other.close()


def test_today_is_what_is_in_force_and_needs_no_other_index(desk: Desk) -> None:
    names_on(desk, SATURDAY, NEW)
    assert past_folders(desk) == set()


def test_what_was_missing_or_old_is_told(desk: Desk, clock: FakeClock) -> None:
    then = desk.past.lists_on(FRIDAY)
    assert [edition.source for edition in then.editions] == [US_CSL]
    assert then.missing == (OWN,)
    assert [finding.code for finding in then.findings] == ["as-of-no-edition"]
    assert then.gaps
    assert not desk.past.lists_on(SATURDAY).gaps
    assert "own:Suspects: none" in then.text
    clock.advance(days=20)
    assert [f.code for f in desk.past.lists_on(date(2026, 12, 5)).findings] == ["as-of-too-old"]
    (held,) = then.editions
    undated = replace(held, published=None, confirmed=None, too_old=False)
    assert replace(then, missing=(), editions=(undated,)).gaps  # it may have been of any age
    # Old today, and new enough then.
    assert not desk.past.lists_on(SATURDAY).gaps


def test_days_without_lists(desk: Desk) -> None:
    with pytest.raises(ListsMissing) as caught:
        desk.past.open(date(2026, 11, 19), Silent())
    assert caught.value.code == "as-of-no-lists"
    with pytest.raises(BadInput) as ahead:
        desk.past.open(date(2026, 11, 22), Silent())
    assert ahead.value.code == "as-of-ahead"


def test_a_party_with_nothing_to_screen(desk: Desk) -> None:
    with desk.past.open(FRIDAY, Silent()) as past, pytest.raises(BadInput) as caught:
        past.screen(Party(" "))
    assert caught.value.code == "party-empty"


def test_an_index_of_the_past_is_kept_and_found_again(desk: Desk) -> None:
    names_on(desk, FRIDAY, NEW)
    assert len(past_folders(desk)) == 1
    again = Stopping(lambda _stage, _done: True)
    assert names_on(desk, FRIDAY, NEW, again) == []
    assert again.stages == []  # nothing was built
    clear(desk)
    assert len(past_folders(desk)) == 1


def test_two_are_kept_those_asked_for_last(desk: Desk, clock: FakeClock) -> None:
    for _day in range(3):
        clock.advance(days=1)
        desk.lists.import_file(ImportRequest(NEXT_LIST, US_CSL), Silent())
    clear(desk)
    days = [FRIDAY, SATURDAY, date(2026, 11, 22), date(2026, 11, 23)]
    folder = desk.folder / "index" / PAST
    for number, day in enumerate(days):
        names_on(desk, day, NEW)
        for path in folder.iterdir():  # clocks of file systems are coarse: make each a day older
            stat = path.stat()
            os.utime(path, (stat.st_atime, stat.st_mtime - 100))
        assert len(past_folders(desk)) == min(number + 1, KEPT)
    kept = past_folders(desk)
    names_on(desk, days[2], NEW)
    assert past_folders(desk) == kept


def test_a_damaged_index_is_built_anew(desk: Desk) -> None:
    names_on(desk, FRIDAY, GONE)
    (damaged,) = (desk.folder / "index" / PAST).iterdir()
    for path in damaged.iterdir():
        path.write_bytes(b"")
    assert names_on(desk, FRIDAY, GONE)[0] == "Tbilisi Trans Caucasus Supply"


def test_stopping_leaves_nothing(desk: Desk) -> None:
    with pytest.raises(Cancelled):
        desk.past.open(FRIDAY, Stopping(lambda stage, _done: stage == "building-index"))
    assert past_folders(desk) == set()


def test_the_worker_process_builds_it_too(desk: Desk, clock: FakeClock) -> None:
    own_process = open_desk(desk.folder, clock, own_process=True)
    try:
        assert names_on(own_process, FRIDAY, GONE)[0] == "Tbilisi Trans Caucasus Supply"
        assert len(past_folders(desk)) == 1
        # Ready, it is found without the process.
        assert names_on(own_process, FRIDAY, GONE)[0] == "Tbilisi Trans Caucasus Supply"
    finally:
        own_process.close()


def test_a_worker_of_another_version_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exportdesk.operations.past_screening.index_key", lambda _editions: "else")
    with pytest.raises(StorageFault) as caught:
        desk.past.open(FRIDAY, Silent())
    assert caught.value.code == "program-changed"
