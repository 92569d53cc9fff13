"""When a backup is due, and which old ones may go."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from exportdesk.core.backups import (
    BackupPlan,
    BackupState,
    file_name,
    is_due,
    made_at,
    superseded,
)
from exportdesk.core.clock import Moment
from tests.fakes import NOON

OWNER = "0123456789ab"
BEGIN = datetime(2026, 1, 1, 9, tzinfo=UTC)
times = st.integers(0, 900 * 24).map(lambda hours: BEGIN + timedelta(hours=hours))


def utc(at: datetime) -> Moment:
    return Moment.of(at, "UTC")


def untouched() -> bool:
    return False


def now(**later: float) -> Moment:
    return Moment.of(NOON + timedelta(**later), "America/New_York")


def test_a_name_tells_when_and_whose() -> None:
    name = file_name(OWNER, NOON)
    assert name == "exportdesk-0123456789ab-20261120T170000Z.zip"
    assert made_at(name, OWNER) == NOON
    for other in ("notes.zip", name.replace("0123", "9999"), f"{name}.part", f"x{name}",
                  name.replace("20261120", "20261399")):  # fmt: skip
        assert made_at(other, OWNER) is None


@given(st.sets(times, min_size=1), times)
def test_the_newest_stays_and_so_does_what_the_future_holds(
    made: set[datetime], at: datetime
) -> None:
    newest = max((one for one in made if one <= at), default=min(made))
    gone = superseded(made, utc(at), newest)
    assert gone < made  # something is always left
    assert newest not in gone
    assert all(one <= at for one in gone)
    left = sorted((one for one in made - gone if one <= at), reverse=True)
    assert len(left) <= 7 + 4 + 12
    past = sorted((one for one in made if one <= at), reverse=True)
    days = list(dict.fromkeys(one.date() for one in past))[:7]
    assert {one.date() for one in left} >= {*days}
    months = list(dict.fromkeys((one.year, one.month) for one in past))[:12]
    assert {(one.year, one.month) for one in left} >= {*months}
    assert (
        superseded(made - gone, utc(at), newest) == set()
    )  # what stays now stays at a second look


@given(st.sets(times, min_size=2), st.data())
def test_one_just_made_stays_under_a_clock_that_was_moved_back(
    made: set[datetime], data: st.DataObject
) -> None:
    just = data.draw(st.sampled_from(sorted(made)))
    gone = superseded(made, utc(just), just)
    assert just not in gone
    assert not {one for one in made if one > just} & gone


def test_two_years_of_days_leave_seven_days_four_weeks_and_twelve_months() -> None:
    kept: set[datetime] = set()
    for day in range(730):
        at = BEGIN + timedelta(days=day)
        kept.add(at)
        kept -= superseded(kept, utc(at), at)
    newest = sorted(kept, reverse=True)
    assert [(newest[0] - one).days for one in newest[:7]] == [0, 1, 2, 3, 4, 5, 6]
    assert len({(one.year, one.month) for one in kept}) == 12
    assert len({one.isocalendar()[:2] for one in newest if (newest[0] - one).days < 28}) == 4
    assert len(kept) <= 23


def test_one_a_day_is_due_and_none_when_switched_off() -> None:
    plan = BackupPlan()
    assert is_due(plan, BackupState(), now(), untouched)
    made = BackupState(at=now().utc_text, tried=now().utc_text)
    assert not is_due(plan, made, now(hours=11), untouched)
    assert is_due(plan, made, now(hours=13), untouched)  # past midnight in New York
    assert not is_due(BackupPlan(daily=False), BackupState(), now(), untouched)


def test_it_is_made_anew_after_an_hour_where_more_was_done() -> None:
    made = BackupState(at=now().utc_text, tried=now().utc_text)
    assert not is_due(BackupPlan(), made, now(minutes=59), lambda: True)
    assert is_due(BackupPlan(), made, now(minutes=61), lambda: True)
    assert not is_due(BackupPlan(), made, now(minutes=61), untouched)
    assert is_due(BackupPlan(), made, now(minutes=-1), lambda: True)  # the clock was moved back
    assert not is_due(BackupPlan(daily=False), made, now(minutes=61), lambda: True)


def test_the_newest_of_a_day_stays_by_the_day_of_who_works_here() -> None:
    morning, noon, evening = now(), now(hours=4), now(hours=8)  # the evening is of tomorrow in UTC
    made = {one.at for one in (morning, noon, evening)}
    assert superseded(made, evening, evening.at) == {morning.at, noon.at}


def test_a_clock_moved_back_makes_it_due_and_once_only() -> None:
    ahead = BackupState(at=now(days=400).utc_text, tried=now(days=400).utc_text)
    assert is_due(BackupPlan(), ahead, now(), untouched)
    assert not is_due(BackupPlan(), BackupState(at=now().utc_text), now(minutes=10), untouched)


def test_what_failed_is_tried_again_after_an_hour() -> None:
    failed = BackupState(tried=now().utc_text, fault="backup-disk-full")
    assert not is_due(BackupPlan(), failed, now(minutes=59), untouched)
    assert is_due(BackupPlan(), failed, now(minutes=61), untouched)
    assert is_due(BackupPlan(), failed, now(minutes=-1), untouched)  # the clock was moved back
