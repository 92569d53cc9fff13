"""Dated rules: in force or not on a day, with the sentence that says so."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from exportdesk.rulebook import Status, Switches, load_rulebook
from tests.real import real
from tests.rulebook.changing import copied, expect_refused, refusal


@pytest.fixture(scope="module")
def switches() -> Switches:
    return load_rulebook().switches


@pytest.mark.parametrize(
    ("day", "in_force", "says", "status"),
    [
        ("2025-09-28", False, "not yet in force", Status.SECONDARY),
        ("2025-09-29", True, "was in force", Status.SECONDARY),
        ("2025-11-09", True, "was in force", Status.SECONDARY),
        ("2025-11-10", False, "suspended from 2025-11-10 to 2026-11-09", Status.VERIFIED),
        ("2026-11-09", False, "suspended", Status.VERIFIED),
        ("2026-11-10", True, "extended was not checked", Status.UNVERIFIED),
        ("2030-01-01", True, "by the text of its suspension", Status.UNVERIFIED),
    ],
)
def test_the_affiliates_rule_day_by_day(
    switches: Switches, day: str, in_force: bool, says: str, status: Status
) -> None:
    state = switches.of("bis-50").in_force(date.fromisoformat(day))
    assert state.in_force is in_force
    assert says in state.sentence
    assert state.provenance.status is status
    assert state.is_checked == (status is not Status.UNVERIFIED)
    assert "FR" in state.provenance.citation


def test_the_days_on_which_it_changes(switches: Switches) -> None:
    switch = switches.of("bis-50")
    days = [date(2025, 9, 29), date(2025, 11, 10), date(2026, 11, 10)]
    assert list(switch.changes()) == days
    for day in days:
        before = switch.in_force(day - timedelta(days=1))
        assert before.in_force is not switch.in_force(day).in_force


@pytest.mark.parametrize("day", [date(1999, 1, 1), date(2026, 11, 22), date(2099, 1, 1)])
def test_ofacs_rule_is_always_in_force(switches: Switches, day: date) -> None:
    state = switches.of("ofac-50").in_force(day)
    assert state.in_force
    assert state.sentence == "OFAC's 50 Percent Rule is in force."


def test_a_rule_can_be_put_in_the_place_of_another(switches: Switches) -> None:
    extended = replace(switches.of("bis-50"), periods=switches.of("bis-50").periods[:3])
    changed = switches.with_switch(extended)
    assert not changed.of("bis-50").in_force(date(2026, 11, 22)).in_force
    assert switches.of("bis-50").in_force(date(2026, 11, 22)).in_force
    assert [one.code for one in changed.all()] == [one.code for one in switches.all()]


@pytest.mark.real_lists
def test_the_suspension_stands_in_the_official_text() -> None:
    import gzip

    path = real("lists/us-bis/ecfr-title-15-part-744.2026-07-23.xml.gz")
    text = gzip.decompress(path.read_bytes()).decode("utf-8")
    assert "90 FR 50857" in text
    assert "stayed, effective until Nov. 9, 2026" in text


FILE = "switches.toml"


@pytest.mark.parametrize(
    ("old", "new", "where", "why"),
    [
        ("since = 2025-11-10", "since = 2025-09-01", "switch 1 (bis-50), period 3, since", "later"),
        ("since = 2025-09-29\n", "", "switch 1 (bis-50), period 2, since", "first period"),
        ("in_force = false", "since = 2020-01-01\nin_force = false", "period 1, since", "first"),
        ("since = 2025-09-29", 'since = "soon"', "period 2, since", "is not a date"),
        ("in_force = false", 'in_force = "no"', "period 1, in_force", "neither true nor false"),
        ("in_force = false", "in_farce = false", "period 1, in_farce", "is not a key"),
        ('name = "BIS', 'nom = "BIS', "switch 1, nom", "is not a key"),
        ('code = "ofac-50"', 'code = "bis-50"', "switch 2, code", "bis-50 stands here twice"),
        ('code = "ofac-50"', "", "switch 2, code", "missing or empty"),
        ('sentence = "OFAC', 'sentence = "" # "', "period 1, sentence", "missing or empty"),
        ('status = "unverified"', 'status = "guessed"', "period 4, status", "is not one of"),
        ("as_of = 2026-11-22", "", "as_of", "is not a date"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(
    tmp_path: Path, old: str, new: str, where: str, why: str
) -> None:
    expect_refused(tmp_path, FILE, (old, new), where, why)


def test_a_rule_without_periods(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    text = (folder / FILE).read_text(encoding="utf-8")
    text = text[: text.rindex("[[switch.period]]")]
    (folder / FILE).write_text(text, encoding="utf-8")
    assert refusal(folder) == (
        FILE,
        "switch 2 (ofac-50), period",
        "there is no [[period]] table",
    )
