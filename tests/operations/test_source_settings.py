"""Which sources are in use, how old their lists are, and when the program looks by itself."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from exportdesk.core.changes import Changes
from exportdesk.core.company import Settings
from exportdesk.core.editions import Edition
from exportdesk.core.errors import BadInput, ReadOnlyWorkspace
from exportdesk.core.ids import EditionId, SourceKey
from exportdesk.core.list_checks import CheckState, ListCheck
from exportdesk.core.progress import Silent
from exportdesk.lists import load_catalogue
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.lists_status import Freshness
from exportdesk.operations.source_settings import (
    current_as_of,
    due,
    editions_in_use,
    is_old,
    next_check,
    sources_in_use,
)
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.ui.desks import fill, open_desk

US_CSL, EU_FSF, JP_METI = SourceKey("us-csl"), SourceKey("eu-fsf"), SourceKey("jp-meti")
OWN = SourceKey("own:Letter 7")
CATALOGUE = load_catalogue()
NOW = FakeClock().now()
TODAY = NOW.local.date()


def edition(source: SourceKey = US_CSL, *, days: int = 0, published: bool = True) -> Edition:
    imported = FakeClock()
    imported.advance(days=-days)
    return Edition(
        id=EditionId(f"{source} {days}"),
        source=source,
        imported=imported.now(),
        origin="",
        format="",
        size=1,
        sha256="",
        published=TODAY - timedelta(days=days) if published else None,
        published_said=False,
        read=1,
        listings=1,
        names=1,
        counts={},
    )


def check(
    state: CheckState = CheckState.UNCHANGED,
    *,
    hours: float = 0,
    source: SourceKey = US_CSL,
    of: Edition | None = None,
) -> ListCheck:
    at = FakeClock()
    at.advance(hours=-hours)
    return ListCheck(source, at.now(), state, edition=of.id if of else None)


def keys(turned: dict[SourceKey, bool], *held: SourceKey) -> list[str]:
    return [source.key for source in sources_in_use(CATALOGUE, turned, held)]


def test_the_catalogue_says_what_is_on_and_the_user_the_rest() -> None:
    assert keys({}) == ["us-csl"]
    assert keys({EU_FSF: True}) == ["us-csl", "eu-fsf"]
    assert keys({US_CSL: False}) == []


def test_a_list_brought_in_is_in_use_unless_turned_off() -> None:
    assert keys({}, EU_FSF, OWN) == ["us-csl", "eu-fsf", "own:Letter 7"]
    assert keys({OWN: False, EU_FSF: False}, EU_FSF, OWN) == ["us-csl"]


def test_what_is_screened_against_is_what_is_in_use() -> None:
    gone = edition(SourceKey("was-here-once"))
    held = (edition(), edition(EU_FSF), edition(OWN), gone)
    assert editions_in_use(CATALOGUE, {}, held) == held
    turned = {EU_FSF: False, OWN: False}
    assert editions_in_use(CATALOGUE, turned, held) == (held[0], gone)
    assert editions_in_use(CATALOGUE, {gone.source: False}, held) == held[:3]


def test_an_edition_is_current_as_of_its_date_or_of_the_last_good_check() -> None:
    old = edition(days=10)
    assert current_as_of(old, None) == TODAY - timedelta(days=10)
    assert current_as_of(edition(days=9, published=False), None) == TODAY - timedelta(days=9)
    assert current_as_of(old, check(hours=48, of=old)) == TODAY - timedelta(days=2)
    # A check that failed, of another edition, or from before says nothing.
    for said in (
        check(CheckState.REFUSED, of=old),
        check(CheckState.FAILED, of=old),
        check(of=edition(days=3)),
        check(hours=24 * 30, of=old),
    ):
        assert current_as_of(old, said) == TODAY - timedelta(days=10)


@pytest.mark.parametrize(
    ("source", "days", "limit", "old"),
    [
        (US_CSL, 7, 7, False),
        (US_CSL, 8, 7, True),
        (US_CSL, 8, 30, False),
        (JP_METI, 365, 7, False),  # issued once a year
        (JP_METI, 366, 7, True),
        (OWN, 3000, 1, False),
    ],
)
def test_old_is_older_than_the_limit_and_than_the_publishers_pace(
    source: SourceKey, days: int, limit: int, old: bool
) -> None:
    known = CATALOGUE.source(source)
    assert is_old(known, edition(source, days=days), None, TODAY, limit) is old


def test_nothing_is_asked_before_a_person_chose_to() -> None:
    never = {US_CSL: None, EU_FSF: None}
    for starting in (True, False):
        assert due(NOW, Settings(), never, starting=starting) == ()
    chosen = Settings(check_on_start=True)
    assert due(NOW, chosen, never, starting=True) == (US_CSL, EU_FSF)
    assert due(NOW, chosen, never) == ()
    assert due(NOW, Settings(check_daily=True), never) == (US_CSL, EU_FSF)


def test_after_a_first_update_it_is_asked_daily_unless_turned_off() -> None:
    checks = {US_CSL: check(hours=19.9), EU_FSF: check(hours=20.1), JP_METI: None}
    for starting in (True, False):
        assert due(NOW, Settings(), checks, starting=starting) == (EU_FSF, JP_METI)
    assert due(NOW, Settings(check_on_start=False), checks, starting=True) == ()
    assert due(NOW, Settings(check_daily=False), checks) == ()
    assert due(NOW, Settings(check_daily=False), checks, starting=True) == (EU_FSF, JP_METI)


@pytest.mark.parametrize(
    ("state", "hours"),
    [
        (CheckState.UPDATED, 20),
        (CheckState.UNCHANGED, 20),
        (CheckState.REFUSED, 4),
        (CheckState.FAILED, 1),
    ],
)
def test_what_went_wrong_is_tried_again_sooner(state: CheckState, hours: int) -> None:
    assert due(NOW, Settings(), {US_CSL: check(state, hours=hours - 0.1)}) == ()
    last = check(state, hours=hours)
    assert due(NOW, Settings(), {US_CSL: last}) == (US_CSL,)
    assert next_check(last) == NOW.at


def test_a_clock_put_right_does_not_stop_the_checks() -> None:
    assert due(NOW, Settings(), {US_CSL: check(hours=-30)}) == (US_CSL,)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    with closing(open_desk(tmp_path / "ws", clock)) as opened:
        fill(opened)
        yield opened


def test_turning_a_source_off_is_recorded_and_takes_it_out_of_use(desk: Desk) -> None:
    listings = desk.lists.status().listings
    assert listings
    assert desk.lists.turn(US_CSL, True) is Changes.NOTHING
    assert desk.lists.turn(US_CSL, False) == Changes.LISTS | Changes.EVENTS
    assert desk.lists.turn(US_CSL, False) is Changes.NOTHING
    event = desk.records.events(1)[0]
    assert (event.kind, event.subject, event.actor) == (
        "source_turned_off",
        US_CSL,
        "Dana Whitfield",
    )
    assert desk.workspace().events.payload(event.seq) == {
        "source": "us-csl",
        "name": "Consolidated Screening List",
        "on": False,
    }
    status = desk.lists.status()
    assert (status.freshness, status.sources, status.listings) == (Freshness.NONE, (), 0)
    assert desk.lists.uses() == ()
    csl = desk.lists.sources()[0]
    assert (csl.on, csl.edition and csl.edition.listings) == (False, listings)
    desk.lists.turn(US_CSL, True)
    assert desk.records.events(1)[0].kind == "source_turned_on"
    assert desk.lists.status().listings == listings
    assert desk.records.verify().sound


def test_a_source_turned_on_is_missing_until_it_comes_in(desk: Desk) -> None:
    assert (desk.lists.status().missing, desk.lists.status().state) == (0, "ok")
    desk.lists.turn(EU_FSF, True)
    status = desk.lists.status()
    assert (status.missing, status.state, status.freshness) == (1, "warn", Freshness.CURRENT)
    assert status.text.startswith("1 source is missing\n")


def test_an_own_list_is_on_once_it_is_there(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        desk.lists.turn(OWN, True)
    assert caught.value.code == "source-not-held"
    file = tmp_path / "letter.csv"
    file.write_text("Name;Country\nBrambleholt Zeta KG;DE\n", "utf-8")
    desk.lists.import_file(ImportRequest(file, OWN), Silent())
    assert [one.source.key for one in desk.lists.sources() if one.on] == [US_CSL, OWN]
    desk.lists.turn(OWN, False)
    assert [one.source.key for one in desk.lists.status().sources] == [US_CSL]
    assert desk.lists.sources()[-1].source.key == OWN


def test_an_unknown_source_cannot_be_turned(desk: Desk) -> None:
    with pytest.raises(BadInput) as caught:
        desk.lists.turn(SourceKey("no-such"), True)
    assert caught.value.code == "source-unknown"


def test_a_workspace_for_reading_only_keeps_its_sources(desk: Desk) -> None:
    with (
        closing(open_desk(desk.folder, read_only=True)) as reading,
        pytest.raises(ReadOnlyWorkspace),
    ):
        reading.lists.turn(US_CSL, False)


def test_when_a_source_is_asked_next_is_told(desk: Desk, clock: FakeClock) -> None:
    def times() -> dict[str, object]:
        return {one.source.key: one.next_check for one in desk.lists.sources() if one.next_check}

    assert times() == {}  # nothing was ever fetched
    desk.profile.save_settings(replace(desk.settings(), check_daily=True))
    assert times() == {US_CSL: clock.now()}
    desk.lists.turn(JP_METI, True)  # has no address
    assert list(times()) == [US_CSL]
    assert desk.updates.due(starting=False) == (US_CSL,)
    desk.profile.save_settings(replace(desk.settings(), check_daily=False))
    assert times() == {}


def test_the_proxy_is_checked_and_noted_without_its_password(desk: Desk) -> None:
    for proxy in ("ftp://proxy:21", "http://", "http://proxy:notaport"):
        with pytest.raises(BadInput) as caught:
            desk.profile.save_settings(replace(desk.settings(), proxy=proxy))
        assert caught.value.code == "proxy-unusable"
    for proxy in ("http://me:secret@proxy.example:8080", "me:secret@proxy.example:8080"):
        desk.profile.save_settings(replace(desk.settings(), proxy=proxy))
        assert desk.settings().proxy == proxy
        event = desk.records.events(1)[0]
        payload = desk.workspace().events.payload(event.seq)
        assert payload is not None
        assert payload["proxy"] == "http://proxy.example:8080"
        desk.profile.save_settings(replace(desk.settings(), proxy=""))


def test_settings_of_before_are_read_with_the_new_ones_unsaid(desk: Desk) -> None:
    desk.workspace().db.execute(
        "update settings set value = ? where key = 'settings'",
        ('{"operator":"Lee","theme":"dark","list_age_limit_days":9,"threshold":null}',),
    )
    settings = desk.settings()
    assert (settings.operator, settings.list_age_limit_days) == ("Lee", 9)
    assert (settings.proxy, settings.check_on_start, settings.check_daily) == ("", None, None)


def test_a_list_confirmed_long_after_its_date_is_current_on_papers(
    desk: Desk, clock: FakeClock
) -> None:
    held = desk.lists.in_force(US_CSL)
    assert held is not None
    assert held.published == date(2026, 11, 20)
    clock.advance(days=30)
    assert [use.too_old for use in desk.lists.uses()] == [True]
    desk.updates._note(ListCheck(US_CSL, clock.now(), CheckState.UNCHANGED, held.id))
    assert [use.too_old for use in desk.lists.uses()] == [False]
